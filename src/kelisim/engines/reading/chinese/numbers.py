"""Quantities: digits and characters, 万 and 亿, currencies, counters, and the noun that is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kelisim.engines.reading.lexicon import Match
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.text import Token
from kelisim.engines.values import Bound

TEN_THOUSAND = Decimal(10_000)
HALF = Decimal("0.5")
RANGE_MARKS = frozenset(("–", "-"))
STOPS = frozenset(",;:。()–、!?")
# What each counter may count, the likeliest first.
NOUNS_OF_COUNTER = {
    "firm": ("enterprise", "participant", "facility"),
    "person": ("participant", "people", "staff", "jobs", "enterprise"),
    "paper": ("agreement", "document"),
    "item": ("project", "agreement", "document", "jobs", "countries", "enterprise", "participant", "facility"),
    "order": ("agreement", "project"),
    "thing": ("enterprise",),
    "": ("project", "agreement", "jobs", "enterprise"),
}
NOUNS = frozenset(noun for nouns in NOUNS_OF_COUNTER.values() for noun in nouns)
MAX_GLOSS = 20  # words in brackets
REACH = 18  # characters from a number to its noun


@dataclass(slots=True)
class _Number:
    value: Decimal
    end: int  # the token behind it
    is_spelled: bool
    scale: Decimal = Decimal(1)
    bound: Bound | None = None  # of a word inside: 30多万
    bound_at: int | None = None


def read_quantities(matches: Matches, taken: set[int]) -> list[Quantity]:
    found: list[Quantity] = []
    i = 0
    tokens = matches.tokens
    while i < len(tokens):
        quantity = None if i in taken or not tokens[i].may_count else _quantity_at(matches, taken, i)
        if quantity is None:
            i += 1
            continue
        found.append(quantity)
        i = max(quantity.number_end, i + 1)
    _share_currency(found, tokens)
    for number, quantity in enumerate(found):
        if quantity.kind == "count":
            _find_noun(quantity, matches, found[:number])
    return found


def _share_currency(found: Sequence[Quantity], tokens: Sequence[Token]) -> None:
    """`56亿、44亿和31亿美元`: the last of a list tells the currency of all."""
    for quantity, following in reversed(list(pairwise(found))):
        is_joined = following.first == quantity.last + 2 and "and" in tokens[quantity.last + 1].word.particles
        if quantity.kind == "bare" and quantity.is_scaled and following.kind == "money" and is_joined:
            quantity.kind, quantity.unit = "money", following.unit


def _quantity_at(matches: Matches, taken: set[int], i: int) -> Quantity | None:
    ratio = matches.longest("ratio", i)
    if ratio:
        return Quantity(i, i, i, i + 1, Decimal(ratio.form.value), "times", "times")
    prefix = matches.longest("currency", i)
    is_percent = prefix is None and _unit(matches, i) == "percent_before"
    start = i + 1 if prefix or is_percent else i
    number = _number(matches, taken, start) if _begins_number(matches, start) else None
    if number is None:
        return None
    quantity = Quantity(i, number.end - 1, start, number.end, number.value, "bare", is_scaled=number.scale > 1)
    if prefix:
        quantity.kind, quantity.unit = "money", prefix.form.id
    elif is_percent:
        quantity.kind, quantity.unit = "percent", "percent"
    _set_range(quantity, matches, taken, number)
    _set_unit(quantity, matches, number)
    _set_bound(quantity, matches, number)
    is_plain_word = number.is_spelled and quantity.kind in ("bare", "other")
    is_article = number.is_spelled and quantity.value == 1 and quantity.kind == "count"
    return None if is_plain_word or is_article else quantity


def _begins_number(matches: Matches, i: int) -> bool:
    if i >= len(matches.tokens) or _is_vague(matches, i - 1):
        return False
    token = matches.tokens[i]
    return token.kind == "n" or token.word.numeral is not None or _scale(matches, i) is not None


def _is_vague(matches: Matches, i: int) -> bool:
    """`几亿`, `数十亿`: how many is not told."""
    return i >= 0 and "vague" in matches.particles(i)


def _scale(matches: Matches, i: int) -> Decimal | None:
    match = matches.longest("scale", i)
    return Decimal(match.form.value) if match else None


def _unit(matches: Matches, i: int) -> str:
    match = matches.longest("unit", i)
    return match.form.id if match else ""


# -- numbers


def _number(matches: Matches, taken: set[int], i: int) -> _Number | None:
    """Digits and characters in one: each section below 万 times its great scale, added up."""
    part = _fraction(matches, taken, i)
    if part is not None:
        return part
    total, last_scale, is_spelled = Decimal(0), None, matches.tokens[i].kind != "n"
    bound_at: int | None = None
    first_scale, is_loose = Decimal(1), False
    while True:
        section = _section(matches, taken, i)
        if section is None:
            break
        is_loose = is_loose or _is_loose(matches, i, section[1])
        value, i = section
        i = _behind_counter(matches, _behind_gloss(matches, i, value))
        bound = _bound_at(matches, i, "after")
        if bound and _great_scale(matches, bound.last + 1):
            bound_at, i = bound.first, bound.last + 1
        great = _great_scale(matches, i)
        while great and _great_scale(matches, i + 1):
            great, i = great * (_great_scale(matches, i + 1) or 1), i + 1
        if great is None or (last_scale is not None and great >= last_scale):
            total += _tail(value, last_scale, matches, i, is_spelled)
            break
        total, last_scale, i = total + value * great, great, i + 1
        first_scale = max(first_scale, great)
        if i < len(matches.tokens) and matches.tokens[i].word.numeral == HALF:
            total, i = total + great * HALF, i + 1
            break
        if i >= len(matches.tokens) or i in taken or not (_begins_number(matches, i) or "zero" in matches.particles(i)):
            break
    if total == 0:
        return None
    number = _Number(total, i, is_spelled, first_scale)
    if bound_at is not None or is_loose:
        number.bound, number.bound_at = Bound.OVER, bound_at
    return number


def _fraction(matches: Matches, taken: set[int], i: int) -> _Number | None:
    """`半个亿`, `一个半亿`, `四分之三亿`: parts of a great scale."""
    tokens = matches.tokens
    section = _section(matches, taken, i)
    if tokens[i].word.numeral == HALF:
        section = HALF, i + 1
    if section is None:
        return None
    value, end = section
    if end < len(tokens) and "denominator" in tokens[end].word.particles:
        above = _section(matches, taken, end + 1)
        great = _great_scale(matches, above[1]) if above is not None and value else None
        if above is None or great is None:
            return None
        return _Number((above[0] * great / value).to_integral_value(), above[1] + 1, True, great)
    if not matches.longest("counter", end):
        return None
    end += 1
    if value != HALF and end < len(tokens) and tokens[end].word.numeral == HALF:
        value, end = value + HALF, end + 1
    elif value != HALF:
        return None
    great = _great_scale(matches, end)
    return _Number(value * great, end + 1, True, great) if great is not None else None


def _is_loose(matches: Matches, first: int, end: int) -> bool:
    """`三四亿`: three or four of it; `二十几亿`: twenty and some."""
    if any("point" in matches.particles(i) for i in range(first, end)):
        return False
    digits = [matches.tokens[i].word.numeral for i in range(first, end)]
    is_pair = len(digits) > 1 and digits[-2] is not None and digits[-1] == digits[-2] + 1
    return (is_pair and digits[-2] != 0 and not any(digits[-3:-2])) or _is_vague(matches, end - 1)


def _behind_counter(matches: Matches, i: int) -> int:
    """`1.5个亿`."""
    return i + 1 if matches.longest("counter", i) and _great_scale(matches, i + 1) else i


def _behind_gloss(matches: Matches, i: int, value: Decimal) -> int:
    """`5（五）亿`: the number said again in brackets."""
    tokens = matches.tokens
    if i >= len(tokens) or tokens[i].text != "(":
        return i
    inside = next((j for j in range(i + 1, min(i + MAX_GLOSS, len(tokens))) if tokens[j].text in "()"), i)
    if inside == i or tokens[inside].text == "(" or not _begins_number(matches, i + 1):
        return i
    again = _number(matches, set(), i + 1)
    return inside + 1 if again is not None and (again.value, again.end) == (value, inside) else i


def _tail(value: Decimal, last_scale: Decimal | None, matches: Matches, end: int, is_spelled: bool) -> Decimal:
    """`两万五`: a last single figure counts the next smaller thousand."""
    if last_scale == TEN_THOUSAND and is_spelled and value < 10 and _scale(matches, end - 2) == TEN_THOUSAND:
        return value * 1000
    return value


def _great_scale(matches: Matches, i: int) -> Decimal | None:
    scale = _scale(matches, i)
    return scale if scale is not None and scale >= TEN_THOUSAND else None


def _section(matches: Matches, taken: set[int], i: int) -> tuple[Decimal, int] | None:
    """Up to 9999 in characters, or digits with 十, 百 or 千 behind them; a great scale alone counts as one."""
    tokens = matches.tokens
    if i >= len(tokens) or i in taken:
        return None
    if tokens[i].kind == "n":
        value, i = tokens[i].value or Decimal(0), i + 1
        small = _scale(matches, i)
        if small is not None and small < TEN_THOUSAND:
            value, i = value * small, i + 1
            if (
                small > 10
                and i < len(tokens)
                and tokens[i].kind == "n"
                and (tokens[i].value or 0) < small
                and i not in taken
            ):
                value, i = value + (tokens[i].value or 0), i + 1
        return value, i
    return _spelled_section(matches, i)


def _spelled_section(matches: Matches, i: int) -> tuple[Decimal, int] | None:
    tokens, start = matches.tokens, i
    total, digit, last_small = Decimal(0), None, None
    while i < len(tokens):
        numeral, small = tokens[i].word.numeral, _scale(matches, i)
        if numeral == HALF and i == start and _great_scale(matches, i + 1):
            return HALF, i + 1
        if numeral is not None and numeral != HALF:
            is_pair = bool(digit) and numeral == (digit or 0) + 1 and not _is_in_row(matches, i)
            digit = digit if is_pair else numeral if not digit else digit * 10 + numeral
        elif small is not None and small < TEN_THOUSAND:
            total += (Decimal(1) if digit is None or digit == 0 else digit) * small
            digit, last_small = None, small
        elif last_small is not None and digit is None and _is_vague(matches, i):
            return total, i + 1
        elif (
            "point" in matches.particles(i)
            and i > start
            and i + 1 < len(tokens)
            and tokens[i + 1].word.numeral is not None
        ):
            return _decimals(matches, i + 1, total + (digit or 0))
        else:
            break
        i += 1
    if i == start:
        is_tail = i > 0 and _scale(matches, i - 1) is not None  # of a number that does not tell how many: 几百万
        return (Decimal(1), i) if _great_scale(matches, i) and not is_tail else None
    if digit is not None and last_small is not None and last_small >= 100 and "zero" not in matches.particles(i - 2):
        digit = digit * last_small / 10  # 三百五
    return total + (digit or 0), i


def _is_in_row(matches: Matches, i: int) -> bool:
    """More than two figures side by side are read as figures: `二〇一二`."""
    return any(0 <= j < len(matches.tokens) and matches.tokens[j].word.numeral is not None for j in (i - 2, i + 1))


def _decimals(matches: Matches, i: int, value: Decimal) -> tuple[Decimal, int]:
    place = Decimal(1)
    while i < len(matches.tokens):
        numeral = matches.tokens[i].word.numeral
        if numeral is None or numeral == HALF:
            break
        place, i = place / 10, i + 1
        value += numeral * place
    return value, i


def _set_range(quantity: Quantity, matches: Matches, taken: set[int], number: _Number) -> None:
    """`200—250`, `3至5亿元`, `6亿至8亿元`: the lower end, and the scale of the upper one where it has none."""
    tokens, end = matches.tokens, number.end
    unit = (
        matches.longest("currency", end)
        or matches.longest("counter", end)
        or (matches.longest("unit", end) if _unit(matches, end) in ("percent", "hectare") else None)
    )
    mark = end if _is_range_mark(matches, end) else unit.last + 1 if unit else len(tokens)
    if (
        mark + 1 >= len(tokens)
        or not _is_range_mark(matches, mark)
        or mark in taken
        or not _begins_number(matches, mark + 1)
    ):
        return
    second = _number(matches, taken, mark + 1)
    if second is None:
        return
    scale = second.scale if number.scale == 1 and mark == end else Decimal(1)
    if number.value * scale < second.value:
        quantity.value, quantity.bound = number.value * scale, Bound.OVER
        quantity.is_scaled = quantity.is_scaled or second.scale > 1
        number.end = quantity.number_end = second.end
        quantity.last = second.end - 1


def _is_range_mark(matches: Matches, i: int) -> bool:
    return i < len(matches.tokens) and (matches.tokens[i].text in RANGE_MARKS or "range_to" in matches.particles(i))


# -- units


def _set_unit(quantity: Quantity, matches: Matches, number: _Number) -> None:
    end = _behind_gloss(matches, number.end, quantity.value)
    bound = _bound_at(matches, end, "after")
    if quantity.kind != "bare":
        return
    for i in (end, bound.last + 1) if bound else (end,):
        currency = matches.longest("currency", i)
        unit, counter = matches.longest("unit", i), matches.longest("counter", i)
        if currency:
            quantity.kind, quantity.unit, quantity.last = "money", currency.form.id, currency.last
        elif unit and (counter is None or unit.last > counter.last):
            _apply_unit(quantity, unit)
            behind = unit.last + 1
            if (
                quantity.kind == "times"
                and behind < len(matches.tokens)
                and matches.tokens[behind].word.numeral == HALF
            ):
                quantity.value, quantity.last = quantity.value + HALF, behind  # 一倍半
        elif counter:
            quantity.kind, quantity.unit, quantity.last = "count", counter.form.id, counter.last
        elif _noun_at(matches, i, ""):
            quantity.kind, quantity.unit = "count", ""
        else:
            continue
        quantity.number_end = max(quantity.number_end, quantity.last + 1)
        return


def _apply_unit(quantity: Quantity, unit: Match) -> None:
    quantity.kind, quantity.last = unit.form.id, unit.last
    quantity.unit = "times" if quantity.kind == "times" else unit.form.id
    if quantity.kind == "hectare":
        quantity.value = (quantity.value * Decimal(unit.form.value.get("factor", "1"))).quantize(Decimal("0.0001"))
    elif quantity.kind == "tenths":
        quantity.kind, quantity.unit, quantity.value = "tenths", "percent", quantity.value * 10


# -- bounds


def _bound_at(matches: Matches, i: int, where: str) -> Match | None:
    for match in matches.all("bound", i):
        if match.form.value["where"] == where:
            return match
    return None


def _set_bound(quantity: Quantity, matches: Matches, number: _Number) -> None:
    before = _bound_at(matches, quantity.first - 1, "before") or _bound_over_verb(matches, quantity.first - 2)
    after = next((b for i in (number.end, quantity.last + 1) if (b := _bound_at(matches, i, "after"))), None)
    if number.bound is not None and before is None:
        quantity.bound, quantity.bound_at = number.bound, number.bound_at
    for match in (before, after):
        if match:
            quantity.bound, quantity.bound_at = Bound(match.form.id), match.first
            return


def _bound_over_verb(matches: Matches, i: int) -> Match | None:
    """`至少创造3900个就业岗位`: a limit before the verb."""
    bound = _bound_at(matches, i, "before") if i >= 0 else None
    is_limit = bound is not None and bound.form.id != "about" and bound.last == i and len(matches.tokens[i].text) > 1
    is_word = matches.tokens[i + 1].kind == "w" if is_limit else False
    return bound if is_word and not matches.longest("place", i + 1) and not matches.longest("counter", i + 1) else None


# -- what is counted


def _noun_at(matches: Matches, i: int, counter: str) -> str:
    ids = matches.ids("cue", i)
    if "nothing" in ids:
        return ""
    return next((noun for noun in NOUNS_OF_COUNTER.get(counter, ()) if noun in ids), "")


def _find_noun(quantity: Quantity, matches: Matches, before: Sequence[Quantity]) -> None:
    """Behind the number, over what stands before the noun: `7份与新能源有关的备忘录`; else the topic: `签约项目60个`."""
    at = _noun_behind(quantity, matches)
    if quantity.kind != "count":
        return
    if at is None:
        at = _noun_ahead(quantity, matches, before)
    elif (at <= quantity.last + 1 or _is_near(matches, quantity, at)) and "cost" not in matches.ids(
        "cue", at
    ):  # 132个项目总投资615亿铢
        quantity.last = at
    if at is not None:
        quantity.noun, quantity.noun_at = _noun_at(matches, at, quantity.unit), at


def _is_near(matches: Matches, quantity: Quantity, at: int) -> bool:
    return matches.line.starts[at] - matches.line.end(quantity.last) <= 6


def _noun_behind(quantity: Quantity, matches: Matches) -> int | None:
    tokens = matches.tokens
    best: int | None = None
    i = quantity.last + 1
    while i < len(tokens) and matches.line.starts[i] - matches.line.end(quantity.last) < REACH:
        token = tokens[i]
        if token.text in STOPS and (token.text != "、" or best is not None):
            break
        if token.kind == "n" or _is_counted(matches, i):
            i = _behind_clause(matches, i)
            if i < 0:
                break
            continue
        ids = matches.ids("cue", i)
        if best is None and ("uncounted" in ids or ("zone" in ids and quantity.unit in ("item", "thing", ""))):
            quantity.kind = "other"  # 37名学生, 11个自贸试验区
            return None
        if _noun_at(matches, i, quantity.unit):
            best = i
            if quantity.unit in ("firm", "person", ""):
                break
        elif best is not None:
            break
        i += 1
    return best


def _is_counted(matches: Matches, i: int) -> bool:
    """A spelled number with its counter or unit."""
    if not _begins_number(matches, i):
        return False
    return any(matches.longest(kind, i + 1) for kind in ("counter", "currency", "scale"))


def _behind_clause(matches: Matches, i: int) -> int:
    """`12个总投资达30亿元的项目`: over the sum to the 的 behind it."""
    for j in range(i, min(i + 6, len(matches.tokens))):
        if "of" in matches.ids("cue", j):
            return j + 1
        if matches.tokens[j].text in STOPS:
            break
    return -1


def _is_followed_by_noun(quantity: Quantity, matches: Matches) -> bool:
    """`公司在29个地区`: an unknown word behind the counter is what is counted."""
    after = quantity.last + 1
    if quantity.bound_at == after:
        after += 1
    return (
        after < len(matches.tokens)
        and matches.tokens[after].kind == "w"
        and matches.tokens[after].word is matches.lexicon.empty
    )


def _noun_ahead(quantity: Quantity, matches: Matches, before: Sequence[Quantity]) -> int | None:
    tokens = matches.tokens
    reach = 2 * REACH if not _is_followed_by_noun(quantity, matches) else 0
    floor = max((other.last for other in before), default=-1)
    for i in range(quantity.first - 1, floor, -1):
        if tokens[i].text in STOPS and tokens[i].text not in ("、", ":"):
            break
        if matches.line.starts[quantity.first] - matches.line.end(i) > reach:
            break
        if _noun_at(matches, i, quantity.unit):
            return i
    return None

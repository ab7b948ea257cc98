"""Quantities: numbers with scale, unit, bound and what they count; periods have taken their digits before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kelisim.engines.reading.lexicon import ROMAN, Lexicon, Match
from kelisim.engines.reading.text import Token
from kelisim.engines.values import Bound

COUNTED = ("project", "agreement", "document", "jobs", "staff", "enterprise", "people", "participant", "facility")
HALF = Decimal("0.5")
HUNDRED, THOUSAND = Decimal(100), Decimal(1000)
FAR_COUNTED = ("project", "jobs", "agreement", "enterprise", "participant")
FAR_NOUN = 14  # words
MAX_ADJECTIVES = 5
FAR_NOUN = 14  # words
MAX_PARTICLE = 4  # words
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Quantity:
    """`first` and `last` are the tokens of the quote, `number` the token where the number itself begins."""

    first: int
    last: int
    number: int
    number_end: int
    value: Decimal
    kind: str  # money, percent, times, hectare, count, part, bare, other
    unit: str = ""
    noun: str = ""
    noun_at: int = -1
    bound: Bound = Bound.EXACT
    bound_at: int | None = None
    case: str = ""
    is_scaled: bool = False


class Matches:
    """What the lexicon finds at each token of a sentence."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.at: list[tuple[Match, ...]] = [
            tuple(lexicon.matches_at(tokens, i))
            if token.kind == "n" or token.word.starts or token.text in ROMAN
            else ()
            for i, token in enumerate(tokens)
        ]

    def longest(self, kind: str, i: int) -> Match | None:
        if not 0 <= i < len(self.at) or not self.at[i]:
            return None
        best = None
        for match in self.at[i]:
            if match.form.kind == kind and (best is None or match.last > best.last):
                best = match
        return best

    def particles(self, i: int) -> frozenset[str]:
        """The words of grammar that begin at a token."""
        if not 0 <= i < len(self.tokens):
            return NOTHING
        found = self.tokens[i].word.particles
        if self.lexicon.has_long_particles:
            found |= {m.form.id for m in self.at[i] if m.form.kind == "particle"}
        return found

    def particles_before(self, i: int) -> frozenset[str]:
        """The words of grammar that end right before a token."""
        if not 0 < i <= len(self.tokens):
            return NOTHING
        found = self.tokens[i - 1].word.particles
        if self.lexicon.has_long_particles:
            starts = range(max(0, i - MAX_PARTICLE), i - 1)
            found |= {m.form.id for j in starts for m in self.at[j] if m.form.kind == "particle" and m.last == i - 1}
        return found

    def ids(self, kind: str, i: int) -> set[str]:
        return {m.form.id for m in self.at[i] if m.form.kind == kind} if 0 <= i < len(self.at) else set()


@dataclass(slots=True)
class _Number:
    value: Decimal
    end: int  # the token behind it
    is_spelled: bool
    is_scaled: bool
    is_range: bool = False


def read_quantities(matches: Matches, taken: set[int]) -> list[Quantity]:
    tokens, i = matches.tokens, 0
    found: list[Quantity] = []
    while i < len(tokens):
        quantity = None if i in taken else _quantity_at(matches, taken, i)
        if quantity is None:
            i += 1
        else:
            if quantity.kind == "bare":
                _find_noun_of_number(quantity, matches)
            if quantity.kind == "bare":
                _find_noun_before(quantity, matches, taken, found)
            found.append(quantity)
            i = max(quantity.last, quantity.number_end - 1, i) + 1
    return found


def _quantity_at(matches: Matches, taken: set[int], i: int) -> Quantity | None:
    if matches.tokens[i].kind != "n" and not matches.tokens[i].word.begins_number:
        return None
    ratio = matches.longest("ratio", i)
    if ratio:
        quantity = Quantity(i, i, i, i + 1, Decimal(ratio.form.value), "times", "times")
        _set_bound(quantity, matches, i)
        return quantity
    prefix = _prefix(matches, i)
    start = prefix.last + 1 if prefix else i
    if start >= len(matches.tokens) or start in taken:
        return None
    number = _number(matches, taken, start, prefix.form.id if prefix else "")
    if number is None or _is_name(matches, start):
        return None
    quantity = Quantity(i, number.end - 1, start, number.end, number.value, "bare", is_scaled=number.is_scaled)
    quantity.case = matches.tokens[number.end - 1].case
    if prefix:
        quantity.kind = "money" if prefix.form.kind == "currency" else prefix.form.id
        quantity.unit = prefix.form.id
    _set_unit(quantity, matches, taken, number)
    if number.is_range:
        quantity.bound = Bound.OVER
    _set_bound(quantity, matches, i)
    is_word = quantity.kind == "bare" and number.is_spelled and not number.is_scaled and quantity.bound is Bound.EXACT
    if is_word and not _is_behind_part(matches, i):
        return None
    return quantity


def _currency_before(matches: Matches, i: int) -> Match | None:
    """`$5`, `US$5`, `Rs 5`, `AED5`: a sign or a code; a plain word such as `dollars` belongs to what stands before it."""
    prefix, tokens = matches.longest("currency", i), matches.tokens
    if prefix is None or tokens[i].kind == "n":
        return None
    is_sign = tokens[prefix.last].kind == "s"
    is_code = tokens[i].is_capital and prefix.first == prefix.last and tokens[i].text in matches.lexicon.codes
    is_glued = all(a.end == b.start for a, b in pairwise(tokens[prefix.first : prefix.last + 1]))
    if is_sign and len(tokens[i].text) == 1 and tokens[i].kind == "w" and prefix.last == i + 1 and not is_glued:
        return None  # a $5 million plant, not A$5 million
    is_before_digits = prefix.last + 1 < len(tokens) and tokens[prefix.last + 1].kind == "n"
    return prefix if is_sign or (is_code and is_before_digits) else None


def _is_behind_part(matches: Matches, i: int) -> bool:
    """`из них семь`."""
    return any(m.form.id == "part" and m.last == i - 1 for j in range(max(0, i - 3), i) for m in matches.at[j])


def _prefix(matches: Matches, i: int) -> Match | None:
    """A unit before its number: `$5`, `%5`, `yüzde 5`."""
    unit = matches.longest("unit", i)
    return unit if unit and unit.form.value.get("where") == "before" else _currency_before(matches, i)


def _is_name(matches: Matches, i: int) -> bool:
    """№ 5, article 5, an ordinal such as 5-й: no quantity."""
    token = matches.tokens[i]
    before = matches.tokens[i - 1].text if i else ""
    if before in ("№", "#", "/") or (
        before == "-"
        and i > 1
        and matches.tokens[i - 2].end == matches.tokens[i - 1].start
        and matches.tokens[i - 1].end == token.start
        and matches.tokens[i - 2].kind == "w"
    ):
        return True
    if matches.lexicon.has_ordinal_dot and _has_ordinal_dot(matches, i):
        return True
    return token.suffix in matches.lexicon.endings["ordinal"]


def _has_ordinal_dot(matches: Matches, i: int) -> bool:
    """`2. etap`: the dot stands inside the sentence."""
    tokens = matches.tokens
    return (
        i + 2 < len(tokens)
        and tokens[i].kind == "n"
        and tokens[i + 1].text == "."
        and tokens[i + 1].start == tokens[i].end
        and tokens[i + 2].kind == "w"
    )


# -- numbers


def _number(matches: Matches, taken: set[int], i: int, unit: str = "") -> _Number | None:
    first = _simple_number(matches, taken, i)
    if first is None:
        return None
    tokens = matches.tokens
    end = first.end
    is_joined = end < len(tokens) and tokens[end].text in ("–", "-", "…")
    is_told = end < len(tokens) and "range_to" in matches.particles(end)
    start = _behind_same_sign(matches, end + 1, unit)
    if (is_joined or is_told) and start < len(tokens) and start not in taken:
        second = _simple_number(matches, taken, start)
        begin = _behind_same_sign(matches, i, unit, back=True)
        is_range = is_joined or "range_from" in matches.particles_before(begin)
        if second is not None and is_range and second.value > first.value / (THOUSAND**4) and not second.is_range:
            scale = Decimal(1)
            if second.is_scaled and not first.is_scaled:
                plain = _simple_number(matches, taken, start, with_scale=False)
                scale = second.value / plain.value if plain and plain.value else scale
            if first.value * scale < second.value:
                return _Number(
                    first.value * scale, second.end, first.is_spelled, first.is_scaled or second.is_scaled, True
                )
    return first


def _behind_same_sign(matches: Matches, i: int, unit: str, *, back: bool = False) -> int:
    """Past the second sign of `$5 to $7 million`; with `back`, to where the first one begins."""
    if back:
        signs = (m for j in (i - 1, i - 2, i - 3) if unit and j >= 0 for m in matches.at[j])
        return next((m.first for m in signs if m.form.kind == "currency" and m.last == i - 1), i)
    sign = _currency_before(matches, i) if unit and i < len(matches.tokens) else None
    return sign.last + 1 if sign is not None and sign.form.id == unit else i


def _simple_number(matches: Matches, taken: set[int], i: int, *, with_scale: bool = True) -> _Number | None:
    token = matches.tokens[i]
    if token.kind == "n":
        return _digits(matches, taken, i, with_scale=with_scale)
    fraction = matches.longest("fraction", i)
    scale = matches.longest("scale", fraction.last + 1) if fraction else None
    if fraction and scale:
        return _Number(Decimal(fraction.form.value) * scale.form.value, scale.last + 1, True, True)
    if token.word.numeral is not None:
        return _spelled(matches, i)
    return _bare_scale(matches, i)


def _digits(matches: Matches, taken: set[int], i: int, *, with_scale: bool) -> _Number | None:
    tokens = matches.tokens
    value = tokens[i].value
    if value is None:
        return None
    end = i + 1
    if not with_scale:
        return _Number(value, end, False, False)
    half = _half(matches, end)
    if half:
        value, end = value + HALF, half.last + 1
    total, last_scale = Decimal(0), None
    while True:
        scale = matches.longest("scale", end)
        if scale is None or (last_scale is not None and scale.form.value >= last_scale):
            break
        total, last_scale, end = total + value * scale.form.value, scale.form.value, scale.last + 1
        following = _next_part(matches, taken, end, last_scale)
        if following is None:
            return _Number(total, end, False, True)
        value, end = following, end + 1
        if not matches.longest("scale", end):
            return _Number(total + value, end, False, True)
    return _Number(total + value if last_scale is None else total, end, False, last_scale is not None)


def _half(matches: Matches, i: int) -> Match | None:
    """The `жарым` of `2 жарым`, the `с половиной` of `два с половиной`."""
    return matches.longest("half", i)


def _next_part(matches: Matches, taken: set[int], i: int, scale: int) -> Decimal | None:
    """The `178` of `1 трлн 178 млрд`, the `300` of `2 мың 300`."""
    tokens = matches.tokens
    if i >= len(tokens) or tokens[i].kind != "n" or i in taken or tokens[i].value is None:
        return None
    value, after = tokens[i].value, matches.longest("scale", i + 1)
    if after is not None:
        return value if after.form.value < scale and value is not None and value < THOUSAND else None
    return (
        value if scale == 1000 and value is not None and HUNDRED <= value < THOUSAND and value == int(value) else None
    )


def _spelled(matches: Matches, i: int) -> _Number | None:
    tokens = matches.tokens
    total, current, end, is_scaled, last_scale, count = Decimal(0), Decimal(0), i, False, None, 0
    while end < len(tokens):
        value = tokens[end].word.numeral
        scale = matches.longest("scale", end)
        if value is not None and scale is not None:  # полмиллиона
            return _Number(value * scale.form.value, end + 1, True, True) if count == 0 else None
        if value is not None:
            grown = _grow(current, value)
            if grown is None:
                break
            current, end, count = grown, end + 1, count + 1
        elif scale is not None and (last_scale is None or scale.form.value < last_scale) and (count or not is_scaled):
            total += (current or Decimal(1)) * scale.form.value
            current, last_scale, is_scaled, end = Decimal(0), scale.form.value, True, scale.last + 1
        elif current and (half := _half(matches, end)):
            current, end = current + HALF, half.last + 1
        elif _is_and_inside(matches, end, current, is_scaled):
            end += 1
        elif last_scale and not current and (rest := _behind_comma(matches, end, Decimal(last_scale))):
            return _Number(total + rest.value, rest.end, True, True)
        else:
            break
        if end <= len(tokens) and tokens[end - 1].case not in ("", "locative") and not _continues(matches, end):
            break
    value = total + current
    if end == i or (value == 1 and not is_scaled) or value == 0:
        return None
    if value < 1 and not is_scaled:
        return None
    return _Number(value, end, True, is_scaled)


def _is_and_inside(matches: Matches, i: int, current: Decimal, is_scaled: bool) -> bool:
    """`two hundred and five`, `three thousand and ten`, where the language counts so."""
    if "number_and" not in matches.particles(i) or not (current >= HUNDRED or (is_scaled and not current)):
        return False
    following = matches.tokens[i + 1].word.numeral if i + 1 < len(matches.tokens) else None
    return following is not None and 0 < following < HUNDRED and following == int(following)


def _behind_comma(matches: Matches, i: int, scale: Decimal) -> _Number | None:
    """`three thousand, four hundred`: at least a hundred, so that two numbers of a list stay two."""
    tokens = matches.tokens
    if not matches.lexicon.has_number_and or i + 1 >= len(tokens) or tokens[i].text != ",":
        return None
    rest = _spelled(matches, i + 1) if tokens[i + 1].word.numeral is not None else None
    return rest if rest is not None and HUNDRED <= rest.value < scale else None


def _continues(matches: Matches, i: int) -> bool:
    return i < len(matches.tokens) and (
        matches.tokens[i].word.numeral is not None or matches.longest("scale", i) is not None
    )


def _grow(current: Decimal, value: Decimal) -> Decimal | None:
    """Two hundred, twenty five: what may follow what inside one number."""
    if value == HALF:
        return current + HALF
    if current != current.to_integral_value() or (value != value.to_integral_value() and current):
        return None
    if value == HUNDRED and 0 < current < 10:
        return current * HUNDRED
    if current == 0:
        return value
    place = (
        THOUSAND
        if current % THOUSAND == 0
        else HUNDRED
        if current % HUNDRED == 0
        else Decimal(10)
        if current % 10 == 0
        else Decimal(0)
    )
    return current + value if value < place else None


def _bare_scale(matches: Matches, i: int) -> _Number | None:
    """`миллиард тенге`: one of it; the plural says nothing."""
    scale = matches.longest("scale", i)
    text = matches.tokens[i].text
    if scale is None or text.endswith(matches.lexicon.endings["many"]) or (i and matches.tokens[i - 1].kind == "n"):
        return None
    following = matches.tokens[scale.last + 1] if scale.last + 1 < len(matches.tokens) else None
    is_counted_on = following is not None and following.word.numeral is not None
    if is_counted_on and matches.lexicon.joins_numerals and not matches.tokens[scale.last].case:
        return _spelled(matches, i)  # bin yüz: one thousand one hundred
    value, half = Decimal(scale.form.value), _half(matches, scale.last + 1)
    return _Number(value + value * HALF if half else value, (half or scale).last + 1, True, True)


# -- units and what is counted


def _set_unit(quantity: Quantity, matches: Matches, taken: set[int], number: _Number) -> None:
    end = number.end
    if quantity.kind != "bare":
        return
    suffix = matches.tokens[number.end - 1].suffix
    if suffix in matches.lexicon.endings["part"] or "collective" in matches.particles_before(number.end):
        quantity.kind = "part"
        return
    if _is_number_of_them(quantity, matches, end):
        return
    bound = _bound_after(matches, end - 1)
    for start in (end, bound.last + 1) if bound else (end,):
        for kind in ("currency", "unit"):
            unit = matches.longest(kind, start)
            if unit and not (kind == "unit" and unit.form.id == "other" and _noun_at(matches, start)):
                _apply_unit(quantity, unit)
                return
    start = bound.last + 1 if bound else end
    _find_noun(quantity, matches, taken, start)


def _is_number_of_them(quantity: Quantity, matches: Matches, end: int) -> bool:
    """`ten of them` is a part; `fourteen of this year's 46 projects` are projects."""
    if not matches.lexicon.is_latin or "out_of" not in matches.particles(end):
        return False
    if "part" in matches.ids("cue", end):
        quantity.kind = "part"
        return True
    for i in range(end + 1, min(end + MAX_ADJECTIVES + 1, len(matches.tokens))):
        noun = _noun_at(matches, i)
        if noun:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, i
            return True
        if matches.tokens[i].kind == "s":
            return False
    return False


def _apply_unit(quantity: Quantity, unit: Match) -> None:
    quantity.kind = "money" if unit.form.kind == "currency" else unit.form.id
    quantity.unit, quantity.last = unit.form.id, unit.last
    if quantity.kind == "hectare":
        quantity.value = quantity.value * Decimal(unit.form.value.get("factor", "1"))
    elif quantity.kind == "times":
        quantity.unit = "times"


def _find_noun(quantity: Quantity, matches: Matches, taken: set[int], start: int) -> None:
    """The counted noun behind the number, over its adjectives."""
    tokens, lexicon = matches.tokens, matches.lexicon
    is_more = "more" in matches.particles_before(quantity.first)
    for i in range(start, min(start + MAX_ADJECTIVES, len(tokens))):
        noun = _noun_at(matches, i)
        if noun:
            quantity.kind, quantity.noun, quantity.noun_at, quantity.last = "count", noun.form.id, i, noun.last
            return
        token = tokens[i]
        if i in taken or token.kind != "w" or token.text in lexicon.stops or token.word.numeral is not None:
            return
        unit = matches.longest("unit", i)
        if unit is not None or matches.longest("currency", i) is not None:
            quantity.kind = "other" if unit else quantity.kind
            return
        if not _may_stand_before_noun(token, lexicon):
            quantity.kind = "other" if i == start and not is_more else quantity.kind
            return


def _find_noun_of_number(quantity: Quantity, matches: Matches) -> None:
    """`the number of companies rose to 1,900`, `a workforce of 640`."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    if "out_of" in matches.particles_before(first) and first > 1:
        noun = _noun_at(matches, first - 2)
        if noun and noun.form.id == "staff" and noun.last == first - 2:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
            return
    for i in range(first - 1, max(-1, first - FAR_NOUN), -1):
        if matches.tokens[i].kind != "w":
            return
        if "counting" not in matches.particles(i):
            continue
        noun = next((n for j in range(i + 1, first) if (n := _noun_at(matches, j))), None)
        if noun:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return


def _find_noun_before(quantity: Quantity, matches: Matches, taken: set[int], found: Sequence[Quantity]) -> None:
    """`рабочих мест — до 20,5 тысячи`, `проектов: 25`; and the second of two numbers of one noun."""
    tokens = matches.tokens
    i = quantity.first - 1
    if quantity.bound_at is not None and quantity.bound_at < quantity.first:
        i = quantity.bound_at - 1
    has_mark = False
    while i >= 0 and (tokens[i].text in ("–", ":", "-") or i in taken or "link" in tokens[i].word.particles):
        has_mark, i = has_mark or tokens[i].text in ("–", ":"), i - 1
    noun = (
        next((n for back in range(2) if (n := _noun_at(matches, i - back)) and n.last == i), None) if i >= 0 else None
    )
    if noun and has_mark and noun.form.id in ("project", "jobs", "agreement", "enterprise", "participant"):
        quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return
    noun = _noun_far_before(quantity, matches, taken, found)
    if noun:
        quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return
    last = found[-1] if found else None
    is_pair = (
        last is not None
        and last.kind == "count"
        and i >= 0
        and (tokens[i].text == "," or "and" in matches.particles_before(i + 1))
    )
    if (
        last is not None
        and is_pair
        and quantity.is_scaled == last.is_scaled
        and (quantity.is_scaled or quantity.bound is not Bound.EXACT)
        and i - last.last <= 5
    ):
        quantity.kind, quantity.noun, quantity.noun_at = "count", last.noun, last.noun_at


def _noun_far_before(quantity: Quantity, matches: Matches, taken: set[int], found: Sequence[Quantity]) -> Match | None:
    """`предприятий в стране насчитывалось 15 642`, `число резидентов выросло до 45`, `компаниялар саны 1 200-ге жетті`."""
    tokens = matches.tokens
    first = quantity.first
    if quantity.bound_at is not None and quantity.bound_at < first:
        first = quantity.bound_at
    if "by" in matches.particles_before(first):
        return None
    is_told = first > 0 and tokens[first - 1].text.endswith(matches.lexicon.endings["impersonal"] or ("\0",))
    low = max((q.last for q in found), default=-1)
    for i in range(first - 1, max(low, first - FAR_NOUN), -1):
        if tokens[i].kind == "s" and i not in taken and tokens[i].text != "–":
            return None
        noun = _noun_at(matches, i)
        if noun is None or noun.form.id not in FAR_COUNTED or i in taken:
            continue
        is_number = _is_number_of(matches, noun)
        is_genitive = tokens[noun.last].text.endswith(matches.lexicon.endings["counted"] or ("\0",))
        if is_number or (is_told and is_genitive):
            return noun
    return None


def _is_number_of(matches: Matches, noun: Match) -> bool:
    """`количество новых рабочих мест`, `кәсіпорындардың саны`."""
    if "number_of" in matches.particles(noun.last + 1):
        return True
    before = range(max(0, noun.first - 3), noun.first)
    return not matches.lexicon.has_endings and any("number_of" in matches.particles(i) for i in before)


def _may_stand_before_noun(token: Token, lexicon: Lexicon) -> bool:
    if token.word.is_adjective:
        return True
    if not lexicon.has_plain_modifiers:
        return False
    return token.case in ("", "locative", "accusative") and not token.word.tense


def _noun_at(matches: Matches, i: int) -> Match | None:
    best = None
    for match in matches.at[i] if i < len(matches.at) else ():
        if match.form.kind == "cue" and match.form.id in COUNTED:
            rank = (match.last, -COUNTED.index(match.form.id))
            if best is None or rank > (best.last, -COUNTED.index(best.form.id)):
                best = match
    return best


# -- bounds


def _bound_after(matches: Matches, last: int) -> Match | None:
    """A bound that stands behind its number and asks a case of it: `300-ге жуық`, `теңгеден астам`."""
    free = None
    for match in matches.at[last + 1] if last + 1 < len(matches.at) else ():
        form = match.form
        if form.kind == "bound" and form.value["where"] == "after":
            case = form.value.get("case", "")
            if case and case == matches.tokens[last].case:
                return match
            free = free or (match if not case else None)
    return free


def _set_bound(quantity: Quantity, matches: Matches, first: int) -> None:
    after = _bound_after(matches, quantity.number_end - 1) or _bound_after(matches, quantity.last)
    match = _bound_before(matches, first) or after
    if match is None:
        if quantity.bound is Bound.EXACT and _is_likened(matches, quantity):
            quantity.bound, quantity.bound_at = Bound.ABOUT, quantity.last
        return
    bound = Bound(match.form.id)
    if bound is Bound.UNDER and _is_destination(matches, match, quantity):
        return
    quantity.bound, quantity.bound_at = bound, match.first


def _is_likened(matches: Matches, quantity: Quantity) -> bool:
    """`100-дей`, `40 млн доллардай`: the ending of likeness on the number or its unit."""
    tokens = matches.tokens
    ends = {quantity.number_end - 1, quantity.last if quantity.kind == "money" else quantity.number_end - 1}
    likeness = matches.lexicon.endings["likeness"]
    return bool(likeness) and any((tokens[i].suffix or tokens[i].text).endswith(likeness) for i in ends)


def _bound_before(matches: Matches, first: int) -> Match | None:
    for back in range(4, 0, -1):
        for match in matches.at[first - back] if first >= back else ():
            if match.form.kind == "bound" and match.form.value["where"] == "before" and match.last == first - 1:
                return match
    return None


def _is_destination(matches: Matches, match: Match, quantity: Quantity) -> bool:
    """`довести до 10 млрд`, `10 млрд-қа дейін жеткізу`: the number is reached, not a limit."""
    if not match.form.value.get("destination"):
        return False
    if match.form.value["where"] == "before":
        return any("destination" in matches.ids("cue", i) for i in range(max(0, match.first - 5), match.first))
    return any(
        "destination" in matches.ids("cue", i) for i in range(match.last + 1, min(match.last + 4, len(matches.tokens)))
    )

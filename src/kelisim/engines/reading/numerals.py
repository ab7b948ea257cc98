"""One number as it is written: in digits or words, with scales, as a range."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kelisim.engines.reading.lexicon import Match
from kelisim.engines.reading.matches import Matches

HALF = Decimal("0.5")
ONE_AND_HALF = Decimal("1.5")
HUNDRED, THOUSAND = Decimal(100), Decimal(1000)
MEASURING = ("percent", "hectare")
MAX_ASIDE = 12  # words in brackets


@dataclass(slots=True)
class Number:
    value: Decimal
    end: int  # the token behind it
    is_spelled: bool
    is_scaled: bool
    is_range: bool = False
    scale: Decimal = Decimal(1)  # of its first part: a range tells it once, at its end


CHANGE_WORDS = 4  # between a verb of change and its first number
WIDEST_RANGE = 3


def number_at(matches: Matches, taken: set[int], i: int, unit: str = "") -> Number | None:
    first = _simple_number(matches, taken, i)
    if first is None:
        return None
    tokens = matches.tokens
    end = first.end
    is_joined = end < len(tokens) and tokens[end].text in ("–", "-", "…")
    if not is_joined and "range_to" not in matches.particles(end):
        return first
    start = _behind_same_sign(matches, end + 1, unit)
    if start < len(tokens) and start not in taken:
        second = _simple_number(matches, taken, start)
        begin = _behind_same_sign(matches, i, unit, back=True)
        is_range = is_joined or matches.lexicon.has_endings or _is_from_to(matches, begin, end, first, second)
        if second is not None and is_range and second.value > first.value / (THOUSAND**4) and not second.is_range:
            scale = second.scale if second.is_scaled and not first.is_scaled else Decimal(1)
            if first.value * scale < second.value:
                return Number(
                    first.value * scale, second.end, first.is_spelled, first.is_scaled or second.is_scaled, True
                )
    return first


def _is_from_to(matches: Matches, begin: int, end: int, first: Number, second: Number | None) -> bool:
    """`between 200 and 250 jobs`, `200 to 250 jobs`; but `jobs rose from 200 to 250` tells two numbers."""
    if not matches.lexicon.is_latin:
        return "range_from" in matches.particles_before(begin)
    before = range(max(0, begin - CHANGE_WORDS), begin)
    is_between = "from" not in matches.particles_before(begin)
    if not is_between and any(matches.ids("cue", i) & {"grow", "fall"} for i in before):
        return False
    is_near = second is not None and second.value / second.scale <= first.value / first.scale * WIDEST_RANGE
    is_to = "and" not in matches.particles(end) and is_near
    return "range_from" in matches.particles_before(begin) or is_to


def _behind_same_sign(matches: Matches, i: int, unit: str, *, back: bool = False) -> int:
    """Past the second sign of `$5 to $7 million`; with `back`, to where the first one begins."""
    if back:
        signs = (m for j in (i - 1, i - 2, i - 3) if unit for m in matches.all("currency", j))
        return next((m.first for m in signs if m.last == i - 1), i)
    sign = currency_before(matches, i) if unit and i < len(matches.tokens) else None
    return sign.last + 1 if sign is not None and sign.form.id == unit else i


def _is_name(matches: Matches, i: int) -> bool:
    """`Song Zi Bin`: a thousand as a part of a name."""
    tokens = matches.tokens
    if not (matches.lexicon.is_latin and matches.lexicon.has_endings) or i == 0 or not tokens[i].is_capital:
        return False
    is_behind = tokens[i - 1].kind == "w" and tokens[i - 1].is_capital
    is_last = i + 1 == len(tokens) or tokens[i + 1].kind == "s"
    return is_behind and (
        is_last or (tokens[i + 1].word.numeral is None and not tokens[i + 1].is_capital and tokens[i + 1].kind != "n")
    )


def _simple_number(matches: Matches, taken: set[int], i: int) -> Number | None:
    token = matches.tokens[i]
    if token.is_capital and _is_name(matches, i):
        return None
    if token.kind == "n":
        return _digits(matches, taken, i)
    if token.word.numeral is not None and "vague" in token.word.particles:
        return None  # сотнями миллионов
    fraction = matches.longest("fraction", i)
    part = _part(matches, fraction) if fraction else None
    if part is not None:
        return part
    if token.word.numeral is not None:
        return _spelled(matches, i)
    return _bare_scale(matches, i)


def _part(matches: Matches, fraction: Match) -> Number | None:
    """`a quarter of a million`, `a quarter of a percent`; a quarter of the projects is no number."""
    top, _, bottom = str(fraction.form.value).partition("/")
    value, end = Decimal(top), fraction.last + 1
    scale = matches.longest("scale", end)
    if scale:
        whole = value * scale.form.value
        value = (whole / Decimal(bottom)).to_integral_value() if bottom else whole  # a third of a million is 333 333
        return Number(value, scale.last + 1, True, True)
    return Number(value, end, True, False) if not bottom and _is_measured(matches, fraction.first, end) else None


def _is_measured(matches: Matches, first: int, end: int) -> bool:
    """With its unit at its side: `one percent` is a quantity where `one company` is none."""
    unit = matches.longest("unit", end)
    if matches.longest("currency", end) or (unit is not None and unit.form.id in MEASURING):
        return True
    starts = range(max(0, first - 3), first)
    before = (match for i in starts for match in matches.all("unit", i) if match.last == first - 1)
    return any(match.form.value.get("where") == "before" for match in before)


def behind_aside(matches: Matches, i: int, value: Decimal) -> int:
    """Past brackets that part a number from its unit: `5 (five) million`, `3 (!) billion`; where there are none, `i`."""
    tokens = matches.tokens
    if i >= len(tokens) or tokens[i].text != "(":
        return i
    end = next((j for j in range(i + 1, min(i + MAX_ASIDE, len(tokens))) if tokens[j].text == ")"), None)
    if end is None:
        return i
    gloss = _simple_number(matches, set(), i + 1) if i + 1 < end else None
    is_gloss = gloss is not None and gloss.value == value and gloss.end == end
    is_word = end - i <= 3 and not any(_is_numeric(matches, j) for j in range(i + 1, end))
    return end + 1 if is_gloss or is_word else i


def _is_numeric(matches: Matches, i: int) -> bool:
    return matches.tokens[i].kind == "n" or matches.tokens[i].word.begins_number


def _scale_at(matches: Matches, i: int, value: Decimal) -> Match | None:
    """A scale right behind its number, or behind brackets that say the number again."""
    scale = matches.longest("scale", i)
    if scale is not None or i >= matches.size or matches.tokens[i].text != "(":
        return scale
    return matches.longest("scale", behind_aside(matches, i, value))


def _digits(matches: Matches, taken: set[int], i: int) -> Number | None:
    tokens = matches.tokens
    value = tokens[i].value
    if value is None:
        return None
    end = i + 1
    half = matches.longest("half", end)
    if half:
        value, end = value + _half_value(half), half.last + 1
    total, last_scale, first_scale = Decimal(0), None, Decimal(1)
    while True:
        scale = _scale_at(matches, end, value)
        if scale is None or (last_scale is not None and scale.form.value >= last_scale):
            break
        first_scale = first_scale if last_scale else Decimal(scale.form.value)
        total, last_scale, end = total + value * scale.form.value, scale.form.value, scale.last + 1
        following = _next_part(matches, taken, end, last_scale)
        if following is None:
            return Number(total, end, False, True, scale=first_scale)
        value, end = following, end + 1
        if not matches.longest("scale", end):
            return Number(total + value, end, False, True, scale=first_scale)
    value = total + value if last_scale is None else total
    return Number(value, end, False, last_scale is not None, scale=first_scale)


def _half_value(half: Match) -> Decimal:
    """The `жарым` of `2 жарым`, the `с половиной` of `два с половиной`, the `and a quarter` of `two and a quarter`."""
    return Decimal(half.form.value) if isinstance(half.form.value, str) else HALF


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


# -- in words


@dataclass(slots=True)
class _Spelling:
    """A number in words as far as it has been read: what stands before the last scale, and what behind it."""

    end: int
    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    first_scale: Decimal = Decimal(1)
    last_scale: Decimal | None = None
    count: int = 0  # numerals since the last scale

    @property
    def value(self) -> Decimal:
        return self.total + self.current


def _spelled(matches: Matches, i: int) -> Number | None:
    spelling = _Spelling(i)
    while spelling.end < len(matches.tokens) and _read_word(matches, spelling):
        is_inflected = matches.tokens[spelling.end - 1].case not in ("", "locative")
        if is_inflected and not _continues(matches, spelling.end):
            break
    value, is_scaled = spelling.value, spelling.last_scale is not None
    if spelling.end == i:
        return None
    if not is_scaled and value < 2 and value != ONE_AND_HALF and not _is_measured(matches, i, spelling.end):
        return None
    return Number(value, spelling.end, True, is_scaled, scale=spelling.first_scale)


def _read_word(matches: Matches, so_far: _Spelling) -> bool:
    """Take what comes next into the number, if it belongs to it."""
    end = so_far.end
    value, scale = matches.tokens[end].word.numeral, _scale_at(matches, end, so_far.current)
    if value is not None and scale is not None and scale.first == end:
        return so_far.count == 0 and _take_scale(so_far, scale, value)  # полмиллиона
    if value is not None:
        return _take_numeral(matches, so_far, value)
    if scale is not None:
        return _take_scale(so_far, scale, so_far.current if so_far.count else Decimal(1))
    if so_far.count and (decimals := _decimals(matches, end, so_far.current)):
        so_far.current, so_far.end = decimals
        return True
    if so_far.current and (half := matches.longest("half", end)):
        so_far.current, so_far.end = so_far.current + _half_value(half), half.last + 1
        return True
    if _is_and_inside(matches, end, so_far):
        so_far.end += 1
        return True
    return _take_rest(matches, so_far)


def _take_numeral(matches: Matches, so_far: _Spelling, value: Decimal) -> bool:
    grown = _grow(so_far.current, value, is_english=matches.lexicon.has_number_and)
    if grown is None or (so_far.count and not so_far.current):
        return False
    so_far.current, so_far.end, so_far.count = grown, so_far.end + 1, so_far.count + 1
    return True


def _take_scale(so_far: _Spelling, scale: Match, value: Decimal) -> bool:
    size, last = Decimal(scale.form.value), so_far.last_scale
    if last is not None and last < THOUSAND < size and not so_far.count:  # two dozen million
        so_far.total, so_far.last_scale, so_far.end = so_far.total * size, size, scale.last + 1
        return True
    if last is not None and (size >= last or not so_far.count):
        return False
    so_far.total, so_far.current, so_far.count = so_far.total + value * size, Decimal(0), 0
    so_far.first_scale = so_far.first_scale if last else size
    so_far.last_scale, so_far.end = size, scale.last + 1
    return True


def _is_and_inside(matches: Matches, i: int, so_far: _Spelling) -> bool:
    """`two hundred and five`, `three thousand and ten`, where the language counts so."""
    is_open = so_far.current >= HUNDRED or (so_far.last_scale is not None and not so_far.current)
    return is_open and _is_and_number(matches, i)


def _is_and_number(matches: Matches, i: int) -> bool:
    if "number_and" not in matches.particles(i):
        return False
    following = matches.tokens[i + 1].word.numeral if i + 1 < len(matches.tokens) else None
    return following is not None and 0 < following < HUNDRED and following == int(following)


def _take_rest(matches: Matches, so_far: _Spelling) -> bool:
    """`three thousand, four hundred`: at least a hundred, so that two numbers of a list stay two."""
    tokens, i = matches.tokens, so_far.end
    if not matches.lexicon.has_number_and or so_far.last_scale is None or so_far.current:
        return False
    if i + 1 >= len(tokens) or tokens[i].text != "," or tokens[i + 1].word.numeral is None:
        return False
    rest = _spelled(matches, i + 1)
    if rest is None or not HUNDRED <= rest.value < so_far.last_scale:
        return False
    so_far.current, so_far.end, so_far.count = rest.value, rest.end, 1
    return True


def _continues(matches: Matches, i: int) -> bool:
    if i >= len(matches.tokens):
        return False
    is_more = any(matches.longest(kind, i) for kind in ("scale", "half", "whole"))
    return is_more or matches.tokens[i].word.numeral is not None or "point" in matches.particles(i)


def _grow(current: Decimal, value: Decimal, *, is_english: bool = False) -> Decimal | None:
    """Two hundred, twenty five: what may follow what inside one number."""
    if value == HALF:
        return current + HALF
    if current != current.to_integral_value() or (value != value.to_integral_value() and current):
        return None
    if value == HUNDRED and 0 < current < (HUNDRED if is_english and current % 10 else 10):
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


# -- decimals in words


def _decimals(matches: Matches, i: int, whole: Decimal) -> tuple[Decimal, int] | None:
    """`two point five`, `две целых пять десятых`, `екі бүтін оннан бес`, `iki tam onda beş`; `пять десятых`."""
    if "point" in matches.particles(i):
        digits, end = _figures(matches, i + 1)
        return (whole + Decimal(f"0.{digits}"), end) if digits else None
    mark = matches.longest("whole", i)
    if mark is None:
        part = _decimal(matches, i, "after")
        return (whole * Decimal(part.form.value), part.last + 1) if part else None
    start = mark.last + 1 + ("and" in matches.particles(mark.last + 1))
    before = _decimal(matches, start, "before")
    above, end = _whole_number(matches, before.last + 1 if before else start)
    part = before or _decimal(matches, end, "after")
    if above is None or part is None:
        return None
    return whole + above * Decimal(part.form.value), end if before else part.last + 1


def _decimal(matches: Matches, i: int, where: str) -> Match | None:
    """The name of a decimal place (десятых, оннан) that stands `before` or `after` its numerator."""
    part = matches.longest("decimal", i)
    return part if part and part.form.id == where else None


def _whole_number(matches: Matches, i: int) -> tuple[Decimal | None, int]:
    value = None
    while i < len(matches.tokens) and (numeral := matches.tokens[i].word.numeral) is not None:
        grown = _grow(value or Decimal(0), numeral)
        if grown is None:
            break
        value, i = grown, i + 1
    return value, i


def _figures(matches: Matches, i: int) -> tuple[str, int]:
    """The figures behind a point, one by one or as a number: `zero five` is 05, `seventy five` 75."""
    digits = ""
    while i < len(matches.tokens) and (numeral := matches.tokens[i].word.numeral) is not None:
        following = matches.tokens[i + 1].word.numeral if i + 1 < len(matches.tokens) else None
        if numeral != int(numeral) or numeral >= HUNDRED:
            break
        if numeral >= 20 and numeral % 10 == 0 and following is not None and 0 < following < 10:
            numeral, i = numeral + following, i + 1
        digits, i = digits + str(int(numeral)), i + 1
    return digits, i


def _is_told_before_bound(matches: Matches, i: int) -> bool:
    """`бес жүзге жуық миллион`: how many stands before the bound, so it is not one."""
    return i > 1 and any(m.form.kind == "bound" for m in matches.at[i - 1]) and _is_numeric(matches, i - 2)


def _bare_scale(matches: Matches, i: int) -> Number | None:
    """`миллиард тенге`: one of it; the plural says nothing, and nothing does what a vague word counts."""
    scale = matches.longest("scale", i)
    text = matches.tokens[i].text
    if scale is None or text.endswith(matches.lexicon.endings["many"]):
        return None
    if i and (matches.tokens[i - 1].kind == "n" or matches.tokens[i - 1].text == ")"):
        return None
    if "vague" in matches.tokens[i].word.particles | matches.particles_before(i) or _is_told_before_bound(matches, i):
        return None
    after = scale.last + 1
    greater = matches.longest("scale", after)
    if greater is not None and scale.form.value < THOUSAND <= greater.form.value:
        return Number(Decimal(scale.form.value * greater.form.value), greater.last + 1, True, True)  # a dozen million
    is_counted_on = after < len(matches.tokens) and matches.tokens[after].word.numeral is not None
    if (is_counted_on and not matches.tokens[scale.last].case) or _is_and_number(matches, after):
        longer = _spelled(matches, i)  # bin yüz, миллион двести тысяч, a thousand and one
        if longer is not None:
            return longer
    rest = _next_part(matches, set(), after, int(scale.form.value)) if _may_count_on(matches, scale) else None
    if rest is not None:
        return Number(scale.form.value + rest, after + 1, False, True)  # bin 100 kişi
    value, half = Decimal(scale.form.value), matches.longest("half", after)
    return Number(value + value * _half_value(half) if half else value, (half or scale).last + 1, True, True)


def _may_count_on(matches: Matches, scale: Match) -> bool:
    """A scale without an ending before digits, in a language that says no `one` before it."""
    lexicon, token = matches.lexicon, matches.tokens[scale.last]
    is_latin = lexicon.is_latin and lexicon.has_endings
    return is_latin and not token.case and scale.last + 1 < len(matches.tokens)


def currency_before(matches: Matches, i: int) -> Match | None:
    """`$5`, `US$5`, `Rs 5`, `AED5`: a sign or a code; a plain word such as `dollars` belongs to what stands before it."""
    prefix, tokens = matches.longest("currency", i), matches.tokens
    if prefix is None or tokens[i].kind == "n":
        return None
    is_sign = tokens[prefix.last].kind == "s"
    is_code = tokens[i].is_capital and prefix.first == prefix.last and tokens[i].text in matches.lexicon.codes
    is_glued = all(matches.line.is_joined(j) for j in range(prefix.first, prefix.last))
    if is_sign and len(tokens[i].text) == 1 and tokens[i].kind == "w" and prefix.last == i + 1 and not is_glued:
        return None  # a $5 million plant, not A$5 million
    is_before_digits = prefix.last + 1 < len(tokens) and tokens[prefix.last + 1].kind == "n"
    return prefix if is_sign or (is_code and is_before_digits) else None

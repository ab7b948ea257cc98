"""One number as it is written: in digits or words, with scales, as a range."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kelisim.engines.reading.lexicon import Match
from kelisim.engines.reading.matches import Matches

HALF = Decimal("0.5")
HUNDRED, THOUSAND = Decimal(100), Decimal(1000)


@dataclass(slots=True)
class Number:
    value: Decimal
    end: int  # the token behind it
    is_spelled: bool
    is_scaled: bool
    is_range: bool = False


def number_at(matches: Matches, taken: set[int], i: int, unit: str = "") -> Number | None:
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
                return Number(
                    first.value * scale, second.end, first.is_spelled, first.is_scaled or second.is_scaled, True
                )
    return first


def _behind_same_sign(matches: Matches, i: int, unit: str, *, back: bool = False) -> int:
    """Past the second sign of `$5 to $7 million`; with `back`, to where the first one begins."""
    if back:
        signs = (m for j in (i - 1, i - 2, i - 3) if unit and j >= 0 for m in matches.at[j])
        return next((m.first for m in signs if m.form.kind == "currency" and m.last == i - 1), i)
    sign = currency_before(matches, i) if unit and i < len(matches.tokens) else None
    return sign.last + 1 if sign is not None and sign.form.id == unit else i


def _simple_number(matches: Matches, taken: set[int], i: int, *, with_scale: bool = True) -> Number | None:
    token = matches.tokens[i]
    if token.kind == "n":
        return _digits(matches, taken, i, with_scale=with_scale)
    fraction = matches.longest("fraction", i)
    scale = matches.longest("scale", fraction.last + 1) if fraction else None
    if fraction and scale:
        return Number(Decimal(fraction.form.value) * scale.form.value, scale.last + 1, True, True)
    if token.word.numeral is not None:
        return _spelled(matches, i)
    return _bare_scale(matches, i)


def _digits(matches: Matches, taken: set[int], i: int, *, with_scale: bool) -> Number | None:
    tokens = matches.tokens
    value = tokens[i].value
    if value is None:
        return None
    end = i + 1
    if not with_scale:
        return Number(value, end, False, False)
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
            return Number(total, end, False, True)
        value, end = following, end + 1
        if not matches.longest("scale", end):
            return Number(total + value, end, False, True)
    return Number(total + value if last_scale is None else total, end, False, last_scale is not None)


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


def _spelled(matches: Matches, i: int) -> Number | None:
    tokens = matches.tokens
    total, current, end, is_scaled, last_scale, count = Decimal(0), Decimal(0), i, False, None, 0
    while end < len(tokens):
        value = tokens[end].word.numeral
        scale = matches.longest("scale", end)
        if value is not None and scale is not None:  # полмиллиона
            return Number(value * scale.form.value, end + 1, True, True) if count == 0 else None
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
            return Number(total + rest.value, rest.end, True, True)
        else:
            break
        if end <= len(tokens) and tokens[end - 1].case not in ("", "locative") and not _continues(matches, end):
            break
    value = total + current
    if end == i or (value == 1 and not is_scaled) or value == 0:
        return None
    if value < 1 and not is_scaled:
        return None
    return Number(value, end, True, is_scaled)


def _is_and_inside(matches: Matches, i: int, current: Decimal, is_scaled: bool) -> bool:
    """`two hundred and five`, `three thousand and ten`, where the language counts so."""
    if "number_and" not in matches.particles(i) or not (current >= HUNDRED or (is_scaled and not current)):
        return False
    following = matches.tokens[i + 1].word.numeral if i + 1 < len(matches.tokens) else None
    return following is not None and 0 < following < HUNDRED and following == int(following)


def _behind_comma(matches: Matches, i: int, scale: Decimal) -> Number | None:
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


def _bare_scale(matches: Matches, i: int) -> Number | None:
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
    return Number(value + value * HALF if half else value, (half or scale).last + 1, True, True)


def currency_before(matches: Matches, i: int) -> Match | None:
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

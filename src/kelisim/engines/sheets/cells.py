"""What a cell says: a number, a sum of money, a day, one of several words; what it cannot be is refused with its reason."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from kelisim.engines.sheets.book import Cell
from kelisim.engines.sheets.head import SCALES
from kelisim.engines.sheets.words import folded, holds, plain, table, values_of
from kelisim.engines.values.codes import CodeError, check_bin

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 to 2119
NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:[ \u00a0\u202f'’.,]\d+)*")
RANGE = re.compile(r"\d\s*(?:-|–|—|\.\.\.|…|до)\s*\d")
NUMERIC_DAY = re.compile(
    r"(\d{1,4})[.\-/](\d{1,2})[.\-/](\d{1,4})(?:\s*(?:г|ж|года|жыл|жылы)?\.?)?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
WORDED_DAY = re.compile(r"(?:(\d{1,2})[\s.]*)?([^\W\d_]+)\.?[\s,]*(\d{4})")
QUARTER = re.compile(
    r"(?:^|\b)(?:([1-4])|(iv|iii|ii|i))\s*[-]?\s*(?:й|ші|shi)?\s*(?:кв|квартал|квартале|тоқсан|тоқсаны|тоқ|quarter|q)\w*\.?[\s,]*(\d{4})",
    re.IGNORECASE,
)
QUARTER_FIRST = re.compile(r"q([1-4])[\s,]*(\d{4})", re.IGNORECASE)
HALF = re.compile(r"(?:([12])|(ii|i))\s*(?:полугодие|жартыжылдық|жартыжылдығы|half)\w*[\s,]*(\d{4})", re.IGNORECASE)
YEAR = re.compile(r"(?:в\s+)?(\d{4})\s*(?:г|год|года|ж|жыл|жылы)?\.?", re.IGNORECASE)
OF_YEAR = re.compile(r"(?:в|per|a)\s*(?:год|year)|жылына|ежегодно|/\s*(?:год|г|жыл)\b|per annum", re.IGNORECASE)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says. `fault` is why nothing was taken from it, `note` what was understood beyond its letters."""

    value: Any = None
    fault: str = ""
    note: str = ""
    detail: str = ""


NOTHING = Read()


@dataclass(frozen=True, slots=True)
class Unit:
    """What a column or the person says of numbers without a unit of their own; a scale of 0 is not said."""

    scale: int = 0
    currency: str = ""


def opened(cell: Cell) -> Read | None:
    """What is to be said of any cell before it is read; None where it is to be read."""
    if cell.is_error:
        return Read(fault="formula_error", detail=cell.text)
    if cell.is_formula and cell.value is None:
        return Read(fault="formula_not_computed")
    if cell.is_empty:
        return NOTHING
    text = cell.text.strip()
    if text.casefold() in table()["empty"]["words"]:
        return NOTHING
    if plain(text) in folded("empty", "unknown"):
        return Read(note="not_known_yet", detail=text)
    return None


def read_text(cell: Cell, most: int = 500) -> Read:
    """Words, with single spaces and without an apostrophe that only marks a text."""
    text = " ".join(cell.text.split()).removeprefix("'")
    return Read(fault="too_long", detail=str(most)) if len(text) > most else Read(text)


def read_count(cell: Cell) -> Read:
    """A whole number, of people or of jobs."""
    value, text = cell.value, cell.text
    if isinstance(value, Decimal):
        return _whole(value)
    if isinstance(value, date | bool):
        return Read(fault="no_number", detail=text)
    rest, numbers = _numbers(text)
    refusal = _unless_one(text, numbers)
    if refusal is not None:
        return refusal
    left = " ".join(word for word in plain(rest).split() if word not in " ".join(folded("people")).split())
    return Read(fault="unknown_words", detail=_as_written(rest, left)) if left else _whole(numbers[0])


def _whole(value: Decimal) -> Read:
    if value < 0:
        return Read(fault="negative", detail=str(value))
    if value != value.to_integral_value():
        return Read(fault="no_whole_number", detail=str(value))
    return Read(fault="too_large", detail=str(value)) if value > 2_000_000_000 else Read(int(value))


def read_money(cell: Cell, unit: Unit) -> Read:
    """An amount in whole units of its currency: `(Decimal, "KZT")`."""
    value, text = cell.value, cell.text
    if isinstance(value, date | bool):
        return Read(fault="no_number", detail=text)
    if isinstance(value, Decimal):
        return _money(value, unit.scale, unit.currency, text)
    rest, numbers = _numbers(text)
    refusal = _unless_one(text, numbers)
    if refusal is not None:
        return refusal
    scale, currency, left = _unit_words(rest)
    if left:
        return Read(fault="unknown_words", detail=_as_written(rest, left))
    # A currency of its own without a scale ("5 000 000 тг") is meant in whole units; neither leaves both to the column.
    own = scale or (1 if currency else unit.scale)
    return _money(numbers[0], own, currency or unit.currency, text)


def _money(value: Decimal, scale: int, currency: str, text: str) -> Read:
    if value < 0:
        return Read(fault="negative", detail=text)
    if not scale or not currency:
        return Read(fault="no_unit", detail=text)
    total = value * scale
    # Whole tenge under a head that says millions: a factory of a thousand billion is none.
    if value >= 10**6 and scale >= 10**6:
        return Read(fault="unit_doubtful", detail=text)
    if total >= Decimal(10) ** 20:
        return Read(fault="too_large", detail=text)
    return Read((total.quantize(Decimal("0.0001")), currency))


def _unit_words(rest: str) -> tuple[int, str, str]:
    """Scale, currency, and what is neither."""
    text = f" {plain(rest)} "
    scale, currency = 0, ""
    for name, size in SCALES.items():
        for word in sorted(map(plain, table()["scale"][name]), key=len, reverse=True):
            if holds(text.strip(), word):
                scale, text = scale or size, text.replace(f" {word} ", " ")
    for word, code in sorted(values_of("currency").items(), key=lambda pair: -len(pair[0])):
        if holds(text.strip(), word):
            currency, text = currency or code, text.replace(f" {word} ", " ")
    left = " ".join(word for word in text.split() if word not in ("ssha", "rk", "kr"))
    return scale, currency, left


def read_capacity(cell: Cell) -> Read:
    """A number and its unit, such as `12 000 тонн в год`: `(Decimal, "тонн")`."""
    rest, numbers = _numbers(cell.text if isinstance(cell.value, str) else "")
    if len(numbers) > 1 or RANGE.search(cell.text):
        return Read(fault="several_numbers", detail=cell.text)
    if _has_bound(cell.text):
        return Read(fault="no_exact_number", detail=cell.text)
    unit = OF_YEAR.sub(" ", rest).strip(" .,;:")
    if not numbers or not unit or len(unit) > 60 or numbers[0] <= 0:
        return Read(fault="no_capacity", detail=cell.text)
    return Read((numbers[0], " ".join(unit.split())))


def _as_written(text: str, folded_words: str) -> str:
    """The words of a text, as they stand in it, that are these when folded."""
    wanted = set(folded_words.split())
    return " ".join(word for word in text.split() if wanted & set(plain(word).split())) or folded_words


def _has_bound(text: str) -> bool:
    is_sign = any(sign in text for sign in "~≈<>≥≤")
    words = folded("about") | folded("about", "bound")
    return is_sign or any(word and holds(plain(text), word) for word in words)


def _unless_one(text: str, numbers: list[Decimal]) -> Read | None:
    """Why a text does not state one exact number; None where it does."""
    if RANGE.search(text) or len(numbers) > 1:
        return Read(fault="several_numbers", detail=text)
    if not numbers:
        return Read(fault="no_number", detail=text)
    return Read(fault="no_exact_number", detail=text) if _has_bound(text) else None


def _numbers(text: str) -> tuple[str, list[Decimal]]:
    """The text without its numbers, and these."""
    found = [_number(match.group()) for match in NUMBER.finditer(text)]
    return NUMBER.sub(" ", text), [value for value in found if value is not None]


def _number(text: str) -> Decimal | None:
    """Digits as people write them: `1 200,5`, `1.200.000`, `1,200,000.50`, `12.5`."""
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("−", "-")
    marks = [mark for mark in bare if mark in ".,"]
    if len(set(marks)) == 2:
        bare = bare.replace(marks[0], "").replace(marks[-1], ".") if marks.count(marks[-1]) == 1 else ""
    elif len(marks) > 1:
        bare = bare.replace(marks[0], "") if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", bare) else ""
    else:
        bare = bare.replace(",", ".")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def read_day(cell: Cell, *, is_deadline: bool) -> Read:
    """A day. A deadline may be a month, a quarter, a half year or a year: then its last day is meant, and that is noted."""
    value, text = cell.value, cell.text
    if isinstance(value, bool):
        return Read(fault="no_day", detail=text)
    if isinstance(value, date):
        return _sound(value, "", text)
    if isinstance(value, Decimal):
        return _day_of_number(value, text, is_deadline=is_deadline)
    bare = text.strip().strip("«»\"'").lower()
    match = NUMERIC_DAY.fullmatch(bare)
    if match:
        first, second, third = match.groups()
        return _numeric(first, second, third, text)
    for pattern, last_day in ((QUARTER, _quarter), (QUARTER_FIRST, _quarter_first), (HALF, _half)):
        match = pattern.search(bare)
        if match:
            return _deadline(last_day(*match.groups()), text, is_deadline=is_deadline)
    match = WORDED_DAY.search(bare)
    month = _month(match.group(2)) if match else 0
    if match and month:
        day, year = match.group(1), int(match.group(3))
        if day:
            return _made(year, month, int(day), "", text)
        return _deadline(date(year, month, monthrange(year, month)[1]), text, is_deadline=is_deadline)
    match = YEAR.fullmatch(bare)
    if match and 1900 <= int(match.group(1)) <= 2200:
        return _deadline(date(int(match.group(1)), 12, 31), text, is_deadline=is_deadline)
    return Read(fault="no_day", detail=text)


def _day_of_number(value: Decimal, text: str, *, is_deadline: bool) -> Read:
    if value == value.to_integral_value() and 1990 <= value <= 2100:
        return _deadline(date(int(value), 12, 31), text, is_deadline=is_deadline)
    if int(value) in SERIALS:
        return Read(EXCEL_EPOCH + timedelta(days=int(value)), note="excel_number", detail=text)
    return Read(fault="no_day", detail=text)


def _numeric(first: str, second: str, third: str, text: str) -> Read:
    if len(first) == 4:
        return _made(int(first), int(second), int(third), "", text)
    if len(third) == 2:
        return _made(2000 + int(third), int(second), int(first), "two_digits", text)
    if len(third) != 4:
        return Read(fault="no_day", detail=text)
    # Day first, as here is written; where only month first makes a day, it is not guessed.
    note = "day_first" if "/" in text and int(first) <= 12 and int(second) <= 12 and first != second else ""
    return _made(int(third), int(second), int(first), note, text)


def _made(year: int, month: int, day: int, note: str, text: str) -> Read:
    try:
        return _sound(date(year, month, day), note, text)
    except ValueError:
        return Read(fault="no_such_day", detail=text)


def _sound(day: date, note: str, text: str) -> Read:
    return Read(day, note=note, detail=text) if 1900 <= day.year <= 2200 else Read(fault="no_such_day", detail=text)


def _deadline(day: date, text: str, *, is_deadline: bool) -> Read:
    return Read(day, note="last_day", detail=text) if is_deadline else Read(fault="no_exact_day", detail=text)


def _quarter(digit: str | None, roman: str | None, year: str) -> date:
    return _end_of(int(year), 3 * (int(digit) if digit else ROMAN[(roman or "i").lower()]))


def _quarter_first(digit: str, year: str) -> date:
    return _end_of(int(year), 3 * int(digit))


def _half(digit: str | None, roman: str | None, year: str) -> date:
    return _end_of(int(year), 6 * (int(digit) if digit else ROMAN[(roman or "i").lower()]))


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(word: str) -> int:
    wanted = plain(word)
    for number, words in enumerate(table()["month"]["words"], start=1):
        if wanted in map(plain, words) or any(len(each) > 4 and wanted.startswith(plain(each)) for each in words):
            return number
    return 0


def read_word(cell: Cell, section: str) -> Read:
    """One of several words, such as a stage: the longest known word that the cell begins with or holds."""
    text = plain(cell.text)
    known = values_of(section)
    if text in known:
        return Read(known[text])
    found = {known[word]: word for word in sorted(known, key=len) if holds(text, word)}
    if len(found) == 1:
        return Read(next(iter(found)), note="by_word", detail=cell.text)
    return Read(fault="several_words" if found else "unknown_word", detail=cell.text)


def read_bin(cell: Cell) -> Read:
    """A BIN of twelve digits; a number that lost its leading noughts gets them back where the check digit then fits."""
    text = re.sub(r"\D", "", cell.text)
    is_short = isinstance(cell.value, Decimal) and 9 <= len(text) < 12
    try:
        return Read(
            check_bin(text.zfill(12) if is_short else text), note="noughts" if is_short else "", detail=cell.text
        )
    except CodeError:
        return Read(fault="no_bin", detail=cell.text)

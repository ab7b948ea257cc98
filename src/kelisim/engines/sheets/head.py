"""Where the head of a sheet is and what each column means."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from kelisim.engines.sheets.book import EMPTY, Cell, Sheet
from kelisim.engines.sheets.words import folded, heads, holds, plain, table, values_of

LOOKED_AT, MOST_LEVELS = 40, 4
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
IGNORED = ("row",)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its letter, the words of its head, the field it seems to be, and the unit that its head names."""

    letter: str
    words: str
    field: str = ""
    scale: int = 0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The first and last row of a head, and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...] = field(default_factory=tuple)

    @property
    def digest(self) -> str:
        """The same for every sheet with the same head, wherever it stands."""
        words = "\n".join(f"{column.letter} {plain(column.words)}" for column in self.columns)
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def known(self) -> int:
        """How many different fields are recognised."""
        return len({column.field for column in self.columns if column.field and column.field not in IGNORED})


def find_head(sheet: Sheet) -> Head | None:
    """The rows whose joined words name the most fields; None where fewer than two are named, one of them the project."""
    numbers = [number for number in sheet.numbers() if number <= sheet.numbers()[0] + LOOKED_AT] if sheet.rows else []
    best: Head | None = None
    for place, first in enumerate(numbers):
        for last in numbers[place : place + MOST_LEVELS]:
            if last - first >= MOST_LEVELS:
                break
            head = head_of(sheet, first, last)
            if best is None or head.known > best.known or _says_it_in_fewer_rows(head, best):
                best = head
    if best is None or best.known < 2 or not any(column.field == "title" for column in best.columns):
        return None
    return best


def _says_it_in_fewer_rows(head: Head, other: Head) -> bool:
    """Whether a head is the lower part of another and means the same: what stands above it, such as a day, is no part of it."""
    return other.first < head.first and head.last == other.last and _meaning(head) == _meaning(other)


def _meaning(head: Head) -> list[tuple[str, str, int, str]]:
    return [(each.letter, each.field, each.scale, each.currency) for each in head.columns]


def head_of(sheet: Sheet, first: int, last: int) -> Head:
    """The head that these rows make."""
    rows = [sheet.rows.get(number, {}) for number in range(first, last + 1)]
    letters = sorted({letter for row in rows for letter in row}, key=lambda letter: (len(letter), letter))
    columns = [_column(letter, [row.get(letter, EMPTY) for row in rows]) for letter in letters]
    return Head(first, last, tuple(_without_doubles(columns)))


def _column(letter: str, cells: list[Cell]) -> Column:
    texts = list(dict.fromkeys(" ".join(cell.text.split()) for cell in cells if cell.text))
    words = " · ".join(texts)
    scale, currency = unit_of(words)
    if any(field_of(text) in IGNORED for text in texts):
        return Column(letter, words, IGNORED[0])
    lowest = texts[-1] if texts else ""
    # The lowest level says it where it can ("план" alone cannot); otherwise all levels together.
    return Column(letter, words, field_of(words) or field_of(lowest), scale, currency)


def field_of(words: str) -> str:
    """The field that a head names: the one with the longest word in it."""
    text = plain(words)
    found: tuple[int, str] = (0, "")
    for head in heads():
        if any(holds(text, word) for word in head.forbidden):
            continue
        for word in head.words:
            is_there = text == word if head.is_whole else holds(text, word)
            if is_there and len(word) > found[0]:
                found = (len(word), head.field)
    return found[1]


def unit_of(words: str) -> tuple[int, str]:
    """The scale and the currency that a head names, such as `млн тг`; 0 and nothing where it names none."""
    text = plain(words)
    scale = next((SCALES[name] for name in SCALES for word in table()["scale"][name] if holds(text, plain(word))), 0)
    known = sorted(values_of("currency").items(), key=lambda pair: -len(pair[0]))
    return scale, next((code for word, code in known if holds(text, word)), "")


def _without_doubles(columns: list[Column]) -> list[Column]:
    """Where two columns seem to be the same field, the first is; the other is left for a person to name."""
    seen: set[str] = set()
    found = []
    for column in columns:
        is_double = column.field in seen and column.field not in IGNORED
        found.append(Column(column.letter, column.words) if is_double else column)
        seen.add(column.field)
    return found


def kind_of_row(cells: dict[str, Cell], columns: dict[str, str], head: Head) -> str:
    """What a row below the head is: `project`, `empty`, `numbering`, `head`, `sum` or `section`."""
    filled = {letter: cell for letter, cell in cells.items() if not cell.is_empty}
    if not filled:
        return "empty"
    texts = [plain(cell.text) for cell in filled.values()]
    if _counts_up(texts):
        return "numbering"
    words = _lowest_words(head)
    same = sum(plain(cell.text) == words.get(letter) and bool(cell.text) for letter, cell in filled.items())
    if same >= 2 and same * 2 > len(filled):
        return "head"
    if any(any(text == word or text.startswith(f"{word} ") for word in folded("sum_row")) for text in texts[:2]):
        return "sum"
    own = [letter for letter, cell in filled.items() if not cell.is_spread]
    fields = {columns[letter] for letter in own if columns.get(letter)} - {"row"}
    if len(own) == 1 and not _is_project_alone(own[0], filled, columns, len(cells)):
        return "section"
    return "project" if fields else "section"


@lru_cache(maxsize=8)
def _lowest_words(head: Head) -> dict[str, str]:
    return {column.letter: plain(column.words.rpartition(" · ")[2]) for column in head.columns}


def _counts_up(texts: list[str]) -> bool:
    """Whether the cells are 1, 2, 3 …, as under many heads."""
    is_number = len(texts) > 2 and all(text.isdigit() for text in texts)
    return is_number and [int(text) for text in texts] == list(range(int(texts[0]), int(texts[0]) + len(texts)))


def _is_project_alone(letter: str, filled: dict[str, Cell], columns: dict[str, str], width: int) -> bool:
    """A lone cell under the head of the title is a project without facts, unless it is merged over the columns beside."""
    return columns.get(letter) == "title" and len(filled) == 1 and width == 1

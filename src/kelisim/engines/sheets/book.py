"""A workbook as plain cells: merged ones repeated, formulas with their stored result, errors kept as errors."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | Decimal | date | bool | None
ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!")
MOST_BYTES_UNPACKED = 400 * 1024 * 1024
FORMULA = re.compile(rb"<f[ />]")
MOST_ROWS, MOST_COLUMNS = 200_000, 200


class BookError(ValueError):
    """The file is no workbook that can be opened; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `is_formula` without a value: the formula was never computed. `is_spread`: from a cell to the left."""

    value: Value
    is_formula: bool = False
    is_spread: bool = False

    @property
    def text(self) -> str:
        """The value as one would type it."""
        if self.value is None:
            return ""
        if isinstance(self.value, Decimal):
            return f"{self.value.normalize():f}"
        return self.value.isoformat() if isinstance(self.value, date) else str(self.value).strip()

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.is_formula

    @property
    def is_error(self) -> bool:
        return self.text in ERRORS


EMPTY = Cell(None)


@dataclass(slots=True)
class Sheet:
    """Rows of cells by their number and column letter; only cells that hold something are kept."""

    name: str
    rows: dict[int, dict[str, Cell]] = field(default_factory=dict)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)

    def numbers(self) -> list[int]:
        return sorted(self.rows)


def open_book(content: bytes) -> list[Sheet]:
    """The sheets of an .xlsx file. Raises `BookError`."""
    values = _load(content, is_data=True)
    # A stored result looks like a value: only a second reading tells formulas, and only where there are any.
    formulas = _load(content, is_data=False) if _has_formulas(content) else None
    return [_sheet(sheet, formulas[sheet.title] if formulas else None) for sheet in values.worksheets]


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(FORMULA.search(parts.read(name)) for name in names)


def _load(content: bytes, *, is_data: bool) -> Any:
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BookError("old_or_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES_UNPACKED:
                raise BookError("too_large")
        return load_workbook(io.BytesIO(content), data_only=is_data, read_only=not is_data)
    except BookError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over in a damaged file
        raise BookError("broken") from error


def _sheet(sheet: Worksheet, formulas: Any) -> Sheet:
    if (sheet.max_row or 0) > MOST_ROWS * 10 or (sheet.max_column or 0) > 16384:
        raise BookError("too_large")
    found = Sheet(sheet.title, is_hidden=sheet.sheet_state != "visible")
    rows = sheet.iter_rows(min_row=1, min_col=1, max_col=min(sheet.max_column or 1, MOST_COLUMNS))
    for number, row in enumerate(rows, 1):
        cells = {
            get_column_letter(place): Cell(_plain(cell.value))
            for place, cell in enumerate(row, 1)
            if getattr(cell, "value", None) is not None
        }
        if cells:
            found.rows[number] = cells
    if len(found.rows) > MOST_ROWS:
        raise BookError("too_many_rows")
    for number, letter in _formulas(formulas) if formulas else ():
        cells = found.rows.setdefault(number, {})
        cells[letter] = Cell(cells.get(letter, EMPTY).value, is_formula=True)
    _spread_merged(sheet, found)
    found.hidden_rows = {number for number, size in sheet.row_dimensions.items() if size.hidden}
    found.hidden_columns = {letter for letter, size in sheet.column_dimensions.items() if size.hidden}
    return found


def _formulas(sheet: Any) -> Iterator[tuple[int, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if getattr(cell, "data_type", "") == "f":
                yield cell.row, get_column_letter(cell.column)


def _spread_merged(sheet: Worksheet, found: Sheet) -> None:
    """What stands in a merged cell holds for each cell that it covers."""
    for area in sheet.merged_cells.ranges:
        first = found.rows.get(area.min_row, {}).get(get_column_letter(area.min_col))
        if first is None or area.max_row - area.min_row > MOST_ROWS:
            continue
        for number in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                if (number, column) != (area.min_row, area.min_col):
                    spread = Cell(first.value, first.is_formula, is_spread=column != area.min_col)
                    found.rows.setdefault(number, {})[get_column_letter(column)] = spread


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value).replace("\u200b", "").replace("\ufeff", "").replace("_x000D_", "")

"""A table as a file, CSV or XLSX; of a list exactly the rows and columns that are asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError

from kelisim.common.columns import Column
from kelisim.common.lists import ListPage

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
CHUNK = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Line:
    """A file that gives back each line."""

    def write(self, line: str) -> str:
        return line


def export(page: ListPage, *, name: str, form: str) -> HttpResponseBase:
    """The rows of a list with the columns that it shows."""
    return as_file(lines(page, page.shown), name=name, form=form)


def as_file(table: Iterable[Sequence[Any]], *, name: str, form: str) -> HttpResponseBase:
    """A table, its head first, as `csv` or `xlsx`."""
    file_name = f"kelisim-{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    cells = ([_cell(value) for value in line] for line in table)
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(_csv(cells), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return answer
    if form == "xlsx":
        return FileResponse(_xlsx(cells), as_attachment=True, filename=file_name, content_type=XLSX)
    raise Http404


def lines(page: ListPage, columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The head and then the cells of each row; the public id comes first."""
    yield ["id", *heads_of(columns)]
    for row in page.ordered().iterator(chunk_size=CHUNK):
        yield [_id(row), *cells_of(row, columns)]


def heads_of(columns: Sequence[Column]) -> list[str]:
    """The heads of a file with these columns."""
    return [head for column in columns for head in column.heads]


def cells_of(row: Any, columns: Sequence[Column]) -> list[Any]:
    """A row of such a file."""
    return [value for column in columns for value in column.exported(row)]


def _id(row: Any) -> str:
    return str(getattr(row, "public_id", row.pk))


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, Decimal):
        return plain(value)
    if value is None or isinstance(value, UUID):
        return str(value or "")
    return value if isinstance(value, int | float | date) else guarded(str(value))


def plain(value: Decimal) -> Decimal:
    """A number with the digits that it needs and no exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _csv(table: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    for line in table:
        yield writer.writerow(line)


def xlsx_of(table: Iterable[Sequence[Any]]) -> bytes:
    """A table, its head first, as the bytes of a workbook."""
    return _xlsx([_cell(value) for value in line] for line in table).getvalue()


def _xlsx(table: Iterable[Sequence[Any]]) -> io.BytesIO:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kelisim")
    sheet.freeze_panes = "A2"
    for number, line in enumerate(table):
        sheet.append([_sheet_cell(sheet, value, is_head=not number) for value in line])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _sheet_cell(sheet: Any, value: Any, *, is_head: bool) -> WriteOnlyCell:
    try:
        cell = WriteOnlyCell(sheet, value)
    except IllegalCharacterError:
        cell = WriteOnlyCell(sheet, "".join(letter for letter in str(value) if letter >= " "))
    if isinstance(value, str):
        cell.data_type = "s"
    if is_head:
        cell.font = Font(bold=True)
    return cell

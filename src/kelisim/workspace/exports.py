"""A list as a spreadsheet: exactly the rows and columns that are asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError

from kelisim.workspace.lists import ListPage

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
CHUNK = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Line:
    """A file that gives back each line."""

    def write(self, line: str) -> str:
        return line


def export(page: ListPage, *, name: str, form: str) -> HttpResponseBase:
    """The rows of a list as `csv` or `xlsx`."""
    file_name = f"kelisim-{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(_csv(page), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return answer
    return FileResponse(_xlsx(page), as_attachment=True, filename=file_name, content_type=XLSX)


def lines(page: ListPage) -> Iterator[list[Any]]:
    """The head and then the cells of each row; the public id comes first."""
    yield ["id", *(head for column in page.shown for head in column.heads)]
    for row in page.ordered().iterator(chunk_size=CHUNK):
        yield [_id(row), *(_cell(value) for column in page.shown for value in column.exported(row))]


def _id(row: Any) -> str:
    return str(getattr(row, "public_id", row.pk))


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, UUID):
        return str(value or "")
    return (
        guarded(str(value)) if not isinstance(value, int | float | date) and not hasattr(value, "as_tuple") else value
    )


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _csv(page: ListPage) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    for line in lines(page):
        yield writer.writerow(line)


def _xlsx(page: ListPage) -> io.BytesIO:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kelisim")
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines(page)):
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

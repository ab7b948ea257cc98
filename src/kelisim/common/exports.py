"""A table as a file, CSV or XLSX; of a list exactly the rows and columns that are asked for."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from kelisim.common.columns import Column
from kelisim.common.lists import ListPage
from kelisim.common.workbooks import workbook_of

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
    """A table, its head first, as `csv`, `xlsx` or `json` (an array of objects by the head)."""
    file_name = f"kelisim-{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    cells = ([_cell(value) for value in line] for line in table)
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(_csv(cells), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return answer
    if form == "xlsx":
        return FileResponse(workbook_of(cells), as_attachment=True, filename=file_name, content_type=XLSX)
    if form == "json":
        answer = StreamingHttpResponse(_json(table), content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return answer
    raise Http404


def lines(page: ListPage, columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The head and then the cells of each row; the public id comes first."""
    yield ["id", *heads_of(columns)]
    for row in in_chunks(page.ordered()):
        yield [_id(row), *cells_of(row, columns)]


def in_chunks(rows: QuerySet[Any]) -> Iterator[Any]:
    """The rows as they come, with what they are joined with read once a chunk: a thousand rows share a few places and offices."""
    joined = rows.query.select_related
    if isinstance(joined, dict):
        rows = rows.select_related(None).prefetch_related(*_paths(joined))
    yield from rows.iterator(chunk_size=CHUNK)


def named_by(columns: Iterable[Column], model: type[Model]) -> list[str]:
    """The relations of a table that columns name: a file of all rows reads no others with them."""
    relations = {field.name for field in model._meta.concrete_fields if field.is_relation}
    named = {column.name for column in columns}
    named |= {column.get.partition(".")[0] for column in columns if isinstance(column.get, str)}
    return sorted(named & relations)


def _paths(joined: dict[str, Any], before: str = "") -> list[str]:
    """Each path of relations, such as `organisation__country`, the shorter first."""
    found = []
    for name, further in joined.items():
        found += [before + name, *_paths(further, f"{before}{name}__")]
    return found


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
    return workbook_of([_cell(value) for value in line] for line in table).getvalue()


def _json(table: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Numbers as they are written, so that no digit of an amount is lost; days and moments after ISO 8601."""
    lines = iter(table)
    head = [str(name) for name in next(lines, [])]
    yield "["
    for number, line in enumerate(lines):
        told = {name: _plain_json(value) for name, value in zip(head, line, strict=True)}
        yield (",\n" if number else "\n") + json.dumps(told, ensure_ascii=False)
    yield "\n]\n"


def _plain_json(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return f"{plain(value):f}" if isinstance(value, Decimal) else str(value)

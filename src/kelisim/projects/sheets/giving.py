"""The pool given out in an office's own form: its head as it is, the rows below it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common.files import Upload, check_upload, keep_file, open_file
from kelisim.common.services import change, store
from kelisim.engines.sheets.head import Head, find_head
from kelisim.projects.models import Project, SheetTemplate
from kelisim.projects.sheets.importing import sheets_of

CHUNK = 2000
LINKED = ("organisation", "area", "zone", "owner", "origin", "office")
VALUES: dict[str, Callable[[Project], Any]] = {
    "id": lambda row: str(row.public_id),
    "number": lambda row: row.number,
    "title": lambda row: str(row.title),
    "organisation": lambda row: str(row.organisation or ""),
    "bin": lambda row: row.organisation.bin if row.organisation else "",
    "area": lambda row: str(row.area),
    "site": lambda row: row.site,
    "zone": lambda row: str(row.zone.name) if row.zone else "",
    "sector": lambda row: row.sector,
    "stage": lambda row: str(row.get_stage_display()),
    "status": lambda row: str(row.get_status_display()),
    "currency": lambda row: row.currency if row.amount is not None else "",
    "jobs_planned": lambda row: row.jobs_planned,
    "jobs_created": lambda row: row.jobs_created,
    "planned_start": lambda row: row.planned_start,
    "planned_launch": lambda row: row.planned_launch,
    "launched_on": lambda row: row.launched_on,
    "origin": lambda row: str(row.origin or ""),
    "product": lambda row: str(row.product or ""),
    "capacity": lambda row: f"{row.capacity.normalize():f} {row.capacity_unit}" if row.capacity is not None else "",
    "owner": lambda row: str(row.owner or ""),
    "next_step": lambda row: str(row.next_step or ""),
    "about": lambda row: str(row.about or ""),
}


@action("projects.keep_template")
def keep_template(office: Office, *, name: str, file: Upload, by: User) -> SheetTemplate:
    """Keep an office's own form; its head says which columns an export fills. Another with that name takes its place."""
    check_upload(file, endings=("xlsx",))
    sheets = sheets_of(file.read())
    file.seek(0)
    found = [(sheet, head) for sheet in sheets if (head := find_head(sheet))]
    if not found:
        message = _(
            "No head was found: a row that names the project and at least one more column, such as the investor."
        )
        raise ValidationError({"file": ValidationError(message, code="no_head")})
    sheet, head = max(found, key=lambda pair: pair[1].known)
    kept = SheetTemplate.objects.filter(office=office, name=name).first() or SheetTemplate(office=office, name=name)
    facts = {"sheet": sheet.name[:120], "head_row": head.last, "columns": _columns(head)}
    return store(change(kept, {"file": keep_file(file, office=office, by=by), **facts}))


def _columns(head: Head) -> dict[str, Any]:
    """By letter: the field, and the scale and currency in which the head wants amounts."""
    return {
        column.letter: {"field": column.field, "scale": column.scale or 1, "currency": column.currency}
        for column in head.columns
        if column.field
    }


def filled(template: SheetTemplate, rows: QuerySet[Project], *, heard: Callable[[int], None]) -> bytes:
    """The office's form with a row for each project. An amount in another currency than the head's stands with its code."""
    with open_file(template.file) as file:
        form = load_workbook(file)[template.sheet]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(form.title)
    _widths(form, sheet)
    for line in form.iter_rows(max_row=template.head_row):
        sheet.append([_copied(cell, sheet) for cell in line])
    width = max(column_index_from_string(letter) for letter in template.columns)
    for number, project in enumerate(_in_chunks(rows, heard), start=1):
        sheet.append(_line(template, project, number, width))
    made = io.BytesIO()
    book.save(made)
    return _with_merged(made.getvalue(), form, template.head_row)


def _with_merged(content: bytes, form: Worksheet, last: int) -> bytes:
    """The merged cells of the head, which a workbook that is written row by row cannot have, put into its XML."""
    areas = [str(area) for area in form.merged_cells.ranges if area.max_row <= last]
    if not areas:
        return content
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                told = f'</sheetData><mergeCells count="{len(areas)}">{merged}</mergeCells>'
                part = part.replace(b"</sheetData>", told.encode(), 1)
            new.writestr(name, part)
    return made.getvalue()


def _widths(form: Worksheet, sheet: Any) -> None:
    for letter, size in form.column_dimensions.items():
        if size.width:
            sheet.column_dimensions[letter].width = size.width


def _copied(cell: Any, sheet: Any) -> Any:
    made = WriteOnlyCell(sheet, cell.value)
    if cell.has_style:
        made.font, made.fill, made.border = copy(cell.font), copy(cell.fill), copy(cell.border)
        made.alignment, made.number_format = copy(cell.alignment), cell.number_format
    return made


def _in_chunks(rows: QuerySet[Project], heard: Callable[[int], None]) -> Iterator[Project]:
    for number, project in enumerate(rows.select_related(*LINKED).iterator(chunk_size=CHUNK), start=1):
        yield project
        if number % CHUNK == 0:
            heard(CHUNK)


def _line(template: SheetTemplate, project: Project, number: int, width: int) -> list[Any]:
    line: list[Any] = [None] * width
    for letter, column in template.columns.items():
        line[column_index_from_string(letter) - 1] = _value(project, number, column)
    return line


def _value(project: Project, number: int, column: dict[str, Any]) -> Any:
    name = column["field"]
    if name == "row":
        return number
    if name == "amount":
        return _amount(project, column["scale"], column["currency"])
    value = VALUES[name](project) if name in VALUES else None
    if isinstance(value, str):
        plain = "".join(letter for letter in value if letter >= " " or letter == "\n")
        return f"'{plain}" if plain.startswith(("=", "+", "-", "@")) else plain
    return value


def _amount(project: Project, scale: int, currency: str) -> Any:
    if project.amount is None:
        return None
    worth = project.amount / scale
    if currency and project.currency != currency:
        return f"{project.amount.normalize():f} {project.currency}"
    return worth

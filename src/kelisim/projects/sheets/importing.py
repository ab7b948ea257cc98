"""An import of a sheet: opened, its columns named, tried without a trace, taken in, undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common.files import Upload, check_upload, keep_file, open_file
from kelisim.common.services import change, store
from kelisim.engines.sheets.book import BookError, Sheet, open_book
from kelisim.engines.sheets.cells import Unit
from kelisim.engines.sheets.head import Column, Head, find_head, kind_of_row
from kelisim.engines.sheets.words import plain
from kelisim.projects.models import ImportState, Project, RowOutcome, SheetColumns, SheetImport, SheetRow
from kelisim.projects.sheets.known import Known, known_to, projects_of
from kelisim.projects.sheets.rows import Columns, Found, RowReader, plain_facts
from kelisim.projects.sheets.words import FAULTS, FIELDS

BATCH = 500
Heard = Callable[[int], None]
# Facts that are not columns of a project: they are claimed, or kept beside it.
ASIDE = ("launched_on", "jobs_created", "spent")
BOOK_FAULTS = {
    "old_or_locked": gettext_lazy("This is an old or a locked workbook. Save it as .xlsx without a password."),
    "too_large": gettext_lazy("This workbook is too large when unpacked. Keep the sheet of the pool alone."),
    "too_many_rows": gettext_lazy("This sheet has more than 200,000 rows. Take it in by parts."),
    "broken": gettext_lazy("This workbook is damaged and cannot be opened. Save it anew as .xlsx."),
}


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises `ValidationError` beside the file."""
    try:
        return open_book(content)
    except BookError as error:
        raise ValidationError({"file": ValidationError(str(BOOK_FAULTS[error.code]), code=error.code)}) from error


@action("projects.open_sheet")
def open_sheet(office: Office, *, file: Upload, sheet: str = "", by: User) -> SheetImport:
    """Keep an uploaded workbook and find the head of the sheet that is meant, or of the one that says most."""
    check_upload(file, endings=("xlsx",))
    sheets = sheets_of(file.read())
    file.seek(0)
    found, head = _meant(sheets, sheet)
    kept = keep_file(file, office=office, by=by)
    row = SheetImport(office=office, file=kept, sheet=found.name[:120], by=by)
    row.head = {"first": head.first, "last": head.last, "columns": [asdict(column) for column in head.columns]}
    remembered = SheetColumns.objects.filter(office=office, digest=head.digest).first()
    if remembered:
        row.columns, row.defaults = remembered.columns, remembered.defaults
    else:
        row.columns = {column.letter: column.field for column in head.columns if column.field}
    row.head |= {"is_remembered": bool(remembered), "sheets": [each.name for each in sheets], "rows": len(found.rows)}
    row.head["samples"] = _samples(found, head)
    return store(row)


def _samples(sheet: Sheet, head: Head) -> dict[str, list[str]]:
    """A few cells under each head, to recognise the column by."""
    below = [sheet.rows[number] for number in sheet.numbers() if number > head.last][:20]
    found = {}
    for column in head.columns:
        texts = [row[column.letter].text[:60] for row in below if column.letter in row]
        found[column.letter] = [text for text in dict.fromkeys(texts) if text][:3]
    return found


def _meant(sheets: list[Sheet], name: str) -> tuple[Sheet, Head]:
    wanted = [sheet for sheet in sheets if sheet.name == name] if name else sheets
    found = [(sheet, head) for sheet in wanted if (head := find_head(sheet))]
    if not found:
        message = _(
            "No head was found: a row that names the project and at least one more column, such as the investor."
        )
        raise ValidationError({"file": ValidationError(message, code="no_head")})
    return max(found, key=lambda pair: (not pair[0].is_hidden, pair[1].known, len(pair[0].rows)))


@action("projects.name_columns")
def name_columns(
    sheet_import: SheetImport,
    *,
    columns: dict[str, str],
    defaults: dict[str, Any],
    version: int | None = None,
    by: User,
) -> SheetImport:
    """Say what each column means and what holds for all rows; remembered for the next sheet with this head."""
    _check_columns(columns)
    if sheet_import.state in (ImportState.DONE, ImportState.UNDONE):
        raise ValidationError(_("This sheet has been taken in already. Upload it again for another import."))
    named = {letter: name for letter, name in columns.items() if name}
    store(change(sheet_import, {"columns": named, "defaults": defaults}), version=version)
    digest = _head(sheet_import).digest
    kept = SheetColumns.objects.filter(office=sheet_import.office, digest=digest).first()
    store(
        change(
            kept or SheetColumns(office=sheet_import.office, digest=digest), {"columns": named, "defaults": defaults}
        )
    )
    return sheet_import


def _check_columns(columns: dict[str, str]) -> None:
    named = Counter(name for name in columns.values() if name and name != "row")
    unknown = [name for name in named if name not in FIELDS]
    twice = [str(FIELDS[name]) for name, times in named.items() if times > 1 and name in FIELDS]
    if unknown:
        raise ValidationError(_("There is no field “%(name)s”.") % {"name": unknown[0]})
    if twice:
        raise ValidationError(_("Two columns are named “%(name)s”. Choose one of them.") % {"name": twice[0]})
    if not {"title", "number", "id"} & set(named):
        raise ValidationError(_("Say which column holds the name of the project."))


def _head(sheet_import: SheetImport) -> Head:
    """The head as it was found when the sheet was opened."""
    kept = sheet_import.head
    return Head(kept["first"], kept["last"], tuple(Column(**column) for column in kept["columns"]))


# ---------------------------------------------------------------- the trial


def columns_of(sheet_import: SheetImport) -> Columns:
    """What the reader of rows is told."""
    defaults = sheet_import.defaults
    units = {column["letter"]: Unit(column["scale"], column["currency"]) for column in sheet_import.head["columns"]}
    unit = Unit(int(defaults.get("scale") or 0), defaults.get("currency") or "")
    return Columns(sheet_import.columns, units, unit, defaults.get("area"), defaults.get("language") or "ru")


def try_sheet(sheet_import: SheetImport, *, heard: Heard, by: User) -> SheetImport:
    """Read every row and keep what would come of it; no project is touched. `heard` is told of each batch of rows."""
    begin_trial(sheet_import, by=by)
    with open_file(sheet_import.file) as file:
        sheet = next(each for each in sheets_of(file.read()) if each.name[:120] == sheet_import.sheet)
    counts: Counter[str] = Counter()
    known = known_to(sheet_import.office, by)
    rows = _read_rows(sheet_import, sheet, known)
    for some in iter(lambda: list(islice(rows, BATCH)), []):
        batch = _filled(some, known)
        SheetRow.objects.bulk_create(batch)
        for row in batch:
            counts[row.outcome] += 1
            counts["faults"] += sum(fault["code"] in FAULTS for fault in row.faults)
        heard(len(batch))
    return end_trial(sheet_import, counts=dict(counts), by=by)


@action("projects.begin_trial")
def begin_trial(sheet_import: SheetImport, *, by: User) -> SheetImport:
    """Forget what an earlier trial found."""
    if sheet_import.state in (ImportState.DONE, ImportState.UNDONE):
        raise ValidationError(_("This sheet has been taken in already. Upload it again for another import."))
    sheet_import.rows.all().delete()
    return store(change(sheet_import, {"state": ImportState.OPENED, "counts": {}}))


@action("projects.end_trial")
def end_trial(sheet_import: SheetImport, *, counts: dict[str, int], by: User) -> SheetImport:
    """Keep how many rows would do what."""
    return store(change(sheet_import, {"state": ImportState.TRIED, "counts": counts}))


def rows_in(sheet_import: SheetImport) -> int:
    """How many rows a trial will read, about."""
    return int(sheet_import.head.get("rows", 0))


def _read_rows(sheet_import: SheetImport, sheet: Sheet, known: Known) -> Iterator[tuple[SheetRow, Found | None]]:
    """Each row that is not empty, with what it says; nothing where it is no project's."""
    head, columns = _head(sheet_import), columns_of(sheet_import)
    reader = RowReader(columns, known)
    for number in sheet.numbers():
        if number <= head.last:
            continue
        cells = sheet.rows[number]
        kind = kind_of_row(cells, columns.fields, head)
        if kind == "empty":
            continue
        texts = {letter: cell.text[:2000] for letter, cell in cells.items() if not cell.is_empty}
        row = SheetRow(of=sheet_import, number=number, cells=texts)
        if kind != "project":
            row.outcome, row.note = RowOutcome.LEFT_OUT, kind
        yield row, reader.read(number, cells) if kind == "project" else None


def _filled(rows: list[tuple[SheetRow, Found | None]], known: Known) -> list[SheetRow]:
    """The rows with what would come of them; the projects that they mean are read together."""
    projects = projects_of({found.project_key for _row, found in rows if found and found.project_key})
    for row, found in rows:
        if found is not None:
            _fill(row, found, projects.get(found.project_key or 0), known)
    return [row for row, _found in rows]


def _fill(row: SheetRow, found: Found, project: Project | None, known: Known) -> None:
    facts = _without_known_title(found.facts, project)
    if found.company is not None:
        facts["organisation"] = found.company
    row.faults = [*found.faults, *found.notes]
    row.project, row.match = project, found.match if project else ""
    row.facts = plain_facts(facts) | ({"new_company": list(found.new_company)} if found.new_company else {})
    if project is not None:
        row.facts["_version"] = project.version
    row.outcome = _outcome(found, project, facts, known)


def _without_known_title(facts: dict[str, Any], project: Project | None) -> dict[str, Any]:
    """The facts; a name that the project bears in another language than the sheet's is no new one in the sheet's."""
    told = facts.get("title") or {}
    others = {plain(text) for code, text in project.title.items() if code not in told} if project else set()
    if not {plain(text) for text in told.values()} & others:
        return dict(facts)
    return {name: value for name, value in facts.items() if name != "title"}


def _outcome(found: Found, project: Project | None, facts: dict[str, Any], known: Known) -> str:
    if found.is_refused:
        return RowOutcome.REFUSED
    if project is None:
        return RowOutcome.NEW
    own = any(differs(project, name, value) for name, value in facts.items() if name not in ASIDE)
    is_changed = own or bool(found.new_company) or is_news(project, facts, known)
    return RowOutcome.CHANGED if is_changed else RowOutcome.SAME


def differs(project: Project, name: str, value: Any) -> bool:
    """Whether a project says something else. A text in one language stands beside those in others."""
    current = getattr(project, name)
    if isinstance(value, dict):
        return any(current.get(code) != text for code, text in value.items())
    return bool(current != value)


def is_news(project: Project, facts: dict[str, Any], known: Known) -> bool:
    """Whether a launch, jobs or money spent are told that neither stand nor are claimed yet."""
    return bool(claims_in(project.pk, project, facts, known)) or spent_in(project.pk, facts, known) is not None


def claims_in(key: int | None, project: Project | None, facts: dict[str, Any], known: Known) -> list[dict[str, Any]]:
    """The launch and the jobs that a row claims anew, for a second person to confirm."""
    launch, jobs = facts.get("launched_on"), facts.get("jobs_created")
    told = {(what, day if what == "launch" else number) for what, day, number in known.claims.get(key or 0, ())}
    found = []
    if launch and (project is None or project.launched_on != launch) and ("launch", launch) not in told:
        found.append({"milestone": "launch", "day": launch})
    if jobs and (project is None or project.jobs_created != jobs) and ("jobs", jobs) not in told:
        found.append({"milestone": "jobs", "day": launch or timezone.localdate(), "jobs": jobs})
    return found


def spent_in(key: int | None, facts: dict[str, Any], known: Known) -> tuple[Any, str] | None:
    """The money that a row says was spent, where it is not written down yet."""
    spent = facts.get("spent")
    return tuple(spent) if spent and tuple(spent) not in known.spent.get(key or 0, ()) else None

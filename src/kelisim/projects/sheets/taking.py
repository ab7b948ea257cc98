"""Rows of a tried sheet become projects, batch by batch, and are taken back again; a batch is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import ledger
from kelisim.common.services import change, check_alone, insert_all, store, store_changed, store_new
from kelisim.parties.models import Organisation
from kelisim.projects.models import (
    Confirmation,
    ImportState,
    Project,
    ProjectAmount,
    RowOutcome,
    SheetImport,
    SheetRow,
)
from kelisim.projects.sheets.importing import ASIDE, claims_in, differs, spent_in
from kelisim.projects.sheets.known import OF_COMPANIES, Known, bare, named_by

BATCH = 250
OUTCOMES = """
    UPDATE projects_sheetrow AS row SET project_id = new.project, version = new.version
    FROM unnest(%s::bigint[], %s::bigint[], %s::integer[]) AS new (id, project, version) WHERE row.id = new.id
"""
LINKED = ("area", "origin", "zone", "owner", "organisation")
DAYS = ("planned_start", "planned_launch", "launched_on")
Heard = Callable[[int], None]


def take_in(sheet_import: SheetImport, *, heard: Heard, by: User) -> SheetImport:
    """Take in every row that is new or changes something. What is done stays done when it is stopped and begun again."""
    if sheet_import.state != ImportState.TRIED:
        raise ValidationError(_("Try the sheet first: then you see what comes of each row."))
    known = named_by(sheet_import.office, by)
    for rows in _batches(sheet_import.rows.filter(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED), version=None)):
        take_in_rows(sheet_import, rows=rows, known=known, by=by)
        heard(len(rows))
    return close_import(sheet_import, state=ImportState.DONE, by=by)


def undo(sheet_import: SheetImport, *, heard: Heard, by: User) -> SheetImport:
    """Take back what the import did, but for projects that somebody has changed since."""
    if sheet_import.state != ImportState.DONE:
        raise ValidationError(_("Only an import that was taken in can be undone."))
    for rows in _batches(sheet_import.rows.filter(version__isnull=False).exclude(note="undone")):
        undo_rows(sheet_import, rows=rows, by=by)
        heard(len(rows))
    return close_import(sheet_import, state=ImportState.UNDONE, by=by)


def _batches(rows: Any) -> Iterable[list[SheetRow]]:
    keys = list(rows.order_by("number").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield list(SheetRow.objects.filter(pk__in=keys[start : start + BATCH]).order_by("number"))


@action("projects.close_import")
def close_import(sheet_import: SheetImport, *, state: str, by: User) -> SheetImport:
    """Say that an import was taken in, or undone."""
    when = "done_at" if state == ImportState.DONE else "undone_at"
    return store(change(sheet_import, {"state": state, when: timezone.now()}))


# ---------------------------------------------------------------- taking in


@action("projects.take_in_rows")
def take_in_rows(sheet_import: SheetImport, *, rows: list[SheetRow], known: Known, by: User) -> list[SheetRow]:
    """Store the projects of some rows, the companies that they name and what they claim."""
    _add_companies(rows, sheet_import, known)
    new = [row for row in rows if row.outcome == RowOutcome.NEW]
    _add_projects(new, sheet_import, known)
    _change_projects([row for row in rows if row.outcome == RowOutcome.CHANGED], known)
    taken = [row for row in rows if row.outcome != RowOutcome.REFUSED]
    _claim(taken, sheet_import, known, by)
    _keep_outcomes(rows)
    return rows


def _keep_outcomes(rows: list[SheetRow]) -> None:
    """What came of each row. The two columns that every row gets are written by one statement."""
    done = [row for row in rows if row.version is not None]
    values = [[row.pk for row in done], [row.project_id for row in done], [row.version for row in done]]
    with connection.cursor() as cursor:
        cursor.execute(OUTCOMES, values)
    SheetRow.objects.bulk_update([row for row in rows if row.before], ["before"])
    SheetRow.objects.bulk_update([row for row in rows if row.version is None], ["outcome", "faults"])


def _add_companies(rows: list[SheetRow], sheet_import: SheetImport, known: Known) -> None:
    """Each company that is not recorded yet once, however many rows name it."""
    made: dict[str, Organisation] = {}
    for row in rows:
        name, code = row.facts.get("new_company") or ("", "")
        key = bare(name, OF_COMPANIES) if name else ""
        if not key or known.companies.get(key) or key in made:
            continue
        made[key] = Organisation(name=name, bin=code, is_sample=sheet_import.office.is_sample)
    for company in store_new(list(made.values())):
        known.company_rows[company.pk] = company
        known.companies[bare(company.name, OF_COMPANIES)].add(company.pk)
        if company.bin:
            known.by_bin[company.bin] = company.pk
    for row in rows:
        name, _code = row.facts.get("new_company") or ("", "")
        keys = known.companies.get(bare(name, OF_COMPANIES)) if name else None
        if keys:
            row.facts["organisation"] = min(keys)
            if name and bare(name, OF_COMPANIES) in made:
                row.before = {"company": min(keys)}


def _add_projects(rows: list[SheetRow], sheet_import: SheetImport, known: Known) -> None:
    made = []
    for row in rows:
        facts = facts_of(row, known)
        own = {name: value for name, value in facts.items() if name not in ASIDE}
        project = change(Project(office=sheet_import.office), own)
        if not _refuse(row, project):
            made.append((row, project))
    insert_all([project for _row, project in made])
    for row, project in made:
        row.project, row.version = project, project.version


def _change_projects(rows: list[SheetRow], known: Known) -> None:
    locked = {
        project.pk: project
        for project in Project.objects.select_for_update(of=("self",))
        .select_related("organisation", "area", "office", "plot")
        .filter(pk__in=[row.project_id for row in rows])
    }
    changed, names = [], set()
    for row in rows:
        project = locked.get(row.project_id)
        if project is None or project.version != row.facts["_version"]:
            _tell(row, "gone_on")
            continue
        row.project = project
        facts = {name: value for name, value in facts_of(row, known).items() if name not in ASIDE}
        differing = {name: value for name, value in facts.items() if differs(project, name, value)}
        before = {name: _plain(getattr(project, name)) for name in differing}
        change(project, {name: _joined(getattr(project, name), value) for name, value in differing.items()})
        if _refuse(row, project):
            continue
        row.before = row.before | {"facts": before}
        changed.append((row, project))
        names |= set(differing)
    store_changed([project for _row, project in changed], sorted(names))
    for row, project in changed:
        row.version = project.version


def _joined(current: Any, value: Any) -> Any:
    return type(current)({**current, **value}) if isinstance(value, dict) else value


def _refuse(row: SheetRow, project: Project) -> bool:
    """Whether the project would not be sound; then the row is refused with what is wrong."""
    try:
        check_alone(project)
    except ValidationError as error:
        for name, words in error.message_dict.items():
            label = str(Project._meta.get_field(name).verbose_name) if name != "__all__" else ""
            _tell(row, "not_sound", f"{label}: {' '.join(words)}" if label else " ".join(words))
        return True
    return False


def _tell(row: SheetRow, code: str, detail: str = "") -> None:
    row.faults = [*row.faults, {"cell": str(row.number), "text": "", "code": code, "detail": detail}]
    row.outcome = RowOutcome.REFUSED


def facts_of(row: SheetRow, known: Known) -> dict[str, Any]:
    """The kept facts of a row as values of a project."""
    facts = {name: value for name, value in row.facts.items() if name not in ("new_company", "_version")}
    linked = {
        "area": known.area_rows, "origin": known.area_rows, "zone": known.zone_rows, "owner": known.owner_rows,
        "organisation": known.company_rows,
    }  # fmt: skip
    for name in LINKED:
        if name in facts:
            facts[name] = linked[name][facts[name]]
    for name in DAYS:
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    for name in ("amount", "capacity"):
        if name in facts:
            facts[name] = Decimal(facts[name])
    if "spent" in facts:
        facts["spent"] = (Decimal(facts["spent"][0]), facts["spent"][1])
    return facts


def _claim(rows: list[SheetRow], sheet_import: SheetImport, known: Known, by: User) -> None:
    claims, spent = [], []
    for row in rows:
        facts, project = facts_of(row, known), row.project
        if project is None or row.version is None:
            continue
        before = None if row.outcome == RowOutcome.NEW else project
        reference = _("%(file)s, %(sheet)s, row %(row)s") % {
            "file": sheet_import.file.name, "sheet": sheet_import.sheet, "row": row.number,
        }  # fmt: skip
        for claim in claims_in(project.pk, before, facts, known):
            claims.append(Confirmation(project=project, claimed_by=by, reference=reference[:500], **claim))
        money = spent_in(project.pk, facts, known)
        if money:
            spent.append(ProjectAmount(project=project, is_spent=True, amount=money[0], currency=money[1]))
    store_new(claims)
    store_new(spent)
    by_project: dict[int, dict[str, list[int]]] = {}
    for kind, made in (("claims", claims), ("spent", spent)):
        for each in made:
            by_project.setdefault(each.project_id, {}).setdefault(kind, []).append(each.pk)
    for row in rows:
        row.before = row.before | by_project.get(row.project_id or 0, {})


# --------------------------------------------------------------- taking back


@action("projects.undo_rows")
def undo_rows(sheet_import: SheetImport, *, rows: list[SheetRow], by: User) -> list[SheetRow]:
    """Archive what the rows added and restore what they replaced, where nobody has changed it since."""
    keys = [row.project_id for row in rows if row.project_id]
    locked = {
        project.pk: project
        for project in Project.objects.select_for_update(of=("self",))
        .select_related("organisation", "area", "office", "plot")
        .filter(pk__in=keys)
    }
    gone, restored, names = [], [], set()
    for row in rows:
        project = locked.get(row.project_id or 0)
        if project is None or project.version != row.version:
            row.note = "changed_since"
            continue
        row.note = "undone"
        if row.outcome == RowOutcome.NEW:
            ledger.archive(project, by)
            gone.append(project)
        else:
            facts = _restored(row.before.get("facts", {}))
            change(project, facts)
            names |= {name.removesuffix("_id") for name in facts}
            restored.append(project)
    store_changed(gone, ["archived_at", "archived_by"])
    store_changed(restored, sorted(names))
    _take_back_claims([row for row in rows if row.note == "undone"], by)
    _take_back_companies([row for row in rows if row.note == "undone"], by)
    for note in ("undone", "changed_since"):
        SheetRow.objects.filter(pk__in=[row.pk for row in rows if row.note == note]).update(note=note)
    return rows


def _take_back_claims(rows: list[SheetRow], by: User) -> None:
    claims = Confirmation.objects.filter(
        pk__in=[key for row in rows for key in row.before.get("claims", ())], confirmed_by=None, refused_by=None
    )
    spent = ProjectAmount.objects.filter(pk__in=[key for row in rows for key in row.before.get("spent", ())])
    for records in (list(claims.select_related("project__office")), list(spent.select_related("project__office"))):
        for record in records:
            ledger.archive(record, by)
        store_changed(records, ["archived_at", "archived_by"])


def _take_back_companies(rows: list[SheetRow], by: User) -> None:
    """Companies that the import added and that nothing else names."""
    keys = {row.before["company"] for row in rows if row.before.get("company")}
    keys -= _named(keys)
    companies = list(Organisation.objects.filter(pk__in=keys, version=1).prefetch_related("names"))
    for company in companies:
        ledger.archive(company, by)
    store_changed(companies, ["archived_at", "archived_by"])


def _named(keys: set[int]) -> set[int]:
    """Those companies that a living record of any table names."""
    found: set[int] = set()
    for relation in Organisation._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if not model.__name__.endswith("History"):
            rows = model._default_manager.filter(**{f"{name}__in": keys - found})
            found |= set(rows.values_list(name, flat=True))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date | Decimal):
        return str(value)
    return value.pk if hasattr(value, "pk") else value


def _restored(before: dict[str, Any]) -> dict[str, Any]:
    """What stood in the fields, as values again; relations by their keys."""
    facts: dict[str, Any] = {}
    for name, value in before.items():
        column = Project._meta.get_field(name)
        facts[column.attname if column.is_relation else name] = (
            column.to_python(value) if not column.is_relation else value
        )
    return facts

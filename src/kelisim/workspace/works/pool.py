"""Sheets of the pool: tried, taken in, undone, given out; each in a worker, with what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.exports import lines, named_by, xlsx_of
from kelisim.common.files import keep_result
from kelisim.common.jobs import Job, Outcome, Progress, begin, in_each_language, work
from kelisim.projects.models import Project, RowOutcome, SheetImport, SheetTemplate
from kelisim.projects.sheets.giving import filled
from kelisim.projects.sheets.importing import rows_in, try_sheet
from kelisim.projects.sheets.taking import take_in, undo

STEP = 1000
TITLES = {
    "projects.try_sheet": gettext_lazy("Try the sheet %(name)s"),
    "projects.take_in_sheet": gettext_lazy("Take in the sheet %(name)s"),
    "projects.undo_sheet": gettext_lazy("Undo the import of %(name)s"),
}


def begin_with(kind: str, sheet_import: SheetImport, *, by: User) -> Job:
    """Let a worker do it; the same import does one thing at a time."""
    return begin(
        kind, key=str(sheet_import.pk), title=lambda: str(TITLES[kind]) % {"name": sheet_import},
        by=by, office=sheet_import.office, of=sheet_import.pk,
    )  # fmt: skip


def begin_export(query: str, template: SheetTemplate | None, *, by: User) -> Job:
    """Let a worker write the pool that an address of the list asks for into a file."""
    key = f"{by.pk}-{template.pk if template else 0}-{hashlib.sha256(query.encode()).hexdigest()[:32]}"
    name = template.name if template else "XLSX"
    facts = {"query": query, "template": template.pk if template else None, "language": get_language() or "en"}
    return begin(
        "projects.export", key=key, title=lambda: _("Write the pool into %(name)s") % {"name": name},
        by=by, office=by.office, **facts,
    )  # fmt: skip


@work("projects.export", gettext_lazy("Write the pool into a file"))
def do_export(progress: Progress, *, query: str, template: int | None, language: str) -> Outcome:
    """The projects that the user may see, in the office's form or in ours; the file is kept for whoever asked."""
    from kelisim.workspace.views.projects import PROJECT

    rows = PROJECT.rows(progress.by).select_related(None).select_related(*named_by(PROJECT.columns, Project))
    page = PROJECT.page_class(
        rows, columns=PROJECT.columns, filters=PROJECT.filters, order=PROJECT.order,
        search=PROJECT.search, query=QueryDict(query), user=progress.by, language=language,
    )  # fmt: skip
    progress.of(page.total)
    form = SheetTemplate.objects.visible_to(progress.by).filter(pk=template).first() if template else None
    if form is not None:
        content = filled(form, page.ordered(), heard=lambda count: progress.step(done=count))
    else:
        content = xlsx_of(_heard(lines(page, page.columns), progress))
    name = f"{form.name if form else 'kelisim-projects'}-{timezone.localdate():%Y-%m-%d}.xlsx"
    kept = keep_result(progress.by, content=content, name=name, by=progress.by)
    return Outcome(in_each_language(lambda: _("The file is ready.")), reverse("workspace:file", args=[kept.public_id]))


def _heard(table: Iterable[Any], progress: Progress) -> Iterator[Any]:
    for number, line in enumerate(table):
        yield line
        if number and number % STEP == 0:
            progress.step(done=STEP)


def _import(pk: int) -> SheetImport:
    return SheetImport.objects.select_related("office", "file").get(pk=pk)


def _page(sheet_import: SheetImport) -> str:
    return reverse("workspace:sheet_import", args=[sheet_import.public_id])


@work("projects.try_sheet", gettext_lazy("Try a sheet"))
def do_try(progress: Progress, *, of: int) -> Outcome:
    """Read every row without touching a project."""
    sheet_import = _import(of)
    progress.of(rows_in(sheet_import))
    try_sheet(sheet_import, heard=lambda count: progress.step(done=count), by=progress.by)
    counts = sheet_import.counts

    def words() -> str:
        told = {name: formats.number(counts.get(name, 0)) for name in ("new", "changed", "refused")}
        return _("%(new)s new, %(changed)s changed, %(refused)s refused.") % told

    return Outcome(in_each_language(words), _page(sheet_import))


@work("projects.take_in_sheet", gettext_lazy("Take in a sheet"))
def do_take_in(progress: Progress, *, of: int) -> Outcome:
    """Store what the trial found."""
    sheet_import = _import(of)
    progress.of(sheet_import.rows.filter(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED), version=None).count())
    take_in(sheet_import, heard=lambda count: progress.step(done=count), by=progress.by)
    done = sheet_import.rows.filter(version__isnull=False).count()

    def words() -> str:
        return _("%(count)s rows are taken in.") % {"count": formats.number(done)}

    return Outcome(in_each_language(words), _page(sheet_import))


@work("projects.undo_sheet", gettext_lazy("Undo an import"))
def do_undo(progress: Progress, *, of: int) -> Outcome:
    """Take back what an import did."""
    sheet_import = _import(of)
    progress.of(sheet_import.rows.filter(version__isnull=False).count())
    undo(sheet_import, heard=lambda count: progress.step(done=count), by=progress.by)
    kept = sheet_import.rows.filter(note="changed_since").count()

    def words() -> str:
        if not kept:
            return _("The import is undone.")
        told = _("The import is undone but for %(count)s projects that were changed since.")
        return told % {"count": formats.number(kept)}

    return Outcome(in_each_language(words), _page(sheet_import))

"""Imports of the pool: a sheet is uploaded, its columns are named, it is tried, taken in and may be undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kelisim.projects.models import ImportState, RowOutcome, SheetImport, SheetRow
from kelisim.projects.sheets.giving import keep_template
from kelisim.projects.sheets.importing import name_columns, open_sheet
from kelisim.projects.sheets.words import FAULTS, said
from kelisim.workspace.forms.sheets import ColumnsForm, GiveForm, SheetForm, TemplateForm
from kelisim.workspace.pages import attempt, sent_files, typed
from kelisim.workspace.records import for_offices
from kelisim.workspace.views.pool import of_staff
from kelisim.workspace.views.projects import PROJECT
from kelisim.workspace.views.sheet_changes import Change, changes_of
from kelisim.workspace.works import pool as works

PAGE = 100
SHOWN = (("", _("All rows")), ("faults", _("With refused cells")), *RowOutcome.choices)


def imports_of(request: HttpRequest) -> QuerySet[SheetImport]:
    """The imports that the user may know of; refused to those who keep no pool."""
    if not PROJECT.may_create(request.user):
        raise PermissionDenied
    return SheetImport.objects.visible_to(request.user).select_related("office", "file", "by")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sheet_imports(request: HttpRequest) -> HttpResponse:
    """Upload a sheet; the imports so far."""
    rows, user = imports_of(request), request.user
    form = SheetForm(typed(request), sent_files(request), offices=for_offices(user))
    if form.is_valid():
        facts = form.cleaned_data
        opened = attempt(form, lambda: open_sheet(facts["office"], file=facts["file"], sheet=facts["sheet"], by=user))
        if opened is not None:
            return redirect("workspace:sheet_import", opened.public_id)
    context = {"form": form, "kind": PROJECT, "imports": Paginator(rows, PAGE).get_page(request.GET.get("page"))}
    return render(request, "workspace/pool/imports.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def give_out(request: HttpRequest) -> HttpResponse:
    """Write the pool that the filters ask for into a file, in a worker; keep an office's own form."""
    page, user = of_staff(request), request.user
    is_form_sent = "name" in request.POST
    form = GiveForm(typed(request) if not is_form_sent else None, user=user)
    own = TemplateForm(typed(request) if is_form_sent else None, sent_files(request), offices=for_offices(user))
    if form.is_valid():
        job = works.begin_export(request.GET.urlencode(), form.cleaned_data["template"], by=user)
        return redirect("workspace:job", job.public_id)
    if own.is_valid():
        facts = own.cleaned_data
        kept = attempt(own, lambda: keep_template(facts["office"], name=facts["name"], file=facts["file"], by=user))
        if kept is not None:
            messages.success(
                request, _("The form “%(name)s” is kept: choose it to have a file written.") % {"name": kept}
            )
            return redirect(request.get_full_path())
    context = {"kind": PROJECT, "list": page, "form": form, "own": own, "can_create": PROJECT.may_create(user)}
    return render(request, "workspace/pool/give.html", context, status=422 if form.errors or own.errors else 200)


def _find(request: HttpRequest, public_id: UUID) -> SheetImport:
    return get_object_or_404(imports_of(request), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sheet_import(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name the columns and try; then what came of each row and each refused cell."""
    found, user = _find(request, public_id), request.user
    is_open = found.state in (ImportState.OPENED, ImportState.TRIED)
    form = ColumnsForm(typed(request), record=found) if is_open else None
    if form is not None and form.is_valid():
        named = attempt(form, lambda: name_columns(found, **form.facts, by=user))
        if named is not None:
            return redirect("workspace:job", works.begin_with("projects.try_sheet", found, by=user).public_id)
    context = {"record": found, "form": form, "kind": PROJECT, "counts": _counts(found), **_rows(request, found)}
    return render(request, "workspace/pool/import.html", context, status=422 if form and form.errors else 200)


def _counts(found: SheetImport) -> list[tuple[str, Any, int]]:
    return [(value, label, found.counts.get(value, 0)) for value, label in RowOutcome.choices]


def _rows(request: HttpRequest, found: SheetImport) -> dict[str, Any]:
    wanted = request.GET.get("show", "")
    rows = found.rows.select_related("project")
    if wanted == "faults":
        rows = rows.exclude(faults=[])
    elif wanted in RowOutcome.values:
        rows = rows.filter(outcome=wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    changes = changes_of(page)
    shown = [_row(row, changes.get(row.pk, [])) for row in page]
    return {"page_of_rows": page, "rows": shown, "show": wanted, "choices": SHOWN}


def _row(row: SheetRow, changes: list[Change]) -> dict[str, Any]:
    told = [
        {
            **fault,
            "words": said(fault["code"], fault["detail"], fault.get("choices", "")),
            "is_fault": fault["code"] in FAULTS,
        }
        for fault in row.faults
        if row.outcome != RowOutcome.REFUSED or fault["code"] != "new_investor"  # of a refused row nobody is added
    ]
    note = said(row.note) if row.note else ""
    return {"row": row, "told": told, "changes": changes, "cells": list(row.cells.items()), "note": note}


@require_POST
@login_required
def sheet_import_take_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a worker store what the trial found."""
    return _begin(request, public_id, "projects.take_in_sheet")


@require_POST
@login_required
def sheet_import_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a worker take the import back."""
    return _begin(request, public_id, "projects.undo_sheet")


def _begin(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    found = _find(request, public_id)
    if not request.user.has_perm("projects.take_in_rows", found):
        raise PermissionDenied
    try:
        job = works.begin_with(kind, found, by=request.user)
    except ValidationError:
        return redirect("workspace:sheet_import", public_id)
    return redirect("workspace:job", job.public_id)

"""A change to many projects: chosen in the list, looked at, then done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kelisim.common import formats
from kelisim.projects.bulk import MOST, Effect, change_all, try_change
from kelisim.projects.models import Project
from kelisim.projects.queries import projects_for_list
from kelisim.workspace.changes import said
from kelisim.workspace.forms.bulk import BulkForm
from kelisim.workspace.pages import list_page
from kelisim.workspace.views.projects import PROJECT


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bulk(request: HttpRequest) -> HttpResponse:
    """Say what to change, look at what comes of it for each project, then do it."""
    user = request.user
    if not PROJECT.may_create(user):
        raise PermissionDenied
    chosen, versions = _chosen(request)
    form = BulkForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid() and chosen and "do" in request.POST:
        return _done(request, change_all(chosen, form.facts, versions=versions, by=user))
    effects = try_change(chosen, form.facts, by=user) if form.is_valid() else []
    context = {
        "kind": PROJECT,
        "form": form,
        "chosen": chosen,
        "most": MOST,
        "effects": [_shown(effect) for effect in effects],
        "sound": sum(not effect.refusal and not effect.is_same for effect in effects),
        "refused": sum(bool(effect.refusal) for effect in effects),
    }
    return render(request, "workspace/pool/bulk.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> tuple[list[Project], dict[int, int]]:
    """The projects that were ticked, or all that fit the filters, with the version that was looked at."""
    seen = projects_for_list(request.user).filter(archived_at__isnull=True)
    if request.method == "POST":
        marks = dict(_mark(text) for text in request.POST.getlist("pick")[:MOST])
        rows = list(seen.filter(public_id__in=[key for key in marks if key]).order_by("pk"))
        return rows, {row.pk: marks[row.public_id] for row in rows}
    if request.GET.get("all"):
        keys = list_page(request, PROJECT).rows.order_by("pk").values_list("pk", flat=True)[:MOST]
        rows = list(seen.filter(pk__in=list(keys)).order_by("pk"))
    else:
        wanted = [key for key, _version in map(_mark, request.GET.getlist("pick")[:MOST]) if key]
        rows = list(seen.filter(public_id__in=wanted).order_by("pk"))
    return rows, {row.pk: row.version for row in rows}


def _mark(text: str) -> tuple[UUID | None, int]:
    """A tick: the public id and the version, apart by a colon."""
    key, _colon, version = text.partition(":")
    try:
        return UUID(key), int(version or 0)
    except ValueError:
        return None, 0


def _shown(effect: Effect) -> dict[str, Any]:
    changes = []
    for name, before, after in effect.changes:
        column = Project._meta.get_field(name)
        changes.append((column.verbose_name, said(column, before), said(column, after)))
    return {"effect": effect, "project": effect.project, "changes": changes}


def _done(request: HttpRequest, effects: list[Effect]) -> HttpResponse:
    changed = sum(not effect.refusal and not effect.is_same for effect in effects)
    words = ngettext("%(count)s project is changed.", "%(count)s projects are changed.", changed)
    messages.success(request, words % {"count": formats.number(changed)})
    for effect in effects:
        if effect.refusal:
            messages.warning(request, _("%(name)s: %(why)s") % {"name": effect.project, "why": effect.refusal})
    return redirect("workspace:project_list")

"""Two papers side by side: what speaks for one deal, and what a person decides; the suggestions of an office in one list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kelisim.accounts.models import User
from kelisim.agreements import services
from kelisim.agreements.duplicates import compare, suggestions_in
from kelisim.agreements.models import Agreement, Verdict
from kelisim.agreements.queries import agreements_for_list
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.agreements import DecideForm
from kelisim.workspace.views.agreement_parts import reasons_of
from kelisim.workspace.views.agreements import AGREEMENT, alike_tabs

SHOWN = 50
COMPARED = (
    Column("office", gettext_lazy("Office"), "translated", "office.name"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
    Column("number", gettext_lazy("Number")),
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("parties", gettext_lazy("Parties"), "many", lambda row: [party.organisation for party in row.parties.all()]),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("signed_on", gettext_lazy("Signed"), "day"),
    Column("event", gettext_lazy("Signed at"), "link"),
    Column("area", gettext_lazy("Area"), "area"),
    Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
    Column("period", gettext_lazy("Valid"), "period"),
    Column("text", gettext_lazy("Subject"), "translated"),
)


@require_safe
@login_required
def agreements_alike(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one deal, the likeliest first: of the own office, for the agency of all that is released."""
    user = request.user
    if user.role not in AGREEMENT.roles:
        raise PermissionDenied
    rows = Agreement.objects.visible_to(user)
    found = suggestions_in(rows.filter(office=user.office) if user.office_id else rows)
    context = {
        "kind": AGREEMENT,
        "pairs": [{"one": one, "reasons": reasons_of(one)} for one in found[:SHOWN]],
        "total": len(found),
        "shown": SHOWN,
        "tabs": alike_tabs("agreement_alike"),
    }
    return render(request, "workspace/agreements/alike.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def compare_agreements(request: HttpRequest, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Both papers, what speaks for one deal, and the decision."""
    user = request.user
    rows = agreements_for_list(user)
    agreement, other = (get_object_or_404(rows, public_id=key) for key in (public_id, part_id))
    if agreement == other or not may_decide(user, agreement):
        raise PermissionDenied
    options = list(_options(user, agreement, other))
    form = DecideForm(request.POST or None, user=user, parent=agreement)
    form.fields["choice"].choices = options
    if form.is_valid():
        try:
            _decide(form.cleaned_data["choice"], agreement, other, by=user)
            messages.success(request, _("It is decided."))
            return redirect(AGREEMENT.address("", agreement.public_id))
        except ValidationError as error:
            form.take(error)
    context = {
        "kind": AGREEMENT,
        "agreement": agreement,
        "other": other,
        "form": form,
        "reasons": reasons_of(compare(agreement, other)),
        "facts": list(_facts(agreement, other, user)),
    }
    return render(request, "workspace/agreements/compare.html", context, status=422 if form.errors else 200)


def may_decide(user: User, agreement: Agreement) -> bool:
    """Whether a user may say what a paper is to another one."""
    return user.has_perm("agreements.judge_pair", agreement)


def _options(user: User, agreement: Agreement, other: Agreement) -> Iterator[tuple[str, str]]:
    words = _("One deal: “%(again)s” tells again of “%(first)s”")
    if user.has_perm("agreements.join_agreements", agreement):
        yield "other_first", words % {"again": _told(agreement), "first": _told(other)}
    if user.has_perm("agreements.join_agreements", other):
        yield "this_first", words % {"again": _told(other), "first": _told(agreement)}
    for verdict in Verdict:
        yield verdict.value, str(verdict.label)


def _told(agreement: Agreement) -> str:
    return f"{agreement}, {agreement.number}" if agreement.number else str(agreement)


def _decide(decision: str, agreement: Agreement, other: Agreement, *, by: User) -> None:
    if decision == "other_first":
        services.join_agreements(agreement, with_=other, by=by)
    elif decision == "this_first":
        services.join_agreements(other, with_=agreement, by=by)
    else:
        services.judge_pair(agreement, other=other, verdict=decision, by=by)


def _facts(agreement: Agreement, other: Agreement, user: User) -> Iterator[tuple[Any, Any, Any]]:
    for column in COMPARED:
        shown = [column.shown(each, user) for each in (agreement, other)]
        if any(shown):
            yield (column.label, *shown)

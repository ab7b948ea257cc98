"""A signing ceremony: the list of what is signed, in its order, and each signature as it happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kelisim.agreements import services
from kelisim.agreements.models import Agreement, AgreementState, CeremonyPaper
from kelisim.agreements.queries import signed_sums
from kelisim.events.models import Event, ProgrammeItem, ProgrammeKind
from kelisim.events.naming import names_along
from kelisim.workspace.views.event_tabs import of_event, tabs_of

UNSIGNED = (AgreementState.DRAFT, AgreementState.AGREED)
VERBS: dict[str, Callable[..., Any]] = {
    "sign": services.sign_at_ceremony,
    "take_away": services.take_from_ceremony,
}


def papers_of(item: ProgrammeItem) -> QuerySet[CeremonyPaper]:
    """The list of a ceremony."""
    rows = CeremonyPaper.objects.filter(item=item, agreement__archived_at__isnull=True)
    rows = rows.select_related("agreement__office", "item__event").order_by("place", "pk")
    parties = "agreement__parties__organisation"
    return rows.prefetch_related(parties, "agreement__parties__signatory", *names_along(parties))


def _item(event: Event, part_id: UUID) -> ProgrammeItem:
    rows = ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.CEREMONY).select_related("event__office")
    return get_object_or_404(rows, public_id=part_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_event()
def event_ceremony(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """The list; a paper of this event is put at its end."""
    item, user = _item(event, part_id), request.user
    if request.method == "POST":
        if not user.has_perm("events.edit_event", event):
            raise PermissionDenied
        return _add(request, event, item)
    rows = list(papers_of(item))
    waiting = Agreement.objects.visible_to(user).filter(event=event, state__in=UNSIGNED)
    context = {
        "event": event,
        "item": item,
        "tabs": tabs_of(event, user, "event_programme"),
        "papers": rows,
        "sums": signed_sums(Agreement.objects.filter(pk__in=[row.agreement_id for row in rows]), user),
        "waiting": waiting.exclude(pk__in=[row.agreement_id for row in rows]).order_by("pk"),
        "may": user.has_perm("events.edit_event", event),
    }
    return render(request, "workspace/events/ceremony.html", context)


def _add(request: HttpRequest, event: Event, item: ProgrammeItem) -> HttpResponse:
    rows = Agreement.objects.visible_to(request.user).filter(event=event).select_related("office")
    try:
        agreement = get_object_or_404(rows, public_id=UUID(request.POST.get("agreement", "")))
    except ValueError:
        messages.error(request, _("Choose a paper from the list."))
    else:
        _attempt(request, lambda: services.add_to_ceremony(agreement, item=item, by=request.user))
    return redirect("workspace:event_ceremony", event.public_id, item.public_id)


@require_POST
@of_event("events.edit_event")
def event_ceremony_paper(request: HttpRequest, event: Event, part_id: UUID, paper_id: UUID, verb: str) -> HttpResponse:
    """Sign a paper, move it in the list, take it off."""
    item = _item(event, part_id)
    paper = get_object_or_404(papers_of(item), public_id=paper_id)
    if verb in ("up", "down"):
        place = paper.place + (1 if verb == "down" else -1)
        _attempt(request, lambda: services.move_in_ceremony(paper, place=place, by=request.user))
    else:
        _attempt(request, lambda: VERBS[verb](paper, by=request.user))
    return redirect("workspace:event_ceremony", event.public_id, item.public_id)


def _attempt(request: HttpRequest, act: Callable[[], Any]) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except PermissionDenied:
        messages.error(
            request, _("This paper cannot be signed yet: it needs two parties, and it must not be signed already.")
        )

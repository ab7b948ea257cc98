"""People of an event: participants, delegations, invitations, stands."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kelisim.accounts.models import User
from kelisim.events import services
from kelisim.events.links import address_of, is_open
from kelisim.events.models import (
    Delegation,
    Event,
    Invitation,
    InvitationState,
    Participation,
    ParticipationState,
    Stand,
)
from kelisim.events.queries import participations_of
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.events import ParticipationForm
from kelisim.workspace.forms.trips import DelegationForm, InvitationForm, StandForm
from kelisim.workspace.views.event_programme import act
from kelisim.workspace.views.event_tabs import of_event, tabs_of

PAGE = 100


def participants(event: Event, user: User) -> QuerySet[Participation]:
    rows = participations_of(event, user).select_related(
        "organisation__country", "person", "event__office", "delegation"
    )
    return rows.prefetch_related("stands")


def invitations(event: Event, user: User) -> QuerySet[Invitation]:
    rows = Invitation.objects.visible_to(user).filter(event=event)
    return rows.select_related("organisation__country", "person", "delegation", "event__office")


def delegations(event: Event, user: User) -> QuerySet[Delegation]:
    rows = Delegation.objects.visible_to(user).filter(event=event)
    return rows.select_related("country", "leader__person", "event__office")


def stands(event: Event, user: User) -> QuerySet[Stand]:
    rows = Stand.objects.visible_to(user).filter(event=event)
    return rows.select_related("participation__organisation", "participation__person", "event__office")


act_here = partial(act, back="event_people")

ACTS = (
    act_here("create_participation", ParticipationForm, services.create_participation, gettext_lazy("Add a participant")),
    act_here(
        "edit_participation", ParticipationForm, services.edit_participation, gettext_lazy("Change the participation"),
        participants, "participants",
    ),
    act_here("check_in", StrikeForm, services.check_in, gettext_lazy("Has come"), participants, "participants"),
    act_here("create_invitation", InvitationForm, services.create_invitation, gettext_lazy("Invite an organisation")),
    act_here(
        "edit_invitation", InvitationForm, services.edit_invitation, gettext_lazy("Change the invitation"),
        invitations, "invitations",
    ),
    act_here(
        "revoke_invitation", StrikeForm, services.revoke_invitation, gettext_lazy("Withdraw the invitation"),
        invitations, "invitations",
        words=gettext_lazy("The personal link ends at once. Who has registered by it stays until you strike them."),
    ),
    act_here(
        "renew_invitation", StrikeForm, services.renew_invitation, gettext_lazy("Give a new link"),
        invitations, "invitations", words=gettext_lazy("The old link ends at once; send the invitation again."),
    ),
    act_here("create_delegation", DelegationForm, services.create_delegation, gettext_lazy("Name a delegation")),
    act_here(
        "edit_delegation", DelegationForm, services.edit_delegation, gettext_lazy("Change the delegation"),
        delegations, "delegations",
    ),
    act_here("create_stand", StandForm, services.create_stand, gettext_lazy("Add a stand")),
    act_here("edit_stand", StandForm, services.edit_stand, gettext_lazy("Change the stand"), stands, "stands"),
    act_here("archive_stand", StrikeForm, services.archive_stand, gettext_lazy("Take the stand away"), stands, "stands"),
)  # fmt: skip


@require_safe
@of_event()
def event_people(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is invited, who comes, with which delegation, at which stand."""
    user, words = request.user, request.GET.get("q", "").strip()[:100].replace("\x00", "")
    rows = participants(event, user)
    state = request.GET.get("state", "")
    states = Participation.objects.filter(event=event).values("state").annotate(number=Count("pk")).order_by("state")
    if state in ParticipationState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(organisation__name__icontains=words))
    context = {
        "event": event,
        "tabs": tabs_of(event, user, "event_people"),
        "page_of_people": Paginator(rows.order_by("organisation__name", "person__name", "pk"), PAGE).get_page(
            request.GET.get("page")
        ),
        "q": words,
        "state": state,
        "states": [(row["state"], ParticipationState(row["state"]).label, row["number"]) for row in states],
        "invitations": [
            _shown(request, each) for each in invitations(event, user).order_by("organisation__name", "pk")
        ],
        "waiting": Invitation.objects.filter(event=event, state=InvitationState.DRAFT).count(),
        "delegations": delegations(event, user).annotate(number=Count("members", filter=Q(members__archived_at=None))),
        "stands": stands(event, user).order_by("number"),
        "may": user.has_perm("events.create_participation", event),
    }
    return render(request, "workspace/events/people.html", context)


def _shown(request: HttpRequest, row: Invitation) -> dict[str, Any]:
    """An invitation with its link, for those who send it by another way."""
    href = ""
    if is_open(row) and request.user.has_perm("events.send_invitation", row):
        with translation.override(row.language):
            href = request.build_absolute_uri(address_of(row))
    return {"row": row, "href": href}


@require_POST
@of_event("events.send_invitations")
def send_invitations(request: HttpRequest, event: Event) -> HttpResponse:
    """Send all that were not sent yet."""
    return _sent(request, event, lambda root: services.send_invitations(event, root=root, by=request.user))


@require_POST
@of_event()
def send_invitation(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """Send one, for the first time or again."""
    found = get_object_or_404(invitations(event, request.user), public_id=part_id)
    return _sent(request, event, lambda root: services.send_invitation(found, root=root, by=request.user))


def _sent(request: HttpRequest, event: Event, send: Any) -> HttpResponse:
    try:
        job = send(request.build_absolute_uri("/").rstrip("/"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:event_people", event.public_id)
    messages.success(request, _("The letters are on their way."))
    return redirect("workspace:job", job.public_id)

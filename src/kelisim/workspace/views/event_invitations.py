"""Invitations to an event: a list of its own, what is done with each, and the letters."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kelisim.accounts.models import User
from kelisim.common.choices import Language
from kelisim.common.filters import by_choice, by_country
from kelisim.events import services
from kelisim.events.links import address_of, is_open
from kelisim.events.models import Event, Invitation, InvitationState
from kelisim.events.naming import names_along
from kelisim.parties.models import OrganisationName
from kelisim.parties.naming import by_name
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.trips import InvitationForm
from kelisim.workspace.views.event_lists import Rows, answer_with, word_by_word
from kelisim.workspace.views.event_programme import act
from kelisim.workspace.views.event_tabs import of_event, tabs_of


def invitations(event: Event, user: User) -> QuerySet[Invitation]:
    rows = Invitation.objects.visible_to(user).filter(event=event)
    return rows.select_related("organisation__country", "person", "delegation", "event__office")


act_here = partial(act, back="event_invitations")

ACTS = (
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
)  # fmt: skip

INVITATIONS = Rows(
    "invitations",
    gettext_lazy("Invitations"),
    (
        Column("organisation", gettext_lazy("Organisation"), "link", sort=by_name(OrganisationName, "organisation")),
        Column("email", gettext_lazy("To"), sort="email"),
        Column("country", gettext_lazy("Country"), "area", "organisation.country", is_shown=False),
        Column("delegation", gettext_lazy("Delegation"), "translated", "delegation.name", sort="delegation__name", is_shown=False),
        Column("language", gettext_lazy("Language"), "choice", choice("language"), sort="language"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("sent_at", gettext_lazy("Sent"), "moment", sort="sent_at", is_shown=False),
        Column("answered_at", gettext_lazy("Answered"), "moment", sort="answered_at", is_shown=False),
        Column("reason", gettext_lazy("Reason")),
        Column("named", gettext_lazy("People named"), "number", sort="named"),
        Column("seats", gettext_lazy("Places"), "number", sort="seats", is_shown=False),
    ),
    (
        by_choice("state", gettext_lazy("State"), InvitationState.choices),
        by_choice("language", gettext_lazy("Language"), Language.choices),
        by_country("organisation__country", gettext_lazy("Country")),
    ),
    "organisation",
    gettext_lazy("No organisation is invited yet."),
)  # fmt: skip


def _invited_like(word: str) -> Q:
    """Invitations of a company called so in any language, or to such an address."""
    named = Q(organisation__name__icontains=word) | Q(organisation__names__text__icontains=word)
    found = Invitation.everything.filter(named | Q(email__icontains=word) | Q(person__name__icontains=word))
    return Q(pk__in=found.values("pk"))


@require_safe
@of_event()
def event_invitations(request: HttpRequest, event: Event, form: str = "") -> HttpResponseBase:
    """Who is invited, in which language, and what was answered."""
    user = request.user
    rows = invitations(event, user).prefetch_related(*names_along("organisation"))
    come = Q(participations__archived_at=None) & ~Q(participations__state="declined")
    rows = rows.annotate(named=Count("participations", filter=come))
    page = INVITATIONS.page(request, rows, word_by_word(_invited_like))
    may = user.has_perm("events.create_invitation", event)
    if may and not form:
        for row in page.page:
            row.link = _link_of(request, row)
    context = {
        "tabs": tabs_of(event, user, "event_people"),
        "may": may,
        "acts": "workspace/events/invitation_acts.html" if may else "",
        "icon": "talk",
        "waiting": invitations(event, user).filter(state=InvitationState.DRAFT).count(),
    }
    template = "workspace/events/invitations.html"
    return answer_with(request, event, INVITATIONS, page, form, template=template, **context)


def _link_of(request: HttpRequest, row: Invitation) -> str:
    """The link of an invitation, for those who send it by another way."""
    if not is_open(row):
        return ""
    with translation.override(row.language):
        return request.build_absolute_uri(address_of(row))


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
        return redirect("workspace:event_invitations", event.public_id)
    messages.success(request, _("The letters are on their way."))
    return redirect("workspace:job", job.public_id)

"""People of an event: participants, delegations, stands; how many are invited."""

from __future__ import annotations

from functools import partial

from django import forms
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.accounts.models import User
from kelisim.common.filters import Filter, by_choice, by_country, by_yes
from kelisim.common.templatetags.kelisim import tr_text
from kelisim.events import services
from kelisim.events.models import (
    Delegation,
    Event,
    InvitationState,
    Participation,
    ParticipationRole,
    ParticipationState,
    Stand,
)
from kelisim.events.naming import languages_shown, names_along
from kelisim.events.queries import participations_of
from kelisim.parties.models import OrganisationName, PersonName
from kelisim.parties.naming import by_name
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.events import ParticipationForm
from kelisim.workspace.forms.trips import DelegationForm, StandForm
from kelisim.workspace.views.event_invitations import invitations
from kelisim.workspace.views.event_lists import Rows, answer_with, of_participation
from kelisim.workspace.views.event_programme import act
from kelisim.workspace.views.event_tabs import of_event, tabs_of


def participants(event: Event, user: User) -> QuerySet[Participation]:
    rows = participations_of(event, user).select_related(
        "organisation__country", "person__country", "event__office", "delegation"
    )
    return rows.prefetch_related(Prefetch("stands", Stand.objects.all()))


def delegations(event: Event, user: User) -> QuerySet[Delegation]:
    rows = Delegation.objects.visible_to(user).filter(event=event)
    rows = rows.select_related("country", "leader__person", "event__office")
    return rows.prefetch_related(*names_along("leader__person"))


def stands(event: Event, user: User) -> QuerySet[Stand]:
    rows = Stand.objects.visible_to(user).filter(event=event)
    rows = rows.select_related("participation__organisation", "participation__person", "event__office")
    return rows.prefetch_related(*names_along("participation__organisation", "participation__person"))


act_here = partial(act, back="event_people")

ACTS = (
    act_here("create_participation", ParticipationForm, services.create_participation, gettext_lazy("Add a participant")),
    act_here(
        "edit_participation", ParticipationForm, services.edit_participation, gettext_lazy("Change the participation"),
        participants, "participants",
    ),
    act_here("check_in", StrikeForm, services.check_in, gettext_lazy("Has come"), participants, "participants"),
    act_here("create_delegation", DelegationForm, services.create_delegation, gettext_lazy("Name a delegation")),
    act_here(
        "edit_delegation", DelegationForm, services.edit_delegation, gettext_lazy("Change the delegation"),
        delegations, "delegations",
    ),
    act_here("create_stand", StandForm, services.create_stand, gettext_lazy("Add a stand")),
    act_here("edit_stand", StandForm, services.edit_stand, gettext_lazy("Change the stand"), stands, "stands"),
    act_here("archive_stand", StrikeForm, services.archive_stand, gettext_lazy("Take the stand away"), stands, "stands"),
)  # fmt: skip


PEOPLE = Rows(
    "people",
    gettext_lazy("Participants"),
    (
        Column("person", gettext_lazy("Person"), "link", sort=by_name(PersonName, "person")),
        Column("organisation", gettext_lazy("Organisation"), "link", sort=by_name(OrganisationName, "organisation")),
        Column("role", gettext_lazy("Role"), "choice", choice("role"), sort="role"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("country", gettext_lazy("Country"), "area", lambda row: (row.organisation or row.person).country),
        Column("delegation", gettext_lazy("Delegation"), "translated", "delegation.name", sort="delegation__name"),
        Column("stand", gettext_lazy("Stand"), "text", lambda row: ", ".join(each.number for each in row.stands.all())),
        Column("languages", gettext_lazy("Languages"), "text", languages_shown, is_shown=False),
        Column("code", gettext_lazy("Code of the badge"), "text", is_shown=False),
        Column("checked_in_at", gettext_lazy("Came"), "moment", sort="checked_in_at", is_shown=False),
    ),
    (
        by_choice("role", gettext_lazy("Role"), ParticipationRole.choices),
        by_choice("state", gettext_lazy("State"), ParticipationState.choices),
        by_country("organisation__country", gettext_lazy("Country")),
        by_yes("stand", gettext_lazy("Has a stand"), lambda rows, yes: rows.filter(_with_stand(yes))),
    ),
    "organisation",
    gettext_lazy("Nobody is named yet. Invite organisations: their people register by the link in the letter."),
)  # fmt: skip


def _with_stand(yes: bool) -> Q:
    have = Q(pk__in=Stand.objects.filter(participation__isnull=False).values("participation"))
    return have if yes else ~have


class DelegationField(forms.ModelChoiceField):
    """A delegation of an event, by name."""

    def label_from_instance(self, obj: Delegation) -> str:
        return tr_text(obj.name)


def by_delegation(event: Event) -> Filter:
    """With which delegation somebody comes."""

    def field(user: User | None) -> forms.Field:
        facts = {"label": gettext_lazy("Delegation"), "required": False, "empty_label": gettext_lazy("All")}
        return DelegationField(Delegation.objects.filter(event=event), to_field_name="public_id", **facts)

    return Filter("delegation", field, lambda rows, delegation: rows.filter(delegation=delegation))


@require_safe
@of_event()
def event_people(request: HttpRequest, event: Event, form: str = "") -> HttpResponseBase:
    """Who comes, as what, with which delegation, at which stand; and how many are invited."""
    user = request.user
    page = PEOPLE.page(request, participants(event, user), of_participation(), by_delegation(event))
    may = user.has_perm("events.create_participation", event)
    context = {
        "tabs": tabs_of(event, user, "event_people"),
        "may": may,
        "acts": "workspace/events/person_acts.html" if may else "",
        "icon": "users",
        "invited": _invited(event, user),
        "waiting": invitations(event, user).filter(state=InvitationState.DRAFT).count(),
        "has_people": Participation.objects.filter(event=event).exists(),
        "delegations": delegations(event, user).annotate(number=Count("members", filter=Q(members__archived_at=None))),
        "stands": stands(event, user).order_by("number"),
    }
    return answer_with(request, event, PEOPLE, page, form, template="workspace/events/people.html", **context)


def _invited(event: Event, user: User) -> list[tuple[str, str, int]]:
    """The states of invitations with how many are in each."""
    found = invitations(event, user).order_by().values_list("state").annotate(number=Count("pk"))
    counts = dict(found.values_list("state", "number"))
    return [(value, str(label), counts[value]) for value, label in InvitationState.choices if value in counts]

"""Lists of an event's meetings: wishes, those who meet, what people were told; each searched, narrowed, sorted and exported."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kelisim.common import formats
from kelisim.common.columns import Column, choice
from kelisim.common.filters import by_choice, by_country, by_yes
from kelisim.events.diaries import SIDES, names_of_sides
from kelisim.events.links import address_of
from kelisim.events.models import (
    Consent,
    Event,
    MeetingNotice,
    MeetingRequest,
    Participation,
    ParticipationRole,
    ParticipationState,
)
from kelisim.events.naming import languages_shown, named_like, names_along, shown
from kelisim.parties.naming import name_in
from kelisim.workspace.views.event_lists import Rows, answer_with, of_participation, word_by_word
from kelisim.workspace.views.event_tabs import of_event

SEE = "events.see_meetings"
NAMES = ("organisation", "person")


_of_sides = word_by_word(lambda word: named_like(word, "asked_by") | named_like(word, "asked"))  # one side is called so


# --- Wishes ---------------------------------------------------------------------------------------------------------

OFFICIAL = ParticipationRole.OFFICIAL
WITH_OFFICIALS = Q(asked__role=OFFICIAL) | Q(asked_by__role=OFFICIAL)
WISHES = Rows(
    "wishes",
    _("Wishes to meet"),
    (
        Column("asked_by", _("Who asks"), "name", lambda row: shown(row.asked_by), sort="one_name"),
        Column("asked", _("Whom"), "name", lambda row: shown(row.asked), sort="other_name"),
        Column("subject", _("Subject"), "translated", sort="subject"),
        Column("priority", _("Priority"), "number", sort="priority"),
        Column("is_required", _("Must take place"), "yes", sort="is_required", is_shown=False),
        Column("consent", _("Answer"), "choice", choice("consent"), sort="consent"),
        Column("country", _("Country of who asks"), "area", "asked_by.organisation.country", is_shown=False),
        Column("created_at", _("Asked on"), "moment", sort="created_at", is_shown=False),
    ),
    (
        by_choice("consent", _("Answer"), Consent.choices),
        by_yes("required", _("Must take place"), lambda rows, yes: rows.filter(is_required=yes)),
        by_yes("officials", _("With officials"), lambda rows, yes: rows.filter(WITH_OFFICIALS if yes else ~WITH_OFFICIALS)),
        by_country("asked_by__organisation__country", _("Country of who asks")),
    ),
    "-priority",
    _("Participants ask for meetings on their own pages; the office enters what it hears by telephone."),
)  # fmt: skip


@require_safe
@of_event(SEE)
def event_wishes(request: HttpRequest, event: Event, form: str = "") -> HttpResponseBase:
    """Who wishes to meet whom."""
    rows = MeetingRequest.objects.filter(event=event).select_related(*SIDES, "event__office")
    rows = rows.annotate(one_name=_side("asked_by"), other_name=_side("asked")).prefetch_related(*names_of_sides())
    page = WISHES.page(request, rows, _of_sides)
    may = request.user.has_perm("events.create_meeting_request", event)
    return answer_with(
        request, event, WISHES, page, form, may=may, acts="workspace/meetings/wish_acts.html" if may else ""
    )


def _side(path: str) -> Any:
    return name_in(f"{path}__organisation", or_else=f"{path}__person")


# --- Those who meet -------------------------------------------------------------------------------------------------

PEOPLE = Rows(
    "meeting_people",
    _("Who meets"),
    (
        Column("name", _("Who"), "name", shown, sort="own_name"),
        Column("role", _("Role"), "choice", choice("role"), sort="role"),
        Column("state", _("State"), "choice", choice("state"), sort="state", is_shown=False),
        Column("country", _("Country"), "area", lambda row: (row.organisation or row.person).country),
        Column("languages", _("Languages"), "text", languages_shown),
        Column("max_per_day", _("Meetings a day"), "number", sort="max_per_day"),
        Column("stand", _("Stand"), "text", lambda row: ", ".join(stand.number for stand in row.stands.all())),
        Column("away", _("Absences"), "number", sort="away"),
        Column("asked_for", _("Wishes"), "number", sort="asked_for"),
        Column("asked_of", _("Asked by others"), "number", sort="asked_of", is_shown=False),
    ),
    (
        by_choice("role", _("Role"), ParticipationRole.choices),
        by_choice("state", _("State"), ParticipationState.choices),
        by_country("organisation__country", _("Country")),
        by_yes("away", _("Away for some hours"), lambda rows, yes: rows.filter(**({"away__gt": 0} if yes else {"away": 0}))),
    ),
    "name",
    _("Nobody takes part yet."),
)  # fmt: skip


@require_safe
@of_event(SEE)
def event_meeting_people(request: HttpRequest, event: Event, form: str = "") -> HttpResponseBase:
    """Everybody who meets, with languages, limits and other duties."""
    rows = Participation.objects.filter(event=event).select_related("organisation__country", "person__country")
    living = {"filter": Q(requests_made__archived_at=None), "distinct": True}
    rows = rows.annotate(
        own_name=name_in("organisation", or_else="person"),
        away=Count("absences", filter=Q(absences__archived_at=None), distinct=True),
        asked_for=Count("requests_made", **living),
        asked_of=Count("requests_got", filter=Q(requests_got__archived_at=None), distinct=True),
    )
    page = PEOPLE.page(request, rows.prefetch_related("stands", *names_along(*NAMES)), of_participation("pk"))
    may = request.user.has_perm("events.create_absence", event)
    if may and not form:
        for row in page.page:
            row.own_page = address_of(row)
    return answer_with(
        request, event, PEOPLE, page, form, may=may, opens="event_meeting_person",
        acts="workspace/meetings/person_acts.html" if may else "",
    )  # fmt: skip


# --- What people were told ------------------------------------------------------------------------------------------

NOTICES = Rows(
    "notices",
    _("What people were told"),
    (
        Column("who", _("Who"), "name", lambda row: shown(row.participation), sort="own_name"),
        Column("subject", _("Subject"), "text", sort="subject"),
        Column("created_at", _("Told"), "moment", sort="created_at"),
        Column("address", _("E-mail"), "text", sort="address"),
        Column("sent_at", _("Sent"), "moment", sort="sent_at"),
        Column("language", _("Language"), "text", lambda row: formats.language_name(row.language), is_shown=False),
        Column("text", _("Text"), "long", is_shown=False),
    ),
    (
        by_yes("sent", _("Sent by mail"), lambda rows, yes: rows.filter(sent_at__isnull=not yes)),
        by_yes("address", _("Has an address"), lambda rows, yes: rows.exclude(address="") if yes else rows.filter(address="")),
    ),
    "-created_at",
    _("Nobody was told anything yet: the first notices go out when a programme or a timetable is released."),
)  # fmt: skip


@require_safe
@of_event(SEE)
def event_notices(request: HttpRequest, event: Event, form: str = "") -> HttpResponseBase:
    """What participants were told, when, and whether it left by mail."""
    rows = MeetingNotice.objects.filter(event=event).select_related(
        "participation__organisation", "participation__person"
    )
    rows = rows.annotate(own_name=name_in("participation__organisation", or_else="participation__person"))
    rows = rows.prefetch_related(*names_along("participation__organisation", "participation__person"))
    return answer_with(request, event, NOTICES, NOTICES.page(request, rows, of_participation("participation")), form)

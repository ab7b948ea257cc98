"""Forums, delegations, visits, exhibitions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from kelisim.accounts.models import User
from kelisim.api.listing import (
    InPeriod,
    Paging,
    Searching,
    WithPartner,
    in_area,
    in_period,
    listed,
    matching,
    one,
    page_of,
    reader_of,
    seen,
)
from kelisim.api.rows import Page, PublishedRow, Row
from kelisim.api.values import Code, Slug, Texts
from kelisim.events.diaries import OF_MEETING, current_timetable
from kelisim.events.models import (
    AppearanceRole,
    Event,
    EventKind,
    EventPartner,
    Meeting,
    MeetingState,
    ProgrammeItem,
    ProgrammeKind,
)
from kelisim.events.naming import shown
from kelisim.events.versions import Appearing, programme_as_it_stands, shown_programme

router = Router(tags=["Events"])


class EventRow(PublishedRow):
    """A forum, a delegation abroad, an incoming visit or an exhibition."""

    slug: str
    kind: EventKind
    title: Texts
    about: Texts
    area: Code = Field(description="Where it is held: ISO 3166.")
    place: Texts
    partners: list[str] = Field(description="Partner countries: ISO 3166.")
    start: date | None
    end: date | None
    time_zone: str = Field(description="Name of the IANA database.")

    @staticmethod
    def resolve_partners(row: Event) -> list[str]:
        return sorted(partner.area.code for partner in row.eventpartners.all())


class EventPage(Page):
    """A page of events."""

    items: list[EventRow]


class EventFilters(Searching, WithPartner, InPeriod):
    """Filters of events."""

    kind: EventKind | None = Field(None, description="`forum`, `delegation`, `visit` or `exhibition`.")


def event_rows(reader: User | None) -> QuerySet[Event]:
    """Events with what a row shows."""
    partners = Prefetch("eventpartners", queryset=EventPartner.objects.select_related("area"))
    return seen(Event, reader).select_related("area", "office").prefetch_related(partners)


def with_partner(rows: QuerySet[Event], partner: str | None) -> QuerySet[Event]:
    """Events of which a country is a partner."""
    if partner is None:
        return rows
    return rows.filter(pk__in=EventPartner.objects.filter(area__code=partner).values("event_id"))


@router.get("/events", response=EventPage, operation_id="list_events", summary="Events")
def events(request: HttpRequest, wanted: Query[EventFilters]) -> Any:
    """Forums, delegations, visits, exhibitions."""
    rows = in_period(in_area(event_rows(reader_of(request)), wanted), wanted)
    rows = with_partner(matching(rows, kind=wanted.kind), wanted.partner)
    return page_of(request, listed(rows, wanted, sample="office__is_sample"), wanted)


@router.get("/events/{slug}", response=EventRow, operation_id="get_event", summary="An event")
def event(request: HttpRequest, slug: Path[Slug]) -> Any:
    """One event by its address."""
    return one(event_rows(reader_of(request)), slug=slug)


class AppearanceRow(Schema):
    """Who appears at a point of the programme, and as what."""

    name: str
    role: AppearanceRole

    @staticmethod
    def resolve_name(row: Appearing) -> str:
        return row.record


class ProgrammeRow(Schema):
    """A point of the programme."""

    id: UUID = Field(alias="public_id")
    kind: ProgrammeKind
    title: Texts
    about: Texts
    starts_at: datetime
    ends_at: datetime
    time_zone: str = Field(description="Where it begins: name of the IANA database.")
    end_time_zone: str = Field(description="Where it ends.")
    room: str
    people: list[AppearanceRow]

    @staticmethod
    def resolve_time_zone(row: ProgrammeItem) -> str:
        return row.zones_of_time[0]

    @staticmethod
    def resolve_end_time_zone(row: ProgrammeItem) -> str:
        return row.zones_of_time[1]


@router.get(
    "/events/{slug}/programme",
    response=list[ProgrammeRow],
    operation_id="list_programme",
    summary="Programme of an event",
)
def event_programme(request: HttpRequest, slug: Path[Slug]) -> Any:
    """The points of the programme in their order, with those who appear; guests read the version that is released."""
    found, reader = one(event_rows(reader_of(request)), slug=slug), reader_of(request)
    works_there = reader is not None and reader.has_perm("events.see_people", found)
    return programme_as_it_stands(found, reader) if works_there else shown_programme(found)


class MeetingRow(Row):
    """A meeting of the timetable that is in use, for those who may know of it."""

    starts_at: datetime
    ends_at: datetime
    table: int | None = Field(description="The table, or null at a stand.")
    state: MeetingState
    sides: list[str] = Field(description="Who meets.")
    interpreter: str | None

    @staticmethod
    def resolve_sides(row: Meeting) -> list[str]:
        return [shown(side) for side in (row.request.asked_by, row.request.asked)] if row.request else []

    @staticmethod
    def resolve_interpreter(row: Meeting) -> str | None:
        return shown(row.interpreter) if row.interpreter else None

    @staticmethod
    def resolve_is_sample(row: Meeting) -> bool:
        return row.event.is_sample


class MeetingPage(Page):
    """A page of meetings."""

    items: list[MeetingRow]


@router.get(
    "/events/{slug}/meetings", response=MeetingPage, operation_id="list_meetings", summary="Meetings of an event"
)
def meetings(request: HttpRequest, slug: Path[Slug], wanted: Query[Paging]) -> Any:
    """The meetings in use that the reader may know of: the office all, a company its own, the public none."""
    reader = reader_of(request)
    found = one(event_rows(reader), slug=slug)
    rows = seen(Meeting, reader).filter(timetable=current_timetable(found), request__isnull=False)
    rows = rows.exclude(state=MeetingState.CANCELLED).select_related(
        "event__office", "interpreter__person", *OF_MEETING
    )
    return page_of(request, rows, wanted)

"""Forums, delegations, visits, exhibitions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router

from kelisim.accounts.models import User
from kelisim.api.listing import (
    InPeriod,
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
from kelisim.api.rows import Page, PublishedRow
from kelisim.api.values import Code, Slug, Texts
from kelisim.events.models import Event, EventKind, EventPartner

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

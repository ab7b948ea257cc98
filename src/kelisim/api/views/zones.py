"""Zones and their plots."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router

from kelisim.accounts.models import User
from kelisim.api.listing import InArea, Searching, in_area, linked, listed, matching, one, page_of, reader_of, seen
from kelisim.api.rows import Page, PublishedRow, Row
from kelisim.api.values import Code, DecimalText, Named, Slug, Texts
from kelisim.parties.models import Organisation
from kelisim.zones.models import Plot, PlotState, Zone, ZoneKind

router = Router(tags=["Zones"])


class ZoneRow(PublishedRow):
    """A special economic zone, an industrial zone or a small industrial park."""

    slug: str
    kind: ZoneKind
    name: Texts
    area: Code = Field(description="ISO 3166.")
    hectares: DecimalText | None
    start: date | None = Field(description="Founded.")
    end: date | None = Field(description="Its term ends.")
    manager: Named | None = Field(description="The management company.")
    about: Texts


class ZonePage(Page):
    """A page of zones."""

    items: list[ZoneRow]


class PlotRow(Row):
    """A piece of land of a zone."""

    number: str
    cadastre: str
    hectares: DecimalText
    state: PlotState
    purpose: Texts
    has_rail: bool
    has_road: bool
    hazard_class: int | None = Field(description="Hazard class allowed, 1 (highest) to 5.")


class PlotPage(Page):
    """A page of plots."""

    items: list[PlotRow]


class ZoneFilters(Searching, InArea):
    """Filters of zones."""

    kind: ZoneKind | None = Field(None, description="`special`, `industrial` or `park`.")


class PlotFilters(Searching):
    """Filters of plots."""

    state: PlotState | None = Field(None, description="Whether it can be had, such as `open`.")


def zone_rows(reader: User | None) -> QuerySet[Zone]:
    """Zones with what a row shows."""
    return seen(Zone, reader).select_related("area", "office").prefetch_related(linked("manager", Organisation, reader))


@router.get("/zones", response=ZonePage, operation_id="list_zones", summary="Zones")
def zones(request: HttpRequest, wanted: Query[ZoneFilters]) -> Any:
    """Zones and small industrial parks."""
    rows = matching(in_area(zone_rows(reader_of(request)), wanted), kind=wanted.kind)
    return page_of(request, listed(rows, wanted, sample="office__is_sample"), wanted)


@router.get("/zones/{slug}", response=ZoneRow, operation_id="get_zone", summary="A zone")
def zone(request: HttpRequest, slug: Path[Slug]) -> Any:
    """One zone by its address."""
    return one(zone_rows(reader_of(request)), slug=slug)


@router.get("/zones/{slug}/plots", response=PlotPage, operation_id="list_plots", summary="Plots of a zone")
def plots(request: HttpRequest, slug: Path[Slug], wanted: Query[PlotFilters]) -> Any:
    """The plots of a zone with their states."""
    reader = reader_of(request)
    rows = seen(Plot, reader).filter(zone=one(zone_rows(reader), slug=slug)).select_related("zone__office")
    return page_of(
        request, listed(matching(rows, state=wanted.state), wanted, sample="zone__office__is_sample"), wanted
    )

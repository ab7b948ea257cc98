"""Areas."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router

from kelisim.api.listing import Searching, listed, matching, one, page_of, reader_of, seen
from kelisim.api.rows import Page, Row
from kelisim.api.values import AreaCode, Code, Texts
from kelisim.common.models import Area, AreaKind

router = Router(tags=["Areas"])


class AreaRow(Row):
    """A country, a region or a district."""

    code: str = Field(description="ISO 3166; a district has its region's code and its KATO.")
    kato: str = Field(description="Code of the classifier of Kazakhstan, or empty.")
    kind: AreaKind
    parent: Code | None = Field(description="Code of the place of which this is a part.")
    name: Texts
    centre: Texts


class AreaPage(Page):
    """A page of areas."""

    items: list[AreaRow]


class AreaFilters(Searching):
    """Filters of areas."""

    kind: AreaKind | None = Field(None, description="`country`, `region` or `district`.")
    parent: AreaCode | None = Field(None, description="Parts of this place: an ISO 3166 code such as KZ.")


@router.get("/areas", response=AreaPage, operation_id="list_areas", summary="Areas")
def areas(request: HttpRequest, wanted: Query[AreaFilters]) -> Any:
    """Countries, regions and districts by ISO code."""
    rows = seen(Area, reader_of(request)).select_related("parent")
    rows = matching(rows, kind=wanted.kind, parent__code=wanted.parent)
    return page_of(request, listed(rows, wanted, sample="is_sample"), wanted)


@router.get("/areas/{code}", response=AreaRow, operation_id="get_area", summary="An area")
def area(request: HttpRequest, code: Path[AreaCode]) -> Any:
    """One area by its code, such as KZ-61."""
    return one(seen(Area, reader_of(request)).select_related("parent"), code=code)

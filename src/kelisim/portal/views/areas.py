"""Regions and partner countries."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Case, Count, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import deals
from kelisim.common import formats
from kelisim.common.charts import Chart, Point, bars
from kelisim.common.models import Area, AreaKind
from kelisim.indicators.models import Observation, Target
from kelisim.overview import countries as country_queries
from kelisim.overview import regions as region_queries
from kelisim.overview.figures import Said
from kelisim.overview.naming import STAGED
from kelisim.portal import lists
from kelisim.portal.links import said_href
from kelisim.portal.lists import Column, Listing
from kelisim.projects.models import Project
from kelisim.zones.models import Zone

GROUPS = {
    "trade": gettext_lazy("Trade"),
    "inward": gettext_lazy("Investment from this country"),
    "outward": gettext_lazy("Investment into this country"),
    "rest": gettext_lazy("Projects, papers, enterprises"),
}


def regions(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _regions())


def export_regions(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _regions(), kind)


def region(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(code, AreaKind.REGION, AreaKind.DISTRICT)
    if area.code != code:
        return redirect("portal:region", area.code)
    page = region_queries.region_page(area)
    return render(
        request, "portal/region.html", {"region": page, "area": area, "pool_chart": pool_chart(page.pool, area)}
    )


def countries(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _countries())


def export_countries(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _countries(), kind)


def country(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(code, AreaKind.COUNTRY)
    if area.code != code:
        return redirect("portal:country", area.code)
    page = country_queries.country_page(area)
    groups = [(name, GROUPS[name], own) for name, own in page.groups]
    return render(request, "portal/country.html", {"country": page, "area": area, "groups": groups})


def _area(code: str, *kinds: str) -> Area:
    area = Area.objects.published().filter(code=code.upper(), kind__in=kinds).select_related("parent").first()
    if area is None:
        raise Http404
    return area


def pool_chart(steps: list[region_queries.PoolStep], area: Area) -> Chart | None:
    """From the pool to a launch: projects as the texts state them, else as the rows add up."""
    points = [_point(step, area) for step in steps]
    if len(points) < 2:
        return None
    return bars(points, caption=_("From the pool to a launch"), unit=_("projects"), label_head=_("Step"))


def _point(step: region_queries.PoolStep, area: Area) -> Point:
    label = str(STAGED["project_count", step.stage])
    if step.said is None:
        rows = f"{reverse('portal:projects')}?area={area.code}"
        return Point(label, step.rows.projects, formats.number(step.rows.projects), href=rows)
    return Point(label, step.said.value, formats.number(step.said.value), href=_href(step.said))


def _href(said: Said) -> str:
    return said_href(said, here=True)


def _count_of(*models: Any) -> Case:
    """How many published rows each region has with all its parts; each table is counted once, not once a region."""
    counts: Counter[int] = Counter()
    for model in models:
        found = model.objects.published()
        found = deals(found) if model is Agreement else found
        rows = found.filter(area__isnull=False).order_by().values("area", "area__parent")
        for row in rows.annotate(count=Count("pk")):
            counts.update({place: row["count"] for place in (row["area"], row["area__parent"]) if place})
    return Case(*(When(pk=pk, then=Value(count)) for pk, count in counts.items()), default=Value(0))


def _region_page(area: Area) -> str:
    return reverse("portal:region", args=[area.code])


def _rows_of(name: str) -> Any:
    return lambda area: f"{reverse(f'portal:{name}')}?area={area.code}"


REGION_COLUMNS = (
    Column("name", gettext_lazy("Region"), "area", get=lambda row: row, sort="name", href=_region_page),
    Column("code", gettext_lazy("Code"), sort="code"),
    Column("figures", gettext_lazy("Figures"), "number", "figure_count", sort="figure_count",
           href=lambda row: f"{_region_page(row)}#all"),
    Column("projects", gettext_lazy("Projects"), "number", "project_count", sort="project_count", href=_rows_of("projects")),
    Column("agreements", gettext_lazy("Agreements"), "number", "agreement_count", sort="agreement_count",
           href=_rows_of("agreements")),
    Column("zones", gettext_lazy("Zones"), "number", "zone_count", sort="zone_count", href=_rows_of("zones")),
    Column("sample", gettext_lazy("Sample"), "yes", "is_sample", is_shown=False),
)  # fmt: skip
COUNTRY_COLUMNS = (
    Column("name", gettext_lazy("Country"), "area", get=lambda row: row, sort="name",
           href=lambda row: reverse("portal:country", args=[row.code])),
    Column("code", gettext_lazy("Code"), sort="code"),
    Column("known", gettext_lazy("Figures published"), "yes", "is_known", sort="is_known"),
)  # fmt: skip


def _regions() -> Listing:
    counts = {"project": [Project], "agreement": [Agreement], "zone": [Zone], "figure": [Observation, Target]}
    rows = region_queries.regions().annotate(**{f"{name}_count": _count_of(*own) for name, own in counts.items()})
    return Listing(
        name="regions",
        title=_("Regions"),
        lede=_("The 20 regions of Kazakhstan: what is published of each, and a sample region that shows the product at work."),
        rows=rows,
        columns=REGION_COLUMNS,
        order="name",
        icon="pin",
    )  # fmt: skip


def _countries() -> Listing:
    return Listing(
        name="countries",
        title=_("Partner countries"),
        lede=_("Trade, investment both ways, papers, joint ventures, events: all that is published of a country."),
        rows=country_queries.countries(),
        columns=COUNTRY_COLUMNS,
        order="-known",
        icon="globe",
    )

"""Regions and partner countries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common import formats
from kelisim.common.charts import Chart, Point, bars
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import area_name
from kelisim.overview import countries as country_queries
from kelisim.overview import regions as region_queries
from kelisim.overview.figures import Said
from kelisim.overview.naming import STAGED
from kelisim.portal import lists
from kelisim.portal.links import said_href
from kelisim.portal.lists import Column, Listing

PUBLIC = Q(published_at__isnull=False, archived_at__isnull=True)
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


def _counted(relation: str) -> Any:
    public = {f"{relation}__published_at__isnull": False, f"{relation}__archived_at__isnull": True}
    return Count(relation, filter=Q(**public), distinct=True)


def _regions() -> Listing:
    rows = region_queries.regions().annotate(
        project_count=_counted("projects"), agreement_count=_counted("agreements"), zone_count=_counted("zones"),
        figure_count=_counted("observations") + _counted("targets"),
    )  # fmt: skip
    return Listing(
        name="regions",
        title=_("Regions"),
        lede=_("The 20 regions of Kazakhstan: what is published of each, and a sample region that shows the product at work."),
        rows=rows,
        sort="name",
        icon="pin",
        columns=[
            Column("name", _("Region"), area_name, sort=lambda: lists.by_text("name")),
            Column("code", _("Code"), lambda row: row.code, sort=lambda: F("code")),
            Column("figures", _("Figures"), lambda row: row.figure_count, sort=lambda: F("figure_count"), is_number=True),
            Column("projects", _("Projects"), lambda row: row.project_count, sort=lambda: F("project_count"), is_number=True),
            Column("agreements", _("Agreements"), lambda row: row.agreement_count, sort=lambda: F("agreement_count"), is_number=True),
            Column("zones", _("Zones"), lambda row: row.zone_count, sort=lambda: F("zone_count"), is_number=True),
            Column("sample", _("Sample"), lambda row: int(row.is_sample), is_shown=False),
        ],
    )  # fmt: skip


def _countries() -> Listing:
    return Listing(
        name="countries",
        title=_("Partner countries"),
        lede=_("Trade, investment both ways, papers, joint ventures, events: all that is published of a country."),
        rows=country_queries.countries(),
        sort="-known",
        icon="globe",
        columns=[
            Column("name", _("Country"), area_name, sort=lambda: lists.by_text("name")),
            Column("code", _("Code"), lambda row: row.code, sort=lambda: F("code")),
            Column("known", _("Figures published"), lambda row: int(row.is_known), sort=lambda: F("is_known")),
        ],
    )

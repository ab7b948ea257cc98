"""Indicators and their series."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common import formats
from kelisim.common.charts import Chart, Point, lines
from kelisim.common.exports import as_file
from kelisim.common.templatetags.kelisim import area_name
from kelisim.indicators.models import Indicator
from kelisim.overview.figures import Said
from kelisim.overview.naming import indicator_name, thing_name
from kelisim.overview.series import indicators_with_figures, series_of
from kelisim.portal import lists
from kelisim.portal.links import quote_href
from kelisim.portal.lists import Column, Listing

FIGURE_HEADS = (
    "indicator", "area", "partner", "sector", "start", "end", "value", "unit", "bound", "status", "stage", "reporter",
    "vintage", "sources", "sample", "public_id",
)  # fmt: skip


def indicators(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _indicators())


def export_indicators(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _indicators(), kind)


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    found = _indicator(code)
    if found.code != code:
        return redirect("portal:indicator", found.code)
    is_sample = request.GET.get("rows") == "sample"
    area, partner = request.GET.get("area", "").upper(), request.GET.get("partner", "").upper()
    figures = series_of(found, area=area, partner=partner, is_sample=is_sample)
    context = {
        "indicator": found,
        "figures": list(reversed(figures)),
        "charts": charts_of(figures),
        "area_code": area,
        "partner_code": partner,
        "is_sample": is_sample,
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/indicator.html", context)


def series(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The series as a file: csv, xlsx or json."""
    found = _indicator(code)
    is_sample = request.GET.get("rows") == "sample"
    figures = series_of(
        found,
        area=request.GET.get("area", "").upper(),
        partner=request.GET.get("partner", "").upper(),
        is_sample=is_sample,
    )
    table = [figure_cells(request, said) for said in figures]
    if kind == "json":
        rows = [dict(zip(FIGURE_HEADS, row, strict=True)) for row in table]
        return JsonResponse(
            {"indicator": found.code, "name": found.name, "rows": rows}, json_dumps_params={"ensure_ascii": False}
        )
    return as_file([FIGURE_HEADS, *table], name=found.code, form=kind)


def _indicator(code: str) -> Indicator:
    found = Indicator.objects.published().filter(code__iexact=code).first()
    if found is None:
        raise Http404
    return found


def figure_cells(request: HttpRequest, said: Said) -> list[str]:
    record = said.record
    hrefs = [request.build_absolute_uri(quote_href(quote)) for quote in said.quotes if quote_href(quote)]
    days = [day.isoformat() if day else "" for day in (record.start, record.end, record.vintage)]
    return [
        record.indicator.code, record.area.code if record.area else "", record.partner.code if record.partner else "",
        record.sector, days[0], days[1], plain(record.value), record.unit, record.bound, str(record.status), record.stage,
        record.reporter.name if record.reporter else "", days[2], " ".join(hrefs), str(int(record.is_sample)), str(record.public_id),
    ]  # fmt: skip


def plain(value: Decimal) -> str:
    """All digits without an exponent."""
    return f"{value.normalize():f}"


def charts_of(figures: list[Said]) -> list[Chart]:
    """A chart for every thing with two periods or more: one area, partner, stage and unit each."""
    groups: dict[tuple[Any, ...], dict[tuple[Any, ...], Said]] = defaultdict(dict)
    for said in figures:
        record = said.record
        if record.end is not None:
            groups[record.area, record.partner, record.stage, record.unit][record.end, said.is_target] = said
    return [_chart(own) for own in groups.values() if len({end for end, _is_target in own}) > 1][:4]


def _chart(own: dict[tuple[Any, ...], Said]) -> Chart:
    first = next(iter(own.values())).record
    names = [thing_name(first), *(area_name(place) for place in (first.area, first.partner) if place)]
    has_plans = len({is_target for _end, is_target in own}) > 1
    points = [_point(said, has_plans) for _when, said in sorted(own.items(), key=lambda one: one[0])]
    return lines(points, caption=" · ".join(names), unit=formats.unit_name(first.unit), label_head=_("Period"))


def _point(said: Said, has_plans: bool) -> Point:
    record = said.record
    series_name = (_("plan") if said.is_target else _("actual")) if has_plans else ""
    href = next((quote_href(quote) for quote in said.quotes if quote_href(quote)), "")
    written = formats.quantity(said.value, record.unit)
    return Point(formats.period(record.start, record.end), said.value, written, series=series_name, href=href)


def _rows(indicator: Indicator) -> str:
    return f"{reverse('portal:indicator', args=[indicator.code])}#all"


COLUMNS = (
    Column("name", gettext_lazy("Indicator"), "name", indicator_name, sort="code",
           href=lambda row: reverse("portal:indicator", args=[row.code])),
    Column("figures", gettext_lazy("Figures"), "number", "observation_count", sort="observation_count", href=_rows),
    Column("targets", gettext_lazy("Plans"), "number", "target_count", sort="target_count", href=_rows),
    Column("code", gettext_lazy("Code"), sort="code"),
    Column("measure", gettext_lazy("Measure"), is_shown=False),
)  # fmt: skip


def _indicators() -> Listing:
    return Listing(
        name="indicators",
        title=_("Indicators"),
        lede=_("What is measured, how it is defined, and how many figures of it are published."),
        rows=indicators_with_figures(),
        columns=COLUMNS,
        order="-figures",
        icon="chart",
        empty=_("Figures appear here when claims of articles are accepted or statistics are loaded."),
    )

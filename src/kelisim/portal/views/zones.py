"""Zones: the plan of plots, utilities against the claims on them, tariffs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.overview.quotes import quote_of_source
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing, SampleFilters
from kelisim.portal.plan import plan_of
from kelisim.portal.views.projects import ANY, area_choices
from kelisim.zones.models import (
    Building,
    Plot,
    PlotState,
    Resident,
    Tariff,
    Utility,
    UtilityClaim,
    UtilityKind,
    Zone,
    ZoneKind,
)

LIVING_PLOT = Q(plots__archived_at__isnull=True)


class ZoneFilters(SampleFilters):
    """What a reader narrows zones by."""

    area = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *ZoneKind.choices])
    open = forms.BooleanField(label=gettext_lazy("With open plots"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].choices = area_choices()

    def narrow(self, rows: QuerySet[Zone], values: dict[str, Any]) -> QuerySet[Zone]:
        named = {"area__code": "area", "kind": "kind"}
        rows = (
            super()
            .narrow(rows, values)
            .filter(**{path: values[name] for path, name in named.items() if values.get(name)})
        )
        return rows.filter(open_count__gt=0) if values.get("open") else rows


@dataclass(frozen=True, slots=True)
class Load:
    """A utility: what is connected on a day, and the sum of the claims on it (not who claims)."""

    kind: UtilityKind
    capacity: Decimal
    claimed: Decimal

    @property
    def left(self) -> Decimal:
        return self.capacity - self.claimed

    @property
    def share(self) -> Decimal:
        return min(self.claimed / self.capacity, Decimal(1)) if self.capacity else Decimal(1)


def zones(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _zones())


def export_zones(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _zones(), kind)


def zone(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Zone.objects.published().select_related("office", "area", "manager", "source"), slug=slug)
    plots = list(Plot.objects.published().filter(zone=found).order_by("number"))
    plots.sort(key=lambda plot: (len(plot.number), plot.number))
    context = {
        "zone": found,
        "plots": plots,
        "plan": plan_of(plots),
        "open_count": sum(plot.state == PlotState.OPEN for plot in plots),
        "buildings": Building.objects.published().filter(zone=found),
        "loads": loads_of(found),
        "tariffs": Tariff.objects.published().filter(zone=found).select_related("source"),
        "residents": Resident.objects.published().filter(zone=found).select_related("organisation"),
        "quote": quote_of_source(found.source) if found.source else None,
        "today": timezone.localdate(),
    }
    return render(request, "portal/zone.html", context)


def loads_of(zone: Zone) -> list[Load]:
    """Capacity and claims today, a kind of utility each."""
    today = timezone.localdate()
    now = (Q(start__isnull=True) | Q(start__lte=today)) & (Q(end__isnull=True) | Q(end__gte=today))
    capacity = _sums(Utility.objects.filter(now, zone=zone), "capacity")
    claimed = _sums(UtilityClaim.objects.filter(Q(end__isnull=True) | Q(end__gte=today), zone=zone), "amount")
    return [Load(kind, capacity[kind], claimed.get(kind, Decimal(0))) for kind in UtilityKind if kind in capacity]


def _sums(rows: QuerySet[Any], field: str) -> dict[str, Decimal]:
    return {row["kind"]: row["total"] for row in rows.order_by().values("kind").annotate(total=Sum(field))}


def _zones() -> Listing:
    open_plots = LIVING_PLOT & Q(plots__state=PlotState.OPEN)
    rows = Zone.objects.published().select_related("office", "area").annotate(
        plot_count=Count("plots", filter=LIVING_PLOT, distinct=True), open_count=Count("plots", filter=open_plots, distinct=True)
    )  # fmt: skip
    return Listing(
        name="zones",
        title=_("Zones"),
        lede=_(
            "Special economic zones, industrial zones and small industrial parks, with the plots that are open now."
        ),
        rows=rows,
        filters=ZoneFilters,
        sort="name",
        icon="plots",
        empty=_("A zone appears here when its office publishes it, with its plots, utilities and tariffs."),
        columns=[
            Column("name", _("Zone"), lambda row: tr_text(row.name), sort=lambda: lists.by_text("name")),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=lambda: F("kind")),
            Column("area", _("Region"), lambda row: area_name(row.area), sort=lambda: F("area__code")),
            Column(
                "hectares", _("Hectares"), lambda row: row.hectares and f"{row.hectares.normalize():f}", is_number=True
            ),
            Column("plots", _("Plots"), lambda row: row.plot_count, sort=lambda: F("plot_count"), is_number=True),
            Column("open", _("Open"), lambda row: row.open_count, sort=lambda: F("open_count"), is_number=True),
            Column("slug", _("Page"), lambda row: row.slug, is_shown=False),
            Column("sample", _("Sample"), lambda row: int(row.is_sample), is_shown=False),
        ],
    )

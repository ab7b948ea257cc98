"""Zones: the plan of plots, utilities against the claims on them, tariffs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common.columns import choice
from kelisim.common.filters import by_choice
from kelisim.overview.quotes import quote_of_source
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing
from kelisim.portal.plan import plan_of
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


FILTERS = (
    lists.by_region(),
    by_choice("kind", gettext_lazy("Kind"), ZoneKind.choices),
    lists.if_ticked("open", gettext_lazy("With open plots"), lambda rows: rows.filter(open_count__gt=0)),
    lists.by_sample(),
)


def _page(zone: Zone) -> str:
    return reverse("portal:zone", args=[zone.slug])


def _plan(zone: Zone) -> str:
    return f"{_page(zone)}#plan"


COLUMNS = (
    Column("name", gettext_lazy("Zone"), "translated", sort="name", href=_page),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
    Column("area", gettext_lazy("Region"), "area", sort="area__name"),
    Column("hectares", gettext_lazy("Hectares"), "number", sort="hectares", href=lambda row: f"{_page(row)}#source", mark="hand"),
    Column("plots", gettext_lazy("Plots"), "number", "plot_count", sort="plot_count", href=_plan),
    Column("open", gettext_lazy("Open"), "number", "open_count", sort="open_count", href=_plan),
    Column("slug", gettext_lazy("Page"), is_shown=False),
    Column("sample", gettext_lazy("Sample"), "yes", "is_sample", is_shown=False),
)  # fmt: skip


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
        columns=COLUMNS,
        filters=FILTERS,
        order="name",
        icon="plots",
        empty=_("A zone appears here when its office publishes it, with its plots, utilities and tariffs."),
    )

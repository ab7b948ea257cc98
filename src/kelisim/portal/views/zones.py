"""Zones: the plan of plots, utilities against the claims on them, tariffs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common.columns import choice
from kelisim.common.filters import by_choice
from kelisim.common.naming import read_names
from kelisim.overview.quotes import quote_of_source
from kelisim.portal import lists
from kelisim.portal.balance import balance_chart
from kelisim.portal.forms import NeedForm
from kelisim.portal.lists import Column, Listing
from kelisim.portal.plan import plan_of
from kelisim.portal.views.plots import matches_in
from kelisim.portal.visits import visits_to
from kelisim.zones.models import (
    Application,
    ApplicationState,
    Building,
    Plot,
    PlotState,
    Resident,
    Tariff,
    TariffKind,
    UtilityKind,
    Zone,
    ZoneKind,
)
from kelisim.zones.queries import Balance, balances, tariffs_on

SHOWN = 20
LIVING_PLOT = Q(plots__archived_at__isnull=True)


SETTLED = (ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN)
TERMS = (TariffKind.LEASE_LAND, TariffKind.BUY_LAND, TariffKind.POWER)
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


def zones(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _zones())


def export_zones(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _zones(), kind)


def zone(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Zone.objects.published().select_related("office", "area", "manager", "source"), slug=slug)
    plots = list(Plot.objects.published().filter(zone=found))
    plots.sort(key=lambda plot: (len(plot.number), plot.number))
    buildings = list(Building.objects.published().filter(zone=found).select_related("plot"))
    form = NeedForm(request.GET)
    utilities = {UtilityKind(kind): own for (_zone, kind), own in balances([found], form.days).items()}
    state = request.GET.get("state", "")
    residents = list(Resident.objects.published().filter(zone=found).select_related("organisation"))
    read_names(resident.organisation for resident in residents)
    context = {
        "zone": found,
        "plots": plots,
        "rows": [plot for plot in plots if plot.state == state] if state in PlotState.values else plots,
        "state": PlotState(state).label if state in PlotState.values else "",
        "plan": plan_of(plots),
        "open_count": sum(plot.state == PlotState.OPEN for plot in plots),
        "card": card_of(found, plots, request.GET.get("plot", "")),
        "buildings": buildings,
        **utilities_of(utilities, request.GET.get("utility", "")),
        "tariffs": Tariff.objects.published().filter(zone=found).select_related("source"),
        "residents": residents,
        "visits": visits_to(found)[:SHOWN],
        "quote": quote_of_source(found.source) if found.source else None,
        "today": timezone.localdate(),
        "form": form,
        "matches": matches_in(form, [found], plots, buildings),
    }
    return render(request, "portal/zone.html", context)


def card_of(zone: Zone, plots: list[Plot], number: str) -> dict[str, Any] | None:
    """One plot with its terms: the chosen one, else the largest that is open."""
    chosen = next((plot for plot in plots if plot.number == number), None)
    plot = chosen or max(
        (plot for plot in plots if plot.state == PlotState.OPEN), key=lambda one: one.hectares, default=None
    )
    if plot is None:
        return None
    waiting = Application.objects.filter(plot=plot).exclude(state__in=SETTLED).count()
    terms = tariffs_on(zone, timezone.localdate()).filter(kind__in=TERMS)
    return {
        "plot": plot,
        "hectares": round(plot.hectares, 2),
        "is_open": plot.state == PlotState.OPEN,
        "applications": waiting,
        "terms": terms,
    }


def utilities_of(utilities: dict[UtilityKind, list[Balance]], wanted: str) -> dict[str, Any]:
    """What stands now of each utility, and the quarters of the chosen one, else of the first."""
    kinds = [kind for kind in UtilityKind if kind in utilities]
    chosen = next((kind for kind in kinds if kind == wanted), next(iter(kinds), None))
    return {
        "loads": [(kind, utilities[kind][0], share_of(utilities[kind][0])) for kind in kinds],
        "balance": balance_chart(chosen, utilities[chosen]) if chosen else None,
        "utility_tabs": [(kind, str(kind.label).partition(", ")[0], kind == chosen) for kind in kinds],
    }


def share_of(one: Balance) -> Decimal:
    """How much of what is connected is wanted; never more than all of it."""
    return min(one.wanted / one.connected, Decimal(1)) if one.connected else Decimal(1)


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

"""Reads on zones that assemble something for a page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from kelisim.accounts.models import User
from kelisim.zones.models import Application, Building, Plot, PlotState, Resident, Tariff, Utility, Zone


def zones_for_list(user: User | None) -> QuerySet[Zone]:
    """Zones that `user` may see, with what a row of a list shows; archived ones too."""
    living = Q(plots__archived_at__isnull=True)
    rows = Zone.everything.visible_to(user).select_related("office", "area", "manager")
    return rows.annotate(
        plot_count=Count("plots", filter=living, distinct=True),
        open_plot_count=Count("plots", filter=living & Q(plots__state=PlotState.OPEN), distinct=True),
    )


def plots_for_list(user: User | None) -> QuerySet[Plot]:
    """Plots that `user` may see, with what a row of a list shows; archived ones too."""
    return Plot.everything.visible_to(user).select_related("zone__office", "zone__area")


def buildings_for_list(user: User | None) -> QuerySet[Building]:
    """Buildings that `user` may see, with what a row of a list shows; archived ones too."""
    return Building.everything.visible_to(user).select_related("zone__office", "plot")


def residents_for_list(user: User | None) -> QuerySet[Resident]:
    """Residents that `user` may see, with what a row of a list shows; archived ones too."""
    rows = Resident.everything.visible_to(user).select_related("zone__office", "organisation")
    return rows.prefetch_related("plots")


def applications_for_list(user: User | None) -> QuerySet[Application]:
    """Applications that `user` may see, with what a row of a list shows; archived ones too."""
    return Application.everything.visible_to(user).select_related("zone__office", "organisation", "plot")


def holding_on(day: date) -> Q:
    """Rows with a period that holds on a day."""
    return (Q(start__isnull=True) | Q(start__lte=day)) & (Q(end__isnull=True) | Q(end__gte=day))


def tariffs_on(zone: Zone, day: date) -> QuerySet[Tariff]:
    """Prices of a zone that hold on a day."""
    return Tariff.objects.filter(holding_on(day), zone=zone).select_related("source")


def capacities_on(zone: Zone, day: date) -> QuerySet[Utility]:
    """Utilities of a zone as they stand on a day."""
    return Utility.objects.filter(holding_on(day), zone=zone)


def hectares_by_state(zone: Zone) -> dict[str, tuple[int, Decimal]]:
    """For each state, how many plots of a zone there are and their hectares."""
    rows = (
        Plot.objects.filter(zone=zone)
        .order_by("state")
        .values("state")
        .annotate(number=Count("pk"), total=Sum("hectares"))
    )
    return {row["state"]: (row["number"], row["total"]) for row in rows}

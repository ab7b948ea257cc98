"""Reads on zones that assemble something for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from kelisim.accounts.models import User
from kelisim.zones.models import Application, Building, Plot, PlotState, Resident, Tariff, Utility, UtilityClaim, Zone


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


@dataclass(frozen=True, slots=True)
class Balance:
    """A utility of a zone on a day: what is connected, what is contracted and what is only claimed."""

    day: date
    connected: Decimal
    firm: Decimal
    claimed: Decimal

    @property
    def wanted(self) -> Decimal:
        return self.firm + self.claimed

    @property
    def left(self) -> Decimal:
        return self.connected - self.wanted


def balances(zones: Iterable[Zone], days: Sequence[date]) -> dict[tuple[int, str], list[Balance]]:
    """For each zone and each utility that it has, the balance on each of the days; two queries for any number of zones."""
    ids = [zone.pk for zone in zones]
    capacities: dict[tuple[int, str], list[Utility]] = defaultdict(list)
    for utility in Utility.objects.filter(zone__in=ids):
        capacities[utility.zone_id, utility.kind].append(utility)
    claims: dict[tuple[int, str], list[UtilityClaim]] = defaultdict(list)
    for claim in UtilityClaim.objects.filter(zone__in=ids):
        claims[claim.zone_id, claim.kind].append(claim)
    return {key: [_balance(own, claims[key], day) for day in days] for key, own in capacities.items()}


def _balance(capacities: list[Utility], claims: list[UtilityClaim], day: date) -> Balance:
    holding = [claim for claim in claims if _holds(claim, day)]
    return Balance(
        day,
        sum((one.capacity for one in capacities if _holds(one, day)), Decimal(0)),
        sum((one.amount for one in holding if one.is_firm), Decimal(0)),
        sum((one.amount for one in holding if not one.is_firm), Decimal(0)),
    )


def _holds(row: Utility | UtilityClaim, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or row.end >= day)


def quarter_ends(first: date, number: int) -> list[date]:
    """The last days of so many quarters, from the one in which `first` lies."""
    months = [first.year * 12 + (first.month - 1) // 3 * 3 + 3 * (place + 1) for place in range(number)]
    return [date(month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in months]

"""Find a plot: what a plant needs against every open plot, and why the others do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kelisim.common import formats
from kelisim.engines.matching.match import BUILDING, LAND, RAIL, Lack, Match, match
from kelisim.engines.matching.need import Offer
from kelisim.portal.forms import NeedForm
from kelisim.zones.models import Building, Plot, PlotState, UtilityKind, Zone
from kelisim.zones.queries import Balance, balances


@dataclass(frozen=True, slots=True)
class Fit:
    """A plot with what the engine says of it."""

    plot: Plot
    found: Match

    @property
    def fits(self) -> bool:
        return self.found.fits

    @property
    def words(self) -> str:
        """Since when it fits, or what it lacks."""
        if self.found.lacks:
            return "; ".join(lack_words(lack) for lack in self.found.lacks)
        size = formats.quantity(round(self.plot.hectares, 2), "hectare")
        if self.found.since is None:
            return size
        quarter = formats.quarter(self.found.since.year, (self.found.since.month - 1) // 3 + 1)
        return _("%(size)s, from %(quarter)s on") % {"size": size, "quarter": quarter}


def find_plot(request: HttpRequest) -> HttpResponse:
    """All published zones."""
    form = NeedForm(request.GET)
    plots = list(_open_plots().select_related("zone__area", "zone__office"))
    zones = {plot.zone_id: plot.zone for plot in plots}
    buildings = list(Building.objects.published().filter(zone__in=zones, state=PlotState.OPEN))
    fits = matches_in(form, zones.values(), plots, buildings)
    context = {
        "form": form,
        "total": len(plots),
        "zone_count": len(zones),
        "fitting": [fit for fit in fits or [] if fit.fits],
        "others": by_zone([fit for fit in fits or [] if not fit.fits]),
        "is_asked": fits is not None,
    }
    return render(request, "portal/plots.html", context)


def _open_plots() -> Any:
    return Plot.objects.published().filter(state=PlotState.OPEN)


def by_zone(fits: list[Fit]) -> list[tuple[Zone, list[Fit]]]:
    """The same, zone by zone."""
    ordered = sorted(fits, key=lambda fit: fit.plot.zone_id)
    return [
        (own[0].plot.zone, own)
        for _zone, group in groupby(ordered, key=lambda fit: fit.plot.zone_id)
        if (own := list(group))
    ]


def matches_in(
    form: NeedForm, zones: Iterable[Zone], plots: Sequence[Plot], buildings: Sequence[Building]
) -> list[Fit] | None:
    """The open ones of `plots` against the form; None where nothing sound was asked."""
    if not form.is_valid():
        return None
    free = balances(zones, form.days)
    built = {one.plot_id for one in buildings if one.state == PlotState.OPEN}
    offers = {f"{plot.zone_id}/{plot.number}": plot for plot in plots if plot.state == PlotState.OPEN}
    found = match(form.need(), (_offer(key, plot, free, plot.pk in built) for key, plot in offers.items()))
    return [Fit(offers[one.offer.key], one) for one in found]


def _offer(key: str, plot: Plot, free: dict[tuple[int, str], list[Balance]], is_built: bool) -> Offer:
    left = {kind: [(one.day, one.left) for one in free.get((plot.zone_id, kind), ())] for kind in UtilityKind.values}
    return Offer(key, plot.hectares, plot.has_rail, is_built, left)


def lack_words(lack: Lack) -> str:
    """What is missing, with both numbers."""
    if lack.what == RAIL:
        return _("no rail spur")
    if lack.what == BUILDING:
        return _("no ready building")
    numbers = {"has": formats.number(lack.has or 0), "needs": formats.number(lack.needs or 0)}
    if lack.what == LAND:
        return _("too small: %(has)s of %(needs)s ha") % numbers
    name, _comma, unit = str(UtilityKind(lack.what).label).partition(", ")
    return _("%(name)s: %(has)s of %(needs)s %(unit)s free by then") % {"name": name, "unit": unit, **numbers}

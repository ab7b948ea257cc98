"""Holds every offer against a need: what it lacks, each lack with both numbers, and since when it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kelisim.engines.matching.need import Need, Offer

LAND, RAIL, BUILDING = "land", "rail", "building"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a plot lacks: `land`, `rail`, `building` or a utility, with what it has and what is needed."""

    what: str
    has: Decimal | None = None
    needs: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An offer with what it lacks; without a lack it fits, from `since` on."""

    offer: Offer
    lacks: tuple[Lack, ...]
    since: date | None = None

    @property
    def fits(self) -> bool:
        return not self.lacks


def match(need: Need, offers: Iterable[Offer]) -> list[Match]:
    """What fits first, the smallest sufficient plot before larger ones; then what lacks least."""
    found = [_match(need, offer) for offer in offers]
    return sorted(found, key=lambda one: (len(one.lacks), one.offer.hectares, one.offer.key))


def _match(need: Need, offer: Offer) -> Match:
    since = {kind: since_when(offer.free.get(kind, ()), amount) for kind, amount in need.utilities.items()}
    late = [kind for kind, day in since.items() if day is None or day > need.by]
    lacks = [
        *([Lack(LAND, offer.hectares, need.hectares)] if need.hectares and offer.hectares < need.hectares else []),
        *([Lack(RAIL)] if need.has_rail and not offer.has_rail else []),
        *([Lack(BUILDING)] if need.has_building and not offer.has_building else []),
        *(Lack(kind, free_on(offer.free.get(kind, ()), need.by), need.utilities[kind]) for kind in late),
    ]
    days = [day for day in since.values() if day]
    return Match(offer, tuple(lacks), max(days, default=None))


def since_when(free: Sequence[tuple[date, Decimal]], amount: Decimal) -> date | None:
    """The first day from which so much stays free until the last day that is known."""
    found = None
    for day, left in reversed(free):
        if left < amount:
            break
        found = day
    return found


def free_on(free: Sequence[tuple[date, Decimal]], day: date) -> Decimal:
    """What is free on the last known day up to `day`; never less than nothing."""
    known = [left for on, left in free if on <= day] or [left for _on, left in free[:1]]
    return max(known[-1], Decimal(0)) if known else Decimal(0)

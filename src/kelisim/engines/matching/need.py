"""What a plant needs of a plot, and what a plot offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Need:
    """Land in hectares, utilities in their units by kind, needed on a day; nothing asked for is nothing missed."""

    by: date
    hectares: Decimal | None = None
    utilities: Mapping[str, Decimal] = field(default_factory=dict)
    has_rail: bool = False
    has_building: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A plot: `free` tells for each utility how much of it nobody claims on some days, in their order."""

    key: str
    hectares: Decimal
    has_rail: bool = False
    has_building: bool = False
    free: Mapping[str, Sequence[tuple[date, Decimal]]] = field(default_factory=dict)

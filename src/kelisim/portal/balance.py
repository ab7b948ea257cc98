"""Utilities against the claims on them, quarter by quarter, as a drawing and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kelisim.common import formats
from kelisim.zones.models import UtilityKind
from kelisim.zones.queries import Balance

BASE, TOP, LEFT, STEP, WIDTH = 190, 34, 40, 58, 42


@dataclass(frozen=True, slots=True)
class Bar:
    """A quarter: heights of what is contracted, claimed within the connected, and claimed beyond it."""

    x: int
    quarter: str
    year: str
    balance: Balance
    firm_y: int
    firm: int
    claimed_y: int
    claimed: int
    beyond_y: int
    beyond: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Label:
    """What is connected from a quarter on."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class BalanceChart:
    """One utility over the quarters."""

    kind: UtilityKind
    unit: str
    title: str
    bars: list[Bar]
    ticks: list[Label]
    line: str
    labels: list[Label]

    @property
    def width(self) -> int:
        return LEFT + STEP * len(self.bars)


def balance_chart(kind: UtilityKind, balances: Sequence[Balance]) -> BalanceChart:
    """The drawing; the scale ends at a round number above everything."""
    name, _comma, unit = str(kind.label).partition(", ")
    top = _round_up(max((max(one.connected, one.wanted) for one in balances), default=Decimal(1)) or Decimal(1))
    bars = [_bar(place, one, top, is_first=not place) for place, one in enumerate(balances)]
    ticks = [Label(LEFT - 8, _y(value, top), formats.number(value)) for value in (Decimal(0), top / 2, top)]
    return BalanceChart(
        kind, unit, _title(name, unit, balances), bars, ticks, _line(balances, top), _labels(unit, balances, top)
    )


def _round_up(value: Decimal) -> Decimal:
    """The next of 1, 2, 4, 5, 6, 8 and 10 with as many digits."""
    scale = Decimal(10) ** (value.adjusted())
    return next(Decimal(step) * scale for step in (1, 2, 4, 5, 6, 8, 10) if Decimal(step) * scale >= value)


def _y(value: Decimal, top: Decimal) -> int:
    return round(BASE - (BASE - TOP) * value / top)


def _bar(place: int, one: Balance, top: Decimal, *, is_first: bool) -> Bar:
    within = max(min(one.wanted, one.connected), one.firm)
    firm, claimed, beyond = (_y(value, top) for value in (one.firm, within, one.wanted))
    number = quarter_of(one)
    return Bar(
        x=LEFT + place * STEP,
        quarter=_("Q%(number)s") % {"number": number},
        year=str(one.day.year) if is_first or number == 1 else "",
        balance=one,
        firm_y=firm,
        firm=BASE - firm,
        claimed_y=claimed,
        claimed=firm - claimed,
        beyond_y=beyond,
        beyond=claimed - beyond,
    )


def quarter_of(one: Balance) -> int:
    return (one.day.month - 1) // 3 + 1


def quarter_name(one: Balance) -> str:
    """The quarter whose last day a balance is about."""
    return formats.quarter(one.day.year, quarter_of(one))


def _line(balances: Sequence[Balance], top: Decimal) -> str:
    """What is connected, as steps."""
    path, height = [], None
    for place, one in enumerate(balances):
        y, x = _y(one.connected, top), LEFT + place * STEP - (STEP - WIDTH) // 2
        if height is None:
            path.append(f"M{x} {y}")
        elif y != height:
            path.append(f"H{x}V{y}")
        height = y
    return "".join([*path, f"H{LEFT + len(balances) * STEP}"]) if path else ""


def _labels(unit: str, balances: Sequence[Balance], top: Decimal) -> list[Label]:
    """The connected capacity in words, where it begins and where it changes."""
    before = [None, *(one.connected for one in balances)]
    return [
        Label(LEFT + place * STEP, _y(one.connected, top) - 7, _connected(one, unit))
        for place, (one, was) in enumerate(zip(balances, before, strict=False))
        if one.connected != was
    ]


def _connected(one: Balance, unit: str) -> str:
    return _("%(amount)s %(unit)s connected") % {"amount": formats.number(one.connected), "unit": unit}


def _title(name: str, unit: str, balances: Sequence[Balance]) -> str:
    """The quarter in which it falls short, or until when it is enough."""
    short = next((one for one in balances if one.left < 0), None)
    if short is None:
        until = quarter_name(balances[-1]) if balances else ""
        return _("%(name)s: what is connected is enough for all claims until %(quarter)s") % {
            "name": name,
            "quarter": until,
        }
    return _("%(name)s: in %(quarter)s residents and applicants want %(amount)s %(unit)s more than is connected") % {
        "name": name, "quarter": quarter_name(short), "amount": formats.number(-short.left), "unit": unit,
    }  # fmt: skip

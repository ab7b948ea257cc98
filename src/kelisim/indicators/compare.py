"""Whether figures agree, contradict each other or fulfil a plan. Rows in, words out: nothing here asks the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from kelisim.common.choices import Bound, FactStatus, Measure
from kelisim.indicators.models import Observation, Target

Row = Target | Observation
ABOUT = Decimal("0.05")
NEAR = Decimal("1.5")
# These belong to an event: two forums of one year do not contradict each other.
OF_EVENTS = (Measure.PARTICIPANT_COUNT, Measure.AGREEMENT_COUNT, Measure.AGREEMENT_VALUE)
DAY, SCOPE, REPORTER, UNKNOWN, UNEXPLAINED = "day", "scope", "reporter", "unknown", "unexplained"
EXPLANATIONS = {
    DAY: gettext_lazy("Reported on different days."),
    SCOPE: gettext_lazy("They cover different spans of time."),
    REPORTER: gettext_lazy("Two reporters tell it, each by its own definition."),
    UNKNOWN: gettext_lazy("The day of a source is not known, so nobody can say which is the later."),
    UNEXPLAINED: gettext_lazy("Same place, same time: the sources contradict each other."),
}


def about(row: Row) -> tuple[Any, ...]:
    """What a figure is about, but for when and whether it is a plan."""
    return row.indicator_id, row.area_id, row.partner_id, row.sector, row.stage, row.unit


def slice_of(row: Row) -> tuple[Any, ...]:
    """Figures of one slice may be compared and stand in one series."""
    return (*about(row), str(row.status))


def agrees(one: Row, other: Row) -> bool:
    """Whether two figures can both be true: equal, rounded, or within what `about`, `over` and `up to` leave open."""
    if one.value == other.value or _is_rounded(one.value, other.value) or _is_rounded(other.value, one.value):
        return True
    return _leaves_open(one, other) or _leaves_open(other, one)


def contradict(one: Row, other: Row) -> bool:
    """Whether two figures of a slice speak of one time and cannot both be true as they are worded."""
    if one.indicator.measure in OF_EVENTS or agrees(one, other):
        return False
    return speak_of_one_time(one, other)


def speak_of_one_time(one: Row, other: Row) -> bool:
    """A flow differs only for the very same period; a stock also on two days of a year, or where a day is unknown."""
    if (one.start, one.end) == (other.start, other.end):
        return one.end is not None or not one.indicator.is_flow
    if isinstance(one, Target) or one.indicator.is_flow or not _are_near(one, other):
        return False
    return one.end is None or other.end is None or one.end.year == other.end.year


def why(one: Row, other: Row, told: tuple[date | None, date | None] | None = None) -> str:
    """What explains that two figures differ, a key of `EXPLANATIONS`; `told` are the days on which they were said."""
    if one.end is None or other.end is None:
        return UNKNOWN
    if (one.start, one.end) != (other.start, other.end):
        return DAY if one.end != other.end else SCOPE
    if one.reporter_id and other.reporter_id and one.reporter_id != other.reporter_id:
        return REPORTER
    days = told or (one.vintage, other.vintage)
    if None in days:
        return UNKNOWN
    return DAY if days[0] != days[1] else UNEXPLAINED


def fulfils(row: Row, target: Target) -> bool:
    """Whether an actual figure may be held against a plan.

    A flow must begin where the plan begins, for a later part says nothing of the whole.
    """
    if isinstance(row, Target) or row.status != FactStatus.ACTUAL or about(row) != about(target):
        return False
    if row.end is None or target.end is None or row.end > target.end:
        return False
    if target.start is None:
        return not row.indicator.is_flow or row.start is None
    return row.start == target.start if row.indicator.is_flow else row.end >= target.start


def _are_near(one: Row, other: Row) -> bool:
    """Without a day to go by, figures of which one is far larger speak of different things: the pool, this year."""
    low, high = sorted((abs(one.value), abs(other.value)))
    return low * NEAR >= high


def _is_rounded(rough: Decimal, fine: Decimal) -> bool:
    """Whether `fine`, cut to the digits of `rough`, is `rough`: 1.2 trillion and 1,178.4 billion."""
    if not rough or not fine:
        return False
    exponent = rough.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    is_coarser = int(exponent) > int(fine.normalize().as_tuple().exponent)
    return is_coarser and len(rough.normalize().as_tuple().digits) > 1 and fine.quantize(step) == rough.quantize(step)


def _leaves_open(loose: Row, other: Row) -> bool:
    if loose.bound == Bound.ABOUT:
        return abs(other.value - loose.value) <= abs(loose.value) * ABOUT
    if loose.bound == Bound.OVER:
        return loose.value <= other.value <= loose.value * 2
    return loose.bound == Bound.UNDER and other.value <= loose.value

"""Reads on indicators that assemble something for a page: lists, series, fulfilment, contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common.choices import Bound, FactStatus, Measure
from kelisim.common.models import Area
from kelisim.indicators.models import Basis, Indicator, Observation, Target

Row = Target | Observation
ABOUT = Decimal("0.05")
EXPLANATIONS = {
    "day": gettext_lazy("Reported on different days."),
    "scope": gettext_lazy("They cover different spans of time."),
    "unknown": gettext_lazy("The day of a source is not known, so nobody can say which is the later."),
    "unexplained": gettext_lazy("Same place, same time: the sources contradict each other."),
}


def targets_for_list(user: User | None) -> QuerySet[Target]:
    """Targets that `user` may see, with what a row of a list shows; archived ones too."""
    return _with_words(Target.everything.visible_to(user))


def observations_for_list(user: User | None) -> QuerySet[Observation]:
    """Observations that `user` may see, with what a row of a list shows; archived ones too."""
    return _with_words(Observation.everything.visible_to(user))


def indicator_for(measure: str, of: str = "", basis: str = Basis.UNSTATED) -> Indicator:
    """The indicator of a measure. Raises `ValidationError` where there is none."""
    found = Indicator.objects.filter(measure=measure, of=of, basis=basis).first()
    if found is None:
        message = _("There is no indicator for “%(measure)s”. Add it to the indicators first.")
        raise ValidationError({"measure": message % {"measure": Measure(measure).label}})
    return found


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator that may be compared: same place, partner, unit, status and stage."""

    unit: str
    status: str
    stage: str
    points: list[Observation]


def series(
    indicator: Indicator, area: Area | None, partner: Area | None = None, user: User | None = None
) -> list[Series]:
    """What was observed, in the order of time; figures that may not be compared apart."""
    rows = _with_words(Observation.objects.visible_to(user)).filter(indicator=indicator, area=area, partner=partner)
    groups: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for row in rows.order_by(F("end").asc(nulls_first=True), F("vintage").asc(nulls_first=True), "pk"):
        groups[row.unit, row.status, row.stage].append(row)
    return [Series(*key, points) for key, points in groups.items()]


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How much of a target has been reached: both figures and their ratio in percent."""

    target: Target
    observation: Observation
    percent: Decimal

    @property
    def formula(self) -> str:
        """The computation in digits: `543500000 / 475000000 × 100`."""
        return f"{_plain(self.observation.value)} / {_plain(self.target.value)} × 100"

    @property
    def is_partial(self) -> bool:
        """Whether the figure ends before the target's period does."""
        return bool(self.observation.end and self.target.end and self.observation.end < self.target.end)


def fulfilment(target: Target, user: User | None = None) -> Fulfilment | None:
    """The newest actual figure that may be held against a target; None where there is none."""
    rows = _with_words(Observation.objects.visible_to(user)).filter(
        indicator=target.indicator,
        area=target.area,
        partner=target.partner,
        sector=target.sector,
        unit=target.unit,
        stage=target.stage,
        status=FactStatus.ACTUAL,
        office__is_sample=target.office.is_sample,
        end__isnull=False,
    )
    newest = rows.order_by("-end", F("vintage").desc(nulls_last=True), "-pk")
    return _fulfilment_of(target, newest)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures for the same thing that do not agree, and what explains it."""

    one: Row
    other: Row
    why: str

    @property
    def explanation(self) -> str:
        """The reason in words."""
        return str(EXPLANATIONS[self.why])


def contradictions(area: Area | None = None, user: User | None = None) -> list[Contradiction]:
    """Pairs of figures that differ though they speak of the same thing; `area` None looks everywhere.

    Two figures of one text are parts or a total, never a contradiction. A rounded figure agrees with the exact one.
    """
    rows: list[Row] = []
    for model in (Target, Observation):
        found = _with_words(model.objects.visible_to(user))
        rows.extend(found.filter(area=area) if area else found)
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_subject(row)].append(row)
    return [pair for group in groups.values() for pair in _pairs(group)]


def agrees(one: Row, other: Row) -> bool:
    """Whether two figures can both be true: equal, rounded, or within what `about`, `over` and `up to` leave open."""
    if one.value == other.value or _is_rounded(one.value, other.value) or _is_rounded(other.value, one.value):
        return True
    return _leaves_open(one, other) or _leaves_open(other, one)


def _with_words(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("office", "indicator", "area", "partner", "reporter").prefetch_related("sources")


def _fulfilment_of(target: Target, rows: Iterable[Observation]) -> Fulfilment | None:
    if not target.value or target.end is None:
        return None
    found = next((row for row in rows if _fits_period(row, target)), None)
    if found is None:
        return None
    return Fulfilment(target, found, found.value / target.value * 100)


def _fits_period(row: Observation, target: Target) -> bool:
    """A flow must begin where the target begins, for a later part says nothing of the whole."""
    if row.end is None or target.end is None or row.end > target.end:
        return False
    if target.start is None:
        return not row.indicator.is_flow or row.start is None
    return row.start == target.start if row.indicator.is_flow else row.end >= target.start


def _newest_first(row: Row) -> tuple[Any, ...]:
    return (
        -(row.end or date.min).toordinal(),
        -(row.vintage or date.min).toordinal(),
        row.bound != Bound.EXACT,
        -row.pk,
    )


def _subject(row: Row) -> tuple[Any, ...]:
    return (
        row.indicator_id, row.area_id, row.partner_id, row.sector, row.status, row.stage, row.unit, row.office.is_sample,
    )  # fmt: skip


def _pairs(group: list[Row]) -> list[Contradiction]:
    found = []
    for one, other in combinations(sorted(group, key=_newest_first), 2):
        if agrees(one, other) or not _speak_of_one_time(one, other) or _same_text(one, other):
            continue
        found.append(Contradiction(one, other, _why(one, other)))
    return found


def _speak_of_one_time(one: Row, other: Row) -> bool:
    """A flow differs only for the very same period; a stock also on two days of one year, or a day unknown."""
    if (one.start, one.end) == (other.start, other.end):
        return one.end is not None or not one.indicator.is_flow
    if one.indicator.is_flow or isinstance(one, Target):
        return False
    return one.end is None or other.end is None or one.end.year == other.end.year


def _same_text(one: Row, other: Row) -> bool:
    def texts(row: Row) -> set[tuple[Any, ...]]:
        return {(source.title, source.url, source.day) for source in row.sources.all()}

    return bool(texts(one) & texts(other))


def _why(one: Row, other: Row) -> str:
    if one.end is None or other.end is None:
        return "unknown"
    if (one.start, one.end) != (other.start, other.end):
        return "day" if one.end != other.end else "scope"
    if one.vintage is None or other.vintage is None:
        return "unknown"
    return "day" if one.vintage != other.vintage else "unexplained"


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


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

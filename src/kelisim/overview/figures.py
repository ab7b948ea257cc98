"""Published figures as pages show them: merged, paired, held against plans and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Q

from kelisim.common.choices import ClaimStage, FactStatus, Measure
from kelisim.indicators.compare import EXPLANATIONS, about, contradict, fulfils, slice_of, why
from kelisim.indicators.models import Observation, Target
from kelisim.overview.quotes import Quote, quotes_of

HISTORY, DIFFER = "history", "differ"
FIRST_DAY, NO_TIME = date(1900, 1, 1), (None, None)
# What a page shows first; the companion of a count stands beside it (projects with their jobs, papers with their sum).
ORDER = (
    (Measure.FDI, ""),
    (Measure.FIXED_CAPITAL_INVESTMENT, ""),
    (Measure.INVESTMENT, ""),
    (Measure.TRADE_TURNOVER, ""),
    (Measure.PROJECT_COUNT, ClaimStage.POOL),
    (Measure.PROJECT_COUNT, ClaimStage.UNDER_WAY),
    (Measure.PROJECT_COUNT, ClaimStage.LAUNCHED),
    (Measure.AGREEMENT_COUNT, ""),
    (Measure.ENTERPRISE_COUNT, ClaimStage.LAUNCHED),
    (Measure.PROJECT_COUNT, ClaimStage.INTENDED),
)
GAP = 400
COMPANIONS: dict[str, tuple[str, ...]] = {
    Measure.PROJECT_COUNT: (Measure.JOBS, Measure.PROJECT_VALUE),
    Measure.AGREEMENT_COUNT: (Measure.AGREEMENT_VALUE,),
}


@dataclass(eq=False, slots=True)
class Said:
    """A published figure, who said it, and what else is said of the very same thing."""

    record: Target | Observation
    quotes: list[Quote] = field(default_factory=list)
    others: list[Said] = field(default_factory=list)
    difference: str = ""
    leads: bool = False
    repeats: list[Any] = field(default_factory=list)
    series: list[Said] = field(default_factory=list)
    plans: list[Said] = field(default_factory=list)
    companions: list[Said] = field(default_factory=list)

    @property
    def value(self) -> Decimal:
        return self.record.value

    @property
    def measure(self) -> str:
        return self.record.indicator.measure

    @property
    def is_target(self) -> bool:
        return isinstance(self.record, Target)

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.record.start, self.record.end

    @property
    def day(self) -> date | None:
        """The day of which it speaks, or the last day on which somebody said it."""
        return self.record.end or told_on(self)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A plan, what was reached of it so far, and the share in percent."""

    target: Said
    actual: Said
    percent: Decimal
    gap: Decimal


def published_figures(where: Q, *, is_sample: bool = False) -> list[Said]:
    """Figures of the public with their sources: real ones or samples, never both."""
    related = ("indicator", "area", "partner", "reporter", "office")
    kept = where & Q(office__is_sample=is_sample)
    records: list[Any] = []
    for model in (Target, Observation):
        records += model.objects.published().filter(kept).select_related(*related)
    quotes = quotes_of(records)
    return [Said(record, quotes[record]) for record in records]


def compared(figures: Iterable[Said]) -> list[Said]:
    """All figures, each with `others` that contradict it; a repetition without a period joins its twin.

    The first of each slice, its latest, has `leads`.
    """
    slices: dict[tuple[Any, ...], list[Said]] = defaultdict(list)
    for said in figures:
        slices[slice_of(said.record)].append(said)
    return [said for group in slices.values() for said in _compared(sorted(_merged(group), key=_newest_first))]


def _merged(group: list[Said]) -> list[Said]:
    kept: list[Said] = []
    for said in sorted(group, key=lambda one: one.period == NO_TIME):
        twin = next((one for one in kept if said.period == NO_TIME and _says_the_same(one, said)), None)
        if twin is None:
            kept.append(said)
        else:
            twin.quotes, twin.repeats = [*twin.quotes, *said.quotes], [*twin.repeats, said.record]
    return kept


def _says_the_same(one: Said, other: Said) -> bool:
    return one.value == other.value and one.record.bound == other.record.bound


def _newest_first(said: Said) -> tuple[Any, ...]:
    """Of one text and time the total, which is the largest, stands before its parts."""
    return -(said.record.end or FIRST_DAY).toordinal(), -said.value, said.record.pk


def _compared(group: list[Said]) -> list[Said]:
    group[0].leads = True
    group[0].series = _series_of(group)
    for said in group:
        said.others = [one for one in group if one is not said and _contradict(said, one)]
        said.difference = _difference_of(said)
    return group


def _series_of(group: list[Said]) -> list[Said]:
    """The figures of a slice that cover as long a time as the latest, in the order of time, without a gap of years."""
    by_end = {one.record.end: one for one in reversed(group) if one.record.end and _length(one) == _length(group[0])}
    found = [by_end[end] for end in sorted(by_end)]
    gaps = [place for place, (one, later) in enumerate(pairwise(found), start=1) if _gap(one, later) > GAP]
    return found[gaps[-1] if gaps else 0 :]


def _gap(one: Said, later: Said) -> int:
    return (later.record.end - one.record.end).days if one.record.end and later.record.end else 0


def _length(said: Said) -> int | None:
    """Months, roughly; nothing where a day is missing."""
    start, end = said.period
    return round((end - start).days / 30) if start and end else None


def _contradict(one: Said, other: Said) -> bool:
    """Two figures of one text are parts or a total, never a contradiction."""
    return contradict(one.record, other.record) and not texts_of(one) & texts_of(other)


def reasons(said: Said) -> list[str]:
    """What explains that others differ from a figure, in words, each reason once."""
    found = (why(said.record, other.record, (told_on(said), told_on(other))) for other in said.others)
    return [str(EXPLANATIONS[reason]) for reason in dict.fromkeys(found)]


def told_on(said: Said) -> date | None:
    """The day as of which a figure was reported, else the last day on which a text said it."""
    return said.record.vintage or max((quote.day for quote in said.quotes if quote.day), default=None)


def _difference_of(said: Said) -> str:
    if not said.others:
        return ""
    is_same_time = any(one.period == said.period and said.record.end is not None for one in said.others)
    return DIFFER if is_same_time else HISTORY


def first_of_each(figures: Sequence[Said]) -> list[Said]:
    """The contradicted figures, each contradiction once; one of a companion is told with its count. `headlines` first."""
    told = {id(one) for said in figures if said.difference for one in said.companions}
    found = []
    for said in figures:
        if said.difference and id(said) not in told:
            found.append(said)
            told |= {id(one) for one in said.others}
    return found


def headlines(figures: Sequence[Said]) -> list[Said]:
    """The latest of each slice in the order of a page, companions beside their counts and not again by themselves."""
    taken: set[int] = set()
    for said in figures:
        said.companions, said.plans = _companions(said, figures), _plans(said, figures)
        taken |= {id(one) for one in said.companions} if said.leads else set()
    return sorted((said for said in figures if said.leads and id(said) not in taken and not said.is_target), key=_rank)


def _companions(said: Said, figures: Sequence[Said]) -> list[Said]:
    found = (_companion(said, measure, figures) for measure in COMPANIONS.get(said.measure, ()))
    return [one for one in found if one]


def _plans(said: Said, figures: Sequence[Said]) -> list[Said]:
    """Plans of the same thing that are still ahead of the figure."""
    if said.is_target or said.record.end is None:
        return []
    return [
        one
        for one in figures
        if one.is_target
        and one.record.end
        and about(one.record) == about(said.record)
        and one.record.end > said.record.end
    ]


def _companion(said: Said, measure: str, pool: Sequence[Said]) -> Said | None:
    found = [one for one in pool if one.measure == measure and not one.is_target and _belongs(said, one)]
    return min(found, key=lambda one: one.period != said.period, default=None)


def _belongs(said: Said, one: Said) -> bool:
    if (one.record.area_id, one.record.partner_id) != (said.record.area_id, said.record.partner_id):
        return False
    if not _is_of_the_time(said, one):
        return False
    if one.measure == Measure.JOBS:
        is_there = said.record.stage == ClaimStage.LAUNCHED
        return bool(one.record.status == (FactStatus.ACTUAL if is_there else FactStatus.PLANNED))
    return bool(one.record.stage == said.record.stage)


def _is_of_the_time(said: Said, one: Said) -> bool:
    """The same period; a sum without one goes with a count of the same text."""
    if one.period == said.period and one.period != NO_TIME:
        return True
    return (
        one.period == NO_TIME
        and bool(texts_of(said) & texts_of(one))
        and (said.period == NO_TIME or one.measure != Measure.JOBS)
    )


def texts_of(said: Said) -> set[tuple[Any, ...]]:
    """The texts that state a figure: versions of our articles, and outside sources by what names them."""
    return {
        (quote.slug, quote.version) if quote.slug else (quote.title, quote.publisher, quote.url, quote.day)
        for quote in said.quotes
    }


def _rank(said: Said) -> tuple[Any, ...]:
    place = (said.measure, said.record.stage)
    known = ORDER.index(place) if place in ORDER else len(ORDER) + list(Measure).index(Measure(said.measure))
    return known, said.record.partner_id is not None, said.record.pk


def fulfilments(figures: Sequence[Said]) -> list[Fulfilment]:
    """Every plan for which an actual figure of the same thing, unit and time is published; FDI first."""
    found = [one for target in figures if target.is_target and (one := fulfilment_of(target, figures))]
    return sorted(found, key=lambda one: _rank(one.target))


def fulfilment_of(target: Said, figures: Sequence[Said]) -> Fulfilment | None:
    """The latest actual figure within the period of a plan, as a share of it."""
    actual = max(
        (one for one in figures if fulfils(one.record, target.record)),
        key=lambda one: one.record.end or FIRST_DAY,
        default=None,
    )
    if actual is None or not target.value:
        return None
    return Fulfilment(target, actual, actual.value * 100 / target.value, actual.value - target.value)


def per_project(said: Said) -> Decimal | None:
    """Jobs to one project, where both are known."""
    jobs = next((one for one in said.companions if one.measure == Measure.JOBS), None)
    return jobs.value / said.value if jobs and said.value else None

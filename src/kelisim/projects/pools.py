"""National or regional pool: by a person's word, else by the worth of a project against the rule of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from kelisim.common.models import Rate, RateKind
from kelisim.common.queries import rate_on
from kelisim.projects.models import CalculationIndex, PoolLevel, PoolRule, Project

TENGE = "KZT"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many tenge on a project is national on a day, and the rule and index that say so."""

    rule: PoolRule
    index: CalculationIndex

    @property
    def tenge(self) -> Decimal:
        return self.rule.indices * self.index.tenge


def threshold_on(day: date) -> Threshold | None:
    """The threshold of a day; None where no rule or no index is recorded for it."""
    rule = PoolRule.objects.filter(day__lte=day).order_by("-day").first()
    index = CalculationIndex.objects.filter(day__lte=day).order_by("-day").first()
    return Threshold(rule, index) if rule and index else None


def level_of(project: Project, threshold: Threshold | None, day: date) -> str:
    """Whose pool a project stands in; nothing where its worth or the rate of its currency is not known."""
    if project.pool or threshold is None or project.amount is None:
        return project.pool
    least = _least(project.currency, threshold, day)
    if least is None:
        return ""
    return PoolLevel.NATIONAL if project.amount >= least else PoolLevel.REGIONAL


def in_pool(level: str, day: date) -> Q:
    """Which projects stand in a pool on a day."""
    threshold = threshold_on(day)
    said = Q(pool=level)
    if threshold is None:
        return said
    side = "gte" if level == PoolLevel.NATIONAL else "lt"
    by_rule = Q(pk__in=[])
    for currency, least in _leasts(threshold, day).items():
        by_rule |= Q(currency=currency, **{f"amount__{side}": least})
    return said | (Q(pool="") & by_rule)


def _leasts(threshold: Threshold, day: date) -> dict[str, Decimal]:
    known = Rate.objects.filter(kind=RateKind.OFFICIAL, day__lte=day).order_by().values_list("currency", flat=True)
    found = {code: _least(code, threshold, day) for code in {TENGE, *known.distinct()}}
    return {code: least for code, least in found.items() if least is not None}


def _least(currency: str, threshold: Threshold, day: date) -> Decimal | None:
    """The threshold in a currency, at the official rate of the day."""
    if currency == TENGE:
        return threshold.tenge
    rate = rate_on(currency, day)
    return threshold.tenge * rate.quant / rate.tenge if rate else None

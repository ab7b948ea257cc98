"""What is said against what: published figures of one thing that differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Value

from kelisim.common.models import Area
from kelisim.indicators.compare import slice_of
from kelisim.indicators.models import Observation, Target
from kelisim.overview.figures import Said, compared, first_of_each, headlines, published_figures, reasons
from kelisim.overview.naming import thing_name

# As `compare.slice_of` has them, before the status.
SLICE = ("indicator", "area", "partner", "sector", "stage", "unit")


@dataclass(slots=True)
class Contradiction:
    """The figures that differ, the latest first; `sort_place` is for the list that shows it."""

    said: Said
    sort_place: list[Any] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return int(self.said.record.pk)

    @property
    def figures(self) -> list[Said]:
        return [self.said, *self.said.others]

    @property
    def what(self) -> str:
        return thing_name(self.said.record)

    @property
    def area(self) -> Area | None:
        return self.said.record.area

    @property
    def kind(self) -> str:
        return self.said.difference

    @property
    def is_sample(self) -> bool:
        return bool(self.said.record.is_sample)

    @property
    def day(self) -> date | None:
        """The last day of which one of the figures speaks."""
        return max((one.day for one in self.figures if one.day), default=None)

    @property
    def gap(self) -> Decimal:
        """By how much percent the largest figure is above the smallest; nothing where that is nought."""
        low, *_between, high = sorted(abs(one.value) for one in self.figures)
        return round((high - low) * 100 / low, 1) if low else Decimal(0)

    @property
    def reasons(self) -> list[str]:
        return reasons(self.said)


def contradictions() -> list[Contradiction]:
    """Every contradiction once: real figures first, then those of the samples; the two are never compared."""
    return [one for is_sample in (False, True) for one in _contradictions(is_sample)]


def _contradictions(is_sample: bool) -> list[Contradiction]:
    doubtful = _doubtful_slices(is_sample)
    if not doubtful:
        return []
    where = Q(indicator__in={row[0] for row in doubtful}, area__in={row[1] for row in doubtful})
    found = published_figures(where, is_sample=is_sample)
    figures = compared(said for said in found if slice_of(said.record) in doubtful)
    headlines(figures)
    return [Contradiction(said) for said in first_of_each(figures)]


def _doubtful_slices(is_sample: bool) -> set[tuple[Any, ...]]:
    """The slices in which more than one value is told."""
    kinds = {Observation: [F("status")], Target: [Value(str(Target.status))]}
    return {row for model, status in kinds.items() for row in _with_two_values(model, *status, is_sample=is_sample)}


def _with_two_values(model: Any, status: Any, *, is_sample: bool) -> list[tuple[Any, ...]]:
    rows = model.objects.published().filter(office__is_sample=is_sample, area__isnull=False).order_by()
    told = (
        rows.values(*SLICE, is_of=status).annotate(values_told=Count("value", distinct=True)).filter(values_told__gt=1)
    )
    return [(*(row[name] for name in SLICE), str(row["is_of"])) for row in told]

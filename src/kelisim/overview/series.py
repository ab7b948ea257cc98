"""The series of an indicator, and what is said against what."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kelisim.indicators.models import Indicator, Observation, Target
from kelisim.overview.figures import FIRST_DAY, Said, compared, first_of_each, headlines, published_figures

SLICE = ("indicator", "area", "partner", "sector", "stage", "unit", "status", "office__is_sample")


def indicators_with_figures() -> QuerySet[Indicator]:
    """Indicators of which something is published, with the numbers of figures and plans."""
    real = {model: model.objects.published().filter(indicator=OuterRef("pk")) for model in (Observation, Target)}
    rows = Indicator.objects.published().filter(Exists(real[Observation]) | Exists(real[Target]))
    public = {
        name: Q(**{f"{name}__published_at__isnull": False, f"{name}__archived_at__isnull": True})
        for name in ("observations", "targets")
    }
    return rows.annotate(
        observation_count=Count("observations", filter=public["observations"], distinct=True),
        target_count=Count("targets", filter=public["targets"], distinct=True),
    ).order_by("code")


def series_of(indicator: Indicator, *, area: str = "", partner: str = "", is_sample: bool = False) -> list[Said]:
    """Figures of an indicator in the order of time, what lacks a period last."""
    where = Q(indicator=indicator)
    where &= Q(area__code=area) if area else Q()
    where &= Q(partner__code=partner) if partner else Q()
    figures = published_figures(where, is_sample=is_sample)
    return sorted(figures, key=lambda said: (said.record.end is None, said.record.end or FIRST_DAY, said.record.pk))


def contradictions(*, is_sample: bool = False) -> list[Said]:
    """Figures that differ from another of the same thing and time, or that have a history of days."""
    candidates = _doubtful_slices(is_sample)
    if not candidates:
        return []
    where = Q()
    for row in candidates:
        where |= Q(indicator=row["indicator"], area=row["area"], stage=row["stage"], unit=row["unit"])
    figures = compared(published_figures(where, is_sample=is_sample))
    headlines(figures)
    return first_of_each(figures)


def _doubtful_slices(is_sample: bool) -> Sequence[dict[str, object]]:
    rows = Observation.objects.published().filter(office__is_sample=is_sample, area__isnull=False)
    counted = rows.order_by().values(*SLICE).annotate(values_told=Count("value", distinct=True))
    return list(counted.filter(values_told__gt=1)[:200])

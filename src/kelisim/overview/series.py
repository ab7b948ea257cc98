"""The series of an indicator."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kelisim.indicators.models import Indicator, Observation, Target
from kelisim.overview.figures import FIRST_DAY, Said, published_figures


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

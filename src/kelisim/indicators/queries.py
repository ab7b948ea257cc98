"""Reads on indicators: lists, and the indicator of a measure. `overview.figures` puts figures together for pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kelisim.accounts.models import User
from kelisim.common.choices import Measure
from kelisim.indicators.models import Basis, Indicator, Observation, Target


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


def _with_words(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("office", "indicator", "area", "partner", "reporter").prefetch_related("sources")

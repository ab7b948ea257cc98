"""Reads on incentives."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from kelisim.accounts.models import User
from kelisim.incentives.models import Incentive


def incentives_for_list(user: User | None) -> QuerySet[Incentive]:
    """Incentives that `user` may see, with what a row of a list shows; archived ones too."""
    return Incentive.everything.visible_to(user).select_related("area", "source")


def valid_on(rows: QuerySet[Incentive], day: date) -> QuerySet[Incentive]:
    """Those of `rows` that hold on a day."""
    begun = Q(start__isnull=True) | Q(start__lte=day)
    return rows.filter(begun, Q(end__isnull=True) | Q(end__gte=day))

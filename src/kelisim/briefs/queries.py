"""Reads on briefs."""

from __future__ import annotations

from django.db.models import QuerySet

from kelisim.accounts.models import User
from kelisim.briefs.models import Brief


def briefs_for_list(user: User | None) -> QuerySet[Brief]:
    """Briefs that `user` may see, with what a row of a list shows; archived ones too."""
    return Brief.everything.visible_to(user).select_related("office", "area", "organisation", "event")

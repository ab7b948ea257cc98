"""Reads on cases that assemble something for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from kelisim.accounts.models import User
from kelisim.cases.models import Case, CaseMessage, CaseState


def cases_for_list(user: User | None) -> QuerySet[Case]:
    """Cases that `user` may see, with what a row of a list shows; archived ones too."""
    return Case.everything.visible_to(user).select_related("office", "organisation", "project", "zone", "owner")


def messages_of(case: Case, user: User) -> QuerySet[CaseMessage]:
    """The words of a case that `user` may read, the oldest first."""
    return CaseMessage.objects.visible_to(user).filter(case=case).select_related("author", "file")


def cases_due(owners: Iterable[User], *, until: date) -> QuerySet[Case]:
    """Open cases that `owners` answer for and whose answer is due by a day, the most urgent first."""
    rows = Case.objects.filter(owner__in=owners, state=CaseState.OPEN, due__lte=until)
    return rows.select_related("organisation", "office").order_by("due", "pk")

"""Reads on cases that assemble something for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kelisim.accounts.models import Role, User
from kelisim.cases.models import Case, CaseMessage, CaseState, Escalation
from kelisim.cases.models.cases import UNCLOSED_CASES


def cases_for_list(user: User | None) -> QuerySet[Case]:
    """Cases that `user` may see, with what a row of a list shows; archived ones too."""
    rows = Case.everything.visible_to(user)
    return rows.select_related("office", "organisation", "category", "project", "zone", "owner", "merged_into")


def messages_of(case: Case, user: User) -> QuerySet[CaseMessage]:
    """The words of a case, and of those merged with it, that `user` may read, the oldest first."""
    rows = CaseMessage.objects.visible_to(user).filter(Q(case=case) | Q(case__merged_into=case))
    return rows.select_related("author", "file", "case").order_by("created_at", "pk")


def escalations_of(case: Case, user: User) -> QuerySet[Escalation]:
    """To whom a case was carried up, the newest first."""
    rows = Escalation.objects.visible_to(user).filter(case=case)
    return rows.select_related("person", "rule", "case")


def cases_due(owners: Iterable[User], *, until: date) -> QuerySet[Case]:
    """Open cases that `owners` answer for and whose answer is due by a day, the most urgent first."""
    rows = Case.objects.filter(owner__in=owners, state=CaseState.OPEN, due__lte=until)
    return rows.select_related("organisation", "office").order_by("due", "pk")


def cases_carried_up(user: User) -> QuerySet[Escalation]:
    """What was carried up to `user`, is not closed and not taken note of yet; a case once, at the level it reached last."""
    unnoted = Escalation.objects.filter(person=user, noted_at__isnull=True)
    later = unnoted.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    rows = unnoted.filter(~Exists(later), case__archived_at__isnull=True, case__state__in=UNCLOSED_CASES)
    return rows.select_related("case__organisation", "case__office").order_by("case__due", "pk")


def cases_of_nobody(user: User) -> QuerySet[Case]:
    """Open cases of the head's office for which nobody answers."""
    if user.role != Role.HEAD:
        return Case.objects.none()
    rows = Case.objects.filter(office_id=user.office_id, owner__isnull=True, state=CaseState.OPEN)
    return rows.select_related("organisation", "office").order_by("due", "pk")

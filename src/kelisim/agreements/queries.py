"""Reads on agreements that assemble something for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from kelisim.accounts.models import User
from kelisim.agreements.models import SIGNED_STATES, Agreement, AgreementParty, Commitment, CommitmentState
from kelisim.engines.values.money import Money

SUMS = {"total": Sum("amount"), "number": Count("*")}


def agreements_for_list(user: User | None) -> QuerySet[Agreement]:
    """Agreements that `user` may see, with what a row of a list shows; archived ones too."""
    rows = Agreement.everything.visible_to(user).select_related("office", "area", "partner", "event")
    parties = AgreementParty.objects.visible_to(user).prefetch_related("organisation")
    return rows.prefetch_related(Prefetch("parties", parties))


def deals(rows: QuerySet[Agreement], user: User | None = None) -> QuerySet[Agreement]:
    """Those of `rows` that stand for a deal each: no amendments, and of a deal that is told several times one paper.

    That one is the first announcement; where `user` may not see it, the earliest that the user may see.
    """
    seen = Agreement.objects.visible_to(user).order_by()
    first = seen.filter(pk=OuterRef("same_as_id"))
    sooner = seen.filter(same_as_id=OuterRef("same_as_id"), pk__lt=OuterRef("pk"))
    is_first = Q(same_as__isnull=True) | (~Exists(first) & ~Exists(sooner))
    return rows.filter(is_first, amends__isnull=True)


def signed_sums(rows: QuerySet[Agreement], user: User | None = None) -> list[tuple[Money, int]]:
    """What the signed agreements among `rows` add up to, a currency each, with their number.

    A deal announced twice counts once; sums of different currencies are never added.
    """
    by_currency = _signed(rows, user).order_by("currency").values("currency").annotate(**SUMS)
    return [_sum_of(row) for row in by_currency]


def signed_sums_by_kind(rows: QuerySet[Agreement], user: User | None = None) -> dict[bool, list[tuple[Money, int]]]:
    """What `signed_sums` tells, of real papers and of samples (True) apart from them; one query for both."""
    found: dict[bool, list[tuple[Money, int]]] = {}
    kinds = _signed(rows, user).order_by("office__is_sample", "currency").values("office__is_sample", "currency")
    for row in kinds.annotate(**SUMS):
        found.setdefault(row["office__is_sample"], []).append(_sum_of(row))
    return found


def _signed(rows: QuerySet[Agreement], user: User | None) -> QuerySet[Agreement]:
    signed = deals(rows, user).filter(state__in=SIGNED_STATES, amount__isnull=False)
    return signed.showing("amount", user)  # type: ignore[attr-defined,no-any-return]  # a word of the ledger's querysets


def _sum_of(row: Any) -> tuple[Money, int]:
    return Money(Decimal(row["total"]), row["currency"]), row["number"]


def with_late_commitments(rows: QuerySet[Agreement], is_late: bool) -> QuerySet[Agreement]:
    """Those of `rows` in which a promise is open after its day, or those without one."""
    open_ones = Commitment.objects.filter(agreement=OuterRef("pk"), state=CommitmentState.OPEN)
    late = Exists(open_ones.filter(due__lt=timezone.localdate()))
    return rows.filter(late if is_late else ~late)


def commitments_due(owners: Iterable[User], *, until: date) -> QuerySet[Commitment]:
    """Open commitments that `owners` answer for and that are due by a day, the most urgent first."""
    rows = Commitment.objects.filter(owner__in=owners, state=CommitmentState.OPEN, due__lte=until)
    rows = rows.filter(agreement__archived_at__isnull=True)
    return rows.select_related("agreement__office", "organisation").order_by("due", "pk")

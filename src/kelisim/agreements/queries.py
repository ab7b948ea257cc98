"""Reads on agreements that assemble something for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from kelisim.accounts.models import User
from kelisim.agreements.models import SIGNED_STATES, Agreement, Commitment, CommitmentState
from kelisim.engines.values.money import Money


def agreements_for_list(user: User | None) -> QuerySet[Agreement]:
    """Agreements that `user` may see, with what a row of a list shows; archived ones too."""
    rows = Agreement.everything.visible_to(user).select_related("office", "area", "partner", "event")
    return rows.prefetch_related("parties__organisation")


def signed_sums(rows: QuerySet[Agreement]) -> list[tuple[Money, int]]:
    """What the signed agreements among `rows` add up to, a currency each, with their number.

    A deal announced twice counts once; sums of different currencies are never added.
    """
    signed = rows.filter(state__in=SIGNED_STATES, same_as__isnull=True, amount__isnull=False)
    by_currency = signed.order_by("currency").values("currency").annotate(total=Sum("amount"), number=Count("pk"))
    return [(Money(Decimal(row["total"]), row["currency"]), row["number"]) for row in by_currency]


def commitments_due(owners: Iterable[User], *, until: date) -> QuerySet[Commitment]:
    """Open commitments that `owners` answer for and that are due by a day, the most urgent first."""
    rows = Commitment.objects.filter(owner__in=owners, state=CommitmentState.OPEN, due__lte=until)
    rows = rows.filter(agreement__archived_at__isnull=True)
    return rows.select_related("agreement__office", "organisation").order_by("due", "pk")

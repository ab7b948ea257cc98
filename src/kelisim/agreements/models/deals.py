"""How deals stood on the ladder on past days, read from the history once: what `overview/past_deals.py` keeps."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

STILL = date.max  # it has not become another one yet


class PastDeal(models.Model):
    """A deal as it stood from the end of one day until another, as one kind of reader knows it; keys, no relations.

    `reader` is an office, or one of the two below. `offices` are those whose records hang together with the deal; it is shared
    where they are several.
    """

    EVERYTHING, PUBLIC = -1, 0

    reader = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField(default=STILL)
    kind = models.CharField(max_length=9)
    record = models.BigIntegerField()
    rung = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    event = models.BigIntegerField(null=True)
    country = models.BigIntegerField(null=True)
    sector = models.CharField(max_length=6, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    office = models.BigIntegerField()
    offices = ArrayField(models.BigIntegerField())
    is_shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "kind", "record", "since"], name="past_deal_once"),
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="past_deal_in_order"),
        ]
        indexes = [
            models.Index(fields=["kind", "record"], condition=Q(until=STILL), name="past_deal_open"),
            models.Index(fields=["reader"], condition=Q(is_shared=True), name="past_deal_shared"),
            # A day is counted in this index, without the rows themselves.
            models.Index(
                fields=["reader", "is_shared", "office", "until", "since"],
                include=[
                    "kind", "record", "rung", "amount", "currency", "event", "country", "sector", "year",
                ],
                name="past_deal_days",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.record}, {self.since}"


class LadderKept(models.Model):
    """Until the end of which day the deals of the past are kept, and by which rules of the ladder; one row."""

    through = models.DateField()
    rules = models.CharField(max_length=64)
    kept_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.through}"

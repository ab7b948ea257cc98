"""The rule that parts the national pool from the regional ones: a threshold in monthly calculation indices."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.common import formats
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, tracked


@tracked
class CalculationIndex(LedgerModel):
    """The monthly calculation index from a day on, in tenge; the law on the budget of the republic sets it."""

    day = DayField(_("from"))
    tenge = models.DecimalField(_("tenge"), max_digits=12, decimal_places=2)
    basis = models.CharField(_("legal basis"), max_length=500, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("calculation index"), _("calculation indices")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(archived_at__isnull=True), name="calculation_index_once_a_day"
            ),
            models.CheckConstraint(condition=Q(tenge__gt=0), name="calculation_index_positive"),
        ]

    def __str__(self) -> str:
        return f"{formats.day(self.day)}: {formats.number(self.tenge)}"


@tracked
class PoolRule(LedgerModel):
    """From a day on, projects worth so many calculation indices stand in the national pool."""

    day = DayField(_("from"))
    indices = models.DecimalField(_("threshold in calculation indices"), max_digits=16, decimal_places=2)
    basis = models.CharField(_("legal basis"), max_length=500)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("rule of the pools"), _("rules of the pools")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(archived_at__isnull=True), name="pool_rule_once_a_day"),
            models.CheckConstraint(condition=Q(indices__gt=0), name="pool_rule_positive"),
        ]

    def __str__(self) -> str:
        return f"{formats.day(self.day)}: {formats.number(self.indices)}"

"""Reliefs: dated rules with a legal basis."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, Publishable, period_checks, tracked
from kelisim.common.models import Area, Source


class IncentiveKind(models.TextChoices):
    """What a relief relieves of."""

    TAX = "tax", _("Tax relief")
    CUSTOMS = "customs", _("Customs relief")
    LAND = "land", _("Land")
    GRANT = "grant", _("Grant in kind")
    UTILITY = "utility", _("Utilities")
    LABOUR = "labour", _("Foreign labour")
    PPP = "ppp", _("Public-private partnership")


@tracked
class Incentive(LedgerModel, Publishable):
    """A relief as a dated card; it is no legal advice. `conditions` is the rule as data."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=IncentiveKind.choices)
    name = TranslatedField(_("name"))
    text = TranslatedField(_("text"), is_long=True)
    legal_basis = TranslatedField(_("legal basis"))
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="+")
    conditions = models.JSONField(_("conditions"), default=dict, blank=True)
    start = DayField(_("valid from"), null=True, blank=True)
    end = DayField(_("valid until"), null=True, blank=True)
    checked_on = DayField(_("checked on"))
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="incentives")

    public_fields = ("code", "kind", "name", "text", "legal_basis", "area", "start", "end", "checked_on", "source")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("incentive"), _("incentives")
        ordering = ["code"]
        constraints = period_checks("incentive")

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if not isinstance(self.conditions, dict):
            yield (
                "conditions",
                ValidationError(_("Write the conditions as an object of names and values."), code="conditions"),
            )

    def __str__(self) -> str:
        return str(self.name)

    def search_words(self) -> list[str]:
        return [self.code, *self.name.values(), *self.text.values()]

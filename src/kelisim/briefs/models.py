"""Texts made from the ledger: briefs, reports, releases."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, period_checks, tracked
from kelisim.common.models import Area, File
from kelisim.events.models import Event
from kelisim.indicators.models import Observation, Target
from kelisim.parties.models import Organisation


class BriefKind(models.TextChoices):
    """What a text is for."""

    COUNTRY = "country", _("Country brief")
    INVESTOR = "investor", _("Investor brief")
    TRIP = "trip", _("Trip report")
    FORUM = "forum", _("Forum report")
    MONTH = "month", _("Monthly report")
    RELEASE = "release", _("Press release")


@tracked
class Brief(OfficeRecord, Publishable):
    """A text made from the ledger, about a country, an investor, an event or a month."""

    kind = models.CharField(_("kind"), max_length=10, choices=BriefKind.choices)
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"), is_long=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="briefs")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="briefs")
    start = DayField(_("first day"), null=True, blank=True)
    end = DayField(_("last day"), null=True, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("brief"), _("briefs")
        ordering = ["-pk"]
        constraints = period_checks("brief")

    def __str__(self) -> str:
        return str(self.title)

    def search_words(self) -> list[str]:
        return list(self.title.values())


@tracked
class BriefFigure(LedgerModel):
    """A figure that a brief quotes."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="figures")
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(LedgerModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(observation__isnull=False) ^ models.Q(target__isnull=False),
                name="brief_figure_is_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.observation or self.target)

"""The programme of an event."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common import checks
from kelisim.common.ledger import tracked
from kelisim.events.models.events import PUBLIC_EVENT, EventPart
from kelisim.parties.models import Organisation
from kelisim.zones.models import Zone


class ProgrammeKind(models.TextChoices):
    """What happens at a point of the programme."""

    PLENARY = "plenary", _("Plenary session")
    PANEL = "panel", _("Panel session")
    MEETINGS = "meetings", _("Meetings")
    SITE_VISIT = "site_visit", _("Site visit")
    CEREMONY = "ceremony", _("Signing ceremony")
    EXHIBITION = "exhibition", _("Exhibition")
    TRAVEL = "travel", _("Travel")
    OTHER = "other", _("Other")


@tracked
class ProgrammeItem(EventPart):
    """A point of the programme."""

    kind = models.CharField(_("kind"), max_length=10, choices=ProgrammeKind.choices)
    title = TranslatedField(_("title"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.CharField(_("room"), max_length=100, blank=True)
    zone = models.ForeignKey(
        Zone, models.PROTECT, verbose_name=_("zone visited"), null=True, blank=True, related_name="site_visits"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation visited"),
        null=True,
        blank=True,
        related_name="site_visits",
    )

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("point of the programme"), _("programme")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="programme_item_in_order")
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_hours(self, "starts_at", "ends_at")

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def published_q(cls) -> Q:
        return PUBLIC_EVENT

"""Who has come: badges read at the door, and at the door of a session."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.common.ledger import tracked
from kelisim.events.models.events import EventPart
from kelisim.events.models.participations import Participation
from kelisim.events.models.programme import ProgrammeItem


class CheckInWay(models.TextChoices):
    """How somebody was checked in."""

    CAMERA = "camera", _("Badge read by a camera")
    CODE = "code", _("Code typed")
    LIST = "list", _("Found in the list")


@tracked
class CheckIn(EventPart):
    """One arrival: of a participant, on a day, at the door of the event or of a session. A second reading is the same one.

    `key` was given by the phone that read the badge: what is sent again because no answer came is known by it.
    """

    participation = models.ForeignKey(
        Participation, models.CASCADE, verbose_name=_("participant"), related_name="check_ins"
    )
    item = models.ForeignKey(
        ProgrammeItem, models.CASCADE, verbose_name=_("session"), null=True, blank=True, related_name="check_ins"
    )
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("at"))
    key = models.UUIDField(unique=True, editable=False)
    way = models.CharField(_("how"), max_length=6, choices=CheckInWay.choices, default=CheckInWay.LIST)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("arrival"), _("arrivals")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "item", "day"], nulls_distinct=False, name="check_in_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.at:%Y-%m-%d %H:%M}"

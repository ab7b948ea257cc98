"""Stands of an exhibition on its plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.common.ledger import tracked
from kelisim.events.models.events import PUBLIC_EVENT, EventPart
from kelisim.events.models.participations import Participation


@tracked
class Stand(EventPart):
    """A stand: its number, its place on a plan of 1000 by 600, and who stands there."""

    number = models.CharField(_("number"), max_length=20)
    square_metres = models.DecimalField(_("area, m²"), max_digits=8, decimal_places=2, null=True, blank=True)
    outline = models.JSONField(_("outline"), default=list, blank=True)
    participation = models.ForeignKey(
        Participation, models.SET_NULL, verbose_name=_("exhibitor"), null=True, blank=True, related_name="stands"
    )

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("stand"), _("stands")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], condition=Q(archived_at__isnull=True), name="stand_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def published_q(cls) -> Q:
        return PUBLIC_EVENT

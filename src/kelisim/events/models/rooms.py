"""Rooms of an event: how many they hold, what is in them, where they are on the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common import checks
from kelisim.common.ledger import tracked
from kelisim.events.models.events import PUBLIC_EVENT, EventPart


@tracked
class Room(EventPart):
    """A hall or a room that sessions book: its name as it stands on the door, people it holds, equipment, place on a plan."""

    name = models.CharField(_("name"), max_length=100)
    capacity = models.PositiveIntegerField(_("people it holds"), null=True, blank=True)
    equipment = TranslatedField(_("equipment"), blank=True)
    outline = models.JSONField(_("outline"), default=list, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("room"), _("rooms")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"], condition=Q(archived_at__isnull=True), name="room_name_once"
            )
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_free(self, "name", _("There is a room “%(value)s” already."), within=("event",))

    def __str__(self) -> str:
        return self.name

    @classmethod
    def published_q(cls) -> Q:
        return PUBLIC_EVENT


def check_hall(row: Any) -> Iterator[checks.Finding]:
    """What stands or is held in a room is in a room of its own event."""
    if row.hall is not None and row.hall.event_id != row.event_id:
        yield "hall", ValidationError(_("Choose a room of this event."), code="event")

"""Wishes to meet."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.ledger import tracked
from kelisim.events.models.events import EventPart
from kelisim.events.models.participations import Participation
from kelisim.parties.models import acts_for

PRIORITIES = (
    (30, _("Very important")),
    (20, _("Important")),
    (10, _("If it can be arranged")),
)  # what counts how much is said by number; these are the three that forms offer


class Consent(models.TextChoices):
    """What the other side says to a wish."""

    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    VETOED = "vetoed", _("Refused")


@tracked
class MeetingRequest(EventPart):
    """A wish to meet: who asks whom, about what, how much it matters."""

    asked_by = models.ForeignKey(Participation, models.CASCADE, related_name="requests_made")
    asked = models.ForeignKey(Participation, models.CASCADE, related_name="requests_got")
    subject = TranslatedField(_("subject"), blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=10)
    is_required = models.BooleanField(_("must take place"), default=False)
    consent = models.CharField(_("consent"), max_length=8, choices=Consent.choices, default=Consent.ASKED)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("meeting request"), _("meeting requests")
        ordering = ["-priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "asked"], condition=Q(archived_at__isnull=True), name="request_once"
            ),
            models.CheckConstraint(condition=~Q(asked_by=models.F("asked")), name="request_not_to_oneself"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.asked_by_id is not None and self.asked_by_id == self.asked_id:
            yield (
                "asked",
                ValidationError(_("Nobody asks to meet themselves. Choose another participant."), code="oneself"),
            )

        if self.asked_by_id and self.asked_id and {self.asked_by.event_id, self.asked.event_id} != {self.event_id}:
            yield "asked", ValidationError(_("Both sides take part in this event. Choose another participant."))

    def __str__(self) -> str:
        return f"{self.asked_by} → {self.asked}"

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "asked_by__organisation__") | acts_for(user, "asked__organisation__")
        return super().own_q(user)

"""What happens on the day of meetings, what is proposed, and what people were told."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.ledger import tracked
from kelisim.events.models.events import EventPart
from kelisim.events.models.participations import Participation
from kelisim.events.models.timetables import MeetingTable, Timetable


class DisruptionKind(models.TextChoices):
    """What happened."""

    LATE = "late", _("Comes later")
    CANCELLED = "cancelled", _("Does not come")
    NO_SHOW = "no_show", _("Did not appear")
    TABLE_CLOSED = "table_closed", _("A table is closed")


class DisruptionState(models.TextChoices):
    """What was decided about it."""

    PROPOSED = "proposed", _("A proposal waits")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Left as it was")


@tracked
class Disruption(EventPart):
    """Somebody is late, somebody does not come, a table is closed; and how the timetable could be mended.

    `proposal` holds both answers of the planner: `first`, in which nothing moves but what must, and `better`.
    """

    kind = models.CharField(_("what happened"), max_length=12, choices=DisruptionKind.choices)
    state = models.CharField(max_length=9, choices=DisruptionState.choices, default=DisruptionState.PROPOSED)
    participation = models.ForeignKey(
        Participation, models.CASCADE, verbose_name=_("participant"), null=True, blank=True, related_name="disruptions"
    )
    table = models.ForeignKey(
        MeetingTable, models.CASCADE, verbose_name=_("table"), null=True, blank=True, related_name="disruptions"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_own_word = models.BooleanField(_("told by the participant"), default=False, editable=False)
    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="disruptions")
    proposal = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("disruption"), _("disruptions")
        ordering = ["-pk"]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_hours(self, "starts_at", "ends_at")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.participation or self.table}"


@tracked
class MeetingNotice(EventPart):
    """What a participant was told about meetings: it stands on the own page, and was sent by mail where an address is known."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="meeting_notices")
    timetable = models.ForeignKey(Timetable, models.CASCADE, null=True, blank=True, related_name="notices")
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    address = models.EmailField(_("e-mail"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("notice"), _("notices")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

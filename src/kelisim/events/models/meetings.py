"""Wishes to meet, timetables, meetings and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common import checks
from kelisim.common.ledger import LedgerModel, tracked
from kelisim.events.models.events import EventPart
from kelisim.events.models.participations import Participation
from kelisim.projects.models import Project, Proposal


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

    def __str__(self) -> str:
        return f"{self.asked_by} → {self.asked}"


@tracked
class Timetable(EventPart):
    """A version of an event's timetable; a released one is what participants see."""

    number = models.PositiveIntegerField(_("version"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    weight = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    bound = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    problem = models.JSONField(default=dict)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("timetable"), _("timetables")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="timetable_number_once")]

    def __str__(self) -> str:
        return f"{self.event} · {self.number}"


class MeetingState(models.TextChoices):
    """What became of a meeting."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Somebody did not come")


@tracked
class Meeting(EventPart):
    """A meeting at an event with its outcome, and the proposals and projects that came of it."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, null=True, blank=True, related_name="meetings")
    request = models.ForeignKey(MeetingRequest, models.PROTECT, null=True, blank=True, related_name="meetings")
    participations = models.ManyToManyField(Participation, through="MeetingParticipation", related_name="meetings")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    table = models.PositiveSmallIntegerField(_("table"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    outcome = TranslatedField(_("what was said"), blank=True, is_long=True)
    next_step = TranslatedField(_("next step"), blank=True)
    proposals = models.ManyToManyField(Proposal, blank=True, through="MeetingProposal", related_name="meetings")
    projects = models.ManyToManyField(Project, blank=True, through="MeetingProject", related_name="meetings")

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        ordering = ["starts_at", "table"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_in_order")]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_hours(self, "starts_at", "ends_at")

    def __str__(self) -> str:
        return f"{self.event} · {self.starts_at:%H:%M}"


class MeetingPart(LedgerModel):
    """A row that links a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE)

    class Meta(LedgerModel.Meta):
        abstract = True


@tracked
class MeetingParticipation(MeetingPart):
    """Who sits at a meeting."""

    participation = models.ForeignKey(Participation, models.PROTECT)

    class Meta(MeetingPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["meeting", "participation"], name="meeting_participation_once")]

    def __str__(self) -> str:
        return str(self.participation)


@tracked
class MeetingProposal(MeetingPart):
    """A proposal that came of a meeting."""

    proposal = models.ForeignKey(Proposal, models.PROTECT)

    class Meta(MeetingPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["meeting", "proposal"], name="meeting_proposal_once")]

    def __str__(self) -> str:
        return str(self.proposal)


@tracked
class MeetingProject(MeetingPart):
    """A project that came of a meeting."""

    project = models.ForeignKey(Project, models.PROTECT)

    class Meta(MeetingPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["meeting", "project"], name="meeting_project_once")]

    def __str__(self) -> str:
        return str(self.project)

"""Meetings and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks, formats
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, tracked
from kelisim.events.models.events import EventPart
from kelisim.events.models.participations import Participation
from kelisim.events.models.requests import MeetingRequest
from kelisim.events.models.timetables import Timetable
from kelisim.parties.models import acts_for
from kelisim.projects.models import Project, Proposal


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
    interpreter = models.ForeignKey(
        Participation,
        models.PROTECT,
        verbose_name=_("interpreter"),
        null=True,
        blank=True,
        related_name="interpreted_meetings",
    )
    is_locked = models.BooleanField(_("locked"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    outcome = TranslatedField(_("what was said"), blank=True, is_long=True)
    next_step = TranslatedField(_("next step"), blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="meetings_owed"
    )
    due = DayField(_("due"), null=True, blank=True)
    done_on = DayField(_("done"), null=True, blank=True)
    proposals = models.ManyToManyField(Proposal, blank=True, through="MeetingProposal", related_name="meetings")
    projects = models.ManyToManyField(Project, blank=True, through="MeetingProject", related_name="meetings")

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        ordering = ["starts_at", "table"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_in_order"),
            models.UniqueConstraint(fields=["timetable", "request"], name="meeting_once_a_timetable"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_hours(self, "starts_at", "ends_at")

    def __str__(self) -> str:
        return f"{self.event} · {formats.moment(self.starts_at, zone=self.event.time_zone)}"

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            is_shown = Q(timetable__isnull=True) | Q(timetable__released_at__isnull=False)
            return is_shown & acts_for(user, "participations__organisation__")
        return super().own_q(user)


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

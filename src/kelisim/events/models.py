"""Forums, delegations, visits, exhibitions: programme, participants, meetings, lessons."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, period_checks, tracked
from kelisim.common.models import Area, Source
from kelisim.parties.models import Organisation, Person, acts_for
from kelisim.projects.models import Project, Proposal
from kelisim.zones.models import Zone


class EventKind(models.TextChoices):
    """What kind of event it is."""

    FORUM = "forum", _("Forum")
    DELEGATION = "delegation", _("Delegation abroad")
    VISIT = "visit", _("Incoming visit")
    EXHIBITION = "exhibition", _("Exhibition")


@tracked
class Event(OfficeRecord, Publishable):
    """A forum, a delegation abroad, an incoming visit or an exhibition."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices)
    title = TranslatedField(_("title"))
    about = TranslatedField(_("about"), blank=True, is_long=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("held in"), related_name="events")
    place = TranslatedField(_("place"), blank=True)
    partners = models.ManyToManyField(
        Area, verbose_name=_("partner countries"), blank=True, through="EventPartner", related_name="+"
    )
    start = DayField(_("first day"), null=True, blank=True)
    end = DayField(_("last day"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Almaty")
    goals = TranslatedField(_("goals"), blank=True, is_long=True)
    report = TranslatedField(_("report"), blank=True, is_long=True)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="events"
    )

    public_fields = (
        "slug",
        "kind",
        "title",
        "about",
        "area",
        "place",
        "partners",
        "start",
        "end",
        "time_zone",
        "is_sample",
    )

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("event"), _("events")
        ordering = ["-start", "-pk"]
        constraints = period_checks("event")

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.time_zone not in available_timezones():
            message = _("“%(value)s” is no time zone. Write its name, such as Asia/Almaty or Europe/Istanbul.")
            yield "time_zone", ValidationError(message, code="time_zone", params={"value": self.time_zone})

    def __str__(self) -> str:
        return str(self.title)

    def search_words(self) -> list[str]:
        return [self.slug, *self.title.values(), *self.place.values(), *self.area.name.values()]


class EventPart(LedgerModel):
    """A row that belongs to an event: its office sees it, the public only where a model says so."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="%(class)ss")

    class Meta(LedgerModel.Meta):
        abstract = True

    @property
    def office_id(self) -> int:
        """The office of the event."""
        return self.event.office_id

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(event__in=Event.everything.filter(Event.own_q(user)))


PUBLIC_EVENT = Q(event__published_at__isnull=False, event__archived_at__isnull=True, archived_at__isnull=True)


@tracked
class EventPartner(EventPart):
    """A partner country of an event."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("country"), related_name="+")

    class Meta(EventPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["event", "area"], name="event_partner_once")]

    def __str__(self) -> str:
        return str(self.area)

    @classmethod
    def published_q(cls) -> Q:
        return PUBLIC_EVENT


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


class ParticipationRole(models.TextChoices):
    """As what somebody takes part."""

    PARTICIPANT = "participant", _("Participant")
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    LEADER = "leader", _("Leader of the delegation")
    MEMBER = "member", _("Member of the delegation")
    COMPANION = "companion", _("Companion")
    OFFICIAL = "official", _("Official")
    INTERPRETER = "interpreter", _("Interpreter")


class ParticipationState(models.TextChoices):
    """How far a participation has come."""

    INVITED = "invited", _("Invited")
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Declined")
    CHECKED_IN = "checked_in", _("Checked in")
    NO_SHOW = "no_show", _("Did not come")


@tracked
class Participation(EventPart):
    """An organisation or a person at an event."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="participations")
    role = models.CharField(
        _("role"), max_length=12, choices=ParticipationRole.choices, default=ParticipationRole.PARTICIPANT
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ParticipationState.choices, default=ParticipationState.INVITED
    )
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("meetings at a time"), default=1)
    max_per_day = models.PositiveSmallIntegerField(_("meetings a day, at most"), null=True, blank=True)
    stand = models.CharField(_("stand"), max_length=20, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("participation"), _("participations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="participation_of_somebody"
            ),
            models.UniqueConstraint(
                fields=["event", "organisation", "person"],
                condition=Q(archived_at__isnull=True),
                nulls_distinct=False,
                name="participation_once",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="participation_capacity_positive"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_one_of(
            self, "organisation", "person", _("Say who takes part: an organisation, a person or both.")
        )
        yield from checks.check_positive(self, "capacity")

    def __str__(self) -> str:
        return str(self.organisation or self.person)

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "organisation__")
        return super().own_q(user)


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


@tracked
class Lesson(EventPart):
    """Something learnt on a trip: who does what with it until when."""

    text = TranslatedField(_("what was learnt"), is_long=True)
    step = TranslatedField(_("what is done with it"), blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="lessons"
    )
    due = DayField(_("due"), null=True, blank=True)
    done_on = DayField(_("done"), null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("lesson"), _("lessons")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return str(self.text)

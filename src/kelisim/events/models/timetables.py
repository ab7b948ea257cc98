"""Timetables of meetings and what they are made in: rules, slots, tables, absences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.history import tracked as tracked_without
from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.ledger import tracked
from kelisim.events.models.events import Event, EventPart
from kelisim.events.models.participations import Participation
from kelisim.events.models.rooms import Room, check_hall


@tracked
class MeetingRules(EventPart):
    """How meetings are asked for and planned at an event: length, quotas by kind, consent, what counts how much."""

    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("event"), related_name="meeting_rules")
    minutes = models.PositiveSmallIntegerField(_("minutes a meeting"), default=25)
    pause = models.PositiveSmallIntegerField(_("minutes between meetings"), default=5)
    asks_until = models.DateTimeField(_("meetings are asked for until"), null=True, blank=True)
    official_quota = models.PositiveSmallIntegerField(_("wishes a company may have to meet officials"), default=3)
    company_quota = models.PositiveSmallIntegerField(_("wishes a company may have to meet companies"), default=10)
    day_limit = models.PositiveSmallIntegerField(
        _("meetings a day, at most"), default=8, help_text=_("Where a participant has no limit of its own.")
    )
    needs_consent = models.BooleanField(
        _("only what the other side agreed to"),
        default=False,
        help_text=_("Otherwise a wish that nobody answered is planned too; a refused one never is."),
    )
    first_meeting_bonus = models.PositiveSmallIntegerField(
        _("points for the first meeting of each"), default=5, help_text=_("So that nobody goes home without one.")
    )
    seconds = models.PositiveSmallIntegerField(_("seconds to look for the best timetable"), default=25)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("rules of meetings"), _("rules of meetings")
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(5, 240)), name="meeting_rules_minutes"),
            models.CheckConstraint(condition=Q(seconds__range=(1, 600)), name="meeting_rules_seconds"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        for name, least, most in (("minutes", 5, 240), ("seconds", 1, 600)):
            value = getattr(self, name)
            if isinstance(value, int) and not least <= value <= most:
                gaps = {"least": least, "most": most}
                yield name, ValidationError(_("Enter a number from %(least)s to %(most)s."), "range", gaps)

    def __str__(self) -> str:
        return str(self.event)


@tracked
class MeetingSlot(EventPart):
    """A time in which meetings are held, all at once."""

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("slot"), _("slots")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_slot_in_order"),
            models.UniqueConstraint(
                fields=["event", "starts_at"], condition=Q(archived_at__isnull=True), name="meeting_slot_once"
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_hours(self, "starts_at", "ends_at")

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


@tracked
class MeetingTable(EventPart):
    """A table at which meetings are held, in a room; from `closed_at` on nobody sits there."""

    number = models.PositiveSmallIntegerField(_("table"))
    hall = models.ForeignKey(
        Room, models.PROTECT, verbose_name=_("room of the event"), null=True, blank=True, related_name="tables"
    )
    room = models.CharField(_("room"), max_length=100, blank=True)
    closed_at = models.DateTimeField(_("closed from"), null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("table"), _("tables")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], condition=Q(archived_at__isnull=True), name="meeting_table_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="meeting_table_from_one"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "number")
        yield from checks.check_free(self, "number", _("There is a table %(value)s already."), within=("event",))
        yield from check_hall(self)

    def __str__(self) -> str:
        return f"{self.number}"


@tracked
class Absence(EventPart):
    """When a participant has another duty, comes later or leaves earlier."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    reason = TranslatedField(_("reason"), blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("absence"), _("absences")
        ordering = ["starts_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="absence_in_order")]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_hours(self, "starts_at", "ends_at")

    def __str__(self) -> str:
        return f"{self.participation} · {self.reason}"

    @property
    def is_one_day(self) -> bool:
        """Whether it begins and ends on the same day, in the time zone that is active."""
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)


@tracked_without(without=("problem", "unplaced", "seats"))
class Timetable(EventPart):
    """A version of an event's timetable: a draft, or released, which is what participants see.

    `problem` is what the planner was given, `unplaced` why each other request is not met, `seats` what stood where when it
    was released. They are plain values, large and written once: history leaves them out, lists do not read them.
    """

    number = models.PositiveIntegerField(_("version"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    weight = models.DecimalField(_("weight"), max_digits=16, decimal_places=4, null=True, blank=True)
    bound = models.DecimalField(_("cannot exceed"), max_digits=16, decimal_places=4, null=True, blank=True)
    seconds = models.DecimalField(_("seconds"), max_digits=7, decimal_places=2, null=True, blank=True)
    is_edited = models.BooleanField(default=False)
    problem = models.JSONField(default=dict, blank=True)
    unplaced = models.JSONField(default=list, blank=True)
    seats = models.JSONField(default=dict, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("timetable"), _("timetables")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="timetable_number_once")]

    def __str__(self) -> str:
        return f"{self.event} · {self.number}"

    @property
    def gap(self) -> Decimal | None:
        """How far the weight may be from the best one, as a share of the bound."""
        if self.weight is None or not self.bound:
            return None
        return (self.bound - self.weight) / self.bound

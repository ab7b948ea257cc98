"""The programme of an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.ledger import LedgerModel, tracked
from kelisim.events.models.events import PUBLIC_EVENT, Event, EventPart, check_zone
from kelisim.events.models.participations import Participation
from kelisim.events.models.rooms import Room, check_hall
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
    about = TranslatedField(_("description"), blank=True, is_long=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, help_text=_("Empty: that of the event."))
    end_time_zone = models.CharField(
        _("time zone of the arrival"), max_length=40, blank=True, help_text=_("Empty: the same.")
    )
    hall = models.ForeignKey(
        Room, models.PROTECT, verbose_name=_("room of the event"), null=True, blank=True, related_name="bookings"
    )
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
        yield from check_zone(self, "time_zone")
        yield from check_zone(self, "end_time_zone")

        yield from check_hall(self)

    @property
    def zones_of_time(self) -> tuple[str, str]:
        """The time zones in which it begins and ends."""
        first = self.time_zone or self.event.time_zone
        return first, self.end_time_zone or first

    @property
    def has_hours(self) -> bool:
        """Whether its hours are known: what lasts from midnight to midnight is told by its days alone."""
        return any(moment.timetz().replace(tzinfo=None) != time.min for moment in self.local)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, where it begins and ends."""
        first, last = self.local
        return first.date(), (last - timedelta(microseconds=1)).date()

    @property
    def local(self) -> tuple[datetime, datetime]:
        """Its beginning and end in the hours of their places."""
        first, last = (ZoneInfo(name) for name in self.zones_of_time)
        return self.starts_at.astimezone(first), self.ends_at.astimezone(last)

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def published_q(cls) -> Q:
        return PUBLIC_EVENT


class AppearanceRole(models.TextChoices):
    """As what somebody appears at a point of the programme."""

    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    INTERPRETER = "interpreter", _("Interpreter")
    HOST = "host", _("Host")
    GUEST = "guest", _("Guest of honour")


class ItemPart(LedgerModel):
    """A row that belongs to a point of the programme."""

    item = models.ForeignKey(ProgrammeItem, models.CASCADE, verbose_name=_("point of the programme"))

    class Meta(LedgerModel.Meta):
        abstract = True

    @property
    def office_id(self) -> int:
        """The office of the event."""
        return self.item.event.office_id

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(item__event__in=Event.everything.filter(Event.own_q(user)))


@tracked
class Appearance(ItemPart):
    """Who speaks, moderates or interprets at a point of the programme."""

    item = models.ForeignKey(
        ProgrammeItem, models.CASCADE, verbose_name=_("point of the programme"), related_name="appearances"
    )
    participation = models.ForeignKey(
        Participation, models.CASCADE, verbose_name=_("participant"), related_name="appearances"
    )
    role = models.CharField(_("role"), max_length=12, choices=AppearanceRole.choices, default=AppearanceRole.SPEAKER)
    subject = TranslatedField(_("subject"), blank=True)

    class Meta(ItemPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("appearance"), _("appearances")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "participation", "role"],
                condition=Q(archived_at__isnull=True),
                name="appearance_once",
            )
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.item_id and self.participation_id and self.item.event_id != self.participation.event_id:
            yield "participation", ValidationError(_("Choose a participant of this event."), code="event")

    def __str__(self) -> str:
        return f"{self.participation} · {self.get_role_display()}"

    @classmethod
    def published_q(cls) -> Q:
        return Q(
            item__event__published_at__isnull=False, item__event__archived_at__isnull=True, archived_at__isnull=True
        )


@tracked
class ProgrammeVersion(EventPart):
    """A released version of the programme: as it stood, and what changed since the one before."""

    number = models.PositiveIntegerField(_("version"))
    released_at = models.DateTimeField(_("released"))
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    note = TranslatedField(_("note"), blank=True)
    items = models.JSONField(default=list)
    changes = models.JSONField(default=list, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("version of the programme"), _("versions of the programme")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="programme_version_number_once")]

    def __str__(self) -> str:
        return f"{self.event} · {self.number}"

    @classmethod
    def published_q(cls) -> Q:
        return PUBLIC_EVENT

"""Events and what belongs to them: the shape of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, period_checks, tracked
from kelisim.common.models import Area, Source


class EventKind(models.TextChoices):
    """What kind of event it is."""

    FORUM = "forum", _("Forum")
    DELEGATION = "delegation", _("Delegation abroad")
    VISIT = "visit", _("Incoming visit")
    EXHIBITION = "exhibition", _("Exhibition")


def check_zone(record: models.Model, name: str) -> Iterator[checks.Finding]:
    """A time zone is one of the IANA database, or left empty where that is allowed."""
    value = getattr(record, name)
    if value and value not in available_timezones():
        message = _("“%(value)s” is no time zone. Write its name, such as Asia/Almaty or Europe/Istanbul.")
        yield name, ValidationError(message, code="time_zone", params={"value": value})


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
    protocol = TranslatedField(_("protocol"), blank=True, is_long=True)
    report = TranslatedField(_("report"), blank=True, is_long=True)
    report_released_at = models.DateTimeField(_("report published"), null=True, blank=True, editable=False)
    report_released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
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

        yield from check_zone(self, "time_zone")

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

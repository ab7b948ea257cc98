"""Places, sources, exchange rates, days off, files, long work and the index of the search."""

from __future__ import annotations

import re
from collections.abc import Iterator

import uuid_utils.compat
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Office, User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, tracked

AREA_CODE = r"[A-Z]{2}(-[A-Z0-9]{1,13})?"


class AreaKind(models.TextChoices):
    """Levels of places."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    DISTRICT = "district", _("District")


@tracked
class Area(LedgerModel):
    """A country (ISO 3166-1), a region (ISO 3166-2) or a district (region's code and KATO)."""

    code = models.CharField(_("code"), max_length=16, unique=True, help_text=_("ISO 3166, for example KZ-61"))
    kato = models.CharField(_("KATO"), max_length=9, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )
    name = TranslatedField(_("name"))
    centre = TranslatedField(_("centre"), blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("area"), _("areas")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=f"^{AREA_CODE}$"), name="area_code_is_iso"),
            models.CheckConstraint(condition=Q(kato="") | Q(kato__regex=r"^[0-9]{9}$"), name="area_kato_nine_digits"),
            models.UniqueConstraint(fields=["kato"], condition=~Q(kato=""), name="area_kato_once"),
            models.CheckConstraint(condition=Q(kind="country") | Q(parent__isnull=False), name="area_part_has_whole"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if isinstance(self.code, str) and not re.fullmatch(AREA_CODE, self.code):
            message = _("Write the ISO 3166 code in capitals: KZ for a country, KZ-61 for a region.")
            yield "code", ValidationError(message, code="area_code")
        if isinstance(self.kato, str) and not re.fullmatch(r"|[0-9]{9}", self.kato):
            yield "kato", ValidationError(_("A KATO code has nine digits, such as 610000000."), code="kato")
        if self.kind != AreaKind.COUNTRY and self.parent_id is None:
            yield "parent", ValidationError(_("Say which country or region this is part of."), code="required")
        yield from checks.check_free(self, "kato", _("%(other)s has this KATO code."))

    def __str__(self) -> str:
        return str(self.name) or self.code

    @classmethod
    def published_q(cls) -> Q:
        return Q(archived_at__isnull=True)

    def search_words(self) -> list[str]:
        return [self.code, self.kato, *self.name.values(), *self.centre.values()]


class SourceKind(models.TextChoices):
    """What a fact was taken from."""

    ARTICLE = "article", _("Article")
    DOCUMENT = "document", _("Document")
    STATISTICS = "statistics", _("Statistics")
    REGISTER = "register", _("Register")
    PERSON = "person", _("Entered by a person")
    CALCULATION = "calculation", _("Calculated")


@tracked
class Source(LedgerModel):
    """Where a fact came from: who published it, where, when, and the words that say it."""

    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind.choices)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("source"), _("sources")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def published_q(cls) -> Q:
        return Q(archived_at__isnull=True)


class RateKind(models.TextChoices):
    """What an exchange rate is of."""

    OFFICIAL = "official", _("Official rate of the day")
    YEAR_AVERAGE = "year_average", _("Average official rate of the year")


@tracked
class Rate(LedgerModel):
    """Tenge for `quant` units of a currency, as the National Bank gives it."""

    kind = models.CharField(_("kind"), max_length=12, choices=RateKind.choices)
    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("day"), help_text=_("For an average, the last day of its year."))
    quant = models.PositiveIntegerField(_("units"), default=1)
    tenge = models.DecimalField(_("tenge"), max_digits=24, decimal_places=4)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="rates")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("exchange rate"), _("exchange rates")
        ordering = ["currency", "-day"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "currency", "day"], name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="rate_currency_is_iso"),
            models.CheckConstraint(condition=Q(tenge__gt=0, quant__gt=0), name="rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quant} {self.currency} = {self.tenge} KZT ({self.day})"

    @classmethod
    def published_q(cls) -> Q:
        return Q(archived_at__isnull=True)


class CalendarDayKind(models.TextChoices):
    """What is unusual about a day."""

    HOLIDAY = "holiday", _("Holiday")
    DAY_OFF = "day_off", _("Day off")
    WORKED = "worked", _("Worked instead of a day off")


@tracked
class CalendarDay(LedgerModel):
    """A day on which offices do not work although it is a weekday, or work although it is a weekend."""

    day = DayField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=CalendarDayKind.choices)
    name = TranslatedField(_("name"))
    moved_from = DayField(
        _("instead of"), null=True, blank=True, help_text=_("The day whose rest or work was moved to this one.")
    )
    basis = models.CharField(_("legal basis"), max_length=500)
    address = models.URLField(_("address"), max_length=1000, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("day of the calendar"), _("days of the calendar")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(archived_at__isnull=True), name="calendar_day_once"),
            models.CheckConstraint(condition=Q(kind__in=CalendarDayKind.values), name="calendar_day_kind_known"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.kind != CalendarDayKind.WORKED or self.day is None:
            return
        if self.day.weekday() < 5:
            message = _("This is a weekday, on which offices work anyway. Name a Saturday or a Sunday.")
            yield "day", ValidationError(message, code="weekday")
        yield from checks.check_required(self, ["moved_from"], _("Say on which day people rest instead."))

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"

    @classmethod
    def published_q(cls) -> Q:
        return Q(archived_at__isnull=True)


@tracked
class File(LedgerModel):
    """A file kept under its SHA-256 in the files folder of KELISIM_HOME."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("name"), max_length=255)
    media_type = models.CharField(_("type"), max_length=127)
    size = models.PositiveBigIntegerField(_("size"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("file"), _("files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="file_digest_is_sha256")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def own_q(cls, user: User) -> Q:
        own = Q(uploaded_by=user)
        is_of_office = (
            user.is_staff_member and user.office_id is not None
        )  # a file of no office is its uploader's alone
        return own | Q(office_id=user.office_id) if is_of_office else own


class Numbering(models.Model):
    """The last number that an office gave to a paper of a series in a year."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("numbering"), _("numberings")
        constraints = [models.UniqueConstraint(fields=["office", "series", "year"], name="numbering_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}/{self.last}"


class JobState(models.TextChoices):
    """How far long work has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    STOPPED = "stopped", _("Stopped")


LIVING = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """Long work that a worker does while pages go on: how far it is, who may stop it, what came of it.

    `key` names the work: the same work is not begun twice while it waits or runs. `facts` are what it is done with,
    `outcome` what came of it: words, lines and where it leads. See `jobs.py`.
    """

    public_id = models.UUIDField(default=uuid_utils.compat.uuid7, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=200)
    title = TranslatedField(_("work"))
    office = models.ForeignKey(
        Office, models.CASCADE, verbose_name=_("office"), null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(User, models.CASCADE, verbose_name=_("begun by"), related_name="jobs")
    facts = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    note = models.CharField(_("at work on"), max_length=300, blank=True)
    reason = models.TextField(_("why it failed"), blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    is_to_stop = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("long work"), _("long works")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=Q(state__in=LIVING), name="job_living_once"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_living(self) -> bool:
        """Whether it waits or runs."""
        return self.state in LIVING

    @property
    def told(self) -> str:
        """Why it failed or what came of it."""
        return self.reason or self.outcome.get("words", "")

    @property
    def left(self) -> int:
        """How many steps remain, as far as is known."""
        return max(0, self.total - self.done)


class SearchEntry(models.Model):
    """The folded words of one record, for the search. Written by `store`, never by hand.

    Of a public record of which some words are hidden, `shown` holds those that the public finds it by; `is_public` says that it is all.
    """

    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    office = models.ForeignKey(Office, models.CASCADE, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(default=False)
    title = TranslatedField()
    folded = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    shown = models.TextField(blank=True, db_default="")
    shown_words = models.GeneratedField(
        expression=SearchVector("shown", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words"),
            GinIndex(fields=["shown_words"], name="search_entry_shown", condition=~models.Q(shown="")),
        ]

    def __str__(self) -> str:
        return str(self.title)

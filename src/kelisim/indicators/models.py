"""Indicators with their targets and observations, each with its sources."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common import checks
from kelisim.common.choices import UNIT_PATTERN, Bound, ClaimStage, FactStatus, Measure
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, period_checks, tracked
from kelisim.common.models import Area, Source
from kelisim.engines.values import units
from kelisim.parties.models import Organisation


class Basis(models.TextChoices):
    """Gross and net are two indicators, never one."""

    GROSS = "gross", _("gross")
    NET = "net", _("net")
    UNSTATED = "unstated", _("not stated")


@tracked
class Indicator(LedgerModel):
    """What is measured: a measure, for growth also the measure that grew."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    measure = models.CharField(_("measure"), max_length=30, choices=Measure.choices)
    of = models.CharField(_("growth of"), max_length=30, choices=Measure.choices, blank=True)
    basis = models.CharField(_("gross or net"), max_length=8, choices=Basis.choices, default=Basis.UNSTATED)
    name = TranslatedField(_("name"))
    definition = TranslatedField(_("definition"), blank=True, is_long=True)
    is_flow = models.BooleanField(_("adds up over a period"), default=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("indicator"), _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(measure="growth") ^ Q(of=""), name="indicator_growth_of_something"),
            models.UniqueConstraint(
                fields=["measure", "of", "basis"], condition=Q(archived_at__isnull=True), name="indicator_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @classmethod
    def published_q(cls) -> Q:
        return Q(archived_at__isnull=True)

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()
        if (self.measure == Measure.GROWTH) != bool(self.of):
            message = _("Say which measure grew, for growth and for nothing else.")
            yield "of", ValidationError(message, code="of")

    def search_words(self) -> list[str]:
        return [self.code, *self.name.values(), *self.definition.values()]


def unit_findings(measure: str, unit: str) -> Iterator[checks.Finding]:
    """The unit is one that the measure is counted in."""
    if not measure or not unit or units.unit_fits(units.Measure(measure), unit):
        return
    if measure in units.MONEY_MEASURES:
        message = _("This is money: write the ISO code of its currency, such as KZT, USD, EUR, CNY or TRY.")
        yield "unit", ValidationError(message, code="unit")
        return
    right = ", ".join(units.UNITS_OF_COUNTS[units.Measure(measure)])
    message = _("“%(measure)s” is counted in: %(units)s.")
    yield "unit", ValidationError(message, code="unit", params={"measure": Measure(measure).label, "units": right})


class Figure(OfficeRecord, Publishable):
    """A number with what it is about: common to targets and observations. Value in base units."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name=_("indicator"), related_name="%(class)ss")
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="%(class)ss"
    )
    partner = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("partner country"), null=True, blank=True, related_name="+"
    )
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    start = DayField(_("first day"), null=True, blank=True)
    end = DayField(_("last day"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=4)
    unit = models.CharField(
        _("unit"), max_length=12, help_text=_("ISO 4217 code for money, otherwise a unit such as job")
    )
    bound = models.CharField(_("how exactly"), max_length=6, choices=Bound.choices, default=Bound.EXACT)
    stage = models.CharField(_("stage"), max_length=10, choices=ClaimStage.choices, blank=True)
    reporter = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("reported by"), null=True, blank=True, related_name="+"
    )
    vintage = DayField(_("as reported on"), null=True, blank=True)
    note = TranslatedField(_("note"), blank=True)

    public_fields = (
        "public_id",
        "indicator",
        "area",
        "partner",
        "sector",
        "start",
        "end",
        "value",
        "unit",
        "bound",
        "status",
        "stage",
        "reporter",
        "vintage",
        "note",
        "sources",
        "is_sample",
    )

    class Meta(OfficeRecord.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.indicator} · {self.area or '–'} · {self.value.normalize():f} {self.unit}"

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit.isupper()

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()
        if self.indicator_id is None:
            return
        yield from unit_findings(self.indicator.measure, self.unit)
        if self.stage and self.indicator.measure not in units.STAGED_MEASURES:
            message = _("Only projects, their value and enterprises have a stage. Leave it empty.")
            yield "stage", ValidationError(message, code="stage")
        if self.indicator.measure != Measure.GROWTH:
            yield from checks.check_not_negative(self, "value")
        yield from self._sample_findings()

    def _sample_findings(self) -> Iterator[checks.Finding]:
        """Figures of a sample stay in sample places, real ones in real places."""
        if self.area is not None and self.office_id is not None and self.area.is_sample != self.office.is_sample:
            message = _("Samples belong to the sample region and nothing else does. Choose another area.")
            yield "area", ValidationError(message, code="sample")

    def search_words(self) -> list[str]:
        return [self.indicator.code, *self.indicator.name.values(), *(self.area.name.values() if self.area else [])]


@tracked
class Target(Figure):
    """A figure that somebody set, to be reached in a period or by a deadline."""

    sources = models.ManyToManyField(Source, through="TargetSource", related_name="targets")
    status = FactStatus.TARGET

    class Meta(Figure.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("target"), _("targets")
        ordering = ["-end", "-pk"]
        constraints = [
            *period_checks("target"),
            models.CheckConstraint(condition=Q(unit__regex=UNIT_PATTERN), name="target_unit_known"),
            models.UniqueConstraint(
                fields=[
                    "office",
                    "indicator",
                    "area",
                    "partner",
                    "sector",
                    "start",
                    "end",
                    "stage",
                    "bound",
                    "reporter",
                    "unit",
                    "vintage",
                    "value",
                ],
                condition=Q(archived_at__isnull=True) & (Q(start__isnull=False) | Q(end__isnull=False)),
                nulls_distinct=False,
                violation_error_message=_("This figure is recorded already: add the source to it."),
                name="target_once",
            ),
        ]


@tracked
class TargetSource(LedgerModel):
    """A source that states a target."""

    target = models.ForeignKey(Target, models.CASCADE)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta(LedgerModel.Meta):
        constraints = [models.UniqueConstraint(fields=["target", "source"], name="target_source_once")]

    def __str__(self) -> str:
        return str(self.source)


@tracked
class Observation(Figure):
    """A figure that happened or is meant to happen. Several sources confirm one observation.

    Two values for the same thing are two rows: the later one's `vintage` tells the day on which it was reported.

    One without a period stands alone: it is kept out of the identity and never merged by machine.
    """

    status = models.CharField(_("status"), max_length=8, choices=FactStatus.choices[:2], default=FactStatus.ACTUAL)
    sources = models.ManyToManyField(Source, through="ObservationSource", related_name="observations")

    class Meta(Figure.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("observation"), _("observations")
        ordering = [F("end").desc(nulls_last=True), "-pk"]
        constraints = [
            *period_checks("observation"),
            models.CheckConstraint(condition=Q(unit__regex=UNIT_PATTERN), name="observation_unit_known"),
            models.CheckConstraint(condition=Q(status__in=["actual", "planned"]), name="observation_status_known"),
            models.UniqueConstraint(
                fields=[
                    "office",
                    "indicator",
                    "area",
                    "partner",
                    "sector",
                    "start",
                    "end",
                    "status",
                    "stage",
                    "bound",
                    "reporter",
                    "unit",
                    "vintage",
                    "value",
                ],
                condition=Q(archived_at__isnull=True) & (Q(start__isnull=False) | Q(end__isnull=False)),
                nulls_distinct=False,
                violation_error_message=_("This figure is recorded already: add the source to it."),
                name="observation_once",
            ),
        ]


@tracked
class ObservationSource(LedgerModel):
    """A source that states an observation."""

    observation = models.ForeignKey(Observation, models.CASCADE)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta(LedgerModel.Meta):
        constraints = [models.UniqueConstraint(fields=["observation", "source"], name="observation_source_once")]

    def __str__(self) -> str:
        return str(self.source)

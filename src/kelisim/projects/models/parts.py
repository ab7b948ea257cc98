"""What hangs on a project: its log, money, days, planned jobs and expected risks."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common import checks, formats
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import money_checks, period_checks, tracked
from kelisim.common.models import File
from kelisim.projects.models.projects import ProjectPart, ProjectStage


@tracked
class ProjectLog(ProjectPart):
    """What happened to a project, on a day, and who wrote it down."""

    day = DayField(_("day"))
    text = TranslatedField(_("what happened"), is_long=True)
    author = models.ForeignKey(User, models.PROTECT, verbose_name=_("author"), related_name="+")
    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("file"), null=True, blank=True, related_name="+")

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("log entry"), _("log")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return str(self.text)


class CapitalSource(models.TextChoices):
    """Whose money is spent."""

    OWN = "own", _("Own funds")
    LOAN = "loan", _("Loans")
    FOREIGN = "foreign", _("Foreign investment")
    BUDGET = "budget", _("Budget")


@tracked
class ProjectAmount(ProjectPart):
    """Money of a project, planned or spent, in a period and from a source of capital."""

    is_spent = models.BooleanField(_("spent"), default=False)
    capital = models.CharField(
        _("source of capital"), max_length=10, choices=CapitalSource.choices, default=CapitalSource.OWN
    )
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=4)
    currency = CurrencyField(_("currency"))
    start = DayField(_("first day"), null=True, blank=True)
    end = DayField(_("last day"), null=True, blank=True)

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("amount of a project"), _("amounts of projects")
        ordering = ["start", "pk"]
        constraints = [*money_checks("project_amount"), *period_checks("project_amount")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@tracked
class StageDate(ProjectPart):
    """When a project is meant to come to a stage, and when it came."""

    stage = models.CharField(_("stage"), max_length=14, choices=ProjectStage.choices)
    planned = DayField(_("planned"), null=True, blank=True)
    reached = DayField(_("reached"), null=True, blank=True)

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("day of a stage"), _("days of stages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage"], condition=Q(archived_at__isnull=True), name="stage_date_once"
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(reached__isnull=False), name="stage_date_has_a_day"
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.reached is None:
            yield from checks.check_required(self, ["planned"], _("Say when it is meant to be, or when it was."))

    def __str__(self) -> str:
        return str(self.get_stage_display())


@tracked
class JobsPlan(ProjectPart):
    """How many jobs a project plans to have by a day."""

    day = DayField(_("by"))
    jobs = models.PositiveIntegerField(_("jobs"))

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("planned jobs"), _("planned jobs")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "day"], condition=Q(archived_at__isnull=True), name="jobs_plan_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jobs} · {formats.day(self.day)}"


class RiskKind(models.TextChoices):
    """What may go wrong with a project."""

    LAND = "land", _("Land and site")
    UTILITIES = "utilities", _("Power, water, gas, roads")
    PERMITS = "permits", _("Permits")
    FINANCE = "finance", _("Finance")
    MARKET = "market", _("Market and raw materials")
    STAFF = "staff", _("Staff")
    OTHER = "other", _("Other")


class RiskWeight(models.TextChoices):
    """How heavy a risk is."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


@tracked
class ProjectRisk(ProjectPart):
    """What may go wrong, how heavy it is and what is done about it."""

    kind = models.CharField(_("kind"), max_length=10, choices=RiskKind.choices)
    weight = models.CharField(_("weight"), max_length=6, choices=RiskWeight.choices, default=RiskWeight.MEDIUM)
    text = TranslatedField(_("what may go wrong"), is_long=True)
    answer = TranslatedField(_("what is done about it"), blank=True, is_long=True)
    is_over = models.BooleanField(_("over"), default=False)

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("expected risk"), _("expected risks")
        ordering = ["is_over", "pk"]

    def __str__(self) -> str:
        return str(self.text)

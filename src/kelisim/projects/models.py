"""Proposals and projects: stages apart from statuses, amounts, jobs, the log."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import OfficeRecord, Publishable, money_checks, period_checks, tracked
from kelisim.common.models import Area, File, Source
from kelisim.parties.models import Organisation, acts_for
from kelisim.zones.models import Plot, UtilityClaim, Zone


class ProjectStage(models.TextChoices):
    """How far a project has come. `docs/concepts.md` maps stages to the ladder's rungs and the board's columns."""

    IDEA = "idea", _("Idea")
    PROPOSAL = "proposal", _("Proposal")
    STUDIED = "studied", _("Studied")
    AGREED = "agreed", _("Agreed")
    SITE_GIVEN = "site_given", _("Site given")
    PERMITS = "permits", _("Permits")
    CONSTRUCTION = "construction", _("Construction")
    COMMISSIONING = "commissioning", _("Commissioning")
    WORKING = "working", _("Working at capacity")


class ProjectStatus(models.TextChoices):
    """Whether a project moves."""

    MOVING = "moving", _("Moving")
    DELAYED = "delayed", _("Delayed")
    DORMANT = "dormant", _("Dormant")
    LOST = "lost", _("Lost")
    STOPPED = "stopped", _("Stopped")
    DONE = "done", _("Done")


class ProposalState(models.TextChoices):
    """How far a proposal has been studied."""

    DRAFT = "draft", _("Draft")
    HANDED_IN = "handed_in", _("Handed in")
    STUDIED = "studied", _("Being studied")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


DECIDED_PROPOSALS = (ProposalState.ACCEPTED, ProposalState.DECLINED)


@tracked
class Proposal(OfficeRecord):
    """What an investor hands in; studied, then accepted or declined with reasons."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("investor"), related_name="proposals")
    title = TranslatedField(_("title"))
    text = TranslatedField(_("what is proposed"), is_long=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="+")
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="+"
    )
    handed_in_on = DayField(_("handed in"), null=True, blank=True)
    due = DayField(_("answer due"), null=True, blank=True)
    decided_on = DayField(_("decided"), null=True, blank=True)
    reason = TranslatedField(_("reason"), blank=True, is_long=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("proposal"), _("proposals")
        ordering = ["-handed_in_on", "-pk"]
        constraints = [
            *money_checks("proposal"),
            *period_checks("proposal", start="handed_in_on", end="decided_on"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(handed_in_on__isnull=False), name="proposal_handed_in_has_day"
            ),
        ]

    periods = (("handed_in_on", "decided_on"),)

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.state != ProposalState.DRAFT:
            yield from checks.check_required(self, ["handed_in_on"], _("Say on which day it was handed in."))
        if self.state in DECIDED_PROPOSALS:
            yield from checks.check_required(self, ["decided_on"], _("Say on which day it was decided."))
        if self.state == ProposalState.DECLINED:
            yield from checks.check_required(self, ["reason"], _("Give the investor the reason."))

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "organisation__")
        return super().own_q(user) & ~Q(state=ProposalState.DRAFT)  # a draft is the investor's alone

    def search_words(self) -> list[str]:
        return [*self.title.values(), self.organisation.name]


@tracked
class Project(OfficeRecord, Publishable):
    """A plant, a greenhouse, a logistics centre."""

    number = models.CharField(
        _("number"), max_length=30, blank=True, help_text=_("The office's own number in its pool.")
    )
    title = TranslatedField(_("title"))
    about = TranslatedField(_("about"), blank=True, is_long=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("investor"), null=True, blank=True, related_name="projects"
    )
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, verbose_name=_("proposal"), null=True, blank=True, related_name="project"
    )
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="projects")
    origin = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("origin of capital"), null=True, blank=True, related_name="+"
    )
    zone = models.ForeignKey(
        Zone, models.PROTECT, verbose_name=_("zone"), null=True, blank=True, related_name="projects"
    )
    plot = models.ForeignKey(
        Plot, models.PROTECT, verbose_name=_("plot"), null=True, blank=True, related_name="projects"
    )
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    stage = models.CharField(_("stage"), max_length=14, choices=ProjectStage.choices, default=ProjectStage.IDEA)
    stage_since = DayField(_("in this stage since"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ProjectStatus.choices, default=ProjectStatus.MOVING)
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    jobs_planned = models.PositiveIntegerField(_("jobs planned"), null=True, blank=True)
    jobs_created = models.PositiveIntegerField(_("jobs created"), null=True, blank=True)
    product = TranslatedField(_("product and capacity"), blank=True)
    planned_start = DayField(_("start planned"), null=True, blank=True)
    planned_launch = DayField(_("launch planned"), null=True, blank=True)
    launched_on = DayField(_("launched"), null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="+"
    )
    next_step = TranslatedField(_("next step"), blank=True)
    next_step_due = DayField(_("next step due"), null=True, blank=True)
    utility_claims = models.ManyToManyField(UtilityClaim, through="ProjectUtilityClaim", blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="projects"
    )

    public_fields = (
        "public_id", "number", "title", "about", "organisation", "area", "origin", "zone", "sector", "stage", "status",
        "amount", "currency", "jobs_planned", "jobs_created", "product", "planned_launch", "launched_on", "is_sample",
    )  # fmt: skip

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("project"), _("projects")
        ordering = ["-pk"]
        constraints = [
            *money_checks("project"),
            *period_checks("project", start="planned_start", end="planned_launch"),
            models.UniqueConstraint(
                fields=["office", "number"],
                condition=~Q(number="") & Q(archived_at__isnull=True),
                name="project_number_once",
            ),
            models.CheckConstraint(
                condition=Q(plot__isnull=True) | Q(zone__isnull=False), name="project_plot_has_zone"
            ),
        ]
        indexes = [models.Index(fields=["office", "stage", "status"], name="project_board")]

    periods = (("planned_start", "planned_launch"),)

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.plot_id is not None and self.zone_id is None:
            yield "zone", ValidationError(_("Say in which zone the plot lies."), code="required")
        elif self.plot is not None and self.plot.zone_id != self.zone_id:
            message = _("Plot %(plot)s lies in another zone. Choose a plot of this zone.")
            yield "plot", ValidationError(message, code="plot_elsewhere", params={"plot": self.plot})
        if self.office_id is not None:
            message = _("“%(other)s” has the number %(value)s in this pool.")
            yield from checks.check_free(self, "number", message, within=("office_id",))

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        return acts_for(user, "organisation__") if user.role == Role.INVESTOR else super().own_q(user)

    def search_words(self) -> list[str]:
        investor = self.organisation.name if self.organisation else ""
        return [
            self.number,
            *self.title.values(),
            *self.product.values(),
            investor,
            self.area.code,
            *self.area.name.values(),
        ]


class ProjectPart(OfficeRecord):
    """A row that belongs to a project and its office."""

    office = None  # type: ignore[assignment]  # the project's
    project = models.ForeignKey(Project, models.CASCADE, verbose_name=_("project"), related_name="%(class)ss")

    class Meta(OfficeRecord.Meta):
        abstract = True

    @property
    def office_id(self) -> int:
        """The office of the project."""
        return self.project.office_id

    @property
    def is_sample(self) -> bool:
        """Whether the project is made up."""
        return self.project.is_sample

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(project__in=Project.everything.filter(Project.own_q(user)))


@tracked
class ProjectUtilityClaim(ProjectPart):
    """Which claim on a zone's utility the project made."""

    claim = models.OneToOneField(UtilityClaim, models.CASCADE)

    class Meta(ProjectPart.Meta):
        abstract = False

    def __str__(self) -> str:
        return str(self.claim)


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


class Milestone(models.TextChoices):
    """What counts only when a second person confirms it."""

    LAUNCH = "launch", _("Launch")
    JOBS = "jobs", _("Jobs created")


@tracked
class Confirmation(ProjectPart):
    """A launch, or jobs created: claimed by one person with evidence, confirmed by another."""

    milestone = models.CharField(_("what"), max_length=10, choices=Milestone.choices)
    day = DayField(_("day"))
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    evidence = models.ForeignKey(
        File, models.PROTECT, verbose_name=_("evidence"), null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("reference"), max_length=500, blank=True)
    claimed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("confirmation"), _("confirmations")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("claimed_by")),
                name="confirmation_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmation_complete",
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.milestone == Milestone.JOBS:
            yield from checks.check_required(self, ["jobs"], _("Say how many jobs."))
        if not self.evidence_id:
            yield from checks.check_required(
                self, ["reference"], _("Give the evidence: a file, or the number of the paper.")
            )

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} · {self.day}"

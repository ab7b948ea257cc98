"""Projects: how far each has come, whether it moves, what it costs and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import FALLBACK_ORDER, TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.columns import key_of, unit_group
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import ChosenFields, OfficeRecord, money_checks, period_checks, tracked, tracked_by_day
from kelisim.common.models import Area, Source
from kelisim.parties.models import Organisation, acts_for
from kelisim.projects.models.proposals import Proposal
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


class PoolLevel(models.TextChoices):
    """Whose pool a project stands in."""

    NATIONAL = "national", _("National pool")
    REGIONAL = "regional", _("Regional pool")


def title_indexes() -> list[models.Index]:
    """Living projects in the order of their titles, as lists of each language sort them."""
    by_title = {code: key_of("title", "translated", code) for code in FALLBACK_ORDER}
    return [
        models.Index(
            OrderBy(key, nulls_last=True),
            "id",
            condition=Q(archived_at__isnull=True),
            name=f"project_title_{code.partition('-')[0]}",
        )
        for code, key in by_title.items()
    ]


LAUNCH_DAY = Coalesce("launched_on", "planned_launch")


@tracked_by_day
class Project(OfficeRecord, ChosenFields):
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
    site = models.CharField(
        _("site"), max_length=300, blank=True, help_text=_("The place, where it stands on no plot of a zone.")
    )
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    stage = models.CharField(_("stage"), max_length=14, choices=ProjectStage.choices, default=ProjectStage.IDEA)
    stage_since = DayField(_("in this stage since"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ProjectStatus.choices, default=ProjectStatus.MOVING)
    pool = models.CharField(
        _("pool"), max_length=10, choices=PoolLevel.choices, blank=True, help_text=_("Left empty, the rule decides.")
    )
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    jobs_planned = models.PositiveIntegerField(_("jobs planned"), null=True, blank=True)
    jobs_created = models.PositiveIntegerField(_("jobs created"), null=True, blank=True)
    product = TranslatedField(_("product"), blank=True)
    capacity = models.DecimalField(_("capacity a year"), max_digits=24, decimal_places=4, null=True, blank=True)
    capacity_unit = models.CharField(
        _("unit of the capacity"), max_length=60, blank=True, help_text=_("Such as tonnes, pieces, MW, m².")
    )
    planned_start = DayField(_("start planned"), null=True, blank=True)
    started_on = DayField(_("works begun"), null=True, blank=True)
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
        "amount", "currency", "jobs_planned", "jobs_created", "product", "capacity", "capacity_unit", "planned_launch",
        "launched_on", "is_sample",
    )  # fmt: skip

    choosable = {
        "number": ("number",),
        "about": ("about",),
        "organisation": ("organisation",),
        "origin": ("origin",),
        "zone": ("zone", "plot"),
        "sector": ("sector",),
        "amount": ("amount", "currency"),
        "jobs_planned": ("jobs_planned",),
        "jobs_created": ("jobs_created",),
        "product": ("product",),
        "capacity": ("capacity", "capacity_unit"),
        "planned_launch": ("planned_launch",),
        "source": ("source",),
    }

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("project"), _("projects")
        ordering = ["-pk"]
        constraints = [
            *money_checks("project"),
            *period_checks("project", start="planned_start", end="planned_launch"),
            *period_checks("project_real", start="started_on", end="launched_on"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0) & ~Q(capacity_unit=""),
                name="project_capacity_has_unit",
            ),
            models.UniqueConstraint(
                fields=["office", "number"],
                condition=~Q(number="") & Q(archived_at__isnull=True),
                name="project_number_once",
            ),
            models.CheckConstraint(
                condition=Q(plot__isnull=True) | Q(zone__isnull=False), name="project_plot_has_zone"
            ),
        ]
        indexes = [
            # What lists, board, map, launches and ladder of the workspace count, add up and order by, so that they need
            # not read the rows themselves: a row is wide, for its texts stand in five languages.
            models.Index(
                fields=["office", "stage", "stage_since", "id"],
                include=[
                    "archived_at",
                    "published_at",
                    "status",
                    "area",
                    "zone",
                    "origin",
                    "sector",
                    "pool",
                    "proposal",
                    "currency",
                    "amount",
                    "jobs_planned",
                    "jobs_created",
                    "planned_launch",
                    "launched_on",
                    "organisation",
                    "owner",
                    "created_at",
                    "next_step_due",
                    "hidden_fields",
                ],
                condition=Q(archived_at__isnull=True),
                name="project_pool",
            ),
            models.Index(
                fields=["owner", "next_step_due"],
                condition=Q(archived_at__isnull=True, next_step_due__isnull=False),
                name="project_steps",
            ),
            *title_indexes(),
            # What the portal counts and adds up, so that it need not read the rows themselves.
            models.Index(
                fields=["area", "office"],
                include=[
                    "stage",
                    "status",
                    "currency",
                    "amount",
                    "jobs_planned",
                    "jobs_created",
                    "launched_on",
                    "hidden_fields",
                    "planned_start",
                ],
                condition=Q(published_at__isnull=False, archived_at__isnull=True),
                name="project_public_sums",
            ),
            models.Index(fields=["office", "planned_launch"], name="project_launches"),
            # The calendar of launches: each on the day of its launch, where there was none yet on the planned one, with
            # what is counted of it.
            models.Index(
                LAUNCH_DAY,
                "id",
                "office",
                "published_at",
                "launched_on",
                "planned_launch",
                "jobs_planned",
                condition=Q(archived_at__isnull=True),
                name="project_launch_day",
            ),
            # The newest of the capital of a country.
            models.Index(
                fields=["origin", "office", "-id"],
                condition=Q(published_at__isnull=False, archived_at__isnull=True),
                name="project_origin_public",
            ),
            # Lists by amount: currencies stand apart, what has no amount comes last.
            models.Index(
                OrderBy(unit_group("amount", "currency"), nulls_last=True),
                OrderBy(F("amount"), descending=True, nulls_last=True),
                F("id").desc(),
                condition=Q(archived_at__isnull=True),
                name="project_amount",
            ),
        ]

    periods = (("planned_start", "planned_launch"), ("started_on", "launched_on"))

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.plot_id is not None and self.zone_id is None:
            yield "zone", ValidationError(_("Say in which zone the plot lies."), code="required")
        elif self.plot is not None and self.plot.zone_id != self.zone_id:
            message = _("Plot %(plot)s lies in another zone. Choose a plot of this zone.")
            yield "plot", ValidationError(message, code="plot_elsewhere", params={"plot": self.plot})
        yield from checks.check_positive(self, "capacity")
        if self.capacity is not None:
            yield from checks.check_required(self, ["capacity_unit"], _("Say in which unit the capacity is."))
        if self.office_id is not None:
            message = _("“%(other)s” has the number %(value)s in this pool.")
            yield from checks.check_free(self, "number", message, within=("office_id",))

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        return acts_for(user, "organisation__") if user.role == Role.INVESTOR else super().own_q(user)

    def search_words(self) -> list[str]:
        is_told = self.organisation and (self.organisation.is_published or not self.is_without_hidden)
        investor = self.organisation.name if self.organisation and is_told else ""
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

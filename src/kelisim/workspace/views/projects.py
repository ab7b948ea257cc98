"""Projects in the workspace: the pool as a list, the project with its stage and what is missing for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement
from kelisim.common import formats
from kelisim.common.context import Link
from kelisim.events.models import Event
from kelisim.projects import services
from kelisim.projects.models import PoolLevel, Project, ProjectStage, ProjectStatus, Proposal
from kelisim.projects.pictures import stages_of
from kelisim.projects.pools import TENGE, in_pool, level_of, threshold_on
from kelisim.projects.queries import projects_for_list
from kelisim.projects.stages import ORDER, missing_for
from kelisim.projects.waits import GOING_ON
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_country, by_office, by_owner, by_sample, by_yes, in_years
from kelisim.workspace.forms.projects import ProjectForm
from kelisim.workspace.lists import Filter, by_choice, by_published
from kelisim.workspace.records import Kind, Line, Step, Thread, address_of
from kelisim.workspace.views.meeting_threads import meetings_thread
from kelisim.workspace.views.project_parts import ACTS, confirmations_of, parts
from kelisim.workspace.views.project_words import COLUMN_NAMES
from kelisim.workspace.views.steps import due_words

FIRST = 50
VIEWS = (
    ("project_list", gettext_lazy("List"), "table"),
    ("project_board", gettext_lazy("Board"), "board"),
    ("project_map", gettext_lazy("Map"), "globe"),
    ("project_launches", gettext_lazy("Launches"), "calendar"),
    ("project_stalled", gettext_lazy("Stuck"), "alert"),
    ("project_give_out", gettext_lazy("Give out"), "download"),
    ("sheet_import_list", gettext_lazy("Take in a sheet"), "doc"),
)


def next_step(project: Project, user: User) -> Step | None:
    """What somebody else must confirm, else the step that the project waits for."""
    if project.is_archived:
        return None
    for claim in confirmations_of(project, user).filter(confirmed_by__isnull=True, refused_by__isnull=True)[:1]:
        may = user.has_perm("projects.confirm", claim)
        href = PROJECT.address("confirm", project.public_id, claim.public_id) if may else ""
        title = _("A second person confirms: %(what)s") % {"what": claim.get_milestone_display()}
        return Step(title, claim.reference, formats.day(claim.day), str(claim.claimed_by), "soon", href, _("Confirm"))
    if not project.next_step:
        return step_of_missing(project, user)
    days, kind = due_words(project.next_step_due, timezone.localdate())
    shown = formats.day(project.next_step_due) if project.next_step_due else ""
    who = " · ".join(filter(None, [shown, str(project.owner or "")]))
    href = PROJECT.address("edit", project.public_id) if user.has_perm("projects.edit_project", project) else ""
    return Step(str(project.next_step), due=days, who=who, kind=kind, href=href, label=_("Next step"))


def step_of_missing(project: Project, user: User) -> Step | None:
    """To fill in what the stage requires."""
    lacks = missing(project)
    if not lacks:
        return None
    href = PROJECT.address("edit", project.public_id) if user.has_perm("projects.edit_project", project) else ""
    title = _("The stage “%(stage)s” asks for more") % {"stage": project.get_stage_display()}
    return Step(title, ", ".join(lacks), who=str(project.owner or ""), href=href, label=_("Fill in"))


def labels_of(names: list[str]) -> list[str]:
    """Fields as the forms call them."""
    return [str(Project._meta.get_field(name).verbose_name) for name in names]


def missing(project: Project) -> list[str]:
    """What the stage of a project requires and the project lacks."""
    return labels_of(missing_for(project, project.stage))


def missing_next(project: Project) -> list[str]:
    """What the project lacks for the stage that comes next."""
    place = ORDER.index(ProjectStage(project.stage)) + 1
    return labels_of(missing_for(project, ORDER[place])) if place < len(ORDER) else []


def pool_of(project: Project) -> str:
    """Whose pool the project stands in, and by which word or rule."""
    today = timezone.localdate()
    threshold = threshold_on(today)
    level = level_of(project, threshold, today)
    if not level or project.pool or threshold is None:
        return str(PoolLevel(level).label) if level else ""
    words = _("%(pool)s, for the threshold is %(tenge)s (%(indices)s indices of %(index)s)")
    return words % {
        "pool": PoolLevel(level).label,
        "tenge": formats.money(threshold.tenge, TENGE),
        "indices": formats.number(threshold.rule.indices),
        "index": formats.money(threshold.index.tenge, TENGE),
    }


def capacity_of(project: Project) -> str:
    """The capacity with its unit."""
    return "" if project.capacity is None else f"{formats.number(project.capacity)} {project.capacity_unit}"


def threads(project: Project, user: User) -> list[Thread]:
    """From the event to the paper."""
    papers = Agreement.objects.visible_to(user).filter(projects=project).order_by("-pk")[:FIRST]
    proposals = Proposal.objects.visible_to(user).filter(pk=project.proposal_id)
    events = Event.objects.visible_to(user).filter(meetings__projects=project).order_by("-pk")[:FIRST]
    return [
        Thread(
            "proposal",
            _("Proposal"),
            [Line(str(row), address_of(row, user), row.get_state_display()) for row in proposals],
        ),
        Thread(
            "agreements", _("Agreements"), [Line(str(row), address_of(row), row.get_state_display()) for row in papers]
        ),
        Thread("events", _("Events"), [Line(str(row), address_of(row), row.get_kind_display()) for row in events]),
        meetings_thread(Q(projects=project), user),
    ]


def by_pool() -> Filter:
    """National or regional, by a person's word or by the rule of today."""
    known = by_choice("pool", gettext_lazy("Pool"), PoolLevel.choices)
    return Filter(known.name, known.field, lambda rows, value: rows.filter(in_pool(value, timezone.localdate())))


def by_going() -> Filter:
    """Whether a project still goes on: neither launched nor lost nor stopped."""
    words = gettext_lazy("Going on")
    return by_yes("going", words, lambda rows, yes: rows.filter(GOING_ON) if yes else rows.exclude(GOING_ON))


def by_column() -> Filter:
    """A column of the board: one or more stages."""
    known = by_choice("column", gettext_lazy("Column of the board"), COLUMN_NAMES.items())
    return Filter(known.name, known.field, lambda rows, value: rows.filter(stage__in=stages_of(value)))


def tabs(page: Any, current: str = "project_list") -> list[Link]:
    """The ways to look at the pool; search and filters go along."""
    query = page.address(sort=None, columns=None)
    return [Link(label, reverse(f"workspace:{name}") + query, icon, name == current) for name, label, icon in VIEWS]


PUBLIC = (
    Column("title", gettext_lazy("Title"), "translated"),
    Column("number", gettext_lazy("Number")),
    Column("stage", gettext_lazy("Stage"), "choice", choice("stage")),
    Column("status", gettext_lazy("Status"), "choice", choice("status")),
    Column("organisation", gettext_lazy("Investor"), "text"),
    Column("area", gettext_lazy("Area"), "area"),
    Column("zone", gettext_lazy("Zone"), "text"),
    Column("origin", gettext_lazy("Origin of capital"), "area"),
    Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("jobs_planned", gettext_lazy("Jobs planned"), "number"),
    Column("jobs_created", gettext_lazy("Jobs created"), "number"),
    Column("product", gettext_lazy("Product"), "translated"),
    Column("capacity", gettext_lazy("Capacity a year"), "number"),
    Column("planned_launch", gettext_lazy("Launch planned"), "day"),
    Column("launched_on", gettext_lazy("Launched"), "day"),
    Column("about", gettext_lazy("About"), "translated"),
    Column("source", gettext_lazy("Source"), "text"),
)
PROJECT = Kind(
    noun="project",
    public_facts=PUBLIC,
    plural="projects",
    model=Project,
    services=services,
    rows=lambda user: projects_for_list(user).select_related(
        "office", "organisation", "area", "origin", "zone", "plot", "owner", "source", "archived_by", "proposal"
    ),
    form=ProjectForm,
    columns=(
        Column("title", gettext_lazy("Project"), "translated", sort="title"),
        Column("number", gettext_lazy("Number"), sort="number"),
        Column("organisation", gettext_lazy("Investor"), "link", sort=""),
        Column("stage", gettext_lazy("Stage"), "choice", choice("stage"), sort="stage"),
        Column("status", gettext_lazy("Status"), "choice", choice("status"), sort="status"),
        Column("area", gettext_lazy("Area"), "area", sort="area__name"),
        Column("amount", gettext_lazy("Amount"), "money", sort="amount"),
        Column("jobs_planned", gettext_lazy("Jobs planned"), "number", sort="jobs_planned"),
        Column("jobs_created", gettext_lazy("Jobs created"), "number", sort="jobs_created", is_shown=False),
        Column("planned_launch", gettext_lazy("Launch planned"), "day", sort="planned_launch"),
        Column("launched_on", gettext_lazy("Launched"), "day", sort="launched_on", is_shown=False),
        Column("owner", gettext_lazy("Responsible"), sort="owner__name", is_shown=False),
        Column("origin", gettext_lazy("Origin of capital"), "area", sort="origin__name", is_shown=False),
        Column("zone", gettext_lazy("Zone"), "link", is_shown=False),
        Column("sector", gettext_lazy("Sector (ISIC)"), "sector", sort="sector", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(
        Column("stage", gettext_lazy("Stage"), "choice", choice("stage")),
        Column("stage_since", gettext_lazy("In this stage since"), "day"),
        Column("missing", gettext_lazy("Missing for this stage"), "many", missing),
        Column("missing_next", gettext_lazy("Missing for the next stage"), "many", missing_next),
        Column("status", gettext_lazy("Status"), "choice", choice("status")),
        Column("pool", gettext_lazy("Pool"), "text", pool_of),
        Column("organisation", gettext_lazy("Investor"), "link"),
        Column("amount", gettext_lazy("Amount"), "money"),
        Column("jobs_planned", gettext_lazy("Jobs planned"), "number"),
        Column("jobs_created", gettext_lazy("Jobs created"), "number"),
        Column("planned_start", gettext_lazy("Start planned"), "day"),
        Column("started_on", gettext_lazy("Works begun"), "day"),
        Column("planned_launch", gettext_lazy("Launch planned"), "day"),
        Column("launched_on", gettext_lazy("Launched"), "day"),
        Column("area", gettext_lazy("Area"), "link"),
        Column("origin", gettext_lazy("Origin of capital"), "link"),
        Column("zone", gettext_lazy("Zone"), "link"),
        Column("plot", gettext_lazy("Plot"), "link"),
        Column("site", gettext_lazy("Site")),
        Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
        Column("product", gettext_lazy("Product"), "translated"),
        Column("capacity", gettext_lazy("Capacity a year"), "text", capacity_of),
        Column("number", gettext_lazy("Number")),
        Column("owner", gettext_lazy("Responsible")),
        Column("about", gettext_lazy("Description"), "translated"),
    ),
    title=gettext_lazy("Project pool"),
    new=gettext_lazy("Add a project"),
    icon="factory",
    empty=gettext_lazy("Plants, greenhouses, logistics centres stand here, from the idea to work at capacity."),
    filters=(
        by_choice("stage", gettext_lazy("Stage"), ProjectStage.choices),
        by_choice("status", gettext_lazy("Status"), ProjectStatus.choices),
        by_pool(),
        by_column(),
        by_area(),
        by_country("origin", gettext_lazy("Origin of capital")),
        in_years("planned_launch", gettext_lazy("Launch in")),
        by_published(),
        by_going(),
        by_yes("launched", gettext_lazy("Launched"), lambda rows, yes: rows.filter(launched_on__isnull=not yes)),
        by_owner(),
        by_office(),
        by_sample(),
    ),
    next_step=next_step,
    threads=threads,
    parts=parts,
    acts=ACTS,
    tabs=tabs,
    bulk="project_bulk",
)  # fmt: skip

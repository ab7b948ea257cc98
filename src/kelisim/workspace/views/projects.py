"""Projects in the workspace: the pool as a list, the project with its stage, log and confirmations."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement
from kelisim.common import formats
from kelisim.events.models import Event
from kelisim.projects import services
from kelisim.projects.models import Confirmation, Project, ProjectLog, ProjectStage, ProjectStatus
from kelisim.projects.queries import projects_for_list
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_country, by_office, by_sample, in_years
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.projects import ClaimForm, LogForm, ProjectForm, StageForm
from kelisim.workspace.lists import by_choice, by_published
from kelisim.workspace.records import Act, Kind, Line, Part, Step, Thread, address_of, part_rows
from kelisim.workspace.views.steps import due_words

FIRST = 50
LOG = (
    Column("day", gettext_lazy("Day"), "day"),
    Column("text", gettext_lazy("What happened"), "translated"),
    Column("author", gettext_lazy("Written by")),
)
CONFIRMATION = (
    Column("milestone", gettext_lazy("What"), "choice", choice("milestone")),
    Column("day", gettext_lazy("Day"), "day"),
    Column("jobs", gettext_lazy("Jobs"), "number"),
    Column("reference", gettext_lazy("Evidence")),
    Column("claimed_by", gettext_lazy("Claimed by")),
    Column("confirmed_by", gettext_lazy("Confirmed by")),
)


def log_of(project: Project, user: User) -> Any:
    rows = ProjectLog.objects.visible_to(user).filter(project=project)
    return rows.select_related("author", "project__office").order_by("-day", "-pk")


def confirmations_of(project: Project, user: User) -> Any:
    rows = Confirmation.objects.visible_to(user).filter(project=project)
    return rows.select_related("claimed_by", "confirmed_by", "project__office").order_by("-day", "-pk")


def next_step(project: Project, user: User) -> Step | None:
    """What somebody else must confirm, else the step that the project waits for."""
    if project.is_archived:
        return None
    for claim in confirmations_of(project, user).filter(confirmed_by__isnull=True)[:1]:
        may = user.has_perm("projects.confirm", claim)
        href = PROJECT.address("confirm", project.public_id, claim.public_id) if may else ""
        title = _("A second person confirms: %(what)s") % {"what": claim.get_milestone_display()}
        return Step(title, claim.reference, formats.day(claim.day), str(claim.claimed_by), "soon", href, _("Confirm"))
    if not project.next_step:
        return None
    days, kind = due_words(project.next_step_due, timezone.localdate())
    shown = formats.day(project.next_step_due) if project.next_step_due else ""
    who = " · ".join(filter(None, [shown, str(project.owner or "")]))
    href = PROJECT.address("edit", project.public_id) if user.has_perm("projects.edit_project", project) else ""
    return Step(str(project.next_step), due=days, who=who, kind=kind, href=href, label=_("Next step"))


def parts(project: Project, user: User) -> list[Part]:
    """The log and what was confirmed."""
    may = user.has_perm("projects.add_log_entry", project)

    def link(name: str, *more: Any) -> str:
        return PROJECT.address(name, project.public_id, *more)

    def of_entry(row: ProjectLog) -> list[tuple[str, str]]:
        can = user.has_perm("projects.edit_log_entry", row)
        return [(_("Change"), link("edit_log_entry", row.public_id))] if can else []

    def of_claim(row: Confirmation) -> list[tuple[str, str]]:
        return [(_("Confirm"), link("confirm", row.public_id))] if user.has_perm("projects.confirm", row) else []

    return [
        Part(
            "log", _("Log"), LOG, part_rows(log_of(project, user)[:FIRST], LOG, of_entry),
            _("Nothing is written down yet."), _("Write an entry"), link("add_log_entry") if may else "",
        ),
        Part(
            "confirmations", _("Launch and jobs"), CONFIRMATION,
            part_rows(confirmations_of(project, user), CONFIRMATION, of_claim),
            _("A launch and new jobs count when a second person has confirmed them with evidence."),
            _("Claim a launch or jobs"), link("claim_confirmation") if may else "",
        ),
    ]  # fmt: skip


def threads(project: Project, user: User) -> list[Thread]:
    """From the event to the paper."""
    papers = Agreement.objects.visible_to(user).filter(projects=project).order_by("-pk")[:FIRST]
    events = Event.objects.visible_to(user).filter(meetings__projects=project).order_by("-pk")[:FIRST]
    return [
        Thread(
            "agreements", _("Agreements"), [Line(str(row), address_of(row), row.get_state_display()) for row in papers]
        ),
        Thread("events", _("Events"), [Line(str(row), address_of(row), row.get_kind_display()) for row in events]),
    ]


PROJECT = Kind(
    noun="project",
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
        Column("sector", gettext_lazy("Sector (ISIC)"), sort="sector", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(
        Column("stage", gettext_lazy("Stage"), "choice", choice("stage")),
        Column("stage_since", gettext_lazy("In this stage since"), "day"),
        Column("status", gettext_lazy("Status"), "choice", choice("status")),
        Column("organisation", gettext_lazy("Investor"), "link"),
        Column("amount", gettext_lazy("Amount"), "money"),
        Column("jobs_planned", gettext_lazy("Jobs planned"), "number"),
        Column("jobs_created", gettext_lazy("Jobs created"), "number"),
        Column("planned_start", gettext_lazy("Start planned"), "day"),
        Column("planned_launch", gettext_lazy("Launch planned"), "day"),
        Column("launched_on", gettext_lazy("Launched"), "day"),
        Column("area", gettext_lazy("Area"), "link"),
        Column("origin", gettext_lazy("Origin of capital"), "link"),
        Column("zone", gettext_lazy("Zone"), "link"),
        Column("plot", gettext_lazy("Plot"), "link"),
        Column("sector", gettext_lazy("Sector (ISIC)")),
        Column("product", gettext_lazy("Product and capacity"), "translated"),
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
        by_area(),
        by_country("origin", gettext_lazy("Origin of capital")),
        in_years("planned_launch", gettext_lazy("Launch in")),
        by_published(),
        by_office(),
        by_sample(),
    ),
    next_step=next_step,
    threads=threads,
    parts=parts,
    acts=(
        Act(
            "move_stage", "projects.move_stage", StageForm, services.move_stage, gettext_lazy("Move to a stage"),
            is_button=True, icon="arrow",
        ),
        Act("add_log_entry", "projects.add_log_entry", LogForm, services.add_log_entry, gettext_lazy("Write an entry")),
        Act(
            "edit_log_entry", "projects.edit_log_entry", LogForm, services.edit_log_entry,
            gettext_lazy("Change the entry"), parts=log_of, place="log",
        ),
        Act(
            "claim_confirmation", "projects.claim_confirmation", ClaimForm, services.claim_confirmation,
            gettext_lazy("Claim a launch or jobs"),
        ),
        Act(
            "confirm", "projects.confirm", StrikeForm, services.confirm, gettext_lazy("Confirm with your name"),
            parts=confirmations_of, place="confirmations",
        ),
    ),
)  # fmt: skip

"""What hangs on a project as tables of its page: stages, money, jobs, risks, launch and jobs, the log; what is done with each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import User
from kelisim.common.ledger import LedgerModel
from kelisim.projects import services
from kelisim.projects.models import (
    Confirmation,
    JobsPlan,
    Project,
    ProjectAmount,
    ProjectLog,
    ProjectRisk,
    StageDate,
)
from kelisim.projects.stages import ORDER
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms import projects as forms
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.records import Act, Part, PartRow

FIRST = 50


def rows_of(model: type[LedgerModel], *linked: str) -> Callable[[Project, User], QuerySet]:
    """The rows of a table that belong to a project and that a user may see."""

    def rows(project: Project, user: User) -> QuerySet:
        found = model.objects.visible_to(user).filter(project=project)
        return found.select_related("project__office", *linked)

    return rows


log_of = rows_of(ProjectLog, "author")
confirmations_of = rows_of(Confirmation, "claimed_by", "confirmed_by", "refused_by", "evidence")
amounts_of = rows_of(ProjectAmount)
jobs_plans_of = rows_of(JobsPlan)
risks_of = rows_of(ProjectRisk)
stage_dates_of = rows_of(StageDate)


def late_by(row: StageDate) -> str:
    """How much later or earlier than planned a stage came, or how long it is overdue."""
    if row.planned is None:
        return ""
    days = ((row.reached or date.today()) - row.planned).days
    if row.reached is None:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days} if days > 0 else ""
    if days == 0:
        return _("on the day")
    words = (
        ngettext("%(days)s day late", "%(days)s days late", abs(days))
        if days > 0
        else ngettext("%(days)s day early", "%(days)s days early", abs(days))
    )
    return words % {"days": abs(days)}


def decision_of(row: Confirmation) -> str:
    """Who confirmed it, or who did not and why; nothing while nobody has decided."""
    if row.confirmed_by:
        return str(row.confirmed_by)
    return (
        _("Not confirmed by %(who)s: %(why)s") % {"who": row.refused_by, "why": row.refusal} if row.refused_by else ""
    )


@dataclass(frozen=True, slots=True)
class Sort:
    """Parts of one sort: their rows and columns, the act that adds one, the acts of a row with their words."""

    name: str
    title: str | Promise
    rows: Callable[[Project, User], QuerySet]
    columns: tuple[Column, ...]
    empty: str | Promise
    add: str
    add_words: str | Promise
    of_row: tuple[tuple[str, str | Promise], ...] = ()


CHANGE, REMOVE = gettext_lazy("Change"), gettext_lazy("Take out")
SORTS = (
    Sort(
        "stages", gettext_lazy("Days of the stages"),
        lambda project, user: sorted(stage_dates_of(project, user), key=lambda row: ORDER.index(row.stage)),
        (
            Column("stage", gettext_lazy("Stage"), "choice", choice("stage")),
            Column("planned", gettext_lazy("Planned"), "day"),
            Column("reached", gettext_lazy("Reached"), "day"),
            Column("late", gettext_lazy("Against the plan"), "text", late_by),
        ),
        gettext_lazy("Say when each stage is meant to come; the day on which it came is kept by itself."),
        "plan_stage", gettext_lazy("Plan a stage"), (("edit_stage_date", CHANGE),),
    ),
    Sort(
        "amounts", gettext_lazy("Money by period"), amounts_of,
        (
            Column("period", gettext_lazy("Period"), "period"),
            Column("is_spent", gettext_lazy("Planned or spent"), "text", lambda row: _("Spent") if row.is_spent else _("Planned")),
            Column("capital", gettext_lazy("Source of capital"), "choice", choice("capital")),
            Column("amount", gettext_lazy("Amount"), "money"),
        ),
        gettext_lazy("Write down what is planned and what was spent, by period and by source of capital."),
        "add_amount", gettext_lazy("Add money"), (("edit_amount", CHANGE), ("remove_amount", REMOVE)),
    ),
    Sort(
        "jobs", gettext_lazy("Jobs by date"), jobs_plans_of,
        (Column("day", gettext_lazy("By"), "day"), Column("jobs", gettext_lazy("Jobs planned"), "number")),
        gettext_lazy("Say how many jobs are planned by which day. Those created stand below, with their evidence."),
        "add_jobs_plan", gettext_lazy("Plan jobs"), (("edit_jobs_plan", CHANGE), ("remove_jobs_plan", REMOVE)),
    ),
    Sort(
        "confirmations", gettext_lazy("Launch and jobs"), confirmations_of,
        (
            Column("milestone", gettext_lazy("What"), "choice", choice("milestone")),
            Column("day", gettext_lazy("Day"), "day"),
            Column("jobs", gettext_lazy("Jobs"), "number"),
            Column("evidence", gettext_lazy("File"), "link"),
            Column("reference", gettext_lazy("Paper")),
            Column("claimed_by", gettext_lazy("Claimed by")),
            Column("confirmed_by", gettext_lazy("Confirmed by"), "text", decision_of),
        ),
        gettext_lazy("A launch and new jobs count when a second person has confirmed them with evidence."),
        "claim_confirmation", gettext_lazy("Claim a launch or jobs"),
        (("confirm", gettext_lazy("Confirm")), ("refuse_confirmation", gettext_lazy("Do not confirm"))),
    ),
    Sort(
        "risks", gettext_lazy("Expected risks"), risks_of,
        (
            Column("text", gettext_lazy("What may go wrong"), "translated"),
            Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
            Column("weight", gettext_lazy("Weight"), "choice", choice("weight")),
            Column("answer", gettext_lazy("What is done about it"), "translated"),
            Column("is_over", gettext_lazy("Over"), "yes"),
        ),
        gettext_lazy("Write down what may go wrong before it does, and what is done about it."),
        "add_risk", gettext_lazy("Add a risk"), (("edit_risk", CHANGE),),
    ),
    Sort(
        "log", gettext_lazy("Log"), log_of,
        (
            Column("day", gettext_lazy("Day"), "day"),
            Column("text", gettext_lazy("What happened"), "translated"),
            Column("author", gettext_lazy("Written by")),
        ),
        gettext_lazy("Nothing is written down yet."),
        "add_log_entry", gettext_lazy("Write an entry"), (("edit_log_entry", CHANGE),),
    ),
)  # fmt: skip


def parts(project: Project, user: User) -> list[Part]:
    """All sorts of parts as tables; what may be done with each row stands beside it."""
    return [_part(sort, project, user) for sort in SORTS]


def _part(sort: Sort, project: Project, user: User) -> Part:
    may_add = user.has_perm(f"projects.{sort.add}", project)
    rows = [_row(sort, row, project, user) for row in sort.rows(project, user)[:FIRST]]
    add_href = _address(sort.add, project) if may_add else ""
    return Part(sort.name, str(sort.title), sort.columns, rows, str(sort.empty), str(sort.add_words), add_href)


def _row(sort: Sort, row: Any, project: Project, user: User) -> PartRow:
    cells = [(column, column.shown(row, user)) for column in sort.columns]
    links = [
        (str(words), _address(name, project, row))
        for name, words in sort.of_row
        if user.has_perm(f"projects.{name}", row)
    ]
    return PartRow(cells, links, str(row))


def _address(name: str, project: Project, row: Any = None) -> str:
    parts = [project.public_id] if row is None else [project.public_id, row.public_id]
    return reverse(f"workspace:project_{name}", args=parts)


def _act(name: str, form: type, title: str | Promise, **more: Any) -> Act:
    return Act(name, f"projects.{name}", form, getattr(services, name), title, **more)


ACTS = (
    _act("move_stage", forms.StageForm, gettext_lazy("Move to a stage"), is_button=True, icon="arrow"),
    _act("add_log_entry", forms.LogForm, gettext_lazy("Write an entry")),
    _act("edit_log_entry", forms.LogForm, gettext_lazy("Change the entry"), parts=log_of, place="log"),
    _act("add_amount", forms.AmountForm, gettext_lazy("Add money")),
    _act("edit_amount", forms.AmountForm, gettext_lazy("Change the sum"), parts=amounts_of, place="amounts"),
    _act("remove_amount", StrikeForm, gettext_lazy("Take the sum out"), parts=amounts_of, place="amounts"),
    _act("add_jobs_plan", forms.JobsPlanForm, gettext_lazy("Plan jobs")),
    _act("edit_jobs_plan", forms.JobsPlanForm, gettext_lazy("Change the plan of jobs"), parts=jobs_plans_of, place="jobs"),
    _act("remove_jobs_plan", StrikeForm, gettext_lazy("Take the plan of jobs out"), parts=jobs_plans_of, place="jobs"),
    _act("add_risk", forms.RiskForm, gettext_lazy("Add a risk")),
    _act("edit_risk", forms.RiskForm, gettext_lazy("Change the risk"), parts=risks_of, place="risks"),
    _act("plan_stage", forms.PlanStageForm, gettext_lazy("Plan a stage")),
    _act("edit_stage_date", forms.StageDateForm, gettext_lazy("Days of the stage"), parts=stage_dates_of, place="stages"),
    _act(
        "claim_confirmation", forms.ClaimForm, gettext_lazy("Claim a launch or jobs"),
        words=gettext_lazy("It counts when somebody else has looked at the evidence and confirmed it."),
    ),
    _act("confirm", StrikeForm, gettext_lazy("Confirm with your name"), parts=confirmations_of, place="confirmations"),
    _act(
        "refuse_confirmation", forms.RefusalForm, gettext_lazy("Do not confirm"), parts=confirmations_of,
        place="confirmations",
    ),
)  # fmt: skip

"""Proposals in the workspace: what investors hand in, studied step by step and decided by the office."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import STAFF_ROLES, Role, User
from kelisim.common import formats
from kelisim.projects import services as projects
from kelisim.projects import studies
from kelisim.projects.models import (
    UNDECIDED_PROPOSALS,
    Project,
    Proposal,
    ProposalState,
    StudyProcedure,
)
from kelisim.projects.queries import files_of, letters_of, proposals_for_list, steps_of
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_office, by_owner, by_sample
from kelisim.workspace.forms import proposals as forms
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.lists import by_choice
from kelisim.workspace.records import Act, Kind, Line, Part, PartRow, Step, Thread, address_of
from kelisim.workspace.views.meeting_threads import meetings_thread
from kelisim.workspace.views.steps import doubts_of, due_words

ROLES = tuple(role for role in STAFF_ROLES if role != Role.AGENCY)  # proposals and cases stay in their office


def language_of_row(row: Any) -> str:
    """The name of the language in which the investor is written to."""
    return dict(settings.LANGUAGES).get(row.language, row.language)


def clock(record: Any, title: str, *, href: str = "", label: str = "", words: str = "") -> Step:
    """The answer that is owed, by when and by whom."""
    due, kind = due_words(record.due, timezone.localdate())
    shown = formats.day(record.due) if record.due else ""
    who = " · ".join(filter(None, [shown, str(record.owner or "")]))
    told = words or capfirst("; ".join(doubts_of(record.due, timezone.localdate())))
    return Step(title, told, due=due, who=who, kind=kind, href=href, label=label)


def proposal_step(proposal: Proposal, user: User) -> Step | None:
    """The step that is owed, then the decision, then its letter, then the project that an accepted proposal becomes."""
    if proposal.is_archived:
        return None
    if proposal.state in UNDECIDED_PROPOSALS:
        return _step_of_study(proposal, user) or _step_of_decision(proposal, user)
    if not letters_of(proposal, user).exists() and user.has_perm("projects.issue_letter", proposal):
        href = PROPOSAL.address("issue_letter", proposal.public_id)
        return Step(_("Write the decision to the investor"), href=href, label=_("Issue the letter"))
    is_waiting = proposal.state == ProposalState.ACCEPTED and not Project.everything.filter(proposal=proposal).exists()
    if is_waiting and user.has_perm("projects.start_project", proposal):
        href = PROPOSAL.address("start_project", proposal.public_id)
        return Step(_("Make it a project"), _("The project keeps the thread."), href=href, label=_("Make it a project"))
    return None


def _step_of_study(proposal: Proposal, user: User) -> Step | None:
    step = steps_of(proposal, user).filter(done_on__isnull=True).first()
    if step is None:
        return None
    may = user.has_perm("projects.finish_proposal_step", step)
    href = PROPOSAL.address("finish_proposal_step", proposal.public_id, step.public_id) if may else ""
    return clock(step, str(step), href=href, label=_("Finish the step"))


def _step_of_decision(proposal: Proposal, user: User) -> Step:
    may = user.has_perm("projects.decide_proposal", proposal)
    href = PROPOSAL.address("decide_proposal", proposal.public_id) if may else ""
    return clock(proposal, _("Decide on the proposal"), href=href, label=_("Decide"))


def proposal_threads(proposal: Proposal, user: User) -> list[Thread]:
    """The projects that came of it, and the meetings at which it was talked of."""
    rows = Project.objects.visible_to(user).filter(proposal=proposal)
    lines = [Line(str(each), address_of(each, user), each.get_stage_display()) for each in rows]
    return [Thread("projects", _("Projects that came of it"), lines), meetings_thread(Q(proposals=proposal), user)]


def taken_of(step: Any) -> str:
    """How many working days a step took, or that it was left out."""
    if step.is_skipped:
        return _("left out")
    return formats.number(step.days) if step.days is not None else ""


OWN_STEP = (
    Column("title", gettext_lazy("Step"), "translated"),
    Column("owner", gettext_lazy("Responsible")),
    Column("due", gettext_lazy("Due"), "day"),
    Column("done_on", gettext_lazy("Done"), "day"),
    Column("days", gettext_lazy("Working days"), "text", taken_of),
)
STUDY_STEP = (*OWN_STEP, Column("result", gettext_lazy("What came of it"), "long"))
FILE = (
    Column("file", gettext_lazy("File"), "link"),
    Column("about", gettext_lazy("What it is")),
    Column("created_at", gettext_lazy("When"), "moment"),
)
LETTER = (
    Column("file", gettext_lazy("Letter"), "link", lambda row: row.file),
    Column("number", gettext_lazy("Number")),
    Column("issued_on", gettext_lazy("Day"), "day"),
    Column("signatory", gettext_lazy("Signed by")),
    Column("language", gettext_lazy("Language"), "text", language_of_row),
)


def part_of(name: str, title: str, columns: tuple[Column, ...], rows: Any, user: User, empty: str, **more: Any) -> Part:
    """Rows as a part of the page; `links` give what may be done with one."""
    links = more.pop("links", lambda row: [])
    found = [PartRow([(column, column.shown(row, user)) for column in columns], links(row), str(row)) for row in rows]
    return Part(name, title, columns, found, empty, **more)


def proposal_parts(proposal: Proposal, user: User) -> list[Part]:
    """Steps, files and letters."""
    add = _add(PROPOSAL, proposal, user)
    return [
        part_of(
            "steps", _("Steps of the study"), STUDY_STEP, steps_of(proposal, user), user,
            _("The office has set down no procedure, or this came in before it did."),
            links=lambda step: _links_of_step(step, proposal, user), **_adding_steps(proposal, user),
        ),
        part_of(
            "files", _("Files"), FILE, files_of(proposal, user), user, _("No file lies beside the proposal."),
            **add("add_proposal_file", _("Add a file")),
        ),
        part_of(
            "letters", _("Decision letter"), LETTER, letters_of(proposal, user), user,
            _("The letter is written when the decision is made."), **add("issue_letter", _("Issue the letter")),
        ),
    ]  # fmt: skip


def _add(kind: Kind, record: Any, user: User) -> Any:
    def adding(name: str, words: str) -> dict[str, str]:
        may = user.has_perm(f"projects.{name}", record)
        return {"add": words, "add_href": kind.address(name, record.public_id)} if may else {}

    return adding


def _adding_steps(proposal: Proposal, user: User) -> dict[str, str]:
    add = _add(PROPOSAL, proposal, user)
    if steps_of(proposal, user).exists():
        return add("add_proposal_step", _("Add a step"))
    return add("begin_study", _("Take the steps of the procedure"))


def _links_of_step(step: Any, proposal: Proposal, user: User) -> list[tuple[str, str]]:
    named = (("finish_proposal_step", _("Finish the step")), ("edit_proposal_step", _("Change")))
    return [
        (words, PROPOSAL.address(name, proposal.public_id, step.public_id))
        for name, words in named
        if user.has_perm(f"projects.{name}", step)
    ]


def _act(name: str, form: type, do: Any, title: Any, **more: Any) -> Act:
    return Act(name, f"projects.{name}", form, do, title, **more)


STUDY_ACTS = (
    _act("begin_study", StrikeForm, studies.begin_study, gettext_lazy("Take the steps of the procedure")),
    _act("add_proposal_step", forms.StudyStepForm, studies.add_proposal_step, gettext_lazy("Add a step")),
    _act(
        "edit_proposal_step", forms.StudyStepForm, studies.edit_proposal_step, gettext_lazy("Change the step"),
        parts=steps_of, place="steps",
    ),
    _act(
        "finish_proposal_step", forms.FinishStepForm, studies.finish_proposal_step, gettext_lazy("Finish the step"),
        parts=steps_of, place="steps",
    ),
    _act("add_proposal_file", forms.ProposalFileForm, studies.add_proposal_file, gettext_lazy("Add a file")),
    _act(
        "decide_proposal", forms.DecideForm, projects.decide_proposal, gettext_lazy("Decide on the proposal"),
        is_button=True, icon="check",
    ),
    _act(
        "issue_letter", forms.LetterForm, studies.issue_letter, gettext_lazy("Issue the letter"),
        words=gettext_lazy("A numbered PDF is made and kept. A letter that is issued anew gets a number of its own; the first one stays."),
    ),
    _act(
        "start_project", forms.StartProjectForm, projects.start_project, gettext_lazy("Make it a project"),
        words=gettext_lazy("Title, investor, area, amount and jobs are taken over; the proposal stays with the project."),
    ),
)  # fmt: skip
PROPOSAL_FACTS = (
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("text", gettext_lazy("What is proposed"), "translated"),
    Column("organisation", gettext_lazy("Investor"), "link"),
    Column("area", gettext_lazy("Area"), "link"),
    Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("jobs", gettext_lazy("Jobs planned"), "number"),
    Column("handed_in_on", gettext_lazy("Handed in on"), "day"),
    Column("due", gettext_lazy("Answer due"), "day"),
    Column("decided_on", gettext_lazy("Decided on"), "day"),
    Column("reason", gettext_lazy("Reason"), "translated"),
    Column("decision_days", gettext_lazy("Working days to the decision"), "number"),
    Column("language", gettext_lazy("Language of the answer"), "text", language_of_row),
)

PROPOSAL = Kind(
    noun="proposal",
    plural="proposals",
    model=Proposal,
    services=projects,
    rows=lambda user: proposals_for_list(user).exclude(state=ProposalState.DRAFT).select_related(
        "office", "organisation", "area", "owner", "archived_by"
    ),
    form=forms.ProposalForm,
    columns=(
        Column("title", gettext_lazy("Proposal"), "translated", sort="title"),
        Column("organisation", gettext_lazy("Investor"), "link", sort=""),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("area", gettext_lazy("Area"), "area", sort="area__name"),
        Column("amount", gettext_lazy("Amount"), "money", sort="amount"),
        Column("jobs", gettext_lazy("Jobs planned"), "number", sort="jobs"),
        Column("handed_in_on", gettext_lazy("Handed in on"), "day", sort="handed_in_on"),
        Column("due", gettext_lazy("Answer due"), "day", sort="due"),
        Column("owner", gettext_lazy("Responsible"), sort="owner__name", is_shown=False),
        Column("sector", gettext_lazy("Sector (ISIC)"), "sector", sort="sector", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(*PROPOSAL_FACTS, Column("owner", gettext_lazy("Responsible"))),
    title=gettext_lazy("Proposals"),
    new=gettext_lazy("Record a proposal"),
    icon="doc",
    empty=gettext_lazy("What investors hand in stands here until it is decided, with the day on which the answer is due."),
    filters=(
        by_choice("state", gettext_lazy("State"), [(value, name) for value, name in ProposalState.choices if value != "draft"]),
        by_area(),
        by_owner(),
        by_office(),
        by_sample(),
    ),
    order="-handed_in_on",
    roles=ROLES,
    next_step=proposal_step,
    threads=proposal_threads,
    parts=proposal_parts,
    acts=STUDY_ACTS,
    verbs=("edit", "archive", "restore"),
)  # fmt: skip


# ----------------------------------------------------------------- procedure

PROCEDURE_STEP = (
    Column("place", gettext_lazy("Order"), "number"),
    Column("title", gettext_lazy("What is done"), "translated"),
    Column("days", gettext_lazy("Working days"), "number"),
    Column("owner", gettext_lazy("Responsible")),
)


def procedure_steps(procedure: Any, user: User) -> Any:
    """The living steps of a procedure."""
    return procedure.steps.filter(archived_at__isnull=True).select_related("owner", "procedure")


def procedure_parts(procedure: Any, user: User) -> list[Part]:
    """The steps with their terms."""

    def links(step: Any) -> list[tuple[str, str]]:
        named = (("edit_procedure_step", _("Change")), ("remove_procedure_step", _("Take out")))
        may = user.has_perm("projects.edit_procedure_step", step)
        address = PROCEDURE.address
        return [(words, address(name, procedure.public_id, step.public_id)) for name, words in named] if may else []

    rows = procedure_steps(procedure, user)
    add = _add(PROCEDURE, procedure, user)("add_procedure_step", _("Add a step"))
    empty = _("Add the first step: what is done, in how many working days, by whom.")
    return [part_of("steps", _("Steps"), PROCEDURE_STEP, rows, user, empty, links=links, **add)]


def term_of(procedure: Any) -> int:
    """The working days of all steps together."""
    return sum(step.days for step in procedure.steps.all() if not step.is_archived)


PROCEDURE_COLUMNS = (
    Column("name", gettext_lazy("Name"), "translated", sort="name"),
    Column("is_in_use", gettext_lazy("In use"), "yes", sort="is_in_use"),
    Column("term", gettext_lazy("Working days in all"), "number", term_of),
    Column("basis", gettext_lazy("Legal basis"), sort="basis"),
    Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name"),
)
PROCEDURE = Kind(
    noun="study_procedure",
    plural="study-procedures",
    model=StudyProcedure,
    services=studies,
    rows=lambda user: StudyProcedure.everything.visible_to(user).select_related("office", "archived_by").prefetch_related("steps"),
    form=forms.StudyProcedureForm,
    columns=PROCEDURE_COLUMNS,
    facts=PROCEDURE_COLUMNS[1:4],
    title=gettext_lazy("Procedures of study"),
    new=gettext_lazy("Set down a procedure"),
    icon="check",
    empty=gettext_lazy("The steps by which the office studies proposals, each with its term and who does it."),
    filters=(by_office(),),
    order="-pk",
    roles=ROLES,
    parts=procedure_parts,
    acts=(
        _act("add_procedure_step", forms.ProcedureStepForm, studies.add_procedure_step, gettext_lazy("Add a step")),
        _act(
            "edit_procedure_step", forms.ProcedureStepForm, studies.edit_procedure_step, gettext_lazy("Change the step"),
            parts=procedure_steps, place="steps",
        ),
        _act(
            "remove_procedure_step", StrikeForm, studies.remove_procedure_step, gettext_lazy("Take the step out"),
            parts=procedure_steps, place="steps",
        ),
    ),
    verbs=("edit", "archive", "restore"),
)  # fmt: skip

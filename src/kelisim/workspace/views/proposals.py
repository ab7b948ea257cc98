"""Proposals and cases in the workspace: what investors hand in and ask, studied and answered by the office."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import STAFF_ROLES, Role, User
from kelisim.cases import services as cases
from kelisim.cases.models import Case, CaseKind, CaseState
from kelisim.cases.queries import cases_for_list, messages_of
from kelisim.common import formats
from kelisim.projects import services as projects
from kelisim.projects.models import Project, Proposal, ProposalState
from kelisim.projects.queries import proposals_for_list
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_office, by_sample
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.proposals import (
    UNDECIDED,
    CaseForm,
    CloseForm,
    DecideForm,
    MessageForm,
    ProposalForm,
)
from kelisim.workspace.lists import by_choice
from kelisim.workspace.records import Act, Kind, Line, Part, Step, Thread, address_of, part_rows
from kelisim.workspace.views.meeting_threads import meetings_thread
from kelisim.workspace.views.steps import due_words

ROLES = tuple(role for role in STAFF_ROLES if role != Role.AGENCY)  # proposals and cases stay in their office
MESSAGE = (
    Column("created_at", gettext_lazy("When"), "moment"),
    Column("author", gettext_lazy("Who")),
    Column("text", gettext_lazy("Message"), "long"),
    Column("is_internal", gettext_lazy("For colleagues only"), "yes"),
)


def clock(record: Any, title: str, *, href: str = "", label: str = "") -> Step:
    """The answer that is owed, by when and by whom."""
    words, kind = due_words(record.due, timezone.localdate())
    shown = formats.day(record.due) if record.due else ""
    who = " · ".join(filter(None, [shown, str(record.owner or "")]))
    return Step(title, due=words, who=who, kind=kind, href=href, label=label)


# ----------------------------------------------------------------- proposals


def proposal_step(proposal: Proposal, user: User) -> Step | None:
    """A decision that is owed, then the project that an accepted proposal becomes."""
    if proposal.is_archived:
        return None
    if proposal.state in UNDECIDED:
        may = user.has_perm("projects.decide_proposal", proposal)
        href = PROPOSAL.address("decide_proposal", proposal.public_id) if may else ""
        return clock(proposal, _("Decide on the proposal"), href=href, label=_("Decide"))
    is_waiting = proposal.state == ProposalState.ACCEPTED and not Project.everything.filter(proposal=proposal).exists()
    if is_waiting and user.has_perm("projects.start_project", proposal):
        href = PROPOSAL.address("start_project", proposal.public_id)
        return Step(_("Make it a project"), _("The project keeps the thread."), href=href, label=_("Make it a project"))
    return None


def proposal_threads(proposal: Proposal, user: User) -> list[Thread]:
    """The projects that came of it."""
    rows = Project.objects.visible_to(user).filter(proposal=proposal)
    lines = [Line(str(each), address_of(each, user), each.get_stage_display()) for each in rows]
    return [Thread("projects", _("Projects that came of it"), lines), meetings_thread(Q(proposals=proposal), user)]


PROPOSAL_FACTS = (
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("text", gettext_lazy("What is proposed"), "translated"),
    Column("organisation", gettext_lazy("Investor"), "link"),
    Column("area", gettext_lazy("Area"), "link"),
    Column("sector", gettext_lazy("Sector (ISIC)")),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("jobs", gettext_lazy("Jobs planned"), "number"),
    Column("handed_in_on", gettext_lazy("Handed in on"), "day"),
    Column("due", gettext_lazy("Answer due"), "day"),
    Column("decided_on", gettext_lazy("Decided on"), "day"),
    Column("reason", gettext_lazy("Reason"), "translated"),
)

PROPOSAL = Kind(
    noun="proposal",
    plural="proposals",
    model=Proposal,
    services=projects,
    rows=lambda user: proposals_for_list(user).exclude(state=ProposalState.DRAFT).select_related(
        "office", "organisation", "area", "owner", "archived_by"
    ),
    form=ProposalForm,
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
        Column("sector", gettext_lazy("Sector (ISIC)"), sort="sector", is_shown=False),
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
        by_office(),
        by_sample(),
    ),
    order="-handed_in_on",
    roles=ROLES,
    next_step=proposal_step,
    threads=proposal_threads,
    acts=(
        Act(
            "decide_proposal", "projects.decide_proposal", DecideForm, projects.decide_proposal,
            gettext_lazy("Decide on the proposal"),
        ),
        Act(
            "start_project", "projects.start_project", StrikeForm, projects.start_project,
            gettext_lazy("Make it a project"),
            words=gettext_lazy("Title, investor, area, amount and jobs are taken over; the proposal stays with the project."),
        ),
    ),
    verbs=("edit", "archive", "restore"),
)  # fmt: skip

# --------------------------------------------------------------------- cases


def messages_part(case: Case, user: User) -> Part:
    """The words of both sides; notes for colleagues are among them for staff only."""
    columns = MESSAGE if user.is_staff_member else MESSAGE[:-1]
    rows = part_rows(messages_of(case, user), columns)
    return Part("messages", _("Messages"), columns, rows, _("Nobody has written yet."))


def case_step(case: Case, user: User) -> Step | None:
    """The answer that is owed."""
    if case.is_archived or case.state != CaseState.OPEN:
        return None
    may = user.has_perm("cases.add_message", case)
    href = CASE.address("add_message", case.public_id) if may else ""
    return clock(case, _("Answer the investor"), href=href, label=_("Answer"))


CASE_FACTS = (
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("text", gettext_lazy("What is the matter"), "translated"),
    Column("organisation", gettext_lazy("Investor"), "link"),
    Column("project", gettext_lazy("Project"), "link"),
    Column("zone", gettext_lazy("Zone"), "link"),
    Column("opened_at", gettext_lazy("Opened"), "moment"),
    Column("due", gettext_lazy("Answer due"), "day"),
    Column("answered_at", gettext_lazy("First answer"), "moment"),
    Column("closed_at", gettext_lazy("Closed"), "moment"),
)

CASE = Kind(
    noun="case",
    plural="cases",
    model=Case,
    services=cases,
    rows=lambda user: cases_for_list(user).select_related(
        "office", "organisation", "project", "zone", "owner", "archived_by"
    ),
    form=CaseForm,
    columns=(
        Column("title", gettext_lazy("Case"), "translated", sort="title"),
        Column("organisation", gettext_lazy("Investor"), "link", sort=""),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("owner", gettext_lazy("Responsible"), sort="owner__name"),
        Column("opened_at", gettext_lazy("Opened"), "moment", sort="opened_at"),
        Column("due", gettext_lazy("Answer due"), "day", sort="due"),
        Column("project", gettext_lazy("Project"), "link", sort="", is_shown=False),
        Column("answered_at", gettext_lazy("First answer"), "moment", sort="answered_at", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(*CASE_FACTS, Column("owner", gettext_lazy("Responsible"))),
    title=gettext_lazy("Cases"),
    new=gettext_lazy("Record a case"),
    icon="talk",
    empty=gettext_lazy("Questions, problems and complaints of investors stand here, each with who answers and by when."),
    filters=(
        by_choice("state", gettext_lazy("State"), CaseState.choices),
        by_choice("kind", gettext_lazy("Kind"), CaseKind.choices),
        by_office(),
        by_sample(),
    ),
    order="-opened_at",
    roles=ROLES,
    next_step=case_step,
    parts=lambda case, user: [messages_part(case, user)],
    acts=(
        Act(
            "add_message", "cases.add_message", MessageForm, cases.add_message, gettext_lazy("Write to the investor"),
            is_button=True, icon="talk",
        ),
        Act("add_note", "cases.add_note", MessageForm, cases.add_note, gettext_lazy("Note for colleagues"), is_button=True),
        Act("close_case", "cases.close_case", CloseForm, cases.close_case, gettext_lazy("Close the case"), is_button=True),
    ),
    verbs=("edit", "archive", "restore"),
)  # fmt: skip

"""What an investor does here: hand in a proposal, raise a case, follow both."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import Role, User
from kelisim.cases import services as cases
from kelisim.cases.models import Case, CaseState
from kelisim.cases.queries import cases_for_list
from kelisim.parties.models import Organisation, acts_for
from kelisim.projects import services as projects
from kelisim.projects import studies
from kelisim.projects.models import UNDECIDED_PROPOSALS, Proposal, ProposalState
from kelisim.projects.queries import files_of, letters_of, proposals_for_list, steps_of
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.cases import MessageForm, RateForm, ReopenForm
from kelisim.workspace.forms.own import OwnCaseForm, OwnProposalForm
from kelisim.workspace.forms.proposals import ProposalFileForm
from kelisim.workspace.lists import by_choice
from kelisim.workspace.records import Act, Kind, Part, Step
from kelisim.workspace.views.cases import CASE_FACTS, case_threads, clock_words, messages_part
from kelisim.workspace.views.proposals import FILE, LETTER, OWN_STEP, PROPOSAL_FACTS, clock, part_of


def own_organisations(user: User) -> QuerySet[Organisation]:
    """The organisations for which the user acts."""
    return Organisation.objects.filter(acts_for(user))


def proposal_step(proposal: Proposal, user: User) -> Step | None:
    """A draft is handed in; then the office owes the answer."""
    if proposal.is_archived:
        return None
    if proposal.state == ProposalState.DRAFT:
        words = _("Only you see the draft. The office sees it, and its clock begins to run, when you hand it in.")
        href = OWN_PROPOSAL.address("hand_in_proposal", proposal.public_id)
        return Step(_("Hand in the proposal"), words, href=href, label=_("Hand in"))
    return clock(proposal, _("The office studies the proposal")) if proposal.state in UNDECIDED_PROPOSALS else None


def proposal_parts(proposal: Proposal, user: User) -> list[Part]:
    """The steps of the study, the files, the letter."""
    adding = {}
    if user.has_perm("projects.add_proposal_file", proposal):
        href = OWN_PROPOSAL.address("add_proposal_file", proposal.public_id)
        adding = {"add": _("Add a file"), "add_href": href}
    return [
        part_of(
            "steps", _("How it is studied"), OWN_STEP, steps_of(proposal, user), user,
            _("The steps stand here when the office studies the proposal."),
        ),
        part_of(
            "files", _("Files"), FILE, files_of(proposal, user), user,
            _("Lay a business plan, a drawing, a presentation beside the proposal."),
            links=lambda row: _remove(row, proposal, user), **adding,
        ),
        part_of(
            "letters", _("Decision letter"), LETTER, letters_of(proposal, user), user,
            _("The letter stands here when the office has decided."),
        ),
    ]  # fmt: skip


def _remove(row: Any, proposal: Proposal, user: User) -> list[tuple[str, str]]:
    if not user.has_perm("projects.remove_proposal_file", row):
        return []
    return [(_("Take out"), OWN_PROPOSAL.address("remove_proposal_file", proposal.public_id, row.public_id))]


OWN_PROPOSAL = Kind(
    noun="own_proposal",
    plural="own/proposals",
    model=Proposal,
    services=projects,
    rows=lambda user: proposals_for_list(user).select_related("office", "organisation", "area", "owner", "archived_by"),
    form=OwnProposalForm,
    columns=(
        Column("title", gettext_lazy("Proposal"), "translated", sort="title"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name"),
        Column("amount", gettext_lazy("Amount"), "money", sort="amount"),
        Column("handed_in_on", gettext_lazy("Handed in on"), "day", sort="handed_in_on"),
        Column("due", gettext_lazy("Answer due"), "day", sort="due"),
    ),
    facts=PROPOSAL_FACTS,
    title=gettext_lazy("My proposals"),
    new=gettext_lazy("Write a proposal"),
    icon="doc",
    empty=gettext_lazy("Say what you mean to build. You may write it in several goes; the office sees it when you hand it in."),
    filters=(by_choice("state", gettext_lazy("State"), ProposalState.choices),),
    roles=(Role.INVESTOR,),
    subjects=own_organisations,
    next_step=proposal_step,
    parts=proposal_parts,
    acts=(
        Act(
            "add_proposal_file", "projects.add_proposal_file", ProposalFileForm, studies.add_proposal_file,
            gettext_lazy("Add a file"),
        ),
        Act(
            "remove_proposal_file", "projects.remove_proposal_file", StrikeForm, studies.remove_proposal_file,
            gettext_lazy("Take the file out"), parts=files_of, place="files",
        ),
        Act(
            "hand_in_proposal", "projects.hand_in_proposal", StrikeForm, projects.hand_in_proposal,
            gettext_lazy("Hand in the proposal"),
            words=gettext_lazy(
                "The office sees the proposal from now on and studies it by its steps, each with its day. You can no longer change it; files may be added."
            ),
        ),
    ),
    verbs=("edit", "archive", "restore"),
    has_history=False,
)  # fmt: skip


def case_step(case: Case, user: User) -> Step | None:
    """Who owes what: the office its answer, the investor a reply, and after the end a word on how it went."""
    if case.is_archived or case.state == CaseState.MERGED:
        return None
    if case.state == CaseState.WAITING:
        href = OWN_CASE.address("add_message", case.public_id)
        title = _("The office asks you; its clock stands still until you reply")
        return Step(title, clock_words(case), href=href, label=_("Reply"))
    if case.is_closed:
        return _step_after_the_end(case, user)
    if case.state == CaseState.ANSWERED:
        words = _("Write to the office if something is still open; its clock then runs on.")
        return Step(_("The office has answered"), words)
    return clock(case, _("The office prepares the answer"), words=clock_words(case))


def _step_after_the_end(case: Case, user: User) -> Step | None:
    if not user.has_perm("cases.rate_case", case):
        return None
    href = OWN_CASE.address("rate_case", case.public_id)
    return Step(_("How was your case handled?"), _("We ask once."), href=href, label=_("Say how it was"))


OWN_CASE = Kind(
    noun="own_case",
    plural="own/cases",
    model=Case,
    services=cases,
    creates="raise_case",
    rows=lambda user: cases_for_list(user).select_related(
        "office", "organisation", "category", "project", "zone", "owner", "archived_by", "merged_into"
    ),
    form=OwnCaseForm,
    columns=(
        Column("title", gettext_lazy("Case"), "translated", sort="title"),
        Column("number", gettext_lazy("Number"), sort="number"),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name"),
        Column("opened_at", gettext_lazy("Opened"), "moment", sort="opened_at"),
        Column("due", gettext_lazy("Answer due"), "day", sort="due"),
    ),
    facts=CASE_FACTS,
    title=gettext_lazy("My cases"),
    new=gettext_lazy("Ask or report a problem"),
    icon="talk",
    empty=gettext_lazy("Ask the office, or report what keeps you from building. You see who answers and by when."),
    filters=(by_choice("state", gettext_lazy("State"), CaseState.choices),),
    order="-opened_at",
    roles=(Role.INVESTOR,),
    subjects=own_organisations,
    next_step=case_step,
    parts=lambda case, user: [messages_part(case, user)],
    threads=case_threads,
    acts=(
        Act(
            "add_message", "cases.add_message", MessageForm, cases.add_message, gettext_lazy("Write to the office"),
            is_button=True, icon="talk",
        ),
        Act("rate_case", "cases.rate_case", RateForm, cases.rate_case, gettext_lazy("How was your case handled?")),
        Act(
            "reopen_case", "cases.reopen_case", ReopenForm, cases.reopen_case, gettext_lazy("Reopen"), is_button=True,
            words=gettext_lazy("If it is not over after all: up to thirty days after the end. The term runs anew from today."),
        ),
    ),
    verbs=(),
    has_history=False,
)  # fmt: skip

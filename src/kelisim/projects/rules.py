"""Who may keep proposals and projects, and who confirms a launch."""

from typing import Any

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_living, leads_there, works_there
from kelisim.common.rules import keeps_reference_data
from kelisim.parties.rules import acts_for
from kelisim.projects.models import DECIDED_PROPOSALS, UNDECIDED_PROPOSALS, Confirmation, Proposal, ProposalState


@rules.predicate
def is_second_person(user: User, confirmation: Confirmation) -> bool:
    """Somebody else has claimed it."""
    return confirmation.claimed_by_id != user.pk


@rules.predicate
def is_unconfirmed(user: User, confirmation: Confirmation) -> bool:
    """Nobody has confirmed or refused it yet."""
    return not confirmation.is_decided


@rules.predicate
def is_author(user: User, subject: Any) -> bool:
    """The user wrote it."""
    return subject.author_id == user.pk


@rules.predicate
def is_draft(user: User, proposal: Proposal) -> bool:
    """The proposal is not handed in yet."""
    return proposal.state == ProposalState.DRAFT


def _proposal_of(subject: Any) -> Proposal:
    return subject if isinstance(subject, Proposal) else subject.proposal


@rules.predicate
def is_of_draft(user: User, subject: Any) -> bool:
    """The proposal, or that of the part, is not handed in yet."""
    return _proposal_of(subject).state == ProposalState.DRAFT


@rules.predicate
def is_undecided(user: User, subject: Any) -> bool:
    """The proposal, or that of the part, waits for a decision."""
    return _proposal_of(subject).state in UNDECIDED_PROPOSALS


@rules.predicate
def is_decided(user: User, subject: Any) -> bool:
    """The proposal is accepted or declined."""
    return _proposal_of(subject).state in DECIDED_PROPOSALS


@rules.predicate
def is_unfinished(user: User, step: Any) -> bool:
    """The step is not done yet."""
    return step.done_on is None


is_own_draft = acts_for & is_draft & is_living

rules.add_perm("projects.create_own_proposal", acts_for)
rules.add_perm("projects.edit_own_proposal", is_own_draft)
rules.add_perm("projects.archive_own_proposal", is_own_draft)
rules.add_perm("projects.restore_own_proposal", acts_for & is_draft)
rules.add_perm("projects.hand_in_proposal", is_own_draft)

rules.add_perm("projects.create_proposal", works_there)
rules.add_perm("projects.edit_proposal", works_there & is_living)
rules.add_perm("projects.archive_proposal", works_there & is_living)
rules.add_perm("projects.restore_proposal", works_there)
rules.add_perm("projects.decide_proposal", works_there & is_living & is_undecided)
rules.add_perm("projects.start_project", works_there & is_living)

rules.add_perm("projects.begin_study", works_there & is_living & is_undecided)
rules.add_perm("projects.add_proposal_step", works_there & is_living & is_undecided)
rules.add_perm("projects.edit_proposal_step", works_there & is_living & is_undecided & is_unfinished)
rules.add_perm("projects.finish_proposal_step", works_there & is_living & is_undecided & is_unfinished)
rules.add_perm(
    "projects.add_proposal_file", is_living & ((acts_for & (is_of_draft | is_undecided)) | (works_there & is_undecided))
)
rules.add_perm("projects.remove_proposal_file", acts_for & is_living & is_of_draft)
rules.add_perm("projects.issue_letter", works_there & is_living & is_decided)
for _verb in ("create", "edit", "archive", "restore"):
    rules.add_perm(f"projects.{_verb}_study_procedure", leads_there)
for _verb in ("add", "edit", "remove"):
    rules.add_perm(f"projects.{_verb}_procedure_step", leads_there & is_living)

rules.add_perm("projects.create_project", works_there)
rules.add_perm("projects.edit_project", works_there & is_living)
rules.add_perm("projects.archive_project", works_there & is_living)
rules.add_perm("projects.restore_project", works_there)
rules.add_perm("projects.publish_project", leads_there & is_living)
rules.add_perm("projects.withdraw_project", leads_there)
rules.add_perm("projects.move_stage", works_there & is_living)
rules.add_perm("projects.add_log_entry", works_there & is_living)
rules.add_perm("projects.edit_log_entry", works_there & is_living & (is_author | leads_there))
rules.add_perm("projects.add_amount", works_there & is_living)
rules.add_perm("projects.edit_amount", works_there & is_living)
rules.add_perm("projects.remove_amount", works_there & is_living)
rules.add_perm("projects.claim_confirmation", works_there & is_living)
rules.add_perm("projects.confirm", works_there & is_living & is_second_person & is_unconfirmed)
rules.add_perm("projects.refuse_confirmation", works_there & is_living & is_second_person & is_unconfirmed)
for _part in ("add_jobs_plan", "edit_jobs_plan", "remove_jobs_plan", "add_risk", "edit_risk"):
    rules.add_perm(f"projects.{_part}", works_there & is_living)
rules.add_perm("projects.plan_stage", works_there & is_living)
rules.add_perm("projects.edit_stage_date", works_there & is_living)
for _noun in ("calculation_index", "pool_rule"):
    for _verb in ("create", "edit", "archive", "restore"):
        rules.add_perm(f"projects.{_verb}_{_noun}", keeps_reference_data)
rules.add_perm("projects.claim_utility", works_there & is_living)

rules.add_perm("projects.open_sheet", works_there)
rules.add_perm("projects.keep_template", works_there)
for _step in ("name_columns", "begin_trial", "end_trial", "take_in_rows", "undo_rows", "close_import"):
    rules.add_perm(f"projects.{_step}", works_there & is_living)

"""Every write on proposals and projects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common import services as common
from kelisim.common.calendars import working_calendar
from kelisim.common.files import Upload, keep_file
from kelisim.common.services import change, store
from kelisim.parties.models import Organisation
from kelisim.projects.models import (
    CalculationIndex,
    Confirmation,
    JobsPlan,
    Milestone,
    PoolRule,
    Project,
    ProjectAmount,
    ProjectLog,
    ProjectRisk,
    ProjectStage,
    ProjectUtilityClaim,
    Proposal,
    ProposalState,
    StageDate,
)
from kelisim.projects.stages import check_stage
from kelisim.projects.studies import begin_steps, close_steps
from kelisim.projects.terms import named_by_hand, wind
from kelisim.zones.models import UtilityClaim

# Administrative Procedural and Process-Related Code of Kazakhstan, art. 76: fifteen working days from the day of arrival.
DAYS_TO_STUDY = 15
CONFIRMED_FIELDS = ("launched_on", "jobs_created")


@action("projects.create_proposal")
def create_proposal(office: Office, *, by: User, **facts: Any) -> Proposal:
    """Record a proposal of an office."""
    return store(change(Proposal(office=office), facts))


@action("projects.edit_proposal")
def edit_proposal(proposal: Proposal, *, version: int | None = None, by: User, **facts: Any) -> Proposal:
    """Change a proposal. Another day of arrival moves the days that follow from it."""
    came = proposal.handed_in_on
    store(change(proposal, named_by_hand(proposal, facts)), version=version)
    if proposal.handed_in_on != came and proposal.handed_in_on is not None:
        wind(proposal)
    return proposal


@action("projects.archive_proposal")
def archive_proposal(proposal: Proposal, *, version: int | None = None, by: User) -> Proposal:
    """Put a proposal away."""
    return common.archive(proposal, version=version, by=by)


@action("projects.restore_proposal")
def restore_proposal(proposal: Proposal, *, version: int | None = None, by: User) -> Proposal:
    """Take a proposal back."""
    return common.restore(proposal, version=version, by=by)


@action("projects.create_own_proposal")
def create_own_proposal(organisation: Organisation, *, office: Office, by: User, **facts: Any) -> Proposal:
    """An investor begins a proposal to an office; the office sees it when it is handed in."""
    return store(change(Proposal(office=office, organisation=organisation), facts))


@action("projects.edit_own_proposal")
def edit_own_proposal(proposal: Proposal, *, version: int | None = None, by: User, **facts: Any) -> Proposal:
    """Go on writing a draft."""
    return store(change(proposal, facts), version=version)


@action("projects.archive_own_proposal")
def archive_own_proposal(proposal: Proposal, *, version: int | None = None, by: User) -> Proposal:
    """Put a draft away."""
    return common.archive(proposal, version=version, by=by)


@action("projects.restore_own_proposal")
def restore_own_proposal(proposal: Proposal, *, version: int | None = None, by: User) -> Proposal:
    """Take a draft back."""
    return common.restore(proposal, version=version, by=by)


@action("projects.hand_in_proposal")
def hand_in_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Hand a draft in to its office: the clock begins to run, and the steps of the office's procedure with it."""
    today, calendar = timezone.localdate(), working_calendar()
    store(change(proposal, {"state": ProposalState.HANDED_IN, "handed_in_on": today}))
    term = begin_steps(proposal, today, calendar) or DAYS_TO_STUDY
    return store(change(proposal, {"due": calendar.after(today, term), "term": term}))


@action("projects.decide_proposal")
def decide_proposal(
    proposal: Proposal, *, state: str, on: date, reason: dict[str, str] | None = None, by: User
) -> Proposal:
    """Accept or decline a proposal, with the reason; the steps of its study end with it."""
    assert proposal.handed_in_on is not None  # the database keeps no proposal beyond a draft without this day
    days = working_calendar().between(proposal.handed_in_on, on)
    facts = {"state": state, "decided_on": on, "reason": reason or {}, "decision_days": max(0, days)}
    store(change(proposal, facts))
    close_steps(proposal, state, on)
    return proposal


@action("projects.start_project")
def start_project(proposal: Proposal, *, by: User, **facts: Any) -> Project:
    """Make an accepted proposal a project, which keeps its thread."""
    if proposal.state != ProposalState.ACCEPTED:
        raise ValidationError({"proposal": _("Accept the proposal first.")})
    taken = ("organisation", "title", "area", "sector", "amount", "currency", "owner")
    project = Project(office=proposal.office, proposal=proposal, jobs_planned=proposal.jobs, about=proposal.text)
    change(change(project, {name: getattr(proposal, name) for name in taken}), facts)
    if project.stage != ProjectStage.IDEA:
        _enter_stage(project, since=proposal.decided_on)
    return _keep_day_of_stage(store(project))


@action("projects.create_project")
def create_project(office: Office, *, by: User, **facts: Any) -> Project:
    """Record a project of an office. It may come in at any stage; `missing_for` lists what that stage requires."""
    project = Project(office=office)
    _refuse_unconfirmed(project, facts)
    store(change(project, facts))
    return _keep_day_of_stage(project)


@action("projects.edit_project")
def edit_project(project: Project, *, version: int | None = None, by: User, **facts: Any) -> Project:
    """Change a project. A new stage is checked as in `move_stage`."""
    before = project.stage
    _refuse_unconfirmed(project, facts)
    change(project, facts)
    if project.stage == before:
        return store(project, version=version)
    _enter_stage(project, since=None)
    return _keep_day_of_stage(store(project, version=version))


@action("projects.move_stage")
def move_stage(
    project: Project, *, stage: str, since: date | None = None, version: int | None = None, by: User, **facts: Any
) -> Project:
    """Bring a project to a stage, with the fields that the stage requires and that it still lacks."""
    _refuse_unconfirmed(project, facts)
    change(project, {**facts, "stage": stage})
    _enter_stage(project, since=since)
    return _keep_day_of_stage(store(project, version=version))


def _refuse_unconfirmed(project: Project, facts: dict[str, Any]) -> None:
    message = _("This counts only when a second person has confirmed it. Claim it with its evidence instead.")
    changed = [name for name in CONFIRMED_FIELDS if name in facts and facts[name] != getattr(project, name)]
    if changed:
        raise ValidationError({name: ValidationError(message, code="unconfirmed") for name in changed})


def _enter_stage(project: Project, *, since: date | None) -> None:
    check_stage(project, project.stage)
    project.stage_since = since or timezone.localdate()


def _keep_day_of_stage(project: Project) -> Project:
    """The day on which the project came to its stage, beside the day on which it was meant to."""
    if project.stage_since is None:
        return project
    found = StageDate.objects.filter(project=project, stage=project.stage).first()
    day = found or StageDate(project=project, stage=project.stage)
    if day.reached != project.stage_since:
        store(change(day, {"reached": project.stage_since}))
    return project


@action("projects.archive_project")
def archive_project(project: Project, *, version: int | None = None, by: User) -> Project:
    """Put a project away."""
    return common.archive(project, version=version, by=by)


@action("projects.restore_project")
def restore_project(project: Project, *, version: int | None = None, by: User) -> Project:
    """Take a project back."""
    return common.restore(project, version=version, by=by)


@action("projects.publish_project")
def publish_project(project: Project, *, hidden: Iterable[str] | None = None, by: User) -> Project:
    """Release a project to the public, but for the fields that are `hidden`; the last decision on them holds where none is given."""
    return common.publish(project, hidden=hidden, by=by)


@action("projects.withdraw_project")
def withdraw_project(project: Project, *, by: User) -> Project:
    """Take a project back from the public."""
    return common.withdraw(project, by=by)


@action("projects.add_log_entry")
def add_log_entry(project: Project, *, day: date, text: dict[str, str], by: User, **facts: Any) -> ProjectLog:
    """Write down what happened to a project on a day."""
    return store(change(ProjectLog(project=project, author=by, day=day, text=text), facts))


@action("projects.edit_log_entry")
def edit_log_entry(entry: ProjectLog, *, version: int | None = None, by: User, **facts: Any) -> ProjectLog:
    """Change a log entry."""
    return store(change(entry, facts), version=version)


@action("projects.add_amount")
def add_amount(project: Project, *, by: User, **facts: Any) -> ProjectAmount:
    """Record money planned or spent in a period."""
    return store(change(ProjectAmount(project=project), facts))


@action("projects.edit_amount")
def edit_amount(amount: ProjectAmount, *, version: int | None = None, by: User, **facts: Any) -> ProjectAmount:
    """Change a sum of money."""
    return store(change(amount, facts), version=version)


@action("projects.remove_amount")
def remove_amount(amount: ProjectAmount, *, by: User) -> ProjectAmount:
    """Take a sum of money out."""
    return common.archive(amount, version=None, by=by)


@action("projects.add_jobs_plan")
def add_jobs_plan(project: Project, *, by: User, **facts: Any) -> JobsPlan:
    """Say how many jobs are planned by a day."""
    return store(change(JobsPlan(project=project), facts))


@action("projects.edit_jobs_plan")
def edit_jobs_plan(plan: JobsPlan, *, version: int | None = None, by: User, **facts: Any) -> JobsPlan:
    """Change a plan of jobs."""
    return store(change(plan, facts), version=version)


@action("projects.remove_jobs_plan")
def remove_jobs_plan(plan: JobsPlan, *, by: User) -> JobsPlan:
    """Take a plan of jobs out."""
    return common.archive(plan, version=None, by=by)


@action("projects.add_risk")
def add_risk(project: Project, *, by: User, **facts: Any) -> ProjectRisk:
    """Record what may go wrong."""
    return store(change(ProjectRisk(project=project), facts))


@action("projects.edit_risk")
def edit_risk(risk: ProjectRisk, *, version: int | None = None, by: User, **facts: Any) -> ProjectRisk:
    """Change a risk, or say that it is over."""
    return store(change(risk, facts), version=version)


@action("projects.plan_stage")
def plan_stage(project: Project, *, stage: str, planned: date, by: User) -> StageDate:
    """Say when the project is meant to come to a stage."""
    found = StageDate.objects.filter(project=project, stage=stage).first()
    return store(change(found or StageDate(project=project, stage=stage), {"planned": planned}))


@action("projects.edit_stage_date")
def edit_stage_date(day: StageDate, *, version: int | None = None, by: User, **facts: Any) -> StageDate:
    """Correct when a stage is meant to come, or came; the project's own day follows where it stands there."""
    store(change(day, facts), version=version)
    project = day.project
    if project.stage == day.stage and day.reached and project.stage_since != day.reached:
        store(change(project, {"stage_since": day.reached}))
    return day


@action("projects.claim_confirmation")
def claim_confirmation(
    project: Project, *, milestone: str, day: date, file: Upload | None = None, by: User, **facts: Any
) -> Confirmation:
    """Claim with evidence that a project was launched or created jobs; it counts once a second person confirms."""
    claim = Confirmation(project=project, milestone=milestone, day=day, claimed_by=by)
    if file is not None:
        claim.evidence = keep_file(file, office=project.office, by=by)
    return store(change(claim, facts))


@action("projects.confirm")
def confirm(confirmation: Confirmation, *, by: User) -> Confirmation:
    """Confirm what somebody else has claimed: from now on the launch and the jobs are the project's."""
    store(change(confirmation, {"confirmed_by": by, "confirmed_at": timezone.now()}))
    store(change(confirmation.project, _confirmed_facts(confirmation)))
    return confirmation


@action("projects.refuse_confirmation")
def refuse_confirmation(confirmation: Confirmation, *, refusal: str, by: User) -> Confirmation:
    """Say that the evidence does not bear it out; whoever claimed it may claim it anew with better evidence."""
    return store(change(confirmation, {"refused_by": by, "refused_at": timezone.now(), "refusal": refusal}))


def _confirmed_facts(confirmation: Confirmation) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if confirmation.milestone == Milestone.LAUNCH:
        facts["launched_on"] = confirmation.day
    if confirmation.jobs is not None:
        facts["jobs_created"] = confirmation.jobs
    return facts


@action("projects.claim_utility")
def claim_utility(project: Project, *, by: User, **facts: Any) -> UtilityClaim:
    """Claim a capacity of the zone in which the project stands."""
    if project.zone is None:
        raise ValidationError({"zone": _("Say first in which zone the project stands.")})
    claim = store(change(UtilityClaim(zone=project.zone, label=str(project)[:300]), facts))
    store(ProjectUtilityClaim(project=project, claim=claim))
    return claim


@action("projects.create_calculation_index")
def create_calculation_index(user: User, *, by: User, **facts: Any) -> CalculationIndex:
    """Record the monthly calculation index from a day on; the subject is the acting user, for it is everybody's."""
    return store(change(CalculationIndex(), facts))


@action("projects.edit_calculation_index")
def edit_calculation_index(
    index: CalculationIndex, *, version: int | None = None, by: User, **facts: Any
) -> CalculationIndex:
    """Correct an index."""
    return store(change(index, facts), version=version)


@action("projects.archive_calculation_index")
def archive_calculation_index(index: CalculationIndex, *, version: int | None = None, by: User) -> CalculationIndex:
    """Put an index away."""
    return common.archive(index, version=version, by=by)


@action("projects.restore_calculation_index")
def restore_calculation_index(index: CalculationIndex, *, version: int | None = None, by: User) -> CalculationIndex:
    """Take an index back."""
    return common.restore(index, version=version, by=by)


@action("projects.create_pool_rule")
def create_pool_rule(user: User, *, by: User, **facts: Any) -> PoolRule:
    """Say from which worth on projects stand in the national pool; the subject is the acting user."""
    return store(change(PoolRule(), facts))


@action("projects.edit_pool_rule")
def edit_pool_rule(rule: PoolRule, *, version: int | None = None, by: User, **facts: Any) -> PoolRule:
    """Change a rule of the pools."""
    return store(change(rule, facts), version=version)


@action("projects.archive_pool_rule")
def archive_pool_rule(rule: PoolRule, *, version: int | None = None, by: User) -> PoolRule:
    """Put a rule away."""
    return common.archive(rule, version=version, by=by)


@action("projects.restore_pool_rule")
def restore_pool_rule(rule: PoolRule, *, version: int | None = None, by: User) -> PoolRule:
    """Take a rule back."""
    return common.restore(rule, version=version, by=by)

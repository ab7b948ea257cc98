"""The study of a proposal: procedures of the office, steps with owners and days, files, the letter with the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common import formats
from kelisim.common import services as common
from kelisim.common.calendars import working_calendar
from kelisim.common.files import Upload, keep_bytes, keep_file
from kelisim.common.numbers import next_number
from kelisim.common.services import change, store
from kelisim.engines.values.working_days import WorkingCalendar
from kelisim.projects.letters import letter_pdf
from kelisim.projects.models import (
    DecisionLetter,
    ProcedureStep,
    Proposal,
    ProposalFile,
    ProposalState,
    ProposalStep,
    StudyProcedure,
)
from kelisim.projects.terms import named_by_hand

MOST_FILES = 10
MOST_BYTES = 60 * 1024 * 1024
SERIES = "L"

# ------------------------------------------------------------- procedures


@action("projects.create_study_procedure")
def create_study_procedure(office: Office, *, by: User, **facts: Any) -> StudyProcedure:
    """Set down how an office studies proposals."""
    return store(change(StudyProcedure(office=office), facts))


@action("projects.edit_study_procedure")
def edit_study_procedure(
    procedure: StudyProcedure, *, version: int | None = None, by: User, **facts: Any
) -> StudyProcedure:
    """Change a procedure. Studies that have begun keep their steps."""
    return store(change(procedure, facts), version=version)


@action("projects.archive_study_procedure")
def archive_study_procedure(procedure: StudyProcedure, *, version: int | None = None, by: User) -> StudyProcedure:
    """Put a procedure away."""
    return common.archive(procedure, version=version, by=by)


@action("projects.restore_study_procedure")
def restore_study_procedure(procedure: StudyProcedure, *, version: int | None = None, by: User) -> StudyProcedure:
    """Take a procedure back."""
    return common.restore(procedure, version=version, by=by)


@action("projects.add_procedure_step")
def add_procedure_step(procedure: StudyProcedure, *, by: User, **facts: Any) -> ProcedureStep:
    """Add a step to a procedure, at its end unless a place is named."""
    if facts.get("place") is None:
        last = procedure.steps.filter(archived_at__isnull=True).order_by("-place").first()
        facts["place"] = last.place + 1 if last else 1
    return store(change(ProcedureStep(procedure=procedure), facts))


@action("projects.edit_procedure_step")
def edit_procedure_step(step: ProcedureStep, *, version: int | None = None, by: User, **facts: Any) -> ProcedureStep:
    """Change a step of a procedure."""
    return store(change(step, facts), version=version)


@action("projects.remove_procedure_step")
def remove_procedure_step(step: ProcedureStep, *, by: User) -> ProcedureStep:
    """Take a step out of a procedure."""
    return common.archive(step, version=None, by=by)


# ------------------------------------------------------------------ study


def begin_steps(proposal: Proposal, start: date, calendar: WorkingCalendar) -> int | None:
    """Give a proposal the steps of its office's procedure in use; in how many working days the last is due, None without steps."""
    steps = ProcedureStep.objects.filter(
        procedure__office_id=proposal.office_id, procedure__is_in_use=True, procedure__archived_at__isnull=True
    ).order_by("place", "pk")
    term, begun = 0, start
    for number, step in enumerate(steps, 1):
        term += step.days
        facts = {
            "title": step.title,
            "owner": step.owner or proposal.owner,
            "due": calendar.after(start, term),
            "term": term,
        }
        store(change(ProposalStep(proposal=proposal, place=number, began_on=begun), facts))
        begun = None
    return term or None


@action("projects.begin_study")
def begin_study(proposal: Proposal, *, by: User) -> Proposal:
    """Give a proposal that came in on paper the steps of the office's procedure."""
    if ProposalStep.objects.filter(proposal=proposal).exists():
        raise ValidationError(_("This proposal has its steps already. Change them one by one."))
    calendar = working_calendar()
    term = begin_steps(proposal, proposal.handed_in_on, calendar)
    if term is None:
        raise ValidationError(_("The office has no procedure in use. Set one down first, with its steps."))
    return store(change(proposal, {"due": calendar.after(proposal.handed_in_on, term), "term": term}))


@action("projects.add_proposal_step")
def add_proposal_step(proposal: Proposal, *, by: User, **facts: Any) -> ProposalStep:
    """Add a step that this proposal needs."""
    steps = ProposalStep.objects.filter(proposal=proposal)
    last = steps.order_by("-place").first()
    is_next = not steps.filter(done_on__isnull=True).exists()
    begun = (last.done_on if last else proposal.handed_in_on) if is_next else None
    place = last.place + 1 if last else 1
    return store(change(ProposalStep(proposal=proposal, place=place, began_on=begun), facts))


@action("projects.edit_proposal_step")
def edit_proposal_step(step: ProposalStep, *, version: int | None = None, by: User, **facts: Any) -> ProposalStep:
    """Give a step to somebody else or set another day."""
    return store(change(step, named_by_hand(step, facts)), version=version)


@action("projects.finish_proposal_step")
def finish_proposal_step(
    step: ProposalStep, *, on: date, result: str = "", is_skipped: bool = False, by: User
) -> ProposalStep:
    """Say that a step is done, or left out and why; the next one begins, and the proposal is being studied."""
    _refuse_order(step, on, result, is_skipped=is_skipped)
    began = step.began_on or _began_of(step)
    days = None if is_skipped else working_calendar().between(began, on)
    facts = {"began_on": began, "done_on": on, "result": result, "is_skipped": is_skipped, "days": days}
    store(change(step, facts))
    _begin_next(step.proposal, on)
    if step.proposal.state == ProposalState.HANDED_IN:
        store(change(step.proposal, {"state": ProposalState.STUDIED}))
    return step


def _refuse_order(step: ProposalStep, on: date, result: str, *, is_skipped: bool) -> None:
    if is_skipped and not result.strip():
        raise ValidationError({"result": _("Say why the step is left out.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day has not come yet.")})
    began = step.began_on or _began_of(step)
    if on < began:
        message = _("The step began on %(day)s. Enter that day or a later one.") % {"day": formats.day(began)}
        raise ValidationError({"on": message})


def _began_of(step: ProposalStep) -> date:
    """A step that is taken out of turn began when the last one before it was done."""
    done = ProposalStep.objects.filter(proposal=step.proposal, place__lt=step.place, done_on__isnull=False)
    last = done.order_by("-done_on").first()
    return last.done_on if last else step.proposal.handed_in_on


def _begin_next(proposal: Proposal, on: date) -> None:
    step = ProposalStep.objects.filter(proposal=proposal, done_on__isnull=True).first()
    if step is not None and step.began_on is None:
        store(change(step, {"began_on": on}))


def close_steps(proposal: Proposal, state: str, on: date) -> None:
    """A decision ends the study. To accept, every step is done; to decline, what is left is left out."""
    left = list(ProposalStep.objects.filter(proposal=proposal, done_on__isnull=True))
    if left and state == ProposalState.ACCEPTED:
        names = ", ".join(f"“{step}”" for step in left)
        message = _("Steps are not done yet: %(steps)s. Finish them, or say of each why it is left out.")
        raise ValidationError({"state": message % {"steps": names}})
    for step in left:
        facts = {"done_on": max(on, step.began_on or on), "is_skipped": True, "result": _("Declined before this step.")}
        store(change(step, facts))


# ------------------------------------------------------------------ files


@action("projects.add_proposal_file")
def add_proposal_file(proposal: Proposal, *, file: Upload, about: str = "", by: User) -> ProposalFile:
    """Lay a file beside a proposal. It is seen by whoever sees the proposal, and by nobody else."""
    kept = ProposalFile.objects.filter(proposal=proposal).select_related("file")
    sizes = [row.file.size for row in kept]
    if len(sizes) >= MOST_FILES:
        message = _("A proposal has %(most)s files at most. Take one out, or put several into one PDF.")
        raise ValidationError({"file": message % {"most": MOST_FILES}})
    if sum(sizes) + (file.size or 0) > MOST_BYTES:
        message = _("The files of a proposal have %(most)s MB together at most; %(used)s MB are used.")
        gaps = {"most": MOST_BYTES // 1024 // 1024, "used": formats.number(round(sum(sizes) / 1024 / 1024, 1))}
        raise ValidationError({"file": message % gaps})
    return store(ProposalFile(proposal=proposal, file=keep_file(file, office=None, by=by), about=about))


@action("projects.remove_proposal_file")
def remove_proposal_file(row: ProposalFile, *, by: User) -> ProposalFile:
    """Take a file away from a draft."""
    return common.archive(row, version=None, by=by)


# ----------------------------------------------------------------- letter


@action("projects.issue_letter")
def issue_letter(proposal: Proposal, *, signatory: User, language: str = "", by: User) -> DecisionLetter:
    """Write the decision to the investor: a numbered PDF, kept with its bytes.

    The number is in the PDF, so the page is set within the transaction that gives the number: none is lost, none twice.
    """
    day, language = timezone.localdate(), language or proposal.language
    number = next_number(proposal.office, SERIES, day.year)
    content = letter_pdf(proposal, number=number, day=day, signatory=signatory, language=language)
    name = f"{number.replace('/', '-')}.pdf"
    file = keep_bytes(content, name=name, office=proposal.office, by=by)
    facts = {"number": number, "language": language, "issued_on": day, "signatory": signatory, "file": file}
    return store(change(DecisionLetter(proposal=proposal), facts))

"""Every write on cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, Role, User
from kelisim.cases.clocks import days_until, pause, resume, set_due
from kelisim.cases.escalation import escalate
from kelisim.cases.models import (
    DAYS_TO_ANSWER,
    Case,
    CaseCategory,
    CaseMerge,
    CaseMessage,
    CaseState,
    Escalation,
    EscalationRule,
)
from kelisim.common import services as common
from kelisim.common.files import Upload, keep_file
from kelisim.common.numbers import next_number
from kelisim.common.services import change, store
from kelisim.parties.models import Organisation

SERIES = "C"


@action("cases.create_case")
def create_case(office: Office, *, by: User, **facts: Any) -> Case:
    """Record a case of an office; the clock runs from the day on which it came."""
    case = change(Case(office=office), {"opened_at": timezone.now(), **facts})
    return _begin(case)


@action("cases.raise_case")
def raise_case(
    organisation: Organisation, *, office: Office, by: User, file: Upload | None = None, **facts: Any
) -> Case:
    """An investor comes to an office with a question or a problem; the clock begins to run."""
    case = _begin(change(Case(office=office, organisation=organisation, opened_at=timezone.now()), facts))
    if file is not None:
        kept = keep_file(file, office=office, by=by)
        store(CaseMessage(case=case, author=by, text=str(kept), file=kept))
    return case


def _begin(case: Case) -> Case:
    case.term = case.category.days if case.category else DAYS_TO_ANSWER
    case.number = next_number(case.office, SERIES, timezone.localdate(case.opened_at).year)
    store(case)
    store(set_due(case))
    transaction.on_commit(lambda: escalate(timezone.now(), cases=Case.objects.filter(pk=case.pk)))
    return case


@action("cases.edit_case")
def edit_case(case: Case, *, version: int | None = None, by: User, **facts: Any) -> Case:
    """Change a case. Another category brings its own term."""
    if "category" in facts and facts["category"] != case.category:
        facts["term"] = facts["category"].days if facts["category"] else DAYS_TO_ANSWER
    return store(_with_due(change(case, facts)), version=version)


def _with_due(case: Case) -> Case:
    return case if case.is_closed or case.state == CaseState.MERGED else set_due(case)


@action("cases.take_case")
def take_case(case: Case, *, by: User) -> Case:
    """Answer for a case oneself."""
    return store(change(case, {"owner": by}))


@action("cases.archive_case")
def archive_case(case: Case, *, version: int | None = None, by: User) -> Case:
    """Put a case away."""
    return common.archive(case, version=version, by=by)


@action("cases.restore_case")
def restore_case(case: Case, *, version: int | None = None, by: User) -> Case:
    """Take a case back."""
    return common.restore(case, version=version, by=by)


# ------------------------------------------------------------------ words


@action("cases.add_message")
def add_message(
    case: Case,
    *,
    text: str,
    file: Upload | None = None,
    is_question: bool = False,
    at: datetime | None = None,
    by: User,
) -> CaseMessage:
    """Write to the other side, or record what was said at a moment.

    An answer or a question of the office lets the clock stand still, a word of the investor lets it go on.
    """
    message = _message(case, by, text, file, at=at)
    if by.role == Role.INVESTOR:
        _give_to_office(case, message.created_at)
    else:
        _give_to_investor(case, message.created_at, is_question=is_question)
    return message


def _message(
    case: Case,
    by: User,
    text: str,
    file: Upload | None = None,
    *,
    at: datetime | None = None,
    is_internal: bool = False,
) -> CaseMessage:
    kept = keep_file(file, office=case.office, by=by) if file is not None else None
    message = store(CaseMessage(case=case, author=by, text=text, file=kept, is_internal=is_internal))
    if at is not None:
        CaseMessage.everything.filter(pk=message.pk).update(created_at=at)
        message.created_at = at
    return message


def _give_to_office(case: Case, at: datetime) -> None:
    resume(case, at)
    store(set_due(change(case, {"state": CaseState.OPEN})))


def _give_to_investor(case: Case, at: datetime, *, is_question: bool) -> None:
    state = CaseState.WAITING if is_question else CaseState.ANSWERED
    facts: dict[str, Any] = {"state": state}
    if not is_question and case.answered_at is None:
        facts |= {"answered_at": at, "answer_days": days_until(case, at)}
    pause(case, at, is_question=is_question)
    store(set_due(change(case, facts)))


@action("cases.add_note")
def add_note(case: Case, *, text: str, file: Upload | None = None, by: User) -> CaseMessage:
    """Write a note for colleagues only."""
    return _message(case, by, text, file, is_internal=True)


# -------------------------------------------------- the end, and after it


@action("cases.close_case")
def close_case(case: Case, *, is_solved: bool, text: str = "", at: datetime | None = None, by: User) -> Case:
    """Close a case, solved or not, with the last word to the investor. Nobody is left without an answer."""
    moment = at or timezone.now()
    if text.strip():
        message = _message(case, by, text, at=at)
        if case.answered_at is None:
            change(case, {"answered_at": message.created_at, "answer_days": days_until(case, message.created_at)})
    elif case.answered_at is None:
        raise ValidationError({"text": _("Nobody has answered yet. Write to the investor how it ended.")})
    state = CaseState.SOLVED if is_solved else CaseState.CLOSED
    days = days_until(case, moment)
    resume(case, moment)
    return store(change(case, {"state": state, "closed_at": moment, "decision_days": days}))


@action("cases.reopen_case")
def reopen_case(case: Case, *, text: str, by: User) -> Case:
    """Take a closed case up again, with the reason; its term runs anew from today."""
    now = timezone.now()
    _message(case, by, text)
    facts = {"state": CaseState.OPEN, "closed_at": None, "decision_days": None, "reopened_at": now}
    return store(set_due(change(case, {**facts, "clock_start": timezone.localdate(now)})))


@action("cases.rate_case")
def rate_case(case: Case, *, score: int, score_words: str = "", by: User) -> Case:
    """The investor says once, after the end, how well the case was handled."""
    return store(change(case, {"score": score, "score_words": score_words, "scored_at": timezone.now()}))


# ---------------------------------------------------------------- merging


@action("cases.merge_case")
def merge_case(case: Case, *, into: Case, by: User) -> Case:
    """Let a case go into an older one of the same company: one answer, the older clock. It can be undone.

    No answer of its own is due any more.
    """
    _refuse_merge(case, into)
    store(CaseMerge(case=case, into=into, by=by, state_before=case.state))
    return store(change(case, {"state": CaseState.MERGED, "merged_into": into, "due": None}))


def _refuse_merge(case: Case, into: Case) -> None:
    if into.office_id != case.office_id or into.organisation_id != case.organisation_id:
        message = _("Only cases of one company and one office are merged: others must not read its letters.")
    elif into.pk == case.pk:
        message = _("Choose another case.")
    elif into.state not in (CaseState.OPEN, CaseState.WAITING, CaseState.ANSWERED):
        message = _("“%(into)s” is closed or merged itself. Choose one that is answered still.") % {"into": into}
    elif (into.opened_at, into.pk) > (case.opened_at, case.pk):
        message = _("“%(into)s” is younger. Merge it into this one: the older clock has run longer.") % {"into": into}
    elif case.merged.exists():
        message = _("Other cases were merged with this one. Undo that first.")
    else:
        return
    raise ValidationError({"into": message})


@action("cases.unmerge_case")
def unmerge_case(case: Case, *, by: User) -> Case:
    """Take a case out of the one with which it was merged, as it was before."""
    row = CaseMerge.objects.get(case=case, undone_at__isnull=True)
    store(change(row, {"undone_at": timezone.now(), "undone_by": by}))
    return store(set_due(change(case, {"state": row.state_before, "merged_into": None})))


# ------------------------------------------------- categories, escalation


@action("cases.create_case_category")
def create_case_category(user: User, *, by: User, **facts: Any) -> CaseCategory:
    """Add a category with its term; the subject is the acting user, for categories are everybody's."""
    return store(change(CaseCategory(), facts))


@action("cases.edit_case_category")
def edit_case_category(category: CaseCategory, *, version: int | None = None, by: User, **facts: Any) -> CaseCategory:
    """Change a category. Cases that have begun keep their term."""
    return store(change(category, facts), version=version)


@action("cases.archive_case_category")
def archive_case_category(category: CaseCategory, *, version: int | None = None, by: User) -> CaseCategory:
    """Put a category away."""
    return common.archive(category, version=version, by=by)


@action("cases.restore_case_category")
def restore_case_category(category: CaseCategory, *, version: int | None = None, by: User) -> CaseCategory:
    """Take a category back."""
    return common.restore(category, version=version, by=by)


@action("cases.create_escalation_rule")
def create_escalation_rule(user: User, *, by: User, **facts: Any) -> EscalationRule:
    """Say which cases go up to whom; the subject is the acting user."""
    return store(change(EscalationRule(), facts))


@action("cases.edit_escalation_rule")
def edit_escalation_rule(rule: EscalationRule, *, version: int | None = None, by: User, **facts: Any) -> EscalationRule:
    """Change a rule. What was carried up by it stays there."""
    return store(change(rule, facts), version=version)


@action("cases.archive_escalation_rule")
def archive_escalation_rule(rule: EscalationRule, *, version: int | None = None, by: User) -> EscalationRule:
    """Put a rule away."""
    return common.archive(rule, version=version, by=by)


@action("cases.restore_escalation_rule")
def restore_escalation_rule(rule: EscalationRule, *, version: int | None = None, by: User) -> EscalationRule:
    """Take a rule back."""
    return common.restore(rule, version=version, by=by)


@action("cases.note_escalation")
def note_escalation(escalation: Escalation, *, by: User) -> Escalation:
    """Take note of a case that was carried up to oneself, at every level; it leaves one's day."""
    now = timezone.now()
    others = Escalation.objects.filter(case=escalation.case, person=escalation.person, noted_at__isnull=True)
    for other in others.exclude(pk=escalation.pk):
        store(change(other, {"noted_at": now}))
    return store(change(escalation, {"noted_at": now}))

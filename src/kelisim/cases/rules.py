"""Who may keep and answer cases."""

from datetime import timedelta

import rules
from django.utils import timezone

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_administrator, is_agency, is_living, works_there
from kelisim.cases.models import CLOSED_CASES, Case, CaseState, Escalation
from kelisim.cases.models.cases import UNCLOSED_CASES
from kelisim.common.rules import keeps_reference_data
from kelisim.parties.rules import acts_for

DAYS_TO_REOPEN = timedelta(days=30)


@rules.predicate
def is_unclosed(user: User, case: Case) -> bool:
    """The case is not closed, with or without a solution, and not merged."""
    return case.state in UNCLOSED_CASES


@rules.predicate
def is_closed(user: User, case: Case) -> bool:
    """The case has ended, with or without a solution."""
    return case.state in CLOSED_CASES


@rules.predicate
def is_closed_of_late(user: User, case: Case) -> bool:
    """The case ended within the last thirty days."""
    return case.closed_at is not None and case.closed_at >= timezone.now() - DAYS_TO_REOPEN


@rules.predicate
def is_merged(user: User, case: Case) -> bool:
    """The case went into another one."""
    return case.state == CaseState.MERGED


@rules.predicate
def is_unrated(user: User, case: Case) -> bool:
    """The investor has not said yet how it was handled."""
    return case.scored_at is None


@rules.predicate
def is_of_another(user: User, case: Case) -> bool:
    """Somebody else, or nobody, answers for the case."""
    return case.owner_id != user.pk


@rules.predicate
def is_carried_up(user: User, case: Case) -> bool:
    """The case was carried up to the user."""
    return case.escalations.filter(person=user, archived_at__isnull=True).exists()


@rules.predicate
def is_ones_own_and_unnoted(user: User, escalation: Escalation) -> bool:
    """The case was carried up to the user, who has not taken note of it yet."""
    return escalation.person_id == user.pk and escalation.noted_at is None


takes_part = works_there | acts_for

rules.add_perm("cases.raise_case", acts_for)
rules.add_perm("cases.create_case", works_there)
rules.add_perm("cases.edit_case", works_there & is_living)
rules.add_perm("cases.take_case", works_there & is_living & is_unclosed & is_of_another & ~is_administrator)
rules.add_perm("cases.archive_case", works_there & is_living)
rules.add_perm("cases.restore_case", works_there)

rules.add_perm("cases.add_message", takes_part & is_living & is_unclosed)
rules.add_perm("cases.add_note", is_living & (works_there | (is_agency & is_carried_up)))
rules.add_perm("cases.close_case", works_there & is_living & is_unclosed)
rules.add_perm("cases.reopen_case", is_living & is_closed & (works_there | (acts_for & is_closed_of_late)))
rules.add_perm("cases.rate_case", acts_for & is_living & is_closed & is_unrated)
rules.add_perm("cases.merge_case", works_there & is_living & is_unclosed)
rules.add_perm("cases.unmerge_case", works_there & is_living & is_merged)
rules.add_perm("cases.note_escalation", is_ones_own_and_unnoted)
for _noun in ("case_category", "escalation_rule"):
    for _verb in ("create", "edit", "archive", "restore"):
        rules.add_perm(f"cases.{_verb}_{_noun}", keeps_reference_data)

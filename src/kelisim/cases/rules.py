"""Who may keep and answer cases."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_living, works_there
from kelisim.cases.models import Case, CaseState
from kelisim.parties.rules import acts_for


@rules.predicate
def is_unclosed(user: User, case: Case) -> bool:
    """The case is not closed, with or without a solution."""
    return case.state in (CaseState.OPEN, CaseState.ANSWERED)


takes_part = works_there | acts_for

rules.add_perm("cases.raise_case", acts_for)
rules.add_perm("cases.create_case", works_there)
rules.add_perm("cases.edit_case", works_there & is_living)
rules.add_perm("cases.archive_case", works_there & is_living)
rules.add_perm("cases.restore_case", works_there)

rules.add_perm("cases.add_message", takes_part & is_living & is_unclosed)
rules.add_perm("cases.add_note", works_there & is_living)
rules.add_perm("cases.close_case", works_there & is_living & is_unclosed)

"""Who may keep and answer cases."""

from typing import Any

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_investor, is_living, works_there
from kelisim.parties.models import Representative


@rules.predicate
def acts_for_investor(user: User, subject: Any) -> bool:
    """The user acts for the organisation that the case is about."""
    return Representative.objects.filter(user=user, organisation_id=subject.organisation_id).exists()


takes_part = works_there | (is_investor & acts_for_investor)

rules.add_perm("cases.create_case", works_there)
rules.add_perm("cases.edit_case", works_there & is_living)
rules.add_perm("cases.archive_case", works_there & is_living)
rules.add_perm("cases.restore_case", works_there)

rules.add_perm("cases.add_message", takes_part & is_living)
rules.add_perm("cases.add_note", works_there & is_living)
rules.add_perm("cases.close_case", works_there & is_living)

"""Who may do what with agreements."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_living, leads_there, works_there
from kelisim.agreements.models import Agreement, AgreementState


@rules.predicate
def is_complete(user: User, agreement: Agreement) -> bool:
    """Two parties are named: it can be signed."""
    return agreement.parties.count() >= 2


@rules.predicate
def is_draft(user: User, agreement: Agreement) -> bool:
    """Nobody has signed it yet."""
    return agreement.state in (AgreementState.DRAFT, AgreementState.AGREED)


rules.add_perm("agreements.create_agreement", works_there)
rules.add_perm("agreements.edit_agreement", works_there & is_living)
rules.add_perm("agreements.sign_agreement", works_there & is_living & is_draft & is_complete)
rules.add_perm("agreements.archive_agreement", works_there & is_living)
rules.add_perm("agreements.restore_agreement", works_there)
rules.add_perm("agreements.publish_agreement", leads_there & is_living)
rules.add_perm("agreements.withdraw_agreement", leads_there)
rules.add_perm("agreements.join_agreements", works_there & is_living)
rules.add_perm("agreements.add_party", works_there & is_living)
rules.add_perm("agreements.remove_party", works_there)
rules.add_perm("agreements.add_commitment", works_there & is_living)
rules.add_perm("agreements.edit_commitment", works_there & is_living)
rules.add_perm("agreements.settle_commitment", works_there)
rules.add_perm("agreements.archive_commitment", works_there & is_living)
rules.add_perm("agreements.restore_commitment", works_there)
rules.add_perm("agreements.link_project", works_there & is_living)
rules.add_perm("agreements.unlink_project", works_there)
rules.add_perm("agreements.link_proposal", works_there & is_living)

rules.add_perm("agreements.add_to_ceremony", works_there & is_living)
rules.add_perm("agreements.move_in_ceremony", works_there & is_living)
rules.add_perm("agreements.take_from_ceremony", works_there & is_living)
rules.add_perm("agreements.sign_at_ceremony", works_there & is_living)

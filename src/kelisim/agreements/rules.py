"""Who may do what with agreements."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_agency, is_living, leads_there, works_there
from kelisim.agreements.models import UNSIGNED_STATES, Agreement, AgreementSignature
from kelisim.agreements.verifying import is_configured


@rules.predicate
def is_complete(user: User, agreement: Agreement) -> bool:
    """Two parties are named: it can be signed."""
    return agreement.parties.count() >= 2


@rules.predicate
def is_draft(user: User, agreement: Agreement) -> bool:
    """Nobody has signed it yet."""
    return agreement.state in UNSIGNED_STATES


@rules.predicate
def is_repeat(user: User, agreement: Agreement) -> bool:
    """It tells again of a deal that another paper told of first."""
    return agreement.same_as_id is not None


@rules.predicate
def can_be_verified(user: User, signature: AgreementSignature) -> bool:
    """There is a service that verifies signatures."""
    return is_configured()


rules.add_perm("agreements.create_agreement", works_there)
rules.add_perm("agreements.edit_agreement", works_there & is_living)
rules.add_perm("agreements.sign_agreement", works_there & is_living & is_draft & is_complete)
rules.add_perm("agreements.move_agreement", works_there & is_living)
rules.add_perm("agreements.amend_agreement", works_there & is_living)
rules.add_perm("agreements.archive_agreement", works_there & is_living)
rules.add_perm("agreements.restore_agreement", works_there)
rules.add_perm("agreements.publish_agreement", leads_there & is_living)
rules.add_perm("agreements.withdraw_agreement", leads_there)
# The agency reads what is released, and sees the same deal counted once across offices.
rules.add_perm("agreements.join_agreements", (works_there | is_agency) & is_living)
rules.add_perm("agreements.separate_agreement", (works_there | is_agency) & is_repeat)
rules.add_perm("agreements.judge_pair", (works_there | is_agency) & is_living)
rules.add_perm("agreements.forget_verdict", works_there | is_agency)
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
rules.add_perm("agreements.add_file", works_there & is_living)
rules.add_perm("agreements.remove_file", works_there)
rules.add_perm("agreements.add_signature", works_there & is_living)
rules.add_perm("agreements.remove_signature", works_there)
rules.add_perm("agreements.record_verification", works_there & can_be_verified)

rules.add_perm("agreements.add_to_ceremony", works_there & is_living)
rules.add_perm("agreements.move_in_ceremony", works_there & is_living)
rules.add_perm("agreements.take_from_ceremony", works_there & is_living)
rules.add_perm("agreements.sign_at_ceremony", works_there & is_living)

"""Who may keep organisations, people and the talks with them."""

from typing import Any

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import (
    is_administrator,
    is_agency,
    is_desk,
    is_head,
    is_investor,
    is_living,
    works_there,
)
from kelisim.parties.models import Organisation, Representative


@rules.predicate
def is_of_own_organisation(user: User, subject: Any) -> bool:
    """The user acts for the organisation, or for that of the record."""
    organisation_id = subject.pk if isinstance(subject, Organisation) else subject.organisation_id
    rows = Representative.objects.filter(user=user, organisation_id=organisation_id)
    return organisation_id is not None and rows.exists()


acts_for = is_investor & is_of_own_organisation

# Organisations and people are shared by all offices: whoever works at a desk keeps them.
keeps_parties = is_administrator | is_desk | is_agency
releases_parties = is_administrator | is_head | is_agency

rules.add_perm("parties.create_organisation", keeps_parties)
rules.add_perm("parties.edit_organisation", keeps_parties & is_living)
rules.add_perm("parties.archive_organisation", keeps_parties & is_living)
rules.add_perm("parties.restore_organisation", keeps_parties)
rules.add_perm("parties.publish_organisation", releases_parties & is_living)
rules.add_perm("parties.withdraw_organisation", releases_parties)

rules.add_perm("parties.create_person", keeps_parties)
rules.add_perm("parties.edit_person", keeps_parties & is_living)
rules.add_perm("parties.archive_person", keeps_parties & is_living)
rules.add_perm("parties.restore_person", keeps_parties)
rules.add_perm("parties.publish_person", releases_parties & is_living)
rules.add_perm("parties.withdraw_person", releases_parties)

rules.add_perm("parties.create_position", keeps_parties)
rules.add_perm("parties.edit_position", keeps_parties & is_living)
rules.add_perm("parties.archive_position", keeps_parties & is_living)
rules.add_perm("parties.restore_position", keeps_parties)

rules.add_perm("parties.create_contact", works_there)
rules.add_perm("parties.edit_contact", works_there & is_living)
rules.add_perm("parties.archive_contact", works_there & is_living)
rules.add_perm("parties.restore_contact", works_there)

rules.add_perm("parties.create_dialogue", works_there)
rules.add_perm("parties.edit_dialogue", works_there & is_living)
rules.add_perm("parties.archive_dialogue", works_there & is_living)
rules.add_perm("parties.restore_dialogue", works_there)

rules.add_perm("parties.finish_dialogue", works_there & is_living)
rules.add_perm("parties.add_representative", is_administrator | is_desk)
rules.add_perm("parties.remove_representative", is_administrator | is_desk)
rules.add_perm("parties.create_aftercare", works_there)
rules.add_perm("parties.edit_aftercare", works_there & is_living)
rules.add_perm("parties.archive_aftercare", works_there & is_living)

"""Who may keep the reference data."""

import rules

from kelisim.accounts.predicates import is_administrator, is_agency

keeps_reference_data = is_administrator | is_agency

rules.add_perm("common.create_area", keeps_reference_data)
rules.add_perm("common.edit_area", keeps_reference_data)
rules.add_perm("common.archive_area", keeps_reference_data)
rules.add_perm("common.restore_area", keeps_reference_data)

"""Who may keep the cards of reliefs: they are reference data, shared by all offices."""

import rules

from kelisim.accounts.predicates import is_living
from kelisim.common.rules import keeps_reference_data

rules.add_perm("incentives.create_incentive", keeps_reference_data)
rules.add_perm("incentives.edit_incentive", keeps_reference_data & is_living)
rules.add_perm("incentives.archive_incentive", keeps_reference_data & is_living)
rules.add_perm("incentives.restore_incentive", keeps_reference_data)
rules.add_perm("incentives.publish_incentive", keeps_reference_data & is_living)
rules.add_perm("incentives.withdraw_incentive", keeps_reference_data)

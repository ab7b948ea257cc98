"""Who may keep indicators, targets and observations."""

import rules

from kelisim.accounts.predicates import is_administrator, is_agency, is_living, leads_there, works_there

keeps_indicators = is_administrator | is_agency

rules.add_perm("indicators.create_indicator", keeps_indicators)
rules.add_perm("indicators.edit_indicator", keeps_indicators & is_living)
rules.add_perm("indicators.archive_indicator", keeps_indicators & is_living)
rules.add_perm("indicators.restore_indicator", keeps_indicators)

rules.add_perm("indicators.set_target", works_there)
rules.add_perm("indicators.edit_target", works_there & is_living)
rules.add_perm("indicators.archive_target", works_there & is_living)
rules.add_perm("indicators.restore_target", works_there)
rules.add_perm("indicators.publish_target", leads_there & is_living)
rules.add_perm("indicators.withdraw_target", leads_there)

rules.add_perm("indicators.record_observation", works_there)
rules.add_perm("indicators.edit_observation", works_there & is_living)
rules.add_perm("indicators.archive_observation", works_there & is_living)
rules.add_perm("indicators.restore_observation", works_there)
rules.add_perm("indicators.publish_observation", leads_there & is_living)
rules.add_perm("indicators.withdraw_observation", leads_there)

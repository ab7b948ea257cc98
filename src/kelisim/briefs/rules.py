"""Who may keep and release briefs."""

import rules

from kelisim.accounts.predicates import is_living, leads_there, works_there

rules.add_perm("briefs.create_brief", works_there)
rules.add_perm("briefs.edit_brief", works_there & is_living)
rules.add_perm("briefs.archive_brief", works_there & is_living)
rules.add_perm("briefs.restore_brief", works_there)
rules.add_perm("briefs.publish_brief", leads_there & is_living)
rules.add_perm("briefs.withdraw_brief", leads_there)

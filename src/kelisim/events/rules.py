"""Who may keep events and what belongs to them."""

import rules

from kelisim.accounts.predicates import is_living, leads_there, works_there

rules.add_perm("events.create_event", works_there)
rules.add_perm("events.edit_event", works_there & is_living)
rules.add_perm("events.archive_event", works_there & is_living)
rules.add_perm("events.restore_event", works_there)
rules.add_perm("events.publish_event", leads_there & is_living)
rules.add_perm("events.withdraw_event", leads_there)

rules.add_perm("events.create_programme_item", works_there)
rules.add_perm("events.edit_programme_item", works_there & is_living)
rules.add_perm("events.archive_programme_item", works_there & is_living)
rules.add_perm("events.restore_programme_item", works_there)

rules.add_perm("events.create_participation", works_there)
rules.add_perm("events.edit_participation", works_there & is_living)
rules.add_perm("events.archive_participation", works_there & is_living)
rules.add_perm("events.restore_participation", works_there)

rules.add_perm("events.create_lesson", works_there)
rules.add_perm("events.edit_lesson", works_there & is_living)
rules.add_perm("events.archive_lesson", works_there & is_living)
rules.add_perm("events.restore_lesson", works_there)

rules.add_perm("events.create_meeting_request", works_there)
rules.add_perm("events.edit_meeting_request", works_there & is_living)
rules.add_perm("events.archive_meeting_request", works_there & is_living)
rules.add_perm("events.restore_meeting_request", works_there)

rules.add_perm("events.create_meeting", works_there)
rules.add_perm("events.edit_meeting", works_there & is_living)
rules.add_perm("events.archive_meeting", works_there & is_living)
rules.add_perm("events.restore_meeting", works_there)

rules.add_perm("events.check_in", works_there & is_living)
rules.add_perm("events.finish_lesson", works_there & is_living)

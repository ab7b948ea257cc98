"""Who may keep events and what belongs to them."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import (
    is_administrator,
    is_analyst,
    is_desk,
    is_investor,
    is_living,
    is_own_office,
    leads_there,
    works_there,
)
from kelisim.events.models import MeetingRequest
from kelisim.parties.rules import acts_for, is_of_own_organisation

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


# --- Meetings -------------------------------------------------------------------------------------------------------


@rules.predicate
def is_asking(user: User, meeting_request: MeetingRequest) -> bool:
    """The user acts for the side that asks."""
    return bool(is_of_own_organisation(user, meeting_request.asked_by))


@rules.predicate
def is_asked(user: User, meeting_request: MeetingRequest) -> bool:
    """The user acts for the side that is asked."""
    return bool(is_of_own_organisation(user, meeting_request.asked))


plans_there = works_there & is_living
sees_there = is_administrator | (is_own_office & (is_desk | is_analyst))

rules.add_perm("events.see_meetings", sees_there)

rules.add_perm("events.set_meeting_rules", plans_there)
rules.add_perm("events.make_meeting_slots", plans_there)
rules.add_perm("events.remove_meeting_slot", plans_there)
rules.add_perm("events.set_meeting_tables", plans_there)
rules.add_perm("events.edit_meeting_table", plans_there)
rules.add_perm("events.create_absence", plans_there)
rules.add_perm("events.archive_absence", plans_there)

rules.add_perm("events.ask_for_meeting", (works_there | acts_for) & is_living)
rules.add_perm("events.answer_meeting_request", (works_there | (is_investor & is_asked)) & is_living)
rules.add_perm("events.withdraw_meeting_request", (works_there | (is_investor & is_asking)) & is_living)
rules.add_perm("events.renew_calendar", (works_there | acts_for) & is_living)

rules.add_perm("events.make_timetable", plans_there)
rules.add_perm("events.store_timetable", plans_there)
rules.add_perm("events.copy_timetable", plans_there)
rules.add_perm("events.move_meeting", plans_there)
rules.add_perm("events.seat_request", plans_there)
rules.add_perm("events.take_out_meeting", plans_there)
rules.add_perm("events.lock_meeting", plans_there)
rules.add_perm("events.release_timetable", plans_there)

rules.add_perm("events.record_disruption", plans_there)
rules.add_perm("events.keep_proposal", plans_there)
rules.add_perm("events.accept_disruption", plans_there)
rules.add_perm("events.dismiss_disruption", plans_there)

rules.add_perm("events.record_outcome", plans_there)
rules.add_perm("events.finish_meeting_step", plans_there)
rules.add_perm("events.link_proposal", plans_there)
rules.add_perm("events.link_project", plans_there)
rules.add_perm("events.add_appearance", works_there & is_living)
rules.add_perm("events.edit_appearance", works_there & is_living)
rules.add_perm("events.remove_appearance", works_there & is_living)
rules.add_perm("events.release_programme", works_there & is_living)

rules.add_perm("events.create_invitation", works_there & is_living)
rules.add_perm("events.edit_invitation", works_there & is_living)
rules.add_perm("events.archive_invitation", works_there & is_living)
rules.add_perm("events.send_invitation", works_there & is_living)
rules.add_perm("events.send_invitations", works_there & is_living)
rules.add_perm("events.revoke_invitation", works_there & is_living)
rules.add_perm("events.renew_invitation", works_there & is_living)
rules.add_perm("events.create_delegation", works_there & is_living)
rules.add_perm("events.edit_delegation", works_there & is_living)
rules.add_perm("events.archive_delegation", works_there & is_living)
rules.add_perm("events.create_room", works_there & is_living)
rules.add_perm("events.edit_room", works_there & is_living)
rules.add_perm("events.archive_room", works_there & is_living)
rules.add_perm("events.create_stand", works_there & is_living)
rules.add_perm("events.edit_stand", works_there & is_living)
rules.add_perm("events.archive_stand", works_there & is_living)

rules.add_perm("events.keep_note", works_there & is_living)
rules.add_perm("events.edit_note", works_there & is_living)
rules.add_perm("events.archive_note", works_there & is_living)
rules.add_perm("events.create_lead", works_there & is_living)
rules.add_perm("events.edit_lead", works_there & is_living)
rules.add_perm("events.finish_lead", works_there & is_living)
rules.add_perm("events.archive_lead", works_there & is_living)
rules.add_perm("events.publish_report", leads_there & is_living)
rules.add_perm("events.withdraw_report", leads_there)
rules.add_perm("events.see_people", is_administrator | (is_own_office & (is_desk | is_analyst)))

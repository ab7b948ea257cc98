"""Timetables: wishes with quotas and vetoes, what the planner makes of them, moves by hand, releases, the day itself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import translation

from kelisim.accounts.models import Role
from kelisim.common.queries import history_of
from kelisim.events import services
from kelisim.events.diaries import diary_of, why_not
from kelisim.events.forecasting import forecast_words
from kelisim.events.links import address_of
from kelisim.events.models import (
    Consent,
    Meeting,
    MeetingNotice,
    MeetingRequest,
    MeetingState,
    Participation,
    Timetable,
)
from kelisim.events.replanning import propose
from kelisim.events.seats import Seats
from tests.events.forum import at, make_forum, seats
from tests.factories import make_office, make_participation, make_person, make_representative, make_user

pytestmark = pytest.mark.django_db


def small_forum():
    """Three companies and two officials, an interpreter, four slots, two tables."""
    forum = make_forum()
    forum.company("Anadolu", "TR", languages=["tr"])
    forum.company("Bogda", "CN", languages=["zh"])
    forum.company("Dala", "KZ", languages=["kk", "ru"])
    forum.official("Akim")
    forum.official("Deputy")
    forum.interpreter("Aigul", "tr", "ru", "zh")
    forum.slots(9, 11)
    forum.tables(2)
    return forum


def investor_of(forum, name):
    investor = make_user(Role.INVESTOR)
    make_representative(investor, forum.people[name].organisation)
    return investor


# --- Wishes ---------------------------------------------------------------------------------------------------------


def test_company_asks_within_its_quotas_by_kind():
    forum = small_forum()
    services.set_meeting_rules(forum.event, official_quota=1, company_quota=1, by=forum.officer)
    investor, mine = investor_of(forum, "Anadolu"), forum.people["Anadolu"]
    for other in ("Akim", "Dala"):
        services.ask_for_meeting(mine, asked=forum.people[other], by=investor)
    for other in ("Deputy", "Bogda"):
        with pytest.raises(ValidationError) as refused:
            services.ask_for_meeting(mine, asked=forum.people[other], by=investor)
        assert "Take a wish back" in refused.value.message_dict["asked"][0]
    with pytest.raises(PermissionDenied):
        services.ask_for_meeting(forum.people["Dala"], asked=mine, by=investor)


def test_vetoed_wish_gives_its_place_in_the_quota_back_and_is_never_planned():
    forum = small_forum()
    services.set_meeting_rules(forum.event, company_quota=1, by=forum.officer)
    investor, asked = investor_of(forum, "Anadolu"), investor_of(forum, "Bogda")
    wish = services.ask_for_meeting(forum.people["Anadolu"], asked=forum.people["Bogda"], by=investor)
    with pytest.raises(PermissionDenied):
        services.answer_meeting_request(wish, consent=Consent.VETOED, by=investor)
    services.answer_meeting_request(wish, consent=Consent.VETOED, by=asked)
    services.ask_for_meeting(forum.people["Anadolu"], asked=forum.people["Dala"], by=investor)
    assert set(seats(forum.solve())) == {"Anadolu → Dala"}


def test_who_asks_back_agrees():
    forum = small_forum()
    wish = forum.wish("Anadolu", "Dala")
    again = forum.wish("Dala", "Anadolu")
    assert (again.pk, again.consent, MeetingRequest.objects.count()) == (wish.pk, Consent.AGREED, 1)


def test_after_the_time_only_the_office_asks():
    forum = small_forum()
    services.set_meeting_rules(forum.event, asks_until=at(9, day=date(2026, 1, 1)), by=forum.officer)
    with pytest.raises(ValidationError, match="Write to the office"):
        services.ask_for_meeting(forum.people["Dala"], asked=forum.people["Akim"], by=investor_of(forum, "Dala"))
    forum.wish("Dala", "Akim")
    over = make_forum(start=date(2026, 5, 12), end=date(2026, 5, 13))
    services.set_meeting_rules(over.event, by=over.officer)
    with pytest.raises(ValidationError, match="The event is over"):
        services.ask_for_meeting(over.company("Late"), asked=over.official("Akim"), by=investor_of(over, "Late"))


# --- Made -----------------------------------------------------------------------------------------------------------


def test_a_timetable_seats_everybody_with_an_interpreter_where_no_language_is_common():
    forum = small_forum()
    for pair in (("Anadolu", "Akim"), ("Bogda", "Akim"), ("Dala", "Akim"), ("Dala", "Deputy")):
        forum.wish(*pair)
    services.create_absence(forum.people["Akim"], starts_at=at(9), ends_at=at(9, 30), by=forum.officer)
    timetable = forum.solve()
    found = {str(row.request): row for row in Meeting.objects.filter(timetable=timetable)}
    assert set(found) == {"Anadolu → Akim", "Bogda → Akim", "Dala → Akim", "Dala → Deputy"}
    with_akim = [row.starts_at for name, row in found.items() if name.endswith("Akim")]
    assert len(set(with_akim)) == 3
    assert min(with_akim) >= at(9, 30)
    helped = {name for name, row in found.items() if row.interpreter == forum.people["Aigul"]}
    assert helped == {"Anadolu → Akim", "Bogda → Akim"}
    assert timetable.weight == timetable.bound
    assert timetable.released_at is None


def test_a_timetable_without_slots_or_wishes_is_refused_with_what_is_missing():
    forum = make_forum()
    with pytest.raises(ValidationError, match="There are no slots yet"):
        services.make_timetable(forum.event, by=forum.officer)
    forum.slots(9, 10)
    with pytest.raises(ValidationError, match="Nobody has asked"):
        services.make_timetable(forum.event, by=forum.officer)


def test_what_is_locked_stays_and_a_filling_run_leaves_all_that_stands():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    first = forum.solve()
    meeting = Meeting.objects.get(timetable=first)
    late = forum.event.meetingslots.order_by("-starts_at")[0]
    services.move_meeting(meeting, slot=late, table=2, by=forum.officer)
    services.lock_meeting(meeting, by=forum.officer)
    forum.wish("Dala", "Deputy")
    second = forum.solve(base=first)
    assert seats(second)["Dala → Akim"] == ("10:30", 2)
    assert "Dala → Deputy" in seats(second)
    standing = seats(second)
    forum.wish("Anadolu", "Akim")
    third = forum.solve(base=second, keep="all")
    assert {name: seats(third)[name] for name in standing} == standing
    assert len(seats(third)) == 3


def test_a_lock_that_no_plan_can_keep_is_named():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    first = forum.solve()
    meeting = Meeting.objects.get(timetable=first)
    services.lock_meeting(meeting, by=forum.officer)
    services.create_absence(forum.people["Akim"], starts_at=at(8), ends_at=at(12), by=forum.officer)
    job = services.make_timetable(forum.event, base=first, seconds=2, by=forum.officer)
    assert job.state == "failed"
    assert "Dala – Akim" in job.reason
    assert Timetable.objects.count() == 1


# --- Moved by hand --------------------------------------------------------------------------------------------------


def test_clashes_are_named_before_a_move_and_refuse_it():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    forum.wish("Dala", "Deputy")
    timetable = forum.solve()
    first, second = Meeting.objects.filter(timetable=timetable).order_by("starts_at")
    taken = forum.event.meetingslots.get(starts_at=second.starts_at)
    clashes = Seats(timetable, without=first).clashes(first.request_id, taken)
    assert len(clashes) == 1
    assert "Dala is in another meeting then" in clashes[0]
    with pytest.raises(ValidationError) as refused:
        services.move_meeting(first, slot=taken, by=forum.officer)
    assert refused.value.message_dict == {"slot": clashes}
    free = forum.event.meetingslots.exclude(starts_at__in=[first.starts_at, second.starts_at])[0]
    moved = services.move_meeting(first, slot=free, by=forum.officer)
    assert moved.starts_at == free.starts_at
    assert history_of(moved)[0].pgh_context.metadata["action"] == "events.move_meeting"
    timetable.refresh_from_db()
    assert timetable.is_edited


def test_only_the_office_of_the_event_moves_meetings():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    timetable = forum.solve()
    meeting = Meeting.objects.get(timetable=timetable)
    slot = forum.event.meetingslots.first()
    for user in (make_user(office=make_office("aktobe")), investor_of(forum, "Dala"), make_user(Role.ANALYST)):
        with pytest.raises(PermissionDenied):
            services.move_meeting(meeting, slot=slot, by=user)
        with pytest.raises(PermissionDenied):
            services.release_timetable(timetable, by=user)


# --- Released -------------------------------------------------------------------------------------------------------


def test_release_tells_those_concerned_in_their_language_and_a_second_one_only_what_changed():
    forum = small_forum()
    investor = investor_of(forum, "Anadolu")
    investor.language = "tr"
    investor.save()
    forum.wish("Anadolu", "Akim")
    forum.wish("Dala", "Deputy")
    first = forum.release(forum.solve())
    told = {str(row.participation): row for row in MeetingNotice.objects.filter(timetable=first)}
    assert set(told) == {"Anadolu", "Akim", "Aigul", "Dala", "Deputy"}
    assert (told["Anadolu"].language, told["Anadolu"].address) == ("tr", investor.email)
    assert [letter.to for letter in mail.outbox] == [[investor.email]]
    assert "Akim" in mail.outbox[0].body
    assert "https://kelisim.example/tr/meetings/" in mail.outbox[0].body
    draft = services.copy_timetable(first, by=forum.officer)
    meeting = Meeting.objects.get(timetable=draft, request__asked=forum.people["Deputy"])
    live = Meeting.objects.get(timetable=first, request=meeting.request)
    services.record_outcome(live, outcome={"en": "They want land."}, by=forum.officer)
    slot = forum.event.meetingslots.exclude(starts_at=meeting.starts_at)[0]
    services.move_meeting(meeting, slot=slot, by=forum.officer)
    second = forum.release(draft)
    told = {str(row.participation) for row in MeetingNotice.objects.filter(timetable=second)}
    assert told == {"Dala", "Deputy"}
    live.refresh_from_db()
    assert (live.timetable, live.starts_at, str(live.outcome)) == (second, slot.starts_at, "They want land.")
    assert len(mail.outbox) == 1


def test_a_released_version_is_not_changed_in_place():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    timetable = forum.release(forum.solve())
    meeting = Meeting.objects.get(timetable=timetable)
    with pytest.raises(ValidationError, match="This version is released"):
        services.move_meeting(meeting, slot=forum.event.meetingslots.first(), by=forum.officer)


def test_each_sees_only_their_own_meetings():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    forum.wish("Bogda", "Deputy")
    draft = forum.solve()
    dala, other = investor_of(forum, "Dala"), investor_of(forum, "Anadolu")
    assert list(Meeting.objects.visible_to(dala)) == []
    forum.release(draft)
    assert [str(row.request) for row in Meeting.objects.visible_to(dala)] == ["Dala → Akim"]
    assert list(Meeting.objects.visible_to(other)) == []
    assert [str(row) for row in MeetingRequest.objects.visible_to(dala)] == ["Dala → Akim"]
    assert [each.who for each in diary_of(forum.people["Akim"])] == ["Dala"]
    assert [each.who for each in diary_of(forum.people["Aigul"])] == ["Bogda – Deputy"]


def test_why_a_wish_was_not_met_is_told_with_what_would_help_and_without_names_of_others():
    forum = make_forum()
    for name in ("Anadolu", "Dala"):
        forum.company(name, languages=["ru"])
    forum.official("Akim", max_per_day=1)
    forum.slots(9, 11)
    forum.tables(3)
    forum.wish("Dala", "Akim", priority=30)
    unmet = forum.wish("Anadolu", "Akim", priority=10)
    forum.release(forum.solve())
    reason, *helps = why_not(unmet)
    assert reason == "The times at which Anadolu and Akim could meet were given to meetings that count more."
    assert any("meeting" in words and "12 May" in words for words in helps)
    assert "Dala" not in " ".join([reason, *helps])


# --- On the day -----------------------------------------------------------------------------------------------------


def test_a_late_official_is_mended_with_a_proposal_that_keeps_the_past():
    forum = small_forum()
    for name in ("Anadolu", "Bogda", "Dala"):
        forum.wish(name, "Akim", priority=30)
    timetable = forum.release(forum.solve())
    before = seats(timetable)
    now = at(8, 50)
    disruption = services.record_disruption(
        timetable,
        kind="late",
        participation=forum.people["Akim"],
        starts_at=now,
        ends_at=at(9, 35),
        note="Flight",
        by=forum.officer,
    )
    proposal = propose(disruption, now=now, seconds=2)
    services.keep_proposal(disruption, proposal=proposal, by=forum.officer)
    after = services.accept_disruption(disruption, by=forum.officer)
    found = seats(after)
    assert min(time for time, _table in found.values()) >= "10:00"
    assert len(found) == 2
    assert after.number == timetable.number + 1
    lost = set(before) - set(found)
    assert [str(row.request) for row in Meeting.objects.filter(state=MeetingState.CANCELLED)] == list(lost)
    told = MeetingNotice.objects.filter(timetable=after)
    assert "Akim" in {str(row.participation) for row in told}
    assert all(row.text.startswith("Flight") for row in told)
    with pytest.raises(ValidationError, match="decided already"):
        services.accept_disruption(disruption, by=forum.officer)


def test_nobody_sits_at_a_closed_table_any_more():
    forum = small_forum()
    forum.wish("Dala", "Akim")
    timetable = forum.release(forum.solve())
    meeting = Meeting.objects.get(timetable=timetable)
    table = forum.event.meetingtables.get(number=meeting.table)
    disruption = services.record_disruption(
        timetable, kind="table_closed", table=table, starts_at=at(8, 50), by=forum.officer
    )
    proposal = propose(disruption, now=at(8, 50), seconds=2)
    services.keep_proposal(disruption, proposal=proposal, by=forum.officer)
    after = services.accept_disruption(disruption, answer="first", by=forum.officer)
    ((when, number),) = seats(after).values()
    assert number != table.number
    assert when == f"{meeting.starts_at.astimezone(at(9).tzinfo):%H:%M}"


def test_what_has_begun_stays_when_somebody_does_not_come():
    forum = small_forum()
    for name in ("Anadolu", "Bogda", "Dala"):
        forum.wish(name, "Akim", priority=30)
    timetable = forum.release(forum.solve())
    rows = list(Meeting.objects.filter(timetable=timetable).order_by("starts_at"))
    now = rows[1].starts_at + timedelta(minutes=5)
    disruption = services.record_disruption(
        timetable, kind="no_show", participation=forum.people["Akim"], starts_at=now, by=forum.officer
    )
    services.keep_proposal(disruption, proposal=propose(disruption, now=now, seconds=2), by=forum.officer)
    after = services.accept_disruption(disruption, by=forum.officer)
    states = {row.pk: row.state for row in Meeting.objects.all()}
    assert [states[row.pk] for row in rows] == ["planned", "no_show", "cancelled"]
    assert len(seats(after)) == 2


def test_an_official_who_is_away_is_neither_planned_nor_foreseen_then():
    forum = make_forum()
    forum.company("Dala")
    forum.official("Akim")
    forum.slots(9, 10)
    forum.tables(1)
    forum.wish("Dala", "Akim")
    assert forecast_words(forum.event).impossible == []
    absence = services.create_absence(
        forum.people["Akim"], starts_at=at(8), ends_at=at(9, 30), reason={"en": "With the minister"}, by=forum.officer
    )
    assert seats(forum.solve()) == {"Dala → Akim": ("09:30", 1)}
    services.create_absence(forum.people["Akim"], starts_at=at(9, 30), ends_at=at(12), by=forum.officer)
    assert forecast_words(forum.event).impossible == ["Dala – Akim"]
    services.archive_absence(absence, by=forum.officer)
    assert seats(forum.solve()) == {"Dala → Akim": ("09:00", 1)}


def test_by_the_personal_link_one_asks_within_the_quota_answers_and_takes_back_for_oneself_alone():
    forum = make_forum()
    for name in ("Anadolu", "Bogda", "Dala"):
        forum.company(name)
    forum.official("Akim")
    services.set_meeting_rules(forum.event, company_quota=1, by=forum.officer)
    mine, asked = forum.people["Anadolu"], forum.people["Bogda"]
    wish = services.ask_by_link(mine, asked=asked, subject={"tr": "Pamuk"}, priority=30)
    with pytest.raises(ValidationError):
        services.ask_by_link(mine, asked=forum.people["Dala"], priority=10)
    with pytest.raises(ValidationError):
        services.ask_by_link(forum.people["Akim"], asked=mine, priority=10)
    with pytest.raises(PermissionDenied):
        services.answer_by_link(mine, wish=wish, consent=Consent.AGREED)
    assert services.answer_by_link(asked, wish=wish, consent=Consent.VETOED).consent == Consent.VETOED
    with pytest.raises(PermissionDenied):
        services.withdraw_by_link(asked, wish=wish)
    services.withdraw_by_link(mine, wish=wish)
    assert not MeetingRequest.objects.exists()
    services.renew_calendar(forum.people["Dala"], by=forum.officer)
    ended = Participation.objects.get(pk=forum.people["Dala"].pk)
    ended.link_number -= 1
    with pytest.raises(PermissionDenied):
        services.ask_by_link(ended, asked=mine, priority=10)


def test_a_colleague_finds_the_meetings_of_the_company_and_what_it_was_told_on_the_own_page():
    forum = make_forum()
    mine = forum.company("Dala")
    colleague = make_participation(
        forum.event, organisation=mine.organisation, person=make_person(name="Aru"), state="registered"
    )
    forum.company("Orda")
    forum.official("Akim")
    forum.slots(9, 10)
    forum.tables(1)
    forum.wish("Dala", "Akim")
    forum.release(forum.solve())
    told = MeetingNotice.objects.get(participation=mine).subject
    page = Client().get(address_of(colleague)).text
    assert ("Akim" in page, told in page) == (True, True)
    other = Client().get(address_of(forum.people["Orda"])).text
    assert ("Akim" in other, told in other) == (False, False)
    asked = Client().post(
        f"{address_of(colleague)}meetings/people/{forum.people['Orda'].public_id}/ask/", {"subject": ""}
    )
    assert (asked.status_code, MeetingRequest.objects.count()) == (422, 1)


def test_what_a_day_lacks_is_said_in_one_sentence_in_the_language_of_the_page():
    forum = make_forum()
    forum.official("Akim", capacity=3)
    forum.official("Deputy")
    for name in ("Anadolu", "Bosporus"):
        forum.company(name, country="TR", languages=["tr"])
        forum.wish(name, "Akim")
        forum.wish(name, "Deputy")
    forum.slots(9, 10)
    forum.tables(1)
    [told] = forecast_words(forum.event).shortages
    assert re.fullmatch(
        r"On day 1 \(12 May 2099\) there are missing: 1 table and \d interpreters? "
        r"\(Turkish – (Russian|Kazakh); meetings: 4\)\.|.*(Russian|Kazakh) – Turkish; meetings: 4\)\.",
        told,
    ), told
    with translation.override("ru"):
        assert "не хватает: 1 стол и" in forecast_words(forum.event).shortages[0]

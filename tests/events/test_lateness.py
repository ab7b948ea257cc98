"""Who comes late says so on the own page: the desk sees it, gets a proposal, and whoever waits is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kelisim.common.queries import history_of
from kelisim.events import services
from kelisim.events.links import address_of
from kelisim.events.models import Absence, Disruption, Meeting, MeetingNotice, Timetable
from kelisim.events.replanning import moment_of
from tests.events.forum import ZONE, at, make_forum, seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """Two companies that meet an official one after the other, the first at nine, and one that only looks on."""
    made = make_forum()
    for name, country in (("Anadolu", "TR"), ("Bogda", "CN"), ("Dala", "KZ")):
        made.company(name, country, languages=["ru"])
    made.official("Akim")
    made.slots(9, 12)
    made.tables(2)
    made.wish("Anadolu", "Akim", priority=30)
    made.wish("Bogda", "Akim", priority=30)
    made.release(made.solve())
    return made


def first_of(forum) -> tuple[str, Meeting]:
    """Who meets first, and where it stands."""
    meeting = Meeting.objects.order_by("starts_at", "pk")[0]
    return str(meeting.request.asked_by), meeting


def late_address(row, meeting) -> str:
    return f"{address_of(row)}meetings/{meeting.public_id}/late/"


def test_who_is_late_says_so_by_the_own_link_and_the_desk_gets_a_proposal(forum, as_user, monkeypatch):
    name, meeting = first_of(forum)
    mine = forum.people[name]
    now = meeting.starts_at - timedelta(minutes=15)
    monkeypatch.setattr(timezone, "now", lambda: now)
    guest = Client()
    page = guest.get(address_of(mine)).text
    assert late_address(mine, meeting) in page
    assert guest.post(late_address(mine, meeting), {"minutes": "20"}).status_code == 302
    row = Disruption.objects.get()
    assert (row.kind, row.is_own_word, row.participation, row.starts_at, row.ends_at) == (
        "late", True, mine, now, meeting.starts_at + timedelta(minutes=20),
    )  # fmt: skip
    assert (Absence.objects.get().participation, Absence.objects.get().ends_at) == (mine, row.ends_at)
    context = history_of(row)[0].pgh_context.metadata
    assert (context["user"], context["action"]) == (None, "events.say_late")
    there = f"{row.ends_at.astimezone(ZONE):%H:%M}"
    assert f"you can meet from {there}" in guest.get(address_of(mine)).text
    assert there not in guest.get(address_of(forum.people["Dala"])).text

    desk = as_user(forum.officer)
    listed = desk.get(reverse("workspace:event_happenings", args=[forum.event.public_id])).text
    assert (name in listed, there in listed) == (True, True)
    page = reverse("workspace:event_disruption", args=[forum.event.public_id, row.public_id])
    assert "Ask for a proposal" in desk.get(page).text
    desk.post(f"{page}decide/", {"answer": "again"})
    assert "Take it and tell" in desk.get(page).text
    desk.post(f"{page}decide/", {"answer": "better"})
    after = Timetable.objects.order_by("-number")[0]
    assert after.number == 2
    assert seats(after)[f"{name} → Akim"][0] >= there
    assert len(seats(after)) == 2
    assert "are now" in guest.get(address_of(mine)).text


def test_only_ones_own_meetings_and_minutes_that_are_offered(forum, monkeypatch):
    name, meeting = first_of(forum)
    monkeypatch.setattr(timezone, "now", lambda: meeting.starts_at - timedelta(minutes=15))
    stranger = forum.people["Dala"]
    assert Client().post(late_address(stranger, meeting), {"minutes": "20"}).status_code == 404
    with pytest.raises(PermissionDenied):
        services.say_late_by_link(stranger, meeting=meeting, minutes=20, now=timezone.now())
    for minutes in ("7", "-5", "100000", "many", ""):
        assert Client().post(late_address(forum.people[name], meeting), {"minutes": minutes}).status_code == 302
    assert not Disruption.objects.exists()
    renewed = services.renew_calendar(forum.people[name], by=forum.officer)
    renewed.link_number -= 1
    with pytest.raises(PermissionDenied):
        services.say_late_by_link(renewed, meeting=meeting, minutes=20, now=timezone.now())


def test_the_last_word_counts_and_a_fourth_within_a_quarter_of_an_hour_is_refused(forum, monkeypatch):
    name, meeting = first_of(forum)
    mine, now = forum.people[name], meeting.starts_at - timedelta(minutes=15)
    monkeypatch.setattr(timezone, "now", lambda: now)
    for minutes in (45, 20, 10):
        services.say_late_by_link(mine, meeting=meeting, minutes=minutes, now=now)
    with pytest.raises(ValidationError, match="several times"):
        services.say_late_by_link(mine, meeting=meeting, minutes=5, now=now)
    assert [row.ends_at for row in Disruption.objects.filter(state="proposed")] == [
        meeting.starts_at + timedelta(minutes=10)
    ]
    assert [row.ends_at for row in Absence.objects.all()] == [meeting.starts_at + timedelta(minutes=10)]
    later = now + timedelta(minutes=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert services.say_late_by_link(mine, meeting=meeting, minutes=30, now=later).state == "proposed"


def test_nobody_is_late_days_before_or_when_it_is_over(forum):
    name, meeting = first_of(forum)
    mine = forum.people[name]
    for now in (meeting.starts_at - timedelta(days=2), meeting.ends_at + timedelta(minutes=1)):
        with pytest.raises(ValidationError):
            services.say_late_by_link(mine, meeting=meeting, minutes=20, now=now)
    assert "late/" not in Client().get(address_of(mine)).text


def test_who_waits_is_told_where_the_desk_leaves_the_timetable_as_it_is(forum, as_user, monkeypatch):
    name, meeting = first_of(forum)
    now = meeting.starts_at - timedelta(minutes=15)
    monkeypatch.setattr(timezone, "now", lambda: now)
    row = services.say_late_by_link(forum.people[name], meeting=meeting, minutes=10, now=now)
    before = MeetingNotice.objects.count()
    page = reverse("workspace:event_disruption", args=[forum.event.public_id, row.public_id])
    as_user(forum.officer).post(f"{page}decide/", {"answer": "wait"})
    told = MeetingNotice.objects.order_by("pk")[before:]
    assert [(str(one.participation), name in one.text) for one in told] == [("Akim", True)]
    assert Timetable.objects.count() == 1
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("dismissed", forum.officer)


def test_two_who_are_late_are_mended_one_after_the_other(forum, as_user, monkeypatch):
    name, meeting = first_of(forum)
    now = meeting.starts_at - timedelta(minutes=15)
    monkeypatch.setattr(timezone, "now", lambda: now)
    other = next(one for one in ("Anadolu", "Bogda") if one != name)
    second = Meeting.objects.get(request__asked_by=forum.people[other])
    rows = [
        services.say_late_by_link(forum.people[who], meeting=where, minutes=45, now=now)
        for who, where in ((name, meeting), (other, second))
    ]
    desk = as_user(forum.officer)
    for row in rows:
        page = reverse("workspace:event_disruption", args=[forum.event.public_id, row.public_id])
        assert "Ask for a proposal" in desk.get(page).text
        desk.post(f"{page}decide/", {"answer": "again"})
    for row in rows:
        page = reverse("workspace:event_disruption", args=[forum.event.public_id, row.public_id])
        if row == rows[1]:  # the timetable is another one since it was proposed
            assert "Ask for a proposal" in desk.get(page).text
            desk.post(f"{page}decide/", {"answer": "again"})
        answer = desk.post(f"{page}decide/", {"answer": "first"})
        assert "/timetables/" in answer["Location"]
    assert set(Disruption.objects.values_list("state", flat=True)) == {"accepted"}
    assert Timetable.objects.order_by("-number")[0].number == 3


def test_a_proposal_that_is_asked_for_later_leaves_what_has_begun_meanwhile(forum):
    row = Disruption(event=forum.event, starts_at=at(9, 5))
    assert moment_of(row, at(10, 2)) == at(10, 2)
    assert moment_of(row, at(9)) == at(9, 5)
    assert moment_of(row, at(23)) == at(9, 5)


def test_a_proposal_says_how_many_it_makes_us_tell_also_those_who_only_change_tables(forum, as_user):
    _name, meeting = first_of(forum)
    table = forum.event.meetingtables.get(number=meeting.table)
    timetable = Timetable.objects.get()
    row = services.record_disruption(
        timetable,
        kind="table_closed",
        table=table,
        starts_at=meeting.starts_at - timedelta(minutes=15),
        by=forum.officer,
    )
    desk, page = (
        as_user(forum.officer),
        reverse("workspace:event_disruption", args=[forum.event.public_id, row.public_id]),
    )
    desk.post(f"{page}decide/", {"answer": "again"})
    shown = desk.get(page).text
    row.refresh_from_db()
    assert (row.proposal["first"]["moved"], len(row.proposal["first"]["reseated"])) == ([], 2)
    assert "another table, at a stand or with another interpreter: 2" in shown
    before = MeetingNotice.objects.count()
    desk.post(f"{page}decide/", {"answer": "first"})
    told = MeetingNotice.objects.count() - before
    assert told == 3
    assert f"tell those concerned ({told})" in shown

"""The sample forum at work: its figures, its kept timetable against the judge, and what came of it."""

from __future__ import annotations

import pytest

from kelisim.engines.planning.check import judge
from kelisim.engines.planning.form import problem_as_dict
from kelisim.engines.planning.plan import Plan
from kelisim.events.clashes import clashes_of
from kelisim.events.models import (
    CheckIn,
    Event,
    Invitation,
    Meeting,
    MeetingRequest,
    Participation,
    ProgrammeItem,
    Room,
    Timetable,
)
from kelisim.events.planning import ground_of, plan_of, planning_problem
from kelisim.events.rooms import tight_rooms
from kelisim.overview.results import results_of
from kelisim.samples.sample_forum import load_sample_forum
from kelisim.samples.sample_hall import load_sample_hall

pytestmark = pytest.mark.django_db


def test_the_forum_has_300_companies_of_which_200_foreign_30_officials_and_2500_wishes():
    event = Event.objects.get(slug="sample-forum")
    companies = Participation.objects.filter(event=event, organisation__isnull=False)
    foreign = companies.exclude(organisation__country__code="KZ")
    assert (companies.values("organisation").distinct().count(), foreign.count()) == (300, 200)
    assert Participation.objects.filter(event=event, role="official").count() == 30
    assert MeetingRequest.objects.filter(event=event).count() == 2500
    assert event.is_sample
    assert all(row.organisation.is_sample for row in companies.select_related("organisation"))


def test_the_kept_timetable_is_sound_and_within_half_a_percent_of_the_best():
    event = Event.objects.get(slug="sample-forum")
    timetable = Timetable.objects.get(event=event)
    ground = ground_of(event)
    plan = plan_of(timetable, ground)
    problem = problem_as_dict(planning_problem(ground))
    figures = Plan(
        plan.status, plan.meetings, plan.unplaced, weight=float(timetable.weight), bound=float(timetable.bound)
    )
    assert judge(problem, figures.as_dict()).faults == ()
    assert timetable.released_at is not None
    assert timetable.gap <= 0.005


def test_memoranda_came_of_meetings_and_loading_again_changes_nothing():
    event = Event.objects.get(slug="sample-forum")
    led_on = list(event.agreements.filter(meeting__isnull=False))
    assert (event.agreements.count(), len(led_on)) == (7, 6)  # the company of the fourth met nobody
    for paper in led_on:
        parties = paper.parties.values("organisation")
        assert paper.meeting.projects.exists(), paper
        assert paper.meeting.participations.filter(organisation__in=parties).exists(), paper
    before = [model.objects.count() for model in (Meeting, Room, Invitation, CheckIn)]
    load_sample_forum()
    load_sample_hall()
    assert [model.objects.count() for model in (Meeting, Room, Invitation, CheckIn)] == before


def test_everybody_was_invited_has_a_room_and_nobody_is_in_two_places_at_once():
    event = Event.objects.get(slug="sample-forum")
    invited = Invitation.objects.filter(event=event)
    assert not Participation.objects.filter(event=event, organisation__isnull=False, invitation=None).exists()
    assert {row["state"] for row in invited.values("state")} == {"accepted", "declined", "sent", "draft"}
    sessions = ProgrammeItem.objects.filter(event=event, kind__in=("plenary", "panel", "ceremony"))
    for session in sessions:
        roles = [row.role for row in session.appearances.all()]
        assert (roles.count("moderator"), roles.count("interpreter")) == (1, 1), session
        assert roles.count("speaker") >= 3, session
        assert session.hall is not None
    assert clashes_of(event) == []
    assert tight_rooms(event) == []


def test_the_results_of_the_forum_are_counted_from_badges_meetings_and_papers():
    event = Event.objects.get(slug="sample-forum")
    results = results_of(event)
    came = Participation.objects.filter(event=event, check_ins__isnull=False).distinct().count()
    assert results.came == came > 300
    assert (len(results.papers), results.meetings) == (7, Meeting.objects.filter(event=event, state="held").count())
    assert event.programmeversions.count() == 2
    ceremony = ProgrammeItem.objects.get(event=event, kind="ceremony")
    assert [paper.place for paper in ceremony.ceremony_papers.all()] == list(range(1, 8))

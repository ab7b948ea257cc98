"""The sample forum at work: its figures, its kept timetable against the judge, and what came of it."""

from __future__ import annotations

import pytest
from django.db import transaction

from kelisim.common.reference import load_reference
from kelisim.engines.planning.check import judge
from kelisim.engines.planning.form import problem_as_dict
from kelisim.engines.planning.plan import Plan
from kelisim.events.models import Event, Meeting, MeetingRequest, Participation, Timetable
from kelisim.events.planning import ground_of, plan_of, planning_problem
from kelisim.samples.sample_forum import load_sample_forum
from kelisim.samples.sample_region import load_sample_region

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _sample(django_db_setup, django_db_blocker):
    """The sample with its forum, loaded once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        load_sample_region()
        load_sample_forum()
        yield
        transaction.set_rollback(True)


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
    assert event.agreements.filter(meeting__isnull=False).count() == 7
    before = Meeting.objects.count()
    load_sample_forum()
    assert Meeting.objects.count() == before

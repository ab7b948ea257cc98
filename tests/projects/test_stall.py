"""What is stuck: slow against past projects, silent, with missed dates; with reasons and a range."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kelisim.projects.models import Project, ProjectLog, StageDate
from kelisim.projects.stages import ORDER
from kelisim.projects.stall import known_waits, stalled_of, waits_of
from tests.factories import make_office, make_project, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def past_project(days):
    """Launched long ago; it stayed so many days in each stage."""
    project = make_project(stage="working", stage_since=date(2024, 1, 1), status="done")
    for place, stage in enumerate(ORDER):
        StageDate.objects.create(project=project, stage=stage, reached=date(2020, 1, 1) + timedelta(days=place * days))
    return project


def since(days, **facts):
    project = make_project(**{"stage": "permits", "stage_since": TODAY - timedelta(days=days), **facts})
    Project.objects.filter(pk=project.pk).update(created_at="2020-01-01T00:00:00Z")
    return project


def found(user):
    rows = Project.objects.visible_to(user)
    return stalled_of(user, rows, today=TODAY, is_sample=False)


def test_waits_are_read_from_the_days_of_the_stages_and_those_that_wait_are_censored():
    user = make_user()
    for days in (10, 20):
        past_project(days)
    since(7)
    since(9, status="lost")
    make_project(stage="permits", stage_since=date(2020, 1, 1), office=make_office("sample", is_sample=True))
    permits = waits_of(user, today=TODAY, is_sample=False)["permits"]
    assert (sorted(permits.ended), permits.going_on) == ([10, 20], (7,))


def test_a_project_slower_than_past_ones_is_told_with_its_reason_and_a_range():
    user = make_user()
    for days in range(30, 130, 10):
        past_project(days)
    slow, _quick = since(110, owner=user), since(20)
    ProjectLog.objects.create(project=slow, day=TODAY - timedelta(days=2), text={"en": "Called"}, author=user)
    rows = found(user)
    assert [row.project for row in rows] == [slow]
    assert (rows[0].waited, rows[0].past, rows[0].silent, rows[0].launch_late) == (110, 10, 2, 0)
    assert 0.75 < rows[0].share_before < 1
    assert 0 < rows[0].range.early < rows[0].range.middle < rows[0].range.late


def test_silence_and_missed_dates_count_and_the_worst_comes_first():
    user = make_user()
    silent = since(70)
    missed = since(5, planned_launch=TODAY - timedelta(days=300))
    step = since(5, next_step_due=TODAY - timedelta(days=1))
    since(5)
    since(400, status="stopped", planned_launch=TODAY - timedelta(days=300))
    rows = found(user)
    assert [row.project for row in rows] == [missed, silent, step]
    assert [(row.silent, row.launch_late, row.step_late) for row in rows] == [(5, 300, 0), (70, 0, 0), (5, 0, 1)]
    assert all(row.range is None for row in rows)


def test_waits_that_were_counted_before_are_counted_anew_after_a_change_and_apart_for_each_office():
    user, other = make_user(), make_user(office=make_office("aktobe"))

    def ended(who):
        known = known_waits(who, today=TODAY, is_sample=False)
        assert known == waits_of(who, today=TODAY, is_sample=False)
        return known["permits"].ended

    past_project(10)
    assert (ended(user), ended(other)) == ((10,), ())
    past_project(20)
    assert (sorted(ended(user)), ended(other)) == ([10, 20], ())


def test_counted_waits_are_not_read_again_while_nothing_changes(django_assert_max_num_queries):
    user = make_user()
    past_project(10)
    known_waits(user, today=TODAY, is_sample=False)
    with django_assert_max_num_queries(3):
        known_waits(user, today=TODAY, is_sample=False)

"""What is stuck: slow against past projects, silent, with missed dates; with reasons and a range."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone, translation

from kelisim.common.queries import history_model
from kelisim.engines.measures.waiting import Range, curve_of
from kelisim.projects import waits
from kelisim.projects.models import PastStays, Project, ProjectLog, StageDate
from kelisim.projects.stages import ORDER
from kelisim.projects.stall import Stalled, stalled_of, weight_of
from kelisim.projects.waits import past_of, read_all
from kelisim.workspace.views.stall import words_of_range
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
    return stalled_of(user, rows, today=TODAY, is_sample=False).rows


def permits_of(user, **facts):
    """The curve of the stays at permits, as a user knows it."""
    return past_of(user, today=TODAY, is_sample=False, **facts).curves["permits"]


def test_waits_are_read_from_the_days_of_the_stages_and_those_that_wait_are_censored():
    user = make_user()
    for days in (10, 20):
        past_project(days)
    since(7)
    since(9, status="lost")
    make_project(stage="permits", stage_since=date(2020, 1, 1), office=make_office("sample", is_sample=True))
    assert permits_of(user) == curve_of([(10, 1), (20, 1)], [(7, 1)])


def test_what_was_given_up_in_a_stage_waited_there_until_then():
    """Left out, ten quick ones beside ten that were given up after half a year would look like a past that is always quick."""
    user = make_user()
    past_project(10)
    given_up = since(200)
    history = history_model(Project)._default_manager
    Project.objects.filter(pk=given_up.pk).update(status="dormant")
    Project.objects.filter(pk=given_up.pk).update(status="lost")
    Project.objects.filter(pk=given_up.pk).update(status="stopped")
    lost = timezone.make_aware(datetime.combine(TODAY - timedelta(days=80), time(12)))
    rows = history.filter(pgh_obj=given_up.pk, status__in=("lost", "stopped")).order_by("pgh_id")
    for row, moment in zip(rows, (lost, lost + timedelta(days=30)), strict=True):
        history.filter(pk=row.pk).update(pgh_created_at=moment)
    assert permits_of(user) == curve_of([(10, 1)], [(120, 1)])


def test_a_launch_ends_the_stay_in_which_it_came_whatever_stage_the_project_stands_in():
    user, day = make_user(), date(2024, 1, 1)
    launched = make_project(stage="commissioning", stage_since=day, launched_on=day + timedelta(days=40), owner=user)
    later = make_project(stage="commissioning", stage_since=day, launched_on=day - timedelta(days=10))
    for project, stage, reached in (
        (launched, "commissioning", day),
        (later, "construction", day - timedelta(days=90)),
        (later, "commissioning", day),
    ):
        StageDate.objects.create(project=project, stage=stage, reached=reached)
    waiting = since(25, stage="commissioning", next_step_due=TODAY - timedelta(days=1))
    Project.objects.filter(pk=launched.pk).update(next_step_due=TODAY - timedelta(days=300))
    curves = past_of(user, today=TODAY, is_sample=False).curves
    assert (curves["commissioning"], curves["construction"]) == (curve_of([(40, 1)], [(25, 1)]), curve_of([(80, 1)]))
    assert [row.project for row in found(user)] == [waiting]


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


def test_of_another_office_only_what_it_published_is_told():
    facts = {
        "published_at": timezone.now(),
        "office": make_office("aktobe"),
        "next_step_due": TODAY - timedelta(days=9),
    }
    late = TODAY - timedelta(days=300)
    shown = since(70, planned_launch=late, **facts)
    since(70, planned_launch=late, hidden_fields=["planned_launch"], **facts)
    own = make_user(office=make_office("aktobe"))
    assert [(row.silent, row.launch_late, row.step_late) for row in found(own)] == [(70, 300, 9)] * 2
    for other in (make_user(), make_user("agency")):
        assert [(row.project, row.silent, row.launch_late, row.step_late) for row in found(other)] == [
            (shown, 0, 300, 0)
        ]
    assert len(found(make_user("administrator"))) == 2


def test_the_order_in_the_database_is_that_of_the_weights_and_a_further_page_goes_on_where_the_first_ended():
    user = make_user()
    for days in range(30, 130, 10):
        past_project(days)
    for days in (20, 95, 105, 128, 400):
        since(days, planned_launch=TODAY - timedelta(days=days) if days % 2 else None)
    whole = found(user)
    assert [row.weight for row in whole] == pytest.approx(
        sorted(
            (weight_of(row.share_before, row.silent, max(row.launch_late, row.step_late)) for row in whole),
            reverse=True,
        )
    )
    part = stalled_of(user, Project.objects.visible_to(user), today=TODAY, is_sample=False, start=2, most=2)
    assert (part.rows, part.total) == (whole[2:4], len(whole))


def test_of_a_small_pool_the_past_is_read_anew_after_every_change_apart_for_each_office(django_assert_max_num_queries):
    user, other = make_user(), make_user(office=make_office("aktobe"))
    past_project(10)
    assert (permits_of(user).ended, permits_of(other).ended) == (1, 0)
    past_project(20)
    assert (permits_of(user).days, permits_of(other).ended) == ((10, 20), 0)
    with django_assert_max_num_queries(4):
        assert past_of(user, today=TODAY, is_sample=False).read_at is None


def test_of_a_large_pool_the_past_is_that_of_the_night_and_says_so(monkeypatch):
    monkeypatch.setattr(waits, "MANY", 1)
    user = make_user()
    past_project(10)
    assert permits_of(user).days == (10,)
    past_project(20)
    past = past_of(user, today=TODAY, is_sample=False)
    assert (past.curves["permits"].days, past.read_at.date()) == ((10,), timezone.now().date())
    for _night in range(2):  # a second time changes nothing
        assert read_all(TODAY) == 1
        past = past_of(user, today=TODAY, is_sample=False)
        assert (past.curves["permits"].days, past.read_at) == ((10, 20), None)
    past_project(30)
    assert permits_of(user).days == (10, 20)
    late = past_of(user, today=TODAY + timedelta(days=2), is_sample=False)  # no worker was there
    assert (late.curves["permits"].days, late.read_at) == ((10, 20, 30), None)


def test_an_audience_knows_of_the_projects_that_are_visible_to_its_people():
    make_project(published_at=timezone.now())
    for office in (make_office(), make_office("aktobe")):
        make_project(office=office)
    for user in (make_user(), make_user("agency"), make_user("administrator"), make_user(office=make_office("aktobe"))):
        assert set(waits._seen(waits._audience(user))) == set(Project.objects.visible_to(user))


def test_a_worker_reads_the_past_every_night():
    from kelisim.projects.tasks import read_past_stays

    past_project(10)
    permits_of(make_user())
    PastStays.objects.update(curves={})
    read_past_stays(timestamp=0)
    assert PastStays.objects.get().curves["permits"]["days"] == [10]


def words_of(past, **facts):
    stuck = Stalled(Project(**{"stage_since": TODAY, **facts}), 1.0, 0, None, 9, 0, 0, 0, past, 5)
    return words_of_range(stuck, TODAY)


def test_a_range_names_each_month_once_and_says_why_where_it_cannot():
    as_most = ", if it is not given up and goes on as eight of ten past projects."
    assert words_of(Range(30, 60, 90)) == f"Launch between December 2026 and February 2027{as_most}"
    assert words_of(Range(30, 31, 32)) == f"Launch in December 2026{as_most}"
    assert words_of(Range(30, 60, None)).startswith("Launch not before December 2026. A last month cannot be told")
    assert words_of(Range(None, None, None)).startswith("No month can be told: too few past projects")
    assert "only 5 past stays are known, at least 8" in words_of(None)
    assert "since when it is in its stage" in words_of(None, stage_since=None)
    with translation.override("ru"):
        assert words_of(Range(30, 60, 90)).startswith("Запуск: декабрь 2026 г. – февраль 2027 г.")

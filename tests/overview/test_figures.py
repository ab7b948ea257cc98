"""Figures merged, paired and held against plans and each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Q

from kelisim.indicators.models import ObservationSource
from kelisim.overview.figures import DIFFER, HISTORY, compared, fulfilments, headlines, published_figures
from kelisim.overview.ladder import ladder_of
from kelisim.projects.models import Project
from tests import factories as make
from tests.portal.conftest import make_story, publish

pytestmark = pytest.mark.django_db
YEAR = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}


def figures():
    return compared(published_figures(Q()))


def values(found):
    return [int(one.value) for one in found]


def test_a_plan_is_held_against_the_latest_figure_within_it():
    make_story()
    assert [round(plan.percent, 1) for plan in fulfilments(figures())] == [Decimal("114.4")]


def test_a_plan_is_not_held_against_another_currency():
    publish(make.make_target(unit="KZT"))
    publish(make.make_observation())
    assert fulfilments(figures()) == []


def test_jobs_stand_beside_their_projects():
    make_story()
    launched = next(one for one in headlines(figures()) if int(one.value) == 34)
    assert values(launched.companions) == [4889]


def test_two_days_are_a_history_and_one_time_is_a_difference():
    make_story()
    for value in (151, 257):  # neither is the other one rounded
        reporter = make.make_organisation()
        publish(make.make_observation("trade_turnover", value=Decimal(value), reporter=reporter, **YEAR))
    found = {int(one.value): one.difference for one in figures()}
    assert (found[34], found[41]) == (HISTORY, HISTORY)
    assert sorted(found.values()).count(DIFFER) == 2


def test_a_rounded_figure_does_not_contradict_the_exact_one():
    for value, bound in ((1_178_400_000_000, "exact"), (1_200_000_000_000, "about")):
        publish(make.make_observation("investment", value=Decimal(value), unit="KZT", bound=bound, **YEAR))
    assert [one.difference for one in figures()] == ["", ""]


def test_figures_of_one_outside_text_are_parts_not_contradictions():
    source = make.make_source()
    for value in (300, 200):
        row = publish(make.make_observation("trade_turnover", value=Decimal(value), **YEAR))
        ObservationSource.objects.create(observation=row, source=source)
    assert [one.difference for one in figures()] == ["", ""]


def test_a_part_of_the_year_that_begins_later_does_not_fulfil_the_plan_of_the_year():
    publish(make.make_target())
    publish(make.make_observation(start=date(2025, 4, 1), end=date(2025, 6, 30)))
    assert fulfilments(figures()) == []


def test_a_series_keeps_currencies_apart():
    for unit in ("USD", "EUR"):
        publish(make.make_observation(unit=unit))
    assert sorted(len(one.series) for one in figures()) == [1, 1]


def test_drafts_take_no_part():
    make.make_observation()
    publish(make.make_target())
    assert fulfilments(figures()) == []


def test_figures_of_two_events_do_not_contradict_each_other():
    for value, reporter in ((300, make.make_organisation()), (20, make.make_organisation())):
        publish(
            make.make_observation(
                "participant_count", value=Decimal(value), unit="participant", reporter=reporter, **YEAR
            )
        )
    assert [one.difference for one in figures()] == ["", ""]


def test_a_repetition_without_a_period_joins_its_twin():
    for period in ({}, {"start": None, "end": None}):
        publish(make.make_observation("project_count", value=Decimal(34), unit="project", **period))
    assert values(figures()) == [34]


def test_samples_are_left_out_unless_asked_for():
    area = make.make_area("XA-01", parent=make.make_area("KZ"), is_sample=True)
    publish(make.make_observation(office=make.make_office("sample-office", is_sample=True), area=area))
    assert figures() == []
    assert len(published_figures(Q(), is_sample=True)) == 1


def test_the_ladder_counts_every_rung_below_the_highest():
    for stage in ("proposal", "agreed", "construction"):
        publish(make.make_project(stage=stage))
    publish(make.make_project(stage="working", launched_on=date(2026, 1, 1), jobs_created=5))
    assert [rung.count for rung in ladder_of(Project.objects.published())] == [4, 3, 2, 2, 2, 1, 1]

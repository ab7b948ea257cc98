"""Targets held against actual figures, series, and what contradicts what."""

from datetime import date
from decimal import Decimal

import pytest

from kelisim.accounts.models import Role
from kelisim.common.choices import Measure
from kelisim.indicators import reference
from kelisim.indicators.models import Indicator, ObservationSource
from kelisim.indicators.queries import contradictions, fulfilment, indicator_for, series
from tests.factories import (
    make_area,
    make_indicator,
    make_observation,
    make_office,
    make_source,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_user(Role.ADMINISTRATOR)


def test_fulfilment_of_half_a_year_against_the_plan_of_the_year(admin):
    target, actual = make_target(), make_observation()
    found = fulfilment(target, admin)
    assert (found.observation, round(found.percent, 1), found.is_partial) == (actual, Decimal("114.4"), True)
    assert found.formula == "543500000 / 475000000 × 100"


@pytest.mark.parametrize(
    "facts",
    [
        {"unit": "EUR"},
        {"status": "planned"},
        {"start": date(2025, 4, 1)},
        {"end": date(2026, 6, 30)},
        {"start": None, "end": None},
    ],
)
def test_target_is_not_held_against_what_is_not_comparable(admin, facts):
    make_observation(**facts)
    assert fulfilment(make_target(), admin) is None


def test_drafts_do_not_fulfil_in_public():
    make_observation()
    assert fulfilment(make_target()) is None


def test_series_keeps_currencies_apart(admin):
    early = make_observation(end=date(2025, 3, 31))
    late, euro = make_observation(), make_observation(unit="EUR")
    found = series(make_indicator(), make_area(), None, admin)
    assert [(one.unit, one.points) for one in found] == [("USD", [early, late]), ("EUR", [euro])]


def launched(value, day, **facts):
    source = make_source(title=f"{value}", day=day)
    row = make_observation(
        "project_count", value=value, unit="project", stage="launched", start=day, end=day, vintage=day, **facts
    )
    ObservationSource.objects.create(observation=row, source=source)
    return row


def test_34_and_41_differ_by_day(admin):
    Indicator.objects.filter(pk=make_indicator("project_count").pk).update(is_flow=False)
    first, second = launched(34, date(2025, 11, 14)), launched(41, date(2025, 12, 22))
    (found,) = contradictions(make_area(), admin)
    assert ({found.one, found.other}, found.why) == ({first, second}, "day")


def test_rounded_figure_does_not_contradict_the_exact_one(admin):
    span = {"start": date(2025, 1, 1), "end": date(2025, 10, 31)}
    make_observation("investment", value=Decimal("1178400000000"), unit="KZT", **span)
    make_observation("investment", value=Decimal("1200000000000"), unit="KZT", **span)
    assert contradictions(make_area(), admin) == []


def test_figures_of_one_text_are_parts_not_contradictions(admin):
    source = make_source()
    for value in (300, 200):
        row = make_observation("participant_count", value=value, unit="participant")
        ObservationSource.objects.create(observation=row, source=source)
    assert contradictions(make_area(), admin) == []


def test_same_thing_same_day_other_value_is_unexplained(admin):
    for value in (301, 311):
        make_observation("agreement_value", value=value, unit="KZT", vintage=date(2025, 11, 14))
    assert [found.why for found in contradictions(make_area(), admin)] == ["unexplained"]


def test_contradictions_ask_no_query_a_row(admin, django_assert_num_queries):
    for value in (1, 2):
        make_observation(value=value)
    with django_assert_num_queries(4):
        contradictions(make_area(), admin)
    for value in (3, 4, 5):
        make_observation(value=value, office=make_office("zhambyl"))
    with django_assert_num_queries(4):
        contradictions(make_area(), admin)


def test_reference_has_every_measure_and_its_growth_once(admin):
    assert len(reference.keep_reference(admin)) == 30
    assert reference.keep_reference(admin) == []
    assert {indicator_for(measure).measure for measure in Measure if measure != "growth"} == set(Measure) - {
        Measure.GROWTH
    }
    assert indicator_for("growth", "trade_turnover").code == "growth-of-trade-turnover"
    assert all(len(row.name) == len(row.definition) == 5 for row in Indicator.objects.all())

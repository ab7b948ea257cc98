"""Which figures agree, which contradict each other and why, which fulfil a plan."""

from datetime import date
from decimal import Decimal

import pytest

from kelisim.indicators.compare import (
    DAY,
    REPORTER,
    SCOPE,
    UNEXPLAINED,
    UNKNOWN,
    agrees,
    contradict,
    fulfils,
    why,
)
from tests.factories import make_indicator, make_observation, make_organisation, make_target

pytestmark = pytest.mark.django_db
HALF = {"start": date(2025, 1, 1), "end": date(2025, 6, 30)}


@pytest.mark.parametrize(
    ("facts", "does"),
    [
        ({}, True),
        ({"unit": "EUR"}, False),
        ({"status": "planned"}, False),
        ({"start": date(2025, 4, 1)}, False),
        ({"end": date(2026, 6, 30)}, False),
        ({"start": None, "end": None}, False),
    ],
)
def test_a_plan_is_held_against_what_begins_with_it_and_is_comparable(facts, does):
    assert fulfils(make_observation(**facts), make_target()) is does


def test_a_stock_fulfils_a_plan_on_any_day_of_its_period():
    make_indicator("jobs", is_flow=False)
    plan = make_target("jobs", unit="job")
    assert fulfils(make_observation("jobs", unit="job", start=date(2025, 5, 1), end=date(2025, 5, 1)), plan)


def test_a_plan_does_not_fulfil_a_plan():
    assert not fulfils(make_target(), make_target(value=5, end=date(2025, 12, 30)))


def launched(value, day, **facts):
    make_indicator("project_count", is_flow=False)
    return make_observation(
        "project_count", value=value, unit="project", stage="launched", start=day, end=day, vintage=day, **facts
    )


def test_34_and_41_differ_by_day():
    first, second = launched(34, date(2025, 11, 14)), launched(41, date(2025, 12, 22))
    assert (contradict(first, second), why(first, second)) == (True, DAY)


def test_a_stock_far_larger_on_another_day_is_another_thing():
    assert not contradict(launched(34, date(2025, 11, 14)), launched(111, date(2025, 12, 22)))


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [
        (("1178400000000", "exact"), ("1200000000000", "exact"), True),
        (("1178400000000", "exact"), ("1500000000000", "exact"), False),
        (("300", "over"), ("311", "exact"), True),
        (("300", "over"), ("299", "exact"), False),
        (("300", "about"), ("314", "exact"), True),
        (("300", "under"), ("301", "exact"), False),
    ],
)
def test_words_and_rounding_leave_room(one, other, do):
    rows = [make_observation(value=Decimal(value), bound=bound, **HALF) for value, bound in (one, other)]
    assert (agrees(*rows), agrees(*rows[::-1])) == (do, do)


def test_a_flow_of_two_periods_does_not_contradict_itself():
    assert not contradict(make_observation(value=5), make_observation(value=9, end=date(2025, 12, 31)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"vintage": date(2025, 11, 14)}, {"vintage": date(2025, 11, 14)}, UNEXPLAINED),
        ({"vintage": date(2025, 11, 14)}, {"vintage": date(2025, 12, 1)}, DAY),
        ({"vintage": date(2025, 11, 14)}, {}, UNKNOWN),
        ({"start": None, "end": None}, {}, UNKNOWN),
        ({"start": date(2025, 2, 1)}, {}, SCOPE),
    ],
)
def test_why_two_figures_differ(one, other, expected):
    assert why(make_observation(value=301, **one), make_observation(value=311, **other)) == expected


def test_the_days_on_which_texts_spoke_explain_where_no_report_has_one():
    rows = make_observation(value=301), make_observation(value=311)
    assert why(*rows, (date(2025, 11, 14), date(2025, 12, 1))) == DAY


def test_two_reporters_explain_two_values():
    rows = [make_observation(value=value, reporter=make_organisation()) for value in (301, 438)]
    assert why(*rows) == REPORTER

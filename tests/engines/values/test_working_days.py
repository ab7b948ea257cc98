"""The clock in working days, held against a count of one day after the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kelisim.engines.values.clock import Clock, Pause
from kelisim.engines.values.working_days import WEEKENDS_ONLY, WorkingCalendar, joined

DAY = timedelta(days=1)
FIRST, LAST = date(2025, 11, 1), date(2026, 4, 30)
days = st.dates(FIRST, LAST)
calendars = st.builds(WorkingCalendar, st.frozensets(days, max_size=30), st.frozensets(days, max_size=12))


@st.composite
def clocks(draw):
    """A clock with pauses that may overlap, the last of them perhaps open."""
    start = draw(days)
    pauses = []
    for _number in range(draw(st.integers(0, 4))):
        since = start + DAY * draw(st.integers(0, 60))
        pauses.append(Pause(since, since + DAY * draw(st.integers(0, 30))))
    if draw(st.booleans()):
        pauses.append(Pause(start + DAY * draw(st.integers(0, 90))))
    return Clock(start, draw(st.integers(0, 25)), tuple(pauses))


def naive_between(start, end, calendar):
    count, day = 0, start
    while day < end:
        day += DAY
        count += day not in calendar.off if day.weekday() < 5 else day in calendar.worked
    return count


def had_it_as_the_day_began(clock, day):
    return not any(pause.since < day and (pause.until is None or day <= pause.until) for pause in clock.pauses)


def naive_spent(clock, until, calendar):
    count, day = 0, clock.start
    while day < until:
        day += DAY
        count += calendar.is_working(day) and had_it_as_the_day_began(clock, day)
    return count


def naive_due(clock, calendar):
    day, count = clock.start, 0
    while count < clock.term:
        day += DAY
        if not had_it_as_the_day_began(clock, day) and any(p.until is None and p.since < day for p in clock.pauses):
            return None
        count += calendar.is_working(day) and had_it_as_the_day_began(clock, day)
    return day


@given(days, days, calendars)
def test_days_between_are_those_that_one_counts_by_hand(start, end, calendar):
    assert calendar.between(start, end) == naive_between(start, end, calendar)


@given(days, st.integers(0, 60), calendars)
def test_the_day_after_so_many_is_the_first_with_that_count(day, count, calendar):
    found = calendar.after(day, count)
    assert naive_between(day, found, calendar) == count
    assert count == 0 or naive_between(day, found - DAY, calendar) == count - 1


@given(clocks(), st.integers(0, 150), calendars)
def test_a_clock_has_spent_the_days_on_which_the_office_had_the_matter(clock, ahead, calendar):
    until = clock.start + DAY * ahead
    assert clock.spent(until, calendar) == naive_spent(clock, until, calendar)
    assert clock.left(until, calendar) == clock.term - naive_spent(clock, until, calendar)


@given(clocks(), calendars)
def test_a_term_ends_where_one_comes_counting_day_by_day(clock, calendar):
    assert clock.due(calendar) == naive_due(clock, calendar)


def test_the_day_of_a_question_back_counts_and_that_of_the_reply_does_not():
    monday = date(2026, 3, 2)
    clock = Clock(monday, 3, (Pause(monday + DAY, monday + 3 * DAY),))
    assert [clock.spent(monday + DAY * ahead, WEEKENDS_ONLY) for ahead in range(5)] == [0, 1, 1, 1, 2]
    assert clock.due(WEEKENDS_ONLY) == date(2026, 3, 9)
    assert Clock(monday, 3, (Pause(monday + DAY, monday + DAY),)).due(WEEKENDS_ONLY) == date(2026, 3, 5)


def test_a_clock_that_stands_still_has_no_end_unless_the_term_ended_before():
    monday = date(2026, 3, 2)
    assert Clock(monday, 3, (Pause(monday + DAY),)).due(WEEKENDS_ONLY) is None
    assert Clock(monday, 3, (Pause(monday + 3 * DAY),)).due(WEEKENDS_ONLY) == monday + 3 * DAY


def test_a_calendar_without_working_days_is_refused_and_not_searched_for_ever():
    calendar = WorkingCalendar(frozenset(FIRST + DAY * number for number in range(1500)))
    with pytest.raises(ValueError, match="no working days"):
        calendar.after(FIRST, 1)
    with pytest.raises(ValueError, match="past"):
        calendar.after(FIRST, -1)


def test_spans_that_touch_are_one():
    one, two, three, four = (FIRST + DAY * number for number in (0, 2, 4, 9))
    assert joined([(two, three), (one, two), (four, four)]) == [(one, three), (four, four)]

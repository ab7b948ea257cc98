"""Days on which offices work: Monday to Friday without the days off of a calendar, with the weekend days worked instead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

WORKING = 5
DAY = timedelta(days=1)
MOST_DAYS_OFF = 400
"""So many days without a working one are a fault of the calendar, not a long holiday."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked. Days off that fall on a weekend and worked days of the week change nothing."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    _off: tuple[date, ...] = field(init=False, repr=False, compare=False, default=())
    _worked: tuple[date, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_off", tuple(sorted(day for day in self.off if _is_weekday(day))))
        object.__setattr__(self, "_worked", tuple(sorted(day for day in self.worked if not _is_weekday(day))))

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day."""
        return day not in self.off if _is_weekday(day) else day in self.worked

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; none where `end` is not later."""
        if end <= start:
            return 0
        return _weekdays(start, end) - _within(self._off, start, end) + _within(self._worked, start, end)

    def after(self, day: date, count: int) -> date:
        """The working day that is the `count`th after `day`; `day` itself for none."""
        if count < 0:
            raise ValueError("a deadline does not lie in the past")
        idle = 0
        while count:
            day += DAY
            is_working = self.is_working(day)
            count, idle = count - is_working, 0 if is_working else idle + 1
            if idle > MOST_DAYS_OFF:
                raise ValueError("the calendar has no working days")
        return day


WEEKENDS_ONLY = WorkingCalendar()


def _is_weekday(day: date) -> bool:
    return day.weekday() < WORKING


def _weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after `start` up to and with `end`."""
    weeks, rest = divmod((end - start).days, 7)
    return weeks * WORKING + sum(_is_weekday(end - DAY * back) for back in range(rest))


def _within(days: tuple[date, ...], start: date, end: date) -> int:
    return bisect_right(days, end) - bisect_right(days, start)


def working_days_after(day: date, count: int, calendar: WorkingCalendar = WEEKENDS_ONLY) -> date:
    """The day that lies so many working days after `day`."""
    return calendar.after(day, count)


def joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans in their order, those that overlap or touch as one."""
    found: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found

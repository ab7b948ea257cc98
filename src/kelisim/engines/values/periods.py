"""Periods: a first and a last day, both included; a deadline has no first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2200


class PeriodError(ValueError):
    """`code` says what is wrong: `years` (outside 1900 to 2200), `order` (end before start), `part` (no such month…)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Period:
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            if day is not None:
                _check_year(day.year)
        if self.start is not None and self.end is not None and self.end < self.start:
            raise PeriodError("order", f"a period cannot end on {self.end} before it starts on {self.start}")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls.months_of_year(year, 1, 12)

    @classmethod
    def years(cls, first: int, last: int) -> Period:
        return cls(cls.year(first).start, cls.year(last).end)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        _check_part("half", half, 2)
        return cls.months_of_year(year, half * 6 - 5, half * 6)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        _check_part("quarter", quarter, 4)
        return cls.months_of_year(year, quarter * 3 - 2, quarter * 3)

    @classmethod
    def months_of_year(cls, year: int, first: int, last: int) -> Period:
        _check_year(year)
        _check_part("month", first, 12)
        _check_part("month", last, 12)
        return cls(date(year, first, 1), last_day_of_month(year, last))

    @classmethod
    def day(cls, day: date) -> Period:
        return cls(day, day)

    @classmethod
    def deadline(cls, end: date) -> Period:
        return cls(None, end)

    @property
    def is_empty(self) -> bool:
        return self.start is None and self.end is None

    @property
    def is_deadline(self) -> bool:
        return self.start is None and self.end is not None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def last_day_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError("years", f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")


def _check_part(name: str, number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise PeriodError("part", f"{name} {number} is not between 1 and {count}")

"""Days on which offices work: Monday to Friday. Public holidays are not left out, so a deadline is never told too late."""

from __future__ import annotations

from datetime import date, timedelta

WORKING = 5


def working_days_after(day: date, count: int) -> date:
    """The day that lies so many working days after `day`."""
    if count < 0:
        raise ValueError("a deadline does not lie in the past")
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < WORKING
    return day

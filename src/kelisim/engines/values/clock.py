"""The clock of an answer that is owed: working days, standing still while the office waits for the other side.

A working day counts when the office had the matter as the day began. So the day of arrival does not count, the day on
which the office asks back counts, the day on which the reply comes does not; to ask and be answered on one day stops nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kelisim.engines.values.working_days import WorkingCalendar, joined


@dataclass(frozen=True, slots=True)
class Pause:
    """The office waited from a day on; `until` is the day of the reply, None while it is awaited."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A term of so many working days from the day of arrival, with the days on which it stood still."""

    start: date
    term: int
    pauses: tuple[Pause, ...] = ()

    @property
    def open_pause(self) -> Pause | None:
        """The pause that has not ended."""
        return next((pause for pause in self.pauses if pause.until is None), None)

    def spent(self, until: date, calendar: WorkingCalendar) -> int:
        """How many working days the office has had by the end of a day."""
        return calendar.between(self.start, until) - self._waited(until, calendar)

    def left(self, today: date, calendar: WorkingCalendar) -> int:
        """How many working days are left after a day; below nought where it is late."""
        return self.term - self.spent(today, calendar)

    def due(self, calendar: WorkingCalendar) -> date | None:
        """The last day of the term; None while the clock stands still before it."""
        day = calendar.after(self.start, self.term)
        while (later := calendar.after(self.start, self.term + self._waited(day, calendar, with_open=False))) != day:
            day = later
        pause = self.open_pause
        return None if pause and pause.since < day else day

    def _waited(self, until: date, calendar: WorkingCalendar, *, with_open: bool = True) -> int:
        spans = joined(
            (max(pause.since, self.start), min(pause.until or until, until))
            for pause in self.pauses
            if pause.since < until and (with_open or pause.until is not None)
        )
        return sum(calendar.between(start, end) for start, end in spans)

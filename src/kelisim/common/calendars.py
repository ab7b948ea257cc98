"""The calendar of days off, kept as data: what it says, and who must hear when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.models import CalendarDay, CalendarDayKind
from kelisim.common.services import change, store
from kelisim.engines.values.folding import fold
from kelisim.engines.values.working_days import WorkingCalendar

FEAST = fold("Құрбан")
"""How the feast is called, folded: Kurban Ait is the one day off that follows the moon."""
WHEN_CHANGED: list[Callable[[], object]] = []
"""What has deadlines sets them anew; apps to the right of this one add their function when they are ready."""


def working_calendar() -> WorkingCalendar:
    """The days on which offices work, by all living rows."""
    return calendar_of(CalendarDay.objects.values_list("day", "kind"))


def calendar_of(rows: Iterable[tuple[date, str]]) -> WorkingCalendar:
    """The calendar that days with their kinds make."""
    worked, off = set(), set()
    for day, kind in rows:
        (worked if kind == CalendarDayKind.WORKED else off).add(day)
    return WorkingCalendar(frozenset(off), frozenset(worked))


def years_known() -> set[int]:
    """The years of which any day off is recorded; of others only the weekends are known."""
    return {day.year for day in CalendarDay.objects.order_by().values_list("day", flat=True)}


def years_without_feast(today: date) -> list[int]:
    """The known years from this one on of which the first day of Kurban Ait is not recorded: it is announced a year at a time."""
    return _without_feast(CalendarDay.objects.filter(day__year__gte=today.year))


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the calendar does not know of the years through which a clock runs: years without any day off, and without the feast."""

    unknown: tuple[int, ...] = ()
    without_feast: tuple[int, ...] = ()


def gaps_until(due: date, today: date) -> Gaps:
    """What is not known of the years from today to a day that is still to come; one query."""
    if due <= today:
        return Gaps()
    years = range(today.year, due.year + 1)
    rows = list(CalendarDay.objects.filter(day__year__range=(years[0], years[-1])))
    known = {row.day.year for row in rows}
    return Gaps(tuple(year for year in years if year not in known), tuple(_without_feast(rows)))


def _without_feast(days: Iterable[CalendarDay]) -> list[int]:
    rows = list(days)
    recorded = {row.day.year for row in rows if FEAST in fold(" ".join(row.name.values()))}
    return sorted({row.day.year for row in rows} - recorded)


def _changed(row: CalendarDay) -> CalendarDay:
    for listener in WHEN_CHANGED:
        transaction.on_commit(listener)
    return row


@action("common.create_calendar_day")
def create_calendar_day(user: User, *, by: User, **facts: object) -> CalendarDay:
    """Record a day off or a day worked instead; the subject is the acting user, for the calendar is everybody's."""
    return _changed(store(change(CalendarDay(), facts)))


@action("common.edit_calendar_day")
def edit_calendar_day(row: CalendarDay, *, version: int | None = None, by: User, **facts: object) -> CalendarDay:
    """Correct a day of the calendar."""
    return _changed(store(change(row, facts), version=version))


@action("common.archive_calendar_day")
def archive_calendar_day(row: CalendarDay, *, version: int | None = None, by: User) -> CalendarDay:
    """Take a day out of the calendar."""
    return _changed(common.archive(row, version=version, by=by))


@action("common.restore_calendar_day")
def restore_calendar_day(row: CalendarDay, *, version: int | None = None, by: User) -> CalendarDay:
    """Take a day back into the calendar."""
    return _changed(common.restore(row, version=version, by=by))

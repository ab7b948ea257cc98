"""The clock of cases: set when something happens to a case, and anew when the calendar changes."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from kelisim.cases.models import Case, CasePause
from kelisim.cases.models.cases import UNCLOSED_CASES
from kelisim.common.calendars import working_calendar
from kelisim.common.services import change, store
from kelisim.engines.values.clock import Clock
from kelisim.engines.values.working_days import WorkingCalendar

PAUSES = Prefetch("pauses", CasePause.objects.order_by("since", "pk"))


def set_due(case: Case) -> Case:
    """Set the day on which the answer is due, by the pauses as they now stand; `store` it afterwards."""
    return change(case, {"due": fresh_clock(case).due(working_calendar())})


def fresh_clock(case: Case) -> Clock:
    """The clock with the pauses of the database, not of an earlier look."""
    getattr(case, "_prefetched_objects_cache", {}).pop("pauses", None)
    return case.clock()


def pause(case: Case, at: datetime, *, is_question: bool) -> None:
    """Let the clock stand still: the ball lies with the investor."""
    if not case.pauses.filter(until__isnull=True).exists():
        store(CasePause(case=case, since=at, is_question=is_question))


def resume(case: Case, at: datetime) -> None:
    """Let the clock go on: the ball lies with the office."""
    for row in case.pauses.filter(until__isnull=True):
        store(change(row, {"until": max(at, row.since)}))


def days_until(case: Case, at: datetime) -> int:
    """How many working days the office has had the case."""
    return fresh_clock(case).spent(timezone.localdate(at), working_calendar())


def wind_all() -> int:
    """Set the deadlines of all that is not closed anew, as after a change of the calendar; how many changed."""
    calendar, changed = working_calendar(), 0
    with pghistory.context(user=None, action="cases.wind_all"), transaction.atomic():
        rows = Case.objects.filter(state__in=UNCLOSED_CASES).select_for_update(of=("self",)).prefetch_related(PAUSES)
        for case in rows.iterator(chunk_size=500):
            changed += _wound(case, calendar)
    return changed


def _wound(case: Case, calendar: WorkingCalendar) -> bool:
    due = case.clock().due(calendar)
    if due == case.due:
        return False
    case.due = due
    case.save(update_fields=["due"])
    return True

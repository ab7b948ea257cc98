"""Days of studies that follow from a term in working days: set when a proposal comes in, and anew when the calendar changes."""

from __future__ import annotations

from typing import Any

import pghistory
from django.db import transaction
from django.db.models import QuerySet

from kelisim.common.calendars import working_calendar
from kelisim.common.services import change
from kelisim.engines.values.working_days import WorkingCalendar
from kelisim.projects.models import UNDECIDED_PROPOSALS, Proposal, ProposalStep


def named_by_hand(record: Proposal | ProposalStep, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of an edit; a day that a person names follows no term from then on."""
    is_named = "due" in facts and facts["due"] != record.due
    return facts | {"term": None} if is_named else facts


def wind_all() -> int:
    """Set the days of all that is still studied anew, as after a change of the calendar; how many changed."""
    calendar = working_calendar()
    with pghistory.context(user=None, action="projects.wind_all"), transaction.atomic():
        studied = Proposal.objects.filter(state__in=UNDECIDED_PROPOSALS, handed_in_on__isnull=False)
        steps = ProposalStep.objects.filter(proposal__in=studied, done_on__isnull=True).select_related("proposal")
        return _wind(studied, calendar) + _wind(steps, calendar)


def wind(proposal: Proposal) -> None:
    """Set the days of one proposal and of its steps anew, as after another day on which it came in."""
    rows = Proposal.objects.filter(pk=proposal.pk)
    steps = ProposalStep.objects.filter(proposal=proposal, done_on__isnull=True).select_related("proposal")
    calendar = working_calendar()
    _wind(rows, calendar)
    _wind(steps, calendar)
    proposal.refresh_from_db(fields=["due"])


def _wind(rows: QuerySet[Any], calendar: WorkingCalendar) -> int:
    """The days that follow from a term, with rows whose day is another one than was kept."""
    moved = [row for row in rows.filter(term__isnull=False).select_for_update(of=("self",)) if _is_moved(row, calendar)]
    for row in moved:
        row.save(update_fields=["due"])
    return len(moved)


def _is_moved(row: Proposal | ProposalStep, calendar: WorkingCalendar) -> bool:
    proposal = row if isinstance(row, Proposal) else row.proposal
    assert proposal.handed_in_on is not None  # only what was handed in is studied
    assert row.term is not None
    before = row.due
    return bool(change(row, {"due": calendar.after(proposal.handed_in_on, row.term)}).due != before)

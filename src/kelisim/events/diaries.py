"""Reads on the meetings of one participant: a company, an official, an interpreter; and why a wish was not met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.engines.planning.explain import Explanation, explain
from kelisim.engines.planning.form import parse_problem
from kelisim.engines.planning.plan import Plan, Reason, Status, Unplaced
from kelisim.engines.planning.problem import Meeting as PlannedMeeting
from kelisim.engines.planning.problem import Problem
from kelisim.engines.planning.tell import tell
from kelisim.events.models import (
    Consent,
    Event,
    Meeting,
    MeetingRequest,
    MeetingState,
    MeetingTable,
    Participation,
    Timetable,
)
from kelisim.events.naming import PARTIES, names_along, shown
from kelisim.events.planning import name_of_participation, stands_of

SIDES = ("asked_by__organisation__country", "asked_by__person", "asked__organisation__country", "asked__person")
OF_MEETING = tuple(f"request__{side}" for side in SIDES)


def names_of_sides(before: str = "") -> list[Prefetch]:
    """The names of both sides of wishes in the page's language."""
    return names_along(*(f"{before}{path}" for path in PARTIES))


def current_timetable(event: Event) -> Timetable | None:
    """The version that participants see, without the large values of how it was made."""
    rows = Timetable.objects.filter(event=event, released_at__isnull=False)
    return rows.defer("problem", "unplaced").select_related("event__office").order_by("-number").first()


def meetings_of(row: Participation) -> QuerySet[Meeting]:
    """The meetings of somebody in the timetable that is in use, in order of time; for an interpreter those interpreted."""
    mine = Q(participations=row) | Q(interpreter=row)
    current = current_timetable(row.event)
    in_use = Q(timetable=current) | Q(timetable__isnull=True) if current else Q(timetable__isnull=True)
    found = Meeting.objects.filter(in_use, mine).exclude(state=MeetingState.CANCELLED)
    keys = found.values("pk")
    rows = Meeting.objects.filter(pk__in=keys).select_related(
        "event", "interpreter__person", "interpreter__organisation"
    )
    rows = rows.select_related(*OF_MEETING).prefetch_related(
        *names_of_sides("request__"), *names_along("interpreter__person")
    )
    return rows.order_by("starts_at", "pk")


def steps_of_meetings_due(owners: Iterable[User], *, until: date) -> QuerySet[Meeting]:
    """Meetings whose next step `owners` have to take by a day, the most urgent first."""
    rows = Meeting.objects.filter(owner__in=owners, done_on__isnull=True, due__lte=until).exclude(next_step={})
    return rows.select_related("event__office").order_by("due", "pk")


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as one of those who sit at it sees it."""

    meeting: Meeting
    who: str
    subject: Any
    table: int | None
    room: str
    stand: str
    interpreter: str
    starts_at: datetime
    ends_at: datetime


def diary_of(row: Participation) -> list[Entry]:
    """The personal timetable."""
    rooms = dict(MeetingTable.everything.filter(event=row.event).values_list("number", "room"))
    stands = stands_of(row.event)
    return [_entry(row, meeting, rooms, stands) for meeting in meetings_of(row)]


def next_of(diary: Iterable[Entry], now: datetime) -> Entry | None:
    """The meeting that goes on or is the first to come."""
    return next((each for each in diary if each.ends_at > now), None)


def _entry(row: Participation, meeting: Meeting, rooms: dict[int, str], stands: dict[int, str]) -> Entry:
    wish = meeting.request
    sides = [wish.asked_by, wish.asked] if wish else list(meeting.participations.all())
    who = " – ".join(shown(side) for side in sides if side.pk != row.pk)
    stand = next((stands[side.pk] for side in sides if side.pk in stands), "") if meeting.table is None else ""
    helper = meeting.interpreter
    interpreter = shown(helper) if helper and helper.pk != row.pk else ""
    return Entry(
        meeting,
        who,
        wish.subject if wish else None,
        meeting.table,
        rooms.get(meeting.table or 0, ""),
        stand,
        interpreter,
        meeting.starts_at,
        meeting.ends_at,
    )


# --- Wishes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as its own side sees it: whom, what became of it."""

    request: MeetingRequest
    who: Participation
    name: str
    meeting: Meeting | None
    is_unmet: bool


def wishes_made(row: Participation) -> list[Wish]:
    """What a participant asked for, the weightiest first."""
    return _wishes(row, MeetingRequest.objects.filter(asked_by=row))


def wishes_got(row: Participation) -> list[Wish]:
    """What others ask of a participant."""
    return _wishes(row, MeetingRequest.objects.filter(asked=row))


def _wishes(row: Participation, rows: QuerySet[MeetingRequest]) -> list[Wish]:
    current = current_timetable(row.event)
    placed = (
        {
            meeting.request_id: meeting
            for meeting in Meeting.objects.filter(timetable=current, participations=row).exclude(
                state=MeetingState.CANCELLED
            )
        }
        if current
        else {}
    )
    found = []
    rows = rows.select_related(*SIDES).prefetch_related(*names_of_sides())
    for request in rows.order_by("-priority", "pk"):
        other = request.asked if request.asked_by_id == row.pk else request.asked_by
        meeting = placed.get(request.pk)
        is_unmet = current is not None and meeting is None and request.consent != Consent.VETOED
        found.append(Wish(request, other, shown(other), meeting, is_unmet))
    return found


# --- Why a wish was not met -----------------------------------------------------------------------------------------


def why_not(request: MeetingRequest, language: str | None = None) -> list[str]:
    """Why a wish has no seat in the timetable that is in use, then what would help; each change was tried.

    Names of third parties are left out: a participant learns that somebody is taken, not by whom.
    """
    timetable = Timetable.objects.filter(event=request.event, released_at__isnull=False).order_by("-number").first()
    if timetable is None or not timetable.problem:
        return []
    problem = parse_problem(timetable.problem)
    name = f"R{request.pk}"
    if name not in problem.request_by_id:
        return []
    found = explain(problem, _plan(timetable, problem, name), name)
    own = _without_third_parties(found, problem)
    return tell(own, problem, _tongue(language), _names(request))


def _tongue(language: str | None) -> str:
    code = formats.language_of(language)
    return "zh" if code.startswith("zh") else code


def _names(request: MeetingRequest) -> dict[str, str]:
    sides = (request.asked_by, request.asked)
    return {name_of_participation(side.pk, is_interpreter=False): shown(side) for side in sides}


def _plan(timetable: Timetable, problem: Problem, name: str) -> Plan:
    reasons = {row["request"]: row for row in timetable.unplaced}
    reason = Reason(reasons.get(name, {}).get("reason", Reason.COMPETITION))
    slots = _slots_by_start(timetable, problem)
    meetings = [
        PlannedMeeting(
            f"R{row.request_id}",
            slots[row.starts_at],
            1 if row.table else None,
            name_of_participation(row.interpreter_id, is_interpreter=True) if row.interpreter_id else None,
        )
        for row in Meeting.objects.filter(timetable=timetable, request__isnull=False)
        if row.starts_at in slots and f"R{row.request_id}" in problem.request_by_id
    ]
    return Plan(Status.FEASIBLE, tuple(meetings), (Unplaced(name, reason, ""),))


def _slots_by_start(timetable: Timetable, problem: Problem) -> dict[datetime, str]:
    from kelisim.events.models import MeetingSlot

    rows = MeetingSlot.everything.filter(event=timetable.event).values_list("pk", "starts_at")
    known = {slot.id for slot in problem.slots}
    return {start: f"S{key}" for key, start in rows if f"S{key}" in known}


def _without_third_parties(found: Explanation, problem: Problem) -> Explanation:
    """Only changes that bring something from outside or cost somebody nothing but another hour are told to participants."""
    from dataclasses import replace

    told = tuple(replace(change, moves=()) if change.additions else change for change in found.changes)
    return replace(found, changes=tuple(change for change in told if not change.moves and not change.given_up))

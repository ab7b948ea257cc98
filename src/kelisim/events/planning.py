"""From the ledger to the planner's problem, and the names by which the planner speaks of our rows.

Participants are `P<key>`, interpreters `I<key>`, wishes `R<key>`, slots `S<key>`. The planner numbers tables from 1; a table
that is closed in a slot is a meeting of nobody that must stand there (`X<table>-<slot>`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from kelisim.engines.planning.plan import Plan, Reason, Status, Unplaced
from kelisim.engines.planning.problem import Interpreter as PlannedInterpreter
from kelisim.engines.planning.problem import Meeting as PlannedMeeting
from kelisim.engines.planning.problem import Participant, Problem, Request, Slot
from kelisim.events.models import (
    Absence,
    Appearance,
    Consent,
    Event,
    Meeting,
    MeetingRequest,
    MeetingRules,
    MeetingSlot,
    MeetingTable,
    Participation,
    ParticipationRole,
    ParticipationState,
    ProgrammeItem,
    ProgrammeKind,
    Stand,
    Timetable,
)

WEIGHT_AGREED, WEIGHT_OFFICIAL = 25, 10
AWAY = (ParticipationState.DECLINED, ParticipationState.NO_SHOW)
FOR_ALL = (ProgrammeKind.PLENARY, ProgrammeKind.CEREMONY)
SPOKEN_IN = {"KZ": ("kk", "ru"), "RU": ("ru",), "UZ": ("uz", "ru"), "KG": ("ky", "ru"), "TR": ("tr",), "CN": ("zh",)}
SPOKEN_ELSEWHERE = ("en",)
NOBODY = "nobody"

Span = tuple[datetime, datetime]


class Keep(StrEnum):
    """What a new timetable leaves where it is: what is locked, or every meeting there is."""

    LOCKED = "locked"
    ALL = "all"


@dataclass(frozen=True)
class Ground:
    """All that a timetable of an event is made from, read at once."""

    event: Event
    rules: MeetingRules
    slots: list[MeetingSlot]
    tables: list[MeetingTable]
    people: dict[int, Participation]
    requests: list[MeetingRequest]
    away: dict[int, list[Span]] = field(repr=False)
    stands: dict[int, str] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.time_zone)

    @cached_property
    def participants(self) -> list[Participation]:
        """Those who meet."""
        return [row for row in self.people.values() if row.role != ParticipationRole.INTERPRETER]

    @cached_property
    def interpreters(self) -> list[Participation]:
        return [row for row in self.people.values() if row.role == ParticipationRole.INTERPRETER]

    @cached_property
    def slot_by_start(self) -> dict[datetime, MeetingSlot]:
        return {slot.starts_at: slot for slot in self.slots}

    @cached_property
    def wishes(self) -> list[MeetingRequest]:
        """The requests that may be planned: both sides come, nobody refused, and where it is asked for, they agreed."""
        wanted = (Consent.AGREED,) if self.rules.needs_consent else (Consent.ASKED, Consent.AGREED)
        return [
            row
            for row in self.requests
            if (row.consent in wanted or row.is_required)
            and row.consent != Consent.VETOED
            and row.asked_by_id in self.people
            and row.asked_id in self.people
        ]

    def is_away(self, participation_id: int, slot: MeetingSlot) -> bool:
        """Whether somebody has another duty in a slot."""
        return any(start < slot.ends_at and slot.starts_at < end for start, end in self.away.get(participation_id, ()))

    def is_closed(self, table: MeetingTable, slot: MeetingSlot) -> bool:
        """Whether nobody sits at a table in a slot any more."""
        return table.closed_at is not None and slot.ends_at > table.closed_at


def ground_of(event: Event) -> Ground:
    """Read what a timetable is made from; the rules are the usual ones where none were set."""
    rules = MeetingRules.objects.filter(event=event).first() or MeetingRules(event=event)
    spans = list(ProgrammeItem.objects.filter(event=event, kind__in=FOR_ALL).values_list("starts_at", "ends_at"))
    slots = [
        slot
        for slot in MeetingSlot.objects.filter(event=event).order_by("starts_at")
        if not any(start < slot.ends_at and slot.starts_at < end for start, end in spans)
    ]
    rows = Participation.objects.filter(event=event).exclude(state__in=AWAY)
    people = {row.pk: row for row in rows.select_related("organisation__country", "person__country").order_by("pk")}
    away: dict[int, list[Span]] = defaultdict(list)
    for key, start, end in _duties(event):
        away[key].append((start, end))
    tables = list(MeetingTable.objects.filter(event=event).order_by("number"))
    requests = list(MeetingRequest.objects.filter(event=event).order_by("pk"))
    return Ground(event, rules, slots, tables, people, requests, away, stands_of(event))


def _duties(event: Event) -> Iterable[tuple[int, datetime, datetime]]:
    """Absences, and the hours at which somebody speaks, moderates or interprets in the programme."""
    yield from Absence.objects.filter(event=event).values_list("participation_id", "starts_at", "ends_at")
    rows = Appearance.objects.filter(item__event=event, item__archived_at__isnull=True)
    yield from rows.values_list("participation_id", "item__starts_at", "item__ends_at")


def stands_of(event: Event) -> dict[int, str]:
    """By participation the number of the stand at which somebody receives."""
    rows = Stand.objects.filter(event=event, participation__isnull=False).order_by("-number")
    return dict(rows.values_list("participation_id", "number"))


# --- Names ----------------------------------------------------------------------------------------------------------


def name_of(row: Participation | MeetingRequest | MeetingSlot) -> str:
    """What the planner calls a row."""
    if isinstance(row, Participation):
        return name_of_participation(row.pk, is_interpreter=row.role == ParticipationRole.INTERPRETER)
    return f"{'R' if isinstance(row, MeetingRequest) else 'S'}{row.pk}"


def name_of_participation(key: int, *, is_interpreter: bool) -> str:
    return f"{'I' if is_interpreter else 'P'}{key}"


def key_of(name: str) -> int:
    """The key of the row that the planner calls so."""
    return int(name[1:])


def is_blocker(name: str) -> bool:
    """Whether a request of the problem stands for a closed table."""
    return name.startswith("X")


# --- The problem ----------------------------------------------------------------------------------------------------


def languages_of(row: Participation) -> tuple[str, ...]:
    """The languages that somebody named, else those of the country."""
    if row.languages:
        return tuple(row.languages)
    spoken = row.person.languages if row.person else ""
    if spoken.strip():
        return tuple(code.strip() for code in spoken.split(",") if code.strip())
    party = row.organisation or row.person
    country = party.country.code if party and party.country else ""
    return SPOKEN_IN.get(country, SPOKEN_ELSEWHERE)


def weight_of(request: MeetingRequest, people: dict[int, Participation]) -> int:
    """What a meeting counts: its priority, more where both want it, more where an official sits at it."""
    is_official = any(people[key].role == ParticipationRole.OFFICIAL for key in (request.asked_by_id, request.asked_id))
    agreed = WEIGHT_AGREED if request.consent == Consent.AGREED else 0
    return request.priority + agreed + (WEIGHT_OFFICIAL if is_official else 0)


def planning_problem(ground: Ground, base: Timetable | None = None, keep: Keep = Keep.LOCKED) -> Problem:
    """The problem of a new timetable. Of an earlier one stays what is locked, or everything."""
    standing = _standing(ground, base)
    fixed = {row.request_id: slot for row, slot in standing if keep == Keep.ALL or row.is_locked}
    kept = [meeting_of(ground, row, slot) for row, slot in standing if row.request_id in fixed]
    blockers, blocked = _blockers(ground)
    return Problem(
        slots=tuple(_slot(ground, slot) for slot in ground.slots),
        tables=len(ground.tables),
        participants=(*_participants(ground), *_nobody(blockers)),
        requests=(*blockers, *(_request(ground, row, fixed.get(row.pk)) for row in ground.wishes)),
        interpreters=_interpreters(ground),
        first_meeting_bonus=ground.rules.first_meeting_bonus,
        previous=(*blocked, *kept) or None,
    )


def _standing(ground: Ground, base: Timetable | None) -> list[tuple[Meeting, MeetingSlot]]:
    """The meetings of a timetable that are still wished for, each with its slot."""
    wished = {row.pk for row in ground.wishes}
    rows = Meeting.objects.filter(timetable=base, request__in=wished) if base else Meeting.objects.none()
    found = [(row, ground.slot_by_start.get(row.starts_at)) for row in rows.order_by("pk")]
    return [(row, slot) for row, slot in found if slot is not None]


def meeting_of(ground: Ground, row: Meeting, slot: MeetingSlot) -> PlannedMeeting:
    """A meeting as the planner writes it."""
    interpreter = name_of_participation(row.interpreter_id, is_interpreter=True) if row.interpreter_id else None
    return PlannedMeeting(f"R{row.request_id}", name_of(slot), _place_of_table(ground, row.table), interpreter)


def _place_of_table(ground: Ground, number: int | None) -> int | None:
    places = {table.number: place for place, table in enumerate(ground.tables, 1)}
    return places.get(number) if number is not None else None


def _slot(ground: Ground, slot: MeetingSlot) -> Slot:
    start, end = slot.starts_at.astimezone(ground.zone), slot.ends_at.astimezone(ground.zone)
    return Slot(name_of(slot), start.date().isoformat(), f"{start:%H:%M}", f"{end:%H:%M}")


def _participants(ground: Ground) -> Iterable[Participant]:
    wanted = {key for row in ground.wishes for key in (row.asked_by_id, row.asked_id)}
    for row in ground.participants:
        if row.pk in wanted:
            limit = row.max_per_day if row.max_per_day is not None else ground.rules.day_limit
            yield Participant(
                name_of(row),
                frozenset(languages_of(row)),
                _unavailable(ground, row),
                limit,
                row.capacity,
                row.pk in ground.stands,
            )


def _interpreters(ground: Ground) -> tuple[PlannedInterpreter, ...]:
    return tuple(
        PlannedInterpreter(name_of(row), frozenset(languages_of(row)), _unavailable(ground, row), row.max_per_day)
        for row in ground.interpreters
    )


def _unavailable(ground: Ground, row: Participation) -> frozenset[str]:
    return frozenset(name_of(slot) for slot in ground.slots if ground.is_away(row.pk, slot))


def _request(ground: Ground, row: MeetingRequest, fixed: MeetingSlot | None) -> Request:
    pair = (name_of(ground.people[row.asked_by_id]), name_of(ground.people[row.asked_id]))
    is_required = row.is_required or fixed is not None
    slot = name_of(fixed) if fixed else None
    return Request(name_of(row), pair, weight_of(row, ground.people), is_required, None, slot)


def _blockers(ground: Ground) -> tuple[list[Request], list[PlannedMeeting]]:
    """A closed table is a meeting of nobody in each slot, which stood there before."""
    requests, meetings = [], []
    for place, table in enumerate(ground.tables, 1):
        for slot in ground.slots:
            if ground.is_closed(table, slot):
                name = f"X{table.number}-{slot.pk}"
                requests.append(Request(name, (NOBODY,), 0, True, None, name_of(slot)))
                meetings.append(PlannedMeeting(name, name_of(slot), place))
    return requests, meetings


def _nobody(blockers: list[Request]) -> tuple[Participant, ...]:
    if not blockers:
        return ()
    return (Participant(NOBODY, frozenset(("-",)), frozenset(), None, max(1, len(blockers)), False),)


# --- The plan -------------------------------------------------------------------------------------------------------


def plan_of(timetable: Timetable, ground: Ground) -> Plan:
    """A timetable as the planner's plan, as far as its meetings stand in slots."""
    slots = ground.slot_by_start
    rows = Meeting.objects.filter(timetable=timetable, request__isnull=False)
    meetings = [meeting_of(ground, row, slots[row.starts_at]) for row in rows if row.starts_at in slots]
    unplaced = tuple(
        Unplaced(row["request"], Reason(row["reason"]), row.get("detail", "")) for row in timetable.unplaced
    )
    return Plan(Status.FEASIBLE, tuple(meetings), unplaced)


def table_numbers(ground: Ground) -> list[int]:
    """The number of the table that the planner calls 1, 2 …, the first at 0."""
    return [table.number for table in ground.tables]


def as_seats(meetings: Iterable[Any]) -> dict[str, list[Any]]:
    """Where each wish stands, as plain values: begin, table, interpreter."""
    return {str(row.request_id): [row.starts_at.isoformat(), row.table, row.interpreter_id] for row in meetings}

"""The grid of a timetable: a row a slot, a column a table; what stands where, read in a few queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kelisim.accounts.fields import Translated
from kelisim.events.models import (
    Consent,
    Event,
    Meeting,
    MeetingRequest,
    MeetingSlot,
    MeetingState,
    MeetingTable,
    Participation,
    ParticipationRole,
    ProgrammeItem,
    ProgrammeKind,
    Timetable,
)
from kelisim.events.planning import FOR_ALL
from kelisim.parties.naming import name_in

BREAKS = (*FOR_ALL, ProgrammeKind.OTHER)
LETTERS = 26
Who = tuple[str, str, bool]  # name, country, is an official


@dataclass(frozen=True, slots=True)
class Cell:
    """A meeting as it stands in the grid."""

    public_id: UUID
    who: str
    note: str
    is_official: bool
    is_locked: bool
    state: str


@dataclass(slots=True)
class GridRow:
    """A slot: its hours, a cell a table (None where the table is free), and what is held at stands."""

    slot: MeetingSlot
    time: str
    cells: list[Cell | None] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)
    at_stands: list[Cell] = field(default_factory=list)
    break_before: Any = None

    @property
    def places(self) -> Iterable[tuple[Cell | None, bool]]:
        return zip(self.cells, self.closed, strict=True)


@dataclass(frozen=True, slots=True)
class Grid:
    """One day of a timetable."""

    day: date | None
    days: list[date]
    tables: list[MeetingTable]
    rows: list[GridRow]
    has_stands: bool


def grid_of(timetable: Timetable, day: date | None = None) -> Grid:
    """The day asked for, else the first one."""
    event = timetable.event
    zone = ZoneInfo(event.time_zone)
    slots = list(MeetingSlot.objects.filter(event=event).order_by("starts_at"))
    days = sorted({slot.starts_at.astimezone(zone).date() for slot in slots})
    shown = day if day in days else (days[0] if days else None)
    mine = [slot for slot in slots if slot.starts_at.astimezone(zone).date() == shown]
    tables = list(MeetingTable.objects.filter(event=event).order_by("number"))
    at_tables, at_stands = _cells(timetable, event, mine)
    rows = []
    for slot in mine:
        row = GridRow(slot, f"{slot.starts_at.astimezone(zone):%H:%M}", at_stands=at_stands[slot.starts_at])
        row.cells = [at_tables.get((slot.starts_at, table.number)) for table in tables]
        row.closed = [bool(table.closed_at and slot.ends_at > table.closed_at) for table in tables]
        rows.append(row)
    _mark_breaks(event, rows)
    return Grid(shown, days, tables, rows, any(row.at_stands for row in rows))


def _mark_breaks(event: Event, rows: list[GridRow]) -> None:
    """Before the first slot after a plenary session or a pause stands what happens meanwhile."""
    items = list(ProgrammeItem.objects.filter(event=event, kind__in=BREAKS).order_by("starts_at"))
    for before, row in zip([None, *rows], rows, strict=False):
        since = before.slot.ends_at if before else row.slot.starts_at.replace(hour=0, minute=0)
        row.break_before = next(
            (item for item in items if since <= item.starts_at and item.ends_at <= row.slot.starts_at), None
        )


def _cells(
    timetable: Timetable, event: Event, slots: list[MeetingSlot]
) -> tuple[dict[tuple[datetime, int], Cell], dict[datetime, list[Cell]]]:
    people = people_of(event)
    rows = Meeting.objects.filter(timetable=timetable, starts_at__in=[slot.starts_at for slot in slots])
    values = rows.exclude(state=MeetingState.CANCELLED).values_list(
        "public_id",
        "starts_at",
        "table",
        "is_locked",
        "state",
        "interpreter_id",
        "request__asked_by_id",
        "request__asked_id",
    )
    at_tables: dict[tuple[datetime, int], Cell] = {}
    at_stands: dict[datetime, list[Cell]] = defaultdict(list)
    for public_id, start, table, is_locked, state, helper, one, other in values.order_by("pk"):
        cell = _cell(public_id, people.get(one), people.get(other), people.get(helper), is_locked, state)
        if table is None:
            at_stands[start].append(cell)
        else:
            at_tables[start, table] = cell
    return at_tables, at_stands


def _cell(public_id: UUID, one: Who | None, other: Who | None, helper: Who | None, is_locked: bool, state: str) -> Cell:
    sides = [side for side in (one, other) if side]
    countries = ", ".join(dict.fromkeys(country for _name, country, _official in sides if country))
    note = " · ".join(part for part in (countries, helper[0] if helper else "") if part)
    who = " – ".join(short(name) for name, _country, _official in sides)
    return Cell(public_id, who, note, any(side[2] for side in sides), is_locked, state)


def short(name: str) -> str:
    """A name that fits into a cell."""
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def people_of(event: Event) -> dict[int, Who]:
    """Names in the page's language, countries and whether they are officials, of all who take part, in one query."""
    values = Participation.everything.filter(event=event).values_list(
        "pk",
        "role",
        name_in("organisation"),
        name_in("person"),
        "organisation__country__code",
        "person__country__code",
    )
    found = {}
    for key, role, organisation, person, country, home in values:
        is_person = role in (ParticipationRole.OFFICIAL, ParticipationRole.INTERPRETER) and person
        name = person if is_person else organisation or person or ""
        found[key] = (name, country or home or "", role == ParticipationRole.OFFICIAL)
    return found


# --- How good it is -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statistics:
    """A timetable in figures."""

    placed: int
    wishes: int
    required: int
    people: int
    without: int
    with_officials: int
    interpreted: int
    weight: Decimal | None
    bound: Decimal | None
    gap: Decimal | None


def statistics_of(timetable: Timetable) -> Statistics:
    """How many wishes are met, whom it leaves without a meeting, how near it is to the best there could be."""
    officials = set(
        Participation.everything.filter(event=timetable.event, role=ParticipationRole.OFFICIAL).values_list(
            "pk", flat=True
        )
    )
    rows = list(
        Meeting.objects.filter(timetable=timetable, request__isnull=False)
        .exclude(state=MeetingState.CANCELLED)
        .values_list("request__asked_by_id", "request__asked_id", "interpreter_id")
    )
    wished = MeetingRequest.objects.filter(event=timetable.event).exclude(consent=Consent.VETOED)
    sides = list(wished.values_list("asked_by_id", "asked_id", "is_required"))
    wanting = {key for one, other, _required in sides for key in (one, other)}
    met = Counter(key for one, other, _helper in rows for key in (one, other))
    return Statistics(
        placed=len(rows),
        wishes=len(sides),
        required=sum(required for _one, _other, required in sides),
        people=len(wanting),
        without=len(wanting - met.keys()),
        with_officials=sum(one in officials or other in officials for one, other, _helper in rows),
        interpreted=sum(helper is not None for _one, _other, helper in rows),
        weight=timetable.weight,
        bound=timetable.bound,
        gap=timetable.gap,
    )


# --- What waits -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wish without a seat."""

    public_id: UUID
    who: str
    priority: int
    is_required: bool
    consent: str
    subject: Translated
    reason: str


def waiting_of(timetable: Timetable, most: int | None = None) -> tuple[list[Waiting], int]:
    """The wishes that have no seat, what must take place first, then by priority, with the planner's reason; and how many."""
    placed = Meeting.objects.filter(timetable=timetable, request__isnull=False).exclude(state=MeetingState.CANCELLED)
    rows = MeetingRequest.objects.filter(event=timetable.event).exclude(consent=Consent.VETOED)
    rows = rows.exclude(pk__in=placed.values("request")).order_by("-is_required", "-priority", "pk")
    reasons = {row["request"]: row["reason"] for row in timetable.unplaced}
    people = people_of(timetable.event)
    return [_waiting(row, people, reasons) for row in rows[:most]], rows.count()


def _waiting(row: MeetingRequest, people: dict[int, Who], reasons: dict[str, str]) -> Waiting:
    return Waiting(
        row.public_id,
        " – ".join(people[key][0] for key in (row.asked_by_id, row.asked_id) if key in people),
        row.priority,
        row.is_required,
        row.consent,
        row.subject,
        reasons.get(f"R{row.pk}", ""),
    )


# --- By the hour, by table, by interpreter ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting in a list that is held in the hand."""

    public_id: UUID
    starts_at: datetime
    ends_at: datetime
    table: int | None
    one: str
    other: str
    interpreter: str
    state: str
    is_official: bool


def lines_of(timetable: Timetable) -> list[Line]:
    """Every meeting in order of time and table."""
    people = people_of(timetable.event)
    values = (
        Meeting.objects.filter(timetable=timetable)
        .exclude(state=MeetingState.CANCELLED)
        .values_list(
            "public_id",
            "starts_at",
            "ends_at",
            "table",
            "request__asked_by_id",
            "request__asked_id",
            "interpreter_id",
            "state",
        )
    )
    nobody: Who = ("", "", False)
    found = []
    for public_id, start, end, table, one, other, helper, state in values.order_by("starts_at", "table", "pk"):
        first, second = people.get(one, nobody), people.get(other, nobody)
        found.append(
            Line(
                public_id,
                start,
                end,
                table,
                first[0],
                second[0],
                people.get(helper, nobody)[0],
                state,
                first[2] or second[2],
            )
        )
    return found

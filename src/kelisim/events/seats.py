"""The seats of one version of a timetable: what would clash if a meeting stood elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.engines.planning.seating import Lack, Obstacle, Seating
from kelisim.events.models import Meeting, MeetingRequest, MeetingSlot, Timetable
from kelisim.events.naming import name_people, shown
from kelisim.events.planning import (
    Ground,
    ground_of,
    is_blocker,
    key_of,
    meeting_of,
    name_of,
    name_of_participation,
    planning_problem,
)


class Seats:
    """Who sits where in a timetable, as the ledger stands now; `without` is taken out first, to be put elsewhere."""

    def __init__(self, timetable: Timetable, *, without: Meeting | None = None, ground: Ground | None = None) -> None:
        self.ground = ground or name_people(ground_of(timetable.event))
        self.problem = planning_problem(self.ground)
        rows = Meeting.objects.filter(timetable=timetable, request__isnull=False).exclude(
            pk=without.pk if without else None
        )
        self.rows = [row for row in rows if f"R{row.request_id}" in self.problem.request_by_id]
        self.taken = {(row.starts_at, row.table): row for row in self.rows if row.table is not None}
        self.seating = Seating(self.problem, [*self._meetings(), *(self.problem.previous or ())])

    def _meetings(self) -> Iterable:
        slots = self.ground.slot_by_start
        return [meeting_of(self.ground, row, slots[row.starts_at]) for row in self.rows if row.starts_at in slots]

    @cached_property
    def requests(self) -> dict[int, MeetingRequest]:
        return {row.pk: row for row in self.ground.requests}

    @property
    def weight(self) -> float:
        """The planner's objective of what stands."""
        return self.seating.objective

    def clashes(self, request: int, slot: MeetingSlot, table: int | None = None) -> list[str]:
        """What is in the way of a wish in a slot, in words; nothing where it can stand there."""
        if f"R{request}" not in self.problem.request_by_id:
            return [_("One side refused or does not come: this wish is not planned.")]
        if not any(row.pk == slot.pk for row in self.ground.slots):
            return [_("No meetings are held at this time.")]
        found = [self._words(each, slot) for each in self.seating.obstacles(f"R{request}", name_of(slot))]
        return [*found, *self._clashes_of_table(slot, table)]

    def by_slot(self, request: int) -> dict[int, list[str]]:
        """For every slot what is in the way of a wish there."""
        return {slot.pk: self.clashes(request, slot) for slot in self.ground.slots}

    def _clashes_of_table(self, slot: MeetingSlot, number: int | None) -> list[str]:
        if number is None:
            return []
        table = next((row for row in self.ground.tables if row.number == number), None)
        if table is None:
            return [_("There is no table %(table)s.") % {"table": number}]
        if self.ground.is_closed(table, slot):
            return [_("Table %(table)s is closed then.") % {"table": number}]
        other = self.taken.get((slot.starts_at, number))
        return [_("At table %(table)s sit %(who)s then.") % {"table": number, "who": self.pair(other)}] if other else []

    def _words(self, obstacle: Obstacle, slot: MeetingSlot) -> str:
        who = self.name(obstacle.who)
        match obstacle.lack:
            case Lack.PERSON:
                return _("%(who)s is in another meeting then: %(other)s.") % {
                    "who": who,
                    "other": ", ".join(
                        self.pair_of(int(name[1:])) for name in obstacle.holders if not is_blocker(name)
                    ),
                }
            case Lack.PRESENCE:
                return _("%(who)s has another duty then.") % {"who": who}
            case Lack.LIMIT:
                most = self.problem.people[obstacle.who].max_per_day or 0
                words = ngettext(
                    "%(who)s has %(most)s meeting on this day, as many as may be.",
                    "%(who)s has %(most)s meetings on this day, as many as may be.",
                    most,
                )
                return words % {"who": who, "most": most}
            case Lack.TABLE:
                return _("All tables are taken then.")
            case Lack.INTERPRETER:
                return _("No interpreter for these languages is free then.")
            case _:
                return _("The meeting may not stand there.")

    def name(self, planned: str) -> str:
        """A participant by the planner's name."""
        row = self.ground.people.get(key_of(planned)) if planned[1:].isdigit() else None
        return shown(row) if row else planned

    def pair(self, meeting: Meeting) -> str:
        return self.pair_of(meeting.request_id or 0)

    def pair_of(self, request: int) -> str:
        """The two of a wish."""
        row = self.requests[request]
        people = self.ground.people
        return " – ".join(shown(people[key]) for key in (row.asked_by_id, row.asked_id) if key in people)

    def interpreter_for(self, request: int, slot: MeetingSlot, wished: int | None = None) -> int | None:
        """The key of an interpreter who can come, the wished one where he can; none where a language is common."""
        name, at = f"R{request}", name_of(slot)
        if not self.seating.needs_interpreter(name):
            return None
        helpers = self.seating.helpers(name)
        mine = name_of_participation(wished, is_interpreter=True) if wished else ""
        if mine in helpers and self.seating._is_free(mine, at):
            return wished
        found = self.seating.free_interpreter(name, at)
        return key_of(found) if found else None

    def seat(self, request: int, slot: MeetingSlot, interpreter: int | None) -> None:
        """Put a meeting in, so that the weight counts it."""
        helper = name_of_participation(interpreter, is_interpreter=True) if interpreter else None
        self.seating.seat(f"R{request}", name_of(slot), helper)


def first_free_table(seats: Seats, request: int, slot: MeetingSlot, wished: int | None) -> int | None:
    """The wished table where it is free in a slot, else the first free one; none where somebody has a stand."""
    if not seats.seating.takes_table(f"R{request}"):
        return None
    ground = seats.ground
    free = [
        table.number
        for table in ground.tables
        if (slot.starts_at, table.number) not in seats.taken and not ground.is_closed(table, slot)
    ]
    return wished if wished in free else min(free)

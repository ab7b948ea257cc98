"""A plan laid out over its problem: who is where, what is left, and what keeps a request from a slot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from kelisim.engines.planning.problem import Meeting, Participant, Problem, Request


class Lack(StrEnum):
    """What a request may lack in a slot."""

    SLOT = "slot"  # the slot is not among those allowed to it
    PRESENCE = "presence"  # somebody is not there
    PERSON = "person"  # somebody is in another meeting
    LIMIT = "limit"  # somebody has as many meetings as a day allows
    ORDER = "order"  # another meeting stands on the wrong side of it
    TABLE = "table"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that a request lacks in a slot, and the meetings of which one must go to give it, if any can."""

    lack: Lack
    who: str = ""
    holders: tuple[str, ...] = ()


class Seating:
    """Meetings as they stand; they can be taken out and put in, and all of it undone (`tried`). It keeps no rule by itself:
    ask `obstacles` first.
    """

    def __init__(self, problem: Problem, meetings: Iterable[Meeting]) -> None:
        self.problem = problem
        self.slot_of: dict[str, str] = {}
        self.interpreter_of: dict[str, str | None] = {}
        self._done: list[tuple[bool, str, str, str | None]] = []  # seated or taken out, request, slot, interpreter
        self._in_slot: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._on_day: Counter[tuple[str, str]] = Counter()
        self._at_tables: dict[str, set[str]] = defaultdict(set)
        self._day_of = {slot.id: slot.day for slot in problem.slots}
        self._later: dict[str, list[str]] = defaultdict(list)
        for request in problem.requests:
            for earlier in request.after:
                self._later[earlier].append(request.id)
        for meeting in meetings:
            self.seat(meeting.request, meeting.slot, meeting.interpreter)

    # --- What is asked -------------------------------------------------------------------------------------------

    def request(self, name: str) -> Request:
        return self.problem.request_by_id[name]

    def parties(self, name: str) -> list[Participant]:
        return [self.problem.people[who] for who in self.request(name).participants]

    def takes_table(self, name: str) -> bool:
        return not any(person.booth for person in self.parties(name))

    def needs_interpreter(self, name: str) -> bool:
        return not frozenset.intersection(*(person.languages for person in self.parties(name)))

    def helpers(self, name: str) -> list[str]:
        """Interpreters who share a language with each party."""
        sides = [person.languages for person in self.parties(name)]
        return [row.id for row in self.problem.interpreters if all(side & row.languages for side in sides)]

    def can_go(self, name: str) -> bool:
        """Whether a meeting may leave its slot at all."""
        is_past = self.problem.order[self.slot_of[name]] < self.problem.frozen
        return not is_past and self.request(name).fixed is None

    def open_slots(self) -> list[str]:
        """The slots that are not of the past."""
        return [slot.id for slot in self.problem.slots[self.problem.frozen :]]

    def obstacles(self, name: str, slot: str) -> list[Obstacle]:
        """All that a request which is not seated lacks in a slot; nothing where it can be seated."""
        return [
            *self._of_slot(name, slot),
            *self._of_people(name, slot),
            *self._of_order(name, slot),
            *self._of_room(name, slot),
        ]

    def free_interpreter(self, name: str, slot: str) -> str | None:
        """Somebody who can interpret in a slot, the one with the fewest languages first."""
        free = [who for who in self.helpers(name) if self._is_free(who, slot)]
        return min(free, key=lambda who: len(self.problem.interpreter_by_id[who].languages), default=None)

    def _is_free(self, who: str, slot: str) -> bool:
        row = self.problem.interpreter_by_id[who]
        return slot not in row.unavailable and not self._in_slot[who, slot] and not self._has_reached_limit(who, slot)

    def _has_reached_limit(self, who: str, slot: str) -> bool:
        row = self.problem.people.get(who) or self.problem.interpreter_by_id[who]
        return row.max_per_day is not None and self._on_day[who, self._day_of[slot]] >= row.max_per_day

    def _of_slot(self, name: str, slot: str) -> Iterator[Obstacle]:
        request = self.request(name)
        if (request.slots is not None and slot not in request.slots) or request.fixed not in (None, slot):
            yield Obstacle(Lack.SLOT)

    def _of_people(self, name: str, slot: str) -> Iterator[Obstacle]:
        for person in self.parties(name):
            if slot in person.unavailable:
                yield Obstacle(Lack.PRESENCE, person.id)
            if len(self._in_slot[person.id, slot]) >= person.capacity:
                yield Obstacle(Lack.PERSON, person.id, self._that_can_go(self._in_slot[person.id, slot]))
            elif self._has_reached_limit(person.id, slot):
                yield Obstacle(Lack.LIMIT, person.id, self._that_can_go(self._of_day(person.id, slot)))

    def _of_order(self, name: str, slot: str) -> Iterator[Obstacle]:
        place = self.problem.order
        wrong = [
            other
            for other in self.request(name).after
            if other in self.slot_of and place[self.slot_of[other]] >= place[slot]
        ]
        wrong += [
            other for other in self._later[name] if other in self.slot_of and place[self.slot_of[other]] <= place[slot]
        ]
        for other in wrong:
            yield Obstacle(Lack.ORDER, other, self._that_can_go([other]))

    def _of_room(self, name: str, slot: str) -> Iterator[Obstacle]:
        if self.takes_table(name) and len(self._at_tables[slot]) >= self.problem.tables:
            yield Obstacle(Lack.TABLE, holders=self._that_can_go(self._at_tables[slot]))
        if self.needs_interpreter(name) and self.free_interpreter(name, slot) is None:
            yield Obstacle(Lack.INTERPRETER, holders=self._that_can_go(self._that_hold_interpreters(name, slot)))

    def _that_hold_interpreters(self, name: str, slot: str) -> Iterator[str]:
        """Meetings each of which keeps, alone, an interpreter who would do."""
        for who in self.helpers(name):
            row = self.problem.interpreter_by_id[who]
            if slot in row.unavailable:
                continue
            if self._in_slot[who, slot]:
                yield from self._in_slot[who, slot]
            elif row.max_per_day:
                yield from self._of_day(who, slot)

    def _of_day(self, who: str, slot: str) -> set[str]:
        day = self._day_of[slot]
        return {name for other in self._day_of if self._day_of[other] == day for name in self._in_slot[who, other]}

    def _that_can_go(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those that may leave, what costs least first."""
        return tuple(sorted((n for n in set(names) if self.can_go(n)), key=lambda n: (self.request(n).weight, n)))

    def languages_needed(self, name: str) -> tuple[str, ...]:
        """The fewest languages with which one interpreter reaches every party."""
        sides = [person.languages for person in self.parties(name)]
        known = sorted(frozenset.union(*sides))
        for count in range(1, len(sides) + 1):
            for chosen in combinations(known, count):
                if all(side & set(chosen) for side in sides):
                    return chosen
        return tuple(known)

    # --- What is changed -----------------------------------------------------------------------------------------

    @contextmanager
    def tried(self) -> Iterator[None]:
        """What is changed inside, the problem too, is as it was afterwards."""
        problem, mark = self.problem, len(self._done)
        try:
            yield
        finally:
            for is_seated, name, slot, interpreter in reversed(self._done[mark:]):
                if is_seated:
                    self.take_out(name)
                else:
                    self.seat(name, slot, interpreter)
            del self._done[mark:]
            self.problem = problem

    def seat(self, name: str, slot: str, interpreter: str | None = None) -> None:
        self.slot_of[name], self.interpreter_of[name] = slot, interpreter
        for who in self._all_of(name):
            self._in_slot[who, slot].add(name)
            self._on_day[who, self._day_of[slot]] += 1
        if self.takes_table(name):
            self._at_tables[slot].add(name)
        self._done.append((True, name, slot, interpreter))

    def take_out(self, name: str) -> None:
        slot = self.slot_of[name]
        for who in self._all_of(name):
            self._in_slot[who, slot].discard(name)
            self._on_day[who, self._day_of[slot]] -= 1
        self._at_tables[slot].discard(name)
        self._done.append((False, name, slot, self.interpreter_of[name]))
        del self.slot_of[name], self.interpreter_of[name]

    def _all_of(self, name: str) -> list[str]:
        interpreter = self.interpreter_of[name]
        return [*self.request(name).participants, *([interpreter] if interpreter else [])]

    # --- What it is worth ----------------------------------------------------------------------------------------

    @property
    def moved(self) -> int:
        """Meetings of the previous plan that stand in another slot."""
        return sum(self.slot_of.get(name, slot) != slot for name, slot in self.problem.slot_before.items())

    @property
    def objective(self) -> float:
        """Weights and bonuses, less the cost of moves (docs/how-to-plan.md)."""
        problem = self.problem
        met = {who for name in self.slot_of for who in self.request(name).participants}
        kept = sum(name in self.slot_of for name in problem.slot_before)
        return (
            sum(self.request(name).weight for name in self.slot_of)
            + len(met) * problem.first_meeting_bonus
            + kept * problem.keep_bonus
            - self.moved * problem.move_cost
        )

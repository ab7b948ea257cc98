"""The board: who meets where at this moment of the search, and whether one more meeting would fit."""

from __future__ import annotations

from collections.abc import Iterable

from kelisim.engines.planning.case import NOWHERE, Case, slots_in


class Board:
    """Meetings with their slots and interpreters; keeps all rules but what must be placed."""

    def __init__(self, case: Case) -> None:
        self.case = case
        slots, days = len(case.slots), len(case.days)
        self.slot_of = [NOWHERE] * len(case.requests)
        self.interpreter_of = [NOWHERE] * len(case.requests)
        self.at_slot: list[set[int]] = [set() for _ in case.slots]
        self.load = [[0] * slots for _ in case.people]
        self.full = [case.all_bits & ~free for free in case.free]
        self.on_day = [[0] * days for _ in case.people]
        self.meetings_of = [0] * len(case.people)
        self.tables_used = [0] * slots
        self.tables_full = 0 if case.problem.tables else case.all_bits
        self.heard = [[NOWHERE] * slots for _ in case.interpreters]
        self.heard_on_day = [[0] * days for _ in case.interpreters]
        self.ears = [
            0 if limit == 0 else free for free, limit in zip(case.interpreter_free, case.interpreter_limit, strict=True)
        ]
        self.moved = 0
        self.weight = 0

    def copy_from(self, slots: list[int], interpreters: list[int]) -> None:
        """Stand as another board stood."""
        for request in self.case.requests:
            if self.slot_of[request] != NOWHERE and (
                self.slot_of[request] != slots[request] or self.interpreter_of[request] != interpreters[request]
            ):
                self.take(request)
        for request in self.case.requests:
            if self.slot_of[request] == NOWHERE and slots[request] != NOWHERE:
                self.put(request, slots[request], interpreters[request])

    def put(self, request: int, slot: int, interpreter: int = NOWHERE) -> None:
        case, day = self.case, self.case.day_of[slot]
        self.slot_of[request], self.interpreter_of[request] = slot, interpreter
        self.at_slot[slot].add(request)
        for person in case.people_of[request]:
            self.load[person][slot] += 1
            if self.load[person][slot] >= case.capacity[person]:
                self.full[person] |= 1 << slot
            self.on_day[person][day] += 1
            self.meetings_of[person] += 1
            if self.meetings_of[person] == 1:
                self.weight += case.bonus
        if case.takes_table[request]:
            self.tables_used[slot] += 1
            if self.tables_used[slot] >= case.problem.tables:
                self.tables_full |= 1 << slot
        if interpreter != NOWHERE:
            self._lend(interpreter, slot, request)
        self.moved += case.is_moved(request, slot)
        self.weight += case.value(request, slot)

    def take(self, request: int) -> None:
        """Take a meeting off the board."""
        case, slot = self.case, self.slot_of[request]
        day, interpreter = case.day_of[slot], self.interpreter_of[request]
        self.slot_of[request], self.interpreter_of[request] = NOWHERE, NOWHERE
        self.at_slot[slot].discard(request)
        for person in case.people_of[request]:
            self.load[person][slot] -= 1
            self.full[person] &= ~(1 << slot)
            self.on_day[person][day] -= 1
            self.meetings_of[person] -= 1
            if self.meetings_of[person] == 0:
                self.weight -= case.bonus
        if case.takes_table[request]:
            self.tables_used[slot] -= 1
            self.tables_full &= ~(1 << slot)
        if interpreter != NOWHERE:
            self._give_back(interpreter, slot)
        self.moved -= case.is_moved(request, slot)
        self.weight -= case.value(request, slot)

    def open_slots(self, request: int) -> int:
        """The slots in which its people are free, within their limits, with a table and in order; interpreters apart."""
        case = self.case
        bits = case.allowed[request]
        for person in case.people_of[request]:
            bits &= ~self.full[person]
            limit = case.limit[person]
            if limit is not None:
                for day in case.days:
                    if self.on_day[person][day] >= limit:
                        bits &= ~case.day_bits[day]
        if case.takes_table[request]:
            bits &= ~self.tables_full
        return bits & self.in_order(request) & self._without_moving(request) if bits else 0

    def in_order(self, request: int) -> int:
        case, bits = self.case, self.case.all_bits
        if case.is_ordered[request]:
            for other in case.earlier.get(request, ()):
                if self.slot_of[other] != NOWHERE:
                    bits &= ~((2 << self.slot_of[other]) - 1)
            for other in case.later.get(request, ()):
                if self.slot_of[other] != NOWHERE:
                    bits &= (1 << self.slot_of[other]) - 1
        return bits

    def _without_moving(self, request: int) -> int:
        case, most = self.case, self.case.problem.max_moved
        if most is None or self.moved < most or case.before[request] == NOWHERE:
            return case.all_bits
        return 1 << case.before[request]

    def _lend(self, i: int, slot: int, request: int) -> None:
        day = self.case.day_of[slot]
        self.heard[i][slot] = request
        self.heard_on_day[i][day] += 1
        self.ears[i] &= ~(1 << slot)
        if self.heard_on_day[i][day] == self.case.interpreter_limit[i]:
            self.ears[i] &= ~self.case.day_bits[day]

    def _give_back(self, i: int, slot: int) -> None:
        case, day = self.case, self.case.day_of[slot]
        was_at_limit = self.heard_on_day[i][day] == case.interpreter_limit[i]
        self.heard[i][slot] = NOWHERE
        self.heard_on_day[i][day] -= 1
        for free in slots_in(case.day_bits[day] & case.interpreter_free[i]) if was_at_limit else (slot,):
            if self.heard[i][free] == NOWHERE:
                self.ears[i] |= 1 << free

    def free_interpreter(self, request: int, slot: int) -> int | None:
        """An interpreter for it (NOWHERE where it needs none), the one who can do least else; None where none is free."""
        case, kind = self.case, self.case.kind[request]
        if kind == NOWHERE:
            return NOWHERE
        day, best = case.day_of[slot], None
        for i in case.helpers[kind]:
            if self.ears[i] >> slot & 1:
                rank = len(case.problem.interpreters[i].languages), self.heard_on_day[i][day], i
                best = rank if best is None or rank < best else best
        return None if best is None else best[2]

    def is_open_to(self, i: int, slot: int) -> bool:
        """Whether an interpreter is there, has nothing to do and is within his limit."""
        return bool(self.ears[i] >> slot & 1)

    def exchange(self, request: int, slot: int) -> int | None:
        """Free an interpreter for it by giving his meeting in this slot to another one."""
        case = self.case
        hopeless = {case.kind[request]}
        for i in case.helpers[case.kind[request]]:
            other = self.heard[i][slot]
            if other == NOWHERE or case.kind[other] in hopeless:
                continue
            second = self.free_interpreter(other, slot)
            if second is not None:
                self._give_back(i, slot)
                self._lend(second, slot, other)
                self.interpreter_of[other] = second
                return i
            hopeless.add(case.kind[other])
        return None

    def hand_over(self, request: int, i: int) -> bool:
        """Let this interpreter hear a meeting; his own in that slot, if he has one, goes to who heard it until now."""
        case, slot, now = self.case, self.slot_of[request], self.interpreter_of[request]
        other = self.heard[i][slot]
        if i not in case.helpers[case.kind[request]]:
            return False
        if other == NOWHERE and not self.is_open_to(i, slot):
            return False
        if other != NOWHERE and now not in case.helpers[case.kind[other]]:
            return False
        self._give_back(now, slot)
        if other != NOWHERE:
            self._give_back(i, slot)
            self._lend(now, slot, other)
            self.interpreter_of[other] = now
        self._lend(i, slot, request)
        self.interpreter_of[request] = i
        return True

    def place(self, request: int, slots: Iterable[int]) -> bool:
        """Put it into the first of these slots that has an interpreter for it."""
        for slot in slots:
            interpreter = self.free_interpreter(request, slot)
            if interpreter is None:
                interpreter = self.exchange(request, slot)
            if interpreter is not None:
                self.put(request, slot, interpreter)
                return True
        return False

    def by_room(self, bits: int, request: int) -> list[int]:
        """Slots of a set: the old one first, then the emptiest."""
        before = self.case.before[request]
        return sorted(slots_in(bits), key=lambda slot: (slot != before, self.tables_used[slot], slot))

    def fill(self, requests: Iterable[int]) -> int:
        """Place what fits of these, each where there is most room, if it is worth it."""
        placed = 0
        shut = [0] * len(self.case.helpers)  # slots in which a kind found nobody; filling frees nobody
        for request in requests:
            if self.slot_of[request] != NOWHERE:
                continue
            kind = self.case.kind[request]
            bits = self.open_slots(request) & ~(shut[kind] if kind != NOWHERE else 0)
            worth = [s for s in self.by_room(bits, request) if self.gain(request, s) >= 0 or self.case.must[request]]
            if self.place(request, worth):
                placed += 1
            elif kind != NOWHERE:
                shut[kind] |= sum(1 << slot for slot in worth)
        return placed

    def gain(self, request: int, slot: int) -> int:
        """What it would add there, first meetings included."""
        first = sum(self.meetings_of[person] == 0 for person in self.case.people_of[request])
        return self.case.value(request, slot) + first * self.case.bonus

    def unplaced(self) -> list[int]:
        return [request for request in self.case.requests if self.slot_of[request] == NOWHERE]

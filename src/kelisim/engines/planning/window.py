"""A window: some slots solved anew to the best, while everything outside of them stands still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, slots_in
from kelisim.engines.planning.linear import Linear


class Window:
    """The linear model of a window: `requests` may stand in `slots` or nowhere (where they stand now is outside or in)."""

    def __init__(self, board: Board, slots: Iterable[int], requests: Sequence[int]) -> None:
        self.board, self.case = board, board.case
        self.slots = sorted(slots)
        self.bits = sum(1 << slot for slot in self.slots)
        self.linear = Linear()
        self.requests = requests
        self.inside = set(requests)
        self.at: dict[int, dict[int, int]] = {}
        self.by_slot: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.arcs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self._count_outside()
        for request in requests:
            self._request(request)
        self._people()
        self._tables()
        self._interpreters()
        self._moves()
        self._order()

    def _count_outside(self) -> None:
        """What people and interpreters are left with by what stands still."""
        board, case = self.board, self.case
        self.load: dict[int, list[int]] = {}
        self.day_load: dict[int, list[int]] = {}
        self.met: dict[int, int] = {}
        for request in self.requests:
            for person in case.people_of[request]:
                if person not in self.load:
                    self.load[person] = list(board.load[person])
                    self.day_load[person] = list(board.on_day[person])
                    self.met[person] = board.meetings_of[person]
        self.tables = list(board.tables_used)
        self.heard_on_day = [list(days) for days in board.heard_on_day]
        self.moved = board.moved
        for request in self.requests:
            slot = board.slot_of[request]
            if slot == NOWHERE:
                continue
            for person in case.people_of[request]:
                self.load[person][slot] -= 1
                self.day_load[person][case.day_of[slot]] -= 1
                self.met[person] -= 1
            self.tables[slot] -= case.takes_table[request]
            if board.interpreter_of[request] != NOWHERE:
                self.heard_on_day[board.interpreter_of[request]][case.day_of[slot]] -= 1
            self.moved -= case.is_moved(request, slot)

    def _request(self, request: int) -> None:
        case, now = self.case, self.board.slot_of[request]
        bits = case.allowed[request] & self.bits & self._outer_order(request)
        found = {}
        for slot in slots_in(bits):
            day = case.day_of[slot]
            if not self._has_place(request, slot, day):
                continue
            found[slot] = self.linear.add(case.value(request, slot), int(slot == now))
            self.by_slot[slot].append((request, found[slot]))
        self.at[request] = found
        names = list(found.values())
        self.linear.at_most(names, 1)
        if case.must[request]:
            self.linear.at_least(names, 1)

    def _has_place(self, request: int, slot: int, day: int) -> bool:
        case = self.case
        for person in case.people_of[request]:
            limit = case.limit[person]
            if self.load[person][slot] >= case.capacity[person]:
                return False
            if limit is not None and self.day_load[person][day] >= limit:
                return False
        return not case.takes_table[request] or self.tables[slot] < case.problem.tables

    def _outer_order(self, request: int) -> int:
        case, board, bits = self.case, self.board, self.case.all_bits
        if case.is_ordered[request]:
            for other in case.earlier.get(request, ()):
                if other not in self.inside and board.slot_of[other] != NOWHERE:
                    bits &= ~((2 << board.slot_of[other]) - 1)
            for other in case.later.get(request, ()):
                if other not in self.inside and board.slot_of[other] != NOWHERE:
                    bits &= (1 << board.slot_of[other]) - 1
        return bits

    def _people(self) -> None:
        case = self.case
        mine: dict[tuple[int, int], list[int]] = defaultdict(list)
        for slot, row in self.by_slot.items():
            for request, variable in row:
                for person in case.people_of[request]:
                    mine[person, slot].append(variable)
        daily: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (person, slot), variables in mine.items():
            self.linear.at_most(variables, case.capacity[person] - self.load[person][slot])
            daily[person, case.day_of[slot]] += variables
        for (person, day), variables in daily.items():
            limit = case.limit[person]
            if limit is not None:
                self.linear.at_most(variables, limit - self.day_load[person][day])
        if case.bonus:
            self._first_meetings(daily)

    def _first_meetings(self, daily: dict[tuple[int, int], list[int]]) -> None:
        every: dict[int, list[int]] = defaultdict(list)
        for (person, _day), variables in daily.items():
            if self.met[person] == 0:
                every[person] += variables
        for person, variables in every.items():
            met = self.linear.add(self.case.bonus, int(self.board.meetings_of[person] > 0))
            if self.case.bonus > 0:
                self.linear.not_above([met], variables)
            else:
                for variable in variables:
                    self.linear.not_above([variable], [met])

    def _tables(self) -> None:
        for slot, row in self.by_slot.items():
            variables = [variable for request, variable in row if self.case.takes_table[request]]
            self.linear.at_most(variables, self.case.problem.tables - self.tables[slot])

    def _interpreters(self) -> None:
        case, board = self.case, self.board
        daily: dict[tuple[int, int], list[int]] = defaultdict(list)
        for slot, row in self.by_slot.items():
            needs: dict[int, list[int]] = defaultdict(list)
            for request, variable in row:
                if case.kind[request] != NOWHERE:
                    needs[case.kind[request]].append(variable)
            shared: dict[int, list[int]] = defaultdict(list)
            for kind, variables in needs.items():
                arcs = []
                for i in case.helpers[kind]:
                    other = board.heard[i][slot]
                    if not case.interpreter_free[i] >> slot & 1 or (other != NOWHERE and other not in self.inside):
                        continue
                    arc = self.linear.add(0, int(other != NOWHERE and case.kind[other] == kind))
                    arcs.append(arc)
                    shared[i].append(arc)
                    daily[i, case.day_of[slot]].append(arc)
                    self.arcs[kind, slot].append((i, arc))
                self.linear.not_above(variables, arcs)
            for arcs in shared.values():
                self.linear.at_most(arcs, 1)
        for (i, day), arcs in daily.items():
            limit = case.interpreter_limit[i]
            if limit is not None:
                self.linear.at_most(arcs, limit - self.heard_on_day[i][day])

    def _moves(self) -> None:
        most = self.case.problem.max_moved
        if most is not None:
            moves = [v for r, row in self.at.items() for slot, v in row.items() if self.case.is_moved(r, slot)]
            self.linear.at_most(moves, most - self.moved)

    def _order(self) -> None:
        for request in self.requests:
            if not self.case.is_ordered[request]:
                continue
            for other in self.case.earlier.get(request, ()):
                for slot, variable in self.at[request].items():
                    late = [v for s, v in self.at.get(other, {}).items() if s >= slot]
                    self.linear.at_most([variable, *late], 1)

    def lay(self, values: list[int]) -> None:
        """Put the answer on the board."""
        board, case = self.board, self.case
        for request in self.requests:
            if board.slot_of[request] != NOWHERE:
                board.take(request)
        hired = {key: [i for i, arc in arcs if values[arc]] for key, arcs in self.arcs.items()}
        for slot, row in self.by_slot.items():
            for request, variable in row:
                if values[variable]:
                    kind = case.kind[request]
                    board.put(request, slot, NOWHERE if kind == NOWHERE else hired[kind, slot].pop())

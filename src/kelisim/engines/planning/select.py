"""Select: which requests on which day, if the slots of a day were one. Solved exactly it bounds every plan."""

from __future__ import annotations

from collections import defaultdict

from kelisim.engines.planning.case import NOWHERE, Case
from kelisim.engines.planning.linear import Linear


class Selection:
    """The model by days: people, tables and interpreters have so many places on a day."""

    def __init__(self, case: Case) -> None:
        self.case, self.linear = case, Linear()
        self.day_of: dict[int, tuple[int, int]] = {}
        self.at: dict[int, list[int]] = {}
        moved: list[int] = []
        for request in case.requests:
            self.at[request] = self._request(request, moved)
        if case.problem.max_moved is not None:
            self.linear.at_most(moved, case.problem.max_moved)
        self._people()
        self._tables()
        self._interpreters()

    def _request(self, request: int, moved: list[int]) -> list[int]:
        case, found = self.case, []
        before = case.before[request]
        for day in case.days:
            bits = case.allowed[request] & case.day_bits[day]
            if before != NOWHERE and bits >> before & 1:
                found.append(self._variable(request, day, case.weight[request]))
                bits &= ~(1 << before)
            if bits:
                gain = case.weight[request] - (case.move_cost if before != NOWHERE else 0)
                found.append(self._variable(request, day, gain))
                if before != NOWHERE:
                    moved.append(found[-1])
        self.linear.at_most(found, 1)
        if case.must[request]:
            self.linear.at_least(found, 1)
        return found

    def _variable(self, request: int, day: int, gain: int) -> int:
        variable = self.linear.add(gain)
        self.day_of[variable] = (request, day)
        return variable

    def _people(self) -> None:
        case, linear = self.case, self.linear
        for person in case.people:
            mine: dict[int, list[int]] = defaultdict(list)
            useful: dict[int, int] = defaultdict(int)
            for request in case.requests_of[person]:
                for variable in self.at[request]:
                    mine[self.day_of[variable][1]].append(variable)
                for day in case.days:
                    useful[day] |= case.allowed[request] & case.day_bits[day]
            for day, variables in mine.items():
                places = useful[day].bit_count() * case.capacity[person]
                limit = case.limit[person]
                linear.at_most(variables, places if limit is None else min(places, limit))
            if case.bonus and mine:
                every = [variable for variables in mine.values() for variable in variables]
                met = linear.add(case.bonus)
                if case.bonus > 0:
                    linear.not_above([met], every)
                else:
                    for variable in every:
                        linear.not_above([variable], [met])

    def _tables(self) -> None:
        """So many tables a slot, and no more than the requests that could stand there."""
        case = self.case
        for day in case.days:
            variables = [v for v, (r, d) in self.day_of.items() if d == day and case.takes_table[r]]
            wanted = [0] * len(case.slots)
            for request in {self.day_of[v][0] for v in variables}:
                for slot in case.slots:
                    wanted[slot] += case.allowed[request] >> slot & case.day_bits[day] >> slot & 1
            self.linear.at_most(variables, sum(min(case.problem.tables, count) for count in wanted))

    def _interpreters(self) -> None:
        case = self.case
        for day in case.days:
            useful: dict[int, int] = defaultdict(int)
            needs: dict[int, list[int]] = defaultdict(list)
            for variable, (request, d) in self.day_of.items():
                if d == day and case.kind[request] != NOWHERE:
                    needs[case.kind[request]].append(variable)
                    useful[case.kind[request]] |= case.allowed[request]
            groups: dict[tuple[int, ...], int] = defaultdict(int)
            for i in case.interpreters:
                kinds = tuple(kind for kind in needs if i in case.helpers[kind])
                bits = 0
                for kind in kinds:
                    bits |= useful[kind]
                places = (bits & case.interpreter_free[i] & case.day_bits[day]).bit_count()
                limit = case.interpreter_limit[i]
                groups[kinds] += places if limit is None else min(places, limit)
            self._flow(needs, groups)

    def _flow(self, needs: dict[int, list[int]], groups: dict[tuple[int, ...], int]) -> None:
        into: dict[int, list[int]] = defaultdict(list)
        for kinds, places in groups.items():
            arcs = [self.linear.add(0, most=max(places, 1)) for _kind in kinds]
            self.linear.at_most(arcs, places)
            for kind, arc in zip(kinds, arcs, strict=True):
                into[kind].append(arc)
        for kind, variables in needs.items():
            self.linear.not_above(variables, into[kind])

    def days(self, values: list[int]) -> dict[int, int]:
        """The chosen requests with their day."""
        return {request: day for variable, (request, day) in self.day_of.items() if values[variable]}

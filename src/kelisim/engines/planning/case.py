"""A problem as numbers: requests, people and slots are indices, sets of slots are bits of a whole number."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import lcm

from kelisim.engines.planning.problem import Objective, Problem

NOWHERE = -1


class Case:
    """What the search asks again and again, looked up once. Weights are scaled so that they are whole."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = range(len(problem.slots))
        self._set_days()
        self._set_people()
        self._set_interpreters()
        self._set_requests()
        self._set_order()
        self._set_weights()

    def _set_days(self) -> None:
        names = list(dict.fromkeys(slot.day for slot in self.problem.slots))
        self.days = range(len(names))
        self.day_of = [names.index(slot.day) for slot in self.problem.slots]
        self.day_bits = [sum(1 << slot for slot in self.slots if self.day_of[slot] == day) for day in self.days]
        self.all_bits = (1 << len(self.slots)) - 1
        self.past_bits = (1 << self.problem.frozen) - 1

    def _bits(self, names: frozenset[str]) -> int:
        return sum(1 << self.problem.order[name] for name in names)

    def _set_people(self) -> None:
        people = self.problem.participants
        self.people = range(len(people))
        self.free = [self.all_bits & ~self._bits(person.unavailable) for person in people]
        self.capacity = [person.capacity for person in people]
        self.limit = [person.max_per_day for person in people]

    def _set_interpreters(self) -> None:
        interpreters = self.problem.interpreters
        self.interpreters = range(len(interpreters))
        self.interpreter_free = [self.all_bits & ~self._bits(row.unavailable) for row in interpreters]
        self.interpreter_limit = [row.max_per_day for row in interpreters]

    def _set_requests(self) -> None:
        problem, number = self.problem, {person.id: index for index, person in enumerate(self.problem.participants)}
        self.requests = range(len(problem.requests))
        self.people_of = [tuple(number[name] for name in request.participants) for request in problem.requests]
        self.takes_table = [not any(problem.participants[p].booth for p in people) for people in self.people_of]
        self.before = [
            problem.order[problem.slot_before[request.id]] if request.id in problem.slot_before else NOWHERE
            for request in problem.requests
        ]
        self.is_past = [NOWHERE < slot < problem.frozen for slot in self.before]
        self.must = [
            request.required or self.is_past[index] or problem.objective is Objective.BREAKS
            for index, request in enumerate(problem.requests)
        ]
        self._set_languages()
        self.together = [self._together(request) for request in self.requests]
        self.allowed = [self._allowed(request) for request in self.requests]
        self.requests_of: list[list[int]] = [[] for _ in self.people]
        for request in self.requests:
            for person in self.people_of[request]:
                self.requests_of[person].append(request)

    def _set_languages(self) -> None:
        """Requests whose people share no language, by kind: the sets of languages of their people."""
        kinds: dict[frozenset[frozenset[str]], int] = {}
        self.kind: list[int] = []
        for people in self.people_of:
            sides = frozenset(self.problem.participants[person].languages for person in people)
            needs = not frozenset.intersection(*sides)
            self.kind.append(kinds.setdefault(sides, len(kinds)) if needs else NOWHERE)
        self.helpers = [
            [
                i
                for i, interpreter in enumerate(self.problem.interpreters)
                if all(side & interpreter.languages for side in sides)
            ]
            for sides in kinds
        ]

    def _together(self, request: int) -> int:
        """The slots in which all its people are there and which are allowed to it."""
        row, bits = self.problem.requests[request], self.all_bits
        for person in self.people_of[request]:
            bits &= self.free[person]
        if row.slots is not None:
            bits &= self._bits(row.slots)
        return bits if row.fixed is None else bits & (1 << self.problem.order[row.fixed])

    def _allowed(self, request: int) -> int:
        """Where it could stand if it were alone in the world."""
        bits = self.together[request]
        bits &= 1 << self.before[request] if self.is_past[request] else ~self.past_bits
        if self.takes_table[request] and not self.problem.tables:
            return 0
        for person in self.people_of[request]:
            if self.limit[person] == 0:
                return 0
        if self.kind[request] != NOWHERE:
            heard = 0
            for i in self.helpers[self.kind[request]]:
                if self.interpreter_limit[i] != 0:
                    heard |= self.interpreter_free[i]
            bits &= heard
        return bits

    def _set_order(self) -> None:
        """For each request those that come before it and after it where both are placed."""
        number = {request.id: index for index, request in enumerate(self.problem.requests)}
        self.earlier: dict[int, list[int]] = defaultdict(list)
        self.later: dict[int, list[int]] = defaultdict(list)
        for index, request in enumerate(self.problem.requests):
            for name in request.after:
                self.earlier[index].append(number[name])
                self.later[number[name]].append(index)
        self.is_ordered = [request in self.earlier or request in self.later for request in self.requests]

    def _set_weights(self) -> None:
        problem = self.problem
        numbers = [row.weight for row in problem.requests]
        exact = [
            Fraction(str(number))
            for number in (*numbers, problem.first_meeting_bonus, problem.keep_bonus, problem.move_cost)
        ]
        self.scale = lcm(*(number.denominator for number in exact))
        whole = [int(number * self.scale) for number in exact]
        self.bonus, keep, self.move_cost = whole[-3:]
        self.weight = [
            weight + (keep if self.before[index] != NOWHERE else 0) for index, weight in enumerate(whole[:-3])
        ]

    def value(self, request: int, slot: int) -> int:
        """What a request adds where it stands, first meetings apart."""
        return self.weight[request] - (self.move_cost if self.is_moved(request, slot) else 0)

    def is_moved(self, request: int, slot: int) -> bool:
        return self.before[request] not in (NOWHERE, slot)

    def unscaled(self, number: int) -> int | float:
        return number // self.scale if number % self.scale == 0 else number / self.scale


def slots_in(bits: int) -> list[int]:
    """The numbers of the slots in a set."""
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found

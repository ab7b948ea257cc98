"""The fewest breaks as weighted MaxSAT, for a core-guided solver (RC2 of PySAT): each break costs one.

The model is that of Bofill and others (JAIR 2022). It knows no interpreters, no company of several people and no earlier plan.
It looks for plans in which nobody has more breaks than the spread allows; `is_exact` says when their optimum is everybody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kelisim.engines.planning.case import NOWHERE, Case, slots_in
from kelisim.engines.planning.crowd import too_many


@dataclass(frozen=True, slots=True)
class Model:
    """A problem of breaks as plain numbers; `slots` by request, `requests` by person, `days` as slots in order."""

    slots: tuple[tuple[int, ...], ...]
    requests: tuple[tuple[int, ...], ...]
    limits: tuple[int | None, ...]
    takes_table: tuple[bool, ...]
    tables: int
    days: tuple[tuple[int, ...], ...]
    earlier: tuple[tuple[int, int], ...]
    spread: int | None


def model_of(case: Case) -> Model | None:
    """The model of a problem; None where it has something that the model does not know."""
    has_groups = any(kind != NOWHERE for kind in case.kind) or any(capacity > 1 for capacity in case.capacity)
    if has_groups or case.problem.max_moved is not None or case.past_bits:
        return None
    return Model(
        tuple(tuple(slots_in(bits)) for bits in case.allowed),
        tuple(tuple(rows) for rows in case.requests_of),
        tuple(case.limit),
        tuple(case.takes_table),
        case.problem.tables,
        tuple(tuple(slots_in(bits)) for bits in case.day_bits),
        tuple((request, other) for request, others in case.earlier.items() for other in others),
        case.problem.max_break_spread,
    )


def is_exact(model: Model, breaks: int | None) -> bool:
    """Whether no plan with more breaks for somebody can be better, or, where none was found, can exist.

    Where somebody has more breaks than the spread, everybody has at least one.
    """
    if model.spread is None or any(len(rows) < 2 for rows in model.requests):
        return True
    return breaks is not None and breaks <= len(model.requests) + model.spread


@dataclass(frozen=True, slots=True)
class Runner:
    """A SAT solver of PySAT, and how the formula is put to it. What is hard for the one way is as a rule easy for the other.

    `counts_people`: tables are counted by the busy people, of whom there are fewer than meetings, where every meeting
    takes as many; and everybody is told to be busy as often as it has meetings, which is implied. `counter` names the encoding.
    """

    solver: str
    counts_people: bool
    counter: str


RUNNERS = (Runner("cd15", True, "totalizer"), Runner("g4", False, "seqcounter"))


# --- The formula ----------------------------------------------------------------------------------------------------


class _Formula:
    """Clauses over numbered literals, written one rule at a time."""

    def __init__(self, model: Model, runner: Runner) -> None:
        from pysat.formula import WCNF

        self.model, self.runner = model, runner
        self.wcnf, self.top = WCNF(), 0
        self.sizes = Counter(request for rows in model.requests for request in rows)
        self.at = [{slot: self.new() for slot in slots} for slots in model.slots]
        for row in self.at:
            self._placed(list(row.values()))
        self.busy = [self._person(person) for person in range(len(model.requests))]
        self._slots()
        self._order()

    def slots(self, values: Sequence[int]) -> list[int]:
        """The slot of each request in an assignment."""
        true = set(values)
        return [next(slot for slot, literal in row.items() if literal in true) for row in self.at]

    def new(self) -> int:
        self.top += 1
        return self.top

    def hard(self, *literals: int) -> None:
        self.wcnf.append(list(literals))

    def _placed(self, literals: Sequence[int]) -> None:
        self.hard(*literals)
        self.at_most_one(literals)

    def at_most_one(self, literals: Sequence[int]) -> None:
        for place, one in enumerate(literals):
            for other in literals[place + 1 :]:
                self.hard(-one, -other)

    def at_most(self, literals: list[int], most: int) -> None:
        from pysat.card import CardEnc, EncType

        if len(literals) > most:
            encoding = getattr(EncType, self.runner.counter)
            self._take(CardEnc.atmost(literals, most, top_id=self.top, encoding=encoding))

    def exactly(self, literals: list[int], count: int) -> None:
        from pysat.card import CardEnc, EncType

        if count > len(literals):
            self.hard(self.new())
            self.hard(-self.top)
            return
        self._take(CardEnc.equals(literals, count, top_id=self.top, encoding=EncType.totalizer))

    def _take(self, counted: Any) -> None:
        self.top = max(self.top, counted.nv)
        self.wcnf.extend(counted.clauses)

    def _person(self, person: int) -> dict[int, int]:
        """When a person is busy, what the days allow, and the breaks."""
        mine: dict[int, list[int]] = defaultdict(list)
        for request in self.model.requests[person]:
            for slot, literal in self.at[request].items():
                mine[slot].append(literal)
        busy = {slot: self.new() for slot in sorted(mine)}
        for slot, literals in mine.items():
            self.at_most_one(literals)
            self.hard(-busy[slot], *literals)
            for literal in literals:
                self.hard(-literal, busy[slot])
        count = len(self.model.requests[person])
        if self.runner.counts_people and busy:
            self.exactly(list(busy.values()), count)
        limit = self.model.limits[person]
        ends = []
        for day in self.model.days:
            today = [busy[slot] for slot in day if slot in busy]
            if limit is not None:
                self.at_most(today, limit)
            ends += self._ends(busy, day)
        some = self._cost(ends, count)
        if some and len(self.model.days) == 1:
            self._one_block(person, busy, some)
        return busy

    def _cost(self, ends: list[int], count: int) -> int:
        """Each break costs one, told as "has one break", "has two" …: a few costs a person, where each of their ends would
        be many. Returns the literal of the first; 0 where there can be none.
        """
        from pysat.card import ITotalizer

        most = min(len(ends), max(0, count - 1))
        if self.model.spread is not None:
            most = min(most, self.model.spread)
        if not most:
            for end in ends:
                self.hard(-end)
            return 0
        with ITotalizer(ends, ubound=most, top_id=self.top) as counted:
            self.top = max(self.top, counted.top_id)
            self.wcnf.extend(counted.cnf.clauses)
            has = list(counted.rhs)
        for more in has[most:]:
            self.hard(-more)
        for literal in has[:most]:
            self.wcnf.append([-literal], weight=1)
        return has[0]

    def _ends(self, busy: dict[int, int], day: Sequence[int]) -> list[int]:
        """A break ends in a slot: busy now, not just before, busy at some time earlier on the day."""
        ends, started, last = [], 0, 0
        for slot in day:
            now = busy.get(slot, 0)
            if now and started:
                ends.append(self.new())
                self.hard(-now, *([last] if last else []), -started, ends[-1])
            if now:
                since = self.new()
                self.hard(-now, since)
                if started:
                    self.hard(-started, since)
                self.hard(-since, now, *([started] if started else []))
                started = since
            last = now
        return ends

    def _one_block(self, person: int, busy: dict[int, int], has_break: int) -> None:
        """Implied: without a break all meetings of a person stand in one block, which begins somewhere.

        `later[place]` says that it begins there or later; so each slot outside a block is known to be free at once.
        """
        day, rows = self.model.days[0], [self.model.slots[request] for request in self.model.requests[person]]
        places = len(day) - len(rows) + 1
        blocks = [frozenset(day[place : place + len(rows)]) for place in range(places)]
        fits = [too_many([[slot for slot in row if slot in block] for row in rows]) is None for block in blocks]
        if not any(fits):
            self.hard(has_break)
            return
        always = self._always()
        later = [always, *(self.new() for _place in fits[1:]), -always]
        for place, is_fit in enumerate(fits):
            self.hard(later[place], -later[place + 1])
            if not is_fit:
                self.hard(-later[place], later[place + 1])
        for place, slot in enumerate(day):
            if slot in busy:
                covers = later[max(0, place - len(rows) + 1)], -later[min(place + 1, places)]
                for literal in covers:
                    self.hard(has_break, -busy[slot], literal)
                self.hard(has_break, busy[slot], *(-literal for literal in covers))

    def _always(self) -> int:
        """A literal that is true."""
        self.hard(self.new())
        return self.top

    def _slots(self) -> None:
        for day in self.model.days:
            for slot in day:
                if self._are_counted_by_people():
                    people = [row[slot] for row in self.busy if slot in row]
                    self.at_most(people, self.model.tables * max(self.sizes.values(), default=1))
                    continue
                takes = self.model.takes_table
                here = [row[slot] for request, row in enumerate(self.at) if slot in row and takes[request]]
                self.at_most(here, self.model.tables)

    def _are_counted_by_people(self) -> bool:
        """Whether so many busy people are as many tables: every meeting takes one, and as many people."""
        return self.runner.counts_people and len(set(self.sizes.values())) <= 1 and all(self.model.takes_table)

    def _order(self) -> None:
        for request, other in self.model.earlier:
            for slot, literal in self.at[request].items():
                for before, second in self.at[other].items():
                    if before >= slot:
                        self.hard(-literal, -second)


Slots = list[int]  # of each request
CONFLICTS = 2_000  # of the SAT solver, at most, for each request that may not be needed


def solve_formula(
    model: Model, runner: Runner, found: Callable[[Slots], None] | None = None
) -> tuple[int, Slots] | None:
    """The fewest breaks and the slot of each request; None where there is no such plan.

    `found` is called with the first plan that keeps all rules, long before the best one is known.
    """
    from pysat.examples.rc2 import RC2

    formula = _Formula(model, runner)
    with RC2(formula.wcnf, solver=runner.solver, adapt=True, exhaust=True, minz=True, trim=5) as solver:
        if not solver.oracle.solve():
            return None
        if found is not None:
            found(formula.slots(solver.oracle.get_model()))
        best = solver.compute()
        return None if best is None else (solver.cost, formula.slots(best))


# --- Where there is no plan -----------------------------------------------------------------------------------------


class _Placing(_Formula):
    """Only where requests can stand, whatever the breaks; each request has a literal that asks for it."""

    def __init__(self, model: Model) -> None:
        self.asked: list[int] = []
        super().__init__(model, Runner("g4", False, "seqcounter"))

    def _placed(self, literals: Sequence[int]) -> None:
        self.asked.append(self.new())
        self.hard(-self.asked[-1], *literals)
        self.at_most_one(literals)

    def _cost(self, ends: list[int], count: int) -> int:
        return 0


def find_clash(model: Model) -> list[int] | None:
    """Requests that cannot be placed together, few of them; None where all can be placed."""
    from pysat.solvers import Solver

    formula = _Placing(model)
    with Solver(name=formula.runner.solver, bootstrap_with=formula.wcnf.hard) as solver:
        if solver.solve(assumptions=formula.asked):
            return None
        core: list[int] = solver.get_core() or []
        for literal in list(core):
            rest = [other for other in core if other != literal]
            solver.conf_budget(CONFLICTS)
            if literal in core and solver.solve_limited(assumptions=rest) is False:
                core = solver.get_core() or []
    return sorted(formula.asked.index(literal) for literal in core)

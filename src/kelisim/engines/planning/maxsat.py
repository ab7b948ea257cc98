"""The fewest breaks as weighted MaxSAT, for a core-guided solver (RC2 of PySAT): each break costs one.

The model is that of Bofill and others (JAIR 2022). It knows no interpreters, no company of several people and no earlier plan.
It looks for plans in which nobody has more breaks than the spread allows; `is_exact` says when their optimum is everybody's.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from kelisim.engines.planning.case import NOWHERE, Case, slots_in

PR_SET_PDEATHSIG = 1  # of prctl(2)


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
    """A SAT solver of PySAT, and whether it is given the implied rules: a person is busy as often as it has meetings; so many
    tables seat so many people.
    """

    solver: str
    is_implied: bool


RUNNERS = (Runner("cd15", True), Runner("g4", False))  # what is hard for the one is as a rule easy for the other


# --- The formula ----------------------------------------------------------------------------------------------------


class _Formula:
    """Clauses over numbered literals, written one rule at a time."""

    def __init__(self, model: Model, *, is_implied: bool) -> None:
        from pysat.formula import WCNF

        self.model, self.is_implied = model, is_implied
        self.wcnf, self.top = WCNF(), 0
        sizes = Counter(request for rows in model.requests for request in rows)
        self.seats = max(sizes.values(), default=1)
        self.at = [{slot: self.new() for slot in slots} for slots in model.slots]
        for row in self.at:
            self.one_of(list(row.values()))
        self.busy = [self._person(person) for person in range(len(model.requests))]
        self._slots()
        self._order()

    def new(self) -> int:
        self.top += 1
        return self.top

    def hard(self, *literals: int) -> None:
        self.wcnf.append(list(literals))

    def one_of(self, literals: Sequence[int]) -> None:
        self.hard(*literals)
        self.at_most_one(literals)

    def at_most_one(self, literals: Sequence[int]) -> None:
        for place, one in enumerate(literals):
            for other in literals[place + 1 :]:
                self.hard(-one, -other)

    def at_most(self, literals: list[int], most: int) -> None:
        from pysat.card import CardEnc, EncType

        if len(literals) > most:
            self._take(CardEnc.atmost(literals, most, top_id=self.top, encoding=EncType.seqcounter))

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
        if self.is_implied and busy:
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
            self._one_block(busy, self.model.days[0], count, some)
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

    def _one_block(self, busy: dict[int, int], day: Sequence[int], size: int, has_break: int) -> None:
        """Implied: without a break all meetings of a person stand in one block, which begins somewhere."""
        begins = []
        for place in range(len(day) - size + 1):
            block = day[place : place + size]
            if all(slot in busy for slot in block):
                begins.append(self.new())
                for slot, literal in busy.items():
                    self.hard(-begins[-1], literal if slot in block else -literal)
        self.hard(has_break, *begins)

    def _slots(self) -> None:
        model = self.model
        for day in model.days:
            for slot in day:
                here = [row[slot] for request, row in enumerate(self.at) if slot in row and model.takes_table[request]]
                self.at_most(here, model.tables)
                if self.is_implied and all(model.takes_table):
                    self.at_most([row[slot] for row in self.busy if slot in row], model.tables * self.seats)

    def _order(self) -> None:
        for request, other in self.model.earlier:
            for slot, literal in self.at[request].items():
                for before, second in self.at[other].items():
                    if before >= slot:
                        self.hard(-literal, -second)


def solve_formula(model: Model, runner: Runner) -> tuple[int, list[int]] | None:
    """The fewest breaks and the slot of each request; None where there is no such plan."""
    from pysat.examples.rc2 import RC2

    formula = _Formula(model, is_implied=runner.is_implied)
    with RC2(formula.wcnf, solver=runner.solver, adapt=True, exhaust=True, minz=True, trim=5) as solver:
        found = solver.compute()
        if found is None:
            return None
        true = set(found)
        return solver.cost, [next(slot for slot, v in row.items() if v in true) for row in formula.at]


# --- In a process of its own ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """`plan` is the fewest breaks with the slot of each request, or None where the model has no plan."""

    plan: tuple[int, list[int]] | None

    @property
    def breaks(self) -> int | None:
        return None if self.plan is None else self.plan[0]


class Race:
    """The same model in a process for each runner; whichever ends first has the answer."""

    def __init__(self, model: Model, runners: Sequence[Runner]) -> None:
        self.context = get_context("spawn")
        self.answers: list[Connection] = []
        self.children = []
        for runner in runners:
            ours, theirs = self.context.Pipe()
            child = self.context.Process(target=_run, args=(theirs, model, runner), daemon=True)
            child.start()
            theirs.close()
            self.answers.append(ours)
            self.children.append(child)

    def poll(self, seconds: float | None) -> Answer | None:
        """Wait so long for an answer (None: until there is one or every process has ended)."""
        while self.answers and (ready := wait(self.answers, seconds)):
            pipe = next(each for each in self.answers if each in ready)
            try:
                return Answer(pipe.recv())
            except EOFError:
                self.answers.remove(pipe)
        return None

    @property
    def is_lost(self) -> bool:
        """Whether every process ended without an answer."""
        return not self.answers

    def end(self) -> None:
        for child in self.children:
            child.kill()
            child.join()


def _run(pipe: Connection, model: Model, runner: Runner) -> None:
    os.setsid()  # Ctrl-C is for the parent, who ends this process; the solver would hear it, whatever is ignored here
    _die_with_parent()
    threading.Thread(target=_end_with_parent, args=(pipe,), daemon=True).start()
    pipe.send(solve_formula(model, runner))


def _die_with_parent() -> None:
    """Linux ends this process with its parent, also within the solver's long calls, when no thread of ours can run."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_with_parent(pipe: Connection) -> None:
    """Elsewhere: nothing ever comes this way, so what ends the wait is the end of the other side."""
    try:
        pipe.recv()
    except (EOFError, OSError):
        os._exit(1)

"""The search for the fewest breaks when every request is placed: an exact model for CP-SAT, and MaxSAT where it fits.

Two implied rules and a literal for "all my meetings stand in one block" are what makes it fast (Bofill and others, JAIR 2022).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from kelisim.engines.planning import maxsat
from kelisim.engines.planning.aside import Aside
from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, Case, slots_in
from kelisim.engines.planning.compact import breaks_of, compact
from kelisim.engines.planning.duty import Impossible, OutOfTime, conflict_of, find_core, refuse_impossible
from kelisim.engines.planning.effort import Effort, Progress, Report
from kelisim.engines.planning.number import number_tables
from kelisim.engines.planning.plan import Conflict, Plan, Status
from kelisim.engines.planning.race import Race

MANY_THREADS = ("core", "no_lp", "max_lp")
SHARE_OF_CPSAT = 0.4  # of the time, at the end, where MaxSAT has no answer yet
LISTENING = 0.05  # seconds

Found = tuple[Board, int]  # a plan and a proven bound


def solve_breaks(case: Case, effort: Effort, seed: int, progress: Report | None) -> Plan:
    """The plan with the fewest breaks, proven where the time allows it."""
    refuse_impossible(case, case.requests)
    sat = maxsat.model_of(case)
    if sat is None:
        answer = BreakModel(case).solve(effort.left, effort, seed, progress)
    else:
        answer = _race(case, sat, effort, seed, progress)
    if answer is None:
        raise Impossible([_conflict(case, find_core(case, list(case.requests), lambda: max(3.0, effort.left()), seed))])
    board, bound = answer
    breaks = total_breaks(board)
    status = Status.OPTIMAL if bound >= breaks else Status.FEASIBLE
    return Plan(
        status, number_tables(board), breaks=breaks, bound_breaks=min(bound, breaks), moved=board.moved, seed=seed
    )


def _race(case: Case, sat: maxsat.Model, effort: Effort, seed: int, progress: Report | None) -> Found | None:
    """MaxSAT proves in processes of its own and tells a first plan soon; CP-SAT joins in where MaxSAT is late."""
    race = Race(sat, maxsat.RUNNERS[: effort.workers])
    try:
        shown = _await(race, case, effort, progress)
        answer = race.answer
        if answer is None or not maxsat.is_exact(sat, answer.breaks):
            late = _finish(race, case, sat, shown, effort, seed, progress)
            answer = race.answer
            if answer is None or not maxsat.is_exact(sat, answer.breaks):
                return late
        if answer.plan is None:
            raise Impossible([_await_clash(race, case, effort)])
        return board_of(case, answer.plan[1]), answer.plan[0]
    finally:
        race.end()


def _await(race: Race, case: Case, effort: Effort, progress: Report | None) -> Board | None:
    """Until there is an answer or CP-SAT's part of the time has come; the first plan, made better by single moves."""
    shown, last = None, effort.left() * SHARE_OF_CPSAT
    while race.answer is None and not race.is_lost and effort.left() > last:
        race.hear(LISTENING if effort.clock else None)
        if shown is None and race.first is not None and race.answer is None:
            shown = tidied(board_of(case, race.first.slots), effort)
            if progress is not None:
                progress(Progress(effort.passed(), "placed", breaks=total_breaks(shown), bound_breaks=0))
    return shown


def tidied(board: Board, effort: Effort) -> Board:
    """Fewer breaks by moving single meetings; as it was where somebody would then have too many more than others."""
    case, made = board.case, Board(board.case)
    made.copy_from(board.slot_of, board.interpreter_of)
    compact(made, effort)
    counts = [breaks_of(made, person) for person in case.people]
    spread = case.problem.max_break_spread
    return made if spread is None or max(counts) - min(counts) <= spread else board


def _finish(
    race: Race,
    case: Case,
    sat: maxsat.Model,
    shown: Board | None,
    effort: Effort,
    seed: int,
    progress: Report | None,
) -> Found | None:
    """What CP-SAT makes of the rest of the time, or the plan that was there before, whichever is better."""

    def left() -> float:
        race.hear(0)
        is_decided = race.answer is not None and maxsat.is_exact(sat, race.answer.breaks)
        return 0.0 if is_decided else effort.left()

    if shown is not None and left() <= 0:
        return shown, 0
    try:
        found = BreakModel(case).solve(left, effort, seed, progress)
    except OutOfTime:
        if shown is None and race.answer is None:
            raise
        return None if shown is None else (shown, 0)
    if shown is None or found is None or total_breaks(found[0]) <= total_breaks(shown):
        return found
    return shown, found[1]


def board_of(case: Case, slots: maxsat.Slots) -> Board:
    """A board of a problem without interpreters."""
    board = Board(case)
    for request, slot in enumerate(slots):
        board.put(request, slot)
    return board


def total_breaks(board: Board) -> int:
    return sum(breaks_of(board, person) for person in board.case.people)


def _await_clash(race: Race, case: Case, effort: Effort) -> Conflict:
    """Who makes it so that there is no plan, as far as the time allows to find it."""
    while race.clash is None and not race.is_lost and effort.left() > 0:
        race.hear(LISTENING if effort.clock else None)
    if race.clash is None:
        return Conflict(
            "not all requests can be placed within the rules; the time was too short to say which make it so"
        )
    return _conflict(case, None if race.clash.requests is None else conflict_of(case, race.clash.requests))


def _conflict(case: Case, placing: Conflict | None) -> Conflict:
    """That of placing them, or, where all can be placed, of their breaks."""
    spread = case.problem.max_break_spread
    text = f"all requests can be placed, but not so that the numbers of breaks differ by at most {spread}"
    return placing or Conflict(text)


class BreakModel:
    """Who meets when, who is busy when, and where a break ends."""

    def __init__(self, case: Case) -> None:
        from ortools.sat.python import cp_model

        self.case, self.cp = case, cp_model
        self.model = cp_model.CpModel()
        self.at = [{slot: self._new() for slot in slots_in(bits)} for bits in case.allowed]
        self.arcs: dict[tuple[int, int], list[tuple[int, Any]]] = defaultdict(list)
        self.busy: list[dict[int, Any]] = []
        self.breaks: list[list[Any]] = []
        for row in self.at:
            self.model.add_exactly_one(row.values())
        for person in case.people:
            self.busy.append(self._busy(person))
            self.breaks.append(self._breaks(person))
        self._tables()
        self._interpreters()
        self._order()
        self._moves()
        self._spread()
        self.model.minimize(sum(end for ends in self.breaks for end in ends))

    def _new(self) -> Any:
        return self.model.new_bool_var("")

    def _busy(self, person: int) -> dict[int, Any]:
        """A literal for each slot in which a person could meet, and what capacity and days allow."""
        case, model = self.case, self.model
        mine: dict[int, list[Any]] = defaultdict(list)
        for request in case.requests_of[person]:
            for slot, literal in self.at[request].items():
                mine[slot].append(literal)
        busy = {}
        for slot, literals in sorted(mine.items()):
            busy[slot] = self._new()
            if case.capacity[person] == 1:
                model.add_exactly_one([*literals, ~busy[slot]])
            else:
                model.add(sum(literals) <= case.capacity[person])
                model.add_bool_or([*literals, ~busy[slot]])
                model.add_bool_and([busy[slot]]).only_enforce_if(self._any(literals))
        limit = case.limit[person]
        for day in case.days:
            today = [literal for slot, row in mine.items() if case.day_of[slot] == day for literal in row]
            if limit is not None and len(today) > limit:
                model.add(sum(today) <= limit)
        if case.capacity[person] == 1:
            model.add(sum(busy.values()) == len(case.requests_of[person]))
        return busy

    def _any(self, literals: list[Any]) -> Any:
        some = self._new()
        self.model.add_max_equality(some, literals)
        return some

    def _breaks(self, person: int) -> list[Any]:
        ends = []
        for day in case_days(self.case):
            ends += self._breaks_on(person, day)
        one_day = len(self.case.days) == 1 and self.case.capacity[person] == 1
        if one_day and ends:
            self._one_block(person, ends)
        return ends

    def _breaks_on(self, person: int, day: list[int]) -> list[Any]:
        """A break ends in a slot: busy now, not just before, busy at some time earlier on the day."""
        model, busy, ends = self.model, self.busy[person], []
        started: Any = None
        for place, slot in enumerate(day):
            now = busy.get(slot)
            last = busy.get(day[place - 1]) if place else None
            if now is not None and started is not None:
                end = self._new()
                gone = [] if last is None else [last]
                model.add_bool_or([~now, *gone, ~started, end])
                for needed in (now, started, *(~literal for literal in gone)):
                    model.add_implication(end, needed)
                ends.append(end)
            if now is not None:
                before, started = started, self._new()
                model.add_implication(now, started)
                if before is not None:
                    model.add_implication(before, started)
                model.add_bool_or([~started, now, *([] if before is None else [before])])
        return ends

    def _one_block(self, person: int, ends: list[Any]) -> None:
        """Without a break all meetings of a person stand in one block, which begins somewhere."""
        case, model, busy = self.case, self.model, self.busy[person]
        size = len(case.requests_of[person])
        has_break, begins = self._new(), []
        for slot in case.slots:
            block = range(slot, slot + size)
            if block[-1] < len(case.slots) and all(s in busy for s in block):
                begin = self._new()
                for s, literal in busy.items():
                    model.add_implication(begin, literal if s in block else ~literal)
                begins.append(begin)
        model.add_exactly_one([has_break, *begins])
        model.add_bool_or([~has_break, *ends])
        for end in ends:
            model.add_implication(end, has_break)

    def _tables(self) -> None:
        case, model = self.case, self.model
        for slot in case.slots:
            here = [row[slot] for request, row in enumerate(self.at) if slot in row and case.takes_table[request]]
            if len(here) > case.problem.tables:
                model.add(sum(here) <= case.problem.tables)
            self._people_at_tables(slot)

    def _people_at_tables(self, slot: int) -> None:
        """Implied: so many tables seat so many people."""
        case = self.case
        here = [request for request, row in enumerate(self.at) if slot in row]
        if not here or not all(case.takes_table[request] for request in here):
            return
        seats = case.problem.tables * max(len(case.people_of[request]) for request in here)
        people = [busy[slot] for busy in self.busy if slot in busy]
        if len(people) > seats:
            self.model.add(sum(people) <= seats)

    def _interpreters(self) -> None:
        case, model = self.case, self.model
        heard: dict[int, list[Any]] = defaultdict(list)
        daily: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for slot in case.slots:
            heard.clear()
            for kind, helpers in enumerate(case.helpers):
                wants = [row[slot] for r, row in enumerate(self.at) if slot in row and case.kind[r] == kind]
                if not wants:
                    continue
                for i in helpers:
                    if case.interpreter_free[i] >> slot & 1:
                        arc = self._new()
                        self.arcs[kind, slot].append((i, arc))
                        heard[i].append(arc)
                        daily[i, case.day_of[slot]].append(arc)
                model.add(sum(wants) <= sum(arc for _i, arc in self.arcs[kind, slot]))
            for arcs in heard.values():
                model.add_at_most_one(arcs)
        for (i, _day), arcs in daily.items():
            limit = case.interpreter_limit[i]
            if limit is not None:
                model.add(sum(arcs) <= limit)

    def _order(self) -> None:
        for request, others in self.case.earlier.items():
            for other in others:
                for slot, literal in self.at[request].items():
                    late = [before for s, before in self.at[other].items() if s >= slot]
                    self.model.add_at_most_one([literal, *late])

    def _moves(self) -> None:
        case, most = self.case, self.case.problem.max_moved
        if most is not None:
            moves = [v for r, row in enumerate(self.at) for slot, v in row.items() if case.is_moved(r, slot)]
            self.model.add(sum(moves) <= most)

    def _spread(self) -> None:
        spread = self.case.problem.max_break_spread
        if spread is None or not self.breaks:
            return
        least = self.model.new_int_var(0, len(self.case.slots), "")
        if not all(self.breaks):
            self.model.add(least == 0)
        for ends in self.breaks:
            if ends:
                self.model.add(sum(ends) >= least)
                self.model.add(sum(ends) <= least + spread)

    def solve(self, left: Callable[[], float], effort: Effort, seed: int, progress: Report | None) -> Found | None:
        """The best board and a proven bound, as long as something is left; None where there is none at all."""
        solver = self.cp.CpSolver()
        parameters = solver.parameters
        parameters.max_time_in_seconds = max(0.1, left())
        parameters.random_seed = seed
        parameters.catch_sigint_signal = False
        if effort.workers > 1:
            parameters.num_workers = len(MANY_THREADS)
            parameters.subsolvers.extend(MANY_THREADS)
        else:
            parameters.num_workers = 1
            parameters.optimize_with_core = True
            parameters.linearization_level = 0
        watch = _Watch(self, effort, progress)
        status = Aside(lambda: solver.solve(self.model, watch.callback)).result(left)
        if status is None:
            solver.stop_search()
        if status == self.cp.INFEASIBLE:
            return None
        if watch.slots is None:
            raise OutOfTime("the time was too short to place every request; it was not proven impossible either")
        bound = watch.bound if status is None else solver.best_objective_bound
        return self._board(watch.slots, watch.hired), max(0, round(bound + 0.499))

    def _board(self, slots: list[int], hired: dict[tuple[int, int], list[int]]) -> Board:
        case, board = self.case, Board(self.case)
        for request, slot in enumerate(slots):
            kind = case.kind[request]
            board.put(request, slot, NOWHERE if kind == NOWHERE else hired[kind, slot].pop())
        return board


def case_days(case: Case) -> list[list[int]]:
    """The slots of each day in order."""
    return [slots_in(bits) for bits in case.day_bits]


class _Watch:
    """Keeps each better plan and tells of it: a search that is left before its end has found what stands here."""

    def __init__(self, model: BreakModel, effort: Effort, progress: Report | None) -> None:
        watch = self
        self.slots: list[int] | None = None
        self.hired: dict[tuple[int, int], list[int]] = {}
        self.bound = 0.0

        class Callback(model.cp.CpSolverSolutionCallback):  # type: ignore[misc, name-defined]
            def on_solution_callback(self) -> None:
                watch.bound = self.best_objective_bound
                true = self.boolean_value
                watch.hired = {key: [i for i, arc in arcs if true(arc)] for key, arcs in model.arcs.items()}
                watch.slots = [next(slot for slot, v in row.items() if true(v)) for row in model.at]
                if progress is not None:
                    breaks, bound = round(self.objective_value), max(0, round(watch.bound))
                    progress(Progress(effort.passed(), "improved", breaks=breaks, bound_breaks=bound))

        self.callback = Callback()

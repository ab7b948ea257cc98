"""The planner: a problem in, the best plan that the time allows out, judged before it leaves."""

from __future__ import annotations

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import Case
from kelisim.engines.planning.check import judge
from kelisim.engines.planning.compact import compact
from kelisim.engines.planning.duty import Impossible, OutOfTime
from kelisim.engines.planning.effort import Clock, Effort, Progress, Report, Stop
from kelisim.engines.planning.form import problem_as_dict
from kelisim.engines.planning.number import keep_interpreters, number_tables
from kelisim.engines.planning.plan import Plan, Status
from kelisim.engines.planning.problem import Objective, Problem
from kelisim.engines.planning.reasons import explain_unplaced
from kelisim.engines.planning.weigh import WeightSearch

__all__ = ["OutOfTime", "PlanFault", "first_answer", "solve"]

ENDING = 9  # numbering, reasons, judge and file take so many times as long as looking the problem up
LEAST_ENDING = 0.2


class PlanFault(RuntimeError):
    """The judge refused a plan of the solver's: a fault of the planner, never a plan."""


def solve(
    problem: Problem,
    seconds: float,
    seed: int = 1,
    *,
    progress: Report | None = None,
    stop: Stop | None = None,
    workers: int = 2,
    clock: Clock | None = None,
    started: float | None = None,
) -> Plan:
    """The best plan within so many seconds since `started` (now where not given) by `clock` (time.monotonic; without it work is counted).

    `progress` is called with each better result, `stop` is asked between steps and ends the search with the best plan
    so far. OutOfTime where nothing was found and nothing proven.
    """
    effort = Effort(seconds, clock=clock, started=started, workers=workers, stop=stop)
    begun = effort.passed()
    case = Case(problem)
    effort.seconds -= min(LEAST_ENDING + ENDING * (effort.passed() - begun), seconds / 2)
    try:
        if problem.objective is Objective.BREAKS:
            from kelisim.engines.planning.breaks import solve_breaks

            plan = solve_breaks(case, effort, seed, progress)
        else:
            plan = _solve_weight(case, effort, seed, progress)
    except Impossible as error:
        plan = Plan(Status.INFEASIBLE, seed=seed, conflicts=error.conflicts)
    return judged(problem, plan, effort)


def first_answer(
    problem: Problem,
    seed: int = 1,
    *,
    seconds: float = 1.0,
    clock: Clock | None = None,
    started: float | None = None,
) -> Plan:
    """The answer that is ready at once: what can stay stays, the waiting list fills what is free, nothing else moves."""
    effort = Effort(seconds, clock=clock, started=started, workers=1)
    search = WeightSearch(Case(problem), effort, seed, lambda stage: None)
    try:
        search.place_first()
        if problem.previous is None:
            search.board.fill(search.by_weight())
    except Impossible as error:
        return judged(problem, Plan(Status.INFEASIBLE, seed=seed, conflicts=error.conflicts), effort)
    return judged(problem, plan_of(search.board, search.bound, seed), effort)


def _solve_weight(case: Case, effort: Effort, seed: int, progress: Report | None) -> Plan:
    def improved(stage: str) -> None:
        if progress is not None:
            weight, bound = case.unscaled(search.board.weight), case.unscaled(search.bound)
            progress(Progress(effort.passed(), stage, weight=weight, bound=bound))

    search = WeightSearch(case, effort, seed, improved)
    whole, spare = effort.seconds, min(1.0, effort.seconds / 20)
    effort.seconds -= spare
    search.run()
    effort.seconds = whole
    compact(search.board, effort, whole if effort.workers == 1 else spare)
    return plan_of(search.board, search.bound, seed)


def plan_of(board: Board, bound: int, seed: int) -> Plan:
    case = board.case
    keep_interpreters(board)
    return Plan(
        Status.OPTIMAL if board.weight >= bound else Status.FEASIBLE,
        number_tables(board),
        explain_unplaced(board),
        weight=case.unscaled(board.weight),
        bound=case.unscaled(max(bound, board.weight)),
        moved=board.moved,
        seed=seed,
    )


def judged(problem: Problem, plan: Plan, effort: Effort) -> Plan:
    """The plan with its seconds, if the judge finds no fault."""
    from dataclasses import replace

    verdict = judge(problem_as_dict(problem), plan.as_dict())
    if not verdict.is_sound:
        said = "; ".join(str(fault) for fault in verdict.faults[:5])
        raise PlanFault(f"the judge refused the planner's own plan, which is a fault of the planner: {said}")
    breaks = plan.breaks if plan.breaks is not None or plan.status is Status.INFEASIBLE else verdict.breaks
    return replace(plan, breaks=breaks, seconds=effort.passed())

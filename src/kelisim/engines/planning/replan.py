"""Re-plan: an answer at once, a better proposal, and for both what changes and who must be told what.

In the answer at once nothing moves but what must: everything that can stay stays, and the waiting list fills what is
free. The proposal moves meetings where that saves others, as far as the problem allows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kelisim.engines.planning.duty import OutOfTime
from kelisim.engines.planning.effort import Clock, Report, Stop
from kelisim.engines.planning.plan import Plan, Status
from kelisim.engines.planning.problem import Meeting, Problem
from kelisim.engines.planning.solver import first_answer, solve


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting as it stood and as it stands: in another slot, or in its slot at another table or with another interpreter."""

    before: Meeting
    after: Meeting


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody, a participant or an interpreter, has to be told."""

    who: str
    moved: tuple[Move, ...] = ()
    reseated: tuple[Move, ...] = ()
    lost: tuple[Meeting, ...] = ()
    new: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """The earlier plan against this one. `cancelled` is what nobody asks for any more; `notices` has those who need one."""

    moved: tuple[Move, ...]
    reseated: tuple[Move, ...]
    lost: tuple[Meeting, ...]
    new: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Replan:
    first: Plan
    proposal: Plan
    first_changes: Changes
    changes: Changes

    @property
    def moves(self) -> int:
        """How many meetings the proposal moves."""
        return len(self.changes.moved)

    @property
    def saves(self) -> int:
        """How many earlier meetings it keeps beyond the answer at once; below zero where it gives some up for others."""
        return len(self.first_changes.lost) - len(self.changes.lost)

    @property
    def points(self) -> int | float:
        """What it adds to the objective."""
        return (self.proposal.weight or 0) - (self.first.weight or 0)


def replan(
    problem: Problem,
    seconds: float,
    seed: int = 1,
    *,
    at_once: Callable[[Plan], None] | None = None,
    progress: Report | None = None,
    stop: Stop | None = None,
    workers: int = 2,
    clock: Clock | None = None,
    started: float | None = None,
) -> Replan:
    """Both answers within so many seconds; `at_once` is called with the first as soon as it stands."""
    first = first_answer(problem, seed, seconds=seconds, clock=clock, started=started)
    if at_once is not None:
        at_once(first)
    proposal = first
    if first.status is Status.FEASIBLE:
        try:
            found = solve(
                problem, seconds, seed, progress=progress, stop=stop, workers=workers, clock=clock, started=started
            )
            proposal = _better(first, found)
        except OutOfTime:  # what must be placed was found at once; it stands
            pass
    return Replan(first, proposal, changes(problem, first), changes(problem, proposal))


def _better(first: Plan, found: Plan) -> Plan:
    """The one that is worth more, with what is proven about both."""
    if found.weight is None or first.weight is None or found.weight >= first.weight:
        return found
    bound = max(first.weight, found.bound or first.weight)
    status = Status.OPTIMAL if bound == first.weight else Status.FEASIBLE
    return replace(first, bound=bound, status=status, seconds=found.seconds)


def changes(problem: Problem, plan: Plan) -> Changes:
    """What is other in a plan than in the one before it. Without an earlier plan everything is new."""
    before = {row.request: row for row in problem.previous or ()}
    now = {row.request: row for row in plan.meetings}
    gone = [row for name, row in before.items() if name not in now]
    return Changes(
        *_moves(before, now),
        lost=tuple(row for row in gone if row.request in problem.request_by_id),
        new=tuple(row for name, row in now.items() if name not in before),
        cancelled=tuple(row for row in gone if row.request not in problem.request_by_id),
        notices=_notices(problem, before.values(), now.values()),
    )


def _moves(before: dict[str, Meeting], now: dict[str, Meeting]) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """In another slot; in the same slot, but elsewhere or with somebody else."""
    other = [Move(before[name], row) for name, row in now.items() if name in before and before[name] != row]
    moved = tuple(move for move in other if move.before.slot != move.after.slot)
    return moved, tuple(move for move in other if move.before.slot == move.after.slot)


def _notices(problem: Problem, before: Iterable[Meeting], now: Iterable[Meeting]) -> tuple[Notice, ...]:
    """Each who has something to be told, in the problem's order, participants before interpreters."""
    old, new = _diaries(problem, before), _diaries(problem, now)
    everybody = [*problem.people, *problem.interpreter_by_id]
    notices = (_notice(who, old[who], new[who]) for who in everybody if old[who] != new[who])
    return tuple(notices)


def _notice(who: str, before: dict[str, Meeting], now: dict[str, Meeting]) -> Notice:
    moved, reseated = _moves(before, now)
    lost = tuple(row for name, row in before.items() if name not in now)
    return Notice(who, moved, reseated, lost, tuple(row for name, row in now.items() if name not in before))


def _diaries(problem: Problem, meetings: Iterable[Meeting]) -> dict[str, dict[str, Meeting]]:
    """The meetings of each; of a cancelled one only its interpreter is known."""
    diaries: dict[str, dict[str, Meeting]] = defaultdict(dict)
    for row in meetings:
        request = problem.request_by_id.get(row.request)
        for who in request.participants if request else ():
            diaries[who][row.request] = row
        if row.interpreter is not None:
            diaries[row.interpreter][row.request] = row
    return diaries

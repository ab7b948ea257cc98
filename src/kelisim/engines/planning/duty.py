"""Duty: what must be placed is placed first, or it is proven that it cannot be and said what makes it so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, Case, slots_in
from kelisim.engines.planning.crowd import too_many
from kelisim.engines.planning.linear import solve_cpsat
from kelisim.engines.planning.plan import Conflict
from kelisim.engines.planning.window import Window


class OutOfTime(Exception):
    """No plan was found in the time, and none was proven impossible."""


class Impossible(Exception):
    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("; ".join(conflict.message for conflict in conflicts))


def place_duties(board: Board, left: Callable[[], float], seed: int) -> None:
    """Bring every request that must be placed onto an empty board."""
    case = board.case
    duties = [request for request in case.requests if case.must[request]]
    refuse_impossible(case, duties)
    _lay_past(board)
    board.fill(sorted(duties, key=lambda request: (case.allowed[request].bit_count(), request)))
    if any(board.slot_of[request] == NOWHERE for request in duties):
        _solve(board, duties, left, seed)


def _lay_past(board: Board) -> None:
    """The past stands as it was, its interpreters too where they still can."""
    case = board.case
    number = {interpreter.id: i for i, interpreter in enumerate(case.problem.interpreters)}
    heard = {row.request: number.get(row.interpreter or "", NOWHERE) for row in case.problem.previous or ()}
    for request in case.requests:
        slot, i = case.before[request], heard.get(case.problem.requests[request].id, NOWHERE)
        if not case.is_past[request] or not board.open_slots(request) >> slot & 1:
            continue
        if case.kind[request] == NOWHERE:
            board.put(request, slot)
        elif i in case.helpers[case.kind[request]] and board.is_open_to(i, slot):
            board.put(request, slot, i)


def _solve(board: Board, duties: list[int], left: Callable[[], float], seed: int) -> None:
    window = Window(board, board.case.slots, duties)
    window.linear.gains = [0] * len(window.linear.gains)
    answer = solve_cpsat(window.linear, left(), workers=2, seed=seed)
    if answer.is_impossible:
        raise Impossible([conflict_of(board.case, _core(board.case, duties, left, seed))])
    if answer.values is None:
        raise OutOfTime("the time was too short to place all that is required; none of it was proven impossible")
    window.lay(answer.values)


def refuse_impossible(case: Case, duties: Sequence[int]) -> None:
    """What can be seen without a search: a request that cannot stand alone, a person with more requests than slots for them."""
    single = [conflict for request in duties if (conflict := alone_impossible(case, request))]
    if single:
        raise Impossible(single)
    wanted = set(duties)
    crowded = []
    for person in case.people:
        mine = [request for request in case.requests_of[person] if request in wanted]
        rows = too_many([slots_in(case.allowed[request]) for request in mine], case.capacity[person])
        if rows is not None:
            crowded.append(conflict_of(case, [mine[row] for row in rows]))
    if crowded:
        raise Impossible(crowded)


def alone_impossible(case: Case, request: int) -> Conflict | None:
    """Why it could not stand even if it were the only one."""
    if case.allowed[request]:
        return None
    row = case.problem.requests[request]
    names = ", ".join(row.participants)
    if case.is_past[request] and not case.together[request] >> case.before[request] & 1:
        slot = case.problem.slots[case.before[request]].id
        text = f"{row.id} stands in the frozen slot {slot}, where {names} cannot meet any more"
    elif not case.together[request]:
        where = f"in its fixed slot {row.fixed}" if row.fixed else "in any slot allowed to it"
        text = f"{row.id} must be placed, and {names} are not free together {where}"
    elif case.takes_table[request] and not case.problem.tables:
        text = f"{row.id} must be placed, and there are no tables"
    elif any(case.limit[person] == 0 for person in case.people_of[request]):
        text = f"{row.id} must be placed, and somebody of {names} may have no meeting on any day"
    elif not case.together[request] & ~case.past_bits:
        text = f"{row.id} must be placed, and {names} are free together in the past only"
    else:
        text = f"{row.id} must be placed, and no interpreter for {names} is there when they are free together"
    return Conflict(text, (row.id,), row.participants)


def find_core(case: Case, duties: list[int], left: Callable[[], float], seed: int) -> Conflict | None:
    """What makes it impossible to place these; None where that is not proven."""
    if not _is_impossible(case, duties, left(), seed):
        return None
    return conflict_of(case, _core(case, duties, left, seed))


def _core(case: Case, duties: list[int], left: Callable[[], float], seed: int) -> list[int]:
    """A small set of requests that cannot be placed together: whatever can be left out is."""
    core = list(duties)
    size = max(1, len(core) // 2)
    while size >= 1 and left() > 0.5:
        start = 0
        while start < len(core) and left() > 0.5:
            rest = core[:start] + core[start + size :]
            if rest and _is_impossible(case, rest, min(2.0, left()), seed):
                core = rest
            else:
                start += size
        size = size // 2
    return core


def _is_impossible(case: Case, requests: list[int], seconds: float, seed: int) -> bool:
    window = Window(Board(case), case.slots, requests)
    window.linear.gains = [0] * len(window.linear.gains)
    return solve_cpsat(window.linear, seconds, workers=1, seed=seed).is_impossible


def conflict_of(case: Case, core: list[int]) -> Conflict:
    ids = tuple(case.problem.requests[request].id for request in core)
    counts: dict[int, int] = {}
    for request in core:
        for person in case.people_of[request]:
            counts[person] = counts.get(person, 0) + 1
    shared = [case.problem.participants[person].id for person, count in sorted(counts.items()) if count > 1]
    people = tuple(shared or [case.problem.participants[person].id for person in sorted(counts)])
    bits = 0
    for request in core:
        bits |= case.allowed[request]
    where = ", ".join(case.problem.slots[slot].id for slot in slots_in(bits)[:12])
    text = f"{', '.join(ids[:30])}{' …' if len(ids) > 30 else ''} must all be placed and cannot be together"
    return Conflict(f"{text}: people {', '.join(people[:30])}; slots open to them {where}", ids, people)

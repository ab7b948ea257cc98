"""Reasons: for each request that is not placed, what stands in its way, slot by slot."""

from __future__ import annotations

from collections import defaultdict

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, slots_in
from kelisim.engines.planning.plan import Reason, Unplaced

MOST_NAMES = 24


def explain_unplaced(board: Board) -> tuple[Unplaced, ...]:
    return tuple(_explain(board, request) for request in board.unplaced())


def _explain(board: Board, request: int) -> Unplaced:
    case = board.case
    row = case.problem.requests[request]
    if not case.together[request]:
        where = " in the slots allowed to them" if row.slots is not None or row.fixed else ""
        return Unplaced(row.id, Reason.NO_COMMON_SLOT, f"{', '.join(row.participants)} are never free together{where}.")
    if not case.together[request] & ~case.past_bits:
        text = f"{', '.join(row.participants)} are free together only in the past, which stays as it was."
        return Unplaced(row.id, Reason.NO_COMMON_SLOT, text)
    found: dict[Reason, list[int]] = defaultdict(list)
    holders: dict[int, None] = {}
    for slot in slots_in(case.together[request] & ~case.past_bits):
        reason, held = _obstacle(board, request, slot)
        found[reason].append(slot)
        holders.update(dict.fromkeys(held))
    reason = Reason.COMPETITION if Reason.COMPETITION in found else max(found, key=lambda key: len(found[key]))
    return Unplaced(row.id, reason, _detail(board, request, reason, found, list(holders)))


def _obstacle(board: Board, request: int, slot: int) -> tuple[Reason, list[int]]:
    """What keeps it from one slot, the hardest obstacle first, and the meetings that hold it."""
    case, day = board.case, board.case.day_of[slot]
    people = case.people_of[request]
    if case.kind[request] != NOWHERE and not any(
        case.interpreter_free[i] >> slot & 1 and case.interpreter_limit[i] != 0
        for i in case.helpers[case.kind[request]]
    ):
        return Reason.NO_INTERPRETER, []
    if case.takes_table[request] and not case.problem.tables:
        return Reason.NO_TABLE, []
    busy = [other for other in sorted(board.at_slot[slot]) if _keeps(board, other, people, slot)]
    if busy:
        return Reason.COMPETITION, busy
    for person in people:
        limit = case.limit[person]
        if limit is not None and board.on_day[person][day] >= limit:
            return Reason.DAY_LIMIT, []
    if not board.in_order(request) >> slot & 1:
        return Reason.ORDER, []
    if case.takes_table[request] and board.tables_full >> slot & 1:
        return Reason.NO_TABLE, [other for other in sorted(board.at_slot[slot]) if case.takes_table[other]]
    if board.free_interpreter(request, slot) is None:
        return Reason.NO_INTERPRETER, [h for i in case.helpers[case.kind[request]] if (h := board.heard[i][slot]) >= 0]
    return Reason.COMPETITION, []


def _keeps(board: Board, other: int, people: tuple[int, ...], slot: int) -> bool:
    case = board.case
    return any(p in case.people_of[other] and board.load[p][slot] >= case.capacity[p] for p in people)


def _detail(board: Board, request: int, reason: Reason, found: dict[Reason, list[int]], holders: list[int]) -> str:
    case, slots = board.case, board.case.problem.slots
    names = ", ".join(slots[slot].id for slot in found[reason])
    if reason is Reason.DAY_LIMIT:
        at_limit = sorted(
            {
                f"{case.problem.participants[p].id} ({limit} on {slots[slot].day})"
                for slot in found[reason]
                for p in case.people_of[request]
                if (limit := case.limit[p]) is not None and board.on_day[p][case.day_of[slot]] >= limit
            }
        )
        text = f"The day limit is reached: {', '.join(at_limit)}; its people would be free in {names}."
    elif reason is Reason.NO_TABLE:
        text = f"All {case.problem.tables} tables are taken in {names}, where its people are free."
    elif reason is Reason.NO_INTERPRETER:
        text = f"No interpreter for its languages is left in {names}, where its people are free."
    elif reason is Reason.ORDER:
        text = f"Its people are free only in {names}, which is against the order asked for."
    elif holders:
        shown = ", ".join(
            f"{case.problem.requests[r].id} ({case.problem.requests[r].weight})" for r in holders[:MOST_NAMES]
        )
        more = f" and {len(holders) - MOST_NAMES} more" if len(holders) > MOST_NAMES else ""
        text = f"Its slots are held by {shown}{more}; to place it ({case.problem.requests[request].weight}) would not gain."
    elif (
        case.before[request] != NOWHERE and case.problem.max_moved is not None and board.moved >= case.problem.max_moved
    ):
        text = f"Its old slot is lost, and {board.moved} meetings, as many as may be, are moved already."
    else:
        text = "A slot is free, but to place it would lower the objective."
    others = [(key, value) for key, value in found.items() if key is not reason]
    if others:
        text += (
            " Elsewhere: " + "; ".join(f"{key.value} in {', '.join(slots[s].id for s in v)}" for key, v in others) + "."
        )
    return text

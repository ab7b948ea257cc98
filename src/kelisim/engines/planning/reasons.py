"""Reasons: for each request that is not placed, what stands in its way, slot by slot."""

from __future__ import annotations

from collections import defaultdict

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, Case, slots_in
from kelisim.engines.planning.plan import Reason, Unplaced

MOST_NAMES = 24


Seats = dict[tuple[int, int], list[int]]  # (person, slot) -> meetings, looked up once for all that is explained


def explain_unplaced(board: Board) -> tuple[Unplaced, ...]:
    seats = _seats(board)
    return tuple(_explain(board, seats, request) for request in board.unplaced())


def _seats(board: Board) -> Seats:
    seats: Seats = defaultdict(list)
    for slot in board.case.slots:
        for request in board.at_slot[slot]:
            for person in board.case.people_of[request]:
                seats[person, slot].append(request)
    return seats


def _explain(board: Board, seats: Seats, request: int) -> Unplaced:
    case = board.case
    row = case.problem.requests[request]
    if not case.together[request]:
        where = " in the slots allowed to them" if row.slots is not None or row.fixed else ""
        return Unplaced(row.id, Reason.NO_COMMON_SLOT, f"{', '.join(row.participants)} are never free together{where}.")
    if not case.together[request] & ~case.past_bits:
        text = f"{', '.join(row.participants)} are free together only in the past, which stays as it was."
        return Unplaced(row.id, Reason.NO_COMMON_SLOT, text)
    found = _obstacles(board, request)
    reason = Reason.COMPETITION if Reason.COMPETITION in found else max(found, key=lambda key: len(found[key]))
    return Unplaced(row.id, reason, _detail(board, request, reason, found, _holders(board, seats, request, found)))


def _obstacles(board: Board, request: int) -> dict[Reason, list[int]]:
    """What keeps it from each slot in which its people are there, the hardest obstacle first."""
    case, people = board.case, board.case.people_of[request]
    left = case.together[request] & ~case.past_bits
    full = limited = 0
    for person in people:
        full |= board.full[person]
        limit = case.limit[person]
        for day in case.days if limit is not None else ():
            if board.on_day[person][day] >= (limit or 0):
                limited |= case.day_bits[day]
    needs_table, needs_ears = case.takes_table[request], case.kind[request] != NOWHERE
    every = case.all_bits
    found: dict[Reason, list[int]] = defaultdict(list)
    for reason, bits in (
        (Reason.NO_INTERPRETER, every & ~_ever_heard(case, request) if needs_ears else 0),
        (Reason.NO_TABLE, every if needs_table and not case.problem.tables else 0),
        (Reason.COMPETITION, full),
        (Reason.DAY_LIMIT, limited),
        (Reason.ORDER, every & ~board.in_order(request)),
        (Reason.NO_TABLE, board.tables_full if needs_table else 0),
        (Reason.NO_INTERPRETER, every & ~_heard_now(board, request) if needs_ears else 0),
        (Reason.COMPETITION, every),
    ):
        if left & bits:
            found[reason] += slots_in(left & bits)
            left &= ~bits
    return {reason: sorted(slots) for reason, slots in found.items()}


def _ever_heard(case: Case, request: int) -> int:
    """The slots in which there is somebody at all who could interpret."""
    bits = 0
    for i in case.helpers[case.kind[request]]:
        bits |= case.interpreter_free[i] if case.interpreter_limit[i] != 0 else 0
    return bits


def _heard_now(board: Board, request: int) -> int:
    bits = 0
    for i in board.case.helpers[board.case.kind[request]]:
        bits |= board.ears[i]
    return bits


def _holders(board: Board, seats: Seats, request: int, found: dict[Reason, list[int]]) -> list[int]:
    """The meetings that keep its people, in order of time."""
    case, holders = board.case, dict[int, None]()
    for slot in found.get(Reason.COMPETITION, ()):
        full = [person for person in case.people_of[request] if board.full[person] >> slot & 1]
        holders.update(dict.fromkeys(sorted({other for person in full for other in seats[person, slot]})))
    return list(holders)


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

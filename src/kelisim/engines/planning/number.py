"""Number: slots and interpreters of the board become meetings with tables; a table is kept where it can be."""

from __future__ import annotations

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE
from kelisim.engines.planning.problem import Meeting


def keep_interpreters(board: Board) -> None:
    """Meetings that stand in their old slot get their old interpreter back where he can come without anybody's loss."""
    case = board.case
    number = {interpreter.id: i for i, interpreter in enumerate(case.problem.interpreters)}
    old = {row.request: number.get(row.interpreter or "", NOWHERE) for row in case.problem.previous or ()}
    wish = [old.get(request.id, NOWHERE) for request in case.problem.requests]
    stays = [r for r in case.requests if board.slot_of[r] == case.before[r] != NOWHERE and wish[r] != NOWHERE]
    for request in stays:
        i, now = wish[request], board.interpreter_of[request]
        if now in (i, NOWHERE):
            continue
        other = board.heard[i][board.slot_of[request]]
        if other == NOWHERE or wish[other] != i or board.slot_of[other] != case.before[other]:
            board.hand_over(request, i)


def number_tables(board: Board) -> tuple[Meeting, ...]:
    """Meetings in order of time. Before all a meeting keeps the table of the earlier plan, then a person his last one."""
    case = board.case
    old = {row.request: row.table for row in case.problem.previous or ()}
    last: dict[int, int] = {}
    meetings: list[Meeting] = []
    for slot in case.slots:
        free = set(range(1, board.tables_used[slot] + len(board.at_slot[slot]) + 1))
        free = set(range(1, case.problem.tables + 1)) if case.problem.tables <= len(free) else free
        here = sorted(board.at_slot[slot])
        tables: dict[int, int | None] = {}
        for request in here:
            wish = old.get(case.problem.requests[request].id)
            is_same = case.takes_table[request] and case.before[request] == slot
            if is_same and wish and wish <= case.problem.tables and wish not in tables.values():
                tables[request] = wish
                free.discard(wish)
        for request in here:
            if request not in tables:
                tables[request] = _table(board, request, free, last)
            table = tables[request]
            if table is not None:
                last.update(dict.fromkeys(case.people_of[request], table))
        meetings += [_meeting(board, request, tables[request]) for request in here]
    return tuple(meetings)


def _table(board: Board, request: int, free: set[int], last: dict[int, int]) -> int | None:
    if not board.case.takes_table[request]:
        return None
    kept = [last[person] for person in board.case.people_of[request] if last.get(person) in free]
    table = kept[0] if kept else min(free)
    free.discard(table)
    return table


def _meeting(board: Board, request: int, table: int | None) -> Meeting:
    problem, i = board.case.problem, board.interpreter_of[request]
    interpreter = None if i == NOWHERE else problem.interpreters[i].id
    return Meeting(problem.requests[request].id, problem.slots[board.slot_of[request]].id, table, interpreter)

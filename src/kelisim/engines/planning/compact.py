"""Compact: among plans of one weight fewer breaks; meetings move to another open slot where that closes a gap."""

from __future__ import annotations

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, slots_in
from kelisim.engines.planning.effort import Effort


def breaks_of(board: Board, person: int) -> int:
    """The runs of empty slots between two meetings of a person on one day."""
    case, load, breaks, last, day = board.case, board.load[person], 0, NOWHERE, NOWHERE
    for slot in case.slots:
        if load[slot]:
            breaks += case.day_of[slot] == day and slot - last > 1
            last, day = slot, case.day_of[slot]
    return breaks


def compact(board: Board, effort: Effort, seconds: float = 1.0) -> None:
    """Move single meetings as long as breaks become fewer; weight and number of moved meetings stay."""
    case, end = board.case, effort.passed() + seconds
    found = True
    while found:
        found = False
        for request in case.requests:
            if effort.passed() > end or effort.left() <= 0:
                return
            if board.slot_of[request] != NOWHERE and case.before[request] == NOWHERE:
                found |= _move(board, request)


def _move(board: Board, request: int) -> bool:
    case, old, interpreter = board.case, board.slot_of[request], board.interpreter_of[request]
    people = case.people_of[request]
    breaks, weight = sum(breaks_of(board, person) for person in people), board.weight
    if not breaks:
        return False
    board.take(request)
    for slot in slots_in(board.open_slots(request) & ~(1 << old)):
        heard = board.free_interpreter(request, slot)
        if heard is None:
            continue
        board.put(request, slot, heard)
        if board.weight == weight and sum(breaks_of(board, person) for person in people) < breaks:
            return True
        board.take(request)
    board.put(request, old, interpreter)
    return False

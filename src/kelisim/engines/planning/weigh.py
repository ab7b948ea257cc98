"""The search for the largest weight: bound, first board, then window after window solved to the best."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import gcd

from kelisim.engines.planning.aside import Aside
from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, Case
from kelisim.engines.planning.duty import place_duties
from kelisim.engines.planning.effort import Effort
from kelisim.engines.planning.linear import Answer, Linear, solve_mip
from kelisim.engines.planning.select import Selection
from kelisim.engines.planning.window import Window

SMALL = 6_000  # a whole problem of so many variables is solved at once
WIDE = 4_500  # variables of a window that is solved in a fraction of a second
LONGEST_WINDOW = 10.0


class WeightSearch:
    """Keeps the best board; `improved` is called whenever weight or bound got better."""

    def __init__(self, case: Case, effort: Effort, seed: int, improved: Callable[[str], None]) -> None:
        self.case, self.effort, self.improved = case, effort, improved
        self.random, self.seed = random.Random(seed), seed  # noqa: S311 (a search, no secret)
        self.board = Board(case)
        self.step = self._step()
        self.bound = self._plain_bound()

    def run(self) -> None:
        """Search until the bound is reached or the effort ends."""
        case = self.case
        self.place_first()
        self._place_moved()
        self.improved("placed")
        if sum(bits.bit_count() for bits in case.allowed) <= SMALL and self._solve_whole():
            return
        self._select()
        self._improve()

    def place_first(self) -> None:
        """What must be placed, what can stay, and whatever of the waiting list fits beside it; nothing else moves."""
        case = self.case
        place_duties(self.board, self.effort.left, self.seed)
        self._keep_previous()
        if case.problem.previous is not None:
            self.board.fill(request for request in self.by_weight() if case.before[request] == NOWHERE)

    def _place_moved(self) -> None:
        """What lost its slot goes elsewhere: beside the waiting list, or before it, whichever is worth more."""
        case, first = self.case, self.board
        if case.problem.previous is None:
            return
        second = Board(case)
        for request in case.requests:
            slot = first.slot_of[request]
            if slot != NOWHERE and (case.must[request] or slot == case.before[request]):
                second.put(request, slot, first.interpreter_of[request])
        for board in (first, second):
            board.fill(self.by_weight())
        self.board = max(first, second, key=lambda board: board.weight)

    @property
    def is_optimal(self) -> bool:
        return self.board.weight >= self.bound

    def _plain_bound(self) -> int:
        """Everything that adds something, placed."""
        case = self.case
        everybody = max(0, case.bonus) * len(case.people)
        gains = [
            weight - (min(0, case.move_cost) if case.before[request] != NOWHERE else 0)
            for request, weight in enumerate(case.weight)
            if case.allowed[request]
        ]
        return self._rounded(sum(gain for gain in gains if gain > 0) + everybody)

    def _step(self) -> int:
        """Every weight that a plan can have is a multiple of this."""
        case = self.case
        return gcd(*case.weight, case.bonus, case.move_cost) or 1

    def _rounded(self, bound: float) -> int:
        """The largest weight that a plan can have below a bound, with room for the solver's rounding."""
        if isinstance(bound, int):
            return bound // self.step * self.step
        return int((bound + 1e-6 * max(1.0, abs(bound) * 1e-3)) // self.step) * self.step

    def _lower_bound_to(self, bound: float | None) -> None:
        if bound is not None:
            self.bound = max(self.board.weight, min(self.bound, self._rounded(bound)))

    def _keep_previous(self) -> None:
        """Everything that can stay stays; then the waiting list, the worthiest first."""
        board, case = self.board, self.case
        stays = [r for r in case.requests if case.before[r] != NOWHERE and board.slot_of[r] == NOWHERE]
        for request in sorted(stays, key=lambda r: (-case.weight[r], r)):
            slot = case.before[request]
            if board.open_slots(request) >> slot & 1 and board.gain(request, slot) >= 0:
                board.place(request, [slot])

    def by_weight(self) -> list[int]:
        case = self.case
        return sorted(case.requests, key=lambda r: (case.before[r] == NOWHERE, -case.weight[r], r))

    def _solve_whole(self) -> bool:
        """A small problem is one window; True where it is proven."""
        window = Window(self.board, self.case.slots, list(self.case.requests))
        self.effort.spend(len(window.linear.gains))
        answer = self._solved(window.linear, self.effort.left())
        self._take(window, answer.values)
        self._lower_bound_to(answer.bound)
        self.improved("whole")
        return answer.is_proven

    def _select(self) -> None:
        selection = Selection(self.case)
        self.effort.spend(len(selection.linear.gains))
        answer = self._solved(selection.linear, self.effort.left() * 0.7, is_whole=False)
        self._lower_bound_to(answer.bound)
        if answer.values is None and self.effort.left() > 0:
            answer = self._solved(selection.linear, self.effort.left() * 0.5, gap=1e-5)
            self._lower_bound_to(answer.bound)
        days = selection.days(answer.values) if answer.values else {}
        self._follow(days)
        self.improved("selected")

    def _follow(self, days: dict[int, int]) -> None:
        """A second board after the selection; the better of the two stays."""
        case, first = self.case, self.board
        if first.weight == 0 or case.problem.previous is None:
            second = Board(case)
            second.copy_from(first.slot_of, first.interpreter_of)
            order = sorted(case.requests, key=lambda r: (r not in days, -case.weight[r], r))
            for request in order:
                if request in days and second.slot_of[request] == NOWHERE:
                    bits = second.open_slots(request) & case.day_bits[days[request]]
                    second.place(request, second.by_room(bits, request))
            second.fill(self.by_weight())
            if second.weight >= first.weight:
                self.board = second
        self.board.fill(self.by_weight())

    def _solved(self, linear: Linear, seconds: float, *, gap: float = 0.0, is_whole: bool = True) -> Answer:
        """Solved aside, so that a stop is heard."""
        return self._begin(linear, seconds, gap=gap, is_whole=is_whole).result(self.effort.left) or Answer(None, None)

    def _begin(self, linear: Linear, seconds: float, *, gap: float = 0.0, is_whole: bool = True) -> Aside[Answer]:
        return Aside(lambda: solve_mip(linear, seconds, gap=gap, seed=self.seed, is_whole=is_whole))

    def _improve(self) -> None:
        """Window after window; where two may work, by turns one over all days and pairs of windows on different days."""
        width, turn = 4, 0
        lanes = self._lanes()
        while not self.effort.is_over() and not self.is_optimal:
            windows = self._windows([self._useful] if turn % 2 else lanes, width)
            if not windows:
                return
            turn += 1
            self._solve_windows(windows)
            variables = max(len(window.linear.gains) for window in windows)
            if variables < WIDE // 2:
                width = min(width + 1, len(self.case.slots))
            elif variables > WIDE and width > 1:
                width -= 1

    @property
    def _useful(self) -> list[int]:
        return [slot for slot in self.case.slots if not self.case.past_bits >> slot & 1]

    def _lanes(self) -> list[list[int]]:
        """Slots by days, in two halves that do not touch each other but by the waiting list; else all in one."""
        case = self.case
        days = sorted({case.day_of[slot] for slot in self._useful})
        if self.effort.workers == 1 or len(days) < 2 or case.problem.max_moved is not None or any(case.is_ordered):
            return [self._useful]
        early = set(days[: len(days) // 2])
        return [[slot for slot in self._useful if (case.day_of[slot] in early) is half] for half in (True, False)]

    def _windows(self, lanes: list[list[int]], width: int) -> list[Window]:
        """A window in each lane; no request is in two of them."""
        windows: list[Window] = []
        taken: set[int] = set()
        for slots in lanes:
            if slots:
                windows.append(self._window(self.random.sample(slots, min(width, len(slots))), taken, len(lanes)))
                taken.update(windows[-1].requests)
        return windows

    def _window(self, slots: list[int], taken: set[int], shares: int) -> Window:
        """Some slots; the waiting list only as far as a window can be wide, and shared out."""
        case, board = self.case, self.board
        bits = sum(1 << slot for slot in slots)
        inside = [r for slot in slots for r in sorted(board.at_slot[slot])]
        waiting = [r for r in board.unplaced() if case.allowed[r] & bits and r not in taken]
        places = sum((case.allowed[r] & bits).bit_count() for r in inside)
        self.random.shuffle(waiting)
        if shares > 1 and not taken:
            waiting = waiting[: len(waiting) // shares]
        chosen = []
        for request in waiting:
            places += (case.allowed[request] & bits).bit_count()
            if places > 4 * WIDE:
                break
            chosen.append(request)
        return Window(board, slots, sorted([*inside, *chosen]))

    def _solve_windows(self, windows: list[Window]) -> None:
        begun = []
        for window in windows:
            self.effort.spend(len(window.linear.gains))
            begun.append(self._begin(window.linear, min(LONGEST_WINDOW, self.effort.left())))
        for window, aside in zip(windows, begun, strict=True):
            answer = aside.result(self.effort.left)
            before = self.board.weight
            self._take(window, answer.values if answer else None)
            if self.board.weight > before:
                self.improved("improved")

    def _take(self, window: Window, values: list[int] | None) -> None:
        """Lay an answer, unless the board was better."""
        if values is None:
            return
        before = self.board.weight
        slots, interpreters = list(self.board.slot_of), list(self.board.interpreter_of)
        window.lay(values)
        if self.board.weight < before:
            self.board.copy_from(slots, interpreters)

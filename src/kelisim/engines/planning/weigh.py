"""The search for the largest weight: bound, first board, then window after window solved to the best."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import gcd

from kelisim.engines.planning.board import Board
from kelisim.engines.planning.case import NOWHERE, Case
from kelisim.engines.planning.duty import place_duties
from kelisim.engines.planning.effort import Effort
from kelisim.engines.planning.linear import solve_mip
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
        self.improved("placed")
        if sum(bits.bit_count() for bits in case.allowed) <= SMALL and self._solve_whole():
            return
        self._select()
        self._improve()

    def place_first(self) -> None:
        """What must be placed, what can stay, and whatever fits beside it."""
        place_duties(self.board, self.effort.left, self.seed)
        self._keep_previous()
        self.board.fill(self._by_weight() if self.case.problem.previous else [])

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

    def _by_weight(self) -> list[int]:
        case = self.case
        return sorted(case.requests, key=lambda r: (case.before[r] == NOWHERE, -case.weight[r], r))

    def _solve_whole(self) -> bool:
        """A small problem is one window; True where it is proven."""
        window = Window(self.board, self.case.slots, list(self.case.requests))
        self.effort.spend(len(window.linear.gains))
        answer = solve_mip(window.linear, self.effort.left(), seed=self.seed)
        self._take(window, answer.values)
        self._lower_bound_to(answer.bound)
        self.improved("whole")
        return answer.is_proven

    def _select(self) -> None:
        selection = Selection(self.case)
        self.effort.spend(len(selection.linear.gains))
        answer = solve_mip(selection.linear, max(0.3, self.effort.left() * 0.7), gap=1e-5, seed=self.seed)
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
            second.fill(self._by_weight())
            if second.weight >= first.weight:
                self.board = second
        self.board.fill(self._by_weight())

    def _improve(self) -> None:
        width = 4
        while not self.effort.is_over() and not self.is_optimal:
            window = self._window(width)
            if window is None:
                return
            variables = len(window.linear.gains)
            self.effort.spend(variables)
            answer = solve_mip(window.linear, min(LONGEST_WINDOW, self.effort.left()), seed=self.seed)
            before = self.board.weight
            self._take(window, answer.values)
            if self.board.weight > before:
                self.improved("improved")
            if variables < WIDE // 2:
                width = min(width + 1, len(self.case.slots))
            elif variables > WIDE and width > 1:
                width -= 1

    def _window(self, width: int) -> Window | None:
        """Some slots; the waiting list only as far as a window can be wide."""
        case, board = self.case, self.board
        useful = [slot for slot in case.slots if not case.past_bits >> slot & 1]
        if not useful:
            return None
        slots = self.random.sample(useful, min(width, len(useful)))
        bits = sum(1 << slot for slot in slots)
        inside = [r for slot in slots for r in sorted(board.at_slot[slot])]
        waiting = [r for r in board.unplaced() if case.allowed[r] & bits]
        places = sum((case.allowed[r] & bits).bit_count() for r in inside)
        self.random.shuffle(waiting)
        taken = []
        for request in waiting:
            places += (case.allowed[request] & bits).bit_count()
            if places > 4 * WIDE:
                break
            taken.append(request)
        return Window(board, slots, sorted([*inside, *taken]))

    def _take(self, window: Window, values: list[int] | None) -> None:
        """Lay an answer, unless the board was better."""
        if values is None:
            return
        before = self.board.weight
        slots, interpreters = list(self.board.slot_of), list(self.board.interpreter_of)
        window.lay(values)
        if self.board.weight < before:
            self.board.copy_from(slots, interpreters)

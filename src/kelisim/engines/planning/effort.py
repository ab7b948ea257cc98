"""Effort: how long may be searched, by the clock, by a callback that says stop, or by counted work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]  # seconds of a monotonic clock, which the caller passes in
Stop = Callable[[], bool]
Report = Callable[["Progress"], None]
WORK_OF_A_VARIABLE = 1e-4  # seconds that a variable of a model costs, about, on a plain machine
SHARE_OF_WORK = 0.5  # of the time that counted work may use, so that the clock seldom ends it


@dataclass(frozen=True, slots=True)
class Progress:
    """What a search has reached: seconds since its start, and for its objective the best value and the bound."""

    seconds: float
    stage: str
    weight: int | float | None = None
    bound: int | float | None = None
    breaks: int | None = None
    bound_breaks: int | None = None


class Effort:
    """With one worker, or without a clock, the search ends by counted work, so that the same seed gives the same plan."""

    def __init__(
        self,
        seconds: float,
        *,
        clock: Clock | None = None,
        started: float | None = None,
        workers: int = 2,
        stop: Stop | None = None,
    ) -> None:
        self.clock = clock
        self.started = started if started is not None else clock() if clock else 0.0
        self.seconds, self.stop = seconds, stop
        self.workers = workers if clock else 1
        self.work = 0.0

    def passed(self) -> float:
        return self.clock() - self.started if self.clock else 0.0

    def left(self) -> float:
        """Seconds that remain; none where the search was told to stop."""
        return 0.0 if self.stop is not None and self.stop() else self.seconds - self.passed()

    def spend(self, variables: int) -> None:
        self.work += variables * WORK_OF_A_VARIABLE

    def is_over(self) -> bool:
        if self.workers == 1 and self.work > self.seconds * SHARE_OF_WORK:
            return True
        return self.left() <= 0

"""Work done aside: in a thread of its own, so that whoever waits for it hears a stop and may leave it to itself."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
LISTENING = 0.02  # seconds between two looks at what is left
_LEFT: list[Thread] = []


class Aside(Generic[T]):
    """A solver's run cannot be broken off from outside; a daemon thread that is left to itself ends with the program."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._results: list[T] = []
        self._errors: list[BaseException] = []
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:
            self._errors.append(error)

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def result(self, left: Callable[[], float]) -> T | None:
        """What it came to; None where nothing was left before it ended."""
        while not self.is_done:
            if left() <= 0:
                _LEFT.append(self._thread)
                return None
            self._thread.join(LISTENING)
        if self._errors:
            raise self._errors[0]
        return self._results[0]


def is_any_left() -> bool:
    """Whether a solver still runs for nobody: the program then ends without waiting for it."""
    return any(thread.is_alive() for thread in _LEFT)

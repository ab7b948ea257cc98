"""MaxSAT in processes of its own: the same model for several runners, of which the first that proves an optimum answers."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from kelisim.engines.planning.maxsat import Model, Runner, Slots, find_clash, solve_formula

PR_SET_PDEATHSIG = 1  # of prctl(2)


@dataclass(frozen=True, slots=True)
class First:
    """Some plan: the slot of each request."""

    slots: Slots


@dataclass(frozen=True, slots=True)
class Answer:
    """`plan` is the fewest breaks with the slot of each request, or None where the model has no plan."""

    plan: tuple[int, Slots] | None

    @property
    def breaks(self) -> int | None:
        return None if self.plan is None else self.plan[0]


@dataclass(frozen=True, slots=True)
class Clash:
    """Requests that cannot be placed together; None where all can, and it is the breaks that have no plan."""

    requests: list[int] | None


class Race:
    """`first` is the first plan that a runner found, however poor; `answer` what the quickest has proven; `clash` comes after
    the answer that there is no plan.
    """

    def __init__(self, model: Model, runners: Sequence[Runner]) -> None:
        self.first: First | None = None
        self.answer: Answer | None = None
        self.clash: Clash | None = None
        self._model, self._context = model, get_context("spawn")
        self._pipes: list[Connection] = []
        self.children = [self._begin(runner) for runner in runners]

    def _begin(self, runner: Runner) -> SpawnProcess:
        ours, theirs = self._context.Pipe()
        child = self._context.Process(target=_run, args=(theirs, self._model, runner), daemon=True)
        child.start()
        theirs.close()
        self._pipes.append(ours)
        return child

    def hear(self, seconds: float | None) -> None:
        """Wait so long for something that a runner tells (None: until there is something or every process has ended)."""
        wait(self._pipes, seconds)
        for pipe in [each for each in self._pipes if each.poll()]:
            try:
                self._take(pipe.recv())
            except EOFError:
                self._pipes.remove(pipe)

    def _take(self, told: First | Answer | Clash) -> None:
        match told:
            case First():
                self.first = self.first or told
            case Answer():
                self.answer = self.answer or told
            case Clash():
                self.clash = self.clash or told

    @property
    def is_lost(self) -> bool:
        """Whether every process has ended: there is nothing more to hear."""
        return not self._pipes

    def end(self) -> None:
        for child in self.children:
            child.kill()
            child.join()


def _run(pipe: Connection, model: Model, runner: Runner) -> None:
    os.setsid()  # Ctrl-C is for the parent, who ends this process; the solver would hear it, whatever is ignored here
    _die_with_parent()
    threading.Thread(target=_end_with_parent, args=(pipe,), daemon=True).start()
    plan = solve_formula(model, runner, lambda slots: pipe.send(First(slots)))
    pipe.send(Answer(plan))
    if plan is None:
        pipe.send(Clash(find_clash(model)))


def _die_with_parent() -> None:
    """Linux ends this process with its parent, also within the solver's long calls, when no thread of ours can run."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_with_parent(pipe: Connection) -> None:
    """Elsewhere: nothing ever comes this way, so what ends the wait is the end of the other side."""
    try:
        pipe.recv()
    except (EOFError, OSError):
        os._exit(1)

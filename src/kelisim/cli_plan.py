"""The command `kelisim plan`: a problem of meetings from a file, the best plan of it to a file."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TypedDict

import click

if TYPE_CHECKING:
    from kelisim.engines.planning.effort import Clock, Progress, Report, Stop
    from kelisim.engines.planning.plan import Plan
    from kelisim.engines.planning.problem import Problem

REFUSED, INFEASIBLE, FAILED = 2, 3, 1
EPILOG = """\b
Examples:
  kelisim plan forum.json --seconds 30 --out plan.json
  kelisim plan changed.json --seconds 5 --first-answer now.json --out proposal.json
  kelisim plan forum.json --progress json --out plan.json 2> progress.jsonl

Problem and plan are described in docs/how-to-plan.md. Exit status: 0 a plan, 2 the problem has a fault of form and no
file is written, 3 no plan is possible (the file says what makes it so), 1 anything else. Ctrl-C writes the best plan
so far."""


class Limits(TypedDict):
    """What both searches are given."""

    progress: Report
    stop: Stop
    workers: int
    clock: Clock
    started: float


@click.command(short_help="Plan meetings: who meets whom, when and where.", epilog=EPILOG)
@click.argument("path", type=click.Path(path_type=Path), metavar="PROBLEM.json")
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=30.0, show_default=True, help="For all of it.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Of the search.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="1: the same plan every time."
)
@click.option("--out", type=click.Path(path_type=Path), help="File for the plan; otherwise it is printed.")
@click.option("--first-answer", type=click.Path(path_type=Path), help="File for the answer that is ready at once.")
@click.option(
    "--progress",
    "form",
    type=click.Choice(["text", "json", "none"]),
    default="text",
    show_default=True,
    help="On stderr.",
)
def plan(
    path: Path, seconds: float, seed: int, workers: int, out: Path | None, first_answer: Path | None, form: str
) -> None:
    """Plan meetings: who meets whom, when, at which table, with which interpreter."""
    started = time.monotonic() - _start_up()
    stopped: list[int] = []
    _stop_on_signals(stopped)
    _check_folders(out, first_answer)
    problem = _load(path)
    gc.freeze()  # the problem stays to the end; it need not be looked through again and again
    from kelisim.engines.planning import replan, solver
    from kelisim.engines.planning.tell import tell_replan

    limits: Limits = {
        "progress": _reporter(form),
        "stop": lambda: bool(stopped),
        "workers": workers,
        "clock": time.monotonic,
        "started": started,
    }
    try:
        if first_answer is None:
            found = solver.solve(problem, seconds, seed, **limits)
        else:
            both = replan.replan(problem, seconds, seed, at_once=lambda first: _write(first, first_answer), **limits)
            found = both.proposal
    except solver.OutOfTime as error:
        _fail(FAILED, str(error))
    except solver.PlanFault as error:
        _fail(FAILED, str(error))
    _write(found, out)
    _tell(found, form)
    if first_answer is not None and found.meetings and problem.previous is not None and form == "text":
        click.echo(tell_replan(both), err=True)
    _leave(INFEASIBLE if found.status.value == "infeasible" else 0)


def _leave(status: int) -> NoReturn:
    """End now; a solver that still runs for nobody is not waited for. The plan is written: a signal that comes late changes nothing."""
    from kelisim.engines.planning.aside import is_any_left

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sys.stdout.flush()
    sys.stderr.flush()
    if is_any_left():
        os._exit(status)
    sys.exit(status)


def _start_up() -> float:
    """Seconds since this process began, as far as the system says: they belong to the time that was given."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        uptime = float(Path("/proc/uptime").read_text().split()[0])
        return min(5.0, max(0.0, uptime - ticks / os.sysconf("SC_CLK_TCK")))
    except (OSError, ValueError, IndexError):
        return 0.0


def _check_folders(*paths: Path | None) -> None:
    for path in paths:
        if path is not None and not path.parent.is_dir():
            _fail(REFUSED, f"there is no folder {path.parent} for {path.name}")


def _load(path: Path) -> Problem:
    from kelisim.engines.planning.form import FormError, load_problem

    try:
        problem = load_problem(path)
    except FormError as error:
        for line in str(error).splitlines():
            click.echo(f"kelisim plan: {path}: {line}", err=True)
        sys.exit(REFUSED)
    for warning in problem.warnings:
        click.echo(f"kelisim plan: {path}: {warning}", err=True)
    return problem


def _stop_on_signals(stopped: list[int]) -> None:
    """The first signal ends the search with its best plan, the second one the program."""

    def stop(number: int, _frame: FrameType | None) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _reporter(form: str) -> Report:
    """What tells of each better plan on stderr, in words, as JSON or not at all."""

    def say(progress: Progress) -> None:
        facts = {
            "weight": progress.weight,
            "bound": progress.bound,
            "breaks": progress.breaks,
            "bound_breaks": progress.bound_breaks,
        }
        said = {key: value for key, value in facts.items() if value is not None}
        if form == "json":
            row = {"seconds": round(progress.seconds, 3), "stage": progress.stage, **said}
            click.echo(json.dumps(row), err=True)
        elif form == "text":
            text = "  ".join(f"{key.replace('_', ' of ')} {value}" for key, value in said.items())
            click.echo(f"{progress.seconds:7.2f} s  {text}", err=True)

    return say


def _write(found: Plan, out: Path | None) -> None:
    """Whole or not at all."""
    text = json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=out.parent, delete=False) as file:
            file.write(text)
        os.chmod(file.name, 0o644)
        os.replace(file.name, out)
    except OSError as error:
        _fail(FAILED, f"cannot write to {out}: {error.strerror}")


def _tell(found: Plan, form: str) -> None:
    if found.status.value == "infeasible":
        for conflict in found.conflicts:
            click.echo(f"kelisim plan: no plan is possible: {conflict.message}", err=True)
    elif form == "text":
        placed = f"{len(found.meetings)} meetings placed, {len(found.unplaced)} not"
        if found.weight is None:
            reached = f"breaks {found.breaks}, proven at least {found.bound_breaks}"
        else:
            reached = f"weight {found.weight}, proven at most {found.bound} (gap {100 * (found.gap or 0):.2f} %)"
        click.echo(f"{found.status.value}: {placed}; {reached}", err=True)


def _fail(status: int, text: str) -> None:
    click.echo(f"kelisim plan: {text}", err=True)
    _leave(status)

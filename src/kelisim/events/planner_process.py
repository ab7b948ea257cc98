"""The planner in a process of its own: a solver that fails or eats memory takes nobody with it, and can be told to end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.engines.planning.form import problem_as_dict
from kelisim.engines.planning.plan import Conflict, Plan, Reason, Status, Unplaced
from kelisim.engines.planning.problem import Meeting, Problem

LISTENING = 0.5
GRACE = 60
Figures = dict[str, Any]


def run_planner(
    problem: Problem,
    seconds: float,
    *,
    seed: int = 1,
    reached: Callable[[Figures], None] = lambda figures: None,
    must_stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """The best plan within so many seconds. `reached` is told of each better one; `must_stop` ends it with the best so far."""
    with tempfile.TemporaryDirectory(prefix="kelisim-plan-") as folder:
        given, made = Path(folder) / "problem.json", Path(folder) / "plan.json"
        given.write_text(json.dumps(problem_as_dict(problem)), encoding="utf-8")
        child = subprocess.Popen(
            _command(given, made, seconds, seed), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            said = _listen(child, seconds, reached, must_stop)
        finally:
            _end(child)
        if not made.exists():
            raise ValidationError(_("The planner gave no timetable: %(words)s") % {"words": said or child.returncode})
        return plan_from(json.loads(made.read_text(encoding="utf-8")))


def _command(given: Path, made: Path, seconds: float, seed: int) -> list[str]:
    options = ["--seconds", str(seconds), "--seed", str(seed), "--progress", "json", "--out", str(made)]
    return [sys.executable, "-m", "kelisim.cli", "plan", str(given), *options]


def _listen(
    child: subprocess.Popen[str], seconds: float, reached: Callable[[Figures], None], must_stop: Callable[[], bool]
) -> str:
    """Hear the child to its end; answers its last words that were no figures."""
    lines: Queue[str | None] = Queue()
    threading.Thread(target=_read, args=(child, lines), daemon=True).start()
    said, is_stopped, waited = "", False, 0.0
    while waited < seconds + GRACE:
        if not is_stopped and must_stop():
            child.send_signal(signal.SIGINT)
            is_stopped = True
        try:
            line = lines.get(timeout=LISTENING)
        except Empty:
            waited += LISTENING
            reached({})
            continue
        if line is None:
            return said
        said = _hear(line, reached) or said
    return said


def _read(child: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    assert child.stderr is not None
    for line in child.stderr:
        lines.put(line.strip())
    lines.put(None)


def _hear(line: str, reached: Callable[[Figures], None]) -> str:
    try:
        figures = json.loads(line)
    except ValueError:
        return line
    reached(figures)
    return ""


def _end(child: subprocess.Popen[str]) -> None:
    try:
        child.wait(timeout=2)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def plan_from(record: dict[str, Any]) -> Plan:
    """A plan as it was written to a file."""
    return Plan(
        Status(record["status"]),
        tuple(Meeting(row["request"], row["slot"], row["table"], row["interpreter"]) for row in record["meetings"]),
        tuple(Unplaced(row["request"], Reason(row["reason"]), row["detail"]) for row in record["unplaced"]),
        weight=record["weight"],
        bound=record["bound"],
        moved=record["moved"],
        seconds=record["seconds"],
        seed=record["seed"],
        conflicts=tuple(
            Conflict(row["message"], tuple(row["requests"]), tuple(row["people"]))
            for row in record.get("conflicts", ())
        ),
    )

"""The command `kelisim plan`: its files, its exit status, its time and what a signal does to it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kelisim.engines.planning.check import judge
from tests.engines.planning.makers import crowd, forum, round_of_meetings, wish

COMMAND = [sys.executable, "-c", "from kelisim.cli import main; main()", "plan"]


def written(folder: Path, problem) -> Path:
    path = folder / "problem.json"
    path.write_text(json.dumps(problem), encoding="utf-8")
    return path


def run(*arguments) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_plan_tells_its_progress_in_lines_of_json_that_only_get_better(tmp_path):
    problem, out = crowd(1), tmp_path / "plan.json"
    done = run(written(tmp_path, problem), "--seconds", 6, "--out", out, "--progress", "json")
    told, plan = rows(done.stderr), json.loads(out.read_text())
    assert done.returncode == 0
    assert [row["weight"] for row in told] == sorted(row["weight"] for row in told)
    assert [row["bound"] for row in told] == sorted((row["bound"] for row in told), reverse=True)
    assert (told[-1]["weight"], told[-1]["bound"]) == (plan["weight"], plan["bound"])
    assert judge(problem, plan).faults == ()
    assert plan["seconds"] <= 6


@pytest.mark.parametrize(
    ("problem", "number", "after"),
    [
        (crowd(2, requests=1500), signal.SIGINT, 0.0),
        (crowd(2, requests=1500), signal.SIGTERM, 1.0),
        (round_of_meetings(1), signal.SIGINT, 0.0),
    ],
    ids=["weight at once", "weight after a second", "breaks"],
)
def test_a_signal_ends_the_search_with_the_best_plan_so_far(tmp_path, problem, number, after):
    out = tmp_path / "plan.json"
    line = [*COMMAND, str(written(tmp_path, problem)), "--seconds", "600", "--out", str(out), "--progress", "json"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the first board stands
        time.sleep(after)
        process.send_signal(number)
        assert process.wait(30) == 0
    plan = json.loads(out.read_text())
    assert judge(problem, plan).faults == ()
    assert plan["meetings"]
    assert plan["seconds"] < 60


def test_a_fault_of_form_is_told_with_its_place_and_no_file_is_written(tmp_path):
    out = tmp_path / "plan.json"
    done = run(written(tmp_path, forum(requests=[wish("R1", "A", "Z")])), "--out", out)
    assert (done.returncode, out.exists()) == (2, False)
    assert "requests[0] (R1).participants[1]" in done.stderr


def test_what_cannot_be_planned_is_written_with_those_who_make_it_so(tmp_path):
    both = [wish(name, "A", "B", required=True, fixed="1-1") for name in ("R1", "R2")]
    out = tmp_path / "plan.json"
    done = run(written(tmp_path, forum(requests=[*both, wish("R3", "B", "C")])), "--out", out)
    plan = json.loads(out.read_text())
    assert (done.returncode, plan["status"], plan["meetings"]) == (3, "infeasible", [])
    assert plan["conflicts"][0]["requests"] == ["R1", "R2"]
    assert "R1, R2" in done.stderr

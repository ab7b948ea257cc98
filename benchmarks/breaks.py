"""The published problems of breaks: whether and how soon each is proven, beside the paper's own seconds.

The problems are those of Bofill and others (JAIR 2022), which may not be shipped: they are read from `../shared/planner`, where
`b2bsp.py` turns them into our format and `RESULTS.md` holds the optima and the seconds of UWrMaxSAT on the authors' machine.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

SHARED = Path(__file__).resolve().parents[2] / "shared" / "planner"
SECONDS = 40
ROW = re.compile(r"\| (?P<name>[\w-]+) \|(?: \d+ \|){4} (?P<optimum>\d+) \| (?P<seconds>[\d.]+) \|")


class Published(NamedTuple):
    optimum: int
    seconds: float


class Told(NamedTuple):
    status: str
    breaks: int | None
    bound: int | None
    seconds: float


def measure() -> None:
    if not SHARED.is_dir():
        print("not run: the published problems are not there (../shared/planner)")
        return
    published = {
        row["name"]: Published(int(row["optimum"]), float(row["seconds"]))
        for row in ROW.finditer((SHARED / "instances" / "RESULTS.md").read_text(encoding="utf-8"))
    }
    print(f"{'problem':<28} {'status':<11} {'breaks':>6} {'bound':>6} {'seconds':>8} {'optimum':>8} {'paper, s':>9}")
    originals = []
    for path in sorted((SHARED / "instances").glob("*.dzn"), key=lambda path: ("original" not in path.name, path.name)):
        told = planned(path)
        known = published.get(path.name.removesuffix(".original.dzn"))
        print(_line(path.stem, told, known), flush=True)
        if known is not None:
            originals.append((told, known))
    _sum(originals)


def planned(path: Path) -> Told:
    """What `kelisim plan` makes of a published problem; seconds by the wall, of the whole command."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "problem.json"), Path(folder, "plan.json")
        with given.open("wb") as file:
            subprocess.run([sys.executable, SHARED / "b2bsp.py", path], stdout=file, check=True)
        command = [sys.executable, "-m", "kelisim.cli", "plan", given, "--seconds", str(SECONDS), "--out", made]
        started = time.perf_counter()
        subprocess.run([*command, "--progress", "none"], stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - started
        if not made.exists():
            return Told("none", None, None, seconds)
        plan = json.loads(made.read_text(encoding="utf-8"))
        return Told(plan["status"], plan.get("breaks"), plan.get("bound_breaks"), seconds)


def _line(name: str, told: Told, known: Published | None) -> str:
    optimum, paper = ("", "") if known is None else (known.optimum, known.seconds)
    breaks, bound = ("" if value is None else value for value in (told.breaks, told.bound))
    return f"{name:<28} {told.status:<11} {breaks:>6} {bound:>6} {told.seconds:>8.1f} {optimum:>8} {paper:>9}"


def _sum(originals: list[tuple[Told, Published]]) -> None:
    proven = sum(told.status == "optimal" and told.breaks == known.optimum for told, known in originals)
    ours, theirs = sum(told.seconds for told, _known in originals), sum(known.seconds for _told, known in originals)
    print(
        f"originals proven at the published optimum: {proven} of {len(originals)}; {ours:.1f} s, the paper {theirs:.1f} s"
    )

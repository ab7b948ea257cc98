"""How good timetables are and how soon, beside peers, each held against a bound that is proven here.

The bound is a relaxation of its own: which requests are met on which day, with the capacity of each person's day and of the
tables, and with a day's interpreters shared out among the meetings that need them, solved by HiGHS (through OR-Tools). Peers: a plain greedy on the same problem, and RC2
of PySAT and Gecode of MiniZinc on a small one that they can model, where all must reach the same optimum.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.forums import make_forum

Row = dict[str, Any]
SIZES = (1500, 2500, 3000)
SECONDS = (5, 30)
PEER_SECONDS = 60


def measure() -> None:
    print(f"{'requests':>8}  {'by':<22} {'seconds':>8} {'weight':>9} {'bound':>9} {'gap %':>7} {'peak MB':>8}")
    for size in SIZES:
        problem = make_forum(size, seed=1)
        bound, seconds = bound_of(problem)
        _line(size, "relaxation (HiGHS)", seconds, None, bound)
        started = time.perf_counter()
        _line(size, "greedy", time.perf_counter() - started, greedy(problem), bound)
        for limit in SECONDS:
            _line(size, f"kelisim plan, {limit} s", *planned(problem, limit)[:2], bound, planned.peak)
    _small()


def _line(size: int, by: str, seconds: float, weight: float | None, bound: float, peak: float | None = None) -> None:
    gap = "" if weight is None else f"{100 * (bound - weight) / bound:.2f}"
    told = "" if weight is None else f"{weight:,.0f}"
    print(
        f"{size:>8}  {by:<22} {seconds:>8.1f} {told:>9} {bound:>9,.0f} {gap:>7} {'' if peak is None else f'{peak:.0f}':>8}"
    )


def planned(problem: Row, limit: int) -> tuple[float, float]:
    """Seconds by the wall and the weight, of the command as anybody runs it."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "problem.json"), Path(folder, "plan.json")
        given.write_text(json.dumps(problem), encoding="utf-8")
        command = [sys.executable, "-m", "kelisim.cli", "plan", given, "--seconds", str(limit), "--out", made]
        started = time.perf_counter()
        child = subprocess.Popen([*command, "--progress", "none"])
        planned.peak = _peak(child)
        child.wait()
        seconds = time.perf_counter() - started
        return seconds, json.loads(made.read_text(encoding="utf-8"))["weight"]


planned.peak = 0.0


def _peak(child: subprocess.Popen[bytes]) -> float:
    """The largest resident memory of a process while it runs, in MB."""
    peak = 0
    while child.poll() is None:
        try:
            lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
        except OSError:
            break
        peak = max([peak, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))])
        time.sleep(0.2)
    return peak / 1024


# --- The bound ------------------------------------------------------------------------------------------------------


def bound_of(problem: Row) -> tuple[float, float]:
    """An upper bound on every plan's weight, and the seconds that it took."""
    from ortools.math_opt.python import mathopt

    started = time.perf_counter()
    model = mathopt.Model()
    people = {row["id"]: row for row in problem["participants"]}
    use, needs, value = defaultdict(list), defaultdict(list), []
    open_slots = defaultdict(set)
    away = {row["id"]: set(row["unavailable"]) for row in [*problem["participants"], *problem["interpreters"]]}
    met = {who: model.add_binary_variable() for who in people}
    for request in problem["requests"]:
        helpers = _interpreters(problem, people, request)
        chosen = []
        for day, slots in _times(problem, away, request, helpers).items():
            meets = model.add_binary_variable()
            chosen.append(meets)
            value.append(request["weight"] * meets)
            for who in _needed(people, request):
                use[who, day].append(meets)
                open_slots[who, day] |= slots
            if helpers is not None:
                needs[helpers, day].append(meets)
            for who in helpers or ():
                open_slots[who, day] |= slots
        least = 1 if request.get("required") else 0
        model.add_linear_constraint((least <= mathopt.fast_sum(chosen)) <= 1)
    for (helpers, day), meets in needs.items():
        served = {who: model.add_variable(lb=0) for who in helpers}
        model.add_linear_constraint(mathopt.fast_sum(meets) <= mathopt.fast_sum(served.values()))
        for who, share in served.items():
            use[who, day].append(share)
    rows = {**people, **{row["id"]: row for row in problem["interpreters"]}}
    for (who, day), meets in use.items():
        places = _places(problem, rows.get(who), open_slots[who, day])
        model.add_linear_constraint(mathopt.fast_sum(meets) <= places)
    for who, variable in met.items():
        meets = [meeting for (one, _day), meetings in use.items() if one == who for meeting in meetings]
        model.add_linear_constraint(variable <= mathopt.fast_sum(meets))
    bonus = problem.get("first_meeting_bonus") or 0
    model.maximize(mathopt.fast_sum(value) + bonus * mathopt.fast_sum(met.values()))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS)
    return result.best_objective_bound(), time.perf_counter() - started


def _times(
    problem: Row, away: dict[str, set[str]], request: Row, helpers: frozenset[str] | None
) -> dict[str, set[str]]:
    """By day the slots in which the request could be met, if it were the only one."""
    found = defaultdict(set)
    for slot in problem["slots"]:
        is_here = not any(slot["id"] in away[who] for who in request["participants"])
        if is_here and (helpers is None or any(slot["id"] not in away[who] for who in helpers)):
            found[slot["day"]].add(slot["id"])
    return found


def _needed(people: dict[str, Row], request: Row) -> list[str]:
    """Whom a meeting takes, and a table, unless somebody receives at a stand."""
    has_stand = any(people[who].get("booth") for who in request["participants"])
    return request["participants"] if has_stand else [*request["participants"], "tables"]


def _places(problem: Row, row: Row | None, slots: set[str]) -> int:
    """How many meetings a person, an interpreter or (None) the tables can take in a day's slots that are of use."""
    if row is None:
        return problem["tables"] * len(slots)
    free = len(slots - set(row["unavailable"])) * row.get("capacity", 1)
    limit = row.get("max_per_day")
    return free if limit is None else min(free, limit)


def _interpreters(problem: Row, people: dict[str, Row], request: Row) -> frozenset[str] | None:
    """The interpreters who would do; None where nobody is needed."""
    sides = [set(people[who]["languages"]) for who in request["participants"]]
    if set.intersection(*sides):
        return None
    return frozenset(
        row["id"] for row in problem["interpreters"] if all(side & set(row["languages"]) for side in sides)
    )


# --- Peers ----------------------------------------------------------------------------------------------------------


def greedy(problem: Row) -> float:
    """The heaviest request first, each in the first slot where all is free."""
    people = {row["id"]: row for row in [*problem["participants"], *problem["interpreters"]]}
    day_of = {slot["id"]: slot["day"] for slot in problem["slots"]}
    load, on_day, tables, met, total = Counter(), Counter(), Counter(), set(), 0

    def is_free(who: str, slot: str) -> bool:
        row = people[who]
        limit = row.get("max_per_day")
        return (
            slot not in row["unavailable"]
            and load[who, slot] < row.get("capacity", 1)
            and (limit is None or on_day[who, day_of[slot]] < limit)
        )

    for request in sorted(problem["requests"], key=lambda row: -row["weight"]):
        helpers = _interpreters(problem, people, request)
        booth = any(people[who].get("booth") for who in request["participants"])
        for slot in day_of:
            if not all(is_free(who, slot) for who in request["participants"]) or (
                not booth and tables[slot] >= problem["tables"]
            ):
                continue
            helper = None if helpers is None else next((one for one in sorted(helpers) if is_free(one, slot)), "")
            if helper == "":
                continue
            for who in [*request["participants"], *([helper] if helper else [])]:
                load[who, slot] += 1
                on_day[who, day_of[slot]] += 1
            tables[slot] += not booth
            met |= set(request["participants"])
            total += request["weight"]
            break
    return total + len(met) * problem["first_meeting_bonus"]


SMALL = {"requests": 40, "companies": 16, "officials": 3, "tables": 3, "interpreters": 0}


def _small() -> None:
    """A problem that the peers can model: no interpreters, one at a time, no bonus, no limit of a day."""
    problem = make_forum(SMALL["requests"], 3, **{key: SMALL[key] for key in SMALL if key != "requests"})
    for row in problem["participants"]:
        row |= {"languages": ["ru"], "capacity": 1, "booth": False, "max_per_day": None}
    problem |= {"first_meeting_bonus": 0, "slots": problem["slots"][:9]}
    kept = {slot["id"] for slot in problem["slots"]}
    for row in problem["participants"]:
        row["unavailable"] = [slot for slot in row["unavailable"] if slot in kept]
    print(f"\n{'a small one':<24} {'seconds':>8} {'weight':>9}")
    for name, solve in (("kelisim plan", _ours), ("PySAT RC2", rc2), ("MiniZinc with Gecode", gecode)):
        started = time.perf_counter()
        try:
            told = f"{solve(problem):,.0f}"
        except (ImportError, FileNotFoundError, TimeoutError, subprocess.TimeoutExpired) as error:
            told = f"not run: {error}"
        print(f"{name:<24} {time.perf_counter() - started:>8.2f} {told:>9}")


def _ours(problem: Row) -> float:
    return planned(problem, 20)[1]


def _choices(problem: Row) -> list[tuple[int, int]]:
    """(request, slot) pairs in which all its people are there."""
    people = {row["id"]: row for row in problem["participants"]}
    return [
        (number, at)
        for number, request in enumerate(problem["requests"])
        for at, slot in enumerate(problem["slots"])
        if not any(slot["id"] in people[who]["unavailable"] for who in request["participants"])
    ]


def rc2(problem: Row) -> float:
    """Weighted MaxSAT: each request that is left out costs its weight."""
    from pysat.card import CardEnc
    from pysat.examples.rc2 import RC2Stratified
    from pysat.formula import WCNF

    formula, number = WCNF(), {choice: n for n, choice in enumerate(_choices(problem), 1)}
    top = len(number)
    groups = defaultdict(list)
    for (request, slot), variable in number.items():
        groups["request", request].append(variable)
        groups["slot", slot].append(variable)
        for who in problem["requests"][request]["participants"]:
            groups[who, slot].append(variable)
    for (kind, _which), variables in groups.items():
        most = CardEnc.atmost(variables, problem["tables"] if kind == "slot" else 1, top_id=top)
        top = max(top, most.nv)
        formula.extend(most.clauses)
    possible = [(row, request) for request, row in enumerate(problem["requests"]) if groups.get(("request", request))]
    for row, request in possible:
        formula.append(groups["request", request], weight=row["weight"])
    with RC2Stratified(formula, adapt=True, exhaust=True, minz=True) as solver:
        limit = threading.Timer(PEER_SECONDS, solver.interrupt)
        limit.start()
        best = solver.compute(expect_interrupt=True)
        limit.cancel()
        if best is None:
            raise TimeoutError(f"no optimum within {PEER_SECONDS} s")
        return sum(row["weight"] for row, _request in possible) - solver.cost


def gecode(problem: Row) -> float:
    """The same as a finite-domain model: the slot of each request, 0 where it is left out; sixty seconds at most."""
    if shutil.which("minizinc") is None:
        raise FileNotFoundError("minizinc is missing: apt-get install minizinc")
    allowed = defaultdict(list)
    for request, slot in _choices(problem):
        allowed[request].append(slot + 1)
    lines = [f"var {{{', '.join(map(str, [0, *allowed[n]]))}}}: s{n};" for n in range(len(problem["requests"]))]
    by_person = defaultdict(list)
    for number, row in enumerate(problem["requests"]):
        for who in row["participants"]:
            by_person[who].append(number)
    for numbers in by_person.values():
        lines += [f"constraint s{a} != s{b} \\/ s{a} = 0;" for i, a in enumerate(numbers) for b in numbers[i + 1 :]]
    everybody = ", ".join(f"s{n}" for n in range(len(problem["requests"])))
    for slot in range(1, len(problem["slots"]) + 1):
        lines.append(f"constraint sum([bool2int(x = {slot}) | x in [{everybody}]]) <= {problem['tables']};")
    total = " + ".join(f"{row['weight']} * bool2int(s{n} > 0)" for n, row in enumerate(problem["requests"]))
    lines += [f"var int: total = {total};", "solve maximize total;", 'output ["\\(total)\\n"];']
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "model.mzn")
        model.write_text("\n".join(lines), encoding="utf-8")
        command = ["minizinc", "--solver", "gecode", "--time-limit", "60000", model]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90)
        return float(next(line for line in reversed(done.stdout.splitlines()) if line.isdigit()))

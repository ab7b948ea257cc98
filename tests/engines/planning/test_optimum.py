"""Small random problems: the solver proves what trying every plan finds, and refuses what has no plan."""

from __future__ import annotations

import time

import pytest

from kelisim.engines.planning.check import judge
from kelisim.engines.planning.form import parse_problem, problem_as_dict
from kelisim.engines.planning.plan import Status
from kelisim.engines.planning.solver import solve
from tests.engines.planning.exhaustive import best_weight, fewest_breaks
from tests.engines.planning.random_problems import random_problem

SECONDS = 5


def solved(row):
    """The plan of the solver, which the judge has to find sound."""
    problem = parse_problem(row)
    plan = solve(problem, SECONDS, seed=1, workers=1)
    assert judge(problem_as_dict(problem), plan.as_dict()).faults == ()
    return plan


@pytest.mark.parametrize("seed", range(200))
def test_the_best_weight_is_found_and_the_bound_holds(seed):
    row = random_problem(seed)
    best, plan = best_weight(row), solved(row)
    if best is None:
        assert plan.status == Status.INFEASIBLE
        return
    assert plan.weight == pytest.approx(best)
    assert plan.bound >= best - 1e-6


@pytest.mark.parametrize("seed", range(60))
def test_the_fewest_breaks_are_found_and_proven(seed):
    row = random_problem(seed, "breaks")
    fewest, plan = fewest_breaks(row), solved(row)
    if fewest is None:
        assert plan.status == Status.INFEASIBLE
        return
    assert (plan.status, plan.breaks, plan.bound_breaks) == (Status.OPTIMAL, fewest, fewest)


@pytest.mark.parametrize("seed", range(300, 306))
def test_two_workers_prove_the_same(seed):
    row = random_problem(seed, "breaks")
    plan = solve(parse_problem(row), SECONDS, workers=2, clock=time.monotonic)
    fewest = fewest_breaks(row)
    assert plan.breaks == fewest
    assert plan.status == (Status.INFEASIBLE if fewest is None else Status.OPTIMAL)


def test_the_made_problems_are_of_every_kind():
    rows = [random_problem(seed) for seed in range(200)]
    assert sum(best_weight(row) is None for row in rows[:60]) > 2
    assert sum(bool(row.get("previous")) for row in rows) > 20
    assert sum(bool(row.get("frozen_before")) for row in rows) > 20
    assert any(request["after"] for row in rows for request in row["requests"])
    assert any(len(request["participants"]) == 3 for row in rows for request in row["requests"])

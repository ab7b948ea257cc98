"""What the planner makes of small problems."""

from __future__ import annotations

from kelisim.engines.planning.form import parse_problem
from kelisim.engines.planning.plan import Reason, Status
from kelisim.engines.planning.solver import solve
from tests.engines.planning.makers import crowd, forum, person, slots, wish


def plan(**facts):
    return solve(parse_problem(forum(**facts)), 5, 1, workers=1)


def test_the_weightier_of_two_is_placed_and_the_other_is_told_who_holds_its_slot():
    found = plan(slots=slots(1), requests=[wish("R1", "A", "B", weight=3), wish("R2", "B", "C", weight=5)])
    assert (found.status, found.weight, found.bound) == (Status.OPTIMAL, 5, 5)
    assert [(row.request, row.slot) for row in found.meetings] == [("R2", "1-1")]
    assert [(row.request, row.reason) for row in found.unplaced] == [("R1", Reason.COMPETITION)]
    assert "R2 (5)" in found.unplaced[0].detail


def test_two_that_must_be_in_one_slot_make_it_infeasible_and_are_named():
    both = [wish("R1", "A", "B", required=True, fixed="1-1"), wish("R2", "B", "C", required=True, fixed="1-1")]
    found = plan(requests=[*both, wish("R3", "A", "C")])
    assert found.status is Status.INFEASIBLE
    assert (found.conflicts[0].requests, found.conflicts[0].people) == (("R1", "R2"), ("B",))


def test_a_circle_of_required_order_is_infeasible():
    circle = [
        wish("R1", "A", "B", required=True, after=["R2"]),
        wish("R2", "B", "C", required=True, after=["R1"]),
    ]
    assert plan(requests=circle).status is Status.INFEASIBLE


def test_nothing_asked_for_is_an_optimal_plan():
    assert (plan().status, plan(slots=[], requests=[wish("R1", "A", "B")]).unplaced[0].reason) == (
        Status.OPTIMAL,
        Reason.NO_COMMON_SLOT,
    )


def test_an_interpreter_serves_one_meeting_at_a_time():
    people = [person("A", "kk"), person("B", "zh"), person("C", "kk"), person("D", "zh")]
    found = plan(
        slots=slots(1),
        participants=people,
        interpreters=[person("I", "kk", "zh")],
        requests=[wish("R1", "A", "B"), wish("R2", "C", "D", weight=11)],
    )
    assert [(row.request, row.interpreter) for row in found.meetings] == [("R2", "I")]
    assert found.unplaced[0].reason is Reason.NO_INTERPRETER


def test_breaks_are_the_fewest_that_are_possible():
    found = plan(
        slots=slots(3),
        objective="breaks",
        requests=[wish("R1", "A", "B", slots=["1-1"]), wish("R2", "A", "C"), wish("R3", "B", "C", slots=["1-3"])],
    )
    assert (found.status, found.breaks, found.bound_breaks) == (Status.OPTIMAL, 1, 1)


def test_without_a_clock_one_seed_gives_one_plan_and_another_seed_another():
    """So does one worker with a clock, as long as counted work and not the clock ends the search."""
    problem = parse_problem(crowd(3))
    plans = [solve(problem, 8, seed, workers=1).as_dict() | {"seed": 0} for seed in (5, 5, 6)]
    assert plans[0] == plans[1]
    assert plans[2]["meetings"] != plans[0]["meetings"]

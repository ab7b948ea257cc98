"""Every fault that the judge knows, provoked once; and plans in which it finds none."""

from __future__ import annotations

import pytest

from kelisim.engines.planning.check import judge
from tests.engines.planning.made import meeting, person, plan, problem, request, slots


def found(case, answer):
    return {(fault.rule, fault.about) for fault in judge(case, answer).faults}


def two(**facts):
    """Aida meets Bolat (R1) and Chen (R2), for whom somebody must interpret."""
    people = [person("Aida"), person("Bolat"), person("Chen", "zh")]
    speaker = {"id": "I1", "languages": ["kk", "zh"], "unavailable": ["1-2"], "max_per_day": 1}
    requests = [request("R1", "Aida", "Bolat"), request("R2", "Aida", "Chen", weight=7)]
    return problem(people, requests, **{"interpreters": [speaker], **facts})


def sound(**facts):
    return plan([meeting("R1", "1-0"), meeting("R2", "1-1", 1, "I1")], weight=17, bound=17) | facts


def test_a_plan_that_keeps_every_rule_has_no_fault_and_its_figures_are_counted():
    verdict = judge(two(first_meeting_bonus=5), sound(weight=32, bound=40))
    assert verdict.is_sound
    assert (verdict.placed, verdict.weight, verdict.breaks, verdict.spread, verdict.moved) == (2, 32, 0, 0, 0)


@pytest.mark.parametrize(
    "answer",
    [[], {"status": "feasible"}, {"status": "done", "meetings": [], "unplaced": []}, plan(["R1"]), plan([], "none")],
)
def test_a_plan_without_form_is_answered_not_raised_on(answer):
    assert {rule for rule, _about in found(two(), answer)} == {"form"}


def test_an_infeasible_plan_has_no_meetings():
    assert not found(two(), plan([], status="infeasible"))
    assert found(two(), plan([meeting("R1", "1-0")], status="infeasible")) == {("form", ())}


def test_unknown_requests_and_slots():
    answer = plan([meeting("R1", "1-0"), meeting("R2", "1-1", 1, "I1"), meeting("R9", "1-0", 2), meeting("R1", "7-7")])
    assert {("unknown", ("R9",)), ("unknown", ("R1",))} <= found(two(), answer)


def test_a_request_placed_twice():
    answer = plan([meeting("R1", "1-0"), meeting("R1", "1-2", 2), meeting("R2", "1-1", 1, "I1")], weight=17, bound=17)
    assert ("twice", ("R1",)) in found(two(), answer)


def test_slots_that_are_not_allowed():
    case = two()
    case["requests"][0] |= {"slots": ["1-1", "1-2"]}
    case["requests"][1] |= {"fixed": "1-0"}
    assert found(case, sound()) == {("slot", ("R1",)), ("fixed", ("R2",))}


@pytest.mark.parametrize("table", [None, 0, 6, 1.0, True, "1"])
def test_a_table_that_does_not_exist(table):
    answer = sound(meetings=[meeting("R1", "1-0", table), meeting("R2", "1-1", 1, "I1")])
    assert found(two(), answer) == {("table", ("R1",))}


def test_a_table_with_two_meetings():
    case = problem([person(name) for name in "ABCD"], [request("R1", "A", "B"), request("R2", "C", "D")])
    answer = plan([meeting("R1", "1-0", 3), meeting("R2", "1-0", 3)], weight=20, bound=20)
    assert found(case, answer) == {("table", ("R1", "R2"))}


def test_a_meeting_at_a_booth_takes_no_table():
    case = two()
    case["participants"][1]["booth"] = True
    assert found(case, sound()) == {("booth", ("R1",))}
    case["tables"] = 0
    case["requests"].pop()
    assert not found(case, plan([meeting("R1", "1-0", None)], weight=10, bound=10))


def test_somebody_who_is_not_there():
    case = two()
    case["participants"][1]["unavailable"] = ["1-0"]
    assert found(case, sound()) == {("absent", ("Bolat", "R1"))}
    late = sound(meetings=[meeting("R1", "1-0"), meeting("R2", "1-2", 1, "I1")])
    assert found(two(), late) == {("absent", ("I1", "R2"))}


def test_more_meetings_at_a_time_than_people_came():
    answer = sound(meetings=[meeting("R1", "1-1"), meeting("R2", "1-1", 2, "I1")])
    assert found(two(), answer) == {("capacity", ("Aida", "R1", "R2"))}
    case = two()
    case["participants"][0]["capacity"] = 2
    assert not found(case, answer)


def test_one_interpreter_in_two_meetings_at_a_time():
    people = [person("A"), person("B"), person("C", "zh"), person("D", "zh")]
    case = problem(
        people,
        [request("R1", "A", "C"), request("R2", "B", "D")],
        interpreters=[person("I1", "kk", "zh")],
    )
    answer = plan([meeting("R1", "1-0", 1, "I1"), meeting("R2", "1-0", 2, "I1")], weight=20, bound=20)
    assert found(case, answer) == {("capacity", ("I1", "R1", "R2"))}


def test_limits_of_a_day():
    case = two()
    case["participants"][0]["max_per_day"] = 1
    case["interpreters"][0]["max_per_day"] = 0
    assert found(case, sound()) == {("day_limit", ("Aida",)), ("day_limit", ("I1",))}


def test_interpreters_where_needed_and_only_there():
    case = two(interpreters=[person("I1", "kk", "zh"), person("I2", "kk", "tr")])
    assert found(case, sound(meetings=[meeting("R1", "1-0", 1, "I2"), meeting("R2", "1-1", 1, "I2")])) == {
        ("interpreter", ("R1",)),
        ("interpreter", ("R2", "I2")),
    }
    for name in (None, "I9", 5):
        answer = sound(meetings=[meeting("R1", "1-0"), meeting("R2", "1-1", 1, name)])
        assert found(case, answer) == {("interpreter", ("R2",))}


def test_a_group_of_three_needs_one_language_that_all_share():
    people = [person("A", "kk", "ru"), person("B", "ru", "en"), person("C", "en", "kk")]
    case = problem(people, [request("R1", "A", "B", "C")])
    assert found(case, plan([meeting("R1", "1-0")], weight=10, bound=10)) == {("interpreter", ("R1",))}
    for row in people:
        row["languages"].append("tr")
    assert not found(case, plan([meeting("R1", "1-0")], weight=10, bound=10))


def test_an_order_that_is_not_kept():
    case = two()
    case["requests"][0]["after"] = ["R2"]
    assert found(case, sound()) == {("order", ("R1", "R2"))}


def test_what_must_be_placed():
    case = two()
    case["requests"][1]["required"] = True
    answer = plan([meeting("R1", "1-0")], [{"request": "R2", "reason": "competition"}], weight=10, bound=17)
    assert found(case, answer) == {("required", ("R2",))}
    case = two(objective="breaks")
    answer |= {"breaks": 0, "bound_breaks": 0}
    assert found(case, answer) == {("required", ("R2",))}


REPLAN = {"previous": [meeting("R1", "1-0"), meeting("R2", "1-0", 2, "I1"), meeting("R8", "1-2")], "keep_bonus": 25}


def test_the_objective_of_a_replan_counts_what_was_kept_and_what_was_moved():
    case = two(move_cost=10, **REPLAN)
    verdict = judge(case, sound(weight=17 + 2 * 25 - 10, bound=57, moved=1))
    assert (verdict.faults, verdict.moved, verdict.weight) == ((), 1, 57)
    assert found(case, sound(weight=57, bound=57, moved=0)) == {("figure", ())}


def test_more_moves_than_allowed():
    case = two(max_moved=0, move_cost=0, **REPLAN)
    assert found(case, sound(weight=67, bound=67, moved=1)) == {("moved", ("R2",))}


def test_the_past_stays_as_it_was():
    case = two(previous=[meeting("R1", "1-0"), meeting("R8", "1-1")], frozen_before="1-2")
    assert found(case, sound()) == {("frozen", ("R2",))}
    late = plan([meeting("R1", "1-2")], [{"request": "R2", "reason": "no_interpreter"}], weight=10, bound=17, moved=1)
    assert found(case, late) == {("frozen", ("R1",))}


@pytest.mark.parametrize(
    ("unplaced", "fault"),
    [
        ([], ("explained", ("R2",))),
        ([{"request": "R2", "reason": "competition"}] * 2, ("explained", ("R2",))),
        ([{"request": "R2", "reason": "competition"}, {"request": "R1", "reason": "order"}], ("explained", ("R1",))),
        ([{"request": "R2", "reason": "competition"}, {"request": "R9", "reason": "order"}], ("explained", ("R9",))),
        ([{"request": "R2", "reason": "bad luck"}], ("reason", ("R2",))),
        ([{"request": "R2", "reason": "no_common_slot"}], ("reason", ("R2",))),
        ([{"request": "R2", "reason": "no_table"}], ("reason", ("R2",))),
        ([{"request": "R2", "reason": "day_limit"}], ("reason", ("R2",))),
        ([{"request": "R2", "reason": "order"}], ("reason", ("R2",))),
    ],
)
def test_every_unplaced_request_is_explained_once_with_a_reason_that_is_true(unplaced, fault):
    assert found(two(), plan([meeting("R1", "1-0")], unplaced, weight=10, bound=17)) == {fault}


def test_a_reason_that_hides_that_people_are_never_free_together():
    case = two()
    case["participants"][2]["unavailable"] = ["1-0", "1-1", "1-2"]
    hidden = plan([meeting("R1", "1-0")], [{"request": "R2", "reason": "competition"}], weight=10, bound=17)
    assert found(case, hidden) == {("reason", ("R2",))}
    told = plan([meeting("R1", "1-0")], [{"request": "R2", "reason": "no_common_slot"}], weight=10, bound=17)
    assert not found(case, told)


def test_a_reason_about_interpreters_where_none_is_needed():
    answer = plan([meeting("R2", "1-0", 1, "I1")], [{"request": "R1", "reason": "no_interpreter"}], weight=7, bound=17)
    assert found(two(), answer) == {("reason", ("R1",))}


def test_figures_that_are_not_so():
    assert found(two(), sound(weight=18, bound=18)) == {("figure", ())}
    assert found(two(), sound(weight=None)) == {("figure", ())}
    assert found(two(), sound(bound=16)) == {("bound", ())}
    assert found(two(), sound(bound=None)) == {("bound", ())}
    assert found(two(), sound(status="optimal", bound=18)) == {("bound", ())}
    assert not found(two(), sound(status="optimal"))


def broken(**facts):
    """Bolat waits an hour between two meetings; Aida and Chen do not."""
    people = [person("Aida"), person("Bolat"), person("Chen")]
    case = problem(
        people, [request("R1", "Bolat", "Aida"), request("R2", "Bolat", "Chen")], objective="breaks", **facts
    )
    return case, plan([meeting("R1", "1-0"), meeting("R2", "1-2")], breaks=1, bound_breaks=0)


def test_breaks_are_counted_within_a_day():
    case, answer = broken()
    verdict = judge(case, answer)
    assert (verdict.faults, verdict.breaks, verdict.spread) == ((), 1, 1)
    case["slots"] = slots(2, 2)
    assert judge(case, answer | {"meetings": [meeting("R1", "1-0"), meeting("R2", "2-1")], "breaks": 0}).breaks == 0


def test_breaks_that_are_not_so():
    case, answer = broken()
    assert found(case, answer | {"breaks": 0}) == {("figure", ())}
    assert found(case, answer | {"bound_breaks": 2}) == {("bound", ())}
    assert found(case, answer | {"status": "optimal"}) == {("bound", ())}
    assert found(case, answer | {"status": "optimal", "bound_breaks": 1}) == set()


def test_breaks_that_differ_too_much():
    case, answer = broken(max_break_spread=0)
    assert found(case, answer) == {("spread", ())}

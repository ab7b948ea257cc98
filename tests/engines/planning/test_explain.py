"""Why a request was not met, and changes that really seat it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kelisim.engines.planning.check import judge
from kelisim.engines.planning.explain import Addition, Change, Explanation, carry_out, changes, explain
from kelisim.engines.planning.form import parse_problem, problem_as_dict
from kelisim.engines.planning.plan import Plan, Reason, Status, Unplaced
from kelisim.engines.planning.problem import Meeting
from kelisim.engines.planning.seating import Lack, Seating
from kelisim.engines.planning.tell import LANGUAGES, tell
from tests.engines.planning.made import person, problem, request, slots
from tests.engines.planning.random_problems import random_problem


def planned(*meetings, unplaced="R9", reason=Reason.COMPETITION):
    return Plan(Status.FEASIBLE, tuple(Meeting(*row) for row in meetings), (Unplaced(unplaced, reason, ""),))


def pairs(count, tables, **facts):
    """Pairs A0-B0, A1-B1, … that all want the one slot; the last is R9."""
    people = [person(f"{side}{n}") for n in range(count) for side in "AB"]
    names = [*(f"R{n}" for n in range(count - 1)), "R9"]
    requests = [request(name, f"A{n}", f"B{n}", weight=10 + n) for n, name in enumerate(names)]
    return parse_problem(problem(people, requests, **{"slots": slots(1, 1), "tables": tables, **facts}))


def test_one_more_table_or_a_swap_and_what_costs_the_plan_least_first():
    case = pairs(2, tables=1)
    assert changes(case, planned(("R0", "1-0", 1, None)), "R9") == (
        Change("R9", "1-0", additions=(Addition(Lack.TABLE, "1-0"),), points=-11),
        Change("R9", "1-0", given_up=("R0",), points=-1),
    )


def test_an_interpreter_with_the_languages_that_are_missing():
    people = [person("Aida", "kk", "ru"), person("Chen", "zh")]
    case = parse_problem(problem(people, [request("R9", "Aida", "Chen")], slots=slots(1, 1)))
    (change,) = changes(case, planned(reason=Reason.NO_INTERPRETER), "R9")
    assert change.additions == (Addition(Lack.INTERPRETER, "1-0", languages=("kk", "zh")),)


def test_somebody_else_moves_and_nobody_loses():
    case = pairs(2, tables=1, slots=slots(1, 2))
    late = replace(case.people["A1"], unavailable=frozenset(("1-1",)))
    case = replace(case, participants=tuple(late if p.id == "A1" else p for p in case.participants))
    first, *_others = changes(case, planned(("R0", "1-0", 1, None)), "R9")
    assert (first.slot, first.moves, first.given_up, first.additions) == ("1-0", (("R0", "1-1"),), (), ())


def test_a_day_limit_and_an_absence():
    people = [person("A", max_per_day=0), person("B"), person("C", unavailable=["1-0"]), person("D")]
    requests = [request("R8", "A", "B"), request("R9", "C", "D")]
    case = parse_problem(problem(people, requests, slots=slots(1, 1)))
    assert changes(case, planned(unplaced="R8"), "R8")[0].additions == (Addition(Lack.LIMIT, "1-0", "A"),)
    assert changes(case, planned(unplaced="R9"), "R9")[0].additions == (Addition(Lack.PRESENCE, "1-0", "C"),)


def test_what_is_fixed_required_or_past_does_not_give_way():
    case = pairs(2, tables=1)
    for facts in ({"fixed": "1-0"}, {"required": True}):
        row = replace(case.requests[0], **facts)
        kept = replace(case, requests=(row, case.requests[1]))
        found = changes(kept, planned(("R0", "1-0", 1, None)), "R9")
        assert [change.given_up for change in found] == [()]


def test_only_an_unplaced_request_is_explained():
    case = pairs(2, tables=1)
    with pytest.raises(KeyError):
        explain(case, planned(("R0", "1-0", 1, None)), "R0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_every_change_is_told_in_five_languages(language):
    case = pairs(2, tables=1)
    additions = tuple(Addition(lack, "1-0", "A0", ("kk", "zh")) for lack in Lack if lack not in ("person", "order"))
    change = Change("R9", "1-0", additions, (("R0", "1-0"),), ("R0",), 10)
    for reason in Reason:
        said = tell(explain_with(reason, change), case, language, {"A0": "Aida"})
        assert len(said) == 2
        assert all(said)
        assert "Aida" in said[1]
        assert "10" in said[1]
        assert "{" not in "".join(said)


def explain_with(reason, change):
    return Explanation("R9", reason, ("A1", "B1"), (change,))


def test_words_of_an_explanation():
    case = pairs(2, tables=1)
    explanation = explain(case, planned(("R0", "1-0", 1, None), reason=Reason.NO_TABLE), "R9")
    assert tell(explanation, case, "en") == [
        "Every table is taken when A1 and B1 are free.",
        "It could take place on 1 March at 09:00: one more table is needed then.",
        "It could take place on 1 March at 09:00: meetings given up: R0; the plan gains points: 1.",
    ]
    with pytest.raises(ValueError, match="kk, ru, en, tr, zh"):
        tell(explanation, case, "de")


def seated_at_random(case, seed):
    """Some plan: requests in random order, each in the first slot where nothing is in the way."""
    rng, seating = random.Random(seed), Seating(case, ())
    for row in rng.sample(case.requests, len(case.requests)):
        for slot in rng.sample(seating.open_slots(), len(seating.open_slots())):
            if not seating.obstacles(row.id, slot) and rng.random() < 0.8:
                seating.seat(
                    row.id, slot, seating.free_interpreter(row.id, slot) if seating.needs_interpreter(row.id) else None
                )
                break
    return seating


def as_plan(case, places):
    tables, meetings = {}, []
    for name, (slot, interpreter) in places.items():
        is_at_booth = any(case.people[who].booth for who in case.request_by_id[name].participants)
        tables[slot] = tables.get(slot, 0) + (not is_at_booth)
        meetings.append(
            {"request": name, "slot": slot, "table": None if is_at_booth else tables[slot], "interpreter": interpreter}
        )
    return {"status": "feasible", "meetings": meetings, "unplaced": []}


ABOUT_THE_PLACED = {
    "unknown",
    "twice",
    "slot",
    "fixed",
    "table",
    "booth",
    "absent",
    "capacity",
    "day_limit",
    "interpreter",
    "order",
}


@pytest.mark.parametrize("seed", range(150))
def test_each_change_offered_can_be_carried_out(seed):
    case = parse_problem(random_problem(seed))
    seating = seated_at_random(case, seed)
    meetings = [Meeting(name, slot, None, seating.interpreter_of[name]) for name, slot in seating.slot_of.items()]
    for row in case.requests:
        if row.id in seating.slot_of:
            continue
        plan = Plan(Status.FEASIBLE, tuple(meetings), (Unplaced(row.id, Reason.COMPETITION, ""),))
        for change in changes(case, plan, row.id):
            added, places = carry_out(case, plan, change)
            verdict = judge(problem_as_dict(added), as_plan(added, places))
            assert places[row.id][0] == change.slot
            assert not [fault for fault in verdict.faults if fault.rule in ABOUT_THE_PLACED]
            assert set(places) == (set(seating.slot_of) | {row.id}) - set(change.given_up)
            assert verdict.weight == pytest.approx(seating.objective - change.points)

"""Too many requests for their slots: found by matching, and the same as trying every way of placing them says."""

import random
from itertools import product

import pytest

from kelisim.engines.planning.crowd import too_many
from kelisim.engines.planning.form import parse_problem
from kelisim.engines.planning.plan import Status
from kelisim.engines.planning.solver import solve
from tests.engines.planning.makers import forum, person, slots, wish


def has_place_for_all(rows, places):
    return any(all(chosen.count(slot) <= places for slot in chosen) for chosen in product(*rows))


@pytest.mark.parametrize("seed", range(100))
def test_rows_are_named_where_and_only_where_no_way_of_placing_them_exists(seed):
    rng = random.Random(seed)
    places = rng.choice((1, 1, 2))
    rows = [rng.sample(range(4), rng.randint(1, 4)) for _ in range(rng.randint(1, 6))]
    crowded = too_many(rows, places)
    assert (crowded is None) == has_place_for_all(rows, places)
    if crowded is not None:
        assert len(crowded) > places * len({slot for row in crowded for slot in rows[row]})


@pytest.mark.parametrize("objective", ["weight", "breaks"])
def test_a_person_with_more_required_meetings_than_slots_is_named_with_them(objective):
    both = ["1-1", "1-2"]
    wishes = [wish(name, "A", other, required=True, slots=both) for name, other in zip("XYZ", "BCD", strict=True)]
    people = [person(name) for name in "ABCD"]
    problem = forum(slots=slots(4), participants=people, requests=[*wishes, wish("W", "A", "C")], objective=objective)
    plan = solve(parse_problem(problem), 5)
    assert plan.status == Status.INFEASIBLE
    assert [(row.requests, row.people) for row in plan.conflicts] == [(("X", "Y", "Z"), ("A",))]

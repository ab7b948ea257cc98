"""Small random problems of every kind that the format knows, and plans made of them without the solver."""

from __future__ import annotations

import random
from itertools import islice
from typing import Any

from tests.engines.planning.exhaustive import plans
from tests.engines.planning.made import slots

Row = dict[str, Any]
LANGUAGES = ("kk", "ru", "zh")


def random_problem(seed: int, objective: str = "weight") -> Row:
    """Two to five people, two to six slots, up to six requests, and a few of the rarer rules each time."""
    rng = random.Random(seed)
    rows = slots(rng.choice((1, 1, 2)), rng.choice((2, 3)))
    names = [row["id"] for row in rows]
    people = [_person(rng, f"P{n}", names) for n in range(rng.randint(2, 5))]
    interpreters = [_interpreter(rng, f"I{n}", names) for n in range(rng.choice((0, 1, 1, 2)))]
    ids = [f"R{n}" for n in range(rng.randint(1, 6 if objective == "weight" else 4))]
    problem = {
        "slots": rows,
        "tables": rng.choice((0, 1, 1, 2, 2, 3)),
        "participants": people,
        "interpreters": interpreters,
        "requests": [_request(rng, name, people, names, ids[:n]) for n, name in enumerate(ids)],
        "objective": objective,
        "first_meeting_bonus": rng.choice((0, 0, 3, 20)),
        "max_break_spread": rng.choice((None, 0, 1, 2)) if objective == "breaks" else None,
    }
    if objective == "weight" and rng.random() < 0.4:
        problem |= _replan(rng, ids, names)
    elif objective == "weight" and rng.random() < 0.4:
        problem |= _on_the_day(rng, problem, names)
    return problem


def _person(rng: random.Random, name: str, slots: list[str]) -> Row:
    return {
        "id": name,
        "languages": rng.sample(LANGUAGES, rng.choice((1, 1, 2))),
        "unavailable": [slot for slot in slots if rng.random() < 0.2],
        "max_per_day": rng.choice((None, None, None, 1, 2)),
        "capacity": rng.choice((1, 1, 1, 2)),
        "booth": rng.random() < 0.15,
    }


def _interpreter(rng: random.Random, name: str, slots: list[str]) -> Row:
    return {
        "id": name,
        "languages": rng.sample(LANGUAGES, 2),
        "unavailable": [slot for slot in slots if rng.random() < 0.15],
        "max_per_day": rng.choice((None, None, 0, 1, 2)),
    }


def _request(rng: random.Random, name: str, people: list[Row], slots: list[str], earlier: list[str]) -> Row:
    size = min(len(people), rng.choice((2, 2, 2, 3)))
    allowed = rng.sample(slots, rng.randint(1, len(slots))) if rng.random() < 0.2 else None
    return {
        "id": name,
        "participants": [row["id"] for row in rng.sample(people, size)],
        "weight": rng.choice((0, 1, 5, 10, 10, 15, 25)),
        "required": rng.random() < 0.08,
        "slots": allowed,
        "fixed": rng.choice(allowed or slots) if rng.random() < 0.08 else None,
        "after": [rng.choice(earlier)] if earlier and rng.random() < 0.15 else [],
    }


def _replan(rng: random.Random, ids: list[str], slots: list[str]) -> Row:
    stood = [name for name in [*ids, "R90"] if rng.random() < 0.6]
    return {
        "previous": [{"request": n, "slot": rng.choice(slots), "table": 1, "interpreter": None} for n in stood],
        "move_cost": rng.choice((0, 4, 10)),
        "keep_bonus": rng.choice((0, 25)),
        "max_moved": rng.choice((None, None, 0, 1)),
    }


def _on_the_day(rng: random.Random, problem: Row, slots: list[str]) -> Row:
    """Part of the plan that was made has passed; one request is cancelled."""
    made = rng.choice(list(islice(plans(problem), 200)) or [{}])
    stood = [{"request": n, "slot": slot, "table": 1, "interpreter": who} for n, (slot, who) in made.items()]
    kept = problem["requests"][: max(1, len(problem["requests"]) - rng.choice((0, 1)))]
    return {
        "requests": kept,
        "previous": stood,
        "move_cost": rng.choice((0, 4, 10)),
        "keep_bonus": rng.choice((0, 25)),
        "max_moved": rng.choice((None, 0, 1)),
        "frozen_before": rng.choice(slots),
    }

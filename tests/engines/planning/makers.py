"""Small planning problems as JSON values; each test states only what it is about."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any


def slots(*days: int) -> list[dict[str, Any]]:
    """So many slots on the first day, so many on the second …: "1-1", "1-2", …, "2-1", …"""
    return [
        {"id": f"{day}-{hour}", "day": f"2026-03-{day:02}", "start": f"{8 + hour:02}:00", "end": f"{8 + hour:02}:50"}
        for day, count in enumerate(days, 1)
        for hour in range(1, count + 1)
    ]


def person(name: str, *languages: str, **facts: Any) -> dict[str, Any]:
    return {"id": name, "languages": list(languages or ("kk",)), **facts}


def wish(name: str, *people: str, weight: float = 10, **facts: Any) -> dict[str, Any]:
    return {"id": name, "participants": list(people), "weight": weight, **facts}


def forum(**facts: Any) -> dict[str, Any]:
    """Two slots, two tables, three people who all speak Kazakh, and no wish."""
    return {
        "slots": slots(2),
        "tables": 2,
        "participants": [person("A"), person("B"), person("C")],
        "interpreters": [],
        "requests": [],
        "objective": "weight",
        **facts,
    }


def crowd(
    seed: int, *, people: int = 60, requests: int = 500, tables: int = 9, interpreters: int = 4
) -> dict[str, Any]:
    """Far more wishes than two days of eight slots can hold, about half of them between people without a common language."""
    rng = random.Random(seed)
    times = [row["id"] for row in slots(8, 8)]
    present = [
        person(
            f"P{number:03}",
            *rng.choice((["kk", "ru"], ["ru"], ["zh"], ["en"])),
            unavailable=rng.sample(times, rng.randrange(5)),
            max_per_day=rng.choice((4, 6, None)),
            capacity=rng.choice((1, 1, 1, 2)),
        )
        for number in range(people)
    ]
    pairs = rng.sample(list(combinations(range(people), 2)), requests)
    return forum(
        slots=slots(8, 8),
        tables=tables,
        participants=present,
        interpreters=[
            person(f"I{number}", "ru", rng.choice(("zh", "en")), max_per_day=7) for number in range(interpreters)
        ],
        requests=[
            wish(f"R{number:04}", f"P{one:03}", f"P{other:03}", weight=rng.choice((10, 20, 30, 55)))
            for number, (one, other) in enumerate(pairs)
        ],
        first_meeting_bonus=5,
    )


def round_of_meetings(seed: int, *, people: int = 44, requests: int = 130, hours: int = 12) -> dict[str, Any]:
    """All meetings must be held on one day with few breaks; one company comes with two people."""
    rng = random.Random(seed)
    pairs = list(combinations(range(people), 2))
    rng.shuffle(pairs)
    meetings_of, chosen = [0] * people, []
    for pair in pairs:
        if len(chosen) < requests and all(meetings_of[number] < hours - 3 for number in pair):
            chosen.append(pair)
            for number in pair:
                meetings_of[number] += 1
    return forum(
        slots=slots(hours),
        tables=requests // hours + 2,
        participants=[person(f"P{number:03}", capacity=1 + (number == 0)) for number in range(people)],
        requests=[wish(f"R{number:04}", f"P{a:03}", f"P{b:03}") for number, (a, b) in enumerate(chosen)],
        objective="breaks",
        max_break_spread=3,
    )

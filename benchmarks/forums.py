"""Forums to plan, made by a seed: two days, more wishes than seats, five languages, officials with other duties."""

from __future__ import annotations

import random
from typing import Any

Row = dict[str, Any]
DAYS, SLOTS_A_DAY = ("2026-10-01", "2026-10-02"), 14
SPOKEN = (
    (("ru",), 14),
    (("kk", "ru"), 26),
    (("en",), 8),
    (("zh",), 20),
    (("tr",), 12),
    (("zh", "en"), 8),
    (("en", "ru"), 12),
)
PAIRS = (("ru", "zh"), ("ru", "tr"), ("ru", "en"), ("kk", "zh"), ("kk", "tr"), ("en", "zh"), ("ru", "zh", "en"))


def make_forum(
    requests: int, seed: int, *, companies: int = 300, officials: int = 30, tables: int = 60, interpreters: int = 20
) -> Row:
    """A planning problem as in docs/how-to-plan.md, the same for the same arguments."""
    rng = random.Random(seed)
    slots = [_slot(day, hour) for day in range(len(DAYS)) for hour in range(SLOTS_A_DAY)]
    names = [slot["id"] for slot in slots]
    people = [_company(rng, n, names) for n in range(companies)] + [_official(rng, n, names) for n in range(officials)]
    speakers = [_interpreter(rng, n, names) for n in range(interpreters)]
    return {
        "slots": slots,
        "tables": tables,
        "participants": people,
        "interpreters": speakers,
        "requests": _requests(rng, people, companies, requests),
        "objective": "weight",
        "first_meeting_bonus": 5,
    }


def _slot(day: int, hour: int) -> Row:
    minute = 9 * 60 + hour * 30
    start, end = (f"{at // 60:02}:{at % 60:02}" for at in (minute, minute + 25))
    return {"id": f"{day + 1}-{start}", "day": DAYS[day], "start": start, "end": end}


def _company(rng: random.Random, number: int, slots: list[str]) -> Row:
    away = set(slots[:2])
    if rng.random() < 0.25:
        late = rng.randint(1, 6)
        away |= set(slots[: 2 + late]) if rng.random() < 0.5 else set(slots[-late:])
    if rng.random() < 0.08:
        away |= set(slots[:SLOTS_A_DAY]) if rng.random() < 0.5 else set(slots[SLOTS_A_DAY:])
    spoken = rng.choices([row[0] for row in SPOKEN], [row[1] for row in SPOKEN])[0]
    return _person(f"C{number:04}", spoken, slots, away, max_per_day=8, capacity=rng.choice((1, 1, 1, 1, 1, 2)))


def _official(rng: random.Random, number: int, slots: list[str]) -> Row:
    away = set(slots[:2]) | {slot for slot in slots if rng.random() < 0.35}
    spoken = ("kk", "ru", "en") if rng.random() < 0.3 else ("kk", "ru")
    return _person(f"G{number:04}", spoken, slots, away, max_per_day=10, booth=rng.random() < 0.3)


def _interpreter(rng: random.Random, number: int, slots: list[str]) -> Row:
    away = {slot for slot in slots if rng.random() < 0.1}
    return _person(f"I{number:03}", rng.choice(PAIRS), slots, away, max_per_day=12)


def _person(name: str, spoken: tuple[str, ...], slots: list[str], away: set[str], **facts: Any) -> Row:
    return {"id": name, "languages": list(spoken), "unavailable": [slot for slot in slots if slot in away], **facts}


def _requests(rng: random.Random, people: list[Row], companies: int, count: int) -> list[Row]:
    """Half of the wishes go to the few whom many want to meet."""
    fame = [rng.paretovariate(1.3) for _ in people]
    pairs: dict[tuple[str, str], Row] = {}
    while len(pairs) < count:
        one = rng.randrange(companies)
        other = (
            rng.randrange(companies, len(people))
            if rng.random() < 0.25
            else rng.choices(range(companies), fame[:companies])[0]
        )
        key = tuple(sorted((people[one]["id"], people[other]["id"])))
        if one != other and key not in pairs:
            weight = rng.choice((10, 20, 30)) + (25 if rng.random() < 0.3 else 0) + (10 if other >= companies else 0)
            pairs[key] = {"id": f"R{len(pairs):05}", "participants": list(key), "weight": weight}
    return list(pairs.values())

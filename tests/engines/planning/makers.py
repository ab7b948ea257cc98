"""Small planning problems as JSON values; each test states only what it is about."""

from __future__ import annotations

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

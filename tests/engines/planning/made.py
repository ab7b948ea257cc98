"""Problems and plans as tests write them: only what matters is said, the rest has a plain default."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def slots(days: int = 1, a_day: int = 3) -> list[Row]:
    """`1-0`, `1-1`, … on the first day, `2-0`, … on the second."""
    return [
        {"id": f"{day}-{hour}", "day": f"2026-03-{day:02}", "start": f"{9 + hour:02}:00", "end": f"{9 + hour:02}:40"}
        for day in range(1, days + 1)
        for hour in range(a_day)
    ]


def person(name: str, *languages: str, **facts: Any) -> Row:
    return {"id": name, "languages": list(languages or ("kk",)), "unavailable": [], **facts}


def request(name: str, *participants: str, weight: float = 10, **facts: Any) -> Row:
    return {"id": name, "participants": list(participants), "weight": weight, **facts}


def problem(participants: list[Row], requests: list[Row], **facts: Any) -> Row:
    base = {"slots": slots(), "tables": 5, "interpreters": [], "objective": "weight"}
    return {**base, "participants": participants, "requests": requests, **facts}


def meeting(request: str, slot: str, table: int | None = 1, interpreter: str | None = None) -> Row:
    return {"request": request, "slot": slot, "table": table, "interpreter": interpreter}


def plan(meetings: list[Row], unplaced: list[Row] | None = None, **facts: Any) -> Row:
    return {"status": "feasible", "meetings": meetings, "unplaced": unplaced or [], "moved": 0, **facts}

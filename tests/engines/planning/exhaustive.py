"""The best plan of a small problem by trying every one: slow, plain, and written without the solver or the judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
Seat = tuple[str, str | None]  # slot, interpreter
Seats = dict[str, Seat]


def best_weight(problem: Row) -> float | None:
    """The largest objective that any plan reaches; None where no plan keeps every rule."""
    return max((objective(problem, seats) for seats in plans(problem)), default=None)


def fewest_breaks(problem: Row) -> int | None:
    """The fewest breaks of any plan that places all and keeps the spread; None where there is none."""
    most, totals = problem.get("max_break_spread"), []
    for seats in plans(problem):
        breaks = breaks_of(problem, seats)
        if most is None or max(breaks) - min(breaks) <= most:
            totals.append(sum(breaks))
    return min(totals, default=None)


def plans(problem: Row) -> Iterator[Seats]:
    """Every way to seat or leave out the requests that keeps every rule."""
    yield from _extend(problem, {}, problem["requests"])


def _extend(problem: Row, seats: Seats, rest: list[Row]) -> Iterator[Seats]:
    if not rest:
        if _is_whole(problem, seats):
            yield dict(seats)
        return
    for seat in _seats(problem, rest[0]):
        chosen = seats | ({rest[0]["id"]: seat} if seat else {})
        if _is_possible(problem, chosen):
            yield from _extend(problem, chosen, rest[1:])


def _seats(problem: Row, request: Row) -> Iterator[Seat | None]:
    before = {row["request"]: row["slot"] for row in problem.get("previous") or []}.get(request["id"])
    order = [slot["id"] for slot in problem["slots"]]
    start = order.index(problem["frozen_before"]) if problem.get("frozen_before") else 0
    stays = before is not None and order.index(before) < start
    if not request.get("required") and problem["objective"] == "weight" and not stays:
        yield None
    allowed = [before] if stays else order[start:]
    for slot in allowed:
        if slot in (request.get("slots") or order) and slot == (request.get("fixed") or slot):
            for interpreter in _interpreters(problem, request, slot):
                yield slot, interpreter


def _interpreters(problem: Row, request: Row, slot: str) -> list[str | None]:
    people = {person["id"]: person for person in problem["participants"]}
    sides = [set(people[who]["languages"]) for who in request["participants"]]
    if set.intersection(*sides):
        return [None]
    return [
        row["id"]
        for row in problem["interpreters"]
        if slot not in row["unavailable"] and all(side & set(row["languages"]) for side in sides)
    ]


def _is_possible(problem: Row, seats: Seats) -> bool:
    """Whether what is seated so far breaks no rule that seating more could not mend."""
    people = {person["id"]: person for person in [*problem["participants"], *problem["interpreters"]]}
    requests = {row["id"]: row for row in problem["requests"]}
    day = {slot["id"]: slot["day"] for slot in problem["slots"]}
    place = {slot["id"]: index for index, slot in enumerate(problem["slots"])}
    in_slot, on_day, at_table = Counter(), Counter(), Counter()
    for name, (slot, interpreter) in seats.items():
        booth = any(people[who].get("booth") for who in requests[name]["participants"])
        at_table[slot] += not booth
        for who in [*requests[name]["participants"], *([interpreter] if interpreter else [])]:
            in_slot[who, slot] += 1
            on_day[who, day[slot]] += 1
            if slot in people[who]["unavailable"]:
                return False
    return (
        all(count <= people[who].get("capacity", 1) for (who, _slot), count in in_slot.items())
        and all(count <= problem["tables"] for count in at_table.values())
        and not any(
            people[who].get("max_per_day") is not None and count > people[who]["max_per_day"]
            for (who, _day), count in on_day.items()
        )
        and not any(
            earlier in seats and place[seats[earlier][0]] >= place[slot]
            for name, (slot, _speaker) in seats.items()
            for earlier in requests[name].get("after") or []
        )
    )


def _is_whole(problem: Row, seats: Seats) -> bool:
    return problem.get("max_moved") is None or _moved(problem, seats) <= problem["max_moved"]


def _moved(problem: Row, seats: Seats) -> int:
    before = problem.get("previous") or []
    return sum(row["request"] in seats and seats[row["request"]][0] != row["slot"] for row in before)


def objective(problem: Row, seats: Seats) -> float:
    """Weights and bonuses less the cost of moves."""
    weights = {row["id"]: row["weight"] for row in problem["requests"]}
    parties = {row["id"]: row["participants"] for row in problem["requests"]}
    met = {who for name in seats for who in parties[name]}
    kept = sum(row["request"] in seats for row in problem.get("previous") or [])
    return (
        sum(weights[name] for name in seats)
        + len(met) * problem.get("first_meeting_bonus", 0)
        + kept * problem.get("keep_bonus", 0)
        - _moved(problem, seats) * problem.get("move_cost", 0)
    )


def breaks_of(problem: Row, seats: Seats) -> list[int]:
    """The number of breaks of each participant, in the order of the problem."""
    place = {slot["id"]: (slot["day"], index) for index, slot in enumerate(problem["slots"])}
    parties = {row["id"]: row["participants"] for row in problem["requests"]}
    answer = []
    for person in problem["participants"]:
        taken = sorted({place[slot] for name, (slot, _) in seats.items() if person["id"] in parties[name]})
        answer.append(sum(one[0] == two[0] and two[1] - one[1] > 1 for one, two in pairwise(taken)))
    return answer

"""What will be short before anything is solved: tables, interpreters, people's own time, day by day.

Wishes are laid over the days, the heaviest first, as if tables and interpreters were without end: only people's own hours
and limits hold them back. What then stands on a day is held against the tables and interpreters that there are. It is an
estimate by days, not by slots: a day that is short here is short; one that is not may still be tight in some of its slots.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from kelisim.engines.planning.problem import Interpreter, Participant, Problem, Request

Pair = tuple[str, ...]  # the languages, one a party, between which somebody interprets


@dataclass(frozen=True, slots=True)
class Shortage:
    """So many interpreters between these languages are missing on a day, for so many meetings."""

    languages: Pair
    meetings: int
    interpreters: int


@dataclass(frozen=True, slots=True)
class DayForecast:
    """A day: its slots, the meetings that people's hours allow, and what these would need."""

    day: str
    slots: int
    meetings: int
    at_tables: int
    tables: int
    interpreted: int
    shortages: tuple[Shortage, ...]

    @property
    def tables_needed(self) -> int:
        return ceil(self.at_tables / self.slots) if self.slots else 0

    @property
    def tables_missing(self) -> int:
        return max(0, self.tables_needed - self.tables)


@dataclass(frozen=True, slots=True)
class Overload:
    """Somebody whom more want to meet than hours allow."""

    who: str
    wishes: int
    places: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """`impossible` are wishes of people who are never there together, `overloads` the fullest first."""

    requests: int
    days: tuple[DayForecast, ...]
    impossible: tuple[str, ...]
    overloads: tuple[Overload, ...]

    @property
    def meetings(self) -> int:
        """Meetings that people's own hours allow."""
        return sum(day.meetings for day in self.days)

    @property
    def is_enough(self) -> bool:
        """Whether tables and interpreters suffice on every day."""
        return not any(day.tables_missing or day.shortages for day in self.days)


def forecast(problem: Problem) -> Forecast:
    """Requests against slots, tables and interpreters."""
    slots = {day: [slot.id for slot in rows] for day, rows in groupby(problem.slots, key=lambda slot: slot.day)}
    laid, impossible = _lay_over_days(problem, slots)
    days = tuple(_of_day(problem, day, names, laid[day]) for day, names in slots.items())
    return Forecast(len(problem.requests), days, impossible, _overloads(problem, slots))


def _places(person: Participant | Interpreter, slots: list[str]) -> int:
    """How many meetings somebody can have on a day."""
    there = sum(slot not in person.unavailable for slot in slots) * getattr(person, "capacity", 1)
    return there if person.max_per_day is None else min(there, person.max_per_day)


def _lay_over_days(problem: Problem, slots: dict[str, list[str]]) -> tuple[dict[str, list[Request]], tuple[str, ...]]:
    left = {(who, day): _places(row, names) for who, row in problem.people.items() for day, names in slots.items()}
    laid: dict[str, list[Request]] = defaultdict(list)
    impossible = []
    for request in sorted(problem.requests, key=lambda row: (not row.required, -row.weight)):
        days = [day for day, names in slots.items() if _meet_on(problem, request, names)]
        if not days:
            impossible.append(request.id)
        free = [day for day in days if all(left[who, day] > 0 for who in request.participants)]
        if not free:
            continue
        day = max(free, key=lambda day: (min(left[who, day] for who in request.participants), -len(laid[day])))
        laid[day].append(request)
        for who in request.participants:
            left[who, day] -= 1
    return laid, tuple(impossible)


def _meet_on(problem: Problem, request: Request, slots: list[str]) -> bool:
    """Whether there is a slot of the day, allowed to the request, in which everybody is there."""
    people = [problem.people[who] for who in request.participants]
    allowed = {request.fixed} if request.fixed else request.slots
    return any(
        all(slot not in person.unavailable for person in people) and (allowed is None or slot in allowed)
        for slot in slots
    )


def _of_day(problem: Problem, day: str, slots: list[str], requests: list[Request]) -> DayForecast:
    pairs = Counter(pair for request in requests if (pair := _languages_between(problem, request)))
    at_tables = sum(not any(problem.people[who].booth for who in request.participants) for request in requests)
    return DayForecast(
        day,
        len(slots),
        len(requests),
        at_tables,
        problem.tables,
        pairs.total(),
        _shortages(problem.interpreters, slots, pairs),
    )


def _languages_between(problem: Problem, request: Request) -> Pair | None:
    """What has to be interpreted: a language of each party, the ones that most interpreters know; None where one is common."""
    sides = [problem.people[who].languages for who in request.participants]
    if frozenset.intersection(*sides):
        return None
    spoken = Counter(language for row in problem.interpreters for language in row.languages)
    chosen = (max(sorted(side), key=lambda language: spoken[language], default="?") for side in sides)
    return tuple(sorted(set(chosen)))


def _shortages(interpreters: Iterable[Interpreter], slots: list[str], pairs: Counter[Pair]) -> tuple[Shortage, ...]:
    """The pairs that interpreters cannot serve on a day. Those who can do the least are used first."""
    left = {row: _places(row, slots) for row in interpreters}
    unmet: Counter[Pair] = Counter()
    fitting = {pair: [row for row in left if set(pair) <= row.languages] for pair in pairs}
    for pair, wanted in sorted(pairs.items(), key=lambda item: (len(fitting[item[0]]), item[0])):
        for row in sorted(fitting[pair], key=lambda row: (len(row.languages), row.id)):
            used = min(wanted, left[row])
            left[row], wanted = left[row] - used, wanted - used
        if wanted:
            unmet[pair] = wanted
    usual = max((_places(row, slots) for row in left), default=0) or max(1, len(slots))
    return tuple(Shortage(pair, meetings, ceil(meetings / usual)) for pair, meetings in unmet.most_common())


def _overloads(problem: Problem, slots: dict[str, list[str]]) -> tuple[Overload, ...]:
    wishes = Counter(who for request in problem.requests for who in request.participants)
    places = {who: sum(_places(row, names) for names in slots.values()) for who, row in problem.people.items()}
    found = [Overload(who, count, places[who]) for who, count in wishes.items() if count > places[who]]
    return tuple(sorted(found, key=lambda row: (row.places - row.wishes, row.who)))

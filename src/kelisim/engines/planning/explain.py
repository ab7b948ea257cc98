"""Why a request was not met, and the cheapest changes that would seat it, each of them tried before it is offered.

Two ways are looked at in every slot that is not past: to rearrange (other meetings give way, and are seated elsewhere
where they can), and to add (a table, an interpreter, an hour of somebody's day). A change costs, in this order: what must
be brought from outside and the meetings that lose their place; the points that the plan loses; the meetings that move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kelisim.engines.planning.plan import Plan, Reason
from kelisim.engines.planning.problem import Interpreter, Problem, Request
from kelisim.engines.planning.seating import Lack, Obstacle, Seating

MOST_CHANGES = 3
MOST_GIVING_WAY = 4
GIVES_WAY = frozenset((Lack.PERSON, Lack.LIMIT, Lack.ORDER, Lack.TABLE, Lack.INTERPRETER))
ONLY_GIVES_WAY = frozenset((Lack.PERSON, Lack.ORDER))


@dataclass(frozen=True, slots=True)
class Addition:
    """Something brought from outside: a table, an interpreter, somebody's presence, a meeting more, another slot."""

    lack: Lack
    slot: str
    who: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What would seat a request in a slot. `points` is what the plan's objective loses by it; below zero it gains."""

    request: str
    slot: str
    additions: tuple[Addition, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    given_up: tuple[str, ...] = ()
    points: float = 0

    @property
    def cost(self) -> tuple[int, float, int]:
        return len(self.additions) + len(self.given_up), self.points, len(self.moves)

    @property
    def shape(self) -> tuple[object, ...]:
        """Changes of one shape are one kind of answer; the cheapest stands for them."""
        return tuple(sorted({row.lack for row in self.additions})), bool(self.given_up), bool(self.moves)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a request is not placed, and what would place it, the cheapest first."""

    request: str
    reason: Reason
    people: tuple[str, ...]
    changes: tuple[Change, ...]


def explain(problem: Problem, plan: Plan, request: str) -> Explanation:
    """Explain one unplaced request of a plan. KeyError where the plan does not name it as unplaced."""
    reason = {row.request: row.reason for row in plan.unplaced}[request]
    return Explanation(request, reason, problem.request_by_id[request].participants, changes(problem, plan, request))


def changes(problem: Problem, plan: Plan, request: str) -> tuple[Change, ...]:
    """The cheapest change of each shape, at most three, the cheapest first."""
    seating = Seating(problem, plan.meetings)
    cheapest: dict[object, Change] = {}
    for change in _all_changes(seating, request):
        known = cheapest.get(change.shape)
        if known is None or change.cost < known.cost:
            cheapest[change.shape] = change
    return tuple(sorted(cheapest.values(), key=lambda change: change.cost)[:MOST_CHANGES])


def _all_changes(seating: Seating, request: str) -> Iterator[Change]:
    objective = seating.objective
    for slot in seating.open_slots():
        for giving_way in (GIVES_WAY, ONLY_GIVES_WAY):
            change = _try(seating, request, slot, giving_way, objective)
            if change is not None:
                yield change


def _try(seating: Seating, request: str, slot: str, giving_way: frozenset[Lack], objective: float) -> Change | None:
    """Seat a request in a slot, with others giving way where they may; None where that cannot be."""
    out: dict[str, str] = {}
    additions: list[Addition] = []
    with seating.tried():
        while obstacles := [each for each in seating.obstacles(request, slot) if not _is_met(each, additions)]:
            obstacle = obstacles[0]
            if obstacle.lack in giving_way and obstacle.holders and len(out) < MOST_GIVING_WAY:
                first = obstacle.holders[0]
                out[first] = seating.slot_of[first]
                seating.take_out(first)
            elif obstacle.lack in ONLY_GIVES_WAY:
                return None
            else:
                additions.append(_addition(seating, request, slot, obstacle))
        seating.problem = replace_problem(seating.problem, request, additions)
        _seat(seating, request, slot)
        return _settled(seating, request, slot, tuple(additions), out, objective)


def _seat(seating: Seating, name: str, slot: str) -> None:
    """Seat a request where nothing is in its way."""
    seating.seat(name, slot, seating.free_interpreter(name, slot) if seating.needs_interpreter(name) else None)


def _is_met(obstacle: Obstacle, additions: list[Addition]) -> bool:
    return any(each.lack == obstacle.lack and each.who == obstacle.who for each in additions)


def _addition(seating: Seating, request: str, slot: str, obstacle: Obstacle) -> Addition:
    languages = seating.languages_needed(request) if obstacle.lack == Lack.INTERPRETER else ()
    return Addition(obstacle.lack, slot, obstacle.who, languages)


def _settled(
    seating: Seating, request: str, slot: str, additions: tuple[Addition, ...], out: dict[str, str], objective: float
) -> Change | None:
    """Seat again what gave way, where it can be; None where something that must stay is lost."""
    moves, given_up = [], []
    for name in sorted(out, key=lambda name: -seating.request(name).weight):
        place = next((each for each in seating.open_slots() if not seating.obstacles(name, each)), None)
        if place is None:
            given_up.append(name)
            continue
        _seat(seating, name, place)
        if place != out[name]:
            moves.append((name, place))
    most = seating.problem.max_moved
    if any(seating.request(name).required for name in given_up) or (most is not None and seating.moved > most):
        return None
    return Change(request, slot, additions, tuple(moves), tuple(given_up), objective - seating.objective)


# --- A change, carried out ------------------------------------------------------------------------------------------


def replace_problem(problem: Problem, request: str, additions: list[Addition] | tuple[Addition, ...]) -> Problem:
    """The problem with what a change brings from outside."""
    for addition in additions:
        problem = _with(problem, request, addition)
    return problem


def _with(problem: Problem, request: str, addition: Addition) -> Problem:
    match addition.lack:
        case Lack.TABLE:
            return replace(problem, tables=problem.tables + 1)
        case Lack.INTERPRETER:
            others = {slot.id for slot in problem.slots} - {addition.slot}
            taken = problem.people.keys() | problem.interpreter_by_id.keys()
            name = next(f"+{n}" for n in range(1, len(taken) + 2) if f"+{n}" not in taken)
            new = Interpreter(name, frozenset(addition.languages), frozenset(others))
            return replace(problem, interpreters=(*problem.interpreters, new))
        case Lack.PRESENCE:
            people = problem.people[addition.who]
            there = replace(people, unavailable=people.unavailable - {addition.slot})
            return replace(problem, participants=tuple(there if p is people else p for p in problem.participants))
        case Lack.LIMIT:
            people = problem.people[addition.who]
            more = replace(people, max_per_day=(people.max_per_day or 0) + 1)
            return replace(problem, participants=tuple(more if p is people else p for p in problem.participants))
        case _:
            row = problem.request_by_id[request]
            return replace(problem, requests=tuple(_allowed(r, addition) if r is row else r for r in problem.requests))


def _allowed(request: Request, addition: Addition) -> Request:
    allowed = None if request.slots is None else request.slots | {addition.slot}
    return replace(request, slots=allowed, fixed=None if request.fixed is None else addition.slot)


def carry_out(problem: Problem, plan: Plan, change: Change) -> tuple[Problem, dict[str, tuple[str, str | None]]]:
    """The problem with what the change adds, and for every request then placed its slot and interpreter."""
    added = replace_problem(problem, change.request, change.additions)
    seating = Seating(added, plan.meetings)
    for name in [*(name for name, _slot in change.moves), *change.given_up]:
        seating.take_out(name)
    for name, slot in [(change.request, change.slot), *change.moves]:
        _seat(seating, name, slot)
    return added, {name: (slot, seating.interpreter_of[name]) for name, slot in seating.slot_of.items()}

"""The judge: what a plan breaks, found without knowing how the plan was made.

It reads problem and plan as they stand in their files (docs/how-to-plan.md) and shares nothing with the solver, not even
the reading of the problem, so that a mistake there does not hide itself here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeGuard

STATUSES = frozenset(("optimal", "feasible", "infeasible"))
REASONS = frozenset(("no_common_slot", "no_interpreter", "day_limit", "no_table", "competition", "order"))
NEARLY = 1e-6

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a plan breaks: which, about whom (ids), in words."""

    rule: str
    about: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: faults (none when the plan keeps every rule) and the plan's figures as the judge counts them."""

    faults: tuple[Fault, ...]
    placed: int = 0
    weight: float = 0
    breaks: int = 0
    spread: int = 0
    moved: int = 0

    @property
    def is_sound(self) -> bool:
        return not self.faults


def judge(problem: Row, plan: Row) -> Verdict:
    """Hold a plan against its problem; both as read from JSON. A plan without form is answered, never raised on."""
    faults = tuple(_of_form(plan))
    if faults:
        return Verdict(faults)
    if plan["status"] == "infeasible":
        return Verdict(tuple(_of_an_infeasible_plan(plan)))
    case = _Case(problem, plan)
    return Verdict(
        tuple(fault for rule in _RULES for fault in rule(case)),
        placed=len(case.slot_of),
        weight=case.weight,
        breaks=sum(case.breaks.values()),
        spread=case.spread,
        moved=len(case.moved),
    )


# --- The form of a plan --------------------------------------------------------------------------------------------


def _of_form(plan: Row) -> Iterator[Fault]:
    if not isinstance(plan, Mapping):
        yield Fault("form", (), "The plan is no object.")
        return
    if plan.get("status") not in STATUSES:
        yield Fault("form", (), f"The status is {plan.get('status')!r}, not one of {', '.join(sorted(STATUSES))}.")
    for name in ("meetings", "unplaced"):
        rows = plan.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            yield Fault("form", (), f"The plan's {name} are no list of objects.")


def _of_an_infeasible_plan(plan: Row) -> Iterator[Fault]:
    if plan["meetings"]:
        yield Fault("form", (), "The plan says that none is possible, and yet it has meetings.")


# --- Problem and plan, laid side by side ---------------------------------------------------------------------------


class _Case:
    """A problem and a plan of it, with what the rules ask again and again."""

    def __init__(self, problem: Row, plan: Row) -> None:
        self.problem, self.plan = problem, plan
        self.order = {slot["id"]: place for place, slot in enumerate(problem["slots"])}
        self.day_of = {slot["id"]: slot["day"] for slot in problem["slots"]}
        self.people = {person["id"]: person for person in problem["participants"]}
        self.interpreters = {row["id"]: row for row in problem.get("interpreters") or ()}
        self.requests = {row["id"]: row for row in problem["requests"]}
        self.strangers = [row for row in plan["meetings"] if not self._is_known(row)]
        self.meetings = [row for row in plan["meetings"] if self._is_known(row)]
        self.slot_of = {row["request"]: row["slot"] for row in self.meetings}

    def _is_known(self, meeting: Row) -> bool:
        request, slot = meeting.get("request"), meeting.get("slot")
        return isinstance(request, str) and isinstance(slot, str) and request in self.requests and slot in self.order

    def parties(self, request: str) -> list[str]:
        return list(dict.fromkeys(self.requests[request]["participants"]))

    def has_booth(self, request: str) -> bool:
        return any(self.people[who].get("booth") for who in self.parties(request))

    def languages(self, request: str) -> list[set[str]]:
        return [set(self.people[who]["languages"]) for who in self.parties(request)]

    def needs_interpreter(self, request: str) -> bool:
        return not set.intersection(*self.languages(request))

    def can_interpret(self, interpreter: str, request: str) -> bool:
        spoken = set(self.interpreters[interpreter]["languages"])
        return all(side & spoken for side in self.languages(request))

    def is_absent(self, who: str, slot: str) -> bool:
        return slot in ((self.people.get(who) or self.interpreters[who]).get("unavailable") or ())

    def limit(self, who: str) -> int | None:
        return (self.people.get(who) or self.interpreters[who]).get("max_per_day")

    def open_slots(self, request: str) -> list[str]:
        """The slots that the problem leaves to a request, where all its parties are available."""
        row = self.requests[request]
        allowed = self.open_to_all if row.get("slots") is None else self.open_to_all & set(row["slots"])
        if row.get("fixed") is not None:
            allowed &= {row["fixed"]}
        for who in self.parties(request):
            allowed = allowed - self.absences[who]
        return sorted(allowed, key=self.order.__getitem__)

    @cached_property
    def open_to_all(self) -> frozenset[str]:
        return frozenset(slot for slot, place in self.order.items() if place >= self.frozen)

    @cached_property
    def absences(self) -> dict[str, frozenset[str]]:
        return {who: frozenset(row.get("unavailable") or ()) for who, row in self.people.items()}

    @cached_property
    def tables_taken(self) -> Counter[str]:
        """How many tables have a meeting in each slot."""
        return Counter(slot for slot, _table in self.at_tables)

    @cached_property
    def ordered(self) -> frozenset[str]:
        """The requests that must come before or after another."""
        later = {name: row.get("after") or () for name, row in self.requests.items()}
        return frozenset(name for name, others in later.items() if others).union(*later.values())

    @cached_property
    def frozen(self) -> int:
        """The place of the first slot that is not frozen."""
        slot = self.problem.get("frozen_before")
        return 0 if slot is None else self.order[slot]

    @cached_property
    def before(self) -> dict[str, str]:
        return {row["request"]: row["slot"] for row in self.problem.get("previous") or ()}

    @cached_property
    def past(self) -> dict[str, str]:
        """What stood before the frozen slot and is still asked for."""
        return {
            name: slot for name, slot in self.before.items() if name in self.requests and self.order[slot] < self.frozen
        }

    @cached_property
    def moved(self) -> list[str]:
        return [name for name, slot in self.before.items() if self.slot_of.get(name, slot) != slot]

    @cached_property
    def busy(self) -> dict[tuple[str, str], list[str]]:
        """(who, slot) -> requests, for participants and interpreters."""
        busy = defaultdict(list)
        for row in self.meetings:
            for who in self.parties(row["request"]):
                busy[who, row["slot"]].append(row["request"])
            if isinstance(row.get("interpreter"), str) and row["interpreter"] in self.interpreters:
                busy[row["interpreter"], row["slot"]].append(row["request"])
        return dict(busy)

    @cached_property
    def at_tables(self) -> dict[tuple[str, int], list[str]]:
        tables = defaultdict(list)
        for row in self.meetings:
            if _is_whole(row.get("table")):
                tables[row["slot"], row["table"]].append(row["request"])
        return dict(tables)

    @cached_property
    def per_day(self) -> Counter[tuple[str, str]]:
        per_day: Counter[tuple[str, str]] = Counter()
        for (who, slot), requests in self.busy.items():
            per_day[who, self.day_of[slot]] += len(requests)
        return per_day

    @cached_property
    def breaks(self) -> dict[str, int]:
        """Breaks a participant: runs of free slots between two meetings of one day."""
        attended = defaultdict(list)
        for who, slot in self.busy:
            if who in self.people:
                attended[who, self.day_of[slot]].append(self.order[slot])
        breaks = dict.fromkeys(self.people, 0)
        for (who, _day), places in attended.items():
            breaks[who] += sum(later - earlier > 1 for earlier, later in pairwise(sorted(places)))
        return breaks

    @property
    def spread(self) -> int:
        return max(self.breaks.values()) - min(self.breaks.values()) if self.breaks else 0

    @cached_property
    def weight(self) -> float:
        """The objective: weights and bonuses of what stands, less the cost of what was moved."""
        met = len({who for who, _slot in self.busy if who in self.people})
        kept = sum(name in self.slot_of for name in self.before)
        return (
            sum(self.requests[name]["weight"] for name in self.slot_of)
            + met * _number(self.problem, "first_meeting_bonus")
            + kept * _number(self.problem, "keep_bonus")
            - len(self.moved) * _number(self.problem, "move_cost")
        )


def _number(problem: Row, name: str) -> float:
    value = problem.get(name)
    return 0 if value is None else value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _doubled(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


# --- The rules -----------------------------------------------------------------------------------------------------


def _of_names(case: _Case) -> Iterator[Fault]:
    for row in case.strangers:
        name = str(row.get("request"))
        yield Fault("unknown", (name,), f"{name} in {row.get('slot')}: no such request or slot.")
    for name in _doubled(row["request"] for row in case.meetings):
        yield Fault("twice", (name,), f"{name} is placed twice.")


def _of_slots(case: _Case) -> Iterator[Fault]:
    for name, slot in case.slot_of.items():
        row = case.requests[name]
        if row.get("slots") is not None and slot not in row["slots"]:
            yield Fault("slot", (name,), f"{name} is in {slot}, which is not among the slots allowed to it.")
        if row.get("fixed") not in (None, slot):
            yield Fault("fixed", (name,), f"{name} is in {slot}; it is fixed in {row['fixed']}.")


def _of_tables(case: _Case) -> Iterator[Fault]:
    count = case.problem["tables"]
    for row in case.meetings:
        name, table = row["request"], row.get("table")
        if case.has_booth(name):
            if table is not None:
                yield Fault("booth", (name,), f"{name} is at a booth, and yet takes table {table}.")
        elif not _is_whole(table) or not 1 <= table <= count:
            yield Fault("table", (name,), f"{name} has the table {table!r}; the tables are 1 to {count}.")
    for (slot, table), names in case.at_tables.items():
        if len(names) > 1:
            yield Fault("table", tuple(names), f"Table {table} has {len(names)} meetings in {slot}.")


def _of_presence(case: _Case) -> Iterator[Fault]:
    for (who, slot), names in case.busy.items():
        if case.is_absent(who, slot):
            yield Fault("absent", (who, *names), f"{who} is not available in {slot}.")
        capacity = (case.people.get(who) or {}).get("capacity")
        if len(names) > (1 if capacity is None else capacity):
            yield Fault("capacity", (who, *names), f"{who} is in {len(names)} meetings in {slot}.")


def _of_day_limits(case: _Case) -> Iterator[Fault]:
    for (who, day), count in case.per_day.items():
        limit = case.limit(who)
        if limit is not None and count > limit:
            yield Fault("day_limit", (who,), f"{who} has {count} meetings on {day}, more than {limit}.")


def _of_interpreters(case: _Case) -> Iterator[Fault]:
    for row in case.meetings:
        name, interpreter = row["request"], row.get("interpreter")
        if not case.needs_interpreter(name):
            if interpreter is not None:
                yield Fault("interpreter", (name,), f"{name} has a common language, and yet takes {interpreter}.")
        elif not isinstance(interpreter, str) or interpreter not in case.interpreters:
            yield Fault("interpreter", (name,), f"{name} has no common language and no interpreter.")
        elif not case.can_interpret(interpreter, name):
            yield Fault("interpreter", (name, interpreter), f"{interpreter} does not speak the languages of {name}.")


def _of_order(case: _Case) -> Iterator[Fault]:
    for name, slot in case.slot_of.items():
        for earlier in case.requests[name].get("after") or ():
            if earlier in case.slot_of and case.order[case.slot_of[earlier]] >= case.order[slot]:
                yield Fault("order", (name, earlier), f"{name} does not come after {earlier}.")


def _of_duty(case: _Case) -> Iterator[Fault]:
    is_all = case.problem.get("objective") == "breaks"
    for name, row in case.requests.items():
        if (row.get("required") or is_all) and name not in case.slot_of:
            yield Fault("required", (name,), f"{name} must be placed.")


def _of_moves(case: _Case) -> Iterator[Fault]:
    most = case.problem.get("max_moved")
    if most is not None and len(case.moved) > most:
        yield Fault("moved", tuple(case.moved), f"{len(case.moved)} meetings are moved, more than {most}.")
    for name, slot in case.past.items():
        if case.slot_of.get(name) != slot:
            yield Fault("frozen", (name,), f"{name} was frozen in {slot}.")
    for name, slot in case.slot_of.items():
        if case.order[slot] < case.frozen and name not in case.past:
            yield Fault("frozen", (name,), f"{name} is new in {slot}, before the first slot that is free.")


def _of_the_unplaced(case: _Case) -> Iterator[Fault]:
    named = {str(row.get("request")) for row in case.plan["unplaced"]}
    for name in _doubled(str(row.get("request")) for row in case.plan["unplaced"]):
        yield Fault("explained", (name,), f"{name} is explained twice.")
    for row in case.plan["unplaced"]:
        name = str(row.get("request"))
        if name not in case.requests:
            yield Fault("explained", (name,), f"{name} is explained, and is no request.")
        elif name in case.slot_of:
            yield Fault("explained", (name,), f"{name} is placed, and is explained as unplaced.")
        elif row.get("reason") not in REASONS:
            yield Fault("reason", (name,), f"{name} has the reason {row.get('reason')!r}, which does not exist.")
        elif untrue := _untruth(case, name, row["reason"]):
            yield Fault("reason", (name,), f"{name}: the reason {row['reason']} is not true: {untrue}.")
    for name in case.requests:
        if name not in case.slot_of and name not in named:
            yield Fault("explained", (name,), f"{name} is neither placed nor explained.")


def _untruth(case: _Case, name: str, reason: str) -> str | None:
    """What shows that a reason cannot be the true one; None where nothing does."""
    slots = case.open_slots(name)
    if (reason == "no_common_slot") != (not slots):
        return f"all can come in {slots[0]}" if slots else "its people are never free together"
    if reason == "no_interpreter" and not case.needs_interpreter(name):
        return "its people have a common language"
    if reason == "no_table" and (case.has_booth(name) or not any(_is_full(case, slot) for slot in slots)):
        return "it takes none, or one is free whenever its people are"
    if reason == "day_limit" and not any(_is_at_limit(case, who, slot) for slot in slots for who in case.parties(name)):
        return "nobody of its people has reached a limit"
    if reason == "order" and name not in case.ordered:
        return "no order is asked of it"
    return None


def _is_full(case: _Case, slot: str) -> bool:
    return bool(case.tables_taken[slot] >= case.problem["tables"])


def _is_at_limit(case: _Case, who: str, slot: str) -> bool:
    limit = case.limit(who)
    return limit is not None and case.per_day[who, case.day_of[slot]] >= limit


def _of_figures(case: _Case) -> Iterator[Fault]:
    if case.problem.get("objective") == "breaks":
        yield from _of_breaks(case)
    else:
        yield from _of_weight(case)
    said = case.plan.get("moved")
    if case.before and said != len(case.moved):
        yield Fault("figure", (), f"The plan says that {said} meetings are moved, {len(case.moved)} are.")


def _of_weight(case: _Case) -> Iterator[Fault]:
    said, bound = case.plan.get("weight"), case.plan.get("bound")
    if not _is_number(said) or abs(said - case.weight) > NEARLY * max(1, abs(case.weight)):
        yield Fault("figure", (), f"The plan says weight {said}, it is {case.weight}.")
    if not _is_number(bound) or bound < case.weight - NEARLY * max(1, abs(case.weight)):
        yield Fault("bound", (), f"{bound} is no upper bound on {case.weight}.")
    elif case.plan["status"] == "optimal" and bound - case.weight > NEARLY * max(1, abs(case.weight)):
        yield Fault("bound", (), f"The plan says optimal, and its bound {bound} is above its weight {case.weight}.")


def _of_breaks(case: _Case) -> Iterator[Fault]:
    said, bound, total = case.plan.get("breaks"), case.plan.get("bound_breaks"), sum(case.breaks.values())
    if said != total:
        yield Fault("figure", (), f"The plan says {said} breaks, there are {total}.")
    if bound is not None and (not _is_number(bound) or bound > total):
        yield Fault("bound", (), f"{bound} is no lower bound on {total} breaks.")
    elif case.plan["status"] == "optimal" and bound != total:
        yield Fault("bound", (), f"The plan says optimal, and its bound {bound} is not its {total} breaks.")
    most = case.problem.get("max_break_spread")
    if most is not None and case.spread > most:
        yield Fault("spread", (), f"The numbers of breaks differ by {case.spread}, more than {most}.")


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


_RULES = (
    _of_names,
    _of_slots,
    _of_tables,
    _of_presence,
    _of_day_limits,
    _of_interpreters,
    _of_order,
    _of_duty,
    _of_moves,
    _of_the_unplaced,
    _of_figures,
)

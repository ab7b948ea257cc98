"""Reading a problem from JSON: every fault of form is told with its place and what would be right."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from kelisim.engines.planning.problem import Interpreter, Meeting, Objective, Participant, Problem, Request, Slot

DECIMALS = 6
LARGEST_SUM = 2**53 - 1  # up to here sums of weights are exact in every solver
MOST_FAULTS = 20  # told at once


@dataclass(frozen=True, slots=True)
class Fault:
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class FormError(ValueError):
    """A problem that cannot be understood; `faults` says where and why."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [str(fault) for fault in self.faults[:MOST_FAULTS]]
        if len(self.faults) > MOST_FAULTS:
            shown.append(f"and {len(self.faults) - MOST_FAULTS} more faults")
        super().__init__("\n".join(shown))


def load_problem(path: Path) -> Problem:
    return parse_problem(load_json(path))


def load_json(path: Path) -> Any:
    """The JSON of a file, or a FormError that names the line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FormError([Fault("", f"cannot be opened: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise FormError([Fault(f"byte {error.start}", "is not UTF-8: convert the file first")]) from error
    try:
        return json.loads(text, object_pairs_hook=_only_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FormError([Fault(f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise FormError([Fault("", "is nested too deeply to be a planning problem")]) from error
    except ValueError as error:
        raise FormError([Fault("", str(error))]) from error


def _only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"an object names the field {quoted(twice)} twice, near {json.dumps(row, default=str)[:80]}")
    return row


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number that a problem can hold")


def quoted(names: Iterable[object]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def parse_problem(data: Any) -> Problem:
    """The problem that a JSON value describes; FormError where it describes none."""
    return _Parser().problem(data)


class _Row:
    """One object of the file and its place; its fields are taken one by one, with what was wrong noted."""

    def __init__(self, parser: _Parser, value: Any, place: str) -> None:
        self.parser, self.place, self.known = parser, place, set[str]()
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}
        self.is_object = isinstance(value, dict)
        if not self.is_object:
            parser.fault(place, f"must be an object, is {shown(value)}")

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def fault(self, key: str, message: str) -> None:
        self.parser.fault(self.at(key), message)

    def take(self, key: str, *, needed: bool = False) -> Any:
        self.known.add(key)
        value = self.value.get(key)
        if value is None and needed and self.is_object:
            self.fault(key, "is missing")
        return value

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self.take(key, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"must be a text that is not empty, is {shown(value)}")
            return ""
        return value

    def whole(self, key: str, least: int, *, needed: bool = False) -> int | None:
        value = self.take(key, needed=needed)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.fault(key, f"must be a whole number of at least {least}, is {shown(value)}")
            return None
        return value

    def number(self, key: str, *, needed: bool = False) -> int | float:
        value = self.take(key, needed=needed)
        if value is None:
            return 0
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            self.fault(key, f"must be a number, is {shown(value)}")
            return 0
        if abs(value) > LARGEST_SUM:
            self.fault(key, f"is too large: {shown(value)}; the largest is {LARGEST_SUM:,}")
            return 0
        if isinstance(value, int):
            return value
        if round(value, DECIMALS) != value:
            self.fault(key, f"must have at most {DECIMALS} decimals, is {value!r}")
        return int(value) if value.is_integer() else value

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, is {shown(value)}")
        return value is True

    def rows(self, key: str, *, needed: bool = False) -> list[Any]:
        value = self.take(key, needed=needed)
        if value is not None and not isinstance(value, list):
            self.fault(key, f"must be a list, is {shown(value)}")
        return value if isinstance(value, list) else []

    def names(self, key: str, known: Container[str] | None, what: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts, each once, each among the known ones where these are given."""
        taken: dict[str, None] = {}
        for index, name in enumerate(self.rows(key, needed=needed)):
            place = f"{key}[{index}]"
            if not isinstance(name, str) or not name:
                self.fault(place, f"must be the id of a {what}, is {shown(name)}" if known else f"must be a {what}")
            elif known is not None and name not in known:
                self.fault(place, f"unknown {what} “{name}”")
            elif name in taken:
                self.fault(place, f"{what} “{name}” is named twice")
            else:
                taken[name] = None
        return tuple(taken)

    def name(self, key: str, known: Container[str], what: str) -> str | None:
        """One text that names something known."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or value not in known:
            self.fault(key, f"unknown {what} {shown(value)}")
            return None
        return value

    def warn_of_unknown(self) -> None:
        for key in self.value:
            if key not in self.known:
                near = difflib.get_close_matches(key, sorted(self.known), 1)
                hint = f" (did you mean “{near[0]}”?)" if near else ""
                self.parser.warnings.append(f"{self.at(key)}: an unknown field, not used{hint}")


class _Parser:
    """Reads the lists in the order in which they refer to each other."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[str] = []

    def fault(self, place: str, message: str) -> None:
        self.faults.append(Fault(place, message))

    def problem(self, data: Any) -> Problem:
        top = _Row(self, data, "")
        if not top.is_object:
            raise FormError([Fault("", f"the problem must be a JSON object, is {shown(data)}")])
        slots = self.slots(top)
        order = {slot.id: number for number, slot in enumerate(slots)}
        people = self.participants(top, order)
        interpreters = self.interpreters(top, order, {person.id for person in people})
        requests = self.requests(top, order, {person.id for person in people})
        problem = Problem(
            slots=slots,
            tables=top.whole("tables", 0, needed=True) or 0,
            participants=people,
            interpreters=interpreters,
            requests=requests,
            objective=self.objective(top),
            first_meeting_bonus=top.number("first_meeting_bonus"),
            max_break_spread=top.whole("max_break_spread", 0),
            previous=self.previous(top, order, {request.id for request in requests}),
            move_cost=top.number("move_cost"),
            keep_bonus=top.number("keep_bonus"),
            max_moved=top.whole("max_moved", 0),
            frozen_before=top.name("frozen_before", order, "slot"),
        )
        top.warn_of_unknown()
        self.check_sum(problem)
        if self.faults:
            raise FormError(self.faults)
        object.__setattr__(problem, "warnings", tuple(self.warnings))
        return problem

    def objects(self, top: _Row, key: str, *, needed: bool = False) -> list[_Row]:
        """The rows of a list; the place of each says its id too."""
        rows = []
        for index, value in enumerate(top.rows(key, needed=needed)):
            name = value.get("id", value.get("request")) if isinstance(value, dict) else None
            rows.append(_Row(self, value, f"{key}[{index}]" + (f" ({name})" if isinstance(name, str) else "")))
        return rows

    def new_id(self, row: _Row, taken: set[str], what: str) -> str:
        name = row.text("id")
        if name and name in taken:
            row.fault("id", f"the {what} id “{name}” is already taken; every id is there once")
        taken.add(name)
        return name

    def slots(self, top: _Row) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        taken: set[str] = set()
        for row in self.objects(top, "slots", needed=True):
            name = self.new_id(row, taken, "slot")
            slot = Slot(
                name, row.text("day"), row.text("start", needed=False) or None, row.text("end", needed=False) or None
            )
            self.check_order(row, slots, slot)
            slots.append(slot)
            row.warn_of_unknown()
        return tuple(slots)

    def check_order(self, row: _Row, earlier: list[Slot], slot: Slot) -> None:
        """Slots stand in order of time, the days together, and do not overlap."""
        start, end = _clock(slot.start), _clock(slot.end)
        for key, text, moment in (("start", slot.start, start), ("end", slot.end, end)):
            if text is not None and moment is None:
                row.fault(key, f"must be a time such as 09:00, is “{text}”")
        if start is not None and end is not None and end < start:
            row.fault("end", f"{slot.end} is before the start {slot.start}")
        if not earlier:
            return
        last = earlier[-1]
        if slot.day != last.day:
            is_back = any(slot.day == other.day for other in earlier) or _day(slot.day) < _day(last.day)
            if slot.day and is_back:
                row.fault("day", f"{slot.day} comes after {last.day}: slots must stand in order of time")
            return
        before = _clock(last.start), _clock(last.end)
        if start is not None and before[0] is not None and start < before[0]:
            row.fault("start", f"{slot.start} is before {last.start} of “{last.id}”: slots must stand in order of time")
        elif start is not None and before[1] is not None and (start < before[1] or start == before[0]):
            row.fault("start", f"{slot.start} overlaps “{last.id}” ({last.start} to {last.end}): slots may not overlap")

    def participants(self, top: _Row, order: dict[str, int]) -> tuple[Participant, ...]:
        people = []
        taken: set[str] = set()
        for row in self.objects(top, "participants", needed=True):
            capacity = row.whole("capacity", 1)
            people.append(
                Participant(
                    self.new_id(row, taken, "participant"),
                    frozenset(row.names("languages", None, "language", needed=True)),
                    frozenset(row.names("unavailable", order, "slot")),
                    row.whole("max_per_day", 0),
                    1 if capacity is None else capacity,
                    row.flag("booth"),
                )
            )
            row.warn_of_unknown()
        return tuple(people)

    def interpreters(self, top: _Row, order: dict[str, int], taken: set[str]) -> tuple[Interpreter, ...]:
        found = []
        for row in self.objects(top, "interpreters"):
            found.append(
                Interpreter(
                    self.new_id(row, taken, "interpreter"),
                    frozenset(row.names("languages", None, "language", needed=True)),
                    frozenset(row.names("unavailable", order, "slot")),
                    row.whole("max_per_day", 0),
                )
            )
            row.warn_of_unknown()
        return tuple(found)

    def requests(self, top: _Row, order: dict[str, int], people: set[str]) -> tuple[Request, ...]:
        rows = self.objects(top, "requests", needed=True)
        known = {row.value.get("id") for row in rows if isinstance(row.value.get("id"), str)}
        taken: set[str] = set()
        return tuple(self.request(row, order, people, known, taken) for row in rows)

    def request(
        self, row: _Row, order: dict[str, int], people: set[str], known: Container[Any], taken: set[str]
    ) -> Request:
        name = self.new_id(row, taken, "request")
        participants = row.names("participants", people, "participant", needed=True)
        if row.value.get("participants") == []:
            row.fault("participants", "is empty: a meeting has somebody who meets")
        allowed = None if row.take("slots") is None else frozenset(row.names("slots", order, "slot"))
        fixed = row.name("fixed", order, "slot")
        if fixed is not None and allowed is not None and fixed not in allowed:
            row.fault("fixed", f"“{fixed}” is not among the slots allowed to the request")
        after = row.names("after", known, "request")
        if name in after:
            row.fault("after", f"the request “{name}” cannot come after itself")
        request = Request(
            name, participants, row.number("weight", needed=True), row.flag("required"), allowed, fixed, after
        )
        row.warn_of_unknown()
        return request

    def objective(self, top: _Row) -> Objective:
        value = top.take("objective", needed=True)
        if value in ("weight", "breaks") and isinstance(value, str):
            return Objective(value)
        if value is not None:
            top.fault("objective", f"must be “weight” or “breaks”, is {shown(value)}")
        return Objective.WEIGHT

    def previous(self, top: _Row, order: dict[str, int], requests: set[str]) -> tuple[Meeting, ...] | None:
        """The meetings of the earlier plan; those of requests that are no longer there were cancelled."""
        if top.take("previous") is None:
            return None
        meetings, taken = [], set[str]()
        for row in self.objects(top, "previous"):
            request, slot, interpreter = row.text("request"), row.text("slot"), row.take("interpreter")
            if slot and slot not in order:
                row.fault("slot", f"unknown slot “{slot}”")
            if request and request in taken:
                row.fault("request", f"“{request}” is named twice")
            if interpreter is not None and not isinstance(interpreter, str):
                row.fault("interpreter", f"must be a text, is {shown(interpreter)}")
            taken.add(request)
            meetings.append(Meeting(request, slot, row.whole("table", 1), interpreter))
            row.warn_of_unknown()
        return tuple(meetings)

    def check_sum(self, problem: Problem) -> None:
        """All that a plan could add up stays exact, decimals included."""
        numbers = [abs(request.weight) for request in problem.requests]
        numbers.append(abs(problem.first_meeting_bonus) * len(problem.participants))
        numbers.append((abs(problem.keep_bonus) + abs(problem.move_cost)) * len(problem.previous or ()))
        total = sum(numbers) * (1 if all(isinstance(number, int) for number in numbers) else 10**DECIMALS)
        if total > LARGEST_SUM:
            self.fault("requests", f"the weights are too large to be added exactly: at most {LARGEST_SUM:,} together")


def shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def _clock(text: str | None) -> int | None:
    """Minutes of a time of day; a plain number counts as it is."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,2}):(\d\d)(?::\d\d)?", text)
    if match:
        return int(match[1]) * 60 + int(match[2])
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _day(text: str) -> tuple[int, str]:
    """Days compare as numbers where they are numbers, as text (an ISO date) where they look like dates, else not at all."""
    if text.isdecimal():
        return int(text), ""
    return (0, text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else (0, "")


def problem_as_dict(problem: Problem) -> dict[str, Any]:
    """The problem as it stands in a file; the judge reads this."""
    return {
        "slots": [{"id": row.id, "day": row.day, "start": row.start, "end": row.end} for row in problem.slots],
        "tables": problem.tables,
        "participants": [
            {**_somebody(row), "capacity": row.capacity, "booth": row.booth} for row in problem.participants
        ],
        "interpreters": [_somebody(row) for row in problem.interpreters],
        "requests": [
            {
                "id": row.id,
                "participants": list(row.participants),
                "weight": row.weight,
                "required": row.required,
                "slots": None if row.slots is None else sorted(row.slots, key=problem.order.__getitem__),
                "fixed": row.fixed,
                "after": list(row.after),
            }
            for row in problem.requests
        ],
        "objective": problem.objective.value,
        "first_meeting_bonus": problem.first_meeting_bonus,
        "max_break_spread": problem.max_break_spread,
        "previous": None if problem.previous is None else [meeting_as_dict(row) for row in problem.previous],
        "move_cost": problem.move_cost,
        "keep_bonus": problem.keep_bonus,
        "max_moved": problem.max_moved,
        "frozen_before": problem.frozen_before,
    }


def meeting_as_dict(row: Meeting) -> dict[str, Any]:
    return {"request": row.request, "slot": row.slot, "table": row.table, "interpreter": row.interpreter}


def _somebody(row: Participant | Interpreter) -> dict[str, Any]:
    return {
        "id": row.id,
        "languages": sorted(row.languages),
        "unavailable": sorted(row.unavailable),
        "max_per_day": row.max_per_day,
    }

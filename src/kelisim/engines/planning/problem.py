"""The planning problem: slots, people, interpreters and requests, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Objective(StrEnum):
    """What a plan is measured by: the weight of what is placed, or the breaks when everything is."""

    WEIGHT = "weight"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    day: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who meets: an official, or a company that may come with several people (`capacity`)."""

    id: str
    languages: frozenset[str]
    unavailable: frozenset[str] = frozenset()
    max_per_day: int | None = None
    capacity: int = 1
    booth: bool = False


@dataclass(frozen=True, slots=True)
class Interpreter:
    id: str
    languages: frozenset[str]
    unavailable: frozenset[str] = frozenset()
    max_per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A wish of two or more participants to meet once."""

    id: str
    participants: tuple[str, ...]
    weight: int | float
    required: bool = False
    slots: frozenset[str] | None = None
    fixed: str | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A request with its slot, its table (none at a booth) and its interpreter (none where a language is common)."""

    request: str
    slot: str
    table: int | None = None
    interpreter: str | None = None


@dataclass(frozen=True)
class Problem:
    """`slots` stand in order of time. A re-plan has `previous`; what stands before `frozen_before` stays as it was."""

    slots: tuple[Slot, ...]
    tables: int
    participants: tuple[Participant, ...]
    requests: tuple[Request, ...]
    interpreters: tuple[Interpreter, ...] = ()
    objective: Objective = Objective.WEIGHT
    first_meeting_bonus: int | float = 0
    max_break_spread: int | None = None
    previous: tuple[Meeting, ...] | None = None
    move_cost: int | float = 0
    keep_bonus: int | float = 0
    max_moved: int | None = None
    frozen_before: str | None = None
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def order(self) -> dict[str, int]:
        """The number of each slot in time."""
        return {slot.id: number for number, slot in enumerate(self.slots)}

    @cached_property
    def people(self) -> dict[str, Participant]:
        return {person.id: person for person in self.participants}

    @cached_property
    def request_by_id(self) -> dict[str, Request]:
        return {request.id: request for request in self.requests}

    @cached_property
    def interpreter_by_id(self) -> dict[str, Interpreter]:
        return {interpreter.id: interpreter for interpreter in self.interpreters}

    @cached_property
    def slot_before(self) -> dict[str, str]:
        """Where each request of an earlier plan stood, as far as it is still asked for."""
        return {row.request: row.slot for row in self.previous or () if row.request in self.request_by_id}

    @cached_property
    def frozen(self) -> int:
        """How many slots at the beginning belong to the past."""
        return 0 if self.frozen_before is None else self.order[self.frozen_before]

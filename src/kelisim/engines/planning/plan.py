"""The plan: meetings, what could not be placed and why, and what is proven about both."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kelisim.engines.planning.problem import Meeting


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Reason(StrEnum):
    """Why a request is not placed."""

    NO_COMMON_SLOT = "no_common_slot"
    NO_INTERPRETER = "no_interpreter"
    DAY_LIMIT = "day_limit"
    NO_TABLE = "no_table"
    COMPETITION = "competition"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Unplaced:
    request: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What makes a problem infeasible: a sentence, and the requests and people (or interpreters) in it."""

    message: str
    requests: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """`weight` and `bound` (never below it) belong to the objective weight, `breaks` and `bound_breaks` (never above) to breaks."""

    status: Status
    meetings: tuple[Meeting, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    weight: int | float | None = None
    bound: int | float | None = None
    breaks: int | None = None
    bound_breaks: int | None = None
    moved: int = 0
    seconds: float = 0.0
    seed: int = 1
    conflicts: tuple[Conflict, ...] = field(default=())

    @property
    def gap(self) -> float | None:
        """How far the weight may be from the best one, as a share of the bound."""
        if self.weight is None or self.bound is None or not self.bound:
            return None
        return (self.bound - self.weight) / abs(self.bound)

    def as_dict(self) -> dict[str, Any]:
        """The plan as it is written to a file."""
        record: dict[str, Any] = {
            "status": self.status.value,
            "meetings": [
                {"request": row.request, "slot": row.slot, "table": row.table, "interpreter": row.interpreter}
                for row in self.meetings
            ],
            "unplaced": [
                {"request": row.request, "reason": row.reason.value, "detail": row.detail} for row in self.unplaced
            ],
            "weight": self.weight,
            "bound": self.bound,
            "breaks": self.breaks,
            "bound_breaks": self.bound_breaks,
            "moved": self.moved,
            "seconds": round(self.seconds, 3),
            "seed": self.seed,
        }
        if self.conflicts:
            record["conflicts"] = [
                {"message": row.message, "requests": list(row.requests), "people": list(row.people)}
                for row in self.conflicts
            ]
        return record

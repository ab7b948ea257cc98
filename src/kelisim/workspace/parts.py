"""A part of something long as a page shows it: from where to where, of how many, and the address of what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kelisim.common import formats


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Rows of a part, counted from `start`."""

    name: str
    title: str
    rows: list[Any]
    start: int
    total: int
    further: str

    @property
    def end(self) -> int:
        """How many rows stand here and before."""
        return self.start + len(self.rows)

    @property
    def is_more(self) -> bool:
        """Whether something comes after these rows."""
        return self.end < self.total

    @property
    def shown(self) -> str:
        """Which rows these are."""
        return (
            f"{formats.number(self.start + 1)}–{formats.number(self.end)}" if self.start else formats.number(self.end)
        )


def start_of(request: HttpRequest) -> int:
    """The row at which the address asks to begin."""
    text = request.GET.get("start", "")
    return int(text) if text.isdigit() and len(text) < 8 else 0

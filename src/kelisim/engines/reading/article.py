"""An article as it comes in: its text untouched, its day, its language if known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kelisim.engines.values.periods import FIRST_YEAR, LAST_YEAR

DATE_LINE = re.compile(r"\ufeff?[ \t\r\n]{0,100}date[ \t]{1,20}(\d{4,6})-(\d{1,2})-(\d{1,2})[ \t\r]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Article:
    """`start` is the offset where the text proper begins, behind a date line. `note` says what is odd about the day."""

    text: str
    day: date | None = None
    language: str | None = None
    start: int = 0
    note: str | None = None

    @classmethod
    def from_text(cls, text: str, *, day: date | None = None, language: str | None = None) -> Article:
        """A first line `date YYYY-MM-DD` is the day of publication, unless `day` is given."""
        line = DATE_LINE.match(text)
        if line is None:
            return cls(text, day, language, note=None if day else "no_date")
        written = _day(*(int(part) for part in line.groups()))
        return cls(text, day or written, language, line.end(), None if day or written else "bad_date")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None

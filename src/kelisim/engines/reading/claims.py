"""What reading gives: claims, each with its place in the text and the evidence of each field; and what stays unclear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kelisim.engines.values import Bound, Measure, Stage, Status

VERSION = "1"


class Span(NamedTuple):
    offset: int
    length: int

    @property
    def end(self) -> int:
        return self.offset + self.length


class Evidence(NamedTuple):
    """The words (if any) from which the rule took a field's value."""

    field: str
    rule: str
    span: Span | None = None

    def as_record(self) -> dict[str, object]:
        place = {"offset": self.span.offset, "length": self.span.length} if self.span else {}
        return {"field": self.field, "rule": self.rule, **place}


class RunnerUp(NamedTuple):
    """The reading of a field that came second, where two were near: `margin` 0 is a toss-up, 1 is clear.

    A period is written `2025-01-01/2025-12-31`; either day may be missing.
    """

    field: str
    value: str
    margin: float

    def as_record(self) -> dict[str, object]:
        return {"field": self.field, "value": self.value, "margin": self.margin}


@dataclass(frozen=True, slots=True)
class Claim:
    quote: str
    measure: Measure
    of: Measure | None
    value: Decimal
    unit: str
    bound: Bound
    status: Status
    stage: Stage | None
    start: date | None
    end: date | None
    area: str | None
    partner: str | None
    span: Span
    sentence: Span
    language: str
    evidence: tuple[Evidence, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()  # of each field at most one, the nearest first
    confidence: float = 1.0
    version: str = VERSION

    @property
    def offset(self) -> int:
        return self.span.offset

    @property
    def length(self) -> int:
        return self.span.length

    @property
    def runner_up(self) -> RunnerUp | None:
        """The nearest of all."""
        return self.runners_up[0] if self.runners_up else None

    def as_dict(self) -> dict[str, object]:
        """The fields of CLAIMS.md, in its order."""
        return {
            "quote": self.quote,
            "measure": str(self.measure),
            "of": str(self.of) if self.of else None,
            "value": plain_number(self.value),
            "unit": self.unit,
            "bound": str(self.bound),
            "status": str(self.status),
            "stage": str(self.stage) if self.stage else None,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "area": self.area,
            "partner": self.partner,
        }

    def as_record(self) -> dict[str, object]:
        """All that was read, with places, rules and doubt."""
        runner_up = self.runner_up
        return {
            **self.as_dict(),
            "offset": self.span.offset,
            "length": self.span.length,
            "sentence_offset": self.sentence.offset,
            "sentence_length": self.sentence.length,
            "language": self.language,
            "confidence": self.confidence,
            "runner_up": runner_up.as_record() if runner_up else None,
            "runners_up": [one.as_record() for one in self.runners_up],
            "evidence": [evidence.as_record() for evidence in self.evidence],
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something seen but not understood; `reason` is a code that callers translate. A number is kept as far as it was read."""

    quote: str
    reason: str
    span: Span
    sentence: Span
    language: str
    version: str = VERSION
    value: Decimal | None = None
    unit: str = ""

    def as_record(self) -> dict[str, object]:
        return {
            "quote": self.quote,
            "reason": self.reason,
            "offset": self.span.offset,
            "length": self.span.length,
            "sentence_offset": self.sentence.offset,
            "sentence_length": self.sentence.length,
            "language": self.language,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    claims: tuple[Claim, ...]
    unclear: tuple[Unclear, ...]
    sentences: tuple[Span, ...]
    version: str = VERSION


def plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)

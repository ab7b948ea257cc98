"""The answer of a language model, of which nothing is believed: JSON of the right form, or a reason why not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kelisim.engines.values import Bound, Measure, Period, PeriodError, Stage, Status, unit_fits
from kelisim.engines.values.units import STAGED_MEASURES

MAX_ANSWER = 200_000  # characters
MAX_PROPOSALS = 50
MAX_QUOTE = 200
LIMIT = 10**30
CODE = 6  # characters of the longest ISO 3166-2 code


class AnswerError(ValueError):
    """`code`: `too_long`, `no_json`, `no_claims`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Proposal:
    quote: str
    value: Decimal
    unit: str
    measure: Measure
    of: Measure | None
    bound: Bound
    status: Status
    stage: Stage | None
    start: date | None
    end: date | None
    area: str | None
    partner: str | None


def parse(answer: str) -> tuple[list[Proposal], list[str]]:
    """The proposals of the right form, and for each other one the field that is wrong."""
    if len(answer) > MAX_ANSWER:
        raise AnswerError("too_long")
    rows = _rows(answer)
    proposals, wrong = list[Proposal](), list[str]()
    for row in rows[:MAX_PROPOSALS]:
        try:
            proposals.append(_proposal(row))
        except _WrongField as error:
            wrong.append(str(error))
    wrong += ["too_many"] * (len(rows) > MAX_PROPOSALS)
    return proposals, wrong


def _rows(answer: str) -> list[Any]:
    try:
        found = json.loads(_without_fence(answer), parse_constant=_refuse, parse_float=Decimal)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise AnswerError("no_json") from error
    rows = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise AnswerError("no_claims")
    return rows


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _without_fence(answer: str) -> str:
    """Some models wrap their JSON in a fence of backquotes."""
    text = answer.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].strip().removeprefix("json")
    return text


class _WrongField(ValueError):
    pass


def _proposal(row: Any) -> Proposal:
    if not isinstance(row, dict):
        raise _WrongField("claim")
    measure = _choice(Measure, row, "measure")
    of = _optional(Measure, row, "of")
    if measure is None or (measure is Measure.GROWTH) != (of is not None) or of is Measure.GROWTH:
        raise _WrongField("of" if measure else "measure")
    unit, start, end = row.get("unit"), _day(row, "start"), _day(row, "end")
    if not isinstance(unit, str) or len(unit) > MAX_QUOTE or not unit_fits(measure, unit):
        raise _WrongField("unit")
    stage = _optional(Stage, row, "stage")
    if stage is not None and measure not in STAGED_MEASURES:
        raise _WrongField("stage")
    try:
        Period(start, end)
    except PeriodError as error:
        raise _WrongField("start") from error
    return Proposal(
        _quote(row), _value(row), unit, measure, of, _choice(Bound, row, "bound"), _choice(Status, row, "status"), stage,
        start, end, _code(row, "area"), _code(row, "partner"),
    )  # fmt: skip


def _quote(row: dict[str, Any]) -> str:
    quote = row.get("quote")
    if not isinstance(quote, str) or not quote.strip() or len(quote) > MAX_QUOTE:
        raise _WrongField("quote")
    return quote


def _value(row: dict[str, Any]) -> Decimal:
    value = row.get("value")
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _WrongField("value")
    if not -LIMIT < value < LIMIT:
        raise _WrongField("value")
    return Decimal(value)


def _choice(kind: Any, row: dict[str, Any], name: str) -> Any:
    value = row.get(name)
    if not isinstance(value, str) or value not in list(kind):
        raise _WrongField(name)
    return kind(value)


def _optional(kind: Any, row: dict[str, Any], name: str) -> Any:
    return None if row.get(name) is None else _choice(kind, row, name)


def _day(row: dict[str, Any], name: str) -> date | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else _no_day(name)
    except ValueError as error:
        raise _WrongField(name) from error


def _no_day(name: str) -> date:
    raise _WrongField(name)


def _code(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not (isinstance(value, str) and len(value) <= CODE):
        raise _WrongField(name)
    return value

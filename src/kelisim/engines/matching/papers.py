"""Whether two papers tell of one deal: by who signs, for how much and about what. Nothing is joined here, only told why.

The parties come compared (names across scripts are the reader's work). Subjects are folded texts of every language; RapidFuzz
compares their words in any order. A paper without an amount neither speaks for the same deal nor against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz


class Grade(StrEnum):
    SAME = "same"  # very likely one deal, announced twice
    RELATED = "related"  # the same parties, something else agreed upon


class Reason(StrEnum):
    PARTIES = "parties"  # the same parties; detail: their names
    NAMES = "names"  # parties whose names are one in another script or spelling
    AMOUNT_SAME = "amount_same"
    AMOUNT_NEAR = "amount_near"  # detail: how far apart, in percent
    AMOUNT_CONVERTED = "amount_converted"  # another currency, near at the rates of those days
    AMOUNT_FAR = "amount_far"
    SUBJECT = "subject"  # detail: how alike, in percent
    NUMBER = "number"  # the same number of the paper
    OTHER_EVENT = "other_event"
    OTHER_DAY = "other_day"  # detail: days apart


# What each finding is worth. Parties alone make papers related; with a near amount or a like subject they are one deal.
PARTIES, NAMES = 0.45, 0.40
AMOUNT_SAME, AMOUNT_NEAR, AMOUNT_ROUNDED, AMOUNT_FAR = 0.30, 0.25, 0.10, -0.20
SUBJECT_MOST, NUMBER = 0.30, 0.15
NEAR, ROUNDED = Decimal("0.02"), Decimal("0.10")  # 300 and 301 bn are one sum told twice; 300 and 325 may be
ALIKE = 60  # below this, words in common are chance
SAME_FROM, RELATED_FROM = 0.75, 0.45


@dataclass(frozen=True, slots=True)
class Paper:
    """What is compared of a paper. `subjects` are folded texts; `tenge` the amount at the rate of its day, where known."""

    subjects: tuple[str, ...]
    amount: Decimal | None = None
    currency: str = ""
    tenge: Decimal | None = None
    number: str = ""
    event: object = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A party of both papers: its name, and whether it is the same record or only the same name."""

    name: str
    is_record: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two papers tell of one deal, and why."""

    grade: Grade
    score: float
    reasons: tuple[tuple[Reason, str], ...]


def likeness(one: Paper, other: Paper, shared: Sequence[Shared]) -> Likeness | None:
    """Whether two papers with these parties in common tell of one deal; None where nothing says so."""
    if not shared:
        return None
    found = [_parties(shared), *_amounts(one, other), *_subjects(one, other), *_papers(one, other)]
    score = round(sum(worth for worth, _reason in found), 2)
    grade = Grade.SAME if score >= SAME_FROM else Grade.RELATED if score >= RELATED_FROM else None
    return Likeness(grade, min(score, 1.0), tuple(reason for _worth, reason in found)) if grade else None


Found = tuple[float, tuple[Reason, str]]


def _parties(shared: Sequence[Shared]) -> Found:
    names = ", ".join(party.name for party in shared)
    is_record = any(party.is_record for party in shared)
    return (PARTIES, (Reason.PARTIES, names)) if is_record else (NAMES, (Reason.NAMES, names))


def _amounts(one: Paper, other: Paper) -> list[Found]:
    if one.amount is None or other.amount is None:
        return []
    if one.currency == other.currency:
        return _apart(one.amount, other.amount, Reason.AMOUNT_NEAR)
    if one.tenge is None or other.tenge is None:
        return []
    found = _apart(one.tenge, other.tenge, Reason.AMOUNT_CONVERTED)
    # Rates move from day to day: sums of two currencies are near at best.
    return [(min(worth, AMOUNT_NEAR), (_converted(reason), detail)) for worth, (reason, detail) in found]


def _converted(reason: Reason) -> Reason:
    return Reason.AMOUNT_CONVERTED if reason == Reason.AMOUNT_SAME else reason


def _apart(one: Decimal, other: Decimal, near: Reason) -> list[Found]:
    if one == other:
        return [(AMOUNT_SAME, (Reason.AMOUNT_SAME, ""))]
    share = abs(one - other) / max(one, other)
    percent = f"{share * 100:.1f}"
    if share <= NEAR:
        return [(AMOUNT_NEAR, (near, percent))]
    if share <= ROUNDED:
        return [(AMOUNT_ROUNDED, (near, percent))]
    return [(AMOUNT_FAR, (Reason.AMOUNT_FAR, percent))]


def _subjects(one: Paper, other: Paper) -> list[Found]:
    pairs = [(a, b) for a in one.subjects for b in other.subjects if a and b]
    best = max((fuzz.token_sort_ratio(a, b) for a, b in pairs), default=0.0)
    return [(SUBJECT_MOST * best / 100, (Reason.SUBJECT, f"{best:.0f}"))] if best >= ALIKE else []


def _papers(one: Paper, other: Paper) -> list[Found]:
    found: list[Found] = []
    if one.number and one.number == other.number:
        found.append((NUMBER, (Reason.NUMBER, one.number)))
    if one.event != other.event:
        found.append((0.0, (Reason.OTHER_EVENT, "")))
    if one.day and other.day and one.day != other.day:
        found.append((0.0, (Reason.OTHER_DAY, str(abs((one.day - other.day).days)))))
    return found

"""Why a claim reads as it does: each field with its rule, the words that it rests on, and what came second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kelisim.engines.reading.claims import Claim, Reading, RunnerUp, Span, plain_number

FIELDS = ("measure", "of", "value", "unit", "bound", "status", "stage", "period", "area", "partner")
WIDTHS = (8, 28, 26)
WHOLE = "value"  # its words are the quote itself


@dataclass(frozen=True, slots=True)
class Why:
    """One field: what was read, by which rule, from which words; `second` is the reading that came next."""

    field: str
    said: str
    rule: str = ""
    words: str = ""
    second: RunnerUp | None = None


def why(claim: Claim, text: str) -> list[Why]:
    """Every field that the claim fills or a rule has decided on, in the order of CLAIMS."""
    found = {one.field: one for one in claim.evidence}
    said = _said(claim)
    rows = []
    for name in FIELDS:
        evidence = found.get(name)
        if not said[name] and evidence is None:
            continue
        words = claim.quote if name == WHOLE else _words(evidence.span if evidence else None, text)
        second = next((one for one in claim.runners_up if one.field == name), None)
        rows.append(Why(name, said[name], evidence.rule if evidence else "", words, second))
    return rows


def explained(reading: Reading, text: str) -> Iterator[str]:
    """The claims of a text, the small margins first, then what was not understood: lines for a screen."""
    for claim in sorted(reading.claims, key=lambda claim: (claim.confidence, claim.offset)):
        yield f"“{_plain(claim.quote)}” at {claim.offset}, {claim.language}, confidence {claim.confidence:g}"
        for one in why(claim, text):
            yield _line(one)
        yield ""
    for place in reading.unclear:
        yield f"“{_plain(place.quote)}” at {place.span.offset}, {place.language}: unclear, {place.reason}"


def _said(claim: Claim) -> dict[str, str]:
    told = {name: "" if value is None else str(value) for name, value in claim.as_dict().items()}
    days = (claim.start.isoformat() if claim.start else "", claim.end.isoformat() if claim.end else "")
    value = plain_number(claim.value)
    return told | {"value": f"{value:,}".replace(",", " "), "period": " to ".join(days) if any(days) else ""}


def _words(span: Span | None, text: str) -> str:
    return text[span.offset : span.end] if span else ""


def _plain(words: str) -> str:
    return " ".join(words.split())


def _line(one: Why) -> str:
    cells = (one.field, one.said or "-", one.rule or "-")
    line = "  " + " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    words = f"“{_plain(one.words)}”" if one.words else ""
    second = f"  second: {one.second.value}, margin {one.second.margin:g}" if one.second else ""
    return f"{line} {words}{second}".rstrip()

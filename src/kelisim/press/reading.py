"""The reader behind the press: one text in, plain facts out. The only place that knows the engine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kelisim.engines.reading import claims as engine
from kelisim.engines.reading.article import Article as Text
from kelisim.engines.reading.entities import Entity, entities_of
from kelisim.engines.reading.languages_of import language_of as engine_language_of
from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.proposals import Ask
from kelisim.engines.reading.proposals import propose as engine_propose
from kelisim.engines.reading.reader import read as read_text

CODES = {"zh": "zh-hans"}
INSIDE = {"zh-hans": "zh"}
MODEL = "model-"  # so begins the reader of a claim that a language model proposed
MOST_READER = 40  # characters of the column
HAN = range(0x4E00, 0xA000)


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim as the reader gave it: the columns of `press.Claim`, areas by code."""

    offset: int
    length: int
    quote: str
    measure: str
    of: str
    value: Decimal
    unit: str
    bound: str
    status: str
    stage: str
    start: date | None
    end: date | None
    area: str | None
    partner: str | None
    evidence: dict[str, Any] = field(default_factory=dict)
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """Something seen and not understood; `why` is a code; a number is kept as far as it was read."""

    offset: int
    length: int
    quote: str
    why: str
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReadText:
    """All that the reader found, and which reader it was."""

    claims: tuple[ReadClaim, ...]
    unclear: tuple[ReadPlace, ...]
    reader: str


def read(text: str, *, day: date | None, language: str | None = None) -> ReadText:
    """Read a text. It knows no database and may take a while: call it before a transaction."""
    reading = read_text(Text(text, day, INSIDE.get(language or "", language)))
    claims = tuple(_claim(claim) for claim in reading.claims)
    unclear = tuple(
        ReadPlace(one.span.offset, one.span.length, one.quote, one.reason, one.value, one.unit)
        for one in reading.unclear
    )
    return ReadText(claims, unclear, f"rules-{reading.version}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a language model proposed: the claims that the rules bear out, and of the others the quote and why not, as a code."""

    found: ReadText
    refused: tuple[tuple[str, str], ...]
    fault: str = ""


def propose(text: str, *, day: date | None, language: str | None, ask: Ask, model: str) -> Proposed:
    """Ask a language model about a text; errors of `ask` go through to the caller."""
    article = Text(text, day, INSIDE.get(language or "", language))
    answer = engine_propose(article, read_text(article), ask, model)
    found = ReadText(tuple(_claim(claim) for claim in answer.taken), (), f"{MODEL}{model}"[:MOST_READER])
    refused = [(refusal.proposal.quote, refusal.code) for refusal in answer.refused]
    return Proposed(found, (*refused, *(("", f"wrong_{name}") for name in answer.malformed)), answer.fault or "")


@dataclass(frozen=True, slots=True)
class ReadMention:
    """Something named, in all places of the text together; `kind` and `form` are codes."""

    kind: str
    name: str
    quote: str
    offset: int
    length: int
    count: int
    form: str
    post: str
    code: str
    confidence: float


def named(text: str, *, day: date | None, language: str | None = None) -> list[ReadMention]:
    """What a text names: organisations, people, places, events; each once, in the order of the text."""
    found: dict[tuple[str, str], ReadMention] = {}
    for one in entities_of(Text(text, day, INSIDE.get(language or "", language))):
        key = (str(one.kind), one.name.casefold())
        before = found.get(key)
        if before is None:
            found[key] = _mention(one)
            continue
        more = {name: getattr(before, name) or getattr(one, name) or "" for name in ("form", "post", "code")}
        confidence = max(before.confidence, one.confidence)
        found[key] = replace(before, count=before.count + 1, confidence=confidence, **more)
    return list(found.values())


def _mention(one: Entity) -> ReadMention:
    return ReadMention(
        kind=str(one.kind),
        name=one.name[:300],
        quote=one.quote,
        offset=one.span.offset,
        length=one.span.length,
        count=1,
        form=(one.form or "")[:20],
        post=(one.post or "")[:300],
        code=one.code or "",
        confidence=one.confidence,
    )


def code_of(language: str | None) -> str | None:
    """Our code of a language that the engine names."""
    return CODES.get(language or "", language)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    return [(span.offset, span.end) for span in read_text(Text(text)).sentences]


def opened(text: str, day: date | None) -> tuple[str, date | None, str | None]:
    """The text proper, the day and what is odd about it: a first line `date 2025-12-22` is the day of publication."""
    article = Text.from_text(text, day=day)
    return article.text[article.start :].strip("\n"), article.day, article.note


def language_of(text: str) -> str:
    """The language that a text is in; by its letters where no reader knows it."""
    found = engine_language_of(text.casefold(), standard())
    if found:
        return CODES.get(found, found)
    letters = [letter for letter in text if letter.isalpha()]
    if sum(ord(letter) in HAN for letter in letters) * 2 > len(letters):
        return "zh-hans"
    return "tr" if any(letter in "ğışĞİŞ" for letter in letters) else "en"


def _claim(claim: engine.Claim) -> ReadClaim:
    return ReadClaim(
        offset=claim.offset,
        length=claim.length,
        quote=claim.quote,
        measure=str(claim.measure),
        of=str(claim.of or ""),
        value=claim.value,
        unit=str(claim.unit),
        bound=str(claim.bound),
        status=str(claim.status),
        stage=str(claim.stage or ""),
        start=claim.start,
        end=claim.end,
        area=claim.area,
        partner=claim.partner,
        evidence=_evidence(claim),
        confidence=claim.confidence,
        rule=next((one.rule for one in claim.evidence if one.field == "measure"), ""),
    )


def _evidence(claim: engine.Claim) -> dict[str, Any]:
    runner_up = claim.runner_up
    return {
        "language": CODES.get(claim.language, claim.language),
        "sentence": [claim.sentence.offset, claim.sentence.end],
        "fields": {one.field: _place(one) for one in claim.evidence},
        "runner_up": runner_up.as_record() if runner_up else None,
        "runners_up": [one.as_record() for one in claim.runners_up],
    }


def _place(one: engine.Evidence) -> dict[str, Any]:
    return {"rule": one.rule} | ({"place": [one.span.offset, one.span.end]} if one.span else {})

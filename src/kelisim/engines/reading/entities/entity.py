"""What an article names: organisations, people, places and events, each with its place in the text and the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kelisim.engines.reading.claims import VERSION, Evidence, Span


class Kind(StrEnum):
    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention. `quote` is the article's own words at `span`, `name` its normal form.

    `form` is the code of an organisation's legal form, `position` the code of what a person is and `post` the words that
    say so, `code` the ISO code of a place (of a district: of the region in which it lies, where the text tells), `start`
    and `end` the days of an event.
    """

    kind: Kind
    quote: str
    name: str
    span: Span
    sentence: Span
    language: str
    form: str | None = None
    position: str | None = None
    post: str | None = None
    code: str | None = None
    sort: str | None = None  # of a place: country, region, city, district; of an organisation: firm or body
    start: date | None = None
    end: date | None = None
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    version: str = VERSION

    def as_record(self) -> dict[str, object]:
        return {
            "kind": str(self.kind),
            "quote": self.quote,
            "name": self.name,
            "form": self.form,
            "position": self.position,
            "post": self.post,
            "code": self.code,
            "sort": self.sort,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "offset": self.span.offset,
            "length": self.span.length,
            "sentence_offset": self.sentence.offset,
            "sentence_length": self.sentence.length,
            "language": self.language,
            "confidence": self.confidence,
            "evidence": [evidence.as_record() for evidence in self.evidence],
            "version": self.version,
        }

"""Reading articles by the batch: what a worker does, on this machine or on another; it needs nothing but this package."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from kelisim.engines.reading import documents
from kelisim.engines.reading.article import Article
from kelisim.engines.reading.claims import Reading
from kelisim.engines.reading.entities import entities_of
from kelisim.engines.reading.lexicon import settle, standard
from kelisim.engines.reading.reader import read
from kelisim.engines.reading.sources import Fault, Item
from kelisim.engines.values.periods import FIRST_YEAR, LAST_YEAR

MOST_ITEMS, MOST_BYTES = 100, 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: as lines or as `parquet`; with places, rules and doubt if `is_full`; `day` overrides all.

    `has_entities`: what an article names is told too.
    """

    form: str = "jsonl"
    is_full: bool = False
    day: date | None = None
    has_entities: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles in a row. `seen` is how many bytes of the sources lie behind its end."""

    items: tuple[Item | Fault, ...]
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """An article that was read; claims, what stayed unclear and what it names as lines, empty where a table holds them."""

    path: str
    record: int
    id: str
    stamp: str
    has_day: bool
    claim_count: int
    unclear_count: int
    claims: bytes = b""
    unclear: bytes = b""
    entities: bytes | None = None  # not asked for


@dataclass(slots=True)
class Result:
    """What became of a batch. The tables are Arrow's, for Parquet only."""

    seen: int
    done: list[Done] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    tables: dict[str, Any] = field(default_factory=dict)


def read_batch(batch: Batch, options: Options) -> Result:
    """All articles of a batch; one that cannot be read does not stop the others."""
    settle()
    result = Result(batch.seen)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables_of(options)}
    for item in batch.items:
        if isinstance(item, Fault):
            result.faults.append(item)
            continue
        done = read_item(item, options)
        if isinstance(done, Fault):
            result.faults.append(done)
            continue
        article, reading = done
        result.done.append(_done(item, article, reading, options))
        if options.form == "parquet":
            rows["claims"] += _claim_rows(item, article, reading, options)
            rows["unclear"] += _unclear_rows(item, reading)
            if options.has_entities:
                rows["entities"] += _entity_rows(item, article, options)
    if options.form == "parquet":
        from kelisim.engines.reading.tables import table_of

        result.tables = {name: table_of(name, found) for name, found in rows.items()}
    return result


def tables_of(options: Options) -> tuple[str, ...]:
    """The tables of a run that writes Parquet."""
    return ("claims", "unclear", "entities") if options.has_entities else ("claims", "unclear")


def read_item(item: Item, options: Options) -> tuple[Article, Reading] | Fault:
    try:
        article = (
            _from_document(item.content, options) if isinstance(item.content, bytes) else from_fields(item, options)
        )
        return article, read(article)
    except documents.DocumentError as error:
        return _fault(item, error.code, error.detail)
    except Exception as error:  # the article is kept apart with the name of the fault; the other million goes on
        return _fault(item, "reader_failed", type(error).__name__)


def _fault(item: Item, code: str, detail: str = "") -> Fault:
    return Fault(item.path, item.record, item.id, code, detail, item.stamp)


def _from_document(content: bytes, options: Options) -> Article:
    found = documents.open_document(content)
    return Article.from_text(found.text, day=options.day or found.day)


class FieldError(documents.DocumentError):
    """A field of a record that says what cannot be; `code` is a key of `sources.REASONS`."""

    def __init__(self, code: str, detail: str = "") -> None:
        ValueError.__init__(self, code)
        self.code, self.detail = code, detail


def from_fields(item: Item, options: Options) -> Article:
    """The article of a record. Raises `DocumentError` where a field says what cannot be."""
    assert isinstance(item.content, dict)
    text, language = item.content["text"].replace("\r\n", "\n"), item.content.get("language")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise FieldError("half_letter") from error
    if not text.strip():
        raise FieldError("empty")
    if size > documents.MAX_TEXT:
        raise FieldError("too_large", str(documents.MAX_TEXT // 1024 // 1024))
    if language is not None and (not isinstance(language, str) or language not in standard()):
        raise FieldError("bad_language", json.dumps(language, ensure_ascii=True, default=str)[:40])
    return Article.from_text(text, day=options.day or _day(item.content.get("date")), language=language)


def _day(said: object) -> date | None:
    """A day, or a moment that begins with one: JSON writes strings, Parquet has types."""
    if said is None or said == "":
        return None
    try:
        if isinstance(said, datetime):
            day = said.date()
        elif isinstance(said, date):
            day = said
        elif isinstance(said, str):
            day = (
                date.fromisoformat(said[:10]) if said[10:11] in ("", "T", " ") else datetime.fromisoformat(said).date()
            )
        else:
            raise ValueError
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
    except ValueError as error:
        raise FieldError("bad_date", json.dumps(said, ensure_ascii=True, default=str)[:40]) from error
    return day


def _done(item: Item, article: Article, reading: Reading, options: Options) -> Done:
    done = Done(
        item.path, item.record, item.id, item.stamp, bool(article.day), len(reading.claims), len(reading.unclear)
    )
    if options.form == "parquet":
        return done
    claims = _lines([claim.as_record() if options.is_full else claim.as_dict() for claim in reading.claims])
    entities = _lines([entity.as_record() for entity in entities_of(article)]) if options.has_entities else None
    unclear = _lines([entry.as_record() for entry in reading.unclear])
    return replace(done, claims=claims, unclear=unclear, entities=entities)


def _lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _claim_rows(item: Item, article: Article, reading: Reading, options: Options) -> list[dict[str, Any]]:
    place = {"path": item.path, "record": item.record, "id": item.id or None, "day": article.day}
    rows = []
    for claim in reading.claims:
        row = {**place, **claim.as_record(), "value": float(claim.value), "exact": f"{claim.value:f}"}
        row["start"], row["end"] = claim.start, claim.end
        for column in ("runner_up", "runners_up", "evidence"):
            row[column] = json.dumps(row[column], ensure_ascii=False) if options.is_full and row[column] else None
        rows.append(row)
    return rows


def _entity_rows(item: Item, article: Article, options: Options) -> list[dict[str, Any]]:
    place = {"path": item.path, "record": item.record, "id": item.id or None}
    rows = []
    for entity in entities_of(article):
        row = {**place, **entity.as_record(), "start": entity.start, "end": entity.end}
        row["evidence"] = json.dumps(row["evidence"], ensure_ascii=False) if options.is_full else None
        rows.append(row)
    return rows


def _unclear_rows(item: Item, reading: Reading) -> list[dict[str, Any]]:
    place = {"path": item.path, "record": item.record, "id": item.id or None}
    return [{**place, **entry.as_record()} for entry in reading.unclear]

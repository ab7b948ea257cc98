"""The columns of claims, of what stayed unclear and of what is named, as Parquet."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

WORDS, COUNT, NUMBER, DAY = pa.string(), pa.int64(), pa.float64(), pa.date32()
ARTICLE = {"path": WORDS, "record": COUNT, "id": WORDS}
PLACE = {"offset": COUNT, "length": COUNT, "sentence_offset": COUNT, "sentence_length": COUNT, "language": WORDS}
MEANING = {
    "quote": WORDS,
    "measure": WORDS,
    "of": WORDS,
    "value": NUMBER,
    "exact": WORDS,
    "unit": WORDS,
    "bound": WORDS,
}
MEANING |= {"status": WORDS, "stage": WORDS, "start": DAY, "end": DAY, "area": WORDS, "partner": WORDS}
DOUBT = {"confidence": NUMBER, "runner_up": WORDS, "runners_up": WORDS, "evidence": WORDS, "version": WORDS}
CLAIMS = pa.schema({**ARTICLE, "day": DAY, **MEANING, **PLACE, **DOUBT})
UNCLEAR = pa.schema({**ARTICLE, "quote": WORDS, "reason": WORDS, **PLACE, "version": WORDS})


NAMED = {"kind": WORDS, "quote": WORDS, "name": WORDS, "form": WORDS, "position": WORDS, "post": WORDS, "code": WORDS}
NAMED |= {"sort": WORDS, "start": DAY, "end": DAY}
ENTITIES = pa.schema({**ARTICLE, **NAMED, **PLACE, "confidence": NUMBER, "evidence": WORDS, "version": WORDS})
SCHEMAS = {"claims": CLAIMS, "unclear": UNCLEAR, "entities": ENTITIES}


def table_of(name: str, rows: list[dict[str, Any]]) -> Any:
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name])

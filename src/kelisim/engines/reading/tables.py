"""The columns of claims and of what stayed unclear, as Parquet."""

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
DOUBT = {"confidence": NUMBER, "runner_up": WORDS, "evidence": WORDS, "version": WORDS}
CLAIMS = pa.schema({**ARTICLE, "day": DAY, **MEANING, **PLACE, **DOUBT})
UNCLEAR = pa.schema({**ARTICLE, "quote": WORDS, "reason": WORDS, **PLACE, "version": WORDS})


def claims(rows: list[dict[str, Any]]) -> Any:
    return pa.Table.from_pylist(rows, schema=CLAIMS)


def unclear(rows: list[dict[str, Any]]) -> Any:
    return pa.Table.from_pylist(rows, schema=UNCLEAR)

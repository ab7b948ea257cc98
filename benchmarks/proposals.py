"""What the gate for a language model's proposals lets in: honest ones, ones with a wrong value, unit, day, place or quote.

No model is asked. Honest proposals are the claims of the rules themselves, put before a gate that does not know them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from benchmarks.reading import DAY, articles
from kelisim.engines.reading.article import Article
from kelisim.engines.reading.proposals import MAX_PROPOSALS, propose
from kelisim.engines.reading.reader import read

TEXTS = 100
Row = dict[str, Any]
SPOILED: dict[str, Callable[[Row], Row]] = {
    "honest": lambda row: row,
    "another value": lambda row: {**row, "value": row["value"] * 10 + 1},
    "another unit": lambda row: {**row, "unit": "USD" if row["unit"] != "USD" else "KZT"},
    "another year": lambda row: {**row, "start": "1991-01-01", "end": "1991-12-31"},
    "another place": lambda row: {**row, "area": "AQ"},
    "a changed quote": lambda row: {**row, "quote": row["quote"] + " 7"},
}


def measure() -> None:
    """Print how many proposals of each kind enter, and how many the gate judges in a second of CPU time."""
    texts = [Article(text, DAY, language) for language, text in articles(TEXTS)]
    readings = [(article, read(article)) for article in texts]
    print(f"{'':20}{'proposals':>10}{'enter':>8}{'a second':>10}")
    for name, spoil in SPOILED.items():
        started, asked, entered = time.process_time(), 0, 0
        for article, reading in readings:
            rows = [spoil(claim.as_dict()) for claim in reading.claims][:MAX_PROPOSALS]
            unread = replace(reading, claims=())
            answer = propose(article, unread, lambda _messages, rows=rows: _written(rows), "none")  # type: ignore[misc]
            asked, entered = asked + len(rows), entered + len(answer.taken)
        print(f"{name:20}{asked:>10}{entered:>8}{asked / (time.process_time() - started):>10.0f}")


def _written(rows: Iterable[Row]) -> str:
    return json.dumps({"claims": list(rows)})

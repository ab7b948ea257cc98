"""Many made articles, streamed and the same for the same seed, to try a run on many machines.

    python -m benchmarks.many 200000 articles.jsonl --length 600
    python -m benchmarks.many 200000 articles.parquet

They are sentences of our own bulletins with other numbers in them, in the languages of the bulletins by turns.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

import kelisim

BULLETINS = Path(kelisim.__file__).parent / "samples" / "bulletins"
NUMBER = re.compile(r"(?<![\d.,-])[1-9]\d{1,2}(?![\d.,-])")
FIRST_DAY = date(2020, 1, 1)
ROWS = 1000


def articles(number: int, seed: int = 1, length: int = 3000) -> Iterator[dict[str, str]]:
    """Articles of about `length` characters; each hangs only on the seed and its own number."""
    lines = _lines()
    languages = sorted(lines)
    for index in range(1, number + 1):
        rng = random.Random(f"{seed}:{index}")
        day = FIRST_DAY + timedelta(days=rng.randrange(2000))
        text = _text(rng, lines[languages[index % len(languages)]], length)
        yield {"id": f"made-{seed}-{index:07d}", "date": day.isoformat(), "text": text}


def _lines() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(BULLETINS.glob("*.txt")):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        found.setdefault(path.name.split(".")[1], []).extend(line for line in lines if len(line) > 40)
    return found


def _text(rng: random.Random, lines: list[str], length: int) -> str:
    text = ""
    while len(text) < length:
        text += NUMBER.sub(lambda found: str(rng.randrange(2, 999)), rng.choice(lines)) + "\n"
    return text


def write_lines(rows: Iterator[dict[str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_parquet(rows: Iterator[dict[str, str]], path: Path) -> None:
    schema: Any = pa.schema({"id": pa.string(), "date": pa.string(), "text": pa.string()})
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        while some := list(islice(rows, ROWS)):
            file.write_table(pa.Table.from_pylist(some, schema=schema))


def main() -> None:
    """Make a file of articles; its ending says of which kind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many", description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=int, default=3000, help="characters of an article")
    asked = parser.parse_args()
    write = {".jsonl": write_lines, ".parquet": write_parquet}.get(asked.file.suffix)
    if write is None:
        parser.error(f"{asked.file} ends neither in .jsonl nor in .parquet")
    write(articles(asked.number, asked.seed, asked.length), asked.file)


if __name__ == "__main__":
    main()

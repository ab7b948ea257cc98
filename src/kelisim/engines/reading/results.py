"""Where the results of a run are written: a file or a part appears whole or not at all, and no name comes twice.

OUT/NAME.claims.jsonl  OUT/NAME.unclear.jsonl          a text file NAME.txt (other files keep their ending in NAME)
OUT/NAME.entities.jsonl                                if what is named was asked for
OUT/NAME/000012/000012345-ID.claims.jsonl …            record 12,345 of the file NAME, a thousand in a folder
OUT/claims-000001.parquet  OUT/unclear-… entities-…    parts, with `--format parquet`
OUT/manifest.json  OUT/quarantine/reasons.jsonl        what is there; what is not, and why
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from abc import ABC, abstractmethod
from functools import lru_cache
from pathlib import Path
from typing import Any

from kelisim.engines.reading.batches import Done, Result
from kelisim.engines.reading.record import RunRecord
from kelisim.engines.reading.sources import Fault

PART_ARTICLES = 5000
LONGEST_NAME = 180  # bytes; file systems take 255, and endings are added
PART = re.compile(r"(?:claims|unclear|entities)-(\d{6,})\.parquet")


def name_of(done: Done, base: Path) -> str:
    """The results of an article, without ending. Names hold no more of an id than letters, digits, _ and -."""
    path = Path(done.path)
    if done.record:
        called = re.sub(r"[^\w-]+", "-", done.id).strip("-")
        called = _cut(called, 80)
        number = f"{done.record:09d}" + (f"-{called}" if called else "")
        return "/".join([*(_short(part) for part in path.parts), f"{done.record // 1000:06d}", number])
    own = path.name.removesuffix(".txt") or path.name
    if own == path.name and (base / f"{done.path}.txt").exists():  # `x` beside `x.txt`
        own += f"~{_digest(own)}"
    return "/".join([*(_short(part) for part in path.parts[:-1]), _short(own)])


def _short(name: str) -> str:
    return name if len(os.fsencode(name)) <= LONGEST_NAME else f"{_cut(name, LONGEST_NAME - 20)}~{_digest(name)}"


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def _digest(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:16]


class Writer(ABC):
    """What both forms do: the quarantine, the manifest, and one place for files that are not whole yet."""

    def __init__(self, out: Path, base: Path, record: RunRecord) -> None:
        self.out, self.base, self.record = out, base, record
        self.new = record.folder / "new"
        self.new.unlink(missing_ok=True)
        self.folder_of = lru_cache(maxsize=1000)(self._folder_of)

    def _folder_of(self, name: str) -> Path:
        folder = self.out / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def put(self, name: str, content: bytes) -> None:
        folder, _slash, own = name.rpartition("/")
        self.new.write_bytes(content)
        os.replace(self.new, self.folder_of(folder) / own)

    @abstractmethod
    def take(self, result: Result) -> None:
        """Keep what one batch gave."""

    @abstractmethod
    def flush(self) -> None:
        """Commit what was taken."""

    def close(self, is_whole: bool) -> None:
        self.flush()
        self.put("manifest.json", (self.record.manifest(is_whole) + "\n").encode())
        with self.new.open("w", encoding="utf-8") as file:
            for fault in self.record.faults():
                file.write(json.dumps(fault.as_record(), ensure_ascii=False) + "\n")
        if self.new.stat().st_size or (self.out / "quarantine").exists():
            os.replace(self.new, self.folder_of("quarantine") / "reasons.jsonl")
        self.new.unlink(missing_ok=True)


class LinesWriter(Writer):
    """A pair of files an article; written again when a run is taken up, they are the same."""

    def take(self, result: Result) -> None:
        for done in result.done:
            name = name_of(done, self.base)
            unclear = self.out / f"{name}.unclear.jsonl"
            if done.unclear:
                self.put(f"{name}.unclear.jsonl", done.unclear)
            else:
                unclear.unlink(missing_ok=True)
            if done.entities is not None:
                self.put(f"{name}.entities.jsonl", done.entities)
            self.put(f"{name}.claims.jsonl", done.claims)
        self.record.keep(result.done, result.faults, 0)

    def flush(self) -> None:
        """Each article was committed when it was taken."""


class PartsWriter(Writer):
    """Parts of some thousand articles. A part counts when the record names it; one that a kill left is removed."""

    def __init__(self, out: Path, base: Path, record: RunRecord) -> None:
        super().__init__(out, base, record)
        self.part = record.last_part()
        self.done: list[Done] = []
        self.faults: list[Fault] = []
        self.tables: dict[str, list[Any]] = {}
        for path in out.iterdir():
            if (found := PART.fullmatch(path.name)) and int(found[1]) > self.part:
                path.unlink()

    def take(self, result: Result) -> None:
        self.done += result.done
        self.faults += result.faults
        for name, table in result.tables.items():
            self.tables.setdefault(name, []).append(table)
        if len(self.done) >= PART_ARTICLES:
            self.flush()

    def flush(self) -> None:
        if not self.done and not self.faults:
            return
        part = self.part + 1
        for name, found in self.tables.items():
            self._write(f"{name}-{part:06d}.parquet", found)
        self.record.keep(self.done, self.faults, part)
        self.part, self.done, self.faults = part, [], []
        self.tables = {}
        self.put("manifest.json", (self.record.manifest(is_whole=False) + "\n").encode())

    def _write(self, name: str, found: list[Any]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        table = pa.concat_tables(found)
        if table.num_rows:
            parquet.write_table(table, self.new, compression="zstd")
            os.replace(self.new, self.out / name)


WRITERS = {"jsonl": LinesWriter, "parquet": PartsWriter}

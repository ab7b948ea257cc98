"""The record of a run: which articles are done, what could not be read, and why. It outlives a kill at any moment.

It is one small SQLite file in the folder of results, `.run/record.sqlite`: what is committed there is done, all else is
done again. Only one run at a time can hold it; the system gives it back when a process dies.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from kelisim.engines.reading.batches import Done
from kelisim.engines.reading.sources import Fault

TABLES = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS done (
  path TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, stamp TEXT NOT NULL, part INTEGER NOT NULL,
  articles INTEGER NOT NULL, dayless INTEGER NOT NULL, claims INTEGER NOT NULL, unclear INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS done_path ON done (path);
CREATE TABLE IF NOT EXISTS faults (
  path TEXT NOT NULL, record INTEGER NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (path, record)) WITHOUT ROWID;
"""


class RecordError(ValueError):
    """The folder of results belongs to another run."""


@dataclass(frozen=True, slots=True)
class Tally:
    articles: int
    dayless: int
    claims: int
    unclear: int
    faults: int


class RunRecord:
    """What is done in a folder. `settings` must be those with which the folder was begun."""

    def __init__(self, out: Path, settings: dict[str, str]) -> None:
        self.folder = out / ".run"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(self.folder / "record.sqlite", timeout=2)
        try:
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.executescript(TABLES)
            with self._base:
                self._base.execute("DELETE FROM faults WHERE record = 0")
        except sqlite3.OperationalError as error:
            self._base.close()
            raise RecordError(f"another run is writing to {out}: wait for it, or give another --out") from error
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise RecordError(f"{out}/.run is damaged ({error}): give another --out") from error
        self._keep(out, settings)
        self._path, self._ranges = "", list[tuple[int, int, str]]()

    def _keep(self, out: Path, settings: dict[str, str]) -> None:
        kept = dict(self._base.execute("SELECT name, value FROM settings"))
        for name, value in settings.items() if kept else ():
            if kept.get(name) != value:
                self._base.close()
                was = kept.get(name) or "nothing"
                raise RecordError(
                    f"{out} was begun with {name} = {was}, not {value or 'nothing'}: go on as it was begun, or give another --out"
                )
        with self._base:
            self._base.executemany("INSERT OR IGNORE INTO settings VALUES (?, ?)", settings.items())

    def is_changed(self, path: str, stamp: str) -> bool:
        return any(kept != stamp for _first, _last, kept in self._of(path))

    def is_done(self, path: str, record: int) -> bool:
        return any(first <= record <= last for first, last, _stamp in self._of(path))

    def _of(self, path: str) -> list[tuple[int, int, str]]:
        """The ranges of one file as they stood when it was opened, joined: a file is streamed once in a run."""
        if path != self._path:
            rows = self._base.execute("SELECT first, last, stamp FROM done WHERE path = ? ORDER BY first", (path,))
            self._path, self._ranges = path, _joined(rows)
        return self._ranges

    def keep(self, done: Iterable[Done], faults: Iterable[Fault], part: int) -> None:
        """All of it or nothing. Articles and faults of one file in a row are one range of records."""
        faults = list(faults)
        rows = list(_ranges(list(done), faults, part))
        with self._base:
            self._base.executemany("INSERT INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            told = [(fault.path, fault.record, fault.id, fault.code, fault.detail) for fault in faults]
            self._base.executemany("INSERT OR REPLACE INTO faults VALUES (?, ?, ?, ?, ?)", told)

    def last_part(self) -> int:
        return int(self._base.execute("SELECT coalesce(max(part), 0) FROM done").fetchone()[0])

    def parts(self) -> list[dict[str, int]]:
        rows = self._base.execute(
            "SELECT part, sum(articles), sum(claims), sum(unclear) FROM done WHERE part > 0 GROUP BY part ORDER BY part"
        )
        return [dict(zip(("part", "articles", "claims", "unclear"), row, strict=True)) for row in rows]

    def tally(self) -> Tally:
        sums = (
            "coalesce(sum(articles), 0), coalesce(sum(dayless), 0), coalesce(sum(claims), 0), coalesce(sum(unclear), 0)"
        )
        faults = self._base.execute("SELECT count(*) FROM faults").fetchone()[0]
        articles, dayless, claims, unclear = self._base.execute(f"SELECT {sums} FROM done").fetchone()  # noqa: S608  (no outer text)
        return Tally(articles, dayless, claims, unclear, faults)

    def faults(self) -> Iterator[Fault]:
        for row in self._base.execute("SELECT path, record, id, code, detail FROM faults ORDER BY path, record"):
            yield Fault(*row)

    def manifest(self, is_whole: bool) -> str:
        settings = dict(self._base.execute("SELECT name, value FROM settings"))
        return json.dumps(
            {"is_whole": is_whole, **settings, **asdict(self.tally()), "parts": self.parts()},
            ensure_ascii=False,
            indent=1,
        )

    def close(self) -> None:
        self._base.close()


def _joined(rows: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for first, last, stamp in rows:
        if found and found[-1][2] == stamp and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]), stamp)
        else:
            found.append((first, last, stamp))
    return found


def _ranges(done: list[Done], faults: list[Fault], part: int) -> Iterator[tuple[object, ...]]:
    """A file that could not be read as a whole (record 0) is not done."""
    kept: list[Done | Fault] = sorted(
        [*done, *(fault for fault in faults if fault.record)], key=lambda one: (one.path, one.record)
    )
    for _path, group in groupby(kept, key=lambda one: one.path):
        for run in _rows_in_a_row(list(group)):
            read = [one for one in run if isinstance(one, Done)]
            counts = (len(read), sum(not one.has_day for one in read))
            sums = (sum(one.claim_count for one in read), sum(one.unclear_count for one in read))
            yield (run[0].path, run[0].record, run[-1].record, run[0].stamp, part, *counts, *sums)


def _rows_in_a_row(group: list[Done | Fault]) -> Iterator[list[Done | Fault]]:
    run = group[:1]
    for one in group[1:]:
        if one.record != run[-1].record + 1:
            yield run
            run = []
        run.append(one)
    if run:
        yield run

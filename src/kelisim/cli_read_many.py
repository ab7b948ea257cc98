"""`kelisim read --engine`: many articles to a folder, with a progress bar, an end that says what happened, and a status."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TextIO

import click

from kelisim.engines.reading.batches import Options
from kelisim.engines.reading.record import RecordError
from kelisim.engines.reading.run import EngineError, LocalEngine, Progress, RayEngine, Summary, run
from kelisim.engines.reading.sources import SourceError

OK, SOME_UNREAD, WRONG_USE, BROKEN_OFF = 0, 1, 2, 130
WIDTH, TELL_EVERY = 24, 0.2
KNOCK_SECONDS = 5


class Bar:
    """One line that is written over: how far, how many, how quick, how long still. Silent where nobody looks."""

    def __init__(self, file: TextIO, is_quiet: bool) -> None:
        self.file = None if is_quiet or not file.isatty() else file
        self.began, self.told = time.monotonic(), 0.0

    def tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if self.file and now - self.told >= TELL_EVERY:
            self.told = now
            self.file.write(f"\r{line_of(progress, now - self.began)}\x1b[K")
            self.file.flush()

    def end(self) -> None:
        if self.file and self.told:
            self.file.write("\r\x1b[K")


def line_of(progress: Progress, seconds: float) -> str:
    """How many there are is reckoned from the bytes behind, until all are: nobody has counted the articles."""
    part = min(progress.seen / progress.total, 1.0) if progress.total else 1.0
    new = progress.articles - progress.before
    total = f"{'' if part == 1 else 'about '}{round(progress.articles / part):,}" if part and progress.articles else "?"
    rate = new / seconds if seconds > 0 else 0.0
    left = _left(progress, part, rate)
    bar = ("#" * round(part * WIDTH)).ljust(WIDTH, "·")
    return f"{bar} {part:4.0%}  {progress.articles:,} of {total} articles  {rate:,.0f}/s  {left}"


def _left(progress: Progress, part: float, rate: float) -> str:
    """After a resumption the first bytes went by unread, so they tell nothing of the pace."""
    if not (part and rate):
        return "… left"
    return f"{time_of((progress.articles / part - progress.articles) / rate)} left"


def time_of(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {whole % 60:02} s" if minutes else f"{whole} s"


def read_many(
    paths: Iterable[Path],
    out: Path | None,
    form: str,
    full: bool,
    entities: bool,
    day: date | None,
    engine: str,
    workers: int | None,
    address: str | None,
    *,
    is_quiet: bool,
) -> int:
    """The exit status: 0 all read, 1 something was not, 2 asked wrongly, 130 broken off."""
    if out is None:
        raise click.UsageError("many articles are read into a folder: give --out DIR")
    if form == "table":
        raise click.UsageError("a table is for the screen: give --format jsonl or parquet with --engine")
    if address and engine != "ray":
        raise click.UsageError("--address is for --engine ray")
    bar = Bar(sys.stderr, is_quiet)
    try:
        chosen = _ray(address, workers) if engine == "ray" else LocalEngine(workers)
        with _stopped_by_signals():
            summary = run(paths, out, Options(form, full, day, entities), chosen, bar.tell)
    except (RecordError, SourceError) as error:
        raise click.UsageError(str(error)) from error
    except KeyboardInterrupt:
        bar.end()
        click.echo("kelisim read: broken off; the same command goes on from here", err=True)
        return BROKEN_OFF
    except (EngineError, OSError) as error:
        bar.end()
        said = f"cannot write to {out}: {error.strerror}" if isinstance(error, OSError) else str(error)
        click.echo(f"kelisim read: {said}", err=True)
        return SOME_UNREAD
    bar.end()
    _say(summary, out)
    return OK if summary.tally.articles and not summary.tally.faults else SOME_UNREAD


def _ray(address: str | None, workers: int | None) -> RayEngine:
    """Ray itself tries a wrong address for minutes, so we knock first."""
    address = address or os.environ.get("RAY_ADDRESS") or None
    if address and address not in ("auto", "local") and "://" not in address:
        host, _colon, port = address.rpartition(":")
        if not (host and port.isdigit() and 0 < int(port) < 65536):
            raise EngineError(f"“{address}” is no address of a Ray cluster: give HOST:PORT, for example 10.0.0.1:6379")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=KNOCK_SECONDS).close()
        except OSError as error:
            raise EngineError(f"nothing answers at {address} ({error}): start it with ray start --head") from error
    return RayEngine(address, workers)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """SIGTERM ends a run as Ctrl-C does: with what is done kept."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(summary: Summary, out: Path) -> None:
    tally = summary.tally
    new = tally.articles - summary.before
    some = f" ({new:,} now, {summary.before:,} before)" if summary.before else ""
    click.echo(f"{tally.articles:,} articles read{some}, written to {out}", err=True)
    click.echo(f"{tally.claims:,} claims, {tally.unclear:,} unclear", err=True)
    if tally.dayless:
        click.echo(f"{tally.dayless:,} without a day: words such as 'this year' stay without a period", err=True)
    if summary.passed:
        click.echo(f"{summary.passed:,} records of web archives are no documents and were passed over", err=True)
    if tally.faults:
        click.echo(f"{tally.faults:,} could not be read: {out / 'quarantine' / 'reasons.jsonl'} says why", err=True)
    elif not tally.articles:
        click.echo("kelisim read: no articles there", err=True)

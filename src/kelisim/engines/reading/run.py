"""Reading many articles: on all cores of this machine, or on the machines of a Ray cluster.

The driver streams articles, hands them out by the batch, and writes what comes back: the workers need no folder of ours.
There are never more batches under way than `ahead` for each worker, so memory stays flat however many articles there are.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, Protocol

from kelisim.engines.reading.batches import MOST_BYTES, MOST_ITEMS, Batch, Options, Result, read_batch
from kelisim.engines.reading.claims import VERSION
from kelisim.engines.reading.record import RunRecord, Tally
from kelisim.engines.reading.results import WRITERS
from kelisim.engines.reading.sources import Fault, Item, Stream

AHEAD = 2
RAY_RETRIES = 8


class EngineError(RuntimeError):
    """The machines cannot be used as asked."""


class Engine(Protocol):
    def work(self, batches: Iterator[Batch], options: Options) -> Iterator[Result]: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """`before` are the articles of an earlier run that is gone on with."""

    articles: int
    before: int
    seen: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    tally: Tally
    before: int
    passed: int


def run(
    paths: Iterable[Path],
    out: Path,
    options: Options,
    engine: Engine,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Summary:
    """Read all articles that are not done yet. A run that was broken off is taken up by the same call."""
    stream = Stream(list(paths), out)
    record = RunRecord(out, settings_of(stream, options))
    with closing(record):
        stream.is_done, stream.is_changed = record.is_done, record.is_changed
        stream.measure()
        writer = WRITERS[options.form](stream.out, stream.base, record)
        before, seen = record.tally().articles, 0
        articles = before
        is_whole = False
        try:
            tell(Progress(articles, before, 0, stream.total))
            for result in engine.work(batches_of(stream), options):
                writer.take(result)
                articles, seen = articles + len(result.done), max(seen, result.seen)
                tell(Progress(articles, before, seen, stream.total))
            is_whole = True
        finally:
            writer.close(is_whole)
        return Summary(record.tally(), before, stream.passed)


def settings_of(stream: Stream, options: Options) -> dict[str, str]:
    day = options.day.isoformat() if options.day else ""
    full = "yes" if options.is_full else "no"
    named = "yes" if options.has_entities else "no"
    told = {"base": str(stream.base), "format": options.form, "full": full, "entities": named, "date": day}
    return told | {"reader": VERSION}


def batches_of(stream: Stream) -> Iterator[Batch]:
    """Articles in a row, until they are many or long."""
    items: list[Item | Fault] = []
    size = 0
    for item in stream:
        items.append(item)
        size += _size(item)
        if len(items) >= MOST_ITEMS or size >= MOST_BYTES:
            yield Batch(tuple(items), stream.seen)
            items, size = [], 0
    yield Batch(tuple(items), stream.total)


def _size(item: Item | Fault) -> int:
    if isinstance(item, Fault):
        return 0
    return len(item.content) if isinstance(item.content, bytes) else len(item.content["text"])


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalEngine:
    """Processes of this machine. One that dies takes no article with it but the one that killed it."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()

    def work(self, batches: Iterator[Batch], options: Options) -> Iterator[Result]:
        waiting: Iterator[Batch] = batches
        while True:
            lost: list[Batch] = []
            yield from self._work(waiting, options, lost)
            if not lost:
                return
            yield from chain.from_iterable(self._one_by_one(batch, options) for batch in lost)
            waiting = batches

    def _work(self, batches: Iterator[Batch], options: Options, lost: list[Batch]) -> Iterator[Result]:
        """Ends when there are no more batches, or when a process died: its batch and those beside it are `lost`."""
        running: dict[Future[Result], Batch] = {}
        pool = self._pool(self.workers)
        try:
            while not lost:
                while len(running) < self.workers * AHEAD and (batch := next(batches, None)):
                    running[pool.submit(read_batch, batch, options)] = batch
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    batch = running.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        lost.append(batch)
        except BrokenProcessPool:  # said by submit
            lost += [batch] if batch else []
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        lost.extend(running.values())

    def _one_by_one(self, batch: Batch, options: Options) -> Iterator[Result]:
        pool = self._pool(1)
        try:
            for item in batch.items:
                one = Batch((item,), batch.seen)
                try:
                    yield pool.submit(read_batch, one, options).result()
                except BrokenProcessPool:
                    yield read_batch(Batch((died(item),), batch.seen), options)
                    pool = self._pool(1)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_the_driver)


def died(item: Item | Fault) -> Fault:
    return item if isinstance(item, Fault) else Fault(item.path, item.record, item.id, "worker_died", stamp=item.stamp)


def _end_with_the_driver() -> None:
    """Ctrl-C is the driver's to hear; a driver that is killed takes its workers with it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    driver = parent_process()
    if driver is not None:
        threading.Thread(target=_end_after, args=(driver,), daemon=True).start()


def _end_after(driver: Any) -> None:
    driver.join()
    os._exit(1)


class RayEngine:
    """The machines of a Ray cluster: that at `address`, or one of this machine's own that ends with the run."""

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        self.address = address
        self.workers = workers

    def work(self, batches: Iterator[Batch], options: Options) -> Iterator[Result]:
        ray = self._ray()
        try:
            yield from self._work(ray, batches, options)
        finally:
            ray.shutdown()  # leaves a cluster that was there as it was

    def _ray(self) -> Any:
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError as error:
            raise EngineError(f"Ray is not installed here ({error}): pip install ray, or use --engine local") from error
        own: dict[str, Any] = {} if self.address else {"num_cpus": self.workers or cores(), "include_dashboard": False}
        try:
            ray.init(address=self.address or "local", log_to_driver=False, logging_level=logging.ERROR, **own)
        except Exception as error:  # Ray says this in many types
            said = " ".join(str(error).split())[:300]
            raise EngineError(f"no Ray cluster answers at {self.address or 'this machine'}: {said}") from error
        return ray

    def _work(self, ray: Any, batches: Iterator[Batch], options: Options) -> Iterator[Result]:
        task = ray.remote(max_retries=RAY_RETRIES, num_cpus=1)(read_batch)
        running: dict[Any, Batch] = {}
        while True:
            while len(running) < self._places(ray) and (batch := next(batches, None)):
                running[task.remote(batch, options)] = batch
            if not running:
                return
            ready, _rest = ray.wait(list(running), num_returns=1)
            for reference in ready:
                yield from self._result(ray, task, reference, running.pop(reference), options)

    def _places(self, ray: Any) -> int:
        """Twice what is there now, so that nobody waits; nodes may come and go."""
        return self.workers or max(1, int(ray.cluster_resources().get("CPU", 1))) * AHEAD

    def _result(self, ray: Any, task: Any, reference: Any, batch: Batch, options: Options) -> Iterator[Result]:
        try:
            yield ray.get(reference)
            return
        except ray.exceptions.RayTaskError as error:
            said = " ".join(str(error.cause if hasattr(error, "cause") else error).split())[-300:]
            raise EngineError(
                f"the workers of the cluster cannot read ({said}): install this kelisim on them"
            ) from error
        except ray.exceptions.RayError:
            if len(batch.items) == 1:
                yield read_batch(Batch((died(batch.items[0]),), batch.seen), options)
                return
        for item in batch.items:
            one = Batch((item,), batch.seen)
            yield from self._result(ray, task, task.remote(one, options), one, options)

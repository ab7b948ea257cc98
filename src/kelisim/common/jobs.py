"""Long work: begun by a page, done by a worker, with progress, a stop and an outcome; the same work never twice at once.

    @work("press.take_in_files", _("Take in files"))
    def take_in_files(progress: Progress, *, names: list[str]) -> Outcome: ...

    job = begin("press.take_in_files", key=digest, title=lambda: _("…"), by=user, office=office, names=names)

The title is made in every language at the beginning: whoever reads it, reads it in the own one.

Work is done again from its beginning when a worker died in it, so it must not matter if it is done twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common.models import LIVING, Job, JobState

log = logging.getLogger(__name__)
TELL_EVERY = 0.5
MOST_ATTEMPTS = 3
MOST_LINES = 2000


class Stopped(Exception):
    """Somebody asked the work to stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one part of the work: its name, what is told of it, where it is, whether it went wrong."""

    name: str
    words: str = ""
    href: str = ""
    is_fault: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of the work in a sentence, in each language or in that of whoever asked for it; and where to go on."""

    words: str | dict[str, str] = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of long work."""

    title: str | Promise
    do: Callable[..., Outcome]


WORKS: dict[str, Work] = {}


def work(kind: str, title: str | Promise) -> Callable[[Callable[..., Outcome]], Callable[..., Outcome]]:
    """Make a function the work `kind`: it is given a `Progress` and its facts."""

    def register(do: Callable[..., Outcome]) -> Callable[..., Outcome]:
        WORKS[kind] = Work(title, do)
        return do

    return register


class Progress:
    """Tells how far the work is and hears whether it has to stop. `by` and `office` are for whom it is done.

    `lines` tell what came of each part; they are kept however the work ends.
    """

    def __init__(self, job: Job) -> None:
        self.job, self.by, self.office = job, job.by, job.office
        self.lines: list[Line] = []
        self._told = 0.0

    def of(self, total: int) -> None:
        """Say how many steps there are."""
        self.job.total, self.job.done = total, 0
        self._tell()

    def step(self, note: str = "", *, done: int = 1) -> None:
        """Say that a step is done, and on what the work goes on. Raises `Stopped` where it has to end."""
        self.job.done += done
        self.job.total = max(self.job.total, self.job.done)
        self.job.note = note[:300]
        if time.monotonic() - self._told >= TELL_EVERY:
            self._tell()

    def reach(self, done: int, note: Callable[[], str], figures: Iterable[Callable[[], tuple[str, str]]] = ()) -> None:
        """Say how many steps are done in all, and what is known by now, in each language: figures with their names."""
        self.job.done = min(done, self.job.total)
        self.job.outcome = {"note": in_each_language(note), "figures": [_figure(figure) for figure in figures]}
        self._tell()

    def heed(self) -> None:
        """Raise `Stopped` where somebody asked the work to end."""
        if Job.objects.filter(pk=self.job.pk, is_to_stop=True).exists():
            raise Stopped

    def _tell(self) -> None:
        self._told = time.monotonic()
        self.job.save(update_fields=["done", "total", "note", "outcome"])
        self.heed()


def begin(
    kind: str, *, key: str, title: Callable[[], str], by: User, office: Office | None = None, **facts: Any
) -> Job:
    """Put work in the queue. The same work that waits or runs already is answered instead of a second one.

    It is the task of the service that calls this to ask whether `by` may. `facts` are plain values.
    """
    return _queue(Job(kind=kind, key=key[:200], title=in_each_language(title), by=by, office=office, facts=facts))


def _figure(figure: Callable[[], tuple[str, str]]) -> list[dict[str, str]]:
    """The name and the value of a figure in each language."""
    return [in_each_language(lambda: figure()[0]), in_each_language(lambda: figure()[1])]


def in_each_language(words: Callable[[], str]) -> dict[str, str]:
    """What a function says in each language."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts[code] = words()[:300]
    return texts


def _queue(job: Job) -> Job:
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        return Job.objects.get(kind=job.kind, key=job.key, state__in=LIVING)
    enqueue(job)
    return job


def enqueue(job: Job) -> None:
    """Hand the work to a worker, within the transaction that asks for it; tests do it at once."""
    if settings.KELISIM_JOBS_INLINE:
        run(job.pk)
        job.refresh_from_db()
        return
    from kelisim.common.tasks import do_job

    do_job.defer(job=job.pk)


def run(pk: int) -> None:
    """Do the work of a row. A worker calls it; a row that has ended is left alone."""
    job = Job.objects.select_related("by", "office").filter(pk=pk, state__in=LIVING).first()
    if job is None:
        return
    job.attempts += 1
    job.state, job.started_at = JobState.RUNNING, timezone.now()
    job.save(update_fields=["attempts", "state", "started_at"])
    progress = Progress(job)
    with translation.override(job.by.language):
        _end(progress, *_done(progress))


def _done(progress: Progress) -> tuple[JobState, str, Outcome]:
    job = progress.job
    if job.attempts > MOST_ATTEMPTS:
        return JobState.FAILED, _("The worker ended three times in the midst of this work."), Outcome()
    try:
        progress.heed()
        return JobState.DONE, "", WORKS[job.kind].do(progress, **job.facts)
    except Stopped:
        return JobState.STOPPED, "", Outcome(_("It was stopped; what was done until then stays."))
    except ValidationError as error:
        return JobState.FAILED, " ".join(error.messages), Outcome()
    except PermissionDenied:
        return JobState.FAILED, _("You may no longer do this."), Outcome()
    except Exception:
        log.exception("work %s (%s) failed", job.kind, job.public_id)
        words = _("Something broke that should not. The administrator finds it in the log under %(id)s.")
        return JobState.FAILED, words % {"id": job.public_id}, Outcome()


def _end(progress: Progress, state: JobState, reason: str, outcome: Outcome) -> None:
    job, lines = progress.job, progress.lines[:MOST_LINES]
    job.outcome = asdict(outcome) | {"lines": [asdict(line) for line in lines]}
    job.state, job.reason, job.note, job.ended_at = state, reason, "", timezone.now()
    job.save()


@action("common.stop_job")
def stop_job(job: Job, *, by: User) -> Job:
    """Ask work to stop; what waits ends at once, what runs at its next step."""
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.STOPPED, ended_at=timezone.now())
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(is_to_stop=True)
    job.refresh_from_db()
    return job


@action("common.retry_job")
def retry_job(job: Job, *, by: User) -> Job:
    """Do work again that failed or was stopped, as the person who began it."""
    if job.state not in (JobState.FAILED, JobState.STOPPED):
        raise ValidationError(_("Only work that failed or was stopped can be done again."))
    return _queue(Job(kind=job.kind, key=job.key, title=job.title, by=job.by, office=job.office, facts=job.facts))

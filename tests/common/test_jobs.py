"""Long work: begun once, told how far it is, stopped, failed with a reason, done again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kelisim.accounts.models import Role
from kelisim.common import jobs
from kelisim.common.models import Job, JobState
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch):
    """Make a function the work `tests.count` for one test."""

    def register(do):
        monkeypatch.setitem(jobs.WORKS, "tests.count", jobs.Work("Count", do))

    return register


def begin(by, key="a", **facts):
    return jobs.begin("tests.count", key=key, title=lambda: "Count to three", by=by, **facts)


def count(progress, upto=3):
    progress.of(upto)
    for number in range(upto):
        progress.lines.append(jobs.Line(str(number)))
        progress.step(str(number))
    return jobs.Outcome("Counted.", "/en/")


def test_work_tells_what_came_of_it(work):
    work(count)
    job = begin(make_user(), upto=3)
    assert (job.state, job.done, job.total, job.attempts) == (JobState.DONE, 3, 3, 1)
    assert (job.outcome["words"], job.outcome["href"]) == ("Counted.", "/en/")
    assert [line["name"] for line in job.outcome["lines"]] == ["0", "1", "2"]


def test_the_same_work_is_not_begun_twice_while_it_lives(settings):
    settings.KELISIM_JOBS_INLINE = False
    user = make_user()
    first, again, other = begin(user), begin(user), begin(user, key="b")
    assert (first.pk == again.pk, first.pk == other.pk) == (True, False)
    queued = ProcrastinateJob.objects.filter(task_name="kelisim.do_job").values_list("args", flat=True)
    assert [args["job"] for args in queued] == [first.pk, other.pk]


def test_work_is_queued_only_if_what_asked_for_it_holds(settings):
    settings.KELISIM_JOBS_INLINE = False
    user = make_user()
    with transaction.atomic():
        begin(user)
        transaction.set_rollback(True)
    assert (Job.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValidationError("This folder is empty."), "This folder is empty."),
        (PermissionDenied(), "You may no longer do this."),
        (ZeroDivisionError(), "Something broke that should not."),
    ],
)
def test_work_that_fails_says_why_and_keeps_what_it_did(work, error, reason):
    def fail(progress):
        progress.lines.append(jobs.Line("a.txt"))
        raise error

    work(fail)
    job = begin(make_user())
    assert job.state == JobState.FAILED
    assert job.reason.startswith(reason)
    assert [line["name"] for line in job.outcome["lines"]] == ["a.txt"]


def test_reason_is_in_the_language_of_who_began_it(work):
    def fail(progress):
        raise PermissionDenied

    work(fail)
    assert begin(make_user(language="ru")).reason == "Вам это больше не разрешено."


def test_stop_job_ends_what_waits_at_once_and_what_runs_at_its_next_step(work, settings, monkeypatch):
    settings.KELISIM_JOBS_INLINE, user = False, make_user()
    waiting = jobs.stop_job(begin(user), by=user)
    assert waiting.state == JobState.STOPPED
    jobs.run(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.STOPPED, 0)

    monkeypatch.setattr(jobs, "TELL_EVERY", 0)

    def stop_in_the_midst(progress):
        progress.of(10)
        progress.lines.append(jobs.Line("first"))
        jobs.stop_job(Job.objects.get(pk=progress.job.pk), by=user)
        progress.step()
        raise AssertionError("went on")

    work(stop_in_the_midst)
    running = begin(user, key="b")
    jobs.run(running.pk)
    running.refresh_from_db()
    assert (running.state, running.done, len(running.outcome["lines"])) == (JobState.STOPPED, 1, 1)


def test_work_whose_worker_died_is_done_again_but_not_for_ever(work, settings):
    settings.KELISIM_JOBS_INLINE = False
    work(count)
    job = begin(make_user())
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=jobs.MOST_ATTEMPTS)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason) == (JobState.FAILED, "The worker ended three times in the midst of this work.")


def test_retry_job_does_again_what_failed_and_nothing_else(work):
    outcomes = iter([ValidationError("Not now."), None])

    def fail_once(progress):
        if error := next(outcomes):
            raise error
        return jobs.Outcome("Now.")

    work(fail_once)
    user = make_user()
    failed = begin(user)
    again = jobs.retry_job(failed, by=user)
    assert (failed.state, again.state, again.outcome["words"]) == (JobState.FAILED, JobState.DONE, "Now.")
    with pytest.raises(ValidationError):
        jobs.retry_job(again, by=user)


def test_only_the_own_office_stops_and_retries(work):
    work(count)
    job = begin(make_user(), office=make_office())
    for user in (make_user(office=make_office("zhambyl")), make_user(Role.AGENCY), make_user(Role.ANALYST)):
        with pytest.raises(PermissionDenied):
            jobs.stop_job(job, by=user)
    assert jobs.stop_job(job, by=make_user(Role.HEAD)).state == JobState.DONE

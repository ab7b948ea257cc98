"""What workers are told to do: one task for all long work, and one that takes up what a dead worker left."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kelisim.common import jobs


@app.task(name="kelisim.do_job", pass_context=False)
def do_job(job: int) -> None:
    """Do the work of a row of `common.Job`."""
    jobs.run(job)


@app.periodic(cron="* * * * *")
@app.task(name="kelisim.take_up_what_was_left", queueing_lock="kelisim.take_up_what_was_left")
async def take_up_what_was_left(timestamp: int) -> None:
    """Put work back into the queue whose worker has given no sign of life."""
    for stalled in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stalled)

"""What a worker of the queue has to know before it begins: the kinds of long work, and what is begun by the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from kelisim.press.feeds import due_feeds
from kelisim.workspace.works import pool, press


@app.periodic(cron="*/5 * * * *")
@app.task(name="kelisim.look_at_feeds", queueing_lock="kelisim.look_at_feeds")
def look_at_feeds(timestamp: int) -> None:
    """Begin a look at each feed that is due."""
    for feed in due_feeds(timezone.now()):
        press.begin_due_feed(feed)


__all__ = ["look_at_feeds", "pool"]

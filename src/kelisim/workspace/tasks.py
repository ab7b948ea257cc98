"""What a worker of the queue has to know before it begins: the kinds of long work, and what is begun by the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from kelisim.cases.escalation import escalate, send_notices
from kelisim.press.feeds import due_feeds
from kelisim.workspace.works import pool, press, press_model


@app.periodic(cron="*/5 * * * *")
@app.task(name="kelisim.look_at_feeds", queueing_lock="kelisim.look_at_feeds")
def look_at_feeds(timestamp: int) -> None:
    """Begin a look at each feed that is due."""
    for feed in due_feeds(timezone.now()):
        press.begin_due_feed(feed)


@app.periodic(cron="7 * * * *")
@app.task(name="kelisim.carry_cases_up", queueing_lock="kelisim.carry_cases_up")
def carry_cases_up(timestamp: int) -> None:
    """Carry up what the rules of escalation say, and send the notices."""
    now = timezone.now()
    escalate(now)
    send_notices(now)


__all__ = ["carry_cases_up", "look_at_feeds", "pool", "press_model"]

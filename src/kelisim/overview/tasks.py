"""What workers do for the ladder by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from kelisim.overview.past_deals import keep_past_deals


@app.periodic(cron="50 20 * * *")  # 01:50 in Almaty: workers count in UTC
@app.task(name="kelisim.keep_past_deals", queueing_lock="kelisim.keep_past_deals", pass_context=False)
def keep_past_deals_of_late(timestamp: int) -> None:
    """Read the deals of the days that are over; yesterday waits, for what was begun before midnight may be written after it."""
    keep_past_deals(timezone.localdate() - timedelta(days=2))

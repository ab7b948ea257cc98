"""What workers do for the pool by themselves."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from kelisim.projects.waits import read_all


@app.periodic(cron="40 20 * * *")  # 01:40 in Almaty: workers count in UTC
@app.task(name="kelisim.read_past_stays", queueing_lock="kelisim.read_past_stays", pass_context=False)
def read_past_stays(timestamp: int) -> None:
    """Read anew how long past projects stayed in their stages, as the list of what is stuck compares with them."""
    read_all(timezone.localdate())

"""A forum through the web: 300 companies, 30 officials, 2,500 wishes (the sample forum), with a worker as in use.

From the click to the timetable and its gap to the proven bound; the grid at the server; a proposal after an official is late.
The peer in the same run is the least that Django can do: a page that answers "ok" through the same middleware.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from benchmarks.installed import browser_of, installed

CALLS = 12
LONGEST = 180


def measure() -> None:
    """Print what each step took."""
    with installed():
        from kelisim.config import launch

        with launch.children() as children:
            launch.start_workers(children, 1)
            _measure(browser_of("officer"))


def _measure(client: Any) -> None:
    from kelisim.events.models import Event, Timetable

    event = Event.objects.get(slug="sample-forum")
    root = f"/en/workspace/events/{event.public_id}"
    _make(client, event, root)
    draft, released = (
        Timetable.objects.filter(event=event, released_at__isnull=is_draft).order_by("-number")[0]
        for is_draft in (True, False)
    )
    _page(client, "/healthz")
    _page(client, f"{root}/meetings/")
    _page(client, f"{root}/meetings/forecast/")
    _page(client, f"{root}/timetables/{draft.number}/")
    _page(client, f"{root}/timetables/{draft.number}/?day=2025-09-18")
    _page(client, f"{root}/timetables/{released.number}/hours/")
    _clashes(client, draft, root)
    _replan(client, event, root)


def _make(client: Any, event: Any, root: str) -> None:
    """The whole way: the click, the queue, the planner, the draft in the database."""
    from kelisim.common.models import Job
    from kelisim.events.models import Timetable

    started = time.perf_counter()
    response = client.post(f"{root}/meetings/make/")
    assert response.status_code == 302, response.status_code
    while (job := Job.objects.filter(kind="events.make_timetable").latest("pk")).is_living:
        assert time.perf_counter() - started < LONGEST, "no timetable"
        time.sleep(0.1)
    took = time.perf_counter() - started
    assert job.state == "done", job.told
    made = Timetable.objects.filter(event=event).latest("number")
    gap = 100 * float(made.gap)
    print(
        f"timetable: {took:.1f} s from the click, {made.meetings.count()} meetings, weight {made.weight:.0f}, ", end=""
    )
    print(f"at most {made.bound:.0f}, gap {gap:.2f} % (to reach: 60 s, 0.5 %)")


def _page(client: Any, path: str) -> None:
    times = []
    for _call in range(CALLS + 2):
        started = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    warm = sorted(times[2:])
    name = path.rpartition("/workspace/")[2][-48:]
    size = len(response.content) / 1000
    print(
        f"{name:50}{response.status_code:>5}{statistics.median(warm):>9.1f} ms, slowest {warm[-1]:.1f}; {size:.0f} kB"
    )


def _clashes(client: Any, draft: Any, root: str) -> None:
    """What is asked when a meeting is picked up."""
    meeting = draft.meetings.order_by("pk")[7]
    _page(client, f"{root}/timetables/{draft.number}/meetings/{meeting.public_id}/clashes/")


def _replan(client: Any, event: Any, root: str) -> None:
    """An official is forty minutes late on the first morning: from the form to the proposal."""
    from django.db.models import Count

    from kelisim.events.models import Disruption, Participation

    officials = Participation.objects.filter(event=event, role="official")
    busiest = officials.annotate(count=Count("meetings")).order_by("-count")[0]
    facts = {
        "kind": "late",
        "participation": busiest.public_id,
        "starts_at": "2025-09-17T11:10",
        "ends_at": "2025-09-17T13:30",
        "note": "Flight",
    }
    started = time.perf_counter()
    response = client.post(f"{root}/meetings/happened/", facts)
    took = time.perf_counter() - started
    assert response.status_code == 302, response.content[:2000]
    proposal = Disruption.objects.latest("pk").proposal
    answer = proposal.get("better") or proposal["first"]
    print(f"proposal: {took:.1f} s (to reach: 5 s); moved {len(answer['moved'])}, lost {len(answer['lost'])}, ", end="")
    print(f"new {len(answer['new'])}; without a move {len(proposal['first']['lost'])} would be lost")

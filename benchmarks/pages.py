"""Server time of pages with 100,000 made projects, proposals, cases and agreements (`kelisim synth`): DEBUG off, warm, one user.

Beside the time by the clock stand the seconds of the processor that our process and the database's spent on a page: on a
busy machine the clock tells of the others, the processor of us. The weight is what a first visit fetches, compressed as
browsers ask: the page with its style sheet, script and icons. In the same run, on the same machine and in the same
PostgreSQL, stand the list and the record of pretalx of PyPI with as many submissions, and the least that Django can do: a
page that answers "ok" through the same middleware. The table is Markdown, as it stands in docs/speed.md.

`KELISIM_BENCH_ROWS` is another number of made rows, `KELISIM_BENCH_PAGES=word` only addresses that hold the word,
`KELISIM_BENCH_WHO=head,guest` only these people, `KELISIM_BENCH_CALLS` another number of calls, `KELISIM_BENCH_PEER=no`
leaves pretalx out, `KELISIM_BENCH_HOME` names a folder that is kept and measured again.
"""

from __future__ import annotations

import os
import re
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import psutil

from benchmarks.installed import browser_of, installed
from benchmarks.peers import measure_pretalx

GOAL = 150
PUBLIC = (
    "",
    "regions/KZ-61/",
    "regions/XA-01/",
    "regions/",
    "countries/TR/",
    "projects/",
    "projects/?sort=-amount",
    "projects/?stage=construction&sort=jobs_planned",
    "projects/?q=greenhouse",
    "projects/?q=M-77777",
    "projects/?area=XA-01&status=delayed&sort=-launched_on",
    "projects/{project}/",
    "agreements/",
    "agreements/?q=memorandum",
    "agreements/{agreement}/",
    "events/",
    "zones/",
    "zones/sample-zone/",
    "plots/?ha=3&mw=2",
    "indicators/",
    "articles/",
    "contradictions/",
    "search/?q=greenhouse",
)
DESK = (
    "",
    "aftercare/",
    "projects/",
    "projects/?sort=title",
    "projects/?sort=-amount",
    "projects/?q=greenhouse&stage=construction",
    "projects/?area=XA-01&sort=title",
    "projects/{project}/",
    "projects/board/",
    "projects/map/",
    "projects/launches/",
    "projects/stalled/",
    "ladder/",
    "ladder/?by=year",
    "ladder/?by=country",
    "ladder/?day={then}",
    "thread/project/{project}/",
    "agreements/",
    "agreements/?sort=-amount",
    "agreements/?q=memorandum",
    "agreements/alike/",
    "agreements/{agreement}/",
    "proposals/",
    "proposals/?q=greenhouse",
    "proposals/{proposal}/",
    "cases/",
    "cases/?q=power",
    "cases/{case}/",
    "service-times/",
    "organisations/",
    "organisations/?q=cable",
    "organisations/{organisation}/",
    "people/",
    "dialogues/",
    "events/",
    "zones/",
    "indicators/",
    "observations/",
    "press/",
)
PAGES = {
    "guest": PUBLIC, "officer": DESK, "head": DESK, "analyst": DESK, "agency": DESK,
    "investor": ("", "own-proposals/", "own-cases/"),
}  # fmt: skip
ROWS = int(os.environ.get("KELISIM_BENCH_ROWS", "100000"))
CALLS = int(os.environ.get("KELISIM_BENCH_CALLS", "20"))
ONLY = os.environ.get("KELISIM_BENCH_PAGES", "")
WHO = [name for name in os.environ.get("KELISIM_BENCH_WHO", "").split(",") if name] or list(PAGES)
HEADS = ("Page", "status", "median", "p95", "Python", "database", "queries", "kB", "first visit kB")


def measure() -> None:
    """Print the median and the 95th percentile of each page in milliseconds."""
    with installed() as home:
        _fill()
        facts = _facts()
        late = [path for who in WHO for path in _measured(who, facts)]
        print(f"\nover {GOAL} ms (95 of 100 calls): {', '.join(late) or 'none'}")
        if not ONLY and os.environ.get("KELISIM_BENCH_PEER") != "no":
            measure_pretalx(home, rows=ROWS, calls=CALLS)


def _fill() -> None:
    from kelisim.overview.past_deals import keep_past_deals
    from kelisim.samples.synth import make_pool

    begun = time.perf_counter()
    if made := make_pool(ROWS):
        print(f"{made:,} projects and what belongs to them made in {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    if days := keep_past_deals(date.today() - timedelta(days=2)):
        print(f"the deals of {days:,} past days kept in {time.perf_counter() - begun:.0f} s, as a worker does at night")


def _facts() -> dict[str, Any]:
    """What stands in the addresses: the newest record of each kind, one with much behind it."""
    from kelisim.agreements.models import Agreement
    from kelisim.cases.models import Case
    from kelisim.projects.models import Project, Proposal

    project = Project.objects.filter(stage="working").latest("pk")
    facts = {
        "project": project.public_id, "organisation": project.organisation.public_id, "then": date.today() - timedelta(days=365),
        "agreement": Agreement.objects.published().latest("pk").public_id,
        "proposal": Proposal.objects.exclude(state="draft").latest("pk").public_id, "case": Case.objects.latest("pk").public_id,
    }  # fmt: skip
    counts = ", ".join(
        f"{model.objects.count():,} {model._meta.model_name}s" for model in (Project, Proposal, Case, Agreement)
    )
    print(f"{date.today()}, {counts}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    return facts


def _measured(who: str, facts: dict[str, Any]) -> Iterator[str]:
    """A table of the pages of somebody; answers those that are too late."""
    client = browser_of(who)
    root = "/en/" if who == "guest" else "/en/workspace/"
    print(f"\n| {who}: {' | '.join(HEADS)} |\n|---|{'---:|' * (len(HEADS) - 1)}")
    paths = ["/healthz", "/api/v1/projects"] if who == "guest" else []
    for path in (*paths, *(root + page.format(**facts) for page in PAGES[who])):
        if ONLY in path and (p95 := _row(client, path)) > GOAL:
            yield f"{who} {path} {p95:.0f}"


def _row(client: Any, path: str) -> float:
    """Print what a page takes; its 95th percentile."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _call in range(2):
        client.get(path)
    server, own = _server_spent(), time.process_time()
    warm = sorted(_time(client, path) for _call in range(CALLS))
    own_ms, server_ms = (time.process_time() - own) * 1000 / CALLS, (_server_spent() - server) * 1000 / CALLS
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
    p95 = warm[max(0, round(len(warm) * 0.95) - 1)]
    size = len(response.content) / 1000
    numbers = (f"{statistics.median(warm):.0f}", f"{p95:.0f}", f"{own_ms:.0f}", f"{server_ms:.0f}", len(queries))
    cells = (path, response.status_code, *numbers, f"{size:.0f}", f"{size + _beside(client, path):.0f}")
    print(f"| {' | '.join(map(str, cells))} |", flush=True)
    return p95


def _time(client: Any, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - started) * 1000


def _server_spent() -> float:
    """Seconds of the processor that the process of the database which serves us has spent; its helpers are not counted."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return spent.user + spent.system


def _beside(client: Any, path: str) -> float:
    """The kilobytes of what a browser fetches beside a page: style sheet, script, icons, as they are sent compressed."""
    text = client.get(path).content.decode(errors="replace")
    return sum(map(_weight, set(re.findall(r'(?:href|src)="/static/([^"#?]+)', text)))) / 1000


@cache
def _weight(name: str) -> int:
    from django.conf import settings

    place = Path(settings.STATIC_ROOT) / name
    sizes = [each.stat().st_size for each in (place, place.with_name(f"{place.name}.gz")) if each.exists()]
    return min(sizes, default=0)

"""Server time of pages with 100,000 made projects (`kelisim synth`): DEBUG off, warm, one user, 95th percentile of many calls.

Beside the time by the clock stand the seconds of the processor that our process and the database's spent on a page: on a
busy machine the clock tells of the others, the processor of us. In the same run, on the same machine and in the same
PostgreSQL, stand the list and the record of pretalx of PyPI with as many submissions, and the least that Django can do: a
page that answers "ok" through the same middleware.

`KELISIM_BENCH_ROWS` is another number of made projects, `KELISIM_BENCH_PAGES=word` only addresses that hold the word,
`KELISIM_BENCH_PEER=no` leaves pretalx out.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil

from benchmarks.peers import measure_pretalx

CALLS = 20
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
    "organisations/",
    "observations/",
    "press/",
)
ROWS = int(os.environ.get("KELISIM_BENCH_ROWS", "100000"))
ONLY = os.environ.get("KELISIM_BENCH_PAGES", "")


def measure() -> None:
    """Print the median and the 95th percentile of each page in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="kelisim-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ["KELISIM_HOME"] = folder
        os.environ["KELISIM_DEMO"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
        from kelisim.config import launch, prepare

        with launch.installation() as home:
            prepare.prepare(home)
            _call_all()
            if not ONLY and os.environ.get("KELISIM_BENCH_PEER") != "no":
                measure_pretalx(home, rows=ROWS, calls=CALLS)


def _call_all() -> None:
    from django.core.management import call_command
    from django.test import Client

    from kelisim.accounts.models import User
    from kelisim.projects.models import Project
    from kelisim.samples.synth import make_pool

    call_command("load_sample", verbosity=0)
    begun = time.perf_counter()
    make_pool(ROWS)
    print(f"made in {time.perf_counter() - begun:.0f} s")
    project = Project.objects.filter(stage="working").latest("pk").public_id
    then = date.today() - timedelta(days=365)
    client = Client(HTTP_HOST="localhost")
    print(f"{Project.objects.count()} projects, load of the machine {os.getloadavg()[0]:.1f}")
    print(
        f"{'page':62}{'status':>8}{'median ms':>11}{'p95 ms':>9}{'Python ms':>11}{'database ms':>13}{'kB':>8}{'queries':>9}"
    )
    _row(client, "/healthz")
    for path in PUBLIC:
        _row(client, f"/en/{path.format(project=project)}")
    officer = User.objects.get(email="officer@sample.kelisim.example")
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["signed_in_by_link"] = True
    session.save()
    for path in DESK:
        _row(client, f"/en/workspace/{path.format(project=project, then=then)}")
    _row(client, "/api/v1/projects")


def _row(client: object, path: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if ONLY not in path:
        return
    for _call in range(2):
        client.get(path)  # type: ignore[attr-defined]  # django.test.Client, imported late
    server, own = _server_spent(), time.process_time()
    warm = sorted(_time(client, path)[0] for _call in range(CALLS))
    own_ms, server_ms = (time.process_time() - own) * 1000 / CALLS, (_server_spent() - server) * 1000 / CALLS
    with CaptureQueriesContext(connection) as queries:
        _spent, response = _time(client, path)
    size = len(response.content) / 1000
    p95 = warm[max(0, int(len(warm) * 0.95) - 1)]
    numbers = (
        f"{statistics.median(warm):>11.1f}{p95:>9.1f}{own_ms:>11.1f}{server_ms:>13.1f}{size:>8.1f}{len(queries):>9}"
    )
    print(f"{path:62}{response.status_code:>8}{numbers}", flush=True)


def _server_spent() -> float:
    """Seconds of the processor that the process of the database which serves us has spent; its helpers are not counted."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return spent.user + spent.system


def _time(client: object, path: str) -> tuple[float, Any]:
    started = time.perf_counter()
    response = client.get(path)  # type: ignore[attr-defined]  # django.test.Client, imported late
    return (time.perf_counter() - started) * 1000, response

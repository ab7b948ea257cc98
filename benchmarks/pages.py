"""Server time of pages with the sample and 100,000 made projects: DEBUG off, warm, one user, 95th percentile of many calls.

`KELISIM_BENCH_ROWS` is another number of made projects, `KELISIM_BENCH_PAGES=word` only addresses that hold the word.

The peer in the same run is the least that Django can do: a page that answers "ok" through the same middleware.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

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
    "projects/",
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


def _call_all() -> None:
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.synth import make_projects
    from kelisim.accounts.models import User
    from kelisim.projects.models import Project

    call_command("load_sample", verbosity=0)
    make_projects(ROWS)
    project = Project.objects.filter(stage="working").latest("pk").public_id
    client = Client(HTTP_HOST="localhost")
    print(f"{Project.objects.count()} projects, load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'page':62}{'status':>8}{'median ms':>11}{'p95 ms':>9}{'kB':>8}{'queries':>9}")
    _row(client, "/healthz")
    for path in PUBLIC:
        _row(client, f"/en/{path.format(project=project)}")
    officer = User.objects.get(email="officer@sample.kelisim.example")
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["signed_in_by_link"] = True
    session.save()
    for path in DESK:
        _row(client, f"/en/workspace/{path.format(project=project)}")
    _row(client, "/api/v1/projects")


def _row(client: object, path: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if ONLY not in path:
        return
    times = [_time(client, path)[0] for _call in range(CALLS + 2)]
    warm = sorted(times[2:])
    with CaptureQueriesContext(connection) as queries:
        _spent, response = _time(client, path)
    size = len(response.content) / 1000
    p95 = warm[int(len(warm) * 0.95) - 1]
    numbers = f"{statistics.median(warm):>11.1f}{p95:>9.1f}{size:>8.1f}{len(queries):>9}"
    print(f"{path:62}{response.status_code:>8}{numbers}", flush=True)


def _time(client: object, path: str) -> tuple[float, Any]:
    started = time.perf_counter()
    response = client.get(path)  # type: ignore[attr-defined]  # django.test.Client, imported late
    return (time.perf_counter() - started) * 1000, response

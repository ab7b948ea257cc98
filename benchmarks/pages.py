"""Server time of pages with the sample loaded: DEBUG off, warm, one user, 95th percentile of many calls.

The peer in the same run is the least that Django can do: a page that answers "ok" through the same middleware.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

CALLS = 20
PUBLIC = (
    "",
    "regions/KZ-61/",
    "countries/TR/",
    "projects/",
    "agreements/",
    "events/",
    "zones/",
    "indicators/",
    "articles/",
)
DESK = ("", "projects/", "agreements/", "organisations/", "observations/", "press/")


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

    from kelisim.accounts.models import User

    call_command("load_sample", verbosity=0)
    client = Client(HTTP_HOST="localhost")
    print(f"{'page':34}{'status':>8}{'median ms':>11}{'p95 ms':>9}{'kB':>8}")
    _row(client, "/healthz")
    for path in PUBLIC:
        _row(client, f"/en/{path}")
    officer = User.objects.get(email="officer@sample.kelisim.example")
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["signed_in_by_link"] = True
    session.save()
    for path in DESK:
        _row(client, f"/en/workspace/{path}")
    _row(client, "/api/v1/projects")


def _row(client: object, path: str) -> None:
    times = []
    for _call in range(CALLS + 2):
        started = time.perf_counter()
        response = client.get(path)  # type: ignore[attr-defined]  # django.test.Client, imported late
        times.append((time.perf_counter() - started) * 1000)
    warm = sorted(times[2:])
    size = len(response.content) / 1000
    print(
        f"{path:34}{response.status_code:>8}{statistics.median(warm):>11.1f}{warm[int(len(warm) * 0.95) - 1]:>9.1f}{size:>8.1f}"
    )

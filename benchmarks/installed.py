"""What benchmarks through the web share: an installation of their own with the sample, and browsers of its people."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MAIL = "{}@sample.kelisim.example"


@contextmanager
def installed() -> Iterator[Path]:
    """An installation with the sample; its folder. `KELISIM_BENCH_HOME` names one that stays and is used again."""
    with _folder() as home:
        os.environ |= {"KELISIM_HOME": str(home), "KELISIM_DEMO": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
        from kelisim.config import launch, prepare

        with launch.installation():
            prepare.prepare(home)
            started = time.perf_counter()
            if prepare.load_sample(home):
                print(f"load the sample: {time.perf_counter() - started:.1f} s")
            import django

            django.setup()
            yield home


@contextmanager
def _folder() -> Iterator[Path]:
    if kept := os.environ.get("KELISIM_BENCH_HOME"):
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="kelisim-bench-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def guest() -> Any:
    """A browser of nobody in particular."""
    from django.test import Client

    return Client(HTTP_HOST="localhost")


def browser_of(who: str) -> Any:
    """A browser of one of the sample's people, signed in as by the link that `kelisim demo` prints; of `guest`, of nobody."""
    from kelisim.accounts.models import User

    client = guest()
    if who == "guest":
        return client
    client.force_login(User.objects.get(email=MAIL.format(who)), backend=BACKEND)
    session = client.session
    session["signed_in_by_link"] = True
    session.save()
    return client

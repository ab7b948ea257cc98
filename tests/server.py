"""A database server of the tests' own, in a temporary folder, never `var/`.

A plugin (`-p tests.server`), because it must run before Django reads its settings. xdist's workers find the server
through the environment.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from kelisim.config import postgres
from kelisim.config.catalogues import compile_changed

FOLDER = "KELISIM_TESTS_HOME"
PREFIX = "kelisim-tests-"
OUTSIDE = ("DATABASE_URL", "KELISIM_DEMO", "KELISIM_DEBUG", "KELISIM_HOSTS", "KELISIM_PRODUCTION", "KELISIM_PORT")
SERVERS: list[postgres.Server] = []


def _start() -> None:
    """Start the server; what the environment says of another installation does not count here."""
    for name in OUTSIDE:
        os.environ.pop(name, None)
    home = Path(tempfile.mkdtemp(prefix=PREFIX))
    home.chmod(0o711)
    (home / "static").mkdir()
    os.environ[FOLDER] = os.environ["KELISIM_HOME"] = str(home)
    SERVERS.append(postgres.start(home, is_durable=False))
    compile_changed()


def _end_leftovers() -> None:
    """End servers of test runs that were killed, and remove their folders."""
    for home in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        was_up = (home / "postgres.share").exists() and os.access(home, os.W_OK)
        if was_up and postgres.Server(home).end_unless_shared():
            shutil.rmtree(home, ignore_errors=True)


if FOLDER not in os.environ:
    _end_leftovers()
    _start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End our server and remove its folder."""
    while SERVERS:
        server = SERVERS.pop()
        server.release()
        shutil.rmtree(server.home, ignore_errors=True)

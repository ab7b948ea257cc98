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

FOLDER = "KELISIM_TESTS_HOME"
SERVER: list[object] = []


def _start() -> None:
    from kelisim.config import postgres

    home = Path(tempfile.mkdtemp(prefix="kelisim-tests-"))
    home.chmod(0o755)
    os.environ[FOLDER] = os.environ["KELISIM_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    SERVER.append(postgres.start(home, is_durable=False))


if FOLDER not in os.environ:
    _start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End our server and remove its folder."""
    for server in SERVER:
        server.release()  # type: ignore[attr-defined]  # a kelisim.config.postgres.Server
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
    SERVER.clear()

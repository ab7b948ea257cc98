"""Peers whose pages are measured beside ours: made in an environment of their own, from PyPI, in the same PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
WANTED = "pretalx[postgres]==2025.2.2"
PATIENCE = 1800
CONFIG = """
[filesystem]
data = {folder}
[site]
debug = False
url = http://localhost
[database]
backend = postgresql
name = pretalx
user = {user}
host = {host}
"""


def measure_pretalx(home: Path, *, rows: int, calls: int) -> None:
    """Print the times of pretalx's list and record with so many submissions; where it cannot be, why."""
    print(f"\n{WANTED} from PyPI, {rows} submissions, the same PostgreSQL, load {os.getloadavg()[0]:.1f}")
    folder = home / "pretalx"
    folder.mkdir()
    try:
        python = _environment(folder)
        _ask(python, _configured(home, folder), rows, calls)
    except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
        is_late = isinstance(error, subprocess.TimeoutExpired)  # what it wrote until then is no reason
        told = str(error) if is_late else getattr(error, "stderr", None) or str(error)
        print(f"not measured: {told.strip().splitlines()[-1] if told.strip() else error}")


def _environment(folder: Path) -> Path:
    uv = shutil.which("uv") or str(ROOT / ".uv" / "uv")
    python = folder / "venv" / "bin" / "python"
    quiet = {"check": True, "capture_output": True, "text": True, "timeout": PATIENCE}
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder / "venv")], **quiet)  # type: ignore[call-overload]  # plain keywords
    subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), WANTED], **quiet)  # type: ignore[call-overload]  # plain keywords
    return python


def _configured(home: Path, folder: Path) -> dict[str, str]:
    from kelisim.config.postgres import USER, socket_folder, url_of

    with psycopg.connect(url_of(home), autocommit=True) as connection:
        connection.execute("CREATE DATABASE pretalx")
    place = folder / "pretalx.cfg"
    place.write_text(CONFIG.format(folder=folder / "data", user=USER, host=socket_folder(home)), encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"PRETALX_CONFIG_FILE": str(place)}


def _ask(python: Path, environment: dict[str, str], rows: int, calls: int) -> None:
    command = [str(python), str(HERE / "peer_pretalx.py"), str(rows), str(calls)]
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE, cwd=environment["HOME"]
    )
    print(f"{'page':62}{'status':>8}{'median ms':>11}{'p95 ms':>9}{'Python ms':>11}{'calls':>13}{'kB':>8}")
    for line in filter(lambda text: text.startswith("{"), done.stdout.splitlines()):
        told = json.loads(line)
        numbers = (
            f"{told['median']:>11.1f}{told['p95']:>9.1f}{told['python']:>11.1f}{told['calls']:>13}{told['kb']:>8.1f}"
        )
        print(f"{told['name']:62}{told['status']:>8}{numbers}", flush=True)

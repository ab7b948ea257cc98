"""Bringing an installation up: database, tables, sample, static files, worker, web server."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import click

from kelisim.config import postgres
from kelisim.config.home import make_home
from kelisim.config.trouble import DatabaseTrouble

PACKAGE = Path(__file__).resolve().parent.parent


class Trouble(click.ClickException):
    """One clear sentence, exit status 1."""

    def show(self, file: object = None) -> None:
        click.echo(f"kelisim: {self.message}", err=True)


@contextlib.contextmanager
def installation() -> Iterator[Path]:
    """The database runs and Django is set up while the block does. Answers the data folder."""
    home = _make_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
    try:
        with postgres.running(home):
            import django

            django.setup()
            yield home
    except DatabaseTrouble as error:
        raise Trouble(str(error)) from error


def _make_home() -> Path:
    try:
        return make_home()
    except OSError as error:
        raise Trouble(
            f"The data folder cannot be made ({error.strerror}). Set KELISIM_HOME to a folder of yours."
        ) from error


def prepare(home: Path) -> bool:
    """Migrate, compile translations and collect static files where the code has changed. Whether it had."""
    stamp, wanted = home / "prepared", _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and _has_tables():
        return False
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)
    return True


def _has_tables() -> bool:
    from django.db import connection

    return "django_migrations" in connection.introspection.table_names()


def _fingerprint() -> str:
    """A digest over the files that tables, static files and the sample come from: their places, sizes and times."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for place in sorted(
        [*PACKAGE.glob("*/migrations/*.py"), *PACKAGE.glob("*/static/**/*"), *PACKAGE.glob("samples/**/*")]
    ):
        if place.is_file() and "__pycache__" not in place.parts:
            status = place.stat()
            digest.update(f"{place.relative_to(PACKAGE)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def check_port(host: str, port: int) -> None:
    """Raise `Trouble` where somebody else listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"Port {port} is in use. Set KELISIM_PORT to another one: KELISIM_PORT={port + 1} make demo"
            ) from error


@contextlib.contextmanager
def servers(host: str, port: int, workers: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Web server and job worker as children, ended with us."""
    web = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    web += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "kelisim.config.wsgi:application"]
    jobs = [sys.executable, "-m", "kelisim.cli", "worker"]
    children = [subprocess.Popen(command, start_new_session=True) for command in (web, jobs)]
    try:
        yield children
    finally:
        _end(children)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + 8
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_answering(host: str, port: int, children: list[subprocess.Popen[bytes]], seconds: float = 60) -> None:
    """Return when the web server takes connections. Raises `Trouble` where a child ended instead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        check_children(children)
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)
    raise Trouble(f"The web server does not answer after {seconds:.0f} seconds.")


def check_children(children: list[subprocess.Popen[bytes]]) -> None:
    """Raise `Trouble` where a server has ended by itself."""
    for child in children:
        if child.poll() is not None:
            raise Trouble(f"A server process ended by itself (status {child.returncode}); its last words stand above.")


def wait_for_the_end(children: list[subprocess.Popen[bytes]]) -> None:
    """Wait for Ctrl-C, SIGTERM or the end of a child."""
    while True:
        check_children(children)
        time.sleep(0.5)


def end_on_signals() -> None:
    """Make SIGTERM and SIGHUP end us like Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)

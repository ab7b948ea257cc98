"""Bringing an installation up: database, tables, static files, sample, web server and job workers."""

from __future__ import annotations

import contextlib
import ctypes
import errno
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
from kelisim.config.environment import contradiction
from kelisim.config.home import make_home
from kelisim.config.trouble import DatabaseTrouble, is_disk_full, of_system

Children = list[subprocess.Popen[bytes]]
WEB_THREADS = 4
LONGEST_END = 10.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl


class Trouble(click.ClickException):
    """One clear sentence, exit status 1."""

    def show(self, file: object = None) -> None:
        click.echo(f"kelisim: {self.message}", err=True)


@contextlib.contextmanager
def installation() -> Iterator[Path]:
    """The database runs while the block does. Answers the data folder."""
    if words := contradiction():
        raise Trouble(words)
    home = _home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
    try:
        with postgres.running(home):
            yield home
    except DatabaseTrouble as error:
        raise Trouble(str(error)) from error
    except Exception as error:
        if is_disk_full(error):
            raise Trouble(of_system(OSError(errno.ENOSPC, ""), home)) from error
        raise


def _home() -> Path:
    try:
        return make_home()
    except OSError as error:
        raise Trouble(of_system(error, Path(error.filename))) from error


# --- Web server and workers ----------------------------------------------------------------------------------------


def check_port(host: str, port: int) -> None:
    """Raise `Trouble` where nobody could listen on this address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(_why_not_listen(error, host, port)) from error


def _why_not_listen(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use: end what uses it, or set KELISIM_PORT to another one, such as {port % 60000 + 1}."
        )
    if error.errno == errno.EACCES:
        return f"port {port} is reserved to the system: set KELISIM_PORT to one above 1023."
    return f"nobody can listen on {host}, port {port} ({error.strerror or error})."


@contextlib.contextmanager
def children() -> Iterator[Children]:
    """A list of child processes; they end when the block does."""
    started: Children = []
    try:
        yield started
    finally:
        _end(started)


def start_web(started: Children, host: str, port: int, processes: int) -> None:
    """Start the web server."""
    started.append(_started(_web_command(host, port, processes)))


def start_workers(started: Children, number: int) -> None:
    """Start the processes that do the jobs."""
    for _ in range(number):
        started.append(_started([sys.executable, "-m", "kelisim.cli", "worker"]))


def _web_command(host: str, port: int, processes: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += [
        "--workers",
        str(processes),
        "--blocking-threads",
        str(WEB_THREADS),
        "--no-ws",
        "--log-level",
        "warning",
    ]
    return [*command, "kelisim.config.wsgi:application"]


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches it through us; on Linux it ends even when we are killed."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def follow_parent() -> None:
        if libc:
            libc.prctl(DIE_WITH_PARENT, signal.SIGTERM)

    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=follow_parent)


def _end(started: Children) -> None:
    for child in started:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + LONGEST_END
    for child in started:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


# --- Waiting -------------------------------------------------------------------------------------------------------


def wait_until_answering(host: str, port: int, started: Children, seconds: float = 60) -> None:
    """Return when the web server takes connections. Raises `Trouble` where a child ended instead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        _check(started)
        if _answers(host, port):
            return
        time.sleep(0.05)
    raise Trouble(f"the web server does not answer after {seconds:.0f} seconds.")


def _answers(host: str, port: int) -> bool:
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asks itself
    with contextlib.suppress(OSError), socket.create_connection((own, port), timeout=1):
        return True
    return False


def wait_for_the_end(started: Children) -> None:
    """Wait for Ctrl-C, SIGTERM or the end of a child."""
    while True:
        _check(started)
        time.sleep(0.5)


def _check(started: Children) -> None:
    for child in started:
        if child.poll() is not None:
            raise Trouble(f"a server process ended by itself (status {child.returncode}); its last words stand above.")


def end_on_signals() -> None:
    """Make Ctrl-C, SIGTERM and SIGHUP end us once and in order; an impatient second one changes nothing."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)

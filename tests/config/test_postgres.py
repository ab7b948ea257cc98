"""The embedded server: made, shared, taken over after a kill, refused in one sentence."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kelisim.config import postgres
from kelisim.config.trouble import DatabaseTrouble, check_server, is_disk_full, of_server, of_system

START_AND_DIE = """
import os, sys
from pathlib import Path
from kelisim.config import postgres
server = postgres.start(Path(sys.argv[1]), is_durable=False)
if "server" in sys.argv:
    server.process().kill()
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kelisim-pg-"))
    yield folder
    if (folder / "postgres").is_dir():
        postgres.Server(folder).end_unless_shared()
    shutil.rmtree(folder, ignore_errors=True)


def lower(home: Path, text: str) -> str:
    with psycopg.connect(postgres.url_of(home)) as connection:
        return connection.execute("SELECT lower(%s::text)", [text]).fetchone()[0]


def test_new_server_writes_kazakh_in_lower_case(home: Path) -> None:
    server = postgres.start(home, is_durable=False)
    assert lower(home, "ҚАЗАҚСТАН ӘҒІҢӨҰҮҺ") == "қазақстан әғіңөұүһ"
    server.release()
    assert server.process() is None


def test_last_user_ends_the_server(home: Path) -> None:
    first, second = (postgres.start(home, is_durable=False) for _ in range(2))
    first.release()
    assert lower(home, "Ә") == "ә"
    second.release()
    assert second.process() is None


@pytest.mark.parametrize("also_killed", ["only us", "server"])
def test_server_left_by_a_kill_is_taken_over_and_ended(home: Path, also_killed: str) -> None:
    died = subprocess.run([sys.executable, "-c", START_AND_DIE, str(home), also_killed])
    assert died.returncode == -signal.SIGKILL
    server = postgres.start(home, is_durable=False)
    assert lower(home, "Ә") == "ә"
    server.release()
    assert server.process() is None


def test_long_path_gets_a_short_socket_folder() -> None:
    long = Path("/tmp") / ("x" * 120)
    assert len(str(postgres.socket_folder(long) / postgres.SOCKET)) <= postgres.LONGEST_SOCKET
    assert postgres.socket_folder(long) != postgres.socket_folder(long / "y")


def test_folder_that_is_no_database_is_refused_and_kept(home: Path) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "letter.txt").write_text("mine")
    with pytest.raises(DatabaseTrouble, match="is no database folder"):
        postgres.start(home)
    assert (home / "postgres" / "letter.txt").read_text() == "mine"


def test_database_of_another_version_is_refused(home: Path) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseTrouble, match="was made by PostgreSQL 16 and this is 18"):
        postgres.start(home)


def test_broken_database_is_refused_with_the_servers_words(home: Path) -> None:
    postgres.start(home, is_durable=False).release()
    shutil.move(home / "postgres" / "global" / "pg_control", home / "pg_control")
    with pytest.raises(DatabaseTrouble, match=r"does not start .*restore it from a backup"):
        postgres.start(home, is_durable=False)


def test_file_in_the_way_is_said(home: Path) -> None:
    (home / "taken").write_text("")
    with pytest.raises(DatabaseTrouble, match="a file is in the way"):
        postgres.start(home / "taken")


def test_full_disk_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(DatabaseTrouble, match="the disk is full, 200 MB are needed"):
        postgres.start(home)


def test_full_disk_is_known_however_it_is_wrapped() -> None:
    full = OSError(28, "No space left on device")
    wrapped = RuntimeError("while saving")
    wrapped.__cause__ = full
    assert (is_disk_full(wrapped), is_disk_full(RuntimeError("else"))) == (True, False)
    assert of_system(full, Path("/var/kelisim")).startswith("/var/kelisim: the disk is full")
    assert "the disk is full" in of_server("PANIC: could not write: No space left on device", Path("/x"), "")


def test_other_server_that_does_not_answer_is_said() -> None:
    with pytest.raises(DatabaseTrouble, match="the database does not answer"):
        check_server("postgresql://nobody@127.0.0.1:1/kelisim")


def test_other_server_without_kazakh_letters_is_refused(home: Path) -> None:
    server = postgres.start(home, is_durable=False)
    try:
        with psycopg.connect(postgres.url_of(home), autocommit=True) as connection:
            connection.execute("CREATE DATABASE latin TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
        with pytest.raises(DatabaseTrouble, match="does not know Kazakh letters"):
            check_server(postgres.url_of(home, "latin"))
    finally:
        server.release()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes an account for PostgreSQL")
def test_root_does_not_run_the_server_itself(home: Path) -> None:
    server = postgres.start(home, is_durable=False)
    assert server.process().uids().real != 0
    server.release()

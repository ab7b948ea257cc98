"""The command `kelisim`: what it says when it cannot start, and that it ends what it started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from kelisim.cli import main


@pytest.mark.parametrize("command", ["serve", "demo", "read", "manage"])
def test_every_command_has_help_with_examples(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"] if command != "manage" else ["--help"])
    assert shown.exit_code == 0
    assert "Examples:" in shown.output
    assert f"kelisim {command}" in shown.output or command == "serve"


def test_help_imports_nothing_that_only_the_commands_need() -> None:
    """A second went by before the words of `--help`: the reader and the database's driver were read for them."""
    code = (
        "import sys; from click.testing import CliRunner; from kelisim.cli import main; "
        "shown = CliRunner().invoke(main, ['--help']); assert 'kelisim demo' in shown.output; "
        "print(sorted({'django', 'psycopg', 'psutil', 'ortools', 'kelisim.engines.reading'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_port_in_use_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("KELISIM_DEMO", "0")  # put back after the command has set it
        monkeypatch.setenv("KELISIM_PORT", str(other.getsockname()[1]))
        ended = CliRunner().invoke(main, ["demo"])
    assert ended.exit_code == 1
    assert ended.output.startswith(f"kelisim: port {os.environ['KELISIM_PORT']} is in use")
    assert ended.output.count("\n") == 1


def test_port_that_is_no_number_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KELISIM_PORT", "eighty")
    ended = CliRunner().invoke(main, ["serve"])
    assert (ended.exit_code, ended.output.count("\n")) == (1, 1)
    assert "KELISIM_PORT" in ended.output


def test_folder_that_cannot_be_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KELISIM_HOME", str(tmp_path / "file" / "home"))
    ended = CliRunner().invoke(main, ["manage", "check"])
    assert (ended.exit_code, ended.output.count("\n")) == (1, 1)
    assert "a file is in the way" in ended.output


@pytest.fixture
def home():
    folder = Path(tempfile.mkdtemp(prefix="kelisim-cli-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_all_that_it_started(home: Path, number: int) -> None:
    """The tables of this test's database are not made: the health page needs none."""
    port = free_port()
    code = (
        "from kelisim import cli; from kelisim.config import prepare; prepare.prepare = lambda home: None; cli.main()"
    )
    kept = os.environ | {"KELISIM_HOME": str(home)}
    words = [sys.executable, "-c", code, "serve", "--port", str(port), "--processes", "1", "--workers", "0"]
    served = subprocess.Popen(words, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        deadline = time.monotonic() + 60
        line = ""
        while "Ctrl-C" not in line and time.monotonic() < deadline:
            line = served.stdout.readline()
        children = psutil.Process(served.pid).children(recursive=True)
        assert len(children) >= 3  # postgres, web server, its process
        served.send_signal(number)
        assert served.wait(30) == 0
        assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    finally:
        served.kill()
        served.stdout.close()

"""The gate behind which a web process waits for the database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kelisim.config import gate


def test_who_names_a_gate_waits_until_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shut = gate.shut(tmp_path)
    monkeypatch.setenv(gate.PLACE, shut.name)
    waits = threading.Thread(target=gate.pass_through, daemon=True)
    waits.start()
    waits.join(0.3)
    assert waits.is_alive()
    shut.close()
    waits.join(10)
    assert not waits.is_alive()


def test_without_a_gate_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(gate.PLACE, raising=False)
    with gate.shut(tmp_path):
        gate.pass_through()

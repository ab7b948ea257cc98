"""The setup of a bare machine: which uv it takes, and what it says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "bootstrap.py"


@pytest.fixture(scope="module")
def bootstrap():
    described = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def test_newest_final_release_for_this_machine_is_taken(bootstrap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(bootstrap.platform, "system", lambda: "Linux")
    monkeypatch.setattr(bootstrap.platform, "libc_ver", lambda: ("glibc", "2.36"))
    names = [
        "uv-0.9.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "uv-0.10.1-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "uv-0.11.0rc1-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "uv-0.12.0-py3-none-macosx_11_0_arm64.whl",
        "uv-0.12.0-py3-none-musllinux_1_1_x86_64.whl",
        "uv-0.12.0.tar.gz",
    ]
    wheels = [bootstrap.Wheel(name, f"https://files/{name}", "0" * 64) for name in names]
    assert bootstrap.newest_for_here(wheels).name == names[1]


def test_index_in_html_is_read_too(bootstrap, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f'<a href="../../files/uv-0.9.9-py3-none-any.whl#sha256={"a" * 64}">uv</a>'
    monkeypatch.setattr(bootstrap, "get", lambda _address: (page.encode(), "text/html"))
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple/")
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    wanted = bootstrap.Wheel(
        "uv-0.9.9-py3-none-any.whl", "https://mirror.example/files/uv-0.9.9-py3-none-any.whl", "a" * 64
    )
    assert bootstrap.files_of("uv") == [wanted]


def test_wheel_with_another_hash_is_refused(bootstrap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "files_of", lambda _project: [])
    monkeypatch.setattr(
        bootstrap, "newest_for_here", lambda _all: bootstrap.Wheel("uv.whl", "https://files/uv.whl", "0" * 64)
    )
    monkeypatch.setattr(bootstrap, "get", lambda _address: (b"something else", ""))
    with pytest.raises(SystemExit, match="SHA-256 differs"):
        bootstrap.wheel_by_hand()

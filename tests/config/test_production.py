"""Settings of an installation that the world sees."""

from __future__ import annotations

import os
import subprocess
import sys

PRODUCTION = {
    "KELISIM_PRODUCTION": "1",
    "KELISIM_SECRET_KEY": "k7" * 40 + "-Q_x9!",
    "KELISIM_HOSTS": "invest.example.kz",
    "DATABASE_URL": "postgresql://kelisim:secret@db.example.kz/kelisim",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "from django.core.management import execute_from_command_line as run; import sys; run(['manage', *sys.argv[1:]])"
    kept = os.environ | {"DJANGO_SETTINGS_MODULE": "kelisim.config.settings"} | environment
    return subprocess.run([sys.executable, "-c", code, *arguments], env=kept, capture_output=True, text=True)


def test_deployment_check_finds_nothing() -> None:
    answer = manage("check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_production_without_a_secret_is_refused() -> None:
    answer = manage("check", **PRODUCTION | {"KELISIM_SECRET_KEY": ""})
    assert answer.returncode != 0
    assert "KELISIM_SECRET_KEY" in answer.stderr.splitlines()[-1]
    command = [sys.executable, "-m", "kelisim.cli", "serve", "--port", "8999"]
    said = subprocess.run(command, env=os.environ | {"KELISIM_PRODUCTION": "1"}, capture_output=True, text=True).stderr
    assert said == "kelisim: KELISIM_PRODUCTION needs KELISIM_SECRET_KEY (a long random text) and KELISIM_HOSTS.\n"


def test_production_without_a_host_is_refused() -> None:
    answer = manage("check", **PRODUCTION | {"KELISIM_HOSTS": ""})
    assert answer.returncode != 0
    assert "KELISIM_HOSTS" in answer.stderr.splitlines()[-1]


def test_production_is_no_demo() -> None:
    answer = manage("check", **PRODUCTION, KELISIM_DEMO="1")
    assert answer.returncode != 0
    assert "KELISIM_DEMO" in answer.stderr.splitlines()[-1]

"""PostgreSQL refuses to run as root: the account of the system under which it runs then."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import Any

from kelisim.config.trouble import DatabaseTrouble

ACCOUNT = "kelisim"


def account_for(data: Path) -> int | None:
    """The number of the account to run PostgreSQL under; None where we run it under our own."""
    if os.geteuid() != 0:
        _refuse_others(data)
        return None
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid
    return _found_account() or _made_account()


def running_as(account: int | None) -> dict[str, Any]:
    """Options of `subprocess` that run a program under the account and its group, and under no group of ours."""
    if account is None:
        return {}
    return {"user": account, "group": pwd.getpwuid(account).pw_gid, "extra_groups": []}


def _refuse_others(data: Path) -> None:
    if data.exists() and data.stat().st_uid != os.geteuid():
        raise DatabaseTrouble(
            f"{data} belongs to another user: start as that user, or set KELISIM_HOME to a folder of your own."
        )


def _found_account() -> int | None:
    try:
        return pwd.getpwnam(ACCOUNT).pw_uid
    except KeyError:
        return None


def _made_account() -> int:
    words = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(["useradd", *words], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise DatabaseTrouble(
            f"PostgreSQL does not run as root and the account “{ACCOUNT}” cannot be made: start as another user."
        ) from error
    _say(f"started as root, so PostgreSQL runs under the system account “{ACCOUNT}”, made for it.")
    return pwd.getpwnam(ACCOUNT).pw_uid


def open_the_way(*folders: Path) -> None:
    """Let that account pass through (not list) the folders above, and say which, for the owner's sake."""
    above = {place for folder in folders for place in (folder, *folder.parents)}
    closed = sorted(place for place in above if not place.stat().st_mode & 0o001)
    for place in closed:
        place.chmod(place.stat().st_mode | 0o001)
    if closed:
        _say(f"started as root, so others may now pass through (not list) {', '.join(map(str, closed))}.")


def _say(sentence: str) -> None:
    print(f"kelisim: {sentence}", file=sys.stderr, flush=True)

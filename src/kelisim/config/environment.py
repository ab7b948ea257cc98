"""What the environment says, and whether that fits together; asked before Django is loaded."""

from __future__ import annotations

import os


def flag(name: str, default: str = "0") -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(name, default).lower() in ("1", "true", "yes", "on")


def hosts() -> list[str]:
    """The names under which an installation is reached."""
    return [host for host in os.environ.get("KELISIM_HOSTS", "").split(",") if host]


def contradiction() -> str:
    """What does not fit together, as one sentence; nothing where all does."""
    if not flag("KELISIM_PRODUCTION"):
        return ""
    if not (os.environ.get("KELISIM_SECRET_KEY") and hosts()):
        return "KELISIM_PRODUCTION needs KELISIM_SECRET_KEY (a long random text) and KELISIM_HOSTS."
    if flag("KELISIM_DEMO") or flag("KELISIM_DEBUG"):
        return "KELISIM_PRODUCTION goes with neither KELISIM_DEMO nor KELISIM_DEBUG."
    return ""

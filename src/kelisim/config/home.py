"""Where an installation keeps its data: KELISIM_HOME, by default `var/` of the checkout or of the current folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """The data folder, which need not exist yet."""
    named = os.environ.get("KELISIM_HOME")
    if named:
        return Path(named).expanduser().resolve()
    root = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return root / "var"


def make_home() -> Path:
    """Make the data folder where it is missing."""
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def laptop_secret() -> str:
    """A secret key made once for this data folder. A production installation sets KELISIM_SECRET_KEY instead."""
    place = make_home() / "secret-key"
    if not place.exists():
        made = place.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        made.replace(place)
    return place.read_text().strip()

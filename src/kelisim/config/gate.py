"""Web processes load while the database comes up, and answer when it holds what they need: the gate between the two.

It is a lock on a file, as that of the database server (decision 0002): the kernel opens it for whoever holds it shut and ends.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

PLACE = "KELISIM_GATE"


def shut(home: Path) -> IO[str]:
    """Shut the gate of an installation; closing the file opens it."""
    gate = (home / "gate").open("a")
    fcntl.flock(gate, fcntl.LOCK_EX)
    return gate


def pass_through() -> None:
    """Wait where a gate is named and shut."""
    if place := os.environ.get(PLACE):
        with Path(place).open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_SH)

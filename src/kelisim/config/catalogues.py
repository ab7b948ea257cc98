"""Translations: `.mo` files made from `.po` files with Babel, so that no gettext need be installed."""

from __future__ import annotations

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_changed(folder: Path = LOCALE) -> int:
    """Compile the catalogues that are newer than what was compiled from them. Answers how many."""
    return sum(_compile(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_changed(source))


def _is_changed(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> bool:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    aside = source.with_suffix(f".{os.getpid()}")
    try:
        with aside.open("wb") as file:
            write_mo(file, catalogue)
        aside.replace(source.with_suffix(".mo"))
    finally:
        aside.unlink(missing_ok=True)
    return True

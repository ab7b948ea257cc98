"""The snapshot of the API, `docs/api/openapi.json`: `check` holds the code against it, `write` renews it."""

from __future__ import annotations

import difflib
import json
import os
import sys
from pathlib import Path

SNAPSHOT = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi.json"


def current() -> str:
    """The description as the code has it now; it asks no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
    import django

    django.setup()
    from kelisim.api.openapi import document

    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """0 where the snapshot is right; 1, with the difference, where it is not."""
    found = current()
    if "write" in sys.argv:
        SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
        SNAPSHOT.write_text(found, encoding="utf-8")
        return 0
    kept = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else ""
    if kept == found:
        return 0
    sys.stdout.writelines(
        difflib.unified_diff(kept.splitlines(True), found.splitlines(True), "docs/api/openapi.json", "now")
    )
    print("\nThe API changed. Look at the difference, then: .venv/bin/python scripts/openapi.py write")
    return 1


if __name__ == "__main__":
    sys.exit(main())

"""The migrations say all that the models say, and import nothing of ours."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "kelisim"


def main() -> int:
    """Check both; say what is wrong."""
    django.setup()
    found = [*missing(), *(f"{place} imports {name}" for place, name in imports_of_ours())]
    print("\n".join(found) or "migrations are complete")
    return 1 if found else 0


def missing() -> Iterator[str]:
    """What `makemigrations` would still write."""
    words = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, interactive=False, stdout=words, stderr=words)
    except SystemExit:
        yield f"models changed without a migration (kelisim manage makemigrations --name what_changes):\n{words.getvalue()}"


def imports_of_ours() -> Iterator[tuple[Path, str]]:
    """Migrations that lean on code which will change under them."""
    for path in sorted(PACKAGE.glob("*/migrations/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            yield from ((path.relative_to(PACKAGE), name) for name in names if name.startswith("kelisim"))


if __name__ == "__main__":
    sys.exit(main())

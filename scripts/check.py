"""Everything that can be said about the code without running it: `make check`. Names of checks run only these."""

from __future__ import annotations

import glob
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SOURCES = [name for name in ("src", "tests", "scripts", "benchmarks") if (ROOT / name).exists()]
TYPED = ["src/kelisim/engines", "src/kelisim/cli_plan.py"]
for name in ("services.py", "services", "queries.py", "queries"):
    TYPED += sorted(glob.glob(f"src/kelisim/*/{name}", root_dir=ROOT))
CHECKS: dict[str, tuple[str, list[str | Path]]] = {
    "style": ("ruff check", [BIN / "ruff", "check", "--quiet", *SOURCES]),
    "layout": ("ruff format --check", [BIN / "ruff", "format", "--check", "--quiet", *SOURCES]),
    "line": ("order of imports", [BIN / "lint-imports", "--no-cache"]),
    "types": ("types of engines, their commands, services, queries", [BIN / "mypy", "--no-error-summary", *TYPED]),
    "templates": ("templates", [sys.executable, "scripts/check_templates.py"]),
    "migrations": ("migrations", [sys.executable, "scripts/check_migrations.py"]),
    "translations": ("translations", [sys.executable, "scripts/messages.py", "check"]),
    "openapi": ("OpenAPI snapshot", [sys.executable, "scripts/openapi.py", "check"]),
}


def main(names: list[str]) -> int:
    """Run the checks; say of each how it went, and show the words of those that failed."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="kelisim-check-") as folder:
        failed = [name for name in names or CHECKS if not passes(name, Path(folder))]
    print(f"\n{len(failed)} failed: {', '.join(failed)}" if failed else "\nall checks passed")
    return 1 if failed else 0


def passes(name: str, home: Path) -> bool:
    """Run one check."""
    title, command = CHECKS[name]
    environment = os.environ | {"KELISIM_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kelisim.config.settings"}
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {title} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

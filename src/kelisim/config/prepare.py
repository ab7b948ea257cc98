"""What must be there before serving: tables, reference data, static files, translations, sample. Done again only when its files change."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from kelisim.config.catalogues import compile_changed
from kelisim.config.postgres import url_of
from kelisim.config.tables import make_tables

PACKAGE = Path(__file__).resolve().parent.parent
TURN = 0x6B656C69  # “keli”: several machines may start on one database at once


def prepare_files(home: Path) -> None:
    """Compile translations, collect the static files: what a web process needs to load."""
    compile_changed()
    _collect_static(home)


def prepare(home: Path) -> None:
    """Make or bring up the tables, load what each installation begins with."""
    models = (*PACKAGE.glob("*/models.py"), *PACKAGE.glob("*/models/**/*.py"))
    _once(home, "tables", _digest(PACKAGE.glob("*/migrations/*.py"), models), _make_tables)
    _once(home, "reference", _digest(PACKAGE.glob("*/data/*"), PACKAGE.glob("*/reference.py")), _load_reference)


def load_sample(home: Path) -> bool:
    """Load the sample where this database does not have it yet. Whether it was loaded now."""
    return _once(home, "sample", _digest(PACKAGE.glob("samples/**/*")), _load_sample)


def _make_tables() -> None:
    import django

    print("Making the tables …", flush=True)
    django.setup()
    make_tables()


def _load_sample() -> None:
    print("Loading the sample …", flush=True)
    _manage("load_sample")


def _load_reference() -> None:
    _manage("load_reference")


def _collect_static(home: Path) -> None:
    stamp, digest = home / "static.digest", _digest(PACKAGE.glob("*/static/**/*"))
    if not stamp.exists() or stamp.read_text() != digest:
        _manage("collectstatic", interactive=False)
        stamp.write_text(digest)


def _manage(command: str, **options: Any) -> None:
    """Run one of Django's commands. Django is loaded only here: a start with nothing to do is quicker without it."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command(command, verbosity=0, **options)


def _digest(*files: Iterable[Path]) -> str:
    """A digest of files and of what is installed: places, sizes and times, for a start must be quick."""
    digest = hashlib.sha256()
    for folder in map(Path, sys.path):
        digest.update("".join(sorted(place.name for place in folder.glob("*.dist-info"))).encode())
    for place in sorted(place for group in files for place in group):
        if place.is_file() and "__pycache__" not in place.parts:
            status = place.stat()
            digest.update(f"{place.relative_to(PACKAGE)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _once(home: Path, what: str, digest: str, make: Callable[[], None]) -> bool:
    """Make something unless this database remembers that it was made of the same files. Whether it was made now.

    The database itself remembers, for it may be moved, restored or begun anew.
    """
    with _turn(home) as connection:
        is_done = "SELECT 1 FROM kelisim_prepared WHERE what = %s AND digest = %s"
        if connection.execute(is_done, [what, digest]).fetchone():
            return False
        make()
        remember = (
            "INSERT INTO kelisim_prepared VALUES (%s, %s) ON CONFLICT (what) DO UPDATE SET digest = EXCLUDED.digest"
        )
        connection.execute(remember, [what, digest])
    return True


@contextmanager
def _turn(home: Path) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(os.environ.get("DATABASE_URL") or url_of(home), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s::bigint)", [TURN])  # given back when the connection closes
        connection.execute("CREATE TABLE IF NOT EXISTS kelisim_prepared (what text PRIMARY KEY, digest text NOT NULL)")
        yield connection

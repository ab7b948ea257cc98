"""The tables of a new database, made as the models stand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kelisim.config import postgres

MADE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from kelisim.config.tables import make_tables

make_tables()
call_command("migrate", check_unapplied=True, verbosity=0)  # ends with 1 where a migration is not recorded
there = set(connection.introspection.table_names())
print(sorted(set(connection.introspection.django_table_names()) - there))
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'pgtrigger%'")
    print(cursor.fetchone()[0] > 100)
"""


@pytest.fixture
def new_database() -> Iterator[str]:
    """The address of an empty database on the tests' server."""
    home = Path(os.environ["KELISIM_TESTS_HOME"])
    name = f"new_{os.getpid()}"
    with psycopg.connect(postgres.url_of(home), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"postgres:///{name}?host={postgres.socket_folder(home)}&user={postgres.USER}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_new_database_has_all_tables_and_triggers_and_no_migration_is_left_to_do(new_database: str) -> None:
    kept = os.environ | {"DATABASE_URL": new_database, "DJANGO_SETTINGS_MODULE": "kelisim.config.settings"}
    done = subprocess.run([sys.executable, "-c", MADE], env=kept, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["[]", "True"]), done.stderr

"""Tables of a database: a new one is given them as the models stand, one that has them is brought up by migrations."""

from __future__ import annotations

from typing import Any

QUEUE = "procrastinate"  # its tables are SQL of its own, not models


def make_tables() -> None:
    """Make the tables, or bring them up. Call after `django.setup()`.

    Migrations made one after the other render all models at each step: two minutes for a history that a new database has not had.
    """
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.recorder import MigrationRecorder

    if not MigrationRecorder(connection).has_table():
        with transaction.atomic():
            _make_as_the_models_stand(connection)
            _record_migrations(connection)
    call_command("migrate", interactive=False, verbosity=0)  # the queue, permissions, triggers
    call_command("createcachetable", verbosity=0)


def _make_as_the_models_stand(connection: Any) -> None:
    from django.apps import apps

    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection) and model._meta.app_label != QUEUE:
                editor.create_model(model)


def _record_migrations(connection: Any) -> None:
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).graph.nodes:
        if app != QUEUE:
            recorder.record_applied(app, name)

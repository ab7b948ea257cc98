"""Rows by the hundred thousand, made in the database after the pattern of the sample's own, with their history and search."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet

from kelisim.common.queries import history_model

# Of which investor the made project `made` is.
INVESTOR = "(%(investors)s::int[])[1 + made.number %% array_length(%(investors)s::int[], 1)]"
LIKE = """
INSERT INTO {table} ({columns})
SELECT {values}
FROM made JOIN walks AS walk USING (id)
JOIN ({patterns}) AS model ON model.place = 1 + made.number / %(step)s %% %(models)s
WHERE made.number %% %(step)s = 0
"""
PATTERNS = "SELECT *, row_number() OVER (ORDER BY id) AS place FROM {table} WHERE id = ANY(%(model_keys)s)"
REMEMBERED = """
INSERT INTO {history} ({columns}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
SELECT {values}, id, 'insert', created_at, %(context)s FROM {table} AS now WHERE {where} ORDER BY id
"""
CONTEXT = """
INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
VALUES (gen_random_uuid(), now(), now(), '{"user": null, "action": "samples.synth"}') RETURNING id
"""
# What the search knows of the pattern, folded as the product folds it, and the number; where the public finds the pattern by
# some of its words only, so it does here.
ENTRIES = """
INSERT INTO common_searchentry (kind, record_id, office_id, is_public, title, folded, shown)
SELECT known.kind, now.id, now.office_id, {is_public} AND known.shown = '', now.title,
       known.folded || ' ' || lower({number}) || ' ' || made.number,
       CASE WHEN {is_public} AND known.shown <> '' THEN known.shown || ' ' || lower({number}) || ' ' || made.number ELSE '' END
FROM {table} AS now JOIN made ON {key} = now.id
JOIN ({patterns}) AS model ON model.place = 1 + made.number / %(step)s %% %(models)s
JOIN common_searchentry AS known ON known.kind = '{kind}' AND known.record_id = model.id
"""


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that are written, not computed by the database."""
    return [field.column for field in model._meta.concrete_fields if not field.generated]


def _list(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


class Maker:
    """Runs statements with what is known of the made pool: `made`, `walks` and `stays` are its tables for a while."""

    def __init__(self, cursor: Any, known: dict[str, Any]) -> None:
        self.cursor, self.known = cursor, known
        cursor.execute(CONTEXT)
        known["context"] = cursor.fetchone()[0]

    def run(self, statement: str, **facts: Any) -> None:
        """One statement."""
        self.cursor.execute(statement, self.known | facts)

    def quietly(self, model: type[models.Model], statement: str, **facts: Any) -> None:
        """A statement that writes rows whose history is written here, with the days on which things happened."""
        table = model._meta.db_table
        # Deferred checks of foreign keys are events of the table, which must not wait while a trigger is switched.
        self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.run(statement, **facts)
        found = self.cursor.fetchall() if self.cursor.description else []
        self.cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.found = found

    def like(self, model: type[models.Model], patterns: QuerySet[Any], facts: dict[str, str], *, step: int = 1) -> None:
        """A row of every made project, or every so many, after one of the patterns but for `facts`: an expression of SQL a column."""
        names = columns_of(model)
        values = ", ".join(facts.get(name, f'model."{name}"') for name in names)
        statement = LIKE.format(
            table=model._meta.db_table, columns=_list(names), values=values, patterns=_patterns(model)
        )
        self.quietly(model, statement, **_keys(patterns), step=step)

    def remember(self, model: type[models.Model], where: str) -> None:
        """The history of rows that were made once and did not change."""
        names = _list(columns_of(model))
        history = history_model(model)._meta.db_table
        self.run(
            REMEMBERED.format(history=history, table=model._meta.db_table, columns=names, values=names, where=where)
        )

    def history_of(self, model: type[models.Model], statement: str, then: dict[str, str]) -> str:
        """A statement that writes the history of a table; `then` says how columns differed."""
        names = columns_of(model)
        values = ", ".join(then.get(name, f'now."{name}"') for name in names)
        return statement.format(history=history_model(model)._meta.db_table, columns=_list(names), values=values)

    def find(self, model: type[models.Model], patterns: QuerySet[Any], key: str, number: str, *, step: int = 1) -> None:
        """Let the made rows be found by the words of their pattern and by their number."""
        is_public = "now.published_at IS NOT NULL" if hasattr(model, "published_at") else "false"
        statement = ENTRIES.format(
            table=model._meta.db_table, kind=model._meta.label_lower, key=key, number=number, is_public=is_public,
            patterns=_patterns(model),
        )  # fmt: skip
        self.run(statement, **_keys(patterns), step=step)


def _patterns(model: type[models.Model]) -> str:
    return PATTERNS.format(table=model._meta.db_table)


def _keys(patterns: QuerySet[Any]) -> dict[str, Any]:
    keys = list(patterns.order_by("pk").values_list("pk", flat=True))
    return {"models": len(keys), "model_keys": keys}

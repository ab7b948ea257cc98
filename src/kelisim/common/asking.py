"""Questions of SQL whose tables are querysets: what is counted, ranked or cut off in the database rather than row by row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a queryset of values, by the name of each column; `is_kept` has them found once and not in place."""

    rows: QuerySet[Any, Any]
    columns: tuple[str, ...]
    is_kept: bool = False


def ask(question: str, tables: Mapping[str, Table], **facts: Any) -> list[tuple[Any, ...]]:
    """What a question answers that calls its tables by their names and its facts by `%(name)s`; `question` may begin with further tables.

    The words of a question are ours: what people give stands in `facts`.
    """
    known = dict(facts)
    parts = [_part(name, table, known) for name, table in tables.items()]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)}{question}", known)
        return cursor.fetchall()


def _part(name: str, table: Table, known: dict[str, Any]) -> str:
    sql, params = _sql_of(table)
    for place, value in enumerate(params):
        known[f"{name}_{place}"] = value
        sql = sql.replace("%s", f"%({name}_{place})s", 1)
    return f"{name} ({', '.join(table.columns)}) AS {'' if table.is_kept else 'NOT '}MATERIALIZED ({sql})"


def _sql_of(table: Table) -> tuple[str, tuple[Any, ...]]:
    query = table.rows.query.clone()
    try:
        return query.sql_with_params()
    except EmptyResultSet:  # what may be seen is known to be nothing; the table keeps its columns and their types
        query.clear_where()
        query.add_q(Q(pk__lt=0))
        return query.sql_with_params()

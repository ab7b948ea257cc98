"""The history of a table: triggers write every insert, update and delete, with user and action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def tracked(*, without: tuple[str, ...] = (), is_asked_by_day: bool = False) -> Callable[[Model], Model]:
    """Keep the history of a table in `<Model>History`, leaving out the columns `without`.

    `is_asked_by_day` adds an index for what was written in a span of time: a history grows at its end, so it stays small.
    """

    def track(model: Model) -> Model:
        by_day = BrinIndex(fields=["pgh_created_at"], name=f"{model.__name__.lower()}_history_day")
        return pghistory.track(  # type: ignore[no-any-return]  # the library's decorator is untyped
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
            exclude=list(without),
            meta={"indexes": [by_day]} if is_asked_by_day else None,
        )(model)

    return track

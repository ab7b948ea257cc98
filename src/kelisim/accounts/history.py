"""The history of a table: triggers write every insert, update and delete, with user and action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def tracked(*, without: tuple[str, ...] = ()) -> Callable[[Model], Model]:
    """Keep the history of a table in `<Model>History`, leaving out the columns `without`."""

    def track(model: Model) -> Model:
        return pghistory.track(  # type: ignore[no-any-return]  # the library's decorator is untyped
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
            exclude=list(without),
        )(model)

    return track

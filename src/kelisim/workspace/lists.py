"""Lists of the workspace: those of all, with the choice between records in use and archived ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common import lists
from kelisim.common.filters import Filter, by_choice, by_yes

__all__ = ["Filter", "ListPage", "by_choice", "by_published", "by_yes"]

AUDIENCE = (("", gettext_lazy("In use")), ("archived", gettext_lazy("Archived")), ("all", gettext_lazy("All")))


class ListPage(lists.ListPage):
    """What one address of a list shows to one user, archived records only where they are asked for."""

    def further_fields(self) -> dict[str, forms.Field]:
        if not hasattr(self.all_rows.model, "archived_at"):
            return {}
        return {"archived": forms.ChoiceField(label=_("Shown"), choices=AUDIENCE, required=False)}

    def audience(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not hasattr(rows.model, "archived_at") or self.values.get("archived") == "all":
            return rows
        return rows.filter(archived_at__isnull=self.values.get("archived") != "archived")


def by_published() -> Filter:
    """Whether the public sees a row."""
    return by_yes("published", gettext_lazy("Published"), lambda rows, yes: rows.filter(published_at__isnull=not yes))

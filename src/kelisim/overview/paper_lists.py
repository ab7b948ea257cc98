"""Lists of papers: each deal once, unless all papers are asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kelisim.agreements.queries import deals
from kelisim.common.lists import ListPage

PAPERS = (
    ("", _("Each deal once")),
    ("all", _("All papers")),
    ("further", _("Announced again, amendments")),
)


class PaperList(ListPage):
    """A deal that was announced twice is one row, and no amendment is a row of its own; mixed into the lists of an interface."""

    def further_fields(self) -> dict[str, forms.Field]:
        field = forms.ChoiceField(label=_("Papers"), choices=PAPERS, required=False)
        return {"papers": field, **super().further_fields()}

    def audience(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found, wanted = super().audience(rows), self.values.get("papers")
        if wanted == "all":
            return found
        once = deals(found, self.user)
        return found.exclude(pk__in=once.values("pk")) if wanted == "further" else once

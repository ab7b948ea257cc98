"""How companies and people are called in the page's language, said for the database: what a list shows is what it sorts by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, OuterRef, Subquery, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from kelisim.common import formats
from kelisim.common.columns import in_alphabet
from kelisim.parties.models import OrganisationName, PersonName

Names = type[OrganisationName] | type[PersonName]


def name_in(path: str, *, or_else: str = "") -> Coalesce:
    """The name of the company or person at a path, in the page's language, as a column of a query; else that at another path."""
    found = [*_names_at(path), *(_names_at(or_else) if or_else else ())]
    return Coalesce(*found, output_field=TextField())


def _names_at(path: str) -> list[Any]:
    return _texts(PersonName if path.endswith("person") else OrganisationName, path, f"{path}__name")


def _texts(model: Names, key: str, name: str, language: str = "") -> list[Any]:
    """The name in a language, and the one that the record carries. A former name is none."""
    owner = "person" if model is PersonName else "organisation"
    names = model.objects.filter(**{owner: OuterRef(key)}, language=language or formats.language_of())
    names = names.filter(is_former=False) if model is OrganisationName else names
    return [Subquery(names.values("text")[:1]), F(name)]


def by_name(model: Names, path: str = "") -> Callable[[str], Combinable]:
    """Sorts by the name that a page of a language shows: of the record itself, or of the company or person at a path."""

    def key(language: str) -> Combinable:
        texts = _texts(model, path or "pk", f"{path}__name" if path else "name", language)
        return in_alphabet(Coalesce(*texts, output_field=TextField()), language)

    return key

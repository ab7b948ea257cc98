"""How companies and people are called: in the page's language where such a name is known, else as they call themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Prefetch, prefetch_related_objects

from kelisim.common import formats


def called(party: Any) -> str:
    """What a company or a person is called in the page's language, as far as its names were read along; no query is made."""
    language = formats.language_of()
    names = (
        name for name in _names_at_hand(party) if name.language == language and not getattr(name, "is_former", False)
    )
    return next((name.text for name in names), str(party or ""))


def _names_at_hand(party: Any) -> Iterable[Any]:
    """The names that were read along (`names_along`), else all of them where they were read before."""
    read = getattr(party, "names_along", None)
    return getattr(party, "_prefetched_objects_cache", {}).get("names", ()) if read is None else read


def is_party(value: Any) -> bool:
    """Whether a value is a record that has names in languages, as companies and people do."""
    return isinstance(value, Model) and any(relation.name == "names" for relation in value._meta.related_objects)


def read_names(values: Iterable[Any]) -> None:
    """Read what the parties among some values are called in the page's language, in one query a kind of party."""
    parties: dict[type[Model], list[Model]] = defaultdict(list)
    for value in values:
        if is_party(value) and not hasattr(value, "names_along"):
            parties[type(value)].append(value)
    for model, own in parties.items():
        names = model._meta.get_field("names").related_model.objects.filter(language=formats.language_of())  # type: ignore[union-attr]  # every such relation has its model
        prefetch_related_objects(own, Prefetch("names", names, to_attr="names_along"))

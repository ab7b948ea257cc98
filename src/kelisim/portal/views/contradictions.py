"""Contradictions: published figures of one thing that differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common import formats
from kelisim.common.exports import as_file
from kelisim.common.filters import AreaChoiceField, Filter
from kelisim.common.lists import FoundPage
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import area_name
from kelisim.engines.values.folding import fold
from kelisim.overview.contradictions import Contradiction, contradictions
from kelisim.overview.figures import DIFFER, HISTORY
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing
from kelisim.portal.views.indicators import FIGURE_HEADS, figure_cells

KINDS = (
    ("", gettext_lazy("All")),
    (HISTORY, gettext_lazy("Another day, another figure")),
    (DIFFER, gettext_lazy("Sources differ")),
)


def _is_in(one: Contradiction, area: Area) -> bool:
    return one.area is not None and area.pk in (one.area.pk, one.area.parent_id)


def _is_of(one: Contradiction, public_id: Any) -> bool:
    return any(public_id in {record.public_id for record in (said.record, *said.repeats)} for said in one.figures)


FILTERS = (
    Filter(
        "area",
        lambda user: AreaChoiceField(
            Area.objects.published().filter(kind__in=(AreaKind.REGION, AreaKind.COUNTRY)), to_field_name="code",
            label=gettext_lazy("Place"), required=False, empty_label=gettext_lazy("All"),
        ),
        lambda rows, area: [one for one in rows if _is_in(one, area)],
    ),
    Filter(
        "kind",
        lambda user: forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, required=False),
        lambda rows, kind: [one for one in rows if one.kind == kind],
    ),
    Filter(
        "kind_of_rows",
        lambda user: forms.ChoiceField(label=gettext_lazy("Rows"), choices=lists.SAMPLES, required=False),
        lambda rows, value: [one for one in rows if one.is_sample == (value == "sample")],
    ),
    Filter(
        "of",
        lambda user: forms.UUIDField(label=gettext_lazy("Figure"), required=False, widget=forms.HiddenInput),
        lambda rows, public_id: [one for one in rows if _is_of(one, public_id)],
    ),
)  # fmt: skip
COLUMNS = (
    Column("what", gettext_lazy("What"), sort="what"),
    Column("area", gettext_lazy("Place"), "area", sort="area"),
    Column("figures", gettext_lazy("Figures"), get=lambda row: _values(row)),
    Column("gap", gettext_lazy("Difference, %"), "number", sort="gap"),
    Column("kind", gettext_lazy("Kind"), "choice", lambda row: str(dict(KINDS)[row.kind]), sort="kind"),
    Column("day", gettext_lazy("Day"), "day", sort="day"),
    Column("reasons", gettext_lazy("Why"), get=lambda row: " ".join(row.reasons)),
)


def contradiction_list(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _listing())


def export_contradictions(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The filtered contradictions, a row for each figure; `contradiction` numbers those that differ from each other."""
    return as_file(_table(request, _listing().page(request).ordered()), name="contradictions", form=kind)


def _table(request: HttpRequest, rows: list[Contradiction]) -> Iterator[list[Any]]:
    yield ["contradiction", "kind", "why", *FIGURE_HEADS]
    for number, one in enumerate(rows, start=1):
        for said in one.figures:
            yield [number, one.kind, " ".join(one.reasons), *figure_cells(request, said)]


def _values(one: Contradiction) -> str:
    said = (formats.quantity(said.value, said.record.unit, bound=said.record.bound) for said in one.figures)
    return "; ".join(dict.fromkeys(said))


def _search(rows: list[Contradiction], words: str) -> list[Contradiction]:
    """Those in whose name, place, partner or sources every word begins a word."""
    terms = fold(words).split()
    return [one for one in rows if all(any(word.startswith(term) for word in _words(one)) for term in terms)]


def _words(one: Contradiction) -> list[str]:
    places = [area_name(place) for place in (one.area, one.said.record.partner) if place]
    texts = [text for said in one.figures for quote in said.quotes for text in (quote.title, quote.publisher)]
    return fold(" ".join([one.what, one.said.record.indicator.code, *places, *texts])).split()


def _listing() -> Listing:
    return Listing(
        name="contradictions",
        title=_("Contradictions"),
        lede=_(
            "Figures of the same thing that differ: by day, by source or by definition. "
            "Nothing is averaged, nothing is hidden."
        ),
        rows=contradictions(),
        columns=COLUMNS,
        filters=FILTERS,
        order="-day",
        icon="check",
        empty=_("When two sources say different things of the same thing, both stand here."),
        is_table=False,
        search=_search,
        page_class=FoundPage,
    )

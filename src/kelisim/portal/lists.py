"""The portal's lists: those of all, with figures that lead to their source, and open data as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import columns, exports, formats
from kelisim.common.filters import Filter, by_area
from kelisim.common.lists import ListPage
from kelisim.common.models import Area, AreaKind
from kelisim.common.queries import search_in
from kelisim.common.templatetags.kelisim import figure_link

SHEET_ROWS = 20_000
SAMPLES = (("", gettext_lazy("All")), ("real", gettext_lazy("Without samples")), ("sample", gettext_lazy("Samples")))
NAMED = ("translated", "name", "area")
Word = str | Promise


@dataclass(frozen=True, slots=True)
class Column(columns.Column):
    """A column whose value may lead somewhere: a number to its source, a name to its page. In files it has its own name."""

    href: Callable[[Any], str] | None = None
    mark: Callable[[Any], str] | str = "rows"

    def shown(self, row: Any, user: User | None = None) -> SafeString | str:
        words = columns.Column.shown(self, row, user)
        if self.href is None or not self.value(row):
            return words or "–"
        if self.kind in NAMED:
            return format_html('<a href="{}">{}</a>', self.href(row), words)
        return figure_link(self.href(row), self.mark(row) if callable(self.mark) else self.mark, words)

    def exported(self, row: Any) -> list[Any]:
        return [int(self.value(row)) if self.kind == "yes" else self.plain(row)]

    @property
    def heads(self) -> list[str]:
        return [self.name]


class PublicPage(ListPage):
    """A list of the portal. In the order of a field that can be hidden stand the rows that show it: their places would tell the rest."""

    def audience(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows, name = super().audience(rows), self.sort.lstrip("-")
        return rows.showing(name) if name in getattr(rows.model, "choosable", {}) else rows  # type: ignore[attr-defined]  # a word of the ledger's querysets


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page: its words, rows, filters and columns. One that is no table is one once columns are chosen."""

    name: str
    title: Word
    lede: Word
    rows: Any
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: str = "-pk"
    icon: str = "table"
    empty: Word = ""
    is_table: bool = True
    sums: Callable[[QuerySet[Any]], list[dict[str, Any]]] | None = None
    search: Callable[[Any, str], Any] = search_in
    page_class: type[ListPage] = PublicPage
    more_files: tuple[tuple[str, str], ...] = ()  # the name of a form and the name of its address

    def page(self, request: HttpRequest) -> ListPage:
        """The list in the state that the address tells."""
        return self.page_class(
            self.rows, columns=self.columns, filters=tuple(self.filters), order=self.order, search=self.search,
            query=request.GET, user=None, language=formats.language_of(),
        )  # fmt: skip


def show(request: HttpRequest, listing: Listing) -> HttpResponse:
    """The page of a list."""
    page = listing.page(request)
    is_long = page.total > SHEET_ROWS
    files = {
        form: f"export.{form}{page.address()}" for form in ("csv", "xlsx", "json") if form != "xlsx" or not is_long
    }
    more = [(name, reverse(f"portal:{address}") + page.address()) for name, address in listing.more_files]
    context = {
        "listing": listing,
        "list": page,
        "files": files,
        "more_files": more,
        "is_long": is_long,
        "sheet_rows": SHEET_ROWS,
        "is_table": listing.is_table or bool(page.chosen),
        "cards": f"portal/rows/{listing.name}.html",
        "sums": _sums(listing, page),
    }
    return render(request, "portal/list.html", context)


def _sums(listing: Listing, page: ListPage) -> list[dict[str, Any]]:
    """What the rows add up to, real ones and samples apart, each with the way to its rows."""
    sums = listing.sums(page.rows) if listing.sums else []
    return [one | {"href": page.address(kind_of_rows="sample" if one["is_sample"] else "real")} for one in sums]


def export(request: HttpRequest, listing: Listing, kind: str) -> HttpResponseBase:
    """The filtered rows as a file; a long list only as CSV, which is written while it is read."""
    page = listing.page(request)
    if kind == "xlsx" and page.total > SHEET_ROWS:
        return redirect(f"export.csv{page.address()}")
    own = page.chosen or page.columns
    table = (exports.cells_of(row, own) for row in exports.in_chunks(page.ordered()))
    return exports.as_file(_with_head(exports.heads_of(own), table), name=listing.name, form=kind)


def _with_head(head: list[Any], table: Any) -> Any:
    yield head
    yield from table


def by_sample() -> Filter:
    """Real rows or samples."""
    return Filter(
        "kind_of_rows",
        lambda user: forms.ChoiceField(label=_("Rows"), choices=SAMPLES, required=False),
        lambda rows, value: rows.filter(office__is_sample=value == "sample"),
    )


def by_region() -> Filter:
    """A published region with all its parts."""
    return by_area(label=gettext_lazy("Region"), areas=Area.objects.published().filter(kind=AreaKind.REGION))


def if_ticked(name: str, label: Word, apply: Callable[[QuerySet[Any]], QuerySet[Any]]) -> Filter:
    """A box that narrows the rows when it is ticked."""
    return Filter(name, lambda user: forms.BooleanField(label=label, required=False), lambda rows, yes: apply(rows))


def hidden(name: str, label: Word, path: str) -> Filter:
    """A country that links of other pages name; told as a chip, not offered as a box."""
    return Filter(
        name,
        lambda user: forms.CharField(label=label, required=False, max_length=2, widget=forms.HiddenInput),
        lambda rows, value: rows.filter(**{path: value}).showing(name),
    )

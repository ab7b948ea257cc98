"""What the lists of an event share: rows that are searched by name, narrowed, sorted and exported, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from kelisim.common import formats
from kelisim.common.columns import Column
from kelisim.common.exports import export
from kelisim.common.filters import Filter
from kelisim.common.lists import ListPage
from kelisim.events.models import Event
from kelisim.events.naming import named_like

Search = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True, eq=False)
class Rows:
    """One list of an event: what it shows of its rows, and how it is called in addresses."""

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    order: str
    empty: str | Promise

    def page(self, request: HttpRequest, rows: QuerySet[Any], search: Search, *more: Filter) -> ListPage:
        return ListPage(
            rows,
            columns=self.columns,
            filters=(*self.filters, *more),
            order=self.order,
            search=search,
            query=request.GET,
            user=request.user,
            language=formats.language_of(),
        )


def answer_with(
    request: HttpRequest,
    event: Event,
    rows: Rows,
    page: ListPage,
    form: str,
    *,
    template: str = "workspace/meetings/list.html",
    **more: Any,
) -> HttpResponseBase:
    """The file that is asked for, else the page."""
    if form:
        return export(page, name=f"{event.slug}-{rows.name}", form=form)
    place = {"public_id": event.public_id}
    files = {
        kind: reverse(f"workspace:event_{rows.name}_export", kwargs=place | {"form": kind}) + page.address()
        for kind in ("xlsx", "csv")
    }
    return render(request, template, {"event": event, "rows": rows, "list": page, "files": files, **more})


def word_by_word(found_by: Callable[[str], Any]) -> Search:
    """A search in which each word must be found."""
    return lambda rows, words: reduce(lambda found, word: found.filter(found_by(word)), words.split(), rows)


def of_participation(path: str = "pk") -> Search:
    """Rows whose participation, at the end of a path, is called so in any language."""
    return word_by_word(lambda word: named_like(word, path))

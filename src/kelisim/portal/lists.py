"""The machinery of the portal's lists: filters, sorting, pages by key, downloads."""

from __future__ import annotations

import csv
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.fields import FALLBACK_ORDER
from kelisim.common import formats
from kelisim.common.queries import search_in

PAGE = 50
EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Word = str | Promise


@dataclass(frozen=True)
class Column:
    """A column: its head on the page (none: only in downloads), what it sorts by, what a download says."""

    name: str
    label: Word
    text: Callable[[Any], Any]
    sort: Callable[[], Any] | None = None
    is_number: bool = False
    is_shown: bool = True


class Filters(forms.Form):
    """The toolbar of a list; a list adds its own fields and says in `narrow` what they do."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)

    def narrow(self, rows: QuerySet[Any], values: dict[str, Any]) -> QuerySet[Any]:
        return rows


class SampleFilters(Filters):
    """Of rows that may be samples."""

    kind_of_rows = forms.ChoiceField(
        label=gettext_lazy("Rows"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("real", gettext_lazy("Without samples")),
            ("sample", gettext_lazy("Samples")),
        ],
    )

    def narrow(self, rows: QuerySet[Any], values: dict[str, Any]) -> QuerySet[Any]:
        wanted = values.get("kind_of_rows")
        return rows.filter(office__is_sample=wanted == "sample") if wanted else rows


@dataclass(frozen=True)
class Listing:
    """A list page: its words, rows, filters and columns."""

    name: str
    title: Word
    lede: Word
    rows: QuerySet[Any]
    columns: Sequence[Column]
    filters: type[Filters] = Filters
    sort: str = ""
    row: str = ""
    icon: str = "table"
    empty: Word = ""
    is_table: bool = True
    is_searched: bool = True
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def row_template(self) -> str:
        return f"portal/rows/{self.row or self.name}.html"


def show(request: HttpRequest, listing: Listing, **more: Any) -> HttpResponse:
    """The page of a list in the state that the address tells."""
    form = listing.filters(request.GET or {})
    rows = _narrowed(listing, form)
    sort, is_falling = _sorting(listing, request)
    page = _page(_keyed(rows, listing, sort), is_falling, request)
    context = {
        "listing": listing,
        "form": form,
        "rows": page.rows,
        "total": rows.count(),
        "heads": _heads(listing, request, sort, is_falling),
        "chips": _chips(form, request),
        "previous": page.before and _address(request, before=page.before, after=None),
        "next": page.after and _address(request, after=page.after, before=None),
        "xlsx": f"export.xlsx{_query(request)}",
        "csv": f"export.csv{_query(request)}",
        **listing.context,
        **more,
    }
    return render(request, f"portal/{'list' if listing.is_table else 'rows'}.html", context)


def export(request: HttpRequest, listing: Listing, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The filtered rows as a file; `kind` is csv or xlsx."""
    rows = _narrowed(listing, listing.filters(request.GET or {}))
    sort, is_falling = _sorting(listing, request)
    sign = "-" if is_falling else ""
    rows = _keyed(rows, listing, sort).order_by(f"{sign}sort_key", f"{sign}pk")[:EXPORTED]
    table = (
        [str(column.text(row) if column.text(row) is not None else "") for column in listing.columns] for row in rows
    )
    return as_file(listing.name, [column.name for column in listing.columns], table, kind)


def as_file(
    name: str, heads: Sequence[str], table: Iterator[Sequence[str]], kind: str
) -> HttpResponse | StreamingHttpResponse:
    """A table as CSV (with the mark that spreadsheets want) or XLSX."""
    if kind == "csv":
        return _csv(name, heads, table)
    if kind == "xlsx":
        return _xlsx(name, heads, table)
    raise Http404


def _csv(name: str, heads: Sequence[str], table: Iterator[Sequence[str]]) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        yield "\ufeff" + _csv_line(heads)
        for row in table:
            yield _csv_line([harmless(cell) for cell in row])

    return _attached(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _csv_line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def harmless(cell: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay."""
    is_number = cell[1:].replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") and not is_number else cell


def _xlsx(name: str, heads: Sequence[str], table: Iterator[Sequence[str]]) -> HttpResponse:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append(list(heads))
    for row in table:
        sheet.append([harmless(cell) for cell in row])
    body = BytesIO()
    book.save(body)
    return _attached(HttpResponse(body.getvalue(), content_type=XLSX), f"{name}.xlsx")


def _attached(response: Any, filename: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


# ------------------------------------------------------------------ pages by key


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    before: str
    after: str


def _keyed(rows: QuerySet[Any], listing: Listing, sort: str) -> QuerySet[Any]:
    column = next((one for one in listing.columns if one.name == sort), None)
    return rows.annotate(sort_key=column.sort() if column and column.sort else F("pk"))


def _page(rows: QuerySet[Any], is_falling: bool, request: HttpRequest) -> Page:
    after, before = _cursor(rows, request.GET.get("after")), _cursor(rows, request.GET.get("before"))
    is_back = before is not None and after is None
    found = _beyond(rows, after or before, is_falling != is_back)
    has_more, found = len(found) > PAGE, found[:PAGE]
    if is_back:
        found.reverse()
    first, last = (_key(found[0]), _key(found[-1])) if found else ("", "")
    has_before = has_more if is_back else after is not None
    has_after = True if is_back else has_more
    return Page(found, first if has_before else "", last if has_after else "")


def _beyond(rows: QuerySet[Any], cursor: tuple[Any, int] | None, is_falling: bool) -> list[Any]:
    sign, side = ("-", "lt") if is_falling else ("", "gt")
    rows = rows.order_by(f"{sign}sort_key", f"{sign}pk")
    if cursor is not None:
        key, pk = cursor
        rows = rows.filter(Q(**{f"sort_key__{side}": key}) | Q(sort_key=key, **{f"pk__{side}": pk}))
    return list(rows[: PAGE + 1])


def _key(row: Any) -> str:
    text = json.dumps([row.sort_key, row.pk], cls=DjangoJSONEncoder)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _cursor(rows: QuerySet[Any], text: str | None) -> tuple[Any, int] | None:
    """The place that a cursor names; one that makes no sense counts as none."""
    try:
        key, pk = json.loads(urlsafe_b64decode((text or "") + "=" * (-len(text or "") % 4)))
        target = rows.query.annotations["sort_key"].output_field
        return target.to_python(key), int(pk)
    except (ValueError, TypeError, ValidationError, OverflowError):
        return None


# ------------------------------------------------------------------ the address


def _narrowed(listing: Listing, form: Filters) -> QuerySet[Any]:
    values = form.cleaned_data if form.is_valid() else {name: form.cleaned_data.get(name) for name in form.fields}
    rows = form.narrow(listing.rows, values)
    words = (values.get("q") or "").strip()
    return search_in(rows, words) if words and listing.is_searched else rows


def _sorting(listing: Listing, request: HttpRequest) -> tuple[str, bool]:
    wanted = request.GET.get("sort") or listing.sort
    name = wanted.lstrip("-")
    known = any(column.name == name and column.sort for column in listing.columns)
    wanted = wanted if known else listing.sort
    return wanted.lstrip("-"), wanted.startswith("-")


def _heads(listing: Listing, request: HttpRequest, sort: str, is_falling: bool) -> list[dict[str, Any]]:
    return [_head(column, request, sort, is_falling) for column in listing.columns if column.is_shown]


def _head(column: Column, request: HttpRequest, sort: str, is_falling: bool) -> dict[str, Any]:
    if column.sort is None:
        return {"label": column.label, "is_number": column.is_number}
    is_current = column.name == sort
    turned = (
        f"-{column.name}" if (is_current and not is_falling) or (not is_current and column.is_number) else column.name
    )
    direction = ("descending" if is_falling else "ascending") if is_current else ""
    href = _address(request, sort=turned, after=None, before=None)
    return {"label": column.label, "is_number": column.is_number, "href": href, "direction": direction}


def _chips(form: Filters, request: HttpRequest) -> list[dict[str, str]]:
    return [
        {
            "label": f"{form[name].label}: {_chosen(form, name)}",
            "href": _address(request, **{name: None, "after": None, "before": None}),
        }
        for name in form.fields
        if form.data.get(name) and name not in form.errors
    ]


def _chosen(form: Filters, name: str) -> str:
    value = form.data[name]
    choices = getattr(form.fields[name], "choices", None)
    return str({str(code): label for code, label in choices}.get(value, value)) if choices else str(value)


def _address(request: HttpRequest, **changes: str | None) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


def by_text(name: str) -> Any:
    """A text in languages to sort by: in the page's language, else in one that it has."""
    codes = dict.fromkeys((formats.language_of(), *FALLBACK_ORDER))
    texts = [NullIf(KeyTextTransform(code, name), Value("")) for code in codes]
    return Coalesce(*texts, Value(""), output_field=TextField())


def count_words(total: int) -> str:
    """How many rows there are."""
    return _("%(count)s rows") % {"count": formats.number(total)}

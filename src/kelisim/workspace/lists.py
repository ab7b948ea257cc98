"""A list page: search, filters, order, columns and pages, all kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.queries import search_in
from kelisim.workspace.columns import Column, key_of

PAGE, FEW = 50, 4
SALT = "kelisim.workspace.lists"
AUDIENCE = (("", gettext_lazy("In use")), ("archived", gettext_lazy("Archived")), ("all", gettext_lazy("All")))
PLACES = ("after", "before")


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the toolbar: `field` makes its form field for a user, `apply` narrows the rows by its value."""

    name: str
    field: Callable[[User], forms.Field]
    apply: Callable[[QuerySet, Any], QuerySet]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column with the address that sorts by it."""

    label: str
    href: str
    direction: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter at work, and the address without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column that can be shown or left out."""

    name: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A record with its cells."""

    record: Any
    cells: list[tuple[Column, Any]]


class ListPage:
    """What one address of a list shows to one user. Reads rows only when asked for them."""

    def __init__(
        self,
        rows: QuerySet,
        *,
        columns: tuple[Column, ...],
        filters: tuple[Filter, ...] = (),
        order: str = "-pk",
        search: Callable[[QuerySet, str], QuerySet] = search_in,
        query: QueryDict,
        user: User,
        language: str,
    ) -> None:
        self.all_rows, self.columns, self.order = rows, columns, order
        self.query, self.user, self.language = query, user, language
        self.filters, self.search = filters, search
        self.form = self._form()

    # ------------------------------------------------------------ filters

    def _form(self) -> forms.Form:
        fields: dict[str, forms.Field] = {"q": forms.CharField(label=_("Search"), required=False, max_length=200)}
        fields |= {each.name: each.field(self.user) for each in self.filters}
        if hasattr(self.all_rows.model, "archived_at"):
            fields["archived"] = forms.ChoiceField(label=_("Shown"), choices=AUDIENCE, required=False)
        for name in ("sort", "columns"):
            if self.query.get(name):
                fields[name] = forms.CharField(required=False, widget=forms.MultipleHiddenInput)
        made = type("ListFilters", (forms.Form,), fields)
        form = made(self.query, auto_id="filter_%s", use_required_attribute=False)
        return form

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is asked for; what is not sound is left out and told beside its field."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def rows(self) -> QuerySet:
        """All rows that are asked for, not yet in order."""
        rows = self._audience(self.all_rows)
        for each in self.filters:
            value = self.values.get(each.name)
            if value not in (None, "", []):
                rows = each.apply(rows, value)
        return self.search(rows, words) if (words := self.words) else rows

    @property
    def words(self) -> str:
        """What is searched for."""
        return (self.values.get("q") or "").replace("\x00", "")

    def _audience(self, rows: QuerySet) -> QuerySet:
        if not hasattr(rows.model, "archived_at") or self.values.get("archived") == "all":
            return rows
        return rows.filter(archived_at__isnull=self.values.get("archived") != "archived")

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters at work."""
        names = ["q", *(each.name for each in self.filters), "archived"]
        return [
            Chip(f"{self.form.fields[name].label}: {self._said(name)}", self.address(**{name: None}))
            for name in names
            if self.values.get(name) not in (None, "", [])
        ]

    def _said(self, name: str) -> str:
        value, field = self.values[name], self.form.fields[name]
        if isinstance(value, date):
            return formats.day(value)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))
        return field.label_from_instance(value) if isinstance(field, forms.ModelChoiceField) else str(value)

    @property
    def has_further_filter(self) -> bool:
        """Whether one of the filters that the toolbar folds away is at work or refused."""
        folded = [field.name for field in self.form.visible_fields()][FEW:]
        return any(self.values.get(name) or name in self.form.errors for name in folded)

    @property
    def is_narrowed(self) -> bool:
        """Whether some rows may be left out by search or filters."""
        return bool(self.chips)

    # ------------------------------------------------------------ columns

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns to show: the chosen ones, else those that a list begins with."""
        chosen = [name for part in self.query.getlist("columns") for name in part.split(",")]
        found = tuple(column for column in self.columns if column.name in chosen)
        found = found or tuple(column for column in self.columns if column.is_shown)
        return found if found[0] == self.columns[0] else (self.columns[0], *found)

    @cached_property
    def choices(self) -> list[ColumnChoice]:
        """All columns, to choose from."""
        return [ColumnChoice(each.name, str(each.label), each in self.shown) for each in self.columns]

    @cached_property
    def heads(self) -> list[Head]:
        """The heads of the shown columns."""
        return [self._head(column) for column in self.shown]

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(str(column.label), "", "", column.is_number)
        is_mine = self.sort.lstrip("-") == column.name
        direction = ("descending" if self.is_falling else "ascending") if is_mine else ""
        href = self.address(sort=f"-{column.name}" if direction == "ascending" else column.name)
        return Head(str(column.label), href, direction, column.is_number)

    # -------------------------------------------------------------- order

    @cached_property
    def sort(self) -> str:
        """The column that orders the rows, with `-` for falling; the list's own order where none is named."""
        wanted = self.query.get("sort", "")
        known = {column.name for column in self.columns if column.sort}
        return wanted if wanted.lstrip("-") in known else self.order

    @property
    def is_falling(self) -> bool:
        return self.sort.startswith("-")

    def _key(self) -> Any:
        name = self.sort.lstrip("-")
        column = next((each for each in self.columns if each.name == name and each.sort), None)
        return key_of(column.sort, column.kind, self.language) if column else F(name)

    def ordered(self, *, is_backward: bool = False) -> QuerySet:
        """The rows in order, rows without a value last; ties are broken by the key, so the order is whole."""
        falls = self.is_falling != is_backward
        by_key, rows = "-pk" if falls else "pk", self.rows.annotate(sort_key=self._key())
        if self.sort.lstrip("-") == "pk":
            return rows.order_by(by_key)
        empty = {"nulls_first": True} if is_backward else {"nulls_last": True}
        key = F("sort_key")
        return rows.order_by(key.desc(**empty) if falls else key.asc(**empty), by_key)

    # -------------------------------------------------------------- pages

    @cached_property
    def page(self) -> list[Any]:
        """The records of this page."""
        place, cursor = self._cursor()
        is_backward = place == "before"
        rows = self.ordered(is_backward=is_backward)
        if cursor is not None:
            rows = rows.filter(self._beyond(*cursor, is_backward=is_backward))
        found = list(rows.values_list("pk", "sort_key")[: PAGE + 1])
        self._has_more, self._place = len(found) > PAGE, place if cursor is not None else ""
        return self._records(found[PAGE - 1 :: -1] if is_backward else found[:PAGE])

    def _records(self, keys: list[tuple[int, Any]]) -> list[Any]:
        """The records of a page, read by their keys: only these are joined with what a row shows."""
        records = {record.pk: record for record in self.all_rows.filter(pk__in=[key for key, _value in keys])}
        for key, value in keys:
            if key in records:
                records[key].sort_key = value
        return [records[key] for key, _value in keys if key in records]

    @cached_property
    def table(self) -> list[Row]:
        """The page as rows of cells."""
        return [
            Row(record, [(column, column.shown(record, self.user)) for column in self.shown]) for record in self.page
        ]

    @cached_property
    def total(self) -> int:
        """How many rows are asked for in all."""
        return self.rows.order_by().count()

    @property
    def words_of_total(self) -> str:
        return _("%(shown)s of %(total)s") % {
            "shown": formats.number(len(self.page)),
            "total": formats.number(self.total),
        }

    @property
    def next(self) -> str:
        """The address of the next page, or nothing."""
        has_next = bool(self.page) and (self._has_more or self._place == "before")
        return self.address(after=self._mark(self.page[-1])) if has_next else ""

    @property
    def previous(self) -> str:
        """The address of the page before, or nothing."""
        has_previous = bool(self.page) and (self._place == "after" or (self._place == "before" and self._has_more))
        return self.address(before=self._mark(self.page[0])) if has_previous else ""

    def _mark(self, record: Any) -> str:
        return signing.dumps([self.sort, _plain(record.sort_key), record.pk], salt=SALT)

    def _cursor(self) -> tuple[str, tuple[Any, int] | None]:
        for place in PLACES:
            try:
                sort, value, key = signing.loads(self.query.get(place, ""), salt=SALT)
            except (signing.BadSignature, ValueError):
                continue
            if sort == self.sort:
                return place, (value, key)
        return "", None

    def _beyond(self, value: Any, key: int, *, is_backward: bool) -> Q:
        """The rows that come after a place in the order; `value` is None among the rows without one, which end it."""
        falls = self.is_falling != is_backward
        side, empty = "lt" if falls else "gt", Q(sort_key__isnull=True)
        tie = Q(**{f"pk__{side}": key})
        if value is None:
            return (empty & tie) | (~empty if is_backward else Q(pk__in=[]))
        further = Q(**{f"sort_key__{side}": value}) | (Q(sort_key=value) & tie)
        return further if is_backward else further | empty

    # ---------------------------------------------------------- addresses

    def address(self, **changes: str | None) -> str:
        """This list's address with some parameters changed; the place in the pages is given up."""
        query = self.query.copy()
        for name in (*PLACES, *changes):
            query.pop(name, None)
        for name in [name for name in query if not any(query.getlist(name))]:
            del query[name]
        for name, value in changes.items():
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that the choice of columns keeps."""
        left_out = {*PLACES, "columns"}
        return [(name, value) for name in self.query if name not in left_out for value in self.query.getlist(name)]

    @property
    def bare(self) -> str:
        """The address without search and filters."""
        return self.address(q=None, archived=None, **{each.name: None for each in self.filters})


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


# ------------------------------------------------------------ common filters


def by_choice(name: str, label: str | Promise, choices: Iterable[tuple[str, Any]], *, path: str = "") -> Filter:
    """One of several values."""
    known = [("", gettext_lazy("All")), *choices]
    return Filter(
        name,
        lambda user: forms.ChoiceField(label=label, choices=known, required=False),
        lambda rows, value: rows.filter(**{path or name: value}),
    )


def by_yes(name: str, label: str | Promise, apply: Callable[[QuerySet, bool], QuerySet]) -> Filter:
    """Yes or no."""
    known = [("", gettext_lazy("All")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
    return Filter(
        name,
        lambda user: forms.ChoiceField(label=label, choices=known, required=False),
        lambda rows, value: apply(rows, value == "yes"),
    )


def by_published() -> Filter:
    """Whether the public sees a row."""
    return by_yes("published", gettext_lazy("Published"), lambda rows, yes: rows.filter(published_at__isnull=not yes))

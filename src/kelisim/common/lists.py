"""A list page: search, filters, order, columns and pages, all kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.columns import Column, alphabet_key, group_of, key_of, read_parties
from kelisim.common.filters import Filter
from kelisim.common.queries import search_in

PAGE, FEW = 50, 4
SALT = "kelisim.common.lists"
PLACES = ("after", "before")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column with the address that sorts by it."""

    label: str
    href: str
    direction: str
    is_number: bool
    name: str


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
        columns: Sequence[Column],
        filters: tuple[Filter, ...] = (),
        order: str = "-pk",
        search: Callable[[QuerySet, str], QuerySet] = search_in,
        query: QueryDict,
        user: User | None,
        language: str,
    ) -> None:
        self.all_rows, self.columns, self.order = rows, tuple(columns), order
        self.query, self.user, self.language = query, user, language
        self.filters, self.search = filters, search
        self.form = self._form()

    # ------------------------------------------------------------ filters

    def _form(self) -> forms.Form:
        fields: dict[str, forms.Field] = {"q": forms.CharField(label=_("Search"), required=False, max_length=200)}
        fields |= {each.name: each.field(self.user) for each in self.filters}
        fields |= self.further_fields()
        for name in ("sort", "columns"):
            if self.query.get(name):
                fields[name] = forms.CharField(required=False, widget=forms.MultipleHiddenInput)
        made = type("ListFilters", (forms.Form,), fields)
        form = made(self.query, auto_id="filter_%s", use_required_attribute=False)
        return form

    def further_fields(self) -> dict[str, forms.Field]:
        """Fields of the toolbar that say which rows are meant at all."""
        return {}

    def audience(self, rows: QuerySet) -> QuerySet:
        """The rows that are meant at all."""
        return rows

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is asked for; what is not sound is left out and told beside its field."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def rows(self) -> QuerySet:
        """All rows that are asked for, not yet in order."""
        rows = self.audience(self.all_rows)
        for each in self.filters:
            if _is_asked(value := self.values.get(each.name)):
                rows = each.apply(rows, value)
        return self.search(rows, words) if (words := self.words) else rows

    @property
    def words(self) -> str:
        """What is searched for."""
        return (self.values.get("q") or "").replace("\x00", "")

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters at work."""
        return [
            Chip(f"{self.form.fields[name].label}: {self._said(name)}", self.address(**{name: None}))
            for name in self._narrowing
            if _is_asked(self.values.get(name))
        ]

    @property
    def _narrowing(self) -> list[str]:
        """The fields that may leave rows out."""
        return [name for name in self.form.fields if name not in ("sort", "columns")]

    def _said(self, name: str) -> str:
        value, field = self.values[name], self.form.fields[name]
        if isinstance(value, date):
            return formats.day(value)
        if value is True or isinstance(value, UUID):
            return _("yes") if value is True else _("this one")
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
        found = self.chosen or tuple(column for column in self.columns if column.is_shown)
        return found if found[0] == self.columns[0] else (self.columns[0], *found)

    @cached_property
    def chosen(self) -> tuple[Column, ...]:
        """The columns that the address names."""
        names = [name for part in self.query.getlist("columns") for name in part.split(",")]
        return tuple(column for column in self.columns if column.name in names)

    @cached_property
    def choices(self) -> list[ColumnChoice]:
        """All columns, to choose from."""
        return [ColumnChoice(each.name, str(each.label), each in self.shown) for each in self.columns]

    @cached_property
    def heads(self) -> list[Head]:
        """The heads of the shown columns."""
        return [self._head(column) for column in self.shown]

    @cached_property
    def orders(self) -> list[Head]:
        """The heads of all columns that sort, for lists that are no tables."""
        return [head for column in self.columns if column.sort and (head := self._head(column))]

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(str(column.label), "", "", column.is_number, column.name)
        is_mine = self.sort.lstrip("-") == column.name
        direction = ("descending" if self.is_falling else "ascending") if is_mine else ""
        href = self.address(sort=f"-{column.name}" if direction == "ascending" else column.name)
        return Head(str(column.label), href, direction, column.is_number, column.name)

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

    @property
    def note(self) -> str:
        """What one must know of the whole list."""
        return ""

    @property
    def words_of_order(self) -> str:
        """What one must know of the order: amounts of two currencies are not compared."""
        kind = self._sorting.kind if self._sorting else ""
        if kind == "money":
            return _("Sorted by currency, then by amount: amounts of two currencies are not compared.")
        return _("Sorted by unit, then by value: values of two units are not compared.") if kind == "amount" else ""

    @cached_property
    def _sorting(self) -> Column | None:
        name = self.sort.lstrip("-")
        return next((each for each in self.columns if each.name == name and each.sort), None)

    @cached_property
    def _group(self) -> Any:
        return group_of(self._sorting) if self._sorting else None

    def _key(self) -> Any:
        column = self._sorting
        return key_of(column.sort, column.kind, self.language) if column else F(self.sort.lstrip("-"))

    def ordered(self, *, is_backward: bool = False) -> QuerySet:
        """The rows in order, rows without a value last; ties are broken by the key, so the order is whole."""
        falls = self.is_falling != is_backward
        by_key, rows = "-pk" if falls else "pk", self.rows.annotate(sort_key=self._key())
        if self.sort.lstrip("-") == "pk":
            return rows.order_by(by_key)
        keys = [_in_direction("sort_key", falls, is_backward), by_key]
        if self._group is None:
            return rows.order_by(*keys)
        grouped = rows.annotate(sort_group=self._group)
        return grouped.order_by(_in_direction("sort_group", is_backward, is_backward), *keys)

    # -------------------------------------------------------------- pages

    @cached_property
    def page(self) -> list[Any]:
        """The records of this page."""
        place, cursor = self._cursor()
        is_backward = place == "before"
        rows = self.ordered(is_backward=is_backward)
        if cursor is not None:
            rows = rows.filter(self._beyond(*cursor, is_backward=is_backward))
        names = ("pk", "sort_key", "sort_group") if self._group is not None else ("pk", "sort_key")
        found = list(rows.values_list(*names)[: PAGE + 1])
        self._has_more, self._place = len(found) > PAGE, place if cursor is not None else ""
        return self._records(found[PAGE - 1 :: -1] if is_backward else found[:PAGE])

    def _records(self, keys: list[tuple[Any, ...]]) -> list[Any]:
        """The records of a page, read by their keys: only these are joined with what a row shows."""
        records = {record.pk: record for record in self.all_rows.filter(pk__in=[key for key, *_places in keys])}
        for key, *places in keys:
            if key in records:
                records[key].sort_place = places
        return [records[key] for key, *_places in keys if key in records]

    @cached_property
    def table(self) -> list[Row]:
        """The page as rows of cells."""
        read_parties(self.page, self.shown)
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
        return signing.dumps([self.sort, [_plain(each) for each in record.sort_place], record.pk], salt=SALT)

    def _cursor(self) -> tuple[str, tuple[list[Any], int] | None]:
        for place in PLACES:
            try:
                sort, values, key = signing.loads(self.query.get(place, ""), salt=SALT)
            except (signing.BadSignature, ValueError):
                continue
            if sort == self.sort and isinstance(values, list) and len(values) == (1 if self._group is None else 2):
                return place, (values, key)
        return "", None

    def _beyond(self, places: list[Any], key: int, *, is_backward: bool) -> Q:
        """The rows that come after a place in the order."""
        value, *groups = places
        within = self._beyond_value(value, key, is_backward=is_backward)
        if value is None or not groups:
            return within
        same, side = Q(sort_group=groups[0]), "lt" if is_backward else "gt"
        further = Q(**{f"sort_group__{side}": groups[0]}) | (same & within)
        return further if is_backward else further | Q(sort_group__isnull=True)

    def _beyond_value(self, value: Any, key: int, *, is_backward: bool) -> Q:
        """`value` is None among the rows without one, which end the order."""
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
        return self.address(**dict.fromkeys(self._narrowing))


class FoundPage(ListPage):
    """The same of rows that were computed, not asked of the database: a list of objects with a `pk`.

    Filters and search take such a list and give one; the order is by the value of a column.
    """

    @cached_property
    def total(self) -> int:
        return len(self.rows)

    def ordered(self, *, is_backward: bool = False) -> Any:
        column = self._sorting
        known = [row for row in self.rows if column is None or column.plain(row) not in (None, "")]
        known_keys = {id(row) for row in known}
        known.sort(key=self._key_of, reverse=self.is_falling)
        found = known + [row for row in self.rows if id(row) not in known_keys]
        return found[::-1] if is_backward else found

    def _key_of(self, row: Any) -> Any:
        value = self._sorting.plain(row) if self._sorting else row.pk
        return (alphabet_key(value, self.language) if isinstance(value, str) else value, row.pk)

    @cached_property
    def page(self) -> list[Any]:
        rows = self.ordered()
        place, cursor = self._cursor()
        at = next((number for number, row in enumerate(rows) if cursor and row.pk == cursor[1]), None)
        begin = 0 if at is None else at + 1 if place == "after" else max(at - PAGE, 0)
        end = at if at is not None and place == "before" else begin + PAGE
        self._place, self._has_more = (
            place if at is not None else "",
            end < len(rows) if place != "before" else begin > 0,
        )
        found = rows[begin:end]
        for row in found:
            row.sort_place = [None]
        return found


def _is_asked(value: Any) -> bool:
    return value is not False and value not in (None, "", [])


def _in_direction(name: str, falls: bool, is_backward: bool) -> Any:
    """A key of the order; what has no value stands at the end, read forward."""
    empty = {"nulls_first": True} if is_backward else {"nulls_last": True}
    return F(name).desc(**empty) if falls else F(name).asc(**empty)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

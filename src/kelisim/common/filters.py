"""Filters of lists: a field of the toolbar and what it does to the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import area_name

AREA = gettext_lazy("Area")


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the toolbar: `field` makes its form field for a user, `apply` narrows the rows by its value."""

    name: str
    field: Callable[[User | None], forms.Field]
    apply: Callable[[QuerySet, Any], QuerySet]


class _ByName(ModelChoiceIterator):
    """Places in the order of their names in the page's language."""

    def __iter__(self) -> Iterator[Any]:
        first, *rest = super().__iter__()
        return iter([first, *sorted(rest, key=lambda one: str(one[1]))])


class LongSelect(forms.Select):
    """A choice among hundreds: the same HTML as Django's, without a template for each option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (code, mark_safe(" selected") if str(code) in chosen else "", label)
                for code, label in (("" if code is None else str(code), label) for code, label in self.choices)
            ),
        )
        known = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return format_html("<select{}>{}</select>", flatatt(known), options)


class AreaChoiceField(forms.ModelChoiceField):
    """Areas by code."""

    iterator = _ByName
    widget = LongSelect

    def label_from_instance(self, area: Area) -> str:
        return area_name(area)


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


def by_area(name: str = "area", label: str | Promise = AREA, *, areas: QuerySet[Area] | None = None) -> Filter:
    """A place with all its parts; regions where no places are named."""
    places = (Area.objects.filter(kind=AreaKind.REGION) if areas is None else areas).only("code", "name")

    def within(rows: QuerySet, area: Area) -> QuerySet:
        # Keys instead of a join: the rows are then counted in their index.
        parts = Area.everything.filter(Q(pk=area.pk) | Q(parent=area)).values_list("pk", flat=True)
        return rows.filter(**{f"{name}__in": list(parts)})

    return Filter(
        name,
        lambda user: AreaChoiceField(
            places, to_field_name="code", label=label, required=False, empty_label=gettext_lazy("All")
        ),
        within,
    )


def by_country(name: str, label: str | Promise) -> Filter:
    """A country."""
    return by_area(name, label, areas=Area.objects.filter(kind=AreaKind.COUNTRY))


def in_years(name: str, label: str | Promise) -> Filter:
    """A calendar year."""
    field = {"min_value": 1900, "max_value": 2200, "label": label, "required": False}
    return Filter(
        f"{name}_year",
        lambda user: forms.IntegerField(widget=forms.NumberInput(attrs={"placeholder": date.today().year}), **field),
        lambda rows, year: rows.filter(**{f"{name}__range": (date(year, 1, 1), date(year, 12, 31))}),
    )

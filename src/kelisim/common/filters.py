"""Filters of lists: a field of the toolbar and what it does to the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.columns import alphabet_key
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import tr_text

AREA = gettext_lazy("Area")


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the toolbar: `field` makes its form field for a user, `apply` narrows the rows by its value."""

    name: str
    field: Callable[[User | None], forms.Field]
    apply: Callable[[QuerySet, Any], QuerySet]


class _ByName(ModelChoiceIterator):
    """Places in the order of their names in the page's language: hundreds, so that codes and names alone are read."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        language = formats.language_of()
        rows = self.queryset.order_by().values_list(self.field.to_field_name or "pk", "name")
        named = ((code, tr_text(name) or code) for code, name in rows.iterator())
        yield from sorted(named, key=lambda one: alphabet_key(one[1], language))


class LongSelect(forms.Select):
    """A choice among hundreds: the same HTML as Django's, without a template for each option."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Django would read all choices to learn whether the first is empty, which `empty_label` says."""
        field = getattr(self.choices, "field", None)
        return not self.is_hidden and (
            field.empty_label is not None if field else super().use_required_attribute(initial)
        )

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = "\n".join(
            f'<option value="{escape(code)}"{" selected" if str(code) in chosen else ""}>{escape(str(label))}</option>'
            for code, label in (("" if code is None else str(code), label) for code, label in self.choices)
        )
        known = {"name": name, **self.build_attrs(self.attrs, attrs)}
        inner = mark_safe(options)  # noqa: S308  # each value and label is escaped above
        return format_html("<select{}>{}</select>", flatatt(known), inner)


class AreaChoiceField(forms.ModelChoiceField):
    """Areas by code."""

    iterator = _ByName
    widget = LongSelect


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

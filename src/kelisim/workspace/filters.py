"""Filters that several lists share."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.accounts.queries import offices_for_list
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.workspace.lists import Filter, by_yes

AREA = _("Area")


class AreaChoiceField(forms.ModelChoiceField):
    """Areas by code."""

    def label_from_instance(self, area: Area) -> str:
        return area_name(area)


class OfficeChoiceField(forms.ModelChoiceField):
    """Offices by slug."""

    def label_from_instance(self, office: object) -> str:
        return tr_text(office.name)  # type: ignore[attr-defined]  # an Office


def by_area(name: str = "area", label: str | Promise = AREA, *, kinds: tuple[str, ...] = ()) -> Filter:
    """A place with all its parts."""
    areas = Area.objects.filter(kind__in=kinds or (AreaKind.REGION,))

    def within(rows: QuerySet, area: Area) -> QuerySet:
        return rows.filter(Q(**{name: area}) | Q(**{f"{name}__parent": area}))

    return Filter(
        name,
        lambda user: AreaChoiceField(areas, to_field_name="code", label=label, required=False, empty_label=_("All")),
        within,
    )


def by_country(name: str, label: str | Promise) -> Filter:
    """A country."""
    return by_area(name, label, kinds=(AreaKind.COUNTRY,))


def by_office(path: str = "office") -> Filter:
    """The office that a row belongs to."""

    def field(user: User) -> forms.Field:
        offices = offices_for_list(user)
        return OfficeChoiceField(offices, to_field_name="slug", label=_("Office"), required=False, empty_label=_("All"))

    return Filter("office", field, lambda rows, office: rows.filter(**{path: office}))


def by_sample(path: str = "office__is_sample") -> Filter:
    """Real facts or samples, never both in one sum."""
    return by_yes("sample", _("Sample"), lambda rows, yes: rows.filter(**{path: yes}))


def in_years(name: str, label: str | Promise) -> Filter:
    """A calendar year."""
    field = {"min_value": 1900, "max_value": 2200, "label": label, "required": False}
    return Filter(
        f"{name}_year",
        lambda user: forms.IntegerField(widget=forms.NumberInput(attrs={"placeholder": date.today().year}), **field),
        lambda rows, year: rows.filter(**{f"{name}__range": (date(year, 1, 1), date(year, 12, 31))}),
    )

"""Filters that several lists of the workspace share."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.accounts.queries import offices_for_list
from kelisim.common.filters import AreaChoiceField, Filter, by_area, by_country, by_yes, in_years
from kelisim.common.templatetags.kelisim import tr_text
from kelisim.workspace.forms.people import people_field

__all__ = ["AreaChoiceField", "by_area", "by_country", "by_office", "by_owner", "by_sample", "by_yes", "in_years"]


class OfficeChoiceField(forms.ModelChoiceField):
    """Offices by slug."""

    def label_from_instance(self, office: object) -> str:
        return tr_text(office.name)  # type: ignore[attr-defined]  # an Office


def by_office(path: str = "office") -> Filter:
    """The office that a row belongs to."""

    def field(user: User) -> forms.Field:
        offices = offices_for_list(user)
        return OfficeChoiceField(offices, to_field_name="slug", label=_("Office"), required=False, empty_label=_("All"))

    return Filter("office", field, lambda rows, office: rows.filter(**{path: office}))


def by_owner() -> Filter:
    """Who answers for a row, of those whom the user may know of."""

    def field(user: User) -> forms.Field:
        return people_field(user, _("Responsible"), empty=_("All"), with_former=True, to_field_name="public_id")

    return Filter("owner", field, lambda rows, owner: rows.filter(owner=owner))


def by_sample(path: str = "office__is_sample") -> Filter:
    """Real facts or samples, never both in one sum."""
    return by_yes("sample", _("Sample"), lambda rows, yes: rows.filter(**{path: yes}))

"""A choice among hundreds is written as Django writes it."""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html
from django.utils.html import escape
from django.utils.translation import override

from kelisim.common.filters import AreaChoiceField, LongSelect
from kelisim.common.models import Area, AreaKind

CHOICES = [("", "All"), ("KZ-61", "Turkistan"), ("XX", "<script>")]


@pytest.mark.parametrize("value", [None, "", "KZ-61", "unknown"])
def test_the_same_choices_stand_in_it_and_the_same_one_is_chosen(value):
    attrs = {"id": "filter_area", "required": True, "hidden": False}
    pages = [widget(choices=CHOICES).render("area", value, attrs) for widget in (LongSelect, forms.Select)]
    ours, theirs = map(parse_html, pages)
    assert ours == theirs
    assert escape("<script>") in pages[0]


@pytest.mark.django_db
def test_places_stand_in_the_order_of_the_alphabet_of_the_page(make_areas):
    with override("kk"):
        names = [label for _code, label in AreaChoiceField(make_areas, to_field_name="code").choices][1:]
    assert names == ["XA-09", "Абай", "Әулиекөл", "Баян"], "Ә stands behind А; a place without a name has its code"


@pytest.fixture
def make_areas():
    home = Area.objects.create(code="XA", kind=AreaKind.COUNTRY, name={"kk": "Баян"})
    for code, kk in (("XA-07", "Әулиекөл"), ("XA-08", "Абай"), ("XA-09", "")):
        Area(code=code, kind=AreaKind.REGION, parent=home, name={"kk": kk} if kk else {}).save()
    return Area.objects.filter(code__startswith="XA")


def test_a_choice_that_may_be_empty_is_asked_for_as_django_asks():
    for empty in ("All", None):
        ours, theirs = (
            forms.ModelChoiceField(Area.objects.none(), required=True, empty_label=empty, widget=widget)
            for widget in (LongSelect, forms.Select)
        )
        assert ours.widget.use_required_attribute(None) is (empty is not None)
        assert empty is None or theirs.widget.use_required_attribute(None)

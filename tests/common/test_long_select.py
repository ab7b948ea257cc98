"""A choice among hundreds is written as Django writes it."""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html
from django.utils.html import escape

from kelisim.common.filters import LongSelect

CHOICES = [("", "All"), ("KZ-61", "Turkistan"), ("XX", "<script>")]


@pytest.mark.parametrize("value", [None, "", "KZ-61", "unknown"])
def test_the_same_choices_stand_in_it_and_the_same_one_is_chosen(value):
    attrs = {"id": "filter_area", "required": True, "hidden": False}
    pages = [widget(choices=CHOICES).render("area", value, attrs) for widget in (LongSelect, forms.Select)]
    ours, theirs = map(parse_html, pages)
    assert ours == theirs
    assert escape("<script>") in pages[0]

"""Form fields that take what people type and say what would be right."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


class DayInput(forms.DateInput):
    """The browser's own calendar; it always sends year-month-day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"min": "1900-01-01", "max": "2200-12-31", **(attrs or {})}, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        """What was typed and refused stays; a date input could not show it."""
        return value if isinstance(value, str) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value and not _is_iso_day(value):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day: `2026-11-22` from a calendar, `22.11.2026` by hand."""

    widget = DayInput
    default_error_messages: ClassVar = {"invalid": _("Write a day that exists, such as 22.11.2026.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", DAY_FORMATS)
        super().__init__(**options)


class AmountInput(forms.TextInput):
    """A number as it is spoken of: the digits keyboard on phones, no spinning wheel."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class AmountField(forms.DecimalField):
    """A number with spaces between thousands and a comma or a point: `1 178,4`."""

    widget = AmountInput
    default_error_messages: ClassVar = {
        "invalid": _("Write digits only, such as 432.2. The unit stands beside the field."),
        "min_value": _("Write a number that is %(limit_value)s or more."),
    }

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain_number(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def formfield(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """For `formfield_callback` of model forms: days and numbers through the fields above."""
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return field.formfield(**{"form_class": DayField, "widget": DayInput, **options})
    if isinstance(field, models.DecimalField):
        return field.formfield(**{"form_class": AmountField, "widget": AmountInput, **options})
    return field.formfield(**options)


def _is_iso_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _plain_number(text: str) -> str:
    """The digits with a point: a lone comma is a point, a comma among points (or twice) parts thousands."""
    bare = "".join(text.split()).replace("'", "").replace("\u2212", "-")
    if "," in bare and "." in bare:
        thousands = "," if bare.rfind(".") > bare.rfind(",") else "."
        return bare.replace(thousands, "").replace(",", ".")
    return bare.replace(",", ".") if bare.count(",") == 1 else bare.replace(",", "")

"""Columns that check their values. Migrations see Django's own fields, without our validators."""

from __future__ import annotations

from typing import Any

from django.db import models

from kelisim.common.validators import validate_bin, validate_currency, validate_lei, validate_year


class _Plain:
    """Deconstructs as the Django field that it extends."""

    plain: type[models.Field[Any, Any]]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, options = super().deconstruct()  # type: ignore[misc]  # a mixin for fields
        options.pop("validators", None)
        return name, f"django.db.models.{self.plain.__name__}", args, options


class DayField(_Plain, models.DateField):
    """A day in the years 1900 to 2200."""

    plain = models.DateField
    default_validators = [validate_year]


class CurrencyField(_Plain, models.CharField):
    """An ISO 4217 code."""

    plain = models.CharField
    default_validators = [validate_currency]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 3)
        super().__init__(*args, **options)


class BinField(_Plain, models.CharField):
    """A business identification number of Kazakhstan."""

    plain = models.CharField
    default_validators = [validate_bin]


class LeiField(_Plain, models.CharField):
    """A Legal Entity Identifier (ISO 17442)."""

    plain = models.CharField
    default_validators = [validate_lei]

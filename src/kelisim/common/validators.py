"""Checks of single values, with words that say what would be right."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kelisim.engines.values.codes import CodeError, check_bin, check_iin, check_lei
from kelisim.engines.values.money import is_currency

CODE_MESSAGES = {
    "length": _("%(value)s has another length: a BIN or IIN has 12 digits, an LEI 20 letters and digits."),
    "digits": _("%(value)s may hold digits only."),
    "letters": _("%(value)s may hold Latin letters and digits only."),
    "checksum": _("%(value)s is mistyped: its last digit does not fit the others."),
    "date": _("%(value)s does not begin with a month that exists (YYMM)."),
}


def _check(value: str, check: object) -> None:
    try:
        check(value)  # type: ignore[operator]  # one of the three checks below
    except CodeError as error:
        message = CODE_MESSAGES.get(error.code, _("%(value)s is not a valid number."))
        raise ValidationError(message, code=error.code, params={"value": value}) from error


def validate_bin(value: str) -> None:
    """A business identification number of Kazakhstan."""
    _check(value, check_bin)


def validate_iin(value: str) -> None:
    """An individual identification number of Kazakhstan."""
    _check(value, check_iin)


def validate_lei(value: str) -> None:
    """A Legal Entity Identifier (ISO 17442)."""
    _check(value, check_lei)


def validate_currency(value: str) -> None:
    """A currency by its ISO 4217 code."""
    if not is_currency(value):
        message = _("“%(value)s” is not a currency. Write its ISO code, such as KZT, USD, EUR, CNY or TRY.")
        raise ValidationError(message, code="currency", params={"value": value})


def validate_year(value: date) -> None:
    """A day in the years 1900 to 2200."""
    if not 1900 <= value.year <= 2200:
        raise ValidationError(_("The year must lie between 1900 and 2200."), code="year")

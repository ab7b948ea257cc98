"""Checks of a whole record that say, beside the field, what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from kelisim.common import formats

Finding = tuple[str, ValidationError]


def raise_all(findings: Iterable[Finding]) -> None:
    """Raise one `ValidationError` with every finding beside its field."""
    errors: dict[str, list[ValidationError]] = {}
    for field, error in findings:
        errors.setdefault(field, []).append(error)
    if errors:
        raise ValidationError(errors)


def check_order(record: models.Model, start: str, end: str) -> Iterator[Finding]:
    """The last day is not before the first."""
    first, last = getattr(record, start), getattr(record, end)
    if not isinstance(first, date) or not isinstance(last, date) or last >= first:
        return
    gaps = {"end": _shown(last), "start_name": _label(record, start), "start": _shown(first)}
    message = _("%(end)s lies before “%(start_name)s”, %(start)s. Enter %(start)s or a later day, or swap the two.")
    yield end, ValidationError(message, code="order", params=gaps)


def check_hours(record: models.Model, start: str, end: str) -> Iterator[Finding]:
    """The end is later than the beginning."""
    first, last = getattr(record, start), getattr(record, end)
    if not isinstance(first, datetime) or not isinstance(last, datetime) or last > first:
        return
    message = _("The end must be later than the beginning, %(start)s.")
    yield end, ValidationError(message, code="order", params={"start": formats.moment(first)})


def check_money(record: models.Model, amount: str, currency: str) -> Iterator[Finding]:
    """An amount is not negative and has a currency."""
    value = getattr(record, amount)
    if value is None:
        return
    if not getattr(record, currency):
        message = _("Say in which currency the amount is: KZT, USD, EUR, CNY, TRY or another ISO code.")
        yield currency, ValidationError(message, code="currency_missing")
    yield from check_not_negative(record, amount)


def check_not_negative(record: models.Model, *names: str) -> Iterator[Finding]:
    """Numbers that cannot be below nought."""
    for name in names:
        value = getattr(record, name)
        if isinstance(value, int | float | Decimal) and value < 0:
            yield (
                name,
                ValidationError(_("A negative number makes no sense here: leave out the minus."), code="negative"),
            )


def check_positive(record: models.Model, *names: str) -> Iterator[Finding]:
    """Numbers that must be above nought."""
    for name in names:
        value = getattr(record, name)
        if isinstance(value, int | float | Decimal) and value <= 0:
            yield name, ValidationError(_("Enter a number greater than 0."), code="positive")


def check_letters(record: models.Model) -> Iterator[Finding]:
    """No text holds a character that the database cannot keep."""
    for field in record._meta.concrete_fields:
        if "\x00" in _text_of(getattr(record, field.attname)):
            yield (
                field.name,
                ValidationError(_("The text holds a character that cannot be stored."), code="null_character"),
            )


def check_required(record: models.Model, names: Iterable[str], message: Any) -> Iterator[Finding]:
    """The named fields are filled."""
    for name in names:
        if getattr(record, name) in (None, "", {}):
            yield name, ValidationError(message, code="required")


def _text_of(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(text for text in value.values() if isinstance(text, str))
    return value if isinstance(value, str) else ""


def _label(record: models.Model, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column, never a reverse relation


def _shown(value: date | datetime) -> str:
    return formats.day(value)


def check_free(record: Any, name: str, message: Any, *, within: tuple[str, ...] = ()) -> Iterator[Finding]:
    """No other living record has the same value; `%(other)s` in the message names it."""
    value = getattr(record, name)
    if value in (None, "") or record.archived_at is not None:
        return
    rows = type(record).objects.filter(**{name: value}, **{key: getattr(record, key) for key in within})
    other = rows.exclude(pk=record.pk).first()
    if other is not None:
        yield name, ValidationError(message, code="unique", params={"other": str(other), "value": value})


def check_one_of(record: models.Model, first: str, second: str, message: Any) -> Iterator[Finding]:
    """At least one of two fields is filled."""
    if getattr(record, f"{first}_id") is None and getattr(record, f"{second}_id") is None:
        yield first, ValidationError(message, code="required")


def refusal(record: models.Model, error: IntegrityError) -> Exception:
    """What a refused constraint means, as a `ValidationError`; the error itself where it is of no constraint of ours."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    constraint = next((each for each in record._meta.constraints if each.name == name), None)
    if isinstance(constraint, models.UniqueConstraint):
        return _taken(record, constraint.fields)
    return ValidationError(constraint.get_violation_error_message(), code="constraint") if constraint else error


def _taken(record: models.Model, names: tuple[str, ...]) -> ValidationError:
    labels = ", ".join(_label(record, name) for name in names)
    message = _("There is such a record already, with the same %(fields)s.")
    found = ValidationError(message, code="unique", params={"fields": labels})
    return ValidationError({names[-1]: found}) if len(names) == 1 else found

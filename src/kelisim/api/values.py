"""Values as the API writes and reads them: days, moments, decimals, texts, codes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
NUMBER = re.compile(r"[0-9]{1,6}")
IDENTITY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def written_as(form: re.Pattern[str], words: str) -> BeforeValidator:
    """A check that a parameter is written in one form only: pydantic alone takes `1` for a day and `1_0` for a number."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not form.fullmatch(value):
            raise ValueError(f"“{value[:60]}” is not {words}")
        return value

    return BeforeValidator(check)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC: PostgreSQL takes no zone beyond 16 hours, and both ends of the calendar stay inside it."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return (datetime.min if moment.year == 1 else datetime.max).replace(tzinfo=UTC)


def plain(number: Any) -> Any:
    """A decimal without exponent and without zeros at its end."""
    if not isinstance(number, Decimal):
        return number
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def code_of(area: Any) -> Any:
    """The code of an area, an indicator or an office."""
    return getattr(area, "code", None) or getattr(area, "slug", None) or area


Day = Annotated[date, written_as(DAY, "a day")]
Moment = Annotated[datetime, written_as(MOMENT, "a moment with its time zone"), AfterValidator(in_utc)]
Identity = Annotated[UUID, written_as(IDENTITY, "an identity")]
Limit = Annotated[int, written_as(NUMBER, "a number")]
DecimalText = Annotated[
    str, BeforeValidator(plain), WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
]
Code = Annotated[str, BeforeValidator(code_of)]
Texts = Annotated[
    dict[str, str],
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"enum": ["kk", "ru", "en", "tr", "zh-hans"]},
            "additionalProperties": {"type": "string"},
            "examples": [{"kk": "Түркістан облысы", "ru": "Туркестанская область", "en": "Turkistan region"}],
        }
    ),
]

AreaCode = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,13})?$", max_length=16)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,120}$")]
Words = Annotated[str, Field(pattern=r"^[^\x00]+$", min_length=1, max_length=200)]
Sector = Annotated[str, Field(pattern=r"^[A-Z0-9.]{1,6}$")]


class Money(Schema):
    """An amount in its own currency; never converted, never a float."""

    value: DecimalText
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217.")


def money_of(row: Any) -> dict[str, Any] | None:
    """The amount of a record with its currency, or None."""
    return None if row.amount is None else {"value": row.amount, "currency": row.currency}


class Named(Schema):
    """A record of another kind, by its public id."""

    public_id: UUID
    name: str


class Titled(Schema):
    """A record of another kind that has an address of its own."""

    slug: str
    title: Texts


class NamedPlace(Schema):
    """A zone, by its address."""

    slug: str
    name: Texts

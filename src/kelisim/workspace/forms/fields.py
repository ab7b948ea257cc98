"""Form fields that name a record, a place, a currency or a moment."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common.choices import UNITS
from kelisim.common.models import Area, AreaKind
from kelisim.common.queries import search_in
from kelisim.common.reference import SECTOR_SIGN, sector_label, sectors
from kelisim.common.templatetags.kelisim import area_name
from kelisim.common.validators import validate_currency

COMMON_CURRENCIES = ("KZT", "USD", "EUR", "CNY", "TRY", "RUB", "GBP", "AED", "KRW", "JPY", "UZS", "KGS")
TAIL = re.compile(r"#([0-9a-f]{8})$")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
SHOWN = 12


class SuggestInput(forms.TextInput):
    """A text field with suggestions: fixed ones, or those of an address that is asked while one types."""

    template_name = "workspace/widgets/suggest.html"

    def __init__(self, *, options: Iterable[str] = (), address: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.options, self.address = tuple(options), address

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"]["list"] = widget["list"] = f"{widget['attrs'].get('id', name)}_list"
        widget["options"] = self.options
        if self.address:
            words = {"hx-get": self.address, "hx-trigger": "focus once, input changed delay:200ms"}
            widget["attrs"] |= {**words, "hx-target": f"#{widget['list']}"}
        return context


class RecordField(forms.Field):
    """One record out of many, by its name, its number or its id; the browser suggests while one types."""

    default_error_messages = {
        "none": gettext_lazy("Nothing is found under “%(text)s”. Choose from the suggestions, or record it first."),
        "many": gettext_lazy("“%(text)s” fits several: %(names)s. Write one of these names whole."),
    }

    def __init__(self, rows: QuerySet, *, address: str, **options: Any) -> None:
        super().__init__(widget=SuggestInput(address=address), **options)
        self.rows = rows

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        record = value if hasattr(value, "pk") else self.rows.model.everything.filter(pk=value).first()
        return named_apart(record, self.rows) if record else ""

    def to_python(self, value: Any) -> Any:
        text = (value or "").strip().replace("\x00", "")
        if not text:
            return None
        found = matches(self.rows, text)
        if len(found) == 1:
            return found[0]
        names = "; ".join(with_tail(each) for each in found[:SHOWN])
        raise ValidationError(
            self.error_messages["many" if found else "none"],
            code="many" if found else "none",
            params={"text": text[:200], "names": names},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


def matches(rows: QuerySet, text: str) -> list[Any]:
    """The rows that a text names: by id, by the tail of an id, by the whole name, else by the words."""
    tail = TAIL.search(text)
    if tail:
        by_id = rows.annotate(id_text=Cast("public_id", CharField())).filter(id_text__endswith=tail[1])
        return list(by_id[:2])
    if key := _key(text):
        return list(rows.filter(public_id=key))
    found = list(search_in(rows, text)[: SHOWN + 1])
    whole = [each for each in found if text.casefold() in {name.casefold() for name in names_of(each)}]
    return whole or found


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def names_of(record: Any) -> set[str]:
    """Everything that a record is called."""
    for name in ("title", "name"):
        value = getattr(record, name, None)
        if isinstance(value, dict):
            return {*value.values(), str(record)}
    return {str(record)}


def with_tail(record: Any) -> str:
    """The name with the end of the id, which tells it from others of that name."""
    return f"{record} #{str(record.public_id)[-8:]}"


def named_apart(record: Any, rows: QuerySet) -> str:
    """The name, with the end of the id only where the name alone would not lead back to the record."""
    return str(record) if matches(rows, str(record)) == [record] else with_tail(record)


class AreaField(forms.TypedChoiceField):
    """A place by its code, out of places that were read once for the whole form."""

    def __init__(self, areas: Iterable[Area], **options: Any) -> None:
        self.areas = {area.code: area for area in areas}
        options.setdefault("empty_value", None)
        options.pop("limit_choices_to", None)
        super().__init__(choices=_area_choices(self.areas.values()), coerce=self.areas.__getitem__, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Area) else value


class TickInput(forms.CheckboxSelectMultiple):
    """Boxes to tick, the ticked ones told first; a line above the list narrows it while one types."""

    template_name = "workspace/widgets/ticks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, group, _index in context["widget"]["optgroups"] for option in group]
        context["widget"]["options"] = sorted(options, key=lambda option: not option["selected"])
        return context


class AreasField(forms.TypedMultipleChoiceField):
    """Several places by their codes."""

    widget = TickInput

    def __init__(self, areas: Iterable[Area], **options: Any) -> None:
        self.areas = {area.code: area for area in areas}
        super().__init__(
            choices=_area_choices(self.areas.values())[1:], coerce=self.areas.__getitem__, empty_value=[], **options
        )

    def prepare_value(self, value: Any) -> Any:
        return [area.code if isinstance(area, Area) else area for area in value or []]


def _area_choices(areas: Iterable[Area]) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    named = sorted(((area_name(area), area) for area in areas), key=lambda pair: pair[0].casefold())
    for name, area in named:
        groups.setdefault(area.kind, []).append((area.code, name))
    labels = {AreaKind.REGION: _("Regions"), AreaKind.DISTRICT: _("Districts"), AreaKind.COUNTRY: _("Countries")}
    return [("", "–"), *((labels[kind], groups[kind]) for kind in labels if kind in groups)]


class CurrencyField(forms.CharField):
    """An ISO currency; the common ones are suggested."""

    default_validators = [validate_currency]

    def __init__(self, **options: Any) -> None:
        options["widget"] = SuggestInput(options=COMMON_CURRENCIES, attrs={"size": "4"})
        options.pop("max_length", None)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


def validate_unit(value: str) -> None:
    """A unit of the vocabulary or a currency."""
    if value not in UNITS:
        try:
            validate_currency(value)
        except ValidationError as error:
            message = _("“%(value)s” is not a unit. Write a currency such as KZT or USD, or one of: %(units)s.")
            raise ValidationError(message, params={"value": value, "units": ", ".join(UNITS)}) from error


class UnitField(forms.CharField):
    """A unit of the vocabulary or an ISO currency."""

    default_validators = [validate_unit]

    def __init__(self, **options: Any) -> None:
        options["widget"] = SuggestInput(options=(*UNITS, *COMMON_CURRENCIES), attrs={"size": "12"})
        options.pop("max_length", None)
        super().__init__(**options)


def validate_sector(code: str) -> None:
    """A section or division of ISIC, or a class of one."""
    if code not in sectors() and not (code.isdigit() and code[:2] in sectors()):
        message = _("“%(value)s” is no sector of ISIC. Choose one of the list, such as %(example)s.")
        raise ValidationError(message, params={"value": code, "example": sector_label("13")})


class SectorInput(SuggestInput):
    """Sectors by code and name, in the language of the page."""

    def format_value(self, value: Any) -> str | None:
        return sector_label(value) if value in sectors() else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["options"] = [sector_label(code) for code in sectors()]
        return context


class SectorField(forms.CharField):
    """A sector: its code is kept, its name is shown beside it."""

    default_validators = [validate_sector]

    def __init__(self, **options: Any) -> None:
        options["widget"] = SectorInput()
        options.pop("max_length", None)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).partition(SECTOR_SIGN.strip())[0].strip().upper()


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar with a clock; what it could not show again is shown as text."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def format_value(self, value: Any) -> str | None:
        """What was typed and refused stays."""
        return value if isinstance(value, str) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value and not ISO_MOMENT.fullmatch(value):
            context["widget"]["type"] = "text"
        return context


class MomentField(forms.DateTimeField):
    """A day with an hour."""

    widget = MomentInput
    default_error_messages = {"invalid": gettext_lazy("Write a day and an hour, such as 22.11.2026 14:05.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"])
        super().__init__(**options)

"""Texts that people write in several languages: one jsonb column, one form field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACK_ORDER = ("en", "ru", "kk", "tr", "zh-hans")


class Translated(dict[str, str]):
    """Texts by language code (`kk`, `ru`, `en`, `tr`, `zh-hans`)."""

    def best(self, language: str | None = None) -> tuple[str, str]:
        """The text in `language` (default: the active one) or in the first language that has it, with that language."""
        wanted = language or get_language() or "en"
        for code in (wanted, *FALLBACK_ORDER):
            if self.get(code):
                return self[code], code
        return "", wanted

    def __str__(self) -> str:
        return self.best()[0]


class TranslatedWidget(forms.MultiWidget):
    """One input a language, the active language first on the page."""

    template_name = "kelisim/widgets/translated.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_long: bool = False) -> None:
        part = forms.Textarea if is_long else forms.TextInput
        super().__init__({code: part(attrs={"lang": code}) for code, _name in settings.LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, (code, label) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            part["language"], part["language_name"] = code, label
        return context


class TranslatedFormField(forms.MultiValueField):
    """Fills a `TranslatedField`: at least one language where the field is required."""

    def __init__(self, *, max_length: int = 500, is_long: bool = False, **options: Any) -> None:
        parts = [forms.CharField(required=False, max_length=max_length) for _code in settings.LANGUAGES]
        options.pop("encoder", None)
        options.pop("decoder", None)
        super().__init__(parts, widget=TranslatedWidget(is_long=is_long), require_all_fields=False, **options)

    def compress(self, values: list[str]) -> Translated:
        codes = [code for code, _name in settings.LANGUAGES]
        return Translated({code: text for code, text in zip(codes, values, strict=False) if text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.compress([text or "" for text in data or []]) != (initial or {})


class TranslatedField(models.JSONField):
    """A jsonb column of `{language: text}`; migrations see a plain JSONField."""

    def __init__(self, *args: Any, max_length: int = 500, is_long: bool = False, **options: Any) -> None:
        self.text_length, self.is_long = 20_000 if is_long else max_length, is_long
        options.setdefault("default", dict)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated | None:
        found = super().from_db_value(value, expression, connection)
        return None if found is None else Translated(found)

    def to_python(self, value: Any) -> Any:
        return Translated(value) if isinstance(value, dict) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict):
            raise ValidationError(_("Give the text by language, as an object of language codes."), code="translated")
        known = dict(settings.LANGUAGES)
        for code, text in value.items():
            if code not in known:
                raise ValidationError(
                    _("“%(code)s” is not one of the languages kk, ru, en, tr, zh-hans."),
                    code="language",
                    params={"code": code},
                )
            if not isinstance(text, str) or len(text) > self.text_length:
                raise ValidationError(
                    _("A text has at most %(limit)s characters."), code="max_length", params={"limit": self.text_length}
                )

    def formfield(self, **options: Any) -> Any:
        return super().formfield(
            **{"form_class": TranslatedFormField, "max_length": self.text_length, "is_long": self.is_long, **options}
        )

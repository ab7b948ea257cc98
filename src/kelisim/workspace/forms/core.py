"""The form of a record: what one may choose is what one may see, what was typed stays."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.fields import TranslatedFormField
from kelisim.accounts.models import Office, User
from kelisim.accounts.queries import offices_for_list, users_for_list
from kelisim.common import fields as columns
from kelisim.common.forms import formfield
from kelisim.common.ledger import LedgerModel
from kelisim.common.models import Area, AreaKind
from kelisim.workspace.forms.fields import (
    AreaField,
    CurrencyField,
    MomentField,
    RecordField,
    SectorField,
    UnitField,
    matches,
)

NO_ADDRESS = gettext_lazy("Write the whole address, such as https://company.example.")
SELECTED = ("zone", "indicator")
ABREAST = 3


def record_formfield(column: models.Field, **options: Any) -> forms.Field | None:
    """Days, moments, numbers and currencies through our own fields."""
    if isinstance(column, columns.CurrencyField):
        return column.formfield(form_class=CurrencyField, **options)
    if isinstance(column, models.DateTimeField):
        return column.formfield(form_class=MomentField, **options)
    if isinstance(column, models.URLField):
        return column.formfield(assume_scheme="https", error_messages={"invalid": NO_ADDRESS}, **options)
    if isinstance(column, ArrayField) and column.base_field.choices:
        ticks = {
            "label": str(column.verbose_name).capitalize(),
            "required": not column.blank,
            "help_text": column.help_text,
            "choices": column.base_field.choices,
            "widget": forms.CheckboxSelectMultiple,
        }
        return forms.MultipleChoiceField(**ticks | options)
    if column.name == "sector":
        return column.formfield(form_class=SectorField, **options)
    if column.name == "unit":
        return column.formfield(form_class=UnitField, **options)
    return formfield(column, **options)


class Words:
    """What every form of the workspace can tell."""

    pairs: tuple[tuple[str, str], ...] = (("amount", "currency"),)
    periods: tuple[tuple[str, str], ...] = (("start", "end"),)
    subject_name = "office"
    record: Any = None

    @property
    def facts(self) -> dict[str, Any]:
        """What the service is told."""
        left_out = {"version"} if self.record is not None else {self.subject_name}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    @property
    def version(self) -> int | None:
        """The version with which the form was opened."""
        return self.cleaned_data.get("version")

    def take(self, error: ValidationError) -> None:
        """Show what the service refuses beside the fields."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            is_here = name in self.fields and not self.fields[name].widget.is_hidden
            label = "" if is_here or name == NON_FIELD_ERRORS else self._label(name)
            for each in errors:
                self.add_error(name if is_here else None, _named(each, label))

    def _label(self, name: str) -> str:
        try:
            return str(self._meta.model._meta.get_field(name).verbose_name).capitalize()
        except (AttributeError, FieldDoesNotExist):
            return name

    def rows(self) -> Iterable[dict[str, Any]]:
        """The visible fields in their order; money, periods and short fields that follow each other stand together."""
        for is_short, run in itertools.groupby(self._singles(), key=lambda row: row["kind"] == "short"):
            fields = list(run)
            if not is_short:
                yield from fields
            for start in range(0, len(fields) if is_short else 0, ABREAST):
                yield {"kind": "row", "fields": [row["first"] for row in fields[start : start + ABREAST]]}

    def _singles(self) -> Iterator[dict[str, Any]]:
        pairs = {first: (kind, second) for kind, first, second in self._pairs()}
        seconds = {second for kind, second in pairs.values()}
        for field in self.visible_fields():
            kind, second = pairs.get(field.name, ("short" if is_short(field.field) else "field", ""))
            if second or field.name not in seconds:
                yield {"kind": kind, "first": field, "second": self[second] if second else None}

    def _pairs(self) -> list[tuple[str, str, str]]:
        known = [*(("money", *pair) for pair in self.pairs), *(("period", *pair) for pair in self.periods)]
        return [pair for pair in known if {pair[1], pair[2]} <= set(self.fields)]


class ActForm(Words, forms.Form):
    """A short form that does one thing with a record."""

    def __init__(
        self, data: Any = None, files: Any = None, *, user: User, record: Any = None, parent: Any = None
    ) -> None:
        self.user, self.subject, self.parent = user, record, parent
        super().__init__(data, files)


class RecordForm(Words, forms.ModelForm):
    """Fills the facts of one record. `subjects` are those for whom a new one may be made (offices, zones).

    It checks a copy of the record: the record itself goes to the service as it was found.
    """

    countries: tuple[str, ...] = ()
    parent_name = ""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        user: User,
        record: Any = None,
        subjects: Any = None,
        initial: Any = None,
        parent: Any = None,
    ) -> None:
        self.user, self.record, self.parent = user, record, parent
        super().__init__(data, files, instance=copy.copy(record) if record else None, initial=initial)
        self._places: list[Area] | None = None
        for name in list(self.fields):
            self._choose_among_visible(name)
            _name_the_empty_choice(self.fields[name])
        if record is None and subjects is not None:
            self._ask_for_subject(subjects)
        if record is not None and isinstance(record, LedgerModel):
            hidden = forms.IntegerField(widget=forms.HiddenInput, initial=record.version)
            hidden.error_messages["required"] = hidden.error_messages["invalid"] = _("Open this form anew.")
            self.fields["version"] = hidden

    # --------------------------------------------------- what can be chosen

    def _choose_among_visible(self, name: str) -> None:
        field = self.fields[name]
        if not isinstance(field, forms.ModelChoiceField) or isinstance(field, forms.ModelMultipleChoiceField):
            return
        model = field.queryset.model
        if model is Area:
            self._choose_area(name, field)
        elif model is Office:
            field.queryset, field.to_field_name = offices_for_list(self.user), "slug"
            self._begin_with_record(name)
        elif model is User:
            field.queryset = users_for_list(self.user).filter(Q(is_active=True) | Q(pk=self._current(name)))
        elif name in SELECTED:
            field.queryset, field.to_field_name = self._visible(model, name), "public_id"
            self._begin_with_record(name)
        else:
            self.fields[name] = RecordField(
                self._visible(model, name), address=suggest_address(model), **_options(field)
            )
            self._begin_with_record(name)

    def _choose_area(self, name: str, field: forms.ModelChoiceField) -> None:
        is_country = name in self.countries
        fitting = [area for area in self.places if not is_country or area.kind == AreaKind.COUNTRY]
        self.fields[name] = AreaField(fitting, **_options(field))
        self._begin_with_record(name)

    @property
    def places(self) -> list[Area]:
        """All places, read once."""
        if self._places is None:
            self._places = list(Area.objects.all())
        return self._places

    def _visible(self, model: type[LedgerModel], name: str) -> QuerySet:
        seen = model.objects.visible_to(self.user)
        current = self._current(name)
        return seen if current is None else model.everything.filter(Q(pk__in=seen.values("pk")) | Q(pk=current))

    def _current(self, name: str) -> Any:
        return getattr(self.record, f"{name}_id", None) if self.record else None

    def _begin_with_record(self, name: str) -> None:
        """An edit begins with what is stored, a new record with what the address names."""
        if self.record is not None:
            self.initial[name] = getattr(self.record, name)
        elif isinstance(self.fields[name], RecordField) and self.initial.get(name):
            found = matches(self.fields[name].rows, self.initial[name])
            self.initial[name] = found[0] if len(found) == 1 else None

    def _ask_for_subject(self, subjects: QuerySet) -> None:
        label = subjects.model._meta.verbose_name
        key = "slug" if self.subject_name == "office" else "public_id"
        field = forms.ModelChoiceField(subjects, to_field_name=key, label=str(label).capitalize(), empty_label=None)
        first = list(subjects[:2])
        field.initial = self.initial.get(self.subject_name) or (first[0] if first else None)
        if len(first) == 1 and self._sent(self.subject_name) in ("", str(getattr(first[0], key))):
            field.widget = forms.HiddenInput()
        self.fields = {self.subject_name: field, **self.fields}

    def _sent(self, name: str) -> str:
        return self.data.get(self.add_prefix(name), "") if self.is_bound else ""

    # ------------------------------------------------------- what was said

    def _post_clean(self) -> None:
        if self.parent_name and self.record is None:
            setattr(self.instance, self.parent_name, self.parent)
        if self.subject_name in self.cleaned_data and self.record is None:
            setattr(self.instance, self.subject_name, self.cleaned_data[self.subject_name])
        if isinstance(self.instance, LedgerModel):
            # The database judges its constraints when the service writes, and `store` says what it refuses: asked here as
            # well, each would cost a query.
            self.instance.validate_constraints = _ask_nothing  # type: ignore[method-assign]  # of this copy alone
        super()._post_clean()

    def _update_errors(self, errors: ValidationError) -> None:
        """A field that is already refused is not told a second time that it is missing."""
        for name in set(getattr(errors, "error_dict", {})) & set(self._errors):
            del errors.error_dict[name]
        super()._update_errors(errors)

    def renewed(self, current: Any) -> RecordForm:
        """The same words for the record as it now stands."""
        data = self.data.copy()
        data["version"] = str(current.version)
        return type(self)(data, user=self.user, record=current, parent=self.parent)


def _ask_nothing(exclude: Iterable[str] | None = None) -> None:
    """Leaves the constraints to the database."""


def _name_the_empty_choice(field: forms.Field) -> None:
    """What stands in a list of choices before one is made."""
    if not isinstance(field, forms.ChoiceField):
        return
    if isinstance(field.widget, forms.RadioSelect):
        field.choices = [(value, name) for value, name in field.choices if value or not field.required]
        return
    words = _("Choose …") if field.required else "–"
    if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
        field.empty_label = words
    elif field.choices and field.choices[0][0] in ("", None):
        field.choices = [("", words), *list(field.choices)[1:]]


class AddressedForm(RecordForm):
    """A record with a page of its own on the portal; a new one may leave its address to us."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["slug"]
        field.label, field.required = _("Address of the page"), self.record is not None
        field.help_text = _("Latin letters, digits and hyphens, such as forum-2026.")
        if self.record is None:
            field.help_text += " " + _("Left empty, it is made from the name.")


def is_short(field: forms.Field) -> bool:
    """Whether a field needs little room: a day, a number, a code, one of several values; and has nothing to explain."""
    if field.help_text or isinstance(field.widget, forms.CheckboxInput | forms.SelectMultiple | forms.RadioSelect):
        return False
    if isinstance(field, forms.ChoiceField | forms.DateField | forms.DecimalField | forms.IntegerField):
        return True
    return isinstance(field, forms.CharField) and (getattr(field, "max_length", None) or 999) <= 60


def _options(field: forms.Field) -> dict[str, Any]:
    return {"label": field.label, "required": field.required, "help_text": field.help_text}


def _named(error: ValidationError, label: str) -> ValidationError:
    return ValidationError([f"{label}: {message}" for message in error.messages]) if label else error


def suggest_address(model: type[models.Model]) -> str:
    """Where suggestions for records of a model come from."""
    return reverse("workspace:suggest", args=[model._meta.model_name])


def translated(**options: Any) -> forms.Field:
    """A text in several languages that belongs to no column."""
    return TranslatedFormField(**options)

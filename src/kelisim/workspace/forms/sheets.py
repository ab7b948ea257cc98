"""Forms of an import: the file, then what its columns mean and what holds for all rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Office, User
from kelisim.common.models import Area, AreaKind
from kelisim.projects.models import SheetImport, SheetTemplate
from kelisim.projects.sheets.words import FIELDS
from kelisim.workspace.filters import AreaChoiceField, OfficeChoiceField
from kelisim.workspace.forms.core import Words
from kelisim.workspace.forms.fields import COMMON_CURRENCIES
from kelisim.workspace.forms.files import UploadField

SCALES = (
    ("", _("Not said")),
    ("1", _("whole units")),
    ("1000", _("thousands")),
    ("1000000", _("millions")),
    ("1000000000", _("billions")),
)


class SheetForm(Words, forms.Form):
    """A workbook with the pool."""

    office = OfficeChoiceField(Office.objects.none(), to_field_name="slug", label=_("Office"), empty_label=None)
    file = UploadField(
        endings=("xlsx",),
        label=_("Workbook"),
        help_text=_(
            "The sheet as it is: titles above the head, merged cells, empty rows and sums are understood. At most 20 MB."
        ),
    )
    sheet = forms.CharField(
        label=_("Sheet"), max_length=120, required=False, help_text=_("Left empty, the one that says most is taken.")
    )

    def __init__(self, data: Any = None, files: Any = None, *, offices: Any) -> None:
        super().__init__(data, files)
        field = self.fields["office"]
        field.queryset = offices
        first = list(offices[:2])
        field.initial = first[0].slug if first else None
        if len(first) == 1:
            field.widget = forms.HiddenInput()


class GiveForm(Words, forms.Form):
    """In which form the pool is given out."""

    template = forms.ModelChoiceField(
        SheetTemplate.objects.none(), label=_("Form"), to_field_name="public_id", required=False,
        empty_label=_("All columns of the list"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.fields["template"].queryset = SheetTemplate.objects.visible_to(user)


class TemplateForm(Words, forms.Form):
    """An office's own form of the pool."""

    office = OfficeChoiceField(Office.objects.none(), to_field_name="slug", label=_("Office"), empty_label=None)
    name = forms.CharField(label=_("Name of the form"), max_length=200)
    file = UploadField(
        endings=("xlsx",),
        label=_("Workbook with the head"),
        help_text=_("Its head says which columns are filled, and in which unit."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, offices: Any) -> None:
        super().__init__(data, files)
        self.fields["office"].queryset = offices
        first = list(offices[:2])
        if len(first) == 1:
            self.fields["office"].initial = first[0].slug
            self.fields["office"].widget = forms.HiddenInput()


class ColumnsForm(Words, forms.Form):
    """What each column means, and what holds for all rows."""

    scale = forms.ChoiceField(
        label=_("Amounts without a unit are in"), choices=SCALES, required=False,
        help_text=_("Asked only of amounts whose cell and head name no unit."),
    )  # fmt: skip
    currency = forms.ChoiceField(
        label=_("Amounts without a currency are in"), required=False,
        choices=[("", _("Not said")), *((code, code) for code in COMMON_CURRENCIES)],
    )  # fmt: skip
    area = AreaChoiceField(
        Area.objects.none(), to_field_name="code", label=_("Area of rows that name none"), required=False,
        empty_label=_("Not said"),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the texts"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *, record: SheetImport) -> None:
        self.sheet_import = record
        super().__init__(data)
        defaults = record.defaults
        kept = Area.objects.filter(pk=defaults.get("area") or 0).first()
        self.fields["area"].queryset = Area.objects.filter(
            kind__in=(AreaKind.REGION, AreaKind.DISTRICT), is_sample=record.office.is_sample
        )
        self.initial = {
            "scale": str(defaults.get("scale") or ""), "currency": defaults.get("currency", ""),
            "language": defaults.get("language", "ru"), "area": kept.code if kept else None,
        }  # fmt: skip
        choices = [("", _("Not taken")), *FIELDS.items()]
        for column in record.head["columns"]:
            letter = column["letter"]
            self.fields[f"column_{letter}"] = forms.ChoiceField(
                label=letter, choices=choices, required=False, widget=forms.Select(attrs={"class": "select select--sm"})
            )
            self.initial[f"column_{letter}"] = record.columns.get(letter, "")

    def columns(self) -> Iterator[dict[str, Any]]:
        """Each column with the words of its head, what stands under it, and its field."""
        samples = self.sheet_import.head.get("samples", {})
        for column in self.sheet_import.head["columns"]:
            letter = column["letter"]
            yield {
                "letter": letter,
                "words": column["words"],
                "samples": samples.get(letter, []),
                "field": self[f"column_{letter}"],
            }

    @property
    def facts(self) -> dict[str, Any]:
        """What `name_columns` is told."""
        found = self.cleaned_data
        columns = {
            name.removeprefix("column_"): value for name, value in found.items() if name.startswith("column_") and value
        }
        area = found["area"]
        defaults = {
            "scale": int(found["scale"] or 0), "currency": found["currency"], "language": found["language"],
            "area": area.pk if area else None,
        }  # fmt: skip
        return {"columns": columns, "defaults": defaults}

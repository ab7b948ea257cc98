"""What a reader of the portal may ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.common import formats
from kelisim.common.forms import AmountField
from kelisim.engines.matching.need import Need
from kelisim.zones.models import UtilityKind
from kelisim.zones.queries import quarter_ends

HORIZON = 8
UTILITIES = {UtilityKind.POWER: "mw", UtilityKind.WATER: "water", UtilityKind.GAS: "gas"}


def _amount(label: Any) -> AmountField:
    return AmountField(label=label, required=False, min_value=Decimal(0), max_digits=12, decimal_places=4)


class NeedForm(forms.Form):
    """What a plant needs; empty boxes ask for nothing."""

    ha = _amount(_("Land, ha"))
    mw = _amount(_("Power, MW"))
    water = _amount(_("Water, m³ a day"))
    gas = _amount(_("Gas, m³ an hour"))
    by = forms.ChoiceField(label=_("Needed by"), required=False)
    rail = forms.BooleanField(label=_("rail spur"), required=False)
    building = forms.BooleanField(label=_("ready building"), required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        is_asked = bool(data) and any(data.get(name) for name in self.base_fields)
        super().__init__(data if is_asked else None, auto_id="need_%s", use_required_attribute=False, **options)
        self.days = quarter_ends(timezone.localdate(), HORIZON)
        self.fields["by"].choices = [(f"{day:%Y-%m-%d}", _quarter(day)) for day in self.days]

    def need(self) -> Need:
        """What was asked for, once the form is sound."""
        values = self.cleaned_data
        by = next((day for day in self.days if f"{day:%Y-%m-%d}" == values["by"]), self.days[0])
        asked = {str(kind): values[name] for kind, name in UTILITIES.items() if values[name]}
        return Need(by, values["ha"] or None, asked, values["rail"], values["building"])


def _quarter(day: Any) -> str:
    return formats.quarter(day.year, (day.month - 1) // 3 + 1)

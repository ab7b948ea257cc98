"""Forms of indicators and their figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kelisim.indicators.models import Indicator, Observation, Target
from kelisim.workspace.forms.core import RecordForm, record_formfield

FIGURE = ("indicator", "area", "partner", "value", "unit", "bound", "start", "end", "stage", "sector", "reporter")


class IndicatorForm(RecordForm):
    class Meta:
        model = Indicator
        formfield_callback = record_formfield
        fields = ("name", "code", "measure", "of", "basis", "is_flow", "definition")


class FigureForm(RecordForm):
    countries = ("partner",)
    pairs = (("value", "unit"),)


class TargetForm(FigureForm):
    class Meta:
        model = Target
        formfield_callback = record_formfield
        fields = (*FIGURE, "vintage", "note")
        help_texts = {"end": _("A deadline has no first day.")}


class ObservationForm(FigureForm):
    class Meta:
        model = Observation
        formfield_callback = record_formfield
        fields = (*FIGURE, "status", "vintage", "note")

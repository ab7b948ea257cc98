"""The forms of places and of the days of the calendar."""

from __future__ import annotations

from kelisim.common.models import Area, CalendarDay
from kelisim.workspace.forms.core import RecordForm, record_formfield


class AreaForm(RecordForm):
    class Meta:
        model = Area
        formfield_callback = record_formfield
        fields = ("code", "kind", "parent", "name", "centre", "kato")


class CalendarDayForm(RecordForm):
    class Meta:
        model = CalendarDay
        formfield_callback = record_formfield
        fields = ("day", "kind", "name", "moved_from", "basis", "address")

"""The form of places."""

from __future__ import annotations

from kelisim.common.models import Area
from kelisim.workspace.forms.core import RecordForm, record_formfield


class AreaForm(RecordForm):
    class Meta:
        model = Area
        formfield_callback = record_formfield
        fields = ("code", "kind", "parent", "name", "centre", "kato")

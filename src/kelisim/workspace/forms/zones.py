"""Forms of zones and plots."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Role, User
from kelisim.workspace.forms.core import ActForm, AddressedForm, RecordForm, record_formfield
from kelisim.zones.models import Plot, Zone


class ZoneForm(AddressedForm):
    class Meta:
        model = Zone
        formfield_callback = record_formfield
        fields = ("name", "slug", "kind", "area", "hectares", "start", "end", "manager", "about")
        labels = {"start": _("Founded"), "end": _("Term ends")}


class PlotForm(RecordForm):
    subject_name = "zone"

    class Meta:
        model = Plot
        formfield_callback = record_formfield
        fields = ("number", "cadastre", "hectares", "state", "purpose", "has_rail", "has_road", "hazard_class")


class ManagerForm(ActForm):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Zone manager"), to_field_name="public_id")

    def __init__(self, data=None, files=None, **options):
        super().__init__(data, files, **options)
        managers = User.objects.filter(role=Role.ZONE_MANAGER, is_active=True)
        self.fields["user"].queryset = managers.filter(office=self.parent.office)

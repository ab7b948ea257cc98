"""Forms of participants: asking for a meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.events.models import PRIORITIES, MeetingRequest
from kelisim.workspace.forms.core import ActForm


class AskForm(ActForm):
    """About what, and how much it matters."""

    priority = forms.TypedChoiceField(
        label=_("How important is it?"), choices=PRIORITIES, coerce=int, initial=20, widget=forms.RadioSelect
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        subject = MeetingRequest._meta.get_field("subject").formfield(label=_("About what"), required=True)
        self.fields = {"subject": subject, **self.fields}

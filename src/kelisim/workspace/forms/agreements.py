"""Forms of agreements, their parties and commitments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.agreements.models import Agreement, AgreementParty, AgreementProject, Commitment, CommitmentState
from kelisim.common.forms import DayField
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield, translated


class AgreementForm(RecordForm):
    countries = ("partner",)

    class Meta:
        model = Agreement
        formfield_callback = record_formfield
        fields = (
            "kind", "title", "number", "state", "signed_on", "area", "partner", "event", "amount", "currency", "sector",
            "start", "end", "text", "same_as", "amends",
        )  # fmt: skip


class SignForm(ActForm):
    on = DayField(label=_("Signed on"))


class PartyForm(RecordForm):
    parent_name = "agreement"

    class Meta:
        model = AgreementParty
        formfield_callback = record_formfield
        fields = ("organisation", "role", "signatory")


class CommitmentForm(RecordForm):
    parent_name = "agreement"

    class Meta:
        model = Commitment
        formfield_callback = record_formfield
        fields = ("text", "organisation", "owner", "due")


class SettleForm(ActForm):
    state = forms.ChoiceField(label=_("What became of it"), choices=CommitmentState.choices[1:])
    on = DayField(label=_("On"))
    reason = translated(label=_("Reason"), required=False, help_text=_("Needed where it was broken or waived."))


class LinkProjectForm(RecordForm):
    parent_name = "agreement"

    class Meta:
        model = AgreementProject
        formfield_callback = record_formfield
        fields = ("project",)


class StrikeForm(ActForm):
    """Nothing to fill in: only asked."""

"""Forms of agreements, their parties and commitments."""

from __future__ import annotations

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import Translated
from kelisim.agreements.amendments import COLUMNS
from kelisim.agreements.models import (
    ENDED_STATES,
    Agreement,
    AgreementFile,
    AgreementParty,
    AgreementProject,
    AgreementSignature,
    AgreementState,
    Commitment,
    CommitmentState,
)
from kelisim.agreements.services.signatures import ENDINGS
from kelisim.agreements.states import ways_from
from kelisim.common import formats
from kelisim.common.forms import DayField
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield, suggest_address, translated
from kelisim.workspace.forms.fields import RecordField
from kelisim.workspace.forms.files import UploadField
from kelisim.workspace.forms.meetings_of_papers import choose_meeting

FIRST_STATES = [(state.value, state.label) for state in AgreementState if state not in ENDED_STATES]
WHAT_IT_CHANGES = _("Tick what this amendment changes and write the new value in its field.")


class AgreementForm(RecordForm):
    countries = ("partner",)

    class Meta:
        model = Agreement
        formfield_callback = record_formfield
        fields = (
            "kind", "title", "number", "state", "signed_on", "area", "partner", "event", "meeting", "amount", "currency",
            "sector", "start", "end", "text", "amends", "changes",
        )  # fmt: skip
        help_texts = {"amends": _("Where this paper changes another one: that paper."), "changes": WHAT_IT_CHANGES}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        choose_meeting(self)
        if self.record is None:
            self.fields["state"].choices = FIRST_STATES
            del self.fields["amends"], self.fields["changes"]
            return
        del self.fields["state"]
        if not self.record.amends_id and self.record.amendments.exists():
            del self.fields["amends"], self.fields["changes"]
        self._lock_what_is_amended()

    def _lock_what_is_amended(self):
        """What an amendment holds is changed in the amendment; the field shows it and takes nothing."""
        for name in self.record.first_values:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("An amendment holds this value. Change it there.")


class AmendForm(RecordForm):
    """A new paper that changes the one on whose page it was begun: it changes what is filled in."""

    class Meta:
        model = Agreement
        formfield_callback = record_formfield
        fields = ("title", "number", "amount", "currency", "start", "end", "sector", "text")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        first = self.parent.amends or self.parent
        self.instance.office, self.instance.amends, self.instance.area = first.office, first, first.area
        self.initial.setdefault("title", _amended_title(first))
        for name, now in _values_now(first):
            self.fields[name].help_text = _("Now: %(value)s. Left empty, it stays.") % {"value": now}

    def clean(self):
        cleaned = super().clean()
        filled = [one for one, names in COLUMNS.items() if any(cleaned.get(name) for name in names)]
        cleaned["changes"] = self.instance.changes = filled
        return cleaned


def _values_now(first):
    """What an amendment may change, as it stands, told beside the field in which the new value is written."""
    if first.amount is not None:
        yield "amount", formats.money(first.amount, first.currency)
    for name in ("start", "end"):
        if getattr(first, name):
            yield name, formats.day(getattr(first, name))
    if first.sector:
        yield "sector", first.sector


def _amended_title(first):
    """The name of the next amendment in the languages of the paper."""
    number = first.amendments.count() + 1
    names = {}
    for language, name in first.title.items():
        with translation.override(language):
            names[language] = _("Amendment %(number)s to “%(name)s”") % {"number": number, "name": name}
    return Translated(names)


class MoveForm(ActForm):
    state = forms.ChoiceField(label=_("To the state"))
    on = DayField(label=_("On"))
    reason = translated(
        label=_("Reason"),
        required=False,
        help_text=_("Needed where the paper ends, or is taken back to an earlier state."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        ways = [(way.after.value, way.after.label) for way in ways_from(self.parent.state)]
        self.fields["state"].choices = [("", _("Choose …")), *ways]
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.parent.version)

    def renewed(self, current):
        """The same words for the paper as it now stands."""
        data = self.data.copy()
        data["version"] = str(current.version)
        return type(self)(data, user=self.user, record=self.subject, parent=current)

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


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


class SignatureForm(RecordForm):
    """A signature file, and which file of the paper it signs."""

    parent_name = "agreement"
    file = UploadField(
        label=_("Signature file"),
        endings=ENDINGS,
        help_text=_("The .p7s or .cms that the national signing client made."),
    )

    class Meta:
        model = AgreementSignature
        formfield_callback = record_formfield
        fields = ("document",)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        rows = AgreementFile.objects.filter(agreement=self.parent).select_related("file")
        self.fields["document"] = forms.ModelChoiceField(
            rows,
            to_field_name="public_id",
            required=False,
            label=_("Document that it signs"),
            help_text=_("Not needed where the signature file holds the document itself."),
        )


class JoinForm(ActForm):
    """Names the first announcement of the deal."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        rows = Agreement.objects.visible_to(self.user).filter(amends__isnull=True).exclude(pk=self.parent.pk)
        self.fields["with_"] = RecordField(rows, address=suggest_address(Agreement), label=_("First announcement"))


class DecideForm(ActForm):
    choice = forms.ChoiceField(label=_("What these two are"), widget=forms.RadioSelect)


class FileForm(ActForm):
    file = UploadField(label=_("File"), help_text=_("The text of the paper, a scan, an annex; at most 20 MB."))
    note = forms.CharField(label=_("What it is"), max_length=200, required=False)


class StrikeForm(ActForm):
    """Nothing to fill in: only asked."""

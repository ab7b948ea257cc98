"""Forms of people at an event and of trips: appearances, invitations, delegations, stands, leads, notes."""

from __future__ import annotations

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common.forms import DayField
from kelisim.events.models import (
    AppearanceRole,
    Delegation,
    Event,
    Invitation,
    Lead,
    Participation,
    ProgrammeItem,
    Room,
    Stand,
    TripNote,
)
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield, translated
from kelisim.workspace.forms.files import UploadField

PICTURES = ("jpg", "jpeg", "png", "webp")


class WhoField(forms.ModelChoiceField):
    """Those who take part in an event."""

    def __init__(self, event: Event, **options):
        rows = Participation.objects.filter(event=event).select_related("person", "organisation")
        super().__init__(rows, to_field_name="public_id", **options)

    def label_from_instance(self, row):
        return " · ".join(str(each) for each in (row.person, row.organisation) if each)


class ItemField(forms.ModelChoiceField):
    """A point of the programme of an event."""

    def __init__(self, event: Event, **options):
        super().__init__(ProgrammeItem.objects.filter(event=event), to_field_name="public_id", **options)


class AppearanceForm(ActForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=AppearanceRole.choices)
    subject = translated(label=gettext_lazy("Subject"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["participation"] = WhoField(self.parent, label=_("Participant"), empty_label=_("Choose …"))
        self.order_fields(["participation", "role", "subject"])


class ReleaseForm(ActForm):
    note = translated(label=gettext_lazy("Note to the participants"), required=False, is_long=True)


class OfEventForm(RecordForm):
    """A part of an event that names a delegation or participants of the same event."""

    parent_name = "event"
    choices: dict[str, str] = {}

    def _choose_among_visible(self, name):
        field = self.fields[name]
        if name in self.choices:
            self.fields[name] = getattr(self, f"_{self.choices[name]}")(
                label=field.label, required=False, empty_label="–"
            )
            self._begin_with_record(name)
        else:
            super()._choose_among_visible(name)

    def _delegations(self, **options):
        rows = Delegation.objects.filter(event=self.parent)
        return forms.ModelChoiceField(rows, to_field_name="public_id", **options)

    def _participants(self, **options):
        return WhoField(self.parent, **options)

    def _rooms(self, **options):
        rows = Room.objects.filter(event=self.parent)
        return forms.ModelChoiceField(rows, to_field_name="public_id", **options)

    def _members(self, **options):
        field = WhoField(self.parent, **options)
        field.queryset = field.queryset.filter(delegation=self.record)
        return field


class InvitationForm(OfEventForm):
    choices = {"delegation": "delegations"}

    class Meta:
        model = Invitation
        formfield_callback = record_formfield
        fields = ("organisation", "person", "email", "language", "seats", "delegation", "words")
        help_texts = {"seats": gettext_lazy("So many people may be named by the link.")}


class DelegationForm(OfEventForm):
    choices = {"leader": "members"}
    countries = ("country",)

    class Meta:
        model = Delegation
        formfield_callback = record_formfield
        fields = ("name", "country", "seats", "leader")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.record is None:
            del self.fields["leader"]


class OutlineField(forms.JSONField):
    """Corners on the plan: `30,30 130,30 130,90 30,90`."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Write three corners or more as x,y with spaces between: 30,30 130,30 130,90 30,90.")
    }

    def prepare_value(self, value):
        return value if isinstance(value, str) else " ".join(f"{x:g},{y:g}" for x, y in value or [])

    def to_python(self, value):
        try:
            corners = [[float(part) for part in corner.split(",")] for corner in (value or "").split()]
        except ValueError:
            corners = [[]]
        if any(len(corner) != 2 or not (0 <= corner[0] <= 1000 and 0 <= corner[1] <= 600) for corner in corners):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if 0 < len(corners) < 3:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return corners

    def has_changed(self, initial, data):
        return json.dumps(initial or []) != json.dumps(self.to_python(data))


class StandForm(OfEventForm):
    choices = {"participation": "participants"}

    class Meta:
        model = Stand
        formfield_callback = record_formfield
        fields = ("number", "square_metres", "participation", "outline")
        field_classes = {"outline": OutlineField}
        help_texts = {"outline": gettext_lazy("On a plan 1000 wide and 600 high, from its upper left corner.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        label = self.fields["outline"].label
        self.fields["outline"] = OutlineField(label=label, required=False, help_text=self.fields["outline"].help_text)


class RoomForm(RecordForm):
    parent_name = "event"

    class Meta:
        model = Room
        formfield_callback = record_formfield
        fields = ("name", "capacity", "equipment", "outline")
        field_classes = {"outline": OutlineField}
        help_texts = {"outline": gettext_lazy("On a plan 1000 wide and 600 high, from its upper left corner.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        field = self.fields["outline"]
        self.fields["outline"] = OutlineField(label=field.label, required=False, help_text=field.help_text)


class LeadForm(RecordForm):
    parent_name = "event"

    class Meta:
        model = Lead
        formfield_callback = record_formfield
        fields = ("organisation", "text", "next_step", "owner", "due", "proposal")


class LeadDoneForm(ActForm):
    on = DayField(label=gettext_lazy("Done on"))


class NoteForm(forms.Form):
    """A note from a phone: words, a photograph, or both; `key` and `written_at` come from the phone."""

    text = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    photo = UploadField(label=gettext_lazy("Photograph"), required=False, endings=PICTURES)
    is_public = forms.BooleanField(label=gettext_lazy("May stand in the published report"), required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, event: Event, initial=None):
        super().__init__(data, files, initial=initial)
        self.fields["item"] = ItemField(event, label=_("At"), required=False, empty_label="–")
        self.order_fields(["text", "photo", "item", "is_public"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("text", "").strip() and not cleaned.get("photo") and "photo" not in self.errors:
            self.add_error("text", _("Write something or take a photograph."))
        return cleaned


class NoteEditForm(RecordForm):
    class Meta:
        model = TripNote
        formfield_callback = record_formfield
        fields = ("text", "is_public")


class ProtocolForm(RecordForm):
    class Meta:
        model = Event
        formfield_callback = record_formfield
        fields = ("protocol", "report")


class CheckInForm(forms.Form):
    """A badge that was read, or the code that stands on it."""

    badge = forms.CharField(label=gettext_lazy("Code of the badge"), max_length=300)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    way = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)

    def __init__(self, data=None, *, event: Event, initial=None):
        super().__init__(data, initial=initial)
        self.fields["item"] = ItemField(
            event, label=_("Door"), required=False, empty_label=_("The entrance"), widget=forms.HiddenInput
        )

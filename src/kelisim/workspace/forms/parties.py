"""Forms of organisations, people, talks, contacts and positions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kelisim.common.forms import DayField
from kelisim.parties.models import Aftercare, Contact, Dialogue, Organisation, Person, Position
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield, translated


class NamedForm(RecordForm):
    """A record whose names in languages are rows of their own."""

    names = translated(label=_("Names in languages"), required=False, max_length=300)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.record is not None:
            living = [row for row in self.record.names.all() if not row.archived_at]
            current = [row for row in living if not getattr(row, "is_former", False)]
            self.initial["names"] = {row.language: row.text for row in current}


class OrganisationForm(NamedForm):
    countries = ("country",)

    class Meta:
        model = Organisation
        formfield_callback = record_formfield
        fields = ("name", "kind", "country", "bin", "lei", "registration", "sector", "website", "note")

    field_order = ("name", "names")


class PersonForm(NamedForm):
    countries = ("country",)

    class Meta:
        model = Person
        formfield_callback = record_formfield
        fields = ("name", "country", "languages", "note")

    field_order = ("name", "names")


class DialogueForm(RecordForm):
    parent_name = "organisation"

    class Meta:
        model = Dialogue
        formfield_callback = record_formfield
        fields = ("kind", "happened_at", "summary", "next_step", "owner", "due")


class TalkForm(RecordForm):
    """A talk that is recorded from the list of talks: with whom is asked too."""

    class Meta:
        model = Dialogue
        formfield_callback = record_formfield
        fields = ("organisation", "kind", "happened_at", "summary", "next_step", "owner", "due")


class AftercareForm(RecordForm):
    parent_name = "organisation"

    class Meta:
        model = Aftercare
        formfield_callback = record_formfield
        fields = ("months", "start", "owner", "note")


class FinishForm(ActForm):
    on = DayField(label=_("Done on"))


class ContactForm(RecordForm):
    parent_name = "organisation"

    class Meta:
        model = Contact
        formfield_callback = record_formfield
        fields = ("kind", "value", "person")


class PositionForm(RecordForm):
    parent_name = "person"

    class Meta:
        model = Position
        formfield_callback = record_formfield
        fields = ("organisation", "title", "start", "end")

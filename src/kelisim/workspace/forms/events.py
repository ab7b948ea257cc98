"""Forms of events, their programme, participants and lessons."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.common.formats import language_name
from kelisim.common.forms import DayField
from kelisim.common.models import AreaKind
from kelisim.events.models import Event, Lesson, Participation, ProgrammeItem
from kelisim.events.naming import spoken_choices
from kelisim.workspace.forms.core import ActForm, AddressedForm, RecordForm, record_formfield
from kelisim.workspace.forms.fields import AreasField, TickInput
from kelisim.workspace.forms.trips import OfEventForm


class EventForm(AddressedForm):
    class Meta:
        model = Event
        formfield_callback = record_formfield
        fields = ("title", "slug", "kind", "start", "end", "area", "place", "time_zone", "about", "goals")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        countries = [area for area in self.places if area.kind == AreaKind.COUNTRY]
        self.fields["partners"] = AreasField(countries, label=_("Partner countries"), required=False)
        if self.record is not None:
            self.initial["partners"] = list(self.record.partners.all())
        self.order_fields(["office", "title", "slug", "kind", "start", "end", "area", "place", "partners"])


class ProgrammeForm(OfEventForm):
    choices = {"hall": "rooms"}

    class Meta:
        model = ProgrammeItem
        formfield_callback = record_formfield
        fields = (
            "kind", "title", "starts_at", "ends_at", "hall", "room", "time_zone", "end_time_zone", "zone", "organisation", "about",
        )  # fmt: skip
        labels = {"room": _("Another place, in words")}
        help_texts = {"room": _("Where it is none of the rooms of the event.")}


class ParticipationForm(OfEventForm):
    choices = {"delegation": "delegations"}

    class Meta:
        model = Participation
        formfield_callback = record_formfield
        fields = ("organisation", "person", "role", "state", "delegation", "languages", "max_per_day", "capacity")
        labels = {"organisation": _("Organisation"), "person": _("Person")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages spoken"), choices=self._languages(), required=False, widget=TickInput(),
            help_text=_("Left empty, those of the person or of the country are taken."),
        )  # fmt: skip
        self.fields["max_per_day"].help_text = _("Left empty, the rules of the event say it.")
        self.fields["capacity"].help_text = _("More than one where a company sends several people to meetings at once.")

    def _languages(self):
        """Those from which one chooses, and what was named before."""
        known, named = spoken_choices(), self.record.languages if self.record else []
        return [*known, *((code, language_name(code)) for code in named if code not in dict(known))]


class LessonForm(RecordForm):
    parent_name = "event"

    class Meta:
        model = Lesson
        formfield_callback = record_formfield
        fields = ("text", "step", "owner", "due")


class LearntForm(ActForm):
    on = DayField(label=_("Put to work on"))

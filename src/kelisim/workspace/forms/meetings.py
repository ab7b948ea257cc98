"""Forms of meetings: rules, slots, tables, wishes, moves, what happens on the day, outcomes."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kelisim.common.forms import DayField
from kelisim.events.models import (
    PRIORITIES,
    Absence,
    Disruption,
    DisruptionKind,
    Meeting,
    MeetingRequest,
    MeetingRules,
    MeetingSlot,
    MeetingTable,
    Participation,
    ParticipationRole,
    ParticipationState,
    Room,
)
from kelisim.events.naming import shown
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield
from kelisim.workspace.forms.fields import MomentField


class RulesForm(RecordForm):
    parent_name = "event"

    class Meta:
        model = MeetingRules
        formfield_callback = record_formfield
        fields = (
            "minutes", "pause", "asks_until", "official_quota", "company_quota", "day_limit", "first_meeting_bonus",
            "seconds", "needs_consent",
        )  # fmt: skip


class ClockInput(forms.TimeInput):
    """The browser's own choice of an hour."""

    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class SlotsForm(ActForm):
    day = DayField(label=gettext_lazy("Day"))
    start = forms.TimeField(label=gettext_lazy("From"), widget=ClockInput())
    end = forms.TimeField(label=gettext_lazy("Until"), widget=ClockInput())


class TablesForm(ActForm):
    count = forms.IntegerField(label=pgettext_lazy("furniture", "Tables"), min_value=0)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        rooms = Room.objects.filter(event=self.parent)
        choose = {"label": _("Room of new tables"), "required": False, "empty_label": _("Not said")}
        self.fields["hall"] = forms.ModelChoiceField(rooms, to_field_name="public_id", **choose)
        self.fields["room"] = forms.CharField(label=_("Another place, in words"), max_length=100, required=False)


class ParticipantField(forms.ModelChoiceField):
    """Somebody who takes part, by name."""

    def __init__(self, rows, **options):
        super().__init__(rows, to_field_name="public_id", empty_label=_("Choose …"), **options)

    def label_from_instance(self, obj):
        return shown(obj)


def participants_who_meet(event):
    """Companies and officials who come."""
    rows = Participation.objects.filter(event=event).exclude(role=ParticipationRole.INTERPRETER)
    rows = rows.exclude(state=ParticipationState.DECLINED)
    return rows.select_related("organisation", "person").order_by("-role", "organisation__name", "person__name")


class WishForm(ActForm):
    """A wish entered by the office."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        people = participants_who_meet(self.parent)
        self.fields["asked_by"] = ParticipantField(people, label=_("Who asks"))
        self.fields["asked"] = ParticipantField(people, label=_("Whom"))
        self.fields["subject"] = MeetingRequest._meta.get_field("subject").formfield(label=_("Subject"))
        self.fields["priority"] = forms.TypedChoiceField(
            label=_("Priority"), choices=PRIORITIES, coerce=int, initial=20
        )
        self.fields["is_required"] = forms.BooleanField(label=_("Must take place"), required=False)


class PlaceForm(ActForm):
    """Where a meeting is put."""

    table = forms.IntegerField(label=gettext_lazy("Table"), required=False, min_value=1)

    def __init__(self, data=None, *, slots, **options):
        super().__init__(data, **options)
        self.fields["slot"] = forms.TypedChoiceField(
            label=_("Slot"), choices=slots, widget=forms.RadioSelect, coerce=int
        )
        self.order_fields(["slot", "table"])


class AbsenceForm(RecordForm):
    """Hours in which somebody has another duty, comes later or leaves earlier."""

    parent_name = "event"

    class Meta:
        model = Absence
        formfield_callback = record_formfield
        fields = ("starts_at", "ends_at", "reason")


class DisruptionForm(ActForm):
    """What happened."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=DisruptionKind.choices, widget=forms.RadioSelect
    )
    starts_at = MomentField(
        label=gettext_lazy("Since"), help_text=gettext_lazy("What has begun before stays as it was.")
    )
    ends_at = MomentField(
        label=gettext_lazy("Can meet from"),
        required=False,
        help_text=gettext_lazy(
            "For somebody who comes later. Left empty, the participant does not come at all any more."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("What people are told about it"),
        max_length=Disruption._meta.get_field("note").max_length,
        required=False,
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        event = self.parent
        self.fields["participation"] = ParticipantField(participants_who_meet(event), label=_("Who"), required=False)
        tables = MeetingTable.objects.filter(event=event, closed_at__isnull=True).order_by("number")
        self.fields["table"] = forms.ModelChoiceField(
            tables, to_field_name="number", label=pgettext("furniture", "Table"), required=False, empty_label="–"
        )
        self.fields["starts_at"].initial = _now_at(event)
        self.order_fields(["kind", "participation", "table", "starts_at", "ends_at", "note"])


def _now_at(event):
    """Now while the event is on; before and after it the hour of its first slot, to try what would be proposed."""
    now, slots = timezone.now(), MeetingSlot.objects.filter(event=event).order_by("starts_at")
    first, last = slots.first(), slots.last()
    return now if first is None or last is None or first.starts_at <= now <= last.ends_at else first.starts_at


class OutcomeForm(RecordForm):
    """What was said at a meeting and what comes next, short enough for a telephone."""

    class Meta:
        model = Meeting
        formfield_callback = record_formfield
        fields = ("outcome", "next_step", "owner", "due", "state")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        meeting = self.record
        has_investor = meeting.request is not None and any(
            side.organisation_id for side in (meeting.request.asked_by, meeting.request.asked)
        )
        self.fields["is_proposal"] = forms.BooleanField(
            label=_("A proposal came of it"), required=False, disabled=not has_investor,
            help_text=_("It is recorded as handed in and linked; you complete it later."),
        )  # fmt: skip
        self.fields["is_agreement"] = forms.BooleanField(label=_("An agreement is prepared"), required=False)

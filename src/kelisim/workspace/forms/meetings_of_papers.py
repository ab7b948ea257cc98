"""The field that names the meeting of which a paper came: found by those who met, told with the day and the hour."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from kelisim.common import formats
from kelisim.common.queries import search_in
from kelisim.events.diaries import OF_MEETING
from kelisim.events.models import Event, Meeting
from kelisim.events.naming import pair_of
from kelisim.parties.models import Organisation, Person
from kelisim.workspace.forms.core import RecordForm, suggest_address
from kelisim.workspace.forms.fields import SHOWN, TAIL, RecordField


def meeting_label(meeting: Meeting) -> str:
    """Who met and when, with the end of the id, which tells it from every other meeting."""
    moment = formats.moment(meeting.starts_at, zone=meeting.event.time_zone)
    return f"{pair_of(meeting)} · {moment} #{str(meeting.public_id)[-8:]}"


def meetings_by(rows: QuerySet[Meeting], words: str) -> QuerySet[Meeting]:
    """Meetings of those whose names, or at those events whose titles, hold the words; without words the latest."""
    found = rows.select_related("event", *OF_MEETING).order_by("-starts_at")
    if not words.strip():
        return found
    companies, people = search_in(Organisation.objects.all(), words), search_in(Person.objects.all(), words)
    sides = Q()
    for side in ("request__asked_by", "request__asked", "participations"):
        sides |= Q(**{f"{side}__organisation__in": companies}) | Q(**{f"{side}__person__in": people})
    return (
        rows.filter(
            pk__in=rows.filter(sides | Q(event__in=search_in(Event.objects.all(), words))).order_by().values("pk")
        )
        .select_related("event", *OF_MEETING)
        .order_by("-starts_at")
    )


class MeetingField(RecordField):
    """A meeting by those who met."""

    default_error_messages = {
        "none": _("No meeting of “%(text)s” is found. Choose from the suggestions."),
        "many": _("“%(text)s” met several times: %(names)s. Choose one of them."),
    }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        key = value.pk if hasattr(value, "pk") else value
        meeting = Meeting.everything.select_related("event", *OF_MEETING).filter(pk=key).first()
        return meeting_label(meeting) if meeting else ""

    def to_python(self, value: Any) -> Any:
        text = (value or "").strip().replace("\x00", "")
        if not text:
            return None
        if tail := TAIL.search(text):
            by_id = self.rows.annotate(id_text=Cast("public_id", CharField())).filter(id_text__endswith=tail[1])
            found = list(by_id.select_related("event", *OF_MEETING)[:2])
        else:
            found = list(meetings_by(self.rows, text[:200])[: SHOWN + 1])
        if len(found) == 1:
            return found[0]
        code, names = ("many", "; ".join(map(meeting_label, found[:SHOWN]))) if found else ("none", "")
        raise ValidationError(self.error_messages[code], code=code, params={"text": text[:200], "names": names})


def choose_meeting(form: RecordForm) -> None:
    """Put the field into a form whose record has a meeting."""
    old = form.fields["meeting"]
    form.fields["meeting"] = MeetingField(
        old.rows, address=suggest_address(Meeting), label=old.label, required=False, help_text=old.help_text
    )

"""Every write on what a timetable is made in: rules, slots, tables, absences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import Absence, Event, Meeting, MeetingRules, MeetingSlot, MeetingTable, Participation, Room
from kelisim.events.services.rooms import placed

MOST_TABLES, MOST_SLOTS = 1000, 500


@action("events.set_meeting_rules")
def set_meeting_rules(event: Event, *, version: int | None = None, by: User, **facts: Any) -> MeetingRules:
    """Say how meetings are asked for and planned at an event."""
    rules = MeetingRules.everything.filter(event=event).first() or MeetingRules(event=event)
    return store(change(rules, facts), version=version if rules.pk else None)


@action("events.make_meeting_slots")
def make_meeting_slots(event: Event, *, day: date, start: time, end: time, by: User) -> list[MeetingSlot]:
    """Cut a part of a day into slots, as long as the rules say; what overlaps a slot that is there is left out."""
    if end <= start:
        raise ValidationError({"end": _("The end must be later than the beginning.")})
    if event.start and event.end and not event.start <= day <= event.end:
        raise ValidationError({"day": _("The event is not held on this day.")})
    rules = MeetingRules.objects.filter(event=event).first() or MeetingRules(event=event)
    zone = ZoneInfo(event.time_zone)
    first, last = (datetime.combine(day, at, zone) for at in (start, end))
    taken = list(MeetingSlot.objects.filter(event=event).values_list("starts_at", "ends_at"))
    spans = [span for span in _cut(first, last, rules) if not any(a < span[1] and span[0] < b for a, b in taken)]
    if not spans:
        words = _("No slot of %(minutes)s minutes fits in there: it is too short, or slots stand there already.")
        raise ValidationError({"start": words % {"minutes": rules.minutes}})
    if len(taken) + len(spans) > MOST_SLOTS:
        raise ValidationError(_("An event has at most %(most)s slots.") % {"most": MOST_SLOTS})
    return [store(MeetingSlot(event=event, starts_at=begin, ends_at=until)) for begin, until in spans]


def _cut(first: datetime, last: datetime, rules: MeetingRules) -> Iterator[tuple[datetime, datetime]]:
    length, step = timedelta(minutes=rules.minutes), timedelta(minutes=rules.minutes + rules.pause)
    while first + length <= last:
        yield first, first + length
        first += step


@action("events.remove_meeting_slot")
def remove_meeting_slot(meeting_slot: MeetingSlot, *, by: User) -> MeetingSlot:
    """Take a slot away in which no meeting stands."""
    count = Meeting.objects.filter(event=meeting_slot.event, starts_at=meeting_slot.starts_at).count()
    if count:
        words = ngettext(
            "%(count)s meeting stands in this slot. Move it first.",
            "%(count)s meetings stand in this slot. Move them first.",
            count,
        )
        raise ValidationError(words % {"count": count})
    return common.archive(meeting_slot, version=None, by=by)


@action("events.set_meeting_tables")
def set_meeting_tables(
    event: Event, *, count: int, hall: Room | None = None, room: str = "", by: User
) -> list[MeetingTable]:
    """Let an event have so many tables, numbered from 1; those that stand nowhere yet stand in the room. One with a meeting stays."""
    if not 0 <= count <= MOST_TABLES:
        raise ValidationError({"count": _("Enter a number from 0 to %(most)s.") % {"most": MOST_TABLES}})
    tables = {table.number: table for table in MeetingTable.everything.filter(event=event).order_by("number")}
    used = set(Meeting.objects.filter(event=event, table__gt=count).values_list("table", flat=True))
    if used:
        words = _("Meetings stand at table %(table)s. Move them first, or keep at least so many tables.")
        raise ValidationError({"count": words % {"table": max(used)}})
    for number in range(1, count + 1):
        table = tables.get(number) or MeetingTable(event=event, number=number)
        where = _where(table, hall, room)
        if table.pk is None or table.is_archived or where:
            store(change(table, {**where, "archived_at": None, "archived_by": None}))
    for number, table in tables.items():
        if number > count and not table.is_archived:
            common.archive(table, version=None, by=by)
    return list(MeetingTable.objects.filter(event=event).order_by("number"))


def _where(table: MeetingTable, hall: Room | None, room: str) -> dict[str, Any]:
    """Where a table comes to stand: in a room of the event, under whose name it is told, or in words; nothing where it stands."""
    if hall is not None and table.hall_id is None and table.room.casefold() in ("", hall.name.casefold()):
        return {"hall": hall, "room": hall.name}
    return {"room": room} if room and not table.room else {}


@action("events.edit_meeting_table")
def edit_meeting_table(
    meeting_table: MeetingTable, *, version: int | None = None, by: User, **facts: Any
) -> MeetingTable:
    """Say where a table stands, or from when on it is closed."""
    return store(placed(change(meeting_table, facts)), version=version)


@action("events.create_absence")
def create_absence(participation: Participation, *, by: User, **facts: Any) -> Absence:
    """Record another duty of a participant, or that somebody comes later or leaves earlier."""
    return store(change(Absence(event=participation.event, participation=participation), facts))


@action("events.archive_absence")
def archive_absence(absence: Absence, *, version: int | None = None, by: User) -> Absence:
    """Take an absence back."""
    return common.archive(absence, version=version, by=by)

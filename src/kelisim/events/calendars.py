"""The programme of an event as iCalendar, each hour in its own time zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from kelisim.accounts.fields import Translated
from kelisim.events.models import Event, ProgrammeItem, ProgrammeKind
from kelisim.events.versions import shown_programme


def programme_calendar(event: Event, *, host: str) -> bytes:
    """The points of a programme; calendars get the rules of the time zones with them."""
    book = Calendar()
    book.add("prodid", "-//Kelisim//programme//")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", _words(event.title))
    for item in shown_programme(event):
        book.add_component(_entry(item, event, host))
    book.add_missing_timezones()
    return bytes(book.to_ical())


def _entry(item: ProgrammeItem, event: Event, host: str) -> Entry:
    first, last = item.zones_of_time
    entry = Entry()
    entry.add("uid", f"{item.public_id}@{host}")
    entry.add("dtstamp", event.published_at or item.created_at)
    entry.add("sequence", item.version)
    entry.add("summary", _words(item.title))
    begin, end = _in_zone(item.starts_at, first), _in_zone(item.ends_at, last)
    entry.add("dtstart", begin if item.has_hours else begin.date())
    entry.add("dtend", end if item.has_hours else end.date())
    on_the_way = item.kind == ProgrammeKind.TRAVEL
    where = [item.room, *([] if on_the_way else [_words(event.place), _words(event.area.name)])]
    if place := ", ".join(dict.fromkeys(filter(None, where))):
        entry.add("location", place)
    people = [each.name for each in item.people]
    if people or item.about:
        entry.add("description", "\n".join(filter(None, [_words(item.about), ", ".join(people)])))
    return entry


def _in_zone(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def _words(text: dict[str, str]) -> str:
    return Translated(text or {}).best()[0]

"""Who and what is in two places at once: people, interpreters, rooms; officials with another duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import Any

from django.db.models import QuerySet

from kelisim.accounts.fields import Translated
from kelisim.common.templatetags.kelisim import called
from kelisim.events.models import (
    Absence,
    Appearance,
    AppearanceRole,
    Event,
    Meeting,
    MeetingParticipation,
    MeetingState,
    Participation,
    ProgrammeItem,
    Timetable,
)
from kelisim.events.naming import names_along
from kelisim.events.vacancies import COMES


class ClashKind(StrEnum):
    """What is in two places at once."""

    PERSON = "person"
    INTERPRETER = "interpreter"
    ROOM = "room"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody or a room is taken by something, from when until when. `source` is the row that says so."""

    who: tuple[str, Any]
    name: str
    what: Translated
    starts_at: datetime
    ends_at: datetime
    source: tuple[str, int]
    is_interpreting: bool = False
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things at once."""

    kind: ClashKind
    name: str
    first: Busy
    second: Busy


def clashes_of(event: Event) -> list[Clash]:
    """All that is in two places at once at an event, the earliest first."""
    taken: dict[tuple[str, Any], list[Busy]] = defaultdict(list)
    for busy in (*_in_programme(event), *_in_meetings(event), *_elsewhere(event)):
        taken[busy.who].append(busy)
    found = [clash for rows in taken.values() for clash in _among(rows)]
    return sorted(found, key=lambda clash: (clash.second.starts_at, clash.name))


def _among(rows: list[Busy]) -> Iterator[Clash]:
    in_order = sorted(rows, key=lambda busy: (busy.starts_at, busy.ends_at, busy.source))
    for first, second in combinations(in_order, 2):
        is_same = first.source == second.source or (first.is_duty and second.is_duty)
        if second.starts_at < first.ends_at and not is_same:
            yield Clash(_kind(first, second), first.name, first, second)


def _kind(first: Busy, second: Busy) -> ClashKind:
    if first.who[0] == "room":
        return ClashKind.ROOM
    if first.is_duty or second.is_duty:
        return ClashKind.DUTY
    return ClashKind.INTERPRETER if first.is_interpreting or second.is_interpreting else ClashKind.PERSON


def _who(row: Participation) -> tuple[str, Any]:
    """The same person under two participations is one."""
    return ("person", row.person_id) if row.person_id else ("participation", row.pk)


def _in_programme(event: Event) -> Iterator[Busy]:
    items = ProgrammeItem.objects.filter(event=event)
    for item in items.exclude(room=""):
        room = " ".join(item.room.casefold().split())
        yield Busy(("room", room), item.room, item.title, item.starts_at, item.ends_at, ("item", item.pk))
    rows = Appearance.objects.filter(COMES, item__in=items)
    for row in _named(rows.select_related("item", "participation__person", "participation__organisation")):
        is_interpreting = row.role == AppearanceRole.INTERPRETER
        yield _busy(row.participation, row.item.title, row.item, ("item", row.item_id), is_interpreting=is_interpreting)


def _named(rows: QuerySet[Any], path: str = "participation") -> QuerySet[Any]:
    """Rows with the names of those who take part, in the language of the page."""
    return rows.prefetch_related(*names_along(f"{path}__person", f"{path}__organisation"))


def _busy(row: Participation, what: Any, span: Any, source: tuple[str, int], **marks: bool) -> Busy:
    name = called(row.person or row.organisation)
    return Busy(_who(row), name, Translated(what), span.starts_at, span.ends_at, source, **marks)


def _in_meetings(event: Event) -> Iterator[Busy]:
    """Meetings of the timetable that is released, or planned by hand. A company may sit at several: that is no clash."""
    last = Timetable.objects.filter(event=event, released_at__isnull=False).order_by("-number").first()
    rows = Meeting.objects.filter(event=event, state=MeetingState.PLANNED)
    rows = rows.filter(timetable=last) | rows.filter(timetable__isnull=True)
    seats = MeetingParticipation.objects.filter(meeting__in=rows, participation__person__isnull=False)
    for seat in _named(seats.select_related("meeting", "participation__person", "participation__organisation")):
        if seat.participation.capacity == 1:
            yield _busy(seat.participation, MEETING, seat.meeting, ("meeting", seat.meeting_id))
    helped = rows.filter(interpreter__isnull=False).select_related("interpreter__person", "interpreter__organisation")
    for meeting in _named(helped, "interpreter"):
        yield _busy(meeting.interpreter, MEETING, meeting, ("meeting", meeting.pk), is_interpreting=True)


MEETING = {"en": "Meeting", "kk": "Кездесу", "ru": "Встреча", "tr": "Görüşme", "zh-hans": "会面"}


def _elsewhere(event: Event) -> Iterable[Busy]:
    """Other duties, and the programmes of other events of the office on the same days."""
    here = Participation.objects.filter(event=event)
    away = Absence.objects.filter(participation__in=here)
    for row in _named(away.select_related("participation__person", "participation__organisation")):
        yield _busy(row.participation, row.reason, row, ("absence", row.pk), is_duty=True)
    people = here.filter(person__isnull=False).values("person")
    others = Appearance.objects.filter(participation__person__in=people, item__event__office=event.office_id)
    others = others.exclude(item__event=event).filter(item__event__archived_at__isnull=True)
    for each in _named(others.select_related("item", "participation__person", "participation__organisation")):
        yield _busy(each.participation, each.item.title, each.item, ("item", each.item_id), is_duty=True)

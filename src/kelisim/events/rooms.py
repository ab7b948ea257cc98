"""Which rooms an event has, what is held in them, and which are too small."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from kelisim.accounts.models import User
from kelisim.events.models import Event, MeetingTable, Participation, ParticipationState, ProgrammeItem, Room
from kelisim.events.planning import FOR_ALL

EXPECTED = (ParticipationState.REGISTERED, ParticipationState.CHECKED_IN)


@dataclass(frozen=True, slots=True)
class Tight:
    """A session to which everybody is asked, in a room that does not hold them."""

    item: ProgrammeItem
    room: Room
    expected: int


def rooms_of(event: Event, user: User | None) -> QuerySet[Room]:
    """The rooms of an event with what is held in each, in order of time."""
    booked = ProgrammeItem.objects.visible_to(user).order_by("starts_at", "pk")
    rows = Room.objects.visible_to(user).filter(event=event).select_related("event__office")
    standing = MeetingTable.objects.order_by("number")
    return rows.prefetch_related(Prefetch("bookings", queryset=booked), Prefetch("tables", queryset=standing))


def rooms_shown(event: Event, programme: list[ProgrammeItem]) -> list[Room]:
    """The rooms of an event as the public reads them: with what a released programme holds in each; its points lead there."""
    rooms = list(rooms_of(event, None))
    by_name = {room.name: room for room in rooms}
    for room in rooms:
        room.held = []
    for item in programme:
        room = by_name.get(item.room)
        if room is not None:
            room.held.append(item)
            item.room_href = f"#room-{room.public_id}"
    return rooms


def tight_rooms(event: Event) -> list[Tight]:
    """Plenary sessions and ceremonies in rooms that hold fewer people than are registered."""
    rows = ProgrammeItem.objects.filter(event=event, kind__in=FOR_ALL, hall__capacity__isnull=False)
    items = list(rows.select_related("hall").order_by("starts_at", "pk"))
    if not items:
        return []
    expected = Participation.objects.filter(event=event, state__in=EXPECTED).count()
    return [Tight(item, item.hall, expected) for item in items if item.hall.capacity < expected]

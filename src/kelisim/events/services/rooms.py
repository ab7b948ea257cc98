"""Every write on rooms of an event."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import Event, MeetingTable, ProgrammeItem, Room

Place = TypeVar("Place", ProgrammeItem, MeetingTable)


@action("events.create_room")
def create_room(event: Event, *, by: User, **facts: Any) -> Room:
    """Add a room to the event."""
    return store(change(Room(event=event), facts))


@action("events.edit_room")
def edit_room(room: Room, *, version: int | None = None, by: User, **facts: Any) -> Room:
    """Change a room; the sessions that booked it and the tables in it are told under its new name."""
    store(change(room, facts), version=version)
    for rows in (ProgrammeItem.objects, MeetingTable.objects):
        for each in rows.filter(hall=room).exclude(room=room.name):
            store(change(each, {"room": room.name}))
    return room


@action("events.archive_room")
def archive_room(room: Room, *, version: int | None = None, by: User) -> Room:
    """Put a room away that no session has booked and in which no table stands."""
    count = ProgrammeItem.objects.filter(hall=room).count()
    if count:
        words = ngettext(
            "%(count)s session is held in this room. Give it another one first.",
            "%(count)s sessions are held in this room. Give them another one first.",
            count,
        )
        raise ValidationError(words % {"count": count})
    if MeetingTable.objects.filter(hall=room).exists():
        raise ValidationError(_("Tables of the meetings stand in this room. Put them into another one first."))
    return common.archive(room, version=version, by=by)


def placed(row: Place) -> Place:
    """Where a room of the event is named, its name is what people are told."""
    if row.hall is not None:
        row.room = row.hall.name
    return row

"""Every write on rooms of an event."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import Event, ProgrammeItem, Room


@action("events.create_room")
def create_room(event: Event, *, by: User, **facts: Any) -> Room:
    """Add a room to the event."""
    return store(change(Room(event=event), facts))


@action("events.edit_room")
def edit_room(room: Room, *, version: int | None = None, by: User, **facts: Any) -> Room:
    """Change a room; the sessions that booked it are told under its new name."""
    store(change(room, facts), version=version)
    for item in ProgrammeItem.objects.filter(hall=room).exclude(room=room.name):
        store(change(item, {"room": room.name}))
    return room


@action("events.archive_room")
def archive_room(room: Room, *, version: int | None = None, by: User) -> Room:
    """Put a room away that no session has booked."""
    count = ProgrammeItem.objects.filter(hall=room).count()
    if count:
        words = ngettext(
            "%(count)s session is held in this room. Give it another one first.",
            "%(count)s sessions are held in this room. Give them another one first.",
            count,
        )
        raise ValidationError(words % {"count": count})
    return common.archive(room, version=version, by=by)

"""Every write on who takes part."""

from __future__ import annotations

from typing import Any

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import (
    Event,
    Participation,
)


@action("events.create_participation")
def create_participation(event: Event, *, by: User, **facts: Any) -> Participation:
    """Add a participation to the event."""
    return store(change(Participation(event=event), facts))


@action("events.edit_participation")
def edit_participation(
    participation: Participation, *, version: int | None = None, by: User, **facts: Any
) -> Participation:
    """Change a participation."""
    return store(change(participation, facts), version=version)


@action("events.archive_participation")
def archive_participation(participation: Participation, *, version: int | None = None, by: User) -> Participation:
    """Put a participation away."""
    return common.archive(participation, version=version, by=by)


@action("events.restore_participation")
def restore_participation(participation: Participation, *, version: int | None = None, by: User) -> Participation:
    """Take a participation back."""
    return common.restore(participation, version=version, by=by)


@action("events.renew_calendar")
def renew_calendar(participation: Participation, *, by: User) -> Participation:
    """Give a participant's pages and feed new secret addresses; the old ones lead nowhere from now on."""
    numbers = {name: getattr(participation, name) + 1 for name in ("calendar_number", "link_number")}
    return store(change(participation, numbers))

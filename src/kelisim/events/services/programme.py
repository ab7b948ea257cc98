"""Every write on the programme."""

from __future__ import annotations

from typing import Any

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import Event, ProgrammeItem
from kelisim.events.services.rooms import placed


@action("events.create_programme_item")
def create_programme_item(event: Event, *, by: User, **facts: Any) -> ProgrammeItem:
    """Add a point of the programme to the event."""
    return store(placed(change(ProgrammeItem(event=event), facts)))


@action("events.edit_programme_item")
def edit_programme_item(
    programme_item: ProgrammeItem, *, version: int | None = None, by: User, **facts: Any
) -> ProgrammeItem:
    """Change a point of the programme."""
    return store(placed(change(programme_item, facts)), version=version)


@action("events.archive_programme_item")
def archive_programme_item(programme_item: ProgrammeItem, *, version: int | None = None, by: User) -> ProgrammeItem:
    """Put a point of the programme away."""
    return common.archive(programme_item, version=version, by=by)


@action("events.restore_programme_item")
def restore_programme_item(programme_item: ProgrammeItem, *, version: int | None = None, by: User) -> ProgrammeItem:
    """Take a point of the programme back."""
    return common.restore(programme_item, version=version, by=by)

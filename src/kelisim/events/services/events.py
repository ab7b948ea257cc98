"""Every write on events themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common import services as common
from kelisim.common.models import Area
from kelisim.common.services import change, free_slug, store
from kelisim.events.models import (
    Event,
    EventPartner,
)


@action("events.create_event")
def create_event(office: Office, *, partners: Iterable[Area] = (), by: User, **facts: Any) -> Event:
    """Record an event of an office with its partner countries; without an address it gets one from its title."""
    event = change(Event(office=office), facts)
    event.slug = event.slug or free_slug(Event, str(event.title), otherwise="event")
    return _with_partners(store(event), partners)


@action("events.edit_event")
def edit_event(
    event: Event, *, partners: Iterable[Area] | None = None, version: int | None = None, by: User, **facts: Any
) -> Event:
    """Change an event; `partners`, where given, are all its partner countries."""
    store(change(event, facts), version=version)
    return event if partners is None else _with_partners(event, partners)


def _with_partners(event: Event, partners: Iterable[Area]) -> Event:
    wanted = {area.pk: area for area in partners}
    rows = {row.area_id: row for row in EventPartner.everything.filter(event=event)}
    for row in rows.values():
        if row.area_id not in wanted:
            row.delete()
    for area in wanted.values():
        if area.pk not in rows:
            store(EventPartner(event=event, area=area))
    return event


@action("events.archive_event")
def archive_event(event: Event, *, version: int | None = None, by: User) -> Event:
    """Put an event away."""
    return common.archive(event, version=version, by=by)


@action("events.restore_event")
def restore_event(event: Event, *, version: int | None = None, by: User) -> Event:
    """Take an event back."""
    return common.restore(event, version=version, by=by)


@action("events.publish_event")
def publish_event(event: Event, *, by: User) -> Event:
    """Release an event to the public."""
    return common.publish(event, by=by)


@action("events.withdraw_event")
def withdraw_event(event: Event, *, by: User) -> Event:
    """Take an event back from the public."""
    return common.withdraw(event, by=by)

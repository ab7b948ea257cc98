"""Notes and photographs of a trip, the leads that it brought home, its report."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat
from django.utils import timezone

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.models import File
from kelisim.common.services import change, store
from kelisim.events.models import Event, Lead, ProgrammeItem, TripNote


@action("events.keep_note")
def keep_note(
    event: Event,
    *,
    text: str = "",
    photo: File | None = None,
    item: ProgrammeItem | None = None,
    written_at: datetime | None = None,
    key: UUID | None = None,
    is_public: bool = False,
    by: User,
) -> TripNote:
    """Keep a note of a trip. What a phone sends again under the same `key`, because no answer came, is kept once."""
    Event.everything.select_for_update().get(pk=event.pk)  # one phone at a time: the same note may come twice at once
    key = key or uuid_utils.compat.uuid7()
    found = TripNote.everything.filter(key=key, event=event).first()
    if found is not None:
        return found
    now = timezone.now()
    note = TripNote(event=event, author=by, key=key, text=text, photo=photo, item=item, is_public=is_public)
    note.written_at = min(written_at or now, now)
    return store(note)


@action("events.edit_note")
def edit_note(note: TripNote, *, version: int | None = None, by: User, **facts: Any) -> TripNote:
    """Change a note."""
    return store(change(note, facts), version=version)


@action("events.archive_note")
def archive_note(note: TripNote, *, version: int | None = None, by: User) -> TripNote:
    """Put a note away."""
    return common.archive(note, version=version, by=by)


@action("events.create_lead")
def create_lead(event: Event, *, by: User, **facts: Any) -> Lead:
    """Record somebody who may invest."""
    return store(change(Lead(event=event), facts))


@action("events.edit_lead")
def edit_lead(lead: Lead, *, version: int | None = None, by: User, **facts: Any) -> Lead:
    """Change a lead, or say which proposal came of it."""
    return store(change(lead, facts), version=version)


@action("events.finish_lead")
def finish_lead(lead: Lead, *, on: date, by: User) -> Lead:
    """Record that the next step with a lead was taken."""
    return store(change(lead, {"done_on": on}))


@action("events.archive_lead")
def archive_lead(lead: Lead, *, version: int | None = None, by: User) -> Lead:
    """Put a lead away."""
    return common.archive(lead, version=version, by=by)


@action("events.publish_report")
def publish_report(event: Event, *, by: User) -> Event:
    """Show the trip report to the public."""
    return store(change(event, {"report_released_at": timezone.now(), "report_released_by": by}))


@action("events.withdraw_report")
def withdraw_report(event: Event, *, by: User) -> Event:
    """Take the trip report back from the public."""
    return store(change(event, {"report_released_at": None, "report_released_by": None}))

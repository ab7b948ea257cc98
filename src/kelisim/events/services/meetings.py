"""Every write on wishes to meet and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import (
    Event,
    Meeting,
    MeetingParticipation,
    MeetingRequest,
    Participation,
)


@action("events.create_meeting_request")
def create_meeting_request(event: Event, *, by: User, **facts: Any) -> MeetingRequest:
    """Add a meeting request to the event."""
    return store(change(MeetingRequest(event=event), facts))


@action("events.edit_meeting_request")
def edit_meeting_request(
    meeting_request: MeetingRequest, *, version: int | None = None, by: User, **facts: Any
) -> MeetingRequest:
    """Change a meeting request."""
    return store(change(meeting_request, facts), version=version)


@action("events.archive_meeting_request")
def archive_meeting_request(meeting_request: MeetingRequest, *, version: int | None = None, by: User) -> MeetingRequest:
    """Put a meeting request away."""
    return common.archive(meeting_request, version=version, by=by)


@action("events.restore_meeting_request")
def restore_meeting_request(meeting_request: MeetingRequest, *, version: int | None = None, by: User) -> MeetingRequest:
    """Take a meeting request back."""
    return common.restore(meeting_request, version=version, by=by)


@action("events.create_meeting")
def create_meeting(event: Event, *, participations: Iterable[Participation] = (), by: User, **facts: Any) -> Meeting:
    """Add a meeting with those who sit at it to the event."""
    return _with_participations(store(change(Meeting(event=event), facts)), participations)


@action("events.edit_meeting")
def edit_meeting(
    meeting: Meeting,
    *,
    participations: Iterable[Participation] | None = None,
    version: int | None = None,
    by: User,
    **facts: Any,
) -> Meeting:
    """Change a meeting or record its outcome; `participations`, where given, are all who sit at it."""
    store(change(meeting, facts), version=version)
    return meeting if participations is None else _with_participations(meeting, participations)


def _with_participations(meeting: Meeting, participations: Iterable[Participation]) -> Meeting:
    wanted = {row.pk: row for row in participations}
    if any(row.event_id != meeting.event_id for row in wanted.values()):
        raise ValidationError({"participations": _("Choose participants of this event.")})
    rows = {row.participation_id: row for row in MeetingParticipation.everything.filter(meeting=meeting)}
    for row in rows.values():
        if row.participation_id not in wanted:
            row.delete()
    for participation in wanted.values():
        if participation.pk not in rows:
            store(MeetingParticipation(meeting=meeting, participation=participation))
    return meeting


@action("events.archive_meeting")
def archive_meeting(meeting: Meeting, *, version: int | None = None, by: User) -> Meeting:
    """Put a meeting away."""
    return common.archive(meeting, version=version, by=by)


@action("events.restore_meeting")
def restore_meeting(meeting: Meeting, *, version: int | None = None, by: User) -> Meeting:
    """Take a meeting back."""
    return common.restore(meeting, version=version, by=by)

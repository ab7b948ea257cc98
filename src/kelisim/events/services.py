"""Every write on events and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common import services as common
from kelisim.common.models import Area
from kelisim.common.services import change, free_slug, store
from kelisim.events.models import (
    Event,
    EventPartner,
    Lesson,
    Meeting,
    MeetingParticipation,
    MeetingRequest,
    Participation,
    ParticipationState,
    ProgrammeItem,
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


@action("events.create_programme_item")
def create_programme_item(event: Event, *, by: User, **facts: Any) -> ProgrammeItem:
    """Add a point of the programme to the event."""
    return store(change(ProgrammeItem(event=event), facts))


@action("events.edit_programme_item")
def edit_programme_item(
    programme_item: ProgrammeItem, *, version: int | None = None, by: User, **facts: Any
) -> ProgrammeItem:
    """Change a point of the programme."""
    return store(change(programme_item, facts), version=version)


@action("events.archive_programme_item")
def archive_programme_item(programme_item: ProgrammeItem, *, version: int | None = None, by: User) -> ProgrammeItem:
    """Put a point of the programme away."""
    return common.archive(programme_item, version=version, by=by)


@action("events.restore_programme_item")
def restore_programme_item(programme_item: ProgrammeItem, *, version: int | None = None, by: User) -> ProgrammeItem:
    """Take a point of the programme back."""
    return common.restore(programme_item, version=version, by=by)


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


@action("events.check_in")
def check_in(participation: Participation, *, at: datetime | None = None, by: User) -> Participation:
    """Record that a participant has come."""
    return store(change(participation, {"state": ParticipationState.CHECKED_IN, "checked_in_at": at or timezone.now()}))


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


@action("events.create_lesson")
def create_lesson(event: Event, *, by: User, **facts: Any) -> Lesson:
    """Add a lesson to the event."""
    return store(change(Lesson(event=event), facts))


@action("events.edit_lesson")
def edit_lesson(lesson: Lesson, *, version: int | None = None, by: User, **facts: Any) -> Lesson:
    """Change a lesson."""
    return store(change(lesson, facts), version=version)


@action("events.archive_lesson")
def archive_lesson(lesson: Lesson, *, version: int | None = None, by: User) -> Lesson:
    """Put a lesson away."""
    return common.archive(lesson, version=version, by=by)


@action("events.restore_lesson")
def restore_lesson(lesson: Lesson, *, version: int | None = None, by: User) -> Lesson:
    """Take a lesson back."""
    return common.restore(lesson, version=version, by=by)


@action("events.finish_lesson")
def finish_lesson(lesson: Lesson, *, on: date, by: User) -> Lesson:
    """Record that what was learnt has been put to work."""
    return store(change(lesson, {"done_on": on}))

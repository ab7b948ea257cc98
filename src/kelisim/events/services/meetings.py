"""Every write on single meetings and what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
    MeetingProject,
    MeetingProposal,
    MeetingState,
    Participation,
)
from kelisim.projects.models import Project, Proposal


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


@action("events.record_outcome")
def record_outcome(meeting: Meeting, *, version: int | None = None, by: User, **facts: Any) -> Meeting:
    """Write what was said at a meeting and what comes next; the meeting was held, unless something else is said."""
    return store(change(meeting, {"state": MeetingState.HELD} | facts), version=version)


@action("events.finish_meeting_step")
def finish_meeting_step(meeting: Meeting, *, on: date, by: User) -> Meeting:
    """Record that the next step of a meeting is done."""
    return store(change(meeting, {"done_on": on}))


@action("events.link_proposal")
def link_proposal(meeting: Meeting, *, proposal: Proposal, by: User) -> Meeting:
    """Say that a proposal came of a meeting."""
    if not MeetingProposal.objects.filter(meeting=meeting, proposal=proposal).exists():
        store(MeetingProposal(meeting=meeting, proposal=proposal))
    return meeting


@action("events.link_project")
def link_project(meeting: Meeting, *, project: Project, by: User) -> Meeting:
    """Say that a project came of a meeting."""
    if not MeetingProject.objects.filter(meeting=meeting, project=project).exists():
        store(MeetingProject(meeting=meeting, project=project))
    return meeting

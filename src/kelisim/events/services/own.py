"""What participants do by their personal link, without signing in: ask for meetings, answer, take a wish back, say that they are late.

The link is the permission. History names the participation instead of a user.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kelisim.common.ledger import archive as put_away
from kelisim.common.services import change, store
from kelisim.events.asking import may_ask, meets_as
from kelisim.events.diaries import current_timetable, meetings_of
from kelisim.events.models import (
    Absence,
    Consent,
    Disruption,
    DisruptionKind,
    DisruptionState,
    Meeting,
    MeetingRequest,
    Participation,
    ParticipationState,
)
from kelisim.events.services.requests import wish_to_meet

LATE_BY = (5, 10, 15, 20, 30, 45, 60, 90)
ON_THE_DAY = timedelta(hours=12)
MOST_WORDS, WITHIN = 3, timedelta(minutes=15)
Own = TypeVar("Own", bound=Callable[..., Any])


def by_own_link(name: str) -> Callable[[Own], Own]:
    """The frame of a write by a participant's link: the participant comes, the link is the living one, history names both."""

    def frame(service: Own) -> Own:
        @functools.wraps(service)
        def act(participation: Participation, *args: Any, **facts: Any) -> Any:
            told = {"user": None, "action": name, "participation": str(participation.public_id)}
            with pghistory.context(**told), transaction.atomic():
                rows = Participation.objects.select_for_update(of=("self",)).select_related("event")
                rows = rows.exclude(state=ParticipationState.DECLINED).filter(event__archived_at__isnull=True)
                current = rows.filter(pk=participation.pk, link_number=participation.link_number).first()
                if current is None:
                    raise PermissionDenied(name)
                return service(meets_as(current), *args, **facts)

        return act  # type: ignore[return-value]  # functools.wraps keeps the signature

    return frame


@by_own_link("events.ask_for_meeting")
def ask_by_link(participation: Participation, *, asked: Participation, **facts: Any) -> MeetingRequest:
    """Ask somebody to meet, within the time and the quota."""
    if not may_ask(participation):
        raise ValidationError(_("The office asks for you. Tell it whom you would like to meet."))
    return wish_to_meet(participation, asked, facts)


@by_own_link("events.answer_meeting_request")
def answer_by_link(participation: Participation, *, wish: MeetingRequest, consent: Consent) -> MeetingRequest:
    """Agree to a wish of somebody else, or refuse it."""
    if wish.asked_id != participation.pk:
        raise PermissionDenied("events.answer_meeting_request")
    return store(change(wish, {"consent": consent}))


@by_own_link("events.withdraw_meeting_request")
def withdraw_by_link(participation: Participation, *, wish: MeetingRequest) -> MeetingRequest:
    """Take an own wish back."""
    if wish.asked_by_id != participation.pk:
        raise PermissionDenied("events.withdraw_meeting_request")
    put_away(wish, None)  # type: ignore[arg-type]  # put away by link: no user
    return store(wish)


@by_own_link("events.say_late")
def say_late_by_link(participation: Participation, *, meeting: Meeting, minutes: int, now: datetime) -> Disruption:
    """Tell the desk how many minutes late one comes to a meeting of one's own. What was said before is replaced."""
    if minutes not in LATE_BY or not meetings_of(participation).filter(pk=meeting.pk).exists():
        raise PermissionDenied("events.say_late")
    until = meeting.starts_at + timedelta(minutes=minutes)
    if meeting.ends_at <= now or until <= now:
        raise ValidationError(_("This meeting is over. Speak to the desk."))
    if meeting.starts_at - now > ON_THE_DAY:
        raise ValidationError(_("Say it on the day itself. Until then write to the office."))
    said = Disruption.objects.filter(participation=participation, is_own_word=True)
    if said.filter(created_at__gt=now - WITHIN).count() >= MOST_WORDS:
        raise ValidationError(_("The desk was told several times already. If it has changed again, speak to the desk."))
    _take_words_back(said, now)
    store(Absence(event=participation.event, participation=participation, starts_at=now, ends_at=until))
    facts = {"kind": DisruptionKind.LATE, "starts_at": now, "ends_at": until, "is_own_word": True}
    timetable = current_timetable(participation.event)
    return store(Disruption(event=participation.event, timetable=timetable, participation=participation, **facts))


def _take_words_back(said: Any, now: datetime) -> None:
    """What somebody said before of their being late counts no more."""
    for row in said.filter(ends_at__gt=now):
        for absence in Absence.objects.filter(
            participation=row.participation, starts_at=row.starts_at, ends_at=row.ends_at
        ):
            put_away(absence, None)  # type: ignore[arg-type]  # put away by link: no user
            store(absence)
        if row.state == DisruptionState.PROPOSED:
            store(change(row, {"state": DisruptionState.DISMISSED, "decided_at": now}))

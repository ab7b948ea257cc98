"""Every write on wishes to meet: asking, answering, taking back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import (
    Consent,
    Event,
    MeetingRequest,
    MeetingRules,
    Participation,
    ParticipationRole,
    ParticipationState,
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


@action("events.ask_for_meeting")
def ask_for_meeting(participation: Participation, *, asked: Participation, by: User, **facts: Any) -> MeetingRequest:
    """A participant asks to meet another one: within the time and the quota, unless the office asks for it."""
    return wish_to_meet(participation, asked, facts, is_office=by.is_staff_member)


def wish_to_meet(
    participation: Participation, asked: Participation, facts: dict[str, Any], *, is_office: bool = False
) -> MeetingRequest:
    """Who is asked by somebody whom he asks himself agrees by it: there is one wish of the two, not two."""
    mutual = MeetingRequest.objects.filter(asked_by=asked, asked=participation).first()
    if mutual is not None:
        return store(change(mutual, {"consent": Consent.AGREED}))
    _check_side(asked)
    if not is_office:
        rules = _rules_of(participation.event)
        _check_time(rules)
        _check_day(participation.event)
        _check_quota(rules, participation, asked)
    return store(change(MeetingRequest(event=participation.event, asked_by=participation, asked=asked), facts))


def _rules_of(event: Event) -> MeetingRules:
    rules = MeetingRules.objects.filter(event=event).first()
    if rules is None:
        raise ValidationError(_("The office has not opened the asking for meetings yet."))
    return rules


def _check_side(asked: Participation) -> None:
    """Interpreters meet nobody; who has declined is not asked."""
    if asked.role == ParticipationRole.INTERPRETER:
        raise ValidationError({"asked": _("An interpreter cannot be asked. Choose a company or an official.")})
    if asked.state == ParticipationState.DECLINED:
        raise ValidationError({"asked": _("%(who)s does not come. Choose somebody else.") % {"who": asked}})


def _check_time(rules: MeetingRules) -> None:
    if rules.asks_until and timezone.now() > rules.asks_until:
        gaps = {"moment": formats.moment(rules.asks_until)}
        raise ValidationError(_("Meetings were asked for until %(moment)s. Write to the office.") % gaps)


def _check_day(event: Event) -> None:
    if is_over(event):
        raise ValidationError(_("The event is over: no meetings are asked for any more."))


def is_over(event: Event) -> bool:
    """Whether the last day of an event is past."""
    return event.end is not None and event.end < timezone.localdate()


def _check_quota(rules: MeetingRules, participation: Participation, asked: Participation) -> None:
    """A company may ask for so many meetings with officials and so many with companies; refused ones do not count."""
    is_official = asked.role == ParticipationRole.OFFICIAL
    rows = MeetingRequest.objects.filter(asked_by=participation).exclude(consent=Consent.VETOED)
    roles = rows.values_list("asked__role", flat=True)
    used = sum((role == ParticipationRole.OFFICIAL) == is_official for role in roles)
    most = rules.official_quota if is_official else rules.company_quota
    if used < most:
        return
    words = (
        ngettext(
            "You may ask for %(most)s meeting with officials, and have. Take a wish back to make room.",
            "You may ask for %(most)s meetings with officials, and have. Take a wish back to make room.",
            most,
        )
        if is_official
        else ngettext(
            "You may ask for %(most)s meeting with companies, and have. Take a wish back to make room.",
            "You may ask for %(most)s meetings with companies, and have. Take a wish back to make room.",
            most,
        )
    )
    raise ValidationError({"asked": words % {"most": most}})


@action("events.answer_meeting_request")
def answer_meeting_request(meeting_request: MeetingRequest, *, consent: Consent, by: User) -> MeetingRequest:
    """The side that is asked agrees or refuses; a refused wish is never planned."""
    return store(change(meeting_request, {"consent": consent}))


@action("events.withdraw_meeting_request")
def withdraw_meeting_request(meeting_request: MeetingRequest, *, by: User) -> MeetingRequest:
    """Take a wish back."""
    return common.archive(meeting_request, version=None, by=by)

"""What participants do by their personal link, without signing in: ask for meetings, answer, take a wish back.

The link is the permission. History names the participation instead of a user.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kelisim.common.ledger import archive as put_away
from kelisim.common.services import change, store
from kelisim.events.asking import may_ask, meets_as
from kelisim.events.models import Consent, MeetingRequest, Participation, ParticipationState
from kelisim.events.services.requests import wish_to_meet

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

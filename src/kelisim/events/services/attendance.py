"""Who has come: each arrival once, however often a badge is read or sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import uuid_utils.compat
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.events.models import CheckIn, CheckInWay, Participation, ParticipationState, ProgrammeItem


@action("events.check_in")
def check_in(
    participation: Participation,
    *,
    at: datetime | None = None,
    key: UUID | None = None,
    item: ProgrammeItem | None = None,
    way: str = CheckInWay.LIST,
    by: User,
) -> CheckIn:
    """Record that a participant has come, or has come to a session.

    An arrival counts once a day and door; a second reading, or the same one sent again under its `key`, answers with
    the first. A phone that was offline says when it read the badge; a clock that runs ahead is not believed.
    """
    row = Participation.everything.select_for_update(of=("self",)).select_related("event").get(pk=participation.pk)
    if item is not None and item.event_id != row.event_id:
        raise ValidationError({"item": _("Choose a session of this event.")})
    now = timezone.now()
    at = min(at or now, now)
    day = at.astimezone(ZoneInfo(row.event.time_zone)).date()
    found = CheckIn.everything.filter(participation=row, item=item, day=day).first()
    if found is None:
        key = key or uuid_utils.compat.uuid7()
        found = _arrival(event=row.event, participation=row, item=item, day=day, at=at, key=key, way=way, by=by)
    if item is None and row.state != ParticipationState.CHECKED_IN:
        _mark(row, found)
    return found


def _arrival(**facts: Any) -> CheckIn:
    """People queue at the door: what was looked up under lock is written without asking for each relation again."""
    try:
        with transaction.atomic():
            return CheckIn.objects.create(**facts)
    except IntegrityError as error:
        message = _("This reading belongs to another badge. Read the badge again.")
        raise ValidationError({"key": message}) from error


def _mark(row: Participation, arrival: CheckIn) -> None:
    facts = {"state": ParticipationState.CHECKED_IN, "checked_in_at": arrival.at, "version": F("version") + 1}
    Participation.everything.filter(pk=row.pk).update(**facts)

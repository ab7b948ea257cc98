"""Every write on the day of meetings: what happened, what is proposed, what is taken, who is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common.services import change, store
from kelisim.events.models import (
    Absence,
    Disruption,
    DisruptionKind,
    DisruptionState,
    Meeting,
    MeetingNotice,
    MeetingRequest,
    MeetingSlot,
    MeetingState,
    Timetable,
)
from kelisim.events.notices import tell_changes, tell_waiting
from kelisim.events.replanning import seats_of
from kelisim.events.services.timetables import AT_ONCE, _new_version, _seat, current_timetable

ALL_DAY = timedelta(days=30)


@action("events.record_disruption")
def record_disruption(timetable: Timetable, *, kind: str, by: User, **facts: Any) -> Disruption:
    """Record what happened to a timetable in use. The proposal how to mend it is added by `keep_proposal`."""
    event = timetable.event
    if current_timetable(event) != timetable:
        raise ValidationError(_("Only the released timetable is in use. Open it, and say there what happened."))
    row = change(Disruption(event=event, timetable=timetable, kind=kind), facts)
    _check_subject(row)
    store(row)
    _note_facts(row)
    return row


def _check_subject(row: Disruption) -> None:
    """Late needs an hour, each kind its participant or table."""
    if row.kind == DisruptionKind.TABLE_CLOSED:
        if row.table is None:
            raise ValidationError({"table": _("Say which table is closed.")})
        return
    if row.participation is None:
        raise ValidationError({"participation": _("Say who it is.")})
    if row.kind == DisruptionKind.LATE and row.ends_at is None:
        raise ValidationError({"ends_at": _("Say from when on the participant can meet.")})


def _note_facts(row: Disruption) -> None:
    """What is known from now on whatever is decided: an absence, a closed table, meetings to which somebody did not come."""
    if row.kind == DisruptionKind.TABLE_CLOSED:
        assert row.table is not None
        store(change(row.table, {"closed_at": row.starts_at}))
        return
    ends = row.ends_at or row.starts_at + ALL_DAY
    reason = {"en": row.note} if row.note else {}
    store(
        Absence(event=row.event, participation=row.participation, starts_at=row.starts_at, ends_at=ends, reason=reason)
    )
    if row.kind == DisruptionKind.NO_SHOW:
        missed = Meeting.objects.filter(
            timetable=row.timetable,
            request__isnull=False,
            participations=row.participation,
            starts_at__lte=row.starts_at,
            ends_at__gt=row.starts_at,
        )
        for meeting in missed:
            store(change(meeting, {"state": MeetingState.NO_SHOW}))


@action("events.keep_proposal")
def keep_proposal(
    disruption: Disruption, *, proposal: dict[str, Any], timetable: Timetable | None = None, by: User
) -> Disruption:
    """Keep what the planner proposes; `timetable` is the one in use where that is a later one, another disruption being mended."""
    return store(change(disruption, {"proposal": proposal, "timetable": timetable or disruption.timetable}))


@action("events.accept_disruption")
def accept_disruption(disruption: Disruption, *, answer: str = "better", root: str = "", by: User) -> Timetable:
    """Take a proposal: the timetable becomes a new version at once, and those whom it concerns are told."""
    before = _undecided(disruption)
    proposal = disruption.proposal.get(answer) or disruption.proposal.get("first")
    if proposal is None:
        raise ValidationError(_("There is no proposal. Ask for one again."))
    after = _new_version(before.event, by)
    now = timezone.now()
    was, seats = seats_of(before), proposal["seats"]
    facts = {"weight": before.weight, "bound": before.bound, "problem": before.problem, "unplaced": before.unplaced}
    store(change(after, facts | {"released_at": now, "released_by": by, "seats": seats, "is_edited": True}))
    _apply(before, after, seats)
    store(change(disruption, {"state": DisruptionState.ACCEPTED, "decided_by": by, "decided_at": now}))
    tell_changes(after, was, seats, is_first=False, root=root, by=by, why=disruption.note)
    return after


def _undecided(disruption: Disruption) -> Timetable:
    """The version that the proposal mends, if it still is the one in use."""
    if disruption.state != DisruptionState.PROPOSED:
        raise ValidationError(_("This was decided already."))
    before = current_timetable(disruption.event)
    if before is None or before.pk != disruption.timetable_id:
        raise ValidationError(_("The timetable has changed since this was proposed. Ask for a proposal again."))
    return before


def _apply(before: Timetable, after: Timetable, seats: dict[str, list[Any]]) -> None:
    """Give the meetings their new places; what has none is called off, what is new gets a row."""
    ends = dict(MeetingSlot.everything.filter(event=after.event).values_list("starts_at", "ends_at"))
    rows = {str(row.request_id): row for row in Meeting.objects.filter(timetable=before, request__isnull=False)}
    changed = []
    for key, row in rows.items():
        seat = seats.get(key)
        if seat is None:
            if row.state == MeetingState.PLANNED:
                row.state = MeetingState.CANCELLED
                changed.append(row)
            continue
        place = (datetime.fromisoformat(seat[0]), seat[1], seat[2])
        if place != (row.starts_at, row.table, row.interpreter_id) or row.state == MeetingState.CANCELLED:
            row.starts_at, row.table, row.interpreter_id = place
            row.ends_at = ends.get(row.starts_at, row.ends_at)
            row.state = MeetingState.PLANNED if row.state == MeetingState.CANCELLED else row.state
            changed.append(row)
    Meeting.objects.bulk_update(changed, ["starts_at", "ends_at", "table", "interpreter", "state"], batch_size=AT_ONCE)
    stays = [row.pk for key, row in rows.items() if row.state != MeetingState.CANCELLED]
    Meeting.objects.filter(pk__in=stays).update(timetable=after)
    _add_new(after, {key: seat for key, seat in seats.items() if key not in rows}, ends)


def _add_new(after: Timetable, seats: dict[str, list[Any]], ends: dict[datetime, datetime]) -> None:
    wishes = MeetingRequest.objects.in_bulk([int(key) for key in seats])
    rows = []
    for key, (start, table, helper) in seats.items():
        begin = datetime.fromisoformat(start)
        if int(key) in wishes:
            rows.append(
                Meeting(
                    event_id=after.event_id,
                    timetable=after,
                    request=wishes[int(key)],
                    starts_at=begin,
                    ends_at=ends[begin],
                    table=table,
                    interpreter_id=helper,
                )
            )
    Meeting.objects.bulk_create(rows, batch_size=AT_ONCE)
    _seat(rows)


@action("events.dismiss_disruption")
def dismiss_disruption(disruption: Disruption, *, by: User) -> Disruption:
    """Leave the timetable as it was."""
    _undecided(disruption)
    return store(
        change(disruption, {"state": DisruptionState.DISMISSED, "decided_by": by, "decided_at": timezone.now()})
    )


@action("events.dismiss_disruption")
def leave_to_wait(disruption: Disruption, *, root: str = "", by: User) -> list[MeetingNotice]:
    """Leave the timetable as it was, and tell those who wait from when on the late participant is there."""
    if disruption.kind != DisruptionKind.LATE or disruption.ends_at is None:
        raise ValidationError(_("Only for somebody who comes later one can wait."))
    timetable = _undecided(disruption)
    store(change(disruption, {"state": DisruptionState.DISMISSED, "decided_by": by, "decided_at": timezone.now()}))
    return tell_waiting(timetable, disruption, root=root, by=by)

"""Every write on timetables: what the planner made is stored, moved by hand, locked, released."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common.jobs import begin
from kelisim.common.models import Job
from kelisim.common.services import change, store
from kelisim.engines.planning.form import problem_as_dict
from kelisim.engines.planning.plan import Plan
from kelisim.engines.planning.problem import Meeting as PlannedMeeting
from kelisim.engines.planning.problem import Problem
from kelisim.events.models import (
    Event,
    Meeting,
    MeetingParticipation,
    MeetingRequest,
    MeetingSlot,
    MeetingState,
    Timetable,
)
from kelisim.events.notices import tell_changes
from kelisim.events.planning import Ground, Keep, as_seats, ground_of, is_blocker, key_of
from kelisim.events.seats import Seats, first_free_table

AT_ONCE = 2000
PLACE = ("starts_at", "ends_at", "table", "interpreter_id", "is_locked")


# --- Made by the planner --------------------------------------------------------------------------------------------


@action("events.make_timetable")
def make_timetable(
    event: Event, *, base: Timetable | None = None, keep: Keep = Keep.LOCKED, seconds: int | None = None, by: User
) -> Job:
    """Begin to look for the best timetable; a worker does it. Of `base` stays what is locked, or all that stands."""
    _check_ground(ground_of(event))
    facts = {"event": event.pk, "base": base.pk if base else None, "keep": str(keep), "seconds": seconds}
    return begin(
        "events.make_timetable", key=str(event.pk), title=lambda: _("Timetable: %(event)s") % {"event": event},
        by=by, office=event.office, **facts,
    )  # fmt: skip


def _check_ground(ground: Ground) -> None:
    """Say what a timetable cannot be made without."""
    if not ground.slots:
        raise ValidationError(_("There are no slots yet. Say from when until when meetings are held."))
    if not ground.wishes:
        raise ValidationError(_("Nobody has asked for a meeting yet that could be planned."))


@action("events.store_timetable")
def store_timetable(event: Event, *, problem: Problem, plan: Plan, ground: Ground, by: User) -> Timetable:
    """Keep a plan that the judge found sound as a new draft. Wishes that were taken back meanwhile are left out."""
    timetable = _new_version(event, by)
    facts = {
        "weight": _figure(plan.weight),
        "bound": _figure(plan.bound),
        "seconds": Decimal(str(round(plan.seconds, 2))),
        "problem": problem_as_dict(problem),
        "unplaced": [
            {"request": row.request, "reason": row.reason.value, "detail": row.detail}
            for row in plan.unplaced
            if not is_blocker(row.request)
        ],
    }
    store(change(timetable, facts))
    locked = {request.id for request in problem.requests if request.fixed and not is_blocker(request.id)}
    _add_meetings(timetable, ground, plan.meetings, locked)
    return timetable


def _new_version(event: Event, by: User) -> Timetable:
    Event.everything.select_for_update(of=("self",)).get(pk=event.pk)
    last = Timetable.everything.filter(event=event).aggregate(last=Max("number"))["last"] or 0
    return Timetable(event=event, number=last + 1, made_by=by)


def _figure(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _add_meetings(
    timetable: Timetable, ground: Ground, planned: Iterable[PlannedMeeting], locked: Iterable[str] = ()
) -> list[Meeting]:
    """The meetings of a plan as rows, each with the two who sit at it."""
    slots, numbers, locks = {slot.pk: slot for slot in ground.slots}, [t.number for t in ground.tables], set(locked)
    wishes = MeetingRequest.objects.in_bulk([key_of(row.request) for row in planned if not is_blocker(row.request)])
    rows = [
        Meeting(
            event_id=timetable.event_id,
            timetable=timetable,
            request=wishes[key_of(row.request)],
            starts_at=slots[key_of(row.slot)].starts_at,
            ends_at=slots[key_of(row.slot)].ends_at,
            table=numbers[row.table - 1] if row.table else None,
            interpreter_id=key_of(row.interpreter) if row.interpreter else None,
            is_locked=row.request in locks,
        )
        for row in planned
        if not is_blocker(row.request) and key_of(row.request) in wishes
    ]
    Meeting.objects.bulk_create(rows, batch_size=AT_ONCE)
    _seat(rows)
    return rows


def _seat(rows: Iterable[Meeting]) -> None:
    seats = [
        MeetingParticipation(meeting=row, participation_id=key)
        for row in rows
        if row.request
        for key in (row.request.asked_by_id, row.request.asked_id)
    ]
    MeetingParticipation.objects.bulk_create(seats, batch_size=AT_ONCE)


@action("events.copy_timetable")
def copy_timetable(timetable: Timetable, *, by: User) -> Timetable:
    """A new draft with the same meetings, to change it by hand while the released one stays."""
    draft = _new_version(timetable.event, by)
    facts = ("weight", "bound", "problem", "unplaced")
    store(change(draft, {name: getattr(timetable, name) for name in facts}))
    rows = Meeting.objects.filter(timetable=timetable, request__isnull=False).select_related("request")
    copies = [
        Meeting(
            event_id=draft.event_id,
            timetable=draft,
            request=row.request,
            **{name: getattr(row, name) for name in PLACE},
        )
        for row in rows
        if row.state != MeetingState.CANCELLED
    ]
    Meeting.objects.bulk_create(copies, batch_size=AT_ONCE)
    _seat(copies)
    return draft


# --- Changed by hand ------------------------------------------------------------------------------------------------


@action("events.move_meeting")
def move_meeting(meeting: Meeting, *, slot: MeetingSlot, table: int | None = None, by: User) -> Meeting:
    """Move a meeting of a draft to a slot, and to a table where one is named. What clashes is refused and named."""
    timetable = _open_draft(meeting.timetable)
    assert meeting.request_id is not None
    seats = Seats(timetable, without=meeting)
    _place(seats, meeting, meeting.request_id, slot, table)
    store(meeting)
    _note_edit(timetable, seats)
    return meeting


@action("events.seat_request")
def seat_request(
    timetable: Timetable, *, request: MeetingRequest, slot: MeetingSlot, table: int | None = None, by: User
) -> Meeting:
    """Seat a wish of the waiting list by hand."""
    draft = _open_draft(timetable)
    if Meeting.objects.filter(timetable=draft, request=request).exists():
        raise ValidationError(_("This meeting stands in the timetable already."))
    seats = Seats(draft)
    meeting = Meeting(event_id=draft.event_id, timetable=draft, request=request, is_locked=True)
    _place(seats, meeting, request.pk, slot, table)
    store(meeting)
    _seat([meeting])
    _note_edit(draft, seats)
    return meeting


def _place(seats: Seats, meeting: Meeting, request: int, slot: MeetingSlot, table: int | None) -> None:
    """Put a meeting into a slot if nothing is in its way."""
    clashes = seats.clashes(request, slot, table)
    if clashes:
        raise ValidationError({"slot": clashes})
    meeting.starts_at, meeting.ends_at = slot.starts_at, slot.ends_at
    meeting.table = first_free_table(seats, request, slot, table or meeting.table)
    meeting.interpreter_id = seats.interpreter_for(request, slot, meeting.interpreter_id)
    seats.seat(request, slot, meeting.interpreter_id)


@action("events.take_out_meeting")
def take_out_meeting(meeting: Meeting, *, by: User) -> Timetable:
    """Take a meeting out of a draft; its wish waits again."""
    timetable = _open_draft(meeting.timetable)
    seats = Seats(timetable, without=meeting)
    meeting.delete()
    _note_edit(timetable, seats)
    return timetable


@action("events.lock_meeting")
def lock_meeting(meeting: Meeting, *, is_locked: bool = True, by: User) -> Meeting:
    """A locked meeting stays where it is when the planner runs again."""
    _open_draft(meeting.timetable)
    return store(change(meeting, {"is_locked": is_locked}))


def _open_draft(timetable: Timetable | None) -> Timetable:
    """The draft, held until the change is done."""
    if timetable is None:
        raise ValidationError(_("This meeting belongs to no timetable."))
    found = Timetable.objects.select_for_update(of=("self",)).select_related("event").get(pk=timetable.pk)
    if found.released_at:
        raise ValidationError(_("This version is released. Make a new draft of it, change that, and release it."))
    return found


def _note_edit(timetable: Timetable, seats: Seats) -> None:
    store(change(timetable, {"is_edited": True, "weight": _figure(seats.weight)}))


# --- Released -------------------------------------------------------------------------------------------------------


def current_timetable(event: Event) -> Timetable | None:
    """The version that participants see."""
    rows = Timetable.objects.filter(event=event, released_at__isnull=False)
    return rows.select_related("event__office").order_by("-number").first()


@action("events.release_timetable")
def release_timetable(timetable: Timetable, *, root: str = "", by: User) -> Timetable:
    """Let participants see a draft from now on, and tell those whom it concerns what is new, moved and dropped.

    A meeting that stood in the version before keeps its row: what was said at it, and what came of it, stays with it.
    """
    draft = _open_draft(timetable)
    before = current_timetable(draft.event)
    was = dict(before.seats) if before else {}
    if before:
        _carry_over(before, draft)
    now = as_seats(Meeting.objects.filter(timetable=draft, request__isnull=False).exclude(state=MeetingState.CANCELLED))
    store(change(draft, {"released_at": timezone.now(), "released_by": by, "seats": now}))
    tell_changes(draft, was, now, is_first=before is None, root=root, by=by)
    return draft


def _carry_over(before: Timetable, draft: Timetable) -> None:
    """The rows of the version before take the places of the draft's rows of the same wishes."""
    fresh = {row.request_id: row for row in Meeting.objects.filter(timetable=draft)}
    old = list(Meeting.objects.filter(timetable=before, request__isnull=False))
    known = {row.request_id for row in old}
    Meeting.objects.filter(pk__in=[row.pk for row in fresh.values() if row.request_id in known]).delete()
    changed = [row for row in old if _take_place(row, fresh.get(row.request_id))]
    Meeting.objects.bulk_update(changed, [*(name.removesuffix("_id") for name in PLACE), "state"], batch_size=AT_ONCE)
    stays = [row.pk for row in old if row.request_id in fresh or row.state != MeetingState.CANCELLED]
    Meeting.objects.filter(pk__in=stays).update(timetable=draft)


def _take_place(row: Meeting, place: Meeting | None) -> bool:
    """Give a meeting its new place, or call it off where it has none; whether anything is other than it was."""
    was = (*(getattr(row, name) for name in PLACE), row.state)
    if place is not None:
        for name in PLACE:
            setattr(row, name, getattr(place, name))
        row.state = MeetingState.PLANNED if row.state == MeetingState.CANCELLED else row.state
    elif row.state == MeetingState.PLANNED:
        row.state = MeetingState.CANCELLED
    return was != (*(getattr(row, name) for name in PLACE), row.state)

"""On the day: how a timetable in use is mended after somebody is late, does not come, or a table is closed.

The past stays as it was. Meetings that people were told keep their places where they can; the answer at once moves nothing
but what must, the better one moves a few meetings where that saves others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.engines.planning.form import problem_as_dict
from kelisim.engines.planning.plan import Plan, Status
from kelisim.engines.planning.problem import Interpreter, Participant, Problem, Request
from kelisim.events.models import Disruption, Meeting, MeetingSlot, MeetingState, Timetable
from kelisim.events.naming import named
from kelisim.events.planner_process import plan_from
from kelisim.events.planning import (
    Ground,
    ground_of,
    is_blocker,
    key_of,
    meeting_of,
    name_of,
    planning_problem,
)

SECONDS, GRACE = 2.5, 5.0
MOVE_COST, KEEP_BONUS, MOST_MOVED = 10, 25, 10
DUTY = 1000  # what a meeting that must take place counts more than a wish
Seats = dict[str, list[Any]]


def moment_of(disruption: Disruption, now: datetime) -> datetime:
    """From when on a timetable is mended: what has begun stays, also where a proposal is asked for later than it happened.

    Before and after the hours of meetings a proposal is tried as if it were the moment of which it was told.
    """
    slots = MeetingSlot.objects.filter(event=disruption.event).order_by("starts_at")
    first, last = slots.first(), slots.last()
    is_on = first is not None and last is not None and first.starts_at <= now <= last.ends_at
    return max(disruption.starts_at, now) if is_on else disruption.starts_at


def propose(disruption: Disruption, *, now: datetime, seconds: float = SECONDS) -> dict[str, Any]:
    """Both answers to a disruption as plain values: seats by wish, and what they cost."""
    ground = ground_of(disruption.event)
    problem = replanning_problem(ground, disruption.timetable, now)
    first, better = _both(problem, seconds)
    if first.status is Status.INFEASIBLE:
        raise ValidationError([named(conflict.message, ground) for conflict in first.conflicts])
    was = seats_of(disruption.timetable)
    answers = {"first": _answer(ground, was, first)}
    if better.status is not Status.INFEASIBLE and (better.weight or 0) > (first.weight or 0):
        answers["better"] = _answer(ground, was, better)
    return answers


def seats_of(timetable: Timetable) -> Seats:
    """Where each wish stands in a version that is in use."""
    rows = Meeting.objects.filter(timetable=timetable, request__isnull=False).exclude(state=MeetingState.CANCELLED)
    return {str(row.request_id): [row.starts_at.isoformat(), row.table, row.interpreter_id] for row in rows}


def replanning_problem(ground: Ground, timetable: Timetable, now: datetime) -> Problem:
    """The problem as it stands in the midst of the day; what has begun is past."""
    past = {name_of(slot) for slot in ground.slots if slot.starts_at <= now}
    ahead = next((slot for slot in ground.slots if slot.starts_at > now), None)
    if ahead is None:
        raise ValidationError(_("No slot is left in which anything could be changed."))
    fresh = planning_problem(ground)
    standing = list(_standing(ground, timetable))
    blockers = [row for row in fresh.previous or () if is_blocker(row.request) and row.slot not in past]
    blocking = {row.request for row in blockers}
    locks = {f"R{row.request_id}": name_of(slot) for row, slot in standing if row.is_locked}
    requests = [row for row in fresh.requests if not is_blocker(row.id) or row.id in blocking]
    problem = replace(
        fresh,
        participants=tuple(_there(row, past) for row in fresh.participants),
        interpreters=tuple(_there(row, past) for row in fresh.interpreters),
        previous=(*blockers, *(meeting_of(ground, row, slot) for row, slot in standing)),
        move_cost=MOVE_COST,
        keep_bonus=KEEP_BONUS,
        max_moved=MOST_MOVED,
        frozen_before=name_of(ahead) if past else None,
    )
    known = problem.people
    return replace(problem, requests=tuple(_wanted(row, locks, known) for row in requests))


def _standing(ground: Ground, timetable: Timetable) -> Iterable[tuple[Meeting, MeetingSlot]]:
    """The meetings of a timetable that are not called off and still wished for."""
    wished = {row.pk for row in ground.wishes}
    rows = Meeting.objects.filter(timetable=timetable, request__in=wished).exclude(state=MeetingState.CANCELLED)
    for row in rows.order_by("pk"):
        slot = ground.slot_by_start.get(row.starts_at)
        if slot is not None:
            yield row, slot


def _there(row: Any, past: set[str]) -> Any:
    """In the past everybody was where they were."""
    assert isinstance(row, Participant | Interpreter)
    return replace(row, unavailable=row.unavailable - past)


def _wanted(row: Request, locks: dict[str, str], people: dict[str, Participant]) -> Request:
    """Nothing must take place that no longer can: a duty counts much instead, a lock holds while its people are there."""
    if is_blocker(row.id):
        return row
    slot = locks.get(row.id)
    is_held = slot is not None and not any(slot in people[who].unavailable for who in row.participants)
    weight = row.weight + (DUTY if row.required else 0)
    return replace(
        row, required=False, weight=weight, slots=frozenset((slot,)) if slot and is_held else None, fixed=None
    )


def _both(problem: Problem, seconds: float) -> tuple[Plan, Plan]:
    """The planner's two answers, from a process of its own."""
    with tempfile.TemporaryDirectory(prefix="kelisim-replan-") as folder:
        given, first, better = (Path(folder) / name for name in ("problem.json", "first.json", "better.json"))
        given.write_text(json.dumps(problem_as_dict(problem)), encoding="utf-8")
        command = [sys.executable, "-m", "kelisim.cli", "plan", str(given), "--seconds", str(seconds)]
        command += ["--first-answer", str(first), "--out", str(better), "--progress", "none"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + GRACE * 4, check=False)
        if not first.exists() and not better.exists():
            raise ValidationError(_("The planner gave no timetable: %(words)s") % {"words": done.stderr.strip()[:500]})
        plans = [plan_from(json.loads(path.read_text(encoding="utf-8"))) for path in (first, better) if path.exists()]
        return plans[0], plans[-1]


def _answer(ground: Ground, was: Seats, plan: Plan) -> dict[str, Any]:
    """The seats of a plan, and what is other in them than it was."""
    seats = dict(was)
    slots, numbers = {slot.pk: slot for slot in ground.slots}, [table.number for table in ground.tables]
    asked = {str(row.pk) for row in ground.wishes}
    for key in list(seats):
        if key in asked:
            del seats[key]
    for row in plan.meetings:
        if not is_blocker(row.request):
            table = numbers[row.table - 1] if row.table else None
            helper = key_of(row.interpreter) if row.interpreter else None
            seats[str(key_of(row.request))] = [slots[key_of(row.slot)].starts_at.isoformat(), table, helper]
    return {"seats": seats, **differences(was, seats)}


def differences(was: Seats, now: Seats) -> dict[str, list[str]]:
    """The wishes that are moved in time, seated elsewhere in their time, lost and new."""
    both = [key for key in was if key in now]
    return {
        "moved": [key for key in both if was[key][0] != now[key][0]],
        "reseated": [key for key in both if was[key][0] == now[key][0] and was[key] != now[key]],
        "lost": [key for key in was if key not in now],
        "new": [key for key in now if key not in was],
    }

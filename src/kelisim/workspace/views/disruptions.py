"""The day of meetings, for the office: what happened, a proposal within seconds, accepted or left."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.events import services
from kelisim.events.grid import people_of
from kelisim.events.happenings import happened_at, whom_of
from kelisim.events.models import Disruption, DisruptionState, Event, MeetingRequest
from kelisim.events.naming import names_along
from kelisim.events.notices import concerned, waiting_for
from kelisim.events.replanning import moment_of, propose, seats_of
from kelisim.workspace.forms.meetings import DisruptionForm
from kelisim.workspace.views.meetings import attempt, of_event, root_of, typed

ANSWERS = ("better", "first")
PARTS = ("lost", "moved", "new", "reseated")


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.record_disruption")
def event_disruption_new(request: HttpRequest, event: Event) -> HttpResponse:
    """Say what happened; the proposal is on the next page."""
    timetable = services.current_timetable(event)
    if timetable is None:
        messages.error(request, _("No timetable is released yet: there is nothing to mend."))
        return redirect("workspace:event_meetings", event.public_id)
    form = DisruptionForm(typed(request), user=request.user, parent=event)
    if form.is_valid():
        row = attempt(form, lambda: services.record_disruption(timetable, by=request.user, **form.cleaned_data))
        if row:
            _propose(request, row)
            return redirect("workspace:event_disruption", event.public_id, row.public_id)
    context = {"event": event, "form": form, "title": _("Something happened")}
    return render(request, "workspace/meetings/form.html", context, status=422 if form.errors else 200)


def _propose(request: HttpRequest, row: Disruption) -> None:
    """Ask the planner; what it cannot do is told on the page."""
    timetable = row.timetable = services.current_timetable(row.event) or row.timetable
    try:
        proposal = propose(row, now=moment_of(row, timezone.now()))
    except ValidationError as error:
        proposal = {"fault": " ".join(error.messages)}
    services.keep_proposal(row, proposal=proposal, timetable=timetable, by=request.user)


@require_safe
@of_event()
def event_happenings(request: HttpRequest, event: Event) -> HttpResponse:
    """What waits for a decision, for pages that stay open on the day and ask again by themselves."""
    may = request.user.has_perm("events.record_disruption", event)
    context = {"event": event, "happened": happened_at(event), "may": may}
    return render(request, "workspace/meetings/happened.html", context)


def _find(event: Event, part_id: UUID) -> Disruption:
    rows = Disruption.objects.filter(event=event).select_related(
        "event__office",
        "participation__organisation",
        "participation__person",
        "table",
        "timetable__event",
        "decided_by",
    )
    rows = rows.prefetch_related(*names_along("participation__organisation", "participation__person"))
    return get_object_or_404(rows, public_id=part_id)


@require_safe
@of_event("events.record_disruption")
def event_disruption(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """What is proposed, against leaving it as it is."""
    row = _find(event, part_id)
    was, is_open = seats_of(row.timetable), row.state == DisruptionState.PROPOSED
    current = services.current_timetable(event)
    context = {
        "event": event,
        "disruption": row,
        "is_to_ask": is_open and (not row.proposal or row.timetable != current),
        "waiting": waiting_for(row.timetable, row).count() if is_open and row.ends_at and row.participation else 0,
        "who": whom_of(row),
        "answers": [_answer(event, name, row.proposal[name], was) for name in ANSWERS if name in row.proposal],
        "fault": row.proposal.get("fault", ""),
    }
    return render(request, "workspace/meetings/disruption.html", context)


def _answer(event: Event, name: str, answer: dict[str, Any], was: dict[str, list[Any]]) -> dict[str, Any]:
    """One of the two answers with the names of what it moves, reseats, loses and adds, and how many it makes us tell."""
    people = people_of(event)
    keys = {key for part in PARTS for key in answer[part]}
    wishes = {str(row.pk): row for row in MeetingRequest.everything.filter(pk__in=keys)}

    def line(key: str) -> dict[str, Any]:
        wish = wishes[key]
        who = " – ".join(people[side][0] for side in (wish.asked_by_id, wish.asked_id) if side in people)
        return {"who": who, "was": _seat_told(was.get(key)), "now": _seat_told(answer["seats"].get(key))}

    lists = {part: [line(key) for key in answer[part] if key in wishes] for part in PARTS}
    return {"name": name, "told": len(concerned(wishes, was, answer["seats"])), **lists}


def _seat_told(seat: list[Any] | None) -> dict[str, Any] | None:
    """When a meeting stands, and where."""
    return {"when": datetime.fromisoformat(seat[0]), "table": seat[1]} if seat else None


@require_POST
@of_event("events.record_disruption")
def event_disruption_decide(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """Take one of the answers, leave it as it was, or ask again."""
    row, answer = _find(event, part_id), request.POST.get("answer", "")
    try:
        if answer == "again":
            _propose(request, row)
        elif answer == "wait":
            told = services.leave_to_wait(row, root=root_of(request), by=request.user)
            messages.success(
                request, _("The timetable stays. Those who wait are told: %(count)s.") % {"count": len(told)}
            )
        elif answer == "keep":
            services.dismiss_disruption(row, by=request.user)
            messages.info(request, _("The timetable stays as it was."))
        elif answer in ANSWERS:
            after = services.accept_disruption(row, answer=answer, root=root_of(request), by=request.user)
            messages.success(
                request, _("Version %(number)s is in use. Those concerned are told.") % {"number": after.number}
            )
            return redirect("workspace:event_timetable", event.public_id, after.number)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("workspace:event_disruption", event.public_id, row.public_id)

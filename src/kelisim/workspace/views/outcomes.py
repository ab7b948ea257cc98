"""What came of a meeting, written on a telephone in under a minute, and the thread that leads on from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kelisim.agreements.models import Agreement
from kelisim.agreements.services import create_agreement
from kelisim.common.calendars import working_calendar
from kelisim.common.ledger import StaleEdit
from kelisim.events import services
from kelisim.events.diaries import OF_MEETING, names_of_sides
from kelisim.events.models import Meeting, MeetingState, ParticipationRole
from kelisim.events.naming import names_along, shown
from kelisim.projects.models import ProposalState
from kelisim.projects.services import DAYS_TO_STUDY, create_proposal
from kelisim.workspace.forms.meetings import OutcomeForm
from kelisim.workspace.records import Line as ThreadLine
from kelisim.workspace.records import Thread, address_of
from kelisim.workspace.views.meetings import attempt, typed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One meeting: what was said, what comes next, what came of it; the form first, for a telephone."""
    if not request.user.is_staff_member:
        raise PermissionDenied
    rows = Meeting.objects.visible_to(request.user).select_related(
        "event__office", "event__area", "owner", "interpreter__person", "timetable", *OF_MEETING
    )
    rows = rows.prefetch_related(*names_of_sides("request__"), *names_along("interpreter__person"))
    found = get_object_or_404(rows, public_id=public_id)
    if not request.user.has_perm("events.see_meetings", found):
        raise PermissionDenied
    with timezone.override(found.event.time_zone):
        return _outcome(request, found)


def _outcome(request: HttpRequest, found: Meeting) -> HttpResponse:
    user = request.user
    may = user.has_perm("events.record_outcome", found)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = OutcomeForm(typed(request), user=user, record=found)
    if request.method != "POST":
        form.initial["state"] = MeetingState.HELD if found.state == MeetingState.PLANNED else found.state
        form.initial["owner"] = found.owner_id or user.pk
    stale = False
    if form.is_valid():
        try:
            if attempt(form, lambda: _record(request, found, form)) is not None:
                messages.success(request, _("It is recorded."))
                return redirect("workspace:meeting", found.public_id)
        except StaleEdit as error:
            stale, form = True, form.renewed(error.current)
    sides = [found.request.asked_by, found.request.asked] if found.request else list(found.participations.all())
    context = {
        "meeting": found,
        "event": found.event,
        "pair": " – ".join(shown(side) for side in sides),
        "sides": [(shown(side), address_of(side.organisation or side.person, user)) for side in sides],
        "interpreter": shown(found.interpreter) if found.interpreter else "",
        "form": form,
        "may": may,
        "stale": stale,
        "threads": threads_of(found, user),
        "can_finish": may and bool(found.next_step) and found.done_on is None,
    }
    return render(
        request, "workspace/meetings/outcome.html", context, status=409 if stale else 422 if form.errors else 200
    )


@transaction.atomic
def _record(request: HttpRequest, found: Meeting, form: OutcomeForm) -> Meeting:
    """The outcome, and what was said to come of it as drafts."""
    facts = dict(form.facts)
    is_proposal, is_agreement = facts.pop("is_proposal"), facts.pop("is_agreement")
    done = services.record_outcome(found, version=form.version, by=request.user, **facts)
    if is_proposal:
        _start_proposal(done, request.user)
    if is_agreement:
        _start_agreement(done, request.user)
    return done


def _investor(found: Meeting) -> Any:
    """The organisation that proposes: the side that is no official, the one that asked first."""
    assert found.request is not None
    sides = (found.request.asked_by, found.request.asked)
    return next(
        (side.organisation for side in sides if side.organisation and side.role != ParticipationRole.OFFICIAL), None
    )


def _title(found: Meeting) -> dict[str, str]:
    """What a paper that came of a meeting is called until somebody names it better."""
    subject = dict(found.request.subject) if found.request else {}
    return subject or {code: f"{_investor(found)} · {text}" for code, text in found.event.title.items()}


def _start_proposal(found: Meeting, user: Any) -> None:
    today = timezone.localdate()
    facts = {
        "organisation": _investor(found),
        "title": _title(found),
        "text": dict(found.outcome) or _title(found),
        "area": found.event.area,
        "state": ProposalState.HANDED_IN,
        "handed_in_on": today,
        "due": working_calendar().after(today, DAYS_TO_STUDY),
        "owner": user,
    }
    proposal = create_proposal(found.event.office, by=user, **facts)
    services.link_proposal(found, proposal=proposal, by=user)


def _start_agreement(found: Meeting, user: Any) -> None:
    facts = {"title": _title(found), "area": found.event.area, "event": found.event, "meeting": found}
    create_agreement(found.event.office, by=user, **facts)


def threads_of(found: Meeting, user: Any) -> list[Thread]:
    """What came of a meeting: proposals, agreements, projects."""
    papers = Agreement.objects.visible_to(user).filter(meeting=found)
    return [
        Thread("proposals", _("Proposals"), [_line(row, user) for row in found.proposals.all()]),
        Thread("agreements", _("Agreements"), [_line(row, user) for row in papers]),
        Thread("projects", _("Projects"), [_line(row, user) for row in found.projects.all()]),
    ]


def _line(row: Any, user: Any) -> ThreadLine:
    state = row.get_state_display() if hasattr(row, "get_state_display") else row.get_stage_display()
    return ThreadLine(str(row), address_of(row, user), state)


@require_POST
@login_required
def meeting_finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The next step of a meeting is done."""
    if not request.user.is_staff_member:
        raise PermissionDenied
    found = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("event"), public_id=public_id)
    services.finish_meeting_step(found, on=timezone.localdate(), by=request.user)
    messages.success(request, _("The step is done."))
    return redirect("workspace:meeting", public_id)

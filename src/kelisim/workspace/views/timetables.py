"""Timetables of an event, for the office: made, looked at as a grid, changed by hand, released, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.common import formats
from kelisim.engines.planning.plan import Reason
from kelisim.events import services
from kelisim.events.diaries import OF_MEETING
from kelisim.events.grid import Line, grid_of, lines_of, statistics_of, waiting_of
from kelisim.events.happenings import happened_at
from kelisim.events.models import Event, Meeting, MeetingRequest, MeetingSlot, Timetable
from kelisim.events.naming import shown
from kelisim.events.planning import Keep
from kelisim.events.replanning import differences, seats_of
from kelisim.events.seats import Seats
from kelisim.events.sheets import Group, sheet_pdf
from kelisim.workspace.forms.meetings import PlaceForm
from kelisim.workspace.views.meetings import attempt, day_of, of_event, root_of, typed

FEW = 40
REASONS = {
    Reason.NO_COMMON_SLOT: gettext_lazy("never free together"),
    Reason.NO_INTERPRETER: gettext_lazy("no interpreter is free"),
    Reason.DAY_LIMIT: gettext_lazy("the limit of meetings a day is reached"),
    Reason.NO_TABLE: gettext_lazy("all tables are taken"),
    Reason.COMPETITION: gettext_lazy("their hours went to meetings that count more"),
    Reason.ORDER: gettext_lazy("it would stand out of order"),
}


def find(event: Event, number: int) -> Timetable:
    """The version, without the large values of how it was made."""
    rows = Timetable.objects.filter(event=event).defer("problem", "seats").select_related("event__office", "made_by")
    return get_object_or_404(rows, number=number)


def _to(timetable: Timetable, meeting: Meeting | None = None) -> HttpResponse:
    """Back to the grid, to the day of a meeting."""
    address = reverse("workspace:event_timetable", args=[timetable.event.public_id, timetable.number])
    if meeting is not None:
        address += f"?day={timezone.localtime(meeting.starts_at).date().isoformat()}#m-{meeting.public_id}"
    return redirect(address)


@require_POST
@of_event("events.make_timetable")
def event_timetable_make(request: HttpRequest, event: Event) -> HttpResponse:
    """Make the timetable: the page shows how far it is."""
    base = Timetable.objects.filter(event=event, number=request.POST.get("base") or 0).first()
    keep = Keep.ALL if request.POST.get("keep") == "all" else Keep.LOCKED
    try:
        job = services.make_timetable(event, base=base, keep=keep, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:event_meetings", event.public_id)
    return redirect("workspace:job", job.public_id)


@require_safe
@of_event()
def event_timetable(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """The grid of a day, how good the version is, and what waits."""
    timetable = find(event, number)
    waiting, waiting_total = waiting_of(timetable, None if request.GET.get("waiting") == "all" else FEW)
    context = {
        "event": event,
        "timetable": timetable,
        "grid": grid_of(timetable, day_of(request)),
        "statistics": statistics_of(timetable),
        "waiting": [(row, REASONS.get(row.reason, "")) for row in waiting],
        "waiting_total": waiting_total,
        "may": request.user.has_perm("events.move_meeting", event) and timetable.released_at is None,
        "may_plan": request.user.has_perm("events.make_timetable", event),
        "is_current": _is_current(timetable),
        "gap": formats.percent(timetable.gap * 100, decimals=2) if timetable.gap is not None else "",
    }
    return render(request, "workspace/meetings/timetable.html", context)


def _is_current(timetable: Timetable) -> bool:
    later = Timetable.objects.filter(event=timetable.event, released_at__isnull=False, number__gt=timetable.number)
    return timetable.released_at is not None and not later.exists()


@require_POST
@of_event("events.copy_timetable")
def event_timetable_copy(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A draft of a released version, to change it by hand."""
    return _to(services.copy_timetable(get_object_or_404(Timetable, event=event, number=number), by=request.user))


# --- A meeting in the grid ------------------------------------------------------------------------------------------


def _meeting(timetable: Timetable, part_id: UUID) -> Meeting:
    rows = Meeting.objects.filter(timetable=timetable).select_related(
        "event__office", "timetable__event", "interpreter__person", *OF_MEETING
    )
    return get_object_or_404(rows, public_id=part_id)


@require_safe
@of_event()
def event_timetable_clashes(request: HttpRequest, event: Event, number: int, part_id: UUID) -> HttpResponse:
    """For each slot what is in the way of a meeting there, before it is dropped."""
    timetable = find(event, number)
    meeting = _meeting(timetable, part_id)
    assert meeting.request_id is not None
    found = Seats(timetable, without=meeting).by_slot(meeting.request_id)
    return JsonResponse({"slots": {str(key): words for key, words in found.items()}})


@require_http_methods(["GET", "HEAD", "POST"])
@of_event()
def event_timetable_meeting(request: HttpRequest, event: Event, number: int, part_id: UUID) -> HttpResponse:
    """One meeting of a version: where else it could stand, and what clashes there."""
    timetable = find(event, number)
    meeting = _meeting(timetable, part_id)
    may = request.user.has_perm("events.move_meeting", meeting) and timetable.released_at is None
    if request.method == "POST" and not may:
        messages.error(request, _("This version is released. Make a new draft of it, change that, and release it."))
        return _to(timetable, meeting)
    seats = Seats(timetable, without=meeting)
    choices = slot_choices(seats, meeting.request_id)
    form = PlaceForm(typed(request), slots=choices, user=request.user, parent=event)
    form.initial = {"slot": _slot_at(seats, meeting), "table": meeting.table}
    if form.is_valid():
        slot = get_object_or_404(MeetingSlot, event=event, pk=form.cleaned_data["slot"])
        table = form.cleaned_data["table"]
        if attempt(form, lambda: services.move_meeting(meeting, slot=slot, table=table, by=request.user)):
            words = _("%(who)s: %(when)s.") % {
                "who": seats.pair(meeting),
                "when": formats.clock(timezone.localtime(slot.starts_at)),
            }
            messages.success(request, words)
            return _to(timetable, meeting)
    context = {
        "event": event,
        "timetable": timetable,
        "meeting": meeting,
        "pair": seats.pair(meeting),
        "interpreter": shown(meeting.interpreter) if meeting.interpreter else "",
        "form": form,
        "may": may,
    }
    return render(request, "workspace/meetings/meeting.html", context, status=422 if form.errors else 200)


def slot_choices(seats: Seats, request: int | None) -> list[tuple[int, str]]:
    """Every slot with what clashes there."""
    found = seats.by_slot(request) if request else {}
    return [
        (
            slot.pk,
            f"{formats.moment(slot.starts_at, zone=seats.ground.zone)} – {' '.join(found.get(slot.pk, [])) or _('free')}",
        )
        for slot in seats.ground.slots
    ]


def _slot_at(seats: Seats, meeting: Meeting) -> int | None:
    slot = seats.ground.slot_by_start.get(meeting.starts_at)
    return slot.pk if slot else None


@require_POST
@of_event("events.lock_meeting")
def event_timetable_lock(request: HttpRequest, event: Event, number: int, part_id: UUID) -> HttpResponse:
    """Lock a meeting where it stands, or let it go."""
    timetable = find(event, number)
    meeting = _meeting(timetable, part_id)
    _try(request, lambda: services.lock_meeting(meeting, is_locked=not meeting.is_locked, by=request.user))
    return _to(timetable, meeting)


@require_POST
@of_event("events.take_out_meeting")
def event_timetable_take_out(request: HttpRequest, event: Event, number: int, part_id: UUID) -> HttpResponse:
    """Take a meeting out; its wish waits again."""
    timetable = find(event, number)
    meeting = _meeting(timetable, part_id)
    _try(request, lambda: services.take_out_meeting(meeting, by=request.user))
    return _to(timetable)


def _try(request: HttpRequest, act: Any) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.seat_request")
def event_timetable_seat(request: HttpRequest, event: Event, number: int, part_id: UUID) -> HttpResponse:
    """Seat a wish of the waiting list by hand."""
    timetable = find(event, number)
    wish = get_object_or_404(MeetingRequest.objects.filter(event=event), public_id=part_id)
    seats = Seats(timetable)
    form = PlaceForm(typed(request), slots=slot_choices(seats, wish.pk), user=request.user, parent=event)
    if form.is_valid():
        slot = get_object_or_404(MeetingSlot, event=event, pk=form.cleaned_data["slot"])
        facts = {"request": wish, "slot": slot, "table": form.cleaned_data["table"]}
        meeting = attempt(form, lambda: services.seat_request(timetable, by=request.user, **facts))
        if meeting:
            messages.success(request, _("%(who)s has a seat.") % {"who": seats.pair_of(wish.pk)})
            return _to(timetable, meeting)
    context = {"event": event, "timetable": timetable, "pair": seats.pair_of(wish.pk), "form": form, "may": True}
    return render(request, "workspace/meetings/meeting.html", context, status=422 if form.errors else 200)


# --- Released -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.release_timetable")
def event_timetable_release(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """What a release changes for people, then the release."""
    timetable = get_object_or_404(Timetable.objects.select_related("event__office"), event=event, number=number)
    fault = ""
    if request.method == "POST":
        try:
            services.release_timetable(timetable, root=root_of(request), by=request.user)
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            messages.success(
                request, _("Version %(number)s is released. Those concerned are told.") % {"number": number}
            )
            return _to(timetable)
    current = services.current_timetable(event)
    was, now = seats_of(current) if current else {}, seats_of(timetable)
    changes = {name: len(keys) for name, keys in differences(was, now).items()}
    context = {"event": event, "timetable": timetable, "current": current, "changes": changes, "fault": fault}
    return render(request, "workspace/meetings/release.html", context, status=422 if fault else 200)


# --- Sheets ---------------------------------------------------------------------------------------------------------

SHEETS = {
    "hours": gettext_lazy("By the hour, for the desk"),
    "tables": gettext_lazy("By table"),
    "interpreters": gettext_lazy("By interpreter"),
}
TOLD_ABOVE = {"hours": "when", "tables": "table", "interpreters": "interpreter"}  # what the title of a group tells


@require_safe
@of_event()
def event_timetable_sheet(request: HttpRequest, event: Event, number: int, name: str) -> HttpResponse:
    """Lists to print: by the hour for the desk, by table, by interpreter; as a page or as PDF."""
    timetable = find(event, number)
    groups = _groups(name, lines_of(timetable))
    if request.GET.get("form") == "pdf":
        return _pdf(event, name, groups)
    context = {
        "event": event,
        "timetable": timetable,
        "name": name,
        "title": SHEETS[name],
        "groups": groups,
        "sheets": SHEETS,
        "happened": happened_at(event) if name == "hours" and _is_current(timetable) else None,
        "may": request.user.has_perm("events.record_disruption", event),
    }
    return render(request, "workspace/meetings/sheet.html", context)


def _groups(name: str, lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Lines under their hour, table or interpreter."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.table or 10**6) if name == "tables" else lines:
        if key := _head(name, line):
            groups.setdefault(key, []).append(line)
    return sorted(groups.items()) if name == "interpreters" else list(groups.items())


def _head(name: str, line: Line) -> str:
    if name == "hours":
        return formats.moment(line.starts_at, zone=timezone.get_current_timezone_name())
    if name == "tables":
        return _("Table %(table)s") % {"table": line.table} if line.table else _("At stands")
    return line.interpreter


def _pdf(event: Event, name: str, groups: list[tuple[str, list[Line]]]) -> HttpResponse:
    columns = {column: head for column, head in _columns().items() if column != TOLD_ABOVE[name]}
    told = [
        Group(head, [[cell(line) for _head, _width, cell in columns.values()] for line in lines])
        for head, lines in groups
    ]
    heads = {head: width for head, width, _cell in columns.values()}
    pdf = sheet_pdf(event, str(SHEETS[name]), heads, told, is_page_each=name != "hours")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{event.slug}-{name}.pdf"'
    return response


def _columns() -> dict[str, tuple[str, float, Callable[[Line], str]]]:
    """The columns of a sheet: head, width against the others, what stands in a line."""
    return {
        "when": (_("When"), 2.2, _when),
        "table": (pgettext("furniture", "Table"), 0.8, lambda line: str(line.table or _("stand"))),
        "one": (_("Who asks"), 3.0, lambda line: line.one),
        "other": (_("Whom"), 3.0, lambda line: line.other),
        "interpreter": (_("Interpreter"), 2.3, lambda line: line.interpreter),
    }


def _when(line: Line) -> str:
    """Day and hour, without the year: `1 December, 14:00`."""
    local = timezone.localtime(line.starts_at)
    return f"{formats.day_of_month(local.date())}, {formats.clock(local)}"

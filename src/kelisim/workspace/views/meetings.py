"""Meetings of an event, for the office: what they are made in, what will be short, who wishes to meet whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.common.models import Job, JobState
from kelisim.events import services
from kelisim.events.asking import meets_as
from kelisim.events.diaries import diary_of
from kelisim.events.forecasting import forecast_words
from kelisim.events.happenings import happened_at
from kelisim.events.links import address_of
from kelisim.events.models import (
    Absence,
    Consent,
    Event,
    MeetingRequest,
    MeetingRules,
    MeetingSlot,
    MeetingTable,
    Participation,
    ParticipationRole,
    Timetable,
)
from kelisim.events.naming import languages_shown, names_along, shown
from kelisim.events.planning import stands_of
from kelisim.workspace.forms.meetings import AbsenceForm, RulesForm, SlotsForm, TablesForm, WishForm
from kelisim.workspace.views.event_tabs import of_event as page_of_event
from kelisim.workspace.views.event_tabs import tabs_of

PAGE, SEE = 60, "events.see_meetings"


def of_event(permission: str = SEE) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of an event's meetings: for those who may, in the hours of the place where the event is held."""
    return page_of_event(permission)


def typed(request: HttpRequest) -> Any:
    """What was sent, None before anything was."""
    return request.POST if request.method == "POST" else None


def attempt(form: Any, act: Callable[[], Any]) -> Any:
    """Do it, or show in the form what is refused and answer None."""
    try:
        return act()
    except ValidationError as error:
        form.take(error)
        return None


def root_of(request: HttpRequest) -> str:
    """The beginning of our addresses, for letters."""
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
@of_event()
def event_meetings(request: HttpRequest, event: Event) -> HttpResponse:
    """Where the meetings of an event are prepared: the next step first, then what they are made in."""
    return _hub(request, event)


def _hub(request: HttpRequest, event: Event, *, status: int = 200, **forms: Any) -> HttpResponse:
    rules = MeetingRules.objects.filter(event=event).first() or MeetingRules(event=event)
    slots = list(MeetingSlot.objects.filter(event=event).order_by("starts_at"))
    tables = list(MeetingTable.objects.filter(event=event).order_by("number"))
    may = request.user.has_perm("events.make_timetable", event)
    versions = Timetable.objects.filter(event=event).defer("problem", "unplaced", "seats").select_related("made_by")
    context = {
        "event": event,
        "tabs": tabs_of(event, request.user, "event_meetings"),
        "rules": rules,
        "days": _by_day(slots),
        "tables": tables,
        "rooms": _by_room(tables),
        "counts": _counts(event),
        "versions": versions.annotate(count=Count("meetings", filter=~Q(meetings__state="cancelled")))[:20],
        "current": versions.filter(released_at__isnull=False).first(),
        "draft": versions.filter(released_at__isnull=True).first(),
        "job": Job.objects.filter(
            kind="events.make_timetable", key=str(event.pk), state__in=(JobState.WAITING, JobState.RUNNING)
        ).first(),
        "happened": happened_at(event),
        "may": may,
        "slots_form": forms.get("slots_form") or SlotsForm(user=request.user, parent=event),
        "tables_form": forms.get("tables_form") or _tables_form(request, event, tables),
    }
    return render(request, "workspace/meetings/hub.html", context, status=status)


def _tables_form(request: HttpRequest, event: Event, tables: list[MeetingTable]) -> TablesForm:
    form = TablesForm(user=request.user, parent=event)
    form.initial = {"count": len(tables)}
    return form


def _by_room(tables: list[MeetingTable]) -> list[tuple[str, int, int, int]]:
    """Which tables stand in which room: its name, how many, the first and the last number."""
    found: dict[str, list[int]] = {}
    for table in tables:
        found.setdefault(table.room, []).append(table.number)
    return [(name, len(numbers), numbers[0], numbers[-1]) for name, numbers in sorted(found.items()) if name]


def _by_day(slots: list[MeetingSlot]) -> list[tuple[Any, list[MeetingSlot]]]:
    days: dict[Any, list[MeetingSlot]] = {}
    for slot in slots:
        days.setdefault(timezone.localtime(slot.starts_at).date(), []).append(slot)
    return list(days.items())


def _counts(event: Event) -> dict[str, int]:
    official, company = Q(role=ParticipationRole.OFFICIAL), ~Q(role__in=("official", "interpreter"))
    people = Participation.objects.filter(event=event).aggregate(
        officials=Count("pk", filter=official),
        interpreters=Count("pk", filter=Q(role=ParticipationRole.INTERPRETER)),
        companies=Count("organisation", filter=company, distinct=True),
    )
    wishes = MeetingRequest.objects.filter(event=event).aggregate(
        wishes=Count("pk"),
        agreed=Count("pk", filter=Q(consent=Consent.AGREED)),
        refused=Count("pk", filter=Q(consent=Consent.VETOED)),
        required=Count("pk", filter=Q(is_required=True)),
    )
    return people | wishes


@require_safe
@of_event()
def event_meeting_forecast(request: HttpRequest, event: Event) -> HttpResponse:
    """What will be short before anything is solved."""
    return render(request, "workspace/meetings/forecast.html", {"event": event, "forecast": forecast_words(event)})


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.set_meeting_rules")
def event_meeting_rules(request: HttpRequest, event: Event) -> HttpResponse:
    """Length, quotas, consent, what counts how much."""
    record = MeetingRules.objects.filter(event=event).first()
    form = RulesForm(typed(request), user=request.user, record=record, parent=event)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if attempt(form, lambda: services.set_meeting_rules(event, by=request.user, **facts)):
            messages.success(request, _("The rules are saved."))
            return redirect("workspace:event_meetings", event.public_id)
    context = {"event": event, "form": form, "title": _("Rules of meetings")}
    return render(request, "workspace/meetings/form.html", context, status=422 if form.errors else 200)


@require_POST
@of_event("events.make_meeting_slots")
def event_meeting_slots(request: HttpRequest, event: Event) -> HttpResponse:
    """Cut a part of a day into slots."""
    form = SlotsForm(request.POST, user=request.user, parent=event)
    if form.is_valid():
        made = attempt(form, lambda: services.make_meeting_slots(event, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("Slots made: %(count)s.") % {"count": len(made)})
            return redirect("workspace:event_meetings", event.public_id)
    return _hub(request, event, status=422, slots_form=form)


@require_POST
@of_event("events.make_meeting_slots")
def event_meeting_slot_remove(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """Take a slot away."""
    slot = get_object_or_404(MeetingSlot.objects.filter(event=event), public_id=part_id)
    try:
        services.remove_meeting_slot(slot, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("workspace:event_meetings", event.public_id)


@require_POST
@of_event("events.set_meeting_tables")
def event_meeting_tables(request: HttpRequest, event: Event) -> HttpResponse:
    """Say how many tables there are."""
    form = TablesForm(request.POST, user=request.user, parent=event)
    if form.is_valid():
        done = attempt(form, lambda: services.set_meeting_tables(event, by=request.user, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Tables: %(count)s.") % {"count": len(done)})
            return redirect("workspace:event_meetings", event.public_id)
    return _hub(request, event, status=422, tables_form=form)


# --- Wishes ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.create_meeting_request")
def event_wish_new(request: HttpRequest, event: Event) -> HttpResponse:
    """Enter a wish for somebody, or a meeting that must take place."""
    form = WishForm(typed(request), user=request.user, parent=event)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        one = facts.pop("asked_by")
        if attempt(form, lambda: services.ask_for_meeting(one, by=request.user, **facts)):
            messages.success(request, _("The wish is recorded."))
            return redirect("workspace:event_wishes", event.public_id)
    context = {"event": event, "form": form, "title": _("Enter a wish to meet")}
    return render(request, "workspace/meetings/form.html", context, status=422 if form.errors else 200)


@require_POST
@of_event("events.create_meeting_request")
def event_wish_answer(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """Agree, refuse or take back for somebody who said so by telephone."""
    rows = MeetingRequest.objects.filter(event=event).select_related("asked_by", "asked", "event")
    wish = get_object_or_404(rows, public_id=part_id)
    answer = request.POST.get("answer", "")
    if answer in Consent.values:
        services.answer_meeting_request(wish, consent=Consent(answer), by=request.user)
    elif answer == "withdraw":
        services.withdraw_meeting_request(wish, by=request.user)
    back = request.POST.get("back", "")
    address = redirect("workspace:event_wishes", event.public_id)
    if back.startswith("?"):
        address["Location"] += back
    return address


# --- People ---------------------------------------------------------------------------------------------------------


def _person(event: Event, part_id: UUID) -> Participation:
    rows = Participation.objects.filter(event=event)
    rows = rows.select_related("event__office", "organisation__country", "person__country")
    rows = rows.prefetch_related(*names_along("organisation", "person"))
    return get_object_or_404(rows, public_id=part_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_event()
def event_meeting_person(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """One of those who meet: languages and limits, the hours in which they are away, and why."""
    row, user = _person(event, part_id), request.user
    may = user.has_perm("events.create_absence", row)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = AbsenceForm(typed(request), user=user, parent=event)
    if form.is_valid() and attempt(form, lambda: services.create_absence(row, by=user, **form.facts)):
        messages.success(request, _("%(who)s is away then: the planner knows it from now on.") % {"who": shown(row)})
        return redirect("workspace:event_meeting_person", event.public_id, row.public_id)
    context = {
        "event": event,
        "row": row,
        "name": shown(row),
        "languages": languages_shown(row),
        "stand": stands_of(event).get(row.pk, ""),
        "absences": Absence.objects.filter(participation=row),
        "duties": row.appearances.filter(item__archived_at__isnull=True)
        .select_related("item")
        .order_by("item__starts_at"),
        "diary": diary_of(meets_as(row)) if services.current_timetable(event) else [],
        "href": address_of(row) if may else "",
        "form": form,
        "may": may,
    }
    return render(request, "workspace/meetings/person.html", context, status=422 if form.errors else 200)


@require_POST
@of_event("events.create_absence")
def event_absence_remove(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """Somebody is there after all."""
    row = get_object_or_404(Absence.objects.filter(event=event).select_related("participation"), public_id=part_id)
    services.archive_absence(row, by=request.user)
    messages.success(request, _("The absence is taken back."))
    return redirect("workspace:event_meeting_person", event.public_id, row.participation.public_id)


def day_of(request: HttpRequest) -> Any:
    """The day that an address asks for."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def query_of(request: HttpRequest) -> str:
    """What narrows a list, for the links to its other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""

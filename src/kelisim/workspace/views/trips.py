"""A delegation abroad or an incoming visit: notes on a phone, leads, lessons, protocol, report."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kelisim.accounts.models import User
from kelisim.events import services
from kelisim.events.models import Event, Lead, Lesson, TripNote
from kelisim.events.photos import keep_photo
from kelisim.overview.trips import trip_of
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.events import LearntForm, LessonForm
from kelisim.workspace.forms.trips import LeadDoneForm, LeadForm, NoteEditForm, NoteForm, ProtocolForm
from kelisim.workspace.views.event_programme import act
from kelisim.workspace.views.event_tabs import of_event, tabs_of

RECENT = 30


def lessons(event: Event, user: User) -> QuerySet[Lesson]:
    rows = Lesson.objects.visible_to(user).filter(event=event)
    return rows.select_related("owner", "event__office").order_by("due", "pk")


def leads(event: Event, user: User) -> QuerySet[Lead]:
    rows = Lead.objects.visible_to(user).filter(event=event)
    return rows.select_related("owner", "organisation", "proposal", "event__office").order_by("due", "pk")


def notes(event: Event, user: User) -> QuerySet[TripNote]:
    rows = TripNote.objects.visible_to(user).filter(event=event)
    return rows.select_related("author", "item", "photo", "event__office")


def write_protocol(event: Event, *, by: User, **facts: Any) -> Event:
    """Write protocol and report."""
    return services.edit_event(event, by=by, **facts)


act_here = partial(act, back="event_trip")

ACTS = (
    act_here("create_lesson", LessonForm, services.create_lesson, gettext_lazy("Write a lesson")),
    act_here("edit_lesson", LessonForm, services.edit_lesson, gettext_lazy("Change the lesson"), lessons, "lessons"),
    act_here("finish_lesson", LearntForm, services.finish_lesson, gettext_lazy("Put to work"), lessons, "lessons"),
    act_here("create_lead", LeadForm, services.create_lead, gettext_lazy("Record a lead")),
    act_here("edit_lead", LeadForm, services.edit_lead, gettext_lazy("Change the lead"), leads, "leads"),
    act_here("finish_lead", LeadDoneForm, services.finish_lead, gettext_lazy("The next step was taken"), leads, "leads"),
    act_here("edit_note", NoteEditForm, services.edit_note, gettext_lazy("Change the note"), notes, "notes"),
    act_here("archive_note", StrikeForm, services.archive_note, gettext_lazy("Put the note away"), notes, "notes"),
    act_here(
        "publish_report", StrikeForm, services.publish_report, gettext_lazy("Publish the report"),
        words=gettext_lazy(
            "Anybody will read the report, the lessons without their owners, and the notes and photographs marked for it. "
            "Protocol, leads and people stay here."
        ),
    ),
    act_here("withdraw_report", StrikeForm, services.withdraw_report, gettext_lazy("Withdraw the report")),
)  # fmt: skip


@require_safe
@of_event()
def event_trip(request: HttpRequest, event: Event) -> HttpResponse:
    """The trip report: goals, people, what was seen, protocol, what came of it, lessons."""
    user = request.user
    context = {
        "event": event,
        "tabs": tabs_of(event, user, "event_trip"),
        "trip": trip_of(event, user),
        "may": user.has_perm("events.keep_note", event),
        "may_publish": user.has_perm("events.publish_report", event),
    }
    return render(request, "workspace/events/trip.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.edit_event")
def write_report(request: HttpRequest, event: Event) -> HttpResponse:
    """Write protocol and report in one form."""
    form = ProtocolForm(request.POST if request.method == "POST" else None, user=request.user, record=event)
    if form.is_valid():
        services.edit_event(event, by=request.user, version=form.version, **form.facts)
        messages.success(request, _("Protocol and report are saved."))
        return redirect("workspace:event_trip", event.public_id)
    context = {"event": event, "form": form}
    return render(request, "workspace/events/write_report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.keep_note")
def event_notes(request: HttpRequest, event: Event) -> HttpResponse:
    """Notes and photographs on the way. The page keeps what is written while there is no connection (`offline.js`)."""
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        event=event,
    )
    if request.method == "POST":
        return _keep_note(request, event, form)
    return _notes_page(request, event, form)


def _keep_note(request: HttpRequest, event: Event, form: NoteForm) -> HttpResponse:
    wants_json = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        faults = [message for errors in form.errors.values() for message in errors]
        return JsonResponse({"faults": faults}, status=422) if wants_json else _notes_page(request, event, form, 422)
    facts = dict(form.cleaned_data)
    upload = facts.pop("photo")
    photo = keep_photo(upload, office=event.office, by=request.user) if upload else None
    note = services.keep_note(event, photo=photo, by=request.user, **facts)
    if wants_json:
        return JsonResponse({"key": str(note.key)})
    messages.success(request, _("The note is kept."))
    return redirect("workspace:event_notes", event.public_id)


def _notes_page(request: HttpRequest, event: Event, form: NoteForm, status: int = 200) -> HttpResponse:
    rows = notes(event, request.user).order_by("-written_at", "-pk")[:RECENT]
    context = {"event": event, "form": form, "notes": rows}
    return render(request, "workspace/events/notes.html", context, status=status)

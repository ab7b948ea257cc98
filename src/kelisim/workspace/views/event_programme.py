"""The programme of an event: points, who appears, clashes, released versions with what changed."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.accounts.models import User
from kelisim.events import services
from kelisim.events.clashes import clashes_of
from kelisim.events.models import Appearance, Event, ProgrammeItem, ProgrammeVersion
from kelisim.events.queries import by_days, programme_with_people
from kelisim.events.rooms import rooms_of, tight_rooms
from kelisim.events.vacancies import vacancies_of
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.events import ProgrammeForm
from kelisim.workspace.forms.trips import AppearanceForm, ReleaseForm, RoomForm
from kelisim.workspace.pages import attempt
from kelisim.workspace.records import Act
from kelisim.workspace.views.event_tabs import of_event, tabs_of

VERSIONS = 20


def programme(event: Event, user: User) -> QuerySet[ProgrammeItem]:
    rows = ProgrammeItem.objects.visible_to(user).filter(event=event)
    return rows.select_related("zone", "organisation", "event__office")


def appearances(event: Event, user: User) -> QuerySet[Appearance]:
    rows = Appearance.objects.visible_to(user).filter(item__event=event)
    return rows.select_related("item__event__office", "participation__person", "participation__organisation")


def act(name: str, form: Any, service: Any, title: Any, rows: Any = None, place: str = "", **more: Any) -> Act:
    """An act of an event whose permission has its name."""
    return Act(name, f"events.{name}", form, service, title, parts=rows, place=place, **more)


act_here = partial(act, back="event_programme")

ACTS = (
    act_here("create_room", RoomForm, services.create_room, gettext_lazy("Add a room")),
    act_here("edit_room", RoomForm, services.edit_room, gettext_lazy("Change the room"), rooms_of, "rooms"),
    act_here("archive_room", StrikeForm, services.archive_room, gettext_lazy("Put the room away"), rooms_of, "rooms"),
    act_here("create_programme_item", ProgrammeForm, services.create_programme_item, gettext_lazy("Add a point")),
    act_here(
        "edit_programme_item", ProgrammeForm, services.edit_programme_item, gettext_lazy("Change the point"),
        programme, "programme",
    ),
    act_here(
        "archive_programme_item", StrikeForm, services.archive_programme_item, gettext_lazy("Strike the point"),
        programme, "programme", words=gettext_lazy("It leaves the programme; the next released version says so."),
    ),
    act_here(
        "add_appearance", AppearanceForm, services.add_appearance, gettext_lazy("Name who appears"),
        programme, "programme",
    ),
    act_here(
        "remove_appearance", StrikeForm, services.remove_appearance, gettext_lazy("Strike from the point"),
        appearances, "appearances",
    ),
)  # fmt: skip


@require_safe
@of_event()
def event_programme(request: HttpRequest, event: Event) -> HttpResponse:
    """The programme by days, what is in two places at once, and what was released."""
    clashes = clashes_of(event)
    versions = ProgrammeVersion.objects.filter(event=event).select_related("released_by")[:VERSIONS]
    context = {
        "event": event,
        "tabs": tabs_of(event, request.user, "event_programme"),
        "days": by_days(programme_with_people(event, request.user)),
        "clashes": clashes,
        "tight": tight_rooms(event),
        "vacancies": vacancies_of(event),
        "rooms": rooms_of(event, request.user),
        "clashing": {
            side.source[1] for clash in clashes for side in (clash.first, clash.second) if side.source[0] == "item"
        },
        "versions": versions,
        "may": request.user.has_perm("events.create_programme_item", event),
    }
    return render(request, "workspace/events/programme.html", context)


@require_POST
@of_event("events.edit_appearance")
def event_hand_on_appearance(request: HttpRequest, event: Event, part_id: UUID) -> HttpResponse:
    """Who comes instead of a speaker speaks."""
    row = get_object_or_404(appearances(event, request.user), public_id=part_id)
    try:
        services.hand_on_appearance(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The next released version of the programme says so."))
    return redirect("workspace:event_programme", event.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.release_programme")
def release_programme(request: HttpRequest, event: Event) -> HttpResponse:
    """Release a version; what is in two places at once is shown before."""
    form = ReleaseForm(request.POST if request.method == "POST" else None, user=request.user, parent=event)
    if form.is_valid():
        root = request.build_absolute_uri("/").rstrip("/")
        version = attempt(form, lambda: services.release_programme(event, root=root, by=request.user, **form.facts))
        if version is not None:
            messages.success(request, _("Version %(number)s is released.") % {"number": version.number})
            return redirect("workspace:event_programme", event.public_id)
    context = {"event": event, "form": form, "clashes": clashes_of(event), "tight": tight_rooms(event)}
    context |= {"vacancies": vacancies_of(event)}
    return render(request, "workspace/events/release.html", context, status=422 if form.errors else 200)

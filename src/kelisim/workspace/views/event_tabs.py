"""The pages of an event beside its record: programme, people, attendance, trip; who may open them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.events.models import Event, EventKind
from kelisim.events.queries import events_for_list
from kelisim.workspace.records import Tab

SEE = "events.see_people"
TABS = (
    ("event", "calendar", _("Event")),
    ("event_programme", "table", _("Programme")),
    ("event_people", "users", _("People")),
    ("event_meetings", "hands", _("Meetings")),
    ("event_attendance", "check", _("Attendance")),
    ("event_trip", "pin", _("Trip")),
)
TRIPS = (EventKind.DELEGATION, EventKind.VISIT)


def of_event(permission: str = SEE) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of an event for those who may, in the hours of the place where it is held."""

    def frame(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @functools.wraps(view)
        def guarded(request: HttpRequest, public_id: UUID, **parts: Any) -> HttpResponse:
            user = request.user
            if not user.is_staff_member:
                raise PermissionDenied
            event = get_object_or_404(events_for_list(user), public_id=public_id)
            if not user.has_perm(permission, event):
                raise PermissionDenied
            with timezone.override(event.time_zone):
                return view(request, event, **parts)

        return guarded

    return frame


def tabs_of(event: Event, user: User, current: str = "event") -> list[Tab]:
    """The pages of an event that a user may open; none for those who may only read the record."""
    if not user.has_perm(SEE, event):
        return []
    names = [row for row in TABS if row[0] != ("event_meetings" if event.kind in TRIPS else "")]
    found = ((name, icon, label, _address(name, event)) for name, icon, label in names)
    return [Tab(str(label), href, icon, name == current) for name, icon, label, href in found if href]


def _address(name: str, event: Event) -> str:
    try:
        return reverse(f"workspace:{name}", args=[event.public_id])
    except NoReverseMatch:
        return ""

"""Personal pages of invitees and participants: the secret in the address is the permission, no sign-in is needed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.events import services
from kelisim.events.asking import meets_as, notices_for
from kelisim.events.calendars import programme_calendar
from kelisim.events.diaries import Entry, current_timetable, diary_of, next_of
from kelisim.events.feeds import personal_address
from kelisim.events.happenings import own_lateness
from kelisim.events.links import address_of, is_open, is_secret_of
from kelisim.events.models import (
    Invitation,
    InvitationState,
    MeetingRules,
    Participation,
    ParticipationRole,
    ParticipationState,
    ProgrammeVersion,
)
from kelisim.events.naming import names_along
from kelisim.events.queries import by_days
from kelisim.events.services.own import LATE_BY, ON_THE_DAY
from kelisim.events.versions import shown_programme
from kelisim.portal.invitation_forms import DeclineForm, RegistrationForm

View = Callable[..., HttpResponse]
ANSWERED = (InvitationState.ACCEPTED, InvitationState.DECLINED)


def unshared(view: View) -> View:
    """Nobody keeps the page, and its address is told to no other site.

    Not `no-referrer`: with it browsers send forms of the page from the origin `null`, and they are refused.
    """

    @functools.wraps(view)
    def answer(*args: Any, **parts: Any) -> HttpResponse:
        response = view(*args, **parts)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _invitation(public_id: UUID, secret: str) -> Invitation:
    rows = Invitation.objects.select_related(
        "event__office", "event__area", "organisation", "person", "delegation__country"
    ).prefetch_related(*names_along("organisation"))
    found = get_object_or_404(rows, public_id=public_id)
    if not is_open(found) or not is_secret_of(found, secret):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@unshared
def invitation(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """The invitation: accept, decline, name those who come."""
    found = _invitation(public_id, secret)
    people = _people(found)
    form = RegistrationForm(request.POST if request.method == "POST" else None, invitation=found, people=people)
    if form.is_valid():
        try:
            row = services.register_person(found, **form.facts)
        except ValidationError as error:
            form.add_error(None, error.messages if not hasattr(error, "error_dict") else error)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": row.person})
            return redirect(address_of(found))
    return _page(request, found, people, form, status=422 if form.errors else 200)


def _people(found: Invitation) -> list[Participation]:
    rows = services.registered_by(found).filter(person__isnull=False).select_related("person", "organisation")
    return list(rows.order_by("pk"))


def _page(
    request: HttpRequest, found: Invitation, people: list[Participation], form: RegistrationForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "invitation": found,
        "event": found.event,
        "people": [{"row": row, "href": address_of(row)} for row in people],
        "manages": found.delegation is not None and services.leads_delegation(found),
        "most": (found.delegation.seats if found.delegation else None) or found.seats,
        "form": form,
        "decline": DeclineForm(),
        "is_answered": found.state in ANSWERED,
        "here": address_of(found),
    }
    return render(request, "portal/invitation.html", context, status=status)


@require_POST
@unshared
def accept_invitation(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """Yes, we come."""
    found = services.accept_invitation(_invitation(public_id, secret))
    messages.success(request, _("Thank you. Please name those who will come: each gets a badge."))
    return redirect(address_of(found))


@require_POST
@unshared
def decline_invitation(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """No, nobody comes."""
    form = DeclineForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    found = services.decline_invitation(_invitation(public_id, secret), reason=reason)
    messages.success(request, _("Thank you for the answer. You may still change it by this link."))
    return redirect(address_of(found))


@require_POST
@unshared
def strike_person(request: HttpRequest, public_id: UUID, secret: str, part_id: UUID) -> HttpResponse:
    """A person who was named does not come."""
    found = _invitation(public_id, secret)
    row = get_object_or_404(services.registered_by(found), public_id=part_id)
    try:
        services.strike_person(found, participation=row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s is struck.") % {"name": row.person})
    return redirect(address_of(found))


def find_participant(public_id: UUID, secret: str) -> Participation:
    """Whose page an address is, if it is the living one."""
    rows = Participation.objects.filter(event__archived_at__isnull=True)
    rows = rows.select_related("event__office", "event__area", "person", "organisation", "delegation", "invitation")
    rows = rows.prefetch_related(*names_along("person", "organisation"))
    found = get_object_or_404(rows, public_id=public_id)
    if not is_secret_of(found, secret):
        raise Http404
    return found


@require_safe
@unshared
def participant(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """A participant's own page: badge, meetings, notices, the released programme with the own appearances."""
    found = find_participant(public_id, secret)
    event = found.event
    version = ProgrammeVersion.objects.filter(event=event).order_by("-number").first()
    timetable = current_timetable(event)
    has_meetings = found.state != ParticipationState.DECLINED and found.role != ParticipationRole.INTERPRETER
    has_meetings = has_meetings and MeetingRules.objects.filter(event=event).exists()
    diary, now = diary_of(meets_as(found)) if timetable else [], timezone.now()
    next_one = next_of(diary, now)
    with timezone.override(event.time_zone):
        context = {
            "participation": found,
            "event": event,
            "version": version,
            "days": by_days(shown_programme(event)) if version and event.is_published else [],
            "mine": {each.item_id for each in found.appearances.all()},
            "notices": notices_for(found)[:20],
            "calendar": address_of(found, "calendar"),
            "meetings": address_of(found, "meetings") if has_meetings else "",
            "leads": _led_by(found),
            "timetable": timetable,
            "diary": diary,
            "next": next_one,
            "late_by": LATE_BY if _may_say_late(found, next_one, now) else (),
            "late_href": f"{address_of(found, 'meetings')}{next_one.meeting.public_id}/late/" if next_one else "",
            "lateness": own_lateness(meets_as(found), now) if timetable else None,
            "now": now,
            "feed": request.build_absolute_uri(personal_address(found, "personal_calendar")),
            "pdf": personal_address(found, "personal_pdf"),
        }
        return render(request, "portal/participant.html", context)


def _may_say_late(found: Participation, next_one: Entry | None, now: datetime) -> bool:
    """Whether the desk is to be told now that somebody comes late to the next meeting."""
    comes = found.state != ParticipationState.DECLINED
    return comes and next_one is not None and next_one.starts_at - now <= ON_THE_DAY


def _led_by(found: Participation) -> str:
    """Where the leader of a delegation names and strikes its people: the page of the invitation, while it is open."""
    invitation = found.invitation
    leads = invitation is not None and found.delegation is not None and found.delegation.leader_id == found.pk
    return address_of(invitation) if leads and is_open(invitation) else ""


@require_safe
@unshared
def participant_calendar(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """The programme as a feed for the participant's own calendar."""
    found = find_participant(public_id, secret)
    host = request.get_host()
    return calendar_answer(programme_calendar(found.event, host=host), f"programme-{found.event.slug}.ics")


def calendar_answer(content: bytes, name: str) -> HttpResponse:
    """An iCalendar file."""
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

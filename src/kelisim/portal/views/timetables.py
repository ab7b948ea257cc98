"""Somebody's own meetings at a secret address: page, feed and PDF. Who has the address sees these and no others."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from icalendar import Calendar
from icalendar import Event as Entry_

from kelisim.common.templatetags.kelisim import tr_text
from kelisim.events.asking import meets_as, notices_for
from kelisim.events.diaries import Entry, current_timetable, diary_of, next_of
from kelisim.events.feeds import FEED, PAGE, is_secret_of, personal_address
from kelisim.events.links import address_of
from kelisim.events.models import Participation
from kelisim.events.naming import names_along, shown
from kelisim.events.services.own import ON_THE_DAY
from kelisim.events.sheets import diary_pdf, place_of

SHOWN = 20


def _participation(public_id: UUID, secret: str, name: str = PAGE) -> Participation:
    rows = Participation.objects.select_related("event__office", "event__area", "organisation", "person")
    rows = rows.prefetch_related(*names_along("organisation", "person"))
    found = get_object_or_404(rows, public_id=public_id, event__archived_at__isnull=True)
    if not is_secret_of(found, secret, name):
        raise Http404
    return found


@never_cache
def personal_timetable(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """Whom I meet, when and where."""
    found = _participation(public_id, secret)
    timetable = current_timetable(found.event)
    diary, now = diary_of(meets_as(found)) if timetable else [], timezone.now()
    next_one = next_of(diary, now)
    context = {
        "event": found.event,
        "participation": found,
        "name": shown(found),
        "timetable": timetable,
        "diary": diary,
        "next": next_one,
        "whole": address_of(found),
        "late_page": address_of(found) if next_one and next_one.starts_at - now <= ON_THE_DAY else "",
        "notices": notices_for(found)[:SHOWN],
        "feed": request.build_absolute_uri(personal_address(found, FEED)),
        "now": now,
    }
    response = render(request, "portal/personal_timetable.html", context)
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
def personal_calendar(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """The same as a feed to which a calendar subscribes."""
    found = _participation(public_id, secret, FEED)
    response = HttpResponse(calendar_of(found).to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.event.slug}.ics"'
    response["Referrer-Policy"] = "same-origin"
    return response


def calendar_of(row: Participation) -> Calendar:
    """Somebody's meetings as iCalendar (RFC 5545): hours in UTC, which every calendar shows in its owner's zone."""
    book = Calendar()
    book.add("prodid", "-//Kelisim//meetings//")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    title = tr_text(row.event.title)
    book.add("x-wr-calname", f"{title}: {shown(row)}")
    book.add("x-wr-timezone", row.event.time_zone)
    for each in diary_of(meets_as(row)):
        book.add_component(_entry(row, each))
    return book


def _entry(row: Participation, each: Entry) -> Any:
    entry = Entry_()
    sample = f" ({_('sample')})" if row.event.is_sample else ""
    entry.add("uid", f"{each.meeting.public_id}@kelisim")
    entry.add("dtstamp", timezone.now())
    entry.add("sequence", each.meeting.version)
    entry.add("summary", f"{each.who}{sample}")
    entry.add("dtstart", each.starts_at.astimezone(UTC))
    entry.add("dtend", each.ends_at.astimezone(UTC))
    entry.add("location", ", ".join(part for part in (place_of(each), tr_text(row.event.place)) if part))
    words = [str(each.subject or "")]
    words += [_("Interpreter: %(name)s") % {"name": each.interpreter}] if each.interpreter else []
    entry.add("description", "\n".join(part for part in words if part))
    return entry


@never_cache
def personal_pdf(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """The same to print."""
    found = _participation(public_id, secret)
    response = HttpResponse(
        diary_pdf(found.event, shown(found), diary_of(meets_as(found))), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{found.event.slug}.pdf"'
    response["Referrer-Policy"] = "same-origin"
    return response

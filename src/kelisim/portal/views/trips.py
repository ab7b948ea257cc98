"""Published reports of trips, results of events, the screen in the hall, the programme as a calendar."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kelisim.agreements.models import CeremonyPaper
from kelisim.common.files import open_file
from kelisim.events.calendars import programme_calendar
from kelisim.events.models import Event, TripNote
from kelisim.events.queries import attendance_of, day_on_screen, meetings_held
from kelisim.events.versions import shown_programme
from kelisim.overview.quotes import quote_of_source
from kelisim.overview.results import results_of
from kelisim.overview.trips import public_trip_of
from kelisim.portal.views.invitations import calendar_answer
from kelisim.press.models import Article

AHEAD = 3


def _published(slug: str) -> Event:
    return get_object_or_404(Event.objects.published().select_related("office", "area", "source"), slug=slug)


@require_safe
def trip_report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of a trip, once its office has released it."""
    event = _published(slug)
    if event.report_released_at is None:
        raise Http404
    with timezone.override(event.time_zone):
        context = {
            "event": event,
            "trip": public_trip_of(event),
            "quote": quote_of_source(event.source) if event.source else None,
            "articles": Article.objects.published().filter(versions__claims__event=event).distinct(),
        }
        return render(request, "portal/trip_report.html", context)


@require_safe
def trip_photo(request: HttpRequest, slug: str, public_id: UUID) -> FileResponse:
    """A photograph of a published report."""
    rows = TripNote.objects.filter(event__slug=slug, event__report_released_at__isnull=False, is_public=True)
    rows = rows.filter(event__in=Event.objects.published(), photo__public_id=public_id)
    note = get_object_or_404(rows.select_related("photo"))
    try:
        content = open_file(note.photo)
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(content, content_type=note.photo.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def event_results(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of an event: who came, who met, what was signed and what became of it."""
    event = _published(slug)
    return render(request, "portal/event_results.html", {"event": event, "results": results_of(event)})


@require_safe
def event_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Counters for a screen in the hall; it asks for news by itself."""
    event = _published(slug)
    now = timezone.now()
    with timezone.override(event.time_zone):
        coming = [item for item in shown_programme(event) if item.ends_at >= now]
        context = {
            "event": event,
            "now": attendance_of(event, day_on_screen(event, timezone.localdate())),
            "held": meetings_held(event),
            "signed": CeremonyPaper.objects.filter(item__event=event, signed_at__isnull=False).count(),
            "coming": coming[:AHEAD],
            "today": timezone.localdate(),
            "at": now,
        }
        template = "portal/parts/hall.html" if request.htmx else "portal/event_screen.html"
        return render(request, template, context)


@require_safe
def event_programme_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme of an event for calendars."""
    event = _published(slug)
    return calendar_answer(programme_calendar(event, host=request.get_host()), f"programme-{event.slug}.ics")

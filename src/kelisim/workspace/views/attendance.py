"""Who has come: badges read at the door with a phone, the list at the desk, badges to print."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kelisim.common import formats
from kelisim.events import services
from kelisim.events.badges import badges_pdf
from kelisim.events.happenings import happened_at
from kelisim.events.models import CheckIn, CheckInWay, Event, Participation, ParticipationState, ProgrammeItem
from kelisim.events.naming import names_along
from kelisim.events.queries import attendance_of, day_on_screen
from kelisim.workspace.forms.trips import CheckInForm
from kelisim.workspace.views.event_lists import of_participation
from kelisim.workspace.views.event_tabs import of_event, tabs_of

RECENT = 20
# Other pages close the camera (`config/request_ids.py`); the door is the one that needs it.
WITH_CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
BADGE = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
CODE = re.compile(r"[0-9a-f]{8}", re.IGNORECASE)


@require_safe
@of_event()
def event_attendance(request: HttpRequest, event: Event) -> HttpResponse:
    """How many have come, to the event and to each session, day by day."""
    today = timezone.localdate()
    shown_day = day_on_screen(event, today)
    came = CheckIn.objects.filter(event=event, participation__archived_at__isnull=True)
    sessions = ProgrammeItem.objects.filter(event=event).order_by("starts_at", "pk")
    living = Q(check_ins__participation__archived_at__isnull=True)
    context = {
        "event": event,
        "tabs": tabs_of(event, request.user, "event_attendance"),
        "today": today,
        "day_title": _("Today") if shown_day == today else formats.day(shown_day, style="full"),
        "now": attendance_of(event, shown_day),
        "days": came.filter(item__isnull=True).values("day").annotate(number=Count("pk")).order_by("day"),
        "sessions": sessions.annotate(number=Count("check_ins", filter=living)),
        "last": _named(came.select_related("item")).order_by("-at")[:RECENT],
        "happened": happened_at(event) if services.current_timetable(event) else None,
        "may": request.user.has_perm("events.keep_note", event),
    }
    return render(request, "workspace/events/attendance.html", context)


def _named(rows: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Arrivals with the names of those who came, in the language of the page."""
    rows = rows.select_related("participation__person", "participation__organisation")
    return rows.prefetch_related(*names_along("participation__person", "participation__organisation"))


@require_http_methods(["GET", "HEAD", "POST"])
@of_event("events.keep_note")
def event_door(request: HttpRequest, event: Event) -> HttpResponse:
    """The door: a camera reads badges (`checkin.js`), or a code is typed. The address on a badge leads here too."""
    if request.method == "POST":
        return _check_in(request, event)
    found = _badge_of(event, request.GET.get("badge", ""))
    initial = {"badge": request.GET.get("badge", ""), "item": request.GET.get("door", "")}
    return _door(request, event, CheckInForm(event=event, initial=initial), found)


def _check_in(request: HttpRequest, event: Event) -> HttpResponse:
    wants_json = "application/json" in request.headers.get("Accept", "")
    form = CheckInForm(request.POST, event=event)
    row = _badge_of(event, request.POST.get("badge", "")) if form.is_valid() else None
    if row is None:
        words = _("No badge of this event has this code. Look the person up in the list.")
        if wants_json:
            return JsonResponse({"state": "unknown", "words": words}, status=404)
        form.add_error("badge", words)
        return _door(request, event, form, None, status=422)
    facts = form.cleaned_data
    way = facts["way"] if facts["way"] in CheckInWay.values else CheckInWay.CODE
    key = facts["key"] or uuid4()
    try:
        arrival = services.check_in(row, at=facts["at"], key=key, item=facts["item"], way=way, by=request.user)
    except ValidationError as error:
        words = " ".join(error.messages)
        if wants_json:
            return JsonResponse({"state": "unknown", "words": words}, status=422)
        form.add_error("badge", words)
        return _door(request, event, form, None, status=422)
    is_again = arrival.key != key
    name = str(row.person or row.organisation)
    if wants_json:
        told = {"state": "again" if is_again else "in", "name": name, "company": str(row.organisation or "")}
        return JsonResponse(told | {"at": timezone.localtime(arrival.at).strftime("%H:%M"), "key": str(arrival.key)})
    words = _("%(name)s came already at %(at)s.") if is_again else _("%(name)s has come.")
    messages.success(request, words % {"name": name, "at": timezone.localtime(arrival.at).strftime("%H:%M")})
    door = f"?door={facts['item'].public_id}" if facts["item"] else ""
    return redirect(reverse("workspace:event_door", args=[event.public_id]) + door)


def _badge_of(event: Event, text: str) -> Participation | None:
    """By what a camera reads (an address with the badge's number, or the number) or by the code below it."""
    rows = Participation.objects.filter(event=event).select_related("person", "organisation", "event")
    if whole := BADGE.findall(text):  # the address names the event before the badge
        return rows.filter(badge=UUID(whole[-1])).first()
    bare = re.sub(r"[\s-]", "", text)
    if not CODE.fullmatch(bare):
        return None
    first, last = UUID(bare + "0" * 24), UUID(bare + "f" * 24)
    found = list(rows.filter(badge__range=(first, last))[:2])
    return found[0] if len(found) == 1 else None


def _door(
    request: HttpRequest, event: Event, form: CheckInForm, found: Participation | None, *, status: int = 200
) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    rows = Participation.objects.filter(event=event).exclude(state=ParticipationState.DECLINED)
    rows = of_participation()(rows, words) if words else rows.none()
    rows = rows.select_related("person", "organisation").prefetch_related(*names_along("person", "organisation"))
    sessions = ProgrammeItem.objects.filter(event=event).order_by("starts_at", "pk")
    door = sessions.filter(public_id=_uuid(request.GET.get("door", ""))).first()
    context = {
        "event": event,
        "form": form,
        "found": found,
        "q": words,
        "people": rows.order_by("person__name")[:RECENT],
        "sessions": sessions,
        "door": door,
        "now": attendance_of(event, timezone.localdate()),
    }
    answer = render(request, "workspace/events/check_in.html", context, status=status)
    answer["Permissions-Policy"] = WITH_CAMERA
    return answer


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@of_event()
def event_badges(request: HttpRequest, event: Event) -> HttpResponse:
    """All badges of those who are registered, or one, as PDF."""
    rows = Participation.objects.filter(event=event).exclude(state=ParticipationState.DECLINED)
    if one := _uuid(request.GET.get("one", "")):
        rows = rows.filter(public_id=one)
    address = request.build_absolute_uri(reverse("workspace:event_door", args=[event.public_id]))
    try:
        content = badges_pdf(
            event,
            list(
                rows.select_related("person", "organisation__country").prefetch_related(
                    *names_along("person", "organisation")
                )
            ),
            address=address,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:event_people", event.public_id)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="badges-{event.slug}.pdf"'
    return answer

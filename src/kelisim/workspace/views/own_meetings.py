"""Meetings as a participant sees them: whom I may ask, what I asked and was asked, when I meet whom, why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.accounts.models import Role
from kelisim.events import services
from kelisim.events.asking import candidates, is_asking_open, used_wishes, whom_to_ask, why_shown, wishes_of
from kelisim.events.diaries import current_timetable, diary_of, wishes_got, wishes_made
from kelisim.events.feeds import FEED, personal_address
from kelisim.events.models import (
    Consent,
    MeetingNotice,
    MeetingRules,
    Participation,
    ParticipationRole,
    ParticipationState,
)
from kelisim.events.naming import languages_shown, shown
from kelisim.parties.models import acts_for
from kelisim.workspace.forms.own_meetings import AskForm
from kelisim.workspace.views.meetings import attempt, query_of, typed

PAGE, FEW = 40, 5


def own_participations(user: Any) -> QuerySet[Participation]:
    """As what the organisations for which the user acts take part in events; one row an event and organisation."""
    rows = Participation.objects.filter(acts_for(user, "organisation__"), event__archived_at__isnull=True)
    rows = rows.exclude(role=ParticipationRole.INTERPRETER).exclude(state=ParticipationState.DECLINED)
    first = rows.order_by().values("event", "organisation").annotate(first=Min("pk")).values("first")
    found = Participation.objects.filter(pk__in=first).select_related("event__office", "organisation", "person")
    return found.order_by("-event__start", "pk")


def _mine(request: HttpRequest, public_id: UUID) -> Participation:
    if request.user.role != Role.INVESTOR:
        raise PermissionDenied
    return get_object_or_404(own_participations(request.user), public_id=public_id)


@require_safe
@login_required
def own_meeting_list(request: HttpRequest) -> HttpResponse:
    """The events at which one's companies meet others."""
    if request.user.role != Role.INVESTOR:
        raise PermissionDenied
    return render(request, "workspace/own/meeting_list.html", {"rows": own_participations(request.user)})


@require_safe
@login_required
def own_meetings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """My meetings at one event: the timetable when there is one, my wishes, what others ask of me."""
    mine = _mine(request, public_id)
    with timezone.override(mine.event.time_zone):
        rules = MeetingRules.objects.filter(event=mine.event).first()
        timetable = current_timetable(mine.event)
        made = wishes_made(mine)
        context = {
            "mine": mine,
            "event": mine.event,
            "rules": rules,
            "is_open": is_asking_open(rules) and not services.is_over(mine.event),
            "timetable": timetable,
            "diary": diary_of(mine) if timetable else [],
            "made": made,
            "got": wishes_got(mine),
            "used": used_wishes(made),
            "personal": personal_address(mine),
            "feed": personal_address(mine, FEED),
            "notices": MeetingNotice.objects.filter(participation=mine)[:FEW],
        }
        return render(request, "workspace/own/meetings.html", context)


@require_safe
@login_required
def own_meeting_people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Whom one may ask: officials and companies, found by name, country or language."""
    mine = _mine(request, public_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    page = Paginator(whom_to_ask(mine, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "mine": mine,
        "event": mine.event,
        "people": candidates(mine, page),
        "page_of_rows": page,
        "q": words,
        "query": query_of(request),
    }
    return render(request, "workspace/own/meeting_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_meeting_ask(request: HttpRequest, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Ask somebody to meet: about what, how important."""
    mine = _mine(request, public_id)
    rows = Participation.objects.filter(event=mine.event).select_related("organisation__country", "person", "event")
    asked = get_object_or_404(rows, public_id=part_id)
    form = AskForm(typed(request), user=request.user, parent=mine.event)
    if form.is_valid():
        done = attempt(form, lambda: services.ask_for_meeting(mine, asked=asked, by=request.user, **form.cleaned_data))
        if done:
            messages.success(request, _("Your wish to meet %(who)s is recorded.") % {"who": shown(asked)})
            return redirect("workspace:own_meetings", mine.public_id)
    context = {
        "mine": mine,
        "event": mine.event,
        "form": form,
        "name": shown(asked),
        "asked": asked,
        "languages": languages_shown(asked),
    }
    return render(request, "workspace/own/meeting_ask.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def own_meeting_answer(request: HttpRequest, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Agree to a wish, refuse it, or take one's own back."""
    mine = _mine(request, public_id)
    wish, answer = get_object_or_404(wishes_of(mine), public_id=part_id), request.POST.get("answer", "")
    try:
        if answer == "withdraw":
            services.withdraw_meeting_request(wish, by=request.user)
            messages.info(request, _("The wish is taken back."))
        elif answer in (Consent.AGREED, Consent.VETOED):
            services.answer_meeting_request(wish, consent=Consent(answer), by=request.user)
            messages.info(request, _("Your answer is recorded."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("workspace:own_meetings", mine.public_id)


@require_safe
@login_required
def own_meeting_why(request: HttpRequest, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Why a wish was not met, and what would help."""
    mine = _mine(request, public_id)
    wish = get_object_or_404(wishes_of(mine), public_id=part_id)
    context = {"mine": mine, "event": mine.event, **why_shown(wish, mine)}
    return render(request, "workspace/own/meeting_why.html", context)


@require_POST
@login_required
def own_calendar_renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give one's timetable a new secret address."""
    services.renew_calendar(_mine(request, public_id), by=request.user)
    messages.success(request, _("Your timetable has a new address; the old one leads nowhere from now on."))
    return redirect("workspace:own_meetings", public_id)

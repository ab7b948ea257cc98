"""A participant's meetings by the personal link: whom I may ask, what I asked and was asked, when I meet whom, why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.common import formats
from kelisim.common.templatetags.kelisim import called
from kelisim.events import services
from kelisim.events.asking import (
    candidates,
    is_asking_open,
    may_ask,
    meets_as,
    used_wishes,
    whom_to_ask,
    why_shown,
    wishes_of,
)
from kelisim.events.diaries import current_timetable, diary_of, meetings_of, wishes_got, wishes_made
from kelisim.events.links import address_of
from kelisim.events.models import Consent, MeetingRules, Participation, ParticipationState
from kelisim.events.naming import languages_shown, shown
from kelisim.portal.invitation_forms import AskForm, LateForm
from kelisim.portal.views.invitations import find_participant, unshared

PAGE = 40


def _find(public_id: UUID, secret: str) -> tuple[Participation, Participation]:
    """Whose page it is, and the participation under which their meetings stand."""
    found = find_participant(public_id, secret)
    if found.state == ParticipationState.DECLINED:
        raise Http404
    return found, meets_as(found)


def _about(found: Participation, mine: Participation) -> dict[str, Any]:
    return {
        "event": found.event,
        "mine": mine,
        "who": called(found.person or found.organisation),
        "page_of_mine": address_of(found),
        "here": address_of(found, "meetings"),
    }


@require_safe
@unshared
def own_meetings(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """My wishes, what others ask of me, my timetable when there is one."""
    found, mine = _find(public_id, secret)
    rules = MeetingRules.objects.filter(event=mine.event).first()
    made = wishes_made(mine)
    with timezone.override(mine.event.time_zone):
        context = _about(found, mine) | {
            "rules": rules,
            "may_ask": may_ask(mine),
            "is_open": may_ask(mine) and is_asking_open(rules) and not services.is_over(mine.event),
            "diary": diary_of(mine) if current_timetable(mine.event) else [],
            "made": made,
            "got": wishes_got(mine),
            "used": used_wishes(made),
        }
        return render(request, "portal/own_meetings.html", context)


@require_safe
@unshared
def own_people(request: HttpRequest, public_id: UUID, secret: str) -> HttpResponse:
    """Whom I may ask: officials and companies, found by name."""
    found, mine = _find(public_id, secret)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    page = Paginator(whom_to_ask(mine, words), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = _about(found, mine) | {
        "people": candidates(mine, page),
        "page_of_rows": page,
        "q": words,
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "portal/own_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@unshared
def own_ask(request: HttpRequest, public_id: UUID, secret: str, part_id: UUID) -> HttpResponse:
    """Ask somebody to meet: about what, how important."""
    found, mine = _find(public_id, secret)
    asked = get_object_or_404(whom_to_ask(mine), public_id=part_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.ask_by_link(found, asked=asked, **form.facts)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("Your wish to meet %(who)s is recorded.") % {"who": shown(asked)})
            return redirect(address_of(found, "meetings"))
    context = _about(found, mine) | {
        "form": form,
        "name": shown(asked),
        "asked": asked,
        "languages": languages_shown(asked),
    }
    return render(request, "portal/own_ask.html", context, status=422 if form.errors else 200)


@require_POST
@unshared
def own_answer(request: HttpRequest, public_id: UUID, secret: str, part_id: UUID) -> HttpResponse:
    """Agree to a wish, refuse it, or take one's own back."""
    found, mine = _find(public_id, secret)
    wish, answer = get_object_or_404(wishes_of(mine), public_id=part_id), request.POST.get("answer", "")
    try:
        if answer == "withdraw":
            services.withdraw_by_link(found, wish=wish)
            messages.info(request, _("The wish is taken back."))
        elif answer in (Consent.AGREED, Consent.VETOED):
            services.answer_by_link(found, wish=wish, consent=Consent(answer))
            messages.info(request, _("Your answer is recorded."))
    except PermissionDenied as error:
        raise Http404 from error
    return redirect(address_of(found, "meetings"))


@require_safe
@unshared
def own_why(request: HttpRequest, public_id: UUID, secret: str, part_id: UUID) -> HttpResponse:
    """Why a wish was not met, and what would help."""
    found, mine = _find(public_id, secret)
    wish = get_object_or_404(wishes_of(mine), public_id=part_id)
    return render(request, "portal/own_why.html", _about(found, mine) | why_shown(wish, mine))


@require_POST
@unshared
def own_late(request: HttpRequest, public_id: UUID, secret: str, part_id: UUID) -> HttpResponse:
    """I come so many minutes late to a meeting of mine: the desk is told."""
    found, mine = _find(public_id, secret)
    meeting = get_object_or_404(meetings_of(mine), public_id=part_id)
    form = LateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how many minutes late you come."))
        return redirect(address_of(found))
    try:
        row = services.say_late_by_link(found, meeting=meeting, now=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except PermissionDenied as error:
        raise Http404 from error
    else:
        words = _("The desk knows that you can meet from %(time)s. If a meeting of yours moves, you read it here.")
        messages.success(
            request, words % {"time": formats.clock(row.ends_at.astimezone(ZoneInfo(mine.event.time_zone)))}
        )
    return redirect(address_of(found))

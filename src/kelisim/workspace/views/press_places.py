"""Places that the reader did not understand: a person makes a claim of them, or dismisses them with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kelisim.accounts.models import User
from kelisim.events.models import Event
from kelisim.press import queries, reading, unclear
from kelisim.press.facts import facts_of
from kelisim.press.models import ArticleVersion, DismissReason, Unclear
from kelisim.workspace.forms.press import PlaceForm
from kelisim.workspace.pages import attempt, page_of
from kelisim.workspace.records import Kind
from kelisim.workspace.views.press_words import words_of

WHY = {
    "time_unknown": gettext_lazy("It is not known which time is meant."),
    "money_without_measure": gettext_lazy("Money, but it is not clear for what."),
    "number_without_unit": gettext_lazy("A number, but it is not clear of what."),
    "money_without_number": gettext_lazy("Money is spoken of, but not how much."),
}


def why_of(place: Unclear) -> str:
    """Why the reader did not understand it."""
    return str(WHY.get(place.why, place.why))


def fate_of(place: Unclear) -> str:
    """What a person made of it."""
    if place.claim:
        return _("Claim: %(claim)s") % {"claim": words_of(facts_of(place.claim))}
    return _("Dismissed: %(why)s") % {"why": DismissReason(place.reason).label} if place.reason else ""


def waiting_places(version: ArticleVersion) -> list[Unclear]:
    """Places that nobody has settled."""
    return [place for place in queries.unclear_places(version) if not place.is_settled]


def of_place(place: Unclear, waiting: list[Unclear], version: ArticleVersion) -> dict[str, Any]:
    """What the review shows of a place."""
    return {
        "place": place,
        "why": why_of(place),
        "fate": fate_of(place),
        "passage": queries.passage_of(place, queries.claims_of(version)),
        "following_place": queries.place_after(place, waiting),
        "dismissals": DismissReason.choices,
    }


def chosen_place(request: HttpRequest, version: ArticleVersion, waiting: list[Unclear]) -> Unclear | None:
    """The place that the address names, settled or not."""
    wanted = request.GET.get("place", "")
    places = queries.unclear_places(version) if wanted else []
    return next((one for one in places if str(one.public_id) == wanted), None)


def undo_of(version: ArticleVersion, user: User) -> tuple[str, str] | None:
    """Where the user's last decision on this text is taken back, and what it was about."""
    claim, place = queries.last_decided(version, user), queries.last_settled(version, user)
    article = version.article.public_id
    if place and (claim is None or place.settled_at > claim.decided_at):
        return reverse("workspace:place_reopen", args=[article, place.public_id]), place.quote
    return (reverse("workspace:claim_reopen", args=[article, claim.public_id]), claim.quote) if claim else None


def _place(request: HttpRequest, public_id: UUID, place_id: UUID) -> Unclear:
    article = get_object_or_404(queries.articles_for_list(request.user), public_id=public_id)
    return get_object_or_404(queries.unclear_places(queries.latest_version(article)), public_id=place_id)


def _address(place: Unclear, other: Unclear | None) -> str:
    here = reverse("workspace:article_review", args=[place.version_of.article.public_id])
    return f"{here}?place={other.public_id}#now" if other else here


def _onward(place: Unclear) -> HttpResponse:
    return redirect(_address(place, queries.place_after(place, waiting_places(place.version_of))))


@require_POST
@page_of
def dismiss_place(request: HttpRequest, kind: Kind, public_id: UUID, place_id: UUID) -> HttpResponse:
    """Say that the place becomes no claim, and why."""
    place, given = _place(request, public_id, place_id), request.POST
    version = int(given["version"]) if given.get("version", "").isdecimal() and len(given["version"]) < 10 else None
    try:
        unclear.dismiss_place(place, reason=given.get("reason", ""), version=version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_address(place, place))
    messages.success(request, _("Dismissed: %(why)s") % {"why": f"“{place.quote}”"})
    return _onward(place)


@require_POST
@page_of
def reopen_place(request: HttpRequest, kind: Kind, public_id: UUID, place_id: UUID) -> HttpResponse:
    """Take back what was made of the place."""
    place = unclear.reopen_place(_place(request, public_id, place_id), by=request.user)
    messages.info(request, _("Taken back: %(claim)s waits again.") % {"claim": f"“{place.quote}”"})
    return redirect(_address(place, place))


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def settle_place(request: HttpRequest, kind: Kind, public_id: UUID, place_id: UUID) -> HttpResponse:
    """Make a claim of the place and take it into the ledger."""
    place, user = _place(request, public_id, place_id), request.user
    if not user.has_perm("press.settle_place", place):
        raise PermissionDenied
    events = Event.objects.filter(office=place.version_of.article.office)
    form = PlaceForm(request.POST or None, read=_as_read(place), claim=place, events=events)
    make: Callable[[], Any] = lambda: unclear.settle_place(place, by=user, **form.facts)  # noqa: E731  # the one deed
    if form.is_valid() and (claim := attempt(form, make)):
        messages.success(request, _("Accepted: %(claim)s.") % {"claim": words_of(facts_of(claim))})
        return _onward(place)
    context = {"kind": kind, "article": place.version_of.article, "claim": place, "form": form}
    context |= {"heading": _("Make a claim"), "eyebrow": why_of(place), "submit": _("Accept as a claim")}
    context |= {
        "passage": queries.passage_of(place, queries.claims_of(place.version_of)),
        "back": _address(place, place),
    }
    return render(request, "workspace/press/claim_form.html", context, status=422 if form.errors else 200)


def _as_read(place: Unclear) -> dict[str, Any]:
    """The number as far as the reader read it, and the place that most claims of the article are about."""
    version = place.version_of
    found = reading.read(version.text, day=version.article.day, language=version.article.language).unclear
    same = next((one for one in found if (one.offset, one.length) == (place.offset, place.length)), None)
    areas = [claim.area.code for claim in queries.claims_of(version) if claim.area]
    read: dict[str, Any] = {"area": max(set(areas), key=areas.count) if areas else None}
    if same and same.value is not None:
        read |= {"value": f"{same.value:f}", "unit": same.unit}
    return read

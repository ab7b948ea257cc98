"""Decisions on claims: accept, correct, reject, take back; and reading a text again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kelisim.events.models import Event
from kelisim.press import decisions, queries, services
from kelisim.press.facts import facts_of
from kelisim.press.models import PERSON, Claim, RejectReason, Unclear
from kelisim.workspace.forms.press import CorrectionForm
from kelisim.workspace.pages import attempt, page_of
from kelisim.workspace.records import Kind
from kelisim.workspace.views import press_places as places
from kelisim.workspace.views.press_review import version_of
from kelisim.workspace.views.press_words import words_of
from kelisim.workspace.works import press_model as model

HEADING = "#now"


def _claim(request: HttpRequest, public_id: UUID, claim_id: UUID) -> Claim:
    return get_object_or_404(queries.claims_of(version_of(request, public_id)), public_id=claim_id)


def _asked_back(request: HttpRequest) -> str:
    """The page from which it was decided, if it was not the review of its article."""
    asked = request.POST.get("back") or request.GET.get("back", "")
    is_here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if is_here else ""


def _onward(request: HttpRequest, claim: Claim) -> HttpResponse:
    if back := _asked_back(request):
        return redirect(back + HEADING)
    version = claim.version_of
    following = queries.after(claim, list(queries.queue(version)))
    address = reverse("workspace:article_review", args=[version.article.public_id])
    return redirect(f"{address}?claim={following.public_id}{HEADING}" if following else address)


def _stay(request: HttpRequest, claim: Claim) -> HttpResponse:
    return redirect(_address(request, claim))


def _address(request: HttpRequest, claim: Claim) -> str:
    """The claim itself, on the page from which it was opened."""
    back = _asked_back(request)
    if back:
        return f"{back}{'&' if '?' in back else '?'}claim={claim.public_id}{HEADING}"
    address = reverse("workspace:article_review", args=[claim.version_of.article.public_id])
    return f"{address}?claim={claim.public_id}{HEADING}"


def _decide(request: HttpRequest, claim: Claim, do: Callable[[], Any], done: str) -> HttpResponse:
    told = words_of(facts_of(claim))
    try:
        do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _onward(request, claim) if claim.is_decided else _stay(request, claim)
    messages.success(request, done % {"claim": told})
    return _onward(request, claim)


def _opened_version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


@require_POST
@page_of
def accept_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Take the claim into the ledger as it was read."""
    claim = _claim(request, public_id, claim_id)
    accept = lambda: decisions.accept_claim(claim, version=_opened_version(request), by=request.user)  # noqa: E731  # the one deed
    return _decide(request, claim, accept, _("Accepted: %(claim)s."))


@require_POST
@page_of
def reject_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Say that the claim is no figure for the ledger."""
    claim, reason = _claim(request, public_id, claim_id), request.POST.get("reason", "")
    reason = reason if reason in RejectReason.values else RejectReason.MISREAD
    reject = lambda: decisions.reject_claim(claim, reason=reason, version=_opened_version(request), by=request.user)  # noqa: E731  # the one deed
    return _decide(request, claim, reject, _("Rejected: %(claim)s."))


@require_POST
@page_of
def reopen_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Take the decision back."""
    claim = _claim(request, public_id, claim_id)
    if claim.reader == PERSON and (place := Unclear.objects.filter(claim=claim).first()):
        return places.reopen_place(request, kind=kind, public_id=public_id, place_id=place.public_id)
    decisions.reopen_claim(claim, by=request.user)
    messages.info(request, _("Taken back: %(claim)s waits again.") % {"claim": words_of(facts_of(claim))})
    return _stay(request, claim)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def correct_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Put right what was read, and take it into the ledger."""
    claim, user = _claim(request, public_id, claim_id), request.user
    if not user.has_perm("press.correct_claim", claim):
        raise PermissionDenied
    events = Event.objects.filter(office=claim.version_of.article.office)
    form = CorrectionForm(request.POST or None, claim=claim, events=events)
    if form.is_valid() and attempt(form, lambda: decisions.correct_claim(claim, by=user, **form.facts)):
        messages.success(request, _("Corrected and accepted: %(claim)s.") % {"claim": words_of(facts_of(claim))})
        return _onward(request, claim)
    claims = queries.claims_of(claim.version_of)
    context = {"kind": kind, "article": claim.version_of.article, "claim": claim, "form": form}
    context |= {
        "heading": _("Correct a claim"),
        "eyebrow": words_of(facts_of(claim)),
        "submit": _("Correct and accept"),
    }
    context |= {"passage": queries.passage_of(claim, claims), "back": _address(request, claim)}
    return render(request, "workspace/press/claim_form.html", context, status=422 if form.errors else 200)


@require_POST
@page_of
def ask_model(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Let a worker ask the language model about the text, where one is set."""
    version = version_of(request, public_id)
    if not model.is_on():
        raise Http404
    return redirect("workspace:job", model.begin_model(version, by=request.user).public_id)


@require_POST
@page_of
def read_article(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Let the reader read the text again."""
    version = version_of(request, public_id)
    try:
        services.read_article(version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The text was read again; decisions stay as they are."))
    return redirect("workspace:article_review", public_id)

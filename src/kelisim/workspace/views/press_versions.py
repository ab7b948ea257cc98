"""The texts that an article had: what each changed, and the figures that rest on words which are gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.common import formats
from kelisim.press import decisions, queries, services, versions
from kelisim.press.facts import facts_of
from kelisim.press.models import Article, ArticleVersion, Claim
from kelisim.press.versions import Change, Fate
from kelisim.workspace.forms.press import NewTextForm
from kelisim.workspace.pages import attempt, page_of
from kelisim.workspace.records import Kind, address_of
from kelisim.workspace.views.press_words import FIELDS, measure_of, words_of

FATES = {
    Fate.SAME: gettext_lazy("the same"),
    Fate.CHANGED: gettext_lazy("changed"),
    Fate.NEW: gettext_lazy("new"),
    Fate.GONE: gettext_lazy("gone"),
}


@require_safe
@page_of
def show_versions(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """What the latest text changed, or the one that the address names."""
    article = _article(request, public_id)
    version = _version(article, request.GET.get("number", ""))
    earlier = versions.before(version)
    changes = versions.changes_of(version) if earlier else []
    context = {
        "kind": kind,
        "article": article,
        "version": version,
        "earlier": earlier,
        "versions": article.versions.order_by("-number"),
        "rows": [_row(request, article, one) for one in changes],
        "counts": _counts(changes),
        "left_behind": [_left(request, article, one) for one in _left_behind(article)],
        "can_decide": request.user.has_perm("press.store_claims", version),
        "can_add": request.user.has_perm("press.store_version", article),
    }
    return render(request, "workspace/press/versions.html", context)


def _article(request: HttpRequest, public_id: UUID) -> Article:
    return get_object_or_404(queries.articles_for_list(request.user), public_id=public_id)


def _version(article: Article, number: str) -> ArticleVersion:
    rows = article.versions.select_related("article__office").order_by("-number")
    rows = rows.filter(number=int(number)) if number.isdecimal() and len(number) < 6 else rows
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _left_behind(article: Article) -> Any:
    related = ("target", "observation", "area", "partner", "version_of__article__office", "followed_by")
    return versions.left_behind(article).select_related(*related)


def _counts(changes: list[Change]) -> list[tuple[str, str]]:
    counts = versions.counted(changes)
    return [(formats.number(counts[fate]), str(FATES[fate])) for fate in Fate if counts[fate]]


def _row(request: HttpRequest, article: Article, one: Change) -> dict[str, Any]:
    claim = one.after or one.before
    assert claim
    figure = (one.before and one.before.figure) or (one.after and one.after.figure)
    review = reverse("workspace:article_review", args=[article.public_id])
    return {
        "fate": one.fate,
        "word": FATES[one.fate],
        "what": measure_of(facts_of(claim)),
        "before": _said(one.before),
        "after": _said(one.after),
        "fields": ", ".join(str(FIELDS[name]) for name in one.fields),
        "decision": one.after.get_state_display() if one.after else "",
        "href": f"{review}?claim={one.after.public_id}#now" if one.after else "",
        "figure": address_of(figure, request.user) if figure and not figure.is_archived else "",
    }


def _said(claim: Claim | None) -> dict[str, str] | None:
    return {"value": words_of(facts_of(claim)), "sentence": queries.sentence_of(claim)} if claim else None


def _left(request: HttpRequest, article: Article, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim,
        "value": words_of(facts_of(claim)),
        "what": measure_of(facts_of(claim)),
        "sentence": queries.sentence_of(claim),
        "figure": address_of(claim.figure, request.user) if claim.figure else "",
    }


# ------------------------------------------------------------------ decisions


@require_POST
@page_of
def withdraw_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Take the figure out of the ledger."""
    return _decide(request, public_id, claim_id, decisions.withdraw_claim, _("Taken out of the ledger: %(claim)s."))


@require_POST
@page_of
def uphold_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Let the figure stand."""
    return _decide(request, public_id, claim_id, decisions.uphold_claim, _("It stands: %(claim)s."))


def _decide(
    request: HttpRequest, public_id: UUID, claim_id: UUID, decide: Callable[..., Claim], done: str
) -> HttpResponse:
    article = _article(request, public_id)
    rows = Claim.objects.filter(version_of__article=article).select_related("version_of__article__office")
    claim = decide(get_object_or_404(rows, public_id=claim_id), by=request.user)
    messages.success(request, done % {"claim": words_of(facts_of(claim))})
    return redirect("workspace:article_versions", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def store_version(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Paste a corrected text; it is read at once and compared."""
    article, user = _article(request, public_id), request.user
    if not user.has_perm("press.store_version", article):
        raise PermissionDenied
    form = NewTextForm(request.POST or None)
    if form.is_valid():
        stored = attempt(form, lambda: services.store_version(article, text=form.cleaned_data["text"], by=user))
        if stored is not None and attempt(form, lambda: [services.read_article(stored.version, by=user)]):
            words = ngettext("%(count)s claim was found.", "%(count)s claims were found.", _count(stored.version))
            messages.success(request, words % {"count": formats.number(_count(stored.version))})
            return redirect("workspace:article_versions", public_id)
    context = {"kind": kind, "article": article, "form": form}
    return render(request, "workspace/press/new_text.html", context, status=422 if form.errors else 200)


def _count(version: ArticleVersion) -> int:
    return Claim.objects.filter(version_of=version).count()

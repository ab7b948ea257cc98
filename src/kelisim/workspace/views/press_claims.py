"""Claims of all articles that wait for a decision, the smallest margin first, each decided where it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.accounts.models import User
from kelisim.common import formats, lists
from kelisim.common.choices import FactStatus, Language, Measure
from kelisim.common.exports import export
from kelisim.common.queries import search_in
from kelisim.press import queries
from kelisim.press.facts import facts_of, read_facts
from kelisim.press.models import Article, Claim, ClaimState
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.lists import by_choice, by_yes
from kelisim.workspace.views.press import ARTICLE, ways_to_look
from kelisim.workspace.views.press_review import of_claim, seconds_of
from kelisim.workspace.views.press_words import measure_of, words_of

TITLE = 60  # letters of an article's title
DOUBTED = Q(evidence__runner_up__field__isnull=False)
OPEN = [one for one in ClaimState.choices if one[0] in queries.OPEN_STATES]


def search(rows: QuerySet[Claim], words: str) -> QuerySet[Claim]:
    """Claims whose quote holds the words, and those of articles that do."""
    articles = search_in(Article.everything.all(), words)
    return rows.filter(Q(quote__icontains=words) | Q(version_of__article__in=articles))


COLUMNS = (
    Column("quote", gettext_lazy("Quote"), sort="quote"),
    Column("value", gettext_lazy("Read"), "text", lambda claim: words_of(read_facts(claim))),
    Column("measure", gettext_lazy("Measure"), "text", lambda claim: measure_of(read_facts(claim)), sort="measure"),
    Column("confidence", gettext_lazy("How sure"), "text", lambda claim: sureness_of(claim), sort="confidence"),
    Column("second", gettext_lazy("What came second"), "text", lambda claim: "; ".join(seconds_of(claim))),
    Column("area", gettext_lazy("Area"), "area", sort="area__name"),
    Column(
        "article",
        gettext_lazy("Article"),
        "text",
        lambda claim: Truncator(claim.version_of.article.title).chars(TITLE),
        sort="version_of__article__title",
    ),
    Column("day", gettext_lazy("Published on"), "day", "version_of.article.day", sort="version_of__article__day"),
    Column("state", gettext_lazy("Decision"), "text", choice("state"), sort="state", is_shown=False),
    Column("rule", gettext_lazy("Rule"), is_shown=False),
    Column("office", gettext_lazy("Office"), "translated", "version_of.article.office.name", is_shown=False),
)
FILTERS = (
    by_choice("measure", gettext_lazy("Measure"), Measure.choices),
    by_yes("second", gettext_lazy("With a second reading"), lambda rows, yes: rows.filter(DOUBTED if yes else ~DOUBTED)),
    by_choice("state", gettext_lazy("Decision"), OPEN),
    by_choice("status", gettext_lazy("Status"), FactStatus.choices),
    by_choice("language", gettext_lazy("Language"), Language.choices, path="version_of__article__language"),
)  # fmt: skip


def sureness_of(claim: Claim) -> str:
    """How sure the reader is."""
    return formats.percent(claim.confidence * 100, decimals=0)


def page_of_claims(request: HttpRequest) -> lists.ListPage:
    """The list that an address asks for; refused to those who do not work with the press."""
    if request.user.role not in ARTICLE.roles:
        raise PermissionDenied
    return lists.ListPage(
        queries.open_claims(request.user),
        columns=COLUMNS,
        filters=FILTERS,
        order="confidence",
        search=search,
        query=request.GET,
        user=request.user,
        language=formats.language_of(),
    )


@require_safe
@login_required
def list_claims(request: HttpRequest) -> HttpResponse:
    """One claim with its decision above the list of all that wait."""
    page, user = page_of_claims(request), request.user
    rows = page.table
    shown = [row.record for row in rows]
    claim = _chosen(request, user) or (shown[0] if shown else None)
    asked = page.address(claim=None)
    files = {form: reverse("workspace:claim_export", args=[form]) + asked for form in ("xlsx", "csv")}
    context = {
        "page_of_list": page,
        "tabs": ways_to_look("claim_list"),
        "kind": ARTICLE,
        "files": files,
        "claim": claim,
    }
    context["rows"] = [(row, _here(request, row.record)) for row in rows]
    context |= {"back": reverse("workspace:claim_list") + _here(request), "undo": _undo(user)}
    if claim:
        following = _following(claim, shown)
        context |= _of_claim(user, claim, shown)
        context["following_href"] = _here(request, following) if following else ""
    return render(request, "workspace/press/claims.html", context)


def _here(request: HttpRequest, claim: Claim | None = None) -> str:
    """This page of the list, with another claim above it, or with the first."""
    query = request.GET.copy()
    query.pop("claim", None)
    if claim:
        query["claim"] = str(claim.public_id)
    return f"?{query.urlencode()}" if query else ""


def _following(claim: Claim, shown: list[Claim]) -> Claim | None:
    at = shown.index(claim) if claim in shown else -1
    return shown[at + 1] if at + 1 < len(shown) else None


@require_safe
@login_required
def export_claims(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same rows and columns as a file."""
    return export(page_of_claims(request), name="claims-to-review", form=form)


def _chosen(request: HttpRequest, user: User) -> Claim | None:
    """The claim that the address names, whether or not it is on this page of the list."""
    try:
        wanted = UUID(request.GET.get("claim", ""))
    except ValueError:
        return None
    return queries.open_claims(user).filter(public_id=wanted).first()


def _of_claim(user: User, claim: Claim, shown: list[Claim]) -> dict[str, Any]:
    version = claim.version_of
    found = of_claim(user, version, claim, shown)
    return found | {"article": version.article, "can_decide": user.has_perm("press.store_claims", version)}


def _undo(user: User) -> tuple[str, str] | None:
    """Where the user's last decision is taken back, and what it was about."""
    claim = queries.last_decided_of(user)
    if claim is None:
        return None
    return reverse("workspace:claim_reopen", args=[claim.version_of.article.public_id, claim.public_id]), words_of(
        facts_of(claim)
    )

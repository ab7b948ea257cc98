"""What an article names: suggested records of the ledger, linked or rejected by a person, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.press import mentions, queries
from kelisim.press.mentions import MODELS, Match
from kelisim.press.models import Article, ArticleVersion, Mention, MentionKind, MentionState
from kelisim.workspace.pages import page_of
from kelisim.workspace.records import Kind, Line, Thread, address_of

REASONS = {
    "code": gettext_lazy("by its code"),
    "same": gettext_lazy("the same name"),
    "script": gettext_lazy("the same letters in another script"),
    "sound": gettext_lazy("another spelling of the same sounds"),
    "order": gettext_lazy("the words in another order"),
    "initials": gettext_lazy("a first name against its initial"),
    "part": gettext_lazy("a part of the name"),
    "ending": gettext_lazy("but for an ending"),
    "near": gettext_lazy("a letter or two apart"),
}
SHOWN_BESIDE_CLAIMS = 5
ARTICLES, QUOTE = 8, 200  # articles beside a record, letters of what each says


@dataclass(frozen=True, slots=True)
class Option:
    """A record that something named may be, in words."""

    key: str
    name: str
    href: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something named: what was decided of it, or what it may be."""

    mention: Mention
    options: list[Option]
    linked: str = ""
    href: str = ""


def name_of(record: Any) -> str:
    """How a record is called in the page's language."""
    if hasattr(record, "code"):
        return area_name(record)
    return tr_text(record.title) if hasattr(record, "title") else str(record.name)


def rows_of(version: ArticleVersion, user: User) -> list[Row]:
    """All that a text names."""
    found = list(mentions.mentions_of(version))
    matches = mentions.matches_of(found, user)
    return [_row(one, matches.get(one, []), user) for one in found]


def suggested(version: ArticleVersion, user: User) -> list[Row]:
    """What still may be linked: beside the claims, the first few."""
    return [row for row in rows_of(version, user) if row.options][:SHOWN_BESIDE_CLAIMS]


def linked(version: ArticleVersion, user: User) -> list[Row]:
    """What people linked."""
    rows = mentions.mentions_of(version).filter(state=MentionState.LINKED)
    return [_row(one, [], user) for one in rows]


def articles_naming(record: Any, user: User) -> Thread:
    """The articles that name a record, each with the sentence that does."""
    found = mentions.named_as(record, user)[:ARTICLES]
    return Thread("press", _("Named in the press"), [_line(one, user) for one in found])


def _line(mention: Mention, user: User) -> Line:
    article = mention.version_of.article
    said = Truncator(" ".join(queries.sentence_of(mention).split())).chars(QUOTE)
    day = formats.day(article.day) if article.day else _("day unknown")
    return Line(article.title, address_of(article, user), f"{day} · «{said}»")


def _row(mention: Mention, matches: list[Match], user: User) -> Row:
    record = mention.record
    if record:
        return Row(mention, [], name_of(record), address_of(record, user))
    return Row(mention, [_option(mention, one, user) for one in matches])


def _option(mention: Mention, match: Match, user: User) -> Option:
    why = str(REASONS.get(match.reason, match.reason))
    if match.reason != "code":
        why = f"{why}, {formats.percent(match.score * 100, decimals=0)}"
    key = f"{mention.kind}:{match.record.public_id}"
    return Option(key, name_of(match.record), address_of(match.record, user), why)


@require_safe
@page_of
def show_names(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """What the latest text names, by kind."""
    article = _article(request, public_id)
    version = queries.latest_version(article)
    rows = rows_of(version, request.user)
    groups = [(str(one.label), [row for row in rows if row.mention.kind == one]) for one in MentionKind]
    context = {
        "kind": kind,
        "article": article,
        "groups": [(label, members) for label, members in groups if members],
        "can_decide": request.user.has_perm("press.store_mentions", version),
        "here": request.path,
    }
    return render(request, "workspace/press/names.html", context)


def _article(request: HttpRequest, public_id: UUID) -> Article:
    return get_object_or_404(queries.articles_for_list(request.user), public_id=public_id)


def _mention(request: HttpRequest, public_id: UUID, mention_id: UUID) -> Mention:
    version = queries.latest_version(_article(request, public_id))
    return get_object_or_404(mentions.mentions_of(version), public_id=mention_id)


def _back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To the page from which it was decided."""
    asked = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return redirect(asked)
    return redirect(reverse("workspace:article_names", args=[public_id]))


@require_POST
@page_of
def link_mention(request: HttpRequest, kind: Kind, public_id: UUID, mention_id: UUID) -> HttpResponse:
    """Link it to the record that was chosen."""
    mention = _mention(request, public_id, mention_id)
    if not request.user.has_perm("press.link_mention", mention):
        raise PermissionDenied
    record = _chosen(request.POST.get("to", ""), request.user)
    try:
        mentions.link_mention(mention, to=record, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("“%(name)s” is linked to %(record)s.") % {"name": mention, "record": name_of(record)}
        )
    return _back(request, public_id)


def _chosen(key: str, user: User) -> Any:
    of, _colon, given = key.partition(":")
    try:
        public_id = UUID(given)
    except ValueError as error:
        raise Http404 from error
    if of not in MODELS:
        raise Http404
    return get_object_or_404(MODELS[of].objects.visible_to(user), public_id=public_id)


@require_POST
@page_of
def reject_mention(request: HttpRequest, kind: Kind, public_id: UUID, mention_id: UUID) -> HttpResponse:
    """Say that it is none of them."""
    mention = mentions.reject_mention(_mention(request, public_id, mention_id), by=request.user)
    messages.success(request, _("“%(name)s” is nobody that we know.") % {"name": mention})
    return _back(request, public_id)


@require_POST
@page_of
def reopen_mention(request: HttpRequest, kind: Kind, public_id: UUID, mention_id: UUID) -> HttpResponse:
    """Take the decision back."""
    mention = mentions.reopen_mention(_mention(request, public_id, mention_id), by=request.user)
    messages.info(request, _("Taken back: “%(name)s” is not decided.") % {"name": mention})
    return _back(request, public_id)

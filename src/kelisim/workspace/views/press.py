"""The press in the workspace: the list of articles and the page of each."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.choices import Language
from kelisim.press import queries, services, versions
from kelisim.press.facts import facts_of
from kelisim.press.models import Article, Claim, Unclear
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.press import ArticleForm
from kelisim.workspace.lists import by_choice, by_published, by_yes
from kelisim.workspace.records import Kind, Line, Part, Step, Tab, Thread, part_rows
from kelisim.workspace.views import press_names as names
from kelisim.workspace.views import press_places as places
from kelisim.workspace.views.press_words import measure_of, words_of

HEADING = "#now"


def ways_to_look(current: str) -> list[Tab]:
    """Articles, and the claims of all of them."""
    known = (("article_list", _("Articles"), "press"), ("claim_list", _("Claims to review"), "check"))
    return [Tab(label, reverse(f"workspace:{name}"), icon, name == current) for name, label, icon in known]


def next_step(article: Article, user: User) -> Step | None:
    """Claims that wait are the next thing to do, then figures whose words the text no longer has."""
    if article.is_archived:
        return None
    if not article.open_count:
        return _left_behind_step(article) or _unclear_step(article)
    title = ngettext("%(count)s claim waits for a decision", "%(count)s claims wait for a decision", article.open_count)
    return Step(
        title % {"count": formats.number(article.open_count)},
        _("Accept what is right; correct or reject the rest."),
        href=reverse("workspace:article_review", args=[article.public_id]),
        label=_("Review"),
    )


def _unclear_step(article: Article) -> Step | None:
    if not article.unclear_count:
        return None
    title = ngettext(
        "%(count)s place was not understood", "%(count)s places were not understood", article.unclear_count
    )
    return Step(
        title % {"count": formats.number(article.unclear_count)},
        _("Make a claim of it, or dismiss it with a reason."),
        href=reverse("workspace:article_review", args=[article.public_id]),
        label=_("Review"),
    )


def _left_behind_step(article: Article) -> Step | None:
    count = versions.left_behind(article).count()
    if not count:
        return None
    title = ngettext(
        "%(count)s figure rests on words that the corrected text no longer has",
        "%(count)s figures rest on words that the corrected text no longer has",
        count,
    )
    return Step(
        title % {"count": formats.number(count)},
        _("Take it out of the ledger, or let it stand."),
        href=reverse("workspace:article_versions", args=[article.public_id]),
        label=_("Compare the texts"),
    )


def parts(article: Article, user: User) -> list[Part]:
    """The claims in the order of the text, and what was not understood."""
    version = queries.latest_version(article)
    claims, unclear = list(queries.claims_of(version)), list(queries.unclear_places(version))
    return [
        Part(
            "claims",
            _("Claims"),
            CLAIM_COLUMNS,
            part_rows(claims, CLAIM_COLUMNS, links_of(article)),
            _("No claims were found."),
        ),
        *(
            [
                Part(
                    "unclear",
                    _("Not understood"),
                    UNCLEAR_COLUMNS,
                    part_rows(unclear, UNCLEAR_COLUMNS, links_of_places(article)),
                    "",
                )
            ]
            if unclear
            else []
        ),
    ]


def links_of(article: Article) -> Callable[[Claim], list[tuple[str, str]]]:
    """Where a claim is reviewed."""
    base = reverse("workspace:article_review", args=[article.public_id])
    return lambda claim: [(_("Look at it"), f"{base}?claim={claim.public_id}")]


def links_of_places(article: Article) -> Callable[[Unclear], list[tuple[str, str]]]:
    """Where an unclear place is settled."""
    base = reverse("workspace:article_review", args=[article.public_id])
    return lambda place: [(_("Look at it"), f"{base}?place={place.public_id}#now")]


def threads(article: Article, user: User) -> list[Thread]:
    """The text itself, on the portal where it is public; and where it is retold from."""
    origin = article.origin
    retold = (
        [
            Line(
                origin.publisher or origin.title,
                origin.url,
                formats.day(origin.day) if origin.day else _("day unknown"),
            )
        ]
        if origin
        else []
    )
    public = (
        [Line(article.title, reverse("portal:article", args=[article.slug]), _("as the public sees it"))]
        if article.is_published
        else []
    )
    return [
        Thread("public", _("On the portal"), public),
        Thread("origin", _("Retold from"), retold),
        Thread("addresses", _("Found at"), [Line(one.url, one.url) for one in article.addresses.all()]),
        _versions_of(article, user),
        _names_in(article, user),
    ]


def _names_in(article: Article, user: User) -> Thread:
    """The records to which people linked what the article names, and the way to the rest."""
    rows = names.linked(queries.latest_version(article), user)
    lines = [Line(row.linked, row.href, row.mention.quote) for row in rows]
    href = reverse("workspace:article_names", args=[article.public_id])
    return Thread("names", _("Named in it"), [*lines, Line(_("All that it names"), href)])


def _versions_of(article: Article, user: User) -> Thread:
    """The texts that it had, and the way to a corrected one."""
    href = reverse("workspace:article_versions", args=[article.public_id])
    rows = article.versions.order_by("-number")
    lines = [
        Line(
            _("Version %(number)s") % {"number": one.number},
            f"{href}?number={one.number}",
            formats.moment(one.created_at),
        )
        for one in rows
    ]
    more = _("A corrected text") if user.has_perm("press.store_version", article) else ""
    return Thread("versions", _("Texts"), lines, more, reverse("workspace:article_text", args=[article.public_id]))


CLAIM_COLUMNS = (
    Column("quote", gettext_lazy("Quote")),
    Column("value", gettext_lazy("Value"), "text", lambda claim: words_of(facts_of(claim))),
    Column("measure", gettext_lazy("Measure"), "text", lambda claim: measure_of(facts_of(claim))),
    Column("state", gettext_lazy("Decision"), "text", choice("state")),
)
UNCLEAR_COLUMNS = (
    Column("quote", gettext_lazy("Quote")),
    Column("why", gettext_lazy("Why"), "text", places.why_of),
    Column("fate", gettext_lazy("Decision"), "text", places.fate_of),
)
ARTICLE = Kind(
    noun="article",
    plural="press",
    model=Article,
    services=services,
    rows=queries.articles_for_list,
    form=ArticleForm,
    columns=(
        Column("title", gettext_lazy("Title"), "name", sort="title"),
        Column("open_count", gettext_lazy("To review"), "number", sort="open_count"),
        Column("claim_count", gettext_lazy("Claims"), "number", sort="claim_count"),
        Column("unclear_count", gettext_lazy("Not understood"), "number", sort="unclear_count"),
        Column("day", gettext_lazy("Published on"), "day", sort="day"),
        Column("publisher", gettext_lazy("Publisher"), "name", sort="publisher"),
        Column("language", gettext_lazy("Language"), "choice", choice("language"), sort="language"),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
        Column("created_at", gettext_lazy("Stored"), "moment", sort="created_at", is_shown=False),
    ),
    facts=(
        Column("day", gettext_lazy("Day of publication"), "text", lambda row: formats.day(row.day) if row.day else _("unknown")),
        Column("publisher", gettext_lazy("Publisher")),
        Column("language", gettext_lazy("Language"), "choice", choice("language")),
        Column("url", gettext_lazy("Address"), "web"),
        Column("reporter", gettext_lazy("Reported by"), "link"),
        Column("claim_count", gettext_lazy("Claims"), "number"),
        Column("open_count", gettext_lazy("To review"), "number"),
        Column("unclear_count", gettext_lazy("Not understood"), "number"),
    ),
    title=gettext_lazy("Press"),
    new=gettext_lazy("Read an article"),
    icon="press",
    empty=gettext_lazy("Paste a press text: the numbers that it states become claims, and what you accept is in the ledger with its quote."),
    filters=(
        by_choice("language", gettext_lazy("Language"), Language.choices),
        by_yes("open", gettext_lazy("To review"), lambda rows, yes: rows.filter(open_count__gt=0) if yes else rows.filter(open_count=0)),
        by_yes("unclear", gettext_lazy("Not understood"), lambda rows, yes: rows.filter(unclear_count__gt=0) if yes else rows.filter(unclear_count=0)),
        by_published(),
    ),
    order="-created_at",
    creates="store_article",
    tabs=lambda page: ways_to_look("article_list"),
    next_step=next_step,
    parts=parts,
    threads=threads,
)  # fmt: skip

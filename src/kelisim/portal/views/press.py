"""Articles with their marked quotes and claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common.choices import Bound, Language
from kelisim.common.exports import as_file
from kelisim.common.filters import by_choice, in_years
from kelisim.overview.figures import Said, compared
from kelisim.overview.home import with_claim_count
from kelisim.overview.naming import claim_name
from kelisim.overview.quotes import numbered, quotes_of
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing
from kelisim.portal.views.indicators import plain
from kelisim.press.facts import NAMES, facts_of
from kelisim.press.models import Article, ArticleAddress, ArticleVersion, Claim

HEADS = (
    "number", "quote", "offset", "length", "measure", "of", "value", "unit", "bound", "status", "stage", "start", "end", "area",
    "partner",
)  # fmt: skip
FIGURE = ("indicator", "area", "partner", "office", "reporter")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quoted place of the text with the number of its claim."""

    start: int
    length: int
    number: int
    differs: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim beside the text: in which quote it stands, and the figure that it became."""

    claim: Any
    quote: int
    said: Said | None

    @property
    def what(self) -> str:
        return claim_name(self.claim)

    @property
    def bound(self) -> str:
        return "" if self.claim.bound == Bound.EXACT else str(Bound(self.claim.bound).label)

    @property
    def has_own_quote(self) -> bool:
        return bool(self.quote == self.claim.number)


FILTERS = (
    by_choice("language", gettext_lazy("Language"), Language.choices),
    in_years("day", gettext_lazy("Year")),
    lists.by_sample(),
)
COLUMNS = (
    Column("title", gettext_lazy("Title"), "name", sort="title", href=lambda row: reverse("portal:article", args=[row.slug])),
    Column("day", gettext_lazy("Day"), "day", sort="day"),
    Column("language", gettext_lazy("Language"), sort="language"),
    Column("publisher", gettext_lazy("Published by"), sort="publisher"),
    Column("claims", gettext_lazy("Claims"), "number", "claim_count", sort="claim_count",
           href=lambda row: f"{reverse('portal:article', args=[row.slug])}#claims"),
    Column("url", gettext_lazy("Address"), "web", is_shown=False),
    Column("slug", gettext_lazy("Page"), is_shown=False),
    Column("sample", gettext_lazy("Sample"), "yes", "is_sample", is_shown=False),
)  # fmt: skip


def articles(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _articles())


def export_articles(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _articles(), kind)


def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Article.objects.published().select_related("office", "origin", "reporter"), slug=slug)
    version = _version(found, request.GET.get("version", ""))
    claims = _claims(version)
    figures = figures_of_claims(claims)
    marks = marks_of(claims, figures)
    text, shown = without_title(version.text, found.title, marks)
    context = {
        "article": found,
        "version": version,
        "text": text,
        "marks": shown,
        "claims": rows_of(claims, marks, figures),
        "events": {
            claim.event_id: claim.event for claim in claims if claim.event and claim.event.is_published
        }.values(),
        "versions": list(found.versions.order_by("number").values_list("number", flat=True)),
        "addresses": ArticleAddress.objects.published().filter(article=found).exclude(url=found.url),
    }
    return render(request, "portal/article.html", context)


def claims(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The published claims of an article as a file: csv, xlsx or json."""
    found = get_object_or_404(Article.objects.published(), slug=slug)
    table = [_cells(claim) for claim in _claims(_version(found, request.GET.get("version", "")))]
    if kind == "json":
        rows = [dict(zip(HEADS, row, strict=True)) for row in table]
        return JsonResponse({"article": found.slug, "claims": rows}, json_dumps_params={"ensure_ascii": False})
    return as_file([HEADS, *table], name=f"{found.slug}-claims", form=kind)


def _version(article: Article, number: str) -> ArticleVersion:
    """The version that the address names, else the latest."""
    rows = ArticleVersion.objects.published().filter(article=article)
    rows = rows.filter(number=int(number)) if number.isdecimal() and len(number) < 6 else rows
    found = rows.order_by("-number").first()
    if found is None:
        raise Http404
    return found


def _claims(version: ArticleVersion) -> list[Any]:
    related = [
        "area",
        "partner",
        "event",
        *(f"{name}__{part}" for name in ("observation", "target") for part in FIGURE),
    ]
    rows = Claim.objects.published().filter(version_of=version).select_related(*related)
    return [as_decided(claim) for claim in numbered(rows).order_by("offset", "pk")]


def as_decided(claim: Any) -> Any:
    """The claim, not to be saved, with what a person corrected in it."""
    if not claim.decision:
        return claim
    facts, figure = facts_of(claim), claim.observation or claim.target
    for name in NAMES:
        if name not in ("area", "partner"):
            setattr(claim, name, getattr(facts, name))
        elif figure:
            setattr(claim, name, getattr(figure, name))
    return claim


def figures_of_claims(claims: Sequence[Claim]) -> dict[int, Said]:
    """The published figure that each claim became, compared with what else is said of the same thing."""
    records = {id(record): record for claim in claims if (record := claim.observation or claim.target)}
    public = [record for record in records.values() if record.is_published and not record.is_archived]
    rivals = _rivals(public)
    quotes = quotes_of([*public, *rivals])
    said = compared([Said(record, quotes[record]) for record in [*public, *rivals]])
    by_record = {(type(record), record.pk): one for one in said for record in (one.record, *one.repeats)}
    found = ((claim, claim.observation or claim.target) for claim in claims)
    return {claim.pk: one for claim, record in found if record and (one := by_record.get((type(record), record.pk)))}


def _rivals(records: Sequence[Any]) -> list[Any]:
    """Other published figures of the same things; one query a kind of figure."""
    found: list[Any] = []
    for model in {type(record) for record in records}:
        own = [record for record in records if type(record) is model]
        same = Q()
        for one in own:
            same |= Q(
                indicator=one.indicator_id, area=one.area_id, partner=one.partner_id, stage=one.stage, unit=one.unit
            )
        rows = model.objects.published().filter(same, office__is_sample=own[0].is_sample)
        found += rows.exclude(pk__in=[one.pk for one in own]).select_related(*FIGURE)
    return found


def marks_of(claims: Sequence[Any], figures: dict[int, Said]) -> list[Mark]:
    """Quotes to mark; of two that overlap the first, or the longer."""
    kept: list[Mark] = []
    for claim in sorted(claims, key=lambda one: (one.offset, -one.length)):
        if not kept or claim.offset >= kept[-1].start + kept[-1].length:
            said = figures.get(claim.pk)
            kept.append(Mark(claim.offset, claim.length, claim.number, bool(said and said.difference)))
    return kept


def without_title(text: str, title: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """The text without a first line that only repeats the title, with its marks moved; left alone where one is in it."""
    end = text.find("\n")
    if end < 0 or text[:end].strip() != title.strip() or any(mark.start < end for mark in marks):
        return text, marks
    return text[end:], [replace(mark, start=mark.start - end) for mark in marks]


def rows_of(claims: Sequence[Any], marks: Sequence[Mark], figures: dict[int, Said]) -> list[ClaimRow]:
    """The claims beside the text, each with the marked quote in which it stands."""
    return [ClaimRow(claim, _quote_of(claim, marks), figures.get(claim.pk)) for claim in claims]


def _quote_of(claim: Any, marks: Sequence[Mark]) -> int:
    around = (mark.number for mark in marks if mark.start <= claim.offset < mark.start + mark.length)
    return next(around, claim.number)


def _cells(claim: Any) -> list[str]:
    days = [day.isoformat() if day else "" for day in (claim.start, claim.end)]
    places = [place.code if place else "" for place in (claim.area, claim.partner)]
    return [
        str(claim.number), claim.quote, str(claim.offset), str(claim.length), claim.measure, claim.of, plain(claim.value), claim.unit,
        claim.bound, claim.status, claim.stage, *days, *places,
    ]  # fmt: skip


def _articles() -> Listing:
    return Listing(
        name="articles",
        title=_("Press"),
        lede=_("Texts from which the figures come, with every quoted place marked."),
        rows=with_claim_count(Article.objects.published()).select_related("office"),
        columns=COLUMNS,
        filters=FILTERS,
        order="-day",
        icon="press",
        is_table=False,
        empty=_("An article appears here when its claims were reviewed and it was published."),
    )

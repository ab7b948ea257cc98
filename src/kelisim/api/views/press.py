"""Articles and the numbers that they state."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from kelisim.accounts.models import User
from kelisim.api.listing import (
    InPeriod,
    Listing,
    Searching,
    WithPartner,
    in_area,
    in_period,
    linked,
    listed,
    matching,
    one,
    page_of,
    reader_of,
    seen,
)
from kelisim.api.rows import Page, PublishedRow, Row
from kelisim.api.values import Code, Day, DecimalText, Identity, Slug
from kelisim.common.choices import Bound, ClaimStage, FactStatus, Language, Measure
from kelisim.events.models import Event
from kelisim.indicators.models import Observation, Target
from kelisim.press.models import Article, Claim, ClaimState

router = Router(tags=["Press"])
FACTS = ("measure", "of", "value", "unit", "bound", "status", "stage", "start", "end", "area", "partner")


class ArticleRow(PublishedRow):
    """A press text."""

    slug: str
    title: str
    language: Language
    publisher: str
    url: str = Field(description="Address of the original, or empty.")
    day: date | None = Field(description="Day of publication.")


class ArticleText(ArticleRow):
    """A press text with its words."""

    text: str = Field(description="The newest version of the text; offsets of claims count its characters from 0.")
    text_version: int | None

    @staticmethod
    def resolve_text(row: Article) -> str:
        newest = row.versions.first()
        return newest.text if newest else ""

    @staticmethod
    def resolve_text_version(row: Article) -> int | None:
        newest = row.versions.first()
        return newest.number if newest else None


class ArticlePage(Page):
    """A page of articles."""

    items: list[ArticleRow]


class Facts(Schema):
    """What a number says, as the machine read it."""

    measure: Measure
    of: Measure | None = Field(description="With `growth`: the measure that grew.")
    value: DecimalText = Field(description="In base units.")
    unit: str = Field(description="ISO 4217 for money, otherwise a unit such as `job` or `percent`.")
    bound: Bound
    status: FactStatus
    stage: ClaimStage | None
    start: date | None
    end: date | None
    area: Code | None = Field(description="ISO 3166.")
    partner: Code | None = Field(description="ISO 3166.")

    @staticmethod
    def resolve_of(row: Claim) -> str | None:
        return row.of or None

    @staticmethod
    def resolve_stage(row: Claim) -> str | None:
        return row.stage or None


class ClaimRow(Row):
    """A number that an article states."""

    article: str = Field(description="Address (slug) of the article.")
    text_version: int = Field(description="Version of the article's text.")
    offset: int = Field(description="Where the quote begins, in characters from 0.")
    length: int
    quote: str
    read: Facts = Field(description="What the machine read.")
    confidence: float
    reader: str = Field(description="Version of the reader.")
    state: ClaimState = Field(description="What a person decided.")
    corrected: dict[str, Any] = Field(description="What a person corrected, by the names of the fields of `read`.")
    observation: UUID | None = Field(description="Public id of the observation that came of it.")
    target: UUID | None = Field(description="Public id of the target that came of it.")
    event: str | None = Field(description="Address (slug) of the event that it is about.")

    @staticmethod
    def resolve_article(row: Claim) -> str:
        return row.version_of.article.slug

    @staticmethod
    def resolve_text_version(row: Claim) -> int:
        return row.version_of.number

    @staticmethod
    def resolve_is_sample(row: Claim) -> bool:
        return row.version_of.article.is_sample

    @staticmethod
    def resolve_read(row: Claim) -> Claim:
        return row

    @staticmethod
    def resolve_corrected(row: Claim) -> dict[str, Any]:
        return {name: value for name, value in row.decision.items() if name in FACTS}

    @staticmethod
    def resolve_observation(row: Claim) -> UUID | None:
        return row.observation.public_id if row.observation else None

    @staticmethod
    def resolve_target(row: Claim) -> UUID | None:
        return row.target.public_id if row.target else None

    @staticmethod
    def resolve_event(row: Claim) -> str | None:
        return row.event.slug if row.event else None


class ClaimPage(Page):
    """A page of claims."""

    items: list[ClaimRow]


class ArticleFilters(Searching):
    """Filters of articles."""

    language: Language | None = Field(None, description="`kk`, `ru`, `en`, `tr` or `zh-hans`.")
    from_: Day | None = Field(None, alias="from", description="Published on this day or later, such as 2025-01-01.")
    to: Day | None = Field(None, description="Published on this day or earlier, such as 2025-12-31.")


class ClaimFilters(Listing, WithPartner, InPeriod):
    """Filters of claims, by what the machine read."""

    article: Slug | None = Field(None, description="Address (slug) of the article.")
    measure: Measure | None = Field(None, description="What is measured, such as `jobs`.")
    status: FactStatus | None = Field(None, description="`actual`, `planned` or `target`.")
    stage: ClaimStage | None = Field(None, description="How far the things counted have come, such as `launched`.")
    state: ClaimState | None = Field(
        None, description="What a person decided, such as `accepted`; others need a token."
    )


def article_rows(reader: User | None) -> QuerySet[Article]:
    """Articles with what a row shows."""
    return seen(Article, reader).select_related("office")


def claim_rows(reader: User | None) -> QuerySet[Claim]:
    """Claims with what a row shows."""
    far_ends = [
        linked(name, model, reader)
        for name, model in (("observation", Observation), ("target", Target), ("event", Event))
    ]
    return (
        seen(Claim, reader).select_related("version_of__article__office", "area", "partner").prefetch_related(*far_ends)
    )


@router.get("/articles", response=ArticlePage, operation_id="list_articles", summary="Articles")
def articles(request: HttpRequest, wanted: Query[ArticleFilters]) -> Any:
    """Press texts without their words; one article has them."""
    rows = matching(
        article_rows(reader_of(request)), language=wanted.language, day__gte=wanted.from_, day__lte=wanted.to
    )
    return page_of(request, listed(rows, wanted, sample="office__is_sample"), wanted)


@router.get("/articles/{slug}", response=ArticleText, operation_id="get_article", summary="An article")
def article(request: HttpRequest, slug: Path[Slug]) -> Any:
    """One article by its address, with its text."""
    return one(article_rows(reader_of(request)).prefetch_related("versions"), slug=slug)


@router.get("/claims", response=ClaimPage, operation_id="list_claims", summary="Claims")
def claims(request: HttpRequest, wanted: Query[ClaimFilters]) -> Any:
    """Numbers that articles state, with quote and place. The public sees those that a person accepted."""
    rows = in_period(in_area(claim_rows(reader_of(request)), wanted), wanted)
    rows = matching(
        rows, version_of__article__slug=wanted.article, measure=wanted.measure, partner__code=wanted.partner
    )
    rows = matching(rows, status=wanted.status, stage=wanted.stage, state=wanted.state)
    return page_of(request, listed(rows, wanted, sample="version_of__article__office__is_sample"), wanted)


@router.get("/claims/{public_id}", response=ClaimRow, operation_id="get_claim", summary="A claim")
def claim(request: HttpRequest, public_id: Path[Identity]) -> Any:
    """One claim by its public id."""
    return one(claim_rows(reader_of(request)), public_id=public_id)

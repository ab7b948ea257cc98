"""Where a published figure is said: the quote in an article, or another source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kelisim.common.models import Source, SourceKind
from kelisim.indicators.models import Observation, ObservationSource, Target, TargetSource
from kelisim.press.models import ArticleVersion, Claim


@dataclass(frozen=True, slots=True)
class Quote:
    """One place that states a figure. With a `slug` it is the quote `number` of that article, else an outside source."""

    text: str
    title: str
    publisher: str = ""
    day: date | None = None
    language: str = ""
    slug: str = ""
    number: int = 0
    version: int = 0
    is_latest: bool = True
    url: str = ""
    kind: str = SourceKind.ARTICLE


def numbered(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Published claims with `number`: their place among the published claims of their text."""
    before = Q(offset__lt=OuterRef("offset")) | Q(offset=OuterRef("offset"), pk__lt=OuterRef("pk"))
    earlier = Claim.objects.published().filter(before, version_of=OuterRef("version_of")).order_by()
    count = earlier.values("version_of").annotate(count=Count("pk")).values("count")
    return claims.annotate(number=Coalesce(Subquery(count), 0) + 1)


def quotes_of(figures: Sequence[Target | Observation]) -> dict[Target | Observation, list[Quote]]:
    """Every source of the figures, quotes in published articles first; three queries for any number of figures."""
    found: dict[Target | Observation, list[Quote]] = {figure: [] for figure in figures}
    observations = {figure.pk: figure for figure in figures if isinstance(figure, Observation)}
    targets = {figure.pk: figure for figure in figures if isinstance(figure, Target)}
    quoted: dict[Target | Observation, set[int | None]] = defaultdict(set)
    for claim in _claims(observations, targets):
        figure = _figure_of(claim, observations, targets)
        found[figure].append(_quote_of_claim(claim))
        quoted[figure].add(claim.source_id)
    for figure, source in _other_sources(observations, targets):
        if source.pk not in quoted[figure]:
            found[figure].append(quote_of_source(source))
    return found


def _figure_of(claim: Any, observations: dict[int, Observation], targets: dict[int, Target]) -> Target | Observation:
    return observations[claim.observation_id] if claim.observation_id else targets[claim.target_id]


def _claims(observations: Iterable[int], targets: Iterable[int]) -> QuerySet[Claim]:
    latest = ArticleVersion.objects.filter(article=OuterRef("version_of__article")).order_by().values("article")
    # A claim whose source a later text of its article took over states the figure no more by itself.
    rows = (
        Claim.objects.published()
        .filter(source__isnull=False)
        .filter(Q(observation__in=list(observations)) | Q(target__in=list(targets)))
    )
    rows = rows.select_related("version_of__article").order_by(
        F("version_of__article__day").desc(nulls_last=True), "pk"
    )
    return numbered(rows).annotate(latest=Subquery(latest.annotate(last=Max("number")).values("last")))


def _quote_of_claim(claim: Any) -> Quote:
    article = claim.version_of.article
    return Quote(
        text=claim.quote,
        title=article.title,
        publisher=article.publisher,
        day=article.day,
        language=article.language,
        slug=article.slug,
        number=claim.number,
        version=claim.version_of.number,
        is_latest=claim.version_of.number == claim.latest,
        url=article.url,
    )


def _other_sources(
    observations: dict[int, Observation], targets: dict[int, Target]
) -> Iterator[tuple[Target | Observation, Source]]:
    for row in ObservationSource.objects.filter(observation__in=list(observations)).select_related("source"):
        yield observations[row.observation_id], row.source
    for row in TargetSource.objects.filter(target__in=list(targets)).select_related("source"):
        yield targets[row.target_id], row.source


def quote_of_source(source: Source) -> Quote:
    """A source that is no published article of ours."""
    return Quote(
        text=source.quote,
        title=source.title,
        publisher=source.publisher,
        day=source.day,
        url=source.url,
        kind=source.kind,
    )

"""What the first page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from kelisim.common.choices import ClaimStage, Measure
from kelisim.common.models import AreaKind
from kelisim.events.models import Event
from kelisim.overview.figures import Said, compared, headlines, published_figures
from kelisim.overview.ladder import Rung, ladders_of
from kelisim.press.models import IN_LEDGER, Article
from kelisim.projects.models import Project

SHOWN = 5
HEADLINES = 4
# The country's own figures come first; of the rest those that people ask for.
WANTED = (
    Measure.FDI,
    Measure.TRADE_TURNOVER,
    Measure.FIXED_CAPITAL_INVESTMENT,
    Measure.INVESTMENT,
    Measure.ENTERPRISE_COUNT,
    Measure.AGREEMENT_COUNT,
    Measure.PROJECT_COUNT,
)


@dataclass(frozen=True, slots=True)
class HomePage:
    """Headline indicators, news, and the ladder with a word on whether it is a sample."""

    headlines: list[Said]
    articles: list[Article]
    events: list[Event]
    ladder: list[Rung]
    is_sample_ladder: bool


def home_page() -> HomePage:
    """The first page: real figures only; a sample ladder where no real project is published."""
    real, samples = ladders_of(Project.objects.published())
    return HomePage(
        headlines=national_headlines(),
        articles=list(latest_articles()[:SHOWN]),
        events=list(latest_events()[:SHOWN]),
        ladder=real or samples,
        is_sample_ladder=not real,
    )


def national_headlines() -> list[Said]:
    """Four figures, of the country where there are some, else of its regions; no measure twice with one partner."""
    where = Q(area__kind=AreaKind.COUNTRY, area__code="KZ") | Q(area__kind=AreaKind.REGION, area__parent__code="KZ")
    heads = headlines(compared(published_figures(where & Q(sector=""))))
    wanted = [said for said in heads if said.measure in WANTED and said.record.stage != ClaimStage.INTENDED]
    return _spread(sorted(wanted, key=_weight))[:HEADLINES]


def _weight(said: Said) -> tuple[bool, int, bool, bool, int]:
    """With a partner, what sources dispute comes before what nobody disputes, then the newest."""
    age = -(said.record.end.toordinal() if said.record.end else 0)
    is_regional = said.record.area is None or said.record.area.code != "KZ"
    return (
        is_regional,
        WANTED.index(Measure(said.measure)),
        said.record.partner_id is not None,
        not said.difference,
        age,
    )


def _spread(heads: list[Said]) -> list[Said]:
    """The first of each measure before the second of any."""
    seen: dict[str, int] = {}
    ranked = []
    for place, said in enumerate(heads):
        seen[said.measure] = seen.get(said.measure, 0) + 1
        ranked.append((seen[said.measure], place, said))
    return [said for _turn, _place, said in sorted(ranked, key=lambda one: one[:2])]


def latest_articles() -> QuerySet[Article]:
    """Published real articles with the number of their published claims, newest first."""
    rows = with_claim_count(Article.objects.published().filter(office__is_sample=False))
    return rows.select_related("office").order_by(F("day").desc(nulls_last=True), "-pk")


def with_claim_count(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`claim_count`: published claims of an article."""
    published = Q(versions__claims__state__in=IN_LEDGER, versions__claims__archived_at__isnull=True)
    return articles.annotate(claim_count=Count("versions__claims", filter=published, distinct=True))


def latest_events() -> QuerySet[Event]:
    """Published events, real ones before samples, the latest first."""
    rows = Event.objects.published().select_related("office", "area")
    return rows.order_by("office__is_sample", F("start").desc(nulls_last=True), "-pk")

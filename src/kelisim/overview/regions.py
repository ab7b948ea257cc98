"""All that a region's page shows, read across the ledger in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import deals, signed_sums
from kelisim.common.choices import ClaimStage, Measure
from kelisim.common.models import Area, AreaKind
from kelisim.engines.values.money import Money
from kelisim.events.models import Event
from kelisim.overview.figures import (
    Fulfilment,
    Said,
    compared,
    first_of_each,
    fulfilments,
    headlines,
    published_figures,
)
from kelisim.press.models import IN_LEDGER, Article
from kelisim.projects.models import Project
from kelisim.projects.queries import PoolSum, meant_q, pool_sums_of_each
from kelisim.zones.models import Zone

SHOWN = 6
LADDER = (ClaimStage.POOL, ClaimStage.UNDER_WAY, ClaimStage.LAUNCHED)


@dataclass(frozen=True, slots=True)
class PoolStep:
    """A step from the pool to a launch: what texts say and what the rows of the ledger add up to."""

    stage: ClaimStage
    said: Said | None
    rows: PoolSum


@dataclass(frozen=True, slots=True)
class RegionPage:
    """What is published of a region."""

    area: Area
    figures: list[Said]
    plans: list[Fulfilment]
    headlines: list[Said]
    histories: list[Said]
    pool: list[PoolStep]
    articles: list[Article]
    events: list[Event]
    agreements: list[Agreement]
    signed: list[tuple[Money, int]]
    projects: list[Project]
    zones: list[Zone]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the region is published."""
        own = (self.figures, self.articles, self.events, self.agreements, self.projects, self.zones)
        return not any(own)

    @property
    def has_pool(self) -> bool:
        """Whether the ledger itself has projects of the region, to hold against what texts say."""
        return any(step.rows.projects for step in self.pool)


def regions() -> QuerySet[Area]:
    """The regions, samples last, each with its number of published articles' events and projects."""
    rows = Area.objects.published().filter(kind=AreaKind.REGION).filter(Q(parent__code="KZ") | Q(is_sample=True))
    return rows.select_related("parent").order_by("is_sample", "code")


def region_page(area: Area) -> RegionPage:
    """Everything of one region; of a real region real rows only, of a sample region samples only."""
    figures = compared(published_figures(Q(area=area), is_sample=area.is_sample))
    plans, heads = fulfilments(figures), headlines(figures)
    agreements = _own(Agreement, area)
    projects = _own(Project, area)
    return RegionPage(
        area=area,
        figures=figures,
        plans=plans,
        headlines=[said for said in heads if said not in [plan.actual for plan in plans]],
        histories=[said for said in first_of_each(figures) if not said.is_target],
        pool=pool_steps(heads, projects),
        articles=list(articles_about(area)),
        events=list(_own(Event, area).select_related("office", "area")[:SHOWN]),
        agreements=list(deals(agreements).select_related("office", "area", "partner")[:SHOWN]),
        signed=signed_sums(agreements),
        projects=list(projects.select_related("office", "area", "origin")[:SHOWN]),
        zones=list(_own(Zone, area).select_related("office").annotate(plot_count=Count("plots"))[:SHOWN]),
    )


def _own(model: Any, area: Area) -> Any:
    return model.objects.published().filter(area=area, office__is_sample=area.is_sample)


def pool_steps(heads: list[Said], projects: QuerySet[Project]) -> list[PoolStep]:
    """Pool, under way, launched: only steps of which a text or the ledger knows something.

    The rows of a step are those that the text means: at its stage, in its period where it names one.
    """
    said = [(stage, _of_stage(heads, stage)) for stage in LADDER]
    meant = [meant_q(stage, *(one.period if one else ())) for stage, one in said]
    sums = pool_sums_of_each(projects, meant)
    steps = [PoolStep(stage, one, rows) for (stage, one), rows in zip(said, sums, strict=True)]
    return [step for step in steps if step.said or step.rows.projects]


def _of_stage(heads: list[Said], stage: ClaimStage) -> Said | None:
    own = (one for one in heads if one.measure == Measure.PROJECT_COUNT and one.record.stage == stage)
    return next((one for one in own if one.record.partner_id is None), None)


def articles_about(*areas: Area) -> QuerySet[Article]:
    """Published articles with a claim about a place, or with a place as the other side, newest first."""
    paths = ("", "observation__", "target__")
    about = Q()
    for path in paths:
        about |= Q(**{f"versions__claims__{path}area__in": areas}) | Q(
            **{f"versions__claims__{path}partner__in": areas}
        )
    rows = Article.objects.published().filter(about, versions__claims__state__in=IN_LEDGER)
    return rows.select_related("office").distinct()[:SHOWN]

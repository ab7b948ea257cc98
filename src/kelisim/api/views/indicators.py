"""Indicators with their targets and observations; every figure with its sources."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from kelisim.accounts.models import User
from kelisim.api.listing import (
    InPeriod,
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
from kelisim.api.tables import figures_as_csv
from kelisim.api.values import Code, DecimalText, Identity, Named, Slug, Texts
from kelisim.common.choices import Bound, ClaimStage, FactStatus, Measure
from kelisim.common.models import Source, SourceKind
from kelisim.indicators.models import Basis, Indicator, Observation, ObservationSource, Target, TargetSource
from kelisim.parties.models import Organisation
from kelisim.press.models import Claim

router = Router(tags=["Figures"])


class IndicatorRow(Row):
    """What is measured."""

    code: str
    measure: Measure
    of: Measure | None = Field(description="With `growth`: the measure that grew.")
    basis: Basis
    name: Texts
    definition: Texts
    is_flow: bool = Field(description="Whether it adds up over a period.")
    is_sample: bool = False

    @staticmethod
    def resolve_of(row: Indicator) -> str | None:
        return row.of or None


class IndicatorPage(Page):
    """A page of indicators."""

    items: list[IndicatorRow]


class SourceRow(Schema):
    """Where a figure came from."""

    kind: SourceKind
    title: str
    publisher: str
    url: str = Field(description="Address of the original, or empty.")
    quote: str = Field(description="The words that say it.")
    day: date | None
    article: str | None = Field(description="Address (slug) of the article here, where it is public.")
    claim: str | None = Field(description="Public id of the claim, where its article is public.")

    @staticmethod
    def resolve_article(row: Source) -> str | None:
        claim = getattr(row, "claim", None)
        return claim.version_of.article.slug if claim else None

    @staticmethod
    def resolve_claim(row: Source) -> str | None:
        claim = getattr(row, "claim", None)
        return str(claim.public_id) if claim else None


class FigureRow(PublishedRow):
    """A number with what it is about, in base units."""

    indicator: Code = Field(description="Code of the indicator.")
    area: Code | None = Field(description="ISO 3166, or null where no place is stated.")
    partner: Code | None = Field(description="The other country: ISO 3166.")
    sector: str = Field(description="ISIC, or empty.")
    start: date | None = Field(description="First day; null with a deadline.")
    end: date | None = Field(description="Last day, or the deadline.")
    value: DecimalText
    unit: str = Field(description="ISO 4217 for money, otherwise a unit such as `job` or `percent`.")
    bound: Bound = Field(description="How exactly it is stated.")
    status: FactStatus
    stage: ClaimStage | None = Field(description="How far the things counted have come.")
    reporter: Named | None = Field(description="Who reported it.")
    vintage: date | None = Field(description="As reported on this day.")
    note: Texts
    sources: list[SourceRow]

    @staticmethod
    def resolve_stage(row: Observation | Target) -> str | None:
        return row.stage or None

    @staticmethod
    def resolve_sources(row: Observation | Target) -> list[Source]:
        links = row.observationsource_set if isinstance(row, Observation) else row.targetsource_set
        return [link.source for link in links.all()]


class FigurePage(Page):
    """A page of targets or observations."""

    items: list[FigureRow]


class IndicatorFilters(Searching):
    """Filters of indicators."""

    measure: Measure | None = Field(None, description="What is measured, such as `fdi`.")


class FigureFilters(Searching, WithPartner, InPeriod):
    """Filters of figures."""

    indicator: Slug | None = Field(None, description="Code of the indicator.")
    stage: ClaimStage | None = Field(None, description="How far the things counted have come, such as `launched`.")
    format: Literal["json", "csv"] = Field("json", description="`json`, or `csv` for a table of the same page.")


class ObservationFilters(FigureFilters):
    """Filters of observations."""

    status: Literal["actual", "planned"] | None = Field(
        None, description="`actual`: it happened; `planned`: it is meant to."
    )


def indicator_rows(reader: User | None) -> QuerySet[Indicator]:
    """Indicators."""
    return seen(Indicator, reader)


def figure_rows(model: type[Observation | Target], link: type[Any], reader: User | None) -> QuerySet[Any]:
    """Figures with what a row shows."""
    name = f"{link._meta.model_name}_set"
    claims = Claim.objects.visible_to(reader).select_related("version_of__article")
    links = Prefetch(name, queryset=link.objects.select_related("source").order_by("pk"))
    far_ends = (links, Prefetch(f"{name}__source__claim", queryset=claims), linked("reporter", Organisation, reader))
    return seen(model, reader).select_related("indicator", "area", "partner", "office").prefetch_related(*far_ends)


def figures(request: HttpRequest, rows: QuerySet[Any], wanted: FigureFilters) -> Any:
    """A page of figures, as JSON or as a table."""
    rows = in_period(in_area(rows, wanted), wanted)
    rows = matching(rows, indicator__code=wanted.indicator, partner__code=wanted.partner, stage=wanted.stage)
    page = page_of(request, listed(rows, wanted, sample="office__is_sample"), wanted)
    return figures_as_csv(page) if wanted.format == "csv" else page


def observation_rows(reader: User | None) -> QuerySet[Observation]:
    """Observations with what a row shows."""
    return figure_rows(Observation, ObservationSource, reader)


def target_rows(reader: User | None) -> QuerySet[Target]:
    """Targets with what a row shows."""
    return figure_rows(Target, TargetSource, reader)


@router.get("/indicators", response=IndicatorPage, operation_id="list_indicators", summary="Indicators")
def indicators(request: HttpRequest, wanted: Query[IndicatorFilters]) -> Any:
    """What is measured, with its definition. Indicators belong to no office; none is a sample."""
    rows = matching(indicator_rows(reader_of(request)), measure=wanted.measure)
    rows = rows.none() if wanted.sample == "true" else rows
    return page_of(request, listed(rows, wanted.model_copy(update={"sample": None}), sample=""), wanted)


@router.get("/indicators/{code}", response=IndicatorRow, operation_id="get_indicator", summary="An indicator")
def indicator(request: HttpRequest, code: Path[Slug]) -> Any:
    """One indicator by its code."""
    return one(indicator_rows(reader_of(request)), code=code)


@router.get("/observations", response=FigurePage, operation_id="list_observations", summary="Observations")
def observations(request: HttpRequest, wanted: Query[ObservationFilters]) -> FigurePage | HttpResponse:
    """Figures that happened or are meant to happen, each with its sources: the quote, the address, the article."""
    return figures(request, matching(observation_rows(reader_of(request)), status=wanted.status), wanted)


@router.get("/observations/{public_id}", response=FigureRow, operation_id="get_observation", summary="An observation")
def observation(request: HttpRequest, public_id: Path[Identity]) -> Any:
    """One observation by its public id."""
    return one(observation_rows(reader_of(request)), public_id=public_id)


@router.get("/targets", response=FigurePage, operation_id="list_targets", summary="Targets")
def targets(request: HttpRequest, wanted: Query[FigureFilters]) -> FigurePage | HttpResponse:
    """Figures that somebody set, to be reached in a period or by a deadline, each with its sources."""
    return figures(request, target_rows(reader_of(request)), wanted)


@router.get("/targets/{public_id}", response=FigureRow, operation_id="get_target", summary="A target")
def target(request: HttpRequest, public_id: Path[Identity]) -> Any:
    """One target by its public id."""
    return one(target_rows(reader_of(request)), public_id=public_id)

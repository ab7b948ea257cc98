"""Projects of the pools."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from ninja import Field, Path, Query, Router

from kelisim.accounts.models import User
from kelisim.api.listing import InArea, Searching, in_area, linked, listed, matching, one, page_of, reader_of, seen
from kelisim.api.rows import Page, PublishedRow
from kelisim.api.values import Code, CountryCode, Day, Identity, Money, Named, NamedPlace, Sector, Slug, Texts, money_of
from kelisim.parties.models import Organisation
from kelisim.projects.models import Project, ProjectStage, ProjectStatus
from kelisim.zones.models import Zone

router = Router(tags=["Projects"])


class ProjectRow(PublishedRow):
    """A plant, a greenhouse, a logistics centre."""

    number: str
    title: Texts
    about: Texts
    organisation: Named | None = Field(description="The investor, where public.")
    area: Code = Field(description="ISO 3166.")
    origin: Code | None = Field(description="Country from which the capital comes.")
    zone: NamedPlace | None
    sector: str = Field(description="ISIC, or empty.")
    stage: ProjectStage
    status: ProjectStatus
    amount: Money | None
    jobs_planned: int | None
    jobs_created: int | None
    product: Texts
    planned_launch: date | None
    launched_on: date | None

    @staticmethod
    def resolve_amount(row: Project) -> dict[str, Any] | None:
        return money_of(row)


class ProjectPage(Page):
    """A page of projects."""

    items: list[ProjectRow]


class ProjectFilters(Searching, InArea):
    """Filters of projects."""

    partner: CountryCode | None = Field(None, description="Origin of the capital: an ISO 3166 code such as TR.")
    stage: ProjectStage | None = Field(None, description="How far it has come, such as `construction`.")
    status: ProjectStatus | None = Field(None, description="Whether it moves, such as `delayed`.")
    sector: Sector | None = Field(None, description="Its sector: an ISIC code such as C10.")
    zone: Slug | None = Field(None, description="The address of its zone.")
    from_: Day | None = Field(
        None, alias="from", description="Launched, otherwise to be launched, on this day or later."
    )
    to: Day | None = Field(None, description="Launched, otherwise to be launched, on this day or earlier.")


def project_rows(reader: User | None) -> QuerySet[Project]:
    """Projects with what a row shows."""
    far_ends = (linked("organisation", Organisation, reader), linked("zone", Zone, reader))
    return seen(Project, reader).select_related("area", "origin", "office").prefetch_related(*far_ends)


def launched_between(rows: QuerySet[Project], first: date | None, last: date | None) -> QuerySet[Project]:
    """Projects by the day of their launch, where there was none yet by the planned one."""
    if first or last:
        rows = rows.filter(Q(launched_on__isnull=False) | ~Q(hidden_fields__contains=["planned_launch"]))
    return matching(rows.alias(launch=Coalesce("launched_on", "planned_launch")), launch__gte=first, launch__lte=last)


@router.get("/projects", response=ProjectPage, operation_id="list_projects", summary="Projects")
def projects(request: HttpRequest, wanted: Query[ProjectFilters]) -> Any:
    """Projects of the pools with stage, status, amount and jobs."""
    rows = launched_between(in_area(project_rows(reader_of(request)), wanted), wanted.from_, wanted.to)
    rows = matching(rows, stage=wanted.stage, status=wanted.status, sector=wanted.sector, origin__code=wanted.partner)
    rows = matching(
        rows,
        zone__in=None if wanted.zone is None else seen(Zone, reader_of(request)).filter(slug=wanted.zone).values("pk"),
    )
    return page_of(request, listed(rows, wanted, sample="office__is_sample"), wanted)


@router.get("/projects/{public_id}", response=ProjectRow, operation_id="get_project", summary="A project")
def project(request: HttpRequest, public_id: Path[Identity]) -> Any:
    """One project by its public id."""
    return one(project_rows(reader_of(request)), public_id=public_id)

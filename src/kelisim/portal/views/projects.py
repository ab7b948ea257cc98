"""The project pool and a project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import deals
from kelisim.common import exports, formats
from kelisim.common.columns import choice, in_order
from kelisim.common.filters import Filter, by_choice
from kelisim.common.naming import read_names
from kelisim.overview.ladder import NAMES, come_to
from kelisim.parties.models import Organisation
from kelisim.portal import lists, oc4ids
from kelisim.portal.lists import Column, Listing
from kelisim.projects.models import Project, ProjectStage, ProjectStatus
from kelisim.projects.queries import sums_by_kind
from kelisim.projects.stages import ORDER
from kelisim.zones.models import Zone

FILTERS = (
    lists.by_region(),
    by_choice("stage", gettext_lazy("Stage"), ProjectStage.choices),
    by_choice("status", gettext_lazy("Status"), ProjectStatus.choices),
    lists.if_ticked("launched", gettext_lazy("Launched"), lambda rows: rows.filter(launched_on__isnull=False)),
    lists.by_sample(),
    lists.hidden("origin", gettext_lazy("Origin of capital"), "origin__code"),
    Filter(
        "rung",
        lambda user: forms.ChoiceField(
            label=gettext_lazy("Step"), required=False, choices=[("", ""), *NAMES.items()], widget=forms.HiddenInput
        ),
        come_to,
    ),
)
COLUMNS = (
    Column("title", gettext_lazy("Project"), "translated", sort="title", href=lambda row: _page(row)),
    Column("area", gettext_lazy("Region"), "area", sort="area__name"),
    Column("stage", gettext_lazy("Stage"), "choice", choice("stage"), sort=in_order("stage", ORDER)),
    Column("status", gettext_lazy("Status"), "choice", choice("status"), is_shown=False),
    Column("amount", gettext_lazy("Amount"), "money", sort="amount", href=lambda row: _source(row), mark="hand"),
    Column("currency", gettext_lazy("Currency"), is_shown=False),
    Column("jobs_planned", gettext_lazy("Jobs planned"), "number", sort="jobs_planned", href=lambda row: _source(row), mark="hand"),
    Column("jobs_created", gettext_lazy("Jobs created"), "number", sort="jobs_created", href=lambda row: _source(row), mark="hand"),
    Column("planned_launch", gettext_lazy("Planned launch"), "day", sort="planned_launch", is_shown=False),
    Column("launched_on", gettext_lazy("Launched"), "day", sort="launched_on"),
    Column("origin", gettext_lazy("Origin of capital"), "area", sort="origin__name", is_shown=False),
    Column("number", gettext_lazy("Number"), is_shown=False),
    Column("organisation", gettext_lazy("Investor"), get=lambda row: _named(row.organisation), is_shown=False),
    Column("sector", gettext_lazy("Sector (ISIC)"), is_shown=False),
    Column("zone", gettext_lazy("Zone"), get=lambda row: _named(row.zone), is_shown=False),
    Column("product", gettext_lazy("Product"), "translated", is_shown=False),
    Column("capacity", gettext_lazy("Capacity a year"), "number", is_shown=False),
    Column("capacity_unit", gettext_lazy("Unit of the capacity"), is_shown=False),
    Column("area_code", gettext_lazy("Code of the region"), get="area.code", is_shown=False),
    Column("public_id", gettext_lazy("Id"), is_shown=False),
    Column("sample", gettext_lazy("Sample"), "yes", "is_sample", is_shown=False),
)  # fmt: skip


def projects(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _projects())


def export_projects(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _projects(), kind)


def projects_oc4ids(request: HttpRequest) -> HttpResponseBase:
    """The filtered projects as a package of OC4IDS; samples only where they are asked for, and never among real ones."""
    page = _projects().page(request)
    is_sample = page.values.get("kind_of_rows") == "sample"
    rows = page.rows.filter(office__is_sample=is_sample).select_related("office", "area", "organisation").order_by("pk")
    uri = request.build_absolute_uri(request.get_full_path())
    found = oc4ids.package(rows.iterator(chunk_size=exports.CHUNK), uri=uri, language=formats.language_of())
    answer = StreamingHttpResponse(found, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kelisim-projects-oc4ids.json"'
    return answer


def project(request: HttpRequest, public_id: str) -> HttpResponse:
    related = ("office", "area", "origin", "zone__office", "organisation", "source")
    found = get_object_or_404(Project.objects.published().select_related(*related), public_id=public_id)
    read_names([found.organisation])
    papers = (
        Agreement.objects.published()
        .filter(projects=found, office__is_sample=found.is_sample)
        .showing("projects")
        .select_related("office")
    )
    zone = found.zone if found.zone and found.zone.is_published and not found.zone.is_archived else None
    return render(
        request,
        "portal/project.html",
        {"project": found, "papers": deals(papers), "zone": zone, "steps": steps_of(found)},
    )


def steps_of(project: Project) -> list[dict[str, Any]]:
    """The stages in their order: passed, current, to come."""
    place = ORDER.index(ProjectStage(project.stage))
    return [
        {"label": stage.label, "is_passed": number < place, "is_current": number == place}
        for number, stage in enumerate(ORDER)
    ]


def _named(record: Organisation | Zone | None) -> str:
    """The name of a record that is public itself."""
    return str(record) if record is not None and record.is_published else ""


def _page(project: Project) -> str:
    return reverse("portal:project", args=[project.public_id])


def _source(project: Project) -> str:
    return f"{_page(project)}#source"


def _projects() -> Listing:
    return Listing(
        name="projects",
        title=_("Projects"),
        lede=_("The published project pool: stage, amount in its own currency, jobs planned and created."),
        rows=Project.objects.published().select_related("office", "area", "organisation", "origin", "zone"),
        columns=COLUMNS,
        filters=FILTERS,
        order="title",
        icon="factory",
        empty=_("An office publishes its projects one by one; they appear here with their stage and jobs."),
        sums=_sums,
        more_files=(("OC4IDS", "projects_oc4ids"),),
    )


def _sums(rows: QuerySet[Project]) -> list[dict[str, Any]]:
    """What the projects add up to, real ones and samples apart."""
    kinds = sums_by_kind(rows).items()
    return [{"is_sample": is_sample, "pool": pool, "amounts": amounts} for is_sample, (pool, amounts) in kinds]

"""The project pool and a project."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.overview.ladder import NAMES, come_to
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing, SampleFilters
from kelisim.projects.models import Project, ProjectStage, ProjectStatus
from kelisim.projects.queries import amounts_of, pool_sums
from kelisim.projects.stages import ORDER

ANY = ("", gettext_lazy("All"))
NEVER = date(1, 1, 1)


def area_choices() -> list[tuple[str, str]]:
    """Regions by name, for filters."""
    rows = Area.objects.published().filter(kind=AreaKind.REGION).only("code", "name")
    return [("", _("All")), *sorted(((row.code, area_name(row)) for row in rows), key=lambda one: one[1])]


class ProjectFilters(SampleFilters):
    """What a reader narrows the pool by."""

    area = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False, choices=[ANY, *ProjectStage.choices])
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, choices=[ANY, *ProjectStatus.choices])
    origin = forms.CharField(
        label=gettext_lazy("Origin of capital"), required=False, max_length=2, widget=forms.HiddenInput
    )
    rung = forms.ChoiceField(
        label=gettext_lazy("Step"), required=False, choices=[ANY, *NAMES.items()], widget=forms.HiddenInput
    )
    launched = forms.BooleanField(label=gettext_lazy("Launched"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].choices = area_choices()

    def narrow(self, rows: QuerySet[Project], values: dict[str, Any]) -> QuerySet[Project]:
        rows = super().narrow(rows, values)
        named = {"area__code": "area", "stage": "stage", "status": "status", "origin__code": "origin"}
        rows = rows.filter(**{path: values[name] for path, name in named.items() if values.get(name)})
        rows = come_to(rows, values["rung"]) if values.get("rung") else rows
        return rows.filter(launched_on__isnull=False) if values.get("launched") else rows


def projects(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _projects())


def export_projects(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _projects(), kind)


def project(request: HttpRequest, public_id: str) -> HttpResponse:
    related = ("office", "area", "origin", "zone__office", "organisation", "source")
    found = get_object_or_404(Project.objects.published().select_related(*related), public_id=public_id)
    papers = (
        Agreement.objects.published().filter(projects=found, office__is_sample=found.is_sample).select_related("office")
    )
    zone = found.zone if found.zone and found.zone.is_published and not found.zone.is_archived else None
    return render(
        request, "portal/project.html", {"project": found, "papers": papers, "zone": zone, "steps": steps_of(found)}
    )


def steps_of(project: Project) -> list[dict[str, Any]]:
    """The stages in their order: passed, current, to come."""
    place = ORDER.index(ProjectStage(project.stage))
    return [
        {"label": stage.label, "is_passed": number < place, "is_current": number == place}
        for number, stage in enumerate(ORDER)
    ]


def _projects() -> Listing:
    rows = Project.objects.published().select_related("office", "area", "organisation", "origin")
    return Listing(
        name="projects",
        title=_("Projects"),
        lede=_("The published project pool: stage, amount in its own currency, jobs planned and created."),
        rows=rows,
        filters=ProjectFilters,
        sort="title",
        icon="factory",
        empty=_("An office publishes its projects one by one; they appear here with their stage and jobs."),
        context={"sums": _sums(rows)},
        columns=[
            Column("title", _("Project"), lambda row: tr_text(row.title), sort=lambda: lists.by_text("title")),
            Column("area", _("Region"), lambda row: area_name(row.area), sort=lambda: F("area__code")),
            Column("stage", _("Stage"), lambda row: row.get_stage_display(), sort=lambda: F("stage")),
            Column("status", _("Status"), lambda row: row.get_status_display(), is_shown=False),
            Column("amount", _("Amount"), lambda row: row.amount and f"{row.amount.normalize():f}", is_number=True),
            Column("currency", _("Currency"), lambda row: row.currency, is_shown=False),
            Column("jobs_planned", _("Jobs planned"), lambda row: row.jobs_planned, is_number=True,
                   sort=lambda: Coalesce("jobs_planned", Value(-1))),
            Column("jobs_created", _("Jobs created"), lambda row: row.jobs_created, is_number=True,
                   sort=lambda: Coalesce("jobs_created", Value(-1))),
            Column("launched_on", _("Launched"), lambda row: row.launched_on, sort=lambda: Coalesce("launched_on", Value(NEVER))),
            Column("area_code", _("Region"), lambda row: row.area.code, is_shown=False),
            Column("public_id", _("Id"), lambda row: row.public_id, is_shown=False),
            Column("sample", _("Sample"), lambda row: int(row.is_sample), is_shown=False),
        ],
    )  # fmt: skip


def _sums(rows: QuerySet[Project]) -> list[dict[str, Any]]:
    """What real projects add up to, and samples apart from them."""
    kinds = ((False, rows.filter(office__is_sample=False)), (True, rows.filter(office__is_sample=True)))
    sums = [{"is_sample": is_sample, "pool": pool_sums(own), "amounts": amounts_of(own)} for is_sample, own in kinds]
    return [one for one in sums if one["pool"].projects]

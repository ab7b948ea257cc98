"""The pool as a board, a map and a calendar of launches: the same search and filters as the list."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kelisim.accounts.models import Office
from kelisim.common import drawings, formats
from kelisim.common.models import Area
from kelisim.projects.models import Project, ProjectStatus
from kelisim.projects.pictures import board_of, launches_around, launches_of, sums_by_area, sums_by_zone
from kelisim.workspace.lists import ListPage
from kelisim.workspace.pages import list_page
from kelisim.workspace.records import Count
from kelisim.workspace.views.project_words import COLUMN_NAMES
from kelisim.workspace.views.projects import PROJECT, tabs
from kelisim.zones.models import Zone

MAP_BANDS = (5, 10, 20, 40)
MOST_ZONES = 30
MONTHS = frozenset(str(number) for number in range(1, 13))
STUCK = (ProjectStatus.DELAYED, ProjectStatus.DORMANT, ProjectStatus.STOPPED)


def of_staff(request: HttpRequest) -> ListPage:
    """The list that the address asks for; refused to those who do not work with the pool."""
    if request.user.role not in PROJECT.roles:
        raise PermissionDenied
    return list_page(request, PROJECT)


def has_samples(page: ListPage) -> bool:
    """Whether a picture shows samples: where the office is one or they are asked for."""
    office = page.user.office
    return (page.values.get("sample") or ("yes" if office and office.is_sample else "no")) == "yes"


def rows_behind(page: ListPage, **narrowed: Any) -> str:
    """The list of just the projects that a number of a picture counts."""
    sample = "yes" if has_samples(page) else "no"
    return reverse("workspace:project_list") + page.address(sample=sample, **narrowed)


def unmixed(page: ListPage) -> QuerySet[Project]:
    """The rows of a list, samples or real ones."""
    rows = page.rows.select_related(None)
    if page.values.get("sample"):
        return rows
    of_samples = Office.objects.filter(is_sample=has_samples(page))
    return rows.filter(office_id__in=list(of_samples.values_list("pk", flat=True)))


def shown(request: HttpRequest, template: str, current: str, page: ListPage, **more: Any) -> HttpResponse:
    """A page of the pool."""
    context = {"kind": PROJECT, "list": page, "tabs": tabs(page, current), **more}
    return render(request, f"workspace/pool/{template}.html", context)


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """The stages side by side; those that wait longest come first."""
    page = of_staff(request)
    lanes = [
        {
            "lane": lane,
            "title": COLUMN_NAMES[lane.column],
            "href": rows_behind(page, column=lane.column, stage=None),
            "more": max(0, lane.sums.count - len(lane.rows)),
            "cards": [(project, request.user.has_perm("projects.move_stage", project)) for project in lane.rows],
        }
        for lane in board_of(unmixed(page))
    ]
    return shown(request, "board", "project_board", page, lanes=lanes, stuck=STUCK, pulse=_totals(page, lanes))


def _totals(page: ListPage, lanes: list[dict[str, Any]]) -> list[Count]:
    """The pool in one line, each number with its projects."""
    sums = [each["lane"].sums for each in lanes]
    launched = unmixed(page).filter(launched_on__isnull=False).count()
    return [
        Count(sum(each.count for each in sums), _("Projects"), rows_behind(page)),
        Count(sum(each.jobs_planned for each in sums), _("Jobs planned"), rows_behind(page)),
        Count(launched, _("Launched"), rows_behind(page, launched="yes")),
        Count(sum(each.jobs_created for each in sums), _("Jobs created"), rows_behind(page)),
    ]


@require_safe
@login_required
def project_map(request: HttpRequest) -> HttpResponse:
    """The regions by the number of projects, and the zones in which they stand."""
    page = of_staff(request)
    rows = unmixed(page)
    by_area = sums_by_area(rows)
    tiles = drawings.tiles(
        {code: sums.count for code, sums in by_area.items()},
        MAP_BANDS,
        lambda code: rows_behind(page, area=code),
        words=_("projects"),
        none=_("no project"),
    )
    places = {area.code: area for area in Area.everything.filter(code__in=by_area)}
    by_zone = sorted(sums_by_zone(rows).items(), key=lambda pair: -pair[1].count)[:MOST_ZONES]
    zones = Zone.everything.select_related("area").in_bulk([key for key, _sums in by_zone])
    found = {
        "tiles": tiles,
        "legend": drawings.legend(MAP_BANDS, none=_("no project")),
        "areas": [
            (places.get(code, code), rows_behind(page, area=code), sums)
            for code, sums in sorted(by_area.items(), key=lambda pair: -pair[1].count)
        ],
        "zones": [(zones[key], sums) for key, sums in by_zone],
    }
    return shown(request, "map", "project_map", page, **found)


@require_safe
@login_required
def launches(request: HttpRequest) -> HttpResponse:
    """The launches of a year by month: confirmed, planned, overdue."""
    page, today = of_staff(request), timezone.localdate()
    rows = unmixed(page)
    year = _year(request.GET.get("year", ""), today.year)
    is_before, is_after = launches_around(rows, year)
    around = {
        "previous": page.address(year=str(year - 1)) if is_before else "",
        "next": page.address(year=str(year + 1)) if is_after else "",
    }
    whole = request.GET.get("month", "")
    months = [
        (formats.month(month.first), month, page.address(year=str(year), month=str(month.first.month)))
        for month in launches_of(rows, year, today, whole=int(whole) if whole in MONTHS else 0)
    ]
    return shown(request, "launches", "project_launches", page, months=months, year=year, today=today, **around)


def _year(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() and 1900 <= int(text) <= 2200 else otherwise

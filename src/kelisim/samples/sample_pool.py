"""What the projects of the sample region have behind them and before them: days of stages, money, jobs, risks, and a rule of the pools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kelisim.accounts.models import Role
from kelisim.common.services import store_new
from kelisim.projects import services as projects
from kelisim.projects.models import Project, StageDate
from kelisim.projects.stages import ORDER
from kelisim.samples import words

if TYPE_CHECKING:
    from kelisim.samples.sample_region import Region

INDICES = Decimal(2_000_000)
YEAR = timedelta(days=365)
LONGER = 400
WITH_PLANS = range(35, 59, 3)  # projects whose works are under way


def make_past_of_pool(region: Region) -> None:
    """The days on which each project came to its earlier stages; plans of some; from which worth on a project is national."""
    store_new([day for number, project in enumerate(region.projects, 1) for day in _earlier(project, number)])
    for number in WITH_PLANS:
        _plan(region, region.projects[number - 1], number)
    by = region.users[Role.ADMINISTRATOR]
    projects.create_pool_rule(by, day=date(2025, 1, 1), indices=INDICES, basis=words.POOL_BASIS, by=by)


def _earlier(project: Project, number: int) -> Iterator[StageDate]:
    """Back from the first stage of which the day is known, each stage two to ten months long, works longer."""
    known = dict(StageDate.objects.filter(project=project).values_list("stage", "reached"))
    first = min(known, key=ORDER.index)
    day = known[first]
    for place, stage in enumerate(reversed(ORDER[: ORDER.index(first)])):
        day -= timedelta(days=60 + (number * 37 + place * 53) % 240 + (LONGER if stage == "construction" else 0))
        yield StageDate(project=project, stage=stage, reached=day)


def _plan(region: Region, project: Project, number: int) -> None:
    """Money by year and source of capital, spent and to come; jobs by a day; a risk with what is done about it."""
    assert project.amount is not None
    assert project.planned_start is not None
    start, part = project.planned_start, (project.amount / 4).quantize(Decimal(1))
    money = (
        ("own", True, start, part), ("loan", True, start, part),
        ("own", False, start + YEAR, part), ("foreign", False, start + YEAR, part),
    )  # fmt: skip
    for capital, is_spent, first, amount in money:
        facts = {"capital": capital, "is_spent": is_spent, "start": first, "end": first + YEAR - timedelta(days=1)}
        projects.add_amount(project, amount=amount, currency=project.currency, by=region.officer, **facts)
    half = (project.jobs_planned or 2) // 2
    projects.add_jobs_plan(project, day=start + YEAR, jobs=half, by=region.officer)
    projects.add_jobs_plan(project, day=start + 2 * YEAR, jobs=project.jobs_planned or 2, by=region.officer)
    projects.plan_stage(project, stage="working", planned=start + 2 * YEAR, by=region.officer)
    kind, text, answer = words.RISKS[number % len(words.RISKS)]
    projects.add_risk(project, kind=kind, weight="medium", text=text, answer=answer, by=region.officer)

"""What is stuck: time in the stage against past projects, silence, missed dates; with a range for the launch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import Lead, Least, TruncDate

from kelisim.accounts.models import OFFICE_ROLES, Role, User
from kelisim.common.queries import history_model
from kelisim.engines.measures.waiting import Ahead, Range, Waits
from kelisim.projects.models import Project, ProjectLog, ProjectStage, ProjectStatus, StageDate
from kelisim.projects.stages import ORDER

WAITING = (ProjectStatus.MOVING, ProjectStatus.DELAYED, ProjectStatus.DORMANT)
GOING_ON = Q(status__in=WAITING, launched_on__isnull=True) & ~Q(stage=ProjectStage.WORKING)
"""Neither launched nor at work, nor ended in another way."""
SLOW, SILENT_DAYS = 0.75, 30
MOST = 200
KINDS = ("ended", "going_on")
Counted = dict[str, dict[str, list[tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class Stalled:
    """A project that is stuck, how badly (0 to 3), and why."""

    project: Project
    weight: float
    waited: int
    share_before: float | None
    past: int
    silent: int
    launch_late: int
    step_late: int
    range: Range | None
    fewest_past: int


def waits_of(user: User, *, today: date, is_sample: bool) -> dict[str, Waits]:
    """By stage: how long past projects stayed in it, and how long those that are still there have."""
    counted = _counted_waits(user, today, is_sample)
    return {stage: Waits(*(_one_by_one(counted[kind].get(stage, [])) for kind in KINDS)) for stage in ORDER}


def _one_by_one(counted: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(chain.from_iterable(repeat(days, times) for days, times in counted))


def known_waits(user: User, *, today: date, is_sample: bool) -> dict[str, Waits]:
    """The same, read anew only when a project or the day of a stage has changed: all of the past is read for it."""
    scope = "all" if user.role == Role.ADMINISTRATOR else user.office_id if user.role in OFFICE_ROLES else "public"
    key = f"projects.waits.{scope}.{is_sample}.{today.isoformat()}.{_last_change()}"
    counted = cache.get(key)
    if counted is None:
        counted = _counted_waits(user, today, is_sample)
        cache.set(key, counted)
    return {stage: Waits(*(_one_by_one(counted[kind].get(stage, [])) for kind in KINDS)) for stage in ORDER}


def _last_change() -> str:
    """The last rows of the histories, which triggers write at every change."""
    histories = (history_model(model)._default_manager for model in (Project, StageDate))
    return "-".join(str(rows.aggregate(last=Max("pgh_id"))["last"]) for rows in histories)


def _counted_waits(user: User, today: date, is_sample: bool) -> Counted:
    """By kind and stage: so many days, so many times. Counted in the database, for the days are few and the stays are many."""
    seen = Project.objects.visible_to(user).filter(office__is_sample=is_sample)
    found: Counted = {kind: defaultdict(list) for kind in KINDS}
    for stage, days, times in _stays(seen):
        found["ended"][stage].append((days, times))
    waiting = seen.filter(status__in=WAITING, stage_since__lte=today).order_by().values("stage", "stage_since")
    for stage, since, times in waiting.annotate(times=Count("pk")).values_list("stage", "stage_since", "times"):
        found["going_on"][stage].append(((today - since).days, times))
    return {kind: dict(stages) for kind, stages in found.items()}


def _stays(seen: QuerySet[Project]) -> list[tuple[str, int, int]]:
    """Stage, so many days from the day on which it was reached to that of the stage after it, so many times."""
    days = StageDate.objects.filter(project__in=seen.order_by(), reached__isnull=False).order_by()
    after = Window(Lead("reached"), partition_by=F("project"), order_by=[F("reached").asc(), F("pk").asc()])
    sql, params = days.annotate(left=after).values("stage", "reached", "left").query.sql_with_params()
    counted = f'SELECT stage, "left" - reached, count(*) FROM ({sql}) AS stays WHERE "left" IS NOT NULL GROUP BY 1, 2'  # noqa: S608  # the query of a queryset
    with connection.cursor() as cursor:
        cursor.execute(counted, params)
        return cursor.fetchall()


def stalled_of(user: User, rows: QuerySet[Project], *, today: date, is_sample: bool) -> list[Stalled]:
    """Those of `rows` that are stuck, the worst first."""
    waits = known_waits(user, today=today, is_sample=is_sample)
    living = rows.filter(status__in=WAITING).exclude(stage=ProjectStage.WORKING).order_by()
    signs = _last_signs(living)
    columns = ("pk", "stage", "stage_since", "planned_launch", "launched_on", "next_step_due", "entered")
    found = []
    for key, stage, since, launch, launched, step, entered in living.annotate(
        entered=TruncDate("created_at")
    ).values_list(*columns):
        waited = (today - since).days if since else 0
        share = waits[stage].share_over_by(waited) if since and waits[stage].is_enough else None
        silent = (today - max(filter(None, (since, signs.get(key), entered)))).days
        late = (_late(launch, today) if launched is None else 0, _late(step, today))
        weight = weight_of(share, silent, max(late))
        if weight:
            found.append((weight, key, waited, share, silent, late))
    found.sort(key=lambda row: (-row[0], row[1]))
    return _with_records(found[:MOST], waits)


def missed_of(rows: QuerySet[Project], *, today: date, most: int) -> list[Stalled]:
    """Those of `rows` whose planned launch or next step is past, the longest first: what a first page can tell at once.

    Only dates are asked; how unusual a wait is, `stalled_of` computes.
    """
    living = rows.filter(GOING_ON)
    past = living.annotate(missed=Least("planned_launch", "next_step_due")).filter(missed__lt=today)
    keys = list(past.order_by("missed", "pk").values_list("pk", flat=True)[:most])
    records = Project.objects.select_related("office", "owner", "area", "organisation").in_bulk(keys)
    found = []
    for project in (records[key] for key in keys):
        late = (_late(project.planned_launch, today), _late(project.next_step_due, today))
        waited = (today - project.stage_since).days if project.stage_since else 0
        found.append(Stalled(project, weight_of(None, 0, max(late)), waited, None, 0, 0, *late, None, 0))
    return found


def weight_of(share: float | None, silent: int, late: int) -> float:
    """How badly something is stuck: up to one each for slowness, silence and missed dates."""
    slow = (share - SLOW) / (1 - SLOW) if share is not None and share >= SLOW else 0.0
    quiet = min(1.0, silent / (6 * SILENT_DAYS)) if silent > SILENT_DAYS else 0.0
    missed = min(1.0, 0.2 + late / 365) if late else 0.0
    return slow + quiet + missed


def _late(day: date | None, today: date) -> int:
    return max(0, (today - day).days) if day else 0


def _last_signs(rows: QuerySet[Project]) -> dict[int, date]:
    entries = ProjectLog.objects.filter(project__in=rows).order_by().values("project")
    return dict(entries.annotate(last=Max("day")).values_list("project", "last"))


def _with_records(found: list[tuple[Any, ...]], waits: dict[str, Waits]) -> list[Stalled]:
    records = Project.objects.select_related("office", "owner", "area", "organisation").in_bulk(
        [row[1] for row in found]
    )
    ahead_of = {stage: [waits[each] for each in ORDER[place:-1]] for place, stage in enumerate(ORDER)}
    ways = {stage: Ahead(ahead) for stage, ahead in ahead_of.items()}
    ranges: dict[tuple[str, int], Range | None] = {}
    told = []
    for weight, key, waited, share, silent, late in found:
        project = records[key]
        ahead = ahead_of[ProjectStage(project.stage)]
        at = (project.stage, waited)
        if at not in ranges:
            ranges[at] = ways[ProjectStage(project.stage)].range(waited) if project.stage_since else None
        fewest = min((len(each.ended) for each in ahead), default=0)
        past = len(waits[project.stage].ended)
        told.append(Stalled(project, weight, waited, share, past, silent, late[0], late[1], ranges[at], fewest))
    return told

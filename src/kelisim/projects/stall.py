"""What is stuck: time in the stage against past projects, silence, missed dates; with a range for the launch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Max, QuerySet, Value, When
from django.db.models.functions import Least, TruncDate

from kelisim.accounts.models import Role, User
from kelisim.common.asking import Table, ask
from kelisim.engines.measures.waiting import Ahead, Curve, Range
from kelisim.projects.models import Project, ProjectLog, ProjectStage
from kelisim.projects.stages import ORDER
from kelisim.projects.waits import GOING_ON, past_of

SLOW, SILENT_DAYS = 0.75, 30
LIVING = ("id", "is_own", "stage", "since", "planned", "step", "entered")
# `weight_of`, said in SQL: the worst of many are found in the database.
WORST = f"""
, each AS MATERIALIZED (
  SELECT id, COALESCE(%(today)s::date - since, 0) AS waited,
    shares[width_bucket(%(today)s::date - since, days)] AS share,
    CASE WHEN is_own THEN %(today)s::date - GREATEST(since, last, entered) ELSE 0 END AS silent,
    GREATEST(%(today)s::date - planned, 0) AS launch_late,
    CASE WHEN is_own THEN GREATEST(%(today)s::date - step, 0) ELSE 0 END AS step_late
  FROM living LEFT JOIN signs ON project = id LEFT JOIN curves USING (stage)
), weighed AS MATERIALIZED (
  SELECT id,
    CASE WHEN share >= {SLOW} THEN (share - {SLOW}) / {1 - SLOW} ELSE 0 END
    + CASE WHEN silent > {SILENT_DAYS} THEN LEAST(1, silent / {6 * SILENT_DAYS}::float8) ELSE 0 END
    + CASE WHEN GREATEST(launch_late, step_late) > 0 THEN LEAST(1, 0.2 + GREATEST(launch_late, step_late) / 365::float8) ELSE 0 END AS weight
  FROM each
), worst AS (
  SELECT id, weight FROM weighed WHERE weight > 0 ORDER BY weight DESC, id OFFSET %(start)s LIMIT %(most)s
)
SELECT each.*, weight, (SELECT count(*) FROM weighed WHERE weight > 0) FROM worst JOIN each USING (id) ORDER BY weight DESC, id
"""  # noqa: S608  # our own numbers


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


@dataclass(frozen=True, slots=True)
class Stuck:
    """The worst of what is stuck, how many are stuck in all, and as of when the past was read where it has changed since."""

    rows: list[Stalled]
    total: int
    read_at: datetime | None


def stalled_of(
    user: User, rows: QuerySet[Project], *, today: date, is_sample: bool, start: int = 0, most: int = 50
) -> Stuck:
    """Those of `rows` that are stuck, the worst first.

    The log and the next step are an office's own: of other offices only the wait and the launch that they published are told.
    """
    past = past_of(user, today=today, is_sample=is_sample)
    living = rows.filter(GOING_ON).order_by().annotate(entered=TruncDate("created_at"))
    planned = Project.column_for("planned_launch", user)
    columns = ("pk", _is_own(user), "stage", "stage_since", planned, "next_step_due", "entered")
    signs = ProjectLog.objects.order_by().values("project").annotate(last=Max("day"))
    tables = {
        "living": Table(living.values_list(*columns), LIVING),
        "signs": Table(signs.values_list("project", "last"), ("project", "last")),
    }
    curves, facts = _curves_said(past.curves)
    found = ask(f"{curves}{WORST}", tables, today=today, start=start, most=most, **facts)
    return Stuck(_with_records(found, past.curves, user), found[0][-1] if found else 0, past.read_at)


def _curves_said(curves: dict[str, Curve]) -> tuple[str, dict[str, Any]]:
    """The upper part of the curves as a table: from which day on which share of past projects had moved on."""
    rows, facts = [], {}
    for stage, curve in curves.items():
        facts[f"days_{stage}"], facts[f"shares_{stage}"] = curve.shares_from(SLOW) if curve.is_enough else ([], [])
        rows.append(f"('{stage}', %(days_{stage})s::int[], %(shares_{stage})s::float8[])")
    return f", curves (stage, days, shares) AS (VALUES {', '.join(rows)})", facts


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


def _is_own(user: User) -> Value | Case:
    if user.role == Role.ADMINISTRATOR:
        return Value(True)
    return Case(When(Project.own_q(user), then=Value(True)), default=Value(False))


def _with_records(found: Sequence[tuple[Any, ...]], curves: dict[str, Curve], user: User) -> list[Stalled]:
    links = ("office", "owner", "area", "organisation")
    records = Project.objects.visible_to(user).select_related(*links).in_bulk([row[0] for row in found])
    ahead_of = {stage: [curves[each] for each in ORDER[place:-1]] for place, stage in enumerate(ORDER)}
    ways = {stage: Ahead(ahead_of[stage]) for stage in {ProjectStage(each.stage) for each in records.values()}}
    ranges: dict[tuple[str, int], Range | None] = {}
    told = []
    for key, waited, share, silent, launch_late, step_late, weight, _total in found:
        project = records[key]
        ahead, at = ahead_of[ProjectStage(project.stage)], (project.stage, waited)
        if at not in ranges:
            ranges[at] = ways[ProjectStage(project.stage)].range(waited) if project.stage_since else None
        past, fewest = curves[project.stage].ended, min((each.ended for each in ahead), default=0)
        told.append(
            Stalled(project, weight, waited, share, past, silent, launch_late, step_late or 0, ranges[at], fewest)
        )
    return told

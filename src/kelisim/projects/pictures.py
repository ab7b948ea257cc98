"""The pool as a board, by place and as a calendar of launches: counted by the database, a few rows each to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import ExtractMonth, RowNumber

from kelisim.common.models import Area, AreaKind
from kelisim.engines.values.money import Money
from kelisim.projects.models import Project, ProjectStatus
from kelisim.projects.models.projects import LAUNCH_DAY
from kelisim.projects.stages import COLUMNS, ORDER, STAGES

CARDS, OF_MONTH, MOST_OF_MONTH = 12, 6, 200
SHOWN = ("office", "organisation", "area", "owner", "zone")


@dataclass(slots=True)
class Sums:
    """How many projects, what they are worth by currency (never added), the jobs that they plan and those confirmed."""

    count: int = 0
    jobs_planned: int = 0
    jobs_created: int = 0
    money: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, row: dict[str, Any]) -> None:
        """Take in one group of rows of a currency."""
        self.count += row["count"]
        self.jobs_planned += row["planned"] or 0
        self.jobs_created += row["created"] or 0
        if row["worth"] is not None:
            self.money[row["currency"]] += row["worth"]

    @property
    def amounts(self) -> list[Money]:
        """The worth, a currency each, the commonest first."""
        return [Money(total, code) for code, total in sorted(self.money.items(), key=lambda pair: pair[0] != "KZT")]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the board: its stages, what they add up to, and the rows that come first."""

    column: str
    stages: tuple[str, ...]
    sums: Sums
    rows: list[Project]


def sums_by(rows: QuerySet[Project], *keys: str) -> list[dict[str, Any]]:
    """One row a key and currency. Never mix samples and real offices in `rows`."""
    groups = rows.order_by().values(*keys, "currency")
    return list(
        groups.annotate(
            count=Count("pk"), worth=Sum("amount"), planned=Sum("jobs_planned"), created=Sum("jobs_created")
        )
    )


def stages_of(column: str) -> tuple[str, ...]:
    """The stages that stand in a column of the board."""
    return tuple(str(stage) for stage in ORDER if STAGES[stage].column == column)


def board_of(rows: QuerySet[Project]) -> list[Lane]:
    """The columns of the board: those that wait longest in their stage come first."""
    found: dict[str, Sums] = {column: Sums() for column in COLUMNS}
    for group in sums_by(rows, "stage"):
        found[STAGES[group["stage"]].column].add(group)
    firsts = _first_of_each(rows)
    return [Lane(column, stages_of(column), found[column], firsts[column]) for column in COLUMNS]


def _first_of_each(rows: QuerySet[Project]) -> dict[str, list[Project]]:
    moving = Q(status__in=(ProjectStatus.MOVING, ProjectStatus.DELAYED))
    found: dict[str, list[Project]] = {}
    keys: dict[int, str] = {}
    for column in COLUMNS:
        lane = rows.filter(stage__in=stages_of(column)).filter(moving | Q(status=ProjectStatus.DONE))
        oldest = lane.order_by(F("stage_since").asc(nulls_last=True), "pk").values_list("pk", flat=True)[:CARDS]
        keys |= dict.fromkeys(oldest, column)
        found[column] = []
    records = Project.everything.select_related(*SHOWN).in_bulk(list(keys))
    for key, column in keys.items():
        found[column].append(records[key])
    return found


def sums_by_area(rows: QuerySet[Project]) -> dict[str, Sums]:
    """What stands in each region, its districts with it."""
    groups = sums_by(rows, "area")
    areas = Area.everything.select_related("parent").in_bulk({group["area"] for group in groups})
    found: dict[str, Sums] = defaultdict(Sums)
    for group in groups:
        area = areas[group["area"]]
        found[area.parent.code if area.kind == AreaKind.DISTRICT and area.parent else area.code].add(group)
    return dict(found)


def sums_by_zone(rows: QuerySet[Project]) -> dict[int, Sums]:
    """What stands in each zone."""
    found: dict[int, Sums] = defaultdict(Sums)
    for group in sums_by(rows.filter(zone__isnull=False), "zone"):
        found[group["zone"]].add(group)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Month:
    """The launches of a month: confirmed, planned and still to come, planned and gone by; the first of them."""

    first: date
    launched: int
    planned: int
    overdue: int
    jobs: int
    rows: list[Project]

    @property
    def count(self) -> int:
        return self.launched + self.planned + self.overdue

    @property
    def more(self) -> int:
        """How many are not told."""
        return self.count - len(self.rows)


def launches_of(rows: QuerySet[Project], year: int, today: date, *, whole: int = 0) -> list[Month]:
    """The twelve months of a year: each project on the day of its launch, where there was none yet on the planned one.

    `whole` is the month of which all are told, not the first few.
    """
    span = (date(year, 1, 1), date(year, 12, 31))
    due = rows.order_by().alias(on=LAUNCH_DAY).filter(on__range=span)
    by_month = due.annotate(month=ExtractMonth("on")).values("month")
    is_overdue = Q(launched_on__isnull=True, planned_launch__lt=today)
    counted = {
        row["month"]: row
        for row in by_month.annotate(
            launched=Count("pk", filter=Q(launched_on__isnull=False)),
            overdue=Count("pk", filter=is_overdue),
            planned=Count("pk", filter=Q(launched_on__isnull=True, planned_launch__gte=today)),
            jobs=Sum("jobs_planned"),
        )
    }
    firsts = _first_of_months(due, whole)
    return [_month(date(year, number, 1), counted.get(number), firsts.get(number, [])) for number in range(1, 13)]


def _month(first: date, row: dict[str, Any] | None, rows: list[Project]) -> Month:
    if row is None:
        return Month(first, 0, 0, 0, 0, [])
    return Month(first, row["launched"], row["planned"], row["overdue"], row["jobs"] or 0, rows)


def _first_of_months(due: QuerySet[Project], whole: int) -> dict[int, list[Project]]:
    place = Window(RowNumber(), partition_by=ExtractMonth("on"), order_by=[F("on").asc(), F("pk").asc()])
    numbered = due.annotate(month=ExtractMonth("on"), place=place).filter(
        Q(place__lte=OF_MONTH) | Q(month=whole, place__lte=MOST_OF_MONTH)
    )
    keys = list(numbered.order_by("month", "place").values_list("pk", "month"))
    records = Project.everything.select_related(*SHOWN).in_bulk([key for key, _month_of in keys])
    return _grouped((month, records[key]) for key, month in keys)


def _grouped(pairs: Iterable[tuple[int, Project]]) -> dict[int, list[Project]]:
    found: dict[int, list[Project]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


def launches_around(rows: QuerySet[Project], year: int) -> tuple[bool, bool]:
    """Whether something was or is to be launched before a year, and after it."""
    on = rows.order_by().alias(on=LAUNCH_DAY)
    return on.filter(on__lt=date(year, 1, 1)).exists(), on.filter(on__gt=date(year, 12, 31)).exists()

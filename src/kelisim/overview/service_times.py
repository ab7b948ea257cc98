"""How long answers, decisions and steps take: median and 90th percentile in working days, what is open shown apart.

A row belongs to the period in which it began, so that what is not done yet stands beside what is. Percentiles are those of
`percentile_cont`: between two values, in proportion (type 7 of Hyndman and Fan; PERCENTILE.INC of spreadsheets).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Aggregate, Count, Exists, F, FloatField, Max, Min, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from kelisim.accounts.models import OFFICE_ROLES, User
from kelisim.cases.models import Case, CaseState
from kelisim.cases.models.cases import UNCLOSED_CASES
from kelisim.projects.models import UNDECIDED_PROPOSALS, Proposal, ProposalState, ProposalStep

BY = ("none", "officer", "category", "office")
SETS = ("done", "within", "open", "late", "unknown")


class Percentile(Aggregate):
    """A percentile of a column; nulls are left out."""

    function = "PERCENTILE_CONT"
    name = "percentile"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, column: str, share: float, **extra: Any) -> None:
        super().__init__(column, share=float(share), output_field=FloatField(), **extra)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that takes time: of which rows, in which column, from when, what is open and what is late."""

    name: str
    model: type[Model]
    rows: Q
    days: str
    began: str
    is_open: Q
    late: Callable[[date], Q]
    within: Q
    owner: str
    category: str
    office: str

    @property
    def done(self) -> Q:
        """Rows whose time is known."""
        return Q(**{f"{self.days}__isnull": False})

    def group(self, by: str) -> str | None:
        """The column by which rows are parted."""
        return {"officer": self.owner, "category": self.category, "office": self.office}.get(by)

    def of_set(self, name: str, today: date) -> Q:
        """Rows of one of `SETS`."""
        return {
            "done": self.done,
            "within": self.done & self.within,
            "open": self.is_open & ~self.done,
            "late": self.is_open & ~self.done & self.late(today),
            "unknown": ~self.done & ~self.is_open,
        }[name]


def _late_case(today: date) -> Q:
    return Q(state=CaseState.OPEN, due__lt=today)


OF_CASES = {"model": Case, "began": "opened_at__date", "owner": "owner", "category": "category", "office": "office"}
MEASURES = {
    "answer": Measure(
        "answer", rows=~Q(state=CaseState.MERGED), days="answer_days",
        is_open=Q(state__in=UNCLOSED_CASES, answered_at__isnull=True), late=_late_case,
        within=Q(answer_days__lte=F("term")), **OF_CASES,
    ),
    "end": Measure(
        "end", rows=~Q(state=CaseState.MERGED), days="decision_days", is_open=Q(state__in=UNCLOSED_CASES),
        late=_late_case, within=Q(decision_days__lte=F("term")), **OF_CASES,
    ),
    "decision": Measure(
        "decision", model=Proposal, rows=~Q(state=ProposalState.DRAFT), days="decision_days", began="handed_in_on",
        is_open=Q(state__in=UNDECIDED_PROPOSALS), late=lambda today: Q(due__lt=today),
        within=Q(decided_on__lte=F("due")), owner="owner", category="sector", office="office",
    ),
    "step": Measure(
        "step", model=ProposalStep, days="days", began="began_on",
        rows=Q(began_on__isnull=False, proposal__archived_at__isnull=True) & ~Q(proposal__state=ProposalState.DRAFT),
        is_open=Q(done_on__isnull=True), late=lambda today: Q(due__lt=today), within=Q(done_on__lte=F("due")),
        owner="owner", category="title", office="proposal__office",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """What one group of rows took."""

    value: Any
    done: int
    median: float | None
    ninetieth: float | None
    longest: int | None
    within: int
    open: int
    late: int
    oldest: date | None
    unknown: int


def rows_of(
    measure: Measure, user: User, *, start: date | None = None, end: date | None = None, is_sample: bool = False
) -> QuerySet[Any]:
    """The rows that count for a user: those of the own office; of every office for the agency and administrators.

    The agency compares offices and sees of each row when it began and how long it took, not what it is about.
    """
    rows = measure.model.objects.filter(measure.rows, **{f"{measure.office}__is_sample": is_sample})  # type: ignore[attr-defined]  # a ledger model
    if user.role in OFFICE_ROLES:
        rows = rows.filter(**{measure.office: user.office_id})
    if start:
        rows = rows.filter(**{f"{measure.began}__gte": start})
    return rows.filter(**{f"{measure.began}__lte": end}) if end else rows


def times(measure: Measure, rows: QuerySet[Any], by: str, today: date) -> list[Times]:
    """What the rows took, by a group; one query."""
    group = measure.group(by)
    is_open = measure.of_set("open", today)
    numbers = {
        "total": Count("pk"),
        "done": Count("pk", filter=measure.done),
        "median": Percentile(measure.days, 0.5),
        "ninetieth": Percentile(measure.days, 0.9),
        "longest": Max(measure.days),
        "in_term": Count("pk", filter=measure.of_set("within", today)),
        "open": Count("pk", filter=is_open),
        "late": Count("pk", filter=measure.of_set("late", today)),
        "oldest": Min(measure.began.removesuffix("__date"), filter=is_open),
    }
    rows = rows.order_by()
    found = [rows.aggregate(**numbers)] if group is None else list(rows.values(group).annotate(**numbers))
    return [_times(each, each.get(group) if group else None) for each in found if each["total"]]


def _times(row: dict[str, Any], value: Any) -> Times:
    oldest = row["oldest"]
    return Times(
        value=value, done=row["done"], median=row["median"], ninetieth=row["ninetieth"], longest=row["longest"],
        within=row["in_term"], open=row["open"], late=row["late"],
        oldest=timezone.localdate(oldest) if isinstance(oldest, datetime) else oldest,
        unknown=row["total"] - row["done"] - row["open"],
    )  # fmt: skip


def behind(measure: Measure, rows: QuerySet[Any], by: str, value: Any, name: str, today: date) -> QuerySet[Any]:
    """The rows behind a cell, the longest first; `is_seen` says whether `seen_by` may open them."""
    group = measure.group(by)
    if group is not None:
        rows = rows.filter(**{f"{group}__isnull": True} if value is None else {group: value})
    rows = rows.filter(measure.of_set(name, today))
    return rows.order_by(F(measure.days).desc(nulls_last=True), measure.began.removesuffix("__date"), "pk")


def marked(measure: Measure, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Rows with `is_seen`: whether the user may open the record itself."""
    record = Proposal if measure.model is ProposalStep else measure.model
    key = "proposal" if measure.model is ProposalStep else "pk"
    seen = record.objects.visible_to(user).filter(pk=OuterRef(key))  # type: ignore[attr-defined]  # a ledger model
    return rows.annotate(is_seen=Exists(seen))

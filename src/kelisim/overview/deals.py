"""The conversion ladder: every deal once, at the highest rung that it has reached, as the ledger stands or stood on a day.

A deal is a project; a paper that has no project yet; a proposal that has neither. What the tables said on a day is told by their
history, which triggers write: the last row of each record before the end of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db import models
from django.db.models import Case, F, Q, QuerySet
from django.utils import timezone

from kelisim.accounts.models import Office, Role, User
from kelisim.agreements.models import SIGNED_STATES, Agreement, AgreementProject, AgreementProposal, AgreementState
from kelisim.common.asking import Table, ask
from kelisim.common.ledger import ChosenFields, LedgerModel
from kelisim.common.queries import history_model, last_change
from kelisim.engines.values.money import Money
from kelisim.projects.models import Project, Proposal, ProposalState
from kelisim.projects.stages import RUNGS, STAGES

Found = TypeVar("Found")
HOUR, KEPT = 3600, 90 * 24 * 3600
DIMENSIONS = ("none", "event", "country", "sector", "year")
ENDED = (AgreementState.LAPSED, AgreementState.TERMINATED)
# The columns of each table that the ladder reads, in the order in which DEALS names them.
TABLES: dict[str, tuple[type[LedgerModel], tuple[str, ...]]] = {
    "projects": (
        Project,
        (
            "stage",
            "launched_on",
            "jobs_created",
            "amount",
            "currency",
            "origin_id",
            "sector",
            "proposal_id",
            "office_id",
        ),
    ),
    "papers": (
        Agreement,
        (
            "state",
            "signed_on",
            "event_id",
            "partner_id",
            "sector",
            "amount",
            "currency",
            "same_as_id",
            "amends_id",
            "office_id",
        ),
    ),
    "proposals": (Proposal, ("state", "sector", "amount", "currency", "office_id")),
    "paper_projects": (AgreementProject, ("agreement_id", "project_id")),
    "paper_proposals": (AgreementProposal, ("agreement_id", "proposal_id")),
}
# `odd` are papers that do not stand for a deal by themselves, those of a deal that is told several times and amendments, with
# the paper that does.
DEALS = """
odd AS (
  SELECT p.id, COALESCE(f.id, min(p.id) OVER (PARTITION BY p.same_as_id)) AS head_id
  FROM papers p LEFT JOIN papers f ON f.id = p.same_as_id
  WHERE p.amends_id IS NULL AND p.same_as_id IS NOT NULL
  UNION ALL
  SELECT p.id, COALESCE(f.same_as_id, p.amends_id) FROM papers p LEFT JOIN papers f ON f.id = p.amends_id
  WHERE p.amends_id IS NOT NULL
), first_papers AS (
  SELECT p.id, CASE WHEN state = ANY(%(signed)s) THEN 2 ELSE 1 END AS rung, signed_on, event_id, partner_id, sector, amount, currency,
         office_id
  FROM papers p LEFT JOIN odd h ON h.id = p.id
  WHERE COALESCE(h.head_id, p.id) = p.id AND NOT state = ANY(%(ended)s)
), links AS (
  SELECT DISTINCT l.project_id, COALESCE(h.head_id, l.agreement_id) AS paper_id
  FROM paper_projects l LEFT JOIN odd h ON h.id = l.agreement_id
), of_projects AS (
  SELECT DISTINCT ON (l.project_id) l.project_id, max(f.rung) OVER (PARTITION BY l.project_id) AS rung, f.signed_on, f.event_id,
         f.partner_id, f.sector, f.amount, f.currency
  FROM links l JOIN first_papers f ON f.id = l.paper_id
  ORDER BY l.project_id, f.signed_on NULLS LAST, f.id
), deals AS (
  SELECT 'project' AS kind, p.id, GREATEST(
           CASE WHEN p.launched_on IS NOT NULL THEN CASE WHEN p.jobs_created > 0 THEN 7 ELSE 6 END ELSE s.rung END,
           COALESCE(o.rung, 0), CASE WHEN p.proposal_id IS NULL THEN 0 ELSE 1 END) AS rung,
         CASE WHEN p.amount IS NOT NULL THEN p.amount ELSE o.amount END AS amount,
         CASE WHEN p.amount IS NOT NULL THEN p.currency ELSE o.currency END AS currency,
         o.event_id AS event, COALESCE(p.origin_id, o.partner_id) AS country, COALESCE(NULLIF(p.sector, ''), o.sector, '') AS sector,
         EXTRACT(YEAR FROM o.signed_on)::int AS year, p.office_id
  FROM projects p JOIN stages s ON s.stage = p.stage LEFT JOIN of_projects o ON o.project_id = p.id
  UNION ALL
  SELECT 'agreement', f.id, f.rung, f.amount, f.currency, f.event_id, f.partner_id, f.sector, EXTRACT(YEAR FROM f.signed_on)::int,
         f.office_id
  FROM first_papers f
  WHERE NOT EXISTS (SELECT 1 FROM links l JOIN projects p ON p.id = l.project_id WHERE l.paper_id = f.id)
  UNION ALL
  SELECT 'proposal', q.id, 1, q.amount, q.currency, NULL, NULL, q.sector, NULL, q.office_id
  FROM proposals q
  WHERE q.state <> %(draft)s AND NOT EXISTS (SELECT 1 FROM projects p WHERE p.proposal_id = q.id)
    AND NOT EXISTS (
      SELECT 1 FROM paper_proposals l LEFT JOIN odd h ON h.id = l.agreement_id
      JOIN first_papers f ON f.id = COALESCE(h.head_id, l.agreement_id)
      WHERE l.proposal_id = q.id)
), counted AS (SELECT * FROM deals WHERE rung > 0 AND office_id = ANY(%(offices)s))
"""


@dataclass(slots=True)
class Cell:
    """How many deals have come at least to a rung, and what they are worth by currency."""

    count: int = 0
    money: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, count: int, currency: str, worth: Decimal | None) -> None:
        """Take in deals of one currency."""
        self.count += count
        if worth is not None and currency:
            self.money[currency] += worth

    @property
    def amounts(self) -> list[Money]:
        """The worth, a currency each; currencies are never added."""
        return [Money(self.money[code], code) for code in sorted(self.money, key=lambda code: (code != "KZT", code))]


@dataclass(frozen=True, slots=True)
class Line:
    """One value of the dimension with its cells by rung."""

    value: Any
    cells: dict[str, Cell]


def together(lines: Iterable[Line]) -> Line:
    """All lines as one: a deal stands in one line of a dimension only."""
    whole = Line(None, {rung: Cell() for rung in RUNGS})
    for line in lines:
        for rung, cell in line.cells.items():
            whole.cells[rung].count += cell.count
            for currency, worth in cell.money.items():
                whole.cells[rung].money[currency] += worth
    return whole


class Ladder:
    """The deals that a user may see, as they stand or stood at the end of a day; samples or real ones, never both."""

    def __init__(self, user: User, *, day: date | None = None, is_sample: bool = False) -> None:
        self.user, self.day = user, day if day and day < timezone.localdate() else None
        self.offices = list(Office.objects.filter(is_sample=is_sample).values_list("pk", flat=True))

    def lines(self, dimension: str) -> list[Line]:
        """The ladder for each value of a dimension (`none`: one line for all), the one with most deals first."""
        return self._kept(f"lines.{dimension}", lambda: self._lines(dimension))

    def _lines(self, dimension: str) -> list[Line]:
        chosen = "NULL::int" if dimension == "none" else dimension
        found: dict[Any, dict[str, Cell]] = defaultdict(lambda: {rung: Cell() for rung in RUNGS})
        query = f"SELECT {_known(chosen)}, rung, currency, count(*), sum(amount) FROM counted GROUP BY 1, 2, 3"  # noqa: S608  # one of DIMENSIONS
        for value, rung, currency, count, worth in self._ask(query):
            for name in RUNGS[:rung]:
                found[value][name].add(count, currency, worth)
        lines = [Line(value, cells) for value, cells in found.items()]
        return sorted(lines, key=lambda line: (-line.cells[RUNGS[0]].count, str(line.value)))

    def deals(self, dimension: str, value: Any, rung: str, *, start: int, size: int) -> list[tuple[str, int]]:
        """The deals behind a cell: kind and key of the record, the dearest first."""
        asked = (dimension, value, rung, start, size)
        return self._kept(f"deals.{asked}", lambda: self._deals(*asked))

    def _deals(self, dimension: str, value: Any, rung: str, start: int, size: int) -> list[tuple[str, int]]:
        where, facts = "rung >= %(rung)s", {"rung": RUNGS.index(rung) + 1, "start": start, "size": size}
        if dimension != "none":
            where += f" AND {_known(dimension)} IS NOT DISTINCT FROM %(value)s"
            facts["value"] = value
        order = "ORDER BY amount DESC NULLS LAST, kind, id OFFSET %(start)s LIMIT %(size)s"
        query = f"SELECT kind, id FROM counted WHERE {where} {order}"  # noqa: S608  # one of DIMENSIONS
        return [(kind, key) for kind, key in self._ask(query, **facts)]

    def _kept(self, name: str, find: Callable[[], Found]) -> Found:
        """What was found: kept while nothing changes; of a past day for long, for a history is only added to at its end."""
        is_past = self.day is not None and self.day < timezone.localdate() - timedelta(days=1)  # some add past midnight
        state = "" if is_past else last_change(*(model for model, _columns in TABLES.values()))
        if state is None:
            return find()
        key = f"ladder.{self.user.role}.{self.user.office_id}.{self.offices}.{self.day}.{state}.{name}"
        return cast("Found", cache.get_or_set(sha256(key.encode()).hexdigest(), find, KEPT if is_past else HOUR))

    # ---------------------------------------------------------------- tables

    def _ask(self, query: str, **facts: Any) -> list[tuple[Any, ...]]:
        # The last rows of a history are found once; living rows are read in place, through their indexes.
        tables = {
            name: Table(
                self._rows(model).values_list(self._key(), *self._shown(model, columns)),
                ("id", *columns),
                is_kept=bool(self.day),
            )
            for name, (model, columns) in TABLES.items()
        }
        rungs = ", ".join(f"('{stage}', {_place(each.rung)})" for stage, each in STAGES.items())
        known = {
            "signed": [str(state) for state in SIGNED_STATES],
            "ended": [str(state) for state in ENDED],
            "draft": str(ProposalState.DRAFT),
            "offices": self.offices,
        }
        question = f", stages (stage, rung) AS (VALUES {rungs}), {DEALS.strip()} {query}"
        return ask(question, tables, **facts, **known)

    def _key(self) -> str:
        return "pgh_obj_id" if self.day else "pk"

    def _rows(self, model: type[LedgerModel]) -> QuerySet[Any]:
        """The living rows of a table that the user may see, as they stand or stood."""
        rows = as_of(model, self.day) if self.day else model.everything.order_by()
        return rows.filter(archived_at__isnull=True).filter(self._seen(model))

    def _shown(self, model: type[LedgerModel], columns: Iterable[str]) -> list[F | Case]:
        """Columns without what another office decided to hide."""
        if issubclass(model, ChosenFields):
            return [model.column_for(column, self.user) for column in columns]
        return [F(column) for column in columns]

    def _seen(self, model: type[LedgerModel]) -> Q:
        """What `visible_to` lets staff see, said of the columns alone, so that it holds for the history as well."""
        if self.user.role == Role.ADMINISTRATOR or model in (AgreementProject, AgreementProposal):
            return Q()
        return model.published_q() | model.own_q(self.user)


def as_of(model: type[models.Model], day: date) -> QuerySet[Any]:
    """The history rows that hold at the end of a day: the last of each record, but for those that were deleted by then."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    history = history_model(model)._default_manager.order_by()
    before = history.filter(pgh_created_at__lt=end)
    last = before.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    return history.filter(pgh_id__in=last).exclude(pgh_label="delete")


def first_day() -> date | None:
    """The first day of which the history knows."""
    first = history_model(Project)._default_manager.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
    return timezone.localdate(first) if first else None


def records_of(keys: Iterable[tuple[str, int]], user: User) -> list[Any]:
    """The records of deals as they stand today, in the order of the keys, with what `user` sees of each; archived ones too.

    None for what the user saw on a past day and does not see any more: another office has withdrawn it.
    """
    wanted = list(keys)
    tables: dict[str, tuple[type[LedgerModel], tuple[str, ...]]] = {
        "project": (Project, ("office", "organisation", "area", "owner")),
        "agreement": (Agreement, ("office", "event", "area")),
        "proposal": (Proposal, ("office", "organisation", "area")),
    }
    found: dict[tuple[str, int], Any] = {}
    for kind, (model, links) in tables.items():
        rows = model.everything.visible_to(user).select_related(*links)
        found |= {(kind, key): row for key, row in rows.in_bulk([key for each, key in wanted if each == kind]).items()}
    return [found.get(key) for key in wanted]


def _place(rung: str) -> int:
    return RUNGS.index(rung) + 1 if rung else 0


def _known(dimension: str) -> str:
    if dimension not in (*DIMENSIONS, "NULL::int"):
        raise ValueError(dimension)
    return "NULLIF(sector, '')" if dimension == "sector" else dimension

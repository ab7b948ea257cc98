"""What a deal is, said once in SQL: of the records as they stand or stood on a day, as somebody sees them.

A deal is a project; a paper that has no project yet; a proposal that has neither. What the tables said on a day is told by their
history, which triggers write: the last row of each record before the end of that day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, QuerySet
from django.utils import timezone

from kelisim.accounts.models import Role, User
from kelisim.agreements.models import ENDED_STATES, SIGNED_STATES, Agreement, AgreementProject, AgreementProposal
from kelisim.common.asking import Table, ask
from kelisim.common.ledger import ChosenFields, LedgerModel
from kelisim.common.queries import history_model
from kelisim.projects.models import Project, Proposal, ProposalState
from kelisim.projects.stages import RUNGS, STAGES

# The table of the record by which a deal is called.
TABLE_OF = {"project": "projects", "agreement": "papers", "proposal": "proposals"}
COLUMNS = ("kind", "id", "rung", "amount", "currency", "event", "country", "sector", "year", "office_id")
Among = Mapping[str, Collection[int]]  # keys of records by their table
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
), counted AS (SELECT * FROM deals WHERE rung > 0 AND office_id = ANY(%(offices)s){more})
"""


def ask_deals(
    query: str,
    user: User,
    *,
    day: date | None,
    offices: list[int],
    among: Among | None = None,
    kept: Table | None = None,
    **facts: Any,
) -> list[tuple[Any, ...]]:
    """What a query finds in `counted`: the deals of `offices` on at least one rung, as `user` sees their records.

    `among` are the only records that are read, whole components of them; `kept` are the deals of all others.
    """
    # The last rows of a history are found once; living rows are read in place, through their indexes.
    tables = {
        name: Table(
            _rows(model, user, day, among and among[name]).values_list(
                "pgh_obj_id" if day else "pk", *_shown(model, columns, user)
            ),
            ("id", *columns),
            is_kept=bool(day),
        )
        for name, (model, columns) in TABLES.items()
    }
    if kept is not None:
        tables["kept"] = kept
    rungs = ", ".join(f"('{stage}', {_place(each.rung)})" for stage, each in STAGES.items())
    known = {
        "signed": [str(state) for state in SIGNED_STATES],
        "ended": [str(state) for state in ENDED_STATES],
        "draft": str(ProposalState.DRAFT),
        "offices": offices,
    }
    deals = DEALS.strip().format(more=" UNION ALL SELECT * FROM kept" if kept is not None else "")
    return ask(f", stages (stage, rung) AS (VALUES {rungs}), {deals} {query}", tables, **facts, **known)


def _rows(model: type[LedgerModel], user: User, day: date | None, among: Collection[int] | None) -> QuerySet[Any]:
    """The living rows of a table that the user may see, as they stand or stood."""
    if day is not None:
        rows = as_of(model, day, among)
    else:
        rows = model.everything.order_by() if among is None else model.everything.order_by().filter(pk__in=among)
    return rows.filter(archived_at__isnull=True).filter(_seen(model, user))


def _shown(model: type[LedgerModel], columns: Iterable[str], user: User) -> list[F | Case]:
    """Columns without what another office decided to hide."""
    if issubclass(model, ChosenFields):
        return [model.column_for(column, user) for column in columns]
    return [F(column) for column in columns]


def _seen(model: type[LedgerModel], user: User) -> Q:
    """What `visible_to` lets staff see, said of the columns alone, so that it holds for the history as well."""
    if user.role == Role.ADMINISTRATOR or model in (AgreementProject, AgreementProposal):
        return Q()
    return model.published_q() | model.own_q(user)


def end_of(day: date) -> datetime:
    """The first moment that is no longer of the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def as_of(model: type[models.Model], day: date, among: Collection[int] | None = None) -> QuerySet[Any]:
    """The history rows that hold at the end of a day: the last of each record, but for those that were deleted by then.

    `among` are the keys of the only records that are looked at.
    """
    history = history_model(model)._default_manager.order_by()
    before = history.filter(pgh_created_at__lt=end_of(day))
    if among is not None:
        before = before.filter(pgh_obj_id__in=among)
    last = before.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    return history.filter(pgh_id__in=last).exclude(pgh_label="delete")


def rules() -> str:
    """What the deals of a day depend on beside the records: another text, and what was kept of past days is of no use."""
    seen = [(model.__name__, getattr(model, "choosable", None)) for model, _columns in TABLES.values()]
    return sha256(repr((DEALS, TABLES, [facts.rung for facts in STAGES.values()], RUNGS, seen)).encode()).hexdigest()


def _place(rung: str) -> int:
    return RUNGS.index(rung) + 1 if rung else 0

"""Whom an office has to visit next, and with whom it has fallen silent. Ranked and counted in the database, for companies are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.common.asking import Table, ask
from kelisim.common.naming import read_names
from kelisim.events.models import Lead, ProgrammeItem
from kelisim.parties.models import Aftercare, Dialogue, DialogueKind, Organisation
from kelisim.projects.models import UNDECIDED_PROPOSALS, Project, ProjectStage, Proposal
from kelisim.projects.waits import GOING_ON
from kelisim.zones.models import Resident

MONTHS = 6
SILENT_DAYS = 60
LATE, SILENCE = "late", "silence"
# By office and organisation: since when it works here, who answers for its newest project that has somebody, the last
# visit, and when the next one is due: so many months after the last, or after the beginning.
CARES = f"""
, begun AS (
  SELECT office, organisation, min(since) AS since, (max(owner))[2] AS owner
  FROM (
    SELECT office, organisation, since, NULL::bigint[] AS owner FROM residents
    UNION ALL
    SELECT office, organisation, since, CASE WHEN owner IS NOT NULL THEN ARRAY[id, owner] END FROM launched
  ) AS here
  GROUP BY office, organisation
), visits AS (
  SELECT office, organisation, (max(last) AT TIME ZONE %(zone)s)::date AS last
  FROM (SELECT * FROM talks UNION ALL SELECT * FROM items) AS both_kinds
  GROUP BY office, organisation
), cares AS (
  SELECT office, organisation, COALESCE(plans.owner, begun.owner) AS owner, visits.last, COALESCE(plans.months, {MONTHS}) AS months,
         (GREATEST(COALESCE(plans.start, begun.since), visits.last) + COALESCE(plans.months, {MONTHS}) * interval '1 month')::date AS due
  FROM begun FULL JOIN plans USING (office, organisation) LEFT JOIN visits USING (office, organisation)
)"""  # noqa: S608  # our own numbers
# The first rows of each part: those that are late, and each month.
PARTED = """
SELECT office, organisation, owner, last, months, due, part, total FROM (
  SELECT *, count(*) OVER of_part AS total, row_number() OVER (of_part ORDER BY due, office, organisation) AS place
  FROM (SELECT *, CASE WHEN due < %(today)s THEN 'late' ELSE to_char(due, 'YYYY-MM') END AS part FROM cares) AS each
  WINDOW of_part AS (PARTITION BY part)
) AS numbered
WHERE place > %(start)s AND place <= %(start)s + %(most)s AND (%(part)s = '' OR part = %(part)s)
ORDER BY due, office, organisation
"""
# Organisations with open business: since when, who answers, when somebody talked with them last.
SILENCES = f"""
, silences AS (
  SELECT organisation, owner, last, begun, %(today)s::date - COALESCE(last, begun) AS days
  FROM (
    SELECT organisation, min((created AT TIME ZONE %(zone)s)::date) AS begun, (max(owner))[3] AS owner
    FROM (
      SELECT organisation, created, CASE WHEN owner IS NOT NULL THEN ARRAY[3, id, owner] END AS owner FROM projects
      UNION ALL SELECT organisation, created, CASE WHEN owner IS NOT NULL THEN ARRAY[2, id, owner] END FROM proposals
      UNION ALL SELECT organisation, created, CASE WHEN owner IS NOT NULL THEN ARRAY[1, id, owner] END FROM leads
    ) AS business
    GROUP BY organisation
  ) AS open
  LEFT JOIN (
    SELECT organisation, (max(last) AT TIME ZONE %(zone)s)::date AS last FROM all_talks GROUP BY organisation
  ) AS talked USING (organisation)
  WHERE %(today)s::date - COALESCE(last, begun) >= {SILENT_DAYS}
)"""  # noqa: S608  # our own numbers
LONGEST = """
SELECT organisation, owner, last, days, count(*) OVER () AS total FROM silences
ORDER BY days DESC, organisation OFFSET %(start)s LIMIT %(most)s
"""


@dataclass
class Care:
    """An organisation that works in the region: the last visit, the next; `with_reasons` says whence one knows."""

    office_id: int
    organisation_id: int
    owner_id: int | None
    last: date | None
    months: int
    due: date
    organisation: Organisation | None = None
    office: Office | None = None
    owner: User | None = None
    reasons: list[Any] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, int]:
        """What names it."""
        return self.office_id, self.organisation_id


@dataclass(slots=True)
class Silence:
    """An organisation with open business and nobody who talks with it; `with_business` reads what the business is."""

    organisation_id: int
    owner_id: int | None
    last: date | None
    days: int
    organisation: Organisation | None = None
    owner: User | None = None
    business: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """Rows that stand together, `late`, a month such as `2027-03` or `silence`: the first of them, and how many there are."""

    name: str
    total: int
    rows: list[Any]


def offices_cared_for(user: User) -> QuerySet[Office]:
    """The offices whose visits and silence a user sees."""
    if user.role == Role.ADMINISTRATOR:
        return Office.objects.all()
    return Office.objects.filter(pk=user.office_id) if user.role in OFFICE_ROLES else Office.objects.none()


def aftercare_of(user: User, today: date, *, part: str = "", start: int = 0, most: int) -> list[Part]:
    """Residents, launched projects and whoever else has a schedule: those that are late, then month by month; or one part alone."""
    facts = {**facts_of(today), "part": part, "start": start, "most": most}
    found: dict[str, Part] = {}
    for *values, name, total in ask(f"{CARES}{PARTED}", care_tables(user, today), **facts):
        found.setdefault(name, Part(name, total, [])).rows.append(Care(*values))
    return list(found.values())


def silence_of(user: User, today: date, *, start: int = 0, most: int) -> Part:
    """Organisations with open business with which nobody of the office has talked for two months, the longest first."""
    rows = ask(f"{SILENCES}{LONGEST}", silence_tables(user), **facts_of(today), start=start, most=most)
    return Part(SILENCE, rows[0][-1] if rows else 0, [Silence(*values) for *values, _total in rows])


def facts_of(today: date) -> dict[str, Any]:
    """What `CARES` and `SILENCES` ask beside their tables."""
    return {"today": today, "zone": timezone.get_current_timezone_name()}


# ------------------------------------------------------------------ tables


def care_tables(user: User, today: date) -> dict[str, Table]:
    """The tables of `CARES` for what a user sees."""
    offices, pair = list(offices_cared_for(user)), ("office", "organisation")
    since = Coalesce("start", TruncDate("created_at", tzinfo=UTC))
    launch = Coalesce("launched_on", TruncDate("created_at", tzinfo=UTC))
    residents = _living_residents(offices, today).order_by().annotate(since=since)
    launched = _launched_projects(offices).order_by().annotate(since=launch)
    plans = Aftercare.objects.filter(office__in=offices).order_by()
    talks = Dialogue.objects.filter(office__in=offices, kind=DialogueKind.VISIT, organisation__isnull=False)
    items = ProgrammeItem.objects.filter(event__office__in=offices, organisation__isnull=False)
    items = items.filter(ends_at__lte=timezone.now(), event__archived_at__isnull=True).order_by()
    return {
        "residents": Table(residents.values_list("zone__office", "organisation", "since"), (*pair, "since")),
        "launched": Table(launched.values_list(*pair, "since", "id", "owner"), (*pair, "since", "id", "owner")),
        "plans": Table(plans.values_list(*pair, "start", "months", "owner"), (*pair, "start", "months", "owner")),
        "talks": Table(
            talks.order_by().values("office", "organisation").annotate(last=Max("happened_at")), (*pair, "last")
        ),
        "items": Table(items.values("event__office", "organisation").annotate(last=Max("ends_at")), (*pair, "last")),
    }


def silence_tables(user: User) -> dict[str, Table]:
    """The tables of `SILENCES` for what a user sees."""
    offices, columns = list(offices_cared_for(user)), ("organisation", "created", "id", "owner")
    business = {
        name: Table(rows.order_by().values_list("organisation", "created_at", "id", "owner"), columns)
        for name, rows in zip(("projects", "proposals", "leads"), _open_business(offices), strict=True)
    }
    talks = Dialogue.objects.filter(office__in=offices, organisation__isnull=False).order_by()
    return business | {
        "all_talks": Table(talks.values("organisation").annotate(last=Max("happened_at")), ("organisation", "last"))
    }


def _living_residents(offices: Collection[Any], today: date) -> QuerySet[Resident]:
    rows = Resident.objects.filter(zone__office__in=offices, zone__archived_at__isnull=True)
    return rows.filter(Q(end__isnull=True) | Q(end__gte=today)).filter(organisation__archived_at__isnull=True)


def _launched_projects(offices: Collection[Any]) -> QuerySet[Project]:
    rows = Project.objects.filter(office__in=offices, organisation__archived_at__isnull=True)
    return rows.filter(Q(stage=ProjectStage.WORKING) | Q(launched_on__isnull=False), organisation__isnull=False)


def _open_business(offices: Collection[Any]) -> tuple[QuerySet[Any], ...]:
    projects = Project.objects.filter(GOING_ON, office__in=offices, organisation__isnull=False)
    proposals = Proposal.objects.filter(office__in=offices, state__in=UNDECIDED_PROPOSALS)
    leads = Lead.objects.filter(event__office__in=offices, done_on__isnull=True, event__archived_at__isnull=True)
    return projects, proposals, leads


# ----------------------------------------------------------------- records


def with_reasons(cares: Sequence[Care]) -> Sequence[Care]:
    """The same with their records: read for these alone."""
    offices = Office.objects.in_bulk({care.office_id for care in cares})
    keys = {care.organisation_id for care in cares}
    organisations = Organisation.everything.select_related("country").in_bulk(keys)
    read_names(organisations.values())
    owners = User.objects.in_bulk({care.owner_id for care in cares if care.owner_id})
    reasons: dict[tuple[int, int], list[Any]] = defaultdict(list)
    of_these = {"organisation__in": keys}
    for resident in _living_residents(offices, timezone.localdate()).filter(**of_these).select_related("zone__office"):
        reasons[resident.zone.office_id, resident.organisation_id].append(resident.zone)
    for project in _launched_projects(offices).filter(**of_these).select_related("office"):
        reasons[project.office_id, project.organisation_id].append(project)
    for care in cares:
        care.office, care.organisation = offices[care.office_id], organisations[care.organisation_id]
        care.owner, care.reasons = owners.get(care.owner_id), reasons[care.key]
    return cares


def with_business(silences: Sequence[Silence], user: User) -> Sequence[Silence]:
    """The same with their records: read for these alone."""
    keys = {one.organisation_id for one in silences}
    organisations = Organisation.everything.select_related("country").in_bulk(keys)
    read_names(organisations.values())
    owners = User.objects.in_bulk({one.owner_id for one in silences if one.owner_id})
    business = business_of(keys, user)
    for one in silences:
        one.organisation, one.owner = organisations[one.organisation_id], owners.get(one.owner_id)
        one.business = business[one.organisation_id]
    return silences


def business_of(organisations: Iterable[int], user: User) -> dict[int, list[Any]]:
    """The open business of organisations, by organisation: projects, proposals, leads."""
    found: dict[int, list[Any]] = defaultdict(list)
    keys, offices = list(organisations), list(offices_cared_for(user))
    for rows in _open_business(offices) if keys else ():
        related = ("event",) if rows.model is Lead else ("office",)
        for row in rows.filter(organisation__in=keys).select_related(*related):
            found[row.organisation_id].append(row)
    return found

"""Whom an office has to visit next, and with whom it has fallen silent."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.events.models import Lead, ProgrammeItem
from kelisim.parties.models import Aftercare, Dialogue, DialogueKind, Organisation
from kelisim.projects.models import Project, ProjectStage, ProjectStatus, Proposal, ProposalState
from kelisim.zones.models import Resident

MONTHS = 6
SILENT_DAYS = 60
ENDED = (ProjectStatus.LOST, ProjectStatus.STOPPED, ProjectStatus.DONE)


@dataclass
class Care:
    """An organisation that works in the region: since when, the last visit, the next; `with_reasons` says whence one knows."""

    office_id: int
    organisation_id: int
    since: date
    plan: Aftercare | None = None
    owner_id: int | None = None
    last: date | None = None
    organisation: Organisation | None = None
    office: Office | None = None
    owner: User | None = None
    reasons: list[Any] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, int]:
        """What names it."""
        return self.office_id, self.organisation_id

    @property
    def months(self) -> int:
        """How many months lie between two visits."""
        return self.plan.months if self.plan else MONTHS

    @cached_property
    def due(self) -> date:
        """When the next visit is due: so many months after the last one, or after the beginning."""
        start = self.plan.start if self.plan else self.since
        return months_later(max(start, self.last) if self.last else start, self.months)


@dataclass(slots=True)
class Silence:
    """An organisation with open business and nobody who talks with it; `with_business` reads what the business is."""

    organisation_id: int
    begun: date
    owner_id: int | None
    offices: list[Office]
    last: date | None = None
    days: int = 0
    organisation: Organisation | None = None
    owner: User | None = None
    business: list[Any] = field(default_factory=list)

    @property
    def key(self) -> int:
        """What names it."""
        return self.organisation_id


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def offices_cared_for(user: User) -> QuerySet[Office]:
    """The offices whose visits and silence a user sees."""
    if user.role == Role.ADMINISTRATOR:
        return Office.objects.all()
    return Office.objects.filter(pk=user.office_id) if user.role in OFFICE_ROLES else Office.objects.none()


def aftercare_of(user: User, today: date) -> list[Care]:
    """Residents, launched projects and whoever else has a schedule, the most urgent visit first."""
    offices = list(offices_cared_for(user))
    found: dict[tuple[int, int], Care] = {}
    for office, organisation, since, owner in (*_residents(offices, today), *_launched(offices)):
        care = found.setdefault((office, organisation), Care(office, organisation, since))
        care.since = min(care.since, since)
        care.owner_id = care.owner_id or owner
    for plan in Aftercare.objects.filter(office__in=offices):
        key = (plan.office_id, plan.organisation_id)
        care = found.setdefault(key, Care(*key, plan.start))
        care.plan, care.owner_id = plan, plan.owner_id or care.owner_id
    for key, last in _last_visits(offices).items():
        if key in found:
            found[key].last = last
    return sorted(found.values(), key=lambda care: (care.due, care.key))


def _living_residents(offices: Collection[Any], today: date) -> QuerySet[Resident]:
    rows = Resident.objects.filter(zone__office__in=offices, zone__archived_at__isnull=True)
    return rows.filter(Q(end__isnull=True) | Q(end__gte=today)).filter(organisation__archived_at__isnull=True)


def _launched_projects(offices: Collection[Any]) -> QuerySet[Project]:
    rows = Project.objects.filter(office__in=offices, organisation__archived_at__isnull=True)
    return rows.filter(Q(stage=ProjectStage.WORKING) | Q(launched_on__isnull=False), organisation__isnull=False)


def _residents(offices: list[Office], today: date) -> Iterator[tuple[int, int, date, int | None]]:
    names = ("zone__office", "organisation", "start", "created_at")
    for office, organisation, start, created in _living_residents(offices, today).values_list(*names):
        yield office, organisation, start or created.date(), None


def _launched(offices: list[Office]) -> Iterator[tuple[int, int, date, int | None]]:
    """One row an office and organisation: the first launch, and who answers for the newest project that has somebody."""
    rows = _launched_projects(offices).order_by().values("office", "organisation")
    since = Min(Coalesce("launched_on", TruncDate("created_at", tzinfo=UTC)))
    yield from rows.annotate(since=since, **_newest_owner()).values_list(
        "office", "organisation", "since", "first_owner"
    )


def _newest_owner() -> dict[str, Any]:
    owners = ArrayAgg("owner", filter=Q(owner__isnull=False), order_by="-pk")
    return {"owners": owners, "first_owner": F("owners__0")}


def with_reasons(cares: Sequence[Care]) -> Sequence[Care]:
    """The same with their records: read for these alone."""
    offices = Office.objects.in_bulk({care.office_id for care in cares})
    keys = {care.organisation_id for care in cares}
    organisations = Organisation.everything.select_related("country").in_bulk(keys)
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


def _last_visits(offices: list[Office]) -> dict[tuple[int, int], date]:
    """By office and organisation: the last visit, of a talk or of a programme."""
    talks = Dialogue.objects.filter(office__in=offices, kind=DialogueKind.VISIT, organisation__isnull=False)
    items = ProgrammeItem.objects.filter(event__office__in=offices, organisation__isnull=False)
    items = items.filter(ends_at__lte=timezone.now(), event__archived_at__isnull=True)
    rows = [
        *talks.order_by().values_list("office", "organisation").annotate(last=Max("happened_at")),
        *items.order_by().values_list("event__office", "organisation").annotate(last=Max("ends_at")),
    ]
    found: dict[tuple[int, int], date] = {}
    for office, organisation, last in rows:
        day = timezone.localtime(last).date()
        found[office, organisation] = max(day, found.get((office, organisation), day))
    return found


def silence_of(user: User, today: date) -> list[Silence]:
    """Organisations with open business with which nobody of the office has talked for two months, the longest first."""
    offices = list(offices_cared_for(user))
    found: dict[int, Silence] = {}
    for rows in _open_business(offices):
        counted = rows.order_by().values("organisation").annotate(begun=_day(Min("created_at")), **_newest_owner())
        for key, begun, owner in counted.values_list("organisation", "begun", "first_owner"):
            one = found.setdefault(key, Silence(key, begun, owner, offices))
            one.begun, one.owner_id = min(one.begun, begun), one.owner_id or owner
    talks = Dialogue.objects.filter(office__in=offices).order_by().values("organisation")
    last = dict(talks.annotate(last=_day(Max("happened_at"))).values_list("organisation", "last"))
    for one in found.values():
        one.last = last.get(one.organisation_id)
        one.days = (today - (one.last or one.begun)).days
    return sorted((one for one in found.values() if one.days >= SILENT_DAYS), key=lambda one: (-one.days, one.key))


def _day(moment: Any) -> TruncDate:
    return TruncDate(moment, tzinfo=timezone.get_current_timezone())


def with_business(silences: Sequence[Silence]) -> Sequence[Silence]:
    """The same with their records: read for these alone."""
    keys = {one.organisation_id for one in silences}
    organisations = Organisation.everything.select_related("country").in_bulk(keys)
    owners = User.objects.in_bulk({one.owner_id for one in silences if one.owner_id})
    business: dict[int, list[Any]] = defaultdict(list)
    for rows in _open_business(silences[0].offices) if silences else ():
        related = ("event",) if rows.model is Lead else ("office",)
        for row in rows.filter(organisation__in=keys).select_related(*related):
            business[row.organisation_id].append(row)
    for one in silences:
        one.organisation, one.owner = organisations[one.organisation_id], owners.get(one.owner_id)
        one.business = business[one.organisation_id]
    return silences


def _open_business(offices: list[Office]) -> tuple[QuerySet[Any], ...]:
    projects = Project.objects.filter(office__in=offices, organisation__isnull=False, launched_on__isnull=True)
    projects = projects.exclude(stage=ProjectStage.WORKING).exclude(status__in=ENDED)
    proposals = Proposal.objects.filter(office__in=offices, state__in=(ProposalState.HANDED_IN, ProposalState.STUDIED))
    leads = Lead.objects.filter(event__office__in=offices, done_on__isnull=True, event__archived_at__isnull=True)
    return projects, proposals, leads


def own_visits_due(user: User, today: date, *, ahead: timedelta) -> list[Care]:
    """Visits for which a user answers and that are due soon or late."""
    if user.role not in OFFICE_ROLES:
        return []
    return [care for care in aftercare_of(user, today) if care.owner_id == user.pk and care.due <= today + ahead]

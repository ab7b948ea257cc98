"""Whom an office has to visit next, and with whom it has fallen silent."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.events.models import Lead, ProgrammeItem
from kelisim.parties.models import Aftercare, Dialogue, DialogueKind, Organisation
from kelisim.projects.models import Project, ProjectStage, ProjectStatus, Proposal, ProposalState
from kelisim.zones.models import Resident

MONTHS = 6
SILENT_DAYS = 60
ENDED = (ProjectStatus.LOST, ProjectStatus.STOPPED, ProjectStatus.DONE)


@dataclass(slots=True)
class Care:
    """An organisation that works in the region: since when, whence one knows, the last visit, the next."""

    organisation: Organisation
    office: Office
    since: date
    reasons: list[Any] = field(default_factory=list)
    plan: Aftercare | None = None
    owner: User | None = None
    last: date | None = None

    @property
    def months(self) -> int:
        """How many months lie between two visits."""
        return self.plan.months if self.plan else MONTHS

    @property
    def due(self) -> date:
        """When the next visit is due: so many months after the last one, or after the beginning."""
        start = self.plan.start if self.plan else self.since
        return months_later(max(start, self.last) if self.last else start, self.months)


@dataclass(frozen=True, slots=True)
class Silence:
    """An organisation with open business and nobody who talks with it."""

    organisation: Organisation
    last: date | None
    days: int
    business: list[Any]
    owner: User | None

    @property
    def since(self) -> date | None:
        """The day of the last talk."""
        return self.last


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
    for office, organisation, since, reason, owner in (*_residents(offices, today), *_launched(offices)):
        care = found.setdefault((office.pk, organisation.pk), Care(organisation, office, since))
        care.since = min(care.since, since)
        care.reasons.append(reason)
        care.owner = care.owner or owner
    for plan in Aftercare.objects.filter(office__in=offices).select_related("office", "owner", "organisation__country"):
        key = (plan.office_id, plan.organisation_id)
        care = found.setdefault(key, Care(plan.organisation, plan.office, plan.start))
        care.plan, care.owner = plan, plan.owner or care.owner
    for key, last in _last_visits(offices, {organisation for _office, organisation in found}).items():
        if key in found:
            found[key].last = last
    return sorted(found.values(), key=lambda care: (care.due, care.organisation.name))


def _residents(offices: list[Office], today: date) -> Iterator[tuple[Office, Organisation, date, Any, User | None]]:
    rows = Resident.objects.filter(zone__office__in=offices, zone__archived_at__isnull=True)
    rows = rows.filter(Q(end__isnull=True) | Q(end__gte=today)).filter(organisation__archived_at__isnull=True)
    for row in rows.select_related("zone__office", "organisation__country"):
        yield row.zone.office, row.organisation, row.start or row.created_at.date(), row.zone, None


def _launched(offices: list[Office]) -> Iterator[tuple[Office, Organisation, date, Any, User | None]]:
    rows = Project.objects.filter(office__in=offices, organisation__archived_at__isnull=True)
    rows = rows.filter(Q(stage=ProjectStage.WORKING) | Q(launched_on__isnull=False), organisation__isnull=False)
    for row in rows.select_related("office", "organisation__country", "owner"):
        yield row.office, row.organisation, row.launched_on or row.created_at.date(), row, row.owner


def _last_visits(offices: list[Office], organisations: set[int]) -> dict[tuple[int, int], date]:
    """By office and organisation: the last visit, of a talk or of a programme."""
    talks = Dialogue.objects.filter(office__in=offices, organisation__in=organisations, kind=DialogueKind.VISIT)
    items = ProgrammeItem.objects.filter(event__office__in=offices, organisation__in=organisations)
    items = items.filter(ends_at__lte=timezone.now(), event__archived_at__isnull=True)
    rows = [
        *talks.values_list("office", "organisation").annotate(last=Max("happened_at")),
        *items.values_list("event__office", "organisation").annotate(last=Max("ends_at")),
    ]
    found: dict[tuple[int, int], date] = {}
    for office, organisation, last in rows:
        day = timezone.localtime(last).date()
        found[office, organisation] = max(day, found.get((office, organisation), day))
    return found


def silence_of(user: User, today: date) -> list[Silence]:
    """Organisations with open business with which nobody of the office has talked for two months, the longest first."""
    offices = list(offices_cared_for(user))
    business: dict[int, list[Any]] = {}
    for row in _open_business(offices):
        business.setdefault(row.organisation_id, []).append(row)
    talks = Dialogue.objects.filter(office__in=offices, organisation__in=business)
    last = dict(talks.values_list("organisation").annotate(last=Max("happened_at")))
    found = [_silence(rows, last.get(key), today) for key, rows in business.items()]
    return sorted((one for one in found if one.days >= SILENT_DAYS), key=lambda one: (-one.days, one.organisation.name))


def _silence(rows: list[Any], moment: Any, today: date) -> Silence:
    last = timezone.localtime(moment).date() if moment else None
    begun = min(timezone.localtime(row.created_at).date() for row in rows)
    owner = next((row.owner for row in rows if row.owner), None)
    return Silence(rows[0].organisation, last, (today - (last or begun)).days, rows, owner)


def _open_business(offices: list[Office]) -> Iterable[Any]:
    projects = Project.objects.filter(office__in=offices, organisation__isnull=False, launched_on__isnull=True)
    projects = projects.exclude(stage=ProjectStage.WORKING).exclude(status__in=ENDED)
    yield from projects.select_related("organisation__country", "owner")
    proposals = Proposal.objects.filter(office__in=offices, state__in=(ProposalState.HANDED_IN, ProposalState.STUDIED))
    yield from proposals.select_related("organisation__country", "owner")
    leads = Lead.objects.filter(event__office__in=offices, done_on__isnull=True, event__archived_at__isnull=True)
    yield from leads.select_related("organisation__country", "owner", "event")


def own_visits_due(user: User, today: date, *, ahead: timedelta) -> list[Care]:
    """Visits for which a user answers and that are due soon or late."""
    if user.role not in OFFICE_ROLES:
        return []
    return [care for care in aftercare_of(user, today) if care.owner == user and care.due <= today + ahead]

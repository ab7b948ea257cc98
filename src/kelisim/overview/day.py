"""What somebody owes today: promises, next steps, lessons, cases, launches to confirm, claims to review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, QuerySet

from kelisim.accounts.models import OFFICE_ROLES, Role, User
from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import commitments_due
from kelisim.cases.models import Case
from kelisim.cases.queries import cases_carried_up, cases_due, cases_of_nobody
from kelisim.events import queries as events
from kelisim.events.diaries import steps_of_meetings_due
from kelisim.events.models import Meeting
from kelisim.overview.aftercare import own_visits_due, silence_of, with_business, with_reasons
from kelisim.parties import queries as parties
from kelisim.parties.models import Organisation, acts_for
from kelisim.projects import queries as projects
from kelisim.projects.models import Project, Proposal
from kelisim.zones.models import Plot, Zone

AHEAD = timedelta(days=14)


@dataclass(slots=True)
class Duty:
    """Something to be done: of which kind, by which day.

    `told` fills in the words, the record and the part of it that is to be settled for those that are shown.
    """

    kind: str
    key: Any
    due: date | None
    text: Any = ""
    record: Model | None = None
    about: Any = ""
    part: Any = None


def duties_of(user: User, today: date) -> list[Duty]:
    """What `user` answers for and what is due within two weeks or late, the most urgent first; not yet in words."""
    return sorted(
        (*_duties(user, today + AHEAD), *_visits(user, today)),
        key=lambda duty: (duty.due is None, duty.due or date.max),
    )


def told(duties: Sequence[Duty], user: User, today: date) -> Sequence[Duty]:
    """The same duties with their words and records, read for these alone; what has gone meanwhile is left out."""
    rows = rows_due([user], today + AHEAD) | _rows_of(user)
    keys: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        keys[duty.kind].append(duty)
    found: dict[Any, Any]
    for kind, own in keys.items():
        if kind == "aftercare":
            found = {care.key: care for care in with_reasons([duty.key for duty in own])}
        elif kind == "silence":
            found = {silence.key: silence for silence in with_business([duty.key for duty in own])}
        else:
            found = rows[kind][0].in_bulk([duty.key for duty in own])
        for duty in own:
            key = duty.key.key if kind in ("aftercare", "silence") else duty.key
            if key in found:
                duty.part = found[key]
                duty.text, duty.record, duty.about = WORDS[kind](duty.part)
    return [duty for duty in duties if duty.record is not None]


def rows_due(owners: Iterable[User], until: date) -> dict[str, tuple[QuerySet[Any], str]]:
    """By kind: the rows that `owners` have to see to by a day, and the name of the field that says when."""
    people = list(owners)
    return {
        "commitment": (commitments_due(people, until=until), "due"),
        "dialogue": (parties.steps_due(people, until=until), "due"),
        "lesson": (events.lessons_due(people, until=until), "due"),
        "lead": (events.leads_due(people, until=until), "due"),
        "meeting": (steps_of_meetings_due(people, until=until), "due"),
        "project": (projects.steps_due(people, until=until), "next_step_due"),
        "study": (projects.study_steps_due(people, until=until), "due"),
        "decision": (projects.decisions_due(people, until=until), "due"),
        "case": (cases_due(people, until=until), "due"),
    }


WORDS: dict[str, Callable[[Any], tuple[Any, Model, Any]]] = {
    "commitment": lambda one: (one.text, one.agreement, one.agreement.title),
    "dialogue": lambda one: (one.next_step, one.organisation, one.organisation.name),
    "lesson": lambda one: (one.step or one.text, one.event, one.event.title),
    "lead": lambda one: (one.next_step or one.text, one.event, one.organisation.name),
    "meeting": lambda one: (one.next_step, one, one.event.title),
    "project": lambda one: (one.next_step, one, one.title),
    "study": lambda one: (one.title, one.proposal, one.proposal.title),
    "decision": lambda one: (one.title, one, one.organisation.name),
    "case": lambda one: (one.title, one, one.organisation.name),
    "escalation": lambda one: (one.case.title, one.case, one.case.organisation.name),
    "unowned": lambda one: (one.title, one, one.organisation.name),
    "confirmation": lambda one: (one.get_milestone_display(), one.project, one.project.title),
    "aftercare": lambda care: (care.organisation.name, care.organisation, care.office.name),
    "silence": lambda one: (
        one.organisation.name,
        one.organisation,
        getattr(one.business[0], "title", "") or one.organisation.name,
    ),
}


def _duties(user: User, until: date) -> Iterator[Duty]:
    for kind, (rows, day) in rows_due([user], until).items():
        for key, due in rows.select_related(None).values_list("pk", day):
            yield Duty(kind, key, due)
    for kind, (rows, day) in _rows_of(user).items():
        for row in rows.select_related(None).values("pk", *([day] if day else [])):
            yield Duty(kind, row["pk"], row.get(day))


def _rows_of(user: User) -> dict[str, tuple[QuerySet[Any], str]]:
    """By kind: what waits for `user` by the role, whoever answers for it."""
    return {
        "escalation": (cases_carried_up(user), "case__due"),
        "unowned": (cases_of_nobody(user), "due"),
        "confirmation": (projects.confirmations_open(user), ""),
    }


def _visits(user: User, today: date) -> Iterator[Duty]:
    """Visits that are due, and whom nobody has talked with for long."""
    for care in own_visits_due(user, today, ahead=AHEAD):
        yield Duty("aftercare", care, care.due)
    for silence in silence_of(user, today) if user.role in OFFICE_ROLES else ():
        if silence.owner_id == user.pk:
            yield Duty("silence", silence, silence.last)


@dataclass(frozen=True, slots=True)
class Own:
    """What an investor or a zone manager has here."""

    organisations: list[Organisation]
    projects: list[Project]
    proposals: list[Proposal]
    cases: list[Case]
    agreements: list[Agreement]
    meetings: list[Meeting]
    zones: list[Zone]
    plots: list[Plot]


def own_of(user: User) -> Own:
    """The rows of the organisations for which `user` acts, or of the zones that `user` runs."""
    is_manager = user.role == Role.ZONE_MANAGER
    companies = Organisation.objects.filter(acts_for(user)).select_related("country")
    seats = Meeting.objects.visible_to(user).filter(participations__organisation__in=companies)
    return Own(
        organisations=list(companies),
        projects=list(Project.objects.filter(organisation__in=companies).select_related("area")),
        proposals=list(Proposal.objects.filter(organisation__in=companies)),
        cases=list(Case.objects.filter(organisation__in=companies)),
        agreements=list(Agreement.objects.filter(parties__organisation__in=companies).distinct()),
        meetings=list(seats.exclude(state="cancelled").select_related("event").order_by("starts_at").distinct()),
        zones=list(Zone.objects.filter(Zone.own_q(user))) if is_manager else [],
        plots=list(Plot.objects.filter(Plot.own_q(user)).select_related("zone")) if is_manager else [],
    )

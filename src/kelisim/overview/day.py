"""What somebody owes today: promises, next steps, lessons, cases, launches to confirm, claims to review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import DateField, F, Model, QuerySet, Value
from django.db.models.functions import Cast

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import commitments_due
from kelisim.cases.models import Case
from kelisim.cases.queries import cases_carried_up, cases_due, cases_of_nobody
from kelisim.common.asking import Table, ask
from kelisim.common.naming import called, read_names
from kelisim.events import queries as events
from kelisim.events.diaries import steps_of_meetings_due
from kelisim.events.models import Meeting
from kelisim.overview.aftercare import (
    CARES,
    SILENCES,
    Part,
    business_of,
    care_tables,
    facts_of,
    silence_tables,
)
from kelisim.parties import queries as parties
from kelisim.parties.models import Organisation, acts_for
from kelisim.projects import queries as projects
from kelisim.projects.models import Project, Proposal
from kelisim.zones.models import Plot, Zone

AHEAD = timedelta(days=14)


LATE, NOW, COMING = "late", "now", "soon"
# All that somebody has to see to, the first of each urgency, and how much there is of it. What has no day comes last.
FIRST = """
SELECT kind, office, key, due, part, total FROM (
  SELECT *, count(*) OVER of_part AS total, row_number() OVER (of_part ORDER BY due NULLS LAST, kind_place, office, key) AS place
  FROM (
    SELECT *, CASE WHEN due < %(today)s THEN 'late' WHEN due <= %(today)s::date + 1 THEN 'now' ELSE 'soon' END AS part FROM duties
  ) AS each
  WINDOW of_part AS (PARTITION BY part)
) AS numbered
WHERE place <= CASE WHEN part = %(whole)s THEN %(most)s ELSE %(few)s END
ORDER BY place
"""
OWN = {
    "aftercare": "SELECT office, organisation, due FROM cares WHERE owner = %(user)s AND due <= %(until)s",
    "silence": "SELECT 0, organisation, last FROM silences WHERE owner = %(user)s",
}


@dataclass(slots=True)
class Duty:
    """Something to be done: of which kind, by which day.

    `told` fills in the words, the record and the part of it that is to be settled for those that are shown.
    """

    kind: str
    office_id: int
    key: Any
    due: date | None
    text: Any = ""
    record: Model | None = None
    about: Any = ""
    part: Any = None


def duties_of(user: User, today: date, *, few: int, whole: str = "", most: int = 0) -> dict[str, Part]:
    """What `user` answers for and what is due within two weeks or late, by urgency: the first `few`, of `whole` the first `most`.

    The rows are not yet in words. Those without a day stand with what is due soon.
    """
    until = today + AHEAD
    tables = {
        f"own_{kind}": Table(_keys(rows, day), ("key", "due"))
        for kind, (rows, day) in (rows_due([user], until) | _rows_of(user)).items()
    }
    asked = {name.removeprefix("own_"): f"SELECT 0, key, due FROM {name}" for name in tables}  # noqa: S608  # our own words
    further = ""
    if user.role in OFFICE_ROLES:
        asked |= OWN
        tables |= care_tables(user, today) | silence_tables(user)
        further = CARES + SILENCES
    union = " UNION ALL ".join(
        f"SELECT '{kind}', {place}, own.* FROM ({words}) AS own"  # noqa: S608  # our own words
        for place, (kind, words) in enumerate(asked.items())
    )
    question = f"{further}, duties (kind, kind_place, office, key, due) AS ({union}){FIRST}"
    facts = {**facts_of(today), "until": until, "user": user.pk, "few": few, "whole": whole, "most": most}
    found = {name: Part(name, 0, []) for name in (LATE, NOW, COMING)}
    for *values, part, total in ask(question, tables, **facts):
        found[part].total = total
        found[part].rows.append(Duty(*values))
    return found


def _keys(rows: QuerySet[Any], day: str) -> QuerySet[Any, Any]:
    due = F(day) if day else Cast(Value(None), DateField())
    return rows.select_related(None).order_by().annotate(due_day=due).values_list("pk", "due_day")


def told(duties: Sequence[Duty], user: User, today: date) -> Sequence[Duty]:
    """The same duties with their words and records, read for these alone; what has gone meanwhile is left out."""
    rows = rows_due([user], today + AHEAD) | _rows_of(user)
    keys: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        keys[duty.kind].append(duty)
    parts: dict[str, dict[Any, Any]] = {
        kind: (Organisation.everything if kind in OWN else rows[kind][0]).in_bulk([duty.key for duty in own])
        for kind, own in keys.items()
    }
    read_names(PARTIES[kind](one) for kind, found in parts.items() if kind in PARTIES for one in found.values())
    for kind, own in keys.items():
        about = ABOUT[kind](own, user) if kind in ABOUT else {}
        for duty in own:
            if duty.key in parts[kind]:
                duty.part = parts[kind][duty.key]
                duty.text, duty.record, duty.about = WORDS[kind](duty.part)
                duty.about = about.get((duty.office_id, duty.key), duty.about)
    return [duty for duty in duties if duty.record is not None]


def _offices_of(duties: Sequence[Duty], _user: User) -> dict[tuple[int, Any], Any]:
    offices = Office.objects.in_bulk({duty.office_id for duty in duties})
    return {(duty.office_id, duty.key): offices[duty.office_id].name for duty in duties}


def _business_of(duties: Sequence[Duty], user: User) -> dict[tuple[int, Any], Any]:
    found = business_of([duty.key for duty in duties], user)
    return {(0, key): title for key, rows in found.items() if (title := getattr(rows[0], "title", ""))}


ABOUT: dict[str, Callable[[Sequence[Duty], User], dict[tuple[int, Any], Any]]] = {
    "aftercare": _offices_of,
    "silence": _business_of,
}


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


def late_of(person: User, today: date) -> list[Duty]:
    """What of an office's work `person` answers for and whose day has passed, the longest first; not yet in words."""
    rows = rows_due([person], today - timedelta(days=1)).items()
    late = [Duty(kind, 0, *facts) for kind, (own, day) in rows for facts in _keys(own, day)]
    return sorted(late, key=lambda duty: (duty.due, duty.kind, duty.key))


PARTIES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("dialogue", "lead", "decision", "case", "unowned"), attrgetter("organisation")),
    **dict.fromkeys(OWN, lambda one: one),
    "escalation": attrgetter("case.organisation"),
}
WORDS: dict[str, Callable[[Any], tuple[Any, Model, Any]]] = {
    "commitment": lambda one: (one.text, one.agreement, one.agreement.title),
    "dialogue": lambda one: (one.next_step, one.organisation, called(one.organisation)),
    "lesson": lambda one: (one.step or one.text, one.event, one.event.title),
    "lead": lambda one: (one.next_step or one.text, one.event, called(one.organisation)),
    "meeting": lambda one: (one.next_step, one, one.event.title),
    "project": lambda one: (one.next_step, one, one.title),
    "study": lambda one: (one.title, one.proposal, one.proposal.title),
    "decision": lambda one: (one.title, one, called(one.organisation)),
    "case": lambda one: (one.title, one, called(one.organisation)),
    "escalation": lambda one: (one.case.title, one.case, called(one.case.organisation)),
    "unowned": lambda one: (one.title, one, called(one.organisation)),
    "confirmation": lambda one: (one.get_milestone_display(), one.project, one.project.title),
    "aftercare": lambda one: (called(one), one, called(one)),
    "silence": lambda one: (called(one), one, called(one)),
}


def _rows_of(user: User) -> dict[str, tuple[QuerySet[Any], str]]:
    """By kind: what waits for `user` by the role, whoever answers for it."""
    return {
        "escalation": (cases_carried_up(user), "case__due"),
        "unowned": (cases_of_nobody(user), "due"),
        "confirmation": (projects.confirmations_open(user), ""),
    }


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

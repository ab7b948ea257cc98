"""The sample forum at work: 300 companies of which 200 come from abroad, 30 officials, 2,500 wishes, a solved timetable.

Everything is made up by a seed. The planner's answer is kept beside this file (`forum_seats.json`), so that the sample is
there in seconds; `kelisim manage solve_sample_forum` looks for it anew when the maker has changed.
"""

from __future__ import annotations

import json
import random
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kelisim.accounts.models import Role, User
from kelisim.agreements import services as agreements
from kelisim.agreements.models import Agreement
from kelisim.common.reference import area_by_code
from kelisim.common.services import index
from kelisim.engines.planning.plan import Plan, Reason, Status, Unplaced
from kelisim.engines.planning.problem import Meeting as PlannedMeeting
from kelisim.events import services as events
from kelisim.events.models import (
    Absence,
    Consent,
    Event,
    Meeting,
    MeetingRequest,
    MeetingSlot,
    MeetingState,
    Participation,
    ParticipationRole,
    ParticipationState,
    Timetable,
)
from kelisim.events.planning import Ground, ground_of, planning_problem
from kelisim.parties.models import Organisation, OrganisationName, Person, PersonName
from kelisim.projects.models import Project, Proposal
from kelisim.samples import words
from kelisim.samples.words import numbered

SEED = 432
COMPANIES, FOREIGN, OFFICIALS, INTERPRETERS, WISHES, TABLES = 300, 200, 30, 20, 2500, 60
DAYS = ((date(2025, 9, 17), 11, 17), (date(2025, 9, 18), 9, 16))
SEATS = "forum_seats.json"
ABROAD = ("TR", "CN", "TR", "DE", "KR", "CN", "UZ", "KG", "AE", "IT")
SPOKEN = {
    "KZ": (("kk", "ru"), ("kk", "ru"), ("ru",), ("kk", "ru", "en")),
    "TR": (("tr",), ("tr", "en"), ("tr", "ru")),
    "CN": (("zh",), ("zh",), ("zh", "en"), ("zh", "ru")),
    "UZ": (("uz", "ru"), ("ru",)),
    "KG": (("ky", "ru"), ("ru",)),
}
ELSEWHERE = (("en",), ("en",), ("en", "ru"))
INTERPRETED = (("ru", "zh"), ("ru", "tr"), ("ru", "en"), ("kk", "zh"), ("kk", "tr"), ("en", "zh"), ("ru", "en", "zh"))
OUTCOMES = 12


def load_sample_forum() -> None:
    """Bring the sample forum to work, unless it is."""
    event = Event.objects.filter(slug="sample-forum").select_related("office", "area").first()
    if event is None or MeetingSlot.objects.filter(event=event).exists():
        return
    with transaction.atomic():
        by = event.office.users.filter(role=Role.OFFICER).earliest("pk")
        make_ground(event, by)
        ground = ground_of(event)
        timetable = _timetable(event, ground, by)
        events.release_timetable(timetable, root="", by=by)
        _hold(timetable, by)


def make_ground(event: Event, by: User) -> None:
    """Rules, slots, tables, those who take part, and what they wish."""
    dice = random.Random(SEED)  # noqa: S311  # a seed, not a secret
    events.set_meeting_rules(event, official_quota=4, company_quota=12, by=by)
    for day, start, end in DAYS:
        events.make_meeting_slots(event, day=day, start=time(start), end=time(end), by=by)
    events.set_meeting_tables(event, count=TABLES, room="B", by=by)
    _add_companies(event, dice)
    officials = add_people(event, words.OFFICIAL, ParticipationRole.OFFICIAL, OFFICIALS, dice)
    add_people(event, words.INTERPRETER, ParticipationRole.INTERPRETER, INTERPRETERS, dice)
    _add_absences(event, officials, dice)
    _add_wishes(event, officials, dice)


# --- Who takes part -------------------------------------------------------------------------------------------------


def _add_companies(event: Event, dice: random.Random) -> None:
    """As many companies as are missing to 300, so many of them from abroad that 200 are."""
    rows = Participation.objects.filter(event=event, organisation__isnull=False)
    codes = list(rows.values_list("organisation__country__code", flat=True))
    missing, abroad = COMPANIES - len(codes), FOREIGN - sum(code != "KZ" for code in codes)
    countries = [ABROAD[number % len(ABROAD)] if number < abroad else "KZ" for number in range(missing)]
    dice.shuffle(countries)
    companies = _organisations(countries, len(codes) + 100)
    Participation.objects.bulk_create(
        Participation(
            event=event,
            organisation=company,
            state=ParticipationState.CHECKED_IN,
            languages=list(dice.choice(SPOKEN.get(country, ELSEWHERE))),
            capacity=dice.choice((1, 1, 1, 1, 1, 2)),
            **_badge(),
        )
        for company, country in zip(companies, countries, strict=True)
    )


def _badge() -> dict[str, Any]:
    """Rows that are stored many at once get what the database would have given each."""
    return {"badge": uuid4()}


def _organisations(countries: list[str], first: int) -> list[Organisation]:
    """Made-up companies with a name in each language, found by the search."""
    areas, now = {code: area_by_code(code) for code in set(countries)}, timezone.now()
    names = [_name(first + number) for number in range(len(countries))]
    companies = Organisation.objects.bulk_create(
        Organisation(
            name=name["en"], country=areas[country], sector=_trade(first + number)[0], is_sample=True, published_at=now
        )
        for number, (name, country) in enumerate(zip(names, countries, strict=True))
    )
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=company, language=language, text=text)
        for company, name in zip(companies, names, strict=True)
        for language, text in name.items()
    )
    for company in companies:
        index(company)
    return companies


def _trade(number: int) -> tuple[str, dict[str, str]]:
    sector, word, _plant, _product = words.TRADES[number % len(words.TRADES)]
    return sector, word


def _name(number: int) -> dict[str, str]:
    return numbered(words.marked(_trade(number)[1]), number)


def add_people(
    event: Event, title: dict[str, str], role: ParticipationRole, count: int, dice: random.Random
) -> list[Participation]:
    """Officials and interpreters, each with a name that says that it is a sample."""
    names = [numbered(title, number) for number in range(1, count + 1)]
    home = area_by_code("KZ")
    people = Person.objects.bulk_create(Person(name=name["en"], country=home, is_sample=True) for name in names)
    PersonName.objects.bulk_create(
        PersonName(person=person, language=language, text=text)
        for person, name in zip(people, names, strict=True)
        for language, text in name.items()
    )
    is_official = role == ParticipationRole.OFFICIAL
    spoken = (("kk", "ru"), ("kk", "ru"), ("kk", "ru", "en")) if is_official else INTERPRETED
    return Participation.objects.bulk_create(
        Participation(
            event=event,
            person=person,
            role=role,
            state=ParticipationState.CHECKED_IN,
            languages=list(dice.choice(spoken)),
            max_per_day=10 if is_official else 12,
            **_badge(),
        )
        for person in people
    )


def _add_absences(event: Event, officials: list[Participation], dice: random.Random) -> None:
    """A third of the officials' hours belongs to other duties; some companies come late or leave early."""
    slots = list(MeetingSlot.objects.filter(event=event).order_by("starts_at"))
    rows = []
    for official in officials:
        for slot in slots:
            if dice.random() < 0.3:
                rows.append(_absence(event, official, slot, slot))
    companies = Participation.objects.filter(event=event, role=ParticipationRole.PARTICIPANT).order_by("pk")
    for company in companies:
        if dice.random() < 0.25:
            number = dice.randint(1, 6)
            first, last = (slots[0], slots[number]) if dice.random() < 0.5 else (slots[-number], slots[-1])
            rows.append(_absence(event, company, first, last))
    Absence.objects.bulk_create(rows)


def _absence(event: Event, row: Participation, first: MeetingSlot, last: MeetingSlot) -> Absence:
    return Absence(
        event=event, participation=row, starts_at=first.starts_at, ends_at=last.ends_at, reason=words.OTHER_DUTY
    )


def _add_wishes(event: Event, officials: list[Participation], dice: random.Random) -> None:
    """A quarter of the wishes go to officials; of the rest most go to a few whom many want to meet."""
    rows = Participation.objects.filter(event=event, organisation__isnull=False).exclude(
        state=ParticipationState.NO_SHOW
    )
    companies = list(rows.order_by("pk"))
    fame = [dice.paretovariate(1.3) for _company in companies]
    pairs: dict[frozenset[int], MeetingRequest] = {}
    while len(pairs) < WISHES:
        one = dice.choice(companies)
        other = dice.choice(officials) if dice.random() < 0.25 else dice.choices(companies, fame)[0]
        key = frozenset((one.pk, other.pk))
        if len(key) == 2 and key not in pairs:
            pairs[key] = MeetingRequest(
                event=event,
                asked_by=one,
                asked=other,
                subject=dice.choice(words.SUBJECTS),
                priority=dice.choice((10, 20, 30)),
                consent=Consent.AGREED if dice.random() < 0.3 else Consent.ASKED,
            )
    MeetingRequest.objects.bulk_create(pairs.values(), batch_size=1000)


# --- The timetable --------------------------------------------------------------------------------------------------


@cache
def kept_seats() -> dict[str, Any]:
    """The planner's answer as it is kept: figures, meetings and reasons, all by their places in the lists."""
    found: dict[str, Any] = json.loads((files(__package__) / SEATS).read_text(encoding="utf-8"))
    return found


def kept_plan(ground: Ground) -> Plan:
    """The kept answer for the rows of this database."""
    kept = kept_seats()
    wishes = [f"R{row.pk}" for row in ground.wishes]
    slots = [f"S{row.pk}" for row in ground.slots]
    helpers = [f"I{row.pk}" for row in ground.interpreters]
    meetings = [
        PlannedMeeting(wishes[wish], slots[slot], table, None if helper is None else helpers[helper])
        for wish, slot, table, helper in kept["meetings"]
    ]
    unplaced = [Unplaced(wishes[wish], Reason(reason), "") for wish, reason in kept["unplaced"]]
    figures = {name: kept[name] for name in ("weight", "bound", "seconds")}
    return Plan(Status.FEASIBLE, tuple(meetings), tuple(unplaced), **figures)


def as_kept(plan: Plan, ground: Ground) -> dict[str, Any]:
    """A plan by places instead of keys, to be kept."""
    wishes = {f"R{row.pk}": place for place, row in enumerate(ground.wishes)}
    slots = {f"S{row.pk}": place for place, row in enumerate(ground.slots)}
    helpers = {f"I{row.pk}": place for place, row in enumerate(ground.interpreters)}
    return {
        "weight": plan.weight,
        "bound": plan.bound,
        "seconds": round(plan.seconds, 2),
        "meetings": [
            [wishes[row.request], slots[row.slot], row.table, helpers[row.interpreter] if row.interpreter else None]
            for row in plan.meetings
        ],
        "unplaced": [[wishes[row.request], row.reason.value] for row in plan.unplaced],
    }


def _timetable(event: Event, ground: Ground, by: User) -> Timetable:
    problem = planning_problem(ground)
    return events.store_timetable(event, problem=problem, plan=kept_plan(ground), ground=ground, by=by)


# --- What came of it ------------------------------------------------------------------------------------------------


def _hold(timetable: Timetable, by: User) -> None:
    """The forum is over: meetings were held, some with an outcome, the memoranda came of meetings."""
    rows = Meeting.objects.filter(timetable=timetable).order_by("starts_at", "pk")
    rows.update(state=MeetingState.HELD)
    with_officials = rows.filter(request__asked__role=ParticipationRole.OFFICIAL).select_related("event")
    for number, meeting in enumerate(with_officials[:OUTCOMES]):
        due = meeting.starts_at.date() + timedelta(days=30 + 20 * number)
        events.record_outcome(
            meeting,
            outcome=words.SAID,
            next_step=words.NEXT,
            owner=by,
            due=due,
            done_on=meeting.starts_at.date() + timedelta(days=25) if number % 3 else None,
            by=by,
        )
    papers = Agreement.objects.filter(event=timetable.event, meeting__isnull=True).order_by("pk")
    for paper in papers:
        _lead_on(paper, rows, by)


def _lead_on(paper: Agreement, rows: QuerySet[Meeting], by: User) -> None:
    """A memorandum came of a meeting of one of its parties, where one had any; so did the projects that it is about."""
    parties = list(paper.parties.values_list("organisation", flat=True))
    meeting = rows.filter(participations__organisation__in=parties).select_related("event").first()
    if meeting is None:
        return
    agreements.edit_agreement(paper, meeting=meeting, by=by)
    for project in Project.objects.filter(agreementproject__agreement=paper):
        events.link_project(meeting, project=project, by=by)
    for proposal in Proposal.objects.filter(organisation__in=parties, office=meeting.event.office):
        events.link_proposal(meeting, proposal=proposal, by=by)

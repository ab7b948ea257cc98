"""A sample region whose office shows the product at work. Everything in it is made up and marked as a sample.

The sums of its pool are those that the sample bulletin states: 111 projects with 23,915 jobs planned, 58 of them under
way in 2025 with 8,250 jobs planned, 34 launched with 4,889 jobs created.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from kelisim.accounts import services as accounts
from kelisim.accounts.models import Office, Role, User
from kelisim.agreements import services as agreements
from kelisim.agreements.models import Agreement
from kelisim.common import services as common
from kelisim.common.models import Area
from kelisim.common.reference import area_by_code
from kelisim.engines.values.codes import check_digit
from kelisim.events import services as events
from kelisim.events.models import Event
from kelisim.parties import services as parties
from kelisim.parties.models import Organisation, Person
from kelisim.projects import services as projects
from kelisim.projects.models import Project
from kelisim.samples import words
from kelisim.samples.sample_papers import make_papers
from kelisim.samples.sample_pool import make_past_of_pool
from kelisim.samples.sample_service import make_service
from kelisim.samples.words import numbered
from kelisim.zones import services as zones
from kelisim.zones.models import Plot, Zone

SEED = 111
OFFICE_SLUG = "sample-office"
DAY = date(2025, 12, 22)
ZONE_OF_TIME = ZoneInfo("Asia/Almaty")

LAUNCHED, UNDER_WAY, WAITING = 34, 24, 53
JOBS_CREATED, JOBS_LAUNCHED, JOBS_UNDER_WAY, JOBS_WAITING = 4_889, 5_180, 3_070, 15_665
MEMORANDA = ("120", "95.5", "70", "55.2", "41.5", "30", "20")

SAME_DEAL = 20

COUNTRIES = ("KZ", "KZ", "TR", "CN", "KZ", "DE", "KR", "KZ", "UZ", "KG", "AE", "KZ", "TR", "CN", "IT")
PLOT_STATES = ("occupied", "open", "building", "open", "reserved", "building", "unserviced", "occupied")
WAITING_STAGES = ("idea", "proposal", "studied", "agreed", "agreed", "site_given", "permits", "studied")
AGREEMENT_STATES = ("draft", "agreed", "signed", "in_force", "fulfilled", "lapsed", "terminated", "signed")
SITE_STAGES = ("site_given", "permits", "construction", "commissioning")


@dataclass
class Region:
    """What has been made so far, for what is made next."""

    dice: random.Random
    users: dict[str, User]
    office: Office
    area: Area
    authority: Organisation
    officers: list[User]
    companies: list[Organisation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)

    @property
    def officer(self) -> User:
        """Who enters."""
        return self.users[Role.OFFICER]

    @property
    def head(self) -> User:
        """Who confirms and publishes."""
        return self.users[Role.HEAD]


def load_sample_region() -> None:
    """Make the sample region, unless it is there."""
    if Office.objects.filter(slug=OFFICE_SLUG).exists():
        return
    with transaction.atomic():
        region = _ground()
        _make_companies(region)
        _make_people(region)
        zone = _make_zone(region)
        forum, delegation = _make_forum(region), _make_delegation(region)
        _make_pool(region, zone)
        make_past_of_pool(region)
        _make_agreements(region, forum, delegation)
        make_papers(region)
        make_service(region)
        _make_dialogues(region)


# ---------------------------------------------------------------- office, users, place


def _ground() -> Region:
    administrator = _user(Role.ADMINISTRATOR, None)
    country = common.create_area(
        administrator, code="XA", kind="country", name=words.COUNTRY, is_sample=True, by=administrator
    )
    area = common.create_area(
        administrator,
        code="XA-01",
        kind="region",
        parent=country,
        name=words.REGION,
        centre=words.CENTRE,
        is_sample=True,
        by=administrator,
    )
    office = accounts.create_office(
        administrator, slug=OFFICE_SLUG, name=words.OFFICE, area_codes=["XA-01"], is_sample=True, by=administrator
    )
    users: dict[str, User] = {Role.ADMINISTRATOR: administrator, Role.AGENCY: _user(Role.AGENCY, None)}
    for role in (Role.OFFICER, Role.HEAD, Role.ANALYST, Role.ZONE_MANAGER, Role.INVESTOR):
        users[role] = _user(role, None if role == Role.INVESTOR else office)
    colleagues = [_user(Role.OFFICER, office, number) for number in (2, 3)]
    authority = _organisation(users[Role.HEAD], words.AUTHORITY, kind="government", country=country)
    dice = random.Random(SEED)  # noqa: S311  # a seed, not a secret
    return Region(dice, users, office, area, authority, [users[Role.OFFICER], *colleagues])


def _user(role: Role, office: Office | None, number: int = 1) -> User:
    name, address = (f"Sample {Role(role).label.lower()}", str(role))
    if number > 1:
        name, address = f"{name} {number}", f"{address}-{number}"
    return User.objects.create_user(f"{address}@sample.kelisim.example", name=name, role=role, office=office)


# ---------------------------------------------------------------- companies and people


def _make_companies(region: Region) -> None:
    for number in range(1, 41):
        sector, word, _plant, _product = words.TRADES[number % len(words.TRADES)]
        code = COUNTRIES[number % len(COUNTRIES)]
        region.companies.append(
            _organisation(
                region.head,
                numbered(words.marked(word), number),
                country=area_by_code(code),
                bin=_made_up_bin(number) if code == "KZ" else "",
                sector=sector,
            )
        )
    parties.add_representative(region.companies[0], user=region.users[Role.INVESTOR], by=region.head)


def _organisation(by: User, names: dict[str, str], **facts: object) -> Organisation:
    organisation = parties.create_organisation(by, name=names["en"], names=names, is_sample=True, by=by, **facts)
    return parties.publish_organisation(organisation, by=by)


def _made_up_bin(number: int) -> str:
    """Sound by its check digit, with a month of registration that no company has: December 2050."""
    digits = f"501240{number:05}"
    return f"{digits}{check_digit(digits)}" if check_digit(digits) is not None else ""


def _make_people(region: Region) -> None:
    title = words.told("Директор", "Директор", "Director", "Müdür", "经理")
    for number, company in enumerate(region.companies[:30], 1):
        names = numbered(words.PERSON, number)
        person = parties.create_person(
            region.officer, name=names["en"], names=names, country=company.country, is_sample=True, by=region.officer
        )
        parties.create_position(region.officer, person=person, organisation=company, title=title, by=region.officer)
        parties.create_contact(
            region.office,
            person=person,
            organisation=company,
            kind="email",
            value=f"person-{number:02}@sample.kelisim.example",
            by=region.officer,
        )
        region.people.append(person)


def _make_dialogues(region: Region) -> None:
    """The office at work on the day on which it is loaded: a talk with each company, and for some a visit before it."""
    today = timezone.localdate()
    for number, company in enumerate(region.companies):
        owner = region.officers[number % len(region.officers)]
        visited = today - timedelta(days=45 + 29 * number % 210)
        talked = today - timedelta(days=1 + 7 * number % 71)
        people = [region.people[number]] if number < len(region.people) else []
        if number % 8:
            _make_talk(region, company, people, "visit", visited, owner, done=True)
        _make_talk(
            region, company, people, ("call", "letter", "video")[number % 3], talked, owner, done=number % 3 == 0
        )


def _make_talk(
    region: Region, company: Organisation, people: list[Person], kind: str, day: date, owner: User, *, done: bool
) -> None:
    parties.create_dialogue(
        region.office,
        organisation=company,
        people=people,
        kind=kind,
        happened_at=_moment(day, 10 + day.day % 7),
        summary=words.SAID,
        next_step=words.NEXT,
        owner=owner,
        due=day + timedelta(days=21 + day.day),
        done_on=day if done else None,
        by=owner,
    )


# ---------------------------------------------------------------- the zone


def _make_zone(region: Region) -> Zone:
    by = region.officer
    zone = zones.create_zone(
        region.office,
        slug="sample-zone",
        kind="industrial",
        name=words.ZONE,
        about=words.ZONE_ABOUT,
        area=region.area,
        hectares=Decimal(240),
        start=date(2021, 4, 1),
        by=by,
    )
    zones.publish_zone(zone, by=region.head)
    zones.add_manager(zone, user=region.users[Role.ZONE_MANAGER], by=region.head)
    region.plots = [_make_plot(zone, number, by) for number in range(24)]
    _make_buildings(region, zone)
    _make_utilities(zone, by)
    _make_tariffs(zone, by)
    _make_residents(region, zone)
    _make_applications(region, zone)
    return zone


def _make_plot(zone: Zone, number: int, by: User) -> Plot:
    """Six plots in each of four rows on a plan of 1000 by 600, with roads between them; a hectare is 2,500 of its units."""
    row, column = divmod(number, 6)
    left, top, width, height = 30 + column * 160, 30 + row * 142, 100 + (number * 37) % 41, 80 + (number * 23) % 31
    return zones.create_plot(
        zone,
        number=f"{'ABCD'[row]}-{column + 1}",
        hectares=Decimal(width * height) / 2500,
        state=PLOT_STATES[number % len(PLOT_STATES)],
        purpose=words.PURPOSE,
        has_rail=row == 3,
        has_road=number % 5 != 4,
        hazard_class=2 + number % 4,
        outline=[[left, top], [left + width, top], [left + width, top + height], [left, top + height]],
        by=by,
    )


def _make_buildings(region: Region, zone: Zone) -> None:
    for number, plot in enumerate(_plots(region, "occupied")[:4], 1):
        zones.create_building(
            zone,
            plot=plot,
            number=f"H-{number}",
            square_metres=Decimal(1200 * number),
            state="open" if number % 2 else "occupied",
            is_for_buy_out=number > 2,
            about=words.HALL,
            by=region.officer,
        )


def _plots(region: Region, state: str) -> list[Plot]:
    return [plot for plot in region.plots if plot.state == state]


def _make_utilities(zone: Zone, by: User) -> None:
    rows = [
        ("power", "20", date(2021, 4, 1), date(2026, 6, 30)),
        ("power", "45", date(2026, 7, 1), None),
        ("water", "3000", date(2021, 4, 1), None),
        ("sewage", "2400", date(2021, 4, 1), None),
        ("gas", "5000", date(2023, 1, 1), None),
        ("rail", "12", date(2022, 1, 1), None),
        ("telecom", "1000", date(2021, 4, 1), None),
    ]
    for kind, capacity, start, end in rows:
        zones.create_utility(zone, kind=kind, capacity=Decimal(capacity), start=start, end=end, by=by)


def _make_tariffs(zone: Zone, by: User) -> None:
    rows = [
        ("lease_land", "450000", 2025, 2025),
        ("lease_land", "480000", 2026, 2027),
        ("buy_land", "6500000", 2025, 2027),
        ("lease_building", "1900", 2025, 2027),
        ("power", "24.6", 2025, 2027),
        ("water", "210", 2025, 2027),
        ("service", "95000", 2025, 2027),
    ]
    for kind, amount, first, last in rows:
        zones.create_tariff(
            zone,
            kind=kind,
            amount=Decimal(amount),
            currency="KZT",
            start=date(first, 1, 1),
            end=date(last, 12, 31),
            by=by,
        )


def _make_residents(region: Region, zone: Zone) -> None:
    for number, plot in enumerate(_plots(region, "occupied")):
        start = date(2022 + number % 3, 1 + number, 1)
        zones.create_resident(zone, organisation=region.companies[number], plots=[plot], start=start, by=region.officer)


def _make_applications(region: Region, zone: Zone) -> None:
    decided = {"accepted": {}, "declined": words.DECLINED}
    for number, state in enumerate(("handed_in", "studied", "accepted", "declined", "studied", "handed_in")):
        day = DAY - timedelta(days=20 * (number + 1))
        application = zones.create_application(
            zone,
            organisation=region.companies[20 + number],
            plot=_plots(region, "open")[number % 3],
            hectares=Decimal(2 + number),
            purpose=words.APPLIED,
            state="studied" if state in decided else state,
            handed_in_on=day,
            by=region.officer,
        )
        if state in decided:
            zones.decide_application(
                application, state=state, on=day + timedelta(days=14), reason=decided[state], by=region.officer
            )


# ---------------------------------------------------------------- events


def _make_forum(region: Region) -> Event:
    forum = _make_event(
        region, "sample-forum", "forum", words.FORUM, date(2025, 9, 17), 2, area=region.area, place=words.PLACE
    )
    _make_programme(region, forum, words.PROGRAMME)
    for number, company in enumerate(region.companies[:30]):
        events.create_participation(
            forum,
            organisation=company,
            person=region.people[number],
            role="speaker" if number % 10 == 0 else "participant",
            state=("checked_in", "checked_in", "registered", "no_show")[number % 4],
            languages=["kk", "ru"] if number % 2 else ["en"],
            by=region.officer,
        )
    return forum


def _make_delegation(region: Region) -> Event:
    bursa = area_by_code("TR-16")
    trip = _make_event(
        region, "sample-delegation", "delegation", words.DELEGATION, date(2025, 10, 6), 3, area=bursa, place=words.BURSA
    )
    _make_programme(region, trip, words.TRIP)
    for number, person in enumerate(region.people[:8]):
        role = "leader" if number == 0 else "member"
        events.create_participation(trip, person=person, role=role, state="checked_in", by=region.officer)
    for number, (text, step) in enumerate(words.LESSONS):
        due = date(2025, 11, 30) + timedelta(days=150 * number)
        lesson = events.create_lesson(trip, text=text, step=step, owner=region.officer, due=due, by=region.officer)
        if number == 0:
            events.finish_lesson(lesson, on=date(2025, 11, 20), by=region.officer)
    return trip


def _make_event(
    region: Region, slug: str, kind: str, title: dict[str, str], start: date, days: int, **facts: object
) -> Event:
    event = events.create_event(
        region.office,
        slug=slug,
        kind=kind,
        title=title,
        start=start,
        end=start + timedelta(days=days - 1),
        partners=[area_by_code(code) for code in ("TR", "CN", "KG")[: 1 if kind == "delegation" else 3]],
        by=region.officer,
        **facts,
    )
    return events.publish_event(event, by=region.head)


def _make_programme(region: Region, event: Event, rows: list[tuple[str, int, int, int, dict[str, str]]]) -> None:
    assert event.start is not None
    for kind, day, first, last, title in rows:
        on = event.start + timedelta(days=day)
        events.create_programme_item(
            event, kind=kind, title=title, starts_at=_moment(on, first), ends_at=_moment(on, last), by=region.officer
        )


def _moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE_OF_TIME)


# ---------------------------------------------------------------- the pool


def _make_pool(region: Region, zone: Zone) -> None:
    for number, jobs in enumerate(_parts(region.dice, JOBS_LAUNCHED, LAUNCHED), 1):
        _make_project(region, zone, number, jobs, "commissioning")
    _launch(region)
    for number, jobs in enumerate(_parts(region.dice, JOBS_UNDER_WAY, UNDER_WAY), LAUNCHED + 1):
        _make_project(region, zone, number, jobs, "construction")
    for number, jobs in enumerate(_parts(region.dice, JOBS_WAITING, WAITING), LAUNCHED + UNDER_WAY + 1):
        _make_project(region, zone, number, jobs, WAITING_STAGES[number % len(WAITING_STAGES)])


def _parts(dice: random.Random, total: int, number: int) -> list[int]:
    """`number` whole parts of a total, each between half and one and a half of their mean."""
    weights = [dice.uniform(0.5, 1.5) for _each in range(number)]
    parts = [int(total * weight / sum(weights)) for weight in weights]
    for place in range(total - sum(parts)):
        parts[place] += 1
    return parts


def _make_project(region: Region, zone: Zone, number: int, jobs: int, stage: str) -> None:
    sector, _word, plant, product = words.TRADES[number % len(words.TRADES)]
    company = region.companies[number % len(region.companies)]
    is_begun = stage in ("construction", "commissioning")
    amount, currency = _amount(region.dice, jobs, number)
    start = _start(number, stage)
    plot = _next_building_plot(region) if stage == "construction" else None
    project = projects.create_project(
        region.office,
        number=f"S-{number:03}",
        title=numbered(plant, number),
        product=product,
        organisation=company,
        area=region.area,
        origin=company.country,
        zone=zone if plot else None,
        plot=plot,
        sector=sector,
        stage=stage,
        stage_since=_since(number, stage),
        status=_status(number, is_begun=is_begun),
        amount=amount,
        currency=currency,
        jobs_planned=jobs,
        site=f"XA-01-{number:03}" if stage in SITE_STAGES and not plot else "",
        planned_start=start,
        started_on=start if is_begun else None,
        planned_launch=date(start.year + 1, 12, 1),
        owner=region.officers[number % len(region.officers)],
        next_step=words.NEXT if number % 4 == 0 else {},
        next_step_due=timezone.localdate() + timedelta(days=(number * 17) % 120 - 25) if number % 4 == 0 else None,
        by=region.officer,
    )
    if plot:
        projects.claim_utility(
            project,
            kind="power",
            amount=Decimal(2 + number % 5),
            start=start,
            is_firm=number % 2 == 0,
            by=region.officer,
        )
    region.projects.append(projects.publish_project(project, by=region.head))


def _since(number: int, stage: str) -> date:
    """What is to be launched was made ready some weeks before; what waits has waited up to ten months by now."""
    if stage == "commissioning":
        return _launch_day(number) - timedelta(days=20 + (number * 13) % 70)
    return (DAY if stage == "construction" else timezone.localdate()) - timedelta(days=(number * 13) % 300)


def _launch_day(number: int) -> date:
    return date(2025, 2, 10) + timedelta(days=9 * number)


def _start(number: int, stage: str) -> date:
    """Works that are done began in 2024, those under way in 2025, the others begin later."""
    if stage in ("construction", "commissioning"):
        return date(2024 if stage == "commissioning" else 2025, 1 + number % 9, 1)
    return date(2026 + number % 2, 1 + number % 12, 1)


def _status(number: int, *, is_begun: bool) -> str:
    if number % 7 == 0:
        return "delayed"
    return "dormant" if number % 11 == 0 and not is_begun else "moving"


def _next_building_plot(region: Region) -> Plot | None:
    """A plot under construction that no project holds yet."""
    held = {project.plot_id for project in region.projects}
    return next((plot for plot in _plots(region, "building") if plot.pk not in held), None)


def _amount(dice: random.Random, jobs: int, number: int) -> tuple[Decimal, str]:
    """An amount of twenty to sixty million tenge a job, for some projects in another currency at a round rate."""
    tenge = Decimal(jobs * dice.randint(20, 60)) * 1_000_000
    currency, rate = {3: ("USD", 500), 7: ("CNY", 70), 9: ("TRY", 12), 11: ("EUR", 600)}.get(number % 12, ("KZT", 1))
    return (tenge / rate).quantize(Decimal("1E4")), currency


def _launch(region: Region) -> None:
    """The officer claims each launch, the head confirms it."""
    planned = [project.jobs_planned or 0 for project in region.projects]
    created = _less(planned, sum(planned) - JOBS_CREATED)
    for number, (project, jobs) in enumerate(zip(region.projects, created, strict=True), 1):
        day = _launch_day(number)
        claim = projects.claim_confirmation(
            project, milestone="launch", day=day, jobs=jobs, reference=f"Sample act S-{number:03}", by=region.officer
        )
        projects.confirm(claim, by=region.head)
        projects.add_log_entry(project, day=day, text=words.LAUNCHED, by=region.officer)
        project.refresh_from_db()
        if number % 2:
            projects.move_stage(project, stage="working", since=day, by=region.officer)


def _less(planned: list[int], missing: int) -> list[int]:
    """The planned jobs, less so many in all, taken evenly."""
    share, rest = divmod(missing, len(planned))
    return [jobs - share - (1 if place < rest else 0) for place, jobs in enumerate(planned)]


# ---------------------------------------------------------------- agreements


def _make_agreements(region: Region, forum: Event, delegation: Event) -> None:
    signed_at_forum = [
        _make_agreement(region, number, "memorandum", Decimal(bn) * 10**9, "KZT", forum, forum.start)
        for number, bn in enumerate(MEMORANDA, 1)
    ]
    for number in range(8, 13):
        _make_agreement(region, number, "agreement", Decimal(32_000_000), "USD", delegation, delegation.end)
    for number, state in enumerate(AGREEMENT_STATES, 13):
        kind = ("contract", "roadmap", "memorandum")[number % 3]
        bn = Decimal(MEMORANDA[0]) if number == SAME_DEAL else Decimal(number)
        day = None if state in ("draft", "agreed") else date(2025, 1 + number % 8, 15)
        agreement = _make_agreement(region, number, kind, bn * 10**9, "KZT", None, day)
        if state not in ("signed", "draft"):
            reason = words.REASON if state in ("lapsed", "terminated") else None
            agreements.move_agreement(agreement, state=state, on=day or DAY, reason=reason, by=region.officer)
        if number == SAME_DEAL:
            agreements.join_agreements(agreement, with_=signed_at_forum[0], by=region.officer)


def _make_agreement(
    region: Region, number: int, kind: str, amount: Decimal, currency: str, event: Event | None, day: date | None
) -> Agreement:
    project = region.projects[number + 10]
    investor = project.organisation or region.companies[number]
    agreement = agreements.create_agreement(
        region.office,
        kind=kind,
        number=f"S-{number:02}",
        title=numbered(words.PAPERS[kind], number),
        area=region.area,
        partner=investor.country if investor.country and investor.country.code != "KZ" else None,
        event=event,
        sector=investor.sector,
        amount=amount,
        currency=currency,
        by=region.officer,
    )
    agreements.add_party(agreement, organisation=region.authority, role="authority", by=region.officer)
    agreements.add_party(agreement, organisation=investor, role="investor", by=region.officer)
    agreements.link_project(agreement, project=project, by=region.officer)
    if day:
        agreements.sign_agreement(agreement, on=day, by=region.officer)
        agreements.publish_agreement(agreement, by=region.head)
    _make_commitments(region, agreement, investor, number)
    return agreement


def _make_commitments(region: Region, agreement: Agreement, investor: Organisation, number: int) -> None:
    for place, organisation in enumerate((region.authority, investor)):
        due = date(2025, 10, 31) + timedelta(days=47 * number * (1 + place) % 900)
        commitment = agreements.add_commitment(
            agreement,
            text=words.PROMISES[(number + 2 * place) % len(words.PROMISES)],
            organisation=organisation,
            owner=region.officer,
            due=due,
            by=region.officer,
        )
        if number % 5 == 0:
            agreements.settle_commitment(commitment, state="kept", on=min(due, DAY), by=region.officer)
        elif number % 9 == 0:
            agreements.settle_commitment(commitment, state="broken", on=DAY, reason=words.REASON, by=region.officer)

"""Rows for tests: each function stores a sound row with sensible facts; keywords replace them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.agreements.models import Agreement, AgreementParty, Commitment
from kelisim.cases.models import Case, CaseCategory, EscalationRule
from kelisim.common.models import Area, CalendarDay, File, Source
from kelisim.engines.values.codes import check_digit
from kelisim.events.models import Event, Invitation, Participation
from kelisim.incentives.models import Incentive
from kelisim.indicators.models import Indicator, Observation, Target
from kelisim.parties.models import Dialogue, Organisation, Person, Representative
from kelisim.press.models import Article, ArticleVersion, Claim, Feed
from kelisim.projects.models import (
    CalculationIndex,
    PoolRule,
    ProcedureStep,
    Project,
    Proposal,
    SheetImport,
    StudyProcedure,
)
from kelisim.zones.models import Plot, Zone, ZoneManager

Row = TypeVar("Row", bound=models.Model)
NUMBERS = itertools.count(1)
PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)


def _store(row: Row) -> Row:
    """Keep a row. Its constraints are left to the database, which says them too: to ask each beforehand is a query each."""
    row.full_clean(validate_constraints=False)
    row.save()
    return row


def make_office(slug: str = "turkistan", **facts: Any) -> Office:
    """The office of that slug, made on first use."""
    found = Office.objects.filter(slug=slug).first()
    name = {"en": f"Office of {slug.title()}"}
    return found or _store(Office(**{"slug": slug, "name": name, "area_codes": ["KZ-61"], **facts}))


def make_user(role: str = Role.OFFICER, **facts: Any) -> User:
    """A user; of the office of Turkistan where the role asks for an office."""
    number = next(NUMBERS)
    if role in OFFICE_ROLES and "office" not in facts:
        facts["office"] = make_office()
    return User.objects.create_user(
        **{
            "email": f"{role}-{number}@kelisim.example",
            "name": f"{role} {number}",
            "role": role,
            "language": "en",
            **facts,
        }
    )


def make_area(code: str = "KZ-61", **facts: Any) -> Area:
    """The area of that code, made on first use with the country that it is part of."""
    found = Area.everything.filter(code=code).first()
    if found:
        return found
    country, _dash, part = code.partition("-")
    basics: dict[str, Any] = {"code": code, "kind": "region" if part else "country", "name": {"en": f"Area {code}"}}
    return _store(Area(**basics | ({"parent": make_area(country)} if part else {}) | facts))


def make_bin() -> str:
    """A sound BIN that is not yet in use in this run."""
    while True:
        digits = f"200140{next(NUMBERS):05}"
        last = check_digit(digits)
        if last is not None:
            return f"{digits}{last}"


def make_organisation(**facts: Any) -> Organisation:
    """A company."""
    return _store(Organisation(**{"name": f"Company {next(NUMBERS)}", **facts}))


def make_person(**facts: Any) -> Person:
    """Somebody."""
    return _store(Person(**{"name": f"Person {next(NUMBERS)}", **facts}))


def make_representative(user: User, organisation: Organisation) -> Representative:
    """The user acts for the organisation."""
    return _store(Representative(user=user, organisation=organisation))


def make_dialogue(**facts: Any) -> Dialogue:
    """A call."""
    basics = {"kind": "call", "happened_at": PUBLISHED, "summary": {"en": "They asked for a plot."}}
    facts.setdefault("office", make_office())
    facts.setdefault("organisation", make_organisation())
    return _store(Dialogue(**basics | facts))


def make_source(**facts: Any) -> Source:
    """A document."""
    return _store(Source(**{"kind": "document", "title": "Order 12", **facts}))


def make_zone(**facts: Any) -> Zone:
    """An industrial zone."""
    basics = {"slug": f"zone-{next(NUMBERS)}", "kind": "industrial", "name": {"en": "Industrial zone"}}
    facts.setdefault("office", make_office())
    facts.setdefault("area", make_area())
    return _store(Zone(**basics | facts))


def make_zone_manager(zone: Zone, **facts: Any) -> User:
    """A user who runs the zone."""
    user = make_user(Role.ZONE_MANAGER, **facts)
    _store(ZoneManager(zone=zone, user=user))
    return user


def make_plot(zone: Zone | None = None, **facts: Any) -> Plot:
    """A plot of two hectares."""
    return _store(Plot(**{"zone": zone or make_zone(), "number": str(next(NUMBERS)), "hectares": Decimal(2), **facts}))


def make_incentive(**facts: Any) -> Incentive:
    """A relief of tax."""
    basics = {
        "code": f"relief-{next(NUMBERS)}",
        "kind": "tax",
        "name": {"en": "Relief of land tax"},
        "text": {"en": "No land tax for ten years."},
        "legal_basis": {"en": "Tax code"},
        "checked_on": date(2026, 1, 1),
    }
    facts.setdefault("source", make_source())
    return _store(Incentive(**basics | facts))


def make_proposal(**facts: Any) -> Proposal:
    """A draft of a proposal."""
    basics = {"title": {"en": "A textile mill"}, "text": {"en": "Yarn from local cotton."}}
    facts.setdefault("office", make_office())
    facts.setdefault("organisation", make_organisation())
    if facts.get("state") in ("accepted", "declined"):
        facts.setdefault("reason", {"en": "It was looked into."})
    return _store(Proposal(**basics | facts))


def make_procedure(*days: int, **facts: Any) -> StudyProcedure:
    """A procedure in use, with a step for each number of working days."""
    facts.setdefault("office", make_office())
    procedure = _store(StudyProcedure(**{"name": {"en": f"Procedure {next(NUMBERS)}"}, **facts}))
    for place, count in enumerate(days, 1):
        _store(ProcedureStep(procedure=procedure, place=place, days=count, title={"en": f"Step {place}"}))
    return procedure


def make_project(**facts: Any) -> Project:
    """An idea of a project."""
    facts.setdefault("office", make_office())
    facts.setdefault("area", make_area())
    return _store(Project(**{"title": {"en": f"Mill {next(NUMBERS)}"}, **facts}))


def make_calculation_index(**facts: Any) -> CalculationIndex:
    """3,932 tenge from the beginning of 2025."""
    return _store(CalculationIndex(**{"day": date(2025, 1, 1), "tenge": Decimal(3932), **facts}))


def make_file(**facts: Any) -> File:
    """A row of a file whose bytes nobody has."""
    basics = {"digest": "0" * 64, "name": "plan.pdf", "media_type": "application/pdf", "size": 1}
    return _store(File(**basics | facts))


def make_calendar_day(**facts: Any) -> CalendarDay:
    """A Tuesday on which nobody works."""
    basics = {"day": date(2026, 12, 22), "kind": "day_off", "name": {"en": "A day off"}, "basis": "Decree 7"}
    return _store(CalendarDay(**basics | facts))


def make_pool_rule(**facts: Any) -> PoolRule:
    """A project of 100,000 indices is national."""
    basics = {"day": date(2025, 1, 1), "indices": Decimal(100_000), "basis": "Order 12"}
    return _store(PoolRule(**basics | facts))


def make_sheet_import(**facts: Any) -> SheetImport:
    """An opened sheet with two columns."""
    facts.setdefault("office", make_office())
    facts.setdefault("by", make_user())
    file = make_file(office=facts["office"])
    columns = [{"letter": letter, "words": letter, "field": "", "scale": 0, "currency": ""} for letter in "AB"]
    head = {"first": 1, "last": 1, "columns": columns, "is_remembered": False, "sheets": ["Pool"]}
    return _store(SheetImport(**{"file": file, "sheet": "Pool", "head": head, "columns": {"A": "title"}, **facts}))


def make_case(**facts: Any) -> Case:
    """An open question."""
    basics = {
        "kind": "question",
        "title": {"en": "Power"},
        "text": {"en": "When is the line ready?"},
        "opened_at": PUBLISHED,
    }
    facts.setdefault("office", make_office())
    facts.setdefault("organisation", make_organisation())
    return _store(Case(**basics | facts))


def make_case_category(**facts: Any) -> CaseCategory:
    """Power, to be answered within ten working days."""
    return _store(CaseCategory(**{"name": {"en": "Power"}, "days": 10, **facts}))


def make_escalation_rule(**facts: Any) -> EscalationRule:
    """To the heads after five working days on the clock."""
    return _store(EscalationRule(**{"level": "head", "after_days": 5, **facts}))


def make_event(**facts: Any) -> Event:
    """A forum of two days."""
    basics = {"slug": f"forum-{next(NUMBERS)}", "kind": "forum", "title": {"en": "Investment forum"}}
    facts.setdefault("office", make_office())
    facts.setdefault("area", make_area())
    return _store(Event(**basics | {"start": date(2026, 5, 12), "end": date(2026, 5, 13)} | facts))


def make_invitation(event: Event, **facts: Any) -> Invitation:
    """An invitation to a company, in English."""
    basics = {"email": f"invitee-{next(NUMBERS)}@kelisim.example", "language": "en"}
    facts.setdefault("organisation", make_organisation())
    return _store(Invitation(**basics | {"event": event} | facts))


def make_participation(event: Event, **facts: Any) -> Participation:
    """A company at an event."""
    facts.setdefault("organisation", make_organisation())
    return _store(Participation(event=event, **facts))


def make_agreement(*, parties: int = 0, **facts: Any) -> Agreement:
    """A draft of a memorandum with so many parties."""
    facts.setdefault("office", make_office())
    facts.setdefault("area", make_area())
    agreement = _store(Agreement(**{"title": {"en": f"Memorandum {next(NUMBERS)}"}, **facts}))
    for _each in range(parties):
        _store(AgreementParty(agreement=agreement, organisation=make_organisation()))
    return agreement


def make_commitment(agreement: Agreement, **facts: Any) -> Commitment:
    """A promise to build a road."""
    return _store(Commitment(**{"agreement": agreement, "text": {"en": "Build a road."}, **facts}))


def make_indicator(measure: str = "fdi", of: str = "", **facts: Any) -> Indicator:
    """The indicator of a measure, made on first use."""
    found = Indicator.objects.filter(measure=measure, of=of, basis=facts.get("basis", "unstated")).first()
    code = f"{measure}-{of}-{facts.get('basis', '')}".strip("-").replace("_", "-")
    return found or _store(Indicator(**{"code": code, "measure": measure, "of": of, "name": {"en": measure}, **facts}))


def make_observation(measure: str = "fdi", **facts: Any) -> Observation:
    """Foreign direct investment of 543.5 million dollars in half a year."""
    basics = {"value": Decimal("543500000"), "unit": "USD", "start": date(2025, 1, 1), "end": date(2025, 6, 30)}
    facts.setdefault("office", make_office())
    facts.setdefault("area", make_area())
    return _store(Observation(indicator=make_indicator(measure), **basics | facts))


def make_target(measure: str = "fdi", **facts: Any) -> Target:
    """475 million dollars in a year."""
    basics = {"value": Decimal("475000000"), "unit": "USD", "start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    facts.setdefault("office", make_office())
    facts.setdefault("area", make_area())
    return _store(Target(indicator=make_indicator(measure), **basics | facts))


def make_feed(**facts: Any) -> Feed:
    """A feed that is due."""
    number = next(NUMBERS)
    basics = {"name": f"Feed {number}", "url": f"https://news.example/feed-{number}", "due_at": PUBLISHED}
    facts.setdefault("office", make_office())
    facts.setdefault("keeper", make_user(office=facts["office"]))
    return _store(Feed(**basics | facts))


def make_article(text: str = "Облыста 34 жоба іске қосылды.", **facts: Any) -> Article:
    """An article with one text."""
    facts.setdefault("office", make_office())
    basics = {"slug": f"article-{next(NUMBERS)}", "title": "Жобалар", "language": "kk", "day": date(2025, 12, 22)}
    article = _store(Article(**basics | facts))
    _store(ArticleVersion(article=article, digest=f"{next(NUMBERS):064}", text=text))
    return article


def make_claim(article: Article | None = None, **facts: Any) -> Claim:
    """A claim of 34 launched projects, waiting."""
    article = article or make_article()
    version = article.versions.latest()
    basics = {
        "offset": 8, "length": 7, "quote": "34 жоба", "measure": "project_count", "value": Decimal(34), "unit": "project",
        "bound": "exact", "status": "actual", "stage": "launched", "reader": "rules-1", "evidence": {"sentence": [0, 29]},
    }  # fmt: skip
    facts.setdefault("area", make_area())
    make_indicator(facts.get("measure", "project_count"), facts.get("of", ""))
    return _store(Claim(version_of=version, **basics | facts))

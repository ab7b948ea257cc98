"""Proposals and cases of the sample region, in every state that they can have, counted back from the day of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from kelisim.accounts.models import Role, User
from kelisim.cases import services as cases
from kelisim.cases.escalation import escalate
from kelisim.cases.models import Case, CaseCategory
from kelisim.common.calendars import working_calendar
from kelisim.engines.values.working_days import WorkingCalendar
from kelisim.projects import services as projects
from kelisim.projects import studies
from kelisim.projects.models import Project, Proposal, ProposalStep
from kelisim.samples import words
from kelisim.samples.words import numbered

if TYPE_CHECKING:
    from kelisim.samples.sample_region import Region

ZONE_OF_TIME = ZoneInfo("Asia/Almaty")
# How long ago a case came, after how many working days it was answered and closed, and how the investor found it.
PAST_CASES = (
    (190, 2, 4, 5), (170, 5, 9, 4), (150, 14, 21, 2), (140, 1, 3, 5), (120, 8, 12, 4), (105, 3, 3, None),
    (90, 11, 19, 3), (75, 6, 10, 4), (60, 2, 6, 5), (45, 9, 13, None),
)  # fmt: skip


@dataclass
class Service:
    """For whom the sample is made, and how days are counted."""

    region: Region
    today: date
    calendar: WorkingCalendar
    categories: list[CaseCategory]

    def officer(self, number: int) -> User:
        """Who answers for one thing after the other."""
        return self.region.officers[number % len(self.region.officers)]

    def back(self, days: int) -> date:
        """The working day so many working days before today."""
        day, left = self.today, days
        while left or not self.calendar.is_working(day):
            left -= self.calendar.is_working(day)
            day -= timedelta(days=1)
        return day

    def moment(self, day: date, hour: int) -> datetime:
        """An hour of the office on a day."""
        return datetime.combine(day, time(hour), ZONE_OF_TIME)


def make_service(region: Region) -> None:
    """Proposals and cases at work, with the categories, the rules and the procedure that each installation begins with."""
    service = Service(region, timezone.localdate(), working_calendar(), list(CaseCategory.objects.all()))
    _make_proposals(service)
    _make_past_cases(service)
    _make_open_cases(service)
    escalate(timezone.now(), cases=Case.objects.filter(office=region.office))


# -------------------------------------------------------------- proposals


def _make_proposals(service: Service) -> None:
    """Drafts, proposals at each step, decided ones; those further back were done."""
    region = service.region
    investor = region.users[Role.INVESTOR]
    company = region.companies[0]
    facts = _facts(service, 1)
    projects.create_own_proposal(company, office=region.office, title=facts["title"], language="kk", by=investor)
    for number, (ago, steps, state) in enumerate(
        ((2, 0, ""), (6, 1, ""), (9, 2, ""), (22, 3, ""), (40, 4, "accepted"), (55, 4, "accepted"), (70, 2, "declined"), (95, 4, "accepted"), (120, 1, "declined")),
        2,
    ):  # fmt: skip
        _make_proposal(service, number, service.back(ago), steps, state)


def _facts(service: Service, number: int) -> dict[str, Any]:
    sector, _word, plant, _product = words.TRADES[(number * 5) % len(words.TRADES)]
    return {
        "title": numbered(plant, 200 + number), "text": words.PROPOSED, "area": service.region.area, "sector": sector,
        "amount": Decimal(number * 750_000_000), "currency": "KZT", "jobs": 20 * number,
    }  # fmt: skip


def _make_proposal(service: Service, number: int, day: date, steps: int, state: str) -> None:
    region = service.region
    company = region.companies[0] if number in (3, 6) else region.companies[number * 2]
    proposal = projects.create_proposal(
        region.office, organisation=company, state="handed_in", handed_in_on=day, owner=service.officer(number),
        language="ru" if number % 2 else "kk", by=region.officer, **_facts(service, number),
    )  # fmt: skip
    studies.begin_study(proposal, by=region.officer)
    last = _finish(service, proposal, day, steps)
    if not state:
        return
    reason = words.ACCEPTED if state == "accepted" else words.DECLINED
    decided = service.calendar.after(last, 1)
    projects.decide_proposal(proposal, state=state, on=decided, reason=reason, by=region.officer)
    studies.issue_letter(proposal, signatory=region.head, by=region.officer)
    if state == "accepted" and number != 6:
        _join_to_pool(service, proposal)


def _join_to_pool(service: Service, proposal: Proposal) -> None:
    """The project of the pool that came of it: the pool has the sums of its bulletin, so none is added."""
    waiting = Project.objects.filter(office=proposal.office, proposal__isnull=True, launched_on__isnull=True)
    project = waiting.filter(organisation=proposal.organisation).order_by("pk").first()
    if project is not None:
        projects.edit_project(project, proposal=proposal, by=service.region.officer)


def _finish(service: Service, proposal: Proposal, day: date, count: int) -> date:
    """The first steps, each done some working days after the one before."""
    for step in ProposalStep.objects.filter(proposal=proposal)[:count]:
        day = service.calendar.after(day, 1 + (step.place * 2 + proposal.pk) % 5)
        studies.finish_proposal_step(step, on=min(day, service.today), by=service.region.officer)
    return day


# ------------------------------------------------------------------ cases


def _make_case(service: Service, number: int, ago: int, **facts: Any) -> Case:
    region = service.region
    kind, title = words.CASES[number % len(words.CASES)]
    project = region.projects[number * 3]
    return cases.create_case(
        region.office,
        **{
            "kind": kind, "title": title, "text": title, "project": project, "owner": service.officer(number),
            "organisation": project.organisation or region.companies[number % 10],
            "category": service.categories[number % len(service.categories)],
            "opened_at": service.moment(service.back(ago), 10), "by": region.officer, **facts,
        },
    )  # fmt: skip


def _make_past_cases(service: Service) -> None:
    region, investor = service.region, service.region.users[Role.INVESTOR]
    for number, (ago, answer, end, score) in enumerate(PAST_CASES):
        mine = {"organisation": region.companies[0], "project": None} if number % 3 == 0 else {}
        case = _make_case(
            service, number, ago, owner=region.head if number % 4 == 3 else service.officer(number), **mine
        )
        opened = timezone.localdate(case.opened_at)
        at = service.moment(service.calendar.after(opened, answer), 15)
        cases.add_message(case, text=str(words.ANSWER["ru"]), at=at, by=region.officer)
        if mine and end > answer + 1:
            again = service.moment(service.calendar.after(opened, answer + 1), 11)
            cases.add_message(case, text=words.REPLIED["kk"], at=again, by=investor)
        closed = service.moment(service.calendar.after(opened, end), 17)
        cases.close_case(case, is_solved=number != 2, at=closed, by=region.officer)
        if mine and score:
            cases.rate_case(case, score=score, score_words=words.THANKED["ru"], by=investor)


def _make_open_cases(service: Service) -> None:
    """Fresh, old, carried up, waiting for the investor, of nobody, merged."""
    region, investor = service.region, service.region.users[Role.INVESTOR]
    own = {"organisation": region.companies[0], "project": None}
    _make_case(service, 1, 1)
    _make_case(service, 2, 4, owner=None)
    _make_case(service, 4, 12)
    old = _make_case(service, 8, 18, **own)
    cases.add_note(old, text=words.NOTED["ru"], by=region.officer)
    _make_case(service, 11, 34)
    asked = _make_case(service, 5, 8, **own)
    at = service.moment(service.back(6), 12)
    cases.add_message(asked, text=words.ASKED["kk"], is_question=True, at=at, by=region.officer)
    replied = _make_case(service, 7, 11, **own)
    cases.add_message(
        replied, text=words.ASKED["kk"], is_question=True, at=service.moment(service.back(9), 12), by=region.officer
    )
    cases.add_message(replied, text=words.REPLIED["kk"], at=service.moment(service.back(3), 9), by=investor)
    again = _make_case(service, 8, 2, title=words.AGAIN, text=words.AGAIN, **own)
    cases.merge_case(again, into=old, by=region.officer)

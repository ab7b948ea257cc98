"""Carrying cases up by size and age: which rules fit, who hears of it, and the notice that goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import pghistory
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kelisim.accounts.models import Role, User
from kelisim.cases.clocks import PAUSES
from kelisim.cases.models import Case, CaseState, Escalation, EscalationLevel, EscalationRule
from kelisim.common import formats
from kelisim.common.calendars import working_calendar
from kelisim.common.queries import rate_on
from kelisim.common.services import store
from kelisim.engines.values.working_days import WorkingCalendar

TENGE = "KZT"


@dataclass
class Scales:
    """What sizes and ages are measured with on a day; each rate is looked up once."""

    today: date
    calendar: WorkingCalendar
    _rates: dict[str, Decimal | None] = field(default_factory=dict)

    def tenge_of(self, case: Case) -> Decimal | None:
        """The worth of the case's project at the official rate; None where it is not known."""
        project = case.project
        if project is None or project.amount is None:
            return None
        if project.currency not in self._rates:
            self._rates[project.currency] = self._rate(project.currency)
        rate = self._rates[project.currency]
        return None if rate is None else project.amount * rate

    def _rate(self, currency: str) -> Decimal | None:
        if currency == TENGE:
            return Decimal(1)
        row = rate_on(currency, self.today)
        return row.tenge / row.quant if row else None


def fits(rule: EscalationRule, case: Case, *, days: int, tenge: Decimal | None) -> bool:
    """Whether a case of this age and size goes up by a rule. A size that is not known is never large enough."""
    return (
        days >= rule.after_days
        and (rule.office_id is None or rule.office_id == case.office_id)
        and (not rule.kind or rule.kind == case.kind)
        and (rule.category_id is None or rule.category_id == case.category_id)
        and (rule.least_tenge is None or (tenge is not None and tenge >= rule.least_tenge))
    )


def escalate(now: datetime, *, cases: QuerySet[Case] | None = None) -> list[Escalation]:
    """Carry up what the rules say, once a case, level and person. Doing it again carries nothing up twice."""
    rules = list(EscalationRule.objects.select_related("person"))
    rows = Case.objects.all() if cases is None else cases
    rows = rows.filter(state=CaseState.OPEN).select_related("project", "office").prefetch_related(PAUSES)
    known = set(Escalation.everything.values_list("case_id", "level", "person_id")) if rules else set()
    scales = Scales(timezone.localdate(now), working_calendar())
    with pghistory.context(user=None, action="cases.escalate"), transaction.atomic():
        return [store(each) for case in rows for each in _due(case, rules, scales, known)] if rules else []


def _due(
    case: Case, rules: list[EscalationRule], scales: Scales, known: set[tuple[int, str, int]]
) -> Iterator[Escalation]:
    days, tenge = case.clock().spent(scales.today, scales.calendar), scales.tenge_of(case)
    for rule in rules:
        if not fits(rule, case, days=days, tenge=tenge):
            continue
        for person in people_of(rule, case):
            key = (case.pk, rule.level, person.pk)
            if key not in known:
                known.add(key)
                yield Escalation(case=case, level=rule.level, rule=rule, person=person, days=days)


def people_of(rule: EscalationRule, case: Case) -> list[User]:
    """Who hears of it: the person of the rule, else every head of the office or everybody of the agency."""
    if rule.person is not None:
        is_there = rule.level == EscalationLevel.AGENCY or rule.person.office_id == case.office_id
        return [rule.person] if rule.person.is_active and is_there else []
    rows = User.objects.filter(is_active=True)
    if rule.level == EscalationLevel.AGENCY:
        return list(rows.filter(role=Role.AGENCY))
    return list(rows.filter(role=Role.HEAD, office_id=case.office_id))


def send_notices(now: datetime) -> int:
    """Send each person one letter a case that was carried up; what left is marked at once. How many left."""
    unsent = Escalation.objects.filter(sent_at__isnull=True, case__office__is_sample=False)
    rows = unsent.select_related("case__organisation", "case__owner", "person").order_by("pk")
    letters = {(row.case_id, row.person_id): row for row in rows}
    sent = 0
    with get_connection() as connection:
        for row in letters.values():
            subject, text = notice_of(row)
            letter = EmailMessage(subject, text, to=[row.person.email], connection=connection)
            if letter.send(fail_silently=True) == 1:
                unsent.filter(case=row.case_id, person=row.person_id).update(sent_at=now)
                sent += 1
    return sent


def notice_of(row: Escalation) -> tuple[str, str]:
    """Subject and text of the letter, in the language of the person."""
    with translation.override(row.person.language):
        case = row.case
        gaps = {
            "number": case.number,
            "title": case.title,
            "who": case.organisation,
            "days": formats.number(row.days),
            "owner": case.owner or _("nobody"),
        }
        lines = [
            _("A case was carried up to you: %(number)s, “%(title)s”, of %(who)s.") % gaps,
            _("Working days on the clock: %(days)s. Responsible: %(owner)s.") % gaps,
            _("It stands on your day in the workspace until you take note of it."),
        ]
        return _("Case %(number)s was carried up to you") % gaps, "\n\n".join(lines)

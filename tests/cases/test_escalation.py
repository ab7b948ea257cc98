"""Cases at work: pauses of the clock, escalation by size and age, merging, reopening, satisfaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kelisim.accounts.models import Role
from kelisim.cases import services
from kelisim.cases.clocks import wind_all
from kelisim.cases.escalation import escalate, send_notices
from kelisim.cases.models import Case, CaseMerge, CasePause, Escalation
from kelisim.cases.queries import cases_carried_up, cases_of_nobody, messages_of
from kelisim.common.models import Rate
from tests import factories as make

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def company():
    return make.make_organisation()


@pytest.fixture
def investor(company):
    user = make.make_user(Role.INVESTOR)
    make.make_representative(user, company)
    return user


def opened(company, at=MONDAY, **facts):
    return services.create_case(
        make.make_office(), organisation=company, kind="problem", title={"en": "No power"}, text={"en": "Since May"},
        opened_at=at, by=make.make_user(), **facts,
    )  # fmt: skip


def fresh(case):
    return Case.objects.get(pk=case.pk)


# ------------------------------------------------------------------ clock


def test_a_case_has_a_number_and_the_term_of_its_category(company):
    category = make.make_case_category(days=10)
    first, second = opened(company, category=category), opened(company)
    assert [first.number, second.number] == ["C-2026/0001", "C-2026/0002"]
    assert (first.due, second.due) == (date(2026, 3, 16), date(2026, 3, 23))
    services.edit_case(second, category=category, by=make.make_user())
    assert (second.term, second.due) == (10, date(2026, 3, 16))


def test_the_clock_stands_still_while_the_investor_is_asked(company, investor):
    officer, case = make.make_user(), opened(company)
    services.add_message(case, text="Which line?", is_question=True, at=MONDAY + DAY, by=officer)
    case = fresh(case)
    assert (case.state, case.due, case.answered_at) == ("waiting", None, None)
    services.add_message(case, text="Line 4", at=MONDAY + 8 * DAY, by=investor)
    case = fresh(case)
    assert (case.state, case.due) == ("open", date(2026, 3, 30))
    services.add_message(case, text="Connected", at=MONDAY + 9 * DAY, by=officer)
    case = fresh(case)
    assert (case.state, case.answer_days) == ("answered", 2)
    assert CasePause.objects.filter(case=case).count() == 2


def test_deadlines_follow_the_calendar(company):
    case = opened(company)
    make.make_calendar_day(day=date(2026, 3, 9))
    assert wind_all() == 1
    assert fresh(case).due == date(2026, 3, 24)
    assert wind_all() == 0


def test_nobody_is_left_without_an_answer(company):
    officer, case = make.make_user(), opened(company)
    with pytest.raises(ValidationError) as refused:
        services.close_case(case, is_solved=True, by=officer)
    assert set(refused.value.message_dict) == {"text"}
    services.close_case(case, is_solved=True, text="It runs.", at=MONDAY + 2 * DAY, by=officer)
    case = fresh(case)
    assert (case.state, case.answer_days, case.decision_days) == ("solved", 2, 2)


# ------------------------------------------------------------- escalation


def test_an_old_case_goes_up_once_and_a_young_one_does_not(company):
    head = make.make_user(Role.HEAD)
    make.make_escalation_rule(after_days=5)
    old, young = opened(company), opened(company, at=MONDAY + 4 * DAY)
    [one] = escalate(MONDAY + 7 * DAY)
    assert (one.case, one.person, one.level, one.days) == (old, head, "head", 5)
    assert escalate(MONDAY + 7 * DAY) == []
    assert [each.case for each in cases_carried_up(head)] == [old]
    assert {each.case for each in escalate(MONDAY + 11 * DAY)} == {young}
    services.note_escalation(one, by=head)
    assert [each.case for each in cases_carried_up(head)] == [young]
    with pytest.raises(PermissionDenied):
        services.note_escalation(one, by=head)


def test_who_is_head_and_governor_hears_of_a_case_once(company, mailoutbox):
    head = make.make_user(Role.HEAD)
    make.make_escalation_rule(after_days=5)
    make.make_escalation_rule(level="governor", after_days=6)
    opened(company)
    assert len(escalate(MONDAY + 10 * DAY)) == 2
    assert send_notices(timezone.now()) == 1
    [carried] = cases_carried_up(head)
    assert carried.level == "governor"
    services.note_escalation(carried, by=head)
    assert list(cases_carried_up(head)) == []


def test_days_of_waiting_for_the_investor_do_not_make_a_case_old(company):
    make.make_user(Role.HEAD)
    make.make_escalation_rule(after_days=5)
    case = opened(company)
    services.add_message(case, text="Which line?", is_question=True, at=MONDAY + DAY, by=make.make_user())
    assert escalate(MONDAY + 30 * DAY) == []


@pytest.mark.parametrize(
    ("amount", "currency", "goes"),
    [("999", "KZT", False), ("1000", "KZT", True), ("2", "USD", True), ("1", "USD", False), ("9", "CNY", False)],
)
def test_size_is_the_worth_of_the_project_at_the_rate_of_the_day(company, amount, currency, goes):
    make.make_user(Role.AGENCY)
    Rate.objects.create(
        kind="official", currency="USD", day=date(2026, 1, 1), quant=1, tenge=Decimal(510), source=make.make_source()
    )
    make.make_escalation_rule(level="agency", after_days=0, least_tenge=Decimal(1000))
    project = make.make_project(organisation=company, amount=Decimal(amount), currency=currency)
    opened(company, project=project)
    assert bool(escalate(MONDAY)) == goes


def test_a_rule_asks_for_kind_category_and_office(company):
    make.make_user(Role.HEAD)
    power = make.make_case_category()
    make.make_escalation_rule(after_days=0, kind="complaint")
    make.make_escalation_rule(after_days=0, category=power)
    make.make_escalation_rule(after_days=0, office=make.make_office("aktobe"))
    other = opened(company)
    assert escalate(MONDAY) == []
    assert [each.case for each in escalate(MONDAY, cases=Case.objects.filter(pk=other.pk))] == []
    fitting = opened(company, category=power)
    assert [each.case for each in escalate(MONDAY)] == [fitting]


def test_the_agency_sees_what_was_carried_up_to_it_and_nothing_else(company):
    agency = make.make_user(Role.AGENCY)
    make.make_escalation_rule(level="agency", after_days=5)
    up, low = opened(company), opened(company, at=MONDAY + 20 * DAY)
    escalate(MONDAY + 10 * DAY)
    assert list(Case.objects.visible_to(agency)) == [up]
    services.add_note(up, text="What is lacking?", by=agency)
    with pytest.raises(PermissionDenied):
        services.add_message(up, text="?", by=agency)
    with pytest.raises(PermissionDenied):
        services.add_note(low, text="?", by=agency)


def test_the_notice_goes_out_once_in_the_language_of_the_person(company, mailoutbox):
    make.make_user(Role.HEAD, language="ru", email="head@office.example")
    make.make_escalation_rule(after_days=5)
    opened(company)
    escalate(MONDAY + 10 * DAY)
    assert (send_notices(timezone.now()), send_notices(timezone.now())) == (1, 0)
    assert mailoutbox[0].to == ["head@office.example"]
    assert "C-2026/0001" in mailoutbox[0].subject
    assert "Рабочих дней" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"least_tenge": Decimal(0)}, {"least_tenge"}),
        ({"after_days": 999}, {"after_days"}),
        ({"level": "king"}, {"level"}),
        ({"person": "officer"}, {"person"}),
        ({"person": "other", "office": "turkistan"}, {"person"}),
    ],
)
def test_a_bad_rule_is_refused_beside_its_field(facts, fields):
    people = {
        "officer": lambda: make.make_user(),
        "other": lambda: make.make_user(Role.HEAD, office=make.make_office("aktobe")),
    }
    facts = {**facts}
    if "person" in facts:
        facts["person"] = people[facts["person"]]()
    if "office" in facts:
        facts["office"] = make.make_office()
    agency = make.make_user(Role.AGENCY)
    with pytest.raises(ValidationError) as refused:
        services.create_escalation_rule(agency, **{"level": "head", "after_days": 5, **facts}, by=agency)
    assert set(refused.value.message_dict) == fields


def test_a_case_of_nobody_is_on_the_heads_day(company):
    head, officer = make.make_user(Role.HEAD), make.make_user()
    case = opened(company)
    assert (list(cases_of_nobody(head)), list(cases_of_nobody(officer))) == ([case], [])
    services.take_case(case, by=officer)
    assert list(cases_of_nobody(head)) == []


# ---------------------------------------------------------------- merging


def test_the_younger_case_goes_into_the_older_and_comes_out_again(company, investor):
    officer = make.make_user()
    old, young = opened(company), opened(company, at=MONDAY + DAY)
    services.add_message(young, text="Any news?", by=investor)
    services.merge_case(young, into=old, by=officer)
    assert (fresh(young).state, [m.text for m in messages_of(old, investor)]) == ("merged", ["Any news?"])
    assert (
        services.edit_case(fresh(young), kind="problem", by=officer).due is None
    )  # the answer is owed in the other one
    with pytest.raises(PermissionDenied):
        services.add_message(fresh(young), text="More", by=investor)
    services.unmerge_case(fresh(young), by=officer)
    assert (fresh(young).state, fresh(young).merged_into, fresh(young).due) == ("open", None, date(2026, 3, 24))
    assert list(messages_of(old, investor)) == []
    assert CaseMerge.objects.get().undone_by == officer


def test_what_may_not_be_merged_says_why(company):
    officer = make.make_user()
    old, young, foreign = opened(company), opened(company, at=MONDAY + DAY), opened(make.make_organisation())
    closed = opened(company)
    services.close_case(closed, is_solved=False, text="No.", by=officer)
    for into in (foreign, young, closed):
        with pytest.raises(ValidationError) as refused:
            services.merge_case(young if into != young else old, into=into, by=officer)
        assert set(refused.value.message_dict) == {"into"}
    services.merge_case(young, into=old, by=officer)
    with pytest.raises(ValidationError):
        services.merge_case(old, into=opened(company, at=MONDAY - DAY), by=officer)


# -------------------------------------------------------- after the end


def test_satisfaction_is_asked_once_and_only_after_the_end(company, investor):
    officer, case = make.make_user(), opened(company)
    with pytest.raises(PermissionDenied):
        services.rate_case(case, score=5, by=investor)
    services.close_case(case, is_solved=True, text="It runs.", by=officer)
    with pytest.raises(PermissionDenied):
        services.rate_case(case, score=5, by=officer)
    services.rate_case(case, score=4, score_words="Quick", by=investor)
    assert (fresh(case).score, fresh(case).score_words) == (4, "Quick")
    with pytest.raises(PermissionDenied):
        services.rate_case(fresh(case), score=1, by=investor)


def test_a_case_is_reopened_with_a_new_term_by_the_investor_within_thirty_days(company, investor):
    officer, case = make.make_user(), opened(company)
    services.close_case(case, is_solved=True, text="It runs.", by=officer)
    services.reopen_case(case, text="It stopped again.", by=investor)
    case = fresh(case)
    assert (case.state, case.closed_at, case.clock_start) == ("open", None, timezone.localdate())
    assert case.due > timezone.localdate() + 14 * DAY
    services.close_case(case, is_solved=True, at=timezone.now(), by=officer)
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - 31 * DAY)
    with pytest.raises(PermissionDenied):
        services.reopen_case(fresh(case), text="And again", by=investor)
    services.reopen_case(fresh(case), text="They called", by=officer)
    assert Escalation.objects.count() == 0

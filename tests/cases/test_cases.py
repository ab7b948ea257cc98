"""Cases: the clock, words to the other side, notes for colleagues."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.accounts.models import Role
from kelisim.cases import services
from kelisim.cases.models import Case
from kelisim.cases.queries import cases_due, cases_for_list, messages_of
from kelisim.common.queries import history_of
from tests.factories import make_case, make_office, make_organisation, make_project, make_representative, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def investor():
    """An investor's user with the case of the own organisation."""
    user, company = make_user(Role.INVESTOR), make_organisation()
    make_representative(user, company)
    return user, make_case(organisation=company)


def test_first_word_of_the_office_stops_the_clock(investor):
    user, case = investor
    officer = make_user()
    services.add_message(case, text="When is the line ready?", by=user)
    assert Case.objects.get().answered_at is None
    answer = services.add_message(case, text="In May.", by=officer)
    stored = Case.objects.get()
    assert (stored.state, stored.answered_at) == ("answered", answer.created_at)
    assert history_of(stored)[0].pgh_context.metadata == {"user": officer.pk, "action": "cases.add_message"}


def test_investor_reads_answers_and_no_notes(investor):
    user, case = investor
    officer = make_user()
    services.add_message(case, text="In May.", by=officer)
    services.add_note(case, text="Ask the network company again.", by=officer)
    assert [message.text for message in messages_of(case, user)] == ["In May."]
    assert len(messages_of(case, officer)) == 2
    with pytest.raises(PermissionDenied):
        services.add_note(case, text="?", by=user)


def test_investor_neither_sees_nor_answers_cases_of_others(investor):
    user, case = investor
    other = make_case()
    assert list(Case.objects.visible_to(user)) == [case]
    with pytest.raises(PermissionDenied):
        services.add_message(other, text="?", by=user)


def test_office_sees_its_cases_and_no_others():
    case, stranger = make_case(), make_user(office=make_office("jambyl"))
    assert (list(cases_for_list(make_user())), list(cases_for_list(stranger))) == ([case], [])
    assert not Case.objects.visible_to(None).exists()
    with pytest.raises(PermissionDenied):
        services.close_case(case, is_solved=True, by=stranger)


def test_closed_case_is_no_longer_due():
    officer = make_user()
    case = make_case(owner=officer, due=date(2026, 2, 1))
    assert list(cases_due([officer], until=date(2026, 2, 1))) == [case]
    services.close_case(case, is_solved=True, text="It runs.", by=officer)
    assert (case.state, list(cases_due([officer], until=date(2026, 2, 1)))) == ("solved", [])


def test_case_cannot_be_answered_before_it_was_opened_nor_be_about_a_project_of_another_office():
    case, officer = make_case(), make_user()
    with pytest.raises(ValidationError) as refused:
        services.edit_case(
            case,
            answered_at=datetime(2025, 1, 1, tzinfo=UTC),
            project=make_project(office=make_office("jambyl")),
            by=officer,
        )
    assert set(refused.value.message_dict) == {"answered_at", "project"}


def test_list_of_cases_costs_one_query(django_assert_num_queries):
    officer = make_user()
    for _each in range(2):
        make_case(project=make_project(), owner=officer)
        with django_assert_num_queries(1):
            for row in cases_for_list(officer):
                assert [row.office.slug, row.organisation.name, str(row.project), row.zone, row.owner.name]

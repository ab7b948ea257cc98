"""Organisations, people, contacts, talks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kelisim.accounts.models import Role
from kelisim.common.ledger import StaleEdit
from kelisim.common.queries import found_by, history_of, search_in
from kelisim.parties import services
from kelisim.parties.models import Contact, Dialogue, Organisation, Person
from kelisim.parties.queries import organisations_for_list, people_for_list, steps_due
from tests.factories import (
    make_area,
    make_bin,
    make_dialogue,
    make_office,
    make_organisation,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db
KEEPERS = {Role.OFFICER, Role.HEAD, Role.AGENCY, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role.values)
def test_create_organisation_is_for_every_desk(role: str):
    user = make_user(role)
    if role in KEEPERS:
        assert services.create_organisation(user, name="Mill", by=user).name == "Mill"
    else:
        with pytest.raises(PermissionDenied):
            services.create_organisation(user, name="Mill", by=user)


def test_create_organisation_stores_its_names_and_who_did_it():
    officer = make_user()
    names = {"kk": "Түркістан тоқыма", "ru": "Туркестан текстиль"}
    organisation = services.create_organisation(officer, name="Turkistan Textile", names=names, by=officer)
    assert {row.language: row.text for row in organisation.names.all()} == names
    assert history_of(organisation)[0].pgh_context.metadata == {
        "user": officer.pk,
        "action": "parties.create_organisation",
    }
    assert [list(search_in(organisations_for_list(officer), words)) for words in ("тоқыма", "текстиль", "nobody")] == [
        [organisation],
        [organisation],
        [],
    ]


def test_name_that_changes_stays_as_a_former_name():
    officer, organisation = make_user(), make_organisation()
    services.edit_organisation(organisation, names={"kk": "Бұрынғы", "en": "Old"}, by=officer)
    services.edit_organisation(organisation, names={"kk": "Жаңа", "en": "Old"}, by=officer)
    assert {(row.language, row.text, row.is_former) for row in organisation.names.all()} == {
        ("kk", "Бұрынғы", True),
        ("kk", "Жаңа", False),
        ("en", "Old", False),
    }


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"bin": "123"}, {"bin"}),
        ({"bin": "050140000012"}, {"bin"}),
        ({"lei": "5493001KJTIIGC8Y1R18"}, {"lei"}),
        ({"name": ""}, {"name"}),
        ({"name": "x" * 10_000}, {"name"}),
        ({"website": "javascript:alert(1)"}, {"website"}),
        ({"names": {"de": "Werk"}}, {"names"}),
    ],
)
def test_bad_facts_are_refused_beside_their_field(facts: dict, fields: set[str]):
    officer = make_user()
    with pytest.raises(ValidationError) as refused:
        services.create_organisation(officer, **{"name": "Mill", **facts}, by=officer)
    assert set(refused.value.message_dict) == fields
    assert not Organisation.everything.exists()


def test_second_organisation_with_the_same_bin_is_refused_and_names_the_first():
    officer, number = make_user(), make_bin()
    make_organisation(name="First", bin=number)
    with pytest.raises(ValidationError) as refused:
        services.create_organisation(officer, name="Second", bin=number, by=officer)
    assert refused.value.message_dict == {
        "bin": ["“First” has this BIN. Open that organisation instead of adding it again."]
    }
    other = make_organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.everything.filter(pk=other.pk).update(bin=number)


def test_bin_of_an_archived_organisation_is_free_until_it_is_restored():
    officer, number = make_user(), make_bin()
    first = make_organisation(bin=number)
    services.archive_organisation(first, by=officer)
    services.create_organisation(officer, name="Second", bin=number, by=officer)
    with pytest.raises(ValidationError) as refused:
        services.restore_organisation(first, by=officer)
    assert set(refused.value.message_dict) == {"bin"}


def test_archived_organisation_leaves_lists_and_search():
    officer, organisation = make_user(), make_organisation()
    services.edit_organisation(organisation, name="Textile", by=officer)
    services.archive_organisation(organisation, by=officer)
    assert (list(Organisation.objects.all()), found_by("textile", officer).count()) == ([], 0)
    services.restore_organisation(organisation, by=officer)
    assert (list(Organisation.objects.all()), found_by("textile", officer).count()) == ([organisation], 1)


def test_stale_edit_of_an_organisation_is_refused():
    officer, organisation = make_user(), make_organisation()
    services.edit_organisation(organisation, version=1, name="New", by=officer)
    with pytest.raises(StaleEdit):
        services.edit_organisation(organisation, version=1, name="Newer", by=make_user())


def test_public_sees_organisations_only_when_they_are_released():
    head, organisation = make_user(Role.HEAD), make_organisation()
    assert not Organisation.objects.visible_to(None).exists()
    services.publish_organisation(organisation, by=head)
    assert list(Organisation.objects.visible_to(None)) == [organisation]
    assert found_by(organisation.name).count() == 1


def test_person_has_one_name_a_language():
    officer, person = make_user(), make_person()
    services.edit_person(person, names={"kk": "Айгүл", "ru": "Айгуль"}, by=officer)
    services.edit_person(person, names={"kk": "Айгүл Ә."}, by=officer)
    assert {row.language: row.text for row in person.names.all()} == {"kk": "Айгүл Ә."}
    services.create_position(
        officer, person=person, organisation=make_organisation(), title={"en": "Director"}, by=officer
    )
    assert [len(row.positions.all()) for row in people_for_list(officer)] == [1]
    assert not Person.objects.visible_to(None).exists()


def test_contacts_and_talks_are_seen_by_their_office_alone():
    officer, stranger = make_user(), make_user(office=make_office("jambyl"))
    company = make_organisation()
    contact = services.create_contact(
        officer.office, organisation=company, kind="email", value="a@b.example", by=officer
    )
    talk = make_dialogue(organisation=company)
    assert (list(Contact.objects.visible_to(officer)), list(Dialogue.objects.visible_to(officer))) == (
        [contact],
        [talk],
    )
    assert (list(Contact.objects.visible_to(stranger)), list(Dialogue.objects.visible_to(stranger))) == ([], [])
    with pytest.raises(PermissionDenied):
        services.edit_contact(contact, value="c@d.example", by=stranger)


def test_contact_of_nobody_is_refused():
    officer = make_user()
    with pytest.raises(ValidationError) as refused:
        services.create_contact(officer.office, kind="phone", value="+7", by=officer)
    assert set(refused.value.message_dict) == {"organisation"}


def test_talk_keeps_who_took_part_and_its_next_step_until_it_is_done():
    officer, first, second = make_user(), make_person(), make_person()
    talk = services.create_dialogue(
        officer.office,
        organisation=make_organisation(),
        people=[first],
        kind="call",
        happened_at=datetime(2026, 1, 5, tzinfo=UTC),
        summary={"en": "They asked for power."},
        owner=officer,
        due=date(2026, 1, 20),
        by=officer,
    )
    services.edit_dialogue(talk, people=[second], by=officer)
    assert list(talk.people.all()) == [second]
    assert list(steps_due([officer], until=date(2026, 1, 20))) == [talk]
    services.finish_dialogue(talk, on=date(2026, 1, 10), by=officer)
    assert list(steps_due([officer], until=date(2026, 1, 20))) == []


def test_only_investors_act_for_an_organisation():
    officer, company = make_user(), make_organisation()
    with pytest.raises(ValidationError):
        services.add_representative(company, user=make_user(Role.ANALYST), by=officer)
    investor = make_user(Role.INVESTOR)
    representative = services.add_representative(company, user=investor, by=officer)
    with pytest.raises(ValidationError, match="There is such a record already"):
        services.add_representative(company, user=investor, by=officer)
    services.remove_representative(representative, by=officer)
    assert not company.representatives.exists()


def test_list_of_organisations_costs_the_same_for_one_row_and_three(django_assert_num_queries):
    officer = make_user()
    for country in ("KZ", "TR", "CN"):
        organisation = make_organisation(country=make_area(country))
        services.edit_organisation(organisation, names={"en": "Mill"}, by=officer)
        with django_assert_num_queries(2):
            for row in organisations_for_list(officer):
                assert [row.country.code, [name.text for name in row.names.all()]]

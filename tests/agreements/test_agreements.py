"""Agreements: signing, joining, commitments; who may and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kelisim.accounts.models import Role
from kelisim.agreements import services
from kelisim.agreements.models import Agreement, AgreementState
from kelisim.agreements.queries import agreements_for_list, commitments_due, signed_sums, signed_sums_by_kind
from kelisim.common.ledger import StaleEdit
from kelisim.common.queries import history_of, search_in
from kelisim.engines.values.money import Money
from tests.factories import (
    PUBLISHED,
    make_agreement,
    make_area,
    make_commitment,
    make_office,
    make_organisation,
    make_representative,
    make_user,
)

pytestmark = pytest.mark.django_db
WRITERS = {Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR}


def test_sign_agreement_records_who_and_when():
    agreement, head = make_agreement(state=AgreementState.AGREED, parties=2), make_user(Role.HEAD)
    services.sign_agreement(agreement, on=date(2026, 3, 1), by=head)
    assert (agreement.state, agreement.signed_on) == (AgreementState.SIGNED, date(2026, 3, 1))
    signing = history_of(agreement)[0].pgh_context.metadata
    assert signing == {"user": head.pk, "action": "agreements.sign_agreement"}


def test_agreement_of_one_party_cannot_be_signed():
    agreement, head = make_agreement(parties=1), make_user(Role.HEAD)
    with pytest.raises(PermissionDenied):
        services.sign_agreement(agreement, on=date(2026, 3, 1), by=head)


@pytest.mark.parametrize("role", Role.values)
def test_create_agreement_is_for_the_desk_and_administrators(role: str):
    office, user = make_office(), make_user(role)
    facts = {"title": {"en": "Memorandum"}, "area": make_area()}
    if role in WRITERS:
        assert services.create_agreement(office, **facts, by=user).office == office
    else:
        with pytest.raises(PermissionDenied):
            services.create_agreement(office, **facts, by=user)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_desk_of_another_office_cannot_edit_agreement(role: str):
    agreement, stranger = make_agreement(), make_user(role, office=make_office("jambyl"))
    with pytest.raises(PermissionDenied):
        services.edit_agreement(agreement, number="7", by=stranger)


def test_officer_cannot_publish_agreement_but_head_can():
    agreement = make_agreement()
    with pytest.raises(PermissionDenied):
        services.publish_agreement(agreement, by=make_user(Role.OFFICER))
    services.publish_agreement(agreement, by=make_user(Role.HEAD))
    assert list(Agreement.objects.visible_to(None)) == [agreement]
    services.withdraw_agreement(agreement, by=make_user(Role.HEAD))
    assert list(Agreement.objects.visible_to(None)) == []


def test_drafts_are_seen_by_their_office_and_by_nobody_else():
    draft, released = make_agreement(), make_agreement(published_at=PUBLISHED)
    seen = {
        "public": Agreement.objects.visible_to(None),
        "colleague": Agreement.objects.visible_to(make_user(Role.ANALYST)),
        "stranger": Agreement.objects.visible_to(make_user(Role.HEAD, office=make_office("jambyl"))),
        "agency": Agreement.objects.visible_to(make_user(Role.AGENCY)),
        "investor": Agreement.objects.visible_to(make_user(Role.INVESTOR)),
        "administrator": Agreement.objects.visible_to(make_user(Role.ADMINISTRATOR)),
    }
    both, one = {draft, released}, {released}
    assert {name: set(rows) for name, rows in seen.items()} == {
        "public": one, "colleague": both, "stranger": one, "agency": one, "investor": one, "administrator": both,
    }  # fmt: skip


def test_investor_sees_agreements_of_the_own_organisation():
    agreement, user = make_agreement(parties=1), make_user(Role.INVESTOR)
    make_agreement(parties=1)
    make_representative(user, agreement.parties.get().organisation)
    assert list(Agreement.objects.visible_to(user)) == [agreement]


def test_stale_edit_is_refused_and_shows_the_record_as_it_stands():
    agreement, officer = make_agreement(), make_user()
    services.edit_agreement(agreement, version=1, number="A", by=officer)
    with pytest.raises(StaleEdit) as refused:
        services.edit_agreement(Agreement.objects.get(pk=agreement.pk), version=1, number="B", by=officer)
    assert (refused.value.current.number, refused.value.current.version) == ("A", 2)


def test_archive_hides_an_agreement_and_restore_returns_it():
    agreement, officer = make_agreement(), make_user()
    services.archive_agreement(agreement, by=officer)
    assert (list(Agreement.objects.all()), list(agreements_for_list(officer))) == ([], [agreement])
    assert agreement.archived_by == officer
    services.restore_agreement(agreement, by=officer)
    assert list(Agreement.objects.all()) == [agreement]


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"amount": Decimal(5)}, {"currency"}),
        ({"amount": Decimal(-5), "currency": "KZT"}, {"amount"}),
        ({"amount": Decimal(5), "currency": "XYZ"}, {"currency"}),
        ({"start": date(2026, 5, 2), "end": date(2026, 5, 1)}, {"end"}),
        ({"signed_on": date(20, 1, 1)}, {"signed_on"}),
        ({"state": "signed"}, {"state"}),
        ({"title": {}}, {"title"}),
        ({"title": {"en": "x" * 10_000}}, {"title"}),
        ({"number": "a\x00b"}, {"number"}),
    ],
)
def test_bad_facts_are_refused_beside_their_field(facts: dict, fields: set[str]):
    agreement, officer = make_agreement(), make_user()
    with pytest.raises(ValidationError) as refused:
        services.edit_agreement(agreement, **facts, by=officer)
    assert set(refused.value.message_dict) == fields


def test_message_of_a_wrong_order_says_which_day_would_be_right():
    agreement, officer = make_agreement(), make_user()
    with pytest.raises(ValidationError) as refused:
        services.edit_agreement(agreement, start=date(2026, 5, 2), end=date(2026, 5, 1), by=officer)
    message = refused.value.message_dict["end"][0]
    assert (
        message == "1 May 2026 lies before “valid from”, 2 May 2026. Enter 2 May 2026 or a later day, or swap the two."
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"amount": Decimal(5)},
        {"amount": Decimal(-5), "currency": "KZT"},
        {"start": date(2026, 5, 2), "end": date(2026, 5, 1)},
        {"state": "signed"},
    ],
)
def test_database_keeps_the_constraints_by_itself(facts: dict):
    agreement = make_agreement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.everything.filter(pk=agreement.pk).update(**facts)


def test_second_name_of_the_same_party_is_refused():
    agreement, officer, company = make_agreement(), make_user(), make_organisation()
    services.add_party(agreement, organisation=company, by=officer)
    with pytest.raises(ValidationError, match="There is such a record already"):
        services.add_party(agreement, organisation=company, by=officer)


def test_agreement_is_found_by_its_party_until_the_party_is_removed():
    agreement, officer = make_agreement(), make_user()
    party = services.add_party(agreement, organisation=make_organisation(name="Тоқыма Үлгі"), by=officer)
    assert list(search_in(agreements_for_list(officer), "тоқыма")) == [agreement]
    services.remove_party(party, by=officer)
    assert list(search_in(agreements_for_list(officer), "тоқыма")) == []


def test_deal_announced_twice_counts_once_and_currencies_stay_apart():
    facts = {"state": "signed", "signed_on": date(2026, 1, 1)}
    first = make_agreement(amount=Decimal(10), currency="KZT", **facts)
    again = make_agreement(amount=Decimal(10), currency="KZT", **facts)
    make_agreement(amount=Decimal(3), currency="USD", **facts)
    officer = make_user()
    services.join_agreements(again, with_=first, by=officer)
    assert signed_sums(Agreement.objects.all(), officer) == [
        (Money(Decimal(10), "KZT"), 1),
        (Money(Decimal(3), "USD"), 1),
    ]


def test_sums_of_samples_stand_apart_and_cost_no_further_query(django_assert_num_queries):
    sample, facts = make_office("sample", is_sample=True), {"state": "signed", "signed_on": date(2026, 1, 1)}
    for amount, currency, office in ((10, "KZT", make_office()), (3, "USD", make_office()), (7, "KZT", sample)):
        make_agreement(amount=Decimal(amount), currency=currency, office=office, **facts)
    anybody = make_user("administrator")
    with django_assert_num_queries(1):
        sums = signed_sums_by_kind(Agreement.objects.all(), anybody)
    real = [(Money(Decimal(10), "KZT"), 1), (Money(Decimal(3), "USD"), 1)]
    assert sums == {False: real, True: [(Money(Decimal(7), "KZT"), 1)]}


def test_agreements_cannot_repeat_each_other_in_a_circle():
    first, again, officer = make_agreement(), make_agreement(), make_user()
    services.join_agreements(again, with_=first, by=officer)
    with pytest.raises(ValidationError):
        services.join_agreements(first, with_=again, by=officer)


def test_settled_commitment_is_no_longer_due_and_a_broken_one_needs_a_reason():
    agreement, officer = make_agreement(), make_user()
    commitment = make_commitment(agreement, owner=officer, due=date(2026, 6, 1))
    assert list(commitments_due([officer], until=date(2026, 12, 31))) == [commitment]
    with pytest.raises(ValidationError) as refused:
        services.settle_commitment(commitment, state="broken", on=date(2026, 7, 1), by=officer)
    assert set(refused.value.message_dict) == {"reason"}
    services.settle_commitment(commitment, state="kept", on=date(2026, 5, 30), by=officer)
    assert list(commitments_due([officer], until=date(2026, 12, 31))) == []


def test_list_of_agreements_costs_the_same_for_one_row_and_three(django_assert_num_queries):
    officer = make_user()

    def read() -> None:
        for row in agreements_for_list(officer):
            assert [row.office.slug, row.area.code, row.event, row.is_sample, [str(p) for p in row.parties.all()]]

    make_agreement(parties=2)
    with django_assert_num_queries(3):
        read()
    make_agreement(parties=2)
    make_agreement(parties=1)
    with django_assert_num_queries(3):
        read()

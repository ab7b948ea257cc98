"""Amendments: what each changes, which values hold now, and the way back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kelisim.agreements import services
from kelisim.agreements.amendments import chain_of
from kelisim.agreements.models import Agreement
from tests.factories import make_agreement, make_office, make_user

DAY = date(2026, 3, 1)
WHY = {"en": "Recorded by mistake."}


def first_paper(**facts) -> Agreement:
    basics = {"state": "signed", "signed_on": DAY, "amount": Decimal(10), "currency": "KZT", "end": date(2027, 1, 1)}
    return make_agreement(parties=2, **basics | facts)


def amended(agreement: Agreement, number: int, *, by, is_signed: bool = True, **facts) -> Agreement:
    names = [name for name in ("amount", "start", "end", "sector", "text") if name in facts]
    paper = services.amend_agreement(agreement, title={"en": f"Amendment {number}"}, changes=names, **facts, by=by)
    if is_signed:
        services.sign_agreement(paper, on=DAY + timedelta(days=number), by=by)
    return paper


def values_now(agreement: Agreement) -> tuple:
    now = Agreement.everything.get(pk=agreement.pk)
    return now.amount, now.currency, now.end


@pytest.mark.django_db
def test_a_signed_amendment_holds_and_tells_what_it_changed():
    agreement, officer = first_paper(), make_user()
    draft = amended(agreement, 1, by=officer, is_signed=False, amount=Decimal(15), currency="USD")
    assert values_now(agreement) == (Decimal(10), "KZT", date(2027, 1, 1))
    services.sign_agreement(draft, on=DAY + timedelta(days=1), by=officer)
    amended(agreement, 2, by=officer, end=date(2028, 1, 1))
    assert values_now(agreement) == (Decimal(15), "USD", date(2028, 1, 1))
    agreement.refresh_from_db()
    told = [(link.paper.title["en"], [(c.name, c.before, c.after) for c in link.changes], link.holds) for link in
            chain_of(agreement, agreement.amendments.all())]  # fmt: skip
    assert told == [
        ("Amendment 1",
         [("amount", {"amount": Decimal(10), "currency": "KZT"}, {"amount": Decimal(15), "currency": "USD"})], True),
        ("Amendment 2", [("end", {"end": date(2027, 1, 1)}, {"end": date(2028, 1, 1)})], True),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_an_amendment_changed_is_undone_with_it():
    agreement, officer = first_paper(), make_user()
    one = amended(agreement, 1, by=officer, amount=Decimal(15), currency="KZT")
    two = amended(agreement, 2, by=officer, amount=Decimal(20), currency="KZT")
    services.move_agreement(two, state="terminated", on=DAY + timedelta(days=3), reason=WHY, by=officer)
    assert values_now(agreement)[0] == 15
    services.archive_agreement(one, by=officer)
    assert values_now(agreement)[0] == 10
    services.restore_agreement(one, by=officer)
    assert values_now(agreement)[0] == 15
    services.edit_agreement(one, amount=Decimal(16), by=officer)
    assert values_now(agreement)[0] == 16
    services.move_agreement(one, state="agreed", reason=WHY, by=officer)
    assert values_now(agreement)[0] == 10
    assert Agreement.objects.get(pk=agreement.pk).first_values == {}


@pytest.mark.django_db
def test_an_amendment_that_begins_later_holds_once_it_is_in_force():
    agreement, officer = first_paper(), make_user()
    later = services.amend_agreement(
        agreement, title={"en": "Later"}, changes=["amount"], amount=Decimal(99), currency="KZT", by=officer
    )
    services.edit_agreement(later, start=DAY + timedelta(days=60), by=officer)
    services.sign_agreement(later, on=DAY + timedelta(days=1), by=officer)
    assert values_now(agreement)[0] == 10
    services.move_agreement(later, state="in_force", on=DAY + timedelta(days=60), by=officer)
    assert values_now(agreement)[0] == 99


@pytest.mark.django_db
def test_a_value_that_an_amendment_holds_is_not_changed_beside_it():
    agreement, officer = first_paper(), make_user()
    amended(agreement, 1, by=officer, amount=Decimal(15), currency="KZT")
    agreement.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        services.edit_agreement(agreement, amount=Decimal(12), by=officer)
    assert set(refused.value.message_dict) == {"amount"}
    services.edit_agreement(Agreement.objects.get(pk=agreement.pk), number="7", by=officer)
    assert values_now(agreement)[0] == 15


@pytest.mark.django_db
def test_an_amendment_of_an_amendment_changes_the_first_paper():
    agreement, officer = first_paper(), make_user()
    one = amended(agreement, 1, by=officer, amount=Decimal(15), currency="KZT")
    two = amended(one, 2, by=officer, amount=Decimal(20), currency="KZT")
    assert two.amends == agreement
    assert [row.organisation_id for row in two.parties.all()] == [
        row.organisation_id for row in agreement.parties.all()
    ]


@pytest.mark.django_db
def test_what_no_amendment_may_be_is_refused():
    agreement, officer = first_paper(), make_user()
    other = first_paper(office=make_office("aktobe"))
    cases = [
        ({"amends": other}, "amends"),
        ({"amends": agreement}, "amends"),
        ({"changes": ["amount"]}, "changes"),
        ({"changes": ["colour"]}, "changes"),
    ]
    for facts, field in cases:
        with pytest.raises(ValidationError) as refused:
            services.edit_agreement(Agreement.objects.get(pk=agreement.pk), **facts, by=officer)
        assert field in refused.value.message_dict, facts
    with pytest.raises(ValidationError) as refused:
        services.amend_agreement(agreement, title={"en": "Empty"}, changes=["end"], by=officer)
    assert set(refused.value.message_dict) == {"end"}
    with pytest.raises(PermissionDenied):
        services.amend_agreement(other, title={"en": "Foreign"}, by=officer)


class AsTheChainSays(TestCase):
    """Whatever is signed, ended and put away, the first paper has the value of the last amendment that holds."""

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["sign", "end", "away", "back"]), st.integers(0, 3), st.integers(11, 99)),
            max_size=12,
        )
    )
    def test_values_now(self, acts):
        agreement, officer = first_paper(), make_user()
        papers = [
            services.amend_agreement(
                agreement, title={"en": str(number)}, changes=["amount"], amount=Decimal(20 + number), currency="KZT",
                by=officer,
            )
            for number in range(4)
        ]  # fmt: skip
        signed: dict[int, int] = {}
        gone: set[int] = set()
        for act, number, day in acts:
            paper = Agreement.everything.get(pk=papers[number].pk)
            if act == "sign" and paper.state == "draft" and number not in gone:
                services.sign_agreement(paper, on=DAY + timedelta(days=day), by=officer)
                signed[number] = day
            elif act == "end" and paper.state == "signed" and number not in gone:
                services.move_agreement(
                    paper, state="lapsed", on=DAY + timedelta(days=day + 99), reason=WHY, by=officer
                )
                del signed[number]
            elif act == "away" and number not in gone:
                services.archive_agreement(paper, by=officer)
                gone.add(number)
            elif act == "back" and number in gone:
                services.restore_agreement(paper, by=officer)
                gone.remove(number)
        living = sorted((day, number) for number, day in signed.items() if number not in gone)
        assert values_now(agreement)[0] == (20 + living[-1][1] if living else 10)

"""Papers that tell of one deal: suggested with reasons, joined by a person, counted once, undone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kelisim.accounts.models import Role, User
from kelisim.agreements import services
from kelisim.agreements.duplicates import suggestions_for, suggestions_in
from kelisim.agreements.models import Agreement, AgreementParty
from kelisim.agreements.queries import deals, signed_sums
from kelisim.common.services import index
from kelisim.overview.deals import Ladder
from kelisim.overview.paper_lists import PaperList
from tests.factories import PUBLISHED, make_agreement, make_event, make_office, make_organisation, make_user

DAY = date(2026, 3, 1)


def paper(*companies: Any, role: str = "investor", **facts: Any) -> Agreement:
    basics = {"state": "signed", "signed_on": DAY, "amount": Decimal(300_000_000_000), "currency": "KZT"}
    agreement = make_agreement(**basics | facts)
    for company in companies:
        AgreementParty.objects.create(agreement=agreement, organisation=company, role=role)
        index(company)
    return agreement


def codes(agreement: Agreement, user: User) -> list[tuple[Agreement, str, list[str]]]:
    return [
        (one.other, one.likeness.grade.value, [reason.value for reason, _detail in one.likeness.reasons])
        for one in suggestions_for(agreement, user)
    ]


@pytest.mark.django_db
def test_the_same_deal_at_another_event_is_suggested_with_its_reasons():
    company, officer = make_organisation(name="Ulgi Glass"), make_user()
    first = paper(company, title={"en": "A float glass plant"}, event=make_event())
    again = paper(company, title={"en": "Float glass plant"}, event=make_event(), amount=Decimal(301_000_000_000),
                  signed_on=DAY + timedelta(days=40))  # fmt: skip
    assert codes(again, officer) == [
        (first, "same", ["parties", "amount_near", "subject", "other_event", "other_day"]),
    ]
    assert [(one.agreement, one.other) for one in suggestions_in(Agreement.objects.all())] == [(again, first)]


@pytest.mark.django_db
def test_a_party_in_another_script_is_the_same_party():
    officer = make_user()
    first = paper(make_organisation(name="«Көшеров Шыны» ЖШС"), title={"kk": "Шыны зауыты"})
    again = paper(make_organisation(name="Kosherov Shyny LLP"), title={"en": "Shyny zauyty"})
    found = codes(again, officer)
    assert [(other, grade) for other, grade, _reasons in found] == [(first, "same")]
    assert found[0][2][0] == "names"


@pytest.mark.django_db
def test_another_deal_of_the_same_parties_is_only_related():
    company, officer = make_organisation(), make_user()
    one = paper(company, title={"en": "A greenhouse"})
    other = paper(company, title={"en": "Railway wagons"}, amount=Decimal(5_000_000_000), signed_on=DAY)
    assert codes(one, officer) == []
    services.edit_agreement(other, amount=None, by=officer)
    assert codes(one, officer) == [(other, "related", ["parties"])]


@pytest.mark.django_db
def test_an_authority_that_signs_with_everybody_makes_nothing_alike():
    akimat, officer = make_organisation(name="Akimat"), make_user()
    one = paper(akimat, role="authority", title={"en": "A mill"})
    paper(akimat, role="authority", title={"en": "A mill"})
    assert codes(one, officer) == []


@pytest.mark.django_db
def test_what_one_may_not_see_is_not_suggested_and_samples_are_apart():
    company, officer = make_organisation(), make_user()
    mine = paper(company, title={"en": "A mill"})
    hidden = paper(company, title={"en": "A mill"}, office=make_office("aktobe"))
    paper(company, title={"en": "A mill"}, office=make_office("sample", is_sample=True), published_at=PUBLISHED)
    assert codes(mine, officer) == []
    Agreement.everything.filter(pk=hidden.pk).update(published_at=PUBLISHED)
    assert [other for other, _grade, _reasons in codes(mine, officer)] == [hidden]


@pytest.mark.django_db
def test_a_rejected_suggestion_does_not_come_back_until_the_verdict_is_taken_back():
    company, officer = make_organisation(), make_user()
    one, other = paper(company, title={"en": "A mill"}), paper(company, title={"en": "A mill"})
    pair = services.judge_pair(one, other=other, verdict="different", by=officer)
    assert (codes(one, officer), codes(other, officer), suggestions_in(Agreement.objects.all())) == ([], [], [])
    assert services.judge_pair(other, other=one, verdict="related", by=officer).pk == pair.pk
    pair.refresh_from_db()
    services.forget_verdict(pair, by=officer)
    assert len(codes(one, officer)) == 1


@pytest.mark.django_db
def test_joined_papers_follow_the_first_and_are_separated_again():
    officer, papers = make_user(), [paper(title={"en": f"Mill {number}"}) for number in range(3)]
    services.join_agreements(papers[1], with_=papers[0], by=officer)
    services.join_agreements(papers[0], with_=papers[2], by=officer)
    again = Agreement.objects.in_bulk([each.pk for each in papers])
    assert [again[each.pk].same_as_id for each in papers] == [papers[2].pk, papers[2].pk, None]
    assert list(deals(Agreement.objects.all(), officer)) == [papers[2]]
    services.join_agreements(paper(), with_=papers[2], by=officer)
    services.separate_agreement(again[papers[0].pk], by=officer)
    assert set(deals(Agreement.objects.all(), officer)) == {papers[0], papers[2]}
    found = Agreement.objects.order_by("pk").values_list("same_as", flat=True)
    assert list(found) == [None, papers[0].pk, None, papers[2].pk]  # what had come along went back with it


@pytest.mark.django_db
def test_what_cannot_be_one_deal_is_refused():
    officer, agreement = make_user(), paper()
    amendment = services.amend_agreement(agreement, title={"en": "Amendment"}, by=officer)
    sample = paper(office=make_office("sample", is_sample=True))
    for other in (agreement, amendment, sample, make_agreement()):
        with pytest.raises(ValidationError) as refused:
            services.join_agreements(paper() if other != agreement else agreement, with_=other, by=officer)
        assert set(refused.value.message_dict) == {"same_as"}


@pytest.mark.django_db
def test_the_agency_joins_what_two_offices_released_and_loses_nothing():
    mine = paper(published_at=PUBLISHED)
    theirs = paper(office=make_office("aktobe"), published_at=PUBLISHED, number="N 7", text={"en": "All of it"})
    services.join_agreements(theirs, with_=mine, by=make_user(Role.AGENCY))
    theirs.refresh_from_db()
    assert (theirs.same_as, theirs.number, theirs.text) == (mine, "N 7", {"en": "All of it"})
    with pytest.raises(PermissionDenied):
        services.separate_agreement(theirs, by=make_user(Role.OFFICER))
    with pytest.raises(PermissionDenied):
        services.join_agreements(mine, with_=paper(), by=make_user(Role.ANALYST))


@pytest.mark.django_db
def test_of_a_deal_whose_first_announcement_one_may_not_see_the_next_one_counts():
    officer = make_user()
    first, *again = (paper(published_at=None if number == 0 else PUBLISHED) for number in range(3))
    for each in again:
        services.join_agreements(each, with_=first, by=officer)
    assert list(deals(Agreement.objects.published())) == [again[0]]
    assert [number for _money, number in signed_sums(Agreement.objects.published())] == [1]
    assert list(deals(Agreement.objects.all(), officer)) == [first]


class CountedOnce(TestCase):
    """Whatever is joined, separated, put away and released: every count is the number of deals, and each sum theirs."""

    @settings(max_examples=12, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["join", "separate", "away", "back", "publish"]), st.integers(0, 4), st.integers(0, 4)
            ),
            max_size=10,
        )
    )
    def test_counts(self, acts):
        head = make_user(Role.HEAD)
        papers = [paper(amount=Decimal(1000 + number)).pk for number in range(5)]
        for act, one, other in acts:
            self.do(act, papers[one], papers[other], head)
        for user in (head, None):
            self.check(user)

    def do(self, act: str, one: int, other: int, by: User) -> None:
        agreement = Agreement.everything.get(pk=one)
        try:
            if act == "join":
                services.join_agreements(agreement, with_=Agreement.everything.get(pk=other), by=by)
            elif act == "separate":
                services.separate_agreement(agreement, by=by)
            elif act == "away":
                services.archive_agreement(agreement, by=by)
            elif act == "back":
                services.restore_agreement(agreement, by=by)
            else:
                services.publish_agreement(agreement, by=by)
        except (ValidationError, PermissionDenied):
            pass

    def check(self, user: User | None) -> None:
        seen = list(Agreement.objects.visible_to(user).order_by("pk"))
        groups: dict[int, Agreement] = {}
        for each in sorted(seen, key=lambda row: (row.same_as_id is not None, row.pk)):
            groups.setdefault(each.same_as_id or each.pk, each)
        amount = sum((each.amount or 0 for each in groups.values()), Decimal(0))
        rows = Agreement.objects.visible_to(user)
        expected = (len(groups), amount)
        sums = signed_sums(rows, user)
        page = PaperList(rows, columns=(), query=QueryDict(), user=user, language="en")
        assert (sum(number for _money, number in sums), sum((money.amount for money, _number in sums), 0)) == expected
        assert page.rows.count() == len(groups)
        if user is not None:
            cells = [line.cells["signed"] for line in Ladder(user).lines("none")]
            assert (sum(cell.count for cell in cells), sum(cell.money["KZT"] for cell in cells)) == expected

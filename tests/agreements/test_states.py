"""The ways of a paper between its states: one table, asked by the service and kept by the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kelisim.agreements import services
from kelisim.agreements.models import Agreement, AgreementState, StateChange
from kelisim.agreements.states import TABLE, WAYS, way
from kelisim.common.ledger import StaleEdit
from tests.factories import make_agreement, make_commitment, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
WHY = {"en": "The investor left."}


def paper(state: str, **facts) -> Agreement:
    return make_agreement(parties=2, state=state, signed_on=DAY, **facts)


@pytest.mark.parametrize("before", AgreementState)
@pytest.mark.parametrize("after", AgreementState)
def test_service_and_database_follow_the_same_table(before: str, after: str):
    if before == after:
        return
    agreement, officer = paper(before), make_user()
    if way(before, after):
        services.move_agreement(agreement, state=after, on=DAY, reason=WHY, by=officer)
        assert Agreement.objects.get().state == after
        return
    with pytest.raises(ValidationError) as refused:
        services.move_agreement(agreement, state=after, on=DAY, reason=WHY, by=officer)
    assert set(refused.value.message_dict) == {"state"}
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        Agreement.everything.filter(pk=agreement.pk).update(state=after)


def test_no_state_is_a_dead_end_and_what_ends_or_goes_back_has_a_reason():
    assert len(TABLE) == len(WAYS)
    assert {each.before for each in WAYS} == set(AgreementState)
    for each in WAYS:
        assert each.needs_reason == (each.is_back or each.after in ("lapsed", "terminated")), each


def test_each_way_is_kept_with_its_day_its_reason_and_who_recorded_it():
    agreement, officer, head = paper("agreed"), make_user(), make_user("head")
    services.sign_agreement(agreement, on=DAY, by=head)
    services.move_agreement(agreement, state="in_force", on=DAY + timedelta(days=9), by=officer)
    services.move_agreement(agreement, state="terminated", on=DAY + timedelta(days=30), reason=WHY, by=head)
    told = [(row.before, row.after, row.on, row.reason, row.by) for row in StateChange.objects.all()]
    assert told == [
        ("agreed", "signed", DAY, {}, head),
        ("signed", "in_force", DAY + timedelta(days=9), {}, officer),
        ("in_force", "terminated", DAY + timedelta(days=30), WHY, head),
    ]


def test_an_end_without_a_reason_is_refused_and_the_database_refuses_it_too():
    agreement, officer = paper("signed"), make_user()
    for reason in (None, {}, {"en": ""}):
        with pytest.raises(ValidationError) as refused:
            services.move_agreement(agreement, state="lapsed", on=DAY, reason=reason, by=officer)
        assert set(refused.value.message_dict) == {"reason"}
    row = services.move_agreement(agreement, state="lapsed", on=DAY, reason=WHY, by=officer).statechanges.get()
    with pytest.raises(Exception, match="agreement_end_has_reason"), transaction.atomic():
        StateChange.everything.filter(pk=row.pk).update(reason={})


@pytest.mark.parametrize(
    ("state", "day", "field"),
    [
        ("in_force", DAY - timedelta(days=1), "on"),
        ("in_force", timezone.localdate() + timedelta(days=2), "on"),
        ("nonsense", DAY, "state"),
    ],
)
def test_a_wrong_day_or_state_is_said_beside_its_field(state: str, day: date, field: str):
    agreement, officer = paper("signed"), make_user()
    with pytest.raises(ValidationError) as refused:
        services.move_agreement(agreement, state=state, on=day, by=officer)
    assert set(refused.value.message_dict) == {field}
    assert StateChange.objects.count() == 0


def test_a_paper_of_one_party_is_not_signed_by_way_of_its_state():
    agreement, officer = make_agreement(parties=1), make_user()
    with pytest.raises(ValidationError, match="Two parties"):
        services.move_agreement(agreement, state="signed", on=DAY, by=officer)


def test_a_signing_that_was_recorded_by_mistake_is_taken_back_with_its_day():
    agreement, officer = paper("signed"), make_user()
    services.move_agreement(agreement, state="agreed", reason={"en": "Not signed yet."}, by=officer)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("agreed", None)


def test_a_paper_comes_in_at_any_state_but_an_end():
    officer = make_user()
    facts = {"title": {"en": "Old"}, "area": make_agreement().area, "signed_on": DAY, "by": officer}
    assert services.create_agreement(officer.office, state="fulfilled", **facts).state == "fulfilled"
    with pytest.raises(ValidationError) as refused:
        services.create_agreement(officer.office, state="terminated", **facts)
    assert set(refused.value.message_dict) == {"state"}


def test_two_who_move_a_paper_at_once_do_not_overwrite_each_other():
    agreement, officer = paper("signed"), make_user()
    services.move_agreement(agreement, state="in_force", on=DAY, version=1, by=officer)
    old = Agreement.objects.get()
    with pytest.raises(StaleEdit):
        services.move_agreement(old, state="fulfilled", on=DAY, version=1, by=officer)
    assert [row.after for row in StateChange.objects.all()] == ["in_force"]


def test_a_promise_tells_how_late_it_is_or_was_kept():
    agreement = paper("signed")
    facts = {"due": DAY, "settled_on": DAY + timedelta(days=5)}
    kept, waived = (
        make_commitment(agreement, state="kept", **facts),
        make_commitment(agreement, state="waived", reason=WHY, **facts),
    )
    open_one, free = make_commitment(agreement, due=DAY), make_commitment(agreement)
    today = DAY + timedelta(days=12)
    assert [row.days_late(today) for row in (kept, waived, open_one, free)] == [5, 0, 12, 0]
    assert open_one.days_late(DAY) == 0

"""A place that the reader did not understand becomes a claim by a person, or nothing, with a reason; both can be taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.accounts.models import Role
from kelisim.common.queries import history_of
from kelisim.indicators.models import Observation
from kelisim.press.decisions import reopen_claim
from kelisim.press.models import PERSON, Claim, Unclear
from kelisim.press.services import read_article, store_article
from kelisim.press.unclear import dismiss_place, reopen_place, settle_place
from tests.factories import make_area, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db
TEXT = "Кездесуде 5 млрд теңге жайлы сөз болды.\nИнвестиция келесі кезеңде 12 млн болады."
FACTS = {
    "measure": "investment",
    "of": "",
    "value": Decimal(5_000_000_000),
    "unit": "KZT",
    "bound": "exact",
    "status": "actual",
    "stage": "",
    "start": date(2025, 1, 1),
    "end": date(2025, 12, 31),
    "area": "KZ-61",
    "partner": None,
}


@pytest.fixture
def officer():
    make_area()
    make_indicator("investment")
    return make_user()


@pytest.fixture
def place(officer):
    stored = store_article(make_office(), text=TEXT, day=date(2025, 12, 22), by=officer)
    read_article(stored.version, by=officer)
    assert Unclear.objects.count() == 2
    return Unclear.objects.get(why="money_without_measure")


def test_settle_place_makes_a_claim_with_its_sentence_and_a_figure(place, officer):
    claim = settle_place(place, by=officer, **FACTS)
    assert (claim.state, claim.reader, claim.quote, claim.offset) == ("accepted", PERSON, "5 млрд теңге", 10)
    assert Observation.objects.get().value == 5_000_000_000
    assert claim.source.quote == "Кездесуде 5 млрд теңге жайлы сөз болды."
    place.refresh_from_db()
    assert (place.claim, place.settled_by, place.is_settled) == (claim, officer, True)
    assert {row.pgh_context.metadata["action"] for row in history_of(claim)} == {"press.settle_place"}


def test_reading_again_keeps_what_a_person_made_and_said(place, officer):
    claim = settle_place(place, by=officer, **FACTS)
    other = Unclear.objects.get(why="number_without_unit")
    dismiss_place(other, reason="too_vague", by=officer)
    read_article(place.version_of, by=officer)
    assert Claim.objects.get() == claim
    assert [one.is_settled for one in Unclear.objects.all()] == [True, True]


@pytest.mark.parametrize("take_back", ["place", "claim"])
def test_what_was_made_of_a_place_is_taken_back(place, officer, take_back):
    claim = settle_place(place, by=officer, **FACTS)
    if take_back == "claim":
        reopen_claim(claim, by=officer)
        assert claim.state == "pending"
        read_article(place.version_of, by=officer)
        assert Claim.objects.get() == claim, "what a person wrote is not lost by reading again"
    reopen_place(Unclear.objects.get(pk=place.pk), by=officer)
    assert (Claim.objects.count(), Observation.objects.count()) == (0, 0)
    assert not Unclear.objects.get(pk=place.pk).is_settled
    assert settle_place(Unclear.objects.get(pk=place.pk), by=officer, **FACTS).state == "accepted"


def test_dismiss_place_asks_why(place, officer):
    with pytest.raises(ValidationError):
        dismiss_place(place, reason="", by=officer)
    dismiss_place(place, reason="no_claim", by=officer)
    assert (place.reason, place.claim, place.settled_by) == ("no_claim", None, officer)
    with pytest.raises(ValidationError) as refused:
        settle_place(place, by=officer, **FACTS)
    assert refused.value.messages == ["Somebody has settled this place in the meantime."]
    reopen_place(place, by=officer)
    assert (place.is_settled, place.reason) == (False, "")


@pytest.mark.parametrize(
    ("facts", "field"), [({"unit": "job"}, "unit"), ({"area": "KZ-99"}, "area"), ({"value": Decimal(-1)}, "value")]
)
def test_settle_place_refuses_what_does_not_fit(place, officer, facts, field):
    with pytest.raises(ValidationError) as refused:
        settle_place(place, by=officer, **FACTS | facts)
    assert field in refused.value.message_dict
    assert (Claim.objects.count(), place.is_settled) == (0, False)


def test_settle_place_refuses_a_claim_that_stands_there(place, officer):
    settle_place(place, by=officer, **FACTS)
    twin = Unclear.objects.create(
        version_of=place.version_of, offset=place.offset, length=place.length, quote=place.quote, why="time_unknown"
    )
    with pytest.raises(ValidationError) as refused:
        settle_place(twin, by=officer, **FACTS)
    assert refused.value.code == "unique"


def test_only_the_own_desk_settles(place):
    for user in (make_user(Role.ANALYST), make_user(Role.AGENCY), make_user(office=make_office("aktobe"))):
        for settle in (
            lambda by: settle_place(place, by=by, **FACTS),
            lambda by: dismiss_place(place, reason="no_claim", by=by),
        ):
            with pytest.raises(PermissionDenied):
                settle(user)

"""One figure with its sources; another value beside it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.accounts.models import Role
from kelisim.common.queries import history_of
from kelisim.indicators.models import Observation
from kelisim.indicators.services import leave_figure, record_observation, set_target
from tests.factories import make_area, make_indicator, make_office, make_source, make_user

pytestmark = pytest.mark.django_db
HALF = {"start": date(2025, 1, 1), "end": date(2025, 6, 30)}


def record(value, *, source=None, **facts):
    office = facts.pop("office", None) or make_office()
    basics = {"indicator": make_indicator(), "area": make_area(), "value": Decimal(value), "unit": "USD", **HALF}
    return record_observation(office, source=source or make_source(), by=make_user(office=office), **basics | facts)


def test_two_sources_of_the_same_figure_are_one_observation():
    first, second = make_source(day=date(2025, 8, 1)), make_source(day=date(2025, 9, 1))
    assert record(543_500_000, source=first) == record(543_500_000, source=second)
    observation = Observation.objects.get()
    assert set(observation.sources.all()) == {first, second}
    assert observation.vintage == date(2025, 8, 1)


def test_another_value_stands_beside_with_the_day_of_its_source():
    record(23_700_000_000, source=make_source(day=date(2022, 3, 1)))
    record(23_800_000_000, source=make_source(day=date(2022, 9, 1)))
    assert list(Observation.objects.order_by("vintage").values_list("value", "vintage")) == [
        (Decimal("23700000000"), date(2022, 3, 1)),
        (Decimal("23800000000"), date(2022, 9, 1)),
    ]


def test_two_values_of_one_day_stand_side_by_side():
    record(301_000_000, source=make_source(day=date(2025, 11, 14)))
    record(311_000_000, source=make_source(day=date(2025, 11, 14)))
    assert Observation.objects.count() == 2


def test_figures_without_a_period_are_never_merged():
    record(5, indicator=make_indicator("agreement_count"), unit="agreement", start=None, end=None)
    record(5, indicator=make_indicator("agreement_count"), unit="agreement", start=None, end=None)
    assert Observation.objects.count() == 2


def test_another_currency_is_another_figure():
    assert record(100, unit="USD") != record(100, unit="EUR")


def test_offices_keep_their_figures_apart():
    assert record(5) != record(5, office=make_office("zhambyl", area_codes=["KZ-31"]))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"unit": "job"}, "unit"),
        ({"unit": "XXQ"}, "unit"),
        ({"value": -1}, "value"),
        ({"stage": "launched"}, "stage"),
        ({"start": date(2025, 7, 1)}, "end"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(facts, field):
    with pytest.raises(ValidationError) as refused:
        record(**{"value": 5, **facts})
    assert list(refused.value.message_dict) == [field]
    assert not Observation.objects.exists()


def test_samples_and_real_places_do_not_meet():
    with pytest.raises(ValidationError) as refused:
        record(5, office=make_office("sample-office", is_sample=True))
    assert list(refused.value.message_dict) == ["area"]


def test_record_observation_by_hand_says_whose_hand_and_in_which_action():
    office = make_office()
    by = make_user(office=office)
    observation = record_observation(
        office, indicator=make_indicator(), area=make_area(), value=Decimal(5), unit="USD", by=by, **HALF
    )
    assert [source.kind for source in observation.sources.all()] == ["person"]
    assert history_of(observation)[0].pgh_context.metadata == {"user": by.pk, "action": "indicators.record_observation"}


def test_officer_of_another_office_cannot_set_target():
    with pytest.raises(PermissionDenied):
        set_target(
            make_office(), indicator=make_indicator(), by=make_user(office=make_office("zhambyl")), value=1, unit="USD"
        )


def test_figure_leaves_with_its_last_source():
    first, second, by = make_source(), make_source(), make_user(Role.ADMINISTRATOR)
    record(5, source=first)
    observation = record(5, source=second)
    assert not leave_figure(observation, first, by=by).is_archived
    assert leave_figure(observation, second, by=by).is_archived

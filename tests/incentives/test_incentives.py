"""Cards of reliefs."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.accounts.models import Role
from kelisim.common.queries import history_of
from kelisim.incentives import services
from kelisim.incentives.models import Incentive
from kelisim.incentives.queries import incentives_for_list, valid_on
from tests.factories import make_incentive, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role.values)
def test_incentives_are_kept_by_the_agency_and_administrators(role: str):
    user, incentive = make_user(role), make_incentive()
    if role in (Role.AGENCY, Role.ADMINISTRATOR):
        services.edit_incentive(incentive, kind="customs", by=user)
        assert history_of(incentive)[0].pgh_context.metadata == {"user": user.pk, "action": "incentives.edit_incentive"}
    else:
        with pytest.raises(PermissionDenied):
            services.edit_incentive(incentive, kind="customs", by=user)


def test_incentive_needs_a_source_and_the_day_on_which_it_was_checked():
    agency = make_user(Role.AGENCY)
    facts = {
        "code": "land",
        "kind": "land",
        "name": {"en": "Land"},
        "text": {"en": "Free."},
        "legal_basis": {"en": "Law"},
    }
    with pytest.raises(ValidationError) as refused:
        services.create_incentive(agency, **facts, by=agency)
    assert set(refused.value.message_dict) == {"source", "checked_on"}
    with pytest.raises(ValidationError) as refused:
        services.create_incentive(
            agency, **facts, source=make_source(), checked_on=date(2026, 1, 1), conditions=[], by=agency
        )
    assert set(refused.value.message_dict) == {"conditions"}


def test_public_sees_released_incentives_that_hold_on_the_day():
    agency = make_user(Role.AGENCY)
    make_incentive()
    card = make_incentive(start=date(2025, 1, 1), end=date(2025, 12, 31))
    services.publish_incentive(card, by=agency)
    public = Incentive.objects.visible_to(None)
    assert [list(valid_on(public, date(year, 6, 1))) for year in (2024, 2025, 2026)] == [[], [card], []]
    services.archive_incentive(card, by=agency)
    assert (Incentive.objects.count(), incentives_for_list(agency).count()) == (1, 2)

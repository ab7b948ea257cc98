"""The indicators of the reference."""

import pytest

from kelisim.accounts.models import Role
from kelisim.common.choices import Measure
from kelisim.indicators import reference
from kelisim.indicators.models import Indicator
from kelisim.indicators.queries import indicator_for
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_reference_has_every_measure_and_its_growth_once():
    admin = make_user(Role.ADMINISTRATOR)
    assert len(reference.keep_reference(admin)) == 30
    assert reference.keep_reference(admin) == []
    assert {indicator_for(measure).measure for measure in Measure if measure != "growth"} == set(Measure) - {
        Measure.GROWTH
    }
    assert indicator_for("growth", "trade_turnover").code == "growth-of-trade-turnover"
    assert all(len(row.name) == len(row.definition) == 5 for row in Indicator.objects.all())

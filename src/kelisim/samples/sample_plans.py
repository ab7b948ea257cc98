"""Plans of the sample region and what was reached of them. Made up and marked as a sample, like everything of that office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from kelisim.accounts.models import Office, Role
from kelisim.common.choices import FactStatus, Measure
from kelisim.common.reference import area_by_code
from kelisim.indicators import services as indicators
from kelisim.indicators.models import Basis, Target
from kelisim.indicators.queries import indicator_for
from kelisim.samples.sample_region import OFFICE_SLUG

YEAR = 2025
# Measure, unit, planned for the year, reached by the end of a month.
PLANS = (
    (Measure.FDI, "USD", Decimal(300_000_000), Decimal(241_500_000), date(YEAR, 9, 30)),
    (Measure.FIXED_CAPITAL_INVESTMENT, "KZT", Decimal(940_000_000_000), Decimal(812_600_000_000), date(YEAR, 11, 30)),
    (Measure.EXPORT, "USD", Decimal(120_000_000), Decimal(74_200_000), date(YEAR, 10, 31)),
)


def load_sample_plans() -> None:
    """Record the plans, unless they are there."""
    office = Office.objects.get(slug=OFFICE_SLUG)
    if Target.objects.filter(office=office).exists():
        return
    officer, head = (office.users.filter(role=role).earliest("pk") for role in (Role.OFFICER, Role.HEAD))
    with transaction.atomic():
        for measure, unit, planned, reached, end in PLANS:
            facts = {
                "indicator": indicator_for(measure, "", Basis.UNSTATED),
                "area": area_by_code("XA-01"),
                "unit": unit,
                "start": date(YEAR, 1, 1),
                "by": officer,
            }
            target = indicators.set_target(office, value=planned, end=date(YEAR, 12, 31), **facts)
            indicators.publish_target(target, by=head)
            actual = indicators.record_observation(office, value=reached, end=end, status=FactStatus.ACTUAL, **facts)
            indicators.publish_observation(actual, by=head)

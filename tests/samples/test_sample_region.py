"""The sample region: its sums, its marks, and that loading again changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import signed_sums
from kelisim.common.models import Area
from kelisim.engines.values.money import Money
from kelisim.parties.models import Organisation
from kelisim.projects.models import Confirmation, Project
from kelisim.projects.queries import PoolSum, launched_by, pool_sums, under_way_between
from kelisim.samples.load import load_all
from kelisim.zones.models import Plot, PlotState


@pytest.mark.django_db
def test_sample_region_has_the_sums_of_its_bulletin():
    load_all()
    pool = Project.objects.filter(office__slug="sample-office")
    in_2025 = under_way_between(pool, date(2025, 1, 1), date(2025, 12, 31))
    launched = launched_by(pool, date(2025, 12, 22))
    assert pool_sums(pool) == PoolSum(111, 23_915, 4_889)
    assert (in_2025.count(), pool_sums(in_2025).jobs_planned) == (58, 8_250)
    assert (launched.count(), pool_sums(launched).jobs_created) == (34, 4_889)
    assert Confirmation.objects.filter(confirmed_by__isnull=False).exclude(reference="").count() == 34

    assert {str(area.name) for area in Area.objects.filter(code="XA-01")} == {"Sample region"}
    assert not Organisation.objects.filter(is_sample=False).exists()
    assert set(Plot.objects.values_list("state", flat=True)) == set(PlotState.values)
    forum = Agreement.objects.filter(event__slug="sample-forum")
    assert signed_sums(forum) == [(Money(Decimal("432200000000"), "KZT"), 7)]

    with CaptureQueriesContext(connection) as queries:
        load_all()
    assert (Project.objects.count(), Area.objects.filter(code="XA").count()) == (111, 1)
    assert len(queries) < 20

"""Published facts of real places: read, accepted, public, and only once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kelisim.common.models import Area, Source
from kelisim.common.reference import load_reference
from kelisim.events.models import Event
from kelisim.indicators.models import Observation, Target
from kelisim.overview.contradictions import contradictions
from kelisim.overview.figures import compared, fulfilments, published_figures
from kelisim.press.models import Article, Claim
from kelisim.samples.real import load_real
from kelisim.zones.models import Zone
from tests.factories import make_area, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _real(django_db_setup, django_db_blocker):
    """The facts of real places without the sample region, loaded once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        load_real()
        yield
        transaction.set_rollback(True)


def test_load_real():
    make_office("sample-office", is_sample=True, area_codes=["XA-01"])
    make_area("XA")
    make_area("XA-01", is_sample=True)
    load_real()
    turkistan = Area.objects.get(code="KZ-61")
    (found,) = fulfilments(compared(published_figures(Q(area=turkistan))))
    assert (found.target.value, found.actual.value, round(found.percent, 1)) == (
        475_000_000,
        543_500_000,
        Decimal("114.4"),
    )
    assert len(found.actual.quotes) == 2

    claims = Claim.objects.published()
    assert set(claims.values_list("state", flat=True)) == {"accepted", "corrected"}
    assert not Claim.objects.filter(state="pending").exists()
    corrected = {
        claim.quote: claim.decision
        for claim in claims.filter(state="corrected", version_of__article__office__is_sample=False)
    }
    assert corrected == {"300-ден астам компанияны": {"area": "TR-16"}}

    launched = [{said.value for said in one.figures} for one in contradictions() if one.area == turkistan]
    assert {Decimal(34), Decimal(41)} in launched
    assert not Observation.objects.filter(office__is_sample=True).exclude(area__code="XA-01").exists()
    assert {source.is_sample for source in Source.objects.filter(observations__area__code="XA-01")} == {True}
    assert Article.objects.get(slug__contains="brifing").day is None
    assert Event.objects.get(slug="istanbul-2020").claims.count() == 3
    bursa = Event.objects.get(slug="bursa-2026")
    assert (bursa.start, bursa.lessons.count(), bursa.time_zone) == (date(2026, 2, 17), 4, "Europe/Istanbul")
    assert not Event.objects.filter(report_released_at__isnull=True).exists()

    before = [model.everything.count() for model in (Article, Claim, Observation, Target, Source, Event)]
    with CaptureQueriesContext(connection) as queries:
        load_real()
    assert [model.everything.count() for model in (Article, Claim, Observation, Target, Source, Event)] == before
    assert len(queries) < 200


def test_real_facts_need_no_sample_region():
    assert not Observation.objects.filter(office__is_sample=True).exists()
    assert Observation.objects.published().filter(office__slug="turkistan").exists()


def test_the_first_page_draws_three_years_of_direct_investment_beside_the_latest():
    page = Client().get("/en/").text
    assert 'aria-label="2020: $17.2bn; 2021: $23.7bn; 2022: $28bn"' in page


def test_the_zone_that_the_delegation_to_bursa_saw_has_its_page_and_the_visit_no_hours():
    visit = Zone.objects.get(slug="bursa-osb").site_visits.get()
    assert (visit.has_hours, visit.days) == (False, (date(2026, 2, 17), date(2026, 2, 19)))
    client = Client()
    assert "Delegation of the Aktobe region to Bursa" in client.get("/en/zones/bursa-osb/").text
    trip = client.get("/en/events/bursa-2026/").text
    assert ('href="/en/zones/bursa-osb/"' in trip, "00:00" in trip) == (True, False)
    assert ("Articles" in trip, "300" in trip) == (True, True)
    assert 'href="/en/zones/bursa-osb/"' in client.get("/en/events/bursa-2026/report/").text
    book = client.get("/en/events/bursa-2026/programme.ics").content
    assert (b"DTSTART;VALUE=DATE:20260217" in book, b"DTEND;VALUE=DATE:20260220" in book) == (True, True)

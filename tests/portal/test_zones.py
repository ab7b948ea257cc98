"""A zone's page: plan, one plot, utilities over time, and what fits a plant."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from kelisim.portal.balance import balance_chart
from kelisim.zones.models import Building, Tariff, Utility, UtilityClaim, UtilityKind
from kelisim.zones.queries import Balance, balances, quarter_ends
from tests import factories as make
from tests.portal.conftest import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone(db: None):
    zone = publish(make.make_zone(slug="north"))
    for number, hectares, facts in (("1", 3, {}), ("2", 12, {"has_rail": True}), ("3", 5, {"state": "occupied"})):
        make.make_plot(zone, number=number, hectares=Decimal(hectares), **facts)
    Utility.objects.create(zone=zone, kind="power", capacity=Decimal(20))
    UtilityClaim.objects.create(zone=zone, kind="power", amount=Decimal(14), label="Mill", is_firm=True)
    UtilityClaim.objects.create(zone=zone, kind="power", amount=Decimal(4), label="Works", is_firm=False)
    return zone


def show(client: Client, query: str = ""):
    return client.get(f"/en/zones/north/{query}")


def test_the_counts_of_the_legend_lead_to_their_plots(client: Client, zone):
    html = show(client).text
    assert 'href="?state=occupied#plots"' in html
    assert [plot.number for plot in show(client, "?state=occupied").context["rows"]] == ["3"]
    assert len(show(client, "?state=nonsense").context["rows"]) == 3


def test_the_largest_open_plot_stands_beside_the_plan_until_another_is_chosen(client: Client, zone):
    Tariff.objects.create(zone=zone, kind="lease_land", amount=480_000, currency="KZT")
    assert [show(client, query).context["card"]["plot"].number for query in ("", "?plot=3", "?plot=99")] == [
        "2",
        "3",
        "2",
    ]
    html = show(client).text
    assert "₸480,000" in html
    assert "Hand in a proposal" in html


def test_square_metres_of_a_building_lead_to_their_source(client: Client, zone):
    Building.objects.create(zone=zone, number="H-1", square_metres=1200)
    assert '<a class="fig" href="#source">1,200 m²' in show(client).text


def test_a_utility_is_told_by_quarter_with_what_is_contracted_and_claimed(zone):
    today = timezone.localdate()
    (found,) = balances([zone], [today]).values()
    assert found == [Balance(today, Decimal(20), Decimal(14), Decimal(4))]
    assert (found[0].wanted, found[0].left) == (18, 2)


def test_what_ended_or_has_not_begun_is_not_counted(zone):
    today = timezone.localdate()
    day = timedelta(days=1)
    UtilityClaim.objects.create(zone=zone, kind="power", amount=9, label="Gone", end=today - day)
    UtilityClaim.objects.create(zone=zone, kind="power", amount=9, label="Later", start=today + day)
    (found,) = balances([zone], [today, today + 2 * day]).values()
    assert [one.wanted for one in found] == [18, 27]


def test_quarters_follow_over_the_end_of_a_year():
    assert quarter_ends(date(2026, 11, 25), 3) == [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]


def test_the_chart_says_in_which_quarter_it_falls_short():
    days = quarter_ends(date(2026, 11, 25), 2)
    chart = balance_chart(UtilityKind.POWER, [Balance(days[0], 24, 13, 2), Balance(days[1], 24, 17, Decimal("10.5"))])
    assert chart.title == "Electricity: in Q1 2027 residents and applicants want 3.5 MW more than is connected"
    assert [(bar.beyond > 0) for bar in chart.bars] == [False, True]
    assert [tick.text for tick in chart.ticks] == ["0", "20", "40"]


def test_balances_ask_two_queries_for_any_number_of_zones(zone, django_assert_num_queries):
    other = make.make_zone()
    Utility.objects.create(zone=other, kind="gas", capacity=5)
    with django_assert_num_queries(2):
        assert len(balances([zone, other], [timezone.localdate()])) == 2


@pytest.mark.parametrize("path", ["zones/north/", "plots/"])
def test_a_plant_finds_its_plot_and_why_the_others_do_not_fit(client: Client, zone, path: str):
    html = client.get(f"/en/{path}?ha=10&mw=2&rail=on").text
    assert "1 of 2 open plots fit" in html
    assert "too small: 3 of 10 ha; no rail spur" in html
    assert "0 of 2 open plots fit" in client.get(f"/en/{path}?mw=3").text
    assert "Electricity: 2 of 3 MW free by then" in client.get(f"/en/{path}?mw=3").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ha=-1", "Write a number that is 0 or more."),
        ("ha=ten", "Write digits only"),
        ("mw=99999999999999", "no more than"),
        ("ha=5&by=20205-01-01", "Select a valid choice"),
    ],
)
def test_a_need_that_makes_no_sense_is_told_beside_its_field_and_stays(client: Client, zone, query: str, words: str):
    answer = client.get(f"/en/plots/?{query}")
    assert answer.status_code == 200
    assert words in answer.text
    assert f'value="{query.partition("=")[2].partition("&")[0]}"' in answer.text
    assert not answer.context["is_asked"]


def test_draft_zones_offer_nothing(client: Client, db: None):
    make.make_plot(make.make_zone())
    assert "No open plot is published" in client.get("/en/plots/").text

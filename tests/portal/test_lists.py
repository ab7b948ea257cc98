"""The portal's lists: order, columns, sums of what is shown, files that a program can read."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from kelisim.common import lists as common_lists
from kelisim.indicators.models import Observation
from kelisim.portal import lists
from tests import factories as make
from tests.portal.conftest import publish

pytestmark = pytest.mark.django_db


def project(title: str, amount: int | None = None, currency: str = "", **facts: Any) -> Any:
    return publish(make.make_project(title={"en": title}, amount=amount, currency=currency, **facts))


def titles(client: Client, query: str) -> list[str]:
    return [str(row.record.title) for row in client.get(f"/en/projects/{query}").context["list"].table]


def test_amounts_are_sorted_within_their_currency_and_the_page_says_so(client: Client):
    for amount, currency in ((1, "USD"), (500, "KZT"), (3, "USD"), (2, "KZT"), (None, "")):
        project(f"{amount} {currency}".strip(), amount, currency)
    assert titles(client, "?sort=amount") == ["2 KZT", "500 KZT", "1 USD", "3 USD", "None"]
    assert titles(client, "?sort=-amount") == ["500 KZT", "2 KZT", "3 USD", "1 USD", "None"]
    assert "amounts of two currencies are not compared" in client.get("/en/projects/?sort=amount").text


@pytest.mark.parametrize("sort", ["amount", "-amount", "stage", "-launched_on", "area", "-jobs_planned"])
def test_pages_lead_forth_and_back_over_the_same_rows(client: Client, monkeypatch: pytest.MonkeyPatch, sort: str):
    monkeypatch.setattr(common_lists, "PAGE", 3)
    for number in range(10):
        currency = ("USD", "KZT", "")[number % 3]
        project(f"Plant {number}", number // 2 if currency else None, currency, jobs_planned=number // 4 or None)
    forth, query = [], f"?sort={sort}"
    while query:
        page = client.get(f"/en/projects/{query}").context["list"]
        forth.append([row.record.pk for row in page.table])
        query, last = page.next, page
    back, query = [forth[-1]], last.previous
    while query:
        page = client.get(f"/en/projects/{query}").context["list"]
        back.insert(0, [row.record.pk for row in page.table])
        query = page.previous
    assert back == forth
    assert len({pk for part in forth for pk in part}) == 10


def test_stages_follow_each_other_as_a_project_goes(client: Client):
    for stage in ("permits", "idea", "agreed"):
        project(stage, stage=stage)
    assert titles(client, "?sort=stage") == ["idea", "agreed", "permits"]


def test_a_reader_chooses_columns_and_files_hold_just_these(client: Client):
    project("Mill", 5, "USD", jobs_planned=7)
    answer = client.get("/en/projects/?columns=title&columns=jobs_planned")
    assert [head.label for head in answer.context["list"].heads] == ["Project", "Jobs planned"]
    file = client.get("/en/projects/export.csv?columns=title&columns=jobs_planned").getvalue().decode("utf-8-sig")
    assert file.split() == ["title,jobs_planned", "Mill,7"]


def test_a_list_of_cards_becomes_a_table_when_columns_are_chosen(client: Client):
    publish(make.make_event(title={"en": "Forum"}))
    cards, table = client.get("/en/events/"), client.get("/en/events/?columns=title&columns=kind")
    assert [answer.context["is_table"] for answer in (cards, table)] == [False, True]
    assert [head.label for head in cards.context["list"].orders] == [
        "Event",
        "First day",
        "Last day",
        "Kind",
        "Held in",
    ]
    assert "Forum" in table.text


def test_sums_are_those_of_the_rows_that_are_shown(client: Client):
    project("Near", 5_000_000, "USD", area=make.make_area("KZ-61"))
    project("Far", 2_000_000, "USD", area=publish(make.make_area("KZ-75")))
    (whole,) = client.get("/en/projects/").context["sums"]
    (part,) = client.get("/en/projects/?area=KZ-75").context["sums"]
    assert [sum["pool"].projects for sum in (whole, part)] == [2, 1]
    assert part["href"] == "?area=KZ-75&kind_of_rows=real"
    assert [(money.amount, count) for money, count in part["amounts"]] == [(Decimal(2_000_000), 1)]


def test_numbers_and_days_are_such_in_a_spreadsheet(client: Client):
    project("Mill", 5, "USD", jobs_planned=7, launched_on=date(2025, 5, 1), jobs_created=3, stage="working")
    sheet = load_workbook(io.BytesIO(client.get("/en/projects/export.xlsx").getvalue())).active
    head, row = sheet.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert (found["amount"], found["jobs_planned"], found["launched_on"].date()) == (5, 7, date(2025, 5, 1))


def test_open_data_name_what_the_page_names_and_nothing_that_is_hidden_or_not_public(client: Client):
    public, own = publish(make.make_organisation(name="Mill LLP")), make.make_organisation(name="Quiet LLP")
    facts = {"sector": "10", "product": {"en": "Flour"}, "capacity": Decimal(12), "capacity_unit": "kt"}
    project("Mill", 5, "USD", number="A-1", organisation=public, **facts)
    project("Quarry", 5, "USD", organisation=own, **facts, hidden_fields=["sector", "capacity"])
    rows = json.loads(client.get("/en/projects/export.json?sort=title").getvalue())
    names = ("title", "number", "organisation", "sector", "product", "capacity_unit")
    assert [[row[name] or "" for name in names] for row in rows] == [
        ["Mill", "A-1", "Mill LLP", "10", "Flour", "kt"],
        ["Quarry", "", "", "", "Flour", ""],
    ]


def test_a_list_too_long_for_a_sheet_is_offered_and_sent_as_csv(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lists, "SHEET_ROWS", 1)
    for number in range(2):
        project(f"Plant {number}")
    answer = client.get("/en/projects/?sort=title")
    assert ("export.csv?sort=title" in answer.text, "export.xlsx" in answer.text) == (True, False)
    sent = client.get("/en/projects/export.xlsx?sort=title", follow=True)
    assert (sent["Content-Type"], sent.redirect_chain) == (
        "text/csv; charset=utf-8",
        [("export.csv?sort=title", 302)],
    )


def test_a_region_counts_the_rows_of_its_districts_and_leads_to_them(client: Client):
    region = publish(make.make_area("KZ-61"))
    district = publish(make.make_area("KZ-613600000", kind="district", parent=region))
    for area in (region, district):
        project(f"In {area.code}", area=area)
    (row,) = [row for row in client.get("/en/regions/").context["list"].table if row.record.code == "KZ-61"]
    assert row.record.project_count == 2
    assert len(titles(client, "?area=KZ-61")) == 2


def differ(measure: str, low: int, high: int, **facts: Any) -> None:
    for value in (low, high):
        row = {
            "value": value,
            "reporter": make.make_organisation(),
            "start": date(2025, 1, 1),
            "end": date(2025, 12, 31),
        }
        publish(make.make_observation(measure, **row | facts))


def contradicted(client: Client, query: str = "") -> list[str]:
    return [row.record.what for row in client.get(f"/en/contradictions/{query}").context["list"].table]


@pytest.fixture
def three(db: None) -> None:
    differ("fdi", 100, 110, end=date(2024, 12, 31), start=date(2024, 1, 1))
    differ("export", 100, 190)
    differ("import", 100, 150, area=publish(make.make_area("KZ-75")))


def test_contradictions_are_searched_filtered_and_sorted(client: Client, three: None):
    assert contradicted(client, "?sort=gap") == ["fdi", "import", "export"]
    assert contradicted(client, "?sort=-gap") == ["export", "import", "fdi"]
    assert contradicted(client, "?q=imp") == ["import"]
    assert contradicted(client, "?q=nothing+of+it") == []
    assert contradicted(client, "?area=KZ-75") == ["import"]
    assert contradicted(client, "?kind=history") == []
    assert len(contradicted(client, "?kind=differ&kind_of_rows=real")) == 3
    assert contradicted(client, "?kind_of_rows=sample") == []


def test_contradictions_are_shown_by_pages(client: Client, three: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(common_lists, "PAGE", 2)
    first = client.get("/en/contradictions/?sort=gap").context["list"]
    second = client.get(f"/en/contradictions/{first.next}").context["list"]
    assert ([one.what for one in first.page], [one.what for one in second.page]) == (["fdi", "import"], ["export"])
    assert (first.previous, second.next) == ("", "")
    back = client.get(f"/en/contradictions/{second.previous}").context["list"]
    assert [one.what for one in back.page] == ["fdi", "import"]


def test_a_figure_leads_to_what_contradicts_it_on_whatever_page(client: Client, three: None):
    figure = Observation.objects.get(indicator__measure="import", value=100)
    answer = client.get(f"/en/contradictions/?of={figure.public_id}")
    assert [one.what for one in answer.context["list"].page] == ["import"]
    assert f'id="f{figure.public_id}"' in answer.text


def test_contradictions_are_a_file_with_a_row_for_each_figure(client: Client, three: None):
    text = client.get("/en/contradictions/export.csv?sort=gap").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["contradiction"], row["indicator"], row["value"]) for row in rows[:3]] == [
        ("1", "fdi", "110"),
        ("1", "fdi", "100"),
        ("2", "import", "150"),
    ]
    assert client.get("/en/contradictions/export.xlsx").getvalue()[:2] == b"PK"


def test_sums_that_differ_are_told_with_their_currency_and_year(client: Client):
    differ("trade_turnover", 30_100_000_000, 43_820_000_000)
    html = client.get("/en/contradictions/").text.replace("\u00a0", " ")
    assert "$43.82bn or $30.1bn?" in html
    assert '<span>2025</span><b class="nowrap">$43.82bn</b>' in html
    assert "Two reporters tell it, each by its own definition." in html

"""Lists: search, filters, order, pages without gaps, columns, files without formulas."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from kelisim.accounts.models import Role
from kelisim.common import lists
from kelisim.common.exports import guarded, xlsx_of
from kelisim.common.services import index
from kelisim.events.models import ProgrammeItem
from tests.factories import make_agreement, make_area, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/agreements/"


def agreement(title, **facts):
    made = make_agreement(title={"en": title}, **facts)
    index(made)
    return made


def titles(client, query="", page=LIST):
    return [str(row.record) for row in client.get(f"{page}{query}").context["page_of_list"].table]


@pytest.fixture
def officer(as_user):
    return as_user(make_user(Role.OFFICER))


def test_search_finds_by_the_beginning_of_every_word(officer):
    agreement("Greenhouse of Sairam")
    agreement("Glass works")
    assert titles(officer, "?q=green+sai") == ["Greenhouse of Sairam"]
    assert titles(officer, "?q=nothing+of+it") == []
    assert "Nothing fits" in officer.get(f"{LIST}?q=%27%22%28").text


def test_filters_narrow_and_stand_as_chips(officer):
    agreement("Draft", state="draft")
    agreement("Signed", state="signed", signed_on=date(2025, 5, 1))
    assert titles(officer, "?state=signed") == ["Signed"]
    assert titles(officer, "?signed_on_year=2025") == ["Signed"]
    assert titles(officer, "?signed_on_year=2024") == []
    chips = officer.get(f"{LIST}?state=signed&q=signed").context["page_of_list"].chips
    assert [(chip.label, chip.href) for chip in chips] == [
        ("Search: signed", "?state=signed"),
        ("State: Signed", "?q=signed"),
    ]


def test_a_filter_that_makes_no_sense_is_told_and_left_out(officer):
    agreement("One")
    answer = officer.get(f"{LIST}?signed_on_year=20205&area=XX-99&state=nonsense&sort=nonsense&after=forged")
    assert answer.status_code == 200
    assert [row.record.title["en"] for row in answer.context["page_of_list"].table] == ["One"]
    assert set(answer.context["page_of_list"].form.errors) == {"signed_on_year", "area", "state"}


def test_an_area_holds_its_parts(officer):
    region = make_area("KZ-61")
    agreement("In the district", area=make_area("KZ-613600000", kind="district", parent=region))
    agreement("Elsewhere", area=make_area("KZ-75"))
    assert titles(officer, "?area=KZ-61") == ["In the district"]


@pytest.mark.parametrize("sort", ["amount", "-amount", "title", "-title", "signed_on", "-signed_on", "state"])
def test_pages_follow_each_other_without_gap_or_repetition(officer, monkeypatch, sort):
    monkeypatch.setattr(lists, "PAGE", 3)
    for number in range(11):
        signed = date(2025, 1, 1 + number // 3) if number % 2 else None
        amount = {"amount": Decimal(number // 4), "currency": "KZT" if number % 2 else "USD"} if number % 3 else {}
        agreement(f"Paper {number // 2}", signed_on=signed, **amount)
    query, forward = f"?sort={sort}", []
    while query:
        page = officer.get(f"{LIST}{query}").context["page_of_list"]
        forward.append([row.record.pk for row in page.table])
        query, last = page.next, page
    whole = [pk for part in forward for pk in part]
    assert (len(whole), len(set(whole))) == (11, 11)
    backward, query = [forward[-1]], last.previous
    while query:
        page = officer.get(f"{LIST}{query}").context["page_of_list"]
        backward.insert(0, [row.record.pk for row in page.table])
        query = page.previous
    assert [pk for part in backward for pk in part] == whole


def test_rows_without_a_value_come_last_both_ways(officer):
    agreement("None")
    agreement("Two", amount=2, currency="KZT")
    agreement("One", amount=1, currency="KZT")
    assert titles(officer, "?sort=amount") == ["One", "Two", "None"]
    assert titles(officer, "?sort=-amount") == ["Two", "One", "None"]


def test_amounts_of_two_currencies_are_not_compared(officer):
    for currency, amount in (("USD", 1), ("KZT", 500), ("USD", 3), ("KZT", 2)):
        agreement(f"{amount} {currency}", amount=amount, currency=currency)
    agreement("None")
    assert titles(officer, "?sort=amount") == ["2 KZT", "500 KZT", "1 USD", "3 USD", "None"]
    assert titles(officer, "?sort=-amount") == ["500 KZT", "2 KZT", "3 USD", "1 USD", "None"]
    words = "Sorted by currency, then by amount"
    assert [words in officer.get(f"{LIST}?sort={sort}").text for sort in ("amount", "title")] == [True, False]


def test_kazakh_names_stand_in_the_order_of_the_alphabet(officer):
    for name in ("Үміт", "Ұлан", "Фирма", "Удача", "Әлем", "Апат", "Ілгері", "Ьь", "Ыстық", "Қала", "Лала", "Кала"):
        index(make_organisation(name=name))
    page = "/kk/workspace/organisations/"
    expected = ["Апат", "Әлем", "Кала", "Қала", "Лала", "Удача", "Ұлан", "Үміт", "Фирма", "Ыстық", "Ілгері", "Ьь"]
    assert titles(officer, "", page) == expected
    assert titles(officer, "?sort=-name", page) == expected[::-1]


def test_chosen_columns_are_shown_and_kept(officer):
    agreement("One", number="M-7")
    answer = officer.get(f"{LIST}?columns=title&columns=number&state=draft")
    assert [head.label for head in answer.context["page_of_list"].heads] == ["Title", "Number"]
    assert ("state", "draft") in answer.context["page_of_list"].kept
    assert "columns=title&amp;columns=number" in answer.text


def test_files_hold_what_is_filtered_and_no_formula(officer):
    agreement("=HYPERLINK(1)", amount=Decimal("1178.4"), currency="USD", signed_on=date(2025, 5, 1), state="signed")
    agreement("Left out")
    query = "?columns=title&columns=amount&columns=signed_on&state=signed"
    answer = officer.get(f"{LIST}export.csv{query}")
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert lines[0] == ["id", "Title", "Amount", "currency", "Signed"]
    assert [line[1:] for line in lines[1:]] == [["'=HYPERLINK(1)", "1178.4", "USD", "2025-05-01"]]
    sheet = load_workbook(io.BytesIO(officer.get(f"{LIST}export.xlsx{query}").getvalue())).active
    head, row = sheet.iter_rows(values_only=True)
    assert head[1:] == ("Title", "Amount", "currency", "Signed")
    assert row[1:4] == ("'=HYPERLINK(1)", 1178.4, "USD")
    assert {cell.data_type for cell in sheet["B"]} == {"s"}


@pytest.mark.parametrize("text", ["=1+1", "+7 701", "-1", "@SUM(A1)", "\t=1", "  =1", "|cmd"])
def test_a_text_that_could_be_a_formula_is_guarded(text):
    assert guarded(text) == f"'{text}"


def test_a_plain_text_stays_as_it_is():
    assert guarded("Жылыжай = 12 га") == "Жылыжай = 12 га"


def test_an_officer_sees_no_drafts_of_another_office(officer):
    from tests.factories import PUBLISHED, make_office

    other = make_office("aktobe")
    agreement("Draft of others", office=other)
    agreement("Released by others", office=other, published_at=PUBLISHED)
    agreement("Own draft")
    assert set(titles(officer)) == {"Released by others", "Own draft"}
    assert "Draft of others" not in officer.get(f"{LIST}export.csv").getvalue().decode()


def test_a_workbook_holds_texts_as_texts_numbers_as_numbers_and_days_as_days() -> None:
    """Also what a workbook cannot hold: signs that XML does not know are left out, nothing else is."""
    moment = datetime(2026, 3, 1, 9, 30)
    table = [
        ["name", "value"],
        ["#N/A", Decimal("1234567.5")],
        ["a\x01b\nc", 7],
        [date(2026, 3, 1), timezone.make_aware(moment)],
        ["ж" * 40_000, True],
        ["http://a.example", "=1+1"],
        [" <a & b>\r\n", ""],
        [date(1899, 1, 1), date(1900, 1, 1)],
        [0.1 + 0.2, Decimal("0.0000001")],
    ]
    book = load_workbook(io.BytesIO(xlsx_of(table)))
    found = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert found == [
        ["name", "value"],
        ["#N/A", 1234567.5],
        ["ab\nc", 7],
        [datetime(2026, 3, 1), moment],
        ["ж" * 32_767, True],
        ["http://a.example", "'=1+1"],
        [" <a & b>\r\n", None],
        ["1899-01-01", datetime(1900, 1, 1)],
        [0.1 + 0.2, 0.0000001],
    ]
    assert (book.active.freeze_panes, book.active["A1"].font.b) == ("A2", True)
    assert [cell.data_type for cell in book.active[2]] == ["s", "n"]


def test_hours_of_an_event_abroad_are_told_in_its_own_zone(as_user):
    event = make_event(time_zone="Europe/Istanbul")
    starts = datetime(2026, 3, 2, 6, tzinfo=UTC)
    ends = starts + timedelta(hours=1)
    ProgrammeItem.objects.create(event=event, kind="travel", title={"en": "The road"}, starts_at=starts, ends_at=ends)
    page = as_user(make_user()).get(f"/en/workspace/events/{event.public_id}/").text
    assert ("2 Mar 2026, 09:00" in page or "02.03.2026, 09:00" in page, "11:00" in page) == (True, False)

"""From a pasted article to a public figure and back to its quote: in Kazakh, on a phone, with the keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from kelisim.accounts.models import Role
from kelisim.common.reference import load_reference
from kelisim.indicators.models import Observation
from kelisim.indicators.reference import keep_reference
from tests.browser.faults import faults_here, faults_of
from tests.browser.windows import signed_in
from tests.factories import make_office, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = ((390, "light"),)
TEXT = """Түркістан облысында жаңа жобалар іске қосылды
2025 жылы Түркістан облысында 12 инвестициялық жоба іске қосылды.
2025 жылы Түркістан облысында 640 жұмыс орны ашылды.
2025 жылдың 10 айында облысқа 215,5 млрд теңге инвестиция тартылды."""


@pytest.fixture
def phone(browser: Any, live_server: Any) -> Any:
    """A phone on which an officer of Turkistan has signed in."""
    load_reference()
    keep_reference(make_user(Role.ADMINISTRATOR))
    officer = make_user(office=make_office(), language="kk")
    return signed_in(browser, live_server, officer, viewport={"width": 390, "height": 844}, locale="kk-KZ").new_page()


def test_article_becomes_a_figure_with_its_quote(phone: Any, live_server: Any) -> None:
    phone.goto(f"{live_server.url}/kk/workspace/press/new/")
    phone.fill("[name=text]", TEXT)
    phone.fill("[name=day]", "2025-11-30")
    phone.locator("main form .btn--go").press("Enter")
    phone.wait_for_url("**/review/")
    waiting = phone.locator(".queue li").count()
    assert waiting == 3
    for _each in range(waiting):
        before = phone.url
        phone.keyboard.press("a")
        phone.wait_for_url(lambda url, before=before: url != before)
        phone.wait_for_load_state()
    phone.keyboard.press("z")
    phone.wait_for_url("**claim=**")
    assert Observation.objects.count() == 2
    phone.keyboard.press("a")
    phone.wait_for_selector(".empty")
    assert sorted(Observation.objects.published().values_list("value", flat=True)) == [12, 640, 215_500_000_000]

    phone.goto(f"{live_server.url}/kk/regions/KZ-61/")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.locator("a.fig", has_text="640").first.click()
    phone.wait_for_url("**/kk/articles/**")
    quote = phone.locator(":target")
    assert "640 жұмыс орны" in quote.inner_text()
    assert quote.bounding_box()["y"] < 844


UNCLEAR = """Кездесуде 5 млрд теңге жайлы сөз болды.
Инвестиция келесі кезеңде 12 млн болады.
2025 жылы Түркістан облысында 12 инвестициялық жоба іске қосылды."""


def press(phone: Any, key: str) -> None:
    """One key, and wait for the page to which it leads."""
    with phone.expect_navigation():
        phone.keyboard.press(key)


def read(phone: Any, root: str, text: str) -> None:
    """Paste an article and come to its review."""
    phone.goto(f"{root}/kk/workspace/press/new/")
    phone.fill("[name=text]", text)
    phone.fill("[name=day]", "2025-11-30")
    phone.locator("main form .btn--go").press("Enter")
    phone.wait_for_url("**/review/")


def test_unclear_places_are_settled_with_the_keyboard(phone: Any, live_server: Any) -> None:
    read(phone, live_server.url, UNCLEAR)
    press(phone, "a")
    phone.wait_for_selector("text=5 млрд теңге")
    press(phone, "d")
    phone.wait_for_selector("#now >> text=12 млн")
    press(phone, "z")
    phone.wait_for_selector("#now >> text=5 млрд теңге")
    press(phone, "c")
    assert phone.input_value("[name=value]") == "5000000000"
    phone.select_option("[name=measure]", "investment")
    phone.locator("main form .btn--go").press("Enter")
    phone.wait_for_selector("#now >> text=12 млн")
    press(phone, "d")
    phone.wait_for_selector(".empty")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert sorted(int(one.value) for one in Observation.objects.published()) == [12, 5_000_000_000]


def test_corrected_text_is_compared_and_what_changed_is_reviewed(phone: Any, live_server: Any) -> None:
    read(phone, live_server.url, TEXT)
    for _each in range(3):
        press(phone, "a")
    article = phone.url.split("review/")[0]
    phone.goto(f"{article}text/")
    phone.fill("[name=text]", TEXT.replace("12 инвестициялық", "14 инвестициялық").rpartition("\n")[0])
    phone.locator("main form .btn--go").press("Enter")
    phone.wait_for_url("**/versions/")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert [one.inner_text() for one in phone.locator("table .tag").all()] == ["өзгерген", "сол қалпында", "жоқ болған"]
    phone.locator(".card form .btn").first.press("Enter")
    phone.wait_for_selector(".card form", state="detached")
    phone.goto(f"{article}review/")
    assert phone.locator(".review q").inner_text().startswith("2025 жылы Түркістан облысында 12")
    press(phone, "a")
    phone.wait_for_selector(".empty")
    assert sorted(int(one.value) for one in Observation.objects.published()) == [14, 640]


def test_pages_of_the_press_have_no_fault_of_access(phone: Any, live_server: Any) -> None:
    read(phone, live_server.url, UNCLEAR)
    article = phone.url.split("review/")[0]
    phone.goto(f"{article}text/")
    phone.fill("[name=text]", UNCLEAR.replace("12 инвестициялық", "14 инвестициялық"))
    phone.locator("main form .btn--go").press("Enter")
    phone.wait_for_url("**/versions/")
    root = f"{live_server.url}/kk/workspace/press/"
    pages = [
        f"{article}versions/",
        f"{article}names/",
        f"{article}review/",
        f"{root}files/",
        f"{root}address/",
        f"{root}feeds/new/",
    ]
    assert [fault for address in pages for fault in faults_of(phone, address, PHONE)] == []


def test_review_has_no_fault_of_access(phone: Any, live_server: Any) -> None:
    phone.goto(f"{live_server.url}/kk/workspace/press/new/")
    faults = faults_here(phone, PHONE)
    phone.fill("[name=text]", TEXT)
    phone.locator("main form .btn--go").click()
    phone.wait_for_url("**/review/")
    faults += faults_here(phone, (*PHONE, (1280, "light")))
    phone.keyboard.press("e")
    phone.wait_for_url("**/correct/")
    assert faults + faults_here(phone, ((1280, "light"),)) == []

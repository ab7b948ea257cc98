"""From a pasted article to a public figure and back to its quote: in Kazakh, on a phone, with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from kelisim.accounts.models import Role
from kelisim.common.reference import load_reference
from kelisim.indicators.models import Observation
from kelisim.indicators.reference import keep_reference
from tests.conftest import CHROMIUM
from tests.factories import make_office, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """Түркістан облысында жаңа жобалар іске қосылды
2025 жылы Түркістан облысында 12 инвестициялық жоба іске қосылды.
2025 жылы Түркістан облысында 640 жұмыс орны ашылды.
2025 жылдың 10 айында облысқа 215,5 млрд теңге инвестиция тартылды."""


@pytest.fixture
def phone(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A phone on which an officer of Turkistan has signed in."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    load_reference()
    keep_reference(make_user(Role.ADMINISTRATOR))
    officer = make_user(office=make_office(), language="kk")
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="kk-KZ")
        context.add_cookies([{**cookie, "url": live_server.url}])
        yield context.new_page()
        browser.close()


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
    from axe_playwright_python.sync_playwright import Axe

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
    found = {}
    for address in pages:
        phone.goto(address)
        found[address] = [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(phone).response["violations"]]
    assert found == {page: [] for page in pages}


def test_review_has_no_fault_of_access(phone: Any, live_server: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    phone.goto(f"{live_server.url}/kk/workspace/press/new/")
    found = {"new": Axe().run(phone).response["violations"]}
    phone.fill("[name=text]", TEXT)
    phone.locator("main form .btn--go").click()
    phone.wait_for_url("**/review/")
    found["review"] = Axe().run(phone).response["violations"]
    phone.set_viewport_size({"width": 1280, "height": 900})
    found["wide"] = Axe().run(phone).response["violations"]
    phone.keyboard.press("e")
    phone.wait_for_url("**/correct/")
    found["correct"] = Axe().run(phone).response["violations"]
    assert {name: [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] for name, faults in found.items()} == {
        name: [] for name in found
    }

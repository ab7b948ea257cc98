"""The style guide in a real browser: no fault of access, nothing too wide, keys and cards at work."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.faults import faults_here
from tests.conftest import CHROMIUM

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address():
    """A server without a database: the style guide asks none, so nothing need be emptied between the tests."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    contexts = []

    def open_page(path, *, width=1280, theme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{address}{path}", wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("kk", 1280, "light"), ("en", 1280, "dark"), ("ru", 390, "light"), ("zh", 390, "dark")],
)
def test_style_guide_has_no_fault_of_access(open_page, language, width, theme):
    page = open_page(f"/{language}/styleguide/", width=width, theme=theme)
    assert faults_here(page, ((width, theme),)) == []
    assert page.said == []


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1920])
def test_style_guide_is_never_wider_than_the_window(open_page, width):
    page = open_page("/kk/styleguide/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_theme_is_kept_for_the_next_page(open_page):
    page = open_page("/en/styleguide/")
    page.select_option(".foot [data-theme-switch] select", "dark")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_one_key_leads_into_the_search_but_not_while_somebody_types(open_page):
    page = open_page("/en/styleguide/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("a/b")
    assert page.evaluate("document.activeElement.value") == "a/b"


def test_fault_in_the_summary_leads_into_its_field(open_page):
    page = open_page("/en/styleguide/")
    page.click('.summary-error a[href="#id_amount"]')
    assert page.evaluate("document.activeElement.id") == "id_amount"


def test_card_of_a_figure_opens_on_focus_and_closes_on_escape(open_page):
    page = open_page("/en/styleguide/")
    page.focus("a[data-card]")
    page.wait_for_selector("#card:popover-open")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('card').matches(':popover-open')")


def test_dialog_opens_without_a_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/styleguide/")
    page.click('button[popovertarget="dialog"] >> nth=0')
    assert page.locator("#dialog").is_visible()
    context.close()


def test_a_filled_button_can_be_read_in_the_colours_of_the_reader(browser, address):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}/en/styleguide/")
    words = "one => { const own = getComputedStyle(one); return [own.forcedColorAdjust, own.color === own.backgroundColor] }"
    found = page.locator(".btn--go").first.evaluate(words)
    context.close()
    assert found == ["none", False]

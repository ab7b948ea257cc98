"""Every page of the workspace in a real browser: no fault of access, nothing wider than the window, nothing said in the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from kelisim.accounts.models import Role, User
from tests import factories as make
from tests.access import World
from tests.conftest import CHROMIUM
from tests.test_access import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
Looks = tuple[tuple[int, str], ...]
TWO: Looks = ((1280, "light"), (390, "dark"))
FOUR: Looks = (*TWO, (390, "light"), (1280, "dark"))
NO_PAGES = ("_export", "suggest")
# Pages that are the same for every kind of record are looked at for one.
ALIKE = ("_edit", "_history", "_archive", "_restore", "_publish", "_withdraw")


@pytest.fixture
def page_of(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[User], Any]]:
    """A browser page on which a user has signed in."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def page_of(user: User) -> Any:
            context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}]
            )
            return context.new_page()

        yield page_of
        browser.close()


def session_of(user: User) -> str:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def faults_of(page: Any, address: str, looks: Looks = TWO) -> list[str]:
    """What is wrong with a page at each width and in each light."""
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"{address}: {error}"))
    page.emulate_media(color_scheme=looks[0][1])
    page.set_viewport_size({"width": looks[0][0], "height": 900})
    answer = page.goto(address)
    if answer.status != 200:
        return [f"{address}: {answer.status}"]
    if not answer.headers["content-type"].startswith("text/html"):
        return []  # a file, a script or figures for one: no page
    page.evaluate(Axe().axe_script)
    for width, theme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        said += [f"{address} {width} {theme}: {fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]
        said += [f"{address} {width}: {wide} px too wide"] if wide > 0 else []
    return said


def names_of_pages() -> list[str]:
    """The pages of the workspace that one can open."""
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    names = [row[1] for row in rows if row[0] == "GET" and row[1].startswith("workspace:") and row[-1] == "200"]
    return [name for name in names if not name.endswith(NO_PAGES)]


def test_no_page_of_staff_has_a_fault_of_access(page_of: Callable[[User], Any]) -> None:
    world, user = World(), make.make_user(Role.ADMINISTRATOR)
    for number in range(12):
        make.make_commitment(world.agreement, text={"en": f"Late {number}"}, owner=user, due=date(2026, 1, 1))
    page, names = page_of(user), names_of_pages()
    names = [name for name in names if not name.endswith(ALIKE) or name.startswith("workspace:agreement")]
    assert len(names) > 60
    faults = [
        fault
        for name in names
        for fault in faults_of(page, world.address(name), FOUR if name.endswith(("_list", "my_day")) else TWO)
    ]
    assert faults == [], "\n".join(faults)


def test_no_page_of_a_zone_manager_has_a_fault_of_access(page_of: Callable[[User], Any]) -> None:
    world, manager = World(), make.make_user(Role.ZONE_MANAGER)
    make.ZoneManager.objects.create(zone=world.zone, user=manager)
    page = page_of(manager)
    names = ("my_day", "zone_list", "zone", "zone_edit", "plot_list", "plot", "plot_edit", "plot_new", "plot_history")
    addresses = [world.address(f"workspace:{name}") for name in names]
    assert [fault for address in addresses for fault in faults_of(page, address, FOUR)] == []


def test_no_page_of_an_investor_has_a_fault_of_access(page_of: Callable[[User], Any]) -> None:
    company, investor = make.make_organisation(name="Own Company"), make.make_user(Role.INVESTOR)
    make.make_representative(investor, company)
    proposal, case = make.make_proposal(organisation=company), make.make_case(organisation=company)
    make.make_project(organisation=company)
    page, own = page_of(investor), "/kk/workspace/own"
    places = ["/kk/workspace/", *(f"{own}/{kind}/{end}" for kind in ("proposals", "cases") for end in ("", "new/"))]
    places += [f"{own}/proposals/{proposal.public_id}/{end}" for end in ("", "edit/", "hand_in_proposal/", "archive/")]
    places += [f"{own}/cases/{case.public_id}/{end}" for end in ("", "add_message/")]
    assert [fault for place in places for fault in faults_of(page, place, FOUR)] == []
    assert faults_of(page_of(make.make_user(Role.INVESTOR)), "/en/workspace/", FOUR) == []


def test_a_long_list_of_boxes_is_one_stop_and_narrows_while_one_types(page_of: Callable[[User], Any]) -> None:
    for code in ("TR", "CN", "KG"):
        make.make_area(code, name={"en": {"TR": "Türkiye", "CN": "China", "KG": "Kyrgyzstan"}[code]})
    page = page_of(make.make_user())
    page.goto("/en/workspace/events/new/")
    page.focus("[data-narrow] input[type=search]")
    page.keyboard.type("k")
    assert page.locator("[data-narrow] li:visible").all_inner_texts() == ["Kyrgyzstan", "Türkiye"]
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "time_zone"
    assert page.locator("[data-narrow] input:checked").evaluate_all("boxes => boxes.map(box => box.value)") == ["TR"]

"""Every page of the workspace in a real browser: no fault of access, nothing wider than the window, nothing said in the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kelisim.accounts.models import Role, User
from tests import factories as make
from tests.access import World
from tests.browser.faults import DESK, FOUR, PHONE, faults_of
from tests.browser.windows import signed_in
from tests.test_access import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NO_PAGES = ("_export", "suggest", "_happenings")  # files, and parts of pages
# Two hundred pages of the same parts: every other one at the desk, every other one on a phone, each in both lights.
TURNS = (DESK, PHONE)
# Pages that are the same for every kind of record are looked at for one.
ALIKE = ("_edit", "_history", "_archive", "_restore", "_publish", "_withdraw")


@pytest.fixture
def page_of(browser: Any, live_server: Any) -> Callable[[User], Any]:
    """A window in which a user has signed in."""
    return lambda user: signed_in(browser, live_server, user, reduced_motion="reduce").new_page()


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
        for number, name in enumerate(names)
        for fault in faults_of(
            page, world.address(name), FOUR if name.endswith(("_list", "my_day")) else TURNS[number % 2]
        )
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

"""A small forum in a real browser: three companies, two officials, an interpreter, one veto, one lateness; each sees only their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kelisim.accounts.models import Role, User
from kelisim.events import services
from kelisim.events.feeds import personal_address
from kelisim.events.models import Meeting, MeetingRequest, Timetable
from kelisim.projects.models import Proposal
from tests.browser.test_workspace import faults_of, page_of  # noqa: F401  # the fixture
from tests.events.forum import DAY, Forum, make_forum
from tests.factories import make_representative, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def small_forum() -> tuple[Forum, dict[str, User]]:
    """The forum before anybody has asked, and who acts for each company."""
    forum = make_forum()
    forum.company("Anadolu", "TR", languages=["tr"])
    forum.company("Bogda", "CN", languages=["zh"])
    forum.company("Dala", "KZ", languages=["kk", "ru"])
    forum.official("Akim")
    forum.official("Deputy")
    forum.interpreter("Aigul", "tr", "ru", "zh")
    services.set_meeting_rules(forum.event, seconds=2, official_quota=2, company_quota=2, by=forum.officer)
    investors = {}
    for name in ("Anadolu", "Bogda", "Dala"):
        investors[name] = make_user(Role.INVESTOR, language="kk")
        make_representative(investors[name], forum.people[name].organisation)
    return forum, investors


def ask(page: Any, forum: Forum, who: str, whom: str) -> None:
    """A company asks on a telephone, in Kazakh."""
    own = f"/kk/workspace/own/meetings/{forum.people[who].public_id}/"
    page.goto(f"{own}people/?q={whom}")
    page.get_by_role("link", name=f": {whom}").click()
    page.fill("[name=subject_kk]", f"{whom} жобасы")
    page.locator("main form .btn--go").click()
    page.wait_for_url(f"**{own}")
    assert whom in page.locator("#made").locator("xpath=ancestor::section").inner_text()


def send(page: Any, button: Any) -> None:
    """Press a button and wait for the page that answers."""
    with page.expect_navigation():
        button.click()


def test_a_small_forum_from_the_wish_to_the_outcome(page_of: Callable[[User], Any]) -> None:  # noqa: F811
    forum, investors = small_forum()
    phones = {name: page_of(user) for name, user in investors.items()}
    for phone in phones.values():
        phone.set_viewport_size(PHONE)
    desk = page_of(forum.officer)
    hub = f"/en/workspace/events/{forum.event.public_id}/meetings/"

    # the office says when and where, the companies ask
    desk.goto(hub)
    desk.fill("[name=day]", str(DAY))
    desk.fill("[name=start]", "09:00")
    desk.fill("[name=end]", "11:00")
    send(desk, desk.get_by_role("button", name="Add slots"))
    desk.fill("[name=count]", "2")
    send(desk, desk.get_by_role("button", name="Set tables"))
    for who, whom in (("Anadolu", "Akim"), ("Bogda", "Akim"), ("Dala", "Deputy"), ("Bogda", "Dala")):
        ask(phones[who], forum, who, whom)

    # one veto
    own = f"/kk/workspace/own/meetings/{forum.people['Dala'].public_id}/"
    phones["Dala"].goto(own)
    send(phones["Dala"], phones["Dala"].locator("[name=answer][value=vetoed]"))
    assert MeetingRequest.objects.get(asked=forum.people["Dala"]).consent == "vetoed"

    # the forecast, then the timetable: made, changed by keys, released
    desk.goto(f"{hub}forecast/")
    assert "suffice on every day" in desk.inner_text("main")
    desk.goto(hub)
    send(desk, desk.get_by_role("button", name="Make the timetable").first)
    send(desk, desk.get_by_role("link", name="Go on"))
    found = {str(row.request) for row in Meeting.objects.all()}
    assert found == {"Anadolu → Akim", "Bogda → Akim", "Dala → Deputy"}
    move_by_keys(desk)
    send(desk, desk.get_by_role("link", name="Release version 1"))
    send(desk, desk.get_by_role("button", name="Release and tell"))
    assert "in use" in desk.inner_text("main")

    # each sees only their own
    sees = {"Anadolu": "Akim", "Bogda": "Akim", "Dala": "Deputy"}
    for name, phone in phones.items():
        phone.goto(f"/kk/workspace/own/meetings/{forum.people[name].public_id}/")
        shown = phone.locator("ol.diary").inner_text()
        assert [other for other in (*sees, "Akim", "Deputy") if other in shown] == [sees[name]]
        assert "Aigul" in shown or name == "Dala"
    root = phones["Anadolu"].url.split("/kk/")[0]
    guest = phones["Anadolu"].context.browser.new_page(base_url=root, reduced_motion="reduce")
    guest.goto(personal_address(forum.people["Aigul"]))
    told = guest.locator("ol.diary").inner_text()
    assert "Anadolu – Akim" in told
    assert "Dala" not in told

    # one lateness: a proposal, taken, and told
    desk.goto(f"{hub}happened/")
    desk.check("[name=kind][value=late]")
    desk.select_option("[name=participation]", label="Akim")
    desk.fill("[name=starts_at]", f"{DAY}T08:50")
    desk.fill("[name=ends_at]", f"{DAY}T09:20")
    desk.fill("[name=note]", "The flight is late.")
    send(desk, desk.get_by_role("button", name="Save"))
    send(desk, desk.locator("button", has_text="Take it and tell").first)
    assert Timetable.objects.filter(released_at__isnull=False).count() == 2
    starts = [row.starts_at.hour * 60 + row.starts_at.minute for row in Meeting.objects.filter(
        participations=forum.people["Akim"], timetable__number=2
    )]  # fmt: skip
    assert len(starts) == 2
    assert min(starts) >= 4 * 60 + 30

    # the outcome on a telephone, and the thread both ways
    meeting = Meeting.objects.get(request__asked_by=forum.people["Dala"])
    desk.set_viewport_size(PHONE)
    desk.goto(f"/en/workspace/meetings/{meeting.public_id}/")
    desk.fill("[name=outcome_en]", "They want two hectares.")
    desk.fill("[name=next_step_en]", "Show them plot A-3")
    desk.check("[name=is_proposal]")
    send(desk, desk.get_by_role("button", name="Save"))
    proposal = Proposal.objects.get()
    assert "Show them plot A-3" in desk.inner_text("main")
    send(desk, desk.locator(f"a[href$='proposals/{proposal.public_id}/']"))
    send(desk, desk.get_by_role("link", name="Dala – Deputy"))
    assert desk.url.endswith(f"/meetings/{meeting.public_id}/")
    version = f"/en/workspace/events/{forum.event.public_id}/timetables/2/"
    places = (f"/en/workspace/meetings/{meeting.public_id}/", hub, f"{hub}forecast/", version, f"{version}tables/")
    faults = [fault for place in places for fault in faults_of(desk, place)]
    faults += faults_of(phones["Dala"], own) + faults_of(guest, personal_address(forum.people["Aigul"]))
    assert faults == []


def move_by_keys(desk: Any) -> None:
    """Pick up a meeting with M, lead it to a place that is free, put it down with Enter."""
    link = desk.locator("[data-grid] td a").first
    name, before = link.inner_text(), link.evaluate("link => link.closest('tr').dataset.slot")
    link.press("m")
    desk.wait_for_selector(".tt__open, .tt__clash")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp"):
        if desk.locator("[data-grid-say]").inner_text().endswith(": free"):
            break
        link.press(key)
    assert desk.locator("[data-grid-say]").inner_text().endswith(": free")
    with desk.expect_navigation():
        link.press("Enter")
    after = desk.locator("[data-grid] td a", has_text=name).evaluate("link => link.closest('tr').dataset.slot")
    assert after != before

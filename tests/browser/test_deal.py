"""A deal from a meeting at the forum to a confirmed launch: once on each rung of the ladder, whole on the thread."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from kelisim.accounts.models import Role
from kelisim.events.models import Meeting
from kelisim.projects.models import Project
from kelisim.projects.stages import RUNGS
from tests.browser.windows import page_of, submit
from tests.factories import make_area, make_event, make_office, make_organisation, make_plot, make_proposal, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURE = b"\x89PNG\r\n\x1a\n the gate of the mill"


def rungs(page: Any, root: str) -> list[int]:
    """How many deals stand at each rung."""
    page.goto(f"{root}/ladder/")
    if page.locator(".ladder").count() == 0:
        return [0] * len(RUNGS)
    return [
        int(text)
        for text in page.locator("#table ~ * tbody tr td, section[aria-labelledby=table] tbody tr td").evaluate_all(
            "cells => cells.map(cell => cell.querySelector('a')?.textContent ?? cell.firstChild.textContent)"
        )
    ]


def move(page: Any, here: str, stage: str, **facts: str) -> None:
    """Bring the project to a stage with the fields that it asks for."""
    page.goto(f"{here}move_stage/")
    page.select_option("[name=stage]", stage)
    for name, value in facts.items():
        page.fill(f"[name={name}]", value)
    submit(page)
    assert page.url == here, page.locator(".errors, .form__errors, main").first.inner_text()[:400]


def test_a_deal_is_found_once_on_each_rung_and_whole_on_the_thread(browser, live_server, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    officer, head = make_user(office=make_office()), make_user(Role.HEAD, office=make_office(), name="Head")
    make_area("KZ-61")
    plot, forum = make_plot(), make_event(title={"en": "Forum of Turkistan"})
    company = make_organisation(name="Mill of Bursa")
    starts, ends = datetime(2026, 5, 12, 9, tzinfo=UTC), datetime(2026, 5, 12, 10, tzinfo=UTC)
    meeting = Meeting.objects.create(event=forum, starts_at=starts, ends_at=ends, state="held")
    proposal = make_proposal(
        title={"en": "A mill"}, organisation=company, area=make_area("KZ-61"), state="accepted",
        handed_in_on=datetime(2026, 6, 1).date(), decided_on=datetime(2026, 6, 9).date(),
        reason={"en": "It fits."},
    )  # fmt: skip
    meeting.proposals.through.objects.create(meeting=meeting, proposal=proposal)
    page, root = page_of(browser, live_server, officer), f"{live_server.url}/en/workspace"
    assert rungs(page, root) == [1, 0, 0, 0, 0, 0, 0], page.locator("main").inner_text()

    page.goto(f"{root}/proposals/{proposal.public_id}/start_project/")
    submit(page)
    project = Project.objects.get()
    here = f"{root}/projects/{project.public_id}/"
    assert rungs(page, root) == [1, 0, 0, 0, 0, 0, 0]

    page.goto(f"{root}/agreements/new/")
    page.fill("[name=title_en]", "Memorandum of the mill")
    page.select_option("[name=state]", "signed")
    page.fill("[name=signed_on]", "2026-07-01")
    page.select_option("[name=area]", "KZ-61")
    page.fill("[name=event]", str(forum.public_id))
    submit(page)
    assert "/new/" not in page.url, page.locator("main").inner_text()[:1500]
    assert rungs(page, root) == [2, 1, 0, 0, 0, 0, 0]
    page.goto(f"{root}/agreements/")
    page.get_by_role("link", name="Memorandum of the mill").click()
    page.goto(f"{page.url}link_project/")
    page.fill("[name=project]", "A mill")
    submit(page)
    assert rungs(page, root) == [1, 1, 0, 0, 0, 0, 0]

    Project.objects.update(owner=officer, zone=plot.zone, plot=plot)
    money = {
        "sector": "13",
        "amount": "6400000",
        "currency": "USD",
        "jobs_planned": "120",
        "planned_launch": "2027-05-01",
    }
    move(page, here, "site_given", **money)
    assert rungs(page, root) == [1, 1, 1, 0, 0, 0, 0]
    move(page, here, "permits")
    assert rungs(page, root) == [1, 1, 1, 1, 0, 0, 0]
    move(page, here, "construction", planned_start="2026-08-01")
    assert rungs(page, root) == [1, 1, 1, 1, 1, 0, 0]

    second = page_of(browser, live_server, head)
    for milestone, jobs, expected in (("launch", "", [1, 1, 1, 1, 1, 1, 0]), ("jobs", "90", [1] * 7)):
        page.goto(f"{here}claim_confirmation/")
        page.check(f"[name=milestone][value={milestone}]")
        page.fill("[name=day]", "2026-11-01")
        page.fill("[name=jobs]", jobs)
        page.set_input_files("[name=file]", {"name": "gate.png", "mimeType": "image/png", "buffer": PICTURE})
        submit(page)
        before = rungs(page, root)
        assert before != expected
        second.goto(here)
        second.locator(".nextstep a.btn, .next a.btn, a.btn", has_text="Confirm").first.click()
        submit(second)
        assert rungs(page, root) == expected

    page.goto(f"{root}/thread/project/{project.public_id}/")
    words = page.locator(".thread").inner_text()
    for name in ("Forum of Turkistan", "A mill", "Memorandum of the mill", "90 jobs", "confirmed by Head"):
        assert name in words, name
    assert "Not there yet" not in words
    page.locator(".thread a", has_text="Forum of Turkistan").first.click()
    page.wait_for_url("**/events/**")

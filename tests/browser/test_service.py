"""An investor hands in a proposal that becomes a project, and raises a case whose clock both sides see."""

from __future__ import annotations

from typing import Any

import pytest

from kelisim.accounts.models import Role
from kelisim.cases.models import Case
from kelisim.projects.models import Project, Proposal
from tests import factories as make
from tests.browser.windows import fill, page_of, submit, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}


@pytest.fixture
def root(live_server: Any, settings: Any, tmp_path: Any) -> str:
    settings.MEDIA_ROOT = tmp_path
    return f"{live_server.url}/en/workspace"


@pytest.fixture
def investor(browser: Any, live_server: Any) -> Any:
    user = make.make_user(Role.INVESTOR)
    make.make_area()
    make.make_representative(user, make.make_organisation(name="Mill of Bursa"))
    return page_of(browser, live_server, user)


def test_a_proposal_from_the_draft_to_the_project(browser, live_server, root, investor) -> None:
    officer, head = make.make_user(), make.make_user(Role.HEAD, name="Head of the office")
    make.make_procedure(2, 5)
    desk, theirs = page_of(browser, live_server, officer), f"{root}/own/proposals/"

    # A draft without words is kept with its file, and is the investor's alone; to hand it in, the words must be there.
    fill(
        investor, f"{theirs}new/", office="turkistan", title_en="A mill", area="KZ-61", amount="6400000", currency="USD"
    )
    mine = investor.url
    investor.goto(f"{mine}add_proposal_file/")
    investor.set_input_files("[name=file]", PLAN)
    submit(investor)
    fill(investor, f"{mine}hand_in_proposal/")
    assert "Say what is proposed" in words(investor)
    desk.goto(f"{root}/proposals/")
    assert "A mill" not in words(desk)
    fill(investor, f"{mine}edit/", text_en="200 t of yarn a day.", jobs="120")
    fill(investor, f"{mine}hand_in_proposal/")
    assert "The office studies the proposal" in words(investor)
    assert "Step 2" in words(investor)

    # The officer opens the file, finishes the steps, decides; the letter is a PDF that both open.
    desk.goto(f"{root}/proposals/")
    desk.get_by_role("link", name="A mill").click()
    here = desk.url
    file = desk.get_by_role("link", name="plan.pdf").get_attribute("href")
    assert desk.request.get(f"{live_server.url}{file}").body() == PLAN["buffer"]
    fill(desk, f"{here}decide_proposal/", state="accepted", reason_en="It fits the zone.")
    assert "Steps are not done yet" in words(desk)
    for result in ("Complete", "Land and power are there"):
        desk.goto(here)
        fill(desk, desk.get_by_role("link", name="Finish the step").first.evaluate("link => link.href"), result=result)
    fill(desk, f"{here}decide_proposal/", state="accepted", reason_en="It fits the zone.")
    fill(desk, f"{here}issue_letter/", signatory=str(head.pk), language="en")
    investor.goto(mine)
    seen = words(investor)
    assert ("It fits the zone." in seen, "Land and power are there" in seen, "Accepted" in seen) == (True, False, True)
    letter = investor.get_by_role("link", name="L-").first.get_attribute("href")
    assert investor.request.get(f"{live_server.url}{letter}").body().startswith(b"%PDF")

    # It becomes a project that takes over what was proposed; each page leads to the other.
    desk.goto(here)
    desk.get_by_role("link", name="Make it a project").first.click()
    submit(desk)
    project = Project.objects.get()
    assert (project.proposal, project.jobs_planned, str(project.organisation)) == (
        Proposal.objects.get(),
        120,
        "Mill of Bursa",
    )
    desk.goto(f"{root}/projects/{project.public_id}/")
    desk.locator(f"main a[href*='/proposals/{project.proposal.public_id}/']").first.click()
    assert desk.url == here


def test_a_case_from_the_question_to_satisfaction(browser, live_server, root, investor) -> None:
    category = make.make_case_category(days=10)
    make.make_escalation_rule(after_days=0, kind="complaint")
    desk = page_of(browser, live_server, make.make_user(name="Officer of cases"))
    head = page_of(browser, live_server, make.make_user(Role.HEAD))
    asked = {"office": "turkistan", "category": str(category.public_id), "text_en": "The line was due in May."}

    # A complaint goes up at once; the head takes note of it, the officer takes it on; the investor sees the clock.
    fill(investor, f"{root}/own/cases/new/", kind="complaint", title_en="No power", **asked)
    mine, case = investor.url, Case.objects.get()
    assert ("0 of 10 working days" in words(investor), case.number in words(investor)) == (True, True)
    head.goto(f"{root}/")
    assert "Carried up to you" in words(head)
    head.get_by_role("link", name="No power").first.click()
    head.get_by_role("link", name="Take note").first.click()
    submit(head)
    head.goto(f"{root}/")
    assert "Carried up to you" not in words(head)
    here = f"{root}/cases/{case.public_id}/"
    fill(desk, f"{here}take_case/")

    # Asked back, the clock stands still until the investor replies.
    fill(desk, f"{here}add_message/", text="Which line?", is_question="yes")
    investor.goto(mine)
    assert "its clock stands still until you reply" in words(investor)
    fill(investor, f"{mine}add_message/", text="Line 4")
    assert "clock stands still" not in words(investor)

    # The same again goes into the first; answered and closed, it is rated once, and the office sees the mark.
    fill(investor, f"{root}/own/cases/new/", kind="problem", title_en="Still no power", **asked)
    younger = Case.objects.latest("pk")
    fill(desk, f"{root}/cases/{younger.public_id}/merge_case/", into=str(case.public_id))
    investor.goto(investor.url)
    assert "Merged with another" in words(investor)
    fill(desk, f"{here}close_case/", is_solved="yes", text="Connected today.")
    investor.goto(mine)
    assert "Connected today." in words(investor)
    fill(investor, f"{mine}rate_case/", score="4", score_words="Quick")
    desk.goto(here)
    assert ("Good" in words(desk), "Quick" in words(desk)) == (True, True)
    desk.goto(f"{root}/service-times/?by=officer")
    assert "Officer of cases" in words(desk)

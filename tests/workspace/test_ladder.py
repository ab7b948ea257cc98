"""The pages of the ladder and of the thread."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kelisim.agreements.models import AgreementProject
from kelisim.projects.stages import RUNGS
from tests.factories import make_agreement, make_area, make_event, make_office, make_project, make_user

pytestmark = pytest.mark.django_db
ROOT = "/en/workspace/ladder/"


def test_every_figure_of_the_ladder_leads_to_as_many_deals(as_user):
    client, forum = as_user(make_user()), make_event(title={"en": "Forum of Turkistan"})
    for stage in ("proposal", "agreed", "construction"):
        paper = make_agreement(event=forum, state="signed", signed_on=date(2025, 5, 1))
        AgreementProject.objects.create(agreement=paper, project=make_project(stage=stage, origin=make_area("TR")))
    make_agreement(state="signed", signed_on=date(2024, 5, 1))
    for by, name in (("event", "Forum of Turkistan"), ("country", "Area TR"), ("year", "2025"), ("none", "All deals")):
        page = client.get(f"{ROOT}?by={by}")
        line = next(line for line in page.context["lines"] if line["name"] == name)
        assert [each["cell"].count for each in line["cells"]][:5] == [
            4 if by == "none" else 3,
            4 if by == "none" else 3,
            1,
            1,
            1,
        ]
        for each in line["cells"]:
            if each["href"]:
                assert len(client.get(each["href"]).context["rows"]) == each["cell"].count, (by, each["href"])
    assert "currencies are never added" in page.text


def test_the_list_behind_a_cell_leads_back_to_the_day_and_the_grouping(as_user):
    client, day = as_user(make_user()), date.today() - timedelta(days=2)
    make_project(stage="agreed")
    page = client.get(f"{ROOT}deals/?by=event&value=&rung=signed&day={day}")
    assert page.context["back"] == f"{ROOT}?by=event&day={day}"
    assert page.context["name"] == "without an event"


def test_who_belongs_to_no_office_chooses_between_real_deals_and_samples(as_user):
    make_project(stage="agreed", office=make_office("sample", is_sample=True))
    client = as_user(make_user("administrator"))
    assert "No deal yet" in client.get(ROOT).text
    page = client.get(f"{ROOT}?sample=yes&by=country")
    assert "sample=yes" in page.context["lines"][0]["cells"][0]["href"]
    assert '<option value="yes" selected>' in page.text
    assert "sample" not in as_user(make_user()).get(ROOT).context["form"].fields


def test_a_day_that_has_not_come_is_refused_and_a_past_one_shows_what_stood_then(as_user):
    client = as_user(make_user())
    make_project(stage="agreed")
    today = date.today()
    assert "This day has not come yet" in client.get(f"{ROOT}?day={today + timedelta(days=2)}").text
    past = client.get(f"{ROOT}?day={today - timedelta(days=2)}")
    assert "No deal stood in the ledger on this day" in past.text
    assert len(client.get(f"{ROOT}deals/?by=none&rung={RUNGS[0]}").context["rows"]) == 1
    assert client.get(f"{ROOT}deals/?by=none&rung=none").status_code == 404
    assert client.get(f"{ROOT}deals/?by=year&value=x&rung=signed").status_code == 404


def test_a_record_leads_to_its_thread_and_the_thread_back(as_user):
    client, project = as_user(make_user()), make_project()
    paper = make_agreement()
    facts = {"project": str(project.public_id)}
    assert client.post(f"/en/workspace/agreements/{paper.public_id}/link_project/", facts).status_code == 302
    href = f"/en/workspace/thread/agreement/{paper.public_id}/"
    assert href in client.get(f"/en/workspace/agreements/{paper.public_id}/").text
    page = client.get(href).text
    assert f"/en/workspace/projects/{project.public_id}/" in page
    assert "Not there yet" in page
    assert page.count("None is recorded") == 4  # event, meeting, proposal and plot lie before the project

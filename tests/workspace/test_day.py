"""My day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kelisim.accounts.models import Role, User
from kelisim.projects.models import Confirmation
from tests.factories import (
    PUBLISHED,
    make_agreement,
    make_case,
    make_claim,
    make_commitment,
    make_dialogue,
    make_organisation,
    make_project,
    make_proposal,
    make_representative,
    make_user,
    make_zone,
    make_zone_manager,
)

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def test_officer_sees_own_promises_and_not_those_of_others(as_user: AsUser) -> None:
    officer, today = make_user(), timezone.localdate()
    agreement = make_agreement()
    make_commitment(agreement, text={"en": "Build the road"}, owner=officer, due=today - timedelta(days=2))
    make_commitment(agreement, text={"en": "Not mine"}, owner=make_user(), due=today)
    page = as_user(officer).get("/en/workspace/").content.decode()
    assert "Build the road" in page
    assert "2 days late" in page
    assert "Not mine" not in page


def test_claims_of_the_own_office_wait_for_review(as_user: AsUser) -> None:
    make_claim()
    page = as_user(make_user()).get("/en/workspace/").content.decode()
    assert "34 жоба" in page
    assert "1 claim waits" in page


def test_many_late_things_are_shown_in_part_and_all_on_request(as_user: AsUser) -> None:
    officer, today = make_user(), timezone.localdate()
    agreement = make_agreement()
    for number in range(12):
        make_commitment(agreement, text={"en": f"Late {number}"}, owner=officer, due=today - timedelta(days=number + 1))
    make_commitment(agreement, text={"en": "Tomorrow"}, owner=officer, due=today + timedelta(days=1))
    make_commitment(agreement, text={"en": "Next week"}, owner=officer, due=today + timedelta(days=7))
    client = as_user(officer)
    page = client.get("/en/workspace/")
    assert [(group.name, len(group.rows), group.total) for group in page.context["groups"]] == [
        ("late", 8, 12),
        ("now", 1, 1),
        ("soon", 1, 1),
    ]
    assert "Late 11" in page.text
    assert "Late 0" not in page.text
    assert 'href="?all=late#late"' in page.text
    assert "Late 0" in client.get("/en/workspace/?all=late").text


def test_empty_day_says_what_it_is_for(as_user: AsUser) -> None:
    assert "Nothing is due" in as_user(make_user()).get("/en/workspace/").content.decode()


def test_investor_sees_own_company_and_projects_only(as_user: AsUser) -> None:
    investor, company = make_user(Role.INVESTOR), make_organisation(name="Own Company")
    make_representative(investor, company)
    make_project(title={"en": "Own plant"}, organisation=company)
    make_project(title={"en": "Plant of others"}, organisation=make_organisation())
    page = as_user(investor).get("/en/workspace/").content.decode()
    assert "Own Company" in page
    assert "Own plant" in page
    assert "Plant of others" not in page


def test_zone_manager_sees_own_zone_only(as_user: AsUser) -> None:
    zone = make_zone(name={"en": "Own zone"})
    make_zone(name={"en": "Zone of others"})
    client = as_user(make_zone_manager(zone))
    page = client.get("/en/workspace/").content.decode()
    assert "Own zone" in page
    assert "Zone of others" not in page


def test_zone_manager_is_led_to_no_page_that_is_closed_to_the_role(as_user: AsUser) -> None:
    zone = make_zone()
    make_project(title={"en": "Plant in the zone"}, zone=zone, published_at=PUBLISHED)
    page = as_user(make_zone_manager(zone)).get(f"/en/workspace/zones/{zone.public_id}/").text
    assert "Plant in the zone" in page
    assert "/en/workspace/projects/" not in page
    assert "/en/workspace/areas/" not in page


def test_the_day_reads_as_often_for_many_duties_as_for_few(as_user: AsUser) -> None:
    officer, today = make_user(), timezone.localdate()
    client = as_user(officer)

    def reads() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/workspace/")
        return len(queries)

    for _number in range(2):
        make_project(owner=officer, organisation=make_organisation(), next_step={"en": "Call"}, next_step_due=today)
    few = reads()
    for _number in range(12):
        make_project(owner=officer, organisation=make_organisation(), next_step={"en": "Call"}, next_step_due=today)
    assert reads() == few


def test_each_duty_has_a_button_that_settles_it(as_user: AsUser) -> None:
    officer, today = make_user(), timezone.localdate()
    make_commitment(make_agreement(), owner=officer, due=today)
    make_case(owner=officer, due=today)
    make_dialogue(owner=officer, next_step={"en": "Send the map"}, due=today)
    make_proposal(state="handed_in", handed_in_on=today, owner=officer, due=today)
    project = make_project()
    Confirmation.objects.create(project=project, milestone="launch", day=today, reference="1", claimed_by=make_user())
    client = as_user(officer)
    groups = client.get("/en/workspace/").context["groups"]
    deeds = {row["deed"]: client.get(row["deed_href"]).status_code for group in groups for row in group.rows}
    assert deeds == {"Settle": 200, "Answer": 200, "Done": 200, "Decide": 200, "Confirm": 200}


def test_who_settles_a_duty_comes_back_to_the_day_and_never_to_another_site(as_user: AsUser) -> None:
    officer, today = make_user(), timezone.localdate()
    make_case(owner=officer, due=today)
    client = as_user(officer)
    [group] = client.get("/en/workspace/").context["groups"]
    [row] = group.rows
    answer = client.post(row["deed_href"], {"text": "The permit is ready.", "version": 1})
    assert (answer.status_code, answer.url) == (302, "/en/workspace/")
    elsewhere = row["deed_href"].partition("?")[0] + "?then=//elsewhere.example/"
    assert client.post(elsewhere, {"text": "And the map."}).url.startswith("/en/workspace/cases/")

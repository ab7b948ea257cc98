"""What a head, an analyst and the national agency find on their first page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kelisim.accounts.models import Role, User
from kelisim.overview.office import Load, loads_of, region_rows
from kelisim.projects.models import ProjectStatus
from tests.factories import (
    PUBLISHED,
    make_agreement,
    make_area,
    make_case,
    make_commitment,
    make_observation,
    make_office,
    make_project,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
TODAY = date(2026, 3, 2)
YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31), "unit": "USD"}


def test_who_is_late_with_most_comes_first_and_other_offices_do_not_count():
    office, other = make_office("sample"), make_office("other")
    one, two = make_user(name="One", office=office), make_user(name="Two", office=office)
    stranger = make_user(name="Stranger", office=other)
    agreement = make_agreement(office=office)
    for owner, days in ((two, 9), (two, 4), (one, 1), (stranger, 30)):
        make_commitment(agreement, owner=owner, due=TODAY - timedelta(days=days))
    make_commitment(agreement, owner=one, due=TODAY)
    make_project(office=office, owner=one, status="moving")
    make_project(office=office, owner=one, status="lost")
    assert loads_of(office, TODAY) == [
        Load(two, 0, 2, TODAY - timedelta(days=9)),
        Load(one, 1, 1, TODAY - timedelta(days=1)),
    ]


def test_head_sees_plan_and_actual_of_the_office_and_an_officer_does_not(as_user: AsUser):
    office = make_office(area_codes=["KZ-61"])
    area = make_area("KZ-61")
    make_target(office=office, area=area, value=Decimal(200), published_at=PUBLISHED, **YEAR)
    actual = {**YEAR, "end": date(2026, 6, 30)}
    make_observation(office=office, area=area, value=Decimal(50), published_at=PUBLISHED, **actual)
    page = as_user(make_user(Role.HEAD, office=office)).get("/en/workspace/")
    assert [(plan["target"], plan["actual"], plan["percent"]) for plan in page.context["plans"]] == [
        ("$200", "$50", Decimal(25))
    ]
    assert "Who answers for how much" in page.text
    assert "Plan and actual" not in as_user(make_user(office=office)).get("/en/workspace/").text


def test_the_first_line_counts_what_is_late_in_the_whole_office_for_a_head(as_user: AsUser):
    office, today = make_office(), timezone.localdate()
    officer = make_user(office=office)
    make_commitment(make_agreement(office=office), owner=officer, due=today - timedelta(days=3))
    users = (make_user(Role.HEAD, office=office), officer, make_user(office=office))
    late = [as_user(user).get("/en/workspace/").context["pulse"][0] for user in users]
    assert [(one.label, one.number) for one in late] == [("late in the office", 1), ("late", 1), ("late", 0)]


def test_agency_sees_each_deal_once_and_no_drafts_of_offices(as_user: AsUser):
    office, area = make_office(), make_area("KZ-61")
    first = make_agreement(
        office=office, area=area, state="signed", signed_on=TODAY, published_at=PUBLISHED, title={"en": "First"}
    )
    again = {"state": "signed", "signed_on": TODAY, "published_at": PUBLISHED}
    make_agreement(office=office, area=area, same_as=first, **again)
    make_project(office=office, area=area, jobs_planned=40, published_at=PUBLISHED)
    make_project(office=office, area=area, jobs_planned=1000)
    agency = make_user(Role.AGENCY, office=None)
    [row] = [row for row in region_rows(agency) if row.area == area]
    assert (row.agreements, row.pool.projects, row.pool.jobs_planned) == (1, 1, 40)
    assert "The regions side by side" in as_user(agency).get("/en/workspace/").text


def test_more_people_and_regions_cost_no_more_queries():
    office = make_office()
    agency = make_user(Role.AGENCY, office=None)
    numbers = []
    for code in ("KZ-61", "KZ-10", "KZ-11"):
        make_project(office=office, area=make_area(code), owner=make_user(office=office), published_at=PUBLISHED)
        with CaptureQueriesContext(connection) as queries:
            loads_of(office, TODAY)
            region_rows(agency)
        numbers.append(len(queries))
    assert len(set(numbers)) == 1


def test_projects_that_missed_a_date_the_longest_first_and_neither_launched_nor_lost_ones(as_user: AsUser):
    office, today = make_office(), timezone.localdate()
    head = make_user(Role.HEAD, office=office)

    def late(title: str, **facts: object) -> None:
        make_project(office=office, title={"en": title}, **facts)

    late("Step", next_step={"en": "Call"}, next_step_due=today - timedelta(days=3), planned_launch=today)
    late("Launch", planned_launch=today - timedelta(days=40))
    late("Lost", planned_launch=today - timedelta(days=90), status="lost")
    late("In time", planned_launch=today + timedelta(days=9))
    stuck = as_user(head).get("/en/workspace/").context["stuck"]
    assert [(str(one["project"].title["en"]), one["reasons"]) for one in stuck] == [
        ("Launch", ["The planned launch is 40 days past."]),
        ("Step", ["The next step is 3 days overdue."]),
    ]


def test_open_cases_of_the_first_line_are_those_of_the_list_to_which_it_leads(as_user: AsUser):
    office = make_office()
    officer, colleague = make_user(office=office), make_user(office=office)
    for owner in (officer, colleague, colleague):
        make_case(office=office, owner=owner)
    for user, number in ((officer, 1), (make_user(Role.HEAD, office=office), 3)):
        client = as_user(user)
        [count] = [one for one in client.get("/en/workspace/").context["pulse"] if one.label == "open cases"]
        assert (count.number, client.get(count.href).context["list"].total) == (number, number)


def test_projects_are_listed_by_who_answers_for_them(as_user: AsUser):
    office = make_office()
    officer = make_user(office=office)
    make_project(office=office, owner=officer, title={"en": "Mine"})
    make_project(office=office, owner=officer, title={"en": "Over"}, status=ProjectStatus.LOST)
    make_project(office=office, owner=officer, title={"en": "At work"}, launched_on=date(2026, 2, 1))
    make_project(office=office, title={"en": "Of nobody"})
    head = as_user(make_user(Role.HEAD, office=office))
    page = head.get(f"/en/workspace/projects/?owner={officer.public_id}").text
    assert [title in page for title in ("Mine", "Over", "Of nobody")] == [True, True, False]
    day = head.get("/en/workspace/")
    [href] = [html.unescape(one) for one in re.findall(r'href="([^"]*/projects/\?[^"]*owner=[^"]*)"', day.text)]
    [load] = [one for one in day.context["loads"] if one.person == officer]
    assert (load.projects, head.get(href).context["list"].total) == (1, 1)


def test_the_number_of_what_somebody_is_late_with_leads_to_just_that(as_user: AsUser):
    office, today = make_office(), timezone.localdate()
    slow, head = make_user(name="Slow Officer", office=office), make_user(Role.HEAD, office=office)
    agreement = make_agreement(office=office)
    for days in (9, 4, -1):
        make_commitment(agreement, owner=slow, due=today - timedelta(days=days), text={"en": f"Road {days}."})
    make_case(owner=slow, office=office, due=today - timedelta(days=2), title={"en": "No gas"})
    client = as_user(head)
    href = f"/en/workspace/late/{slow.public_id}/"
    assert f'<a href="{href}">3</a>' in client.get("/en/workspace/").text
    page = client.get(href)
    assert [str(duty["title"]) for duty in page.context["duties"]] == ["Road 9.", "Road 4.", "No gas"]
    stranger = as_user(make_user(Role.HEAD, office=make_office("other")))
    assert stranger.get(href).status_code == 404

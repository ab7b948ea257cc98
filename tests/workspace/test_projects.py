"""The page of a project: what is missing, what hangs on it, a launch with its evidence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kelisim.accounts.models import Role
from kelisim.projects.models import Project
from tests.factories import make_area, make_office, make_organisation, make_project, make_user, make_zone

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n and dots"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def here(project):
    return f"/en/workspace/projects/{project.public_id}/"


def test_page_lists_what_the_stage_and_the_next_one_ask_for(as_user):
    project = make_project(stage="studied", organisation=make_organisation(), sector="13")
    page = as_user(make_user()).get(here(project)).text
    assert "The stage “Studied” asks for more" in page
    assert "amount, currency" in page
    assert "jobs planned, launch planned, responsible" in page


def test_money_jobs_risks_and_days_are_added_changed_and_taken_out(as_user):
    project, client = make_project(currency="KZT"), as_user(make_user())
    money = {"is_spent": "yes", "capital": "loan", "amount": "2 500,5", "currency": "KZT", "start": "2026-01-01"}
    assert client.post(f"{here(project)}add_amount/", money).status_code == 302
    assert client.post(f"{here(project)}add_jobs_plan/", {"day": "2026-12-31", "jobs": "120"}).status_code == 302
    risk = {"kind": "land", "weight": "high", "text_en": "No road"}
    assert client.post(f"{here(project)}add_risk/", risk).status_code == 302
    assert client.post(f"{here(project)}plan_stage/", {"stage": "agreed", "planned": "2026-06-01"}).status_code == 302
    amount, plan, danger = project.projectamounts.get(), project.jobsplans.get(), project.projectrisks.get()
    assert (amount.is_spent, amount.capital, amount.amount) == (True, "loan", Decimal("2500.5"))
    page = client.get(here(project)).text
    for words in ("Loans", "No road", "High", "120"):
        assert words in page, words
    again = f"{here(project)}jobs/{plan.public_id}/edit_jobs_plan/"
    assert client.post(again, {"day": "2026-12-31", "jobs": "130", "version": plan.version}).status_code == 302
    assert client.post(f"{here(project)}amounts/{amount.public_id}/remove_amount/").status_code == 302
    assert list(project.jobsplans.values_list("jobs", flat=True)) == [130]
    assert not project.projectamounts.filter(archived_at=None).exists()
    assert danger.weight == "high"


def test_a_launch_is_claimed_with_a_photograph_seen_and_confirmed_by_another(as_user):
    project, officer, head = make_project(), make_user(), make_user(Role.HEAD)
    facts = {"milestone": "launch", "day": "2026-03-01", "jobs": "40"}
    bare = as_user(officer).post(f"{here(project)}claim_confirmation/", facts)
    assert bare.status_code == 422
    assert "Give the evidence" in bare.text, bare.context["form"].errors
    picture = SimpleUploadedFile("gate.png", PICTURE, "image/png")
    assert as_user(officer).post(f"{here(project)}claim_confirmation/", facts | {"file": picture}).status_code == 302
    claim = project.confirmations.get()
    file = f"/en/workspace/files/{claim.evidence.public_id}/"
    assert file in as_user(head).get(here(project)).text
    shown = as_user(head).get(file)
    assert (b"".join(shown.streaming_content), shown["Content-Type"]) == (PICTURE, "image/png")
    assert as_user(make_user(office=make_office("aktobe"))).get(file).status_code == 404
    confirm = f"{here(project)}confirmations/{claim.public_id}/confirm/"
    assert as_user(officer).post(confirm).status_code == 403
    assert as_user(head).post(confirm).status_code == 302
    stored = Project.objects.get()
    assert (stored.launched_on, stored.jobs_created) == (date(2026, 3, 1), 40)


def test_a_file_that_is_not_what_its_name_says_is_refused_beside_the_field(as_user):
    project = make_project()
    facts = {"milestone": "launch", "day": "2026-03-01", "file": SimpleUploadedFile("act.pdf", PICTURE)}
    answer = as_user(make_user()).post(f"{here(project)}claim_confirmation/", facts)
    assert answer.status_code == 422
    assert "This file is no .pdf" in answer.text
    assert not project.confirmations.exists()


# ------------------------------------------------------------------ the pool as pictures


def test_board_counts_every_column_and_shows_who_waits_longest_first(as_user):
    old = make_project(stage="construction", stage_since=date(2020, 1, 1), amount=Decimal(5), currency="KZT")
    make_project(stage="construction", stage_since=date(2026, 1, 1), amount=Decimal(7), currency="USD", jobs_planned=9)
    make_project(stage="idea")
    make_project(stage="idea", office=make_office("sample", is_sample=True))
    page = as_user(make_user(Role.ADMINISTRATOR)).get("/en/workspace/projects/board/")
    lanes = {each["lane"].column: each["lane"] for each in page.context["lanes"]}
    assert {name: lane.sums.count for name, lane in lanes.items()} == {
        "idea": 1, "agreed": 0, "site": 0, "construction": 2, "launched": 0,
    }  # fmt: skip
    built = lanes["construction"]
    assert [(each.amount, each.currency) for each in built.sums.amounts] == [(5, "KZT"), (7, "USD")]
    assert built.rows[0] == old
    narrowed = as_user(make_user(Role.ADMINISTRATOR)).get("/en/workspace/projects/?column=construction")
    assert narrowed.context["page_of_list"].total == 2


def test_pictures_keep_the_filters_and_cost_the_same_for_one_row_and_three(as_user):
    client = as_user(make_user())
    zone = make_zone()

    def queries(view):
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"/en/workspace/projects/{view}/?status=moving").status_code == 200
        return len(found)

    for view in ("board", "map", "launches"):
        make_project(planned_launch=date.today(), zone=zone, organisation=make_organisation())
        queries(view)
        one = queries(view)
        for _each in range(2):
            make_project(planned_launch=date.today(), zone=zone, organisation=make_organisation())
        assert queries(view) == one, view
    assert "?status=moving" in client.get("/en/workspace/projects/board/?status=moving").text


def test_map_counts_districts_with_their_region(as_user):
    region = make_area("KZ-61")
    district = make_area("KZ-61A", kind="district", parent=region)
    make_project(area=district)
    make_project(area=region)
    page = as_user(make_user()).get("/en/workspace/projects/map/")
    assert [(area.code, href.partition("?")[2], sums.count) for area, href, sums in page.context["areas"]] == [
        ("KZ-61", "sample=no&area=KZ-61", 2)
    ]


def test_calendar_parts_what_was_launched_what_is_planned_and_what_is_overdue(as_user):
    year = date.today().year
    make_project(planned_launch=date(year, 1, 1))
    make_project(planned_launch=date(year, 12, 31))
    make_project(planned_launch=date(year, 12, 31), launched_on=date(year, 1, 1))
    make_project(planned_launch=date(year + 1, 3, 1))
    page = as_user(make_user()).get("/en/workspace/projects/launches/")
    months = [month for _name, month, _whole in page.context["months"]]
    assert [(m.launched, m.planned, m.overdue) for m in (months[0], months[11])] == [(1, 0, 1), (0, 1, 0)]
    assert f"year={year + 1}" in page.text


# ------------------------------------------------------------------ one change to many


def test_a_change_to_many_is_looked_at_first_and_tells_what_is_refused(as_user):
    officer, head = make_user(), make_user(Role.HEAD)
    sound, lacking = make_project(organisation=make_organisation()), make_project()
    foreign = make_project(office=make_office("aktobe"))
    client, root = as_user(officer), "/en/workspace/projects/"
    assert f'value="{sound.public_id}:1"' in client.get(root).text
    picks = [f"{each.public_id}:1" for each in (sound, lacking, foreign)]
    opened = client.get(f"{root}bulk/", {"pick": picks})
    assert opened.context["chosen"] == [sound, lacking]
    empty = client.post(f"{root}bulk/", {"pick": picks})
    assert empty.status_code == 422
    facts = {"pick": picks, "stage": "proposal", "owner": str(head.public_id)}
    looked_at = client.post(f"{root}bulk/", facts)
    assert (looked_at.context["sound"], looked_at.context["refused"]) == (1, 1)
    assert "investor: Needed for the stage" in looked_at.text
    assert set(Project.objects.values_list("stage", flat=True)) == {"idea"}
    client.post(f"{root}bulk/", facts | {"do": "1"})
    stages = {each.pk: (each.stage, each.owner) for each in Project.objects.all()}
    assert stages == {sound.pk: ("proposal", head), lacking.pk: ("idea", None), foreign.pk: ("idea", None)}


def test_a_project_that_moved_on_meanwhile_is_left_alone(as_user):
    project, client = make_project(), as_user(make_user())
    facts = {"pick": f"{project.public_id}:1", "status": "delayed", "do": "1"}
    Project.objects.update(version=2)
    answer = client.post("/en/workspace/projects/bulk/", facts, follow=True)
    assert "Somebody else changed it meanwhile" in answer.text
    assert Project.objects.get().status == "moving"


# ------------------------------------------------------------------------ what is stuck


def test_stuck_projects_stand_by_responsible_person_with_reasons_and_without_a_made_up_range(as_user):
    officer = make_user(name="Aigul")
    day = date.today() - timedelta(days=100)
    make_project(title={"en": "Late mill"}, stage="permits", stage_since=day, planned_launch=day, owner=officer)
    make_project(title={"en": "Quick mill"}, stage="permits", stage_since=date.today())
    page = as_user(officer).get("/en/workspace/projects/stalled/").text
    assert "Aigul" in page
    assert "The planned launch is 100 days past." in page
    assert "No month can be told: of one stage ahead only 0 past stays are known, at least 8 are needed." in page
    assert "Quick mill" not in page


def test_the_map_calls_a_place_that_is_no_tile_by_its_name(as_user):
    make_project(area=make_area("XA-01", name={"en": "Region of samples"}))
    page = as_user(make_user()).get("/en/workspace/projects/map/").text
    assert ("Region of samples" in page, ">XA-01<" in page) == (True, False)

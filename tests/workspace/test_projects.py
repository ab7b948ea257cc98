"""The page of a project: what is missing, what hangs on it, a launch with its evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.accounts.models import Role
from kelisim.projects.models import Project
from tests.factories import make_office, make_organisation, make_project, make_user

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

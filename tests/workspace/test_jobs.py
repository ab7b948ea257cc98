"""The pages of long work."""

import pytest

from kelisim.accounts.models import Role
from kelisim.common.models import Job, JobState
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db


def make_job(state=JobState.RUNNING, **facts):
    facts.setdefault("by", make_user())
    facts.setdefault("office", facts["by"].office)
    basics = {
        "kind": "press.none",
        "key": "a",
        "title": {"en": "Read 12 files"},
        "done": 5,
        "total": 12,
        "note": "a.docx",
    }
    return Job.objects.create(**basics | {"state": state} | facts)


def test_running_work_shows_how_far_it_is_and_asks_again_by_itself(as_user):
    job = make_job()
    page = as_user(job.by).get(f"/en/workspace/jobs/{job.public_id}/").content.decode()
    for words in ("5 of 12", "7 left", "a.docx", "You may close this page", 'hx-trigger="every 2s"', "/stop/"):
        assert words in page, words


def test_state_alone_is_answered_to_htmx_and_it_stops_asking_at_the_end(as_user):
    job = make_job(JobState.FAILED, reason="No such folder.")
    page = as_user(job.by).get(f"/en/workspace/jobs/{job.public_id}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "hx-get" not in page
    assert "No such folder." in page
    assert "/retry/" in page


def test_what_came_of_each_part_is_listed(as_user):
    lines = [{"name": "a.txt", "words": "3 claims", "href": "/x/", "is_fault": False}]
    job = make_job(JobState.DONE, outcome={"words": "1 file read.", "href": "", "lines": lines})
    page = as_user(job.by).get(f"/en/workspace/jobs/{job.public_id}/").content.decode()
    assert '<a href="/x/">a.txt</a>' in page
    assert "3 claims" in page


def test_what_work_tells_in_each_language_is_read_in_ones_own_and_leads_on_in_it(as_user):
    said = {"en": "2 meetings", "kk": "2 кездесу", "zh-hans": "两场会面"}
    job = make_job(JobState.DONE, outcome={"words": said, "href": "/kk/workspace/x/", "lines": []})
    for code, language in (("en", "en"), ("zh", "zh-hans")):
        page = as_user(job.by).get(f"/{code}/workspace/jobs/{job.public_id}/").content.decode()
        assert (said[language] in page, "кездесу" in page) == (True, False)
        assert f'href="/{code}/workspace/x/"' in page


def test_job_list_narrows_by_state_and_asks_no_query_a_row(as_user, django_assert_max_num_queries):
    client = as_user(make_user())
    make_job(JobState.FAILED, title={"en": "Failed one"})
    client.get("/en/workspace/jobs/")
    with django_assert_max_num_queries(40) as first:
        client.get("/en/workspace/jobs/")
    for number in range(2):
        make_job(JobState.DONE, title={"en": f"Done {number}"})
    with django_assert_max_num_queries(len(first.captured_queries)):
        page = client.get("/en/workspace/jobs/").content.decode()
    assert "Done 1" in page
    narrowed = client.get("/en/workspace/jobs/?state=failed").content.decode()
    assert ("Failed one" in narrowed, "Done 1" in narrowed) == (True, False)


def test_another_office_does_not_find_it_the_agency_neither(as_user):
    job = make_job()
    for user in (make_user(office=make_office("zhambyl")), make_user(Role.AGENCY)):
        assert as_user(user).get(f"/en/workspace/jobs/{job.public_id}/").status_code == 404
    assert as_user(make_user(Role.ANALYST)).get(f"/en/workspace/jobs/{job.public_id}/").status_code == 200


def test_stop_and_retry_lead_back_to_the_work(as_user):
    client = as_user(make_user())
    running = make_job()
    answer = client.post(f"/en/workspace/jobs/{running.public_id}/stop/")
    running.refresh_from_db()
    assert (answer.url, running.is_to_stop) == (f"/en/workspace/jobs/{running.public_id}/", True)
    answer = client.post(f"/en/workspace/jobs/{running.public_id}/retry/")
    assert answer.url == f"/en/workspace/jobs/{running.public_id}/"
    assert "Only work that failed or was stopped" in client.get(answer.url).content.decode()

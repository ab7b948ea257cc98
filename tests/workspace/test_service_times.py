"""The report on service times: figures against a naive count, what is open apart, the rows behind each figure."""

from __future__ import annotations

import csv
import io
import statistics
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kelisim.accounts.models import Role
from kelisim.cases.models import Case
from kelisim.overview.service_times import MEASURES, rows_of, times
from kelisim.projects.models import ProposalStep
from tests import factories as make

pytestmark = pytest.mark.django_db
ROOT = "/en/workspace/service-times/"
MONDAY = datetime(2026, 3, 2, 5, tzinfo=UTC)


def answered(days, **facts):
    at = MONDAY + timedelta(days=1)
    basics = {"opened_at": MONDAY, "state": "answered", "answered_at": at, "answer_days": days}
    return make.make_case(**{**basics, **facts})


def closed(days, **facts):
    moment = MONDAY + timedelta(days=3)
    return answered(days, state="solved", closed_at=moment, decision_days=days + 1, **facts)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_median_and_percentile_are_those_of_the_method_that_is_told(days):
    Case.everything.all().delete()
    for count in days:
        answered(count)
    officer = make.make_user()
    [found] = times(MEASURES["answer"], rows_of(MEASURES["answer"], officer), "none", date(2026, 3, 10))
    assert found.median == pytest.approx(statistics.median(days))
    assert found.ninetieth == pytest.approx(
        statistics.quantiles(days, n=10, method="inclusive")[-1] if len(days) > 1 else days[0]
    )
    assert (found.done, found.longest) == (len(days), max(days))


def figures(page, name):
    table = next(table for table in page.context["tables"] if table["name"] == name)
    return {row["name"]: row["times"] for row in table["rows"]}


def test_what_is_open_stands_apart_and_is_not_dropped(as_user):
    officer = make.make_user(name="Aigul Officer")
    closed(3, owner=officer), closed(9, owner=officer)
    make.make_case(opened_at=MONDAY, owner=officer, due=date(2026, 3, 4))
    make.make_case(opened_at=MONDAY + timedelta(days=1), due=date(2200, 1, 1))
    make.make_case(opened_at=MONDAY, state="closed", closed_at=MONDAY)
    make.make_case(
        opened_at=MONDAY, state="merged", merged_into=make.make_case(opened_at=MONDAY, state="solved", closed_at=MONDAY)
    )
    page = as_user(officer).get(f"{ROOT}?by=officer")
    mine, nobody = figures(page, "answer")["Aigul Officer"], figures(page, "answer")["Nobody is responsible"]
    assert (mine.done, mine.median, mine.ninetieth, mine.open, mine.late) == (2, 6.0, 8.4, 1, 1)
    assert mine.oldest == date(2026, 3, 2)
    assert (nobody.done, nobody.open, nobody.late, nobody.unknown) == (0, 1, 0, 2)


def test_the_day_since_which_a_case_is_open_is_that_of_the_office(as_user):
    make.make_case(opened_at=datetime(2026, 3, 2, 22, tzinfo=UTC))  # three in the morning of the next day
    page = as_user(make.make_user()).get(ROOT)
    assert figures(page, "answer")["All together"].oldest == date(2026, 3, 3)


def test_every_figure_leads_to_as_many_rows(as_user):
    officer, power = make.make_user(name="Aigul Officer"), make.make_case_category()
    closed(3, owner=officer, category=power), closed(9)
    make.make_case(opened_at=MONDAY, owner=officer, due=date(2026, 3, 4), category=power)
    decided = make.make_proposal(
        state="declined", handed_in_on=date(2026, 3, 2), decided_on=date(2026, 3, 9), due=date(2026, 3, 5),
        reason={"en": "No gas."}, decision_days=5, sector="C13", owner=officer,
    )  # fmt: skip
    make.make_proposal(state="handed_in", handed_in_on=date(2026, 3, 2), due=date(2026, 3, 5), sector="C13")
    step = {"title": {"en": "Check"}, "due": date(2026, 3, 4), "began_on": date(2026, 3, 2)}
    ProposalStep.objects.create(proposal=decided, done_on=date(2026, 3, 3), days=1, **step)
    ProposalStep.objects.create(proposal=decided, done_on=date(2026, 3, 3), is_skipped=True, **step)
    client = as_user(officer)
    for by in ("none", "officer", "category", "office"):
        page, seen = client.get(f"{ROOT}?by={by}"), 0
        for table in page.context["tables"]:
            for row in table["rows"]:
                for name, href in row["href"].items():
                    behind = client.get(href).context["rows"]
                    assert len(behind) == getattr(row["times"], name), (by, table["name"], name, href)
                    seen += 1
        assert seen >= 9, by


def test_a_period_takes_what_began_in_it(as_user):
    closed(3), closed(9, opened_at=MONDAY - timedelta(days=40))
    page = as_user(make.make_user()).get(f"{ROOT}?start=2026-03-01&end=2026-03-31")
    assert figures(page, "end")["All together"].done == 1
    assert "start=2026-03-01" in page.context["files"]["csv"]


@pytest.mark.parametrize("query", ["?start=2026-03-05&end=2026-03-01", "?start=nonsense", "?by=nonsense"])
def test_a_bad_question_is_told_beside_its_field(query, as_user):
    answer = as_user(make.make_user()).get(f"{ROOT}{query}")
    assert answer.status_code == 422
    assert answer.context["form"].errors


@pytest.mark.parametrize(
    "query", ["", "?measure=answer", "?measure=x&set=done", "?measure=step&set=done&by=category&value=%7B",
              "?measure=answer&set=done&by=officer&value=abc"],
)  # fmt: skip
def test_a_cell_that_is_none_is_not_found(query, as_user):
    assert as_user(make.make_user()).get(f"{ROOT}rows/{query}").status_code == 404


def test_the_file_has_the_figures_of_the_page(as_user):
    closed(3), closed(9)
    answer = as_user(make.make_user()).get(f"{ROOT}export.csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[1][:6] == ["Cases: first answer", "All together", "2", "6.0", "8.4", "9"]
    assert as_user(make.make_user()).get(f"{ROOT}export.xlsx").status_code == 200


def test_an_office_counts_its_own_and_the_agency_compares_without_reading(as_user):
    closed(3, title={"en": "Secret power"})
    closed(9, office=make.make_office("aktobe", name={"en": "Aktobe"}))
    closed(30, office=make.make_office("made-up", is_sample=True))
    own = figures(as_user(make.make_user()).get(ROOT), "end")["All together"]
    agency = as_user(make.make_user(Role.AGENCY))
    page = agency.get(f"{ROOT}?by=office")
    assert (own.done, sum(each.done for each in figures(page, "end").values())) == (1, 2)
    rows = agency.get(f"{ROOT}rows/?measure=end&set=done")
    assert (len(rows.context["rows"]), "Secret power" in rows.text) == (2, False)
    assert as_user(make.make_user(Role.INVESTOR)).get(ROOT).status_code == 403


def test_the_report_costs_the_same_with_one_row_and_three(as_user):
    client = as_user(make.make_user())

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{ROOT}?by=officer").status_code == 200
        return len(found)

    closed(3, owner=make.make_user())
    queries()
    one = queries()
    closed(3, owner=make.make_user()), closed(3, owner=make.make_user())
    assert queries() == one

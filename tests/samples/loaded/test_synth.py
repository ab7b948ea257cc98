"""The made pool for measuring: what it holds agrees with itself, its history too."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Max, Min

from kelisim.agreements.models import Agreement, AgreementProject, Commitment
from kelisim.cases.models import Case
from kelisim.common.queries import found_by, history_model
from kelisim.overview.deal_rules import as_of
from kelisim.projects.models import Project, Proposal, StageDate
from kelisim.projects.stages import ORDER
from kelisim.samples.synth import PREFIX, make_pool

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
MADE = 300


@pytest.fixture(scope="module", autouse=True)
def _made(sample, django_db_blocker):
    """Made projects beside the sample, once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_pool(MADE, today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def pool():
    return Project.objects.filter(number__startswith=PREFIX)


def test_the_pool_has_so_many_sample_projects_and_asking_again_makes_none_twice(pool):
    assert (pool.count(), pool.filter(office__is_sample=True).count()) == (MADE, MADE)
    assert (make_pool(MADE, today=TODAY), make_pool(MADE + 20, today=TODAY), pool.count()) == (0, 20, MADE + 20)


def test_every_project_passes_the_checks_of_a_form(pool):
    for project in pool.select_related("office", "organisation", "area", "plot", "zone")[:60]:
        project.full_clean()


def test_each_has_a_proposal_and_a_case_and_some_have_an_agreement_that_pass_the_checks_of_a_form():
    links = ("office", "organisation")
    own = {"number__startswith": PREFIX}
    proposals = Proposal.objects.order_by("-pk").select_related(*links)[:MADE]
    cases, papers = Case.objects.filter(**own).select_related(*links), Agreement.objects.filter(**own)
    assert [rows.count() for rows in (cases, papers)] == [MADE, MADE // 5]
    for row in (*proposals[:40], *cases[:40], *papers.select_related("office")[:40], *Commitment.objects.all()[:40]):
        row.full_clean()
    assert AgreementProject.objects.filter(agreement__in=papers).count() == MADE // 5
    came_of = Project.objects.filter(proposal__in=list(proposals))
    assert 0 < came_of.count() < MADE
    assert set(came_of.values_list("proposal__state", flat=True)) == {"accepted"}
    assert {record.history.count() for rows in (proposals, cases, papers) for record in rows[:20]} == {1}


def test_the_last_row_of_the_history_says_what_the_project_says(pool):
    names = ("stage", "stage_since", "status", "launched_on", "jobs_created", "amount", "title", "version")
    now = {row.pk: [getattr(row, name) for name in names] for row in pool}
    last = as_of(Project, TODAY).filter(pgh_obj_id__in=now)
    assert {row.pgh_obj_id: [getattr(row, name) for name in names] for row in last} == now


def test_projects_walk_through_the_stages_in_order_over_years(pool):
    days = StageDate.objects.filter(project__in=pool).values_list("project", "stage", "reached")
    walks: dict[int, list[tuple[date, int]]] = {}
    for project, stage, reached in days:
        walks.setdefault(project, []).append((reached, ORDER.index(stage)))
    assert all(sorted(walk) == sorted(walk, key=lambda step: step[1]) for walk in walks.values())
    span = history_model(Project)._default_manager.filter(pgh_obj_id__in=walks).aggregate(
        first=Min("pgh_created_at"), last=Max("pgh_created_at")
    )  # fmt: skip
    assert (span["last"] - span["first"]).days > 4 * 365
    assert span["last"].date() <= TODAY


def test_the_search_finds_a_made_project_in_each_language(pool):
    project = pool.filter(published_at__isnull=False).first()
    for words in (project.number, *(text.split()[0] for text in project.title.values())):
        assert found_by(f"{words} {project.number}").filter(record_id=project.pk).exists()

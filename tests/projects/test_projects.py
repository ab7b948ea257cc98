"""Projects: stages, the second person, proposals, sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from kelisim.accounts.models import Role
from kelisim.common.choices import ClaimStage
from kelisim.common.files import path_of
from kelisim.common.models import Rate
from kelisim.common.queries import history_of
from kelisim.projects import services
from kelisim.projects.models import Confirmation, Project, ProjectStage, Proposal
from kelisim.projects.pools import in_pool, level_of, threshold_on
from kelisim.projects.queries import (
    PoolSum,
    board_columns,
    claim_q,
    confirmations_open,
    pool_sums,
    projects_for_list,
    under_way_q,
)
from kelisim.projects.stages import COLUMNS, RUNGS, STAGES, missing_for, required_for, rung_of
from tests.factories import (
    make_area,
    make_calculation_index,
    make_office,
    make_organisation,
    make_plot,
    make_pool_rule,
    make_project,
    make_proposal,
    make_representative,
    make_source,
    make_user,
    make_zone,
)

pytestmark = pytest.mark.django_db
STUDIED = {"sector": "13", "amount": Decimal(10), "currency": "KZT"}


def test_table_of_stages_names_every_stage_rung_and_column():
    assert list(STAGES) == list(ProjectStage)
    assert {facts.rung for facts in STAGES.values()} | {"hiring"} == {"", *RUNGS}
    assert list(dict.fromkeys(facts.column for facts in STAGES.values())) == list(COLUMNS)
    assert required_for("studied") == ("title", "area", "organisation", "sector", "amount", "currency")


def test_move_stage_lists_every_missing_field():
    project = make_project()
    with pytest.raises(ValidationError) as refused:
        services.move_stage(project, stage="studied", by=make_user())
    assert set(refused.value.message_dict) == {"organisation", "sector", "amount", "currency"}
    assert refused.value.message_dict["sector"] == ["Needed for the stage “Studied”."]


def test_move_stage_takes_the_missing_fields_with_it():
    project, officer = make_project(organisation=make_organisation()), make_user()
    services.move_stage(project, stage="studied", since=date(2026, 2, 1), **STUDIED, by=officer)
    stored = Project.objects.get()
    assert (stored.stage, stored.stage_since, stored.sector, stored.version) == ("studied", date(2026, 2, 1), "13", 2)
    assert history_of(stored)[0].pgh_context.metadata == {"user": officer.pk, "action": "projects.move_stage"}


def test_edit_project_checks_a_new_stage_as_move_stage_does():
    with pytest.raises(ValidationError) as refused:
        services.edit_project(make_project(), stage="proposal", by=make_user())
    assert set(refused.value.message_dict) == {"organisation"}


def test_project_may_come_in_at_any_stage_and_says_what_it_lacks():
    facts = {"title": {"en": "Mill"}, "area": make_area(), "stage": "studied", "sector": "13"}
    project = services.create_project(make_office(), **facts, by=make_user())
    assert missing_for(project, project.stage) == ["organisation", "amount", "currency"]


def test_launch_counts_only_when_a_second_person_confirms_it():
    project, officer, head = make_project(), make_user(), make_user(Role.HEAD)
    claim = services.claim_confirmation(
        project, milestone="launch", day=date(2025, 12, 1), jobs=40, reference="Act 7", by=officer
    )
    assert (Project.objects.get().launched_on, list(confirmations_open(officer)), list(confirmations_open(head))) == (
        None, [], [claim],
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        services.confirm(claim, by=officer)
    services.confirm(claim, by=head)
    stored = Project.objects.get()
    assert (stored.launched_on, stored.jobs_created, rung_of(stored)) == (date(2025, 12, 1), 40, "hiring")
    with pytest.raises(PermissionDenied):
        services.confirm(claim, by=make_user(Role.HEAD))


def test_launch_cannot_be_written_past_the_second_person():
    project, officer = make_project(), make_user()
    for write in (services.edit_project, services.move_stage):
        facts = {"stage": "idea", "launched_on": date(2025, 1, 1), "jobs_created": 5}
        with pytest.raises(ValidationError) as refused:
            write(project, **facts, by=officer)
        assert set(refused.value.message_dict) == {"launched_on", "jobs_created"}


def test_database_refuses_a_confirmation_by_the_same_person():
    project, officer = make_project(), make_user()
    claim = services.claim_confirmation(
        project, milestone="launch", day=date(2025, 12, 1), reference="Act 7", by=officer
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.everything.filter(pk=claim.pk).update(confirmed_by=officer, confirmed_at=claim.created_at)


def test_claim_without_evidence_is_refused():
    with pytest.raises(ValidationError) as refused:
        services.claim_confirmation(make_project(), milestone="jobs", day=date(2025, 12, 1), by=make_user())
    assert set(refused.value.message_dict) == {"jobs", "reference"}


def test_plot_must_lie_in_the_zone_of_the_project():
    project, plot, officer = make_project(), make_plot(), make_user()
    with pytest.raises(ValidationError) as refused:
        services.edit_project(project, zone=make_zone(), plot=plot, by=officer)
    assert set(refused.value.message_dict) == {"plot"}
    project.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        services.edit_project(project, zone=None, plot=plot, by=officer)
    assert set(refused.value.message_dict) == {"zone"}


def test_number_is_unique_in_the_pool_of_an_office_only():
    first, officer = make_project(number="12"), make_user()
    make_project(number="12", office=make_office("jambyl"))
    with pytest.raises(ValidationError) as refused:
        services.create_project(first.office, title={"en": "Mill"}, area=make_area(), number="12", by=officer)
    assert refused.value.message_dict == {"number": [f"“{first}” has the number 12 in this pool."]}


def test_accepted_proposal_becomes_a_project_and_keeps_its_thread():
    officer = make_user()
    proposal = make_proposal(area=make_area(), jobs=30, state="studied", handed_in_on=date(2026, 1, 5))
    with pytest.raises(ValidationError):
        services.start_project(proposal, by=officer)
    services.decide_proposal(proposal, state="accepted", on=date(2026, 1, 20), reason={"en": "It fits."}, by=officer)
    project = services.start_project(proposal, number="1", by=officer)
    assert (project.proposal, project.organisation, project.jobs_planned) == (proposal, proposal.organisation, 30)


def test_declined_proposal_needs_a_reason_and_a_day_after_it_was_handed_in():
    proposal = make_proposal(state="studied", handed_in_on=date(2026, 1, 5))
    with pytest.raises(ValidationError) as refused:
        services.decide_proposal(proposal, state="declined", on=date(2026, 1, 1), by=make_user())
    assert set(refused.value.message_dict) == {"reason", "decided_on"}


def test_investor_sees_own_projects_and_proposals_and_writes_neither():
    user, company = make_user(Role.INVESTOR), make_organisation()
    make_representative(user, company)
    project, proposal = make_project(organisation=company), make_proposal(organisation=company)
    make_project(organisation=make_organisation())
    make_proposal()
    assert (list(Project.objects.visible_to(user)), list(Proposal.objects.visible_to(user))) == ([project], [proposal])
    with pytest.raises(PermissionDenied):
        services.edit_project(project, number="1", by=user)


def test_log_entry_is_changed_by_its_author_or_the_head():
    project, author = make_project(), make_user()
    entry = services.add_log_entry(project, day=date(2026, 1, 1), text={"en": "Visited."}, by=author)
    with pytest.raises(PermissionDenied):
        services.edit_log_entry(entry, text={"en": "Not visited."}, by=make_user())
    services.edit_log_entry(entry, text={"en": "Visited twice."}, by=author)
    assert (str(project.projectlogs.get()), entry.author) == ("Visited twice.", author)


def test_sums_of_a_pool_by_the_words_of_press_claims():
    make_project(stage="idea", jobs_planned=10)
    make_project(stage="construction", jobs_planned=20, planned_start=date(2025, 3, 1))
    make_project(stage="working", jobs_planned=40, jobs_created=30, launched_on=date(2024, 6, 1))
    pool = Project.objects.all()
    assert {word: pool_sums(pool.filter(claim_q(word))) for word in ClaimStage} == {
        ClaimStage.INTENDED: PoolSum(1, 10, 0),
        ClaimStage.POOL: PoolSum(3, 70, 30),
        ClaimStage.UNDER_WAY: PoolSum(1, 20, 0),
        ClaimStage.LAUNCHED: PoolSum(1, 40, 30),
    }
    assert pool_sums(pool.filter(under_way_q(date(2025, 1, 1), date(2025, 12, 31)))) == PoolSum(1, 20, 0)
    assert {column: len(rows) for column, rows in board_columns(pool).items() if rows} == {
        "idea": 1, "construction": 1, "launched": 1,
    }  # fmt: skip


def test_list_of_projects_costs_the_same_for_one_row_and_three(django_assert_num_queries):
    officer = make_user()

    def read() -> None:
        for row in projects_for_list(officer):
            assert [row.office.slug, str(row.organisation), row.area.code, row.zone, row.plot, row.owner, row.is_sample]

    for _each in range(2):
        make_project(organisation=make_organisation())
        with django_assert_num_queries(1):
            read()


def test_a_stage_keeps_the_day_on_which_it_was_reached_beside_the_planned_one():
    project, officer = make_project(organisation=make_organisation()), make_user()
    services.plan_stage(project, stage="studied", planned=date(2026, 1, 15), by=officer)
    services.move_stage(project, stage="studied", since=date(2026, 2, 1), **STUDIED, by=officer)
    assert list(project.stagedates.values_list("stage", "planned", "reached")) == [
        ("studied", date(2026, 1, 15), date(2026, 2, 1))
    ]
    services.edit_stage_date(project.stagedates.get(), reached=date(2026, 2, 3), by=officer)
    assert Project.objects.get().stage_since == date(2026, 2, 3)


def test_a_plot_makes_up_for_a_site_in_words():
    plot = make_plot()
    bare, elsewhere, there = make_project(), make_project(site="By the lake"), make_project(zone=plot.zone, plot=plot)
    assert ["site" in missing_for(each, "site_given") for each in (bare, elsewhere, there)] == [True, False, False]


def test_second_person_refuses_with_a_reason_and_nothing_counts():
    project, officer, head = make_project(), make_user(), make_user(Role.HEAD)
    claim = services.claim_confirmation(
        project, milestone="launch", day=date(2025, 12, 1), reference="Act 7", by=officer
    )
    with pytest.raises(PermissionDenied):
        services.refuse_confirmation(claim, refusal="No.", by=officer)
    with pytest.raises(ValidationError) as refused:
        services.refuse_confirmation(claim, refusal="", by=head)
    assert set(refused.value.message_dict) == {"refusal"}
    claim.refresh_from_db()
    services.refuse_confirmation(claim, refusal="The act is not signed.", by=head)
    assert (Project.objects.get().launched_on, list(confirmations_open(head))) == (None, [])
    with pytest.raises(PermissionDenied):
        services.confirm(claim, by=head)


def test_a_file_is_evidence_and_is_kept_under_its_digest(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    project, officer = make_project(), make_user()
    picture = SimpleUploadedFile("gate.png", b"\x89PNG\r\n\x1a\n and dots")
    claim = services.claim_confirmation(project, milestone="launch", day=date(2025, 12, 1), file=picture, by=officer)
    kept = claim.evidence
    assert (kept.name, kept.media_type, kept.office) == ("gate.png", "image/png", project.office)
    assert path_of(kept.digest).read_bytes() == b"\x89PNG\r\n\x1a\n and dots"
    wrong = SimpleUploadedFile("gate.pdf", b"\x89PNG\r\n\x1a\n and dots")
    with pytest.raises(ValidationError, match=r"is no \.pdf"):
        services.claim_confirmation(project, milestone="launch", day=date(2025, 12, 1), file=wrong, by=officer)


def test_a_project_is_national_by_the_rule_of_the_day_in_its_own_currency():
    day = date(2025, 6, 1)
    make_calculation_index(day=date(2024, 1, 1), tenge=Decimal(3692))
    make_calculation_index(day=date(2025, 1, 1), tenge=Decimal(4000))
    make_pool_rule(day=date(2025, 1, 1), indices=Decimal(1000))
    source = make_source(kind="statistics")
    Rate.objects.create(kind="official", currency="USD", day=day, tenge=Decimal(500), source=source)
    small = make_project(amount=Decimal(3_999_999), currency="KZT")
    large = make_project(amount=Decimal(8_000), currency="USD")
    said = make_project(amount=Decimal(1), currency="KZT", pool="national")
    unknown = make_project(amount=Decimal(10**9), currency="EUR")
    empty = make_project()
    threshold = threshold_on(day)
    assert threshold.tenge == 4_000_000
    levels = [level_of(each, threshold, day) for each in (small, large, said, unknown, empty)]
    assert levels == ["regional", "national", "national", "", ""]
    pool = {level: set(Project.objects.filter(in_pool(level, day))) for level in ("national", "regional")}
    assert pool == {"national": {large, said}, "regional": {small}}
    assert threshold_on(date(2023, 1, 1)) is None

"""The sample region: its sums, its marks, and that loading again changes nothing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kelisim.accounts.models import Office, Role, User
from kelisim.agreements.models import Agreement, AgreementSignature
from kelisim.agreements.queries import signed_sums
from kelisim.common.choices import ClaimStage
from kelisim.common.models import Area
from kelisim.common.queries import history_of
from kelisim.common.reference import LANGUAGES
from kelisim.engines.values.money import Money
from kelisim.events.models import Event
from kelisim.indicators.reference import keep_reference
from kelisim.overview.office import plans_of
from kelisim.parties.models import Organisation, OrganisationName
from kelisim.projects.models import Confirmation, Project, ProjectRisk, StageDate
from kelisim.projects.pools import in_pool
from kelisim.projects.queries import PoolSum, meant_q, pool_sums
from kelisim.projects.stall import stalled_of
from kelisim.samples.sample_plans import load_sample_plans
from kelisim.samples.sample_region import load_sample_region
from kelisim.zones.models import Plot, PlotState, Zone

pytestmark = pytest.mark.django_db


def test_pool_has_the_sums_of_its_bulletin():
    pool = Project.objects.filter(office__slug="sample-office")
    in_2025 = pool.filter(meant_q(ClaimStage.UNDER_WAY, date(2025, 1, 1), date(2025, 12, 31)))
    launched = pool.filter(meant_q(ClaimStage.LAUNCHED, date(2025, 12, 22), date(2025, 12, 22)))
    assert pool_sums(pool) == PoolSum(111, 23_915, 4_889)
    assert (in_2025.count(), pool_sums(in_2025).jobs_planned) == (58, 8_250)
    assert (launched.count(), pool_sums(launched).jobs_created) == (34, 4_889)
    assert Confirmation.objects.filter(confirmed_by__isnull=False).exclude(reference="").count() == 34


def test_zone_has_plots_in_every_state_and_the_forum_its_memoranda():
    assert set(Plot.objects.values_list("state", flat=True)) == set(PlotState.values)
    forum = Agreement.objects.filter(event__slug="sample-forum")
    assert signed_sums(forum) == [(Money(Decimal("432200000000"), "KZT"), 7)]


def test_a_paper_is_amended_and_signed_and_some_fields_are_withheld_from_the_public():
    paper = Agreement.objects.get(number="S-16")
    assert (paper.amount, paper.first_values["amount"], paper.end) == (
        Decimal(20 * 10**9),
        "16000000000.0000",
        date(2031, 12, 31),
    )
    [signature] = AgreementSignature.objects.filter(agreement=paper)
    assert (signature.fit, [one["name"] for one in signature.signers]) == ("yes", ["Үлгі лауазымды тұлға"])
    assert Agreement.objects.published().get(number="S-15").amount is None
    withheld = Project.objects.published().get(number="S-060")
    assert (withheld.amount, withheld.organisation) == (None, None)
    assert None not in (Project.objects.get(number="S-060").amount, Project.objects.get(number="S-060").organisation)


def test_past_projects_tell_of_waiting_ones_and_a_rule_says_whose_pool_a_project_stands_in():
    officer, day = User.objects.get(email="officer@sample.kelisim.example"), timezone.localdate()
    pool = Project.objects.filter(office=officer.office)
    assert StageDate.objects.filter(project__in=pool, stage="idea").count() > 100
    stuck = stalled_of(officer, pool, today=day, is_sample=True).rows
    assert any(one.range is not None and one.range.early is not None for one in stuck)
    assert any(one.share_before is not None and one.share_before > 0.75 for one in stuck)
    levels = {level: pool.filter(in_pool(level, day)).count() for level in ("national", "regional")}
    assert min(levels.values()) > 10
    assert {project.pk for project in pool} >= set(ProjectRisk.objects.values_list("project", flat=True)) != set()


def test_loading_again_changes_nothing():
    with CaptureQueriesContext(connection) as queries:
        load_sample_region()
    assert (Project.objects.count(), Area.objects.filter(code="XA").count(), len(queries)) == (111, 1, 1)


def test_sample_is_written_by_its_users_and_seen_by_the_public_with_its_mark():
    confirmation = Confirmation.objects.first()
    actions = [row.pgh_context.metadata["action"] for row in history_of(confirmation)]
    assert actions == ["projects.confirm", "projects.claim_confirmation"]
    assert Area.objects.get(code="XA-01").name["en"] == "Sample region"
    for model in (Agreement, Event, Organisation, Project, Zone):
        rows = list(model.objects.visible_to(None))
        assert rows
        assert all(row.is_sample for row in rows)
    on_site = Project.objects.filter(plot__isnull=False)
    assert set(on_site.values_list("plot__state", "stage")) == {("building", "construction")}
    assert {user.role for user in User.objects.all()} == set(Role.values)
    assert all(set(project.title) == set(LANGUAGES) for project in Project.objects.all())


def test_plans_of_the_sample_are_samples_with_what_was_reached_and_loading_again_changes_nothing():
    keep_reference(User.objects.get(role=Role.ADMINISTRATOR))
    load_sample_plans()
    load_sample_plans()
    office = Office.objects.get(slug="sample-office")
    assert [(str(plan.target.record.indicator.measure), round(plan.percent, 1)) for plan in plans_of(office)] == [
        ("fdi", Decimal("80.5")),
        ("fixed_capital_investment", Decimal("86.4")),
        ("export", Decimal("61.8")),
    ]
    assert all(plan.target.record.is_sample for plan in plans_of(office))


def test_every_company_has_a_name_in_the_letters_of_each_language():
    companies = Organisation.objects.filter(is_sample=True).count()
    for language, letters in (("kk", "[а-яәғқңөұүһі]"), ("ru", "[а-яё]"), ("zh-hans", "[一-龥]")):
        rows = OrganisationName.objects.filter(organisation__is_sample=True, language=language)
        names = list(rows.values_list("text", flat=True))
        strange = [name for name in names if not re.search(letters, name.lower()) or re.search("[a-z]", name.lower())]
        assert (len(names), strange) == (companies, []), language

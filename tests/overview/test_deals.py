"""The conversion ladder: each deal once, valued by currency, as of any past day as a replay of the history would say."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kelisim.accounts.models import Role
from kelisim.agreements.models import Agreement, AgreementProject, AgreementProposal
from kelisim.common.queries import history_model
from kelisim.overview.deal_rules import as_of
from kelisim.overview.deals import Ladder, records_of
from kelisim.projects.models import Project, ProjectStage
from kelisim.projects.stages import RUNGS, rung_of
from tests.factories import (
    make_agreement,
    make_area,
    make_event,
    make_office,
    make_project,
    make_proposal,
    make_user,
)


def counts(ladder, dimension="none"):
    return {line.value: [line.cells[rung].count for rung in RUNGS] for line in ladder.lines(dimension)}


def signed(**facts):
    return make_agreement(**{"state": "signed", "signed_on": date(2025, 5, 1), **facts})


@pytest.mark.django_db
def test_each_deal_is_counted_once_at_the_highest_rung_that_any_of_its_records_reached():
    officer, forum = make_user(), make_event()
    project = make_project(stage="proposal", amount=Decimal(10), currency="KZT")
    paper = signed(event=forum, amount=Decimal(99), currency="USD")
    AgreementProject.objects.create(agreement=paper, project=project)
    signed(same_as=paper, amount=Decimal(99), currency="USD")
    signed(amount=Decimal(5), currency="USD")
    make_agreement(state="lapsed", signed_on=date(2025, 1, 1))
    accepted = make_proposal(state="handed_in", handed_in_on=date(2026, 1, 1))
    make_proposal(state="handed_in", handed_in_on=date(2026, 1, 1), amount=Decimal(3), currency="EUR")
    make_proposal()
    make_project(proposal=accepted, stage="working", launched_on=date(2026, 2, 1), jobs_created=4)
    make_project(stage="idea")
    handed_in = make_proposal(
        state="accepted", handed_in_on=date(2026, 1, 1), decided_on=date(2026, 1, 2), reason={"en": "It fits the plan"}
    )
    make_project(stage="idea", proposal=handed_in)
    make_project(stage="construction", office=make_office("aktobe"))
    ladder = Ladder(officer)
    assert counts(ladder) == {None: [5, 3, 1, 1, 1, 1, 1]}
    assert counts(ladder, "event") == {forum.pk: [1, 1, 0, 0, 0, 0, 0], None: [4, 2, 1, 1, 1, 1, 1]}
    assert counts(ladder, "year") == {2025: [2, 2, 0, 0, 0, 0, 0], None: [3, 1, 1, 1, 1, 1, 1]}
    line = ladder.lines("none")[0]
    assert [(each.amount, each.currency) for each in line.cells["signed"].amounts] == [(10, "KZT"), (5, "USD")]


@pytest.mark.django_db
def test_the_list_behind_a_cell_holds_as_many_deals_as_the_cell_says():
    officer, country = make_user(), make_area("TR")
    for stage in ("studied", "agreed", "permits", "construction"):
        make_project(stage=stage, origin=country, sector="13")
    signed(partner=country)
    make_project(stage="construction")
    ladder = Ladder(officer)
    for dimension in ("none", "country", "sector", "year"):
        for line in ladder.lines(dimension):
            for rung, cell in line.cells.items():
                found = records_of(ladder.deals(dimension, line.value, rung, start=0, size=100), officer)
                assert len(found) == cell.count, (dimension, line.value, rung)


@pytest.mark.django_db
def test_samples_and_drafts_of_other_offices_are_never_counted_with_real_ones():
    make_project(stage="agreed", office=make_office("sample", is_sample=True))
    make_project(stage="agreed")
    make_project(
        stage="agreed",
        office=make_office("aktobe"),
        published_at=datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone()),
    )
    make_project(stage="agreed", office=make_office("aktobe"))
    assert counts(Ladder(make_user())) == {None: [2, 2, 0, 0, 0, 0, 0]}
    assert counts(Ladder(make_user(Role.AGENCY))) == {None: [1, 1, 0, 0, 0, 0, 0]}
    assert counts(Ladder(make_user(Role.ADMINISTRATOR), is_sample=True)) == {None: [1, 1, 0, 0, 0, 0, 0]}


@pytest.mark.django_db
def test_what_an_office_hides_is_in_no_cell_and_no_list_of_another_today_and_on_past_days():
    country, forum, office = make_area("TR"), make_event(), make_office("aktobe")
    money = {"amount": Decimal(10), "currency": "USD", "sector": "13", "office": office}
    released = {"published_at": timezone.now(), **money}
    project = make_project(
        stage="working", launched_on=date(2026, 2, 1), jobs_created=9, origin=country,
        hidden_fields=["amount", "origin", "sector", "jobs_created"], **released,
    )  # fmt: skip
    paper = signed(event=forum, partner=country, hidden_fields=["amount", "event", "partner", "sector"], **released)
    for model in (Project, Agreement):
        rows = history_model(model)._default_manager.all()
        rows.update(pgh_created_at=timezone.now() - timedelta(days=5))
    assert counts(Ladder(make_user(office=office)), "country") == {country.pk: [2, 2, 1, 1, 1, 1, 1]}
    for user in (make_user(), make_user(Role.AGENCY), make_user(Role.ANALYST)):
        for day in (None, timezone.localdate() - timedelta(days=2)):
            ladder = Ladder(user, day=day)
            for dimension in ("country", "event", "sector"):
                assert counts(ladder, dimension) == {None: [2, 2, 1, 1, 1, 1, 0]}, (user.role, day, dimension)
            assert [line.cells["signed"].amounts for line in ladder.lines("none")] == [[]]
            found = records_of(ladder.deals("none", None, "signed", start=0, size=9), user)
            assert sorted((each._meta.model_name, each.amount) for each in found) == [
                ("agreement", None),
                ("project", None),
            ]
    Project.objects.filter(pk=project.pk).update(published_at=None)
    found = records_of([("project", project.pk), ("agreement", paper.pk)], make_user(Role.AGENCY))
    assert found == [None, paper]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "stage",
                "launch",
                "jobs",
                "archive",
                "restore",
                "delete",
                "paper",
                "sign",
                "lapse",
                "new",
                "unlink",
                "worth",
            ]
        ),
        st.integers(0, 3),
        st.sampled_from([str(stage) for stage in ProjectStage]),
    ),
    min_size=1,
    max_size=12,
)


def replay():
    """The ladder counted from the records themselves, in plain Python."""
    links = {}
    for link in AgreementProject.objects.select_related("agreement", "project"):
        links.setdefault(link.project_id, []).append(link.agreement)
    totals, worth = Counter(), Counter()
    taken = set()
    for project in Project.objects.all():
        papers = [
            paper
            for paper in links.get(project.pk, [])
            if paper.archived_at is None and paper.state not in ("lapsed", "terminated")
        ]
        taken |= {paper.pk for paper in papers}
        reached = [rung_of(project)] + ["signed" if paper.state == "signed" else "handed_in" for paper in papers]
        highest = max((RUNGS.index(rung) + 1 for rung in reached if rung), default=0)
        for rung in RUNGS[:highest]:
            totals[rung] += 1
            worth[rung] += project.amount or 0
    for paper in Agreement.objects.exclude(pk__in=taken).exclude(state__in=("lapsed", "terminated")):
        for rung in RUNGS[: 2 if paper.state == "signed" else 1]:
            totals[rung] += 1
    return {rung: (totals[rung], worth[rung]) for rung in RUNGS}


def told(ladder):
    lines = ladder.lines("none")
    if not lines:
        return dict.fromkeys(RUNGS, (0, 0))
    return {rung: (cell.count, cell.money.get("KZT", 0)) for rung, cell in lines[0].cells.items()}


COLUMNS = tuple(field.attname for field in Project._meta.concrete_fields)


def projects():
    """Every project with all its fields, archived ones too."""
    return {row["id"]: row for row in Project.everything.order_by().values(*COLUMNS)}


def projects_as_of(day):
    return {row["id"]: row for row in as_of(Project, day).values(*COLUMNS)}


class History:
    """Four projects that are edited at random, a day an edit."""

    def __init__(self):
        self.projects = [make_project(amount=Decimal(number + 1), currency="KZT") for number in range(4)]
        self.papers = []
        self.seen = 0

    def do(self, what, which, stage):
        rows = Project.everything.filter(pk=self.projects[which].pk)
        if what == "stage":
            rows.update(stage=stage)
        elif what == "launch":
            rows.update(launched_on=date(2026, 1, 1))
        elif what == "jobs":
            rows.update(jobs_created=which)
        elif what == "worth":
            rows.update(amount=Decimal(which * 10))
        elif what in ("archive", "restore"):
            rows.update(archived_at=timezone.now() if what == "archive" else None)
        elif what == "delete":
            AgreementProject.everything.filter(project__in=rows).delete()
            rows.delete()
        elif what == "paper" and rows.exists():
            paper = make_agreement()
            self.papers.append(paper)
            AgreementProject.objects.create(agreement=paper, project=rows.get())
        elif what == "unlink" and self.papers:
            AgreementProject.everything.filter(agreement=self.papers[-1]).delete()
        elif what in ("sign", "lapse") and self.papers:
            state = "signed" if what == "sign" else "lapsed"
            Agreement.everything.filter(pk=self.papers[-1].pk).update(state=state, signed_on=date(2025, 5, 1))
        elif what == "new":
            make_project(stage=stage, amount=Decimal(7), currency="KZT")

    def date_rows(self, day):
        """All edits of a test have one moment; each is moved to a day of its own."""
        moment = timezone.make_aware(datetime.combine(day, time(23, 59)))
        for model in (Project, Agreement, AgreementProject, AgreementProposal):
            rows = history_model(model)._default_manager.filter(pgh_created_at__gte=timezone.now() - timedelta(days=1))
            rows.update(pgh_created_at=moment)


class AsOf(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_as_of_a_day_equals_a_replay_of_the_history(self, steps):
        officer, history = make_user(), History()
        first, expected, whole = date(2025, 1, 1), {}, {}
        history.date_rows(first)
        expected[first], whole[first] = replay(), projects()
        for number, step in enumerate(steps, start=1):
            history.do(*step)
            day = first + timedelta(days=number)
            history.date_rows(day)
            expected[day], whole[day] = replay(), projects()
        assert {day: projects_as_of(day) for day in whole} == whole
        assert projects_as_of(first - timedelta(days=1)) == {}
        assert {day: told(Ladder(officer, day=day)) for day in expected} == expected
        assert told(Ladder(officer)) == expected[max(expected)]
        assert told(Ladder(officer, day=first - timedelta(days=1))) == dict.fromkeys(RUNGS, (0, 0))

"""What is kept of past days answers as a replay of the history does, whatever was written, for everybody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kelisim.accounts.models import Office, Role, User
from kelisim.agreements.models import (
    Agreement,
    AgreementProject,
    AgreementProposal,
    AgreementState,
    LadderKept,
    PastDeal,
)
from kelisim.agreements.states import way
from kelisim.common.queries import history_model
from kelisim.overview import past_deals
from kelisim.overview.deal_rules import COLUMNS, TABLES, ask_deals
from kelisim.overview.past_deals import ask_kept, forget_past_deals, keep_past_deals
from kelisim.projects.models import Project, ProjectStage, Proposal
from tests.factories import make_agreement, make_area, make_event, make_office, make_project, make_proposal, make_user

FIRST = date(2025, 1, 1)
QUERY = f"SELECT {', '.join(COLUMNS)} FROM counted ORDER BY kind, id"
KINDS = {"project": Project, "paper": Agreement, "proposal": Proposal}
NUMBER = st.integers(0, 2)
RECORD = st.tuples(st.sampled_from(sorted(KINDS)), NUMBER)
EDITS = st.one_of(
    st.tuples(st.sampled_from(["publish", "withdraw", "archive", "restore", "worth", "office"]), RECORD, NUMBER),
    st.tuples(st.just("hide"), RECORD, st.sampled_from([[], ["amount"], ["sector", "event", "partner", "origin"]])),
    st.tuples(st.sampled_from(["project", "proposal"]), NUMBER, NUMBER),
    st.tuples(st.sampled_from(["came_of", "repeats", "amends"]), NUMBER, NUMBER),
    st.tuples(st.just("stage"), NUMBER, st.sampled_from([str(stage) for stage in ProjectStage])),
    st.tuples(st.just("state"), NUMBER, st.sampled_from([str(state) for state in AgreementState])),
    st.tuples(st.sampled_from(["launch", "hand_in", "delete", "new"]), NUMBER, NUMBER),
)
# Some days pass between two edits, and now and then the days that are over are kept.
STEPS = st.lists(st.tuples(EDITS, st.integers(0, 2), st.booleans()), min_size=1, max_size=10)


class Ledger:
    """Projects, papers and proposals of two offices, edited at random."""

    def __init__(self):
        self.offices = [make_office(), make_office(), make_office("aktobe")]
        self.event, self.country = make_event(), make_area("TR")
        money = {"amount": Decimal(5), "currency": "USD", "sector": "13"}
        self.keys = {
            "project": [make_project(office=office, origin=self.country, **money).pk for office in self.offices],
            "paper": [
                make_agreement(office=office, event=self.event, partner=self.country, **money).pk
                for office in self.offices
            ],
            "proposal": [make_proposal(office=office, **money).pk for office in self.offices],
        }

    def rows(self, kind, number):
        return KINDS[kind].everything.filter(pk=self.keys[kind][number])

    def do(self, what, which, more):
        getattr(self, f"_{what}")(which, more)

    def _publish(self, record, _more):
        if record[0] != "proposal":
            self.rows(*record).update(published_at=timezone.now())

    def _withdraw(self, record, _more):
        if record[0] != "proposal":
            self.rows(*record).update(published_at=None)

    def _hide(self, record, names):
        if record[0] != "proposal":
            self.rows(*record).update(hidden_fields=names, published_at=timezone.now())

    def _archive(self, record, _more):
        self.rows(*record).update(archived_at=timezone.now())

    def _restore(self, record, _more):
        self.rows(*record).update(archived_at=None)

    def _worth(self, record, number):
        self.rows(*record).update(amount=number * 10 if number else None)

    def _office(self, record, number):
        self.rows(*record).update(office=self.offices[number])

    def _project(self, paper, project):
        self._toggle(AgreementProject, paper, project_id=self.keys["project"][project])

    def _proposal(self, paper, proposal):
        self._toggle(AgreementProposal, paper, proposal_id=self.keys["proposal"][proposal])

    def _toggle(self, model, paper, **other):
        both = {"agreement_id": self.keys["paper"][paper], **other}
        if not self.rows("paper", paper).exists() or not all(self._is_there(name, key) for name, key in other.items()):
            return
        if not model.everything.filter(**both).delete()[0]:
            model.objects.create(**both)

    def _is_there(self, name, key):
        return KINDS[name.removesuffix("_id")].everything.filter(pk=key).exists()

    def _came_of(self, project, proposal):
        taken = Project.everything.filter(proposal_id=self.keys["proposal"][proposal])
        if taken.exists():
            taken.update(proposal=None)
        else:
            self.rows("project", project).update(proposal=self.keys["proposal"][proposal])

    def _repeats(self, paper, other):
        self._points(paper, other, "same_as", "amends")

    def _amends(self, paper, other):
        self._points(paper, other, "amends", "same_as")

    def _points(self, paper, other, name, not_name):
        if paper == other:
            self.rows("paper", paper).update(same_as=None, amends=None)
        else:
            self.rows("paper", paper).update(**{name: self.keys["paper"][other], not_name: None})

    def _stage(self, project, stage):
        self.rows("project", project).update(stage=stage)

    def _state(self, paper, state):
        found = self.rows("paper", paper).values_list("state", flat=True).first()
        if found and way(found, state):
            self.rows("paper", paper).update(state=state, signed_on=date(2024, 5, 1))

    def _launch(self, project, number):
        self.rows("project", project).update(launched_on=date(2024, 8, 1) if number else None, jobs_created=number)

    def _hand_in(self, proposal, number):
        state = "handed_in" if number else "draft"
        self.rows("proposal", proposal).update(state=state, handed_in_on=date(2024, 1, 1) if number else None)

    def _delete(self, project, _more):
        AgreementProject.everything.filter(project=self.keys["project"][project]).delete()
        self.rows("project", project).delete()

    def _new(self, number, _more):
        self.keys["project"][number] = make_project(stage="agreed", office=self.offices[number]).pk

    @staticmethod
    def date_rows(day):
        """All edits of a test have one moment; each is moved to a day of its own."""
        moment = timezone.make_aware(datetime.combine(day, time(23, 59)))
        for model, _columns in TABLES.values():
            rows = history_model(model)._default_manager.filter(pgh_created_at__gte=timezone.now() - timedelta(days=1))
            rows.update(pgh_created_at=moment)


def readers():
    """Everybody who may be told something else: of two offices, of a third without deals, of none."""
    own = ((Role.OFFICER, "turkistan"), (Role.HEAD, "aktobe"), (Role.ANALYST, "kostanay"))
    return [User(role=Role.ADMINISTRATOR), User(role=Role.AGENCY)] + [
        User(role=role, office=make_office(slug)) for role, slug in own
    ]


def answers(ask, days):
    """What a way of asking says of each day to each reader, by role and office."""
    offices = list(Office.objects.values_list("pk", flat=True))
    return {
        (reader.role, reader.office_id, day): [
            tuple(None if fact == "" else fact for fact in row)  # no currency and an empty one are the same
            for row in ask(QUERY, reader, day=day, offices=offices)
        ]
        for reader in readers()
        for day in days
    }


class Kept(TestCase):
    @settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_what_is_kept_answers_as_a_replay_of_the_history_for_everybody(self, steps):
        ledger, day, days = Ledger(), FIRST, [FIRST - timedelta(days=1), FIRST, None]
        ledger.date_rows(day)
        for edit, passed, is_over in steps:
            ledger.do(*edit)
            day += timedelta(days=passed)
            ledger.date_rows(day)
            if is_over:
                keep_past_deals(day - timedelta(days=1))
            days.append(day)
        keep_past_deals(FIRST)
        assert answers(ask_kept, days) == answers(ask_deals, days)


@pytest.fixture
def project(db):
    found = make_project(stage="agreed")
    Ledger.date_rows(FIRST)
    return found


def test_a_deal_of_one_office_is_kept_as_it_knows_it_and_as_everybody_else_does(project):
    Project.objects.filter(pk=project.pk).update(
        published_at=timezone.now(), amount=7, currency="KZT", hidden_fields=["amount"]
    )
    Ledger.date_rows(FIRST + timedelta(days=3))
    keep_past_deals(FIRST + timedelta(days=5))
    office, days = project.office_id, [FIRST + timedelta(days=count) for count in (0, 3)]
    assert list(PastDeal.objects.order_by("since", "reader").values_list("reader", "since", "until", "amount")) == [
        (office, days[0], days[1], None),
        (PastDeal.PUBLIC, days[1], date.max, None),
        (office, days[1], date.max, 7),
    ]


def test_nothing_is_kept_twice_and_nothing_of_what_was_thrown_away(project):
    assert keep_past_deals(FIRST + timedelta(days=5)) == 6
    assert keep_past_deals(FIRST + timedelta(days=5)) == 0
    assert LadderKept.objects.get().through == FIRST + timedelta(days=5)
    officer, offices = make_user(), [project.office_id]
    assert ask_kept(QUERY, officer, day=FIRST, offices=offices)
    forget_past_deals()
    assert not PastDeal.objects.exists()
    assert ask_kept(QUERY, officer, day=FIRST, offices=offices) is None


def test_what_was_kept_by_other_rules_is_not_asked_and_is_kept_anew(project):
    keep_past_deals(FIRST)
    LadderKept.objects.update(rules="others")
    PastDeal.objects.update(rung=1)
    officer, offices = make_user(), [project.office_id]
    assert ask_kept(QUERY, officer, day=FIRST, offices=offices) is None
    keep_past_deals(FIRST)
    assert [row[2] for row in ask_kept(QUERY, officer, day=FIRST, offices=offices)] == [2]


def test_the_history_is_replayed_where_much_was_written_since(project, monkeypatch):
    keep_past_deals(FIRST)
    assert ask_kept(QUERY, make_user(), day=FIRST, offices=[]) is None
    Project.objects.filter(pk=project.pk).update(stage="construction")
    officer, offices = make_user(), [project.office_id]
    assert [row[2] for row in ask_kept(QUERY, officer, day=None, offices=offices)] == [5]
    monkeypatch.setattr(past_deals, "MOST_TODAY", 0)
    assert ask_kept(QUERY, officer, day=None, offices=offices) is None
    assert ask_kept(QUERY, officer, day=timezone.localdate(), offices=offices) is not None

"""One thread: from any record on it one comes to all others, and to nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kelisim.agreements.models import AgreementProject
from kelisim.events.models import Meeting, MeetingProposal
from kelisim.overview.thread import thread_of
from kelisim.projects.models import Confirmation
from tests.factories import make_agreement, make_event, make_office, make_plot, make_project, make_proposal, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal():
    """A meeting at a forum led to a proposal, this to a project on a plot, about which a memorandum was signed."""
    event, plot, officer = make_event(), make_plot(), make_user()
    starts, ends = datetime(2026, 5, 12, 9, tzinfo=UTC), datetime(2026, 5, 12, 10, tzinfo=UTC)
    meeting = Meeting.objects.create(event=event, starts_at=starts, ends_at=ends)
    proposal = make_proposal(state="accepted", handed_in_on=date(2026, 6, 1), decided_on=date(2026, 6, 9))
    MeetingProposal.objects.create(meeting=meeting, proposal=proposal)
    project = make_project(proposal=proposal, zone=plot.zone, plot=plot)
    agreement = make_agreement(event=event, state="signed", signed_on=date(2026, 7, 1))
    AgreementProject.objects.create(agreement=agreement, project=project)
    jobs = Confirmation.objects.create(
        project=project, milestone="jobs", day=date(2026, 9, 1), jobs=40, reference="7", claimed_by=officer
    )
    return {
        "event": event, "meeting": meeting, "proposal": proposal, "agreement": agreement, "plot": plot,
        "project": project, "jobs": jobs,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["event", "meeting", "proposal", "agreement", "plot", "project"])
def test_the_whole_deal_is_found_from_each_of_its_records(deal, kind):
    make_project(zone=deal["plot"].zone)
    make_agreement(event=deal["event"])
    beads = thread_of(deal[kind], make_user())
    found = {name: {bead.record for bead in each} for name, each in beads.items()}
    if kind == "event":
        assert all(deal[name] in records for name, records in found.items())
        assert len(found["agreement"]) == 2
    else:
        assert found == {name: {record} for name, record in deal.items()}
    assert [bead.record for each in beads.values() for bead in each if bead.is_start] == [deal[kind]]


def test_what_one_may_not_see_is_not_on_the_thread(deal):
    stranger = make_user(office=make_office("aktobe"))
    type(deal["project"]).objects.update(published_at=datetime(2026, 1, 1, tzinfo=UTC))
    beads = thread_of(deal["project"], stranger)
    assert {name: len(each) for name, each in beads.items() if each} == {"project": 1}


def test_a_thread_costs_the_same_for_one_deal_and_three(deal, django_assert_max_num_queries):
    officer = make_user()
    with django_assert_max_num_queries(60) as first:
        thread_of(deal["event"], officer)
    for _each in range(2):
        project = make_project()
        paper = make_agreement(event=deal["event"])
        AgreementProject.objects.create(agreement=paper, project=project)
    with django_assert_max_num_queries(len(first.captured_queries)):
        thread_of(deal["event"], officer)

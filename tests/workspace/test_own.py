"""An investor hands in a proposal and raises a case; the office studies, answers, decides."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kelisim.accounts.models import Role
from kelisim.cases.models import Case
from kelisim.engines.values.working_days import working_days_after
from kelisim.projects.models import Project, Proposal
from kelisim.workspace.forms.fields import SectorField
from tests import factories as make

pytestmark = pytest.mark.django_db
ROOT = "/en/workspace/own"
PROPOSAL = {
    "language": "en",
    "office": "turkistan",
    "title_en": "A glass works",
    "text_en": "Flat glass, 200 t a day.",
    "area": "KZ-61",
}
CASE = {"office": "turkistan", "kind": "problem", "title_en": "No power", "text_en": "The line was due in May."}


@pytest.fixture
def officer(as_user):
    return as_user(make.make_user())


def write(client, company, **changes):
    return client.post(f"{ROOT}/proposals/new/", PROPOSAL | {"organisation": str(company.public_id)} | changes)


def raise_case(client, company, **changes):
    return client.post(f"{ROOT}/cases/new/", CASE | {"organisation": str(company.public_id)} | changes)


def test_a_proposal_is_written_in_two_goes_and_handed_in(investor, officer, company):
    here = write(investor, company, text_en="First words.")["Location"]
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.organisation, proposal.office.slug) == ("draft", company, "turkistan")
    assert "Hand in the proposal" in investor.get(here).text
    theirs = f"/en/workspace/proposals/{proposal.public_id}/"
    assert officer.get(theirs).status_code == 404
    assert "A glass works" not in officer.get("/en/workspace/proposals/").text

    assert (
        investor.post(f"{here}edit/", PROPOSAL | {"version": "1", "jobs": "120", "language": "kk"}).status_code == 302
    )
    assert investor.post(f"{here}hand_in_proposal/").status_code == 302
    proposal.refresh_from_db()
    today = timezone.localdate()
    assert (proposal.state, proposal.jobs, proposal.handed_in_on) == ("handed_in", 120, today)
    assert proposal.due == working_days_after(today, 15)
    assert "A glass works" in officer.get("/en/workspace/proposals/").text
    assert "Decide on the proposal" in officer.get(theirs).text
    assert "The office studies the proposal" in investor.get(here).text
    assert investor.get(f"{here}edit/").status_code == 403
    assert investor.post(f"{here}hand_in_proposal/").status_code == 403


def test_what_is_typed_wrong_is_told_in_the_investors_language_and_stays(investor, company):
    facts = PROPOSAL | {"organisation": str(company.public_id), "amount": "-5", "currency": "ABC", "title_en": ""}
    answer = investor.post("/zh/workspace/own/proposals/new/", facts)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"amount", "currency", "title"}
    assert "is not a currency" not in answer.text
    for typed in ("Flat glass, 200 t a day.", 'value="-5"', 'value="ABC"'):
        assert typed in answer.text
    assert not Proposal.everything.exists()


def test_nobody_writes_for_the_company_of_another(investor, company, as_user):
    foreign = make.make_organisation()
    answer = write(investor, foreign)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["organisation"])
    assert list(raise_case(investor, foreign).context["form"].errors) == ["organisation"]
    here = write(investor, company)["Location"]
    stranger = as_user(make.make_user(Role.INVESTOR))
    assert {stranger.get(f"{here}{end}").status_code for end in ("", "edit/", "hand_in_proposal/")} == {404}
    assert stranger.get(f"{ROOT}/proposals/new/").status_code == 403


def test_a_former_representative_writes_no_more(company, as_user):
    user = make.make_user(Role.INVESTOR)
    representative = make.make_representative(user, company)
    client = as_user(user)
    case = raise_case(client, company)["Location"]
    representative.archived_at = timezone.now()
    representative.save()
    assert client.get(f"{ROOT}/proposals/new/").status_code == 403
    assert client.get(f"{ROOT}/cases/new/").status_code == 403
    assert client.post(f"{case}add_message/", {"text": "Still here"}).status_code == 404


def test_a_former_representative_chooses_no_project_of_the_company(company, as_user):
    project = make.make_project(title={"en": "The old works"}, organisation=company)
    former, current = make.make_user(Role.INVESTOR), make.make_user(Role.INVESTOR)
    gone = make.make_representative(former, company)
    gone.archived_at = timezone.now()
    gone.save()
    make.make_representative(current, company)
    other = make.make_organisation(name="Next Company")
    make.make_representative(former, other)
    assert str(project.public_id) in as_user(current).get(f"{ROOT}/cases/new/").text
    assert str(project.public_id) not in as_user(former).get(f"{ROOT}/cases/new/").text


def test_samples_stay_among_samples(investor, company):
    make.make_office("made-up", is_sample=True)
    assert list(write(investor, company, office="made-up").context["form"].errors) == ["office"]
    assert "made-up" not in investor.get(f"{ROOT}/cases/new/").text


def test_a_declined_proposal_tells_the_reason(officer, investor, company):
    here = write(investor, company)["Location"]
    investor.post(f"{here}hand_in_proposal/")
    decide = here.replace("/own/", "/") + "decide_proposal/"
    today = timezone.localdate().isoformat()
    answer = officer.post(decide, {"state": "declined", "on": today})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert officer.post(decide, {"state": "declined", "on": today, "reason_en": "No gas there."}).status_code == 302
    assert "No gas there." in investor.get(here).text


def test_an_accepted_proposal_becomes_a_project(officer, investor, company):
    here = write(investor, company)["Location"]
    investor.post(f"{here}hand_in_proposal/")
    theirs = here.replace("/own/", "/")
    assert "Accept the proposal first." in officer.post(f"{theirs}start_project/", {"stage": "proposal"}).text
    officer.post(
        f"{theirs}decide_proposal/",
        {"state": "accepted", "on": timezone.localdate().isoformat(), "reason_en": "It fits."},
    )
    head = make.make_user("head")
    assert "Issue the letter" in officer.get(theirs).text
    assert officer.post(f"{theirs}issue_letter/", {"signatory": head.pk, "language": "en"}).status_code == 302
    assert "Make it a project" in officer.get(theirs).text
    assert officer.post(f"{theirs}start_project/", {"stage": "proposal"}).status_code == 302
    assert Project.objects.get().proposal == Proposal.objects.get()
    page = officer.get(theirs).text
    assert "Projects that came of it" in page
    assert "The project keeps the thread." not in page
    assert officer.post(f"{theirs}start_project/", {"stage": "proposal"}).status_code == 422
    assert Project.objects.count() == 1


def test_a_case_is_answered_and_notes_stay_inside(officer, investor, company):
    here = raise_case(investor, company)["Location"]
    case = Case.objects.get()
    assert case.due == working_days_after(timezone.localdate(), 15)
    theirs = here.replace("/own/", "/")
    assert "Answer the investor" in officer.get(theirs).text
    officer.post(f"{theirs}add_note/", {"text": "Ask the grid company first."})
    assert investor.get(here).text.count("Ask the grid company first.") == 0
    officer.post(f"{theirs}add_message/", {"text": "Connected by June."})
    case.refresh_from_db()
    assert case.state == "answered"
    assert "Connected by June." in investor.get(here).text
    investor.post(f"{here}add_message/", {"text": "Thank you."})
    assert "Thank you." in officer.get(theirs).text
    assert officer.post(f"{theirs}close_case/", {"is_solved": "yes"}).status_code == 302
    assert investor.post(f"{here}add_message/", {"text": "More"}).status_code == 403
    assert "Solved" in investor.get(here).text


def test_another_office_knows_nothing_of_either(investor, company, as_user):
    here = write(investor, company)["Location"]
    investor.post(f"{here}hand_in_proposal/")
    case = raise_case(investor, company)["Location"]
    other = as_user(make.make_user(office=make.make_office("aktobe")))
    assert {other.get(one.replace("/own/", "/")).status_code for one in (here, case)} == {404}
    assert "A glass works" not in other.get("/en/workspace/proposals/").text
    assert "No power" not in other.get("/en/workspace/cases/").text


def test_an_investor_sees_a_case_list_that_costs_the_same_with_one_row_and_three(investor, company):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(address):
        with CaptureQueriesContext(connection) as found:
            assert investor.get(address).status_code == 200
        return len(found)

    pages = (f"{ROOT}/proposals/", f"{ROOT}/cases/", "/en/workspace/")
    write(investor, company)
    raise_case(investor, company)
    [queries(page) for page in pages]
    one = [queries(page) for page in pages]
    for _each in range(2):
        write(investor, company)
        raise_case(investor, company)
    assert [queries(page) for page in pages] == one


@pytest.mark.parametrize(
    ("count", "day"), [(0, date(2026, 3, 6)), (1, date(2026, 3, 9)), (5, date(2026, 3, 13)), (15, date(2026, 3, 27))]
)
def test_working_days_leave_out_the_weekend(count, day):
    assert working_days_after(date(2026, 3, 6), count) == day


def test_a_sector_is_chosen_by_name_and_kept_by_code() -> None:
    field = SectorField()
    assert (field.clean("13 · Manufacture of textiles"), field.clean("1310"), field.clean("c")) == ("13", "1310", "C")
    assert 'value="13 · Manufacture of textiles"' in field.widget.render("sector", "13")
    with pytest.raises(ValidationError, match="“77A” is no sector of ISIC"):
        field.clean("77a")

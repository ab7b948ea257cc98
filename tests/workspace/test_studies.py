"""A proposal from the draft to the project: steps of the office's procedure, files, decision, letter."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from kelisim.accounts.models import Role
from kelisim.common.calendars import create_calendar_day
from kelisim.common.files import open_file
from kelisim.common.queries import history_of
from kelisim.projects import letters, services, studies
from kelisim.projects.models import DecisionLetter, Project, Proposal, ProposalFile, ProposalStep
from kelisim.projects.queries import decisions_due, study_steps_due
from tests import factories as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF"
TODAY = date(2026, 4, 1)


def upload(content=PDF, name="plan.pdf"):
    return SimpleUploadedFile(name, content)


def handed_in(**facts):
    return make.make_proposal(**{"state": "handed_in", "handed_in_on": date(2026, 3, 2), **facts})


def begun(*days):
    """A proposal of Monday, 2 March, with a step for each number of working days."""
    officer = make.make_user()
    make.make_procedure(*days)
    return services_begin(handed_in(owner=officer), officer), officer


def services_begin(proposal, officer):
    return studies.begin_study(proposal, by=officer)


def steps_of(proposal):
    return list(ProposalStep.objects.filter(proposal=proposal))


def test_handing_in_gives_the_steps_of_the_procedure_and_the_day_of_the_last():
    company, investor = make.make_organisation(), make.make_user(Role.INVESTOR)
    make.make_representative(investor, company)
    make.make_procedure(2, 5, 3)
    proposal = services.hand_in_proposal(make.make_proposal(organisation=company), by=investor)
    steps = steps_of(proposal)
    assert [step.title["en"] for step in steps] == ["Step 1", "Step 2", "Step 3"]
    assert [step.began_on for step in steps] == [timezone.localdate(), None, None]
    assert steps[-1].due == proposal.due
    assert steps[0].due < steps[1].due < steps[2].due


def test_another_calendar_moves_the_days_that_follow_from_a_term_and_no_others(django_capture_on_commit_callbacks):
    proposal, officer = begun(2, 5, 3)
    agency = make.make_user(Role.AGENCY)
    one, two, three = steps_of(proposal)
    studies.finish_proposal_step(one, on=date(2026, 3, 3), by=officer)
    studies.edit_proposal_step(three, due=date(2026, 3, 20), by=officer)
    by_hand = handed_in(due=date(2026, 3, 23))
    with django_capture_on_commit_callbacks(execute=True):
        create_calendar_day(
            agency, day=date(2026, 3, 4), kind="day_off", name={"en": "Off"}, basis="Decree 7", by=agency
        )
    assert [step.due.day for step in steps_of(proposal)] == [4, 12, 20]
    assert Proposal.objects.get(pk=proposal.pk).due == date(2026, 3, 17)
    assert Proposal.objects.get(pk=by_hand.pk).due == date(2026, 3, 23)
    latest = history_of(two).first()
    assert (latest.pgh_context.metadata["action"], latest.due) == ("projects.wind_all", date(2026, 3, 12))


def test_another_day_of_arrival_moves_the_days_that_follow_from_it():
    proposal, officer = begun(2, 5)
    services.edit_proposal(Proposal.objects.get(), handed_in_on=date(2026, 3, 9), due=proposal.due, by=officer)
    assert [step.due for step in steps_of(proposal)] == [date(2026, 3, 11), date(2026, 3, 18)]
    assert Proposal.objects.get().due == date(2026, 3, 18)
    services.edit_proposal(Proposal.objects.get(), due=date(2026, 3, 30), by=officer)
    assert Proposal.objects.get().term is None


def test_without_a_procedure_the_term_of_the_code_runs():
    company, investor = make.make_organisation(), make.make_user(Role.INVESTOR)
    make.make_representative(investor, company)
    make.make_procedure(2, is_in_use=False)
    proposal = services.hand_in_proposal(make.make_proposal(organisation=company), by=investor)
    assert steps_of(proposal) == []
    assert proposal.due > timezone.localdate() + timedelta(days=14)


def test_a_draft_without_words_is_kept_and_not_handed_in():
    company, investor = make.make_organisation(), make.make_user(Role.INVESTOR)
    make.make_representative(investor, company)
    proposal = services.create_own_proposal(company, office=make.make_office(), title={"en": "A mill"}, by=investor)
    with pytest.raises(ValidationError) as refused:
        services.hand_in_proposal(proposal, by=investor)
    assert set(refused.value.message_dict) == {"text"}
    assert Proposal.objects.get().state == "draft"


def test_steps_follow_each_other_and_tell_how_many_working_days_they_took():
    proposal, officer = begun(2, 5)
    assert [step.due for step in steps_of(proposal)] == [date(2026, 3, 4), date(2026, 3, 11)]
    one, two = steps_of(proposal)
    studies.finish_proposal_step(one, on=date(2026, 3, 6), result="Complete", by=officer)
    proposal.refresh_from_db()
    two.refresh_from_db()
    assert (proposal.state, one.days, two.began_on) == ("studied", 4, date(2026, 3, 6))
    studies.finish_proposal_step(two, on=date(2026, 3, 9), by=officer)
    assert two.days == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": date(2026, 3, 1)}, "on"),
        ({"on": date(2200, 1, 1)}, "on"),
        ({"on": date(2026, 3, 3), "is_skipped": True}, "result"),
    ],
)
def test_a_step_is_not_finished_before_it_began_nor_left_out_without_a_word(facts, field):
    proposal, officer = begun(2)
    with pytest.raises(ValidationError) as refused:
        studies.finish_proposal_step(steps_of(proposal)[0], by=officer, **facts)
    assert set(refused.value.message_dict) == {field}


def test_to_accept_every_step_is_done_and_to_decline_the_rest_is_left_out():
    proposal, officer = begun(2, 5)
    reason = {"en": "It fits the zone."}
    with pytest.raises(ValidationError) as refused:
        services.decide_proposal(proposal, state="accepted", on=TODAY, reason=reason, by=officer)
    assert "“Step 1”, “Step 2”" in refused.value.message_dict["state"][0]
    proposal.refresh_from_db()
    assert proposal.state == "handed_in"
    services.decide_proposal(proposal, state="declined", on=TODAY, reason={"en": "No gas."}, by=officer)
    assert [step.is_skipped for step in steps_of(proposal)] == [True, True]
    assert proposal.decision_days == 22


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_a_decision_of_either_kind_needs_its_reason(state):
    with pytest.raises(ValidationError) as refused:
        services.decide_proposal(handed_in(), state=state, on=TODAY, by=make.make_user())
    assert set(refused.value.message_dict) == {"reason"}


def test_a_decision_is_made_once():
    proposal, officer = handed_in(), make.make_user()
    services.decide_proposal(proposal, state="declined", on=TODAY, reason={"en": "No gas."}, by=officer)
    with pytest.raises(PermissionDenied):
        services.decide_proposal(proposal, state="accepted", on=TODAY, reason={"en": "After all"}, by=officer)


def test_my_day_has_the_step_that_has_begun_then_the_decision():
    proposal, officer = begun(2, 5)
    one, two = steps_of(proposal)
    assert list(study_steps_due([officer], until=TODAY)) == [one]
    assert list(decisions_due([officer], until=TODAY)) == []
    for step in (one, two):
        studies.finish_proposal_step(step, on=date(2026, 3, 6), by=officer)
    assert list(study_steps_due([officer], until=TODAY)) == []
    assert list(decisions_due([officer], until=TODAY)) == [proposal]


def test_files_of_a_draft_are_the_investors_alone_and_have_limits(settings, tmp_path, monkeypatch, as_user):
    settings.MEDIA_ROOT = tmp_path
    company, investor = make.make_organisation(), make.make_user(Role.INVESTOR)
    make.make_representative(investor, company)
    proposal = make.make_proposal(organisation=company)
    row = studies.add_proposal_file(proposal, file=upload(), about="Plan", by=investor)
    address = f"/en/workspace/files/{row.file.public_id}/"
    officer = as_user(make.make_user())
    assert (as_user(investor).get(address).status_code, officer.get(address).status_code) == (200, 404)
    services.hand_in_proposal(proposal, by=investor)
    assert officer.get(address).status_code == 200
    assert as_user(make.make_user(office=make.make_office("aktobe"))).get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        studies.remove_proposal_file(row, by=investor)
    for limit, value in (("MOST_FILES", 1), ("MOST_BYTES", 20)):
        monkeypatch.setattr(studies, limit, value)
        with pytest.raises(ValidationError) as refused:
            studies.add_proposal_file(proposal, file=upload(), by=investor)
        assert set(refused.value.message_dict) == {"file"}
    assert ProposalFile.objects.count() == 1


@pytest.mark.parametrize("bad", [upload(b"", "plan.pdf"), upload(b"MZ", "plan.exe"), upload(b"MZ", "plan.pdf")])
def test_a_bad_file_is_refused_beside_its_field_and_in_words(bad, settings, tmp_path, as_user):
    settings.MEDIA_ROOT = tmp_path
    proposal = handed_in()
    address = f"/en/workspace/proposals/{proposal.public_id}/add_proposal_file/"
    answer = as_user(make.make_user()).post(address, {"file": bad, "about": "The plan"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert "The plan" in answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "It was accepted on"), ("kk", "қабылданды"), ("ru", "принято"), ("tr", "kabul edildi")],
)
def test_the_letter_is_numbered_kept_with_its_bytes_and_in_the_investors_language(language, words, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer, head = make.make_user(), make.make_user(Role.HEAD, name="Aigul Head")
    proposal = handed_in(language=language, owner=officer, title={"en": "A glass works"})
    services.decide_proposal(proposal, state="accepted", on=TODAY, reason={"en": "It fits the zone."}, by=officer)
    letter = studies.issue_letter(proposal, signatory=head, by=officer)
    content = open_file(letter.file).read()
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    year = timezone.localdate().year
    assert (letter.number, letter.language) == (f"L-{year}/0001", language)
    assert hashlib.sha256(content).hexdigest() == letter.file.digest
    for part in (letter.number, "A glass works", "It fits the zone.", "Aigul Head", words):
        assert part in text.replace("\n", " "), (part, text)
    again = studies.issue_letter(proposal, signatory=head, by=officer)
    assert again.number == f"L-{year}/0002"
    assert DecisionLetter.objects.count() == 2


def test_a_letter_that_nobody_could_read_is_refused_and_takes_no_number(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer, proposal = make.make_user(), handed_in()
    services.decide_proposal(proposal, state="declined", on=TODAY, reason={"en": "No gas."}, by=officer)
    monkeypatch.setattr(letters, "_writes_chinese", lambda: False)
    with pytest.raises(ValidationError) as refused:
        studies.issue_letter(proposal, signatory=officer, language="zh-hans", by=officer)
    assert set(refused.value.message_dict) == {"language"}
    assert studies.issue_letter(proposal, signatory=officer, language="en", by=officer).number.endswith("/0001")


def test_a_project_begins_in_the_stage_that_is_chosen_if_it_has_what_that_stage_asks_for():
    officer = make.make_user()
    proposal = handed_in(state="accepted", decided_on=TODAY, reason={"en": "It fits."}, area=make.make_area())
    with pytest.raises(ValidationError):
        services.start_project(proposal, stage="agreed", by=officer)
    assert not Project.objects.exists()
    project = services.start_project(proposal, stage="proposal", by=officer)
    assert (project.stage, project.stage_since, proposal.project) == ("proposal", TODAY, project)


def test_one_procedure_of_an_office_is_in_use():
    first, head = make.make_procedure(3), make.make_user(Role.HEAD)
    with pytest.raises(ValidationError) as refused:
        studies.create_study_procedure(first.office, name={"en": "Another"}, by=head)
    assert set(refused.value.message_dict) == {"is_in_use"}
    step = studies.add_procedure_step(first, title={"en": "Second"}, days=4, by=head)
    assert step.place == 2
    with pytest.raises(ValidationError) as refused:
        studies.edit_procedure_step(step, days=0, by=head)
    assert set(refused.value.message_dict) == {"days"}
    with pytest.raises(PermissionDenied):
        studies.add_procedure_step(first, title={"en": "Third"}, days=4, by=make.make_user())


def test_a_proposal_goes_from_the_draft_to_the_project(settings, tmp_path, as_user):
    settings.MEDIA_ROOT = tmp_path
    office, area, company = make.make_office(), make.make_area(), make.make_organisation(name="Own Glass")
    investor_user, head_user = make.make_user(Role.INVESTOR), make.make_user(Role.HEAD)
    make.make_representative(investor_user, company)
    make.make_procedure(2, 5)
    investor, officer = as_user(investor_user), as_user(make.make_user())

    # A draft without words is kept between two visits, with a file; the office sees nothing of it.
    facts = {"office": office.slug, "organisation": str(company.public_id), "title_en": "Glass works", "language": "kk"}
    mine = investor.post("/en/workspace/own/proposals/new/", facts)["Location"]
    assert investor.post(f"{mine}add_proposal_file/", {"file": upload(), "about": "Plan"}).status_code == 302
    answer = investor.post(f"{mine}hand_in_proposal/")
    assert (answer.status_code, "Say what is proposed" in answer.text) == (422, True)
    proposal = Proposal.objects.get()
    desk = mine.replace("/own/", "/")
    assert officer.get(desk).status_code == 404
    facts |= {"text_en": "Flat glass", "area": area.code, "version": str(proposal.version), "jobs": "120"}
    assert investor.post(f"{mine}edit/", facts).status_code == 302
    assert investor.post(f"{mine}hand_in_proposal/").status_code == 302

    # The steps, one after the other; the investor sees them, not what came of them.
    today = timezone.localdate().isoformat()
    for step in steps_of(proposal):
        assert str(step) in officer.get("/en/workspace/proposals/").text or str(step) in officer.get(desk).text
        done = {"on": today, "result": "Secret doubt"}
        assert officer.post(f"{desk}steps/{step.public_id}/finish_proposal_step/", done).status_code == 302
    assert "Step 2" in investor.get(mine).text
    assert ("Secret doubt" in investor.get(mine).text, "Secret doubt" in officer.get(desk).text) == (False, True)

    # The decision, its letter in the investor's language, the project that keeps the thread.
    decision = {"state": "accepted", "on": today, "reason_en": "It fits the zone."}
    assert officer.post(f"{desk}decide_proposal/", decision).status_code == 302
    assert officer.get(f"{desk}decide_proposal/").status_code == 403
    letter = {"signatory": head_user.pk, "language": "kk"}
    assert officer.post(f"{desk}issue_letter/", letter).status_code == 302
    file = DecisionLetter.objects.get().file
    got = investor.get(f"/en/workspace/files/{file.public_id}/")
    assert hashlib.sha256(b"".join(got.streaming_content)).hexdigest() == file.digest
    assert as_user(make.make_user(Role.INVESTOR)).get(f"/en/workspace/files/{file.public_id}/").status_code == 404
    assert officer.post(f"{desk}start_project/", {"stage": "proposal"}).status_code == 302
    project = Project.objects.get()
    assert (project.stage, project.proposal, project.jobs_planned) == ("proposal", proposal, 120)
    assert f"/en/workspace/projects/{project.public_id}/" in officer.get(desk).text
    assert desk in officer.get(f"/en/workspace/projects/{project.public_id}/").text


def test_a_term_says_which_days_off_it_does_not_know_yet(as_user):
    officer, year = make.make_user(), timezone.localdate().year + 3
    proposal = handed_in(owner=officer, due=date(year, 2, 1))
    address = f"/en/workspace/proposals/{proposal.public_id}/"
    assert f"days off of {year} are not recorded yet" in as_user(officer).get(address).text
    make.make_calendar_day(day=date(year, 1, 1), name={"en": "New Year"})
    feast = (
        f"the first day of Kurban Ait of {year} is not in the calendar yet; if it comes before this day, the day moves"
    )
    page = as_user(officer).get(address).text
    assert feast in page
    assert f"days off of {year} are not" not in page
    make.make_calendar_day(day=date(year, 4, 14), name={"kk": "Құрбан айттың бірінші күні"})
    assert feast not in as_user(officer).get(address).text

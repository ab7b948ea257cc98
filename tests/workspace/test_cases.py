"""A case in the browser's own way: from the investor's question through escalation and merging to satisfaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kelisim.accounts.models import Role
from kelisim.cases.escalation import escalate
from kelisim.cases.models import Case, CaseMessage
from tests import factories as make

pytestmark = pytest.mark.django_db
OWN, DESK = "/en/workspace/own/cases", "/en/workspace/cases"
QUESTION = {"office": "turkistan", "kind": "problem", "title_en": "No power", "text_en": "The line was due in May."}


def ask(client, company, **changes):
    answer = client.post(f"{OWN}/new/", QUESTION | {"organisation": str(company.public_id)} | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def test_a_case_goes_from_the_question_to_satisfaction(investor, company, as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    head_user, officer_user, agency_user = make.make_user(Role.HEAD), make.make_user(), make.make_user(Role.AGENCY)
    head, officer, agency = as_user(head_user), as_user(officer_user), as_user(agency_user)
    category = make.make_case_category(days=10)
    make.make_escalation_rule(after_days=5)
    make.make_escalation_rule(level="agency", after_days=8)

    # The investor asks; the head sees that nobody answers for it; an officer takes it.
    mine = ask(investor, company, category=str(category.public_id))
    case = Case.objects.get()
    desk = f"{DESK}/{case.public_id}/"
    assert "0 of 10 working days" in investor.get(mine).text
    assert "Nobody answers for this case" in head.get("/en/workspace/").text
    assert officer.post(f"{desk}take_case/").status_code == 302

    # It grows old, goes up to the head, then to the agency, which sees this case and no other.
    Case.objects.update(opened_at=timezone.now() - timedelta(days=20))
    assert agency.get(desk).status_code == 404
    escalate(timezone.now())
    assert "Carried up to you" in head.get("/en/workspace/").text
    assert "No power" in agency.get(f"{DESK}/?level=agency").text
    assert agency.get(f"{desk}add_note/").status_code == 200
    assert (agency.get(f"{desk}add_message/").status_code, agency.get(f"{desk}edit/").status_code) == (403, 403)
    carried = case.escalations.get(person=head_user)
    assert head.post(f"{desk}escalations/{carried.public_id}/note_escalation/").status_code == 302
    assert "Carried up to you" not in head.get("/en/workspace/").text

    # A question back lets the clock stand still; the reply carries a file that the office opens.
    officer.post(f"{desk}add_message/", {"text": "Which line?", "is_question": "yes"})
    assert "its clock stands still until you reply" in investor.get(mine).text
    assert "stands still since" in officer.get(desk).text
    file = SimpleUploadedFile("line.pdf", b"%PDF-1.4\n%%EOF")
    investor.post(f"{mine}add_message/", {"text": "Line 4", "file": file})
    kept = CaseMessage.objects.get(file__isnull=False).file
    assert officer.get(f"/en/workspace/files/{kept.public_id}/").status_code == 200
    assert as_user(make.make_user(Role.INVESTOR)).get(f"/en/workspace/files/{kept.public_id}/").status_code == 404

    # A second case about the same goes into the first; its words are read there; the merge is undone and done again.
    again = ask(investor, company, title_en="Still no power")
    second = Case.objects.get(title__en="Still no power")
    investor.post(f"{again}add_message/", {"text": "Any news?"})
    younger = f"{DESK}/{second.public_id}/"
    for _time in range(2):
        assert officer.post(f"{younger}merge_case/", {"into": str(case.public_id)}).status_code == 302
        assert "Any news?" in investor.get(mine).text
        assert investor.get(f"{again}add_message/").status_code == 403
        if _time == 0:
            assert officer.post(f"{younger}unmerge_case/").status_code == 302
            assert "Any news?" not in officer.get(desk).text

    # It is answered and closed; the investor is asked once, and may reopen it.
    officer.post(f"{desk}add_message/", {"text": "Connected today.", "is_question": "no"})
    assert "The office has answered" in investor.get(mine).text
    assert officer.post(f"{desk}close_case/", {"is_solved": "yes"}).status_code == 302
    assert "How was your case handled?" in investor.get(mine).text
    assert investor.post(f"{mine}rate_case/", {"score": "4", "score_words": "Quick"}).status_code == 302
    assert investor.get(f"{mine}rate_case/").status_code == 403
    page = officer.get(desk).text
    assert ("Good" in page, "Quick" in page) == (True, True)
    assert investor.post(f"{mine}reopen_case/", {"text": "Off again."}).status_code == 302
    assert "The office prepares the answer" in investor.get(mine).text


@pytest.mark.parametrize(
    ("act", "facts", "fields"),
    [
        ("add_message", {"text": ""}, ["text"]),
        ("add_message", {"text": "x", "is_question": "perhaps"}, ["is_question"]),
        ("close_case", {"is_solved": "yes"}, ["text"]),
        ("close_case", {}, ["is_solved"]),
        ("merge_case", {"into": "nonsense"}, ["into"]),
        ("merge_case", {"into": ""}, ["into"]),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(act, facts, fields, company, as_user):
    case = make.make_case(organisation=company)
    answer = as_user(make.make_user()).post(f"{DESK}/{case.public_id}/{act}/", facts)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, fields)


@pytest.mark.parametrize("score", ["0", "6", "much", ""])
def test_a_score_is_one_of_five(score, investor, company):
    case = make.make_case(organisation=company, state="solved", closed_at=timezone.now())
    answer = investor.post(f"{OWN}/{case.public_id}/rate_case/", {"score": score, "score_words": "Well"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["score"])
    assert "Well" in answer.text


def test_a_resident_names_the_zone_and_only_an_own_one(investor, company):
    zone, other = make.make_zone(), make.make_zone()
    zone.residents.create(organisation=company)
    page = investor.get(f"{OWN}/new/").text
    assert (str(zone.public_id) in page, str(other.public_id) in page) == (True, False)
    ask(investor, company, zone=str(zone.public_id))
    assert Case.objects.get().zone == zone


@pytest.mark.parametrize("query", ["?late=yes", "?late=no", "?level=head", "?category=nonsense", "?level=king"])
def test_every_filter_answers(query, as_user):
    make.make_case()
    assert as_user(make.make_user()).get(f"{DESK}/{query}").status_code == 200

"""Agreements in the workspace."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.accounts.models import Role
from kelisim.agreements.models import Agreement, AgreementFile, AgreementState, Commitment
from kelisim.common import formats
from kelisim.common.services import index
from kelisim.events.models import Meeting, MeetingRequest
from kelisim.workspace.views.agreement_parts import amendments_of, change_words
from tests.factories import (
    make_agreement,
    make_area,
    make_commitment,
    make_event,
    make_office,
    make_organisation,
    make_participation,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/agreements/"


def facts(**changes):
    return {
        "kind": "memorandum",
        "title_en": "A greenhouse",
        "state": "draft",
        "area": "KZ-61",
        "office": "turkistan",
    } | changes


def test_an_officer_records_an_agreement(as_user):
    make_area("KZ-61")
    officer = make_user(Role.OFFICER)
    client = as_user(officer)
    assert client.get(f"{LIST}new/").status_code == 200
    answer = client.post(f"{LIST}new/", facts(amount="1 178,4", currency="usd"))
    assert answer.status_code == 302, answer.context["form"].errors
    made = Agreement.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{made.public_id}/")
    assert (made.title, made.amount, made.currency, made.office) == (
        {"en": "A greenhouse"},
        Decimal("1178.4"),
        "USD",
        officer.office,
    )
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "A greenhouse" in page.text
    assert "Recorded" in page.text


def test_edit_history_archive_and_back(as_user):
    officer = make_user(Role.OFFICER)
    agreement = make_agreement(office=officer.office)
    client, here = as_user(officer), f"{LIST}{agreement.public_id}/"
    assert client.get(f"{here}edit/").status_code == 200
    answer = client.post(f"{here}edit/", facts(version="1", title_en="Renamed"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Renamed" in client.get(f"{here}history/").text
    assert client.get(f"{here}archive/").status_code == 200
    assert client.post(f"{here}archive/").status_code == 302
    client.get(LIST)
    assert "Renamed" not in client.get(LIST).text
    assert "Renamed" in client.get(f"{LIST}?archived=archived").text
    assert "In the archive" in client.get(here).text
    assert client.post(f"{here}restore/").status_code == 302
    assert "Renamed" in client.get(LIST).text


def test_parties_commitments_and_signing(as_user):
    officer = make_user(Role.OFFICER)
    agreement = make_agreement(office=officer.office)
    client, here = as_user(officer), f"{LIST}{agreement.public_id}/"
    for name in ("Sample Glass", "Sample Yarn"):
        index(make_organisation(name=name))
        assert client.get(f"{here}add_party/").status_code == 200
        answer = client.post(f"{here}add_party/", {"organisation": name, "role": "investor"})
        assert answer.status_code == 302, answer.context["form"].errors
    assert "Record the signing" in client.get(here).text
    assert client.post(f"{here}sign/", {"on": "2026-03-01"}).status_code == 302
    answer = client.post(f"{here}add_commitment/", {"text_en": "Send the terms", "due": "2026-04-01"})
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(here)
    assert "Send the terms" in page.text
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == (AgreementState.SIGNED, date(2026, 3, 1))
    promise = Commitment.objects.get()
    settle = f"{here}commitments/{promise.public_id}/settle_commitment/"
    assert client.get(settle).status_code == 200
    assert client.post(settle, {"state": "kept", "on": "2026-04-01"}).status_code == 302


def opened(as_user, **of_paper):
    officer = make_user(Role.OFFICER)
    agreement = make_agreement(office=officer.office, parties=2, **of_paper)
    return as_user(officer), agreement, f"{LIST}{agreement.public_id}/"


SIGNED = {"state": "signed", "signed_on": date(2026, 3, 1)}


def test_a_paper_is_brought_to_its_end_with_a_reason_and_the_way_stands_on_its_page(as_user):
    client, agreement, here = opened(as_user, **SIGNED)
    page = client.get(f"{here}move/").text
    assert all(f'value="{state}"' in page for state in ("in_force", "fulfilled", "lapsed", "terminated", "agreed"))
    assert 'value="draft"' not in page
    answer = client.post(f"{here}move/", {"state": "terminated", "on": "2026-05-01", "version": "1"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})
    facts = {"state": "terminated", "on": "2026-05-01", "reason_en": "The company closed.", "version": "1"}
    assert client.post(f"{here}move/", facts).status_code == 302
    page = client.get(here).text
    assert "Signed → Terminated" in page
    assert "The company closed." in page
    answer = client.post(f"{here}move/", facts | {"state": "in_force"})
    assert answer.status_code == 409
    agreement.refresh_from_db()
    assert agreement.state == "terminated"


def test_an_amendment_is_recorded_and_tells_from_what_to_what(as_user):
    client, agreement, here = opened(as_user, **SIGNED, amount=Decimal(10_000_000), currency="KZT")
    page = client.get(f"{here}amend/").text
    assert "Now: " in page, [line for line in page.splitlines() if "Left empty" in line][:3]
    assert "Amendment 1 to “" in page
    answer = client.post(f"{here}amend/", {"title_en": "Amendment 1", "amount": "-1", "currency": "KZT"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"amount"})
    answer = client.post(f"{here}amend/", {"title_en": "Amendment 1", "amount": "12000000", "currency": "KZT"})
    assert answer.status_code == 302, answer.context["form"].errors
    amendment = Agreement.objects.get(amends=agreement)
    assert client.post(f"{LIST}{amendment.public_id}/sign/", {"on": "2026-04-01"}).status_code == 302
    page = client.get(here).text
    told = change_words(amendments_of(agreement, make_user(office=agreement.office))[0])
    assert told == f"Amount: {formats.money(10_000_000, 'KZT')} → {formats.money(12_000_000, 'KZT')}"
    assert told in page
    agreement.refresh_from_db()
    assert agreement.amount == 12_000_000
    form = client.get(f"{here}edit/").context["form"]
    assert (form.fields["amount"].disabled, "amends" in form.fields) == (True, False)


def test_files_are_kept_once_with_their_bytes(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client, _agreement, here = opened(as_user)
    pdf = SimpleUploadedFile("memorandum.pdf", b"%PDF-1.7 text")
    answer = client.post(f"{here}add_file/", {"file": pdf, "note": "The text"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert "memorandum.pdf" in client.get(here).text
    answer = client.post(f"{here}add_file/", {"file": SimpleUploadedFile("again.pdf", b"%PDF-1.7 text")})
    assert "memorandum.pdf" in str(answer.context["form"].errors["file"])
    kept = AgreementFile.objects.get()
    strike = f"{here}files/{kept.public_id}/remove_file/"
    assert client.post(strike).status_code == 302
    assert "memorandum.pdf" not in client.get(here).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("big.pdf", b"%PDF-" + bytes(50 * 1024 * 1024), "larger than 20 MB"),
        ("empty.pdf", b"", "empty"),
        ("virus.exe", b"MZ", "not taken"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n", "no .pdf"),
    ],
)
def test_a_file_that_is_not_kept_is_told_why(as_user, settings, tmp_path, name, content, words):
    settings.MEDIA_ROOT = tmp_path
    client, _agreement, here = opened(as_user)
    answer = client.post(f"{here}add_file/", {"file": SimpleUploadedFile(name, content), "note": "stays"})
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["file"])
    assert answer.context["form"]["note"].value() == "stays"


def test_the_meeting_is_found_by_those_who_met(as_user):
    client, agreement, here = opened(as_user)
    event = make_event(office=agreement.office)
    sides = [make_participation(event, organisation=make_organisation(name=name)) for name in ("Ulgi Glass", "Anadolu")]
    for side in sides:
        index(side.organisation)
    wish = MeetingRequest.objects.create(event=event, asked_by=sides[0], asked=sides[1])
    hours = {"starts_at": datetime(2026, 5, 12, 9, tzinfo=UTC), "ends_at": datetime(2026, 5, 12, 10, tzinfo=UTC)}
    meeting = Meeting.objects.create(event=event, request=wish, **hours)
    suggested = client.get("/en/workspace/suggest/meeting/?meeting=anado").text
    assert "Ulgi Glass – Anadolu" in suggested
    assert "Ulgi" not in client.get("/en/workspace/suggest/meeting/?meeting=nobody").text
    sent = {"kind": "memorandum", "title_en": "A mill", "area": "KZ-61", "version": "1"}
    answer = client.post(f"{here}edit/", sent | {"meeting": "nobody"})
    assert set(answer.context["form"].errors) == {"meeting"}
    assert answer.context["form"]["meeting"].value() == "nobody"
    answer = client.post(f"{here}edit/", sent | {"meeting": "Anadolu"})
    assert answer.status_code == 302, answer.context["form"].errors
    agreement.refresh_from_db()
    assert agreement.meeting == meeting
    assert "Ulgi Glass – Anadolu" in client.get(f"{here}edit/").text
    assert "Ulgi" not in as_user(make_user(office=make_office("aktobe"))).get("/en/workspace/suggest/meeting/").text


def test_a_promise_says_how_late_it_is_and_the_list_finds_it(as_user):
    client, agreement, here = opened(as_user, **SIGNED)
    make_commitment(agreement, due=date(2026, 4, 1), state="kept", settled_on=date(2026, 4, 6))
    assert "Kept · 5 days late" in client.get(here).text
    assert str(agreement) not in client.get(f"{LIST}?late=yes").text
    make_commitment(agreement, due=date(2026, 4, 1))
    assert str(agreement) in client.get(f"{LIST}?late=yes").text
    assert str(agreement) not in client.get(f"{LIST}?late=no").text


def test_a_paper_after_its_last_day_asks_what_became_of_it(as_user):
    client, _agreement, here = opened(as_user, **SIGNED, end=date(2026, 6, 1))
    assert "Say whether it was fulfilled or has lapsed" in client.get(here).text

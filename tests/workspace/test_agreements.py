"""Agreements in the workspace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kelisim.accounts.models import Role
from kelisim.agreements.models import Agreement, AgreementState, Commitment
from kelisim.common.services import index
from tests.factories import make_agreement, make_area, make_organisation, make_user

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

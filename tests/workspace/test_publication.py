"""The page on which a head decides field by field what the public sees."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kelisim.accounts.models import Role
from kelisim.agreements.models import Agreement
from tests.factories import make_agreement, make_project, make_user

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/agreements/"


def test_the_head_looks_at_it_first_then_releases_changes_and_withdraws(as_user):
    head = make_user(Role.HEAD, name="Head Aigul")
    agreement = make_agreement(office=head.office, number="N-777", amount=Decimal(5_000_000), currency="KZT", parties=2)
    client, here = as_user(head), f"{LIST}{agreement.public_id}/"
    page = client.get(f"{here}publish/")
    assert (page.status_code, "N-777" in page.text, "Publish" in page.text) == (200, True, True)
    shown = [name for name in Agreement.choosable if name not in ("number", "amount")]
    looked = client.post(f"{here}publish/", {"shown": shown, "preview": "1"})
    assert (looked.status_code, "N-777" in dict(looked.context["seen"]).values()) == (200, False)
    assert "Amount" not in dict(looked.context["seen"])
    agreement.refresh_from_db()
    assert not agreement.is_published
    assert client.post(f"{here}publish/", {"shown": shown}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.is_published, agreement.hidden_fields) == (True, ["number", "amount"])
    first = agreement.published_at
    assert "What is public" in client.get(here).text
    assert client.post(f"{here}publish/", {"shown": [*shown, "amount"]}).status_code == 302
    assert client.post(f"{here}withdraw/").status_code == 302
    told = [(one.what, one.who) for one in client.get(f"{here}publish/").context["decisions"]]
    assert told == [
        ("Withdrawn from the public", "Head Aigul"),
        ("Published without: Number", "Head Aigul"),
        ("Published without: Number, Amount", "Head Aigul"),
    ]
    assert first is not None


def test_a_field_that_there_is_not_is_refused_and_an_officer_does_not_decide(as_user):
    project = make_project()
    here = f"/en/workspace/projects/{project.public_id}/publish/"
    answer = as_user(make_user(Role.HEAD)).post(here, {"shown": ["title", "amount"]})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"shown"})
    assert as_user(make_user(Role.OFFICER)).get(here).status_code == 403
    project.refresh_from_db()
    assert not project.is_published

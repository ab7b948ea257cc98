"""The life of a memorandum through its pages: draft, document, signature, amendment, promise kept, told twice, public by field."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.accounts.models import Role
from kelisim.agreements.models import Agreement, AgreementFile, AgreementSignature, Commitment
from kelisim.common.services import index
from kelisim.samples.signing import signed
from tests.factories import (
    PUBLISHED,
    make_agreement,
    make_area,
    make_commitment,
    make_office,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/agreements/"
DOCUMENT = b"%PDF-1.7 the memorandum"


def test_a_memorandum_from_its_draft_to_the_portal(as_user, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_area("KZ-61")
    head = make_user(Role.HEAD)
    for name in ("Akimat of Turkistan", "Ulgi Glass"):
        index(make_organisation(name=name, published_at=PUBLISHED))
    staff = as_user(head)

    def post(address: str, **facts) -> None:
        answer = staff.post(address, facts)
        assert answer.status_code == 302, answer.context["form"].errors

    facts = {
        "kind": "memorandum",
        "title_en": "A float glass plant",
        "number": "M-1",
        "state": "draft",
        "area": "KZ-61",
    }
    post(f"{LIST}new/", **facts, office="turkistan", amount="300000000000", currency="KZT")
    paper = Agreement.objects.get()
    here = f"{LIST}{paper.public_id}/"
    post(f"{here}add_party/", organisation="Akimat of Turkistan", role="authority")
    post(f"{here}add_party/", organisation="Ulgi Glass", role="investor")
    post(f"{here}add_file/", file=SimpleUploadedFile("memorandum.pdf", DOCUMENT), note="The text")
    post(f"{here}sign/", on="2026-03-01")
    kept = AgreementFile.objects.get()
    signature = SimpleUploadedFile("memorandum.p7s", signed(DOCUMENT))
    post(f"{here}add_signature/", file=signature, document=kept.public_id)
    page = staff.get(here).text
    assert "Signed, not verified here" in page
    assert "Айгүл Үлгі, Үлгі Шыны" in page
    assert AgreementSignature.objects.get().file.digest in page

    post(f"{here}amend/", title_en="Amendment 1", amount="320000000000", currency="KZT")
    amendment = Agreement.objects.get(amends=paper)
    post(f"{LIST}{amendment.public_id}/sign/", on="2026-04-01")
    post(f"{here}add_commitment/", text_en="Bring the power line", owner=head.pk, due="2026-05-01")
    promise = Commitment.objects.get()
    assert "Bring the power line" in staff.get("/en/workspace/").text
    post(f"{here}commitments/{promise.public_id}/settle_commitment/", state="kept", on="2026-05-04")
    assert "Bring the power line" not in staff.get("/en/workspace/").text
    assert "Kept · 3 days late" in staff.get(here).text

    post(f"{LIST}new/", **facts | {"number": "M-9"}, office="turkistan", amount="320000000000", currency="KZT")
    again = Agreement.objects.get(number="M-9")
    post(f"{LIST}{again.public_id}/add_party/", organisation="Ulgi Glass", role="investor")
    compare = f"{LIST}{again.public_id}/alike/{paper.public_id}/"
    assert compare in staff.get(f"{LIST}{again.public_id}/").text
    assert "Same amount" in staff.get(compare).text
    assert "A float glass plant" in staff.get(f"{LIST}alike/").text
    post(compare, choice="other_first")
    assert [row.record for row in staff.get(LIST).context["page_of_list"].table] == [paper]
    assert "Same deal as" in staff.get(f"{LIST}{again.public_id}/").text
    post(f"{LIST}{again.public_id}/separate/")
    assert len(staff.get(LIST).context["page_of_list"].table) == 2
    post(compare, choice="other_first")

    shown = [name for name in Agreement.choosable if name != "amount"]
    post(f"{here}publish/", shown=shown)
    assert client.get(f"/en/agreements/{again.public_id}/").status_code == 404
    public = client.get(f"/en/agreements/{paper.public_id}/").text
    assert ("M-1" in public, "Ulgi Glass" in public, "320" in public) == (True, True, False)
    post(f"{here}publish/", shown=[*shown, "amount"])
    (row,) = json.loads(b"".join(client.get("/en/agreements/export.json")))
    assert (Decimal(row["amount"]), row["currency"], row["signed_on"]) == (320_000_000_000, "KZT", "2026-03-01")
    (item,) = client.get("/api/v1/agreements").json()["items"]
    assert (item["amount"], item["same_as"], item["amends"]) == (
        {"value": "320000000000", "currency": "KZT"}, None, None,
    )  # fmt: skip
    post(f"{here}withdraw/")
    assert client.get(f"/en/agreements/{paper.public_id}/").status_code == 404


def test_forged_ids_of_another_office_are_not_found(as_user):
    mine, theirs = make_user(), make_user(office=make_office("aktobe"))
    own, foreign = make_agreement(office=mine.office), make_agreement(office=theirs.office)
    promise = make_commitment(foreign)
    client = as_user(mine)
    for address in (
        f"{foreign.public_id}/", f"{foreign.public_id}/move/", f"{foreign.public_id}/amend/",
        f"{own.public_id}/alike/{foreign.public_id}/", f"{foreign.public_id}/alike/{own.public_id}/",
        f"{own.public_id}/commitments/{promise.public_id}/settle_commitment/",
    ):  # fmt: skip
        assert client.get(f"{LIST}{address}").status_code == 404, address
        assert client.post(f"{LIST}{address}", {"state": "kept"}).status_code in (404, 405), address
    answer = client.post(f"{LIST}{own.public_id}/join/", {"with_": str(foreign.public_id)})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"with_"})

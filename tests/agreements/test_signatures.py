"""Signature files: kept with their exact bytes, their shape checked, verified only by a service that is configured."""

from __future__ import annotations

import base64
import hashlib
import json
import time

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.agreements import services, verifying
from kelisim.agreements.cms import Fit, NotCms, read_signature
from kelisim.agreements.models import AgreementSignature
from kelisim.common.files import open_file
from kelisim.samples.signing import signed
from tests.factories import make_agreement, make_office, make_user
from tests.site import fixture_of_site  # noqa: F401  # a fixture

DOCUMENT = b"%PDF-1.7 the memorandum"


def test_a_signature_file_tells_who_signed_and_over_what():
    for content in (
        signed(DOCUMENT),
        signed(DOCUMENT, encoding=Encoding.PEM),
        base64.b64encode(signed(DOCUMENT)),
        base64.encodebytes(signed(DOCUMENT)),
    ):
        found = read_signature(content)
        assert [(one.name, one.organisation, one.issuer, one.digest_algorithm) for one in found.signers] == [
            ("Айгүл Үлгі", "Үлгі Шыны", "Sample authority", "sha256")
        ]
        assert found.is_detached
        assert [found.fits(each) for each in (DOCUMENT, DOCUMENT + b" ", None)] == [Fit.YES, Fit.NO, Fit.UNKNOWN]


def test_an_attached_signature_holds_its_document():
    found = read_signature(signed(DOCUMENT, is_detached=False))
    assert (found.content, found.fits(DOCUMENT), found.fits(b"other"), found.fits(None)) == (
        DOCUMENT,
        Fit.YES,
        Fit.NO,
        Fit.YES,
    )


def test_a_digest_that_cannot_be_computed_here_is_not_guessed():
    sha256, unknown = bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040263")
    found = read_signature(signed(DOCUMENT).replace(sha256, unknown))
    assert [found.fits(each) for each in (DOCUMENT, b"other")] == [Fit.UNKNOWN, Fit.UNKNOWN]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "shape"),
        (b"not a signature", "shape"),
        (b"AAAA", "shape"),
        (b"-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "shape"),
        (signed(DOCUMENT)[:-40], "shape"),
        (signed(DOCUMENT) + b"tail", "shape"),
        (b"0" * 300, "shape"),
        (b"\x30\x80" * 5000, "shape"),
        (bytes.fromhex("300f06092a864886f70d010701a0020400"), "kind"),
        (bytes(6 * 1024 * 1024), "size"),
    ],
)
def test_what_is_no_signature_file_is_told_so(content: bytes, why: str):
    with pytest.raises(NotCms, match=why):
        read_signature(content)


def test_a_file_that_was_damaged_anywhere_is_read_or_refused_and_never_breaks():
    whole = signed(DOCUMENT)
    for place in range(0, len(whole), 3):
        damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        try:
            read_signature(damaged).fits(DOCUMENT)
        except NotCms:
            continue


# ---------------------------------------------------------------- kept


@pytest.fixture(name="kept")
def fixture_kept(db, settings, tmp_path):
    """A paper with its document, and the officer who keeps it."""
    settings.MEDIA_ROOT = tmp_path
    officer, agreement = make_user(), make_agreement(parties=2)
    document = services.add_file(agreement, file=SimpleUploadedFile("text.pdf", DOCUMENT), by=officer)
    return agreement, document, officer


def upload(content: bytes, name: str = "text.pdf.p7s") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_signature_is_kept_with_its_exact_bytes_and_is_not_verified(kept):
    agreement, document, officer = kept
    content = signed(DOCUMENT)
    row = services.add_signature(agreement, file=upload(content), document=document, by=officer)
    with open_file(row.file) as file:
        assert file.read() == content
    assert row.file.digest == hashlib.sha256(content).hexdigest()
    assert (row.document, row.fit, row.proof, str(row.get_proof_display())) == (
        document, "yes", "none", "Signed, not verified here",
    )  # fmt: skip
    assert [(one["name"], one["organisation"]) for one in row.signers] == [("Айгүл Үлгі", "Үлгі Шыны")]


def test_what_does_not_belong_is_refused_beside_its_field(kept):
    agreement, document, officer = kept
    services.add_signature(agreement, file=upload(signed(DOCUMENT, name="First")), document=document, by=officer)
    again = AgreementSignature.objects.get().file
    with open_file(again) as file:
        same = file.read()
    cases = [
        (b"no signature", document, "file"),
        (signed(b"another document"), document, "document"),
        (signed(DOCUMENT), None, "document"),
        (same, document, "file"),
    ]
    for content, signs, field in cases:
        with pytest.raises(ValidationError) as refused:
            services.add_signature(agreement, file=upload(content), document=signs, by=officer)
        assert set(refused.value.message_dict) == {field}
    for name, size in (("text.pdf", 10), ("big.p7s", 50 * 1024 * 1024)):
        with pytest.raises(ValidationError):
            services.add_signature(agreement, file=upload(bytes(size), name), document=document, by=officer)
    assert AgreementSignature.objects.count() == 1


def test_another_office_adds_and_removes_nothing(kept):
    agreement, document, officer = kept
    row = services.add_signature(agreement, file=upload(signed(DOCUMENT)), document=document, by=officer)
    stranger = make_user(office=make_office("aktobe"))
    with pytest.raises(PermissionDenied):
        services.add_signature(agreement, file=upload(signed(DOCUMENT)), document=document, by=stranger)
    with pytest.raises(PermissionDenied):
        services.remove_signature(row, by=stranger)
    assert list(AgreementSignature.objects.visible_to(stranger)) == []


# ---------------------------------------------------------------- verified


def told(words: dict) -> bytes:
    return json.dumps(words).encode()


@pytest.fixture(name="signature")
def fixture_signature(kept, site, settings):
    agreement, document, officer = kept
    row = services.add_signature(agreement, file=upload(signed(DOCUMENT)), document=document, by=officer)
    settings.KELISIM_SIGNATURE_SERVICE = f"{site.root}/cms/verify"
    return row, officer


def test_without_a_service_nobody_verifies(kept):
    agreement, document, officer = kept
    row = services.add_signature(agreement, file=upload(signed(DOCUMENT)), document=document, by=officer)
    with pytest.raises(PermissionDenied):
        services.verify_signature(row, by=officer)


@pytest.mark.parametrize(("is_valid", "proof"), [(True, "valid"), (False, "invalid")])
def test_what_an_honest_service_says_is_kept_with_its_name(signature, site, is_valid, proof):
    row, officer = signature
    asked = []

    def answer(handler):
        asked.append(json.loads(handler.sent))
        body = told({"status": 200, "message": "OK", "valid": is_valid, "signers": []})
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.pages["/cms/verify"] = answer
    services.verify_signature(row, by=officer)
    row.refresh_from_db()
    assert (row.proof, row.answer, row.service) == (proof, "OK", site.root)
    assert row.asked_at is not None
    sent = {name: base64.b64decode(asked[0][name]) for name in ("cms", "data")}
    with open_file(row.file) as file:
        assert sent == {"cms": file.read(), "data": DOCUMENT}


@pytest.mark.parametrize(
    "page",
    [
        (200, {}, b"<html>a page</html>"),
        (200, {}, told({"status": 200})),
        (200, {}, told({"valid": "true"})),
        (200, {}, told({"valid": 1})),
        (200, {}, b"[" * 100_000),
        (200, {}, b"\xff\xfe"),
        (200, {}, b""),
        (200, {"Content-Length": str(50 * 1024 * 1024)}, b"{"),
        (500, {}, told({"valid": True})),
        (404, {}, told({"valid": True})),
        (302, {"Location": "http://inside.example/"}, b""),
    ],
)
def test_a_wrong_or_broken_answer_proves_nothing(signature, site, page):
    row, officer = signature
    site.pages["/cms/verify"] = page
    with pytest.raises(ValidationError):
        services.verify_signature(row, by=officer)
    row.refresh_from_db()
    assert (row.proof, row.asked_at) == ("none", None)
    assert "inside.example" not in site.asked_names


def test_a_slow_service_is_not_waited_for(signature, site, monkeypatch):
    row, officer = signature
    monkeypatch.setattr(verifying, "SECONDS", 0.5)
    site.pages["/cms/verify"] = lambda handler: time.sleep(3)
    before = time.monotonic()
    with pytest.raises(ValidationError):
        services.verify_signature(row, by=officer)
    assert time.monotonic() - before < 2.5
    assert AgreementSignature.objects.get().proof == "none"


@pytest.mark.parametrize(
    "address",
    ["http://inside.example/cms/verify", "file:///etc/passwd", "http://me:secret@news.example/", "no address"],
)
def test_a_service_in_a_closed_network_is_asked_only_where_it_is_allowed(signature, settings, address):
    row, officer = signature
    settings.KELISIM_SIGNATURE_SERVICE = address
    with pytest.raises(ValidationError):
        services.verify_signature(row, by=officer)
    assert AgreementSignature.objects.get().proof == "none"

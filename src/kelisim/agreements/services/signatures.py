"""Writes on signature files: kept as they are, and what a verifying service said of them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.agreements import cms
from kelisim.agreements.models import Agreement, AgreementFile, AgreementSignature, Proof
from kelisim.agreements.verifying import Answer, ask_service
from kelisim.common import services as common
from kelisim.common.files import Upload, check_upload, keep_file, open_file
from kelisim.common.services import change, store

ENDINGS = ("p7s", "cms")
NO_CMS = {
    "size": gettext_lazy("A signature file is never as large as this. Choose the file that the signing client made."),
    "shape": gettext_lazy("This is no signature file (CMS): its bytes cannot be read as one. Choose the file that the signing client made."),
    "kind": gettext_lazy("This is a CMS file of another kind: it holds no signature. Choose the file that the signing client made."),
    "no_signer": gettext_lazy("Nobody has signed in this file. Choose the file that the signing client made."),
}  # fmt: skip


@action("agreements.add_signature")
def add_signature(
    agreement: Agreement, *, file: Upload, document: AgreementFile | None = None, by: User
) -> AgreementSignature:
    """Keep a signature file with its exact bytes beside the document that it signs."""
    check_upload(file, endings=ENDINGS)
    content = file.read()
    file.seek(0)
    found = _read(content)
    if found.is_detached and document is None:
        message = _("The signed document is not in this file. Say which file of the paper it signs.")
        raise ValidationError({"document": ValidationError(message, code="required")})
    fit = found.fits(bytes_of(document))
    if fit == cms.Fit.NO:
        message = _(
            "This signature was made over other bytes than those of “%(name)s”. Choose the file that was signed."
        )
        gaps = {"name": document.file if document else ""}
        raise ValidationError({"document": ValidationError(message, code="other_document", params=gaps)})
    kept = keep_file(file, office=agreement.office, by=by)
    if AgreementSignature.objects.filter(agreement=agreement, file__digest=kept.digest).exists():
        raise ValidationError({"file": ValidationError(_("This signature file is here already."), code="unique")})
    facts = {"signers": [_told(one) for one in found.signers], "is_detached": found.is_detached, "fit": fit.value}
    return store(change(AgreementSignature(agreement=agreement, file=kept, document=document), facts))


@action("agreements.remove_signature")
def remove_signature(signature: AgreementSignature, *, by: User) -> AgreementSignature:
    """Take a signature file off the paper; its bytes stay where they are."""
    return common.archive(signature, version=None, by=by)


def verify_signature(signature: AgreementSignature, *, by: User) -> AgreementSignature:
    """Ask the verifying service and keep what it said; the question is asked before the transaction opens."""
    if not by.has_perm("agreements.record_verification", signature):
        raise PermissionDenied("agreements.record_verification")
    with open_file(signature.file) as file:
        answer = ask_service(file.read(), bytes_of(signature.document) if signature.is_detached else None)
    return record_verification(signature, answer=answer, by=by)


@action("agreements.record_verification")
def record_verification(signature: AgreementSignature, *, answer: Answer, by: User) -> AgreementSignature:
    """Keep what the verifying service said."""
    proof = Proof.VALID if answer.is_valid else Proof.INVALID
    facts = {"proof": proof, "asked_at": timezone.now(), "service": answer.service, "answer": answer.words}
    return store(change(signature, facts))


def bytes_of(document: AgreementFile | None) -> bytes | None:
    """The bytes of a file of the paper."""
    if document is None:
        return None
    with open_file(document.file) as file:
        return file.read()


def _read(content: bytes) -> cms.Signature:
    try:
        return cms.read_signature(content)
    except cms.NotCms as error:
        raise ValidationError({"file": ValidationError(str(NO_CMS[str(error)]), code="not_cms")}) from error


def _told(signer: cms.Signer) -> dict[str, str]:
    moment = signer.signed_at.isoformat() if signer.signed_at else ""
    return {
        "name": signer.name,
        "organisation": signer.organisation,
        "issuer": signer.issuer,
        "signed_at": moment,
        "digest": signer.digest_algorithm,
    }

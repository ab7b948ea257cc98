"""What a signature file says of itself: CMS SignedData (RFC 5652) as the national signing client writes it. Nothing is verified here.

Kazakhstan's keys sign with GOST as well as with RSA. A digest that this machine cannot compute is told as such, never guessed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from asn1crypto import cms, pem

MOST_BYTES = 5 * 1024 * 1024
MOST_SIGNERS = 50
BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
KNOWN_DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")
NAMES = ("common_name", "organization_name")


class NotCms(ValueError):
    """The bytes are no signature file."""


class Fit(StrEnum):
    YES = "yes"  # the digest in the signature is that of the document
    NO = "no"  # it was made over other bytes
    UNKNOWN = "unknown"  # no document is named, or the digest is of a kind that cannot be computed here


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer as the file says it: names from the certificate, the moment from the signer's own clock."""

    name: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    digest_algorithm: str
    digest: bytes | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature file; `content` is the document where the file holds it (attached), else None."""

    signers: tuple[Signer, ...]
    content: bytes | None

    @property
    def is_detached(self) -> bool:
        """Whether the document lies in another file."""
        return self.content is None

    def fits(self, document: bytes | None) -> Fit:
        """Whether it was made over these bytes, by the digests that it carries."""
        if self.content is not None:
            return Fit.YES if document is None or document == self.content else Fit.NO
        if document is None:
            return Fit.UNKNOWN
        known = [one for one in self.signers if one.digest is not None and one.digest_algorithm in KNOWN_DIGESTS]
        if any(hashlib.new(one.digest_algorithm, document).digest() != one.digest for one in known):
            return Fit.NO
        return Fit.YES if known and len(known) == len(self.signers) else Fit.UNKNOWN


def read_signature(content: bytes) -> Signature:
    """The signature file in these bytes: DER, PEM or bare Base64. Raises `NotCms` with a reason."""
    if len(content) > MOST_BYTES:
        raise NotCms("size")
    try:
        return _read(_der(content))
    except NotCms:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise NotCms("shape") from error


def _der(content: bytes) -> bytes:
    if pem.detect(content[:200]):
        return pem.unarmor(content)[2]  # type: ignore[no-any-return]  # the library is untyped
    if BASE64.fullmatch(content.strip()):
        try:
            return base64.b64decode(b"".join(content.split()), validate=True)
        except binascii.Error as error:
            raise NotCms("shape") from error
    return content


def _read(der: bytes) -> Signature:
    info = cms.ContentInfo.load(der, strict=True)
    if info["content_type"].native != "signed_data":
        raise NotCms("kind")
    data = info["content"]
    rows = data["signer_infos"]
    if not 1 <= len(rows) <= MOST_SIGNERS:
        raise NotCms("no_signer")
    certificates = list(_certificates(data))
    held = data["encap_content_info"]["content"]
    content = held.native if held.native is not None else None
    return Signature(tuple(_signer(row, certificates) for row in rows), content)


def _certificates(data: Any) -> Iterator[Any]:
    for choice in data["certificates"] or ():
        if choice.name == "certificate":
            yield choice.chosen


def _signer(row: Any, certificates: list[Any]) -> Signer:
    certificate = next((one for one in certificates if _is_of(one, row["sid"])), None)
    subject = certificate.subject.native if certificate else {}
    issuer = certificate.issuer.native if certificate else {}
    attributes = {one["type"].native: one["values"] for one in row["signed_attrs"] or ()}
    moments, digests = attributes.get("signing_time", ()), attributes.get("message_digest", ())
    name, organisation = (_text(subject.get(key)) for key in NAMES)
    return Signer(
        name=name,
        organisation=organisation,
        issuer=_text(issuer.get("common_name")),
        signed_at=moments[0].native if len(moments) else None,
        digest_algorithm=row["digest_algorithm"]["algorithm"].native,
        digest=digests[0].native if len(digests) else None,
    )


def _is_of(certificate: Any, sid: Any) -> bool:
    if sid.name == "issuer_and_serial_number":
        wanted = sid.chosen
        return bool(
            certificate.serial_number == wanted["serial_number"].native
            and certificate.issuer.dump() == wanted["issuer"].dump()
        )
    return bool(certificate.key_identifier == sid.native)


def _text(value: Any) -> str:
    words = ", ".join(value) if isinstance(value, list) else str(value or "")
    return "".join(letter for letter in words if letter.isprintable())[:300]

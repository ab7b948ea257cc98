"""Signature files as the signing client writes them, made with a key of the moment: for the sample and for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _certificate(name: str, organisation: str) -> x509.Certificate:
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)]
    )
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sample authority")])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(_key().public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2025, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2035, 1, 1, tzinfo=UTC)
    )
    return builder.sign(_key(), hashes.SHA256())


def signed(
    document: bytes,
    *,
    name: str = "Айгүл Үлгі",
    organisation: str = "Үлгі Шыны",
    is_detached: bool = True,
    encoding: Encoding = Encoding.DER,
) -> bytes:
    """A signature file over a document."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(document)
    builder = builder.add_signer(_certificate(name, organisation), _key(), hashes.SHA256())
    options = [pkcs7.PKCS7Options.Binary] + ([pkcs7.PKCS7Options.DetachedSignature] if is_detached else [])
    return builder.sign(encoding, options)

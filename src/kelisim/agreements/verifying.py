"""Asking the service that verifies signatures, where one is configured: NCANode 3 and what speaks as it does (POST /cms/verify).

The address is the administrator's (`KELISIM_SIGNATURE_SERVICE`), yet it is asked by the rules by which pages are fetched: the number is
checked, a private one must be listed in `KELISIM_FETCH_ALLOW`, no redirect is followed, size and time are limited.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kelisim.common.outside import Deadline, ask, located

SECONDS = 15.0
MOST_BYTES = 1024 * 1024
HEADS = {"Content-Type": "application/json", "Accept": "application/json"}
BROKEN = _("The verifying service gave no answer that can be read. Nothing is known of the signature.")
REFUSED = _("The verifying service answered %(status)s. Nothing is known of the signature.")
UNASKED = _(
    "The verifying service cannot be asked: its address, or the way to it, is at fault (%(code)s). Nothing is known of the signature."
)
LED_ON = _("The verifying service leads to another address, which is not followed. Nothing is known of the signature.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service says, and in which words."""

    is_valid: bool
    words: str
    service: str


def is_configured() -> bool:
    """Whether there is a service to ask."""
    return bool(settings.KELISIM_SIGNATURE_SERVICE)


def ask_service(signature: bytes, document: bytes | None) -> Answer:
    """What the service says of a signature. Raises `ValidationError` where it says nothing that can be relied on."""
    question = {"cms": _base64(signature), "revocationCheck": ["OCSP"]}
    if document is not None:
        question["data"] = _base64(document)
    try:
        target = located(settings.KELISIM_SIGNATURE_SERVICE)
        found = ask(target, Deadline(SECONDS), HEADS, MOST_BYTES, body=json.dumps(question).encode())
    except ValidationError as error:  # its words are of pages
        raise ValidationError(UNASKED, code="unasked", params={"code": error.code}) from error
    if isinstance(found, str):
        raise ValidationError(LED_ON, code="redirect")
    if found.status != 200:
        raise ValidationError(REFUSED, code="status", params={"status": found.status})
    said = _said(found.content)
    return Answer(said["valid"], str(said.get("message") or "")[:500], target.origin)


def _said(content: bytes) -> dict[str, Any]:
    """The answer, only where it plainly says valid or not valid."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValidationError(BROKEN, code="broken") from error
    if not isinstance(said, dict) or not isinstance(said.get("valid"), bool):
        raise ValidationError(BROKEN, code="broken")
    return said


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()

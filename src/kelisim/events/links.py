"""Secret addresses of invitations and of participants' own pages: signed, not kept, ended by a new number."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kelisim.events.models import Invitation, InvitationState, Participation

SALT, LENGTH = "kelisim.events.links", 43


def secret_of(row: Invitation | Participation) -> str:
    """What must stand in the address of an invitation or of a participant's page."""
    words = f"{row._meta.model_name}:{row.public_id}:{row.link_number}"
    return salted_hmac(SALT, words, algorithm="sha256").hexdigest()[:LENGTH]


def is_secret_of(row: Invitation | Participation, secret: str) -> bool:
    """Whether an address is the living one."""
    return constant_time_compare(secret_of(row), secret)


def is_open(invitation: Invitation) -> bool:
    """Whether its link still leads anywhere: sent, not withdrawn, the event not put away."""
    is_sent = invitation.state not in (InvitationState.DRAFT, InvitationState.REVOKED)
    return is_sent and not invitation.is_archived and not invitation.event.is_archived


def address_of(row: Invitation | Participation, name: str = "") -> str:
    """The page of an invitee or of a participant, in the language that is active; or another address below it."""
    page = "invitation" if isinstance(row, Invitation) else "participant"
    return reverse(f"portal:{page}{name and '_'}{name}", args=[row.public_id, secret_of(row)])

"""Invitations, delegations, stands: what the office does. What invitees do with their link is in `answers.py`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.jobs import begin
from kelisim.common.models import Job
from kelisim.common.services import change, store
from kelisim.events.models import Delegation, Event, Invitation, InvitationState, Participation, Stand

SENDABLE = (InvitationState.DRAFT, InvitationState.SENT)


@action("events.create_invitation")
def create_invitation(event: Event, *, by: User, **facts: Any) -> Invitation:
    """Prepare an invitation; nothing is sent yet."""
    return store(_checked(change(Invitation(event=event), facts)))


@action("events.edit_invitation")
def edit_invitation(invitation: Invitation, *, version: int | None = None, by: User, **facts: Any) -> Invitation:
    """Change an invitation."""
    return store(_checked(change(invitation, facts)), version=version)


def _checked(invitation: Invitation) -> Invitation:
    delegation = invitation.delegation
    if delegation is not None and delegation.event_id != invitation.event_id:
        raise ValidationError({"delegation": _("Choose a delegation of this event.")})
    return invitation


@action("events.archive_invitation")
def archive_invitation(invitation: Invitation, *, version: int | None = None, by: User) -> Invitation:
    """Put an invitation away; its link ends."""
    return common.archive(invitation, version=version, by=by)


@action("events.send_invitation")
def send_invitation(invitation: Invitation, *, root: str, by: User) -> Job:
    """Open the personal link and send the letter with it, or send it again; `root` is where the portal stands."""
    if invitation.state not in SENDABLE:
        raise ValidationError(_("This invitation is answered or withdrawn: there is nothing to send."))
    return _send(invitation.event, [invitation], root=root, by=by)


@action("events.send_invitations")
def send_invitations(event: Event, *, root: str, by: User) -> Job:
    """Send every invitation of the event that was not sent yet."""
    drafts = list(Invitation.objects.filter(event=event, state=InvitationState.DRAFT))
    if not drafts:
        raise ValidationError(_("Every invitation of this event is sent already."))
    return _send(event, drafts, root=root, by=by)


def _send(event: Event, invitations: list[Invitation], *, root: str, by: User) -> Job:
    for each in invitations:
        store(change(each, {"state": InvitationState.SENT}))
    keys = [each.pk for each in invitations]
    return begin(
        "events.send_invitations",
        key=f"{event.pk}-{keys}",
        title=lambda: _("Invitations to %(event)s") % {"event": event},
        by=by,
        office=event.office,
        keys=keys,
        root=root,
    )


@action("events.revoke_invitation")
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Withdraw an invitation: its link ends at once. Who has registered by it stays until the office strikes them."""
    return store(change(invitation, {"state": InvitationState.REVOKED, "link_number": invitation.link_number + 1}))


@action("events.renew_invitation")
def renew_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Give an invitation a new link; the old one ends. A withdrawn invitation is a draft again."""
    state = InvitationState.DRAFT if invitation.state == InvitationState.REVOKED else invitation.state
    return store(change(invitation, {"state": state, "link_number": invitation.link_number + 1}))


@action("events.create_delegation")
def create_delegation(event: Event, *, by: User, **facts: Any) -> Delegation:
    """Name a delegation that comes as one."""
    return store(change(Delegation(event=event), facts))


@action("events.edit_delegation")
def edit_delegation(delegation: Delegation, *, version: int | None = None, by: User, **facts: Any) -> Delegation:
    """Change a delegation, or say who leads it."""
    leader: Participation | None = facts.get("leader")
    if leader is not None and leader.delegation_id != delegation.pk:
        raise ValidationError({"leader": _("Choose a member of this delegation.")})
    return store(change(delegation, facts), version=version)


@action("events.archive_delegation")
def archive_delegation(delegation: Delegation, *, version: int | None = None, by: User) -> Delegation:
    """Put a delegation away; its members stay participants."""
    return common.archive(delegation, version=version, by=by)


@action("events.create_stand")
def create_stand(event: Event, *, by: User, **facts: Any) -> Stand:
    """Add a stand to the plan of the exhibition."""
    return store(_stand(change(Stand(event=event), facts)))


@action("events.edit_stand")
def edit_stand(stand: Stand, *, version: int | None = None, by: User, **facts: Any) -> Stand:
    """Change a stand, or give it to an exhibitor."""
    return store(_stand(change(stand, facts)), version=version)


def _stand(stand: Stand) -> Stand:
    exhibitor = stand.participation
    if exhibitor is not None and exhibitor.event_id != stand.event_id:
        raise ValidationError({"participation": _("Choose a participant of this event.")})
    return stand


@action("events.archive_stand")
def archive_stand(stand: Stand, *, version: int | None = None, by: User) -> Stand:
    """Take a stand off the plan."""
    return common.archive(stand, version=version, by=by)

"""What invitees do with their personal link, without signing in: accept, decline, name people, send somebody else.

The link is the permission. History names the invitation instead of a user.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.common.ledger import archive as put_away
from kelisim.common.services import change, index, store
from kelisim.events.asking import meets_as
from kelisim.events.links import is_open
from kelisim.events.models import (
    Delegation,
    Invitation,
    InvitationState,
    MeetingParticipation,
    MeetingRequest,
    Participation,
    ParticipationRole,
    ParticipationState,
    Stand,
)
from kelisim.parties.models import Contact, ContactKind, Organisation, Person, Position

Answer = TypeVar("Answer", bound=Callable[..., Any])


def by_link(name: str) -> Callable[[Answer], Answer]:
    """The frame of a write by a personal link: the invitation is open and locked, history names it."""

    def frame(service: Answer) -> Answer:
        @functools.wraps(service)
        def act(invitation: Invitation, *args: Any, **facts: Any) -> Any:
            told = {"user": None, "action": name, "invitation": str(invitation.public_id)}
            with pghistory.context(**told), transaction.atomic():
                locked = Invitation.objects.select_for_update(of=("self",)).select_related("event")
                current = locked.filter(pk=invitation.pk, link_number=invitation.link_number).first()
                if current is None or not is_open(current):
                    raise PermissionDenied(name)
                return service(current, *args, **facts)

        return act  # type: ignore[return-value]  # functools.wraps keeps the signature

    return frame


@by_link("events.accept_invitation")
def accept_invitation(invitation: Invitation) -> Invitation:
    """Say that somebody will come."""
    return store(change(invitation, {"state": InvitationState.ACCEPTED, "answered_at": timezone.now(), "reason": ""}))


@by_link("events.decline_invitation")
def decline_invitation(invitation: Invitation, *, reason: str = "") -> Invitation:
    """Say that nobody will come; who was already named by this invitation is struck, not others of the delegation."""
    for row in _coming(invitation).filter(invitation=invitation):
        _end_lead(row)
        store(change(row, {"state": ParticipationState.DECLINED}))
    facts = {"state": InvitationState.DECLINED, "answered_at": timezone.now(), "reason": reason}
    return store(change(invitation, facts))


@by_link("events.register_person")
def register_person(
    invitation: Invitation,
    *,
    name: str,
    title: str = "",
    email: str = "",
    languages: list[str] | None = None,
    company: str = "",
    is_leader: bool = False,
    instead_of: Participation | None = None,
) -> Participation:
    """Name a person who comes. `instead_of` gives the place of somebody to this person: that badge is void.

    The leader of a delegation names people of several companies; others name their own. Who comes instead of the leader leads.
    """
    leads = invitation.delegation is not None and leads_delegation(invitation) and is_leader
    if instead_of is not None:
        leads = leads or _is_leader(instead_of)
        _strike(instead_of, invitation)
    _has_room(invitation)
    organisation = _company(invitation, company)
    person = _person(invitation, organisation, name=name, title=title, email=email, languages=languages or [])
    row = store(
        Participation(
            event=invitation.event,
            organisation=organisation,
            person=person,
            invitation=invitation,
            delegation=invitation.delegation,
            role=ParticipationRole.LEADER if leads else ParticipationRole.PARTICIPANT,
            state=ParticipationState.REGISTERED,
            languages=languages or [],
            instead_of=instead_of,
        )
    )
    if leads and invitation.delegation:
        store(change(invitation.delegation, {"leader": row}))
    if invitation.state != InvitationState.ACCEPTED:
        facts = {"state": InvitationState.ACCEPTED, "answered_at": timezone.now(), "reason": ""}
        store(change(invitation, facts))
    _take_up(row)
    return row


@by_link("events.strike_person")
def strike_person(invitation: Invitation, *, participation: Participation) -> Participation:
    """Say that a person who was named does not come."""
    return _strike(participation, invitation)


def registered_by(invitation: Invitation) -> Any:
    """Those whom this invitation has named and who still come; a leader sees the whole delegation."""
    if invitation.delegation_id and leads_delegation(invitation):
        return _coming(invitation).filter(delegation=invitation.delegation_id)
    return _coming(invitation).filter(invitation=invitation)


def leads_delegation(invitation: Invitation) -> bool:
    """Whether the whole delegation is in the hands of this invitation: its leader was named by it, or nobody leads yet."""
    leader = invitation.delegation.leader if invitation.delegation else None
    return leader is None or leader.invitation_id in (None, invitation.pk)


def _coming(invitation: Invitation) -> Any:
    return Participation.objects.exclude(state=ParticipationState.DECLINED).filter(event=invitation.event)


def _is_leader(row: Participation) -> bool:
    return Delegation.objects.filter(leader=row).exists()


def _end_lead(row: Participation) -> None:
    """Whoever does not come leads no delegation."""
    for delegation in Delegation.objects.filter(leader=row):
        store(change(delegation, {"leader": None}))


def _strike(row: Participation, invitation: Invitation) -> Participation:
    if not registered_by(invitation).filter(pk=row.pk).exists():
        raise ValidationError(_("This person is not among those whom you named."))
    if row.state == ParticipationState.CHECKED_IN:
        raise ValidationError(_("%(name)s has already come.") % {"name": row.person or row.organisation})
    _end_lead(row)
    put_away(row, None)  # type: ignore[arg-type]  # put away by link: no user
    struck = store(change(row, {"state": ParticipationState.DECLINED}))
    _take_up(struck)
    return struck


def _take_up(row: Participation) -> None:
    """Wishes, meetings and the stand of those of a company who do not come pass to the one under whom it meets now."""
    heir = meets_as(row)
    if heir.organisation_id is None or heir.state == ParticipationState.DECLINED:
        return
    gone = Participation.everything.filter(
        event=heir.event_id, organisation=heir.organisation_id, state=ParticipationState.DECLINED
    )
    MeetingRequest.objects.filter(asked_by__in=gone).update(asked_by=heir)
    MeetingRequest.objects.filter(asked__in=gone).update(asked=heir)
    MeetingParticipation.objects.filter(participation__in=gone).update(participation=heir)
    Stand.objects.filter(participation__in=gone).update(participation=heir)


def _has_room(invitation: Invitation) -> None:
    delegation = invitation.delegation
    if delegation is not None and delegation.seats:
        Delegation.everything.select_for_update().get(pk=delegation.pk)
    most = (delegation.seats if delegation else None) or invitation.seats
    taken = (
        _coming(invitation).filter(delegation=delegation)
        if delegation and delegation.seats
        else registered_by(invitation)
    )
    if taken.count() >= most:
        message = _("All %(seats)s places of this invitation are taken. Strike somebody, or ask the office for more.")
        raise ValidationError({"name": message % {"seats": most}})


def _company(invitation: Invitation, name: str) -> Organisation:
    if not name or invitation.delegation is None or name.casefold() == invitation.organisation.name.casefold():
        return invitation.organisation
    own = Organisation.objects.filter(participations__invitation=invitation, name__iexact=name).first()
    if own is not None:
        return own
    office = invitation.event.office
    made = store(Organisation(name=name, country=invitation.delegation.country, is_sample=office.is_sample))
    index(made)
    return made


def _person(
    invitation: Invitation, organisation: Organisation, *, name: str, title: str, email: str, languages: list[str]
) -> Person:
    office = invitation.event.office
    person = store(
        Person(name=name, country=organisation.country, languages=", ".join(languages), is_sample=office.is_sample)
    )
    if title:
        store(Position(person=person, organisation=organisation, title={invitation.language: title}))
    if email:
        facts = {"kind": ContactKind.EMAIL, "value": email}
        store(Contact(office=office, person=person, organisation=organisation, **facts))
    return person

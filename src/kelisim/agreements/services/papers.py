"""Writes on a paper itself: recorded, changed, brought from state to state, put away, released."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.agreements.amendments import first_paper, hold_values, refuse_amended
from kelisim.agreements.models import ENDED_STATES, UNSIGNED_STATES, Agreement, AgreementState, StateChange
from kelisim.agreements.states import Way, way, ways_from
from kelisim.common import formats
from kelisim.common import services as common
from kelisim.common.services import change, store


@action("agreements.create_agreement")
def create_agreement(office: Office, *, by: User, **facts: Any) -> Agreement:
    """Record an agreement of an office. It may come in at any state but an end, for an end has a reason and a day."""
    if facts.get("state") in ENDED_STATES:
        message = _("Record the paper first; then say on which day and why it ended.")
        raise ValidationError({"state": ValidationError(message, code="ended")})
    return _kept(store(change(Agreement(office=office), first_paper(facts))))


@action("agreements.edit_agreement")
def edit_agreement(agreement: Agreement, *, version: int | None = None, by: User, **facts: Any) -> Agreement:
    """Change an agreement. Raises `StaleEdit` where `version` is no longer the current one."""
    if facts.get("state", agreement.state) != agreement.state:
        message = _("A paper comes to another state with a day, and with a reason where it ends: record that instead.")
        raise ValidationError({"state": ValidationError(message, code="state")})
    refuse_amended(agreement, facts)
    before = agreement.amends
    store(change(agreement, first_paper(facts)), version=version)
    if before is not None and before.pk != agreement.amends_id:
        hold_values(before)
    return _kept(agreement)


@action("agreements.sign_agreement")
def sign_agreement(agreement: Agreement, *, on: date, by: User) -> Agreement:
    """Record that all parties have signed."""
    return _enter(agreement, AgreementState.SIGNED, on=on, reason={}, by=by)


@action("agreements.move_agreement")
def move_agreement(
    agreement: Agreement,
    *,
    state: str,
    on: date | None = None,
    reason: dict[str, str] | None = None,
    version: int | None = None,
    by: User,
) -> Agreement:
    """Bring a paper to another state, on a day, with the reason where it ends or is taken back."""
    return _enter(agreement, state, on=on or timezone.localdate(), reason=reason or {}, by=by, version=version)


def _enter(
    agreement: Agreement, state: str, *, on: date, reason: dict[str, str], by: User, version: int | None = None
) -> Agreement:
    before = agreement.state
    _check_way(agreement, _way(agreement, state), on=on, reason=reason)
    agreement.state = state
    if state == AgreementState.SIGNED and before in UNSIGNED_STATES:
        agreement.signed_on = on
    elif state in UNSIGNED_STATES:
        agreement.signed_on = None
    store(agreement, version=version)
    store(StateChange(agreement=agreement, before=before, after=state, on=on, reason=reason, by=by))
    return _kept(agreement)


def _way(agreement: Agreement, state: str) -> Way:
    found = way(agreement.state, state) if state in AgreementState.values else None
    if found is None:
        known = ", ".join(f"“{each.after.label}”" for each in ways_from(agreement.state))
        message = _("From “%(state)s” a paper comes to: %(known)s.")
        gaps = {"state": agreement.get_state_display(), "known": known}
        raise ValidationError({"state": ValidationError(message, code="no_way", params=gaps)})
    return found


def _check_way(agreement: Agreement, found: Way, *, on: date, reason: dict[str, str]) -> None:
    if found.needs_reason and not any(reason.values()):
        message = _("Say why it lapsed, was terminated or is taken back.")
        raise ValidationError({"reason": ValidationError(message, code="required")})
    if on > timezone.localdate() + timedelta(days=1):  # a ceremony in the east signs while it is still yesterday here
        message = _("This day lies ahead. Record it when it has happened.")
        raise ValidationError({"on": ValidationError(message, code="ahead")})
    if agreement.signed_on and on < agreement.signed_on and not found.is_back:
        message = _("It was signed later than this day: on %(day)s.")
        gaps = {"day": formats.day(agreement.signed_on)}
        raise ValidationError({"on": ValidationError(message, code="order", params=gaps)})
    if found.after == AgreementState.SIGNED and agreement.parties.filter(archived_at__isnull=True).count() < 2:
        message = _("Two parties are needed before it can be signed.")
        raise ValidationError({"state": ValidationError(message, code="parties")})


@action("agreements.archive_agreement")
def archive_agreement(agreement: Agreement, *, version: int | None = None, by: User) -> Agreement:
    """Put an agreement away."""
    return _kept(common.archive(agreement, version=version, by=by))


@action("agreements.restore_agreement")
def restore_agreement(agreement: Agreement, *, version: int | None = None, by: User) -> Agreement:
    """Take an agreement back."""
    return _kept(common.restore(agreement, version=version, by=by))


@action("agreements.amend_agreement")
def amend_agreement(agreement: Agreement, *, by: User, **facts: Any) -> Agreement:
    """Record a paper that changes another one; it has the same parties and place and begins as a draft."""
    first = agreement.amends or agreement
    taken = {name: getattr(first, name) for name in ("kind", "area", "partner", "sector")}
    paper = Agreement(office=first.office, amends=first, **taken)
    store(change(paper, facts))
    for party in first.parties.filter(archived_at__isnull=True):
        store(type(party)(agreement=paper, organisation=party.organisation, role=party.role, signatory=party.signatory))
    common.index(paper)
    return paper


@action("agreements.publish_agreement")
def publish_agreement(agreement: Agreement, *, hidden: Iterable[str] | None = None, by: User) -> Agreement:
    """Release an agreement to the public, but for the fields that are `hidden`; the last decision on them holds where none is given."""
    return common.publish(agreement, hidden=hidden, by=by)


@action("agreements.withdraw_agreement")
def withdraw_agreement(agreement: Agreement, *, by: User) -> Agreement:
    """Take an agreement back from the public."""
    return common.withdraw(agreement, by=by)


def _kept(agreement: Agreement) -> Agreement:
    """What an amendment changes holds in the paper that it amends from when it is signed."""
    if agreement.amends is not None:
        hold_values(agreement.amends)
    return agreement

"""Every write on agreements. This is the model app: open it when in doubt."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementProject,
    AgreementProposal,
    AgreementState,
    CeremonyPaper,
    Commitment,
    PartyRole,
)
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import ProgrammeItem, ProgrammeKind
from kelisim.parties.models import Organisation, Person
from kelisim.projects.models import Project, Proposal


@action("agreements.create_agreement")
def create_agreement(office: Office, *, by: User, **facts: Any) -> Agreement:
    """Record an agreement of an office."""
    return store(change(Agreement(office=office), facts))


@action("agreements.edit_agreement")
def edit_agreement(agreement: Agreement, *, version: int | None = None, by: User, **facts: Any) -> Agreement:
    """Change an agreement. Raises `StaleEdit` where `version` is no longer the current one."""
    return store(change(agreement, facts), version=version)


@action("agreements.sign_agreement")
def sign_agreement(agreement: Agreement, *, on: date, by: User) -> Agreement:
    """Record that all parties have signed."""
    agreement.signed_on, agreement.state = on, AgreementState.SIGNED
    return store(agreement)


@action("agreements.archive_agreement")
def archive_agreement(agreement: Agreement, *, version: int | None = None, by: User) -> Agreement:
    """Put an agreement away."""
    return common.archive(agreement, version=version, by=by)


@action("agreements.restore_agreement")
def restore_agreement(agreement: Agreement, *, version: int | None = None, by: User) -> Agreement:
    """Take an agreement back."""
    return common.restore(agreement, version=version, by=by)


@action("agreements.publish_agreement")
def publish_agreement(agreement: Agreement, *, by: User) -> Agreement:
    """Release an agreement to the public."""
    return common.publish(agreement, by=by)


@action("agreements.withdraw_agreement")
def withdraw_agreement(agreement: Agreement, *, by: User) -> Agreement:
    """Take an agreement back from the public."""
    return common.withdraw(agreement, by=by)


@action("agreements.join_agreements")
def join_agreements(agreement: Agreement, *, with_: Agreement | None, by: User) -> Agreement:
    """Say that a deal is the same as another, announced again, so that it counts once; None undoes it."""
    if with_ is not None and (with_.pk == agreement.pk or with_.same_as_id == agreement.pk):
        raise ValidationError({"same_as": _("An agreement cannot repeat itself: choose the first announcement.")})
    agreement.same_as = with_.same_as or with_ if with_ else None
    return store(agreement)


@action("agreements.add_party")
def add_party(
    agreement: Agreement,
    *,
    organisation: Organisation,
    role: str = PartyRole.PARTNER,
    signatory: Person | None = None,
    by: User,
) -> AgreementParty:
    """Name a party of an agreement."""
    party = store(AgreementParty(agreement=agreement, organisation=organisation, role=role, signatory=signatory))
    common.index(agreement)
    return party


@action("agreements.remove_party")
def remove_party(party: AgreementParty, *, by: User) -> AgreementParty:
    """Strike a party."""
    common.archive(party, version=None, by=by)
    common.index(party.agreement)
    return party


@action("agreements.add_commitment")
def add_commitment(agreement: Agreement, *, by: User, **facts: Any) -> Commitment:
    """Record what a party promised."""
    return store(change(Commitment(agreement=agreement), facts))


@action("agreements.edit_commitment")
def edit_commitment(commitment: Commitment, *, version: int | None = None, by: User, **facts: Any) -> Commitment:
    """Change a commitment."""
    return store(change(commitment, facts), version=version)


@action("agreements.settle_commitment")
def settle_commitment(
    commitment: Commitment, *, state: str, on: date, reason: dict[str, str] | None = None, by: User
) -> Commitment:
    """Record what became of a commitment: kept, broken or waived, on a day."""
    return store(change(commitment, {"state": state, "settled_on": on, "reason": reason or {}}))


@action("agreements.archive_commitment")
def archive_commitment(commitment: Commitment, *, version: int | None = None, by: User) -> Commitment:
    """Put a commitment away."""
    return common.archive(commitment, version=version, by=by)


@action("agreements.restore_commitment")
def restore_commitment(commitment: Commitment, *, version: int | None = None, by: User) -> Commitment:
    """Take a commitment back."""
    return common.restore(commitment, version=version, by=by)


@action("agreements.link_project")
def link_project(agreement: Agreement, *, project: Project, by: User) -> AgreementProject:
    """Say that an agreement is about a project."""
    return store(AgreementProject(agreement=agreement, project=project))


@action("agreements.unlink_project")
def unlink_project(agreement: Agreement, *, project: Project, by: User) -> Agreement:
    """Take back that an agreement is about a project; the history keeps it."""
    AgreementProject.everything.filter(agreement=agreement, project=project).delete()
    return agreement


@action("agreements.link_proposal")
def link_proposal(agreement: Agreement, *, proposal: Proposal, by: User) -> AgreementProposal:
    """Say that a proposal led to an agreement."""
    return store(AgreementProposal(agreement=agreement, proposal=proposal))


@action("agreements.add_to_ceremony")
def add_to_ceremony(agreement: Agreement, *, item: ProgrammeItem, by: User) -> CeremonyPaper:
    """Put a paper at the end of the list of a signing ceremony."""
    if item.kind != ProgrammeKind.CEREMONY or item.event.office_id != agreement.office_id:
        raise ValidationError({"item": _("Choose a signing ceremony of an event of your office.")})
    last = CeremonyPaper.objects.filter(item=item).order_by("-place").first()
    return store(CeremonyPaper(agreement=agreement, item=item, place=last.place + 1 if last else 1))


@action("agreements.move_in_ceremony")
def move_in_ceremony(paper: CeremonyPaper, *, place: int, by: User) -> CeremonyPaper:
    """Give a paper another place in the list; the others close up."""
    rows = [row for row in CeremonyPaper.objects.select_for_update().filter(item=paper.item) if row.pk != paper.pk]
    rows.insert(max(0, min(place - 1, len(rows))), paper)
    for number, row in enumerate(rows, 1):
        if row.place != number or row.pk == paper.pk:
            store(change(row, {"place": number}))
    return paper


@action("agreements.take_from_ceremony")
def take_from_ceremony(paper: CeremonyPaper, *, by: User) -> CeremonyPaper:
    """Take a paper off the list of a ceremony."""
    return common.archive(paper, version=None, by=by)


@action("agreements.sign_at_ceremony")
def sign_at_ceremony(paper: CeremonyPaper, *, by: User) -> CeremonyPaper:
    """Record that a paper of the list was signed just now: the agreement is signed on this day."""
    if paper.signed_at is None:
        now = timezone.now()
        zone = ZoneInfo(paper.item.event.time_zone)
        sign_agreement(paper.agreement, on=now.astimezone(zone).date(), by=by)
        store(change(paper, {"signed_at": now}))
    return paper

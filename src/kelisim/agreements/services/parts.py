"""Writes on what hangs on a paper: parties, commitments, projects, proposals, files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.agreements.models import (
    Agreement,
    AgreementFile,
    AgreementParty,
    AgreementProject,
    AgreementProposal,
    Commitment,
    PartyRole,
)
from kelisim.common import services as common
from kelisim.common.files import Upload, keep_file
from kelisim.common.services import change, store
from kelisim.parties.models import Organisation, Person
from kelisim.projects.models import Project, Proposal


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


@action("agreements.add_file")
def add_file(agreement: Agreement, *, file: Upload, note: str = "", by: User) -> AgreementFile:
    """Keep a file of the paper: its text, a scan, an annex. The same bytes are kept once."""
    kept = keep_file(file, office=agreement.office, by=by)
    there = AgreementFile.objects.filter(agreement=agreement, file__digest=kept.digest).select_related("file").first()
    if there is not None:
        message = _("This file is here already, as “%(name)s”.")
        raise ValidationError({"file": ValidationError(message, code="unique", params={"name": there.file})})
    return store(AgreementFile(agreement=agreement, file=kept, note=note))


@action("agreements.remove_file")
def remove_file(row: AgreementFile, *, by: User) -> AgreementFile:
    """Take a file off the paper; its bytes stay where they are."""
    return common.archive(row, version=None, by=by)

"""What hangs on a paper: parties, commitments, proposals, projects, files, its place in a ceremony."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.agreements.models.papers import Agreement, AgreementPart
from kelisim.agreements.states import ENDED_STATES, AgreementState
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import tracked, tracked_by_day
from kelisim.common.models import File
from kelisim.events.models import ProgrammeItem
from kelisim.parties.models import Organisation, Person
from kelisim.projects.models import Project, Proposal


class PartyRole(models.TextChoices):
    """What a party does in a paper."""

    INVESTOR = "investor", _("Investor")
    AUTHORITY = "authority", _("Authority")
    PARTNER = "partner", _("Partner")
    GUARANTOR = "guarantor", _("Guarantor")


@tracked
class AgreementParty(AgreementPart):
    """An organisation that signs, and who signs for it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name=_("agreement"), related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="agreement_parties"
    )
    role = models.CharField(_("role"), max_length=10, choices=PartyRole.choices, default=PartyRole.PARTNER)
    signatory = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("signed by"), null=True, blank=True, related_name="+"
    )

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("party"), _("parties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], condition=Q(archived_at__isnull=True), name="agreement_party_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @classmethod
    def published_q(cls) -> Q:
        is_shown = ~Q(agreement__hidden_fields__contains=["parties"])
        return is_shown & Q(
            agreement__published_at__isnull=False, agreement__archived_at__isnull=True, archived_at__isnull=True
        )


class CommitmentState(models.TextChoices):
    """What became of a promise."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    WAIVED = "waived", _("Waived")


@tracked
class Commitment(AgreementPart):
    """What a party promised, who sees to it and by when."""

    text = TranslatedField(_("what was promised"), is_long=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("promised by"), null=True, blank=True, related_name="commitments"
    )
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="commitments"
    )
    due = DayField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=CommitmentState.choices, default=CommitmentState.OPEN)
    settled_on = DayField(_("settled"), null=True, blank=True)
    reason = TranslatedField(_("reason"), blank=True)

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("commitment"), _("commitments")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(settled_on__isnull=False), name="commitment_settled_has_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=Q(archived_at__isnull=True, state=CommitmentState.OPEN),
                name="commitment_open",
            )
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.state != CommitmentState.OPEN:
            yield from checks.check_required(self, ["settled_on"], _("Say on which day this was settled."))
        if self.state in (CommitmentState.BROKEN, CommitmentState.WAIVED):
            yield from checks.check_required(self, ["reason"], _("Give the reason."))

    def __str__(self) -> str:
        return str(self.text)

    def days_late(self, today: date) -> int:
        """How many days after its day it was kept, or is still open; 0 where it is in time or has no day."""
        end = today if self.state == CommitmentState.OPEN else self.settled_on
        is_counted = self.state in (CommitmentState.OPEN, CommitmentState.KEPT)
        return max(0, (end - self.due).days) if is_counted and self.due and end else 0


@tracked
class StateChange(AgreementPart):
    """A way of a paper from one state to another: on which day, why, recorded by whom."""

    before = models.CharField(_("from"), max_length=10, choices=AgreementState.choices)
    after = models.CharField(_("to"), max_length=10, choices=AgreementState.choices)
    on = DayField(_("on"))
    reason = TranslatedField(_("reason"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("recorded by"), related_name="+")

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("change of state"), _("changes of state")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=ENDED_STATES) | ~Q(reason={}), name="agreement_end_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"


@tracked_by_day
class AgreementProposal(AgreementPart):
    """A proposal that led to the paper."""

    proposal = models.ForeignKey(Proposal, models.PROTECT)

    class Meta(AgreementPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["agreement", "proposal"], name="agreement_proposal_once")]

    def __str__(self) -> str:
        return str(self.proposal)


@tracked_by_day
class AgreementProject(AgreementPart):
    """A project that the paper is about."""

    project = models.ForeignKey(Project, models.PROTECT)

    class Meta(AgreementPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["agreement", "project"], name="agreement_project_once")]

    def __str__(self) -> str:
        return str(self.project)


@tracked
class AgreementFile(AgreementPart):
    """A file of the paper: its text, a scan, a signature."""

    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    is_signature = models.BooleanField(_("signature file"), default=False)
    note = models.CharField(_("what it is"), max_length=200, blank=True)

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("file of an agreement"), _("files of agreements")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "file"], name="agreement_file_once")]

    def __str__(self) -> str:
        return str(self.file)


@tracked
class CeremonyPaper(AgreementPart):
    """A paper on the list of a signing ceremony: in which place, and when it was signed there."""

    item = models.ForeignKey(
        ProgrammeItem, models.CASCADE, verbose_name=_("signing ceremony"), related_name="ceremony_papers"
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True, editable=False)

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("paper of a ceremony"), _("papers of a ceremony")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "agreement"], condition=Q(archived_at__isnull=True), name="ceremony_paper_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.agreement)

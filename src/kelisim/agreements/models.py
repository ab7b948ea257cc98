"""Memoranda, agreements, contracts, roadmaps: parties, amount, commitments."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, money_checks, period_checks, tracked
from kelisim.common.models import Area, File, Source
from kelisim.events.models import Event, Meeting, ProgrammeItem
from kelisim.parties.models import Organisation, Person, acts_for
from kelisim.projects.models import Project, Proposal


class AgreementKind(models.TextChoices):
    """What kind of paper it is."""

    MEMORANDUM = "memorandum", _("Memorandum")
    AGREEMENT = "agreement", _("Agreement")
    CONTRACT = "contract", _("Contract")
    ROADMAP = "roadmap", _("Roadmap")


class AgreementState(models.TextChoices):
    """How far a paper has come."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    FULFILLED = "fulfilled", _("Fulfilled")
    LAPSED = "lapsed", _("Lapsed")
    TERMINATED = "terminated", _("Terminated")


SIGNED_STATES = (AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.FULFILLED)


@tracked
class Agreement(OfficeRecord, Publishable):
    """A paper that parties sign, with its amount in its own currency and what each promised."""

    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind.choices, default=AgreementKind.MEMORANDUM)
    number = models.CharField(_("number"), max_length=60, blank=True)
    title = TranslatedField(_("title"))
    text = TranslatedField(_("subject"), blank=True, is_long=True)
    state = models.CharField(_("state"), max_length=10, choices=AgreementState.choices, default=AgreementState.DRAFT)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="agreements")
    partner = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("partner country"), null=True, blank=True, related_name="+"
    )
    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name=_("signed at"), null=True, blank=True, related_name="agreements"
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="agreements")
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    signed_on = DayField(_("signed"), null=True, blank=True)
    start = DayField(_("valid from"), null=True, blank=True)
    end = DayField(_("valid until"), null=True, blank=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("same deal as"), null=True, blank=True, related_name="announced_again"
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("amends"), null=True, blank=True, related_name="amendments"
    )
    proposals = models.ManyToManyField(Proposal, blank=True, through="AgreementProposal", related_name="agreements")
    projects = models.ManyToManyField(Project, blank=True, through="AgreementProject", related_name="agreements")
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="agreements"
    )

    public_fields = (
        "public_id", "kind", "number", "title", "text", "state", "area", "partner", "event", "sector", "amount",
        "currency", "signed_on", "start", "end", "parties", "is_sample",
    )  # fmt: skip

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("agreement"), _("agreements")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            *money_checks("agreement"),
            *period_checks("agreement"),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_STATES) | Q(signed_on__isnull=False), name="agreement_signed_has_day"
            ),
            models.CheckConstraint(condition=~Q(same_as=models.F("pk")), name="agreement_not_same_as_itself"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.state in SIGNED_STATES:
            yield from checks.check_required(self, ["signed_on"], _("Say on which day it was signed."))
        yield from checks.check_order(self, "signed_on", "end")
        if self.pk is not None and self.same_as_id == self.pk:
            message = _("An agreement cannot repeat itself: choose the first announcement.")
            yield "same_as", ValidationError(message, code="same_as_itself")

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "parties__organisation__")
        return super().own_q(user)

    def search_words(self) -> list[str]:
        parties = [str(row.organisation) for row in self.parties.select_related("organisation")] if self.pk else []
        return [self.number, *self.title.values(), *parties, *self.area.name.values()]


class AgreementPart(LedgerModel):
    """A row that belongs to an agreement and its office."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name=_("agreement"), related_name="%(class)ss")

    class Meta(LedgerModel.Meta):
        abstract = True

    @property
    def office_id(self) -> int:
        """The office of the agreement."""
        return self.agreement.office_id

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(agreement__in=Agreement.everything.filter(Agreement.own_q(user)))


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
        return Q(agreement__published_at__isnull=False, agreement__archived_at__isnull=True, archived_at__isnull=True)


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

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.state != CommitmentState.OPEN:
            yield from checks.check_required(self, ["settled_on"], _("Say on which day this was settled."))
        if self.state in (CommitmentState.BROKEN, CommitmentState.WAIVED):
            yield from checks.check_required(self, ["reason"], _("Give the reason."))

    def __str__(self) -> str:
        return str(self.text)


@tracked
class AgreementProposal(AgreementPart):
    """A proposal that led to the paper."""

    proposal = models.ForeignKey(Proposal, models.PROTECT)

    class Meta(AgreementPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["agreement", "proposal"], name="agreement_proposal_once")]

    def __str__(self) -> str:
        return str(self.proposal)


@tracked
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

    class Meta(AgreementPart.Meta):
        abstract = False
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

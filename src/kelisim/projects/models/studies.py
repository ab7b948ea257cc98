"""How a proposal is studied: the office's procedure, the steps of one proposal, its files, the letter with the decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, tracked
from kelisim.common.models import File
from kelisim.projects.models.proposals import Proposal

DAYS = (1, 250)


@tracked
class StudyProcedure(OfficeRecord):
    """The steps by which an office studies what is handed in; one of its procedures is the one in use."""

    name = TranslatedField(_("name"))
    is_in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("What is handed in goes through the steps of the procedure in use.")
    )
    basis = models.CharField(_("legal basis"), max_length=500, blank=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("procedure of study"), _("procedures of study")
        ordering = ["-is_in_use", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=Q(is_in_use=True, archived_at__isnull=True), name="procedure_one_in_use"
            )
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if not self.is_in_use or self.is_archived or self.office_id is None:
            return
        other = StudyProcedure.objects.filter(office_id=self.office_id, is_in_use=True).exclude(pk=self.pk).first()
        if other is not None:
            message = _("“%(other)s” is in use. Take it out of use first.")
            yield "is_in_use", ValidationError(message, code="taken", params={"other": other})

    def __str__(self) -> str:
        return str(self.name)


@tracked
class ProcedureStep(LedgerModel):
    """One step of a procedure: what is done, in how many working days, by whom unless somebody else is named."""

    procedure = models.ForeignKey(StudyProcedure, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField(_("place"), default=1)
    title = TranslatedField(_("what is done"))
    days = models.PositiveSmallIntegerField(_("working days"))
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="+"
    )

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("step of a procedure"), _("steps of a procedure")
        ordering = ["place", "pk"]
        constraints = [models.CheckConstraint(condition=Q(days__range=DAYS), name="procedure_step_days")]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if isinstance(self.days, int) and not DAYS[0] <= self.days <= DAYS[1]:
            message = _("Enter from %(least)s to %(most)s working days.")
            yield "days", ValidationError(message, code="days", params={"least": DAYS[0], "most": DAYS[1]})

    def __str__(self) -> str:
        return str(self.title)

    @property
    def office_id(self) -> int:
        """The office whose procedure it is."""
        return self.procedure.office_id

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(procedure__in=StudyProcedure.everything.filter(StudyProcedure.own_q(user)))


class ProposalPart(LedgerModel):
    """What hangs on a proposal and is seen by whoever sees the proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="%(class)ss")

    class Meta(LedgerModel.Meta):
        abstract = True

    @property
    def office_id(self) -> int:
        """The office that studies the proposal."""
        return self.proposal.office_id

    @property
    def organisation_id(self) -> int:
        """The investor who handed it in."""
        return self.proposal.organisation_id

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(proposal__in=Proposal.everything.filter(Proposal.own_q(user)))


@tracked
class ProposalStep(ProposalPart):
    """One step in the study of a proposal: who does it, by when, when it was done, what came of it."""

    place = models.PositiveSmallIntegerField(_("place"), default=1)
    title = TranslatedField(_("what is done"))
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="+"
    )
    due = DayField(_("due"))
    term = models.PositiveSmallIntegerField(
        _("working days from the day of arrival"), null=True, blank=True, editable=False,
        help_text=_("What the day follows from; empty where a person named the day."),
    )  # fmt: skip
    began_on = DayField(_("begun"), null=True, blank=True)
    done_on = DayField(_("done"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("working days taken"), null=True, blank=True)
    is_skipped = models.BooleanField(_("left out"), default=False)
    result = models.TextField(
        _("what came of it"), blank=True, help_text=_("For colleagues; the investor does not see it.")
    )

    class Meta(ProposalPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("step of a study"), _("steps of a study")
        ordering = ["place", "pk"]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=Q(archived_at__isnull=True, done_on__isnull=True),
                name="proposal_step_open",
            )
        ]

    periods = (("began_on", "done_on"),)

    def __str__(self) -> str:
        return str(self.title)


@tracked
class ProposalFile(ProposalPart):
    """A file that the investor or the office laid beside a proposal."""

    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("file"), related_name="+")
    about = models.CharField(_("what it is"), max_length=200, blank=True)

    class Meta(ProposalPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("file of a proposal"), _("files of proposals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.about or str(self.file)


@tracked
class DecisionLetter(ProposalPart):
    """The letter that tells the investor the decision: numbered, with the very bytes that were sent."""

    number = models.CharField(_("number"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    issued_on = DayField(_("day"))
    signatory = models.ForeignKey(User, models.PROTECT, verbose_name=_("signed by"), related_name="+")
    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("file"), related_name="+")

    class Meta(ProposalPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("decision letter"), _("decision letters")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number

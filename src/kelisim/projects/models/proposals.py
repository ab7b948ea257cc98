"""Proposals: what an investor hands in, studied, then accepted or declined with reasons."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import OfficeRecord, money_checks, period_checks, tracked_by_day
from kelisim.common.models import Area
from kelisim.parties.models import Organisation, acts_for


class ProposalState(models.TextChoices):
    """How far a proposal has been studied."""

    DRAFT = "draft", _("Draft")
    HANDED_IN = "handed_in", _("Handed in")
    STUDIED = "studied", _("Being studied")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


UNDECIDED_PROPOSALS = (ProposalState.HANDED_IN, ProposalState.STUDIED)
DECIDED_PROPOSALS = (ProposalState.ACCEPTED, ProposalState.DECLINED)


@tracked_by_day
class Proposal(OfficeRecord):
    """What an investor hands in; studied, then accepted or declined with reasons."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("investor"), related_name="proposals")
    title = TranslatedField(_("title"))
    text = TranslatedField(_("what is proposed"), is_long=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="+")
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    language = models.CharField(_("language of the answer"), max_length=10, default="kk")
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="+"
    )
    handed_in_on = DayField(_("handed in"), null=True, blank=True)
    due = DayField(_("answer due"), null=True, blank=True)
    term = models.PositiveSmallIntegerField(
        _("working days from the day of arrival"), null=True, blank=True, editable=False,
        help_text=_("What the day follows from; empty where a person named the day."),
    )  # fmt: skip
    decided_on = DayField(_("decided"), null=True, blank=True)
    reason = TranslatedField(_("reason"), blank=True, is_long=True)
    decision_days = models.PositiveSmallIntegerField(_("working days to the decision"), null=True, blank=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("proposal"), _("proposals")
        ordering = ["-handed_in_on", "-pk"]
        constraints = [
            *money_checks("proposal"),
            *period_checks("proposal", start="handed_in_on", end="decided_on"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(handed_in_on__isnull=False), name="proposal_handed_in_has_day"
            ),
        ]
        indexes = [
            # What lists, the ladder and the report of service times count and order by, beside the wide rows.
            models.Index(
                fields=["office", "handed_in_on", "id"],
                include=["state", "sector", "owner", "organisation", "amount", "currency", "due", "decided_on", "decision_days", "created_at"],
                condition=Q(archived_at__isnull=True),
                name="proposal_work",
            ),
            models.Index(
                fields=["owner", "due"],
                condition=Q(archived_at__isnull=True, state__in=UNDECIDED_PROPOSALS),
                name="proposal_open",
            ),
        ]  # fmt: skip

    periods = (("handed_in_on", "decided_on"),)

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.state != ProposalState.DRAFT:
            yield from checks.check_required(self, ["handed_in_on"], _("Say on which day it was handed in."))
            yield from checks.check_required(self, ["text"], _("Say what is proposed: the office studies these words."))
        if self.state in DECIDED_PROPOSALS:
            yield from checks.check_required(self, ["decided_on"], _("Say on which day it was decided."))
            yield from checks.check_required(self, ["reason"], _("Give the investor the reason."))

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "organisation__")
        return super().own_q(user) & ~Q(state=ProposalState.DRAFT)  # a draft is the investor's alone

    def search_words(self) -> list[str]:
        return [*self.title.values(), self.organisation.name]

"""Memoranda, agreements, contracts, roadmaps: what a paper says, what it amends and which deal it tells again."""

from __future__ import annotations

from collections.abc import Iterator

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.agreements.states import SIGNED_STATES, WAYS, AgreementState
from kelisim.common import checks
from kelisim.common.columns import unit_group
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import ChosenFields, LedgerModel, OfficeRecord, money_checks, period_checks, tracked_by_day
from kelisim.common.models import Area, Source
from kelisim.events.models import Event, Meeting
from kelisim.parties.models import acts_for
from kelisim.projects.models import Project, Proposal


class AgreementKind(models.TextChoices):
    """What kind of paper it is."""

    MEMORANDUM = "memorandum", _("Memorandum")
    AGREEMENT = "agreement", _("Agreement")
    CONTRACT = "contract", _("Contract")
    ROADMAP = "roadmap", _("Roadmap")


class Amendable(models.TextChoices):
    """What an amendment may change."""

    AMOUNT = "amount", _("Amount")
    START = "start", _("First day")
    END = "end", _("Last day")
    SECTOR = "sector", _("Sector (ISIC)")
    TEXT = "text", _("Subject")


@tracked_by_day
class Agreement(OfficeRecord, ChosenFields):
    """A paper that parties sign, with its amount in its own currency and what each promised.

    A paper that is amended holds the values that are valid now; `first_values` are those with which it was signed.
    """

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
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("came of the meeting"), null=True, blank=True, related_name="agreements"
    )
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
    changes = ArrayField(
        models.CharField(max_length=10, choices=Amendable.choices), verbose_name=_("what it changes"), default=list,
        blank=True,
    )  # fmt: skip
    first_values = models.JSONField(_("values at the signing"), default=dict, blank=True, editable=False)
    proposals = models.ManyToManyField(Proposal, blank=True, through="AgreementProposal", related_name="agreements")
    projects = models.ManyToManyField(Project, blank=True, through="AgreementProject", related_name="agreements")
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="agreements"
    )

    public_fields = (
        "public_id", "kind", "number", "title", "text", "state", "area", "partner", "event", "sector", "amount",
        "currency", "signed_on", "start", "end", "parties", "same_as", "amends", "is_sample",
    )  # fmt: skip

    choosable = {
        "number": ("number",),
        "text": ("text",),
        "partner": ("partner",),
        "event": ("event",),
        "sector": ("sector",),
        "amount": ("amount", "currency"),
        "validity": ("start", "end"),
        "parties": (),
        "projects": (),
        "source": ("source",),
    }

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
            models.CheckConstraint(condition=~Q(amends=models.F("pk")), name="agreement_does_not_amend_itself"),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | Q(same_as__isnull=True), name="agreement_amends_or_repeats"
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=False) | Q(changes=[]), name="agreement_only_amendments_change"
            ),
        ]
        indexes = [
            # What lists, ladder and pages of regions count, add up and order by, beside the wide rows.
            models.Index(
                fields=["office", "signed_on", "id"],
                include=[
                    "published_at", "state", "kind", "area", "partner", "event", "sector", "amount", "currency", "same_as", "amends",
                    "hidden_fields",
                ],
                condition=Q(archived_at__isnull=True),
                name="agreement_work",
            ),
            models.Index(
                OrderBy(unit_group("amount", "currency"), nulls_last=True),
                OrderBy(F("amount"), descending=True, nulls_last=True),
                F("id").desc(),
                condition=Q(archived_at__isnull=True),
                name="agreement_amount",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.FSM(name="agreement_ways", field="state", transitions=[(way.before, way.after) for way in WAYS])
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.state in SIGNED_STATES:
            yield from checks.check_required(self, ["signed_on"], _("Say on which day it was signed."))
        yield from checks.check_order(self, "signed_on", "end")
        if self.pk is not None and self.same_as_id == self.pk:
            message = _("An agreement cannot repeat itself: choose the first announcement.")
            yield "same_as", ValidationError(message, code="same_as_itself")
        yield from self._findings_as_amendment()

    def _findings_as_amendment(self) -> Iterator[checks.Finding]:
        if self.amends_id is None:
            if self.changes:
                yield "changes", ValidationError(_("Say first which paper it amends."), code="amends")
            return
        if self.pk is not None and self.amends_id == self.pk:
            yield "amends", ValidationError(_("A paper cannot amend itself."), code="amends_itself")
        if self.amends.office_id != self.office_id:
            yield "amends", ValidationError(_("Choose a paper of the same office."), code="other_office")
        if self.same_as_id is not None:
            message = _("An amendment is no second announcement of a deal. Undo one of the two.")
            yield "amends", ValidationError(message, code="amends_or_repeats")
        message = _("Give the new value, or take the tick away from “What it changes”.")
        for name in self.changes:
            yield from checks.check_required(self, [name], message)

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_signed(self) -> bool:
        """Whether all parties have signed it and it has not come to its end."""
        return self.state in SIGNED_STATES

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "parties__organisation__")
        return super().own_q(user)

    def search_words(self) -> list[str]:
        is_told = self.pk and (self.shows("parties") or not self.is_without_hidden)
        parties = [str(row.organisation) for row in self.parties.select_related("organisation")] if is_told else []
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

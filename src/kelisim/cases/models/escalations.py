"""To whom a case is carried up, and by which rule of size and age."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Office, Role, User
from kelisim.cases.models.cases import MOST_DAYS, Case, CaseCategory, CaseKind, CasePart
from kelisim.common import checks
from kelisim.common.ledger import LedgerModel, tracked


class EscalationLevel(models.TextChoices):
    """How far up a case is carried."""

    HEAD = "head", _("Head of office")
    GOVERNOR = "governor", _("Governor")
    AGENCY = "agency", _("National agency")


@tracked
class EscalationRule(LedgerModel):
    """Cases of this size and of this age go up to that level. What a rule leaves open it does not ask for."""

    level = models.CharField(_("goes up to"), max_length=8, choices=EscalationLevel.choices)
    after_days = models.PositiveSmallIntegerField(
        _("after working days"), help_text=_("Working days on the clock, pauses left out; 0 for at once.")
    )
    least_tenge = models.DecimalField(
        _("project of at least, tenge"), max_digits=24, decimal_places=2, null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CaseKind.choices, blank=True)
    category = models.ForeignKey(
        CaseCategory, models.PROTECT, verbose_name=_("category"), null=True, blank=True, related_name="+"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("office"), null=True, blank=True, related_name="+",
        help_text=_("Empty for all offices."),
    )  # fmt: skip
    person = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("to whom"), null=True, blank=True, related_name="+",
        help_text=_("Empty for every head of the office, or for everybody of the agency."),
    )  # fmt: skip

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("rule of escalation"), _("rules of escalation")
        ordering = ["after_days", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=EscalationLevel.values), name="escalation_rule_level_known"),
            models.CheckConstraint(condition=Q(after_days__lte=MOST_DAYS), name="escalation_rule_days"),
            models.CheckConstraint(
                condition=Q(least_tenge__isnull=True) | Q(least_tenge__gt=0), name="escalation_rule_size"
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "least_tenge")
        if isinstance(self.after_days, int) and self.after_days > MOST_DAYS:
            message = _("Enter from %(least)s to %(most)s working days.")
            yield "after_days", ValidationError(message, code="days", params={"least": 0, "most": MOST_DAYS})
        if self.person is not None and not self._may_hear():
            message = _("%(person)s would not see the cases. Choose a head of that office, or somebody of the agency.")
            yield "person", ValidationError(message, code="person", params={"person": self.person})

    def _may_hear(self) -> bool:
        if self.level == EscalationLevel.AGENCY:
            return self.person.role == Role.AGENCY
        is_there = self.office_id is None or self.person.office_id == self.office_id
        return self.person.role == Role.HEAD and is_there

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.after_days}"

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(pk__isnull=False) if user.is_staff_member else Q(pk__in=[])


@tracked
class Escalation(CasePart):
    """A case was carried up to a person by a rule; it stays on that person's day until it is taken note of or closed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="escalations")
    level = models.CharField(_("goes up to"), max_length=8, choices=EscalationLevel.choices)
    rule = models.ForeignKey(EscalationRule, models.PROTECT, verbose_name=_("rule"), related_name="+")
    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("to whom"), related_name="escalations")
    days = models.PositiveSmallIntegerField(_("working days on the clock"))
    sent_at = models.DateTimeField(_("notice sent"), null=True, blank=True)
    noted_at = models.DateTimeField(_("taken note of"), null=True, blank=True)

    class Meta(CasePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("escalation"), _("escalations")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["case", "level", "person"], name="escalation_once")]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.person}"

    @classmethod
    def own_q(cls, user: User) -> Q:
        return super().own_q(user) if user.is_staff_member else Q(pk__in=[])

"""Investors' problems, questions and complaints, with an owner and a clock."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, tracked
from kelisim.common.models import File
from kelisim.parties.models import Organisation, acts_for
from kelisim.projects.models import Project
from kelisim.zones.models import Zone


class CaseKind(models.TextChoices):
    """What an investor comes with."""

    QUESTION = "question", _("Question")
    PROBLEM = "problem", _("Problem")
    COMPLAINT = "complaint", _("Complaint")


class CaseState(models.TextChoices):
    """How far a case has come."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed without a solution")


@tracked
class Case(OfficeRecord):
    """One problem or question of an investor or a resident."""

    kind = models.CharField(_("kind"), max_length=10, choices=CaseKind.choices)
    title = TranslatedField(_("title"))
    text = TranslatedField(_("what is the matter"), is_long=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("investor"), related_name="cases")
    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="cases"
    )
    zone = models.ForeignKey(Zone, models.PROTECT, verbose_name=_("zone"), null=True, blank=True, related_name="cases")
    state = models.CharField(_("state"), max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="cases"
    )
    opened_at = models.DateTimeField(_("opened"))
    due = DayField(_("answer due"), null=True, blank=True)
    answered_at = models.DateTimeField(_("first answer"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("case"), _("cases")
        ordering = ["-opened_at", "-pk"]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        for name in ("answered_at", "closed_at"):
            moment = getattr(self, name)
            if moment is not None and self.opened_at is not None and moment < self.opened_at:
                yield name, ValidationError(_("This lies before the day on which the case was opened."), code="order")
        if self.project is not None and self.project.office_id != self.office_id:
            yield "project", ValidationError(_("Choose a project of this office."), code="other_office")

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        return acts_for(user, "organisation__") if user.role == Role.INVESTOR else super().own_q(user)

    def search_words(self) -> list[str]:
        return [*self.title.values(), self.organisation.name]


@tracked
class CaseMessage(LedgerModel):
    """One word in a case: a question, an answer or a note for colleagues."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    is_internal = models.BooleanField(_("for colleagues only"), default=False)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("message"), _("messages")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def own_q(cls, user: User) -> Q:
        own = Q(case__in=Case.everything.filter(Case.own_q(user)))
        return own & Q(is_internal=False) if user.role == Role.INVESTOR else own

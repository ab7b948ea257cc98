"""Launches and jobs: claimed by one person with evidence, confirmed by another."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.common import checks, formats
from kelisim.common.fields import DayField
from kelisim.common.ledger import tracked
from kelisim.common.models import File
from kelisim.projects.models.projects import ProjectPart


class Milestone(models.TextChoices):
    """What counts only when a second person confirms it."""

    LAUNCH = "launch", _("Launch")
    JOBS = "jobs", _("Jobs created")


@tracked
class Confirmation(ProjectPart):
    """A launch, or jobs created: claimed by one person with evidence, confirmed by another."""

    milestone = models.CharField(_("what"), max_length=10, choices=Milestone.choices)
    day = DayField(_("day"))
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    evidence = models.ForeignKey(
        File, models.PROTECT, verbose_name=_("evidence"), null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("reference"), max_length=500, blank=True)
    claimed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(_("why it was not confirmed"), max_length=1000, blank=True)

    class Meta(ProjectPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("confirmation"), _("confirmations")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("claimed_by")),
                name="confirmation_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmation_complete",
            ),
            models.CheckConstraint(
                condition=Q(refused_by__isnull=True, refused_at__isnull=True)
                | (Q(refused_by__isnull=False, refused_at__isnull=False) & ~Q(refused_by=models.F("claimed_by"))),
                name="confirmation_refused_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(refused_by__isnull=True) | Q(confirmed_by__isnull=True), name="confirmation_decided_once"
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.milestone == Milestone.JOBS:
            yield from checks.check_required(self, ["jobs"], _("Say how many jobs."))
        if not self.evidence_id and not self.reference:
            message = _("Give the evidence: a file, or the number of the paper.")
            yield "reference", ValidationError(message, code="evidence")
        if self.refused_by_id is not None:
            yield from checks.check_required(self, ["refusal"], _("Say what is lacking in the evidence."))

    @property
    def is_decided(self) -> bool:
        """Whether a second person has confirmed or refused it."""
        return self.confirmed_by_id is not None or self.refused_by_id is not None

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} · {formats.day(self.day)}"

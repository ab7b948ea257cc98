"""What a person decided on two papers that looked alike."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.agreements.models.papers import Agreement, AgreementPart
from kelisim.common import checks
from kelisim.common.ledger import tracked


class Verdict(models.TextChoices):
    """What two papers are to each other that are not one deal. That they are one is said by `Agreement.same_as`."""

    RELATED = "related", _("Related: two deals of the same parties")
    DIFFERENT = "different", _("Nothing to do with each other")


@tracked
class AgreementPair(AgreementPart):
    """Two papers of which a person said that they are not one deal; the suggestion does not come back."""

    other = models.ForeignKey(Agreement, models.CASCADE, verbose_name=_("other agreement"), related_name="paired_with")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("decided by"), related_name="+")

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("pair of agreements"), _("pairs of agreements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "other"], condition=Q(archived_at__isnull=True), name="agreement_pair_once"
            ),
            models.CheckConstraint(condition=~Q(agreement=models.F("other")), name="agreement_pair_of_two"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if self.agreement_id == self.other_id:
            yield "other", ValidationError(_("Choose another agreement than this one."), code="itself")

    def __str__(self) -> str:
        return f"{self.agreement} – {self.other}"

"""A signature file of a paper: its exact bytes, what it signs, whom it names, and what a verifying service said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.agreements.models.papers import AgreementPart
from kelisim.agreements.models.parts import AgreementFile
from kelisim.common.ledger import tracked
from kelisim.common.models import File


class Fit(models.TextChoices):
    """Whether a signature was made over the document that it is kept with."""

    YES = "yes", _("Made over these bytes")
    UNKNOWN = "unknown", _("Not known: the digest cannot be computed here")


class Proof(models.TextChoices):
    """What is known of a signature: nothing, or what the service that was asked has said."""

    NONE = "none", _("Signed, not verified here")
    VALID = "valid", _("Valid, says the verifying service")
    INVALID = "invalid", _("Not valid, says the verifying service")


@tracked
class AgreementSignature(AgreementPart):
    """A signature file made by the national signing client."""

    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("signature file"), related_name="+")
    document = models.ForeignKey(
        AgreementFile, models.PROTECT, verbose_name=_("document that it signs"), null=True, blank=True,
        related_name="signatures",
    )  # fmt: skip
    signers = models.JSONField(_("signers as the file names them"), default=list)
    is_detached = models.BooleanField(_("the document lies in another file"), default=True)
    fit = models.CharField(_("document"), max_length=8, choices=Fit.choices, default=Fit.UNKNOWN)
    proof = models.CharField(_("verification"), max_length=8, choices=Proof.choices, default=Proof.NONE)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True, editable=False)
    service = models.CharField(_("verifying service"), max_length=300, blank=True, editable=False)
    answer = models.CharField(_("its answer"), max_length=500, blank=True, editable=False)

    class Meta(AgreementPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("signature file"), _("signature files")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proof=Proof.NONE) | Q(asked_at__isnull=False) & ~Q(service=""),
                name="agreement_signature_proof_has_source",
            )
        ]

    def __str__(self) -> str:
        return str(self.file)

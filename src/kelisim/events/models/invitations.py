"""Invitations with their personal links, and delegations that come as one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.common.choices import Language
from kelisim.common.ledger import tracked
from kelisim.common.models import Area
from kelisim.events.models.events import EventPart
from kelisim.events.models.participations import Participation
from kelisim.parties.models import Organisation, Person


@tracked
class Delegation(EventPart):
    """People of one country or body who come to an event as one; its leader names them."""

    name = TranslatedField(_("name"))
    country = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    leader = models.ForeignKey(
        Participation, models.SET_NULL, verbose_name=_("leader"), null=True, blank=True, related_name="leads"
    )
    seats = models.PositiveSmallIntegerField(_("people, at most"), null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("delegation"), _("delegations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)


class InvitationState(models.TextChoices):
    """What became of an invitation."""

    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    REVOKED = "revoked", _("Withdrawn")


@tracked
class Invitation(EventPart):
    """An invitation to an organisation: a letter in the invitee's language with a personal link, and the answer.

    The link is signed, not kept: `link_number` is part of what is signed, so that a new number ends the old link.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="invitations"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), null=True, blank=True, related_name="invitations"
    )
    delegation = models.ForeignKey(
        Delegation, models.SET_NULL, verbose_name=_("delegation"), null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language of the letter"), max_length=10, choices=Language.choices)
    seats = models.PositiveSmallIntegerField(_("people, at most"), default=3)
    words = TranslatedField(_("words of the letter"), blank=True, is_long=True)
    state = models.CharField(
        _("state"), max_length=8, choices=InvitationState.choices, default=InvitationState.DRAFT, editable=False
    )
    link_number = models.PositiveIntegerField(default=1, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "email"],
                condition=Q(archived_at__isnull=True),
                name="invitation_once",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="invitation_seats_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.email}"

"""Who takes part in an event."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.ledger import tracked
from kelisim.events.models.events import EventPart
from kelisim.parties.models import Organisation, Person, acts_for


class ParticipationRole(models.TextChoices):
    """As what somebody takes part."""

    PARTICIPANT = "participant", _("Participant")
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    LEADER = "leader", _("Leader of the delegation")
    MEMBER = "member", _("Member of the delegation")
    COMPANION = "companion", _("Companion")
    OFFICIAL = "official", _("Official")
    INTERPRETER = "interpreter", _("Interpreter")


class ParticipationState(models.TextChoices):
    """How far a participation has come."""

    INVITED = "invited", _("Invited")
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Declined")
    CHECKED_IN = "checked_in", _("Checked in")
    NO_SHOW = "no_show", _("Did not come")


@tracked
class Participation(EventPart):
    """An organisation or a person at an event."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="participations")
    role = models.CharField(
        _("role"), max_length=12, choices=ParticipationRole.choices, default=ParticipationRole.PARTICIPANT
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ParticipationState.choices, default=ParticipationState.INVITED
    )
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("meetings at a time"), default=1)
    max_per_day = models.PositiveSmallIntegerField(_("meetings a day, at most"), null=True, blank=True)
    delegation = models.ForeignKey(
        "events.Delegation",
        models.SET_NULL,
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        related_name="members",
    )
    invitation = models.ForeignKey(
        "events.Invitation", models.SET_NULL, null=True, blank=True, editable=False, related_name="participations"
    )
    instead_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="successors"
    )
    badge = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    link_number = models.PositiveIntegerField(default=1, editable=False)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    calendar_number = models.PositiveIntegerField(default=1, editable=False)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("participation"), _("participations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="participation_of_somebody"
            ),
            models.UniqueConstraint(
                fields=["event", "organisation", "person"],
                condition=Q(archived_at__isnull=True),
                nulls_distinct=False,
                name="participation_once",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="participation_capacity_positive"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_one_of(
            self, "organisation", "person", _("Say who takes part: an organisation, a person or both.")
        )
        yield from checks.check_positive(self, "capacity")

    def __str__(self) -> str:
        return str(self.organisation or self.person)

    @property
    def code(self) -> str:
        """What stands below the QR of the badge, for those who type it: eight signs of the badge's number."""
        digits = self.badge.hex[:8].upper()
        return f"{digits[:4]}-{digits[4:]}"

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "organisation__")
        return super().own_q(user)

"""The states of a paper and the one table of the ways between them; the service asks it, a trigger of the database keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    """How far a paper has come."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    FULFILLED = "fulfilled", _("Fulfilled")
    LAPSED = "lapsed", _("Lapsed")
    TERMINATED = "terminated", _("Terminated")


SIGNED_STATES = (AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.FULFILLED)
UNSIGNED_STATES = (AgreementState.DRAFT, AgreementState.AGREED)
ENDED_STATES = (AgreementState.LAPSED, AgreementState.TERMINATED)


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a state to another; `is_back` undoes what was recorded too early or by mistake."""

    before: AgreementState
    after: AgreementState
    is_back: bool = False

    @property
    def needs_reason(self) -> bool:
        """Whether somebody has to say why."""
        return self.is_back or self.after in ENDED_STATES


DRAFT, AGREED, SIGNED, IN_FORCE, FULFILLED, LAPSED, TERMINATED = AgreementState
# Before the table there is no way: a draft cannot be terminated, for nobody is bound by it; what nobody signed cannot be fulfilled.
WAYS = (
    Way(DRAFT, AGREED),
    Way(DRAFT, SIGNED),
    Way(DRAFT, LAPSED),
    Way(AGREED, SIGNED),
    Way(AGREED, LAPSED),
    Way(AGREED, DRAFT, is_back=True),
    Way(SIGNED, IN_FORCE),
    Way(SIGNED, FULFILLED),
    Way(SIGNED, LAPSED),
    Way(SIGNED, TERMINATED),
    Way(SIGNED, AGREED, is_back=True),
    Way(IN_FORCE, FULFILLED),
    Way(IN_FORCE, LAPSED),
    Way(IN_FORCE, TERMINATED),
    Way(IN_FORCE, SIGNED, is_back=True),
    Way(FULFILLED, IN_FORCE, is_back=True),
    Way(LAPSED, DRAFT, is_back=True),
    Way(LAPSED, SIGNED, is_back=True),
    Way(LAPSED, IN_FORCE, is_back=True),
    Way(TERMINATED, SIGNED, is_back=True),
    Way(TERMINATED, IN_FORCE, is_back=True),
)
TABLE = {(way.before, way.after): way for way in WAYS}


def way(before: str, after: str) -> Way | None:
    """The way between two states, or None where the table has none."""
    return TABLE.get((AgreementState(before), AgreementState(after)))


def ways_from(state: str) -> list[Way]:
    """Where a paper in a state may go, in the order of the table."""
    return [each for each in WAYS if each.before == state]

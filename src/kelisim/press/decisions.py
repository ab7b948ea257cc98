"""What people decide on claims: accept, correct, reject, take back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.models import Area
from kelisim.common.services import change, store
from kelisim.events.models import Event
from kelisim.indicators.models import Observation, Target
from kelisim.indicators.queries import indicator_for
from kelisim.indicators.services import enter_observation, enter_target, leave_figure
from kelisim.press.facts import Facts, check_facts, corrections, facts_of, read_facts
from kelisim.press.models import IN_LEDGER, Claim, ClaimState, RejectReason
from kelisim.press.queries import likely_event, sentence_of
from kelisim.press.services import source_of

UNDECIDED: dict[str, Any] = {
    "state": ClaimState.PENDING,
    "decision": {},
    "decided_by": None,
    "decided_at": None,
    "reason": "",
    "event": None,
}


@action("press.accept_claim")
def accept_claim(claim: Claim, *, event: Event | None = None, version: int | None = None, by: User) -> Claim:
    """Take a claim into the ledger as it was read. Raises `ValidationError` where somebody has decided already."""
    _take_turn(claim, version)
    return _into_ledger(claim, read_facts(claim), event or likely_event(claim), by)


@action("press.correct_claim")
def correct_claim(
    claim: Claim, *, event: Event | None = None, version: int | None = None, by: User, **facts: Any
) -> Claim:
    """Take a claim into the ledger with the fields that the reader got wrong put right; areas by code."""
    _take_turn(claim, version)
    right = replace(facts_of(claim), **facts)
    check_facts(right)
    return _into_ledger(claim, right, event or likely_event(claim), by)


@action("press.reject_claim")
def reject_claim(claim: Claim, *, reason: str, version: int | None = None, by: User) -> Claim:
    """Say that a claim is no figure for the ledger."""
    _take_turn(claim, version)
    _out_of_ledger(claim, by)
    change(claim, {**UNDECIDED, "state": ClaimState.REJECTED, "reason": reason})
    return store(change(claim, {"decided_by": by, "decided_at": timezone.now()}))


@action("press.withdraw_claim")
def withdraw_claim(claim: Claim, *, by: User) -> Claim:
    """Take the figure out of the ledger that rests on words which the corrected text no longer has."""
    _lock(claim)
    _out_of_ledger(claim, by)
    facts = {"state": ClaimState.REJECTED, "reason": RejectReason.CORRECTED, "upheld_by": None, "upheld_at": None}
    return store(change(claim, facts | {"decided_by": by, "decided_at": timezone.now()}))


@action("press.uphold_claim")
def uphold_claim(claim: Claim, *, by: User) -> Claim:
    """Let a figure stand though the corrected text no longer states it: it was stated then."""
    _lock(claim)
    return store(change(claim, {"upheld_by": by, "upheld_at": timezone.now()}))


@action("press.reopen_claim")
def reopen_claim(claim: Claim, *, by: User) -> Claim:
    """Take a decision back: the source leaves the ledger, and the figure too where nothing else states it."""
    _lock(claim)
    _out_of_ledger(claim, by)
    store(change(claim, UNDECIDED))
    _bring_back_what_it_replaced(claim, by)
    return claim


def _into_ledger(claim: Claim, facts: Facts, event: Event | None, by: User) -> Claim:
    _out_of_ledger(claim, by)
    claim.decision = corrections(claim, facts)
    claim.state = ClaimState.CORRECTED if claim.decision else ClaimState.ACCEPTED
    _leave_what_it_replaces(claim, by)
    claim.source = source_of(claim, sentence_of(claim))
    figure = _figure(claim, facts)
    change(claim, {"target": figure} if isinstance(figure, Target) else {"observation": figure})
    if claim.version_of.article.is_published and not figure.is_published:
        common.publish(figure, by=by)
    return store(change(claim, {"event": event, "reason": "", "decided_by": by, "decided_at": timezone.now()}))


def _leave_what_it_replaces(claim: Claim, by: User) -> None:
    """A claim of a corrected text takes the place of what the text said before."""
    old = claim.follows
    if old and old.source_id:
        _out_of_ledger(old, by)


def _bring_back_what_it_replaced(claim: Claim, by: User) -> None:
    """Whoever takes an acceptance back has again what the text before said."""
    old = claim.follows
    is_replaced = old and old.state in IN_LEDGER and old.source_id is None
    if old and is_replaced and read_facts(old) != read_facts(claim):
        _into_ledger(old, facts_of(old), old.event, by)


def _figure(claim: Claim, facts: Facts) -> Target | Observation:
    article = claim.version_of.article
    common_facts = {
        "indicator": indicator_for(facts.measure, facts.of),
        "area": area_of(facts.area, "area"),
        "partner": area_of(facts.partner, "partner"),
        "reporter": article.reporter,
        "source": claim.source,
        **{name: getattr(facts, name) for name in ("start", "end", "value", "unit", "bound", "stage")},
    }
    if facts.is_target:
        return enter_target(article.office, **common_facts)
    return enter_observation(article.office, status=facts.status, **common_facts)


def _out_of_ledger(claim: Claim, by: User) -> None:
    source, figure = claim.source, claim.figure
    change(claim, {"source": None, "target": None, "observation": None})
    if source and figure:
        store(claim)
        leave_figure(figure, source, by=by)


def _take_turn(claim: Claim, version: int | None) -> None:
    _lock(claim)
    if claim.is_decided or (version is not None and claim.version != version):
        raise ValidationError(_("Somebody has decided on this claim in the meantime."), code="decided")


def _lock(claim: Claim) -> None:
    Claim.everything.select_for_update(of=("self",)).get(pk=claim.pk)
    claim.refresh_from_db()


def area_of(code: str | None, field: str) -> Area | None:
    """The place of that code. Raises `ValidationError` beside the field where there is none."""
    if code is None:
        return None
    found = Area.objects.filter(code=code).first()
    if found is None:
        message = _("There is no area “%(code)s”. Choose one of the list.") % {"code": code}
        raise ValidationError({field: message})
    return found

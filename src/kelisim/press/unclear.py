"""What people make of a place that the reader did not understand: a claim, or nothing, with a reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import Event
from kelisim.press import queries
from kelisim.press.decisions import accept_claim, area_of, reopen_claim
from kelisim.press.facts import Facts, check_facts
from kelisim.press.models import PERSON, Claim, DismissReason, Unclear

UNSETTLED: dict[str, Any] = {"settled_by": None, "settled_at": None, "reason": "", "claim": None}


@action("press.settle_place")
def settle_place(
    place: Unclear, *, event: Event | None = None, version: int | None = None, by: User, **facts: Any
) -> Claim:
    """Make a claim of an unclear place and take it into the ledger; areas by code. Raises `ValidationError` by field."""
    _take_turn(place, version)
    stated = Facts(**facts)
    check_facts(stated)
    claim = _claim_of(place, stated)
    _refuse_twin(claim)
    accept_claim(store(claim), event=event, by=by)
    store(change(place, {"claim": claim, "reason": "", "settled_by": by, "settled_at": timezone.now()}))
    return claim


@action("press.dismiss_place")
def dismiss_place(place: Unclear, *, reason: str, version: int | None = None, by: User) -> Unclear:
    """Say why an unclear place becomes no claim."""
    _take_turn(place, version)
    if reason not in DismissReason.values:
        raise ValidationError({"reason": ValidationError(_("Say why it becomes no claim."), code="reason")})
    return store(change(place, {"reason": reason, "settled_by": by, "settled_at": timezone.now()}))


@action("press.reopen_place")
def reopen_place(place: Unclear, *, by: User) -> Unclear:
    """Take back what was made of a place: the claim goes, and its figure where nothing else states it."""
    Unclear.everything.select_for_update(of=("self",)).get(pk=place.pk)
    claim = place.claim
    store(change(place, UNSETTLED))
    if claim and claim.reader == PERSON:
        if claim.is_decided:
            reopen_claim(claim, by=by)
        common.archive(claim, version=None, by=by)
    return place


def _claim_of(place: Unclear, stated: Facts) -> Claim:
    facts = {name: getattr(stated, name) for name in Facts.__dataclass_fields__}
    places = {name: area_of(facts[name], name) for name in ("area", "partner")}
    language = place.version_of.article.language
    evidence = {
        "language": language,
        "sentence": list(queries.span_of_sentence(place)),
        "fields": {},
        "runner_up": None,
    }
    where = {"offset": place.offset, "length": place.length, "quote": place.quote}
    return Claim(version_of=place.version_of, evidence=evidence, reader=PERSON, rule=PERSON, **where, **facts | places)


def _refuse_twin(claim: Claim) -> None:
    same = {name: getattr(claim, name) for name in ("offset", "length", "measure", "of", "unit")}
    if Claim.objects.filter(version_of=claim.version_of, **same).exists():
        raise ValidationError(
            _("This place states that claim already: look among the claims of the article."), code="unique"
        )


def _take_turn(place: Unclear, version: int | None) -> None:
    Unclear.everything.select_for_update(of=("self",)).get(pk=place.pk)
    place.refresh_from_db()
    if place.is_settled or (version is not None and place.version != version):
        raise ValidationError(_("Somebody has settled this place in the meantime."), code="settled")

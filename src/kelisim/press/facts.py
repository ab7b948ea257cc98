"""What a claim states after what a person decided: the reading with the corrections laid over it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.common import checks
from kelisim.common.choices import FactStatus, Measure
from kelisim.common.models import Area
from kelisim.engines.values import units
from kelisim.indicators.models import unit_findings
from kelisim.press.models import Claim
from kelisim.press.reading import ReadClaim


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields that reader and people fill; areas by code, nothing said is empty."""

    measure: str
    of: str
    value: Decimal
    unit: str
    bound: str
    status: str
    stage: str
    start: date | None
    end: date | None
    area: str | None
    partner: str | None

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit.isupper()

    @property
    def is_target(self) -> bool:
        """Whether somebody set the figure."""
        return self.status == FactStatus.TARGET


NAMES = tuple(one.name for one in fields(Facts))


def read_facts(claim: Claim) -> Facts:
    """What the machine read."""
    codes: dict[str, Any] = {name: place.code if place else None for name, place in _places(claim)}
    return Facts(**{name: codes[name] if name in codes else getattr(claim, name) for name in NAMES})


def _places(claim: Claim) -> tuple[tuple[str, Area | None], ...]:
    return ("area", claim.area), ("partner", claim.partner)


def facts_of(claim: Claim) -> Facts:
    """What counts: the reading, with the corrections of a person."""
    return replace(read_facts(claim), **{name: _from_json(name, value) for name, value in claim.decision.items()})


def new_facts(claim: ReadClaim) -> Facts:
    """What a reading says, before it is a row."""
    return Facts(**{name: getattr(claim, name) for name in NAMES})


def corrections(claim: Claim, facts: Facts) -> dict[str, Any]:
    """The fields in which `facts` differ from the reading, as they are kept."""
    read = read_facts(claim)
    changed = (name for name in NAMES if getattr(facts, name) != getattr(read, name))
    return {name: _to_json(getattr(facts, name)) for name in changed}


def check_facts(facts: Facts) -> None:
    """Raise `ValidationError` by field where the facts do not fit together."""
    checks.raise_all(_findings(facts))


def _findings(facts: Facts) -> Any:
    yield from unit_findings(facts.measure, facts.unit)
    if (facts.measure == Measure.GROWTH) != bool(facts.of):
        yield "of", ValidationError(_("Say which measure grew, for growth and for nothing else."), code="of")
    if facts.stage and facts.measure not in units.STAGED_MEASURES:
        yield (
            "stage",
            ValidationError(
                _("Only projects, their value and enterprises have a stage. Leave it empty."), code="stage"
            ),
        )
    if facts.start and facts.end and facts.end < facts.start:
        yield "end", ValidationError(_("The last day lies before the first. Swap the two."), code="order")
    if facts.value < 0 and facts.measure != Measure.GROWTH:
        yield (
            "value",
            ValidationError(_("A negative number makes no sense here: leave out the minus."), code="negative"),
        )


def _to_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def _from_json(name: str, value: Any) -> Any:
    if name == "value":
        return Decimal(value)
    return date.fromisoformat(value) if name in ("start", "end") and value else value

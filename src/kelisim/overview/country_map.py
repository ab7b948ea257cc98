"""The country as tiles: which figures there are for regions, and their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from kelisim.common.models import AreaKind
from kelisim.overview.figures import Said, fulfilments, published_figures

PLAN = "plan"
PLAN_BANDS = (60, 80, 95, 110)


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing that the map can show in one year: values by region, and the figures behind them."""

    key: str
    year: int
    sample: Said
    values: dict[str, Decimal]
    figures: dict[str, Said]
    is_plan: bool

    @property
    def unit(self) -> str:
        return "percent" if self.is_plan else self.sample.record.unit

    @property
    def bands(self) -> Sequence[Decimal | int]:
        return PLAN_BANDS if self.is_plan else bands_of(list(self.values.values()))


def regional_figures() -> list[Said]:
    """Published real figures of regions without a partner country."""
    where = Q(
        area__kind=AreaKind.REGION, area__parent__code="KZ", area__is_sample=False, partner__isnull=True, sector=""
    )
    return published_figures(where)


def layers_of(figures: Sequence[Said]) -> list[Layer]:
    """What the map can show: plans held against actual figures first, then what most regions report."""
    found = [*_plan_layers(figures), *_value_layers(figures)]
    return sorted(found, key=lambda layer: (not layer.is_plan, -len(layer.values), -layer.year, layer.key))


def _plan_layers(figures: Sequence[Said]) -> list[Layer]:
    groups: dict[tuple[Any, ...], dict[str, Any]] = defaultdict(dict)
    for plan in fulfilments(figures):
        record: Any = plan.target.record
        groups[record.indicator.code, record.unit, record.end.year][record.area.code] = plan
    return [
        Layer(
            key=f"{PLAN}.{code}.{unit}",
            year=year,
            sample=next(iter(plans.values())).target,
            values={area: plan.percent for area, plan in plans.items()},
            figures={area: plan.actual for area, plan in plans.items()},
            is_plan=True,
        )
        for (code, unit, year), plans in groups.items()
    ]


def _value_layers(figures: Sequence[Said]) -> list[Layer]:
    groups: dict[tuple[Any, ...], dict[str, Said]] = defaultdict(dict)
    for said in figures:
        record: Any = said.record
        if said.is_target or record.end is None or record.indicator.measure == "growth":
            continue
        key = (f"{record.indicator.code}.{record.unit}.{record.status}.{record.stage}", record.end.year)
        known = groups[key].get(record.area.code)
        if known is None or (known.record.end or record.end) < record.end:
            groups[key][record.area.code] = said
    return [
        Layer(key, year, next(iter(own.values())), {code: said.value for code, said in own.items()}, own, is_plan=False)
        for (key, year), own in groups.items()
    ]


def bands_of(values: list[Decimal]) -> list[Decimal]:
    """Four ends that part the values into fifths, on round numbers."""
    high = max(values, default=Decimal(0)) or Decimal(1)
    step = _round_up(high / 5)
    return [step * place for place in (1, 2, 3, 4)]


def _round_up(value: Decimal) -> Decimal:
    size = Decimal(10) ** value.adjusted()
    return next(size * lead for lead in (1, 2, 5, 10) if size * lead >= value)

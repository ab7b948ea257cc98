"""Each sentence's quantities become drafts of claims: measure, then fate, time and place."""

from __future__ import annotations

from kelisim.engines.reading.drafts import Draft, Memory
from kelisim.engines.reading.fates import inherit, set_status
from kelisim.engines.reading.growth import measure_growth
from kelisim.engines.reading.measures import measure_counts, measure_money, measure_parts
from kelisim.engines.reading.places import Ground, set_places
from kelisim.engines.reading.times import set_when
from kelisim.engines.reading.view import View


def attach(view: View, ground: Ground, memory: Memory) -> list[Draft]:
    """Counts come first, for sums, parts and changes lean on them."""
    drafts = _measured(view, memory)
    for draft in drafts:
        set_status(draft, memory)
        inherit(draft)
        set_when(draft, memory)
        set_places(draft, ground, memory)
        memory.drafts.append(draft)
    return drafts


def _measured(view: View, memory: Memory) -> list[Draft]:
    if not view.quantities:
        return []
    counts = list(measure_counts(view, memory))
    counts += measure_parts(view, counts, memory)
    drafts = counts + list(measure_money(view, counts, memory))
    return drafts + list(measure_growth(view, drafts, memory))

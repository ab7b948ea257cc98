"""Each Chinese sentence's quantities become drafts of claims: measure, then fate, time and place."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.engines.reading.chinese.anaphors import name_again
from kelisim.engines.reading.chinese.datelines import take_datelines
from kelisim.engines.reading.chinese.fates import inherit, set_status
from kelisim.engines.reading.chinese.growth import measure_growth
from kelisim.engines.reading.chinese.measures import measure_counts, measure_money
from kelisim.engines.reading.chinese.places import ground_of, name_counties, set_places
from kelisim.engines.reading.chinese.when import mark_events, set_when
from kelisim.engines.reading.drafts import Draft, Memory
from kelisim.engines.reading.places import Ground
from kelisim.engines.reading.view import View


def survey(views: Sequence[View]) -> Ground:
    """What the article as a whole tells of its places and of the day of its event."""
    sent_from = take_datelines(views)
    name_again(views)
    name_counties(views)
    mark_events(views)
    return ground_of(views, sent_from)


def attach(view: View, ground: Ground, memory: Memory) -> list[Draft]:
    """Counts come first, for sums and changes lean on them; fates are told in the order of the text."""
    if not view.quantities:
        return []
    view.extra["day"] = memory.day
    drafts = list(measure_counts(view, memory))
    drafts += list(measure_money(view, drafts, memory))
    drafts += list(measure_growth(view, drafts, memory))
    view.extra["drafts"] = told = list[Draft]()
    for draft in sorted(drafts, key=lambda draft: (_depth(draft), draft.quantity.number)):
        set_status(draft, memory)
        inherit(draft)
        set_when(draft, memory)
        set_places(draft, ground, memory)
        told.append(draft)
    memory.drafts.extend(sorted(drafts, key=lambda draft: draft.quantity.number))
    return drafts


def _depth(draft: Draft) -> int:
    """What is leant on comes first."""
    depth = 0
    while draft.parent is not None and draft.parent.view is draft.view and depth < 4:
        draft, depth = draft.parent, depth + 1
    return depth

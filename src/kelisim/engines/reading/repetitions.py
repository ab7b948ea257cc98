"""What an article tells twice is one claim: a headline and the sentence below it, a number said again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, getcontext
from heapq import merge
from itertools import islice

from kelisim.engines.reading.drafts import Draft
from kelisim.engines.reading.measures import KINDS
from kelisim.engines.values import Bound, Measure

ROUGHLY = Decimal("0.85")  # how far a rounded figure may lie from the exact one
# How many earlier claims of one number are compared: time stays linear in a text that says it on and on.
LOOKED_AT = 1000
Key = tuple[object, ...]
NO_DAYS: Key = ()


def without_repetitions(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    seen: dict[Key, _Earlier] = {}
    below, parts = _Below(drafts), _parts_by_whole(drafts)
    for draft in sorted(drafts, key=lambda d: d.view.line.starts[d.quantity.first]):
        if draft.view.index == 0 and below.tells(draft):
            continue
        earlier = seen.setdefault((draft.measure, draft.of, draft.value, draft.unit, draft.area), _Earlier())
        same = earlier.like(draft)
        if same is not None:
            _complete(same, draft)
            for part in parts.get(id(same), ()):
                if part.view is same.view and part.when is None:
                    part.when = same.when
            continue
        earlier.add(draft)
        kept.append(draft)
    return kept


def _parts_by_whole(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            found.setdefault(id(draft.parent), []).append(draft)
    return found


# -- headlines


class _Below:
    """The numbers below the headline, by what they measure."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of_kind = set[Key]()  # investment that is called direct or in fixed capital, with its value
        self._told = set[Key]()
        found: dict[Key, set[Decimal]] = {}
        units = {draft.unit for draft in drafts if draft.view.index == 0}
        for draft in drafts:
            if draft.view.index == 0 or draft.unit not in units:
                continue
            self._told.add((draft.measure, draft.of, draft.unit, draft.value))
            if draft.measure in KINDS:
                self._of_kind.add((draft.unit, draft.value))
            if draft.bound is Bound.EXACT and draft.value:
                for key in _keys(draft):
                    found.setdefault(key, set()).add(draft.value)
        self._exact = {key: sorted(values) for key, values in found.items()}

    def tells(self, headline: Draft) -> bool:
        """A headline that rounds a sum, or calls investment what the text calls direct or in fixed capital."""
        if (
            headline.measure,
            headline.of,
            headline.unit,
            headline.value,
        ) in self._told and headline.view.sentence.lexicon.is_latin:
            return True
        keys: list[Key] = [(headline.measure, headline.of, headline.unit)]
        if headline.measure is Measure.INVESTMENT:
            if (headline.unit, headline.value) in self._of_kind:
                return True
            keys.append((headline.unit,))
        return any(_is_rounded(headline, value) for key in keys for value in self._nearest(key, headline.value))

    def _nearest(self, key: Key, value: Decimal) -> Sequence[Decimal]:
        """The value itself and its neighbours: what is farther off is rounded only where they are."""
        values = self._exact.get(key, [])
        at = bisect_left(values, value)
        return values[max(0, at - 1) : at + 2]


def _keys(draft: Draft) -> Iterable[Key]:
    """What a number is looked for under: its measure, and any kind of investment."""
    yield draft.measure, draft.of, draft.unit
    if draft.measure in KINDS:
        yield (draft.unit,)


def _is_rounded(headline: Draft, exact: Decimal) -> bool:
    """`近900亿元` above, `876.4亿元` below: a headline rounds what the text tells exactly."""
    ratio = headline.value / exact
    match headline.bound:
        case Bound.ABOUT:
            return ROUGHLY <= ratio <= 1 / ROUGHLY
        case Bound.OVER:
            return ROUGHLY <= ratio < 1
        case Bound.UNDER:
            return 1 < ratio <= 1 / ROUGHLY
    is_cut = headline.measure is Measure.GROWTH and int(exact) == headline.value  # 16 % above, 16.5 % below
    return headline.value != exact and (is_cut or _rounded_like(exact, headline.value) == headline.value)


def _rounded_like(value: Decimal, pattern: Decimal) -> Decimal | None:
    """A value with as many significant digits as another has; None where that is more digits than are reckoned with."""
    exponent = int(pattern.normalize().as_tuple().exponent)
    if value.adjusted() - exponent >= getcontext().prec:
        return None
    return value.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP)


# -- repetitions


class _Earlier:
    """The claims of one number in one area, in the order of the text, and which of them tell which time."""

    def __init__(self) -> None:
        self._all: list[Draft] = []
        self._of_time: dict[Key, list[int]] = {}

    def add(self, draft: Draft) -> None:
        self._of_time.setdefault(_days(draft), []).append(len(self._all))
        self._all.append(draft)

    def like(self, draft: Draft) -> Draft | None:
        """The first of which this one is a repetition: it tells the same time, or one of them tells none."""
        if not self._all:
            return None
        numbers: Iterable[int] = range(len(self._all))
        if _days(draft) != NO_DAYS:
            numbers = merge(self._of_time.get(_days(draft), ()), self._of_time.get(NO_DAYS, ()))
        found = (self._all[number] for number in islice(numbers, LOOKED_AT))
        return next((one for one in found if _is_same(one, draft)), None)


def _days(draft: Draft) -> Key:
    when = draft.when
    return (when.start, when.end) if when and when.start else NO_DAYS


def _complete(earlier: Draft, later: Draft) -> None:
    """A headline tells the number, the text below when it was and how far it has come."""
    if earlier.view.index > 0:
        return
    if earlier.when is None or not (earlier.when.start or earlier.when.end):
        earlier.when = later.when
    if earlier.stage is None:
        earlier.stage = later.stage
    if earlier.partner is None:
        earlier.partner = later.partner


def _is_same(earlier: Draft, later: Draft) -> bool:
    """The same number with the same meaning: no field that both tell may differ."""
    if earlier.view is later.view and earlier.measure is not Measure.GROWTH:
        return False
    if earlier.view.sentence.is_item and later.view.sentence.is_item and earlier.view is not later.view:
        return False
    before, after = earlier.when, later.when
    times_differ = bool(
        before and after and before.start and after.start and (before.start, before.end) != (after.start, after.end)
    )
    if _is_whole_again(later):
        return earlier.area == later.area
    return not times_differ and earlier.area == later.area and earlier.status is later.status


def _is_whole_again(draft: Draft) -> bool:
    """`fourteen of this year's 46 projects`: the whole is named for the sake of its part."""
    view, first = draft.view, draft.quantity.first
    if view.is_verb_final and view.tokens[draft.quantity.last].case == "genitive":  # жиырма үш жобаның жетеуі
        return any(q.kind == "part" and q.first == draft.quantity.last + 1 for q in view.quantities)
    parts = (
        q for q in view.quantities if q.kind == "count" and q.noun_at == draft.quantity.noun_at and q.first < first
    )
    return any("out_of" in view.matches.particles(q.number_end) for q in parts)

"""Changes: which measure grew or fell, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kelisim.engines.reading.drafts import MEASURE_OF_CUE, Draft, Memory, new_draft
from kelisim.engines.reading.lists import is_index_list
from kelisim.engines.reading.measures import CLAUSE_COST, distance, is_sold, kind_of
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure

M = Measure
HUNDRED, LEAST_INDEX = 100, 40
LEAST_LEVEL = 50
LISTED = 8  # words between two places with their growth
OTHER_SUBJECTS = frozenset(("grow", "fall", "share", "norm", "output", "other"))
SIGNS = {"+": 1, "–": -1, "-": -1}
ASIDE, LIST_WORDS = 3, 9  # words
UNCHANGED = (M.GROWTH, M.LAND_AREA)  # what a change told without its subject is never of
COUNT_OF_CUE = {
    "jobs": M.JOBS,
    "staff": M.JOBS,
    "project": M.PROJECT_COUNT,
    "enterprise": M.ENTERPRISE_COUNT,
    "agreement": M.AGREEMENT_COUNT,
    "participant": M.PARTICIPANT_COUNT,
}


def measure_growth(view: View, drafts: list[Draft], memory: Memory) -> Iterator[Draft]:
    last: tuple[Quantity, Cue | None] | None = None
    for quantity in view.quantities:
        if quantity.kind not in ("percent", "times"):
            continue
        change = _change_cue(view, quantity) or _change_of_list(view, quantity)
        is_level = change is None and _is_level_of_time(view, quantity)
        is_times = change is None and _is_times_of_time(view, quantity)
        if change is None and last is not None and _is_next_of_list(view, last[0], quantity):
            change = last[1]
        sign = 0 if change else _sign(view, quantity)
        is_listed = change is None and is_index_list(view, quantity, memory)
        if (change is None and not is_listed and not sign and not is_level and not is_times) or _is_no_growth(
            view, quantity
        ):
            continue
        of, at, parent = _measure_that_grew(view, quantity, drafts, memory)
        if of is None:
            continue
        draft = new_draft(view, quantity, M.GROWTH, quantity.unit, "growth", change.first if change else None)
        draft.of, draft.parent = of, parent
        if sign:
            draft.value = sign * quantity.value
        elif is_level:
            draft.value = quantity.value - HUNDRED
        elif change is None and not is_times:
            draft.value = _listed_change(quantity, memory)
        else:
            is_level = change is not None and "level" in change.ids and not change.ids & {"grow", "fall"}
            draft.value = (
                quantity.value - HUNDRED if is_level else _change(view, quantity, bool(change and "fall" in change.ids))
            )
        draft.note("of", "subject", at)
        last = (quantity, change)
        yield draft


def _change_cue(view: View, quantity: Quantity) -> Cue | None:
    best, best_cost = None, 9.0
    level = next((cue for cue in view.with_ids(("level",)) if cue.first == quantity.last + 1), None)
    if level is not None and quantity.kind == "percent":
        return level
    is_index = quantity.kind == "percent" and 100 <= quantity.value < 400
    for cue in view.with_ids(("grow", "fall", "base") if is_index else ("grow", "fall")):
        gap = quantity.first - cue.last - 1 if cue.last < quantity.first else cue.first - quantity.last - 1
        is_subject = "change" in view.matches.particles(cue.first) and cue.first == 0
        cost = (gap * 0.4 if is_subject else gap) + 2.0 * abs(view.clauses[cue.first] - view.clauses[quantity.first])
        is_inside = quantity.first <= cue.first <= quantity.last  # екі еселеніп, doubled
        if (gap >= 0 or is_inside) and cost < best_cost:
            best, best_cost = cue, cost
    return best


def _is_next_of_list(view: View, before: Quantity, quantity: Quantity) -> bool:
    """`strongest in Turkistan region (38.4%) and Jetisu region (31.7%)`: nothing but a place between."""
    between = range(before.last + 1, quantity.first)
    is_place = any(place.first in between for place in view.places)
    is_other = any(cue.first in between and cue.ids & OTHER_SUBJECTS for cue in view.cues)
    return view.sentence.lexicon.is_latin and is_place and not is_other and len(between) <= LISTED


def _sign(view: View, quantity: Quantity) -> int:
    """`27,4 млрд долларов (+3,8%)`: a signed percentage right behind the figure that changed."""
    at = quantity.first - 1
    if quantity.kind != "percent" or at < 1 or view.tokens[at].text not in SIGNS:
        return 0
    is_joined = view.line.is_joined(at)
    is_aside = view.tokens[at - 1].text == "(" and any(
        q.kind in ("money", "count") and at - 1 - q.last <= ASIDE for q in view.quantities if q.last < at
    )
    return SIGNS[view.tokens[at].text] if is_joined and is_aside else 0


def _change_of_list(view: View, quantity: Quantity) -> Cue | None:
    """`Түркістанда 28 пайызға, Абайда 19 пайызға артқан`, `снизились на 21%, 17% и 9%`: one word for all of a list."""
    if quantity.kind != "percent" or view.sentence.lexicon.is_latin:
        return None
    percents = [q for q in view.quantities if q.kind == "percent"]
    at = percents.index(quantity)
    behind = _change_along(view, percents[at:]) if view.is_verb_final else None
    return behind or _change_along(view, percents[at::-1])


def _change_along(view: View, percents: list[Quantity]) -> Cue | None:
    """The word of change of the next in a list that has one."""
    for last, other in pairwise(percents):
        left, right = (last, other) if last.first < other.first else (other, last)
        if not _is_list_between(view, left, right):
            return None
        change = _change_cue(view, other)
        if change:
            return change
    return None


def _is_list_between(view: View, left: Quantity, right: Quantity) -> bool:
    """A comma or `and`, a few words, and nothing else that is told or counted."""
    between = range(left.last + 1, right.first)
    if len(between) > LIST_WORDS or any(left.last < q.first < right.first for q in view.quantities):
        return False
    is_joined = any(view.tokens[i].text == "," or "and" in view.matches.particles(i) for i in between)
    told = any("." in i for cue in view.cues if left.last < cue.first < right.first for i in cue.ids)
    return is_joined and not told and not any(view.tokens[i].text in (";", ":", "(") for i in between)


def _is_no_growth(view: View, quantity: Quantity) -> bool:
    clause = view.clause(quantity)
    near = [cue for cue in view.with_ids(("norm", "share")) if view.clauses[cue.first] == clause]
    return bool(near) or _is_of_money(view, quantity) or _is_owned_share(view, quantity)


def _is_owned_share(view: View, quantity: Quantity) -> bool:
    """`satılanların yüzde 90'ı`: of what is sold, no change; not `2024'ün yüzde 96,3'ü`, a level of that year."""
    return _has_owner(view, quantity) and not _is_level_of_time(view, quantity)


def _has_owner(view: View, quantity: Quantity) -> bool:
    lexicon = view.sentence.lexicon
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    is_owned = view.tokens[quantity.last].suffix in lexicon.endings["part"]
    return (
        lexicon.is_latin
        and lexicon.has_endings
        and first > 0
        and is_owned
        and view.tokens[first - 1].case == "genitive"
    )


def _is_level_of_time(view: View, quantity: Quantity) -> bool:
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    is_of_time = any(when.last == first - 1 and when.start for when in view.whens)
    return _has_owner(view, quantity) and is_of_time and quantity.value >= LEAST_LEVEL


def _is_times_of_time(view: View, quantity: Quantity) -> bool:
    """`bu, bir önceki yılın 1,8 katı`: as many times the figure of that year."""
    lexicon = view.sentence.lexicon
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    if quantity.kind != "times" or not (lexicon.is_latin and lexicon.has_endings) or first == 0:
        return False
    is_owner = view.tokens[first - 1].case == "genitive"
    return is_owner and any(when.last == first - 1 for when in view.whens)


def _is_of_money(view: View, quantity: Quantity) -> bool:
    """`the lari has lost 2.8 per cent`: a currency that rises or falls."""
    if not view.sentence.lexicon.is_latin:
        return False
    inside = {i for q in view.quantities for i in range(q.first, q.last + 1)}
    clause = view.clause(quantity)
    for i in range(quantity.first - 1, -1, -1):
        if view.clauses[i] != clause:
            return False
        if i not in inside and view.matches.longest("currency", i) and view.tokens[i].kind == "w":
            return True
    return False


def _measure_that_grew(
    view: View, quantity: Quantity, drafts: list[Draft], memory: Memory
) -> tuple[Measure | None, int | None, Draft | None]:
    options: list[tuple[float, Measure | None, int, Draft | None]] = []
    for cue in view.cues:
        for identity in cue.ids & {"fdi", "fixed_capital", "investment", "trade", "export", "import", "output"}:
            cost = distance(view, quantity, cue) + (-3.0 if identity != "output" and identity != "investment" else 0.0)
            if cue.first > quantity.last:
                cost += 3.0
            options.append((cost, kind_of(MEASURE_OF_CUE.get(identity), view, memory), cue.first, None))
        if is_sold(view, cue, memory):
            options.append((distance(view, quantity, cue) - 5.0, M.EXPORT, cue.first, None))
    options += _numbers_that_grew(view, quantity)
    for draft in drafts:
        gap = abs(draft.quantity.number - quantity.number) * 0.6
        crossed = abs(view.clause(draft.quantity) - view.clause(quantity)) * CLAUSE_COST
        options.append((gap + crossed + 4.0, draft.measure, draft.quantity.number, draft))
    if options:
        _, measure, at, parent = min(options, key=lambda option: option[0])
        if parent is None and measure:
            parent = next((d for d in drafts if d.measure is measure), None)
        return measure, at, parent
    if _counts_others(view, quantity):
        return None, None, None
    last = memory.paragraph[0] if memory.paragraph else None
    for draft in reversed(memory.paragraph):
        if draft.view is memory.last_view and draft.measure not in UNCHANGED:
            last = draft
    return (last.measure, None, last) if last and last.measure not in UNCHANGED else (None, None, None)


def _counts_others(view: View, quantity: Quantity) -> bool:
    """`отбасылар санының 23 пайызға төмендеуі`, `число семей снизилось на 23 %`: of what is never counted here."""
    if view.sentence.lexicon.is_latin:
        return False
    clause = view.clause(quantity)
    return any(
        "number_of" in view.matches.particles(i)
        for i, number in enumerate(view.clauses[: quantity.first])
        if number == clause
    )


def _numbers_that_grew(view: View, quantity: Quantity) -> Iterator[tuple[float, Measure | None, int, Draft | None]]:
    """`the number of jobs grew by 5 %`."""
    for cue in view.cues:
        counted = sorted(cue.ids & COUNT_OF_CUE.keys())
        measure = COUNT_OF_CUE[counted[0]] if counted else None
        if measure is None:
            continue
        near = range(max(0, cue.first - 3), cue.first)
        is_counting = any("counting" in view.matches.particles(i) for i in near)
        if not view.sentence.lexicon.is_latin:  # количество резидентов, резиденттер саны
            is_counting = any("number_of" in view.matches.particles(i) for i in (*near, cue.last + 1))
        if is_counting or _is_subject(view, cue, quantity):
            yield distance(view, quantity, cue) - 3.0, measure, cue.first, None


def _is_subject(view: View, cue: Cue, quantity: Quantity) -> bool:
    """`Jobs in the zone rose by 12 per cent`: it opens the clause of the change, and nothing counts it."""
    lexicon = view.sentence.lexicon
    if not lexicon.is_latin or lexicon.has_endings or view.clauses[cue.first] != view.clause(quantity):
        return False
    begin = next(i for i, number in enumerate(view.clauses) if number == view.clause(quantity))
    return cue.first - begin <= 2 and not any(q.first <= cue.first <= q.last for q in view.quantities)


def _is_index(view: View, quantity: Quantity) -> bool:
    """`Индекс физического объёма инвестиций составил 94,3%`: the index is the subject of the clause."""
    if view.sentence.lexicon.is_latin or view.is_amount_of_change(quantity):
        return False
    near = [cue for cue in view.with_ids(("grow", "fall")) if view.clauses[cue.first] == view.clause(quantity)]
    before = [cue for cue in near if cue.last < quantity.first]
    return len(near) == len(before) == 1 and "index" in view.matches.ids("cue", before[0].first)


def _listed_change(quantity: Quantity, memory: Memory) -> Decimal:
    """In a list of indices 78.9 is a fall by 21.1."""
    head = memory.head
    is_fall = head is not None and head.has("fall") and not head.has("grow")
    is_index = head is not None and quantity.value >= LEAST_INDEX and not is_fall
    return quantity.value - HUNDRED if is_index else -quantity.value if is_fall else quantity.value


def _change(view: View, quantity: Quantity, is_fall: bool) -> Decimal:
    """An index of 104.5 is a change of 4.5, an index of 94.3 a fall."""
    value = quantity.value
    if LEAST_INDEX <= value < HUNDRED and quantity.kind == "percent" and _is_index(view, quantity):
        return value - HUNDRED
    if quantity.kind == "percent" and value >= 100:
        is_by = view.is_amount_of_change(quantity)
        reached = (
            any("index" in view.matches.ids("cue", i) for i in range(quantity.last + 1, quantity.last + 3))
            and view.is_verb_final
        )
        if not is_by or reached:
            return value - 100
    return -value if is_fall else value

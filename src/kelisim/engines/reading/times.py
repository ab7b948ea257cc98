"""Which of the times of a text a number belongs to."""

from __future__ import annotations

from kelisim.engines.reading.drafts import STAGED, TRADE, Draft, Memory
from kelisim.engines.reading.fates import fate_before
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.view import View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
FLOWS = (M.FDI, M.FIXED_CAPITAL_INVESTMENT, M.INVESTMENT)


def set_when(draft: Draft, memory: Memory) -> None:
    when = _nearest_when(draft, memory)
    rule = "nearest"
    if when is None:
        when, rule = _carried_when(draft, memory)
    draft.when = when
    if when is not None and when.start and memory.day and when.start > memory.day and draft.status is Status.ACTUAL:
        draft.status = Status.PLANNED
        draft.stage = Stage.INTENDED if draft.measure in STAGED else None
        draft.note("status", "time:future")
    if when is not None:
        is_here = rule == "nearest"
        draft.note("period", f"{rule}:{when.role}", when.first if is_here else None, when.last if is_here else None)


def _nearest_when(draft: Draft, memory: Memory) -> When | None:
    view, quantity = draft.view, draft.quantity
    best, best_cost = None, 1e9
    for when in view.whens:
        if when.is_aside and draft.measure is M.GROWTH:
            continue
        if when.role is Role.BASE or (when.role in (Role.NOW, Role.SINCE) and draft.status is not Status.ACTUAL):
            continue
        if (
            draft.status is not Status.ACTUAL
            and when.role is Role.MAIN
            and memory.day
            and when.end
            and (when.end < memory.day or when.start == when.end == memory.day)
        ):
            continue
        if when.role is Role.SAME and when.start is None and when.end is None:
            continue
        if when.role is Role.EVENT and draft.measure not in (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT):
            continue
        cost = _when_cost(view, quantity, when)
        if cost < best_cost:
            best, best_cost = when, cost
    return best


def _when_cost(view: View, quantity: Quantity, when: When) -> float:
    is_left = when.last < quantity.first
    gap = quantity.first - when.last - 1 if is_left else when.first - quantity.last - 1
    crossed = abs(view.clauses[when.first] - view.clauses[quantity.number])
    low, high = (when.last, quantity.first) if is_left else (quantity.last, when.first)
    others = sum(1 for q in view.quantities if q is not quantity and low < q.number < high)
    if (
        not is_left
        and crossed
        and (view.is_verb_final or any(view.clause(q) == view.clauses[when.first] for q in view.quantities))
    ):
        return 1e9
    if not is_left and view.sentence.lexicon.is_latin and (crossed > 1 or _is_parted(view, quantity.last, when.first)):
        return 1e9
    if not is_left and not view.is_verb_final:
        gap = max(0, gap - 1)
    cost = gap * 0.3 + crossed * 3.0 + others * 1.0
    if not is_left:
        is_adjacent = not view.is_verb_final and gap <= 1 and not crossed
        cost += 0.0 if is_adjacent else 5.0 + 4.0 * crossed
    return cost


def _is_parted(view: View, first: int, last: int) -> bool:
    """A semicolon begins another thought."""
    return any(view.tokens[i].text == ";" for i in range(first, last))


def _carried_when(draft: Draft, memory: Memory) -> tuple[When | None, str]:
    if draft.measure in (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT) and memory.event_year:
        return memory.event_year, "event"
    parent = draft.parent
    if parent is not None and (
        _is_future_of_past(draft, parent)
        or (parent.view not in (draft.view, memory.last_told) and not _is_part_of_them(draft))
    ):
        parent = None
    if (
        parent is not None
        and parent.when is not None
        and not (parent.when.is_aside and draft.measure is M.GROWTH)
        and (parent.when.role is not Role.NOW or draft.status is Status.ACTUAL)
    ):
        return parent.when, "parent"
    if draft.rules.get("status", ("",))[0] == "story":
        return draft.when, "story"
    if draft.rules.get("status", ("",))[0] == "carried":
        source = fate_before(draft, memory)
        if source is not None and source.when is not None:
            return source.when, "carried"
    view = draft.view
    is_back = any(cue.first < draft.quantity.first for cue in view.with_ids(("anaphor", "part")))
    if is_back or draft.measure is M.GROWTH:
        for other in reversed(memory.drafts):
            if (
                _is_told_last(other, memory)
                and other.when
                and not other.when.is_aside
                and other.when.role not in (Role.NOW, Role.VAGUE)
                and not _is_future_of_past(draft, other)
            ):
                return other.when, "carried"
    if draft.status is Status.ACTUAL and (draft.measure in TRADE or draft.of in TRADE):
        for other in reversed(memory.drafts):
            if (
                other.measure in TRADE
                and other.status is Status.ACTUAL
                and other.when
                and not other.when.is_aside
                and other.when.role is not Role.VAGUE
            ):
                return other.when, "trade"
    if draft.status is Status.ACTUAL and draft.measure in FLOWS:
        for other in reversed(memory.paragraph):
            is_alike = other.measure is draft.measure and other.status is Status.ACTUAL
            if is_alike and other.when and not other.when.is_aside and other.when.role is Role.MAIN:
                return other.when, "alike"
    if (
        draft.status is Status.ACTUAL
        and draft.measure is not M.LAND_AREA
        and memory.report
        and not view.has("exist.past")
    ):
        return memory.report, "report"
    is_lasting = draft.measure in (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT, M.ENTERPRISE_COUNT)
    if draft.status is Status.ACTUAL and memory.only and not is_lasting:
        return memory.only, "only"
    return None, ""


def _is_told_last(other: Draft, memory: Memory) -> bool:
    """Of the last sentence that gave claims; of the one before too, where that told only of an earlier year."""
    if other.view is memory.last_told:
        return True
    last = [d for d in memory.drafts if d.view is memory.last_told]
    return other in memory.paragraph and all(d.when and d.when.is_aside for d in last)


def _is_part_of_them(draft: Draft) -> bool:
    """`3,120 of them`: of what was counted, however far back."""
    return draft.quantity.kind == "part" and draft.view.sentence.lexicon.is_latin


def _is_future_of_past(draft: Draft, other: Draft) -> bool:
    """What is hoped for does not take the time of what has happened, nor the other way round."""
    return (draft.status is Status.ACTUAL) != (other.status is Status.ACTUAL)

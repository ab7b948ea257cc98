"""Status and stage: what is hoped for or set as a target, and how far the counted thing has come."""

from __future__ import annotations

from kelisim.engines.reading.chinese.view import ahead, between, cues_in_clause, gap, told_here
from kelisim.engines.reading.drafts import STAGED, VALUE_OF_COUNT, Draft, Memory, verbs
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Role
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
LAUNCHED, UNDER_WAY = verbs("launch"), (*verbs("start", "carry"), "build.now")
SIGNED, TALKED = verbs("sign"), verbs("talk")
STATUS_OF_CUE = {"target": Status.TARGET, "planned": Status.PLANNED, "actual": Status.ACTUAL}
NEAR = 14  # characters


def set_status(draft: Draft, memory: Memory) -> None:
    cue, status = _told(draft, memory)
    if cue is None and _take_over(draft):
        return
    if cue is None and draft.measure is M.PROJECT_VALUE and _is_to_be_built(draft):
        status = Status.PLANNED
    draft.status = status
    draft.note("status", f"tense:{status}" if cue else "tense:none", *((cue.first, cue.last) if cue else ()))
    if draft.measure in STAGED:
        draft.stage = _stage(draft)


def _told(draft: Draft, memory: Memory) -> tuple[Cue | None, Status]:
    """The nearest word of plan or fact before the number, else behind it in its own clause."""
    view, quantity = draft.view, draft.quantity
    for cue in ahead(view, quantity):
        status = _status_of(cue)
        if status is None:
            continue
        if status is not Status.ACTUAL and _is_of_another_time(view, quantity, cue):
            return None, Status.ACTUAL
        if status is Status.TARGET and view.has("norm"):
            continue
        return (cue, Status.TARGET) if status is Status.PLANNED and _is_under_target(view, cue) else (cue, status)
    behind = _behind(view, quantity)
    if behind:
        return behind, _status_of(behind) or Status.ACTUAL
    if memory.is_target:
        return None, Status.TARGET
    return None, Status.ACTUAL


def _is_under_target(view: View, planned: Cue) -> bool:
    """`目标是：签约60个；…要谈成160个`: what is wanted under a target is part of it."""
    for cue in reversed(view.cues):
        if cue.last < planned.first and "actual" in cue.ids:
            return False
        if cue.last < planned.first and "target" in cue.ids:
            return not view.has("norm")
    return False


def _status_of(cue: Cue) -> Status | None:
    return next((status for name, status in STATUS_OF_CUE.items() if name in cue.ids), None)


def _is_of_another_time(view: View, quantity: Quantity, cue: Cue) -> bool:
    """A plan told in an earlier clause says nothing of a clause with a time of its own that is over."""
    return any(
        when.role in (Role.MAIN, Role.SINCE, Role.NOW)
        and when.start is not None
        and cue.last < when.first < quantity.first
        and view.clauses[when.first] != view.clauses[cue.first]
        for when in view.whens
    )


def _behind(view: View, quantity: Quantity) -> Cue | None:
    for cue in cues_in_clause(view, view.clause(quantity)):
        if cue.first > quantity.last and _status_of(cue) and not between(view, quantity, cue):
            return cue
    return None


def _is_to_be_built(draft: Draft) -> bool:
    """`投资40亿元建设…`, `总投资50亿元的…将建设`, with no word that it was begun."""
    view = draft.view
    if view.has(*LAUNCHED, *UNDER_WAY, "actual"):
        return False
    return view.has("build.inf", "planned", *TALKED, *SIGNED) and (
        draft.parent is None or draft.parent.status is not Status.ACTUAL
    )


def _take_over(draft: Draft) -> bool:
    """Without a word of its own a sum shares the fate of what it pays for, a part that of the whole, jobs that of the plant."""
    source = draft.parent
    if draft.measure is M.GROWTH:
        if source is not None and source.view is draft.view:
            draft.status = source.status
            draft.note("status", "carried")
            return True
        return False
    if source is None and draft.measure is M.JOBS:
        source = next(
            (d for d in reversed(told_here(draft.view)) if d.measure in (M.PROJECT_VALUE, M.PROJECT_COUNT)),
            None,
        )
        if source is not None and source.status is Status.ACTUAL and source.stage is Stage.LAUNCHED:
            source = None
    if source is None:
        return False
    own = _action(draft.view, draft.quantity) if draft.measure in STAGED else None
    draft.status = source.status
    if draft.measure is M.JOBS and source.stage in (Stage.INTENDED, Stage.UNDER_WAY):
        draft.status = Status.PLANNED
    draft.note("status", "group")
    if draft.measure in STAGED:
        is_part = source.measure is draft.measure
        draft.stage = _stage(draft) if own and is_part else source.stage if source.measure in STAGED else _stage(draft)
        draft.note("stage", "group")
    return True


# -- stage


def _stage(draft: Draft) -> Stage | None:
    view, quantity = draft.view, draft.quantity
    if draft.status is Status.TARGET:
        return Stage.INTENDED
    pool = next((cue for cue in view.with_ids(("pool",)) if not between(view, quantity, cue)), None)
    if draft.status is Status.PLANNED:
        stage = Stage.POOL if pool and not view.has("planned") else Stage.INTENDED
        draft.note("stage", "planned", *((pool.first, pool.last) if pool else ()))
        return stage
    if pool and draft.measure is not M.ENTERPRISE_COUNT:
        draft.status = Status.PLANNED
        draft.note("stage", "pool", pool.first, pool.last)
        return Stage.POOL
    return _stage_of_fact(draft)


def _stage_of_fact(draft: Draft) -> Stage | None:
    action = _action(draft.view, draft.quantity)
    if draft.measure is M.ENTERPRISE_COUNT:
        draft.note("stage", "exists")
        return Stage.LAUNCHED
    if action is None:
        draft.note("stage", "none")
        return _stage_before(draft)
    draft.note("stage", "verb", action.first, action.last)
    if action.ids & set(LAUNCHED):
        return Stage.LAUNCHED
    if action.ids & set(UNDER_WAY):
        return Stage.UNDER_WAY
    if action.ids & set(TALKED):
        draft.status = Status.PLANNED
    return Stage.INTENDED


def _stage_before(draft: Draft) -> Stage | None:
    """Of the whole, or of what the sentence counted before: `签约33个项目，…一个县就占去18个项目`."""
    if draft.parent is not None and draft.parent.measure in STAGED:
        return draft.parent.stage
    told = told_here(draft.view)
    before = [
        d
        for d in told
        if d.measure is draft.measure and d.quantity.number < draft.quantity.number and d.status is draft.status
    ]
    return before[-1].stage if before else None


def _action(view: View, quantity: Quantity) -> Cue | None:
    """The word that tells how far it is: in the clause, the nearest; that of the noun itself (`开工项目12个`) first."""
    wanted = {*LAUNCHED, *UNDER_WAY, *SIGNED, *TALKED}
    clause = [
        cue
        for cue in cues_in_clause(view, view.clause(quantity))
        if (cue.ids & wanted or _of_noun(view, cue)) and not _counts_between(view, quantity, cue)
    ]
    best = min(clause, key=lambda cue: gap(view, quantity, cue), default=None)
    if best is None:
        best = next(
            (
                cue
                for cue in view.cues
                if cue.ids & wanted
                and view.clauses[cue.first] == view.clause(quantity) - 1
                and not between(view, quantity, cue)
            ),
            None,
        )
    if best is None:
        best = next(
            (
                cue
                for cue in view.cues
                if cue.ids & wanted
                and view.clauses[cue.first] == view.clause(quantity) + 1
                and not between(view, quantity, cue)
            ),
            None,
        )
    return _of_noun(view, best) or best if best else None


def _counts_between(view: View, quantity: Quantity, cue: Cue) -> bool:
    return any(q.kind == "count" for q in between(view, quantity, cue))


NOUN_STAGES = (
    ("签约", SIGNED),
    ("意向", SIGNED),
    ("在建", ("build.now",)),
    ("开工", verbs("start")),
    ("新开工", verbs("start")),
    ("续建", ("build.now",)),
    ("投产", LAUNCHED),
    ("竣工", LAUNCHED),
)


def _of_noun(view: View, cue: Cue | None) -> Cue | None:
    """`签约项目`, `在建项目`: the noun says how far they are."""
    if cue is None or "project" not in cue.ids:
        return None
    text = view.tokens[cue.first].text
    return next(
        (Cue(frozenset(ids), cue.first, cue.last) for start, ids in NOUN_STAGES if text.startswith(start)), None
    )


def inherit(draft: Draft) -> None:
    """Papers that were signed are a fact, whatever the projects are."""
    if draft.measure in (M.AGREEMENT_VALUE,) and draft.parent is not None and draft.parent.measure in VALUE_OF_COUNT:
        draft.status = draft.parent.status

"""Status and stage: what is hoped for or set as a target, and how far the counted thing has come."""

from __future__ import annotations

from datetime import date

from kelisim.engines.reading.chinese.view import ahead, between, cues_in_clause, gap, told_here
from kelisim.engines.reading.drafts import STAGED, VALUE_OF_COUNT, Draft, Memory, verbs
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
LAUNCHED, UNDER_WAY = verbs("launch"), (*verbs("start", "carry"), "build.now")
SIGNED, TALKED = verbs("sign"), verbs("talk")
ACTIONS = frozenset((*LAUNCHED, *UNDER_WAY, *SIGNED, *TALKED))
STATUS_OF_CUE = {"target": Status.TARGET, "planned": Status.PLANNED, "actual": Status.ACTUAL}
NEAR = 14  # characters


def set_status(draft: Draft, memory: Memory) -> None:
    cue, status = _told(draft, memory)
    is_here = cue is not None and draft.view.clauses[cue.first] == draft.view.clause(draft.quantity)
    if (
        (cue is None or (_is_sum_of_count(draft) and not is_here))
        and status is not Status.TARGET
        and (cue or status is Status.ACTUAL)
        and _take_over(draft)
    ):
        return
    story = _story(draft, memory) if cue is None and draft.measure is M.PROJECT_VALUE and draft.parent is None else None
    if story is not None:
        draft.stage = story
        draft.note("status", "story")
        draft.note("stage", "story")
        return
    if cue is None and draft.measure is M.PROJECT_VALUE and _is_to_be_built(draft):
        status = Status.PLANNED
    if (
        cue is None
        and draft.measure is M.LAND_AREA
        and any(
            draft.view.clauses[cue.first] <= draft.view.clause(draft.quantity) + 1
            for cue in draft.view.with_ids(("planned",))
        )
        and not draft.view.has("actual", *verbs("exist"), *LAUNCHED)
    ):
        status = Status.PLANNED
    if draft.measure is M.LAND_AREA and status is Status.PLANNED and not _is_in_clause(draft, cue):
        plant = next((d for d in reversed(told_here(draft.view)) if d.measure is M.PROJECT_VALUE), None)
        if plant is not None and plant.status is Status.ACTUAL:
            status, cue = Status.ACTUAL, None
    draft.status = status
    draft.note("status", f"tense:{status}" if cue else "tense:none", *((cue.first, cue.last) if cue else ()))
    if draft.measure in STAGED:
        draft.stage = _stage(draft)


def _is_in_clause(draft: Draft, cue: Cue | None) -> bool:
    return cue is not None and draft.view.clauses[cue.first] == draft.view.clause(draft.quantity)


def _is_sum_of_count(draft: Draft) -> bool:
    return draft.parent is not None and draft.parent.view is draft.view and draft.measure in VALUE_OF_COUNT.values()


def _told(draft: Draft, memory: Memory) -> tuple[Cue | None, Status]:
    """The word of plan or fact in the clause of the number, else the nearest before it."""
    view, quantity = draft.view, draft.quantity
    clause = view.clause(quantity)
    own = next(
        (
            cue
            for cue in ahead(view, quantity)
            if view.clauses[cue.first] == clause and _status_of(cue) and not _is_norm(view, cue)
        ),
        None,
    )
    for cue in (own, _behind(view, quantity)):
        if cue:
            return cue, _within_target(view, cue)
    set_figure = _target_before_colon(view, quantity)
    if set_figure is not None:
        return set_figure, Status.TARGET
    if _is_before_deadline(draft, memory):
        return None, Status.PLANNED
    for cue in ahead(view, quantity):
        status = _status_of(cue)
        if status is None or _is_norm(view, cue) or "local" in cue.ids or _is_purpose(view, cue):
            continue
        if status is not Status.ACTUAL and _is_of_another_time(view, quantity, cue, memory):
            return None, Status.ACTUAL
        return cue, _within_target(view, cue)
    return None, Status.TARGET if memory.is_target else Status.ACTUAL


def _target_before_colon(view: View, quantity: Quantity) -> Cue | None:
    """`定下的目标是：到2026年底，入驻企业达到8000家`: all that follows is set."""
    colon = next((i for i in range(quantity.first - 1, -1, -1) if view.tokens[i].text == ":"), None)
    if colon is None or view.has("norm"):
        return None
    return next((cue for cue in ahead(view, quantity) if "target" in cue.ids and cue.last < colon), None)


def _within_target(view: View, cue: Cue) -> Status:
    status = _status_of(cue) or Status.ACTUAL
    return Status.TARGET if status is Status.PLANNED and _is_under_target(view, cue) else status


def _is_purpose(view: View, cue: Cue) -> bool:
    """`为实现经济多元化目标，…`: what a plan is for, no set figure."""
    opening = next((i for i in range(cue.first, -1, -1) if view.clauses[i] != view.clauses[cue.first]), -1) + 1
    is_aim = any("aim" in view.matches.particles(i) for i in range(opening, min(opening + 2, cue.first)))
    ends = cue.last + 1 < len(view.tokens) and view.tokens[cue.last + 1].text == ","
    return "target" in cue.ids and ends and is_aim


def _is_norm(view: View, cue: Cue) -> bool:
    return "target" in cue.ids and view.has("norm")


def _is_before_deadline(draft: Draft, memory: Memory) -> bool:
    """`到2030年把贸易额提升到1000亿美元`."""
    view, quantity = draft.view, draft.quantity
    return any(
        when.role is Role.DEADLINE
        and when.end is not None
        and (memory.day is None or when.end > memory.day)
        and when.last < quantity.first
        and not any(when.last < q.number < quantity.first for q in view.quantities)
        for when in view.whens
    )


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


def _is_of_another_time(view: View, quantity: Quantity, cue: Cue, memory: Memory) -> bool:
    """A plan told in an earlier clause says nothing of a clause with a time of its own that is over."""
    return any(
        when.role in (Role.MAIN, Role.SINCE, Role.NOW)
        and when.start is not None
        and (when.role is Role.NOW or memory.day is None or (when.end is not None and when.end <= memory.day))
        and cue.last < when.first < quantity.first
        and view.clauses[when.first] != view.clauses[cue.first]
        for when in view.whens
    )


def _behind(view: View, quantity: Quantity) -> Cue | None:
    for cue in cues_in_clause(view, view.clause(quantity)):
        if cue.first > quantity.last and _status_of(cue) and not between(view, quantity, cue):
            return cue
    return None


def _story(draft: Draft, memory: Memory) -> Stage | None:
    """`新工厂昨天开业。项目总投资8000万欧元`: the sentence before told without numbers what became of the plant."""
    last = memory.last_view
    if last is None or last is memory.last_told or last.sentence.paragraph != draft.view.sentence.paragraph:
        return None
    if not last.has("facility", "project", "enterprise") or draft.view.has(*UNDER_WAY):
        return None
    facts = [cue for cue in last.cues if cue.ids & {*LAUNCHED, *UNDER_WAY} and _is_fact(last, cue)]
    if not facts:
        return None
    return Stage.LAUNCHED if facts[-1].ids & set(LAUNCHED) else Stage.UNDER_WAY


def _is_to_be_built(draft: Draft) -> bool:
    """`投资40亿元建设…`, `总投资50亿元的…将建设`, with no word that it was begun."""
    view = draft.view
    begun = {*LAUNCHED, *UNDER_WAY, "actual"}
    if any(cue.ids & begun and _is_fact(view, cue) for cue in view.cues):
        return False
    if any(when.role is Role.DEADLINE and when.first > draft.quantity.last for when in view.whens):
        return True
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
    if own and own.ids & {*LAUNCHED, *UNDER_WAY, *SIGNED}:
        draft.status = Status.ACTUAL
    if draft.measure is M.JOBS and source.stage is Stage.INTENDED:
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
    if (
        draft.measure is M.ENTERPRISE_COUNT
        and action is not None
        and action.ids & set(TALKED)
        and not action.ids & ACTIONS - set(TALKED)
    ):
        draft.status = Status.PLANNED
        draft.note("stage", "verb", action.first, action.last)
        return Stage.INTENDED
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
    """The word that tells how far it is: the nearest of the clause, that of the noun itself (`开工项目12个`) first; else of a neighbour."""
    clause = view.clause(quantity)
    near = [
        cue
        for cue in cues_in_clause(view, clause)
        if (_is_action(view, cue) or _of_noun(cue)) and not _counts_between(view, quantity, cue)
    ]
    best = min(near, key=lambda cue: gap(view, quantity, cue), default=None)
    if best is None:
        best = next(
            (
                cue
                for step in (-1, 1)
                for cue in cues_in_clause(view, clause + step)
                if _is_action(view, cue) and not between(view, quantity, cue)
            ),
            None,
        )
    return _of_noun(best) or best if best else None


def _is_action(view: View, cue: Cue) -> bool:
    return bool(cue.ids & ACTIONS) and _is_fact(view, cue)


def _is_ahead(view: View, when: When) -> bool:
    day = view.extra.get("day")
    return when.role is Role.MAIN and when.start is not None and isinstance(day, date) and when.start > day


def _is_fact(view: View, action: Cue) -> bool:
    """`年内开工`, `预计明年投产`: what is to happen has not happened."""
    clause = view.clauses[action.first]
    if any(
        (when.role is Role.DEADLINE or _is_ahead(view, when)) and view.clauses[when.first] == clause
        for when in view.whens
    ):
        return False
    if any(cue.last == action.first - 1 and cue.ids & set(TALKED) for cue in cues_in_clause(view, clause)):
        return False  # 谈判启动20个项目
    return not any("planned" in cue.ids and cue.first < action.first for cue in cues_in_clause(view, clause))


def _counts_between(view: View, quantity: Quantity, cue: Cue) -> bool:
    return any(q.kind == "count" for q in between(view, quantity, cue))


def _of_noun(cue: Cue | None) -> Cue | None:
    """`签约项目`, `在建项目`: the noun says how far they are."""
    return cue if cue is not None and "project" in cue.ids and cue.ids & ACTIONS else None


def inherit(draft: Draft) -> None:
    """Papers that were signed are a fact, whatever the projects are."""
    if draft.measure in (M.AGREEMENT_VALUE,) and draft.parent is not None and draft.parent.measure in VALUE_OF_COUNT:
        draft.status = draft.parent.status

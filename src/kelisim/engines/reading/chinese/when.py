"""Which of the times of a text a number belongs to: a time stands before what it covers, until the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kelisim.engines.reading.chinese.view import ahead
from kelisim.engines.reading.drafts import STAGED, Draft, Memory, verbs
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.view import View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
OF_EVENTS = (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT)
NEAR = 3  # characters from a number to a time behind it
FAIR = 15  # days
OPENING = 3  # sentences in which an article says when its event was
FIGURES = (M.FDI, M.FIXED_CAPITAL_INVESTMENT, M.TRADE_TURNOVER, M.EXPORT, M.IMPORT, M.GROWTH, M.INVESTMENT)


def mark_events(views: Sequence[View]) -> None:
    """`2018年的…恳谈会`, `6月6日…推介会`: the year in the name of an event, the day on which people met."""
    is_of_event = any(view.has("event") for view in views[: 2 * OPENING])
    for number, view in enumerate(views):
        is_day_of_event = view.has("event", *verbs("attend", "sign")) or (is_of_event and number < OPENING)
        for when in view.whens:
            if when.role is not Role.MAIN or not when.start:
                continue
            is_day = _is_short(when) and not when.is_year_alone
            if (when.is_year_alone and _is_in_name(view, when)) or (is_day and is_day_of_event):
                when.role = Role.EVENT
        _forget_names(view)
        view.whens = [when for when in view.whens if not _is_of_report(view, when)]


def _is_of_report(view: View, when: When) -> bool:
    """`昨天发布的公报说`, `8月12日公布`: the day on which figures were told."""
    is_day = when.start is not None and when.start == when.end and not when.is_year_alone
    near = range(when.last + 1, min(when.last + 4, len(view.tokens)))
    return is_day and any("published" in view.matches.particles(i) for i in near)


def _is_short(when: When) -> bool:
    """A day, or the days of a fair."""
    if when.start is None or when.end is None:
        return False
    return (when.end - when.start).days < FAIR


def _forget_names(view: View) -> None:
    """`1月15日，…举行一季度…开工活动`: a quarter in the name of an event whose day is told."""
    days = [when for when in view.whens if when.role is Role.EVENT and not when.is_year_alone]
    if days:
        view.whens = [
            when for when in view.whens if when in days or when.role is not Role.MAIN or not _is_in_name(view, when)
        ]


def _is_in_name(view: View, when: When) -> bool:
    return any(_is_named(view, when, cue.first) for cue in view.with_ids(("event",)))


def _is_named(view: View, when: When, event: int) -> bool:
    if event <= when.last or view.clauses[event] != view.clauses[when.first]:
        return False
    is_near = view.line.starts[event] - view.line.end(when.last) <= 24
    return is_near and not any(when.last < q.number < event for q in view.quantities)


def set_when(draft: Draft, memory: Memory) -> None:
    when, rule = _own(draft, memory), "nearest"
    if when is None:
        when, rule = _carried(draft, memory)
    if when is not None and when.role is Role.VAGUE:
        when = None
    if when is not None and draft.measure in FIGURES and _is_grown_by(draft.view, when):
        assert when.end is not None
        when = replace(when, start=when.end.replace(month=1, day=1))
    draft.when = when
    if when is None:
        return
    is_here = rule == "nearest"
    draft.note("period", f"{rule}:{when.role}", when.first if is_here else None, when.last if is_here else None)
    if when.start and memory.day and when.start > memory.day and draft.status is Status.ACTUAL:
        draft.status = Status.PLANNED
        draft.stage = Stage.INTENDED if draft.measure in STAGED else None


def _is_grown_by(view: View, when: When) -> bool:
    """`到2024年已增至19.4万亿坚戈`: the figure of that year, no stock on its last day."""
    is_day = when.is_year_alone and when.start is not None and when.start == when.end
    return is_day and "until" in view.matches.particles_before(when.first)


def _own(draft: Draft, memory: Memory) -> When | None:
    view, quantity = draft.view, draft.quantity
    fitting = [when for when in view.whens if _fits(draft, when, memory)]
    floor = _after_launch(draft)
    before = [when for when in fitting if floor < when.last < quantity.first and _reaches(draft, when)]
    if before:
        last = before[-1]
        return _deadline_of(view, last) if last.role is Role.SAME and draft.status is Status.PLANNED else last
    clause = view.clause(quantity)
    launch = _launch_behind(draft, fitting, memory)
    if launch is not None:
        return launch
    behind = [
        when
        for when in fitting
        if when.first > quantity.last
        and view.clauses[when.first] in (clause, clause + 1)
        and not any(quantity.last < q.number < when.first for q in view.quantities)
    ]
    return behind[0] if behind and _is_right_behind(view, draft, behind[0]) else None


def _deadline_of(view: View, same: When) -> When:
    """`2027年底前建成，届时可提供1100个就业岗位`."""
    return next((w for w in view.whens if w.role is Role.DEADLINE and w.last < same.first), same)


def _launch_behind(draft: Draft, fitting: Sequence[When], memory: Memory) -> When | None:
    """`计划投资30亿元，建设…项目，预计2027年底前建成`, `总投资3.2亿元，今年6月开工`: when the plant is to stand, or stood."""
    view, quantity = draft.view, draft.quantity
    if draft.measure is not M.PROJECT_VALUE or draft.status not in (Status.PLANNED, Status.ACTUAL):
        return None
    is_planned = draft.status is Status.PLANNED
    acts = verbs("launch") if is_planned else (*verbs("launch"), *verbs("start"))
    for when in fitting:
        if when.first <= quantity.last or when.role not in (Role.DEADLINE if is_planned else Role.MAIN, Role.MAIN):
            continue
        last = max((cue.last for cue in view.cues_of_clause(view.clauses[when.first])), default=when.last)
        others = any(quantity.last < q.number < last and q.kind == "money" for q in view.quantities) or any(
            view.clause(q) == view.clauses[when.first] and q.kind == "count" for q in view.quantities
        )
        is_ahead = when.start is None or memory.day is None or when.start > memory.day
        if others or (is_ahead and not is_planned):
            continue
        if any(cue.first > when.last for cue in view.cues_of_clause(view.clauses[when.first]) if cue.ids & set(acts)):
            return when
    return None


def _is_right_behind(view: View, draft: Draft, when: When) -> bool:
    """`出口6.8亿美元（2016年）`; but not `投资1.97亿美元建成的水泥厂今年已生产…`."""
    distance = view.line.starts[when.first] - view.line.end(draft.quantity.last)
    if view.tokens[when.first - 1].text == "(":
        return True
    return distance <= NEAR and view.clauses[when.first] == view.clause(draft.quantity)


def _after_launch(draft: Draft) -> int:
    """`投产后，…`: what comes after the launch has no time of its own but one told behind these words."""
    if draft.status is not Status.PLANNED:
        return -1
    view = draft.view
    cue = next((cue for cue in ahead(view, draft.quantity) if "afterwards" in cue.ids), None)
    if cue is None:
        return -1
    told = next((when for when in view.whens if when.last == cue.first - 1), None)
    return told.first - 1 if told is not None else cue.first  # 明年投产后


def _reaches(draft: Draft, when: When) -> bool:
    """The land of a zone and a plan have only the times of their own clause."""
    view = draft.view
    is_here = view.clauses[when.first] == view.clause(draft.quantity)
    if draft.measure is M.LAND_AREA or (draft.measure is M.JOBS and draft.quantity.noun == "staff"):
        return is_here or (draft.status is Status.PLANNED and draft.measure is M.JOBS and _is_of_launch(view, when))
    is_plan = draft.status is Status.PLANNED and draft.measure in (M.PROJECT_VALUE, M.JOBS) and draft.parent is None
    if not is_here and _is_at_work(draft) and when.role is Role.MAIN:
        return False
    return not is_plan or is_here or when.role is Role.DEADLINE or when.first <= 1 or _is_of_launch(view, when)


def _is_at_work(draft: Draft) -> bool:
    """`去年…，正在实施的项目共有140个`: what goes on now is not of the time that is over."""
    source = draft.parent if draft.parent is not None and draft.parent.view is draft.view else draft
    _, first, _ = source.rules.get("stage", ("", None, None))
    cue = next((cue for cue in draft.view.cues if cue.first == first), None)
    return cue is not None and bool(cue.ids & {"build.now", "carry.now"})


def _is_of_launch(view: View, when: When) -> bool:
    """`工厂2027年投产，雇用700人`."""
    return any(
        cue.first > when.last and cue.ids & set(verbs("launch"))
        for cue in view.cues_of_clause(view.clauses[when.first])
    )


def _fits(draft: Draft, when: When, memory: Memory) -> bool:
    if when.role is Role.BASE or (when.role is Role.SAME and when.start is None):
        return False
    if when.role is Role.EVENT and not _is_of_event(draft, when):
        return False
    if draft.status is Status.ACTUAL:
        return when.role is not Role.DEADLINE
    if when.role is Role.NOW and draft.stage is Stage.POOL:
        return True  # 目前已形成项目库，包含221个项目
    if when.role in (Role.NOW, Role.SINCE):
        return False
    is_over = when.role in (Role.MAIN, Role.SAME) and (
        (when.end is not None and memory.day is not None and when.end <= memory.day)
        or when.start == when.end is not None
    )
    return not is_over


def _is_of_event(draft: Draft, when: When) -> bool:
    """The day of an event is also that of the works that began on it; a year in its name is not."""
    if draft.measure in OF_EVENTS or _is_signed(draft):
        return True
    return (
        not when.is_year_alone and draft.status is Status.ACTUAL and draft.measure in (M.PROJECT_COUNT, M.PROJECT_VALUE)
    )


def _is_signed(draft: Draft) -> bool:
    return draft.measure is M.PROJECT_COUNT and draft.status is Status.ACTUAL and draft.stage is Stage.INTENDED


def _carried(draft: Draft, memory: Memory) -> tuple[When | None, str]:
    parent = draft.parent
    if (
        parent is not None
        and parent.when is not None
        and (parent.status is Status.ACTUAL) == (draft.status is Status.ACTUAL)
    ):
        return parent.when, "parent"
    if draft.measure is M.GROWTH and parent is not None and parent.view is draft.view:
        return None, ""
    if draft.status is not Status.ACTUAL:
        asked = (
            memory.report
            if memory.report and memory.report.start and memory.day and memory.report.start > memory.day
            else None
        )
        return _deadline_before(draft) if asked is None else (asked, "asked")
    told = next(
        (d for d in reversed(memory.drafts) if (d.measure, d.value) == (draft.measure, draft.value) and d.when), None
    )
    if told is not None:
        return told.when, "told"
    if draft.measure in OF_EVENTS or _is_signed(draft):
        event = _event_before(draft, memory) or memory.event_year
        return (event, "event") if event else (None, "")
    if (
        draft.measure in FIGURES
        or (draft.measure is M.ENTERPRISE_COUNT and draft.view.has("part", "anaphor"))
        or _is_new(draft)
    ):
        return _figure_before(draft, memory)
    return None, ""


def _event_before(draft: Draft, memory: Memory) -> When | None:
    """The day of the meeting of which the paragraph told last."""
    told = next((d.when for d in reversed(memory.paragraph) if d.measure in OF_EVENTS and d.when), None)
    last = memory.last_view
    is_here = last is not None and last.sentence.paragraph == draft.view.sentence.paragraph
    if told is None and last is not None and (is_here or last.has(*verbs("sign"))):
        told = next((w for w in reversed(last.whens) if w.role is Role.EVENT and w.start), None)
    return told if told is not None and told.role is Role.EVENT else None


def _deadline_before(draft: Draft) -> tuple[When | None, str]:
    return next(
        (
            (when, "deadline")
            for when in draft.view.whens
            if when.role is Role.DEADLINE and _after_launch(draft) < when.last < draft.quantity.first
        ),
        (None, ""),
    )


def _is_new(draft: Draft) -> bool:
    """`新批项目3375个`: those of the time that is reported on."""
    view, quantity = draft.view, draft.quantity
    if draft.measure not in (M.PROJECT_COUNT, M.ENTERPRISE_COUNT):
        return False
    return any("new" in view.matches.ids("cue", i) for i in range(max(0, quantity.first - 4), quantity.first))


def _figure_before(draft: Draft, memory: Memory) -> tuple[When | None, str]:
    """Figures of one report share its time: that of the sentence before in the paragraph."""
    for other in reversed(memory.drafts):
        if (
            other.status is Status.ACTUAL
            and other.measure in (*FIGURES, M.ENTERPRISE_COUNT)
            and other.when
            and other.when.role in (Role.MAIN, Role.SINCE)
        ):
            if draft.view.index - other.view.index <= 2 and other.when.start != other.when.end:
                return other.when, "carried"
            break
    last = memory.last_view
    if last is not None and last is not memory.last_told:
        when = next(
            (w for w in reversed(last.whens) if w.role in (Role.MAIN, Role.SINCE) and w.start != w.end and w.start),
            None,
        )
        if when:
            return when, "report"
    return (memory.report, "report") if memory.report else (None, "")

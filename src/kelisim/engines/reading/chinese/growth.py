"""Changes: which measure grew or fell, and by how much."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.engines.reading.chinese.measures import MEASURE_OF_CUE, is_of_market
from kelisim.engines.reading.chinese.view import ahead, between, cues_in_clause, gap, in_turn
from kelisim.engines.reading.drafts import FLOWS, Draft, Memory, new_draft
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure

M = Measure
REACH = 10  # characters from a word of change to its number
SUBJECTS = frozenset(("fdi", "fixed_capital", "investment", "trade", "export", "import", "output", "other"))
COUNTS = {"enterprise": M.ENTERPRISE_COUNT, "project": M.PROJECT_COUNT, "deal": M.AGREEMENT_VALUE, "jobs": M.JOBS}
OPENING = 14


def measure_growth(view: View, drafts: list[Draft], memory: Memory) -> Iterator[Draft]:
    found: list[Draft] = []
    for quantity in view.quantities:
        if quantity.kind not in ("percent", "times", "tenths"):
            continue
        change = _change(view, quantity, found)
        if change is None or _is_share(view, quantity):
            continue
        of, at, parent = _subject(view, quantity, drafts, found, memory)
        if of is None:
            continue
        draft = new_draft(
            view, quantity, M.GROWTH, "times" if quantity.kind == "times" else "percent", "growth", change.first
        )
        draft.of, draft.parent = of, parent
        draft.value = -quantity.value if "fall" in change.ids else quantity.value
        draft.note("of", "subject", at)
        found.append(draft)
        yield draft


def _change(view: View, quantity: Quantity, found: list[Draft]) -> Cue | None:
    """The word of change right before the number, behind it (`32.7%的增长`), or that of the number before in a list."""
    clause = view.clause(quantity)
    if view.matches.longest("ratio", quantity.first):
        return Cue(frozenset(("grow",)), quantity.first, quantity.last)
    for cue in ahead(view, quantity):
        if view.clauses[cue.first] != clause or gap(view, quantity, cue) > REACH:
            break
        if cue.ids & {"grow", "fall"} and not between(view, quantity, cue):
            return cue
    for cue in cues_in_clause(view, clause):
        if (
            cue.first > quantity.last
            and cue.ids & {"grow", "fall"}
            and gap(view, quantity, cue) <= 3
            and not between(view, quantity, cue)
        ):
            return cue
    if any("difference" in view.matches.ids("cue", i) for i in range(quantity.first - 1, quantity.first)) and any(
        "compared" in cue.ids and cue.first < quantity.first for cue in cues_in_clause(view, clause)
    ):
        return Cue(frozenset(("grow",)), quantity.first - 1, quantity.first - 1)  # 比去年同期多32%
    if quantity.kind == "times":
        is_told = (cue for cue in cues_in_clause(view, clause) if cue.ids & {"compared", "base"})
        return (next(is_told, None) or _is_so_much(view, quantity)) if _is_multiple(view, quantity) else None
    is_listed = "and" in view.matches.particles_before(quantity.first)
    last = found[-1] if found else None
    if last and is_listed and quantity.first - last.quantity.last <= 3:
        return next((cue for cue in view.cues if cue.first == last.rules["measure"][1]), None)
    return None


def _is_so_much(view: View, quantity: Quantity) -> Cue | None:
    """`是上届的2.6倍`, `是“十一五”时期的16.6倍`."""
    clause = view.clause(quantity)
    at = next((i for i in range(quantity.first - 1, -1, -1) if "amounts" in view.matches.particles(i)), None)
    return Cue(frozenset(("grow",)), at, at) if at is not None and view.clauses[at] == clause else None


def _is_multiple(view: View, quantity: Quantity) -> bool:
    """`是2020年的2.5倍`."""
    return any("of" in view.matches.ids("cue", i) for i in range(max(0, quantity.first - 2), quantity.first))


def _is_share(view: View, quantity: Quantity) -> bool:
    """`占比提高到12%`, `完成年度目标的114%`: no growth of the measure."""
    clause = view.clause(quantity)
    near = [
        cue for cue in ahead(view, quantity) if view.clauses[cue.first] == clause and not between(view, quantity, cue)
    ]
    if any(cue.ids & {"share", "norm"} for cue in near):
        return True
    return any(
        "share" in cue.ids and 0 < cue.first - quantity.last <= 2 and view.clauses[cue.first] == clause
        for cue in view.cues
    )


def _subject(
    view: View, quantity: Quantity, drafts: list[Draft], found: list[Draft], memory: Memory
) -> tuple[Measure | None, int | None, Draft | None]:
    """The measure told last before the change, in its clause or in the one before."""
    if _is_of_volume(view, quantity):
        return None, None, None
    turn = _subject_in_turn(view, quantity)
    if turn is not None and not (turn.ids & SUBJECTS == {"output"} and _is_branch(view, turn, memory)):
        return MEASURE_OF_CUE.get(next(iter(sorted(turn.ids & SUBJECTS))), None), turn.first, None
    options = [*_cue_subjects(view, quantity, memory), *_draft_subjects(view, quantity, drafts)]
    if options:
        _, of, at, parent = min(options, key=lambda option: option[0])
        return of, at, parent or _of_that(view, quantity, drafts, of)
    if not _opens_sentence(view, quantity) and not view.has("part"):
        return None, None, None
    if view.index and memory.last_told is not None and view.index - memory.last_told.index <= 1:
        last = next(
            (d for d in reversed(memory.drafts) if d.view is memory.last_told and d.measure is not M.GROWTH), None
        )
        is_other = any(cue.ids & {"output", "other"} and not _is_branch(view, cue, memory) for cue in view.cues)
        if last and not is_other:
            return last.measure, None, last
    return None, None, None


def _of_that(view: View, quantity: Quantity, drafts: list[Draft], of: Measure | None) -> Draft | None:
    """The sum that grew, before its growth or in its clause: a target told behind has its own fate."""
    clause = view.clause(quantity)
    return next(
        (
            d
            for d in reversed(drafts)
            if d.measure is of and (d.quantity.number < quantity.number or view.clause(d.quantity) == clause)
        ),
        None,
    )


def _subject_in_turn(view: View, quantity: Quantity) -> Cue | None:
    """`出口、进口分别增长5%和3%`."""
    found = in_turn(view, quantity)
    if found is None:
        return None
    number, size, at = found
    subjects = [cue for cue in cues_in_clause(view, view.clause(quantity)) if cue.last < at and cue.ids & SUBJECTS]
    return subjects[number] if len(subjects) == size > 1 else None


def _is_of_volume(view: View, quantity: Quantity) -> bool:
    """`整车出口17万辆，同比增长95%`: what grew was counted in vehicles, not in money."""
    before = [
        q
        for q in view.quantities
        if q.number < quantity.number
        and view.clause(quantity) - view.clause(q) <= 1
        and q.kind not in ("percent", "times", "tenths")
    ]
    is_measured = bool(before) and before[-1].kind in ("other", "bare")
    return is_measured and not any(
        before[-1].number < cue.first < quantity.number and cue.ids & SUBJECTS for cue in view.cues
    )


def _opens_sentence(view: View, quantity: Quantity) -> bool:
    """`同比增长8.2%`: a change without a subject of its own goes on about the sentence before."""
    return view.line.starts[quantity.first] - view.line.starts[0] <= OPENING


def _cue_subjects(
    view: View, quantity: Quantity, memory: Memory
) -> Iterator[tuple[float, Measure | None, int, Draft | None]]:
    for cue in view.cues:
        ids = cue.ids & SUBJECTS
        if ids == {"output"} and _is_branch(view, cue, memory):
            continue
        is_counted = cue.ids & set(COUNTS) and _is_number_of(view, cue)
        if (not ids and not is_counted) or cue.first > quantity.last + 4:
            continue
        cost = _cost(view, quantity, cue)
        if "part_of_fixed" in cue.ids and view.has("fixed_capital"):
            yield cost, M.FIXED_CAPITAL_INVESTMENT, cue.first, None
        elif ids:
            of = next((MEASURE_OF_CUE[i] for i in sorted(ids) if i in MEASURE_OF_CUE), None)
            if of is M.INVESTMENT and _is_of_direct(view, memory):
                of = M.FDI
            yield cost + (2.0 if ids <= {"output"} else 0.0), of, cue.first, None
        elif "deal" in cue.ids and is_of_market(view, cue, memory):
            yield cost, None, cue.first, None
        else:
            yield cost + 2.0, COUNTS[sorted(cue.ids & set(COUNTS))[0]], cue.first, None


def _is_branch(view: View, cue: Cue, memory: Memory) -> bool:
    """`其中，…制造业同比增长40.3%` in a report on direct investment: a branch into which it went."""
    return view.has("part") and "branch" in view.matches.particles(cue.last) and _is_of_direct(view, memory)


def _is_of_direct(view: View, memory: Memory) -> bool:
    """A report on direct investment goes on with parts of it: `“一带一路”沿线国家对我投资增长29.4%`."""
    if view.has("fixed_capital", "fdi"):
        return view.has("fdi")
    last = next((d.of or d.measure for d in reversed(memory.drafts) if (d.of or d.measure) in FLOWS), None)
    return last is M.FDI


def _is_number_of(view: View, cue: Cue) -> bool:
    """`新设外资企业数`, `签约额`: the number of something, not the thing."""
    after = cue.last + 1
    return (
        "deal" in cue.ids
        or "tally" in view.matches.particles(after)
        or "grow" in view.matches.ids("cue", after)
        or "base" in view.matches.ids("cue", after)
        or ("project" in cue.ids and bool(view.matches.particles(after) & {"than", "amounts"}))
    )


def _cost(view: View, quantity: Quantity, cue: Cue) -> float:
    crossed = abs(view.clauses[cue.first] - view.clauses[quantity.first])
    others = sum(1 for q in between(view, quantity, cue) if q.kind in ("percent", "times"))
    side = 6.0 if cue.first > quantity.last else 0.0
    return gap(view, quantity, cue) * 0.3 + crossed * 4.0 + others * 2.0 + side


def _draft_subjects(
    view: View, quantity: Quantity, drafts: list[Draft]
) -> Iterator[tuple[float, Measure | None, int, Draft | None]]:
    for draft in drafts:
        if draft.quantity.number > quantity.number or draft.measure is M.LAND_AREA:
            continue
        token_gap = view.line.starts[quantity.first] - view.line.end(draft.quantity.last)
        crossed = view.clause(quantity) - view.clause(draft.quantity)
        yield token_gap * 0.3 + crossed * 4.0 - 1.0, draft.measure, draft.quantity.number, draft

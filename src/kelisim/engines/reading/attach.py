"""What each quantity means: measure, status, stage and time, from the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kelisim.engines.reading.numbers import MORE, Quantity
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Bound, Measure, Stage, Status

M = Measure
CLAUSE_COST = 3.0
FAR = 26.0
MEASURE_OF_CUE = {
    "fdi": M.FDI,
    "fixed_capital": M.FIXED_CAPITAL_INVESTMENT,
    "investment": M.INVESTMENT,
    "project": M.PROJECT_VALUE,
    "facility": M.PROJECT_VALUE,
    "agreement": M.AGREEMENT_VALUE,
    "document": M.AGREEMENT_VALUE,
    "trade": M.TRADE_TURNOVER,
    "export": M.EXPORT,
    "import": M.IMPORT,
}
VALUE_OF_NOUN = {
    "project": M.PROJECT_VALUE,
    "agreement": M.AGREEMENT_VALUE,
    "document": M.AGREEMENT_VALUE,
    "enterprise": M.PROJECT_VALUE,
    "facility": M.PROJECT_VALUE,
}
VALUE_OF_COUNT = {
    M.PROJECT_COUNT: M.PROJECT_VALUE,
    M.AGREEMENT_COUNT: M.AGREEMENT_VALUE,
    M.ENTERPRISE_COUNT: M.PROJECT_VALUE,
}
CUE_COST = {
    "fdi": -5.0,
    "fixed_capital": -5.0,
    "trade": -3.0,
    "export": -3.0,
    "import": -3.0,
    "investment": 0.0,
    "agreement": 1.0,
    "document": 2.0,
    "project": 2.0,
    "facility": 2.0,
    "other": 0.0,
}
VERB_TENSES = ("past", "future", "now", "conv", "inf")
ACTIONS = ("launch", "start", "carry", "build", "talk", "sign", "attract", "employ", "attend", "exist", "reach")
TRADE = (M.TRADE_TURNOVER, M.EXPORT, M.IMPORT)
STAGED = (M.PROJECT_COUNT, M.PROJECT_VALUE, M.ENTERPRISE_COUNT)


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    view: View
    quantity: Quantity
    measure: Measure
    value: Decimal
    unit: str
    bound: Bound
    of: Measure | None = None
    status: Status = Status.ACTUAL
    stage: Stage | None = None
    when: When | None = None
    area: str | None = None
    partner: str | None = None
    parent: Draft | None = None
    rules: dict[str, tuple[str, int | None, int | None]] = field(default_factory=dict)
    runner_up: tuple[str, str, float] | None = None
    is_sure: bool = True

    def note(self, name: str, rule: str, first: int | None = None, last: int | None = None) -> None:
        self.rules[name] = (rule, first, last if last is not None else first)


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave behind."""

    drafts: list[Draft] = field(default_factory=list)
    paragraph: list[Draft] = field(default_factory=list)
    last_count: Draft | None = None
    last_money: Draft | None = None
    last_view: View | None = None
    last_told: View | None = None  # the last that gave claims
    is_target: bool = False
    day: date | None = None
    event_year: When | None = None
    report: When | None = None  # what a sentence without numbers said it reports on
    only: When | None = None  # the one period of the article, where its first sentence tells it


# -- measure


def measure_counts(view: View, memory: Memory) -> Iterator[Draft]:
    for quantity in view.quantities:
        if quantity.kind == "count":
            measure = _measure_of_noun(view, quantity)
            if measure:
                yield _draft(view, quantity, measure, _UNIT[measure], f"noun:{quantity.noun}", quantity.noun_at)
        elif quantity.kind == "hectare":
            yield _draft(view, quantity, M.LAND_AREA, "hectare", "unit:hectare", quantity.last)


_UNIT = {
    M.PROJECT_COUNT: "project",
    M.AGREEMENT_COUNT: "agreement",
    M.JOBS: "job",
    M.PARTICIPANT_COUNT: "participant",
    M.ENTERPRISE_COUNT: "enterprise",
}


def _draft(view: View, quantity: Quantity, measure: Measure, unit: str, rule: str, at: int | None) -> Draft:
    draft = Draft(view, quantity, measure, quantity.value, unit, quantity.bound)
    draft.note("measure", rule, at)
    draft.note("bound", f"bound:{quantity.bound}", quantity.bound_at)
    return draft


def _measure_of_noun(view: View, quantity: Quantity) -> Measure | None:
    noun, clause = quantity.noun, view.clause(quantity)
    if noun == "project":
        return M.PROJECT_COUNT
    if noun == "agreement":
        return M.AGREEMENT_COUNT
    if noun == "document":
        return M.AGREEMENT_COUNT if view.has(*_verbs("sign"), "sum", "agreement") else None
    if noun == "jobs":
        return M.JOBS
    is_event = view.in_clause(clause, *_verbs("attend"), "event") or view.has(*_verbs("attend"))
    if noun == "enterprise" and _is_led(view, quantity):
        return M.PARTICIPANT_COUNT
    if noun == "enterprise":
        if view.has("tender"):
            return M.PARTICIPANT_COUNT
        return (
            M.PARTICIPANT_COUNT
            if is_event and not view.in_clause(clause, *_verbs("exist"), "joint")
            else M.ENTERPRISE_COUNT
        )
    if noun == "people" and not is_event and view.has(*_verbs("attract")) and view.has("facility", "project"):
        return M.JOBS
    if noun in ("people", "staff"):
        if view.has(*_verbs("employ"), "jobs", "staff"):
            return M.JOBS
        return M.PARTICIPANT_COUNT if is_event and noun == "people" else None
    if noun == "participant":
        if (
            not is_event
            and view.has("zone", *_verbs("exist"))
            and view.matches.ids("cue", quantity.noun_at) & {"participant"}
            and not view.has("event")
        ):
            return (
                M.ENTERPRISE_COUNT if view.tokens[quantity.noun_at].text.startswith(("участник", "қатысушы")) else None
            )
        return M.PARTICIPANT_COUNT if is_event or view.has("event") else None
    return None


def _is_led(view: View, quantity: Quantity) -> bool:
    """`руководители 18 компаний`, `18 компанияның басшылары`: people who came, when told at an event."""
    near = (
        view.matches.ids("cue", quantity.last + 1)
        | view.matches.ids("cue", quantity.first - 1)
        | view.matches.ids("cue", quantity.first - 2)
    )
    return "participant" in near and (view.has("event", *_verbs("attend")))


def _verbs(*actions: str) -> tuple[str, ...]:
    return tuple(f"{action}.{tense}" for action in actions for tense in VERB_TENSES)


def measure_parts(view: View, counts: list[Draft], memory: Memory) -> Iterator[Draft]:
    """`оның 19-ы`, `из этих 58 запущен 41`: a number of what was counted before."""
    for quantity in view.quantities:
        if quantity.kind not in ("part", "bare"):
            continue
        parent = _parent(view, quantity, counts, memory)
        if parent is None or not _is_part(view, quantity):
            continue
        is_more = quantity.first > 0 and view.tokens[quantity.first - 1].text in MORE
        is_sibling = parent.view is view and any(cue.first < parent.quantity.first for cue in view.with_ids(("part",)))
        if quantity.value > parent.value and not is_more and not is_sibling:
            continue
        draft = _draft(view, quantity, parent.measure, parent.unit, "part", quantity.number)
        draft.parent = parent
        yield draft


def _is_part(view: View, quantity: Quantity) -> bool:
    if quantity.kind == "part":
        return True
    before = view.tokens[quantity.first - 1].text if quantity.first else ""
    if before in MORE and quantity.last + 1 < len(view.tokens):
        return view.tokens[quantity.last + 1].kind == "w"
    if before in ("этих", "этого", "тех", "-", "–") or quantity.is_scaled:
        return False
    return any(cue.last < quantity.first for cue in view.with_ids(("part",)))


def _parent(view: View, quantity: Quantity, counts: list[Draft], memory: Memory) -> Draft | None:
    before = [draft for draft in counts if draft.quantity.last < quantity.first and draft.measure is not M.JOBS]
    if before:
        return before[-1]
    named = {q.value for q in view.quantities if q.kind == "bare" and q.number < quantity.number}
    earlier = [draft for draft in reversed(memory.drafts) if draft.quantity.kind in ("count", "part")]
    for draft in earlier:
        if draft.value in named:
            return draft
    return next((draft for draft in earlier if draft.measure is not M.JOBS), memory.last_count)


def measure_money(view: View, counts: list[Draft], memory: Memory) -> Iterator[Draft]:
    previous: Draft | None = None
    for quantity in view.quantities:
        if quantity.kind != "money":
            continue
        draft = _money(view, quantity, counts, memory, previous)
        if draft:
            previous = draft
            yield draft


def _money(view: View, quantity: Quantity, counts: list[Draft], memory: Memory, previous: Draft | None) -> Draft | None:
    if _is_difference(view, quantity):
        return None
    options = sorted(_money_options(view, quantity, counts, memory, previous), key=lambda option: option.cost)
    if not options or options[0].measure is None:
        return None
    best = options[0]
    assert best.measure is not None
    draft = _draft(view, quantity, best.measure, quantity.unit, best.rule, best.at)
    draft.parent = best.parent
    other = next((option for option in options if option.measure not in (None, best.measure)), None)
    if other:
        margin = min(1.0, (other.cost - best.cost) / 10)
        draft.runner_up = ("measure", str(other.measure), round(margin, 3))
    draft.is_sure = best.cost < FAR / 2
    return draft


@dataclass(slots=True)
class _Option:
    cost: float
    measure: Measure | None  # None: a sum that is no claim
    rule: str
    at: int | None = None
    parent: Draft | None = None


def _money_options(
    view: View, quantity: Quantity, counts: list[Draft], memory: Memory, previous: Draft | None
) -> Iterator[_Option]:
    for cue in view.cues:
        yield from _cue_options(view, quantity, cue, counts, memory)
    for draft in counts:
        value = VALUE_OF_COUNT.get(draft.measure)
        if value:
            yield _Option(
                _group_cost(view, quantity, draft), value, f"group:{draft.measure}", draft.quantity.number, draft
            )
    if previous:
        is_part = any(
            cue.first > previous.quantity.last and cue.last < quantity.first for cue in view.with_ids(("part",))
        )
        yield _Option(
            5.0 if is_part or _is_list(view, previous.quantity, quantity) else 16.0,
            previous.measure,
            "carried:sentence",
            None,
            previous,
        )
    last = memory.paragraph[-1] if memory.paragraph else None
    money = memory.last_money
    if view.has("part") and money and money in memory.paragraph:
        yield _Option(6.0, money.measure, "carried:part", None, money)
    if view.has("figure") and money and view.index - money.view.index <= 2:
        yield _Option(5.5, money.measure, "carried:figure", None, None)
    if is_story(memory.last_view, memory) and not any(d.measure in VALUE_OF_COUNT for d in counts):
        yield _Option(5.0, M.PROJECT_VALUE, "story", None)
    if last and last.measure in VALUE_OF_COUNT:
        yield _Option(22.0, VALUE_OF_COUNT[last.measure], "carried:count", None, last)
    elif money and money in memory.paragraph:
        yield _Option(23.0, money.measure, "carried:paragraph", None, money)


def _cue_options(view: View, quantity: Quantity, cue: Cue, counts: list[Draft], memory: Memory) -> Iterator[_Option]:
    cost = _distance(view, quantity, cue)
    for identity in cue.ids:
        if identity in CUE_COST:
            measure = MEASURE_OF_CUE.get(identity)
            counted = next((d for d in counts if d.quantity.noun_at == cue.first), None)
            if counted is not None and identity in ("project", "agreement", "document", "facility"):
                continue
            if identity == "other" and not _is_about(view, quantity, cue):
                continue
            yield _Option(cost + CUE_COST[identity], measure, f"cue:{identity}", cue.first)
        elif identity.startswith("build.") and not counts:
            yield _Option(cost + 7.0, M.PROJECT_VALUE, "verb:build", cue.first)
        elif identity.startswith("attract."):
            yield _Option(cost + 6.0, M.INVESTMENT, "verb:attract", cue.first)
        elif identity in ("cost", "sum"):
            own = _whose(view, cue)
            if own:
                yield _Option(cost - 2.0, own, f"cue:{identity}", cue.first)
                continue
            counted = _last_counted(view, quantity, counts, memory)
            value = VALUE_OF_COUNT.get(counted.measure) if counted else None
            if identity == "cost" and value is M.AGREEMENT_VALUE:
                value = None
            if value:
                yield _Option(cost - 1.0, value, f"cue:{identity}", cue.first, counted)
            elif identity == "cost":
                yield _Option(cost + 2.0, M.PROJECT_VALUE, "cue:cost", cue.first)
            elif view.has("agreement", "document"):
                yield _Option(cost - 1.0, M.AGREEMENT_VALUE, "cue:sum", cue.first)
        elif identity == "spent":
            yield _Option(cost - 4.0, None, "cue:spent", cue.first)


def _whose(view: View, cue: Cue) -> Measure | None:
    """`стоимость проекта`, `зауыттың құны`: what stands beside the word cost."""
    for i in (cue.first - 1, cue.last + 1):
        ids = view.matches.ids("cue", i)
        for identity in ("project", "facility", "agreement", "document"):
            if identity in ids:
                return MEASURE_OF_CUE[identity]
    return None


def _is_list(view: View, before: Quantity, quantity: Quantity) -> bool:
    """Two sums of one currency with no other noun of measure between them."""
    if before.unit != quantity.unit:
        return False
    names = set(MEASURE_OF_CUE) | {"cost", "sum", "other"}
    return not any(before.last < cue.first < quantity.first and cue.ids & names for cue in view.cues)


def _is_about(view: View, quantity: Quantity, cue: Cue) -> bool:
    """Taxes and output count against a sum only as its own noun: right behind it, or before it in its clause."""
    gap = cue.first - quantity.last - 1
    if gap >= 0:
        return gap <= 1
    names = set(MEASURE_OF_CUE) | {"cost", "sum"}
    return not any(cue.last < other.first < quantity.first and other.ids & names for other in view.cues)


def _distance(view: View, quantity: Quantity, cue: Cue) -> float:
    is_left = cue.last < quantity.first
    gap = quantity.first - cue.last - 1 if is_left else cue.first - quantity.last - 1
    if gap < 0:
        return 0.0
    crossed = abs(view.clauses[cue.first] - view.clauses[quantity.first])
    low, high = (cue.last, quantity.first) if is_left else (quantity.last, cue.first)
    others = sum(
        1
        for other in view.quantities
        if other is not quantity and low < other.number < high and other.kind in ("money", "count", "hectare")
    )
    side = 0.0 if is_left else 1.5
    if not is_left and crossed:
        is_named = crossed == 1 and gap <= 3 and view.tokens[quantity.last + 1].text == "–"
        crossed, side = (0, 0.0) if is_named else (crossed, side + 4.0)
    return min(gap, 12) * 0.6 + crossed * CLAUSE_COST + others * 3.0 + side


def _group_cost(view: View, quantity: Quantity, draft: Draft) -> float:
    count = draft.quantity
    left, right = (count, quantity) if count.last < quantity.first else (quantity, count)
    gap = max(0, right.first - left.last - 1)
    crossed = abs(view.clauses[left.last] - view.clauses[right.first])
    between = sum(1 for other in view.quantities if left.last < other.number < right.first and other.kind == "money")
    cost = gap * 0.5 + crossed * 2.0 + between * 4.0 - 3.0
    if draft.measure is M.ENTERPRISE_COUNT:
        is_other = any(
            left.last < cue.first < right.first and any(i.startswith("attract.") for i in cue.ids) for cue in view.cues
        )
        cost += 4.0 if gap <= 2 and not is_other else 9.0
    if left is quantity and gap <= 2 and not crossed:
        cost -= 3.0
    return cost


def _last_counted(view: View, quantity: Quantity, counts: list[Draft], memory: Memory) -> Draft | None:
    before = [d for d in counts if d.measure in VALUE_OF_COUNT and d.quantity.number < quantity.number]
    if before:
        return before[-1]
    after = [d for d in counts if d.measure in VALUE_OF_COUNT]
    if after:
        return after[0]
    if view.has("facility") and not view.has("anaphor", "part"):
        return None
    for draft in reversed(memory.drafts):
        if draft.measure in VALUE_OF_COUNT:
            return draft
    return None


def _is_difference(view: View, quantity: Quantity) -> bool:
    """`на 217 млрд больше`, `217 млрд-қа артық`: an absolute difference."""
    after = quantity.last + 1
    if quantity.bound_at is not None and quantity.bound_at >= after:
        return False
    before = view.tokens[quantity.first - 1].text if quantity.first else ""
    is_by = (
        before == "на"
        if not view.is_verb_final
        else quantity.case == "dative" or view.tokens[quantity.last].case == "dative"
    )
    ids = view.matches.ids("cue", after)
    if is_by and "difference" in ids:
        return True
    grew = view.matches.ids("cue", quantity.first - 2) if quantity.first > 1 else set()
    return is_by and not view.is_verb_final and bool(grew & {"grow", "fall"})


# -- growth


def measure_growth(view: View, drafts: list[Draft], memory: Memory) -> Iterator[Draft]:
    for quantity in view.quantities:
        if quantity.kind not in ("percent", "times"):
            continue
        change = _change_cue(view, quantity)
        if change is None or _is_no_growth(view, quantity):
            continue
        of, at, parent = _measure_that_grew(view, quantity, drafts, memory)
        if of is None:
            continue
        draft = _draft(view, quantity, M.GROWTH, quantity.unit, "growth", change.first)
        draft.of, draft.parent = of, parent
        draft.value = _change(view, quantity, "fall" in change.ids)
        draft.note("of", "subject", at)
        yield draft


def _change_cue(view: View, quantity: Quantity) -> Cue | None:
    best, best_cost = None, 9.0
    is_index = quantity.kind == "percent" and 100 <= quantity.value < 400
    for cue in view.with_ids(("grow", "fall", "base") if is_index else ("grow", "fall")):
        gap = quantity.first - cue.last - 1 if cue.last < quantity.first else cue.first - quantity.last - 1
        cost = gap + 2.0 * abs(view.clauses[cue.first] - view.clauses[quantity.first])
        is_inside = quantity.first < cue.first <= quantity.last  # екі еселеніп
        if (gap >= 0 or is_inside) and cost < best_cost:
            best, best_cost = cue, cost
    return best


def _is_no_growth(view: View, quantity: Quantity) -> bool:
    clause = view.clause(quantity)
    near = [cue for cue in view.with_ids(("norm", "share")) if view.clauses[cue.first] == clause]
    return bool(near)


def _measure_that_grew(
    view: View, quantity: Quantity, drafts: list[Draft], memory: Memory
) -> tuple[Measure | None, int | None, Draft | None]:
    options: list[tuple[float, Measure | None, int, Draft | None]] = []
    for cue in view.cues:
        for identity in cue.ids & {"fdi", "fixed_capital", "investment", "trade", "export", "import", "output"}:
            cost = _distance(view, quantity, cue) + (-3.0 if identity != "output" and identity != "investment" else 0.0)
            if cue.first > quantity.last:
                cost += 3.0
            options.append((cost, MEASURE_OF_CUE.get(identity), cue.first, None))
    for draft in drafts:
        gap = abs(draft.quantity.number - quantity.number) * 0.6
        crossed = abs(view.clause(draft.quantity) - view.clause(quantity)) * CLAUSE_COST
        options.append((gap + crossed + 4.0, draft.measure, draft.quantity.number, draft))
    if options:
        _, measure, at, parent = min(options, key=lambda option: option[0])
        if parent is None and measure:
            parent = next((d for d in drafts if d.measure is measure), None)
        return measure, at, parent
    last = memory.paragraph[0] if memory.paragraph else None
    for draft in reversed(memory.paragraph):
        if draft.view is memory.last_view and draft.measure is not M.GROWTH:
            last = draft
    return (last.measure, None, last) if last and last.measure is not M.GROWTH else (None, None, None)


def _change(view: View, quantity: Quantity, is_fall: bool) -> Decimal:
    """An index of 104.5 is a change of 4.5."""
    value = quantity.value
    if quantity.kind == "percent" and value >= 100:
        before = view.tokens[quantity.first - 1].text if quantity.first else ""
        is_by = before == "на" if not view.is_verb_final else quantity.case == "dative"
        reached = (
            any("index" in view.matches.ids("cue", i) for i in range(quantity.last + 1, quantity.last + 3))
            and view.is_verb_final
        )
        if not is_by or reached:
            return value - 100
    return -value if is_fall else value


# -- status and stage


@dataclass(slots=True)
class Predicate:
    action: str = ""
    tense: str = ""
    first: int | None = None
    last: int | None = None


def predicate_of(view: View, quantity: Quantity) -> Predicate:
    return _predicate_behind(view, quantity) if view.is_verb_final else _predicate_near(view, quantity)


def _predicate_behind(view: View, quantity: Quantity) -> Predicate:
    """Verb-final: the first verb to the right, its tense from the first finite verb from there on."""
    if _is_nominal(view, quantity):
        return _read_left(view, quantity)
    found = _read_right(view, quantity.last + 1, len(view.tokens))
    if found.tense:
        return found
    left = _read_left(view, quantity)
    return Predicate(found.action or left.action, left.tense, left.first, left.last) if left.tense else found


def _is_nominal(view: View, quantity: Quantity) -> bool:
    """`құны – 95 млрд теңге,`: a sentence of its own without a verb."""
    before = (
        quantity.bound_at if quantity.bound_at is not None and quantity.bound_at < quantity.first else quantity.first
    ) - 1
    after = quantity.last + 1
    return (
        before >= 0
        and view.tokens[before].text == "–"
        and (after >= len(view.tokens) or view.tokens[after].text in (",", ";", ".", ")"))
    )


def _read_right(view: View, start: int, end: int) -> Predicate:
    predicate = Predicate()
    i = start
    cues = {cue.first: cue for cue in view.cues}
    while i < end:
        cue = cues.get(i)
        token = view.tokens[i]
        if token.text == ";":
            break
        if cue is None:
            if not token.is_capital and (token.word.tense == "future" or (token.word.tense and _ends_clause(view, i))):
                predicate.tense, predicate.first, predicate.last = token.word.tense, i, i
                return predicate
            i += 1
            continue
        if cue.ids & {"planned", "target"}:
            predicate.tense = "target" if "target" in cue.ids else "planned"
            predicate.first, predicate.last = cue.first, cue.last
            return predicate
        if "actual" in cue.ids:
            return Predicate(predicate.action or "reach", "past", cue.first, cue.last)
        for identity in sorted(cue.ids):
            action, _, tense = identity.partition(".")
            if action not in ACTIONS or not tense:
                continue
            if not predicate.action:
                predicate.action, predicate.first, predicate.last = action, cue.first, cue.last
            if tense == "conv" and _is_progressive(view, cue.last + 1):
                predicate.tense = "now"
                return predicate
            if tense == "conv" and action == "start":
                predicate.tense = "past"
                return predicate
            if tense not in ("conv", "inf") and not _is_modifier(view, cue, quantity_end=start):
                predicate.tense = tense
                return predicate
        i = cue.last + 1
    return predicate


def _ends_clause(view: View, i: int) -> bool:
    return i + 1 == len(view.tokens) or view.tokens[i + 1].kind == "s"


def _is_progressive(view: View, i: int) -> bool:
    return i < len(view.tokens) and view.tokens[i].text in (
        "жатыр",
        "жатқан",
        "тұр",
        "отыр",
        "келеді",
        "жүр",
        "отырған",
    )


def _is_modifier(view: View, cue: Cue, quantity_end: int) -> bool:
    """`тартатын 7 меморандум`: a participle right behind the sum says nothing of the whole."""
    return view.tokens[cue.last].text.endswith(("атын", "етін", "йтын", "йтін"))


def _read_left(view: View, quantity: Quantity) -> Predicate:
    for cue in reversed(view.cues):
        if cue.last >= quantity.first:
            continue
        if cue.ids & {"planned", "target"}:
            return Predicate("", "target" if "target" in cue.ids else "planned", cue.first, cue.last)
        if "actual" in cue.ids:
            return Predicate("reach", "past", cue.first, cue.last)
        for identity in sorted(cue.ids):
            action, _, tense = identity.partition(".")
            if action in ACTIONS and tense in ("past", "now", "future"):
                return Predicate(action, tense, cue.first, cue.last)
    for i in range(quantity.first - 1, -1, -1):
        if view.tokens[i].word.tense == "future" and not view.tokens[i].is_capital:
            return Predicate("", "future", i, i)
    return Predicate()


def _predicate_near(view: View, quantity: Quantity) -> Predicate:
    """Verb in the middle: the nearest of the clause, else of the clause before, else behind."""
    clause = view.clause(quantity)
    after = quantity.last + 1
    by_clause = [_nearest_predicate(view, quantity, clause)]
    if quantity.kind in ("part", "bare", "count") and after < len(view.tokens) and view.tokens[after].text == "–":
        by_clause.insert(0, _nearest_predicate(view, quantity, clause + 1))
    for step in range(1, 5):
        by_clause.append(_nearest_predicate(view, quantity, clause - step))
    by_clause.append(_nearest_predicate(view, quantity, clause + 1))
    by_clause.append(_nearest_predicate(view, quantity, clause + 2))
    return next((found for found in by_clause if found.tense), Predicate())


def _nearest_predicate(view: View, quantity: Quantity, clause: int) -> Predicate:
    best, best_cost = Predicate(), 1e9
    for cue in view.cues:
        if view.clauses[cue.first] != clause:
            continue
        gap = quantity.first - cue.last if cue.last < quantity.first else (cue.first - quantity.last) * 1.3
        if "future_word" in cue.ids and quantity.first <= cue.first <= quantity.last:
            return Predicate("", "planned", cue.first, cue.last)
        if cue.ids & {"planned", "target"}:
            gap -= 4
            tense = "target" if "target" in cue.ids else "planned"
            action = best.action
            if gap < best_cost:
                best, best_cost = Predicate(action, tense, cue.first, cue.last), gap
            continue
        for identity in sorted(cue.ids):
            action, _, tense = identity.partition(".")
            if action in ACTIONS and tense in ("past", "now", "future") and gap < best_cost:
                best, best_cost = Predicate(action, tense, cue.first, cue.last), gap
    if best.tense == "past" and best.first is not None and _will_be(view, best.first):
        best.tense = "future"
    if not best.tense:
        for i, token in enumerate(view.tokens):
            if view.clauses[i] == clause and token.word.tense == "future":
                return Predicate("", "future", i, i)
    return best


def _will_be(view: View, i: int) -> bool:
    """`будет занято`: the auxiliary stands at most three words before."""
    near = range(max(0, i - 4), min(i + 4, len(view.tokens)))
    return any(view.tokens[j].word.tense == "future" and view.clauses[j] == view.clauses[i] for j in near)


def set_status(draft: Draft, memory: Memory) -> None:
    view, quantity = draft.view, draft.quantity
    predicate = _predicate_for(draft)
    if not predicate.tense and _take_over(draft, memory):
        return
    pool = _pool(view, quantity)
    if (
        pool
        and pool.last < quantity.first
        and predicate.first is not None
        and predicate.first > quantity.last
        and draft.measure in STAGED
        and not view.is_verb_final
        and view.clauses[predicate.first] != view.clause(quantity)
    ):
        predicate = Predicate()
    if _is_named_pool(view, quantity, pool) and draft.measure in STAGED and predicate.tense != "now":
        predicate = Predicate("", "", pool.first if pool else None, pool.last if pool else None)
    if _target(view, quantity, predicate, memory):
        draft.status, rule = Status.TARGET, "target"
    elif predicate.tense in ("future", "planned", "target") or _is_talk(draft, predicate):
        draft.status, rule = Status.PLANNED, f"tense:{predicate.tense}"
    elif (
        pool
        and draft.measure in STAGED
        and predicate.tense != "now"
        and predicate.action in ("", "exist", "sign", "attract", "reach")
    ):
        draft.status, rule = Status.PLANNED, "pool"
    else:
        draft.status, rule = Status.ACTUAL, f"tense:{predicate.tense or 'none'}"
    draft.note("status", rule, predicate.first, predicate.last)
    if draft.measure in STAGED:
        draft.stage = _stage(draft, predicate, pool is not None) or _stage_before(draft, memory)
        draft.note(
            "stage", f"{predicate.action or 'none'}:{predicate.tense or 'none'}", predicate.first, predicate.last
        )


def _is_talk(draft: Draft, predicate: Predicate) -> bool:
    """Projects that are only signed or talked about are planned; so are the jobs of a plant that is."""
    if predicate.action == "talk":
        return True
    if predicate.action == "sign":
        return draft.measure in (M.PROJECT_COUNT, M.PROJECT_VALUE)
    if draft.measure is M.JOBS and predicate.tense == "now" and draft.view.is_verb_final:
        return _read_left(draft.view, draft.quantity).tense in ("future", "planned")
    return False


def _predicate_for(draft: Draft) -> Predicate:
    view, quantity = draft.view, draft.quantity
    for cue in view.with_ids(("future_word",)):
        if quantity.first <= cue.first <= quantity.last:
            return Predicate("", "planned", cue.first, cue.last)
    participle = _participle_before(view, quantity)
    if participle:
        return participle
    if draft.quantity.kind in ("part", "bare") and view.is_verb_final:
        return _read_right(view, quantity.last + 1, _next_number(view, quantity))
    if draft.measure in (M.LAND_AREA, M.GROWTH):
        return _predicate_of_clause(view, quantity)
    return predicate_of(view, quantity)


def _participle_before(view: View, quantity: Quantity) -> Predicate | None:
    """`қолға алынған 26 жобаның 17-сі`: what is said of the whole stands before it."""
    if not view.is_verb_final or (quantity.case == "" and view.tokens[quantity.last].case != "genitive"):
        return None
    if view.tokens[quantity.last].case != "genitive":
        return None
    for cue in view.cues:
        if cue.last == quantity.first - 1:
            for identity in sorted(cue.ids):
                action, _, tense = identity.partition(".")
                if action in ACTIONS and tense in ("past", "now"):
                    return Predicate(action, tense, cue.first, cue.last)
    return None


def _next_number(view: View, quantity: Quantity) -> int:
    return next((q.first for q in view.quantities if q.first > quantity.last), len(view.tokens))


def _predicate_of_clause(view: View, quantity: Quantity) -> Predicate:
    """For land and growth a verb of another clause says nothing."""
    clause = view.clause(quantity)
    if not view.is_verb_final:
        return _nearest_predicate(view, quantity, clause)
    end = quantity.last + 1
    while end < len(view.tokens) and view.clauses[end] == clause:
        end += 1
    return _read_right(view, quantity.last + 1, end)


def _take_over(draft: Draft, memory: Memory) -> bool:
    """No verb in the sentence: a part, a list or an aside shares the fate of what it belongs to."""
    source = draft.parent
    view = draft.view
    if draft.measure is M.GROWTH and not _is_noun_of_change(draft):
        return False
    if source is None or source.measure in (M.GROWTH, M.LAND_AREA):
        if draft.measure in (M.LAND_AREA, M.GROWTH) or view.has("pool", "target", "actual"):
            return False
        if _take_over_story(draft, memory):
            return True
        source = _fate_before(draft, memory)
    if source is None:
        return False
    draft.status = source.status
    if draft.measure in STAGED:
        draft.stage = source.stage if source.measure in STAGED else _stage_of_status(source.status)
        draft.note("stage", "carried")
    draft.note("status", "carried")
    return True


def is_story(view: View | None, memory: Memory) -> bool:
    """A sentence without numbers that tells what became of a plant or a project."""
    if view is None or view is memory.last_told or not view.has("project", "facility", "enterprise"):
        return False
    return view.has(*_verbs("launch", "start", "build"), "planned") and not view.has("event", "agreement")


def _take_over_story(draft: Draft, memory: Memory) -> bool:
    """The sentence before told without numbers what became of the plant whose cost and jobs follow."""
    view = memory.last_view
    if view is None or not is_story(view, memory) or draft.measure not in (*STAGED, M.JOBS):
        return False
    wanted = _verbs("launch", "start", "build")
    cue = next((cue for cue in reversed(view.cues) if cue.ids & set(wanted) or "planned" in cue.ids), None)
    if cue is None:
        return False
    identity = next((i for i in sorted(cue.ids) if i in wanted), "")
    action, _, tense = identity.partition(".")
    predicate = Predicate(action, tense if "planned" not in cue.ids else "planned")
    is_future = predicate.tense in ("future", "planned", "inf")
    draft.status = Status.PLANNED if is_future or (draft.measure is M.JOBS and action != "launch") else Status.ACTUAL
    if draft.measure in STAGED:
        draft.stage = _stage(draft, predicate, False)
        draft.note("stage", "story")
    draft.note("status", "story")
    draft.when = next((w for w in view.whens if w.role in (Role.MAIN, Role.DEADLINE) and w.is_known), None)
    return True


def _is_noun_of_change(draft: Draft) -> bool:
    _, first, _ = draft.rules["measure"]
    return first is not None and draft.view.tokens[first].text.startswith(
        ("рост", "прирост", "өсім", "плюс", "минус", "темп")
    )


def _stage_of_status(status: Status) -> Stage | None:
    return None if status is Status.ACTUAL else Stage.INTENDED


def _fate_before(draft: Draft, memory: Memory) -> Draft | None:
    """The last claim about projects of the sentence before, where this one goes on about the same."""
    if draft.measure not in (*STAGED, M.JOBS):
        return None
    told = memory.last_told
    if told is None or draft.view.index - told.index > 2:
        return None
    if not memory.paragraph and not draft.view.has("anaphor", "part", "next"):
        return None
    before = [d for d in memory.drafts if d.view is told and d.measure in (*STAGED, M.JOBS)]
    return before[0] if before else None


def _stage_before(draft: Draft, memory: Memory) -> Stage | None:
    if draft.status is not Status.ACTUAL:
        return None
    if draft.parent is not None and draft.parent.stage:
        return draft.parent.stage
    if is_story(memory.last_view, memory) and memory.last_view is not None:
        return Stage.LAUNCHED if memory.last_view.has(*_verbs("launch")) else Stage.UNDER_WAY
    for other in reversed(memory.drafts):
        if other.measure in STAGED and (other.measure is M.ENTERPRISE_COUNT) == (draft.measure is M.ENTERPRISE_COUNT):
            return other.stage if other.status is Status.ACTUAL else None
    return None


def _is_named_pool(view: View, quantity: Quantity, pool: Cue | None) -> bool:
    """`пул из 111 проектов`, `111 жобаның пулы`."""
    if pool is None:
        return False
    gap = quantity.first - pool.last - 1 if pool.last < quantity.first else pool.first - quantity.last - 1
    return gap <= 3 and view.clauses[pool.first] == view.clauses[quantity.first]


def _target(view: View, quantity: Quantity, predicate: Predicate, memory: Memory) -> bool:
    if view.has("actual"):
        return False
    if predicate.tense == "target":
        return True
    for cue in view.with_ids(("target",)):
        if view.clauses[cue.first] == view.clause(quantity) or cue.last < quantity.first:
            return True
    return memory.is_target and predicate.tense in ("planned", "future", "")


def _pool(view: View, quantity: Quantity) -> Cue | None:
    return next(
        (
            cue
            for cue in view.with_ids(("pool",))
            if cue.last <= quantity.first or view.clauses[cue.first] == view.clause(quantity)
        ),
        None,
    )


def _stage(draft: Draft, predicate: Predicate, is_pool: bool) -> Stage | None:
    action, tense = predicate.action, predicate.tense
    if draft.status is Status.TARGET:
        return Stage.INTENDED
    if draft.status is Status.PLANNED:
        is_plain = tense not in ("future",) or action in ("exist", "")
        return Stage.POOL if is_pool and is_plain and tense != "planned" else Stage.INTENDED
    if tense == "now" or action == "start":
        return (
            Stage.LAUNCHED
            if draft.measure is M.ENTERPRISE_COUNT and action not in ("build", "start")
            else Stage.UNDER_WAY
        )
    if action in ("launch", "build"):
        return Stage.LAUNCHED
    if draft.measure is M.ENTERPRISE_COUNT:
        return Stage.LAUNCHED
    return None


def inherit(draft: Draft) -> None:
    """The sum of a group shares the fate of what it pays for; a part without a verb that of the whole."""
    parent = draft.parent
    if parent is None:
        return
    if draft.measure in VALUE_OF_COUNT.values() and parent.measure in VALUE_OF_COUNT:
        draft.status = parent.status
        draft.stage = parent.stage if draft.measure in STAGED else None
        is_here = parent.view is draft.view
        draft.note("status", "group", *(parent.rules.get("status", ("", None, None))[1:] if is_here else ()))


# -- time


def set_when(draft: Draft, memory: Memory) -> None:
    when = _nearest_when(draft, memory)
    rule = "nearest"
    if when is None:
        when, rule = _carried_when(draft, memory)
    draft.when = when
    if when is not None:
        is_here = rule == "nearest"
        draft.note("period", f"{rule}:{when.role}", when.first if is_here else None, when.last if is_here else None)


def _nearest_when(draft: Draft, memory: Memory) -> When | None:
    view, quantity = draft.view, draft.quantity
    best, best_cost = None, 1e9
    for when in view.whens:
        if when.role is Role.BASE or (when.role in (Role.NOW, Role.SINCE) and draft.status is not Status.ACTUAL):
            continue
        if (
            draft.status is not Status.ACTUAL
            and when.role is Role.MAIN
            and memory.day
            and when.end
            and when.end < memory.day
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
    if not is_left and not view.is_verb_final:
        gap = max(0, gap - 1)
    cost = gap * 0.3 + crossed * 3.0 + others * 1.0
    if not is_left:
        is_adjacent = not view.is_verb_final and gap <= 1 and not crossed
        cost += 0.0 if is_adjacent else 5.0 + 4.0 * crossed
    return cost


def _carried_when(draft: Draft, memory: Memory) -> tuple[When | None, str]:
    if draft.measure in (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT) and memory.event_year:
        return memory.event_year, "event"
    parent = draft.parent
    if parent is not None and (_is_future_of_past(draft, parent) or parent.view not in (draft.view, memory.last_told)):
        parent = None
    if (
        parent is not None
        and parent.when is not None
        and (parent.when.role is not Role.NOW or draft.status is Status.ACTUAL)
    ):
        return parent.when, "parent"
    if draft.rules.get("status", ("",))[0] == "story":
        return draft.when, "story"
    if draft.rules.get("status", ("",))[0] == "carried":
        source = _fate_before(draft, memory)
        if source is not None and source.when is not None:
            return source.when, "carried"
    view = draft.view
    is_back = any(cue.first < draft.quantity.first for cue in view.with_ids(("anaphor", "part")))
    if is_back or draft.measure is M.GROWTH:
        for other in reversed(memory.drafts):
            if (
                other.view is memory.last_told
                and other.when
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
                and other.when.role is not Role.VAGUE
            ):
                return other.when, "trade"
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


def _is_future_of_past(draft: Draft, other: Draft) -> bool:
    """What is hoped for does not take the time of what has happened, nor the other way round."""
    return (draft.status is Status.ACTUAL) != (other.status is Status.ACTUAL)

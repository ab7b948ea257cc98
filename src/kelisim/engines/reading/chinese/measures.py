"""What a number measures: counts by their nouns and counters, sums by the topic before them or the noun behind."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.engines.reading.chinese.view import between, cues_in_clause, gap
from kelisim.engines.reading.drafts import VALUE_OF_COUNT, Draft, Memory, Option, draft_of, new_draft, verbs
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure

M = Measure
UNITS = {
    M.PROJECT_COUNT: "project",
    M.AGREEMENT_COUNT: "agreement",
    M.JOBS: "job",
    M.PARTICIPANT_COUNT: "participant",
    M.ENTERPRISE_COUNT: "enterprise",
}
MEASURE_OF_CUE = {
    "deal": M.AGREEMENT_VALUE,
    "fdi": M.FDI,
    "fixed_capital": M.FIXED_CAPITAL_INVESTMENT,
    "trade": M.TRADE_TURNOVER,
    "export": M.EXPORT,
    "import": M.IMPORT,
    "cost": M.PROJECT_VALUE,
    "investment": M.INVESTMENT,
    "agreement": M.AGREEMENT_VALUE,
    "project": M.PROJECT_VALUE,
    "facility": M.PROJECT_VALUE,
}
COSTS = {
    "deal": -6.0,
    "fdi": -5.0,
    "fixed_capital": -5.0,
    "trade": -4.0,
    "export": -4.0,
    "import": -4.0,
    "cost": -3.0,
    "other": -3.0,
    "investment": 0.0,
    "agreement": 1.0,
    "project": 4.0,
    "facility": 5.0,
}
PARTS = {
    "item": (M.PROJECT_COUNT, M.AGREEMENT_COUNT, M.JOBS),
    "firm": (M.ENTERPRISE_COUNT, M.PARTICIPANT_COUNT),
    "person": (M.JOBS, M.PARTICIPANT_COUNT),
    "paper": (M.AGREEMENT_COUNT,),
    "order": (M.AGREEMENT_COUNT, M.PROJECT_COUNT),
    "thing": (M.ENTERPRISE_COUNT,),
}
SQUARE_METRE = "0.0001"
SMALL = 10_000  # what costs less is a price
MANY = 1_000_000  # more than anybody counts: a sum without its currency
CLAUSE_COST, LIMIT = 6.0, 24.0
PARTED = (M.FDI, M.FIXED_CAPITAL_INVESTMENT, M.PROJECT_VALUE, M.INVESTMENT)
FLOWS = (M.FDI, M.TRADE_TURNOVER, M.EXPORT, M.IMPORT)
ATTEND = verbs("attend")
EMPLOY = ("jobs", "staff")


def measure_counts(view: View, memory: Memory) -> Iterator[Draft]:
    drafts: list[Draft] = []
    for quantity in view.quantities:
        draft = _count(view, quantity, drafts, memory) if quantity.kind == "count" else _land(view, quantity)
        if draft:
            drafts.append(draft)
            yield draft


def _land(view: View, quantity: Quantity) -> Draft | None:
    """Land, not floors or fields."""
    if quantity.kind != "hectare":
        return None
    clause = [cue for cue in cues_in_clause(view, view.clause(quantity)) if not between(view, quantity, cue)]
    near = [cue for cue in clause if "land" in cue.ids and not (_is_small(view, quantity) and "surface" in cue.ids)]
    best = min(near, key=lambda cue: gap(view, quantity, cue), default=None)
    if any("floor" in cue.ids for cue in clause):
        return None
    is_zone = best is None and not _is_small(view, quantity) and any(cue.ids & {"zone", "facility"} for cue in clause)
    if is_zone or best is not None:
        return new_draft(view, quantity, M.LAND_AREA, "hectare", "unit:hectare", best.first if best else quantity.last)
    return None


def _is_small(view: View, quantity: Quantity) -> bool:
    """Square metres are those of floors, unless the text says land."""
    unit = view.matches.longest("unit", quantity.last)
    return unit is not None and unit.form.value.get("factor") == SQUARE_METRE


def _count(view: View, quantity: Quantity, before: list[Draft], memory: Memory) -> Draft | None:
    if not quantity.unit and quantity.is_scaled and quantity.value >= MANY:
        return None  # 合同外资过3000万项目61个
    measure = _measure_of_noun(view, quantity, memory) if quantity.noun else _measure_of_counter(view, quantity, memory)
    if measure:
        draft = new_draft(
            view,
            quantity,
            measure,
            UNITS[measure],
            f"noun:{quantity.noun or quantity.unit}",
            quantity.noun_at if quantity.noun else quantity.last,
        )
        draft.parent = _whole(view, quantity, measure, before, memory)
        return draft
    return None if quantity.noun else _part(view, quantity, before, memory)


def _measure_of_noun(view: View, quantity: Quantity, memory: Memory) -> Measure | None:
    clause = view.clause(quantity)
    if quantity.noun in ("enterprise", "people", "participant") and _is_served(view, quantity):
        return None
    match quantity.noun:
        case "project":
            return M.PROJECT_COUNT
        case "agreement":
            return M.AGREEMENT_COUNT
        case "document":
            return M.AGREEMENT_COUNT if view.has(*verbs("sign"), "agreement") else None
        case "jobs":
            return M.JOBS
        case "staff":
            return None if view.in_clause(clause, *ATTEND) else M.JOBS
        case "people":
            return M.JOBS if view.in_clause(clause, *EMPLOY) else None
        case "enterprise" if _is_party(view, quantity):
            return None
        case "enterprise" if _is_part_of_guests(view, quantity, memory):
            return M.PARTICIPANT_COUNT
        case "enterprise" if quantity.unit == "item" and _is_part_of_projects(view, quantity):
            return M.PROJECT_COUNT
        case "enterprise" if _is_brought(view, quantity):
            return M.ENTERPRISE_COUNT
        case "enterprise":
            return M.PARTICIPANT_COUNT if _is_at_event(view, clause) else M.ENTERPRISE_COUNT
        case "participant":
            return M.PARTICIPANT_COUNT if view.has("event", *ATTEND) or _is_story_of_event(memory) else None
        case "countries" if _is_brought(view, quantity) or any(
            "project" in cue.ids for cue in view.cues_of_clause(clause)
        ):
            return None  # 项目来自16个国家
        case "countries":
            return (
                M.PARTICIPANT_COUNT
                if view.has(*ATTEND)
                and (
                    view.has("event", "participant")
                    or _is_story_of_event(memory)
                    or (view.has("enterprise") and not view.has("zone", *verbs("exist")))
                )
                else None
            )
    return None


def _is_brought(view: View, quantity: Quantity) -> bool:
    """`引进了来自15个国家的108家企业`: they came to stay."""
    clause = view.clause(quantity)
    return any(
        "attract.past" in cue.ids and cue.last < quantity.first and "gather" not in cue.ids
        for cue in cues_in_clause(view, clause)
    ) and not view.has("event")


def _is_party(view: View, quantity: Quantity) -> bool:
    """`与三家企业签订合同`: a party to a paper is not counted, nor `在30家企业就业`."""
    clause = view.clause(quantity)
    if view.matches.particles_before(quantity.first) & {"in"} and view.in_clause(clause, *EMPLOY):
        return True
    if view.in_clause(clause, *verbs("talk")):
        return False
    return any(
        "compared" in cue.ids
        and cue.last < quantity.first
        and gap(view, quantity, cue) <= (8 if view.in_clause(clause, *verbs("sign")) else 0)
        for cue in cues_in_clause(view, clause)
    )


def _is_part_of_guests(view: View, quantity: Quantity, memory: Memory) -> bool:
    """`参展企业1900家，其中境外企业610家`."""
    if not any("part" in cue.ids and cue.first < quantity.first for cue in view.cues):
        return False
    firms = [q for q in view.quantities if q.kind == "count" and q.unit == "firm" and q.number < quantity.number]
    return bool(firms) and _is_at_event(view, view.clause(firms[-1]))


def _is_part_of_projects(view: View, quantity: Quantity) -> bool:
    """`6个项目签约，其中中国企业4个`: projects of companies."""
    before = [q for q in view.quantities if q.kind == "count" and q.number < quantity.number]
    is_part = any("part" in cue.ids and cue.first < quantity.first for cue in view.cues)
    return is_part and bool(before) and before[-1].noun == "project"


def _is_served(view: View, quantity: Quantity) -> bool:
    """`惠及企业2.3万户`: whom a service reached."""
    return any(
        "served" in cue.ids and cue.last < quantity.first and gap(view, quantity, cue) <= 6
        for cue in cues_in_clause(view, view.clause(quantity))
    )


def _is_at_event(view: View, clause: int) -> bool:
    """Companies that came, not companies that are: `86家外企` of a meeting, but `新设外资企业1.7万家`."""
    if view.has("tender"):
        return True
    if view.in_clause(clause, *verbs("exist", "launch")) and not view.in_clause(clause, *ATTEND):
        return False
    is_gathering = view.in_clause(clause, "gather") and view.has("event")
    return (
        is_gathering
        or view.in_clause(clause, *ATTEND, "event")
        or (view.has(*ATTEND) and view.has("event") and not view.has(*verbs("exist")))
    )


def _is_story_of_event(memory: Memory) -> bool:
    return any(draft.measure is M.PARTICIPANT_COUNT for draft in memory.drafts) or (
        memory.last_view is not None and memory.last_view.has("event")
    )


def _measure_of_counter(view: View, quantity: Quantity, memory: Memory) -> Measure | None:
    """People without a noun: those who got work, or those who came; orders that were signed."""
    clause = view.clause(quantity)
    if quantity.unit == "order" and view.in_clause(clause, *verbs("sign")):
        return M.AGREEMENT_COUNT
    if quantity.unit != "person":
        return None
    if view.in_clause(clause, *EMPLOY):
        return M.JOBS
    if view.in_clause(clause, *ATTEND) and (view.has("event") or _is_story_of_event(memory) or memory.event_year):
        return M.PARTICIPANT_COUNT
    return None


def _whole(view: View, quantity: Quantity, measure: Measure, before: list[Draft], memory: Memory) -> Draft | None:
    """`其中，制造业项目58个`: what the sentence or the one before has counted."""
    if not any("part" in cue.ids and cue.first < quantity.first for cue in view.cues):
        return None
    told = [d for d in memory.drafts if d.view is memory.last_told]
    return next((d for d in reversed([*told, *before]) if d.measure is measure and d.value >= quantity.value), None)


def _part(view: View, quantity: Quantity, before: list[Draft], memory: Memory) -> Draft | None:
    """`其中制造业18个`: a number of what was counted before."""
    clause = view.clause(quantity)
    allowed = PARTS.get(quantity.unit, ())
    acts = verbs("launch", "start", "build", "sign", "exist")
    is_more = quantity.unit == "person" and view.in_clause(clause, "grow")
    is_told = is_more or view.in_clause(clause, *acts)
    is_of_whole = any("part" in cue.ids and cue.first < quantity.first for cue in view.cues)
    is_of_whole = is_of_whole or _is_in_brackets(view, quantity)
    beside = [
        d for d in before if d.measure in allowed and (is_told or is_of_whole or view.clause(d.quantity) == clause)
    ]
    if any(d.measure is not M.JOBS for d in beside) and quantity.unit == "item":
        beside = [d for d in beside if d.measure is not M.JOBS]
    parent = beside[-1] if beside else None
    if parent is None and view.sentence.is_item:
        last = memory.last_count  # the whole above a list, or the line before
        parent = last if last is not None and last.measure in allowed else None
    if parent is None and (is_told or is_of_whole or view.has("part", "anaphor")):
        told = [d for d in memory.drafts if d.measure in allowed and d.view is memory.last_told]
        parent = next((d for d in reversed(told) if d.measure is not M.JOBS), told[-1] if told else None)
    if parent is None or (quantity.value > parent.value and not is_more and not view.in_clause(clause, *acts)):
        return None
    draft = new_draft(view, quantity, parent.measure, parent.unit, "part", quantity.number)
    draft.parent = parent
    return draft


def _is_in_brackets(view: View, quantity: Quantity) -> bool:
    """`紧随其后的是美国（242个）`: the part of a country."""
    i = quantity.first - 1
    return i > 0 and view.tokens[i].text == "(" and any(place.last == i - 1 for place in view.places)


# -- sums


def measure_money(view: View, counts: list[Draft], memory: Memory) -> Iterator[Draft]:
    sums: list[Draft] = []
    for quantity in view.quantities:
        if quantity.kind != "money" or _is_difference(view, quantity):
            continue
        if quantity.value < SMALL or _is_threshold(view, quantity) or _is_starting_point(view, quantity):
            quantity.kind = "other"
            continue
        if _is_same_in_other_currency(view, quantity):
            continue
        if _is_mark_passed(view, quantity) or _is_for_town(view, quantity):
            quantity.kind = "other"
            continue
        draft = _sum(view, quantity, counts, sums, memory)
        if draft:
            sums.append(draft)
            yield draft


def _is_difference(view: View, quantity: Quantity) -> bool:
    """`比上年增加2亿元`; but `增至20亿元` is reached."""
    for cue in view.with_ids(("grow", "fall", "difference")):
        if 0 <= quantity.first - cue.last - 1 <= 1 and "reached" not in view.matches.particles(cue.last):
            return "reached" not in view.matches.particles_before(quantity.first)
    return False


def _is_threshold(view: View, quantity: Quantity) -> bool:
    """`亿元以上项目48个`, `10亿元以上的项目`: a class of projects by size."""
    after = quantity.last + 1
    following = next((q for q in view.quantities if q.number == after + 1), None)
    if after < len(view.tokens) and "and" in view.matches.particles(after) and following is not None:
        return following.kind == "money" and _is_threshold(view, following)  # 5000万美元、1亿美元以上项目
    is_class = view.tokens[quantity.number].kind != "n" and "project" in view.matches.ids("cue", after)
    if quantity.bound_at == quantity.first - 1 and "of" in view.matches.ids("cue", after):
        noun = (
            next((m.last for m in view.matches.at[after + 1] if m.form.kind == "cue" and m.form.id == "project"), None)
            if after + 1 < len(view.tokens)
            else None
        )
        return noun is not None and any(q.first == noun + 1 for q in view.quantities)  # 总投资超1亿美元的项目31个
    if quantity.bound_at != after:
        return is_class
    after += 1
    is_of = "of" in view.matches.ids("cue", after)
    after += is_of
    if is_of and after < len(view.tokens) and "there_are" in view.matches.particles(after):
        return True  # 十亿元以上的有9个
    return bool(view.matches.ids("cue", after) & {"project", "enterprise"})


def _is_starting_point(view: View, quantity: Quantity) -> bool:
    """`由8.5亿元增长到105亿元`: where a rise began."""
    if "from" not in view.matches.ids("cue", quantity.first - 1):
        return False
    following = next((q for q in view.quantities if q.number > quantity.number), None)
    return following is not None and following.unit == quantity.unit and view.clause(following) == view.clause(quantity)


def _is_for_town(view: View, quantity: Quantity) -> bool:
    """`供水管网建设投入740亿坚戈`: pipes of a town are no investment, those of a zone are."""
    is_here = any(
        abs(view.clauses[cue.first] - view.clause(quantity)) <= 1 for cue in view.with_ids(("infrastructure",))
    )
    return is_here and not view.has("zone")


def _is_mark_passed(view: View, quantity: Quantity) -> bool:
    """`首次突破万亿元，达到1.1万亿元`: a mark without a figure, and the figure behind it."""
    following = next((q for q in view.quantities if q.number > quantity.number), None)
    is_bare = view.tokens[quantity.number].kind != "n" and quantity.bound_at is not None
    return is_bare and following is not None and following.unit == quantity.unit and following.value >= quantity.value


def _is_same_in_other_currency(view: View, quantity: Quantity) -> bool:
    """`3.6亿美元（约合26亿元人民币）`."""
    opening = next(
        (i for i in range(quantity.first - 1, max(-1, quantity.first - 4), -1) if view.tokens[i].text == "("), None
    )
    is_told = any("equals" in view.matches.particles(i) for i in range(max(0, quantity.first - 2), quantity.first))
    edge = opening if opening is not None else quantity.first - 3
    return (opening is not None or is_told) and any(
        q.kind == "money" and q.unit != quantity.unit and edge - 3 <= q.last < quantity.first for q in view.quantities
    )


def _sum(view: View, quantity: Quantity, counts: list[Draft], sums: list[Draft], memory: Memory) -> Draft | None:
    options = sorted(_options(view, quantity, counts, sums, memory), key=lambda option: option.cost)
    if not options or options[0].measure is None or options[0].cost > LIMIT:
        return None
    draft = draft_of(view, quantity, options)
    draft.parent = draft.parent or _counted_beside(view, quantity, draft.measure, counts)
    draft.is_sure = options[0].cost < LIMIT / 2
    return draft


def _counted_beside(view: View, quantity: Quantity, measure: Measure, counts: list[Draft]) -> Draft | None:
    """The projects or papers whose sum this is, where they stand in the same or the neighbouring clause."""
    values = {measure} | ({M.PROJECT_VALUE} if measure is M.AGREEMENT_VALUE else set())
    near = [
        d
        for d in counts
        if VALUE_OF_COUNT.get(d.measure) in values and abs(view.clause(d.quantity) - view.clause(quantity)) <= 1
    ]
    before = [d for d in near if d.quantity.number < quantity.number]
    return before[-1] if before else near[0] if near else None


def _options(
    view: View, quantity: Quantity, counts: list[Draft], sums: list[Draft], memory: Memory
) -> Iterator[Option]:
    for cue in view.cues:
        yield from _cue_options(view, quantity, cue, counts, memory)
    if "attract.past" in view.matches.ids("verb", quantity.first - 1):  # 引进2000万欧元
        yield Option(21.0, _use_of(view, quantity), "verb:attract", quantity.first - 1)
    for draft in counts:
        value = VALUE_OF_COUNT.get(draft.measure)
        if value:
            yield Option(
                _group_cost(view, quantity, draft),
                _value_of_group(view, draft, sums),
                f"group:{draft.measure}",
                draft.quantity.number,
                draft,
            )
    for draft in sums[-1:]:
        is_within = any("part" in cue.ids and draft.quantity.number < cue.first < quantity.first for cue in view.cues)
        if is_within and draft.measure in PARTED and view.has("investment"):
            yield Option(-2.0, draft.measure, "part", None, draft)
        is_list = view.clause(draft.quantity) == view.clause(quantity) or _starts_clause(view, quantity)
        yield Option(
            7.0 if view.has("part") else 9.0 if is_list else 16.0, draft.measure, "carried:sentence", None, draft
        )
    last = memory.last_money
    is_part = not sums and any("part" in cue.ids and cue.first < quantity.first for cue in view.cues)
    if last and last in memory.paragraph and is_part and last.measure in PARTED and view.has("investment"):
        yield Option(-2.0, last.measure, "part", None, last)
    if last and last in memory.paragraph and view.index - last.view.index <= 2 and last.measure in FLOWS:
        yield Option(20.0, last.measure, "carried:paragraph", None, None)
    if last and last in memory.paragraph and view.has("part", "anaphor", "sum"):
        yield Option(12.0, last.measure, "carried:paragraph", None, last)


def _use_of(view: View, quantity: Quantity) -> Measure:
    """`引进2000万欧元，用于建设农业产业集群`: money for a plant is its cost."""
    clause = view.clause(quantity) + 1
    is_for = any(
        "used_for" in view.matches.particles(i)
        for i in range(quantity.last + 1, min(quantity.last + 4, len(view.tokens)))
    )
    return M.PROJECT_VALUE if is_for and view.in_clause(clause, "build.inf") else M.INVESTMENT


def _starts_clause(view: View, quantity: Quantity) -> bool:
    return quantity.first > 0 and view.tokens[quantity.first - 1].text in (",", "、", ";")


def _distance(view: View, quantity: Quantity, cue: Cue) -> float:
    crossed = abs(view.clauses[cue.first] - view.clauses[quantity.first])
    others = len(between(view, quantity, cue))
    cost = min(gap(view, quantity, cue), 30) * 0.3 + crossed * CLAUSE_COST + others * 5.0
    if cue.first > quantity.last:
        cost += 2.0 + crossed * 4.0
        if crossed and any(view.tokens[i].text == ";" for i in range(quantity.last + 1, cue.first)):
            cost += CLAUSE_COST
        if not crossed and _is_bound_behind(view, quantity, cue):
            cost -= 4.0
    return cost


def _is_bound_behind(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`50亿美元的合作协议`: the noun of which the sum is told."""
    after = quantity.last + 1
    if quantity.bound_at == after:
        after += 1
    return ("of" in view.matches.ids("cue", after) and gap(view, quantity, cue) <= 12) or cue.first == after


def _cue_options(view: View, quantity: Quantity, cue: Cue, counts: list[Draft], memory: Memory) -> Iterator[Option]:
    if cue.first > quantity.last and _is_whole_of_share(view, cue):
        return
    cost = _distance(view, quantity, cue)
    for identity in sorted(cue.ids):
        if identity == "spent":
            yield Option(cost - 6.0, None, "cue:spent", cue.first)
        elif identity in ("cost", "investment") and _is_of_paper(view, quantity):
            yield Option(cost + COSTS[identity], M.AGREEMENT_VALUE, "cue:paper", cue.first)
        elif identity == "investment":
            is_project = _is_into_project(view, quantity, cue) or _is_of_counted(view, cue, counts)
            measure = M.PROJECT_VALUE if is_project else _part_of_kind(view, cue)
            yield Option(cost, measure, "cue:investment", cue.first)
        elif identity == "other":
            if cue.first < quantity.first or gap(view, quantity, cue) <= 3:
                yield Option(cost + COSTS[identity], None, "cue:other", cue.first)
        elif identity in ("project", "agreement") and any(d.quantity.noun_at == cue.first for d in counts):
            continue
        elif identity == "sign.past":
            if 0 < quantity.first - cue.last <= 2:
                yield Option(cost - 1.0, M.AGREEMENT_VALUE, "verb:sign", cue.first)
        elif identity == "cost" and (_is_of_enterprises(view, cue, counts) or _is_total_of_country(view, cue)):
            yield Option(cost + COSTS[identity], M.INVESTMENT, "cue:cost", cue.first)
        elif identity == "sum":
            counted = next(
                (d for d in reversed(counts) if d.quantity.number < quantity.number and d.measure in VALUE_OF_COUNT),
                None,
            )
            if counted:
                yield Option(cost - 2.0, _value_of_group(view, counted, []), "cue:sum", cue.first, counted)
        elif identity == "deal" and is_of_market(view, cue, memory):
            yield Option(cost + COSTS[identity], None, "cue:market", cue.first)
        elif identity in COSTS:
            if (
                cue.first > quantity.last
                and identity in ("project", "facility")
                and view.clauses[cue.first] != view.clauses[quantity.first]
            ):
                continue
            yield Option(cost + COSTS[identity], MEASURE_OF_CUE[identity], f"cue:{identity}", cue.first)


def _is_whole_of_share(view: View, cue: Cue) -> bool:
    """`占对阿拉伯国家投资总额的60%`: of what it is a share."""
    after = cue.last + 1
    is_of = "of" in view.matches.ids("cue", after)
    return is_of and any(q.first == after + 1 and q.kind == "percent" for q in view.quantities)


def _is_of_paper(view: View, quantity: Quantity) -> bool:
    """`价值2.4亿美元的供货合同`: the sum of a paper, whatever it is called."""
    after = quantity.last + 1
    if "of" not in view.matches.ids("cue", after):
        return False
    near = (cue for cue in view.cues if after < cue.first <= after + 3)
    return any("agreement" in cue.ids and gap(view, quantity, cue) <= 10 for cue in near)


def is_of_market(view: View, cue: Cue, memory: Memory) -> bool:
    """`成交额` of a market is turnover, that of a fair is what was agreed."""
    return "market" in cue.ids and not (view.has("event", *ATTEND) or _is_story_of_event(memory))


def _is_of_counted(view: View, cue: Cue, counts: list[Draft]) -> bool:
    """`签约项目41个，投资额21亿美元`."""
    before = [d for d in counts if d.quantity.number < cue.first]
    if not before or before[-1].measure is not M.PROJECT_COUNT or "plain_investment" not in cue.ids:
        return False
    count = before[-1].quantity
    return 0 < view.clauses[cue.first] - view.clause(count) <= 1 and cue.first - count.last <= 3


def _is_total_of_country(view: View, cue: Cue) -> bool:
    """`中国企业对乌投资总额`, `韩国在哈投资总额`: what a country has put in."""
    clause = view.clauses[cue.first]
    if any(other.ids & {"project", "facility"} and other.first < cue.first for other in view.cues_of_clause(clause)):
        return False
    before = [place for place in view.places if place.last < cue.first and view.clauses[place.first] == clause]
    return (
        bool(before)
        and before[-1].last == cue.first - 1
        and before[-1].kind in ("short", "country")
        and len(before) > 1
    )


def _is_of_enterprises(view: View, cue: Cue, counts: list[Draft]) -> bool:
    """`企业超200家，投资总额…`: what companies have put in is no cost of a project."""
    before = [d for d in counts if d.quantity.number < cue.first]
    if not before or before[-1].measure is not M.ENTERPRISE_COUNT:
        return False
    if view.in_clause(view.clause(before[-1].quantity), *verbs("build")):
        return False
    return not any(
        other.ids & {"project", "facility"} and before[-1].quantity.last < other.first < cue.first
        for other in view.cues
    )


def _part_of_kind(view: View, cue: Cue) -> Measure:
    """A part of fixed capital is fixed capital; plain `投资` behind direct investment is direct too."""
    if "part_of_fixed" in cue.ids:
        return M.FIXED_CAPITAL_INVESTMENT if view.has("fixed_capital") else M.INVESTMENT
    is_plain = "plain_investment" in cue.ids
    return (
        M.FDI
        if is_plain and any("fdi" in other.ids and other.first < cue.first for other in view.cues)
        else M.INVESTMENT
    )


def _is_into_project(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`投资40亿元，在阳新建一条生产线`; but `吸引投资300亿美元` is no plant."""
    clause = view.clause(quantity)
    if any(
        other.ids & set(verbs("attract")) and abs(other.first - cue.first) <= 3
        for other in cues_in_clause(view, clause)
    ):
        return False
    stop = next(
        (q.number for q in view.quantities if q.number > quantity.number and q.kind == "money"), len(view.tokens)
    )
    counted = {q.noun_at for q in view.quantities if q.kind == "count"}
    for other in view.cues:
        is_here = view.clauses[other.first] in (clause, clause + 1, clause + 2) and quantity.last < other.first < stop
        is_topic = view.clauses[other.first] == clause and other.first < cue.first
        if _is_story_of_plant(view, other, clause) and other.first not in counted:
            return True
        if is_here and other.first in counted:
            continue
        if is_here and other.ids & {"facility", "project", "build.inf", "build.now"}:
            return True
        if is_topic and other.ids & {"facility", "project"} and "zone" not in other.ids:
            return True
    return False


def _is_story_of_plant(view: View, topic: Cue, clause: int) -> bool:
    """`组装厂将于明年投产，投资5500万美元`: the clause before tells of a plant that is built or begins to work."""
    before = view.clauses[topic.first]
    if not topic.ids & {"facility", "project"} or before != clause - 1:
        return False
    return view.in_clause(before, *verbs("launch", "start", "build"))


def _group_cost(view: View, quantity: Quantity, draft: Draft) -> float:
    count = draft.quantity
    left, right = (count, quantity) if count.number < quantity.number else (quantity, count)
    distance = max(0, view.line.starts[right.first] - view.line.end(left.last))
    crossed = abs(view.clause(left) - view.clause(right))
    others = sum(1 for q in view.quantities if left.number < q.number < right.number and q.kind == "money")
    cost = distance * 0.4 + crossed * 4.0 + others * 6.0 + (8.0 if draft.measure is M.ENTERPRISE_COUNT else 0.0)
    is_of = left is quantity and not crossed and distance <= 10
    return cost - 3.0 if is_of else cost


def _value_of_group(view: View, counted: Draft, sums: list[Draft]) -> Measure:
    """The sum of projects that were signed is what was signed; a second pair of count and sum is like the first."""
    earlier = next((d for d in reversed(sums) if d.parent is not None and d.parent.measure is counted.measure), None)
    if earlier:
        return earlier.measure
    if counted.measure is M.PROJECT_COUNT and (view.has("deal", *verbs("sign")) or _is_signed(view, counted.quantity)):
        return M.AGREEMENT_VALUE
    return M.INVESTMENT if counted.measure is M.ENTERPRISE_COUNT else VALUE_OF_COUNT[counted.measure]


def _is_signed(view: View, quantity: Quantity) -> bool:
    return bool(view.matches.ids("verb", quantity.noun_at) & set(verbs("sign")))

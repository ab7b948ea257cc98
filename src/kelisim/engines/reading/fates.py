"""Status and stage: whether it happened, is hoped for or set as a target, and how far it has come."""

from __future__ import annotations

from dataclasses import replace

from kelisim.engines.reading.drafts import (
    STAGED,
    VALUE_OF_COUNT,
    Draft,
    Memory,
    is_put_up,
    is_story,
    verbs,
)
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Role
from kelisim.engines.reading.predicates import (
    ACTIONS,
    Predicate,
    nearest_predicate,
    predicate_of,
    read_left,
    read_right,
)
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
TOLD_OF = 3  # sentences


def set_status(draft: Draft, memory: Memory) -> None:
    view, quantity = draft.view, draft.quantity
    predicate = _predicate_for(draft)
    if not predicate.tense and not _is_there_now(draft) and _take_over(draft, memory):
        return
    pool = _pool(view, quantity) or _pool_before(draft, memory)
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
    elif _is_of_signed(draft, predicate):
        draft.status, rule = Status.ACTUAL, "signed"
    elif _is_applied_for(draft):
        draft.status, rule = Status.PLANNED, "applied"
    elif _costs_what_is_to_come(draft, predicate, memory):
        draft.status, rule = Status.PLANNED, "to_come"
    elif _is_begun(draft, predicate) or _is_being_built(draft, predicate):
        draft.status, draft.stage, rule = Status.ACTUAL, Stage.UNDER_WAY, "begun"
        draft.note("stage", "begun")
        draft.note("status", "begun")
        return
    elif predicate.tense in ("future", "planned", "target") or _is_talk(draft, predicate):
        draft.status, rule = Status.PLANNED, f"tense:{predicate.tense}"
    elif (
        pool
        and draft.measure in STAGED
        and predicate.tense != "now"
        and predicate.action in ("", "exist", "sign", "attract", "reach")
    ) or (draft.measure is M.JOBS and pool and _is_of_pool(draft, predicate, memory)):
        draft.status, rule = Status.PLANNED, "pool"
    else:
        draft.status, rule = Status.ACTUAL, f"tense:{predicate.tense or 'none'}"
    draft.note("status", rule, predicate.first, predicate.last)
    if draft.measure in STAGED:
        draft.stage = _stage(draft, predicate, pool is not None) or _stage_before(draft, memory)
        draft.note(
            "stage", f"{predicate.action or 'none'}:{predicate.tense or 'none'}", predicate.first, predicate.last
        )


def _is_applied_for(draft: Draft) -> bool:
    """`696 proje başvurusu yapıldı`: what was made is the application."""
    view, at = draft.view, draft.quantity.noun_at + 1
    is_turkish = view.sentence.lexicon.is_latin and view.sentence.lexicon.has_endings
    return is_turkish and 0 < at < len(view.tokens) and view.tokens[at].text.startswith("başvuru")


def _costs_what_is_to_come(draft: Draft, predicate: Predicate, memory: Memory) -> bool:
    """`A mill will be built in Bartin. Its cost is estimated at $8 million.`: what something costs tells nothing of how far it is."""
    view, thing = draft.view, memory.thing
    lexicon = view.sentence.lexicon
    if not lexicon.is_latin or lexicon.has_endings or draft.measure is not M.PROJECT_VALUE or draft.parent is not None:
        return False
    is_static = predicate.action in ("reach", "") and predicate.tense not in ("future", "planned") and view.has("cost")
    is_told_here = view.has(*verbs("launch", "build", "start"))
    if thing is None or not is_static or is_told_here or not 0 < view.index - thing.index <= TOLD_OF:
        return False
    ahead = ("launch.future", "build.future", "start.future", "planned")
    return thing.has(*ahead) and not thing.has("launch.past", "build.past", "build.now", "start.past")


def _is_of_pool(draft: Draft, predicate: Predicate, memory: Memory) -> bool:
    """`пул из 88 проектов с созданием 9 тысяч рабочих мест`: jobs of what only stands in a pool."""
    lexicon = draft.view.sentence.lexicon
    is_done = predicate.action in ("launch", "employ") and not lexicon.is_latin
    is_done = is_done or (lexicon.is_latin and lexicon.has_endings)
    return not is_done and any(d.view is draft.view and d.stage is Stage.POOL for d in memory.drafts)


def _is_there_now(draft: Draft) -> bool:
    """`Сейчас в области 58 проектов`, `Бүгінде өңірде 58 жоба`: they are there, whatever the sentence before hoped for."""
    view = draft.view
    if view.sentence.lexicon.is_latin or draft.measure not in (M.PROJECT_COUNT, M.ENTERPRISE_COUNT, M.JOBS):
        return False
    return draft.parent is None and any(w.role is Role.NOW and w.last < draft.quantity.first for w in view.whens)


def _is_of_signed(draft: Draft, predicate: Predicate) -> bool:
    """`подписано шесть документов. Два из них предусматривают сборку`: what papers plan does not make them planned."""
    parent = draft.parent
    if _is_agreed_on(draft, predicate):
        return True
    is_part = draft.measure is M.AGREEMENT_COUNT and parent is not None and parent.status is Status.ACTUAL
    return is_part and predicate.tense == "planned" and not draft.view.has(*verbs("sign"))


def _is_being_built(draft: Draft, predicate: Predicate) -> bool:
    """`возводят пять корпусов, на них потратят 17 млрд`, `строящийся комплекс стоит 7 млрд`: a sum has the stage of what it pays for."""
    view, clause = draft.view, draft.view.clause(draft.quantity)
    lexicon = view.sentence.lexicon
    if lexicon.is_latin or draft.measure is not M.PROJECT_VALUE:
        return False
    if view.is_verb_final and not _is_behind_mark(view, draft.quantity):
        return False
    if predicate.tense not in ("future", "planned"):
        return False
    built = [cue for cue in view.with_ids(("build.now",)) if cue.last < draft.quantity.first]
    if not built or (draft.parent is not None and draft.parent.status is not Status.ACTUAL):
        return False
    is_other = view.in_clause(clause, "facility", "project")
    return view.clauses[built[-1].first] == clause or not is_other


def _is_behind_mark(view: View, quantity: Quantity) -> bool:
    """`зауыт салынып жатыр: инвестиция көлемі 230 млрд, 1 200 орын ашылады`: what stands before the colon tells of the plant."""
    begin = next(i for i, number in enumerate(view.clauses) if number == view.clause(quantity))
    return view.tokens[begin].text in (":", "–")


def _is_agreed_on(draft: Draft, predicate: Predicate) -> bool:
    """`договорились о девяти соглашениях`: of papers themselves the word tells that they are there."""
    view = draft.view
    if draft.measure is not M.AGREEMENT_COUNT or predicate.tense != "planned" or view.has("sign.future"):
        return False
    return any(cue.first == predicate.first for cue in view.with_ids(("sign.past",)))


def _is_begun(draft: Draft, predicate: Predicate) -> bool:
    """`tesisin inşaatına başladı; yatırım gelecek yıl tamamlanacak`: what will be finished and is being built."""
    view = draft.view
    is_hoped = predicate.action == "launch" and predicate.tense in ("future", "planned")
    if not is_hoped or draft.measure is not M.PROJECT_VALUE or not view.sentence.lexicon.is_latin:
        return False
    return any(cue.last < draft.quantity.first for cue in view.with_ids(("start.past", "build.now")))


def _is_talk(draft: Draft, predicate: Predicate) -> bool:
    """Projects that are only signed or talked about are planned; so are the jobs of a plant that is."""
    if predicate.action == "talk" or _is_worked_with(draft, predicate):
        return True
    if predicate.action == "sign":
        return draft.measure in (M.PROJECT_COUNT, M.PROJECT_VALUE)
    if draft.measure is M.PROJECT_VALUE and _is_of_plant_to_be(draft):
        return True
    if draft.measure is M.JOBS and predicate.tense == "now" and draft.view.is_verb_final:
        return read_left(draft.view, draft.quantity).tense in ("future", "planned")
    if draft.measure is M.JOBS and predicate.tense == "now" and not draft.view.sentence.lexicon.is_latin:
        return predicate.action == "build"  # возводят завод на 200 рабочих мест
    return False


def _is_worked_with(draft: Draft, predicate: Predicate) -> bool:
    """`тағы 43 компаниямен жұмыс жалғасып жатыр`: they are yet to come."""
    view = draft.view
    is_with = view.is_verb_final and view.tokens[draft.quantity.last].case == "instrumental"
    is_firms = draft.measure is M.ENTERPRISE_COUNT and not view.sentence.lexicon.is_latin
    return is_with and is_firms and (predicate.action, predicate.tense) == ("build", "now")


def _is_of_plant_to_be(draft: Draft) -> bool:
    """`kuracağı fabrika için 18 milyon avro ayırdı`: the plant is yet to be built."""
    view = draft.view
    lexicon = view.sentence.lexicon
    if not (lexicon.is_latin and lexicon.has_endings):
        return False
    plants = (i for i in range(1, draft.quantity.first) if "facility" in view.matches.ids("cue", i))
    return any(
        view.tokens[i - 1].word.tense == "future" and view.clauses[i] == view.clause(draft.quantity) for i in plants
    )


def _predicate_for(draft: Draft) -> Predicate:
    view, quantity = draft.view, draft.quantity
    if draft.rules["measure"][0] == "elided":  # 4 bin, … 450 kişi çalışacak
        quantity = next(q for q in view.quantities if q.first > quantity.last)
        return _predicate_for(replace(draft, quantity=quantity, rules={"measure": ("noun", None, None)}))
    for cue in view.with_ids(("future_word",)):
        if quantity.first <= cue.first <= quantity.last:
            return Predicate("", "planned", cue.first, cue.last)
    for cue in view.with_ids(("launched_word",)):
        if quantity.number_end <= cue.first <= quantity.last:
            return Predicate("launch", "past", cue.first, cue.last)
    if draft.rules["measure"][0] == "reached" and view.is_verb_final and (future := _will_reach(view, quantity)):
        return future
    if view.is_verb_final and 0 <= quantity.noun_at < quantity.first and (future := _will_grow_to(view, quantity)):
        return future
    if view.is_verb_final and 0 <= quantity.noun_at < quantity.first and not view.sentence.lexicon.is_latin:
        going_on = (cue for cue in view.with_ids(("build.now",)) if cue.last == quantity.noun_at - 1)
        if (found := next(going_on, None)) is not None:
            return Predicate("build", "now", found.first, found.last)  # іске асырылып жатқан жобалар саны 97-ге жетті
    participle = _participle_before(view, quantity)
    if participle:
        return participle
    if draft.quantity.kind in ("part", "bare") and view.is_verb_final:
        return _told_of_part(view, quantity)
    if draft.measure in (M.LAND_AREA, M.GROWTH):
        return _predicate_of_clause(view, quantity)
    predicate = predicate_of(view, quantity)
    if (
        draft.measure is M.PROJECT_VALUE
        and predicate.action == "employ"
        and not _is_in_clause(view, quantity, predicate)
    ):
        predicate = Predicate()  # цена вопроса — 66 млрд, на заводе будут трудиться 350 человек
    return predicate if predicate.tense or not _is_had(draft) else Predicate("exist", "past")


def _is_in_clause(view: View, quantity: Quantity, predicate: Predicate) -> bool:
    is_near = predicate.first is not None and view.clauses[predicate.first] == view.clause(quantity)
    return is_near or view.is_verb_final or view.sentence.lexicon.is_latin


def _told_of_part(view: View, quantity: Quantity) -> Predicate:
    """`11-і іске қосылып, 4 мың адам жұмыспен қамтылды`: a converb takes its tense from the verb behind the next number."""
    told = read_right(view, quantity.last + 1, _next_number(view, quantity))
    if told.action and not told.tense and not view.sentence.lexicon.is_latin:
        end = next((i for i in range(quantity.last, len(view.tokens)) if view.tokens[i].text == ";"), len(view.tokens))
        other = next((q for q in view.quantities if q.first > quantity.last), quantity)
        told.tense = read_right(view, max(other.last, other.bound_at or 0) + 1, end).tense
    return told


def _is_had(draft: Draft) -> bool:
    """`it has 2,000 workers`."""
    first = (
        draft.quantity.first if draft.quantity.bound_at is None else min(draft.quantity.first, draft.quantity.bound_at)
    )
    return draft.measure in (M.JOBS, M.ENTERPRISE_COUNT) and "has" in draft.view.matches.particles_before(first)


def _will_reach(view: View, quantity: Quantity) -> Predicate | None:
    """`олардың саны 520-ға жетеді`: not yet; `жетті` is."""
    at = max(quantity.last, quantity.bound_at or 0) + 1
    return Predicate("", "future", at, at) if "will_become" in view.matches.particles(at) else None


def _will_grow_to(view: View, quantity: Quantity) -> Predicate | None:
    """`жұмыс орындарының саны 900-ге дейін артады`; `900-ге жетеді` may be so already."""
    at = max(quantity.last, quantity.bound_at or 0) + 1
    if "until" in view.matches.ids("cue", at):
        at += 1
    is_future = "will_become" in view.matches.particles(at)
    future = Predicate("", "future", at, at) if is_future else None
    is_growing = future is not None and future.first is not None and "grow" in view.matches.ids("cue", future.first)
    return future if is_growing and not view.sentence.lexicon.is_latin else None


def _participle_before(view: View, quantity: Quantity) -> Predicate | None:
    """`қолға алынған 26 жобаның 17-сі`: what is said of the whole stands before it."""
    is_whole = view.tokens[quantity.last].case == "genitive" or _is_whole_in_ablative(view, quantity)
    if not view.is_verb_final or not is_whole:
        return None
    for cue in view.cues:
        if cue.last == quantity.first - 1 and "planned" in cue.ids:
            return Predicate("", "planned", cue.first, cue.last)
        if cue.last == quantity.first - 1:
            for identity in sorted(cue.ids):
                action, _, tense = identity.partition(".")
                if action in ACTIONS and tense in ("past", "now"):
                    return Predicate(action, tense, cue.first, cue.last)
    return None


def _is_whole_in_ablative(view: View, quantity: Quantity) -> bool:
    """`yapımı süren 14 fabrikadan 6'sı`."""
    is_from = view.sentence.lexicon.is_latin and view.tokens[quantity.last].case == "ablative"
    return is_from and any(q.kind == "part" and q.first == quantity.last + 1 for q in view.quantities)


def _next_number(view: View, quantity: Quantity) -> int:
    return next((q.first for q in view.quantities if q.first > quantity.last), len(view.tokens))


def _predicate_of_clause(view: View, quantity: Quantity) -> Predicate:
    """For land and growth a verb of another clause says nothing."""
    clause = view.clause(quantity)
    if not view.is_verb_final:
        return nearest_predicate(view, quantity, clause)
    end = quantity.last + 1
    while end < len(view.tokens) and view.clauses[end] == clause:
        end += 1
    return read_right(view, quantity.last + 1, end)


def _take_over(draft: Draft, memory: Memory) -> bool:
    """No verb in the sentence: a part, a list or an aside shares the fate of what it belongs to."""
    source = draft.parent
    view = draft.view
    if draft.measure is M.GROWTH and not _is_noun_of_change(draft):
        return False
    if draft.measure is M.LAND_AREA and not view.sentence.lexicon.is_latin:
        source = _project_of_land(draft, memory)
        if source is None:
            return False
    elif source is None or source.measure in (M.GROWTH, M.LAND_AREA):
        if draft.measure in (M.LAND_AREA, M.GROWTH) or view.has("pool", "target", "actual"):
            return False
        if _take_over_story(draft, memory):
            return True
        source = fate_before(draft, memory)
    if source is None:
        return False
    draft.status = source.status
    if draft.measure in STAGED:
        draft.stage = source.stage if source.measure in STAGED else _stage_of_status(source.status)
        draft.note("stage", "carried")
    draft.note("status", "carried")
    return True


def _project_of_land(draft: Draft, memory: Memory) -> Draft | None:
    """`Жобаның құны – 12 млрд теңге, жер көлемі – 25 гектар`: land of what is yet to be built."""
    view = draft.view
    told = [d for d in memory.drafts if d.view is view and d.measure in (M.PROJECT_VALUE, M.JOBS, M.LAND_AREA)]
    is_hoped = bool(told) and told[0].status is Status.PLANNED and not view.has("zone")
    return told[0] if is_hoped else None


def _take_over_story(draft: Draft, memory: Memory) -> bool:
    """The sentence before told without numbers what became of the plant whose cost and jobs follow."""
    view = memory.last_view
    if view is not None and _is_agreed(view, draft):
        draft.status = Status.PLANNED
        draft.stage = Stage.INTENDED if draft.measure in STAGED else None
        draft.note("status", "agreed")
        draft.note("stage", "agreed")
        return True
    if view is None or not is_story(view, memory) or draft.measure not in (*STAGED, M.JOBS):
        return False
    wanted = verbs("launch", "start", "build", "attract") if is_put_up(view) else verbs("launch", "start", "build")
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


def _is_agreed(view: View, draft: Draft) -> bool:
    """The sentence before told of a paper on a plant to be built: `Подписано соглашение о строительстве терминала`."""
    is_near = view.sentence.paragraph == draft.view.sentence.paragraph and not view.sentence.lexicon.is_latin
    is_paper = view.has("agreement", "document") and view.has(*verbs("sign")) and view.has("facility")
    return is_near and is_paper and draft.measure in (M.PROJECT_VALUE, M.JOBS) and not view.quantities


def _is_noun_of_change(draft: Draft) -> bool:
    _, first, _ = draft.rules["measure"]
    return first is not None and "change" in draft.view.matches.particles(first)


def _stage_of_status(status: Status) -> Stage | None:
    return None if status is Status.ACTUAL else Stage.INTENDED


def fate_before(draft: Draft, memory: Memory) -> Draft | None:
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
        return Stage.LAUNCHED if memory.last_view.has(*verbs("launch")) else Stage.UNDER_WAY
    if draft.measure is M.PROJECT_VALUE and draft.view.has("next") and not draft.view.sentence.lexicon.is_latin:
        counted = next((d for d in memory.drafts if d.view is memory.last_told and d.measure in STAGED), None)
        if counted is not None and counted.status is Status.ACTUAL and counted.stage:
            return counted.stage  # олардың ең ірісі – зауыт
    for other in reversed(memory.drafts):
        if other.measure in STAGED and (other.measure is M.ENTERPRISE_COUNT) == (draft.measure is M.ENTERPRISE_COUNT):
            return other.stage if other.status is Status.ACTUAL else None
    return None


def _is_named_pool(view: View, quantity: Quantity, pool: Cue | None) -> bool:
    """`пул из 111 проектов`, `111 жобаның пулы`."""
    if pool is None:
        return False
    gap = quantity.first - pool.last - 1 if pool.last < quantity.first else pool.first - quantity.last - 1
    if any(pool.last < cue.first < quantity.first for cue in view.with_ids(("planned",))):
        return False  # в рамках карты намечен запуск 190 проектов
    return gap <= 3 and view.clauses[pool.first] == view.clauses[quantity.first]


def _target(view: View, quantity: Quantity, predicate: Predicate, memory: Memory) -> bool:
    if view.has("actual") or _is_told_of_done(view, quantity, memory):
        return False
    if predicate.tense == "target" or _is_plan_of_year(view, quantity):
        return True
    for cue in view.with_ids(("target",)):
        if view.clauses[cue.first] == view.clause(quantity):
            return True
        is_apart = any(token.text == ";" for token in view.tokens[cue.last : quantity.first])
        if _is_behind_colon(view, quantity, cue):
            return True
        if (
            cue.last < quantity.first
            and not is_apart
            and (predicate.action == "exist" or predicate.tense not in ("past", "now"))
        ):
            return True
    return memory.is_target and predicate.tense in ("planned", "future", "")


def _is_told_of_done(view: View, quantity: Quantity, memory: Memory) -> bool:
    """`Жоспар 900 млрд болса, 742 млрд бағытталды, бұл 34,6%-ға артық`: a change of what was done, whatever was planned."""
    if quantity.kind not in ("percent", "times") or view.sentence.lexicon.is_latin:
        return False
    before = [d for d in memory.drafts if d.view is view and d.quantity.last < quantity.first]
    return bool(before) and max(before, key=lambda d: d.quantity.first).status is Status.ACTUAL


def _is_plan_of_year(view: View, quantity: Quantity) -> bool:
    """`the city's plan for 2026 is to attract 6 billion`: a figure set for a time."""
    for cue in view.with_ids(("planned",)):
        begin = cue.first + 2
        is_before = cue.last < quantity.first and "plan_of" in view.matches.particles(cue.first)
        if is_before and any(begin <= when.first <= begin + 2 for when in view.whens):
            return True
    if not view.sentence.lexicon.is_latin:  # жоспарда 24 жоба болған
        first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
        return "plan_of" in view.matches.particles_before(first)
    if view.sentence.lexicon.has_endings and "plan_of" in view.matches.all_particles:  # 2025 yılı planında
        plans = (i for i in range(quantity.first) if "plan_of" in view.matches.particles(i))
        return any(when.last == i - 1 and when.start for i in plans for when in view.whens)
    return False


def _is_behind_colon(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`repeated the target for 2026: 24 trillion`."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    is_next = view.clauses[quantity.number] - view.clauses[cue.first] == 1
    return is_next and cue.last < first and first > 0 and view.tokens[first - 1].text == ":"


def _pool(view: View, quantity: Quantity) -> Cue | None:
    return next(
        (
            cue
            for cue in view.with_ids(("pool",))
            if cue.last <= quantity.first or view.clauses[cue.first] == view.clause(quantity)
        ),
        None,
    )


def _pool_before(draft: Draft, memory: Memory) -> Cue | None:
    """`представил программу развития. В ней 24 проекта`: the pool of the sentence before."""
    view, before = draft.view, memory.last_view
    if before is None or draft.measure is not M.PROJECT_COUNT or not before.has("pool"):
        return None
    return next((cue for cue in view.with_ids(("in_it",)) if cue.last < draft.quantity.first), None)


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
            if draft.measure is M.ENTERPRISE_COUNT and action not in ("build", "start", "launch")
            else Stage.UNDER_WAY
        )
    if action in ("launch", "build") or _is_built(draft, predicate):
        return Stage.LAUNCHED
    if (action, tense) == ("carry", "past") and draft.view.sentence.lexicon.is_latin:
        return Stage.LAUNCHED  # 58 projects were implemented
    if draft.measure is M.ENTERPRISE_COUNT:
        return Stage.LAUNCHED
    return None


def _is_built(draft: Draft, predicate: Predicate) -> bool:
    """`1,5 млрд теңгеге зауыт салды`: of money the verb says that it was put in, of a plant that it was built."""
    view, first = draft.view, predicate.first
    is_past = draft.measure is M.PROJECT_VALUE and (predicate.action, predicate.tense) == ("attract", "past")
    if not is_past or not view.is_verb_final or not first:
        return False
    return "facility" in view.matches.ids("cue", first - 1) and not view.tokens[first - 1].case


def _is_under_way_of_pool(draft: Draft, parent: Draft) -> bool:
    """`портфельде 32 жоба бар. Соның ішінде пеш жаңартылып жатыр: оған 120 млрд жұмсап жатыр`: one of the pool has begun."""
    is_apart = parent.view is not draft.view and parent.stage is Stage.POOL
    return is_apart and not draft.view.sentence.lexicon.is_latin and draft.rules["status"][0] == "tense:now"


def inherit(draft: Draft) -> None:
    """The sum of a group shares the fate of what it pays for; a part without a verb that of the whole."""
    parent = draft.parent
    if parent is None:
        return
    is_of_its_own = parent.view is not draft.view and draft.view.sentence.lexicon.is_latin
    if is_of_its_own and draft.status is Status.PLANNED and parent.status is Status.ACTUAL:
        return  # it will cost $62 million
    if draft.measure in VALUE_OF_COUNT.values() and parent.measure in VALUE_OF_COUNT:
        if _is_under_way_of_pool(draft, parent):
            draft.stage = Stage.UNDER_WAY
            return
        draft.status = parent.status
        draft.stage = parent.stage if draft.measure in STAGED else None
        is_here = parent.view is draft.view
        draft.note("status", "group", *(parent.rules.get("status", ("", None, None))[1:] if is_here else ()))

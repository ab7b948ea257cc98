"""Which of the times of a text a number belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from kelisim.engines.reading.drafts import FLOWS, PAPERS, STAGED, TRADE, Draft, Memory, is_story, verbs
from kelisim.engines.reading.fates import fate_before
from kelisim.engines.reading.lists import when_of_list
from kelisim.engines.reading.measures import is_told_beside
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
NEAR = 2  # sentences
MEETING = timedelta(days=20)  # longer are months and years of which figures are told
EXAMPLES = 4  # claims back
OPENING = 2  # tokens: a time that opens the sentence holds for all of it
BESIDE = 3  # words between a number told for comparison and its time
ASIDE = 2  # words between a number and the earlier year of which it is told
OF_EVENT = (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT)
STOCKS = (M.ENTERPRISE_COUNT, M.JOBS, M.LAND_AREA, M.FDI)
SORTS = ((*STAGED, M.JOBS, M.LAND_AREA), FLOWS, TRADE, OF_EVENT)


def set_when(draft: Draft, memory: Memory) -> None:
    when = _nearest_when(draft, memory)
    rule = "nearest"
    if is_told_beside(draft.view, draft.quantity):
        when = next((w for w in draft.view.whens if w.role is not Role.BASE and _is_right_behind(draft, w)), None)
    elif when is None:
        when, rule = _carried_when(draft, memory)
    if when is not None and rule == "nearest" and _is_due(draft, when, memory):
        draft.status = Status.PLANNED
        draft.stage = Stage.INTENDED if draft.measure in STAGED else None
        draft.note("status", "time:deadline")
    if when is not None and when.is_end and when.end and draft.status is Status.ACTUAL and draft.measure in STOCKS:
        when = replace(when, start=when.end)
    if draft.measure is M.GROWTH and when is not None and when.role is Role.MAIN and rule == "nearest":
        when = _when_it_grew(draft, when, memory)
    draft.when = when
    is_begun = draft.rules.get("status", ("",))[0] == "begun"
    is_to_come = when is not None and bool(when.start and memory.day and when.start > memory.day)
    if is_to_come and draft.status is Status.ACTUAL and not is_begun:
        draft.status = Status.PLANNED
        draft.stage = Stage.INTENDED if draft.measure in STAGED else None
        draft.note("status", "time:future")
    if when is not None:
        is_here = rule == "nearest"
        draft.note("period", f"{rule}:{when.role}", when.first if is_here else None, when.last if is_here else None)


def _is_due(draft: Draft, when: When, memory: Memory) -> bool:
    """`2026 жылдың соңына қарай резиденттер саны 80-ге жетеді`: what has a day to come for its end has not happened."""
    view = draft.view
    if view.sentence.lexicon.is_latin or draft.status is not Status.ACTUAL or draft.measure is M.LAND_AREA:
        return False
    is_ahead = when.role is Role.DEADLINE and bool(when.end and memory.day and when.end > memory.day)
    is_begun = draft.stage in (Stage.UNDER_WAY, Stage.LAUNCHED) and draft.measure is not M.ENTERPRISE_COUNT
    return is_ahead and not is_begun and view.clauses[when.first] == view.clause(draft.quantity)


def _when_it_grew(draft: Draft, when: When, memory: Memory) -> When:
    """`5,9 млрд в 2024 году против 7,6 млрд в 2023 году, то есть упали на 22 %`: the change is of the later time."""
    view = draft.view
    if view.sentence.lexicon.is_latin or when.start is None:
        return when
    told = [
        d.when
        for d in memory.drafts
        if d.view is view and d.measure is draft.of and d.when in view.whens and d.when and d.when.start
    ]
    is_two = len(told) > 1 and when in told
    return max(told, key=lambda w: w.start or date.min) if is_two else when


def _nearest_when(draft: Draft, memory: Memory) -> When | None:
    view, quantity = draft.view, draft.quantity
    best, best_cost = None, 1e9
    for when in view.whens:
        if draft.measure is M.GROWTH and (when.is_aside or _is_base_of_fall(draft, when)):
            continue
        if draft.measure is M.GROWTH and when.is_one_year:
            continue
        if when.role is Role.BASE or (when.role in (Role.NOW, Role.SINCE) and draft.status is not Status.ACTUAL):
            continue
        if when.is_loose and not (draft.status is Status.ACTUAL and (draft.of or draft.measure) in (*FLOWS, *TRADE)):
            continue
        if when.is_guessed and draft.status is not Status.ACTUAL:
            when = a_year_later(when)
        if (
            draft.status is not Status.ACTUAL
            and when.role is Role.MAIN
            and memory.day
            and when.end
            and (when.end < memory.day or when.start == when.end == memory.day)
            and not _is_decided(draft, when)
        ):
            continue
        if when.role is Role.SAME and when.start is None and when.end is None:
            continue
        if when.role is Role.EVENT and draft.measure not in (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE, M.PARTICIPANT_COUNT):
            continue
        if when.is_aside and _is_english(view) and not _is_beside(view, quantity, when):
            continue
        if _is_of_other_clause(draft, when, memory):
            continue
        cost = _when_cost(view, quantity, when)
        cost += BESIDE if _is_of_number_before(view, quantity, when) else 0
        if cost < best_cost:
            best, best_cost = when, cost
    return best


def _is_of_number_before(view: View, quantity: Quantity, when: When) -> bool:
    """`$1.7 billion in 2017 and $759 million in the first five months of 2018`: each has its own right behind it."""
    if not _is_english(view) or when.last >= quantity.first:
        return False
    is_taken = any(0 < when.first - q.last <= 2 and q.kind == quantity.kind for q in view.quantities)
    own = (w for w in view.whens if 0 < w.first - quantity.last <= BESIDE and w.role is Role.MAIN)
    return is_taken and any(view.clauses[w.first] == view.clause(quantity) for w in own)


def _is_of_other_clause(draft: Draft, when: When, memory: Memory) -> bool:
    """`до 2028 года привлекут 20 фирм, для них отведено 320 гектаров`: what is there has no deadline, nor is it of a day to come."""
    view = draft.view
    if view.is_verb_final or draft.status is not Status.ACTUAL or when.is_end:
        return False
    if _is_english(view):
        is_ahead = bool(when.end and memory.day and when.end > memory.day)
        return is_ahead and when.role is Role.DEADLINE and view.clauses[when.first] != view.clause(draft.quantity)
    if is_in_aside(view, when) and not view.sentence.lexicon.is_latin:
        return True  # в зоне, открытой в прошлом году, запустили четыре проекта
    if view.sentence.lexicon.is_latin:
        return False
    is_to_come = bool(when.start and memory.day and when.start > memory.day)
    is_apart = not view.clauses[when.first] <= view.clause(draft.quantity) <= view.clauses[when.last]
    is_before = when.is_aside and when.first > draft.quantity.last  # 27 соглашений; два года назад их было девять
    return is_apart and (is_to_come or is_before or when.role is Role.DEADLINE)


def _is_right_behind(draft: Draft, when: When) -> bool:
    last = draft.quantity.last
    others = any(last < q.number < when.first for q in draft.view.quantities)
    return 0 <= when.first - last - 1 <= BESIDE and not others


def _is_decided(draft: Draft, when: When) -> bool:
    """`Investors decided on 93 projects last year`: the time of the decision."""
    view = draft.view
    clause = view.clause(draft.quantity)
    is_here = view.clauses[when.first] == clause and view.in_clause(clause, "decided")
    return is_here and draft.measure is M.PROJECT_COUNT


def a_year_later(when: When) -> When:
    """`In June they will come`, told in April: of what is meant to happen the month is yet to come."""
    days = [
        day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day) if day else None
        for day in (when.start, when.end)
    ]
    return replace(when, start=days[0], end=days[1], is_guessed=False)


def _is_beside(view: View, quantity: Quantity, when: When) -> bool:
    """Right behind its number, or where its clause begins: `from $2.1 billion a year earlier`, `a year earlier it was 5`."""
    if 0 <= when.first - quantity.last - 1 <= ASIDE or when.first <= 1:
        return True
    return when.last < quantity.first and view.clauses[when.first - 2] != view.clauses[when.first]


def _is_base_of_fall(draft: Draft, when: When) -> bool:
    """`просели на 3 % к январю прошлого`: against, not by; what has changed has no deadline."""
    return draft.status is Status.ACTUAL and when.role is Role.DEADLINE


def _when_cost(view: View, quantity: Quantity, when: When) -> float:
    is_left = when.last < quantity.first
    gap = quantity.first - when.last - 1 if is_left else when.first - quantity.last - 1
    crossed = abs(view.clauses[when.first] - view.clauses[quantity.number])
    low, high = (when.last, quantity.first) if is_left else (quantity.last, when.first)
    others = sum(1 for q in view.quantities if q is not quantity and low < q.number < high)
    if (
        not is_left
        and crossed
        and not _is_subject_apart(view, quantity, when)
        and (view.is_verb_final or any(view.clause(q) == view.clauses[when.first] for q in view.quantities))
    ):
        return 1e9
    if not is_left and view.sentence.lexicon.is_latin and (crossed > 1 or _is_parted(view, quantity.last, when.first)):
        return 1e9
    if not is_left and not view.is_verb_final:
        gap = max(0, gap - 1)
    if is_left and when.first > OPENING and _is_english(view) and _is_parted(view, when.last, quantity.first):
        return 1e9
    if (
        crossed
        and _is_english(view)
        and is_in_aside(view, when)
        and view.clauses[when.first] != view.clauses[quantity.number]
    ):
        return 1e9
    cost = gap * 0.3 + crossed * 3.0 + others * 1.0
    if not is_left:
        is_adjacent = not view.is_verb_final and gap <= 1 and not crossed
        cost += 0.0 if is_adjacent else 5.0 + 4.0 * crossed
    return cost


def _is_subject_apart(view: View, quantity: Quantity, when: When) -> bool:
    """`Beş proje ise bu yıl tamamlanacak`: a subject without a verb in its clause, and the time right behind it."""
    lexicon = view.sentence.lexicon
    clause = view.clause(quantity)
    if not (lexicon.is_latin and lexicon.is_verb_final) or view.clauses[when.first] - clause != 1:
        return False
    is_told = any("." in identity for cue in view.cues_of_clause(clause) for identity in cue.ids)
    return not is_told and all(view.clause(q) != clause + 1 for q in view.quantities)


def is_in_aside(view: View, when: When) -> bool:
    """`The plant, launched in Shymkent in 2021, employs 560 people`: a time that belongs to a verb between two commas."""
    clause = view.clauses[when.first]
    begin = next(i for i, number in enumerate(view.clauses) if number == clause)
    end = next((i for i in range(when.last, len(view.clauses)) if view.clauses[i] != clause), None)
    is_enclosed = end is not None and view.tokens[begin].text == "," == view.tokens[end].text
    has_verb = any(
        "." in identity for cue in view.cues_of_clause(clause) for identity in cue.ids if cue.last < when.first
    )
    has_number = any(view.clause(q) == clause for q in view.quantities)
    return is_enclosed and has_verb and not has_number and begin > 0


def _is_english(view: View) -> bool:
    """Written in Latin letters, with its grammar in small words."""
    return view.sentence.lexicon.is_latin and not view.sentence.lexicon.has_endings


def _is_parted(view: View, first: int, last: int) -> bool:
    """A semicolon begins another thought."""
    return any(view.tokens[i].text == ";" for i in range(first, last))


def _carried_when(draft: Draft, memory: Memory) -> tuple[When | None, str]:
    met = _when_they_met(draft, memory)
    if met is not None:
        return met, "event"
    for rule, find in CARRIERS:
        when = find(draft, memory)
        if when is not None:
            return when, rule
    return None, ""


def _of_event(draft: Draft, memory: Memory) -> When | None:
    if draft.measure not in OF_EVENT:
        return None
    if draft.view.sentence.lexicon.is_latin or draft.status is Status.ACTUAL:
        return memory.event_year
    return _of_event_before(draft, memory) or memory.event_year


def _of_event_before(draft: Draft, memory: Memory) -> When | None:
    """`Сәуірде комиссияның отырысы өтеді. Онда сегіз келісімге қол қойылмақ.`: the event of the sentence before is yet to come."""
    view, before = draft.view, memory.last_view
    if before is None or not before.has("event") or before.sentence.paragraph != view.sentence.paragraph:
        return None
    told = [a_year_later(w) if w.is_guessed else w for w in before.whens if w.role is Role.MAIN and w.start]
    is_ahead = bool(told) and memory.day is not None and told[0].start is not None and told[0].start > memory.day
    return told[0] if len(told) == 1 and is_ahead else None


def _of_example(draft: Draft, memory: Memory) -> When | None:
    """`38 memoranda were signed on Wednesday. The largest comes from …`: an example has the time of the whole."""
    view = draft.view
    is_example = any(cue.first <= OPENING for cue in view.with_ids(("example",)))
    if not is_example or draft.measure not in (M.PROJECT_VALUE, M.INVESTMENT, *PAPERS):
        return None
    papers = (d.when for d in reversed(memory.drafts[-EXAMPLES:]) if d.measure in PAPERS)
    return next((when for when in papers if when and when.start), None)


def _of_parent(draft: Draft, memory: Memory) -> When | None:
    """The time of the whole; what is hoped for of it has none, nor has a part told much later."""
    parent = draft.parent
    if parent is None or parent.when is None:
        return None
    is_listed = draft.view.sentence.is_item
    is_near = parent.view in (draft.view, memory.last_told) or _is_part_of_them(draft) or is_listed
    is_told_apart = parent.view is not draft.view and not draft.view.sentence.lexicon.is_latin
    is_aside = parent.when.is_aside and (draft.measure is M.GROWTH or is_told_apart)
    if _is_future_of_past(draft, parent) or not is_near or is_aside:
        return None
    return parent.when if parent.when.role is not Role.NOW or draft.status is Status.ACTUAL else None


def _of_story(draft: Draft, memory: Memory) -> When | None:
    if draft.rules.get("status", ("",))[0] == "story":
        return draft.when
    return _of_opening_to_come(draft, memory)


def _of_opening_to_come(draft: Draft, memory: Memory) -> When | None:
    """`Фабрика 2026 жылы ашылады. Құрылысына 6,4 млрд теңге кетеді, 95 адам жұмыс табады`: what it will take and give is of its year."""
    view, before = draft.view, memory.last_view
    is_hoped = draft.status is Status.PLANNED and draft.measure in (M.PROJECT_VALUE, M.JOBS) and draft.parent is None
    if before is None or not is_hoped or view.sentence.lexicon.is_latin or not is_story(before, memory):
        return None
    is_next = before.sentence.paragraph == view.sentence.paragraph and not view.places and not view.whens
    if draft.measure is M.JOBS and all(q.kind != "money" for q in view.quantities):
        return None
    told = [w for w in before.whens if w.role in (Role.MAIN, Role.DEADLINE) and w.is_known and w.end]
    is_ahead = len(told) == 1 and told[0].end is not None and (memory.day is None or told[0].end > memory.day)
    return told[0] if is_next and is_ahead and before.has(*verbs("launch", "build")) else None


def _of_fate(draft: Draft, memory: Memory) -> When | None:
    source = fate_before(draft, memory) if draft.rules.get("status", ("",))[0] == "carried" else None
    return source.when if source is not None else None


def _of_pronoun(draft: Draft, memory: Memory) -> When | None:
    """`они`, `олардың`, and a change, which is always told of what was told last."""
    is_next = memory.last_told is memory.last_view and not draft.view.sentence.lexicon.is_latin
    ids = ("anaphor", "part", "into_it") if is_next else ("anaphor", "part")
    is_back = any(cue.first < draft.quantity.first for cue in draft.view.with_ids(ids))
    is_worked = draft.measure is M.JOBS and not (draft.view.is_verb_final or draft.view.sentence.lexicon.is_latin)
    if is_back and is_worked and _tells_stock(draft.view):
        return None  # в январе запустили завод. Здесь работают 320 человек
    is_of_timeless = draft.parent is not None and draft.parent.view is draft.view and draft.measure is not M.GROWTH
    is_ground = draft.measure is M.LAND_AREA and _is_english(draft.view)  # the zone covers so much at any time
    if not (is_back or draft.measure is M.GROWTH) or is_of_timeless or is_ground:
        return None
    return next((d.when for d in reversed(memory.drafts) if _may_lend_time(d, draft, memory)), None)


def _may_lend_time(other: Draft, draft: Draft, memory: Memory) -> bool:
    when = other.when
    return (
        when is not None
        and not when.is_aside
        and when.role not in (Role.NOW, Role.VAGUE)
        and not _is_future_of_past(draft, other)
        and _is_told_last(other, memory)
        and (other.view.sentence.paragraph == draft.view.sentence.paragraph or _is_kin(other, draft))
    )


def _is_kin(other: Draft, draft: Draft) -> bool:
    """Of one sort: a plan of investment in the paragraph before says nothing of the time of projects."""
    sorts = [next((sort for sort in SORTS if (d.of or d.measure) in sort), ()) for d in (other, draft)]
    return sorts[0] == sorts[1]


def _of_projects(draft: Draft, memory: Memory) -> When | None:
    """`За девять месяцев реализовано 15 проектов. Открыто 870 рабочих мест.`: what came of them, told in the next sentence."""
    view, told = draft.view, memory.last_told
    if told is None or view.sentence.lexicon.is_latin or draft.measure not in (M.JOBS, M.PROJECT_VALUE):
        return None
    is_next = view.index - told.index == 1 and view.sentence.paragraph == told.sentence.paragraph
    if is_next and draft.status is Status.PLANNED:
        return _of_planned(draft, told, memory)
    if not is_next or draft.status is not Status.ACTUAL or view.places or view.has("employ.now", "total"):
        return None
    if _tells_stock(view):
        return None
    done = (d for d in memory.drafts if d.view is told and d.measure in STAGED and d.stage is Stage.LAUNCHED)
    when = next((d.when for d in done), None)
    return when if when is not None and when.role in (Role.MAIN, Role.SINCE) and not when.is_aside else None


def _of_planned(draft: Draft, told: View, memory: Memory) -> When | None:
    """`В 2026 году запустят 14 проектов. Будет создано 1 800 рабочих мест.`: jobs of what is yet to be launched."""
    if draft.measure is not M.JOBS or draft.view.places or draft.view.whens or draft.view.has("employ.now", "total"):
        return None
    if draft.view.is_verb_final:
        return None
    hoped = (
        d.when for d in memory.drafts if d.view is told and d.measure is M.PROJECT_COUNT and d.status is Status.PLANNED
    )
    when = next(hoped, None)
    return when if when is not None and when.role is Role.MAIN and not when.is_aside else None


def _of_trade(draft: Draft, memory: Memory) -> When | None:
    if draft.status is not Status.ACTUAL or not (draft.measure in TRADE or draft.of in TRADE):
        return None
    for other in reversed(memory.drafts):
        is_trade = other.measure in TRADE and other.status is Status.ACTUAL
        if is_trade and other.when and not other.when.is_aside and other.when.role is not Role.VAGUE:
            return other.when
    return None


def _of_alike(draft: Draft, memory: Memory) -> When | None:
    if draft.status is not Status.ACTUAL or draft.measure not in FLOWS:
        return None
    for other in reversed(memory.paragraph):
        is_alike = other.measure is draft.measure and other.status is Status.ACTUAL
        if is_alike and other.when and not other.when.is_aside and other.when.role is Role.MAIN:
            return other.when
    return None


def _of_topic(draft: Draft, memory: Memory) -> When | None:
    """The sentence before named the time of which the figures follow."""
    topic, measure = memory.topic, draft.of or draft.measure
    is_near = topic is not None and topic.measure is measure and draft.view.index - topic.index <= NEAR
    if topic is None or not is_near or draft.status is not Status.ACTUAL or measure not in (*FLOWS, *TRADE):
        return None
    is_hope = topic.when is not None and topic.when.role is Role.DEADLINE and draft.view.sentence.lexicon.is_latin
    return None if is_hope else topic.when  # we plan 18 billion by 2030; 10 billion was invested


def _of_question(draft: Draft, memory: Memory) -> When | None:
    """`And the current year? "We expect $1.6 billion."`"""
    asked = memory.last_view
    if asked is None or not asked.sentence.lexicon.is_latin or asked.tokens[-1].text != "?":
        return None
    return next((w for w in asked.whens if w.role is Role.MAIN and w.start), None)


def _of_year_plan(draft: Draft, memory: Memory) -> When | None:
    """`Введено 17 проектов за девять месяцев. Годовой план — 25.`: of the year of what was told last."""
    view = draft.view
    plans = [cue for cue in view.with_ids(("target",)) if cue.last < draft.quantity.first]
    if draft.status is not Status.TARGET or not any(_is_yearly(view, cue) for cue in plans):
        return None
    told = next((d.when for d in reversed(memory.drafts) if d.when and d.when.start), None)
    day = told.start if told else memory.day
    if day is None:
        return None
    return When(0, 0, Role.MAIN, day.replace(month=1, day=1), day.replace(month=12, day=31))


def _is_yearly(view: View, cue: Cue) -> bool:
    return "yearly" in view.matches.particles(cue.first) | view.matches.particles_before(cue.first)


def _of_sibling(draft: Draft, memory: Memory) -> When | None:
    """`Employment climbed 8.1 percent to 90,500`: both of the time that the change took from before."""
    if not _is_english(draft.view) or any(w.role is not Role.BASE for w in draft.view.whens):
        return None
    kin = draft.of or draft.measure
    same = (
        d for d in memory.drafts if d.view is draft.view and d.status is draft.status and (d.of or d.measure) is kin
    )
    return next((d.when for d in same if d.when and d.when.start), None)


def _of_results(draft: Draft, memory: Memory) -> When | None:
    """`In the first quarter it drew $820 million. Licences went to 96 projects.`: results told on in the next sentences, not what is there."""
    view, told = draft.view, memory.last_told
    if told is None or not _is_english(view) or draft.status is not Status.ACTUAL or view.index - told.index > NEAR:
        return None
    kinds = (*FLOWS, *TRADE, M.PROJECT_COUNT, M.PROJECT_VALUE)
    is_result = draft.measure in kinds or draft.of in kinds
    is_result = is_result or (draft.measure is M.ENTERPRISE_COUNT and draft.rules["stage"][0].startswith("launch:"))
    is_stock = view.has("exist.now", "employ.now", "pool", "zone") and not view.has("part", "source")
    if not is_result or is_stock or draft.stage is Stage.UNDER_WAY or any(w.role is not Role.BASE for w in view.whens):
        return None
    for other in reversed(memory.drafts):
        if other.view is not told or other.status is not Status.ACTUAL:
            continue
        is_result = other.measure in kinds or other.of in (*kinds, M.JOBS)
        when = other.when
        if is_result and when and when.role is Role.MAIN and not when.is_aside and when.start and when.end:
            return when if when.end - when.start > MEETING else None
    return None


def _of_launches(draft: Draft, memory: Memory) -> When | None:
    """`За 2025 год привлечено 612 млрд. Введено 15 проектов, создано 390 мест.`: what was opened, told in the next sentence."""
    view, told = draft.view, memory.last_told
    if told is None or told is not memory.last_view or view.sentence.lexicon.is_latin or view.whens or view.places:
        return None
    is_next = told.sentence.paragraph == view.sentence.paragraph and draft.status is Status.ACTUAL
    is_opened = draft.measure in (M.PROJECT_COUNT, M.PROJECT_VALUE) and draft.stage is Stage.LAUNCHED
    if not is_next or not is_opened or view.has("exist.past", "employ.now", "pool", "zone", "total", "anaphor"):
        return None
    for other in reversed(memory.drafts):
        when = other.when
        if other.view is told and other.status is Status.ACTUAL and when and when.role is Role.MAIN:
            is_long = when.start and when.end and when.end - when.start > MEETING
            return when if is_long and not when.is_aside else None
    return None


def _of_openings(draft: Draft, memory: Memory) -> When | None:
    """`29 projects were commissioned in 2024. They gave work to 1,840 people.`: what came of what was opened."""
    view, told = draft.view, memory.last_told
    if draft.measure is not M.JOBS or draft.status is not Status.ACTUAL or not _is_english(view):
        return None
    if view.has("employ.now", "exist.now", "zone", "total") or any(w.role is not Role.BASE for w in view.whens):
        return None
    near = [view] if told is None or view.index - told.index > 1 else [view, told]
    opened = (
        d for d in reversed(memory.drafts) if d.view in near and d.measure in STAGED and d.stage is Stage.LAUNCHED
    )
    when = next((d.when for d in opened), None)
    return when if when is not None and when.role is Role.MAIN and when.start and not when.is_aside else None


def _of_report(draft: Draft, memory: Memory) -> When | None:
    is_told = draft.status is Status.ACTUAL and draft.measure is not M.LAND_AREA
    if not is_told or _tells_stock(draft.view):
        return None
    is_next = (draft.of or draft.measure) in FLOWS and not draft.view.sentence.lexicon.is_latin
    return memory.report or (memory.report_before if is_next else None)


def _tells_stock(view: View) -> bool:
    """`работают`, `действуют`; not `создано`, which is done once."""
    return any("launch.past" not in cue.ids for cue in view.with_ids(("exist.past",)))


def _of_article(draft: Draft, memory: Memory) -> When | None:
    is_lasting = draft.measure in (*OF_EVENT, M.ENTERPRISE_COUNT, M.LAND_AREA)
    only, day = memory.only, memory.day
    is_to_come = only is not None and only.start is not None and day is not None and only.start > day
    return only if draft.status is Status.ACTUAL and not is_lasting and not is_to_come else None


CARRIERS: tuple[tuple[str, Callable[[Draft, Memory], When | None]], ...] = (
    ("example", _of_example),
    ("event", _of_event),
    ("list", when_of_list),
    ("year", _of_year_plan),
    ("question", _of_question),
    ("parent", _of_parent),
    ("story", _of_story),
    ("carried", _of_fate),
    ("carried", _of_pronoun),
    ("projects", _of_projects),
    ("trade", _of_trade),
    ("alike", _of_alike),
    ("topic", _of_topic),
    ("results", _of_results),
    ("openings", _of_openings),
    ("launches", _of_launches),
    ("sibling", _of_sibling),
    ("report", _of_report),
    ("only", _of_article),
)


def _when_they_met(draft: Draft, memory: Memory) -> When | None:
    """Papers are of the time at which the paragraph says that people met."""
    if draft.measure not in (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE) or not draft.view.sentence.lexicon.is_latin:
        return None
    told = (d.when for d in reversed(memory.paragraph) if d.measure is M.PARTICIPANT_COUNT)
    return next((when for when in told if when and when.start), memory.met)


def lend_time_of_papers(drafts: list[Draft], memory: Memory) -> None:
    """Those who came were there on the day on which the paragraph says that papers were signed."""
    for draft in drafts:
        is_open = draft.when is None and draft.status is Status.ACTUAL and draft.view.sentence.lexicon.is_latin
        if draft.measure is M.PARTICIPANT_COUNT and is_open:
            told = (d.when for d in (*memory.paragraph, *drafts) if d.measure in PAPERS and d.status is Status.ACTUAL)
            draft.when = next((when for when in told if when and when.start and when.start == when.end), None)
            draft.note("period", "papers")


def lend_times_of_contrast(drafts: list[Draft], memory: Memory) -> None:
    """`2002'de 191 bölge vardı, bugün 371. İşletme sayısı 11 binden 60 bine çıktı`: from the one time to the other."""
    for before, after in pairwise(drafts):
        is_pair = (before.measure, before.unit) == (after.measure, after.unit) and before.measure is not M.GROWTH
        if is_pair and _is_left_for(before, after):
            times = _contrasted(memory)
            if times:
                before.when, after.when = times
                before.note("period", "contrast")
                after.note("period", "contrast")


def _is_left_for(before: Draft, after: Draft) -> bool:
    """`11 binden 60 bine`, `415 binken 2,7 milyona`: where a rise begins and where it ends."""
    lexicon, last = before.view.sentence.lexicon, before.quantity.last
    if not (lexicon.is_latin and lexicon.has_endings) or before.status is not after.status:
        return False
    token = before.view.tokens[last]
    is_from = token.case == "ablative" or token.text.endswith(lexicon.endings["while"])
    return is_from and after.view.tokens[after.quantity.last].case == "dative"


def _contrasted(memory: Memory) -> tuple[When, When] | None:
    """The two times of the last sentence of the paragraph that told one thing at both."""
    for first, second in pairwise(reversed(memory.paragraph)):
        whens = [d.when for d in (first, second) if d.when is not None and d.when.start is not None]
        if first.view is second.view and first.measure is second.measure and len(whens) == 2:
            earlier, later = sorted(whens, key=lambda when: when.start or date.min)
            return (earlier, later) if earlier.start != later.start else None
    return None


def _is_told_last(other: Draft, memory: Memory) -> bool:
    """Of the last sentence that gave claims; of the one before too, where that told only of an earlier year."""
    if other.view is memory.last_told:
        return True
    if other not in memory.paragraph:
        return False
    last = [d for d in memory.drafts if d.view is memory.last_told]
    return all(d.when and d.when.is_aside for d in last)


def _is_part_of_them(draft: Draft) -> bool:
    """`3,120 of them`: of what was counted, however far back."""
    return draft.quantity.kind == "part" and draft.view.sentence.lexicon.is_latin


def _is_future_of_past(draft: Draft, other: Draft) -> bool:
    """What is hoped for does not take the time of what has happened, nor the other way round."""
    return (draft.status is Status.ACTUAL) != (other.status is Status.ACTUAL)

"""What is said of a quantity: the verb that governs it and its tense."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.view import Cue, View

ACTIONS = ("launch", "start", "carry", "build", "talk", "sign", "attract", "employ", "attend", "exist", "reach")


COORDINATE = 8.0  # words that a verb behind `and` is further off


@dataclass(slots=True)
class Predicate:
    action: str = ""
    tense: str = ""
    first: int | None = None
    last: int | None = None


@lru_cache(maxsize=1000)
def acts(ids: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The actions of which a cue may tell, each with its tense."""
    pairs = (identity.partition(".") for identity in sorted(ids))
    return tuple((action, tense) for action, _, tense in pairs if action in ACTIONS and tense)


def predicate_of(view: View, quantity: Quantity) -> Predicate:
    return _predicate_behind(view, quantity) if view.is_verb_final else _predicate_near(view, quantity)


def _predicate_behind(view: View, quantity: Quantity) -> Predicate:
    """Verb-final: the first verb to the right, its tense from the first finite verb from there on."""
    if _is_nominal(view, quantity):
        return read_left(view, quantity)
    found = read_right(view, quantity.last + 1, len(view.tokens))
    if found.tense:
        return found
    left = read_left(view, quantity)
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


def read_right(view: View, start: int, end: int) -> Predicate:
    predicate = Predicate()
    i = start
    cues = {cue.first: cue for cue in view.cues}
    while i < end:
        cue = cues.get(i)
        token = view.tokens[i]
        if token.text == ";":
            break
        if cue is None:
            if (
                not token.is_capital
                and not _is_participle(view, i)
                and (token.word.tense == "future" or (token.word.tense and _ends_clause(view, i)))
            ):
                predicate.tense, predicate.first, predicate.last = token.word.tense, i, i
                return predicate
            i += 1
            continue
        if "destination" in cue.ids and view.tokens[cue.last].word.tense == "future":
            return Predicate(predicate.action, "future", cue.first, cue.last)  # экспортты 180 млн-ға көбейтпек
        if cue.ids & {"planned", "target"}:
            predicate.tense = "target" if "target" in cue.ids else "planned"
            predicate.first, predicate.last = cue.first, cue.last
            return predicate
        if "actual" in cue.ids:
            return Predicate(predicate.action or "reach", "past", cue.first, cue.last)
        if cue.ids & {"grow", "fall"} and _ends_clause(view, cue.last):
            told = view.tokens[cue.last].word.tense
            if told and (view.sentence.lexicon.is_latin or told == "past"):
                return Predicate(predicate.action or "reach", told, cue.first, cue.last)
        for action, tense in acts(cue.ids):
            if action == "talk" and tense == "now":
                return Predicate(action, tense, cue.first, cue.last)  # салу мүмкіндігін қарастыруда
            if not predicate.action:
                predicate.action, predicate.first, predicate.last = action, cue.first, cue.last
            if tense == "conv" and _is_progressive(view, cue.last + 1):
                predicate.tense = "now"
                return predicate
            if tense == "conv" and action == "start":
                predicate.tense = "past"
                return predicate
            if _is_to_be(view, cue.last):
                return Predicate(action, "future", cue.first, cue.last + 1)
            if tense not in ("conv", "inf") and not _is_modifier(view, cue, quantity_end=start):
                if action == "start" and not view.sentence.lexicon.is_latin:
                    predicate.action = action  # жүзеге асыру қолға алынды
                hoped = cues.get(cue.last + 1)
                predicate.tense = "planned" if hoped and "planned" in hoped.ids else tense
                return predicate
        i = cue.last + 1
    return predicate


def _ends_clause(view: View, i: int) -> bool:
    return i + 1 == len(view.tokens) or view.tokens[i + 1].kind == "s" or "and" in view.matches.particles(i + 1)


def _is_to_be(view: View, i: int) -> bool:
    """`іске асырылатын болады`: a participle with the auxiliary of what is to come."""
    is_open = view.tokens[i].text.endswith(view.sentence.lexicon.endings["modifier"])
    return is_open and not view.sentence.lexicon.is_latin and "will_become" in view.matches.particles(i + 1)


def _is_progressive(view: View, i: int) -> bool:
    return "progressive" in view.matches.particles(i)


def _is_modifier(view: View, cue: Cue, quantity_end: int) -> bool:
    """`тартатын 7 меморандум`: a participle right behind the sum says nothing of the whole."""
    return _is_participle(view, cue.last)


def _is_participle(view: View, i: int) -> bool:
    """`kurulan`, which is never the verb of a sentence; `kurulacak`, which is none before its noun."""
    endings, text = view.sentence.lexicon.endings, view.tokens[i].text
    return text.endswith(endings["modifier"]) or (text.endswith(endings["participle"]) and not _ends_clause(view, i))


def read_left(view: View, quantity: Quantity) -> Predicate:
    for cue in reversed(view.cues):
        if cue.last >= quantity.first:
            continue
        if cue.ids & {"planned", "target"}:
            return Predicate("", "target" if "target" in cue.ids else "planned", cue.first, cue.last)
        if "actual" in cue.ids:
            return Predicate("reach", "past", cue.first, cue.last)
        for action, tense in acts(cue.ids):
            if tense in ("past", "now", "future"):
                return Predicate(action, tense, cue.first, cue.last)
            if tense == "conv" and _is_progressive(view, cue.last + 1):
                return Predicate(action, "now", cue.first, cue.last)
    for i in range(quantity.first - 1, -1, -1):
        if view.tokens[i].word.tense == "future" and not view.tokens[i].is_capital:
            return Predicate("", "future", i, i)
    return Predicate()


def _predicate_near(view: View, quantity: Quantity) -> Predicate:
    """Verb in the middle: the nearest of the clause, else of the clause before, else behind."""
    clause = view.clause(quantity)
    after = quantity.last + 1
    is_before_dash = after < len(view.tokens) and view.tokens[after].text == "–"
    if quantity.kind in ("part", "bare", "count") and is_before_dash:
        behind = nearest_predicate(view, quantity, clause + 1)
        behind = behind if behind.tense else _behind_aside(view, quantity, after)
        if behind.tense:
            return behind
    here = nearest_predicate(view, quantity, clause)
    if here.tense:
        return here
    if _was(view, quantity):
        return Predicate("reach", "past")
    if view.sentence.lexicon.is_latin and _is_enclosed(view, quantity):
        behind = nearest_predicate(view, quantity, clause + 1)
        if behind.action and behind.tense:
            return behind
    others = (nearest_predicate(view, quantity, clause + step) for step in (-1, -2, -3, -4, 1, 2))
    return next((found for found in others if found.tense), Predicate())


def _was(view: View, quantity: Quantity) -> bool:
    """`trade was $737 million`, whatever the next clause hopes for."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    auxiliaries = view.sentence.lexicon.auxiliaries
    return bool(auxiliaries) and first > 0 and auxiliaries.get(view.tokens[first - 1].text) == "past"


def _behind_aside(view: View, quantity: Quantity, dash: int) -> Predicate:
    """`три завода — по выпуску кислоты, соды и стекла — планируют построить`: what is said behind the second dash."""
    if view.sentence.lexicon.is_latin:
        return Predicate()
    second = next((i for i in range(dash + 1, len(view.tokens)) if view.tokens[i].text == "–"), None)
    is_open = second is not None and second + 1 < len(view.tokens)
    return nearest_predicate(view, quantity, view.clauses[second + 1]) if is_open and second else Predicate()


def _is_enclosed(view: View, quantity: Quantity) -> bool:
    """`its plant, priced at 5 million, is being built`: an aside between commas."""
    clause = view.clause(quantity)
    here = [i for i, number in enumerate(view.clauses) if number == clause]
    is_open = view.tokens[here[0]].text in (",", "–")
    return is_open and here[-1] + 1 < len(view.tokens) and view.tokens[here[-1] + 1].text in (",", "–")


def nearest_predicate(view: View, quantity: Quantity, clause: int) -> Predicate:
    best, best_cost = Predicate(), 1e9
    for cue in view.cues_of_clause(clause):
        gap = quantity.first - cue.last if cue.last < quantity.first else (cue.first - quantity.last) * 1.3
        if cue.first > quantity.last and not cue.ids & {"planned", "target"} and _is_coordinate(view, quantity, cue):
            gap += COORDINATE
        if "future_word" in cue.ids and quantity.first <= cue.first <= quantity.last:
            return Predicate("", "planned", cue.first, cue.last)
        if cue.ids & {"planned", "target"} and any(
            other is not quantity and other.first == cue.last + 1 and other.kind == "count" for other in view.quantities
        ):
            continue  # из запланированных 58 проектов введён 41
        if cue.ids & {"planned", "target"}:
            gap -= 4
            tense = "target" if "target" in cue.ids else "planned"
            action = best.action
            if gap < best_cost:
                best, best_cost = Predicate(action, tense, cue.first, cue.last), gap
            continue
        for action, tense in acts(cue.ids):
            if tense in ("past", "now", "future") and gap < best_cost:
                best, best_cost = Predicate(action, tense, cue.first, cue.last), gap
    if best.action == "exist" and not view.is_verb_final and view.sentence.lexicon.is_latin:
        following = next((q.first for q in view.quantities if q.first > quantity.last), len(view.tokens))
        for cue in view.cues_of_clause(clause):
            if quantity.last < cue.first < following and "build.now" in cue.ids:
                return Predicate("build", "now", cue.first, cue.last)
    if best.tense == "past" and best.first is not None and _will_be(view, best.first):
        best.tense = "future"
    if not best.tense:
        auxiliaries = view.sentence.lexicon.auxiliaries
        for i in range(bisect_left(view.clauses, clause), bisect_right(view.clauses, clause)):
            if auxiliaries and ("article" in view.matches.particles_before(i) or view.tokens[i].is_capital):
                continue  # an enlarged one, Wolfspeed
            if not view.sentence.lexicon.is_latin and "cost" in view.matches.ids("cue", i):
                continue  # открылась фабрика, которая обошлась в 6 млрд
            is_will = auxiliaries.get(view.tokens[i].text) == "future"
            told = "future" if is_will else view.tokens[i].word.tense
            if told:
                return Predicate("", told, i, i)
    return best


def _is_coordinate(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`is under construction at a cost of $14 million and should employ 250`: the second verb has its own object."""
    lexicon = view.sentence.lexicon
    if not lexicon.is_latin or lexicon.has_endings:
        return False
    return any("and" in view.matches.particles(i) for i in range(quantity.last + 1, cue.first))


def _will_be(view: View, i: int) -> bool:
    """`будет занято`: the auxiliary stands at most three words before."""
    near = range(max(0, i - 4), min(i + 4, len(view.tokens)))
    return any(view.tokens[j].word.tense == "future" and view.clauses[j] == view.clauses[i] for j in near)

"""What a number measures: counts by their nouns, sums by the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kelisim.engines.reading.drafts import (
    LEAST_SUM,
    MEASURE_OF_CUE,
    TRADE,
    VALUE_OF_COUNT,
    Draft,
    Memory,
    Option,
    draft_of,
    is_story,
    new_draft,
    verbs,
)
from kelisim.engines.reading.lists import whole_of
from kelisim.engines.reading.numbers import (
    Quantity,
    is_agreed_on,
    is_of_them,
    opens_clause,
    opens_part,
    stands_behind_work,
)
from kelisim.engines.reading.periods import Role
from kelisim.engines.reading.view import Cue, View
from kelisim.engines.values import Measure, Status

M = Measure
CLAUSE_COST = 3.0
FAR = 26.0
KINDS = (M.FDI, M.FIXED_CAPITAL_INVESTMENT)
OWNED, LISTED, TOPIC = -1.5, 5.0, 24.0
NEAR = 2  # sentences
STORY, DESCRIBED = -3.0, -6.0
TOLD, TOLD_ON = 5.0, 5.5  # of a plant of which the sentence before told
BARE = 24  # words of a sentence that is only an amount
VISITED = 4  # words
FAR_TALLY = 6  # words
LEAST_STAFF = 5
OF_SIZE = ("lık", "lik", "luk", "lük")
LABELLED = -7.0  # what stands right behind a sum that it owns
OPENING = 3  # tokens
TAKING = (
    "involved",
    "involves",
    "required",
    "requires",
    "require",
    "needs",
    "includes",
    "envisages",
    "attracted",
    "entails",
)
STANDING = ("represent", "represents", "total", "are", "mean", "means", "involve", "require", "carry", "amount")
CHANGE = 5  # words between a verb of change and the number that it starts from
LEAST_COMPARED = 2
ASIDE = 8  # tokens in brackets
DESCRIBING = 4  # words of `dolarlık bir poliüretan fabrikası`
INTO = 9  # words between a sum and the plant into which it goes
FROM_SOURCE = 7.0  # at most so far off does a word such as `led with` count
GOAL = 4.0
GROUND_COST = 7.0  # what goes into a zone or a park is tied to no project
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


def measure_counts(view: View, memory: Memory) -> Iterator[Draft]:
    for quantity in view.quantities:
        if quantity.kind in ("count", "bare") and _is_left_for_more(view, quantity):
            continue
        if quantity.kind == "count" and quantity.value == int(quantity.value):
            measure = _measure_of_noun(view, quantity, memory)
            if measure:
                draft = new_draft(view, quantity, measure, _UNIT[measure], f"noun:{quantity.noun}", quantity.noun_at)
                draft.parent = whole_of(view, measure, memory)
                yield draft
        elif quantity.kind == "bare" and _is_employed(view, quantity):
            yield new_draft(view, quantity, M.JOBS, "job", "verb:employ", quantity.number)
        elif quantity.kind == "hectare" and not is_left_behind(view, quantity) and not _is_of_crops(view, quantity):
            yield new_draft(view, quantity, M.LAND_AREA, "hectare", "unit:hectare", quantity.last)


def measure_elided(view: View, counts: list[Draft]) -> Iterator[Draft]:
    """`inşaatta 4 bin, işletmede 450 kişi çalışacak`: the noun stands once, behind the last of its numbers."""
    lexicon = view.sentence.lexicon
    if not (lexicon.is_latin and lexicon.has_endings):
        return
    for quantity, following in pairwise(view.quantities):
        after = quantity.last + 1
        is_left = quantity.kind == "bare" and view.tokens[after : after + 1] and view.tokens[after].text == ","
        named = next((d for d in counts if d.quantity is following and following.kind == "count"), None)
        if is_left and named is not None and view.clause(following) - view.clause(quantity) <= 1:
            yield new_draft(view, quantity, named.measure, named.unit, "elided", quantity.number)


def _is_of_crops(view: View, quantity: Quantity) -> bool:
    """`под посевы выделят 4,8 млн га`: fields, and no ground of a zone or a plant."""
    is_field = "crops" in view.matches.all_particles and not view.has("facility", "project", "zone")
    return is_field and not view.sentence.lexicon.is_latin


def _is_left_for_more(view: View, quantity: Quantity) -> bool:
    """`довести число проектов с 52 до 60`: what there is before the rise that is hoped for."""
    if view.sentence.lexicon.is_latin or view.is_verb_final or not view.has("planned", "target"):
        return False
    following = next((q for q in view.quantities if q.first > quantity.last), None)
    is_from = "since" in view.matches.particles_before(quantity.first)
    return (
        is_from
        and following is not None
        and following.first == quantity.last + 2
        and ("until" in view.matches.particles_before(following.first))
    )


_UNIT = {
    M.PROJECT_COUNT: "project",
    M.AGREEMENT_COUNT: "agreement",
    M.JOBS: "job",
    M.PARTICIPANT_COUNT: "participant",
    M.ENTERPRISE_COUNT: "enterprise",
}


def _measure_of_noun(view: View, quantity: Quantity, memory: Memory) -> Measure | None:
    noun, clause = quantity.noun, view.clause(quantity)
    if noun == "project":
        return M.PROJECT_COUNT
    if noun == "agreement":
        return M.AGREEMENT_COUNT
    if noun == "document":
        return M.AGREEMENT_COUNT if view.has(*verbs("sign"), "sum", "agreement") else None
    if noun == "jobs":
        return M.JOBS
    is_event = view.in_clause(clause, *verbs("attend"), "event") or view.has(*verbs("attend"))
    is_event = is_event or _came_to_it(view, memory)
    if noun == "enterprise" and _has_vowed(view, quantity):
        return None
    if noun == "enterprise" and _is_led(view, quantity):
        return M.PARTICIPANT_COUNT
    if noun in ("enterprise", "participant") and _is_talked_with(view, quantity):
        return M.ENTERPRISE_COUNT
    if noun == "enterprise" and _is_visited(view, quantity):
        return None
    if noun == "enterprise":
        if view.has("tender"):
            return M.PARTICIPANT_COUNT
        return (
            M.PARTICIPANT_COUNT
            if is_event and not view.in_clause(clause, *verbs("exist"), "joint")
            else M.ENTERPRISE_COUNT
        )
    if noun == "people" and not is_event and view.has(*verbs("attract")) and view.has("facility", "project"):
        return M.JOBS
    if noun == "people" and _is_told_beside_jobs(view, quantity):
        return None
    if noun in ("people", "staff"):
        if view.has(*verbs("employ"), "jobs", "staff"):
            return M.JOBS
        return M.PARTICIPANT_COUNT if is_event and noun == "people" else None
    if noun == "participant" and _is_of_countries(view, quantity):
        return None
    if noun == "participant":
        if (
            not is_event
            and view.has("zone", *verbs("exist"))
            and view.matches.ids("cue", quantity.noun_at) & {"participant"}
            and not view.has("event")
        ):
            return M.ENTERPRISE_COUNT if "member" in view.matches.particles(quantity.noun_at) else None
        is_goer = "goer" in view.matches.particles(quantity.noun_at or 0)
        is_told = is_event or is_goer or view.has("event") or _met_before(view, memory)
        return M.PARTICIPANT_COUNT if is_told else None
    return None


def _is_told_beside_jobs(view: View, quantity: Quantity) -> bool:
    """`создать 98 тыс. рабочих мест, повысить доходы 423 тыс. жителей`: people of another clause, who get no work."""
    if view.sentence.lexicon.is_latin or view.is_verb_final:
        return False
    clause = view.clause(quantity)
    others = [q for q in view.quantities if q.noun == "jobs" and view.clause(q) != clause]
    is_working = view.in_clause(clause, *verbs("employ"), "jobs", "staff", "part")
    return bool(others) and not is_working and view.in_clause(clause, "other", "output", "spent")


def _is_employed(view: View, quantity: Quantity) -> bool:
    """`should employ at least 250`, `its payroll lists 1,150`, `the workforce is put at 120 to 140`: a number with no noun."""
    lexicon = view.sentence.lexicon
    if (
        not lexicon.is_latin
        or lexicon.has_endings
        or quantity.value < LEAST_STAFF
        or "by" in view.matches.particles_before(quantity.first)
    ):
        return False
    after = view.tokens[quantity.last + 1] if quantity.last + 1 < len(view.tokens) else None
    if _are_at_work(view, quantity):
        return True
    if (
        after is not None
        and after.kind != "s"
        and after.text not in lexicon.stops
        and not view.matches.ids("cue", quantity.last + 1)
    ):
        return False
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    for cue in view.cues:
        gap = first - cue.last - 1
        between = range(cue.last + 1, first)
        is_more = all(view.matches.particles(i) & {"article", "more"} for i in between)
        if 0 <= gap <= 2 and is_more and any(identity.startswith("employ.") for identity in cue.ids):
            return True
        is_tally = "tally" in view.matches.particles(cue.last)
        if is_tally and 0 <= gap <= FAR_TALLY and view.clauses[cue.first] == view.clause(quantity):
            return True
    return False


def _are_at_work(view: View, quantity: Quantity) -> bool:
    """`350 already work there`, `1,200 are now employed`."""
    skipped = view.sentence.lexicon.auxiliaries
    i = quantity.last + 1
    while i < len(view.tokens) and (skipped.get(view.tokens[i].text) or view.tokens[i].text == "already"):
        i += 1
    is_next = i < len(view.tokens) and quantity.kind == "bare" and not quantity.is_scaled
    return is_next and any(
        identity.startswith("employ.") for cue in view.cues if cue.first <= i <= cue.last for identity in cue.ids
    )


def _came_to_it(view: View, memory: Memory) -> bool:
    """`жәрмеңке өтті. Оған алпыс шаруашылық келді`: they came to the event of the sentence before."""
    before = memory.last_view
    if before is None or view.sentence.lexicon.is_latin or not before.has("event"):
        return False
    if view.has("within") and before.has("event"):
        return True  # В её составе — представители 38 фирм
    is_told = view.has("into_it", "anaphor") and view.has("attract.past", "attract.future")
    return is_told and not view.has("project", "facility", "joint", *verbs("exist", "build", "launch"))


def _has_vowed(view: View, quantity: Quantity) -> bool:
    """`98 enterprises had promised to raise them`: those who made a pledge."""
    near = range(quantity.last + 1, min(quantity.last + 3, len(view.tokens)))
    return view.sentence.lexicon.is_latin and any("vowed" in view.matches.particles(i) for i in near)


def _met_before(view: View, memory: Memory) -> bool:
    """`Eleven agreements were signed. The guests included 160 executives`: those who were there."""
    before = memory.last_view
    if before is None or not view.sentence.lexicon.is_latin or view.has("zone", *verbs("exist", "employ")):
        return False
    is_same = before.sentence.paragraph == view.sentence.paragraph
    return is_same and (before.has("event") or (before.has("agreement", "document") and before.has("sign.past")))


def _is_visited(view: View, quantity: Quantity) -> bool:
    """`посетили два завода`, `екі зауытты аралады`: what guests were shown."""
    for cue in view.with_ids(("visited",)):
        gap = cue.first - quantity.last if view.is_verb_final else quantity.first - cue.last
        if 0 < gap <= VISITED:
            return True
    return False


def _is_talked_with(view: View, quantity: Quantity) -> bool:
    """`төрт компаниямен келіссөз жүріп жатыр`, `ведём переговоры с четырьмя компаниями`: they are yet to come."""
    is_worked_with = view.is_verb_final and not view.sentence.lexicon.is_latin and view.has("build.now")
    if not view.has(*verbs("talk")) and not is_worked_with:
        return False
    if view.sentence.lexicon.has_endings:
        return view.tokens[quantity.last].case == "instrumental"
    return "with_whom" in view.matches.particles_before(quantity.first)


def _is_of_countries(view: View, quantity: Quantity) -> bool:
    """`500 предпринимателей двух стран`: of two countries, not from two."""
    is_from = "out_of" in view.matches.particles_before(quantity.first)
    is_country = "country" in view.matches.particles(quantity.noun_at)
    if view.is_verb_final and quantity.value == 2 and "economy" in view.matches.particles(quantity.number_end):
        return quantity.last > quantity.number_end  # екі елдің өкілдері
    if is_country and quantity.value == 2 and view.sentence.lexicon.is_latin:
        return True  # iki ülkeden 430 iş insanı
    return is_country and not is_from and quantity.bound_at is None and quantity.value < 5


def _is_led(view: View, quantity: Quantity) -> bool:
    """`руководители 18 компаний`, `18 компанияның басшылары`: people who came, when told at an event."""
    near = (
        view.matches.ids("cue", quantity.last + 1)
        | view.matches.ids("cue", quantity.first - 1)
        | view.matches.ids("cue", quantity.first - 2)
    )
    return "participant" in near and (view.has("event", *verbs("attend")))


def is_told_beside(view: View, quantity: Quantity) -> bool:
    """`up from 41 in 2014`, `rose from 20 to 25`: the number of another time, which has no share in that of the sentence."""
    if not view.sentence.lexicon.is_latin or view.sentence.lexicon.has_endings:
        return False
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    before = view.matches.particles_before(first)
    if "beside" in before:
        return True
    bounds = {q.bound_at for q in view.quantities}  # more than 700 participants from 28 countries
    changed = any(
        cue.last < first <= cue.last + CHANGE and cue.first not in bounds for cue in view.with_ids(("grow", "fall"))
    )
    return "from" in before and changed


def measure_compared(view: View, counts: list[Draft]) -> Iterator[Draft]:
    """`130 companies, up from 41`, `rose from 20 residents to 25`, `in 2014 there were 41`: the same thing at another time."""
    lexicon = view.sentence.lexicon
    if not counts or not lexicon.is_latin or lexicon.has_endings:
        return
    for quantity in view.quantities:
        if quantity.kind != "bare" or quantity.is_scaled or quantity.value < LEAST_COMPARED:
            continue
        before = [d for d in counts if d.quantity.last < quantity.first and d.quantity.kind == "count"]
        if before and _is_compared(view, quantity, before[-1]) and _ends_thought(view, quantity):
            same = before[-1]
            yield new_draft(view, quantity, same.measure, same.unit, "compared", quantity.number)


def _is_compared(view: View, quantity: Quantity, same: Draft) -> bool:
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    particles = view.matches.particles_before(first)
    if is_told_beside(view, quantity) or "there_were" in particles:
        return True
    return "range_to" in particles and is_told_beside(view, same.quantity)


def _ends_thought(view: View, quantity: Quantity) -> bool:
    after = quantity.last + 1
    is_end = after >= len(view.tokens) or view.tokens[after].kind == "s"
    return is_end or any(0 <= when.first - after <= 2 for when in view.whens)


def measure_parts(view: View, counts: list[Draft], memory: Memory) -> Iterator[Draft]:
    """`оның 19-ы`, `из этих 58 запущен 41`: a number of what was counted before."""
    for quantity in view.quantities:
        if quantity.kind not in ("part", "bare") or _is_of_uncounted(view, quantity) or _is_no_part(view, quantity):
            continue
        if any(draft.quantity is quantity for draft in counts):
            continue  # they will hire a further 1,400
        before = _counted_last(view, quantity, counts, memory)
        if before is not None and _is_reached(view, quantity, before):
            reached = new_draft(view, quantity, before.measure, before.unit, "reached", quantity.number)
            reached.parent = before if view.sentence.lexicon.is_latin else None
            yield reached
            continue
        parent = _parent(view, quantity, counts, memory)
        if parent is None or not _is_part(view, quantity):
            continue
        is_beside = quantity.is_subject or _is_next_part(view, quantity, parent)
        is_told_alike = opens_clause(quantity, view.matches) and opens_clause(parent.quantity, view.matches)
        is_part_again = is_beside and parent.quantity.kind == "part"
        if (is_part_again or (is_told_alike and parent.view is view)) and parent.parent is not None:
            parent = parent.parent  # of the same whole
        if (
            quantity.kind == "part"
            and parent.quantity.kind == "part"
            and parent.parent
            and quantity.value > parent.value
        ):
            parent = parent.parent  # сегізі – …, алтауы – …, қалған жетеуі
        if quantity.is_subject and not _goes_on(view, quantity, parent, memory):
            continue
        is_more = "more" in view.matches.particles_before(quantity.first) or _is_more(view, quantity)
        is_other = opens_part(quantity, view.matches) and parent.view is view and parent.measure is M.PARTICIPANT_COUNT
        if is_other and quantity.value > parent.value and not view.sentence.lexicon.is_latin:
            yield new_draft(view, quantity, parent.measure, parent.unit, "beside", quantity.number)
            continue  # 320 предпринимателей из Казахстана и 500 — из Узбекистана
        is_sibling = parent.view is view and any(cue.first < parent.quantity.first for cue in view.with_ids(("part",)))
        if quantity.value > parent.value and not is_more and not is_sibling:
            continue
        draft = new_draft(view, quantity, parent.measure, parent.unit, "part", quantity.number)
        draft.parent = parent
        yield draft


def _is_no_part(view: View, quantity: Quantity) -> bool:
    """`üçte ikisi`, two thirds; `İkisinin ortak derdi`, what both have in common."""
    lexicon = view.sentence.lexicon
    if lexicon.is_latin and not lexicon.has_endings and _is_denominator(view, quantity):
        return True
    if not (lexicon.is_latin and lexicon.has_endings) or quantity.kind != "part":
        return False
    is_fraction = "denominator" in view.matches.particles_before(quantity.first)
    is_both = quantity.value == 2 and view.tokens[quantity.last].case == "genitive" and not view.has("part")
    return is_fraction or is_both


def _is_next_part(view: View, quantity: Quantity, parent: Draft) -> bool:
    """`46 projenin 19'u bitti, 21'i sürüyor`: both are of the 46."""
    lexicon = view.sentence.lexicon
    is_ending = lexicon.is_latin and lexicon.has_endings and quantity.kind == "part" and parent.view is view
    return is_ending and not any(cue.last == quantity.first - 1 for cue in view.with_ids(("part",)))


def _is_denominator(view: View, quantity: Quantity) -> bool:
    """`four in five of them`."""
    before = quantity.first - 2
    if before > 0 and view.tokens[before].text == "out":
        before -= 1  # nine out of ten
    is_in = before >= 0 and bool({"in", "out_of"} & view.matches.particles_before(quantity.first))
    return is_in and (view.tokens[before].kind == "n" or view.tokens[before].word.numeral is not None)


def _goes_on(view: View, quantity: Quantity, parent: Draft, memory: Memory) -> bool:
    """A number alone before a verb of progress, right behind what was counted."""
    is_told = any("." in identity for cue in view.cues_of_clause(view.clause(quantity)) for identity in cue.ids)
    if view.sentence.lexicon.is_latin:  # Of these, 41 were Chinese
        is_told = is_told or any(0 < quantity.first - cue.last <= 2 for cue in view.with_ids(("part",)))
    return is_told and (parent.view in (view, memory.last_told) or parent in memory.paragraph)


def _is_more(view: View, quantity: Quantity) -> bool:
    """`15 more`."""
    return view.sentence.lexicon.is_latin and "more" in view.matches.particles(quantity.last + 1)


def _is_of_uncounted(view: View, quantity: Quantity) -> bool:
    """`20,000 candidates, 4,000 of them`: a part of what is no claim."""
    before = [q for q in view.quantities if q.last < quantity.first]
    return quantity.kind == "part" and view.sentence.lexicon.is_latin and bool(before) and before[-1].kind == "other"


def _is_part(view: View, quantity: Quantity) -> bool:
    if quantity.kind == "part":
        return True
    before = view.tokens[quantity.first - 1].text if quantity.first else ""
    after = view.tokens[quantity.last + 1] if quantity.last + 1 < len(view.tokens) else None
    particles = view.matches.particles_before(quantity.first)
    if _is_more(view, quantity) and all(
        token.kind == "s" for token in view.tokens[quantity.last + 2 : quantity.last + 3]
    ):
        return True
    if "more" in particles:
        return after is None or after.kind == "w" or after.text == "."
    if not view.sentence.lexicon.is_latin and opens_part(quantity, view.matches):
        return True
    if any(cue.last == quantity.first - 1 for cue in view.with_ids(("part",))):
        return True
    if stands_behind_work(quantity, view.matches):
        return True
    if _stands_behind_whole(view, quantity) or _is_next_of_whole(view, quantity):
        return True
    if before == "–" and _is_named_part(view, quantity):
        return True
    if before in ("-", "–") or "these" in particles or quantity.is_scaled:
        return False
    return any(cue.last < quantity.first for cue in view.with_ids(("part",)))


def _is_next_of_whole(view: View, quantity: Quantity) -> bool:
    """`зарегистрированы 68 резидентов: 44 работают, 13 строятся`."""
    if not opens_clause(quantity, view.matches):
        return False
    before = [q for q in view.quantities if q.first < quantity.first and q.kind == "count"]
    return (
        bool(before)
        and before[-1].noun in ("project", "enterprise", "participant")
        and quantity.value < before[-1].value
    )


def _counted_last(view: View, quantity: Quantity, counts: list[Draft], memory: Memory) -> Draft | None:
    """The last count of this sentence or of the one before."""
    here = [draft for draft in counts if draft.quantity.last < quantity.first]
    before = (d for d in reversed(memory.drafts) if d.view is memory.last_view and d.quantity.kind in ("count", "part"))
    last = here[-1] if here else next(before, None)
    return last if last is not None and last.measure is not M.LAND_AREA else None


def _is_reached(view: View, quantity: Quantity, counted: Draft) -> bool:
    """`занято 185 человек, со временем их станет 260`, `кейін олардың саны 300-ге жетеді`: as many there will be."""
    if view.sentence.lexicon.is_latin:
        return _is_this_number(view, quantity)
    if quantity.kind != "bare":
        return False
    if counted.measure is M.AGREEMENT_COUNT and is_agreed_on(quantity, view.matches):
        return True
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    end = max(quantity.last, quantity.bound_at or 0) + 1
    if view.is_verb_final:
        return "become" in view.matches.particles(end) and view.has("anaphor", "part")
    is_end = end >= len(view.tokens) or view.tokens[end].kind == "s"
    is_become = "become" in view.matches.particles_before(first) or is_of_them(quantity, view.matches)
    return is_become and is_end


def _is_this_number(view: View, quantity: Quantity) -> bool:
    """`Bugün bu sayı 800'e yaklaştı`: the number of what was counted before, at another time."""
    if not view.sentence.lexicon.has_endings or view.tokens[quantity.last].case not in ("dative", "accusative"):
        return False
    return any(0 < quantity.first - cue.last <= 2 for cue in view.with_ids(("figure",)))


def _is_named_part(view: View, quantity: Quantity) -> bool:
    """`из них российских — 3 218`: one or two words between."""
    dash = quantity.first - 1
    return any(
        0 < dash - cue.last - 1 <= 2 and all(token.kind == "w" for token in view.tokens[cue.last + 1 : dash])
        for cue in view.with_ids(("part",))
    )


def _stands_behind_whole(view: View, quantity: Quantity) -> bool:
    """`из запланированных 58 проектов введён 41`."""
    for other in view.quantities:
        if other.kind == "count" and other.last < quantity.first and _is_of_whole(view, other, quantity):
            return any("out_of" in view.matches.particles_before(i) for i in (other.first, other.first - 1))
    return False


def _is_of_whole(view: View, whole: Quantity, part: Quantity) -> bool:
    """In its clause; right behind the comma of `of the 58 projects, 41 were launched`."""
    crossed = view.clause(part) - view.clause(whole)
    return crossed == 0 or (crossed == 1 and view.sentence.lexicon.is_latin and view.tokens[part.first - 1].text == ",")


def _parent(view: View, quantity: Quantity, counts: list[Draft], memory: Memory) -> Draft | None:
    part = next((cue for cue in view.with_ids(("part",)) if cue.last == quantity.first - 1), None)
    is_of_them = not view.is_verb_final and "part" in view.matches.ids("cue", quantity.last + 1)
    before = [
        draft
        for draft in counts
        if draft.quantity.last < quantity.first
        and (draft.measure is not M.JOBS or is_of_them or (part is not None and draft.quantity.last < part.first))
    ]
    if before and opens_part(quantity, view.matches) and opens_part(before[-1].quantity, view.matches):
        return before[-1].parent or before[-1]  # екеуі – Қытайдан, үшеуі – Түркиядан
    if before:
        return before[-1]
    is_latin = view.sentence.lexicon.is_latin
    named = {q.value for q in view.quantities if q.kind == "bare" and (is_latin or q.number < quantity.number)}
    earlier = [draft for draft in reversed(memory.drafts) if draft.quantity.kind in ("count", "part")]
    earlier = [draft for draft in earlier if draft.measure is not M.LAND_AREA]
    for draft in earlier:
        if draft.value in named:
            return draft
    if not is_latin:
        earlier = [d for d in earlier if not _is_plan_beside(d, earlier)]
    whole = next((d for d in earlier if d.measure is not M.JOBS), memory.last_count)
    if whole is not None and whole.view.sentence.is_item and not view.sentence.is_item:
        return next((d for d in earlier if d.measure is whole.measure and not d.view.sentence.is_item), whole)
    return whole


def _is_plan_beside(draft: Draft, others: list[Draft]) -> bool:
    """`21 жоба аяқталды, жоспарда 24 жоба болған`: what was planned, told beside what was done, is no whole."""
    if draft.status is Status.ACTUAL:
        return False
    return any(d.view is draft.view and d.measure is draft.measure and d.status is Status.ACTUAL for d in others)


def measure_money(view: View, counts: list[Draft], memory: Memory) -> Iterator[Draft]:
    previous: Draft | None = None
    for quantity in view.quantities:
        if (
            quantity.kind != "money"
            or quantity.value < LEAST_SUM
            or _is_rate(view, quantity)
            or _is_second_currency(view, quantity)
        ):
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
    draft = draft_of(view, quantity, options)
    draft.is_sure = options[0].cost < FAR / 2
    return draft


def _money_options(
    view: View, quantity: Quantity, counts: list[Draft], memory: Memory, previous: Draft | None
) -> Iterator[Option]:
    for cue in view.cues:
        yield from _cue_options(view, quantity, cue, counts, memory)
    yield from _noun_options(view, quantity)
    at = (
        _plant_described(view, quantity)
        or _plant_behind(view, quantity)
        or _built_for(view, quantity)
        or _plant_by_means(view, quantity)
        or _works_beside(view, quantity)
    )
    if at is not None:
        yield Option(DESCRIBED, M.PROJECT_VALUE, "into:facility", at)
    for draft in counts:
        value = VALUE_OF_COUNT.get(draft.measure)
        if value:
            yield Option(
                _group_cost(view, quantity, draft), value, f"group:{draft.measure}", draft.quantity.number, draft
            )
    label = _label_behind(view, quantity)
    if label:
        yield Option(LABELLED, MEASURE_OF_CUE[label], f"cue:{label}", quantity.last + 1)
    whole = _whole_of_owned(view, quantity, memory, previous)
    if whole:
        yield Option(OWNED, whole.measure, "carried:owned", None, whole)
    yield from _topic_options(view, memory)
    if _is_of_investor(view, quantity):
        yield _of_investor(view, quantity, memory)
    if previous:
        is_part = any(
            cue.first > previous.quantity.last and cue.last < quantity.first for cue in view.with_ids(("part",))
        )
        yield Option(
            5.0 if is_part or _is_list(view, previous.quantity, quantity) else 16.0,
            previous.measure,
            "carried:sentence",
            None,
            previous,
        )
    last = memory.paragraph[-1] if memory.paragraph else None
    money = memory.last_money
    if previous and _is_next_on(view, previous.quantity, quantity):
        yield Option(DESCRIBED, previous.measure, "carried:on", None, previous)
    if view.has("part") and money and money in memory.paragraph:
        yield Option(6.0, money.measure, "carried:part", None, money)
    if view.has("figure") and money and view.index - money.view.index <= 2:
        yield Option(5.5, money.measure, "carried:figure", None, None)
    if is_story(memory.last_view, memory) and not any(d.measure in VALUE_OF_COUNT for d in counts):
        cost = TOLD_ON if view.sentence.lexicon.is_latin else TOLD
        yield Option(STORY if _is_bare_amount(view) else cost, M.PROJECT_VALUE, "story", None)
    if last and last.measure in VALUE_OF_COUNT:
        yield Option(22.0, VALUE_OF_COUNT[last.measure], "carried:count", None, last)
    elif money and money in memory.paragraph:
        yield Option(23.0, money.measure, "carried:paragraph", None, money)


def _of_investor(view: View, quantity: Quantity, memory: Memory) -> Option:
    """Of the kind of the sum told before, and a part of it."""
    whole = memory.last_money
    measure = kind_of(M.INVESTMENT, view, memory)
    is_part = whole is not None and whole.measure is measure and view.index - whole.view.index <= NEAR
    return Option(LISTED, measure, "investor", quantity.first - 2, whole if is_part else None)


def _is_of_investor(view: View, quantity: Quantity) -> bool:
    """`Крупнейшие инвесторы — Нидерланды (3,2 млрд долларов) и Россия (2,1 млрд)`."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    if view.sentence.lexicon.is_latin or first < 2 or view.tokens[first - 1].text not in ("(", "–"):
        return False
    is_place = any(place.last == first - 2 for place in view.places)
    return is_place and view.has("participant") and not view.has("trade", "export", "import", "trade_partner")


def _noun_options(view: View, quantity: Quantity) -> Iterator[Option]:
    """`24 млн еуроға келісімшарт`, `7 млн долларлық зауыт`, `құны 5 млрд болатын меморандум`: the noun that the sum describes."""
    lexicon, tokens = view.sentence.lexicon, view.tokens
    if not (lexicon.has_endings and lexicon.has_plain_modifiers) or quantity.last + 1 >= len(tokens):
        return
    start = quantity.last + 1
    is_joined = tokens[quantity.last].case == "dative" or tokens[quantity.last].word.is_adjective
    if tokens[start].text.endswith(lexicon.endings["modifier"]):
        is_joined, start = True, start + 1
    if is_joined and start < len(tokens):
        ids = view.matches.ids("cue", start)
        for identity in ("agreement", "document"):
            if identity in ids:
                yield Option(DESCRIBED, MEASURE_OF_CUE[identity], f"cue:{identity}", start)


def _plant_behind(view: View, quantity: Quantity) -> int | None:
    """`invest $5 million in the construction of a plant`: where the sum goes, told right behind it."""
    lexicon, tokens = view.sentence.lexicon, view.tokens
    if not lexicon.is_latin or lexicon.has_endings:
        return None
    i = quantity.last + 1
    if i < len(tokens) and tokens[i].text == "(":
        i = next((j + 1 for j in range(i, min(i + ASIDE, len(tokens))) if tokens[j].text == ")"), i)
    if i >= len(tokens) or not {"into", "in"} & view.matches.particles(i):
        return None
    is_one = False  # a plant, not plants in general
    for j in range(i + 1, min(i + INTO, len(tokens))):
        is_one = is_one or bool({"article", "one"} & view.matches.particles(j)) or tokens[j].word.numeral is not None
        ids = view.matches.ids("cue", j)
        if tokens[j].kind != "w" or ids & {"investment", "fdi", "fixed_capital"}:
            return None
        if "facility" in ids and is_one and not _is_ground(view, j):
            return j
    return None


def _plant_described(view: View, quantity: Quantity) -> int | None:
    """`20 milyon dolarlık silo yatırımı`: the plant that the sum describes, right behind it."""
    lexicon, after = view.sentence.lexicon, quantity.last + 1
    if not (lexicon.is_latin and lexicon.has_endings) or after >= len(view.tokens):
        return None
    if view.tokens[quantity.last].word.is_adjective:
        for i in range(after, min(after + DESCRIBING, len(view.tokens))):
            ids = view.matches.ids("cue", i)
            if "portion" in view.matches.particles(i):
                break
            if "facility" in ids and not _is_ground(view, i):
                return i  # 400 milyon dolarlık bir poliüretan fabrikası
            if view.tokens[i].kind != "w" or ids or view.tokens[i].case or view.matches.ids("place", i):
                break
    is_plant = "facility" in view.matches.ids("cue", after) and "investment" in view.matches.ids("cue", after + 1)
    is_of_it = view.tokens[quantity.last].word.is_adjective and is_plant
    return after if is_of_it and not _is_ground(view, after) else None


def _built_for(view: View, quantity: Quantity) -> int | None:
    """`will build it for $640 million`: what is built for a sum costs it."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    if "at_cost" not in view.matches.particles_before(first):
        return None
    clause = view.clause(quantity)
    built = (c for c in view.with_ids(verbs("build")) if view.clauses[c.first] == clause and c.last < first)
    return next((cue.first for cue in built if first - cue.last <= VISITED), None)


def _plant_by_means(view: View, quantity: Quantity) -> int | None:
    """`1 milyar dolar yatırımla fabrika kuracak`: by a sum a plant is built."""
    lexicon, after = view.sentence.lexicon, quantity.last + 1
    if not (lexicon.is_latin and lexicon.has_endings) or after >= len(view.tokens):
        return None
    if "investment" not in view.matches.ids("cue", after) or view.tokens[after].case != "instrumental":
        return None
    is_built = view.has(*verbs("build", "launch", "start"))
    makers = (i for i, token in enumerate(view.tokens) if "maker" in token.word.particles)
    maker = next(makers, None)
    if maker is not None and any(token.word.tense == "future" for token in view.tokens[after:]):
        return maker  # firma 8 milyon euroluk yatırımla üretim yapacak
    plants = (
        i for i in range(len(view.tokens)) if "facility" in view.matches.ids("cue", i) and not _is_ground(view, i)
    )
    return next(plants, None) if is_built else None


def _is_in_general(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`put $2.9 billion into data centres`: into plants in general, none of them counted or named."""
    lexicon = view.sentence.lexicon
    is_into = lexicon.is_latin and not lexicon.has_endings and 0 < cue.first - quantity.last <= INTO
    is_many = is_into and view.tokens[cue.last].text.endswith("s")
    return is_many and bool({"into", "in"} & view.matches.particles(cue.first - 1))


def _works_beside(view: View, quantity: Quantity) -> int | None:
    """`вложить 82 млн долларов в выпуск стеклотары`, `цехты кеңейтуге 3 млрд теңге жұмсады`: what is made or built with the sum."""
    if view.sentence.lexicon.is_latin or view.has("infrastructure", "zone", "trade", "export", "import"):
        return None
    if view.is_verb_final:
        first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
        at = first - 1
        is_beside = not view.in_clause(view.clause(quantity), "other")
    else:
        at = quantity.last + 2
        is_beside = bool({"in", "by"} & view.matches.particles(at - 1))
        first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
        if not is_beside and {"in", "by"} & view.matches.particles_before(first - 1):
            at, is_beside = first - 1, True  # вложил в строительство 6,5 млрд тенге
    clause = view.clause(quantity)
    if view.in_clause(clause, "attract.conv"):  # расширяет выпуск насосов, вложив 33 млн евро
        before = (cue for cue in view.with_ids(("works", "facility")) if view.clauses[cue.first] == clause - 1)
        return next((cue.first for cue in before), None)
    is_spent = view.in_clause(clause, *verbs("attract"), "planned") or view.in_clause(clause, "launch.past")
    is_works = any(cue.first <= at <= cue.last for cue in view.with_ids(("works",)))  # not тау-кен өндірісіне, a branch
    is_works = is_works or (not view.is_verb_final and "works" in view.matches.ids("cue", at))
    return at if is_beside and is_spent and is_works else None


def _label_behind(view: View, quantity: Quantity) -> str:
    """`3,9 milyar doları ihracat, 1,5 milyar doları ise ithalat`: of a sum split in two each part has its name behind it."""
    lexicon, at = view.sentence.lexicon, quantity.last + 1
    if not (lexicon.is_latin and lexicon.has_endings) or view.tokens[quantity.last].case != "accusative":
        return ""
    at += at < len(view.tokens) and view.tokens[at].text in ("ise", "da", "de")
    return next(iter(view.matches.ids("cue", at) & {"export", "import", "trade"}), "")


def _is_ground(view: View, i: int) -> bool:
    """A zone, a park, the infrastructure of a country: no plant."""
    longest = view.matches.longest("cue", i)
    last = longest.last if longest else i
    return any({"ground", "public"} & view.matches.particles(j) for j in range(i, last + 1))


def _whole_of_owned(view: View, quantity: Quantity, memory: Memory, previous: Draft | None) -> Draft | None:
    """`Қаржының 189 миллиард теңгесі`: a part of the sum told before, by the ending of its unit."""
    if view.sentence.lexicon.is_latin:
        if not _is_behind_owner(view, quantity):
            return None
    elif not view.tokens[quantity.last].text.endswith(view.sentence.lexicon.endings["owned"]):
        return None
    elif "whose_money" in view.matches.particles_before(quantity.last):
        return None  # АҚШ доллары
    money = previous or memory.last_money
    return money if money is not None and view.index - money.view.index <= NEAR else None


def _is_behind_owner(view: View, quantity: Quantity) -> bool:
    """`Bu paranın 640 milyon doları`: the genitive of what was told, and a sum with the ending of what is owned."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    if not view.sentence.lexicon.has_endings or first == 0:
        return False
    is_portion = "portion" in view.matches.particles(quantity.last + 1)
    if not is_portion and view.tokens[quantity.last].case != "accusative":
        return False
    owner = view.tokens[first - 1]
    names = {i for place in view.places for i in range(place.first, place.last + 1)}
    is_time = any(when.first <= first - 1 <= when.last for when in view.whens)
    is_name = owner.is_capital and not (is_portion and first == 1)
    return owner.case == "genitive" and not is_name and not is_time and first - 1 not in names


def _topic_options(view: View, memory: Memory) -> Iterator[Option]:
    """`По стране набралось 14,2 трлн`: of what the sentence before spoke, or the line above a list."""
    topic = memory.topic
    if topic is None or view.has("other", "output", "spent", "norm"):
        return
    if view.sentence.is_item and memory.head is not None and memory.head.index - topic.index <= NEAR:
        yield Option(LISTED, topic.measure, "list", None, whole_of(view, topic.measure, memory))
    elif view.index - topic.index <= NEAR:
        yield Option(TOPIC, topic.measure, "topic", None)


def _has_own_time(view: View, memory: Memory) -> bool:
    """A new period begins a new thought."""
    told = memory.topic.when if memory.topic else None
    days = (told.start, told.end) if told else (None, None)
    return any(w.role is Role.MAIN and w.start and not w.is_aside and (w.start, w.end) != days for w in view.whens)


def kind_of(measure: Measure | None, view: View, memory: Memory) -> Measure | None:
    """`Вложения выросли`, told right behind a figure of fixed capital, speak of the same; not so money for a plant."""
    topic = memory.topic
    is_same = topic is not None and topic.measure in KINDS
    is_english = view.sentence.lexicon.is_latin and not view.sentence.lexicon.has_endings
    if measure is not M.INVESTMENT or topic is None or not is_same or is_english:
        return measure
    is_other = view.has("facility", "project", "abroad", *verbs("build"))
    return measure if is_other or view.index - topic.index > NEAR else topic.measure


def _cue_options(view: View, quantity: Quantity, cue: Cue, counts: list[Draft], memory: Memory) -> Iterator[Option]:
    cost = distance(view, quantity, cue)
    for identity in cue.ids:
        if identity in CUE_COST:
            measure = MEASURE_OF_CUE.get(identity)
            if measure is M.INVESTMENT and not _has_own_time(view, memory):
                measure = kind_of(measure, view, memory)
            counted = next((d for d in counts if d.quantity.noun_at == cue.first), None)
            if counted is not None and identity in ("project", "agreement", "document", "facility"):
                continue
            if identity == "other" and (
                not _is_about(view, quantity, cue) or _is_time(view, cue) or _is_named_behind(view, quantity)
            ):
                continue
            if measure in TRADE and _is_label(view, cue, memory):
                continue
            if identity == "other" and _is_of_infrastructure(view):
                continue
            if identity == "investment" and measure is M.INVESTMENT and _is_of_plant(view, cue, counts):
                measure = M.PROJECT_VALUE
            if identity == "investment" and measure is M.INVESTMENT and _is_in_project(view, cue):
                measure = M.PROJECT_VALUE
            of = _listed_project(view, quantity, cue, counts) if measure is M.INVESTMENT else None
            if of is not None:
                measure = M.PROJECT_VALUE
            if identity == "investment" and measure is M.INVESTMENT and _is_with_plant(view, quantity, cue):
                measure = M.PROJECT_VALUE
            if identity == "investment" and measure is M.INVESTMENT and _is_of_projects_before(view, cue, memory):
                measure = M.PROJECT_VALUE
            if identity == "investment" and measure is M.INVESTMENT:
                measure = M.PROJECT_VALUE if _is_of_these(view, cue) or _is_at_plant(view, cue) else measure
            is_ground = identity == "facility" and (
                bool({"ground", "public"} & view.matches.particles(cue.last)) or _is_in_general(view, quantity, cue)
            )
            extra = GROUND_COST if is_ground else 0.0
            if identity in ("facility", "project") and _is_goal_of_sum(view, quantity, cue):
                extra -= GOAL
            yield Option(cost + CUE_COST[identity] + extra, measure, f"cue:{identity}", cue.first, of)
        elif identity == "trade_partner" and _is_of_trade(view, memory):
            yield Option(cost - 4.0, M.TRADE_TURNOVER, "cue:trade_partner", cue.first)
        elif identity == "turnover" and _is_of_trade(view, memory):
            yield Option(cost - 3.0, M.TRADE_TURNOVER, "cue:turnover", cue.first)
        elif identity == "infrastructure" and _is_of_infrastructure(view):
            yield Option(cost - 2.0, M.INVESTMENT, "cue:infrastructure", cue.first)
        elif identity.startswith("build.") and not counts:
            yield Option(cost + 7.0, M.PROJECT_VALUE, "verb:build", cue.first)
        elif identity.startswith("sign.") and not (view.sentence.lexicon.is_latin or counts or view.has("target")):
            yield Option(cost + 9.0, M.AGREEMENT_VALUE, "verb:sign", cue.first)
        elif identity.startswith("attract."):
            is_theirs = _is_of_members(view, memory) or _names_investment(view, cue)
            into = M.PROJECT_VALUE if _is_of_these(view, cue) else _attracted(view, memory)
            yield Option(cost + (0.0 if is_theirs else 6.0), into, "verb:attract", cue.first)
        elif identity in ("sold", "bought") and _is_with_abroad(view, memory, identity):
            yield Option(cost - 5.0, M.EXPORT if identity == "sold" else M.IMPORT, f"cue:{identity}", cue.first)
        elif identity in ("cost", "sum"):
            is_traded = view.sentence.lexicon.is_latin and view.in_clause(
                view.clauses[cue.first], "export", "import", "trade"
            )
            if is_traded and not counts:
                continue  # exports were worth $1.1 billion
            own = _whose(view, cue)
            if own is M.INVESTMENT and any(d.measure is M.PROJECT_COUNT for d in counts):
                own = None  # 14 проектов с участием китайского капитала на общую сумму
            if own:
                yield Option(cost - 2.0, own, f"cue:{identity}", cue.first)
                continue
            counted = _last_counted(view, quantity, counts, memory)
            value = VALUE_OF_COUNT.get(counted.measure) if counted else None
            if identity == "cost" and value is M.AGREEMENT_VALUE:
                value = None
            is_of_papers = identity == "sum" and counted is not None and counted.measure is M.ENTERPRISE_COUNT
            if is_of_papers and view.sentence.lexicon.is_latin and view.has("agreement") and view.has(*verbs("sign")):
                value, counted = None, None  # contracts with five makers, to the amount of $38 million
            if value:
                yield Option(cost - 1.0, value, f"cue:{identity}", cue.first, counted)
            elif identity == "cost":
                is_of_paper = (
                    view.sentence.lexicon.is_latin and view.has("agreement", "document") and view.has(*verbs("sign"))
                )
                value = M.AGREEMENT_VALUE if is_of_paper and not view.has("facility", "project") else M.PROJECT_VALUE
                yield Option(cost + 2.0, value, "cue:cost", cue.first)
            elif view.has("agreement", "document"):
                yield Option(cost - 1.0, M.AGREEMENT_VALUE, "cue:sum", cue.first)
        elif identity == "into_it" and _is_project_before(view, cue, counts, memory):
            told = _last_counted(view, quantity, counts, memory) if view.has("part") else None
            into = M.INVESTMENT if _is_into_zone(view, cue, memory) else M.PROJECT_VALUE
            yield Option(min(cost, 4.0) - 6.0, into, "cue:into_it", cue.first, told)
        elif identity == "source" and (kind := _kind_told(view, memory)):
            yield Option(min(cost, FROM_SOURCE) - FROM_SOURCE, kind, "cue:source", cue.first)
        elif identity == "pool" and not counts and not view.sentence.lexicon.is_latin:
            yield Option(cost + 3.0, M.PROJECT_VALUE, "cue:pool", cue.first)
        elif identity == "spent":
            yield Option(cost - 4.0, None, "cue:spent", cue.first)


def _is_named_behind(view: View, quantity: Quantity) -> bool:
    """`took in $620 million of foreign capital`: what the sum is of stands right behind it."""
    at = quantity.last + 1
    if not view.sentence.lexicon.is_latin or "out_of" not in view.matches.particles(at):
        return False
    return any(view.matches.ids("cue", i) & {"investment", "fdi", "fixed_capital"} for i in (at + 1, at + 2))


def _is_time(view: View, cue: Cue) -> bool:
    """`on ayda`, in ten months, is no monthly rate."""
    return any(when.first <= cue.first <= when.last for when in view.whens)


def _is_label(view: View, cue: Cue, memory: Memory) -> bool:
    """`— торговля — 590 млн`, below a line on direct investment: a branch, no trade."""
    topic, head = memory.topic, memory.head
    if not view.sentence.is_item or topic is None or head is None or topic.measure in TRADE:
        return False
    after = view.tokens[cue.last + 1].text if cue.last + 1 < len(view.tokens) else ""
    return after in ("–", ":", "-") and head.index - topic.index <= NEAR


def is_sold(view: View, cue: Cue, memory: Memory) -> bool:
    return "sold" in cue.ids and _is_with_abroad(view, memory, "sold")


def _is_sold_abroad(view: View, memory: Memory) -> bool:
    """`Almanya'ya satışlar`, `sales to Germany`, right behind a figure of trade."""
    topic = memory.topic
    is_told = topic is not None and topic.measure in TRADE and view.index - topic.index <= NEAR
    if not is_told and not view.has("export", "trade"):
        return False
    if "neighbour" in view.matches.all_particles:
        return True
    return any(
        not place.is_people
        and "-" not in place.code
        and (place.case == "dative" or "into" in view.matches.particles_before(place.first))
        for place in view.places
    )


def _is_of_trade(view: View, memory: Memory) -> bool:
    topic = memory.topic
    return topic is not None and topic.measure in TRADE and view.index - topic.index <= NEAR


def _is_of_infrastructure(view: View) -> bool:
    """`На инфраструктуру СЭЗ из бюджета выделено 7,2 млрд`: public money put into a zone."""
    return view.has("zone") and view.has("infrastructure")


def _is_goal_of_sum(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`зауыт құрылысына 50 млн доллар инвестиция салуды көздеп отыр`: the sum goes into the plant right before it."""
    lexicon = view.sentence.lexicon
    is_into = lexicon.has_endings and not lexicon.is_latin and view.tokens[cue.last].case == "dative"
    return is_into and 0 <= quantity.first - cue.last - 1 <= 1


def _is_of_plant(view: View, cue: Cue, counts: list[Draft]) -> bool:
    """`построит ветропарк, инвестиции составят 1,4 млрд`: of what the clause before is about."""
    lexicon = view.sentence.lexicon
    if lexicon.is_latin and not lexicon.has_endings:
        return _is_apposed(view, cue)
    is_counted = any(d.measure in VALUE_OF_COUNT or lexicon.is_latin for d in counts)
    if is_counted or view.has("zone", "export"):
        return False
    clause = view.clauses[cue.first]
    if any(view.clauses[p.first] == clause and not p.is_people for p in view.places):
        return False
    before = [other for other in view.cues if view.clauses[other.first] == clause - 1]
    if not lexicon.is_latin and any("works" in other.ids for other in before):
        return view.in_clause(clause - 1, "launch.future", "start.past", "planned") or _will_make(view, clause - 1)
    is_thing = any("facility" in other.ids for other in before)
    told = {
        *verbs("build", "launch", "start", "talk"),
        "next",
        "planned",
    }  # крупнейший — производство полиэтилена: инвестиции превысят 7,4 млрд
    return is_thing and any(other.ids & told for other in before)


def _is_in_project(view: View, cue: Cue) -> bool:
    """`объём финансирования проекта`, `жобаға салынған инвестиция`: what is put into it."""
    lexicon = view.sentence.lexicon
    if lexicon.is_latin:
        return False
    if view.is_verb_final:
        return any("project" in other.ids and 0 <= cue.first - other.last - 1 <= 1 for other in view.cues)
    at = cue.last + 1
    if {"in", "by"} & view.matches.particles(at) or "through" in view.matches.particles(at):
        at += 1
    return "project" in view.matches.ids("cue", at)


def _listed_project(view: View, quantity: Quantity, cue: Cue, counts: list[Draft]) -> Draft | None:
    """`4 жоба іске асырылды: бояу цехы – 6,7 млрд теңге инвестиция`: one of the projects counted before the colon."""
    if view.sentence.lexicon.is_latin or not 0 <= cue.first - quantity.last - 1 <= 1:
        return None
    colon = next((i for i, token in enumerate(view.tokens) if token.text == ":"), len(view.tokens))
    told = (d for d in counts if d.measure is M.PROJECT_COUNT and d.quantity.last < colon and d.quantity.value > 1)
    return next(told, None) if colon < quantity.first else None


def _is_with_plant(view: View, quantity: Quantity, cue: Cue) -> bool:
    """`пищевое предприятие с инвестициями 280 млн`, `проект с привлечением 330 млрд инвестиций`: the cost of what stands before."""
    if view.sentence.lexicon.is_latin or view.is_verb_final:
        return False
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    at = cue.first
    while at > 0 and view.tokens[at - 1].word.is_adjective:
        at -= 1
    is_with = cue.last < first and "with_whom" in view.matches.particles(at - 1)
    is_drawing = "drawing" in view.matches.particles_before(first)
    if not is_with and not is_drawing:
        return False
    clause = view.clauses[cue.first]
    before = [c for c in view.cues if c.last < min(at, first) and c.ids & {"facility", "project", "enterprise"}]
    before = [c for c in before if view.clauses[c.first] == clause or is_drawing]
    is_counted = bool(before) and any(q.noun_at == before[-1].first for q in view.quantities)
    return bool(before) and not is_counted and bool(before[-1].ids & {"facility", "project"})


def _is_of_projects_before(view: View, cue: Cue, memory: Memory) -> bool:
    """`…обеспечит запуск ещё 16 проектов. Совокупный объём инвестиций составит 279 млрд`: told right behind projects without their cost."""
    last, before = memory.last_count, memory.last_told
    if view.sentence.lexicon.is_latin or last is None or last.view is not before or before is not memory.last_view:
        return False
    is_here = before is not None and before.sentence.paragraph == view.sentence.paragraph
    if not is_here or last.measure is not M.PROJECT_COUNT or view.places or view.whens or view.has("zone"):
        return False
    is_told = any(d.quantity.kind == "money" and d.view is before for d in memory.drafts)
    is_opening = all("." not in identity for c in view.cues if c.last < cue.first for identity in c.ids)
    return not is_told and is_opening


def _will_make(view: View, clause: int) -> bool:
    """`будет производить кабель`."""
    return any(view.tokens[i].word.tense == "future" for i, number in enumerate(view.clauses) if number == clause)


def _is_apposed(view: View, cue: Cue) -> bool:
    """`is to put up a mill, an investment of £240m`: behind a comma, what the plant of the clause before costs."""
    first = next((q.first for q in view.quantities if q.kind == "money" and q.last == cue.first - 1), cue.first)
    at = first - 1  # a new plant, a EUR500 million investment
    if at < 1 or view.tokens[at - 1].text != "," or "article" not in view.matches.particles(at):
        return False
    before = {i for other in view.cues if view.clauses[other.first] == view.clauses[at] - 1 for i in other.ids}
    is_chosen = "chose" in view.matches.all_particles
    return "facility" in before and (is_chosen or bool(before & {*verbs("build", "launch", "start"), "planned"}))


def _is_of_these(view: View, cue: Cue) -> bool:
    """`These projects represent $2 billion in total investment`: of what was counted before."""
    if view.sentence.lexicon.has_endings or not view.sentence.lexicon.is_latin:
        return False
    kinds = {"project", "facility", "enterprise"}
    thing = next((c for c in view.cues if c.ids & kinds and c.first <= OPENING), None)
    is_one = thing is not None and "article" in view.matches.particles(0) and thing.first <= 1
    if thing is not None and is_one:
        after = view.tokens[thing.last + 1].text if thing.last + 1 < len(view.tokens) else ""
        after = view.tokens[thing.last + 2].text if after in ("has", "will", "would") else after
        return after in TAKING and not view.has("zone")
    if thing is None or thing.first == 0 or view.clauses[thing.first] != view.clauses[cue.first]:
        return False
    is_told = "these" in view.matches.particles(thing.first - 1) or view.tokens[thing.first - 1].text in ("both", "all")
    return is_told and any(
        view.tokens[i].text in STANDING for i in range(thing.last + 1, min(thing.last + 3, cue.first))
    )


def _is_at_plant(view: View, cue: Cue) -> bool:
    """`a EUR600 million investment at its plant in Hungary`."""
    at = cue.last + 1
    if (
        view.sentence.lexicon.has_endings
        or not view.sentence.lexicon.is_latin
        or "in" not in view.matches.particles(at)
    ):
        return False
    if not view.matches.particles(at + 1) & {"one", "article"}:
        return False
    near = range(at + 2, min(at + 5, len(view.tokens)))
    plants = [i for i in near if "facility" in view.matches.ids("cue", i) and not _is_ground(view, i)]
    return bool(plants) and not any(view.matches.ids("place", i) for i in range(at + 1, plants[0]))


def _is_with_abroad(view: View, memory: Memory, identity: str) -> bool:
    """`Область продала соседям товаров на 49 млн`, behind a figure of trade; `в Китай продали муки`; no share, no machine bought."""
    if view.has("share", "event"):
        return False
    if view.sentence.lexicon.is_latin:
        return _is_sold_abroad(view, memory)
    if _is_of_trade(view, memory):
        return True
    home = view.sentence.lexicon.home
    is_out = view.has("out_of_country") or any(p.country != home and not p.is_people for p in view.places)
    return identity == "sold" and is_out


def _is_into_zone(view: View, cue: Cue, memory: Memory) -> bool:
    """`Зона работает десять лет, в неё вложили 1,9 трлн`: ground on which many build, no plant."""
    if view.sentence.lexicon.is_latin or view.has("project"):
        return False
    before = [other for other in view.cues if other.last < cue.first and other.ids & {"facility", "zone", "project"}]
    if before:
        return "zone" in before[-1].ids or "ground" in view.matches.particles(before[-1].last)
    return memory.thing is not None and memory.thing.has("zone") and not memory.thing.has("project")


def _is_project_before(view: View, cue: Cue, counts: list[Draft], memory: Memory) -> bool:
    """What `него` or `оған` stands for: a plant or projects told before in the sentence or in the one before."""
    if any(d.quantity.last < cue.first and d.measure in VALUE_OF_COUNT for d in counts):
        return True
    if any(view.matches.ids("cue", i) & {"facility", "project"} for i in range(cue.first)):
        return True
    return memory.thing is not None and view.index - memory.thing.index <= NEAR


def _names_investment(view: View, cue: Cue) -> bool:
    """`yatırım yaptı`: the verb holds the noun."""
    lexicon = view.sentence.lexicon
    return (
        lexicon.is_latin and lexicon.has_endings and cue.last > cue.first and view.tokens[cue.first].text == "yatırım"
    )


def _is_of_members(view: View, memory: Memory) -> bool:
    """`The estate has 27 tenants. They have committed $1.1 billion.`"""
    lexicon, last = view.sentence.lexicon, memory.last_count
    if not lexicon.is_latin or lexicon.has_endings or last is None or last.measure is not M.ENTERPRISE_COUNT:
        return False
    is_next = last.view is memory.last_view and view.tokens[0].text in ("they", "these", "together", "those")
    return is_next and not view.has("facility", "project")


def _kind_told(view: View, memory: Memory) -> Measure | None:
    """`Korean firms led with $305 million`, right behind a figure of direct investment: whose part of it that was."""
    topic = memory.topic
    if view.has("fdi"):
        return M.FDI
    is_kind = topic is not None and topic.measure in KINDS
    if not is_kind and any(token.text.startswith(("investor", "source")) for token in view.tokens):
        return M.INVESTMENT  # leads the list of foreign investors with $92 billion
    if (
        topic is None
        or topic.measure not in KINDS
        or view.index - topic.index > NEAR
        or view.has("trade", "export", "import")
    ):
        return None
    return None if view.has("cost", "planned", "fixed_capital") else topic.measure


def _attracted(view: View, memory: Memory) -> Measure:
    """A verb alone does not tell the kind of investment; the sum of which the paragraph spoke does, or its topic."""
    money = memory.last_money
    is_kind = money is not None and money in memory.paragraph and money.measure in KINDS
    is_other = view.sentence.lexicon.is_latin and view.has("facility", "project", "planned")
    if money is not None and is_kind and not is_other:
        return money.measure
    return kind_of(M.INVESTMENT, view, memory) or M.INVESTMENT


def _is_bare_amount(view: View) -> bool:
    """`Сумма вложений — 6 млрд`: nothing but the amount, without a verb, a place or a time of its own."""
    is_plain = not view.places and not view.whens and not view.sentence.lexicon.is_latin
    if not is_plain or len(view.tokens) > BARE or view.has("fdi", "fixed_capital", "part"):
        return False
    clauses = {view.clause(quantity) for quantity in view.quantities if quantity.kind == "money"}
    told = (cue for cue in view.cues if view.clauses[cue.first] in clauses and any("." in i for i in cue.ids))
    return all("link" in view.matches.particles(cue.first) or "reach.past" in cue.ids for cue in told)


def _whose(view: View, cue: Cue) -> Measure | None:
    """`стоимость проекта`, `зауыттың құны`: what stands beside the word cost."""
    is_apart = cue.first > 1 and (
        view.tokens[cue.first - 1].text in (":", "–", ",", "(") or "total" in view.matches.ids("cue", cue.first - 1)
    )
    for i in (_behind_on(view, cue), cue.first - 1, cue.last + 1, cue.first - 2 if is_apart else -1):
        ids = view.matches.ids("cue", i)
        if i == _behind_on(view, cue) and "investment" in ids:
            return M.INVESTMENT  # освоили инвестиции на сумму свыше 86 млрд
        for identity in ("project", "facility", "agreement", "document"):
            if identity in ids:
                return MEASURE_OF_CUE[identity]
    return None


def _behind_on(view: View, cue: Cue) -> int:
    """`проектов на общую сумму`: where the noun stands to which the sum is joined, past the preposition and adjectives."""
    if view.sentence.lexicon.is_latin or view.is_verb_final or "sum" not in cue.ids:
        return -1
    i = cue.first - (0 if "by" in view.matches.particles(cue.first) else 1)
    while i > 0 and view.tokens[i].word.is_adjective and "by" not in view.matches.particles(i):
        i -= 1
    return i - 1 if i > 0 and "by" in view.matches.particles(i) else -1


def _is_next_on(view: View, before: Quantity, quantity: Quantity) -> bool:
    """`соглашения на 50 млн по гостиницам, на 40 млн — по добыче`: each sum with its preposition and a dash behind it."""
    if view.sentence.lexicon.is_latin or view.is_verb_final or before.unit != quantity.unit:
        return False
    after = quantity.last + 1
    is_dash = after < len(view.tokens) and view.tokens[after].text == "–"
    is_on = all("by" in view.matches.particles_before(q.first) for q in (before, quantity))
    joint = view.tokens[quantity.first - 2]
    return is_dash and is_on and (joint.text in (",", ";") or "and" in joint.word.particles)


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


def distance(view: View, quantity: Quantity, cue: Cue) -> float:
    is_left = cue.last < quantity.first
    gap = quantity.first - cue.last - 1 if is_left else cue.first - quantity.last - 1
    if gap < 0:
        return 0.0
    crossed = abs(view.clauses[cue.first] - view.clauses[quantity.first])
    if crossed == 1 and is_left and gap <= 3 and view.tokens[quantity.first - 1].text == "(":
        crossed = 0  # a plant (80 million)
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
    if crossed and not view.sentence.lexicon.is_latin and _is_told_apart(view, quantity, count):
        cost += 6.0
    return cost


def _is_told_apart(view: View, money: Quantity, count: Quantity) -> bool:
    """`сюда вложено 1,3 трлн тенге, реализовано 47 проектов`: each with a verb of its own before it."""
    if view.is_verb_final or money.first > count.first:
        return False
    is_put = view.in_clause(view.clause(money), "attract.past")
    return is_put and view.in_clause(view.clause(count), "launch.past", "build.past", "start.past")


def _last_counted(view: View, quantity: Quantity, counts: list[Draft], memory: Memory) -> Draft | None:
    before = [d for d in counts if d.measure in VALUE_OF_COUNT and d.quantity.number < quantity.number]
    if before:
        return before[-1]
    after = [d for d in counts if d.measure in VALUE_OF_COUNT]
    if after:
        return after[0]
    if view.has("facility") and not view.has("anaphor", "part"):
        return None
    is_back = view.has("anaphor", "part")
    for draft in reversed(memory.drafts):
        if draft.measure is M.ENTERPRISE_COUNT and view.sentence.lexicon.is_latin and not _is_near(draft, memory):
            continue
        if draft.measure in VALUE_OF_COUNT and (is_back or draft.measure is not M.ENTERPRISE_COUNT):
            return draft if is_back or view.index - draft.view.index <= 2 else None
    return None


def _is_near(draft: Draft, memory: Memory) -> bool:
    """Told in this paragraph or in the headline."""
    return draft.view.index <= 1 or draft in memory.paragraph


def is_left_behind(view: View, quantity: Quantity) -> bool:
    """`4,5 миллиардтан 10 млрд долларға дейін`, `200 гектардан 470 гектарға дейін`: from where a rise begins."""
    lexicon = view.sentence.lexicon
    following = next((q for q in view.quantities if q.first > quantity.last), None)
    is_from = "ablative" in (quantity.case, view.tokens[quantity.last].case)
    if following is None or not is_from or not lexicon.has_endings or lexicon.is_latin:
        return False
    end = following.last + 1
    is_until = end < len(view.tokens) and "until" in view.matches.ids("cue", end)
    return is_until and following.first - quantity.last <= 2


def _is_rate(view: View, quantity: Quantity) -> bool:
    """`520,000 tenge a square metre`, `$3 million per megawatt`: the price of a unit."""
    lexicon, after = view.sentence.lexicon, quantity.last + 1
    if not lexicon.is_latin or lexicon.has_endings or after >= len(view.tokens):
        return False
    particles = view.matches.particles(after)
    unit = view.matches.longest("unit", after + 1)
    if unit is None or view.matches.longest("period", after) is not None:
        return False
    return (
        "each" in particles
        or "apiece" in particles
        or (unit.form.id in ("other", "hectare") and "article" in particles)
    )


def _is_second_currency(view: View, quantity: Quantity) -> bool:
    """`5 crore rupees (about $600,000)`."""
    start = quantity.first if quantity.bound_at is None else min(quantity.bound_at, quantity.first)
    if start < 2 or view.tokens[start - 1].text != "(":
        return False
    return any(q.kind == "money" and q.unit != quantity.unit and q.last == start - 2 for q in view.quantities)


def _is_difference(view: View, quantity: Quantity) -> bool:
    """`на 217 млрд больше`, `217 млрд-қа артық`: an absolute difference."""
    after = quantity.last + 1
    if quantity.bound_at is not None and quantity.bound_at >= after:
        return False
    has_endings = view.sentence.lexicon.has_endings
    is_by = view.is_amount_of_change(quantity) or (has_endings and view.tokens[quantity.last].case == "dative")
    ids = view.matches.ids("cue", after)
    if is_by and "difference" in ids:
        return True
    is_than = after + 1 < len(view.tokens) and view.tokens[after + 1].text == "than"
    if is_than and quantity.kind == "money" and view.tokens[after].text in ("more", "less", "higher", "lower"):
        return True  # 217 billion tenge more than last year
    is_of = view.sentence.lexicon.is_latin and has_endings and view.tokens[quantity.last].text.endswith(OF_SIZE)
    if is_of and "change" in view.matches.particles(after):
        return True  # 301 milyon dolarlık artış
    grew = view.matches.ids("cue", quantity.first - 2) if quantity.first > 1 else set()
    return is_by and not has_endings and bool(grew & {"grow", "fall"})

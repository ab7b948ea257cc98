"""What came second, field by field: the other time, place, verb or bound of the sentence, and by how much it lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

from kelisim.engines.reading.claims import RunnerUp
from kelisim.engines.reading.drafts import STAGED, Draft
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.predicates import acts
from kelisim.engines.reading.view import Place
from kelisim.engines.values import Stage, Status

EVEN, STEP, LEAST = 0.5, 0.05, 0.05  # the margin of two that are equally near, for each word nearer, and the smallest
CROSSED = 5  # words for which a clause between counts
ELSEWHERE = 10  # words for which a sentence between counts
TYPED = 0.6  # the margin of a way to write that has another reading
THOUSAND = 1000
UNTIMED, TAKEN_OVER = 0.85, 0.9  # measured on real articles: docs/reading.md
LOOSE_STAGES = ("carried", "attract", "sign", "none")
MEASURED = {"unit": 0.85, "story": 0.85, "cue": 0.93}  # by what was told near; the noun that is counted is surer
NO_DAYS = "/"
NO_RULE = ("", None, None)
RIVALS = (Role.MAIN, Role.DEADLINE, Role.SINCE, Role.NOW)
PAST = {"launch": Stage.LAUNCHED, "build": Stage.LAUNCHED, "start": Stage.UNDER_WAY}
NOW = {"launch": Stage.UNDER_WAY, "build": Stage.UNDER_WAY, "start": Stage.UNDER_WAY, "carry": Stage.UNDER_WAY}
Span = tuple[int, int] | None  # tokens
Rivals = Iterable[tuple[str, Span]]


def runners_up(draft: Draft) -> tuple[RunnerUp, ...]:
    """One a field where another reading was near, the nearest first."""
    found = [RunnerUp(*draft.runner_up)] if draft.runner_up and draft.runner_up[2] < 1 else []
    for name, rivals in _rivals(draft):
        near = [(_distance(draft, place), value) for value, place in rivals]
        if near:
            _rule, first, last = draft.rules.get(name, NO_RULE)
            own = _distance(draft, None if first is None or last is None else (first, last))
            margin, value = min([(_margin(distance - own), value) for distance, value in near])
            if margin < 1:
                found.append(RunnerUp(name, value, margin))
    found += _written_otherwise(draft)
    return tuple(sorted(found, key=lambda one: one.margin)) if len(found) > 1 else tuple(found)


def surety(draft: Draft) -> float:
    """By how the fields were found: a claim without a time, what was taken over from elsewhere, and a measure told by a word near it, are wrong more often."""
    rules = {name: rule.partition(":")[0] for name, (rule, _, _) in draft.rules.items()}
    sure = 1.0 if draft.when is not None and (draft.when.start or draft.when.end) else UNTIMED
    if rules.get("status") == "carried":
        sure *= TAKEN_OVER
    if rules.get("stage") in LOOSE_STAGES:
        sure *= TAKEN_OVER
    return sure * MEASURED.get(rules.get("measure", ""), 1.0)


def _rivals(draft: Draft) -> Iterator[tuple[str, Rivals]]:
    view = draft.view
    if len(view.whens) > 1 or (view.whens and draft.when not in view.whens):
        yield "period", _times(draft)
    if view.places:
        yield "area", _areas(draft)
        yield "partner", _partners(draft)
    if view.cues:
        fates = [((cue.first, cue.last), *fate) for cue in view.cues for fate in _fates(cue.ids)]
        yield "status", [(status.value, span) for span, status, _stage in fates if status is not draft.status]
        if draft.measure in STAGED:
            yield "stage", [(stage.value, span) for span, _, stage in fates if stage and stage is not draft.stage]


@cache
def _margin(lead: int) -> float:
    """`lead` is how many words nearer the chosen reading is."""
    return round(min(1.0, max(LEAST, EVEN + STEP * lead)), 3)


def _distance(draft: Draft, span: Span) -> int:
    """In words; what stands in another sentence is farther than what stands in this one."""
    if span is None:
        return ELSEWHERE
    view, quantity = draft.view, draft.quantity
    gap = max(0, quantity.first - span[1] - 1, span[0] - quantity.last - 1)
    return gap + CROSSED * abs(view.clauses[span[0]] - view.clauses[quantity.number])


def _times(draft: Draft) -> Rivals:
    """Other times of the sentence."""
    own = _days(draft.when) if draft.when else NO_DAYS
    told = ((_days(when), (when.first, when.last)) for when in draft.view.whens if when.role in RIVALS)
    return ((days, place) for days, place in told if days not in (NO_DAYS, own))


def _days(when: When) -> str:
    return "/".join(day.isoformat() if day else "" for day in (when.start, when.end))


def _areas(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Other places of the same country, unless one is a part of the other."""
    own = draft.area or ""
    for place in draft.view.places:
        is_kin = place.code.startswith(own) or own.startswith(place.code)
        if not place.is_people and not is_kin and place.country == own[:2]:
            yield place.code, _span(place)


def _partners(draft: Draft) -> Iterator[tuple[str, Span]]:
    """Other countries than those of the claim; where it has no partner, those in its own clause."""
    view, taken = draft.view, {(draft.area or "")[:2], draft.partner or ""}
    here = view.clauses[draft.quantity.number]
    for place in view.places:
        if place.country not in taken and (draft.partner or view.clauses[place.first] == here):
            yield place.country, _span(place)


def _span(place: Place) -> Span:
    return place.first, place.last


@lru_cache(maxsize=1000)
def _fates(ids: frozenset[str]) -> tuple[tuple[Status, Stage | None], ...]:
    """What a word would make of a number if it governed it."""
    found: list[tuple[Status, Stage | None]] = []
    if "target" in ids:
        found.append((Status.TARGET, Stage.INTENDED))
    elif "planned" in ids:
        found.append((Status.PLANNED, Stage.INTENDED))
    for action, tense in acts(ids):
        if tense == "future" or action == "talk":
            found.append((Status.PLANNED, Stage.INTENDED))
        elif tense in ("past", "now"):
            found.append((Status.ACTUAL, (PAST if tense == "past" else NOW).get(action)))
    return tuple(found)


# -- the number itself


def _written_otherwise(draft: Draft) -> Iterator[RunnerUp]:
    """`1,234` in a language with a decimal comma may be a thousand; a bound on the other side may hold as well."""
    view, quantity = draft.view, draft.quantity
    lexicon, text = view.sentence.lexicon, view.tokens[quantity.number].text
    whole, mark, rest = text.partition(lexicon.decimal_mark)
    if mark and len(rest) == 3 and whole.strip("0") and len(whole) <= 3 and draft.value == quantity.value:
        value = (draft.value * Decimal(THOUSAND)).normalize()
        yield RunnerUp("value", f"{value:f}", TYPED)
    if quantity.bound_at is not None:
        bounds = [m for i in _beside(draft) for m in view.matches.all("bound", i)]
        other = next((m for m in bounds if m.form.id != quantity.bound and m.first != quantity.bound_at), None)
        if other:
            yield RunnerUp("bound", other.form.id, TYPED)


def _beside(draft: Draft) -> list[int]:
    first, last = draft.quantity.first, draft.quantity.last
    return [i for i in (first - 2, first - 1, last + 1) if 0 <= i < len(draft.view.tokens)]

"""A Chinese sentence as the rules see it, and how far apart its words are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from kelisim.engines.reading.chinese.anaphors import SHORT
from kelisim.engines.reading.chinese.numbers import read_quantities
from kelisim.engines.reading.chinese.times import read_periods
from kelisim.engines.reading.drafts import Draft
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import Calendar, taken_tokens
from kelisim.engines.reading.text import Sentence, Token
from kelisim.engines.reading.view import Cue, Place, View, cues_of, places_of

CLAUSE_MARKS = frozenset(",;:()–")
PAIR = "pair"  # the kind of the two places that `中哈` names


def view_of(sentence: Sentence, calendar: Calendar) -> View:
    matches = Matches(sentence.line, sentence.lexicon)
    whens = read_periods(matches, calendar)
    quantities = read_quantities(matches, taken_tokens(whens, matches.tokens))
    inside = {i for q in quantities if q.kind == "money" for i in range(q.first, q.last + 1)}
    found = [*(_as_people(place, matches) for place in (*places_of(matches), *_shorts(matches))), *_pairs(matches)]
    places = sorted((place for place in found if place.first not in inside), key=lambda place: place.first)
    return View(sentence, matches, cues_of(matches), whens, places, quantities, _clauses(matches.tokens))


def _as_people(place: Place, matches: Matches) -> Place:
    """`来自宁波的老板`, `广东企业`: where somebody is from, not where something is."""
    is_from = "out_of" in matches.particles_before(place.first) or "come" in matches.particles(place.last + 1)
    ids = matches.ids("cue", place.last + 1)
    following = matches.longest("place", place.last + 1)
    is_of_firm = following is not None and following.form.id == place.code and following.form.value[0] == "people"
    is_group = "delegation" in matches.ids("cue", place.last + 2)
    is_of_party = bool(ids & {"enterprise", "participant", "delegation"}) and "facility" not in ids
    is_people = is_from or is_of_party or _is_of_one(matches, place)
    is_people = is_people or is_of_firm or is_group
    return replace(place, is_people=True) if is_people else place


def _is_of_one(matches: Matches, place: Place) -> bool:
    """`台湾一家电子企业`."""
    after = place.last + 1
    numeral = matches.tokens[after].word.numeral if after < len(matches.tokens) else None
    return numeral is not None and "firm" in matches.ids("counter", after + 1)


def _shorts(matches: Matches) -> Iterator[Place]:
    for i in matches.filled:
        short = matches.longest(SHORT, i)
        if short and not any(match.form.kind == "place" for match in matches.at[i]):
            yield Place(short.form.id, False, SHORT, i, short.last, "")


def _pairs(matches: Matches) -> Iterator[Place]:
    for i in matches.having(PAIR):
        pair = matches.longest(PAIR, i)
        if pair:
            for code in pair.form.id.split():
                yield Place(code, False, PAIR, i, pair.last, "")


def _clauses(tokens: list[Token]) -> list[int]:
    clauses, number = [], 0
    for token in tokens:
        number += token.kind == "s" and token.text in CLAUSE_MARKS
        clauses.append(number)
    return clauses


def gap(view: View, quantity: Quantity, cue: Cue) -> int:
    """Characters between a number and a word."""
    line = view.line
    if cue.last < quantity.first:
        return line.starts[quantity.first] - line.end(cue.last)
    if cue.first > quantity.last:
        return line.starts[cue.first] - line.end(quantity.last)
    return 0


def between(view: View, quantity: Quantity, cue: Cue) -> list[Quantity]:
    """Other numbers that stand between a number and a word."""
    low, high = (cue.last, quantity.number) if cue.last < quantity.first else (quantity.number, cue.first)
    return [
        q
        for q in view.quantities
        if q is not quantity and low < q.number < high and q.kind in ("money", "count", "hectare", "percent", "times")
    ]


def ahead(view: View, quantity: Quantity) -> Iterator[Cue]:
    """The words before a number, the nearest first."""
    return (cue for cue in reversed(view.cues) if cue.last < quantity.first)


def cues_in_clause(view: View, clause: int) -> Iterator[Cue]:
    return iter(view.cues_of_clause(clause))


def told_here(view: View) -> list[Draft]:
    """The claims of this sentence whose fate, time and place are known already."""
    return cast("list[Draft]", view.extra.get("drafts", []))


def in_turn(view: View, quantity: Quantity) -> tuple[int, int, int] | None:
    """Behind 分别: which number of the list this is, how long the list is, and where the word stands."""
    clause = view.clause(quantity)
    word = next(
        (cue for cue in ahead(view, quantity) if "respectively" in cue.ids and view.clauses[cue.first] == clause), None
    )
    if word is None:
        return None
    numbers = [
        q for q in view.quantities if q.number > word.last and view.clause(q) == clause and q.kind == quantity.kind
    ]
    return numbers.index(quantity), len(numbers), word.first

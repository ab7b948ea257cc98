"""One sentence as the rules see it: tokens, cues, times, places, quantities, clauses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from kelisim.engines.reading.auxiliaries import in_context
from kelisim.engines.reading.lexicon import Match
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numbers import Quantity, read_quantities
from kelisim.engines.reading.periods import Calendar, When, read_periods, taken_tokens
from kelisim.engines.reading.text import Line, Sentence, Token

COUNTRY = 2  # letters of its code
NEEDS_CAPITAL = 2  # in the value of a form of a place
REALM = 5  # words between `in` and the economy
NO_IDS: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Cue:
    ids: frozenset[str]
    first: int
    last: int


@dataclass(slots=True)  # not frozen: many are made, and freezing is slow
class Place:
    code: str
    is_people: bool
    kind: str
    first: int
    last: int
    case: str
    twin: str = ""  # another place of that name: Georgia is a country and a state

    @property
    def country(self) -> str:
        return self.code[:2]

    @property
    def is_city(self) -> bool:
        return self.kind in ("city", "seat")


@dataclass(slots=True, eq=False)
class View:
    sentence: Sentence
    matches: Matches
    cues: list[Cue]
    whens: list[When]
    places: list[Place]
    quantities: list[Quantity]
    clauses: list[int]
    is_first: bool = False
    index: int = 0
    extra: dict[object, object] = field(default_factory=dict)
    press: list[Place] = field(default_factory=list)  # the agencies that are named
    line: Line = field(init=False)
    tokens: list[Token] = field(init=False)
    all_ids: frozenset[str] = field(init=False)  # of all cues
    _by_clause: dict[int, list[Cue]] | None = None

    def __post_init__(self) -> None:
        self.line = self.sentence.line
        self.tokens = self.line.tokens
        self.all_ids = NO_IDS.union(*[cue.ids for cue in self.cues])

    @property
    def is_verb_final(self) -> bool:
        return self.sentence.lexicon.is_verb_final

    def with_ids(self, ids: Collection[str]) -> Sequence[Cue]:
        return () if self.all_ids.isdisjoint(ids) else [cue for cue in self.cues if not cue.ids.isdisjoint(ids)]

    def has(self, *ids: str) -> bool:
        return not self.all_ids.isdisjoint(ids)

    def cues_of_clause(self, clause: int) -> list[Cue]:
        if self._by_clause is None:
            self._by_clause = {}
            for cue in self.cues:
                self._by_clause.setdefault(self.clauses[cue.first], []).append(cue)
        return self._by_clause.get(clause, [])

    def in_clause(self, clause: int, *ids: str) -> bool:
        return any(not cue.ids.isdisjoint(ids) for cue in self.cues_of_clause(clause))

    def is_amount_of_change(self, quantity: Quantity) -> bool:
        """`на 5 %`, `5 %-ға`: by, not to."""
        if self.sentence.lexicon.has_endings:
            return quantity.case == self.sentence.lexicon.change_case
        return "by" in self.matches.particles_before(quantity.first)

    def clause(self, quantity: Quantity) -> int:
        return self.clauses[quantity.number]


def view_of(sentence: Sentence, calendar: Calendar) -> View:
    matches = Matches(sentence.line, sentence.lexicon)
    whens = read_periods(matches, calendar)
    taken = taken_tokens(whens, matches.tokens)
    quantities = read_quantities(matches, taken)
    inside = {
        i for quantity in quantities if quantity.kind == "money" for i in range(quantity.first, quantity.last + 1)
    }
    found = [place for place in places_of(matches) if place.first not in inside]
    places = [place for place in found if place.kind != "press"]
    cues = cues_of(matches)
    if matches.lexicon.is_latin and not matches.lexicon.has_endings:
        cues = [cue for cue in cues if not _is_ground_of_money(cue, cues, matches)]
    elif matches.lexicon.is_latin:
        named = {i for place in places for i in range(place.first, place.last + 1) if matches.tokens[i].is_capital}
        cues = [cue for cue in cues if not (cue.first == cue.last and cue.first in named)]  # Bursa is no scholarship
        cues = [cue for cue in cues if cue.first not in taken or not _is_verb(cue)]  # gelecek yıl
    view = View(sentence, matches, cues, whens, places, quantities, _clauses(matches, quantities))
    view.press = [place for place in found if place.kind == "press"] if len(found) > len(places) else []
    return view


def _is_ground_of_money(cue: Cue, cues: list[Cue], matches: Matches) -> bool:
    """`investments in the region's economy rose`: the economy is where the money went, not what grew."""
    if not cue.ids & {"output", "other"} or "realm" not in matches.particles(cue.first):
        return False
    near = range(max(0, cue.first - REALM), cue.first)
    into = next((i for i in near if {"in", "into"} & matches.particles(i)), None)
    money = {"investment", "fdi", "fixed_capital", "attract.past", "attract.now", "attract.future", "attract.conv"}
    return into is not None and any(other.last < into and other.ids & money for other in cues)


def _is_verb(cue: Cue) -> bool:
    return any("." in identity for identity in cue.ids)


def cues_of(matches: Matches) -> list[Cue]:
    """The longest cue at each place; `nothing` cues only keep their words from others."""
    cues = _longest_cues(matches)
    if matches.lexicon.auxiliaries:
        for cue in cues:
            cue.ids = in_context(cue.ids, cue.first, matches)
    return cues


def _longest_cues(matches: Matches) -> list[Cue]:
    cues, after, rows = [], 0, matches.rows
    for i in matches.filled:
        if i >= after and (found := rows[i].cue):
            last, ids = i + found[0], found[1]
            if "nothing" not in ids:
                cues.append(Cue(ids, i, last))
            after = last + 1
    return cues


def places_of(matches: Matches) -> list[Place]:
    places, after = [], 0
    for i in matches.having("place"):
        if i < after:
            continue
        is_capital = matches.tokens[i].is_capital
        found = [m for m in matches.all("place", i) if is_capital or not m.form.value[NEEDS_CAPITAL]]
        if not found:
            continue
        best = (
            found[0]
            if len(found) == 1
            else max(found, key=lambda m: (m.last, m.form.value[1] == "region", m.form.value[0] == "names"))
        )
        sort, kind, _ = best.form.value
        case = _case_of(matches, i, best.last)
        places.append(Place(best.form.id, sort == "people", kind, i, best.last, case, _twin_of(best, found)))
        after = best.last + 1
    return places if matches.lexicon.is_latin else _with_pairs(matches, places)


def _with_pairs(matches: Matches, places: list[Place]) -> list[Place]:
    """`узбекско-китайский`, `Қытай-Қазақстан`: two places in one word."""
    known = {i for place in places for i in range(place.first, place.last + 1)}
    pairs = []
    for i, token in enumerate(matches.tokens):
        first, hyphen, last = token.text.partition("-")
        if not hyphen or not first or i in known or token.kind != "w":
            continue
        halves = [
            next((form for form in matches.lexicon.word(half).singles if form.kind == "place"), None)
            for half in (first, last)
        ]
        if all(form is not None and len(form.id) == COUNTRY for form in halves):
            pairs += [Place(form.id, True, "pair", i, i, token.case) for form in halves if form is not None]
    return sorted([*places, *pairs], key=lambda place: place.first) if pairs else places


def _twin_of(best: Match, found: list[Match]) -> str:
    """The first place of another country with the same name."""
    others = (m.form.id for m in found if m.last == best.last and m.form.id[:2] != best.form.id[:2])
    return next(others, "") if len(found) > 1 else ""


def _case_of(matches: Matches, first: int, last: int) -> str:
    """A name in Latin letters has its ending behind an apostrophe: `Hollanda` only looks like a locative."""
    token = matches.tokens[last]
    is_bare = first == last and matches.lexicon.is_latin and token.is_capital and "'" not in token.text
    return "" if is_bare else token.case


def _clauses(matches: Matches, quantities: list[Quantity]) -> list[int]:
    partings = [token.parting for token in matches.tokens]
    if matches.lexicon.is_latin:
        for first, second in pairwise(quantities):
            if _is_same_in_brackets(first, second, matches.tokens):
                partings[second.first - 1] = partings[second.last + 1] = 0
    return list(accumulate(partings))


def _is_same_in_brackets(first: Quantity, second: Quantity, tokens: list[Token]) -> bool:
    """`70 billion tenge (US$157.7 million)`: the brackets around the sum in another currency part no clause."""
    if not first.kind == second.kind == "money" or second.first != first.last + 2:
        return False
    after = second.last + 1
    return tokens[first.last + 1].text == "(" and after < len(tokens) and tokens[after].text == ")"

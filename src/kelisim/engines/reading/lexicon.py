"""Word lists as data: one TOML a language, checked when loaded, compiled to an index by first letters."""

from __future__ import annotations

import gc
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from kelisim.engines.reading.text import CACHE_SIZE, Pieces, Token, folded, piece_pattern, token_pattern

Element = int | str  # the number of a word pattern, or a slot such as {year}
SLOTS = ("{year}", "{n}", "{month}", "{roman}")
GAP = "_"
GAP_WORDS = 3
ANY_ENDING = re.compile(r"[\w'-]*")
MOST_PAIRS = 30_000  # pairs of words that are kept, of each language
GARBAGE = (
    50_000  # new objects before the garbage collector looks; an article makes some thousands, nearly none in circles
)
GROUP = 4  # no shorter number has its digits in groups
MAX_WORD = 150  # letters; a Turkish number in words is the longest that means anything
TENSES = ("past", "future", "now", "conv", "inf")
VERBS = (
    "launch",
    "start",
    "carry",
    "build",
    "talk",
    "sign",
    "attract",
    "employ",
    "attend",
    "exist",
    "reach",
    "do",
    "held",
)
CUES = (
    "fdi", "fixed_capital", "investment", "project", "facility", "agreement", "document", "trade", "export", "import",
    "goods", "jobs", "staff", "enterprise", "people", "participant", "cost", "sum", "other", "output", "grow", "fall",
    "index", "norm", "target", "planned", "actual", "pool", "event", "part", "anaphor", "destination", "joint",
    "nothing", "share", "zone", "land", "base", "since", "until", "by", "cumulative", "reporter", "trip", "report", "next", "figure", "future_word",
    "tender", "conjunction", "difference", "abroad", "all", "spent", "total", "within",
    "deal", "countries", "floor", "part_of_fixed", "weak_actual", "nation", "end", "compared", "of", "bloc", "from", "served", "local", "afterwards",
    "market", "plain_investment", "level", "decided", "into_it", "launched_word", "visited", "bilateral", "new", "sold", "bought", "trade_partner", "infrastructure", "in_it", "here", "went", "delegation", "respectively", "surface", "gather", "example", "works", "turnover", "out_of_country",
    "uncounted", "source",
)  # fmt: skip
# Words of grammar, each with what the rules use it for: `docs/how-to-teach-the-reader.md` explains them one by one.
PARTICLES = (
    "and", "more", "by", "out_of", "these", "link", "in", "range_from", "range_to", "toward", "until", "since", "through",
    "end_of", "start_of", "beside_year", "before_year", "clause", "progressive", "collective", "party", "economy",
    "country", "member", "change", "number_and", "article", "counting", "how_many", "with_whom", "own", "near", "firm", "number_of",
    "point", "vague", "zero", "as_of", "than", "reached", "held", "equals", "tally", "same_time", "county", "from", "into", "ground",
    "published", "it", "done", "office", "home_office", "of_year", "denominator", "become", "will_become", "investor", "plan_of", "has", "one", "state", "public", "apiece", "at_cost", "beside", "there_were", "mutual", "site", "region_again", "homeland", "each",
    "based", "based_in", "firm_again", "elsewhere", "vowed", "goer", "portion", "neighbour", "indefinite", "minister", "yearly", "them", "work_of", "about_it", "there_are", "already", "whose_money",
    "country_again", "there", "come", "after_day", "that_year",
    "agency", "said", "ended", "envoy", "realm", "chose", "maker",
    "press", "thousands",
    "crops", "drawing", "republic", "gives",
    "aim", "amounts", "used_for", "branch",
)  # fmt: skip
# What a word before a verb makes of it: `will be signed`, `is being built`, `managed to attract`.
AUXILIARIES = ("future", "now", "past", "progressive", "infinitive", "skipped", "real")
ENDINGS = (
    "part",
    "ordinal",
    "likeness",
    "year",
    "modifier",
    "participle",
    "many",
    "impersonal",
    "counted",
    "owned",
    "locative",
    "origin",
    "while",
)
HUNDRED = Decimal(100)
CLAUSE_MARKS = frozenset(",;:–()—")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}


class LexiconError(ValueError):
    """A word list is wrong: the message names the file, the entry and the key."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry: `kind` and `id` say what it means, `elements` are its words in a row."""

    kind: str
    id: str
    elements: tuple[Element, ...]
    value: Any = None
    text: str = ""
    is_cue: bool = False
    is_plain: bool = False  # words in a row, none of them a slot or a gap
    only: frozenset[str] = frozenset()  # its id


Ranked = tuple[int, Form]
_rank = itemgetter(0)
Seconds = dict[int, list[Ranked]]


@dataclass(slots=True, eq=False)  # not frozen: many are made, and freezing is slow
class Match:
    form: Form
    first: int
    last: int
    values: tuple[int, ...] = ()

    def moved(self, i: int) -> Match:
        """The same at another token; that of a row tells its places from where the row stands."""
        return Match(self.form, i, i + self.last, self.values)


class Row:
    """What the word list finds at a token, told from there on: many sentences share a row, and nobody changes it."""

    __slots__ = ("by_kind", "cue", "ids", "longest", "matches")

    def __init__(self, matches: Sequence[Match] = ()) -> None:
        self.matches = tuple(matches)
        self.by_kind: dict[str, tuple[Match, ...]] = {}
        for match in matches:
            self.by_kind[match.form.kind] = (*self.by_kind.get(match.form.kind, ()), match)
        self.longest = {kind: max(found, key=_last) for kind, found in self.by_kind.items()}
        self.ids = {kind: frozenset(match.form.id for match in found) for kind, found in self.by_kind.items()}
        self.cue = self._longest_cue()

    def _longest_cue(self) -> tuple[int, frozenset[str]] | None:
        """The last token of the longest cue or verb, and the ids of all that are as long."""
        cues = [match for match in self.matches if match.form.is_cue]
        last = max(map(_last, cues), default=-1)
        return (last, NO_IDS.union(*[match.form.only for match in cues if match.last == last])) if cues else None


NO_IDS: frozenset[str] = frozenset()
_last = attrgetter("last")
NOTHING = Row()


class Word:
    """What is known of a spelled word, whatever stands around it."""

    __slots__ = (
        "alone",
        "atoms",
        "begins_number",
        "begins_particle",
        "by_second",
        "capital",
        "case",
        "fills_slot",
        "free_second",
        "is_adjective",
        "is_open",
        "longer",
        "month",
        "numeral",
        "particles",
        "parting",
        "singles",
        "starts",
        "tense",
    )

    def __init__(self) -> None:
        self.atoms: frozenset[int] = frozenset()
        self.starts: tuple[Form, ...] = ()
        self.begins_particle = False  # it may be the first of several words of grammar that are one
        self.case = ""
        self.tense = ""
        self.numeral: Decimal | None = None
        self.is_adjective = False
        self.begins_number = False
        self.month: int | None = None
        self.particles: frozenset[str] = frozenset()
        self.singles: tuple[Form, ...] = ()  # forms of this word alone
        self.alone: Row = NOTHING  # what they are where nothing longer begins
        self.capital: Row = NOTHING  # and with a capital letter, which some forms ask for
        self.is_open = False  # something longer may begin at it
        self.fills_slot = False
        self.parting = 0  # 1 where a clause begins at it
        self.longer: tuple[Form, ...] = ()
        self.by_second: Seconds = {}  # the longer ones by their second word
        self.free_second: list[Ranked] = []  # those whose second word may be any


class Start:
    """Two words in a row: which forms they may begin, and what is found where none of them is longer than the two."""

    __slots__ = ("capital", "forms", "row", "thirds")

    def __init__(self, forms: Sequence[Form], row: Row, capital: Row) -> None:
        self.forms, self.row, self.capital = forms, row, capital
        longer = [form for form in forms if not form.is_plain or len(form.elements) > 2]
        is_plain = all(form.is_plain for form in longer)
        self.thirds = frozenset(form.elements[2] for form in longer) if is_plain else None  # None: any word

    def may_go_on(self, tokens: Sequence[Token], i: int) -> bool:
        """The word at a token is the third of one of the forms."""
        if not self.thirds:
            return self.thirds is None
        return i < len(tokens) and not self.thirds.isdisjoint(tokens[i].word.atoms)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as written, with the texts in which it must and must not be found."""

    file: str
    kind: str
    id: str
    forms: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


# What an entry of each table may hold besides `forms`, `yes` and `no`, and of which type it is.
TABLES: dict[str, dict[str, type]] = {
    "cue": {"id": str},
    "verb": {
        "id": str,
        "past": list,
        "future": list,
        "now": list,
        "conv": list,
        "inf": list,
        "noun": list,
        "stems": list,
    },
    "scale": {"value": int},
    "currency": {"id": str, "factor": str},
    "unit": {"id": str, "factor": str, "where": str},
    "bound": {"id": str, "where": str, "case": str, "destination": bool},
    "half": {"value": str},
    "whole": {},
    "decimal": {"id": str, "value": str},
    "numeral": {"value": str},
    "fraction": {"value": str},
    "ratio": {"value": str},
    "period": {"id": str, "value": int},
    "month": {"value": int},
    "counter": {"id": str},
    "pair": {"id": str},
    "short": {"id": str},
}
# What `[settings]` may hold: how the language differs in its grammar. `roles` says what tells who gives and who gets:
# `endings` of words or `prepositions`; `modifiers` what may stand between a number and its noun.
SETTINGS: dict[str, type | tuple[str, ...]] = {
    "decimal": str,
    "is_unspaced": bool,
    "traditional": str,
    "script": ("latin", "other"),
    "joined_numerals": bool,
    "ordinal_dot": bool,
    "change_case": str,
    "verb_final": bool,
    "roles": ("endings", "prepositions"),
    "modifiers": ("any", "adjectives"),
    "capital_months": bool,
    "capitals": list,
    "hyphens": ("keep", "split"),
    "home": str,
    "capital": str,
    "softening": dict,
    "abbreviations": list,
    "cases": dict,
    "adjective": str,
    "future": str,
    "past": str,
    "not_verbs": list,
    "stops": list,
    "short_before": list,
    "short_after": list,
}
NO_LANGUAGE = ("areas", "latin")  # files that are no word list of a language
PLACE_FILES = ("places", "countries")  # those made by hand, and what they leave to CLDR
PLACE_TABLES = {
    "country": "country",
    "people": "country",
    "region": "region",
    "city": "city",
    "seat": "seat",
    "press": "press",
}


class Lexicon:
    """The words of one language."""

    def __init__(self, language: str, table: dict[str, Any], places: dict[str, Any], file: str) -> None:
        self.language, self.file = language, file
        self.entries: list[Entry] = []
        self._patterns: dict[str, int] = {}
        self._index: dict[str, list[tuple[str, re.Pattern[str] | None, int]]] = defaultdict(list)
        self._starts: dict[int, list[Form]] = defaultdict(list)
        self.slot_starts: dict[str, list[Form]] = defaultdict(list)
        self.known: dict[str, Word] = {}  # what was looked up lately
        self.pieces = Pieces(self)
        self._pairs: dict[tuple[Word, Word], Start] = {}
        self._rows: dict[tuple[tuple[int, int, tuple[int, ...]], ...], Row] = {}  # and what was found
        self._numerals: dict[int, Decimal] = {}
        self._particles: dict[int, set[str]] = defaultdict(set)
        self.has_long_particles = False
        self.has_number_and = "number_and" in table.get("particles", {})
        self.empty = Word()
        self._read_settings(table)
        self._read_particles(table.get("particles", {}))
        self.auxiliaries = self._auxiliaries(table.get("auxiliaries", {}))
        for name, rows in table.items():
            if name in TABLES:
                self._read_table(name, rows)
            elif name not in ("language", "settings", "inflection", "particles", "endings", "auxiliaries"):
                raise LexiconError(f"{file}: there is no table {name!r}")
        self._read_places(places)
        self.codes = self._codes()
        ordinals = self.endings["ordinal"]
        self.token = token_pattern(codes=self.codes, ordinals=ordinals, splits_hyphens=self.splits_hyphens)
        self.piece = piece_pattern(codes=self.codes, ordinals=ordinals, splits_hyphens=self.splits_hyphens)
        self._numeral_parts = self._numeral_stems() if self.joins_numerals else []
        for forms in (*self._starts.values(), *self.slot_starts.values()):
            forms.sort(key=lambda form: -len(form.elements))
        self._slot_forms = {slot: _by_second_or_slot(forms) for slot, forms in self.slot_starts.items()}
        self.runs: dict[str, tuple[str, ...]] = self._runs() if self.is_unspaced else {}

    # -- reading the file

    def _read_settings(self, table: dict[str, Any]) -> None:
        settings = table.get("settings", {})
        self._check_settings(settings)
        self.decimal_mark: str = settings.get("decimal", ",")
        self.abbreviations = frozenset(settings.get("abbreviations", ()))
        self.is_latin: bool = settings.get("script", "other") == "latin"
        self.joins_numerals: bool = settings.get("joined_numerals", False)
        self.has_ordinal_dot: bool = settings.get("ordinal_dot", False)
        self.change_case: str = settings.get("change_case", "dative")
        self.is_verb_final: bool = settings.get("verb_final", False)
        self.has_endings: bool = settings.get("roles", "prepositions") == "endings"
        self.has_plain_modifiers: bool = settings.get("modifiers", "adjectives") == "any"
        self.has_capital_months: bool = settings.get("capital_months", False)
        self.capitals = frozenset(settings.get("capitals", ()))
        self.splits_hyphens: bool = settings.get("hyphens", "keep") == "split"
        self.home: str = settings.get("home", "")
        self.capital: str = settings.get("capital", "")
        self._softening: dict[str, str] = settings.get("softening", {})
        cases: dict[str, str] = settings.get("cases", {})
        self.is_unspaced: bool = settings.get("is_unspaced", False)
        self.plain_characters = _plain_characters(settings.get("traditional", ""))
        self._cases = [(case, re.compile(f"(?:{ending})$")) for case, ending in cases.items()]
        self._adjective = re.compile(settings["adjective"]) if "adjective" in settings else None
        self._future = re.compile(settings["future"]) if "future" in settings else None
        self._past = re.compile(settings["past"]) if "past" in settings else None
        self._not_verbs = frozenset(settings.get("not_verbs", ()))
        self.stops = frozenset(settings.get("stops", ()))
        self.short_sides: tuple[list[str], list[str]] = (
            settings.get("short_before", []),
            settings.get("short_after", []),
        )
        self._endings = {name: re.compile(ending) for name, ending in table.get("inflection", {}).items()}

        endings = table.get("endings", {})
        for name in endings:
            if name not in ENDINGS:
                raise LexiconError(f"{self.file}: endings: there is no key {name!r}; known: {', '.join(ENDINGS)}")
        self.endings: dict[str, tuple[str, ...]] = {name: tuple(endings.get(name, ())) for name in ENDINGS}

    def _check_settings(self, settings: dict[str, Any]) -> None:
        for key, value in settings.items():
            allowed = SETTINGS.get(key)
            if allowed is None:
                raise LexiconError(f"{self.file}: settings: there is no key {key!r}")
            if isinstance(allowed, tuple):
                if value not in allowed:
                    raise LexiconError(f"{self.file}: settings: {key} is one of {', '.join(allowed)}, not {value!r}")
            elif not isinstance(value, allowed):
                raise LexiconError(f"{self.file}: settings: {key} is of type {allowed.__name__}")

    def _read_particles(self, particles: dict[str, list[str]]) -> None:
        for identity, forms in particles.items():
            where = f"{self.file}: particles: {identity}"
            if identity not in PARTICLES:
                raise LexiconError(f"{where}: there is no such key; known: {', '.join(PARTICLES)}")
            for text in forms:
                if " " in text:
                    self._add("particle", identity, text, None, where)
                    self.has_long_particles = True
                else:
                    number = self._element(text, where)
                    if isinstance(number, str):
                        raise LexiconError(f"{where}: {text!r} is a slot, not a word")
                    self._particles[number].add(identity)

    def _auxiliaries(self, table: dict[str, list[str]]) -> dict[str, str]:
        """Each auxiliary word and what it does."""
        for name in table:
            if name not in AUXILIARIES:
                known = ", ".join(AUXILIARIES)
                raise LexiconError(f"{self.file}: auxiliaries: there is no key {name!r}; known: {known}")
        return {word: name for name, words in table.items() for word in words}

    def _codes(self) -> frozenset[str]:
        """Currencies in Latin letters that are written before the sum, often right against it: USD5, Rs 40."""
        forms = (form for forms in self._starts.values() for form in forms if form.kind == "currency")
        return frozenset(f.text for f in forms if f.text.isascii() and f.text.isalpha() and len(f.text) <= 3)

    def _read_table(self, name: str, rows: Any) -> None:
        if not isinstance(rows, list):
            raise LexiconError(f"{self.file}: {name} is a list of tables: write [[{name}]]")
        for number, row in enumerate(rows, 1):
            where = f"{self.file}: {name} {row.get('id', row.get('value', number))}"
            self._check(row, TABLES[name], where)
            for form_id, text in self._forms_of(name, row):
                self._add(name, form_id, text, row.get("value", row), where)
            written = tuple(text for _, text in self._forms_of(name, row))
            self.entries.append(
                Entry(
                    self.file,
                    name,
                    str(row.get("id", "")),
                    written,
                    tuple(row.get("yes", ())),
                    tuple(row.get("no", ())),
                )
            )

    def _check(self, row: dict[str, Any], keys: dict[str, type], where: str) -> None:
        for key, value in row.items():
            if key in ("forms", "yes", "no"):
                if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
                    raise LexiconError(f"{where}: {key} is a list of texts")
            elif key not in keys:
                raise LexiconError(f"{where}: there is no key {key!r}")
            elif not isinstance(value, keys[key]):
                raise LexiconError(f"{where}: {key} is of type {keys[key].__name__}")
        if "id" in keys and not isinstance(row.get("id"), str):
            raise LexiconError(f"{where}: the key 'id' is missing")
        if not any(row.get(key) for key in ("forms", "stems", *TENSES)):
            raise LexiconError(f"{where}: the key 'forms' is missing or empty")

    def _forms_of(self, name: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
        identity = str(row.get("id", ""))
        allowed = {"cue": CUES, "verb": VERBS}.get(name)
        if allowed and identity not in allowed:
            raise LexiconError(f"{self.file}: {name} {identity}: there is no such {name}; known: {', '.join(allowed)}")
        for text in row.get("forms", ()):
            yield from ((identity, part) for part in (self._beside_short(text) if name == "short" else (text,)))
        if name == "verb":
            for tense in TENSES:
                for text in row.get(tense, ()):
                    yield f"{identity}.{tense}", text
                for stem in row.get("stems", ()):
                    if tense in self._endings:
                        yield f"{identity}.{tense}", f"{stem}~{tense}"

    def _read_places(self, places: dict[str, Any]) -> None:
        is_own = "place" in self._endings  # names of places take endings that other nouns do not
        for row in places.get("place", ()):
            for sort in ("names", "people"):
                for text in row.get(self.language, {}).get(sort, ()):
                    written = f"{text}place" if sort == "names" and is_own and text.endswith("~") else text
                    value = (sort, row.get("kind", ""), text[0].isupper())
                    self._add("place", row["code"], written, value, f"areas: {row['code']}")

    def _beside_short(self, text: str) -> Iterator[str]:
        """A country's one character stands for it only beside another that says so: `在匈`, `匈方`."""
        before, after = self.short_sides
        yield from (word + text for word in before)
        yield from (text + word for word in after)

    def _add(self, kind: str, identity: str, text: str, value: Any, where: str) -> None:
        elements = tuple(self._element(part, where) for part in text.split())
        if not elements or elements[0] == GAP or elements[-1] == GAP:
            raise LexiconError(f"{where}: {text!r} begins or ends with a gap")
        is_plain = all(isinstance(element, int) for element in elements)
        form = Form(kind, identity, elements, value, text, kind in ("cue", "verb"), is_plain, frozenset((identity,)))
        first = elements[0]
        if isinstance(first, str):
            self.slot_starts[first].append(form)
        else:
            self._starts[first].append(form)
            if kind == "numeral" and len(elements) == 1:
                self._numerals[first] = Decimal(value)

    def _element(self, part: str, where: str) -> Element:
        if part in SLOTS or part == GAP:
            return part
        if "{" in part or "}" in part:
            raise LexiconError(f"{where}: there is no slot {part!r}")
        if part in self._patterns:
            return self._patterns[part]
        number = self._patterns[part] = len(self._patterns)
        for choice in part.split("|"):
            stem, mark, ending = choice.partition("~")
            pattern = None
            if choice.endswith("*"):
                stem, pattern = choice[:-1], ANY_ENDING
            if mark:
                name = ending or "noun"
                if name not in self._endings:
                    raise LexiconError(f"{where}: there is no inflection {name!r}")
                pattern = self._endings[name]
            for spelling in self._spellings(stem.lower(), bool(mark)):
                self._index[spelling[:3]].append((spelling, pattern, number))
        return number

    def _spellings(self, stem: str, is_inflected: bool) -> tuple[str, ...]:
        """Kazakh softens a last қ, к or п before a vowel, Turkish a ç, k, p or t."""
        if is_inflected and len(stem) > 2 and stem[-1] in self._softening:
            return stem, stem[:-1] + self._softening[stem[-1]]
        return (stem,)

    def _runs(self) -> dict[str, tuple[str, ...]]:
        """What a text without spaces is cut into: the written words by their first two characters, the longest first."""
        by_start: dict[str, set[str]] = defaultdict(set)
        for word in self._patterns:
            by_start[word[:2]].add(word)
        return {start: tuple(sorted(words, key=lambda word: (-len(word), word))) for start, words in by_start.items()}

    # -- looking up

    def word(self, text: str) -> Word:
        word = self.known.get(text)
        if word is None:
            word = self._analyse(text)
            if len(self.known) >= CACHE_SIZE:
                self.known.clear()
            self.known[text] = word
        return word

    def _analyse(self, text: str) -> Word:
        word = Word()
        if len(text) > MAX_WORD:
            return word
        atoms = set()
        for size in range(1, min(3, len(text)) + 1):
            for stem, ending, atom in self._index.get(text[:size], ()):
                if ending is None:
                    if stem == text:
                        atoms.add(atom)
                elif text.startswith(stem) and ending.fullmatch(text, len(stem)):
                    atoms.add(atom)
        word.atoms = frozenset(atoms)
        word.starts = tuple(
            sorted(
                (f for a in atoms for f in self._starts.get(a, ())),
                key=lambda f: (-len(f.elements), f.kind, f.id, f.text),
            )
        )
        word.singles = tuple(form for form in word.starts if len(form.elements) == 1)
        word.longer = tuple(form for form in word.starts if len(form.elements) > 1)
        word.by_second, word.free_second = _by_second(word.longer)
        word.month = next((form.value for form in word.singles if form.kind == "month"), None)
        word.numeral = next((self._numerals[a] for a in sorted(atoms) if a in self._numerals), None)
        if self.joins_numerals and (joined := self._joined_numeral(text)) is not None:
            word.numeral, word.starts, word.singles, word.longer = joined, (), (), ()
            word.by_second, word.free_second = _by_second(word.longer)
        word.begins_number = word.numeral is not None or any(_begins_number(form) for form in word.starts)
        word.begins_particle = any(form.kind == "particle" for form in word.longer)
        word.particles = frozenset(name for a in atoms for name in self._particles.get(a, ()))
        is_small = word.numeral is not None or (self.is_unspaced and word.begins_number)
        word.fills_slot = is_small or bool(word.month) or text in ROMAN
        word.is_open = word.fills_slot or bool(word.longer)
        if word.singles:
            word.alone = self._row([Match(form, 0, 0) for form in word.singles], is_capital=False)
            word.capital = self._row([Match(form, 0, 0) for form in word.singles], is_capital=True)
        word.parting = int(text in CLAUSE_MARKS or "clause" in word.particles)
        word.case = self.case(text)
        word.is_adjective = bool(self._adjective and self._adjective.search(text))
        if text not in self._not_verbs:
            if self._future and self._future.search(text):
                word.tense = "future"
            elif self._past and self._past.search(text):
                word.tense = "past"
        return word

    def _joined_numeral(self, text: str) -> Decimal | None:
        """`binikiyüzotuzdört`: numbers below a thousand, each with its scale, written as one word."""
        total, current, i, count = Decimal(0), Decimal(0), 0, 0
        while i < len(text):
            part = next((p for p in self._numeral_parts if text.startswith(p[0], i)), None)
            if part is None:
                break
            stem, value, is_scale = part
            i, count = i + len(stem), count + 1
            if is_scale:
                total, current = total + (current or Decimal(1)) * value, Decimal(0)
            elif value == HUNDRED and current:
                current *= HUNDRED
            else:
                current += value
        ending = self._endings.get("num")
        is_whole = i == len(text) or (ending is not None and ending.fullmatch(text, i) is not None)
        return total + current if count > 1 and is_whole else None

    def _numeral_stems(self) -> list[tuple[str, Decimal, bool]]:
        """What a joined numeral may consist of: the plainest word for each number, the longest first."""
        found: dict[tuple[Decimal, bool], str] = {}
        for form in (form for forms in self._starts.values() for form in forms):
            if form.kind in ("numeral", "scale") and len(form.elements) == 1 and Decimal(form.value) >= 1:
                key, stem = (Decimal(form.value), form.kind == "scale"), form.text.partition("~")[0]
                found.setdefault(key, stem)  # the first form of an entry is its plain one
        return sorted(((stem, *key) for key, stem in found.items()), key=lambda part: (-len(part[0]), part[0]))

    def case(self, text: str) -> str:
        for case, ending in self._cases:
            if ending.search(text):
                return case
        return ""

    def is_scale(self, text: str) -> bool:
        return any(form.kind == "scale" for form in self.word(text).starts)

    def begins_currency(self, text: str) -> bool:
        return any(form.kind == "currency" for form in self.word(text).starts)

    def hyphen_between(self, text: str) -> int:
        """The place of the hyphen in `үш-төрт`, a range in words, and in `IV-тоқсан`; 0 where there is none."""
        at = text.find("-")
        if at < 1 or self.splits_hyphens or self.word(text).starts:
            return 0
        if text[:at] in ROMAN:
            return at
        parts = [self.word(part) for part in (text[:at], text[at + 1 :])]
        if all(any(form.kind == "month" for form in part.singles) for part in parts):
            return at  # ocak-kasım
        return at if all(part.numeral is not None for part in parts) else 0

    def decimal_of(self, text: str) -> Decimal | None:
        """`1 178,4` in a language with a decimal comma; one dot before three digits is taken for a group."""
        if len(text) < GROUP and text.isdecimal():
            return Decimal(text)
        plain = text.replace(" ", "")
        groups, mark = (".", ",") if self.decimal_mark == "," else (",", ".")
        if plain.count(mark) == 1 and groups not in plain:
            whole, _, rest = plain.partition(mark)
            return Decimal(f"{whole}.{rest}")
        if plain.count(mark) <= 1 and re.fullmatch(rf"\d{{1,3}}(?:\{groups}\d{{3}})+(?:\{mark}\d+)?", plain):
            return Decimal(plain.replace(groups, "").replace(mark, "."))
        if plain.count(groups) == 1 and mark not in plain:
            return Decimal(plain.replace(groups, "."))
        return Decimal(plain) if plain.isdecimal() else None

    def rows_of(self, tokens: Sequence[Token]) -> list[Row]:
        """What begins at each token of a sentence."""
        return [token.row or self._row_at(tokens, i) for i, token in enumerate(tokens)]

    def _row_at(self, tokens: Sequence[Token], i: int) -> Row:
        """All entries that begin at a token, those of most words first."""
        token = tokens[i]
        word = token.word
        by_slot = self._slot_matches(tokens, i) if word.fills_slot or token.kind == "n" else ()
        start = self._start(word, tokens[i + 1].word if i + 1 < len(tokens) else self.empty)
        if not by_slot and not start.may_go_on(tokens, i + 2):
            return start.capital if token.is_capital else start.row
        longer = self._standing(start.forms, tokens, i)
        alone = [Match(form, 0, 0) for form in word.singles]
        return self._row([*longer, *alone, *by_slot], is_capital=token.is_capital)

    def _start(self, word: Word, following: Word) -> Start:
        """Press texts say the same two words over and over: what they may begin is looked up once."""
        start = self._pairs.get((word, following))
        if start is None:
            if len(self._pairs) >= MOST_PAIRS:
                self._pairs.clear()
            forms = [form for _, form in _likely(word.by_second, word.free_second, following.atoms)]
            sure = [Match(form, 0, 1) for form in forms if form.is_plain and len(form.elements) == 2]
            sure += [Match(form, 0, 0) for form in word.singles]
            rows = [self._row(sure, is_capital=is_capital) for is_capital in (False, True)]
            start = self._pairs[word, following] = Start(forms, *rows)
        return start

    def _row(self, matches: list[Match], *, is_capital: bool) -> Row:
        """One row for all places at which the same is found. Some entries ask for a capital letter."""
        if self.capitals and not is_capital:
            matches = [match for match in matches if match.form.kind not in self.capitals]
        if not matches:
            return NOTHING
        key = tuple([(id(match.form), match.last, match.values) for match in matches])
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= CACHE_SIZE:
                self._rows.clear()
            row = self._rows[key] = Row(matches)
        return row

    def _standing(self, forms: Sequence[Form], tokens: Sequence[Token], i: int) -> list[Match]:
        """Those of the forms whose other words follow too, in the order in which they are listed."""
        found = []
        for form in forms:
            if form.is_plain:
                size = len(form.elements)
                if size == 2 or _goes_on(form, 2, tokens, i + 2):
                    found.append(Match(form, 0, size - 1))
            elif match := self._match(form, tokens, i):
                found.append(match)
        return found

    def _slot_matches(self, tokens: Sequence[Token], i: int) -> list[Match]:
        found = list[Match]()
        token = tokens[i]
        for slot in self._slot_forms if token.kind != "n" else ("{year}",) if token.year else ("{n}",):
            by_second, free = self._slot_forms.get(slot, NO_FORMS)
            taken = self._slot(slot, tokens, i)
            if taken is None:
                continue
            following = tokens[taken[1]].word.atoms if taken[1] < len(tokens) else self.empty.atoms
            going_on = [row for second, rows in free if self._may_fill(second, tokens, taken[1]) for row in rows]
            for _, form in _likely(by_second, going_on, following):
                size = len(form.elements)
                if size == 1 or (size == 2 and isinstance(form.elements[1], int)):
                    found.append(Match(form, 0, taken[1] - i + size - 2, (taken[0],)))
                elif match := self._match(form, tokens, i):
                    found.append(match)
        return found

    def _may_fill(self, second: str, tokens: Sequence[Token], i: int) -> bool:
        """Whether a token may be the second of an entry that asks for a slot there."""
        return second not in SLOTS or (i < len(tokens) and self._slot(second, tokens, i) is not None)

    def _match(self, form: Form, tokens: Sequence[Token], i: int) -> Match | None:
        found = self._follow(form.elements, 0, tokens, i)
        return Match(form, 0, found[0] - 1 - i, tuple(found[1])) if found else None

    def _follow(
        self, elements: Sequence[Element], at: int, tokens: Sequence[Token], i: int
    ) -> tuple[int, list[int]] | None:
        values: list[int] = []
        size, end = len(elements), len(tokens)
        while at < size:
            element = elements[at]
            if isinstance(element, int):
                if i >= end or element not in tokens[i].word.atoms:
                    return None
                i, at = i + 1, at + 1
                continue
            if element == GAP:
                for skipped in range(GAP_WORDS + 1):
                    if skipped and (i + skipped > len(tokens) or tokens[i + skipped - 1].kind == "s"):
                        return None
                    rest = self._follow(elements, at + 1, tokens, i + skipped)
                    if rest:
                        return rest[0], values + rest[1]
                return None
            slot = self._slot(element, tokens, i) if i < end else None
            if slot is None:
                return None
            values.append(slot[0])
            i, at = slot[1], at + 1
        return i, values

    def _slot(self, slot: str, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        """The value of a slot at a token and the token behind it."""
        token = tokens[i]
        if slot == "{year}":
            year = token.year
            return (year, i + 1) if year else None
        if slot == "{roman}":
            return (ROMAN[token.text], i + 1) if token.text in ROMAN else None
        if slot == "{month}":
            is_name = token.is_capital or "month" not in self.capitals
            return (token.word.month, i + 1) if token.word.month and is_name else None
        return self._small_number(tokens, i)

    def _small_number(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        token = tokens[i]
        if token.kind == "n":
            value = token.value
            return (int(value), i + 1) if value is not None and len(token.text) <= 2 and value == int(value) else None
        if self.is_unspaced:
            return self._small_characters(tokens, i)
        first = token.word.numeral
        if first is None or first != int(first) or first > 90:
            return None
        second = tokens[i + 1].word.numeral if i + 1 < len(tokens) and tokens[i + 1].kind == "w" else None
        if first % 10 == 0 and second is not None and 0 < second < 10 and second == int(second):
            return int(first + second), i + 2
        return int(first), i + 1

    def _small_characters(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        """`十`, `十二`, `二十`, `三十一`."""
        tens, ones, start = 0, None, i
        while i < len(tokens) and i - start < 3:
            word = tokens[i].word
            if any(form.kind == "scale" and form.value == 10 for form in word.singles) and not tens:
                tens, ones = 10 * (1 if ones is None else ones), None
            elif word.numeral is not None and word.numeral == int(word.numeral) and ones is None:
                ones = int(word.numeral)
            else:
                break
            i += 1
        return (tens + (ones or 0), i) if i > start else None


NO_FORMS: tuple[Seconds, list[tuple[str, list[Ranked]]]] = ({}, [])


def _goes_on(form: Form, at: int, tokens: Sequence[Token], i: int) -> bool:
    """The words of a form from one of them on stand at a token and behind it."""
    elements = form.elements
    if i + len(elements) - at > len(tokens):
        return False
    for element in elements[at:]:
        if element not in tokens[i].word.atoms:
            return False
        i += 1
    return True


def _by_second(forms: Sequence[Form]) -> tuple[Seconds, list[Ranked]]:
    """Forms by their second word, and those without one or with any; each with its rank in the list."""
    by_second, free = dict[int, list[Ranked]](), list[Ranked]()
    for row in enumerate(forms):
        second = row[1].elements[1] if len(row[1].elements) > 1 else None
        if isinstance(second, int):
            by_second.setdefault(second, []).append(row)
        else:
            free.append(row)
    return by_second, free


def _by_second_or_slot(forms: Sequence[Form]) -> tuple[Seconds, list[tuple[str, list[Ranked]]]]:
    """Likewise, with those of the second kind in rows by what stands second in them: a slot, a gap or nothing."""
    by_second, free = _by_second(forms)
    rows = groupby(free, key=lambda row: str(row[1].elements[1]) if len(row[1].elements) > 1 else "")
    return by_second, [(second, list(row)) for second, row in rows]


def _likely(by_second: Seconds, free: list[Ranked], following: frozenset[int]) -> list[Ranked]:
    """The forms whose second word follows, and those with any, in the order in which they are listed."""
    own = [row for atom in following if atom in by_second for row in by_second[atom]]
    if not own:
        return free
    own += free
    if len(own) > 1:
        own.sort(key=_rank)
    return own


def _begins_number(form: Form) -> bool:
    is_prefix = form.kind == "unit" and form.value.get("where") == "before"
    return is_prefix or form.kind in ("numeral", "scale", "fraction", "ratio", "currency")


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All languages that the reader knows."""

    by_language: dict[str, Lexicon] = field(default_factory=dict)

    def __getitem__(self, language: str) -> Lexicon:
        return self.by_language[language]

    def __contains__(self, language: object) -> bool:
        return language in self.by_language


def _plain_characters(traditional: str) -> dict[int, str]:
    """`億亿 萬万`: each character as it is written elsewhere, and as it is written in the word list."""
    return {ord(pair[0]): pair[1] for pair in traditional.split()}


def parse(text: str, file: str, places: dict[str, Any] | None = None) -> Lexicon:
    try:
        table = tomllib.loads(folded(text))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}: not TOML: {error}") from error
    language = table.get("language")
    if not isinstance(language, str):
        raise LexiconError(f"{file}: the key 'language' is missing")
    return Lexicon(language, table, places or {}, file)


@cache
def standard() -> Lexicons:
    """The word lists that come with the package."""
    folder = resources.files(__package__).joinpath("languages")
    places = tomllib.loads(folded(folder.joinpath("areas.toml").read_text(encoding="utf-8")))
    found = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        language, _, ending = path.name.partition(".")
        if ending == "toml" and language not in NO_LANGUAGE:
            rows = [
                row for name in PLACE_FILES for row in _place_file(folder.joinpath(f"{language}.{name}.toml"), language)
            ]
            lexicon = parse(path.read_text(encoding="utf-8"), path.name, {"place": [*places["place"], *rows]})
            found[lexicon.language] = lexicon
    return Lexicons(found)


@cache
def settle() -> None:
    """For a process that does nothing but read: the garbage collector passes the word lists over, a sixth of the time is saved."""
    standard()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _place_file(path: Traversable, language: str) -> list[dict[str, Any]]:
    return place_rows(path.read_text(encoding="utf-8"), language) if path.is_file() else []


def place_rows(text: str, language: str) -> list[dict[str, Any]]:
    """The places of a file of one language as rows like those of areas.toml."""
    text = folded(text)
    return [
        {"code": code, "kind": kind, language: {"people" if table == "people" else "names": names}}
        for table, kind in PLACE_TABLES.items()
        for code, names in tomllib.loads(text).get(table, {}).items()
    ]

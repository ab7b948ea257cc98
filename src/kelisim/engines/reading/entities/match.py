"""Whether two names are one: compared over scripts and spellings, with a score and the reason. Nothing is merged here.

`fold` brings all scripts to common Latin letters. A sound key goes further: Kazakh ө, ү, ұ and о are one vowel, for
Russian writes Кушеров what Kazakh writes Көшеров; doubled letters are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from kelisim.engines.reading.entities.entity import Kind
from kelisim.engines.reading.entities.words import words_of
from kelisim.engines.values.folding import fold

SOUNDS = str.maketrans({"o": "u", "w": "v", "q": "k", "y": "i", "e": "i", "c": "k"})
DIGRAPHS = (("iia", "ia"), ("ie", "e"), ("dj", "j"), ("x", "ks"), ("ph", "f"), ("ck", "k"))
MARKS = re.compile(r"[«»„“”\"'’‘`.,()—–]")
DOUBLED = re.compile(r"(.)\1+")
ENDINGS = re.compile(r"(?:a|u|um|ui|im|i|ga|ka|tin|nin|din|ti|di|ni|dan|tan|nan|da|ta|min|bin|pin|in|nun|un)$")
LANGUAGES = ("kk", "ru", "en", "tr")
NEAR = 0.88
SHORTEST_NEAR = 6  # letters: shorter names that differ are others
LEAST_STEM = 4


class Reason(StrEnum):
    SAME = "same"  # letter for letter, but for capitals, quotes and legal form
    SCRIPT = "script"  # the same letters in another script
    SOUND = "sound"  # another spelling of the same sounds
    ORDER = "order"  # the words in another order
    INITIALS = "initials"  # a first name against its initial
    PART = "part"  # all words of one among those of the other
    ENDING = "ending"  # but for an ending of grammar
    NEAR = "near"  # a letter or two apart


SCORES = {
    Reason.SAME: 1.0,
    Reason.SCRIPT: 0.97,
    Reason.SOUND: 0.9,
    Reason.ORDER: 0.87,
    Reason.ENDING: 0.84,
    Reason.INITIALS: 0.75,
    Reason.PART: 0.65,
    Reason.NEAR: 0.6,
}
OTHER_FORM = 0.1  # taken off where the legal forms differ


@dataclass(frozen=True, slots=True)
class Known:
    """A party that the ledger knows under some names; `key` is its caller's own."""

    key: object
    kind: Kind
    names: tuple[str, ...]
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`name` is the known name that fitted best."""

    known: Known
    name: str
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Name:
    plain: str  # lower case
    folded: tuple[str, ...]
    sounds: tuple[str, ...]


class Index:
    """Many parties, looked up by the sounds of their words: a name is compared with the few that share one."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_sound: dict[tuple[Kind, str], list[tuple[Known, str, _Name]]] = defaultdict(list)
        for party in known:
            for name in party.names:
                spelled = _spelled(name, party.kind)
                for key in set(_keys(spelled)):
                    self._by_sound[party.kind, key].append((party, name, spelled))

    def suggestions(self, name: str, kind: Kind, form: str | None = None, *, most: int = 5) -> list[Suggestion]:
        """The best reading of each party that fits, the likeliest first."""
        wanted, best = _spelled(name, kind), dict[int, Suggestion]()
        for party, known, spelled in self._near(wanted, kind):
            told = compare(wanted, spelled, kind)
            if told is None:
                continue
            is_other = form is not None and party.form is not None and form != party.form
            score = round(SCORES[told] - (OTHER_FORM if is_other else 0.0), 2)
            if id(party) not in best or best[id(party)].score < score:
                best[id(party)] = Suggestion(party, known, score, told)
        return sorted(best.values(), key=lambda found: (-found.score, found.name))[:most]

    def _near(self, wanted: _Name, kind: Kind) -> Iterator[tuple[Known, str, _Name]]:
        seen: set[int] = set()
        for key in dict.fromkeys(_keys(wanted)):
            for row in self._by_sound.get((kind, key), ()):
                if id(row) not in seen:
                    seen.add(id(row))
                    yield row


def compare(one: _Name, other: _Name, kind: Kind) -> Reason | None:
    """Why two names may be one; None where nothing says so."""
    if not one.sounds or not other.sounds:
        return None
    if one.plain == other.plain:
        return Reason.SAME
    if one.folded == other.folded:
        return Reason.SCRIPT
    if one.sounds == other.sounds or "".join(one.sounds) == "".join(other.sounds):
        return Reason.SOUND
    if sorted(one.sounds) == sorted(other.sounds):
        return Reason.ORDER
    if len(one.sounds) == len(other.sounds) and all(map(_is_inflected, one.sounds, other.sounds)):
        return Reason.ENDING
    if kind is Kind.PERSON and _is_initialled(one.folded, other.folded):
        return Reason.INITIALS
    if _is_part(one.sounds, other.sounds):
        return Reason.PART
    return Reason.NEAR if _is_near(one, other) else None


def _is_inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    shared = len(_shared(short, long))
    is_stem = shared >= LEAST_STEM and all(
        rest == "" or ENDINGS.fullmatch(rest) for rest in (short[shared:], long[shared:])
    )
    return is_stem


def _shared(one: str, other: str) -> str:
    size = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:size]


def _is_initialled(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`N. Kösherov` is `Nuralkhan Kösherov` or another N.: the surname agrees, of the rest the first letters."""
    short, long = sorted((one, other), key=lambda words: sum(map(len, words)))
    initials, names = [w for w in short if len(w) == 1], [w for w in short if len(w) > 1]
    if not initials or len(names) != 1:
        return False
    rest = [word for word in long if _sound(word) != _sound(names[0])]
    return len(rest) < len(long) and bool(rest) and all(any(w.startswith(i) for w in rest) for i in initials[:1])


def _is_part(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((set(one), set(other)), key=len)
    return len(short) < len(long) and short < long and sum(map(len, short)) >= SHORTEST_NEAR


def _is_near(one: _Name, other: _Name) -> bool:
    a, b = "".join(one.sounds), "".join(other.sounds)
    if min(len(a), len(b)) < SHORTEST_NEAR or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= NEAR


def _keys(name: _Name) -> Iterator[str]:
    """What two spellings of a name share at least: the beginning of one of their words, Chinese its pairs."""
    for word in name.sounds:
        yield word[:3] if word.isascii() else word


def _spelled(name: str, kind: Kind) -> _Name:
    lower = name.casefold()
    if kind is Kind.ORGANISATION:
        lower = _without_forms(lower)
    plain = MARKS.sub(" ", lower).split() or MARKS.sub(" ", name.casefold()).split()
    folded = tuple(fold(" ".join(plain)).split())
    return _Name(" ".join(plain), folded, tuple(_sound(word) for word in folded))


def _sound(word: str) -> str:
    for pair, letter in DIGRAPHS:
        word = word.replace(pair, letter)
    return DOUBLED.sub(r"\1", word.translate(SOUNDS))


def _without_forms(name: str) -> str:
    """Legal forms say what a party is, not what it is called."""
    for language in LANGUAGES:
        words = words_of(language)
        if words is not None:
            name = words.forms.sub(" ", name)
    return name

"""What the word list finds at each token of a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kelisim.engines.reading.lexicon import NO_IDS, NOTHING, Lexicon, Match, Row
from kelisim.engines.reading.text import Line


class Matches:
    """What the lexicon finds at each token of a sentence: a row a token, shared by all sentences in which it is the same."""

    def __init__(self, line: Line, lexicon: Lexicon) -> None:
        self.line, self.tokens, self.lexicon = line, line.tokens, lexicon
        self.rows: list[Row] = lexicon.rows_of(line.tokens)
        self.filled: list[int] = [i for i, row in enumerate(self.rows) if row is not NOTHING]
        self.size = len(self.rows)
        self._all_particles: frozenset[str] | None = None
        self._all_kinds: set[str] | None = None
        self._words: frozenset[str] | None = None
        self._long_particles: dict[int, frozenset[str]] | None = None

    @property
    def at(self) -> list[Sequence[Match]]:
        """The matches of each token, in the order of the word list, those of most words first."""
        return [[match.moved(i) for match in row.matches] for i, row in enumerate(self.rows)]

    def all(self, kind: str, i: int) -> Sequence[Match]:
        """All matches of a kind that begin at a token."""
        found = self.rows[i].by_kind.get(kind, ()) if 0 <= i < self.size else ()
        return [match.moved(i) for match in found] if found else ()

    @property
    def all_kinds(self) -> set[str]:
        """The kinds of all that is found in the sentence."""
        if self._all_kinds is None:
            rows = self.rows
            self._all_kinds = set[str]().union(*[rows[i].ids for i in self.filled])
        return self._all_kinds

    def having(self, kind: str) -> list[int]:
        """The tokens at which something of a kind begins."""
        rows = self.rows
        return [i for i in self.filled if kind in rows[i].ids] if kind in self.all_kinds else []

    def kinds(self, i: int) -> Mapping[str, frozenset[str]]:
        """What begins at a token: ids by kind."""
        return self.rows[i].ids if 0 <= i < self.size else NOTHING.ids

    def longest(self, kind: str, i: int) -> Match | None:
        found = self.rows[i].longest.get(kind) if 0 <= i < self.size else None
        return found.moved(i) if found is not None else None

    def particles(self, i: int) -> frozenset[str]:
        """The words of grammar that begin at a token."""
        if not 0 <= i < self.size:
            return NO_IDS
        word = self.tokens[i].word
        return word.particles | self.ids("particle", i) if word.begins_particle else word.particles

    def particles_before(self, i: int) -> frozenset[str]:
        """The words of grammar that end right before a token."""
        if not 0 < i <= self.size:
            return NO_IDS
        found = self.tokens[i - 1].particles
        longer = self.long_particles.get(i - 1) if self.lexicon.has_long_particles else None
        return found | longer if longer else found

    @property
    def all_particles(self) -> frozenset[str]:
        """The words of grammar of the whole sentence."""
        if self._all_particles is None:
            self._all_particles = self.words.union(*self.long_particles.values())
        return self._all_particles

    @property
    def words(self) -> frozenset[str]:
        """The words of grammar of the sentence that are one word."""
        if self._words is None:
            self._words = NO_IDS.union(*[token.particles for token in self.tokens if token.particles])
        return self._words

    @property
    def long_particles(self) -> dict[int, frozenset[str]]:
        """The words of grammar that are several words, by the token with which they end."""
        if self._long_particles is None:
            self._long_particles = found = dict[int, frozenset[str]]()
            for i in self.having("particle") if self.lexicon.has_long_particles else ():
                for match in self.rows[i].by_kind["particle"] if self.tokens[i].word.begins_particle else ():
                    found[i + match.last] = found.get(i + match.last, NO_IDS) | match.form.only
        return self._long_particles

    def ids(self, kind: str, i: int) -> frozenset[str]:
        return self.rows[i].ids.get(kind, NO_IDS) if 0 <= i < self.size else NO_IDS

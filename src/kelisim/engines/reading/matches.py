"""What the word list finds at each token of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.engines.reading.lexicon import Lexicon, Match
from kelisim.engines.reading.text import Token

NOTHING: frozenset[str] = frozenset()


class Matches:
    """What the lexicon finds at each token of a sentence."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.at: list[Sequence[Match]] = []
        self.filled: list[int] = []
        self._all_particles: frozenset[str] | None = None
        self._words: frozenset[str] | None = None
        self._long_particles: dict[int, frozenset[str]] | None = None
        for i, token in enumerate(tokens):
            found: Sequence[Match] = ()
            word = token.word
            if token.kind == "n" or word.longer or word.fills_slot:
                found = lexicon.matches_at(tokens, i)
            elif word.starts:
                found = [Match(form, i, i) for form in lexicon.alone(token)]
            if found:
                self.filled.append(i)
            self.at.append(found)

    def longest(self, kind: str, i: int) -> Match | None:
        if not 0 <= i < len(self.at):
            return None
        best = None
        for match in self.at[i]:
            if match.form.kind == kind and (best is None or match.last > best.last):
                best = match
        return best

    def particles(self, i: int) -> frozenset[str]:
        """The words of grammar that begin at a token."""
        if not 0 <= i < len(self.tokens):
            return NOTHING
        word = self.tokens[i].word
        return word.particles | self.ids("particle", i) if word.begins_particle else word.particles

    def particles_before(self, i: int) -> frozenset[str]:
        """The words of grammar that end right before a token."""
        if not 0 < i <= len(self.tokens):
            return NOTHING
        found = self.tokens[i - 1].word.particles
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
            self._words = NOTHING.union(*[token.word.particles for token in self.tokens if token.word.particles])
        return self._words

    @property
    def long_particles(self) -> dict[int, frozenset[str]]:
        """The words of grammar that are several words, by the token with which they end."""
        if self._long_particles is None:
            self._long_particles = {}
            for i in self.filled if self.lexicon.has_long_particles else ():
                for match in self.at[i] if self.tokens[i].word.begins_particle else ():
                    if match.form.kind == "particle":
                        others = self._long_particles.get(match.last, NOTHING)
                        self._long_particles[match.last] = others | match.form.only
        return self._long_particles

    def ids(self, kind: str, i: int) -> set[str]:
        return {m.form.id for m in self.at[i] if m.form.kind == kind} if 0 <= i < len(self.at) else set()

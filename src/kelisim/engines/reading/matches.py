"""What the word list finds at each token of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.engines.reading.lexicon import ROMAN, Lexicon, Match
from kelisim.engines.reading.text import Token

MAX_PARTICLE = 4  # words
NOTHING: frozenset[str] = frozenset()


class Matches:
    """What the lexicon finds at each token of a sentence."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.at: list[Sequence[Match]] = []
        self.filled: list[int] = []
        self._all_particles: frozenset[str] | None = None
        for i, token in enumerate(tokens):
            found: Sequence[Match] = ()
            if token.word.starts or token.kind == "n" or token.text in ROMAN:
                found = lexicon.matches_at(tokens, i)
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
        found = self.tokens[i].word.particles
        if self.at[i] and self.lexicon.has_long_particles:
            found |= {m.form.id for m in self.at[i] if m.form.kind == "particle"}
        return found

    @property
    def all_particles(self) -> frozenset[str]:
        """The words of grammar of the whole sentence."""
        if self._all_particles is None:
            found = set[str]().union(*[token.word.particles for token in self.tokens])
            if self.lexicon.has_long_particles:
                found |= {m.form.id for i in self.filled for m in self.at[i] if m.form.kind == "particle"}
            self._all_particles = frozenset(found)
        return self._all_particles

    def particles_before(self, i: int) -> frozenset[str]:
        """The words of grammar that end right before a token."""
        if not 0 < i <= len(self.tokens):
            return NOTHING
        found = self.tokens[i - 1].word.particles
        if self.lexicon.has_long_particles:
            starts = range(max(0, i - MAX_PARTICLE), i - 1)
            found |= {m.form.id for j in starts for m in self.at[j] if m.form.kind == "particle" and m.last == i - 1}
        return found

    def ids(self, kind: str, i: int) -> set[str]:
        return {m.form.id for m in self.at[i] if m.form.kind == kind} if 0 <= i < len(self.at) else set()

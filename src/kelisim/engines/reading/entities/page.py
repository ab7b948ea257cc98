"""One sentence as the finders of names see it: its text and normal form, its words with capitals, what is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kelisim.engines.reading.claims import Evidence, Span
from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.words import Words
from kelisim.engines.reading.view import View

QUOTED = re.compile(r"[«„“\"](?P<name>[^«»„“”\"\n]{2,90})[»”“\"]")
CAPITALS = re.compile(r"[^\W\d_](?:[\w&’'‘.-]*[^\W_])?")
SAME_LINE = re.compile(r"[ \u00a0]+")


@dataclass(slots=True)
class Page:
    text: str
    lower: str
    view: View
    words: Words
    places: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.view.sentence.start

    @property
    def end(self) -> int:
        """A closing mark and the dot of an abbreviation belong to the sentence."""
        end = self.view.sentence.end
        while end < len(self.text) and self.text[end] in '»”".)':
            end += 1
        return end

    @property
    def language(self) -> str:
        return self.words.language

    def find(
        self, pattern: re.Pattern[str], start: int | None = None, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """In the normal form, whose characters stand at the places of the text's."""
        low = self.start if start is None else start
        return pattern.finditer(self.lower, low, self.end if end is None else end)

    def words_at(self, start: int, end: int) -> list[re.Match[str]]:
        return list(CAPITALS.finditer(self.text, start, end))

    def is_place(self, start: int, end: int) -> bool:
        return any(span.offset <= start and end <= span.end for span in self.places)

    def entity(self, kind: Kind, span: tuple[int, int], name: str, rule: str, **known: object) -> Entity:
        """With the reason for its kind first, then those of its fields."""
        reasons = known.pop("reasons", ())
        start, end = span
        sentence = self.view.sentence
        return Entity(
            kind,
            self.text[start:end],
            clean(name),
            Span(start, end - start),
            Span(sentence.start, sentence.end - sentence.start),
            self.language,
            evidence=(Evidence("kind", rule, Span(start, end - start)), *reasons),  # type: ignore[misc]
            **known,  # type: ignore[arg-type]
        )

    def without_opener(self, start: int, end: int) -> int:
        """Where a name begins behind `The`, `At the`, `This`: words that only open a sentence."""
        for word in CAPITALS.finditer(self.text, start, end):
            lower = self.lower[word.start() : word.end()]
            if is_capital(word.group()) and lower not in self.words.openers and not self._is_object(word, end):
                return word.start()
        return end

    def _is_object(self, word: re.Match[str], end: int) -> bool:
        """`Жобаны`, `Fabrikayı`: the sentence's first word in a case of its own stands for itself."""
        if word.start() != self.start or self.is_place(*word.span()) or self.language not in ("kk", "tr"):
            return False
        following = CAPITALS.search(self.text, word.end(), end)
        if following and following.group() in self.words.connectors:
            return False
        return self.view.sentence.lexicon.word(self.lower[word.start() : word.end()]).case not in ("", "genitive")

    def nominative(self, name: str) -> str:
        """A name without the case of its last word, in Russian of its first."""
        if self.words.plain:
            first, space, rest = name.partition(" ")
            lower = first.lower()
            plain = next((p for stem, p in self.words.plain.items() if lower.startswith(stem)), None)
            return (plain.capitalize() if first[:1].isupper() else plain) + space + rest if plain else name
        return self.words.without_case(name, "body")


def reason(field: str, rule: str, match: re.Match[str]) -> Evidence:
    return Evidence(field, rule, Span(match.start(), match.end() - match.start()))


def clean(name: str) -> str:
    """Without marks at its ends and doubled spaces."""
    plain = re.sub(r"\s+", " ", name).strip(" \u00a0«»„“”\"'‘’,;:–—-").lstrip(".")
    return plain if re.search(r"(?:^|[ .])\w\.$", plain) else plain.rstrip(".")


def is_capital(word: str) -> bool:
    return word[:1].isupper()


def is_latin(word: str) -> bool:
    return "A" <= word[:1] <= "Z" or "a" <= word[:1] <= "z"

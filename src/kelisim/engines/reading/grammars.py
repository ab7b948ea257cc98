"""Which grammar a language follows: words with spaces between, in the press of one country or of many, or Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kelisim.engines.reading import attach, many_homes, places, text, view
from kelisim.engines.reading.chinese import attach as chinese_attach
from kelisim.engines.reading.chinese import text as chinese_text
from kelisim.engines.reading.chinese import view as chinese_view
from kelisim.engines.reading.drafts import Draft, Memory
from kelisim.engines.reading.lexicon import Lexicon
from kelisim.engines.reading.periods import Calendar
from kelisim.engines.reading.text import Line, Sentence
from kelisim.engines.reading.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    sentences: Callable[[str, str, int, int, Lexicon], Iterator[tuple[int, int]]]
    tokens: Callable[[str, str, int, int, Lexicon], Line]
    view_of: Callable[[Sentence, Calendar], View]
    survey: Callable[[Sequence[View]], places.Ground]
    attach: Callable[[View, places.Ground, Memory], list[Draft]]


def _chinese_sentences(_text: str, lower: str, start: int, end: int, _lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    return chinese_text.sentences(lower, start, end)


SPACED = Grammar(text.sentences, text.tokens, view.view_of, places.ground_of, attach.attach)
MANY_HOMES = Grammar(
    text.sentences,
    text.tokens,
    view.view_of,
    many_homes.ground_of,
    partial(attach.attach, set_places=many_homes.set_places),
)
CHINESE = Grammar(
    _chinese_sentences, chinese_text.tokens, chinese_view.view_of, chinese_attach.survey, chinese_attach.attach
)


def grammar_of(lexicon: Lexicon) -> Grammar:
    if lexicon.is_unspaced:
        return CHINESE
    return MANY_HOMES if lexicon.is_latin else SPACED

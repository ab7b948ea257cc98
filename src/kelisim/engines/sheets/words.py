"""The words of heads and cells, folded once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from kelisim.engines.values.folding import fold

SIGNS = {
    "№": " nomer ",
    "#": " nomer ",
    "₸": " kzt ",
    "$": " usd ",
    "€": " eur ",
    "¥": " cny ",
    "₽": " rub ",
    "₺": " try ",
}


@lru_cache(maxsize=32_768)
def plain(text: str) -> str:
    """Words in one spelling, with signs as words, apart by single spaces."""
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return fold(re.sub(r"[/\\|_\-–—]+", " ", text))


@dataclass(frozen=True, slots=True)
class HeadWords:
    """How the head of a field may be called."""

    field: str
    words: tuple[str, ...]
    forbidden: tuple[str, ...]
    is_whole: bool


@cache
def table() -> dict[str, Any]:
    text = resources.files("kelisim.engines.sheets").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def heads() -> tuple[HeadWords, ...]:
    return tuple(
        HeadWords(
            field,
            tuple(sorted({plain(word) for word in facts["words"]}, key=len, reverse=True)),
            tuple(plain(word) for word in facts.get("not", ())),
            facts.get("whole", False),
        )
        for field, facts in table()["head"].items()
    )


@cache
def folded(section: str, name: str = "words") -> frozenset[str]:
    """The words of a section, folded."""
    return frozenset(plain(word) for word in table()[section][name])


@cache
def values_of(section: str) -> dict[str, str]:
    """Folded word to the value that it means, such as `тг` to KZT."""
    return {plain(word): value for value, words in table()[section].items() for word in words}


def holds(text: str, words: str) -> bool:
    """Whether a folded text holds folded words, each word whole."""
    return f" {words} " in f" {text} "

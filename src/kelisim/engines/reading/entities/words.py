"""The words that tell names apart, a file a language in `words/`: compiled once, wrong ones refused with what would be right."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kelisim.engines.reading.text import folded

KEYS = {
    "language": str,
    "ending": str,
    "surname": str,
    "patronymic": str,
    "connectors": list,
    "openers": list,
    "particles": list,
    "bodies_end": bool,
    "verbs": list,
    "stops": str,
    "beginnings": list,
    "surnames": str,
    "forms": dict,
    "nouns": dict,
    "positions": dict,
}
NOUNS = ("firm", "body", "event", "place_after", "place_before")
NEVER = re.compile(r"(?!)")


class WordsError(ValueError):
    """A file of words is wrong: the message names the file, the entry and what would be right."""


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over the normal form of a text; each has one group a code, so `lastgroup` says which."""

    language: str
    forms: re.Pattern[str]
    positions: re.Pattern[str]
    nouns: dict[str, re.Pattern[str]]
    ending: str
    surname: re.Pattern[str]
    patronymic: re.Pattern[str]
    connectors: frozenset[str]
    openers: frozenset[str]
    particles: frozenset[str]
    plain: dict[str, str]
    bodies_end: bool
    stops: str
    beginnings: tuple[str, ...]
    surnames: frozenset[str]
    verbs: tuple[str, ...]

    @property
    def is_unspaced(self) -> bool:
        return bool(self.surnames)


@cache
def words_of(language: str) -> Words | None:
    """None for a language without a file."""
    path = resources.files(__package__).joinpath("words", f"{language}.toml")
    return parse(path.read_text(encoding="utf-8"), path.name) if path.is_file() else None


def parse(text: str, file: str) -> Words:
    try:
        table = tomllib.loads(folded(text))
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"{file}: not TOML: {error}") from error
    _check(table, file)
    ending = table["ending"]
    is_unspaced = "surnames" in table
    surname, patronymic = table["surname"], table["patronymic"]
    return Words(
        table["language"],
        _choice(table["forms"], ending, is_unspaced=is_unspaced),
        _choice(table["positions"], ending, is_unspaced=is_unspaced),
        {name: _choice({name: table["nouns"].get(name, [])}, ending, is_unspaced=is_unspaced) for name in NOUNS},
        ending,
        re.compile(rf"\w+{surname}$") if surname else NEVER,
        re.compile(rf"\w+{patronymic}$") if patronymic else NEVER,
        frozenset(table["connectors"]),
        frozenset(table["openers"]),
        frozenset(table["particles"]),
        _plain(table["nouns"]),
        table["bodies_end"],
        table.get("stops", ""),
        tuple(table.get("beginnings", ())),
        frozenset(table.get("surnames", "")),
        tuple(table["verbs"]),
    )


def _check(table: dict[str, Any], file: str) -> None:
    for key, value in table.items():
        if key not in KEYS:
            raise WordsError(f"{file}: there is no key {key!r}; known: {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise WordsError(f"{file}: {key} is of type {KEYS[key].__name__}")
    optional = ("stops", "beginnings", "surnames")
    for key in KEYS:
        if key not in table and key not in optional:
            raise WordsError(f"{file}: the key {key!r} is missing")
    for name in table["nouns"]:
        if name not in NOUNS:
            raise WordsError(f"{file}: nouns: there is no key {name!r}; known: {', '.join(NOUNS)}")
    for name in ("forms", "nouns", "positions"):
        for code, rows in table[name].items():
            if not isinstance(rows, list) or not all(isinstance(row, str) and row for row in rows):
                raise WordsError(f"{file}: {name}: {code} is a list of texts")


def _choice(rows: dict[str, list[str]], ending: str, *, is_unspaced: bool) -> re.Pattern[str]:
    """One pattern for all forms, the longest first; a group for each code, and `stem` endings where `~` stands."""
    forms = [(code, form) for code, texts in rows.items() for form in texts]
    if not forms:
        return NEVER
    forms.sort(key=lambda row: -len(row[1]))
    parts = [f"(?P<{code}_{number}>{_form(form, ending)})" for number, (code, form) in enumerate(forms)]
    left, right = ("", "") if is_unspaced else (r"(?<![\w-])", r"(?![\w])")
    return re.compile(f"{left}(?:{'|'.join(parts)}){right}")


def _form(text: str, ending: str) -> str:
    words = []
    for word in text.partition("=")[0].split():
        if word == "_":
            words.append(r"\w+")
        elif word.endswith("~"):
            words.append(re.escape(word[:-1]) + ending)
        else:
            words.append(re.escape(word))
    return r"[ ]+".join(words)


def _plain(nouns: dict[str, list[str]]) -> dict[str, str]:
    """`министерств~=министерство`: the stem of a noun and how its name is written."""
    pairs = (form.partition("=") for forms in nouns.values() for form in forms)
    return {stem.removesuffix("~"): plain for stem, _mark, plain in pairs if plain}


def code_of(match: re.Match[str]) -> str:
    """The code of the form that matched."""
    return str(match.lastgroup).rpartition("_")[0]

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
    "between": str,
    "towns": list,
    "governed": str,
    "possessed": str,
    "genitive_post": str,
    "year": str,
    "cases": dict,
    "stops": str,
    "beginnings": list,
    "surnames": str,
    "forms": dict,
    "nouns": dict,
    "positions": dict,
}
CASES = ("body", "person", "first", "genitive", "district")
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
    between: re.Pattern[str]
    towns: tuple[str, ...]
    governed: re.Pattern[str]
    possessed: re.Pattern[str]
    genitive_post: re.Pattern[str]
    year: str
    cases: dict[str, list[tuple[re.Pattern[str], str]]]
    bodies_end: bool
    stops: str
    beginnings: tuple[str, ...]
    surnames: frozenset[str]
    verbs: tuple[str, ...]

    def without_case(self, name: str, which: str) -> str:
        """The name by the first of its rules that fits."""
        for pattern, instead in self.cases.get(which, ()):
            changed = pattern.sub(instead, name)
            if changed != name:
                return changed
        return name

    def rewritten(self, name: str, which: str) -> str:
        """The name by all rules in turn."""
        for pattern, instead in self.cases.get(which, ()):
            name = pattern.sub(instead, name)
        return name

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
        _pattern(rf"\w+{surname}$" if surname else ""),
        _pattern(rf"\w+{patronymic}$" if patronymic else ""),
        frozenset(table["connectors"]),
        frozenset(table["openers"]),
        frozenset(table["particles"]),
        _plain(table["nouns"]),
        _pattern(table["between"]),
        tuple(table["towns"]),
        _pattern(table["governed"]),
        _pattern(table["possessed"]),
        _pattern(table["genitive_post"]),
        table.get("year", ""),
        _cases(table["cases"], file),
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
    optional = ("stops", "beginnings", "surnames", "year")
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


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE) if text else NEVER


def _cases(table: dict[str, Any], file: str) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    for name, rules in table.items():
        if name not in CASES:
            raise WordsError(f"{file}: cases: there is no key {name!r}; known: {', '.join(CASES)}")
        if not all(isinstance(rule, list) and list(map(type, rule)) == [str, str] for rule in rules):
            raise WordsError(f"{file}: cases: {name} is a list of pairs, a pattern and what stands in its place")
    return {name: [(_pattern(pattern), instead) for pattern, instead in rules] for name, rules in table.items()}


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

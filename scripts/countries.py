"""The names of countries that no word list gives by hand: `write` takes them from CLDR through Babel, `check` tells whether they are as written.

Each language gets `languages/LANGUAGE.countries.toml`. Names are written with a capital letter, which asks for one in the
text: `того` is no Togo. What CLDR names otherwise than the press does belongs into the lists made by hand.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale

LANGUAGES = Path(__file__).resolve().parent.parent / "src" / "kelisim" / "engines" / "reading" / "languages"
SPOKEN = ("en", "kk", "ru", "tr", "zh")
HEAD = """# Written by `scripts/countries.py` from the Common Locale Data Repository through Babel (© Unicode, Inc., Unicode License). Do not edit:
# names given by hand in areas.toml and {language}.places.toml come first, those codes are not repeated here.
"""
RUSSIAN_SHORT = {"о-ва": "острова", "о-в": "остров"}
RUSSIAN_ADJECTIVE = re.compile(r"(?:ая|яя|ое|ее|ый|ий|ой|ые|ие)$")
RUSSIAN_NOUN = re.compile(r"[аяыьй]$")
RUSSIAN_FIXED = re.compile(r"[оеиуэю]$|^.{1,2}$")
KAZAKH_OWNED = {"аралдары": "арал~", "аралы": "арал~", "аймақтары": "аймақ~", "республикасы": "республика~"}
KAZAKH_BACK, KAZAKH_VOWELS = "аоуұыяюёё", "аәеёиіоөуұүыэюя"
ENGLISH = {"&": "and", "St.": "Saint", "U.S.": "US"}


def by_hand(language: str) -> set[str]:
    """Codes of countries whose names are in the lists made by hand."""
    shared = tomllib.loads((LANGUAGES / "areas.toml").read_text(encoding="utf-8"))["place"]
    codes = {row["code"] for row in shared if row.get(language, {}).get("names") and row["kind"] == "country"}
    own = LANGUAGES / f"{language}.places.toml"
    return codes | set(tomllib.loads(own.read_text(encoding="utf-8")).get("country", {}) if own.is_file() else ())


def missing(language: str) -> Iterator[tuple[str, str]]:
    """Each country of ISO 3166-1 without a name by hand, and its name in CLDR."""
    names, known = Locale.parse(language).territories, by_hand(language)
    for code in sorted(country.alpha_2 for country in pycountry.countries):
        if code not in known:
            yield code, re.sub(r"\s*[(（].*?[)）]", "", names[code]).replace("’", "'")


def russian(name: str) -> str:
    words = [RUSSIAN_SHORT.get(word, word) for word in name.split()]
    return " ".join(_russian_word(word, is_last=number + 1 == len(words)) for number, word in enumerate(words))


def _russian_word(word: str, *, is_last: bool) -> str:
    """`Южная` is `Южн~`, `Боливия` is `Боливи~`; `Перу` does not change."""
    if not is_last and RUSSIAN_ADJECTIVE.search(word):
        return word[:-2] + "~"
    if RUSSIAN_FIXED.search(word):
        return word
    return (word[:-1] if RUSSIAN_NOUN.search(word) else word) + "~"


def kazakh(name: str) -> str:
    """Only the last word takes endings."""
    *front, last = name.split()
    return " ".join([*front, KAZAKH_OWNED.get(last.lower(), f"{last}~")])


def kazakh_people(name: str) -> str:
    """`куба` gives `кубалық`, `непал` `непалдық`, `тибет` `тибеттік`."""
    name = name.lower()
    vowel = next(letter for letter in reversed(name) if letter in KAZAKH_VOWELS)
    back = vowel in KAZAKH_BACK
    if name[-1] in KAZAKH_VOWELS or name[-1] in "йр":
        begin = "л"
    else:
        begin = "д" if name[-1] in "лмнңзж" else "т"
    return name + begin + ("ық~" if back else "ік~")


def plain(name: str) -> str:
    return " ".join(ENGLISH.get(word, word) for word in name.split()) + "~"


FORMS = {"ru": russian, "kk": kazakh, "en": plain, "tr": plain, "zh": str}


def table(language: str) -> str:
    rows = list(missing(language))
    lines = [HEAD.format(language=language), "[country]"]
    lines += [f'{code} = ["{FORMS[language](name)}"]' for code, name in rows]
    if language == "kk":
        lines += ["", "[people]"]
        lines += [f'{code} = ["{kazakh_people(name)}"]' for code, name in rows if re.fullmatch(r"[^\W\d_]+", name)]
    return "\n".join(lines) + "\n"


def main(command: str) -> int:
    stale = [language for language in SPOKEN if _written(language) != table(language)]
    if command == "write":
        for language in stale:
            (LANGUAGES / f"{language}.countries.toml").write_text(table(language), encoding="utf-8")
    elif stale:
        print(f"{', '.join(stale)}: not as CLDR gives them; run scripts/countries.py write", file=sys.stderr)
        return 1
    return 0


def _written(language: str) -> str:
    path = LANGUAGES / f"{language}.countries.toml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit("usage: countries.py write|check")
    sys.exit(main(sys.argv[1]))

"""Which language a paragraph is in, from its letters and its small words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from kelisim.engines.reading.lexicon import Lexicons
from kelisim.engines.reading.text import folded

KAZAKH = frozenset("әғқңөұүһі")
CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё") | KAZAKH
KAZAKH_ONLY = re.compile(r"[іғқұ]")
NOT_KAZAKH = re.compile(r"[ўҳҷӣӯӂҗ]")
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzçğıöşü")
TURKISH = re.compile(r"[ğışöüç]")
HAN = frozenset(map(chr, range(0x4E00, 0xA000)))
NOT_CHINESE = frozenset(map(chr, [*range(0x3041, 0x3100), *range(0xAC00, 0xD7B0)]))  # kana and hangul
RUNS = [re.compile(f"[{''.join(sorted(script))}]+") for script in (CYRILLIC, LATIN, HAN, NOT_CHINESE)]
WORD = re.compile(r"(?<![\w'’])[^\W\d_]+")  # the i of `21'i` is no Polish word
ENOUGH = 40
KANA_SHARE = 10  # a Japanese text has more than one kana in ten characters, a Chinese one hardly any
OTHER = "other"  # Kyrgyz has none of і ғ қ ұ, Tatar җ, Uzbek and Tajik ў and ҳ
CLEAR = 2  # one small word that two languages share does not outvote the language of the article
SURE = 5  # how many small words letters of its own are worth at most: the names of towns abroad have them too
MANY = 3  # of so many words one has such a letter, where the language is the text's own
SAMPLE = 300  # characters of a paragraph that are looked at


def language_of(text: str, lexicons: Lexicons, default: str | None = None) -> str | None:
    """None where no word list fits. A short paragraph without telling letters is in the language of the article."""
    text = text[: SAMPLE if default else 20 * SAMPLE]
    cyrillic, latin, han, foreign = _scripts(text)
    if foreign * KANA_SHARE > han and foreign > cyrillic + latin:
        return None
    if han * 2 > cyrillic + latin:
        language = OTHER if foreign * KANA_SHARE > han else "zh"
    elif cyrillic >= latin:
        if cyrillic == 0:
            return default if default in lexicons else None
        language = _cyrillic(text, cyrillic, default, lexicons)
    else:
        language = _latin(text, default)
        if cyrillic and latin < 4 * cyrillic:
            language = default or language
    return language if language in lexicons else None


def _scripts(text: str) -> tuple[int, int, int, int]:
    """How many letters are Cyrillic, Latin, Chinese characters, and kana or hangul."""
    cyrillic, latin, han, foreign = (len("".join(run.findall(text))) for run in RUNS)
    return cyrillic, latin, han, foreign


def _cyrillic(text: str, letters: int, default: str | None, lexicons: Lexicons) -> str:
    kazakh = sum(map(text.count, KAZAKH))
    if NOT_KAZAKH.search(text):
        return OTHER
    if kazakh * 12 > letters:
        return "kk" if KAZAKH_ONLY.search(text) or letters < ENOUGH else OTHER
    if kazakh == 0 and letters >= ENOUGH:
        return "ru"
    return _by_words(text, default or "ru", lexicons)


def _latin(text: str, default: str | None) -> str:
    """The language whose small words are met most often; a headline without any is in the language of the article."""
    words = WORD.findall(text)
    votes = dict.fromkeys(telling_words(), 0)
    for language, (_small, letters) in telling_words().items():
        if letters and any(map(text.__contains__, letters)):
            votes[language] = _letter_votes(words, letters)
    speakers = _languages_by_word()
    for word in filter(speakers.__contains__, words):
        for language in speakers[word]:
            votes[language] += 1
    best = max(votes, key=lambda language: (votes[language], language == default))
    if default in votes and votes[best] - votes[default] < CLEAR:
        return default
    if votes[best]:
        return best
    return default or ("tr" if TURKISH.search(text) else "en")


def _letter_votes(words: list[str], letters: str) -> int:
    """`The plant near Wałbrzych` is English; where every third word has a letter of its own it is Polish."""
    found = sum(1 for word in words if any(map(word.__contains__, letters)))
    return SURE if found * MANY >= len(words) else min(found, SURE)


@cache
def telling_words() -> dict[str, tuple[frozenset[str], str]]:
    """Of each language in Latin letters: its small words, and the letters that are its own."""
    file = resources.files(__package__).joinpath("languages", "latin.toml")
    table = tomllib.loads(folded(file.read_text(encoding="utf-8")))
    return {language: (frozenset(row["words"]), row.get("letters", "")) for language, row in table.items()}


@cache
def _languages_by_word() -> dict[str, list[str]]:
    """Of each small word the languages that have it."""
    found: dict[str, list[str]] = {}
    for language, (small, _letters) in telling_words().items():
        for word in small:
            found.setdefault(word, []).append(language)
    return found


def _by_words(text: str, default: str, lexicons: Lexicons) -> str:
    """Few letters tell: the language whose word list knows more of the words."""
    words = WORD.findall(text)[:60]
    known = {
        language: sum(1 for word in words if lexicons[language].word(word).starts)
        for language in ("kk", "ru")
        if language in lexicons
    }
    return max(known, key=lambda language: (known[language], language == default), default=default)

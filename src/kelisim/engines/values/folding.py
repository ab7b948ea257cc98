"""Folded text for search: one form for Kazakh Cyrillic and Latin, Russian ё, Turkish i; Chinese as bigrams."""

from __future__ import annotations

import re
import unicodedata

# Each letter to the spelling that the scripts have in common; what is not listed loses its accents only.
LETTERS = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
        "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ф": "f", "х": "h",
        "һ": "h", "ҳ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
        "ю": "iu", "я": "ia",
        "ı": "i", "y": "i", "ý": "u", "w": "u", "q": "k", "ə": "a", "ş": "sh", "ș": "sh", "š": "sh", "ç": "ch",
        "č": "ch", "ž": "j", "ŋ": "n", "ß": "ss", "ø": "o", "æ": "ae", "đ": "d", "ł": "l",
        "'": "", "’": "", "ʼ": "", "`": "", "ʻ": "", "´": "",
    }
)  # fmt: skip
# Older Kazakh Latin and English spellings write one letter with two.
PAIRS = (("zh", "j"), ("kh", "h"), ("gh", "g"))
WORD = re.compile(r"[^\W_]+")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def fold(text: str) -> str:
    """Words in one spelling, apart by single spaces: what an index of a text holds."""
    return " ".join(_words(text))


def fold_query(text: str) -> tuple[str, ...]:
    """The folded words that a found text must hold, each of them whole or as a beginning."""
    return tuple(dict.fromkeys(_words(text, is_query=True)))


def _words(text: str, *, is_query: bool = False) -> list[str]:
    letters = _letters(text)
    if not HAN.search(letters):
        return WORD.findall(letters)
    words: list[str] = []
    for word in WORD.findall(letters):
        position = 0
        for run in HAN.finditer(word):
            _append(words, word[position : run.start()])
            words.extend(_bigrams(run.group(), is_query=is_query))
            position = run.end()
        _append(words, word[position:])
    return words


def _letters(text: str) -> str:
    """A text in normal form is looked up character by character, which is what it takes for nearly every one."""
    plain = text.translate(ALONE) if unicodedata.is_normalized("NFKC", text) else _together(text)
    for pair, letter in PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _together(text: str) -> str:
    lower = unicodedata.normalize("NFKC", text).replace("İ", "i").casefold()
    folded = unicodedata.normalize("NFC", lower).translate(LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


class _Alone(dict[int, str]):
    """Each character as it is folded, found when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _together(chr(code))
        return folded


ALONE = _Alone()


def _append(words: list[str], word: str) -> None:
    if word:
        words.append(word)


def _bigrams(run: str, *, is_query: bool) -> list[str]:
    """A text also keeps each run's last character, so that a query of one character finds it as a beginning."""
    pairs = [run[i : i + 2] for i in range(len(run) - 1)]
    return pairs if is_query and pairs else [*pairs, run[-1]]

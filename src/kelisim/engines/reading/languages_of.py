"""Which language a paragraph is in, from its letters alone."""

from __future__ import annotations

import re

from kelisim.engines.reading.lexicon import Lexicons

CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]")
KAZAKH = re.compile(r"[әғқңөұүһі]")
NOT_KAZAKH = re.compile(r"[ўҳҷӣӯӂ]")
RUSSIAN_ONLY = re.compile(r"[щъэё]")
LATIN = re.compile(r"[a-zçğıöşü]")
TURKISH = re.compile(r"[ğışçöü]")
HAN = re.compile(r"[\u4e00-\u9fff]")
ENOUGH = 40
SAMPLE = 300  # characters of a paragraph that are looked at


def language_of(text: str, lexicons: Lexicons, default: str | None = None) -> str | None:
    """None where no word list fits. A short paragraph without telling letters is in the language of the article."""
    text = text[: SAMPLE if default else 20 * SAMPLE]
    cyrillic, latin, han = len(CYRILLIC.findall(text)), len(LATIN.findall(text)), len(HAN.findall(text))
    if han * 2 > cyrillic + latin:
        language = "zh"
    elif cyrillic >= latin:
        if cyrillic == 0:
            return default if default in lexicons else None
        language = _cyrillic(text, cyrillic, default)
    else:
        language = "tr" if len(TURKISH.findall(text)) * 40 > latin else "en"
        if cyrillic and latin < 4 * cyrillic:
            language = default or language
    return language if language in lexicons else None


def _cyrillic(text: str, letters: int, default: str | None) -> str:
    kazakh = len(KAZAKH.findall(text))
    if kazakh * 25 > letters:
        return "kk"
    if letters < ENOUGH and kazakh == 0 and default in ("kk", "ru"):
        return default if not RUSSIAN_ONLY.search(text) else "ru"
    return "kk" if kazakh * 50 > letters and default != "ru" and not RUSSIAN_ONLY.search(text) else "ru"

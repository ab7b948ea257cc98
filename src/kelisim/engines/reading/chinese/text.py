"""From characters to tokens: the longest known word at each place, numbers, and what lies between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kelisim.engines.reading.lexicon import Lexicon, Word
from kelisim.engines.reading.text import MAX_SENTENCE, Figure, Line, Token, capitals

NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,9})?|[0-9]{1,30}(?:\.[0-9]{1,9})?")
LATIN = re.compile(r"(?:[a-z]{1,2}\$|[a-z](?:[a-z0-9&-]*[a-z0-9])?)")
SENTENCE_END = re.compile(r"[。!?！？]+[\"»”’」』)）\]]*|…+(?=\s|$)|\.(?=\s|$)")
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
PLAIN = {
    **FULL_WIDTH,
    **dict.fromkeys(map(ord, "~～〜"), "–"),
    ord("—"): "–",
    ord("－"): "-",
    ord("「"): "“",
    ord("」"): "”",
    ord("％"): "%",
    ord("﹪"): "%",
    ord("／"): "/",
    ord("．"): ".",
}


def sentences(lower: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in SENTENCE_END.finditer(lower, start, end):
        yield from _cut(begin, match.end())
        begin = match.end()
    yield from _cut(begin, end)


def _cut(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """What is longer than any sentence is cut, so that reading stays linear."""
    for position in range(begin, end, MAX_SENTENCE):
        yield position, min(position + MAX_SENTENCE, end)


def tokens(text: str, lower: str, start: int, end: int, lexicon: Lexicon) -> Line:
    plain = lower[start:end].translate(PLAIN).translate(lexicon.plain_characters)
    lexicon.pieces.forget()
    found, starts, is_counting = list[Token](), list[int](), False
    position, size = 0, len(plain)
    while position < size:
        token = _token(plain, position, lexicon, is_counting=is_counting)
        if token is None:
            position, is_counting = position + 1, False
            continue
        found.append(token)
        starts.append(start + position)
        position, is_counting = position + token.size, _is_number(token)
    for i in capitals(text, starts):
        found[i] = found[i].capital
    return Line(found, starts)


def _is_number(token: Token) -> bool:
    return token.may_count or "point" in token.particles


def _token(plain: str, position: int, lexicon: Lexicon, *, is_counting: bool = False) -> Token | None:
    character = plain[position]
    if character.isspace():
        return None
    if "0" <= character <= "9":
        return _number(plain, position, lexicon)
    word = _known(plain, position, lexicon, is_counting=is_counting)
    if word is None and "a" <= character <= "z":
        match = LATIN.match(plain, position)
        word = match.group() if match else character
    if word is None and character.isalnum():
        return _new(plain[position : _end_of_unknown(plain, position, lexicon)], lexicon.empty)
    text = word or character
    token = lexicon.pieces.get(text)
    if token is None:
        token = lexicon.pieces[text] = _new(text, lexicon.word(text))
    return token


def _new(text: str, word: Word) -> Token:
    kind = "w" if text[0].isalnum() else "s"
    token = Token(text, kind, word)
    token.capital = Token(text, kind, word, is_capital=True)
    return token


def _number(plain: str, position: int, lexicon: Lexicon) -> Token:
    match = NUMBER.match(plain, position)
    assert match is not None
    return Figure(match[0], lexicon.empty, Decimal(match[0].replace(",", "")))


def _known(plain: str, position: int, lexicon: Lexicon, *, is_counting: bool = False) -> str | None:
    """The longest word here, unless its last character begins a word that is longer still: `在｜哈萨克斯坦`, not `在哈｜萨克斯坦`.

    Behind a number a counter is likelier than a word that only begins with it: `一家｜电子企业`, not `一｜家电｜子企业`.
    """
    runs = lexicon.runs
    for word in runs.get(plain[position : position + 2], ()):
        if not plain.startswith(word, position) or (is_counting and len(word) > 1 and _says_nothing(word, lexicon)):
            continue
        if len(word) < 2 or not _is_overrun(plain, position, word, lexicon):
            return word
    return plain[position] if plain[position] in runs else None


def _says_nothing(word: str, lexicon: Lexicon) -> bool:
    forms = lexicon.word(word).starts
    return bool(forms) and all(form.id == "nothing" for form in forms)


def _is_short(word: str, lexicon: Lexicon) -> bool:
    """A country in one character beside a word of grammar."""
    forms = lexicon.word(word).starts
    return bool(forms) and all(form.kind == "short" for form in forms)


def _is_overrun(plain: str, position: int, word: str, lexicon: Lexicon) -> bool:
    size = len(word)
    last = position + size - 1
    least = size if _is_short(word, lexicon) else size + 1  # 与｜韩国企业, not 与韩｜国企业
    for other in lexicon.runs.get(plain[last : last + 2], ()):  # the longest first
        if len(other) < least:
            return False
        if plain.startswith(other, last):
            return True
    return False


def _end_of_unknown(plain: str, position: int, lexicon: Lexicon) -> int:
    stop = position + 1
    while stop < len(plain) and stop - position < 60:
        character = plain[stop]
        if not character.isalnum() or character.isascii() or _known(plain, stop, lexicon) is not None:
            break
        stop += 1
    return stop

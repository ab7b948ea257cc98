"""From characters to tokens: a 1:1 normal form, paragraphs, sentences, words and numbers with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kelisim.engines.reading.lexicon import Lexicon, Word

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\x0b\x0c"
DASHES = "\u2010\u2011"
LONG_DASHES = "\u2012\u2013\u2014\u2015\u2212"
# Latin letters that look Cyrillic, typed inside Cyrillic words; the Kazakh і above all.
LOOK_ALIKES = str.maketrans("aceopxyihk", "асеорхуіһк")
ODD = {
    "ё": "е",  # both are written
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(LONG_DASHES, "–"),
    **dict.fromkeys("ʼ’`", "'"),
    "ı": "i",  # a capital I may be either letter
    "â": "a",  # circumflexes come and go
    "î": "i",
    "û": "u",
}
BOTH_SCRIPTS = re.compile(r"[a-z][Ѐ-ӿ]|[Ѐ-ӿ][a-z]")
MIXED = re.compile(r"(?=[a-z]{0,30}[Ѐ-ӿ])(?=[Ѐ-ӿ]{0,30}[a-z])[a-zЀ-ӿ]+")

DIGITS = r"(?P<number>\d{1,3}(?: \d{3}){1,5}(?!\d)(?:[.,]\d{1,9})?|\d{1,30}(?:[.,]\d{1,30}){0,5})"
HYPHENED = r"(?:(?:-(?=[^\W\d_]{1,5}(?!\w))|')(?P<suffix>[^\W\d_]{1,12})(?!\w))?"
SENTENCE_END = re.compile(r"[.!?…。！？]+[\"»”“')\]]*(?=\s)|[。！？]")
ORDINAL = re.compile(r"(?P<word>[^\W\d_]+|%)?(?:(?<=%)| |^)(?:\d{1,2}|[ivx]{1,5})\Z")
ORDINAL_END = frozenset("0123456789ivx")
MAX_SENTENCE = 2000  # characters; what is longer is no sentence, and is cut so that reading stays linear


class Token:
    """`text` is in normal form, `kind` is w(ord), n(umber) or s(ymbol), places are those of the article's text."""

    __slots__ = ("case", "end", "is_capital", "kind", "start", "text", "word")
    value: Decimal | None = None
    suffix: str = ""

    def __init__(self, start: int, end: int, text: str, kind: str, word: Word, is_capital: bool = False) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.word = word
        self.case = word.case
        self.is_capital = is_capital

    @property
    def year(self) -> int | None:
        if self.kind == "n" and len(self.text) == 4 and self.text.isdecimal() and "1900" <= self.text <= "2200":
            return int(self.text)
        return None

    def __repr__(self) -> str:
        return f"Token({self.text!r})"


class Figure(Token):
    """A number in digits with its value, where they make one, and the ending behind its hyphen."""

    __slots__ = ("suffix", "value")

    def __init__(self, start: int, end: int, text: str, word: Word, value: Decimal | None, suffix: str = "") -> None:
        super().__init__(start, end, text, "n", word)
        self.value, self.suffix = value, suffix


@dataclass(slots=True, eq=False)
class Sentence:
    start: int
    end: int
    paragraph: int
    lexicon: Lexicon
    tokens: list[Token] = field(default_factory=list)
    is_item: bool = False  # a line of a list


def token_pattern(
    *, codes: Iterable[str] = (), ordinals: Iterable[str] = (), splits_hyphens: bool = False
) -> re.Pattern[str]:
    """`codes` are currencies that may stand right against their number: `VND1.2` is two tokens."""
    suffix = rf"(?:(?P<suffix>{'|'.join(ordinals) or '(?!)'})(?![\w]))?" if splits_hyphens else HYPHENED
    code = rf"|(?P<code>(?=[a-z]{{1,3}}\d)(?:{'|'.join(sorted(codes)) or '(?!)'})(?=\d))"
    joint = "'" if splits_hyphens else "['-]"
    word = rf"|(?P<word>[^\W\d_]\w*(?:{joint}[^\W\d_]\w*)*)"
    return re.compile(DIGITS + suffix + code + word + r"|(?P<symbol>[^\w\s])")


TOKEN = token_pattern()


def normal(text: str) -> str:
    """Lower case, plain spaces and dashes; each character at its old place."""
    lower = text.lower()
    if len(lower) != len(text):  # İ and few others grow when lowered
        lower = "".join([c.lower()[0] for c in text])
    for odd, plain in ODD.items():
        if odd in lower:
            lower = lower.replace(odd, plain)
    if BOTH_SCRIPTS.search(lower):
        lower = MIXED.sub(lambda match: match.group().translate(LOOK_ALIKES), lower)
    return lower


def folded(text: str) -> str:
    """Letters that a word list may write in more ways than `normal` leaves."""
    return (
        text.replace("ё", "е").replace("Ё", "Е").replace("ı", "i").replace("â", "a").replace("î", "i").replace("û", "u")
    )


def paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Lines that hold more than spaces."""
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and end > start:
            yield start, end
        start = end + 1


def sentences(text: str, lower: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    begin = start
    for match in SENTENCE_END.finditer(lower, start, end):
        if match.end() - begin > MAX_SENTENCE or _is_end(text, lower, match.start(), match.end(), begin, end, lexicon):
            yield from _cut(lower, begin, match.end())
            begin = match.end()
    yield from _cut(lower, begin, end)


def _cut(lower: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > MAX_SENTENCE:
        space = lower.rfind(" ", begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE)
        stop = space if space > 0 else begin + MAX_SENTENCE
        yield begin, stop
        begin = stop
    if begin < end:
        yield begin, end


def _is_end(text: str, lower: str, dot: int, after: int, begin: int, end: int, lexicon: Lexicon) -> bool:
    """A dot behind an abbreviation ends nothing, except behind a scale with no currency to follow."""
    if lower[dot] != "." or after - dot > 1:
        return _starts_sentence(text, after, end)
    if lexicon.has_ordinal_dot and _is_ordinal(lower, dot, begin, lexicon):
        return False
    word_start = dot
    while word_start > max(begin, dot - 12) and (lower[word_start - 1].isalpha() or lower[word_start - 1] == "-"):
        word_start -= 1
    word = lower[word_start:dot]
    if len(word) == 1 and text[word_start].isupper():
        return False
    if lexicon.is_scale(word):
        following = TOKEN.search(lower, after, min(end, after + 40))
        is_currency = following is not None and lexicon.begins_currency(following.group())
        return not is_currency and _starts_sentence(text, after, end)
    if word in lexicon.abbreviations:
        return False
    return _starts_sentence(text, after, end)


def _is_ordinal(lower: str, dot: int, begin: int, lexicon: Lexicon) -> bool:
    """`2. Organize`, `II. Dünya`: a whole number of one or two digits, unless it tells a percentage."""
    if lower[dot - 1] not in ORDINAL_END:
        return False
    before = ORDINAL.search(lower, max(begin, dot - 24), dot)
    return before is not None and not any(
        form.kind == "unit" for form in lexicon.word(before.group("word") or "").singles
    )


def _starts_sentence(text: str, after: int, end: int) -> bool:
    for position in range(after, min(end, after + 20)):
        if not text[position].isspace():
            return not text[position].islower()
    return True


def tokens(text: str, lower: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    known, look_up = lexicon.known, lexicon.word
    for match in lexicon.token.finditer(lower, start, end):
        kind = match.lastgroup
        written = match[0]
        begin, stop = match.span()
        if kind == "word" or kind == "code":
            word = known.get(written) or look_up(written)
            if not word.starts and "-" in written and (at := lexicon.hyphen_between(written)):
                found += _pair(begin, written, at, lexicon)
            else:
                found.append(Token(begin, stop, written, "w", word, text[begin].isupper()))
        elif kind == "symbol":
            if written == "-" and lexicon.splits_hyphens and _joins_words(lower, begin, stop, found):
                continue
            if written == "." and found and found[-1].end == begin and found[-1].text in lexicon.abbreviations:
                found[-1].end = stop
            else:
                found.append(Token(begin, stop, written, "s", known.get(written) or look_up(written)))
        else:
            found.append(_number(match, begin, stop, lexicon))
    return found


def _pair(begin: int, text: str, at: int, lexicon: Lexicon) -> Iterator[Token]:
    """The two parts of `үш-төрт` and the dash between them."""
    for start, end, kind in ((0, at, "w"), (at, at + 1, "s"), (at + 1, len(text), "w")):
        yield Token(begin + start, begin + end, text[start:end], kind, lexicon.word(text[start:end]))


def _joins_words(lower: str, begin: int, stop: int, found: list[Token]) -> bool:
    """`twenty-five`, `31-acre`: no mark of its own; that of `2017-2020` and `COVID-19` is one."""
    return bool(found) and found[-1].end == begin and lower[stop : stop + 1].isalpha()


def _number(match: re.Match[str], begin: int, stop: int, lexicon: Lexicon) -> Figure:
    digits, suffix = match["number"], match["suffix"] or ""
    figure = Figure(begin, stop, digits, lexicon.empty, lexicon.decimal_of(digits), suffix)
    if suffix:
        figure.case = lexicon.case(suffix)
    return figure

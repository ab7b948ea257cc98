"""From characters to tokens: a 1:1 normal form, paragraphs, sentences, words and numbers with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, compress, count
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
LONGEST_ABBREVIATION = 12
WORD_AT_END = re.compile(r"(?:[^\W\d_]|-)*\Z")
CACHE_SIZE = 100_000  # words and pieces of text that are kept, of each language
SHORT_NUMBER = 5  # characters: a year and a space
NO_TOKEN, PAIR = "", "pair"  # kinds of pieces that are mended before anybody sees them
GROUP_NAME = re.compile(r"\(\?P<\w+>")
LINE_OF_LIST = re.compile(r" [–—:-] *\d|[;,:]\s*$")
MAX_SENTENCE = 2000  # characters; what is longer is no sentence, and is cut so that reading stays linear


class Token:
    """A word, number or mark, which all sentences share that hold it: where it begins is told by the `Line`.

    `text` is in normal form, `kind` is w(ord), n(umber) or s(ymbol); `size` counts the characters that it takes.
    What a pass over all tokens asks of the word stands here too.
    """

    __slots__ = (
        "capital",
        "case",
        "is_capital",
        "kind",
        "may_count",
        "particles",
        "parting",
        "row",
        "size",
        "text",
        "word",
    )
    value: Decimal | None = None
    suffix: str = ""
    year: int | None = None

    def __init__(self, text: str, kind: str, word: Word, *, size: int = 0, is_capital: bool = False) -> None:
        self.text = text
        self.kind = kind
        self.word = word
        self.case = word.case
        self.size = size or len(text)
        self.is_capital = is_capital
        self.capital: Token = self  # the same with a capital letter
        self.may_count = kind == "n" or word.begins_number
        self.particles = word.particles
        self.parting = word.parting
        is_open = kind == "n" or word.is_open
        self.row = None if is_open else word.capital if is_capital else word.alone  # None: it depends on what follows

    def longer(self, more: int) -> Token:
        """With the dot of an abbreviation."""
        return Token(self.text, self.kind, self.word, size=self.size + more, is_capital=self.is_capital)

    def __repr__(self) -> str:
        return f"Token({self.text!r})"


class Figure(Token):
    """A number in digits with its value, where they make one, and the ending behind its hyphen."""

    __slots__ = ("suffix", "value", "year")

    def __init__(self, text: str, word: Word, value: Decimal | None, suffix: str = "", *, size: int = 0) -> None:
        super().__init__(text, "n", word, size=size)
        self.value, self.suffix = value, suffix
        is_year = len(text) == 4 and text.isdecimal() and "1900" <= text <= "2200"
        self.year = int(text) if is_year else None


@dataclass(slots=True, eq=False)
class Line:
    """The tokens of a sentence and where in the text each begins."""

    tokens: list[Token]
    starts: list[int]

    def end(self, i: int) -> int:
        return self.starts[i] + self.tokens[i].size

    def is_joined(self, i: int) -> bool:
        """The next token stands right behind this one."""
        return self.starts[i] + self.tokens[i].size == self.starts[i + 1]


@dataclass(slots=True, eq=False)
class Sentence:
    start: int
    end: int
    paragraph: int
    lexicon: Lexicon
    line: Line
    is_item: bool = False  # a line of a list


def token_pattern(
    *, codes: Iterable[str] = (), ordinals: Iterable[str] = (), splits_hyphens: bool = False
) -> re.Pattern[str]:
    """`codes` are currencies that may stand right against their number: `VND1.2` is two tokens."""
    return re.compile(_token_pattern(codes, ordinals, splits_hyphens))


def piece_pattern(
    *, codes: Iterable[str] = (), ordinals: Iterable[str] = (), splits_hyphens: bool = False
) -> re.Pattern[str]:
    """All of a text in pieces: a token with the space behind it, or what is no token."""
    token = _token_pattern(codes, ordinals, splits_hyphens)
    return re.compile(rf"(?:{GROUP_NAME.sub('(?:', token)}) ?|[\s_]+")


def _token_pattern(codes: Iterable[str], ordinals: Iterable[str], splits_hyphens: bool) -> str:
    suffix = rf"(?:(?P<suffix>{'|'.join(ordinals) or '(?!)'})(?![\w]))?" if splits_hyphens else HYPHENED
    code = rf"|(?P<code>(?=[a-z]{{1,3}}\d)(?:{'|'.join(sorted(codes)) or '(?!)'})(?=\d))"
    joint = "'" if splits_hyphens else "['-]"
    word = rf"|(?P<word>[^\W\d_]\w*(?:{joint}[^\W\d_]\w*)*)"
    return DIGITS + suffix + code + word + r"|(?P<symbol>[^\w\s])"


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
    """Lines that hold more than spaces; a line that goes on in lower case belongs to the one before."""
    begin, last = -1, -1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start and not text[start:end].isspace():
            if begin >= 0 and not (start == last + 1 and _goes_on(text, begin, last, end)):
                yield begin, last
                begin = -1
            begin, last = (start if begin < 0 else begin), end
        start = end + 1
    if begin >= 0:
        yield begin, last


def _goes_on(text: str, begin: int, last: int, end: int) -> bool:
    """`в экономику области было` above, `привлечено 901 млрд` below: a text whose lines were cut to a width, no list."""
    below = text[last + 1 : end]
    first = below.lstrip(" ")[:1]
    line = max(begin, text.rfind("\n", begin, last) + 1)  # the last one: a paragraph may be long
    above = text[line:last].rstrip()
    return first.islower() and (above[-1:].isalnum() or above.endswith("-")) and LINE_OF_LIST.search(below) is None


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
    before = lower[max(begin, dot - LONGEST_ABBREVIATION) : dot]
    word = WORD_AT_END.search(before)[0]  # type: ignore[index]  # it may be empty, and so is found anywhere
    word_start = dot - len(word)
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


def capitals(text: str, starts: list[int]) -> Iterator[int]:
    """Which of the tokens that begin there begin with a capital letter."""
    return compress(count(), map(str.isupper, map(text.__getitem__, starts)))


class Pieces(dict[str, Token]):
    """The tokens of the pieces of text that were met lately: a word is looked at once, not at each of its places."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.odd: set[str] = set()  # what makes the tokens of its sentence need mending

    def forget(self) -> None:
        """Between two sentences, when too much was kept."""
        if len(self) >= CACHE_SIZE:
            self.clear()
            self.odd.clear()

    def __missing__(self, piece: str) -> Token:
        text = piece[:-1] if piece[-1] == " " else piece
        token = self._token(text)
        if token.kind != "n" or len(piece) <= SHORT_NUMBER:  # longer ones hardly come again
            self[piece] = token
        is_cut = token.kind in (NO_TOKEN, PAIR) or (text == "-" and self.lexicon.splits_hyphens)
        if is_cut or (text == piece and text in self.lexicon.abbreviations):
            self.odd.add(piece)
        return token

    def _token(self, text: str) -> Token:
        lexicon = self.lexicon
        if not text or text[0].isspace() or text[0] == "_":
            return Token(text, NO_TOKEN, lexicon.empty)
        if text[0].isdecimal():
            return self._figure(text)
        word = lexicon.word(text)
        if not text[0].isalnum():
            return Token(text, "s", word)
        if not word.starts and "-" in text and lexicon.hyphen_between(text):
            return Token(text, PAIR, word)
        token = Token(text, "w", word)
        token.capital = Token(text, "w", word, is_capital=True)
        return token

    def _figure(self, text: str) -> Figure:
        match = self.lexicon.token.match(text)
        assert match is not None
        digits, suffix = match["number"], match["suffix"] or ""
        figure = Figure(digits, self.lexicon.empty, self.lexicon.decimal_of(digits), suffix, size=len(text))
        if suffix:
            figure.case = self.lexicon.case(suffix)
        return figure


def tokens(text: str, lower: str, start: int, end: int, lexicon: Lexicon) -> Line:
    """The pieces are looked up all at once: most words of a text have been met before."""
    while lower.startswith(" ", start, end):
        start += 1
    pieces, known = lexicon.piece.findall(lower, start, end), lexicon.pieces
    known.forget()
    found = list(map(known.__getitem__, pieces))
    starts = list(accumulate(map(len, pieces), initial=start))
    starts.pop()
    for i in capitals(text, starts):
        found[i] = found[i].capital
    line = Line(found, starts)
    return line if known.odd.isdisjoint(pieces) else _mended(line, lower, lexicon)


def _mended(line: Line, lower: str, lexicon: Lexicon) -> Line:
    """Without what is no token; `үш-төрт` in three, the hyphen of `twenty-five` left out, `млн.` with its dot."""
    mended = Line([], [])
    for token, start in zip(line.tokens, line.starts, strict=True):
        is_behind = bool(mended.tokens) and mended.end(-1) == start
        if token.kind == NO_TOKEN:
            continue
        if token.text == "-" and lexicon.splits_hyphens and is_behind and lower[start + 1 : start + 2].isalpha():
            continue  # that of `2017-2020` and `COVID-19` is a mark of its own
        if token.text == "." and is_behind and mended.tokens[-1].text in lexicon.abbreviations:
            mended.tokens[-1] = mended.tokens[-1].longer(1)
        elif token.kind == PAIR:
            at = lexicon.hyphen_between(token.text)
            for first, last, kind in ((0, at, "w"), (at, at + 1, "s"), (at + 1, token.size, "w")):
                part = token.text[first:last]
                mended.tokens.append(Token(part, kind, lexicon.word(part)))
                mended.starts.append(start + first)
        else:
            mended.tokens.append(token)
            mended.starts.append(start)
    return mended

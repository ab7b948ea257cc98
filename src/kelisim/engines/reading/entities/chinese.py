"""Names in Chinese text: told by what ends them, by a position before a surname, and by the dot of foreign names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.events import YEAR, _event
from kelisim.engines.reading.entities.page import Page, reason
from kelisim.engines.reading.entities.words import code_of

FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,10})+")
HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9&（）()]")
HAN_ALONE = re.compile(r"[\u4e00-\u9fff]")
LONGEST = 16
TITLE = re.compile(r"[“《「](?P<name>[^”》」\n]{2,40})[”》」]")


def organisations(page: Page) -> Iterator[Entity]:
    seen: set[int] = set()
    for rule, pattern in (
        ("form", page.words.forms),
        ("firm", page.words.nouns["firm"]),
        ("body", page.words.nouns["body"]),
    ):
        for match in page.find(pattern):
            start = _start(page, match.start())
            if match.start() - start < 2 or any(low in range(start, match.end()) for low in seen):
                continue
            is_named = _has_unknown(page, start, match.start())
            if rule == "firm" and not is_named:
                continue
            seen.add(match.start())
            form = code_of(match) if rule == "form" else None
            yield page.entity(
                Kind.ORGANISATION,
                (start, match.end()),
                page.text[start : match.end()],
                rule,
                form=form,
                sort="body" if rule == "body" else "firm",
                confidence=0.85 if rule == "form" and is_named else 0.7 if rule == "body" or is_named else 0.5,
                reasons=(reason("form" if form else "sort", rule, match),),
            )


def _has_unknown(page: Page, start: int, end: int) -> bool:
    """A name of one's own is made of characters that the word list does not know: 能源公司 is any energy company."""
    empty, line = page.view.sentence.lexicon.empty, page.view.line
    return any(start <= at < end and token.word is empty for token, at in zip(line.tokens, line.starts, strict=True))


def _start(page: Page, end: int) -> int:
    """Back over what a name may hold, to a mark, a small word or a word that begins no name."""
    start = end
    while (
        start > max(page.start, end - LONGEST)
        and HAN.match(page.text[start - 1])
        and page.text[start - 1] not in page.words.stops
    ):
        start -= 1
    for word in page.words.beginnings:
        at = page.text.rfind(word, start, end)
        if at >= 0:
            start = max(start, at + len(word))
    return start


def people(page: Page) -> Iterator[Entity]:
    for post in page.find(page.words.positions):
        foreign = FOREIGN.match(page.text, post.end(), page.end)
        span = _foreign(page, foreign) if foreign else _name(page, post.end())
        if span:
            yield page.entity(
                Kind.PERSON,
                span,
                page.text[slice(*span)],
                "position",
                position=code_of(post),
                post=post.group(),
                confidence=0.9 if foreign else 0.75,
                reasons=(reason("position", f"position:{code_of(post)}", post),),
            )
    for foreign in FOREIGN.finditer(page.text, page.start, page.end):
        span = _foreign(page, foreign)
        yield page.entity(Kind.PERSON, span, page.text[slice(*span)], "foreign", confidence=0.6)


def _foreign(page: Page, match: re.Match[str]) -> tuple[int, int]:
    """As far as a word that speaks: behind the last dot, at least two characters."""
    last = max(match.group().rfind(dot) for dot in "·•・") + match.start() + 1
    for end in range(last + 2, match.end()):
        if page.text.startswith(page.words.verbs, end):
            return match.start(), end
    return match.span()


def _name(page: Page, start: int) -> tuple[int, int] | None:
    """A surname and one or two characters, as far as a word that speaks or a mark."""
    if start >= page.end or page.text[start] not in page.words.surnames:
        return None
    for size in (2, 3):
        rest = page.text[start + size : start + size + 3]
        if start + size <= page.end and (not rest or rest.startswith(page.words.verbs)):
            name = page.text[start : start + size]
            return (start, start + size) if re.fullmatch(r"[\u4e00-\u9fff]+", name) else None
    return None


def places(page: Page) -> Iterator[Entity]:
    for noun in page.find(page.words.nouns["place_after"]):
        start = noun.start()
        while start > max(page.start, noun.start() - 4) and HAN_ALONE.match(page.text[start - 1]):
            if page.text[start - 1] in page.words.stops or page.is_place(start - 1, start):
                break
            start -= 1
        is_named = _has_unknown(page, start, noun.start())
        if 2 <= noun.start() - start <= 3 and is_named and not page.is_place(start, noun.end()):
            yield page.entity(
                Kind.PLACE, (start, noun.end()), page.text[start : noun.end()], "named", sort="district", confidence=0.6
            )


def events(page: Page) -> Iterator[Entity]:
    found: list[int] = []
    for title in TITLE.finditer(page.text, page.start, page.end):
        noun = page.words.nouns["event"].search(page.text, title.start(), min(page.end, title.end() + 6))
        if noun:
            found.append(noun.start())
            yield _event(page, title.span(), title["name"], "quoted", noun)
    for noun in page.find(page.words.nouns["event"]):
        start = _start(page, noun.start())
        if noun.start() in found or noun.start() - start < 2:
            continue
        year = YEAR.search(page.text, start, noun.start())
        yield _event(
            page,
            (year.end() if year and page.text[year.end()] == page.words.year else start, noun.end()),
            page.text[start : noun.end()],
            "capitals",
            noun,
        )

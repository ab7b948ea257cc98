"""Events with a name, and the days on which they are held, where the sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kelisim.engines.reading.claims import Evidence, Span
from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.organisations import TOKEN
from kelisim.engines.reading.entities.page import QUOTED, Page, is_capital, reason
from kelisim.engines.reading.entities.words import NEVER
from kelisim.engines.reading.periods import Role, When

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MAX_WORDS = 8
GAP = 40  # characters between the name in quotes and the noun


def events(page: Page) -> Iterator[Entity]:
    nouns = list(page.find(page.words.nouns["event"]))
    quoted = list(_quoted(page, nouns))
    yield from (_event(page, span, name, rule, noun) for span, name, rule, noun in quoted)
    for noun in nouns:
        span = _capitals(page, noun)
        if span and not any(low <= noun.start() < high for (low, high), *_rest in quoted):
            yield _event(page, span, page.text[slice(*span)], "capitals", noun)


Found = tuple[tuple[int, int], str, str, re.Match[str]]


def _quoted(page: Page, nouns: list[re.Match[str]]) -> Iterator[Found]:
    """`«Turkistan Invest» форумы`, `форум «Turkistan Invest – 2025»`, and a name in quotes that holds the noun itself."""
    for quoted in QUOTED.finditer(page.text, page.start, page.end):
        inside = page.words.nouns["event"].search(page.lower, *quoted.span("name"))
        if inside and is_capital(quoted["name"].strip()):
            yield quoted.span(), quoted["name"], "quoted", quoted
            continue
        for noun in nouns:
            low, high = (quoted.end(), noun.start()) if noun.start() >= quoted.end() else (noun.end(), quoted.start())
            is_in_order = (noun.start() >= quoted.end()) == page.words.bodies_end or page.language == "en"
            between = page.text[low:high] if low <= high else ","
            if (
                is_in_order
                and len(between) <= (GAP if page.words.bodies_end else 3)
                and not re.search(r"[,.;:«»\"]", between)
            ):
                yield quoted.span(), quoted["name"], "quoted", noun
                break


def _capitals(page: Page, noun: re.Match[str]) -> tuple[int, int] | None:
    """`Astana International Forum 2025`, `Астана халықаралық форумы`: from the first capital to the noun and its year."""
    start, position, count = None, noun.start(), 0
    for word in reversed(list(TOKEN.finditer(page.text, page.start, noun.start()))):
        if page.text[word.end() : position].strip(" \u00a0") or count == MAX_WORDS:
            break
        is_name = is_capital(word.group())
        is_small = word.group() in page.words.connectors or (page.language == "kk" and start is None)
        if not is_name and not is_small:
            break
        start = word.start() if is_name else start
        position, count = word.start(), count + 1
    start = page.without_opener(start, noun.start()) if start is not None else noun.start()
    if start == noun.start() or not (is_capital(page.text[noun.start()]) or page.words.bodies_end):
        return None
    if page.language == "ru" or (page.language == "kk" and not _is_named(page, start, noun)):
        return None
    year = re.compile(r"[ \u00a0]*(?:[–—-][ \u00a0]*)?(?:19|20)\d\d(?!\d)").match(page.text, noun.end(), page.end)
    return start, year.end() if year else noun.end()


def _is_named(page: Page, start: int, noun: re.Match[str]) -> bool:
    """The noun belongs to the name (форумы). A capital that only opens the sentence makes none: a place does, or a second."""
    if page.words.possessed is not NEVER and not page.words.possessed.search(noun.group()):
        return False
    capitals = [word for word in page.words_at(start, noun.start()) if is_capital(word.group())]
    return start > page.start or len(capitals) > 1 or any(page.is_place(*word.span()) for word in capitals)


def _event(page: Page, span: tuple[int, int], name: str, rule: str, noun: re.Match[str]) -> Entity:
    start, end, reasons = None, None, [reason("sort", "noun", noun)]
    when = _when(page, span)
    if when is not None and when.start is not None:
        start, end = when.start, when.end
        first, last = page.view.line.starts[when.first], page.view.line.end(when.last)
        reasons.append(Evidence("start", f"time:{when.role}", Span(first, last - first)))
    elif years := YEAR.findall(page.text[slice(*span)]):
        start, end = date(int(years[-1]), 1, 1), date(int(years[-1]), 12, 31)
        reasons.append(Evidence("start", "year_in_name", Span(span[0], span[1] - span[0])))
    return page.entity(
        Kind.EVENT, span, page.nominative(name), rule, start=start, end=end, confidence=0.85 if rule == "quoted" else 0.7,
        reasons=tuple(reasons),
    )  # fmt: skip


def _when(page: Page, span: tuple[int, int]) -> When | None:
    """The nearest time in the sentence that is no base of a comparison and no deadline."""
    line = page.view.line
    told = [
        when for when in page.view.whens
        if when.start and when.end and when.role in (Role.MAIN, Role.NOW, Role.EVENT) and (when.end - when.start).days < 62
    ]  # fmt: skip
    return min(
        told,
        key=lambda when: min(abs(line.starts[when.first] - span[1]), abs(span[0] - line.end(when.last))),
        default=None,
    )

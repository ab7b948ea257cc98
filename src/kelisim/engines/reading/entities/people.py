"""People: names beside a position, with initials, or with a surname that tells itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.page import Page, is_capital, reason
from kelisim.engines.reading.entities.words import NEVER, code_of

REACH = 90  # characters from a position to the name of who holds it
NAME_WORD = r"[^\W\d_][^\W\d_]*(?:[-’'][^\W\d_]+)*"
NAME = re.compile(NAME_WORD)
INITIAL_FIRST = re.compile(
    rf"(?<![^\W\d_])(?P<first>[^\W\d_])\.[ \u00a0]?(?:[^\W\d_]\.[ \u00a0]?)?(?P<surname>{NAME_WORD})"
)
INITIAL_LAST = re.compile(
    rf"(?<![^\W\d_])(?P<surname>{NAME_WORD})[ \u00a0](?P<first>[^\W\d_])\.(?:[ \u00a0]?[^\W\d_]\.)?"
)
BETWEEN = re.compile(r"[.;:!?()«»“”\"\n]")
MAX_NAME = 4


def people(page: Page, taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """`taken` are the spans of organisations: their words are no names of people."""
    posts = _posts(page)
    for post in posts:
        span = _name_after(page, post, taken) or _name_ahead(page, post, taken)
        if span:
            yield _person(page, span, "position", 0.95, post)
    yield from _with_initials(page, taken)
    yield from _by_surname(page, taken)


def _posts(page: Page) -> list[re.Match[str]]:
    return list(page.find(page.words.positions))


def _person(
    page: Page, span: tuple[int, int], rule: str, confidence: float, post: re.Match[str] | None = None
) -> Entity:
    written = page.text[slice(*span)]
    name = normal_name(page, written)
    if post is not None and page.words.genitive_post.search(post.group()):
        name = " ".join(page.words.without_case(word, "genitive") for word in name.split())
    known: dict[str, object] = {}
    if post is not None:
        known = {
            "position": code_of(post),
            "post": page.text[post.start() : post.end()],
            "reasons": (reason("position", f"position:{code_of(post)}", post),),
        }
    return page.entity(Kind.PERSON, span, name, rule, confidence=confidence, **known)


def _names(page: Page, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of two to four words with capitals that are no place, no organisation and no post."""
    run: list[re.Match[str]] = []
    for word in NAME.finditer(page.text, start, end):
        first, last = word.span()
        is_name = (
            is_capital(word.group())
            and len(word.group()) > 1
            and not (word.group().isupper() and not _is_all_capitals(page, first))
            and (not page.is_place(first, last) or _may_be_surname(page, word, run))
            and not any(low <= first < high for low, high in taken)
            and not page.words.positions.fullmatch(page.lower, first, last)
        )
        is_beside = bool(run) and not page.text[run[-1].end() : first].strip(" \u00a0")
        if is_beside and word.group() in page.words.particles:
            is_name = True
        if run and not (is_name and is_beside and len(run) < MAX_NAME):
            yield run[0].start(), run[-1].end()
            run = []
        if is_name:
            run.append(word)
    if run:
        yield run[0].start(), run[-1].end()


def _may_be_surname(page: Page, word: re.Match[str], run: list[re.Match[str]]) -> bool:
    """Towns are called after people: `Ерлан Сәтбаев`."""
    is_beside = bool(run) and not page.text[run[-1].end() : word.start()].strip(" \u00a0")
    return is_beside and (page.words.surname is NEVER or bool(page.words.surname.search(word.group().lower())))


def _is_all_capitals(page: Page, start: int) -> bool:
    """In a heading all words are in capitals; elsewhere such a word is an abbreviation."""
    around = page.text[max(page.start, start - 30) : start + 30]
    return not any(letter.islower() for letter in around)


def _name_after(page: Page, post: re.Match[str], taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """`облысының әкімі Нұралхан Көшеров`, `аким Туркестанской области Нуралхан Кушеров`."""
    end = min(page.end, post.end() + REACH)
    for span in _names(page, post.end(), end, taken):
        between = page.text[post.end() : span[0]]
        if (
            BETWEEN.search(between)
            or not _may_stand_between(page, post.end(), span[0])
            or ("," in between and len(between) > 3)
        ):
            return None
        count = len(page.text[slice(*span)].split())
        is_adjacent = not between.strip(" \u00a0–—-,")
        if page.words.bodies_end and not is_adjacent:
            return None
        if count >= 2 or (is_adjacent and _is_surname(page, page.text[slice(*span)])):
            return span
        if not is_adjacent and count == 1 and is_capital(page.text[span[0]]):
            continue
    return None


def _may_stand_between(page: Page, start: int, end: int) -> bool:
    """`аким Туркестанской области …`, `governor of the Turkistan Region …`: what the post is of, and no verb."""
    for word in page.words_at(start, end):
        is_of = is_capital(word.group()) or page.is_place(*word.span()) or word.group() in page.words.connectors
        is_noun = any(pattern.fullmatch(page.lower, *word.span()) for pattern in page.words.nouns.values())
        if not (is_of or is_noun or page.words.governed.search(word.group())):
            return False
    return True


def _name_ahead(page: Page, post: re.Match[str], taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """`Arda Ermut, head of the agency`: the name, a comma, the post."""
    spans = list(_names(page, max(page.start, post.start() - REACH), post.start(), taken))
    for span in reversed(spans):
        between = page.text[span[1] : post.start()]
        is_told = between.strip() == "," or (
            between.strip().startswith(",") and len(between) < 40 and between.count(",") == 1
        )
        if len(page.text[slice(*span)].split()) >= 2 and is_told and not BETWEEN.search(between):
            return span
        break
    return None


def _is_surname(page: Page, word: str) -> bool:
    return bool(page.words.surname.search(normal_name(page, word).lower()))


def _with_initials(page: Page, taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """`Н. Көшеров`, `Кушеров Н. А.`."""
    for pattern in (INITIAL_FIRST, INITIAL_LAST):
        for match in pattern.finditer(page.text, page.start, page.end):
            is_free = not any(low <= match.start() < high for low, high in taken)
            is_name = match["first"].isupper() and is_capital(match["surname"]) and len(match["surname"]) > 2
            if is_free and is_name and _is_surname(page, match["surname"]):
                yield _person(page, match.span(), "initials", 0.8)


def _by_surname(page: Page, taken: list[tuple[int, int]]) -> Iterator[Entity]:
    """Two or three words with capitals of which the last is a surname by its ending, or the last a patronymic."""
    for span in _names(page, page.start, page.end, taken):
        words = page.text[slice(*span)].split()
        if words[0].lower() in page.words.openers:
            continue
        ends = normal_name(page, words[-1]).lower()
        is_one = page.words.surname.search(ends) or page.words.patronymic.search(ends)
        if 2 <= len(words) <= 3 and is_one and not any(word.isupper() and len(word) > 2 for word in words):
            yield _person(page, span, "surname", 0.7)


def normal_name(page: Page, written: str) -> str:
    """Without the case of its last word: `Köşerov'un`; where that had one, the words before may have theirs."""
    words = written.split()
    last = page.words.without_case(words[-1], "person")
    if last != words[-1]:
        words[:-1] = [page.words.without_case(word, "first") for word in words[:-1]]
    return " ".join([*words[:-1], last])

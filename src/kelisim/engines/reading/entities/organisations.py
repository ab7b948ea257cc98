"""Organisations: by their legal form, by quotes and a noun, and public bodies by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.page import QUOTED, SAME_LINE, Page, is_capital, is_latin, reason
from kelisim.engines.reading.entities.words import code_of

MAX_WORDS = 8
SHORT = 5  # letters: a legal form this short is written in capitals
CLOSING = re.compile(r"[ \u00a0]*[»”\"]?[ \u00a0]*")
OPENING = re.compile(r"[ \u00a0]*[«„“\"]?[ \u00a0]*")
TOKEN = re.compile(r"[^\W_](?:[\w&’'.-]*[^\W_])?|[&]")


def organisations(page: Page) -> Iterator[Entity]:
    yield from _with_forms(page)
    yield from _quoted_with_noun(page)
    yield from _bodies(page)
    yield from _latin_with_noun(page)


def _with_forms(page: Page) -> Iterator[Entity]:
    """`ТОО «X»`, `«X» ЖШС`, `X LLP`, `ТОО X`."""
    for form in page.find(page.words.forms):
        if not _is_form(page, form):
            continue
        name = _name_after(page, form) or _name_before(page, form)
        if name is None:
            continue
        start, end = name
        span = (min(start, form.start()), max(end, form.end()))
        yield page.entity(
            Kind.ORGANISATION,
            _with_marks(page, span),
            page.text[start:end],
            "form",
            form=code_of(form),
            sort="firm",
            reasons=(reason("form", f"form:{code_of(form)}", form),),
        )


def _is_form(page: Page, form: re.Match[str]) -> bool:
    """Short ones are in capitals: АҚ is a company, ақ is white."""
    written = page.text[form.start() : form.end()]
    stem = re.split(r"[-']", written)[0]
    return len(stem) > SHORT or is_capital(stem) if is_latin(stem) else len(stem) > SHORT or stem.isupper()


def _behind_kind(page: Page, position: int) -> int:
    """Past the sign of a national company, which may stand between the legal form and the name."""
    kind = page.words.between.match(page.lower, position, page.end)
    spaces = SAME_LINE.match(page.text, kind.end(), page.end) if kind else None
    return spaces.end() if spaces else kind.end() if kind else position


def _closed(page: Page, position: int) -> int:
    """Past spaces and one closing mark."""
    closing = CLOSING.match(page.text, position, page.end)
    return closing.end() if closing else position


def _name_after(page: Page, form: re.Match[str]) -> tuple[int, int] | None:
    opening = OPENING.match(page.text, form.end(), page.end)
    position = _behind_kind(page, opening.end() if opening else form.end())
    quoted = QUOTED.match(page.text, max(form.end(), position - 1), page.end) or QUOTED.match(
        page.text, position, page.end
    )
    spaces = SAME_LINE.match(page.text, form.end(), page.end)
    if quoted is None and spaces:
        quoted = QUOTED.match(page.text, spaces.end(), page.end)
    if quoted:
        return quoted.span("name")
    if page.words.bodies_end or not spaces:
        return None
    return _capitals_from(page, spaces.end())


def _capitals_from(page: Page, position: int) -> tuple[int, int] | None:
    start, end = position, position
    for word in TOKEN.finditer(page.text, position, page.end):
        gap = page.text[end : word.start()]
        if not (is_capital(word.group()) or word.group() in ("&", "and")) or gap.strip(" \u00a0"):
            break
        end = word.end()
    return (start, end) if end > start else None


def _name_before(page: Page, form: re.Match[str]) -> tuple[int, int] | None:
    for quoted in QUOTED.finditer(page.text, page.start, form.start()):
        position = _closed(page, quoted.end())
        if form.start() in (position, _closed(page, _behind_kind(page, position))):
            return quoted.span("name")
    return _capitals_before(page, form.start())


def _capitals_before(page: Page, end: int) -> tuple[int, int] | None:
    """Words with capitals that end right before a place; small connectors stand inside, not at the ends."""
    found: list[re.Match[str]] = []
    position = end
    for word in reversed(list(TOKEN.finditer(page.text, page.start, end))):
        gap = page.text[word.end() : position]
        if gap.strip(" \u00a0,") or (gap.strip() and len(found)) or len(found) == MAX_WORDS:
            break
        is_joint = word.group() in page.words.connectors or word.group() == "&"
        if not is_capital(word.group()) and not is_joint:
            break
        found.append(word)
        position = word.start()
    while found and not is_capital(found[-1].group()):
        found.pop()
    start = page.without_opener(found[-1].start(), found[0].end()) if found else end
    return (start, found[0].end()) if found and start < found[0].end() else None


def _with_marks(page: Page, span: tuple[int, int]) -> tuple[int, int]:
    """The quotes around a name belong to the mention."""
    start, end = span
    if start > page.start and page.text[start - 1] in '«„“"':
        start -= 1
    if end < page.end and page.text[end] in '»”"':
        end += 1
    return start, end


def _quoted_with_noun(page: Page) -> Iterator[Entity]:
    """`компания «X»`, `«X» компаниясы`."""
    nouns = list(page.find(page.words.nouns["firm"]))
    for quoted in QUOTED.finditer(page.text, page.start, page.end):
        for noun in nouns:
            low, high = (quoted.end(), noun.start()) if noun.start() >= quoted.end() else (noun.end(), quoted.start())
            is_beside = low <= high and not page.text[low:high].strip(" \u00a0»”") and high - low <= 3
            is_in_order = (noun.start() >= quoted.end()) == page.words.bodies_end or page.language == "en"
            if is_beside and is_in_order and not page.words.nouns["event"].search(page.lower, *quoted.span("name")):
                span = (min(quoted.start(), noun.start()), max(quoted.end(), noun.end()))
                yield page.entity(
                    Kind.ORGANISATION,
                    span,
                    quoted["name"],
                    "quoted",
                    sort="firm",
                    confidence=0.9,
                    reasons=(reason("sort", "noun", noun),),
                )
                break


def _bodies(page: Page) -> Iterator[Entity]:
    """`Сыртқы істер министрлігі`, `Министерство индустрии и строительства`, `Ministry of Industry and Construction`."""
    for noun in page.find(page.words.nouns["body"]):
        if page.words.bodies_end or page.language == "en":
            span = _body_before(page, noun)
        else:
            span = None
        span = span or (None if page.words.bodies_end else _body_after(page, noun))
        if span is not None:
            yield page.entity(
                Kind.ORGANISATION,
                span,
                page.nominative(page.text[slice(*span)]),
                "body",
                sort="body",
                confidence=0.8,
                reasons=(reason("sort", "noun", noun),),
            )


def _body_before(page: Page, noun: re.Match[str]) -> tuple[int, int] | None:
    """From the first capital back to which only words of a name lead."""
    start, position = None, noun.start()
    words = list(TOKEN.finditer(page.text, page.start, noun.start()))
    for count, word in enumerate(reversed(words)):
        gap = page.text[word.end() : position]
        if gap.strip(" \u00a0") or count == MAX_WORDS or _is_apart(page, word):
            break
        if page.words.language in ("en", "tr") and not is_capital(word.group()):
            if word.group() not in page.words.connectors or start is None:
                break
        elif is_capital(word.group()):
            start = word.start()
        position = word.start()
    start = page.without_opener(start, noun.start()) if start is not None else noun.start()
    return (start, noun.end()) if start < noun.start() else None


def _is_apart(page: Page, word: re.Match[str]) -> bool:
    """A word in a case of place or aim, or a post, is no part of the name behind it."""
    lower = page.lower[word.start() : word.end()]
    if page.words.positions.fullmatch(page.lower, word.start(), word.end()):
        return True
    if page.language == "tr":
        return bool(re.search(r"['’](?:d|t)[ae](?:ki|n)?$", lower))
    if page.language != "kk" or is_capital(word.group()):
        return False
    return page.view.sentence.lexicon.word(lower).case in ("locative", "ablative", "dative")


def _body_after(page: Page, noun: re.Match[str]) -> tuple[int, int] | None:
    """A capital noun and what it governs: words in the genitive, or words with capitals."""
    if not is_capital(page.text[noun.start()]) and page.language != "ru":
        return None
    end = noun.end()
    for count, word in enumerate(TOKEN.finditer(page.text, noun.end(), page.end)):
        gap = page.text[end : word.start()]
        if gap.strip(" \u00a0") or count == MAX_WORDS or not _is_governed(page, word.group()):
            break
        end = word.end()
    while end > noun.end() and page.text[noun.end() : end].split()[-1] in page.words.connectors:
        end = noun.end() + len(page.text[noun.end() : end].rstrip().rpartition(" ")[0])
    is_named = is_capital(page.text[noun.start()]) or any(is_capital(w) for w in page.text[noun.end() : end].split())
    return (noun.start(), end) if end > noun.end() and is_named else None


def _is_governed(page: Page, word: str) -> bool:
    return is_capital(word) or word in page.words.connectors or bool(page.words.governed.search(word))


def _latin_with_noun(page: Page) -> Iterator[Entity]:
    """`компания Samsung C&T`, `Samsung компаниясы`: a name in Latin letters beside a noun, in a text that is not."""
    if page.language not in ("kk", "ru"):
        return
    for noun in page.find(page.words.nouns["firm"]):
        span = None
        if not page.words.bodies_end and (spaces := SAME_LINE.match(page.text, noun.end(), page.end)):
            span = _capitals_from(page, spaces.end())
        elif page.words.bodies_end:
            span = _capitals_before(page, noun.start())
        if span and is_latin(page.text[span[0]]):
            whole = (min(span[0], noun.start()), max(span[1], noun.end()))
            yield page.entity(
                Kind.ORGANISATION, whole, page.text[slice(*span)], "latin", sort="firm", confidence=0.7,
                reasons=(reason("sort", "noun", noun),),
            )  # fmt: skip

"""Places that the word list knows, and districts, villages and towns by the word beside their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale

from kelisim.engines.reading.claims import Evidence, Span
from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.page import SAME_LINE, Page, is_capital
from kelisim.engines.reading.view import Place as ListedPlace
from kelisim.engines.values.codes import regions

WORD_BEFORE = re.compile(r"(?P<name>[^\W\d_][\w’'-]*)[ \u00a0]+$")


def known_places(page: Page) -> Iterator[Entity]:
    line = page.view.line
    for place in page.view.places:
        if place.is_people:
            continue
        start, end = line.starts[place.first], line.end(place.last)
        span = Span(start, end - start)
        page.places.append(span)
        yield page.entity(
            Kind.PLACE,
            (start, end),
            _official(page, place) or page.text[start:end],
            "listed",
            code=place.code,
            sort="city" if place.is_city else place.kind or "country",
            reasons=(Evidence("code", f"area:{place.code}", span),),
        )


def _official(page: Page, place: ListedPlace) -> str | None:
    """The name of a country or of one of our regions in the language of the text."""
    if "-" in place.code:
        return next((r.names.get(page.language) for r in regions() if r.iso == place.code and not place.is_city), None)
    locale = Locale.parse("zh_Hans" if page.language == "zh" else page.language)
    return locale.territories.get(place.code)


def named_places(page: Page) -> Iterator[Entity]:
    """`Сайрам ауданы`, `Сайрамский район`, `село Акбиик`, `Sayram district`."""
    region = _region(page)
    for noun in page.find(page.words.nouns["place_after"]):
        before = WORD_BEFORE.search(page.text, max(page.start, noun.start() - 40), noun.start())
        if before and is_capital(before["name"]) and not _is_listed(page, before, noun):
            yield _named(page, (before.start(), noun.end()), before.group() + noun.group(), region)
    for noun in page.find(page.words.nouns["place_before"]):
        spaces = SAME_LINE.match(page.text, noun.end(), page.end)
        name = re.compile(r"[^\W\d_][\w’'-]*").match(page.text, spaces.end(), page.end) if spaces else None
        if name and is_capital(name.group()) and not page.is_place(*name.span()):
            yield _named(page, (noun.start(), name.end()), name.group(), region)


def _is_listed(page: Page, name: re.Match[str], noun: re.Match[str]) -> bool:
    """A town that the list knows; a district may be called like it: `Сайрам ауданы`."""
    return page.is_place(name.start(), name.end("name")) and noun.group().startswith(page.words.towns or ("\0",))


def _named(page: Page, span: tuple[int, int], name: str, region: Evidence | None) -> Entity:
    code = region.rule.removeprefix("area:") if region else None
    return page.entity(
        Kind.PLACE,
        span,
        page.words.rewritten(name, "district"),
        "named",
        sort="district",
        code=code,
        confidence=0.85,
        reasons=(region,) if region else (),
    )


def _region(page: Page) -> Evidence | None:
    """The one region that the sentence names."""
    regions = {place.code: place for place in page.view.places if place.kind == "region" and not place.is_people}
    if len(regions) != 1:
        return None
    code, place = next(iter(regions.items()))
    line = page.view.line
    start, end = line.starts[place.first], line.end(place.last)
    return Evidence("code", f"area:{code}", Span(start, end - start))

"""All that an article names, in the order of its text."""

from __future__ import annotations

from collections.abc import Iterable

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.entities import chinese
from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.events import events
from kelisim.engines.reading.entities.organisations import organisations
from kelisim.engines.reading.entities.page import Page
from kelisim.engines.reading.entities.people import people
from kelisim.engines.reading.entities.places import known_places, named_places
from kelisim.engines.reading.entities.words import words_of
from kelisim.engines.reading.reader import views_of

RANK = {Kind.ORGANISATION: 3, Kind.EVENT: 2, Kind.PERSON: 1}


def entities_of(article: Article) -> tuple[Entity, ...]:
    """Suggestions: a person decides which of them are the parties that the ledger knows."""
    found: list[Entity] = []
    lower, views = views_of(article)
    for view in views:
        words = words_of(view.sentence.lexicon.language)
        if words is not None:
            found += _of_sentence(Page(article.text, lower, view, words))
    return tuple(sorted(found, key=lambda entity: (entity.span.offset, -entity.span.length, entity.kind)))


def _of_sentence(page: Page) -> list[Entity]:
    places = list(known_places(page))
    named = _apart(_named(page))
    districts = list(chinese.places(page) if page.words.is_unspaced else named_places(page))
    listed = [place for place in places if not any(_overlap(place, district) for district in districts)]
    return [*listed, *districts, *named]


def _named(page: Page) -> list[Entity]:
    if page.words.is_unspaced:
        return [*chinese.organisations(page), *chinese.events(page), *chinese.people(page)]
    firms, held = list(organisations(page)), list(events(page))
    taken = [(entity.span.offset, entity.span.end) for entity in (*firms, *held) if entity.confidence > 0.7]
    return [*firms, *held, *people(page, taken)]


def _apart(found: Iterable[Entity]) -> list[Entity]:
    """Of mentions that share words the surest one, then the longest."""
    kept: list[Entity] = []
    for entity in sorted(found, key=lambda e: (-e.confidence, -e.span.length, -RANK[e.kind], e.span.offset)):
        if not any(_overlap(entity, other) for other in kept):
            kept.append(entity)
    return kept


def _overlap(one: Entity, other: Entity) -> bool:
    return one.span.offset < other.span.end and other.span.offset < one.span.end

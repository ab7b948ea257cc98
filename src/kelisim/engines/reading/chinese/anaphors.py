"""Places that a text names again in fewer characters: `在匈`, `该州`, `全省`, `那里`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kelisim.engines.reading.view import Place, View

SHORT = "short"  # the kind of a country told by one character of its name
AGAIN = "again"


POINTING = frozenset(("region_again", "country_again", "there"))
REMEMBERED = 40  # places


def name_again(views: Sequence[View]) -> None:
    """Shorts of countries that the article names in full, and words that point back to a place."""
    named = Counter(place.country for view in views for place in view.places if place.kind != SHORT)
    told: list[tuple[Place, str]] = []
    for view in views:
        places = sorted(_places(view, named, told), key=lambda place: place.first)
        if places:
            view.places = places
            del told[:-REMEMBERED]
        else:
            view.places.clear()


def _places(view: View, named: Counter[str], told: list[tuple[Place, str]]) -> Iterator[Place]:
    own = {place.first: place for place in reversed(view.places)}
    pairs = [place for place in view.places if own[place.first] is not place]
    for i, token in enumerate(view.tokens):
        place = own.get(i)
        if place is not None:
            place = _in_full(place, named)
        elif not token.word.particles.isdisjoint(POINTING):
            place = _pointed_at(token.text, token.word.particles, i, told)
        if place is None:
            continue
        yield place
        if place.kind != AGAIN:
            told.append((place, view.tokens[place.last].text))
    yield from pairs


def _in_full(place: Place, named: Counter[str]) -> Place | None:
    """`土` may be Turkey or Turkmenistan: the one that the article names."""
    if place.kind != SHORT:
        return place
    code = max((code for code in place.code.split() if named[code]), key=lambda code: named[code], default=None)
    return replace(place, code=code) if code else None


def _pointed_at(text: str, particles: frozenset[str], at: int, told: list[tuple[Place, str]]) -> Place | None:
    """`该州` is the last region that is called so, else the last region; `那里` the last place."""
    if "there" in particles:
        found = [place for place, _ in told if not place.is_people]
    elif "country_again" in particles:
        found = [place for place, _ in told if "-" not in place.code]
    else:
        regions = [(place, name) for place, name in told if "-" in place.code]
        found = (
            [place for place, name in regions if name[-1] == text[-1]]
            or [place for place, _ in regions if not place.is_people]
            or [place for place, _ in regions]
        )
    return Place(found[-1].code, False, AGAIN, at, at, "") if found else None

"""Where a report was sent from, and where somebody spoke: `新华社广州8月16日电`, `哈通社/安卡拉/9月13日 --`, `日前在大连说`."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.engines.reading.view import Place, View

OPENING = 3  # sentences
MARKS = frozenset(("–", "-", "/", "--"))
CAPITAL = "CN-BJ"  # whose dateline tells of the press only


def take_datelines(views: Sequence[View]) -> Place | None:
    """Keep the town and its day from what is told of places and times; the first such town."""
    first = None
    for view in views[:OPENING]:
        for place in list(view.places):
            if not _is_sent(view, place):
                continue
            view.places.remove(place)
            view.whens = [when for when in view.whens if when.first not in (place.last + 1, place.last + 2)]
            first = first or place
            break
    for view in views:
        view.places = [place for place in view.places if not _is_of_speaker(view, place)]
    return first


def _is_of_speaker(view: View, place: Place) -> bool:
    """`日前在大连说`: nothing of what is told is there."""
    is_there = "in" in view.matches.particles_before(place.first)
    return is_there and "published" in view.matches.particles(place.last + 1)


def _is_sent(view: View, place: Place) -> bool:
    tokens, after = view.tokens, place.last + 1
    day = view.matches.longest("period", after)
    if day is not None:
        return day.form.id == "sent_day"
    when = next((when for when in view.whens if when.first == after + 1), None)  # 哈通社/安卡拉/9月13日 --
    if when is None or tokens[after].text != "/":
        return False
    return when.last + 1 < len(tokens) and tokens[when.last + 1].text in MARKS

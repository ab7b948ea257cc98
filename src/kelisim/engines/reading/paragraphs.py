"""What a sentence knows of those before it in its paragraph: where they are, who invests, where people met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kelisim.engines.reading.drafts import verbs
from kelisim.engines.reading.parts import Part, part_of
from kelisim.engines.reading.places import is_party
from kelisim.engines.reading.view import Place, View

BULLETS = frozenset("-–•*·")
LISTED = 2  # regions
OPENING = 3  # sentences of a paragraph
BESIDE = 3  # tokens between a region and its country
TO_NAME = 6  # words between a people and the name of its company


@dataclass(slots=True)
class Told:
    area: str = ""
    investor: str = ""
    venue: str = ""
    named: frozenset[str] = frozenset()  # countries of the companies that are named here
    is_mutual: bool = False
    of_two: bool = False  # this sentence or one before it in the paragraph tells of what both countries do
    is_bilateral: bool = False
    is_of_hosts: bool = False  # of two countries, not of the city in which they meet
    is_of_ours: bool = False  # a body of the home of the press reports in the lead
    names_home_office: bool = False  # and in the article at all
    guest: str = ""  # the one investor of an article that tells of one plant
    speaker: str = ""  # of two countries the one whose office is heard
    is_site: bool = False  # the zone itself is spoken of
    is_first: bool = False  # the headline and the paragraph below it
    is_lead: bool = False  # that and the next paragraph, or a list


def told_of(views: Sequence[View], country: str | None) -> Iterator[Told]:
    names = names_of(views)
    paragraph, area, investor, venue, zone, site = -1, "", "", "", "", ""
    of_two = is_national_by_word = False
    for number, view in enumerate(views):
        if view.sentence.paragraph != paragraph:
            paragraph, of_two = view.sentence.paragraph, False
            area = "" if is_national_by_word and not view.sentence.lexicon.has_endings else area
            is_national_by_word = False
            if not _goes_on(views, number):
                is_asked = number > 0 and views[number - 1].tokens[-1].text == "?"  # the answer is on something new
                area = "" if is_asked or _names_place(views, number) else area
                investor, venue = investor if _is_of_firm(view) else "", ""
        said = view.matches.all_particles
        is_site = "site" in said
        has_region = any("-" in p.code and part_of(view, p) is not Part.NEAR for p in view.places)
        again = site or zone if is_site else zone if "region_again" in said else ""
        if again and not has_region and area in ("", again[:2]):
            area = again
        if is_site and not view.has("anaphor"):
            investor = ""
        told = Told(area, investor, venue, _named(view, names), "mutual" in said)
        told.of_two = of_two = of_two or told.is_mutual
        told.is_site = is_site and not view.has("anaphor")
        depth = paragraph - views[0].sentence.paragraph
        told.is_first, told.is_lead = depth <= 1, depth <= 2 or view.tokens[0].text in BULLETS
        is_national = "homeland" in said or ("state" in said and "state" in view.matches.particles(_opening(view)))
        if country and is_national and not is_site and not any(p.country == country for p in view.places):
            told.area = area = country
            is_national_by_word = True
        elif view.places:
            is_national_by_word = False
        yield told
        zone = next((p.code for p in reversed(view.places) if _is_region(view, p) and _is_of(p, country)), zone)
        if view.has("zone") and has_region:
            site = zone  # where the zone of the article lies
        area = _ground_of(view, country, told.area)
        investor = _investor(view, told, (area or country or "")[:2], investor)
        venue = next((p.code for p in view.places if _is_venue(view, p)), venue)


def _names_place(views: Sequence[View], number: int) -> bool:
    """A paragraph that soon names a place speaks of its own; one that names none goes on about the last."""
    paragraph = views[number].sentence.paragraph
    opening = (view for view in views[number : number + OPENING] if view.sentence.paragraph == paragraph)
    return any(part_of(view, place) is not Part.NEAR for view in opening for place in view.places)


def _is_of_firm(view: View) -> bool:
    """`The firm knows the town.`: the paragraph goes on about the investor of the one before."""
    tokens = range(_opening(view), min(_opening(view) + 2, len(view.tokens)))
    return any("firm_again" in view.matches.particles_before(i + 1) for i in tokens)


def _opening(view: View) -> int:
    """The first word of a sentence."""
    return next((i for i, token in enumerate(view.tokens) if token.kind == "w"), 0)


def _goes_on(views: Sequence[View], number: int) -> bool:
    """A bullet belongs to the sentence above its list."""
    if number == 0:
        return False
    return views[number].tokens[0].text in BULLETS and (
        views[number - 1].tokens[-1].text == ":" or views[number - 1].tokens[0].text in BULLETS
    )


def _ground_of(view: View, country: str | None, before: str) -> str:
    """The last ground named; the country as a subject does not end the talk of its region."""
    if len({p.code for p in view.places if "-" in p.code and part_of(view, p) is Part.SUBJECT}) > 1:
        return before  # Karnataka and Gujarat did better: regions that are compared
    there = {p.code for p in view.places if "-" in p.code and part_of(view, p) is Part.WHERE}
    if len(there) > LISTED and len({code[:2] for code in there}) == 1 and not view.sentence.lexicon.has_endings:
        return next(iter(there))[:2]  # in the West, the North and Kostanay: all over the country
    for i, place in reversed(list(enumerate(view.places))):
        if _is_ground(view, place, country):
            exact = view.places[i - 1] if i else None
            if exact and _is_in_country(exact, place) and _is_ground(view, exact, country):
                return exact.code
            is_wider = place.code == before[:2] and part_of(view, place) is not Part.WHERE
            return before if is_wider else place.code
    return before


def _is_in_country(place: Place, country: Place) -> bool:
    """`the zone in Navoi region, Uzbekistan`: a place and right behind it its country."""
    is_its = country.code == place.country and "-" in place.code
    return is_its and country.first - place.last <= BESIDE


def _is_ground(view: View, place: Place, country: str | None) -> bool:
    """A place of which the next sentences may speak without naming it."""
    is_seat = place.kind == "seat" or place.code == view.sentence.lexicon.capital
    if place.is_people or (is_seat and view.has("event", "trip", *verbs("sign"))):
        return False  # papers are signed in the capital for plants elsewhere
    part = part_of(view, place)
    if place.case == "ablative" and "-" in place.code and place.country == country and view.has("export"):
        return True  # Konya'dan yapılan ihracat
    return part is Part.WHERE or (part in (Part.SUBJECT, Part.INTO) and place.country == country)


def _is_region(view: View, place: Place) -> bool:
    if part_of(view, place) is Part.DATELINE and (place.kind == "seat" or place.code == view.sentence.lexicon.capital):
        return False  # where the press and the government sit
    return "-" in place.code and part_of(view, place) in (Part.WHERE, Part.SUBJECT, Part.INTO, Part.DATELINE)


def _is_of(place: Place, country: str | None) -> bool:
    """`the region` is one of the country of which the article tells."""
    return country is None or place.country == country


def _is_venue(view: View, place: Place) -> bool:
    return view.has("event", "trip") and not place.is_people and part_of(view, place) is Part.WHERE


def _investor(view: View, told: Told, own: str, before: str) -> str:
    """The one country from which a party comes; several are none."""
    guests = {p.country for p in view.places if part_of(view, p) is Part.FROM and is_party(view, p)}
    guests = (guests | told.named) - {own}
    if not guests:
        return before
    return guests.pop() if len(guests) == 1 else ""


# -- companies and where they are from


def names_of(views: Sequence[View]) -> dict[str, str]:
    """Names of companies with their country, as the article tells it once: `Japan's Tokiwa`, `Isoterm, a German producer`."""
    names: dict[str, str] = {}
    for view in views:
        for place in view.places:
            name = _name_behind(view, place) or _name_before(view, place)
            if name:
                names.setdefault(name, place.country)
    return names


def _name_behind(view: View, place: Place) -> str:
    if part_of(view, place) is not Part.FROM:
        return ""
    for i in range(place.last + 1, min(place.last + 1 + TO_NAME, len(view.tokens))):
        token = view.tokens[i]
        if token.kind != "w" or view.matches.ids("place", i):
            return ""
        if token.is_capital:
            return _bare(token.text)
    return ""


def _name_before(view: View, place: Place) -> str:
    """`Isoterm, a German producer`, `Sunveil Industries of Vadodara`."""
    if part_of(view, place) is not Part.FROM:
        return ""
    tokens = view.tokens
    i = place.first - 1
    if place.is_people:
        if i < 2 or "article" not in view.matches.particles(i) or tokens[i - 1].text != ",":
            return ""
        i -= 1
    elif i < 1 or "out_of" not in view.matches.particles(i):
        return ""
    first = i
    while first > 0 and tokens[first - 1].is_capital and not view.matches.ids("place", first - 1):
        first -= 1
    return _bare(tokens[first].text) if first < i else ""


def _bare(text: str) -> str:
    return text.split("'")[0]


def _named(view: View, names: dict[str, str]) -> frozenset[str]:
    if not names:
        return frozenset()
    return frozenset(names[text] for token in view.tokens if token.is_capital and (text := _bare(token.text)) in names)

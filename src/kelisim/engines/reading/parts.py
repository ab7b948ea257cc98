"""The part that a place plays in its sentence: where things are, where somebody is from, or what is spoken of."""

from __future__ import annotations

from enum import Enum, auto

from kelisim.engines.reading.view import Place, View

OPENING = 18  # tokens: `TASHKENT, March 14 (Press service of the Ministry of Investment) –`
SHORT = 4  # tokens: `GLIWICE, Poland.`
NAME = 4  # words of a name: `Sumgayıt Kimya Sanayi Parkı`
REALM = 3  # words: `the Kazakh non-oil economy`
LONG_NAME = 6  # `Egypt's General Authority for Investment and Free Zones`


class Part(Enum):
    WHERE = auto()  # `in Poland`, `Buhara'da`, `Katowice Special Economic Zone`
    INTO = auto()  # `Manisa'ya`, `to China`
    FROM = auto()  # `from Türkiye`, `Çinli`, `Denizlili`, `Japan's Tokiwa`
    SUBJECT = auto()  # `Poland drew`, `Gaziantep'in`
    DATELINE = auto()
    OFFICE = auto()  # `Azerbaycan Ekonomi Bakanlığı`, `Poland's investment agency`: who speaks
    NEAR = (
        auto()
    )  # `200 miles south of Addis Ababa`, `Ankara'ya 60 kilometre`: what tells only how far away something is


def part_of(view: View, place: Place) -> Part:
    """The part is found once and kept with the sentence."""
    known = view.extra.get((place.first, place.code))
    if isinstance(known, Part):
        return known
    part = _part(view, place)
    view.extra[place.first, place.code] = part
    return part


def _part(view: View, place: Place) -> Part:
    if _is_dateline(view, place):
        return Part.DATELINE
    if _is_distance(view, place):
        return Part.NEAR
    if _is_office_of(view, place):
        return Part.OFFICE
    if _is_realm_of(view, place):
        return Part.WHERE
    if _is_from(view, place):
        return Part.FROM
    if _names_ground(view, place):
        return Part.WHERE
    if _names_office(view, place):
        return Part.OFFICE
    if view.sentence.lexicon.has_endings:
        return {"locative": Part.WHERE, "dative": Part.INTO}.get(place.case, Part.SUBJECT)
    before = view.matches.particles_before(_begin(view, place))
    if "in" in before:
        return Part.WHERE
    if "into" in before:
        return Part.INTO
    listed = _listed_before(view, place)
    return part_of(view, listed) if listed else Part.SUBJECT


def _listed_before(view: View, place: Place) -> Place | None:
    """`from Japan, Switzerland and China`: a place of a list plays the part of the one before it."""
    mark = _begin(view, place) - 1
    if mark < 1 or not (view.tokens[mark].text == "," or "and" in view.matches.particles(mark)):
        return None
    if view.tokens[mark - 1].text == ",":
        mark -= 1  # Russia, and Tajikistan
    return next((p for p in view.places if p.last == mark - 1 and not p.is_people), None)


def _begin(view: View, place: Place) -> int:
    """The first token of a place with its article: `in the Netherlands`."""
    return place.first - ("article" in view.matches.particles_before(place.first))


def _is_distance(view: View, place: Place) -> bool:
    if not view.sentence.lexicon.has_endings:
        return "near" in view.matches.particles_before(_begin(view, place)) or _is_passed_over(view, place)
    if place.case not in ("dative", "ablative"):
        return False
    near = range(place.last + 1, min(place.last + 1 + NAME, len(view.tokens)))
    return any("near" in view.matches.particles(i) for i in near)


def _is_passed_over(view: View, place: Place) -> bool:
    """`chose Poland over Romania`: what will not be there."""
    at = _begin(view, place) - 1
    return at > 0 and view.tokens[at].text == "over" and "chose" in view.matches.all_particles


def _names_ground(view: View, place: Place) -> bool:
    """`Navoi region`, `Sumgayıt Kimya Sanayi Parkı`: a place that lends its name to ground on which things stand."""
    if place.is_people or "-" not in place.code:
        return False
    if place.is_city and "event" in view.matches.ids("cue", place.last + 1):
        return True  # the Astana forum
    for i in range(place.last + 1, min(place.last + 1 + NAME, len(view.tokens))):
        if "ground" in view.matches.particles(i) or view.matches.ids("cue", i) & {"zone", "event"}:
            return True  # the Turkistan Investment and Tourism Forum
        if not view.tokens[i].is_capital:
            return False
    return False


def _names_office(view: View, place: Place) -> bool:
    """A country's ministry, agency or minister speaks for it and is no ground."""
    if _is_of_embassy(view, place):
        return True
    if "-" in place.code or (view.sentence.lexicon.has_endings and place.case in ("locative", "dative")):
        return False
    for i in range(place.last + 1, min(place.last + 1 + NAME, len(view.tokens))):
        if "office" in view.matches.particles(i):
            return True
        if view.tokens[i].kind != "w" or view.matches.ids("place", i):
            return False
    return False


def _is_of_embassy(view: View, place: Place) -> bool:
    """`Kazakistan'ın Ankara Büyükelçisi`: the town in which the envoy sits."""
    at = place.last + 1
    return (
        place.is_city and at < len(view.tokens) and view.tokens[at].is_capital and "envoy" in view.matches.particles(at)
    )


def _is_office_of(view: View, place: Place) -> bool:
    """`the Polish Investment and Trade Agency`, `Egypt's General Authority`, `the Board of Investment of Sri Lanka`: no guest."""
    tokens, matches = view.tokens, view.matches
    if view.sentence.lexicon.has_endings or "-" in place.code:
        return False
    if place.is_people or tokens[place.last].text.endswith(("'s", "s'")):
        for i in range(place.last + 1, min(place.last + 1 + LONG_NAME, len(tokens))):
            if matches.particles(i) & {"office", "agency"} and "party" not in matches.particles(i):
                return True
            is_small = "and" in matches.particles(i) or "out_of" in matches.particles(i) or tokens[i].text == "for"
            if tokens[i].kind != "w" or matches.ids("place", i) or not (tokens[i].is_capital or is_small):
                return False
        return False
    of = _begin(view, place) - 1
    if of < 1 or "out_of" not in matches.particles(of):
        return False
    for i in range(of - 1, max(-1, of - 1 - LONG_NAME), -1):
        if "office" in matches.particles(i):
            return True
        is_small = "and" in matches.particles(i) or "out_of" in matches.particles(i)
        if tokens[i].kind != "w" or matches.ids("place", i) or not (tokens[i].is_capital or is_small):
            return False
    return False


def _is_dateline(view: View, place: Place) -> bool:
    """`WARSAW – `, `GLIWICE, Poland. `, `SİVAS (BHA) –`: where the reporter sat."""
    tokens = view.tokens
    if place.is_people or place.first >= OPENING or not tokens[0].is_capital:
        return False
    if view.index == 0 and not (place.first == 0 and _may_be_dateline(view, place)):
        return False
    is_aside = False
    for i, token in enumerate(tokens[:OPENING]):
        if not is_aside and (token.text == "–" or (token.text == ":" and view.index == 1)):
            return i > place.last
        is_aside = token.text == "(" or (is_aside and token.text != ")")
        if token.kind == "w" and not token.is_capital and not is_aside:
            return False
    return len(tokens) <= SHORT and tokens[-1].text == "." and all(t.is_capital or t.kind == "s" for t in tokens)


def _is_realm_of(view: View, place: Place) -> bool:
    """`in the Turkish economy`, `on Kazakh soil`: by the people of a country what lies in it."""
    if not place.is_people or view.sentence.lexicon.has_endings:
        return False
    before = view.matches.particles_before(_begin(view, place))
    behind = range(place.last + 1, min(place.last + 1 + REALM, len(view.tokens)))
    is_in = bool(before & {"in", "into"}) or view.tokens[_begin(view, place) - 1].text == "on"
    return is_in and any("realm" in view.matches.particles(i) for i in behind)


def _may_be_dateline(view: View, place: Place) -> bool:
    """Of the first sentence: `GLIWICE – `, `ASTANA – `, not `Poland: five plants`."""
    return place.is_city or place.code == view.sentence.lexicon.capital or _is_all_of_it(view, place)


def _is_all_of_it(view: View, place: Place) -> bool:
    """`ASTANA.`: a sentence of one name."""
    return "-" in place.code and len(view.tokens) == place.last + 2 and view.tokens[-1].text == "."


def _is_from(view: View, place: Place) -> bool:
    if place.is_people or _is_seat_of_firm(view, place):
        return True
    if view.sentence.lexicon.has_endings:
        return place.case == "ablative" or _has_ending_of_people(view, place)
    if "from" in view.matches.particles_before(_begin(view, place)):
        return True
    return _owns_name(view, place) or _is_behind_name(view, place)


def _is_seat_of_firm(view: View, place: Place) -> bool:
    """`Japonya merkezli üretici`, `Seattle-based`, `headquartered in Osaka`: where a firm has its seat."""
    before = view.matches.particles_before(_begin(view, place))
    return "based" in view.matches.particles(place.last + 1) or "based_in" in before


def _owns_name(view: View, place: Place) -> bool:
    """`Japan's Tokiwa`, but not `Poland's investment agency`."""
    tokens, after = view.tokens, place.last + 1
    return (
        tokens[place.last].text.endswith(("'s", "s'"))
        and after < len(tokens)
        and tokens[after].is_capital
        and not view.matches.rows[after].matches
        and not any(
            view.matches.particles(i) & {"minister", "office"} for i in range(after, min(after + NAME, len(tokens)))
        )
    )


def _is_behind_name(view: View, place: Place) -> bool:
    """`Sunveil Industries of Vadodara`, `LUKOIL of Russia`."""
    of = _begin(view, place) - 1
    if of < 1 or "out_of" not in view.matches.particles(of) or not view.tokens[of - 1].is_capital:
        return False
    return not view.matches.ids("cue", of - 1) & {"zone", "event"} and not view.matches.ids("place", of - 1)


def _has_ending_of_people(view: View, place: Place) -> bool:
    """`Antalyalı`: a place with the ending of those who come from it; `Denizli` has none."""
    lexicon = view.sentence.lexicon
    text = view.tokens[place.last].text
    for ending in lexicon.endings["origin"]:
        if text.endswith(ending):
            stem = text[: -len(ending)]
            return place.first != place.last or any(
                form.kind == "place" and form.id == place.code for form in lexicon.word(stem).singles
            )
    return False

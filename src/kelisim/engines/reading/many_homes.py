"""Where, for languages whose press tells of many countries: by the part that each place plays in its sentence."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kelisim.engines.reading.drafts import PAPERS, TRADE, Draft, Memory, verbs
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.paragraphs import Told, told_of
from kelisim.engines.reading.parts import Part, part_of
from kelisim.engines.reading.places import Ground, is_party, note_area, note_partner
from kelisim.engines.reading.view import Place, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
HOST = 4  # words between a country and its investor, and the weight of that
PAID = (
    "invested",
    "invests",
    "poured",
    "pours",
    "put",
    "channeled",
    "channelled",
    "injected",
    "pumped",
    "ploughed",
    "plowed",
)
SOLD, BOUGHT = ("sold", "sells", "sell"), ("bought", "buys", "buy")
OFTEN = 2  # times that an article names a region
LEAD = 3  # views: the headline and what stands right below it
WEIGHTS = {Part.WHERE: 4, Part.DATELINE: 4, Part.SUBJECT: 3, Part.OFFICE: 3, Part.INTO: 2, Part.FROM: 1, Part.NEAR: 0}
BILATERAL = 3  # how many times more the article may speak of its own country than of the other
WORLD_MONEY = frozenset(
    ("USD", "EUR", "GBP", "CHF", "JPY", "XDR")
)  # in which everybody counts; all others begin with the code of a country
OF_PLANTS = (M.PROJECT_VALUE, M.JOBS, M.LAND_AREA, M.INVESTMENT, *PAPERS)
TOTALS = (M.FDI, M.FIXED_CAPITAL_INVESTMENT)
SUMS_OF_PLANT = 3  # in an article on one plant
HEARD = 2  # tokens that open a sentence
LIST_OF_THREE = 9  # tokens to both sides
LISTED = 3  # tokens between the names of a list
COUNTS = frozenset(("count", "part", "bare"))


def ground_of(views: Sequence[View]) -> Ground:
    """The area of the article, its country, and the one other country that it is about, if there is one."""
    _tell_twins_apart(views)
    countries = Counter[str]()
    for view in views:
        for place in view.places:
            part = part_of(view, place)
            is_guest = part is Part.FROM and place.is_people  # who tells of somewhere else
            weight = 0 if is_guest else WEIGHTS[part]
            weight = 0 if _is_named_investor(view, place) or _is_visited(view, place) else weight
            weight += HOST if _is_host(view, place) else 0
            countries[place.country] += weight * (2 if view.index < LEAD - 1 else 1)
    country = _country(views, countries) or _country_of_money(views)
    other = _other(views, country, countries)
    ground = Ground(_area_of_article(views, country), other, _venue(views), country)
    named = Counter(place.country for view in views for place in view.places)
    is_bilateral = other is not None and named[other] * BILATERAL >= named[country or ""]
    offices = [view.index for view in views if "home_office" in view.matches.all_particles]
    is_of_ours = any(index < LEAD for index in offices)
    is_of_hosts = is_bilateral and not _is_spoken_of(views, ground.home)
    speaker, guest = _speaker(views, {country, other} - {None}), _guest(views, country)
    for view, told in zip(views, told_of(views, country), strict=True):
        told.is_bilateral, told.is_of_ours, told.is_of_hosts = is_bilateral, is_of_ours, is_of_hosts
        told.names_home_office = bool(offices)
        told.speaker, told.guest = speaker, guest
        view.extra["told"] = told
    return ground


def _guest(views: Sequence[View], country: str | None) -> str:
    """The one foreign party of an article that is on its plant from the lead on and counts no projects."""
    if not views or views[0].sentence.lexicon.has_endings or country is None:
        return ""
    numbers = [q for view in views for q in view.quantities]
    is_many = sum(q.kind == "money" for q in numbers) > SUMS_OF_PLANT or any(q.noun == "project" for q in numbers)
    if is_many:
        return ""
    guests = [
        (view, place)
        for view in views
        for place in view.places
        if place.country != country and part_of(view, place) is Part.FROM and is_party(view, place)
    ]
    others = {p.country for view in views for p in view.places if part_of(view, p) is not Part.DATELINE} - {country}
    is_lead = bool(guests) and guests[0][0].index <= LEAD
    return others.pop() if is_lead and len(others) == 1 else ""


def _speaker(views: Sequence[View], pair: set[str | None]) -> str:
    """`Kazakistan Dışişleri Bakanlığı bildirdi`: the one of two countries whose office is heard."""
    heard = {
        place.country
        for view in views
        for place in view.places
        if place.country in pair
        and (place.first == 0 or (place.first == 1 and "article" in view.matches.particles(0)))
        and not place.is_city
        and part_of(view, place) is Part.OFFICE
        and "said" in view.matches.all_particles
    }
    bylines = {p.country for view in views[:3] for p in view.press if p.first < HEARD} & pair
    lines = {p.country for view in views[:3] for p in view.places if part_of(view, p) is Part.DATELINE} & pair
    lines = set() if not views or views[0].sentence.lexicon.has_endings else lines
    press = {p.country for view in views for p in view.press} & pair
    return next((str(next(iter(told))) for told in (bylines, lines, heard, press) if len(told) == 1), "")


def _is_host(view: View, place: Place) -> bool:
    """`China remains Tajikistan's largest investor`, `the biggest trading partner of Georgia`: whose investor it is."""
    if view.sentence.lexicon.has_endings:
        return False
    if view.tokens[place.last].text.endswith(("'s", "s'")):
        near = range(place.last + 1, min(place.last + 1 + HOST, len(view.tokens)))
    else:
        is_of = view.matches.particles_before(place.first) & {"out_of", "in"}
        near = range(max(0, place.first - HOST), place.first - 1) if is_of else range(0)
    return any(view.tokens[i].text in ("investor", "investors", "partner", "source") for i in near)


def _is_named_investor(view: View, place: Place) -> bool:
    """`China is the biggest investor in the country`: China is not where."""
    if view.sentence.lexicon.has_endings or part_of(view, place) is not Part.SUBJECT:
        return False
    near = range(place.last + 1, min(place.last + 2 + HOST, len(view.tokens)))
    is_first = view.tokens[place.last].text.endswith(("'s", "s'")) or not near
    return not is_first and any(view.tokens[i].text in ("investor", "source", "partner", "customer") for i in near)


def _is_spoken_of(views: Sequence[View], code: str | None) -> bool:
    """A region does something or is from where people come; a city in which two countries only meet is not."""
    parts = (part_of(view, place) for view in views for place in view.places if place.code == code)
    return any(part in (Part.SUBJECT, Part.OFFICE, Part.FROM) for part in parts)


def _tell_twins_apart(views: Sequence[View]) -> None:
    """`Covington, Georgia`, in an article that names America and nothing else of the Caucasus: the state."""
    if not any(place.twin for view in views for place in view.places):
        return
    sure = Counter(p.country for view in views for p in view.places if not p.twin and not _is_one_of_list(view, p))
    for view in views:
        for i, place in enumerate(view.places):
            if place.twin and not _is_likelier(place, sure):
                view.places[i] = replace(place, code=place.twin, twin="")


def _is_one_of_list(view: View, place: Place) -> bool:
    """`the United Kingdom, the United States and Japan`: one country of three tells nothing of where the article is."""
    near = {p.country for p in view.places if p.code == p.country and abs(p.first - place.first) <= LIST_OF_THREE}
    return place.code == place.country and len(near) > 2


def _is_likelier(place: Place, sure: Counter[str]) -> bool:
    """Its country is named more often than that of its twin; where neither is, a country and no region."""
    own, other = sure[place.country], sure[place.twin[:2]]
    return own > other or (own == other and "-" in place.twin)


def _told(view: View) -> Told:
    told = view.extra["told"]
    assert isinstance(told, Told)
    return told


def _country(views: Sequence[View], countries: Counter[str]) -> str | None:
    """The home of the press where the lead tells of something in it; else the country that is told of most."""
    home = views[0].sentence.lexicon.home or None if views else None
    if not countries or (home and not any(_is_told_of(view, p) for view in views for p in view.places)):
        return home
    for view in views[:LEAD]:
        if any(p.country == home and _is_about(view, p) for p in view.places):
            return home
    told = {p.country for view in views for p in view.places if part_of(view, p) is not Part.FROM}
    countries = Counter({code: weight for code, weight in countries.items() if code in told})
    if not countries:
        return home
    order = list(dict.fromkeys(p.country for view in views for p in view.places))
    country = max(countries, key=lambda code: (countries[code], -order.index(code)))
    is_lead = any(p.country == country for view in views[: LEAD + 1] for p in view.places)
    return country if is_lead or countries[country] * 2 >= countries.total() else None


def _country_of_money(views: Sequence[View]) -> str | None:
    """An article that says of no country that it is about it counts in the currency of one: `KZT444bn` is of Kazakhstan."""
    units = {q.unit for view in views for q in view.quantities if q.kind == "money"} - WORLD_MONEY
    return units.pop()[:2] if len(units) == 1 else None


def _is_about(view: View, place: Place) -> bool:
    """`Türkiye'ye yatırım girdi`, but not `İstanbul'a gelen heyet`, guests from the country of which the article tells."""
    part = part_of(view, place)
    return part not in (Part.FROM, Part.OFFICE, Part.NEAR) and not (part is Part.INTO and view.has("event", "trip"))


def _is_told_of(view: View, place: Place) -> bool:
    """`Almanya'ya ihracat` and `Çinli firma` tell of home, not of Germany or China."""
    return part_of(view, place) not in (Part.INTO, Part.FROM)


def _area_of_article(views: Sequence[View], country: str | None) -> str | None:
    """A region that is named as often as the country, and more than all other regions."""
    ours = [(view, p, part_of(view, p)) for view in views for p in view.places if p.country == country]
    ours = [(view, p, part) for view, p, part in ours if part is not Part.OFFICE]
    counts = Counter(p.code for view, p, part in ours if not _is_seat(view, p, part))
    weights = Counter[str]()
    for view, place, part in ours:
        weights[place.code] += 0 if _is_seat(view, place, part) else WEIGHTS[part]
    regions = [code for code in counts if code != country]
    if len(regions) == 1 and not views[0].sentence.lexicon.has_endings:
        again = sum("region_again" in view.matches.all_particles for view in views)
        counts[regions[0]] += again
        weights[regions[0]] += again * WEIGHTS[Part.SUBJECT]
    region = max(regions, key=lambda code: (weights[code], counts[code]), default=None)
    if region is None or counts[region] < 2:
        return country
    by_either = (counts, weights)
    is_early = counts[region] > OFTEN or any(p.code == region for view in views[:LEAD] for p in view.places)
    is_main = is_early and any(by[region] >= by[country or ""] for by in by_either)
    is_most = any(by[region] * 2 > sum(by[code] for code in regions) for by in by_either)
    return region if is_main and is_most else country


def _is_seat(view: View, place: Place, part: Part) -> bool:
    """A capital stands for its government, unless something is there other than a meeting."""
    if part is Part.DATELINE and place.code == view.sentence.lexicon.capital:
        return True
    return place.kind == "seat" and (part is not Part.WHERE or view.has("event", "trip", *verbs("sign", "attend")))


def _other(views: Sequence[View], country: str | None, countries: Counter[str]) -> str | None:
    """The second country of an article about two: named in its lead, and no third one as often."""
    others = [code for code in countries if code != country]
    if country is None or not others:
        return None
    other = max(others, key=lambda code: countries[code])
    if any(2 * countries[code] > countries[other] for code in others if code != other):
        return None
    lead = [view for view in views if view.index < LEAD or view.sentence.paragraph == views[0].sentence.paragraph + 1]
    in_lead = any(place.country == other for view in lead for place in view.places)
    mentions = sum(place.country == other for view in views for place in view.places)
    is_paired = any(_is_pair(view, place) for view in lead for place in view.places if place.country == other)
    return other if in_lead and (mentions > 1 or is_paired) else None


def _is_pair(view: View, place: Place) -> bool:
    """`the Kazakh-German council`, `Kazakh–German`: an adjective of two countries."""
    if not place.is_people:
        return False
    return any(
        other.is_people and other.country != place.country and place.first - 2 <= other.last < place.first
        for other in view.places
    )


def _venue(views: Sequence[View]) -> str | None:
    """Where people met: the first city in which an event is held."""
    for view in views:
        if view.has("event", "trip"):
            for place in view.places:
                if place.is_city and part_of(view, place) in (Part.WHERE, Part.DATELINE):
                    return place.code
    return None


# -- the area of a claim


def set_places(draft: Draft, ground: Ground, memory: Memory) -> None:
    told = _told_from_abroad(draft, ground)
    if told is not None:
        draft.measure = told
        note_area(draft, ground.country, None)
        note_partner(draft, *_partner(draft, ground, memory))
        return
    note_area(draft, *_area(draft, ground))
    note_partner(draft, *_partner(draft, ground, memory))


def _area(draft: Draft, ground: Ground) -> tuple[str | None, Place | None]:
    view = draft.view
    if draft.measure is M.PARTICIPANT_COUNT:
        here = _venue_here(draft)
        return (here.code, here) if here else (_venue_before(view, ground), None)
    if draft.measure in (*TRADE, *PAPERS) or draft.of in TRADE:
        return _side(draft, ground)
    here = _stands(draft, ground)
    before = _told(view).area
    if here and draft.rules["measure"][0] == "cue:into_it" and before.startswith(f"{here.code}-"):
        return before, None  # Ethiopia spent $250 million on it
    if here:
        return here.code, here
    if "elsewhere" in view.matches.all_particles:
        return None, None
    parent = draft.parent if draft.parent is not None and draft.parent.measure not in PAPERS else None
    is_change = draft.measure is M.GROWTH or draft.quantity.kind == "part"
    if parent is not None and parent.area and (parent.view is view or is_change):
        return parent.area, None
    return _told(view).area or (parent.area if parent is not None else None) or ground.home, None


def _told_from_abroad(draft: Draft, ground: Ground) -> Measure | None:
    """`China sold Kazakhstan goods and bought oil`, in an article on Kazakhstan: the one is its import, the other its export."""
    view = draft.view
    if draft.measure not in (M.EXPORT, M.IMPORT) or view.sentence.lexicon.has_endings or ground.country is None:
        return None
    verbs_before = [i for i in range(draft.quantity.first) if view.tokens[i].text in (*SOLD, *BOUGHT)]
    if not verbs_before:
        return None
    at = verbs_before[0]
    seller = [p for p in view.places if p.last < at and part_of(view, p) is Part.SUBJECT and not p.is_people]
    if not seller or seller[-1].country == ground.country:
        return None
    if not any(p.country == ground.country and p.last > seller[-1].last for p in view.places):
        return None
    return M.IMPORT if view.tokens[verbs_before[-1]].text in SOLD else M.EXPORT


def _venue_before(view: View, ground: Ground) -> str | None:
    told = _told(view)
    return told.venue or (told.area if "-" in told.area else "") or ground.venue or ground.home


def _venue_here(draft: Draft) -> Place | None:
    view = draft.view
    there = [p for p in view.places if not p.is_people and (part_of(view, p) is Part.WHERE or _is_visited(view, p))]
    if not there:
        there = [p for p in view.places if p.is_city and part_of(view, p) is Part.INTO and view.has("event", "trip")]
    return min(
        there,
        key=lambda p: (not _is_visited(view, p), not p.is_city, abs(p.first - draft.quantity.first)),
        default=None,
    )


def _is_visited(view: View, place: Place) -> bool:
    """`visited Singapore`, `a visit to China`."""
    if view.sentence.lexicon.has_endings or part_of(view, place) in (Part.FROM, Part.DATELINE, Part.OFFICE):
        return False
    return any(cue.last < place.first <= cue.last + 2 for cue in view.with_ids(("trip",)))


def _side(draft: Draft, ground: Ground) -> tuple[str | None, Place | None]:
    """Of trade and papers: the side that reports, a region of it where the sentence speaks of that."""
    view, country = draft.view, ground.country
    ranked = _ranked_with(view, draft.quantity)
    if ranked and ranked.country == country:
        return ranked.code, ranked
    if _is_press_of_other(draft, ground):
        return view.sentence.lexicon.home, None
    trader = _trader(draft) or _reporter(draft, ground)
    if trader:
        return trader.country, trader
    if _told(view).speaker and not _told(view).names_home_office:
        heard = [p for p in view.places if p.country == _told(view).speaker and _may_report(draft, p)]
        heard = [p for p in heard if part_of(view, p) is not Part.DATELINE]
        return (heard[0].code, heard[0]) if heard else (_told(view).speaker, None)
    ours = [p for p in view.places if p.country == country and part_of(view, p) is not Part.DATELINE]
    nation = next((p for p in ours if p.code == country), None)
    regions = [p for p in ours if p.code != country and _may_report(draft, p)]
    if regions and (nation is None or draft.measure in TRADE):
        place = _nearest(regions, draft.quantity)
        return place.code, place
    if nation is not None and (not nation.is_people or ground.home == country or _names_two(view, country)):
        return nation.code, nation
    if draft.parent is not None and draft.parent.measure in PAPERS and draft.parent.area:
        return draft.parent.area, None
    before = _told(view).area
    is_of_both = _told(view).is_of_hosts if draft.measure in PAPERS else _told(view).is_mutual
    if is_of_both:
        return country, None
    return (before if before[:2] == country and ("-" in before or draft.measure not in PAPERS) else ground.home), None


def _reporter(draft: Draft, ground: Ground) -> Place | None:
    """`according to the Turkish Statistical Institute`: whose office tells the trade of two countries reports it."""
    view = draft.view
    if view.sentence.lexicon.has_endings or (draft.measure not in TRADE and draft.of not in TRADE):
        return None
    told = [p for p in view.places if part_of(view, p) is Part.OFFICE and p.country in (ground.country, ground.other)]
    return told[0] if len({p.country for p in told}) == 1 else None


def _trader(draft: Draft) -> Place | None:
    """`Belgian imports from Ghana`: whose trade it is stands right before the noun, with whom right behind it."""
    view, lexicon = draft.view, draft.view.sentence.lexicon
    if draft.measure in PAPERS or lexicon.has_endings:
        return None
    for place in view.places:
        at = place.last + 1
        if place.is_people and view.matches.ids("cue", at) & {"export", "import"}:
            behind = (p for p in view.places if at < p.first <= at + LISTED)
            if any(part_of(view, p) in (Part.FROM, Part.INTO) for p in behind):
                return place
    return None


def _is_press_of_other(draft: Draft, ground: Ground) -> bool:
    """An article on two countries in the press of the second: that one reports, unless a region of the first is spoken of."""
    view = draft.view
    home = view.sentence.lexicon.home
    told = _told(view)
    is_of_two = told.of_two and told.names_home_office
    if is_of_two and home and home != ground.country and ground.other in (None, home):
        return True
    if not home or home != ground.other or not (told.is_bilateral and told.is_of_ours):
        return False
    return not any(p.country == ground.country and p.code != p.country and _may_report(draft, p) for p in view.places)


def _names_two(view: View, country: str | None) -> bool:
    return any(place.country != country for place in view.places)


def _may_report(draft: Draft, place: Place) -> bool:
    """A region trades; papers are signed in a city for the country, unless the city is what is spoken of."""
    part = part_of(draft.view, place)
    is_sent = M.EXPORT in (draft.measure, draft.of) and place.case == "ablative"  # Samsun'dan ihracat
    if place.is_people or (part is Part.FROM and not is_sent) or place.kind == "seat":
        return False
    return draft.measure not in PAPERS or part is not Part.WHERE or place.kind == "region"


def _nearest(places: Sequence[Place], quantity: Quantity) -> Place:
    before = [p for p in places if p.last < quantity.first]
    return before[-1] if before else places[0]


def _stands(draft: Draft, ground: Ground) -> Place | None:
    """The place of a thing: the last before its number, in its clause first; a foreign one only where something stands."""
    view, quantity = draft.view, draft.quantity
    ranked = _ranked_with(view, quantity)
    if ranked and ranked.country == ground.country:
        return ranked
    abroad = _invested_abroad(draft) or _right_behind(view, quantity)
    if abroad:
        return abroad
    found = [p for p in view.places if _may_stand(draft, p, ground)]
    if ground.country is None and len({p.country for p in found}) > 1:
        return None
    before = [p for p in found if p.last < quantity.first]
    here = [p for p in found if view.clauses[p.first] == view.clause(quantity)]
    for places in ([p for p in before if p in here], before, _first_with_its_region(view, here)):
        if places:
            return _most_exact(view, places)
    return next((p for p in found if view.clauses[p.first] - view.clause(quantity) <= 1), None)


def _invested_abroad(draft: Draft) -> Place | None:
    """`Azerbaijan has invested $8 billion in the Turkish economy`: not where its own home is."""
    view = draft.view
    if view.sentence.lexicon.has_endings or draft.measure not in (M.INVESTMENT, M.FDI, M.PROJECT_VALUE):
        return None
    every = [i for i, token in enumerate(view.tokens) if token.text in PAID and not _is_passive(view, i)]
    paid = next((i for i in reversed(every) if i < draft.quantity.first), None)
    if paid is None:
        return None
    end = next((i for i in every if i > paid), len(view.tokens))
    giver = next((p for p in reversed(view.places) if p.last < paid and part_of(view, p) is Part.SUBJECT), None)
    there = [p for p in view.places if paid < p.first < end and part_of(view, p) in (Part.WHERE, Part.INTO)]
    if giver is None or not there or any(p.country == giver.country for p in there):
        return None
    return there[0] if len({p.country for p in there}) == 1 else None


def _is_passive(view: View, i: int) -> bool:
    """`was invested`, `being poured`."""
    return i > 0 and view.tokens[i - 1].text in ("was", "were", "been", "be", "being", "is", "are")


def _ranked_with(view: View, quantity: Quantity) -> Place | None:
    """`onu 14,9 milyar dolarla Kocaeli, 11,8 milyar dolarla Bursa takip etti`: by its sum each of a list has its rank."""
    if not view.sentence.lexicon.has_endings or view.tokens[quantity.last].case != "instrumental":
        return None
    behind = next((p for p in view.places if p.first == quantity.last + 1 and not p.is_people), None)
    is_told_before = any(p.last == quantity.first - 1 for p in view.places)  # Manisa 3,75 milyar dolarla yedinci oldu
    return None if is_told_before else behind


def _right_behind(view: View, quantity: Quantity) -> Place | None:
    """`8 in the Sumgait Park, 3 in Pirallahi`: each of a list has its place behind it."""
    if view.sentence.lexicon.has_endings or quantity.kind not in ("bare", "part"):
        return None
    at = quantity.last + 1
    if "in" not in view.matches.particles(at):
        return None
    at += 1 + ("article" in view.matches.particles(at + 1))
    return next((p for p in view.places if p.first == at and not p.is_people), None)


def _first_with_its_region(view: View, here: list[Place]) -> list[Place]:
    """`in Vietnam's Bac Ninh province`: the first place, with the region named right behind its country."""
    if len(here) > 1 and _is_together(view, here[0], here[1]):
        return here[:2]
    if len(here) > 1 and here[0].code == here[1].country and here[1].first - here[0].last <= 2 and here[1] != here[0]:
        return here[1:2]
    return here[:1]


def _most_exact(view: View, places: Sequence[Place]) -> Place:
    """`the zone in Navoi region, Uzbekistan`: the region, where it stands beside its country; of two regions their country."""
    last = places[-1]
    if len(places) > 1 and _is_together(view, places[-2], last):
        return replace(last, code=last.country)
    exact = [p for p in places[:-1] if p.country == last.country and p.code != p.country]
    return exact[-1] if last.code == last.country and exact and last.first - exact[-1].last <= 3 else last


def _is_together(view: View, first: Place, second: Place) -> bool:
    """`the Fergana and Namangan regions`: what is told of both, unless it is told of each."""
    is_two = first.country == second.country and "-" in first.code and "-" in second.code and first.code != second.code
    between = second.first - 1
    is_listed = second.first - first.last == 2 and "and" in view.matches.particles(between)
    return is_two and is_listed and "respectively" not in [token.text for token in view.tokens[second.last + 1 :]]


def _may_stand(draft: Draft, place: Place, ground: Ground) -> bool:
    part = part_of(draft.view, place)
    if part in (Part.FROM, Part.DATELINE, Part.OFFICE, Part.NEAR):
        return False
    if place.country == ground.country:
        return True
    is_total = draft.measure in TOTALS or draft.of in TOTALS
    if part is Part.SUBJECT and is_total and "-" in place.code:
        return True  # Türkistan'ın çektiği sabit sermaye yatırımı
    return part is Part.WHERE or (part is Part.INTO and (is_total or draft.measure in (M.INVESTMENT, M.PROJECT_VALUE)))


# -- the other country


def _partner(draft: Draft, ground: Ground, memory: Memory) -> tuple[str | None, Place | None]:
    view, quantity = draft.view, draft.quantity
    own = (draft.area or ground.country or "")[:2]
    if M.FIXED_CAPITAL_INVESTMENT in (draft.measure, draft.of):
        return None, None
    if _is_whole_of_part(view, quantity):
        return None, None
    ranked = _ranked_with(view, quantity)
    if ranked and ranked.country != own:
        return ranked.country, ranked
    listed = _in_turn(draft, own) or _traded_with(draft, own)
    if listed:
        return listed.country, listed
    found = [p for p in view.places if p.country != own and _may_be_partner(draft, p)]
    clause = [p for p in found if view.clauses[p.first] == view.clause(quantity)]
    before = [p for p in found if p.last < quantity.first]
    behind = [p for p in found if view.clauses[p.first] == view.clause(quantity) + 1]
    for chosen in (clause, before, behind if draft.measure in OF_PLANTS else []):
        if chosen:
            place = None if _is_listed(view, chosen[-1], found) else _one_of(draft, chosen)
            return (place.country if place else None), place
    named = _told(view).named - {own}
    if len(named) == 1 and draft.measure in OF_PLANTS and draft.status is not Status.TARGET:
        return next(iter(named)), None
    parent = draft.parent
    is_whole = parent is not None and (
        draft.quantity.kind == "part"
        or draft.rules["measure"][0] == "reached"
        or (parent.area == draft.area and parent.view is view)
    )
    if parent is not None and parent.partner and is_whole:
        return parent.partner, None
    return _partner_before(draft, ground, memory, own), None


def _is_whole_of_part(view: View, quantity: Quantity) -> bool:
    """`German firms brought €390 million of the €2.5 billion`: who brought the part did not bring the whole."""
    at = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    is_of_the = "article" in view.matches.particles_before(at) and "out_of" in view.matches.particles_before(at - 1)
    return is_of_the and any(q.last == at - 3 and q.kind == quantity.kind for q in view.quantities)


def _is_listed(view: View, place: Place, found: list[Place]) -> bool:
    """`Nijerya, Angola ile Meksika`: the list goes on with other countries."""
    following = next((p for p in found if p.first > place.last), None)
    if following is None or following.country == place.country or following.first - place.last > 2:
        return False
    between = range(place.last + 1, following.first)
    return all(view.tokens[i].text == "," or "and" in view.matches.particles(i) for i in between)


def _one_of(draft: Draft, places: list[Place]) -> Place | None:
    """One country; of several the last before a plant, unless they are a list."""
    if len({p.country for p in places}) == 1:
        return places[0]
    near = [p for p in places if p.last < draft.quantity.first]
    if draft.measure not in OF_PLANTS or draft.measure in PAPERS or len(near) < 2:
        return None
    return None if near[-1].first - near[-2].last <= LISTED else near[-1]


def _in_turn(draft: Draft, own: str) -> Place | None:
    """`212 with Russian, 127 with Chinese and 58 with Turkish founders`: as many countries as numbers, each with its own."""
    view, quantity = draft.view, draft.quantity
    places = [p for p in view.places if p.country != own and part_of(view, p) is not Part.DATELINE]
    if len({p.country for p in places}) < 2 or len({p.country for p in places}) < len(places):
        return None
    kinds = COUNTS if quantity.kind in COUNTS else {quantity.kind}
    numbers = [q for q in view.quantities if q.kind in kinds]
    if len(numbers) > len(places):
        tail = numbers[-len(places) :]
        numbers = tail if tail[0].first < places[0].first else numbers
    if len(numbers) != len(places) or quantity not in numbers:
        return None
    ends = sorted([(q.first, 0) for q in numbers] + [(p.first, 1) for p in places])
    if any(before[1] == after[1] for before, after in itertools.pairwise(ends)):
        return None
    return places[numbers.index(quantity)]


def _traded_with(draft: Draft, own: str) -> Place | None:
    """`with the European Union $4.5 billion, with Turkey $3 billion`: of each sum the country told since the sum before."""
    view, quantity = draft.view, draft.quantity
    sums = [q for q in view.quantities if q.kind == "money"]
    places = [p for p in view.places if p.country != own and part_of(view, p) is not Part.DATELINE]
    if draft.measure not in TRADE or len(sums) < 2 or len({p.country for p in places}) < 2 or quantity not in sums:
        return None
    number = sums.index(quantity)
    last = sums[number - 1].last if number else -1
    here = [p for p in places if last < p.first < quantity.first]
    return here[0] if len(here) == 1 else None


def _may_be_partner(draft: Draft, place: Place) -> bool:
    view, part = draft.view, part_of(draft.view, place)
    if part is Part.DATELINE:
        return False
    if draft.measure is M.PARTICIPANT_COUNT:
        is_near = place.first <= draft.quantity.last + LISTED + 1
        return part in (Part.FROM, Part.SUBJECT) and is_near
    if part is Part.FROM:
        return not place.is_people or is_party(view, place) or _is_predicate(draft, place)
    if draft.measure in (*TRADE, *PAPERS) or draft.of in TRADE:
        return True
    return part is Part.SUBJECT or (part is Part.INTO and draft.measure not in (M.JOBS, M.LAND_AREA))


def _is_predicate(draft: Draft, place: Place) -> bool:
    """`bunların 8.150'si Alman`: a part, and what it is."""
    return draft.quantity.kind == "part" and 0 < place.first - draft.quantity.last <= 2


def _partner_before(draft: Draft, ground: Ground, memory: Memory, own: str) -> str | None:
    view, told = draft.view, _told(draft.view)
    is_home = own == view.sentence.lexicon.home
    other = ground.country if ground.other == own or (is_home and own != ground.country) else ground.other
    if draft.status is Status.TARGET and draft.measure not in TRADE:
        return None  # a figure that somebody set for himself
    if draft.measure in TRADE or draft.of in TRADE:
        return _partner_of_trade(draft, memory, other, own)
    if draft.measure in PAPERS:
        host = told.venue[:2] if told.venue[:2] not in ("", own) else None
        return host or told.investor or (other if told.is_bilateral else None)
    if draft.measure is M.PARTICIPANT_COUNT:
        at = (
            draft.quantity.first
            if draft.quantity.bound_at is None
            else min(draft.quantity.first, draft.quantity.bound_at)
        )
        is_known = "article" in view.matches.particles_before(at) or view.has("within")
        if is_known and told.investor and not view.places:
            return told.investor
        is_sent = any(part_of(view, p) is Part.INTO and p.country == own for p in view.places)
        return ground.country if is_sent and own != ground.country else None
    if own != (ground.country or own):
        return ground.country
    if draft.measure in OF_PLANTS and not told.is_site:
        return _partner_of_plant(draft, memory, other)
    of_paper = _partner_of_paper(draft, memory)
    if of_paper:
        return of_paper
    is_joint = told.is_bilateral and draft.status is Status.PLANNED and view.has("joint")
    return other if draft.measure is M.PROJECT_COUNT and is_joint else None


def _partner_of_paper(draft: Draft, memory: Memory) -> str | None:
    """`They signed a $6 billion agreement. The document envisages 21 projects.`: with whom it was signed."""
    view = draft.view
    if draft.measure is not M.PROJECT_COUNT or view.sentence.lexicon.has_endings or draft.status is Status.ACTUAL:
        return None
    told = next((d for d in reversed(memory.drafts) if d.measure in PAPERS), None)
    if told is None or view.index - told.view.index > 2 or view.places:
        return None
    return told.partner if any(cue.first <= HEARD for cue in view.with_ids(("agreement", "document"))) else None


def _partner_of_trade(draft: Draft, memory: Memory, other: str | None, own: str) -> str | None:
    """With whom the sentence before traded; in an article about two countries, the other."""
    told = _told(draft.view)
    if told.is_mutual:
        return other
    if _is_of_own(draft, own):
        return None
    before = [d for d in memory.paragraph if d.measure in TRADE]
    if before:
        return before[-1].partner
    is_both = told.is_lead or M.TRADE_TURNOVER in (draft.measure, draft.of)
    return other if told.is_bilateral and is_both and draft.area == own else None


def _partner_of_plant(draft: Draft, memory: Memory, other: str | None) -> str | None:
    """Of the project told beside, of the investor of the paragraph, or of the guest whose project the lead tells."""
    view, told = draft.view, _told(draft.view)
    beside = [d for d in memory.drafts if d.view is view and d.measure in (M.PROJECT_COUNT, M.PROJECT_VALUE)]
    if beside and draft.measure in (M.JOBS, M.LAND_AREA):
        return beside[-1].partner
    if told.investor:
        return told.investor
    if "public" in view.matches.all_particles and not told.investor:
        return None  # roads that the state pays for
    is_new = draft.status is Status.PLANNED and (draft.measure is not M.INVESTMENT or told.is_bilateral)
    is_given = draft.measure in (M.LAND_AREA, M.PROJECT_VALUE) and told.is_first
    if draft.parent is not None and draft.parent.partner and draft.measure is M.PROJECT_VALUE:
        return draft.parent.partner
    is_pool = draft.stage is Stage.POOL
    if told.guest and draft.measure is not M.INVESTMENT and not is_pool and not view.has("zone", "total"):
        return told.guest
    return other if ((is_new and told.is_lead) or is_given) and not is_pool else None


def _is_of_own(draft: Draft, own: str) -> bool:
    """`Manisa'nın bütün ülkelere ihracatı`: a region's own figure, no other country beside it."""
    return any(p.country == own and p.code != own for p in draft.view.places)

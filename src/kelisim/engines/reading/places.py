"""Where: the article's own ground, and for each claim its area and the other country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kelisim.engines.reading.drafts import PAPERS, TRADE, Draft, Memory, Party, Site, verbs
from kelisim.engines.reading.numbers import Quantity, opens_part
from kelisim.engines.reading.text import Token
from kelisim.engines.reading.view import NO_IDS, Cue, Place, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
LEAD = 2
MANY = 3  # regions, none of which has more than half of the mentions
DATELINE = 3  # tokens: `Бишкек.`
CLEARLY = 3  # how many times more one foreign country weighs than the next
FIRM_WORDS, PARTY_NEAR = 4, 3
FAR_PARTY = 5  # words between a people and its firm
REPORTER = 4  # words
OFFICE = 3  # words between a country and its ministry
AGENCY = 8  # tokens of `БАКУ, 9 янв – Sputnik`
PRESS = 4  # words between a town and the briefing held there
FOREIGN, ALONE = 20, 2  # tenths of a mention; how many times more than any other country
ALL_NEAR = 3  # words from `all` to its sum
FIRST_NOT_LATIN = "\u0250"  # Rhône, Łódź and Sürat are Latin too
MEASURED = frozenset(("trade", "export", "import", "investment", "fdi", "fixed_capital"))
INVESTED = ("investment", "fdi", *verbs("attract"))
OF_PROJECTS = (M.PROJECT_COUNT, M.PROJECT_VALUE, M.ENTERPRISE_COUNT)
# What a word such as Turkish must stand before to tell of a party to the deal.
PARTY_CUES = frozenset(
    (
        "investment",
        "fdi",
        "enterprise",
        "participant",
        "trade",
        "export",
        "import",
        "agreement",
        "joint",
        "project",
        "people",
        "facility",
        "event",
    )
)


@dataclass(frozen=True, slots=True)
class Ground:
    """`home` is what the article is about, `other` the second country of a bilateral one, `venue` where its event is held."""

    home: str | None
    other: str | None
    venue: str | None
    country: str | None = None  # the one from which the article looks at others
    guest: str | None = None  # the one foreign country that the lead names as a party


def ground_of(views: Sequence[View]) -> Ground:
    own = _own_country(views)
    if views and own != views[0].sentence.lexicon.home:
        _without_common_nouns(views)
    regions: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    order: dict[str, int] = {}
    for number, view in enumerate(views):
        for place in view.places:
            if place.kind == "pair":
                continue  # of neither alone
            weight = _weight(number, view, place)
            order.setdefault(place.code, len(order))
            order.setdefault(place.country, len(order))
            countries[place.country] += weight
            if place.country == own and place.code != own and place.kind != "seat" and not _is_of_press(view, place):
                regions[place.code] += weight
    region = max(regions, key=lambda code: (regions[code], -order[code]), default=None)
    if (
        region
        and len(regions) >= MANY
        and regions[region] * 2 <= sum(regions.values())
        and not _is_headed(views, region)
    ):
        region = None  # the regions one by one
    foreign = max((c for c in countries if c != own), key=lambda code: (countries[code], -order[code]), default=None)
    named = ((n, view, p) for n, view in enumerate(views) for p in view.places if p.kind != "pair")
    national = sum(_weight(n, view, p) for n, view, p in named if p.code == own)
    if region and _is_example(views, region, own, is_national=national >= regions[region]):
        region = None
    return _ground(views, own, region, regions[region] if region else 0, foreign, countries, national)


def _own_country(views: Sequence[View]) -> str | None:
    """The home of the language's press; another country where the article tells of that one and hardly of home."""
    home = views[0].sentence.lexicon.home if views else None
    if home is not None and (abroad := _country_without_home(views, home)):
        return abroad
    named: Counter[str] = Counter()
    order: list[Place] = []
    for number, view in enumerate(views):
        for place in view.places:
            is_home = place.country == home and not _is_common_noun(view, place)
            if is_home or (place.country != home and _tells_where(view, place)):
                named[place.country] += _weight(number, view, place)
                order.append(place)
    if home is None or not named:
        return home
    first, second = _two_heaviest(named, [place.country for place in order])
    is_told = _is_ground_of_something(views, first) and not any(
        p.country == home and not _is_common_noun(view, p) for view in views[:LEAD] for p in view.places
    )
    if (
        first is not None
        and first != home
        and named[first] >= FOREIGN
        and named[first] >= ALONE * named[second or ""]
        and is_told
    ):
        return first
    return _country_of_region_in_headline(views, home) or home


def _country_without_home(views: Sequence[View], home: str) -> str | None:
    """`По данным статистической службы Грузии …`: home is never named, and an office speaks for another country or something is in it."""
    if views[0].sentence.lexicon.is_latin:
        return None
    named: Counter[str] = Counter()
    at_home = 0
    for number, view in enumerate(views):
        for place in view.places:
            is_told = not place.is_people and _tells_where(view, place)
            is_told = is_told and (place.code != place.country or _is_at(view, place) or _is_of_office(view, place))
            if place.country == home and not _is_common_noun(view, place):
                if is_told or number < LEAD or at_home:
                    return None
                at_home += 1
            elif is_told and place.country != home:
                named[place.country] += _weight(number, view, place)
    first = max(named, key=lambda code: named[code], default=None)
    if first is None:
        return None if at_home else _country_of_figures(views)
    return first if not at_home or named[first] >= FOREIGN else None


def _country_of_figures(views: Sequence[View]) -> str | None:
    """`Экспорт Азербайджана составил …`, `Кыргызстан привлёк …`, `вложили в Узбекистан …`: whose figures an article tells that names no place at home."""
    into: Counter[str] = Counter()
    own: Counter[str] = Counter()
    people = {p.country for view in views for p in view.places if p.is_people}
    for number, view in enumerate(views):
        if "region_again" in view.matches.all_particles:
            return None  # Китай построит в регионе завод
        is_traded = view.has("trade", "export", "import", "sold", "bought")
        for place in view.places:
            weight = _weight(number, view, place)
            if place.is_people or (view.has("event", "trip") and _is_guest(view, place)):
                continue
            if _is_at(view, place) and view.has("event") and place.country in people:
                own[place.country] += weight  # узбекско-китайский форум прошёл в Ташкенте
            elif not is_traded and _is_into(view, place) and view.has(*INVESTED):
                into[place.country] += 2 * weight
            elif number < LEAD and _is_subject_of_figures(view, place):
                own[place.country] += weight
    found = into or own
    return max(found, key=lambda code: found[code], default=None)


def _is_subject_of_figures(view: View, place: Place) -> bool:
    """Whose exports they are, or who attracted the money: no giver, nothing from which or with which."""
    if {"out_of", "with_whom", "toward", "in", "by"} & view.matches.particles_before(place.first):
        return False
    if view.is_verb_final and place.case in ("dative", "ablative", "instrumental", "locative"):
        return False
    if view.is_verb_final:
        is_measured = view.matches.ids("cue", place.last + 1) & MEASURED
    else:
        before = range(max(0, place.first - 2), place.first)  # товарооборот между Россией и Китаем
        is_measured = NO_IDS.union(*[view.matches.ids("cue", at) for at in before]) & MEASURED
    is_giver = "gives" in view.matches.all_particles or view.has("sold", "bought")
    return bool(is_measured) or (place.first <= 1 and not is_giver)


def _is_of_office(view: View, place: Place) -> bool:
    """`министр экономики Азербайджана`, `Грузия Ұлттық статистика қызметі`: who speaks for a country."""
    if view.is_verb_final:
        near = range(place.last + 1, min(place.last + 1 + OFFICE, len(view.tokens)))
    else:
        near = range(max(0, place.first - OFFICE), place.first)
    return any("office" in view.matches.particles(i) for i in near)


def _is_ground_of_something(views: Sequence[View], country: str) -> bool:
    """A region of it is named, or something is in it; not only money that comes from there."""
    there = [(view, p) for view in views for p in view.places if p.country == country and _tells_where(view, p)]
    return any(p.code != country or _is_at(view, p) for view, p in there)


def _only_gives(views: Sequence[View], country: str) -> bool:
    """`Больше всего дал Китай. Более трети средств пришло из Китая`: the money of one country, in an article on home."""
    from_there = any(
        p.country == country
        and (p.case == "ablative" or "out_of" in view.matches.particles_before(p.first))
        and view.has("investment", "fdi")
        for view in views
        for p in view.places
    )
    return from_there and not _is_ground_of_something(views, country)


def _country_of_region_in_headline(views: Sequence[View], home: str) -> str | None:
    """`Самарская область и Казахстан увеличили торговлю`: a foreign region trades with home, of which no place is told."""
    if views[0].sentence.lexicon.is_latin:
        return None
    told = [p for p in views[0].places if p.country != home and p.code != p.country and _tells_where(views[0], p)]
    told = [p for p in told if not _is_at(views[0], p)]
    ours = [(view, p) for view in views for p in view.places if p.country == home and not _is_common_noun(view, p)]
    is_in_it = any(p.code != home or (not p.is_people and _is_met_at(view, p)) for view, p in ours)
    return told[0].country if told and not is_in_it and len({p.country for p in told}) == 1 else None


def _is_common_noun(view: View, place: Place) -> bool:
    """`республика`, `столица`: of whatever country the article is about; `Республика Узбекистан` is of the one named."""
    if place.first == place.last and "republic" in view.matches.particles(place.first):
        beside = place.first - 1 if view.is_verb_final else place.last + 1
        if any(p.first <= beside <= p.last for p in view.places):
            return True
    return not place.is_people and not view.tokens[place.first].is_capital and not view.sentence.lexicon.is_latin


def _without_common_nouns(views: Sequence[View]) -> None:
    for view in views:
        view.places = [place for place in view.places if not _is_common_noun(view, place)]


def _tells_where(view: View, place: Place) -> bool:
    """No people, who tell who came; nothing from which, into which or with which somebody trades."""
    if place.is_people or view.sentence.lexicon.is_latin:
        return not place.is_people
    if view.has("event", "trip") and (_is_met_at(view, place) or _is_guest(view, place)):
        return False  # ours may meet there
    if view.sentence.lexicon.has_endings:
        return place.case not in ("dative", "ablative", "instrumental")
    before = view.matches.particles_before(place.first)
    if {"out_of", "with_whom", "toward"} & before:
        return False
    is_region = place.code != place.country  # в Ульяновскую область вложили
    return (
        "in" not in before
        or is_region
        or view.tokens[place.last].text.endswith(view.sentence.lexicon.endings["locative"])
    )


def _is_guest(view: View, place: Place) -> bool:
    """`визит делегации Синьцзяна`, `Шыңжаң делегациясы`."""
    at = place.last + 1 if view.is_verb_final else place.first - 1
    return bool(view.matches.ids("cue", at) & {"event", "trip"})


def _two_heaviest(named: Counter[str], order: Sequence[str]) -> tuple[str, str | None]:
    """The countries named most; of two alike the one named first."""
    countries = sorted(named, key=lambda code: (-named[code], order.index(code)))
    return countries[0], countries[1] if len(countries) > 1 else None


def _is_home_region(place: Place, ground: Ground) -> bool:
    return place.country == ground.country and place.code != ground.country


def _weight(number: int, view: View, place: Place) -> int:
    """In tenths: the headline and the lead count more; a dateline counts where it names a region's own town, hardly otherwise."""
    if _is_of_agency(view, place):
        return 3
    if _stands_alone(view, place):
        return 3 if place.country != view.sentence.lexicon.home or _is_of_press(view, place) else 22
    lead = 20 if number < LEAD else 0
    return (10 if not place.is_city else 8) + lead


def _is_example(views: Sequence[View], region: str, own: str | None, *, is_national: bool) -> bool:
    """`Ташкентский форум … станция в Каракалпакстане`: told only behind a lead on the country or on its capital."""
    lead = [(view, p) for view in views[:LEAD] for p in view.places if p.country == own and not p.is_people]
    if any(p.code == region and not _is_of_agency(view, p) for view, p in lead):
        return False
    return (any(p.code == own for _view, p in lead) and is_national) or any(p.kind == "seat" for _view, p in lead)


def _is_headed(views: Sequence[View], region: str) -> bool:
    """The headline names the region."""
    return any(place.code == region for view in views[:1] for place in view.places)


def _stands_alone(view: View, place: Place) -> bool:
    """`Бишкек.`: a dateline that is a sentence of its own."""
    return len(view.tokens) <= DATELINE and view.tokens[place.first].is_capital and view.tokens[-1].text == "."


def _is_of_press(view: View, place: Place) -> bool:
    """The dateline of the capital, or a briefing held there: it tells where the press sits."""
    if place.code != view.sentence.lexicon.capital:
        return False
    near = range(max(0, place.first - PRESS), min(place.last + 1 + PRESS, len(view.tokens)))
    return _stands_alone(view, place) or any("press" in view.matches.particles(i) for i in near)


def _is_of_agency(view: View, place: Place) -> bool:
    """`БАКУ, 9 янв – Sputnik`, `БАКУ /Trend/ –`: an agency's bureau."""
    if place.first or not place.is_city or view.sentence.lexicon.is_latin or place.last + 1 >= len(view.tokens):
        return False
    head = view.tokens[place.last + 1 : AGENCY]
    is_marked = head[0].text in (",", ".", "/", "(") and head[0].kind == "s"
    is_dated = len(head) > 1 and head[0].text == "," and head[1].kind == "n" and len(view.tokens) <= AGENCY * 2
    return is_marked and (is_dated or any(token.text == "–" or token.text == "-" for token in head))


def _ground(
    views: Sequence[View],
    own: str | None,
    region: str | None,
    region_weight: int,
    foreign: str | None,
    countries: Counter[str],
    national: int,
) -> Ground:
    foreign_weight = countries[foreign] if foreign else 0
    mentions = sum(1 for view in views for p in view.places if p.country == foreign and p.kind != "pair")
    mentions += _is_told_of_two(views, foreign, own)
    is_bilateral = (
        mentions >= 2 and foreign_weight >= 20 and national >= 20 and foreign_weight + national > 1.2 * region_weight
    )
    is_event = any(view.has("event") for view in views[:LEAD]) and own == views[0].sentence.lexicon.home
    is_aside = region_weight < 20 and (national > region_weight or foreign or is_event)
    if is_aside and not is_bilateral:
        region = None
    if region and not (is_bilateral and region_weight <= 40) and region_weight * 3 >= foreign_weight:
        return Ground(region, None, None, own, _guest(views, own, countries))
    if is_bilateral:
        assert foreign is not None
        is_theirs = _is_told_by(views, foreign)
        return Ground(foreign if is_theirs else own, own if is_theirs else foreign, _venue(views, foreign), own)
    if national or region or mentions < 2:
        other = foreign if own != views[0].sentence.lexicon.home and _is_in_lead(views, foreign) else None
        return Ground(region or own, other, None, own) if views else Ground(None, None, None)
    if foreign and not views[0].sentence.lexicon.is_latin and _only_gives(views, foreign):
        return Ground(own, None, None, own)
    if foreign:
        second = max((c for c in countries if c != foreign), key=lambda code: countries[code], default=None)
        first_seen = next(p.country for view in views for p in view.places)
        if second and first_seen == second:
            foreign, second = second, foreign
        if not any(p.country == second for view in views[:LEAD] for p in view.places):
            second = None
        return Ground(foreign, second, None, own)
    return Ground(None, None, None, own)


def _is_told_of_two(views: Sequence[View], foreign: str | None, own: str | None) -> bool:
    """The lead names the one other country beside the own one, and what follows speaks of both: `екіжақты сауда`."""
    if foreign is None or views[0].sentence.lexicon.is_latin:
        return False
    lead = {p.country for view in views[:LEAD] for p in view.places}
    is_mutual = any("mutual" in view.matches.all_particles for view in views)
    return lead == {foreign, own} and is_mutual


def _guest(views: Sequence[View], own: str | None, countries: Counter[str]) -> str | None:
    others = sorted((code for code in countries if code != own), key=lambda code: -countries[code])
    if not others or sum(1 for view in views for p in view.places if p.country == others[0]) < 2:
        return None
    if len(others) > 1 and countries[others[0]] < CLEARLY * countries[others[1]]:
        return None
    in_lead = any(p.country == others[0] and is_party(view, p) for view in views[:LEAD] for p in view.places)
    return others[0] if in_lead else None


def _is_in_lead(views: Sequence[View], country: str | None) -> bool:
    return any(place.country == country and is_party(view, place) for view in views[:LEAD] for place in view.places)


def _is_told_by(views: Sequence[View], country: str) -> bool:
    """`пресс-служба` of the other side's head of state is the one that reports."""
    for view in views:
        for cue in view.with_ids(("reporter",)):
            nearest = min(view.places, key=lambda place: _apart(place, cue, view.is_verb_final), default=None)
            if nearest and nearest.country == country and _apart(nearest, cue, view.is_verb_final) <= REPORTER:
                return True
    return False


def _apart(place: Place, cue: Cue, is_verb_final: bool) -> float:
    """Words between a press service and its owner: `пресс-служба президента Узбекистана`, `Өзбекстан президентінің баспасөз қызметі`."""
    gap = cue.first - place.last if is_verb_final else place.first - cue.last
    return gap if gap > 0 else float("inf")


def _venue(views: Sequence[View], foreign: str) -> str | None:
    """The foreign city to which a delegation travels."""
    for view in views[: LEAD + 1]:
        if view.has("trip"):
            for place in view.places:
                if place.country == foreign and place.is_city:
                    return place.code
    return None


def remember_party(view: View, memory: Memory) -> None:
    """The one foreign firm or investor of a sentence, and the town at home in which people met."""
    home = view.sentence.lexicon.home
    firms = {p.country for p in view.places if p.country != home and _is_firm(view, p)}
    if len(firms) == 1:
        memory.party = Party(firms.pop(), view.sentence.paragraph, view.index)
    elif memory.party is not None and (firms or _is_of_own_firm(view) or view.has("next")):
        memory.party = None
    if memory.venue is None and view.has("event") and home:
        towns = [p.code for p in view.places if p.country == home and p.code != home and _is_at(view, p)]
        memory.venue = towns[0] if towns else None
    if memory.venue_abroad is None and memory.venue is None and home and not view.sentence.lexicon.is_latin:
        memory.venue_abroad = _town_abroad(view, memory, home)


def _town_abroad(view: View, memory: Memory, home: str) -> str | None:
    """`Үрімжіде өткен көрмеде`, `Делегация Ашғабатқа барды`; `ВЕНА. Вчера здесь прошёл форум`."""
    if not view.has("event", "trip"):
        return None
    before = memory.last_view
    towns = [p.code for p in view.places if p.is_city and p.country != home and _is_met_at(view, p)]
    if not towns and before is not None and view.has("here") and len(before.tokens) <= DATELINE:
        towns = [p.code for p in before.places if p.is_city and p.country != home]
    return towns[0] if towns else None


def _is_met_at(view: View, place: Place) -> bool:
    """Where people met, or where a delegation went: `Ашғабатта`, `Ашғабатқа барып`."""
    is_gone = place.case == "dative" and view.sentence.lexicon.has_endings and view.has("went")
    return not place.is_people and (is_gone or _is_at(view, place))


def tell_investor(view: View, memory: Memory) -> None:
    """`Стоимость проекта — 18,5 млрд тенге. Инвестор — турецкая Astor Enerji.`: the sentence behind says who pays."""
    told, party = memory.last_told, memory.party
    if told is None or party is None or view.index - told.index != 1:
        return
    if "investor" not in view.matches.all_particles or view.quantities or party.index != view.index:
        return
    is_latin = view.sentence.lexicon.is_latin
    same = view.sentence.paragraph == told.sentence.paragraph
    for draft in (memory.paragraph if is_latin else memory.drafts) if same else ():
        is_home = is_latin and (draft.area or "").startswith(party.country)
        if (
            (draft.view is told or is_latin)
            and not is_home
            and draft.measure in (M.PROJECT_VALUE, M.JOBS, M.LAND_AREA)
            and draft.partner is None
        ):
            note_partner(draft, party.country, None)


def remember_site(view: View, memory: Memory) -> None:
    """The one place at home of a sentence; several are none, and so is another plant told without its place."""
    home = view.sentence.lexicon.home
    found = {
        p.code
        for p in view.places
        if p.country == home
        and p.code != home
        and not p.is_people
        and not _is_elsewhere(view, p)
        and not _is_of_press(view, p)
    }
    if len(found) == 1 and not _stands_alone(view, view.places[0]):
        memory.site = Site(found.pop(), view.sentence.paragraph, view.index)
    elif view.places or view.has("next") or _tells_projects(view, memory):
        is_told = memory.site is not None and all(p.country != home or p.is_people for p in view.places)
        is_other = view.has("next") or _tells_projects(view, memory)
        memory.site = memory.site if is_told and not is_other else None


def _tells_projects(view: View, memory: Memory) -> bool:
    """`Жоспарда 69 жоба бар`: all of them, no longer the plant of the sentence before."""
    if view.sentence.lexicon.is_latin:
        return False
    return any(d.view is view and d.measure is M.PROJECT_COUNT and d.value > 1 for d in memory.drafts)


def _is_firm(view: View, place: Place) -> bool:
    """`Финская Sampo`, `ирандық инвестор`, `Кореяның Hanse компаниясы`, `компания из Китая`."""
    near = range(place.last + 1, min(place.last + FIRM_WORDS, len(view.tokens)))
    for i in near:
        token = view.tokens[i]
        if _is_brand(token, view) or token.text == "«" or "firm" in view.matches.particles(i):
            return True
        if view.matches.ids("cue", i) & {"enterprise", "participant"}:
            return not any(q.noun_at == i for q in view.quantities)
        if token.kind != "w":
            return False
    before = place.first - 2
    if before < 0 or "out_of" not in view.matches.particles_before(place.first):
        return False
    return _is_brand(view.tokens[before], view) or "firm" in view.matches.particles(before)


def note_area(draft: Draft, area: str | None, at: Place | None) -> None:
    """The area of a claim and the place that says so; without one it is the article's."""
    draft.area = area
    _note(draft, "area", at)


def note_partner(draft: Draft, partner: str | None, at: Place | None) -> None:
    """The other country of a claim, likewise."""
    draft.partner = partner
    if partner:
        _note(draft, "partner", at)


def _note(draft: Draft, name: str, at: Place | None) -> None:
    if at:
        draft.note(name, "here", at.first, at.last)
    else:
        draft.note(name, "article")


def set_places(draft: Draft, ground: Ground, memory: Memory) -> None:
    note_area(draft, *_area(draft, ground, memory))
    note_partner(draft, *_partner(draft, ground, memory))


def _area(draft: Draft, ground: Ground, memory: Memory) -> tuple[str | None, Place | None]:
    view, measure = draft.view, draft.measure
    if measure is M.PARTICIPANT_COUNT:
        here = _venue_here(view)
        venue = ground.venue or (memory.venue_abroad if not _is_at_home(view, ground) else None)
        return (here.code, here) if here else (venue or _venue_at_home(ground, memory) or ground.home, None)
    if measure in PAPERS and draft.parent is not None and draft.parent.measure in PAPERS and draft.parent.area:
        return draft.parent.area, None
    if measure in TRADE or measure in PAPERS:
        own = _own_region(draft, ground)
        is_theirs = ground.home is not None and ground.home != ground.country and "-" not in ground.home
        nation = _trading_nation(draft, ground) if own is None and not is_theirs else None
        if nation:
            return nation.code, nation
        return (own.code, own) if own else (ground.home, None)
    into = _outward(draft, ground)
    if into:
        return into.code, into
    place = _own_region(draft, ground)
    if place:
        return place.code, place
    if draft.parent is not None and draft.parent.area:
        return draft.parent.area, None
    abroad = _abroad(draft, ground, memory)
    if abroad:
        return abroad.code, abroad
    site = _site_before(draft, ground, memory)
    if site:
        return site, None
    nation = next(
        (p for p in view.places if p.code == ground.country and not p.is_people and p.case in ("dative", "locative")),
        None,
    )
    if nation is None and not view.sentence.lexicon.has_endings:
        nation = next(
            (p for p in view.places if p.code == ground.country and not p.is_people and _is_in(view, p)), None
        )
    elif nation and view.clauses[nation.first] != view.clause(draft.quantity):
        nation = None
    if nation and not any(_is_home_region(p, ground) for p in view.places):
        return nation.code, nation
    return ground.home, None


def _is_at_home(view: View, ground: Ground) -> bool:
    """The sentence tells of an event in a place at home."""
    return any(p.country == ground.country and p.code != ground.country and _is_at(view, p) for p in view.places)


def _site_before(draft: Draft, ground: Ground, memory: Memory) -> str | None:
    """In an article on the country, the plant of the sentence before goes on to cost and to employ where it stands."""
    view, site = draft.view, memory.site
    is_national = ground.home is not None and ground.home == ground.country
    if site is None or not is_national or draft.measure not in (*OF_PROJECTS, M.JOBS, M.LAND_AREA):
        return None
    is_near = site.paragraph == view.sentence.paragraph and view.index - site.index <= PARTY_NEAR
    is_there = any(not p.is_people and (p.country == ground.country or _is_at(view, p)) for p in view.places)
    is_other = is_there or view.has("pool", "next", "total", "all")
    return site.code if is_near and not is_other else None


def _venue_at_home(ground: Ground, memory: Memory) -> str | None:
    """An article on the whole country, with its event in one town of it."""
    is_national = ground.home is not None and ground.home == ground.country
    return memory.venue if is_national and memory.venue and memory.venue.startswith(f"{ground.home}-") else None


def _trading_nation(draft: Draft, ground: Ground) -> Place | None:
    """`Қазақстан мен Әмірліктің тауар айналымы`, in an article on a region: of the country, not of the region."""
    view = draft.view
    if draft.measure not in TRADE:
        return None
    ours = next((p for p in view.places if p.code == ground.country and not p.is_people), None)
    return ours if ours and any(p.country != ground.country for p in view.places) else None


def _venue_here(view: View) -> Place | None:
    """`на встрече в Стамбуле`, `Ыстамбұлдағы кездесу`: the city in which people met."""
    is_other = not view.sentence.lexicon.is_latin
    for place in view.places:
        is_there = _is_at(view, place) or (
            is_other and place.country != view.sentence.lexicon.home and _is_met_at(view, place)
        )
        if is_there and place.is_city and not place.is_people and view.has("event"):
            return place
    return None


def _own_region(draft: Draft, ground: Ground) -> Place | None:
    """A region named in the clause, else the last before the number in its sentence."""
    view, quantity = draft.view, draft.quantity
    found = [p for p in view.places if _is_home_region(p, ground) and not p.is_people and not _is_dateline(view, p)]
    found = [p for p in found if not _is_of_agency(view, p) and not _is_of_press(view, p)]
    if not view.sentence.lexicon.is_latin:  # Ташкент и Анкара намерены
        is_of_country = draft.measure in (*TRADE, *PAPERS)
        found = [p for p in found if p.kind != "seat" or (_is_at(view, p) and not is_of_country)]
    found = [p for p in found if not _is_elsewhere(view, p)] if not view.sentence.lexicon.is_latin else found
    if not found:
        return None
    own = _own_clauses(view, quantity)
    clause = [p for p in found if view.clauses[p.first] in own]
    before = [p for p in clause if p.last < quantity.first]
    if before:
        return before[-1]
    if clause and len(own) > 1:
        return clause[0]
    beside = [
        p
        for p in found
        if p.last < quantity.first and not any(p.last < q.number < quantity.first for q in view.quantities)
    ]
    if beside:
        return beside[-1]
    if clause:
        return clause[0]
    if any(p.code == ground.home for p in found):
        return None
    before = [p for p in found if p.last < quantity.first]
    return before[-1] if before else None


def _is_told_behind(view: View, quantity: Quantity, found: list[Place], own: tuple[int, ...]) -> bool:
    """`3,6 млрд доллары Нидерландтан, 2,2 млрд доллары Ресейден`: each sum has its country behind it."""
    if len(own) > 1:
        return True
    behind = [p for p in found if p.first == quantity.last + 1 and view.clauses[p.first] in own]
    return bool(behind) and not any(view.clauses[p.first] in own and p.last < quantity.first for p in found)


def _own_clauses(view: View, quantity: Quantity) -> tuple[int, ...]:
    """The clause of a number; with what stands behind the dash of `13 — в Жезказгане, 7 — в Сатпаеве`."""
    clause = view.clause(quantity)
    is_part = not view.sentence.lexicon.is_latin and opens_part(quantity, view.matches)
    return (clause, clause + 1) if is_part else (clause,)


def _is_elsewhere(view: View, place: Place) -> bool:
    """`Елордаға жақын`, `в 260 километрах от Конаева`: what lies near a place or far from it is not in it."""
    near = view.matches.particles(place.last + 1) | view.matches.particles(place.last + 2)
    if view.sentence.lexicon.has_endings:
        return place.case in ("dative", "ablative") and "near" in near
    return "near" in view.matches.particles_before(place.first)


def _is_dateline(view: View, place: Place) -> bool:
    """`WARSAW – `, `CHENNAI: `: where the reporter sat."""
    after = view.tokens[place.last + 1].text if place.last + 1 < len(view.tokens) else ""
    return place.first == 0 and place.is_city and after in ("–", "-", ":", "(")


def _outward(draft: Draft, ground: Ground) -> Place | None:
    """Money of home companies that goes into another country: `Қырғызстан экономикасына`, `в экономику Кыргызстана`."""
    if draft.measure not in (M.INVESTMENT, M.FDI, M.GROWTH) or (
        draft.measure is M.GROWTH and draft.of not in (M.INVESTMENT, M.FDI)
    ):
        return None
    view = draft.view
    places = _since_number_before(draft)
    ours = any(p.code == ground.country and (p.is_people or not _is_into(view, p)) for p in places)
    if not ours:
        return None
    for place in places:
        if place.country != ground.country and not place.is_people and _is_into(view, place):
            return place
    return None


def _since_number_before(draft: Draft) -> list[Place]:
    """The places of the number's own stretch of the sentence; all of it where that names none."""
    view, quantity = draft.view, draft.quantity
    last = max((q.last for q in view.quantities if q.last < quantity.first and q.kind == "money"), default=-1)
    own = [p for p in view.places if last < p.first < quantity.first]
    return own or view.places


def _is_into(view: View, place: Place) -> bool:
    """`Қырғызстан экономикасына`, `в экономику Кыргызстана`, `в Турцию`."""
    if view.sentence.lexicon.has_endings:
        following = view.tokens[place.last + 1] if place.last + 1 < len(view.tokens) else None
        return place.case == "dative" or (
            following is not None and following.case == "dative" and "economy" in view.matches.particles(place.last + 1)
        )
    return any("in" in view.matches.particles_before(i) for i in (place.first, place.first - 1))


def _abroad(draft: Draft, ground: Ground, memory: Memory) -> Place | None:
    """A foreign place where things stand: `Түркиядағы`; the city of the sentence before, if it lies there."""
    view = draft.view
    if draft.measure not in (M.ENTERPRISE_COUNT, M.LAND_AREA, M.PROJECT_COUNT, M.PROJECT_VALUE, M.JOBS):
        return None
    there = [p for p in view.places if not p.is_people and _is_at(view, p)]
    clause = [p for p in there if view.clauses[p.first] == view.clause(draft.quantity)]
    here = next((p for p in (clause or there) if p.country != ground.country or clause), None)
    if here is None or here.country == ground.country:
        return None
    before = memory.last_view.places if memory.last_view and len(memory.last_view.tokens) > DATELINE else []
    return next((p for p in before if p.country == here.country and p.is_city), here)


def _is_at(view: View, place: Place) -> bool:
    """`Түркияда`, `в Турции`."""
    return place.case == "locative" if view.sentence.lexicon.has_endings else _is_in(view, place)


def _is_in(view: View, place: Place) -> bool:
    return "in" in view.matches.particles_before(place.first)


def _partner(draft: Draft, ground: Ground, memory: Memory) -> tuple[str | None, Place | None]:
    view, quantity = draft.view, draft.quantity
    country = draft.area[:2] if draft.area else None
    found = [p for p in view.places if p.country != country and is_party(view, p)]
    if draft.measure is M.PARTICIPANT_COUNT:
        found = _with_listed(view, [p for p in found if _is_sender(view, quantity, p)], found) or (
            _senders(ground, memory) if view.has("within") and not view.places else []
        )
        if draft.area and draft.area[:2] != ground.country and ground.home and ground.home[:2] == ground.country:
            return _sent_from_home(draft, ground)
        codes = {p.country for p in found if p.country != ground.country or ground.other == ground.country}
        if ground.venue:
            return None, None
        return (found[0].country, found[0]) if len(codes) == 1 else (None, None)
    if draft.area and draft.area[:2] != ground.country and ground.home and ground.home[:2] == ground.country:
        third = {p.country: p for p in found if p.country != ground.country}
        if len(third) == 1 and not view.sentence.lexicon.is_latin:
            return next(iter(third.items()))  # в Узбекистане действуют 1 870 предприятий с российским капиталом
        ours = next((p for p in view.places if p.code == ground.country), None)
        if ours or (draft.parent and draft.parent.partner):
            return ground.country, ours
        return None, None
    own = _own_clauses(view, quantity)
    beside = [
        p
        for p in found
        if 0 < quantity.first - p.last <= 3 and not any(p.last < q.number < quantity.first for q in view.quantities)
    ]
    if len({p.country for p in beside if p.first == beside[-1].first}) > 1:
        return None, None  # неміс-швед компаниясы 50 млрд долларға
    if beside and (view.sentence.lexicon.is_latin or not _is_told_behind(view, quantity, found, own)):
        return beside[-1].country, beside[-1]
    if len(own) > 1:  # три — с китайскими компаниями, два — с турецкими
        found = [p for p in view.places if p.country != country]
    clause = [p for p in found if view.clauses[p.first] in own]
    is_with_all = not clause and draft.measure in TRADE and _is_with_all(view, quantity)
    chosen = clause or [p for p in found if p.last < quantity.first and not is_with_all]
    if len(chosen) == 1 and not view.sentence.lexicon.is_latin:
        chosen = _with_listed(view, chosen, [p for p in found if p.first > chosen[0].last])
    codes = {p.country for p in chosen}
    if len(codes) == 1:
        return chosen[0].country, chosen[0]
    if codes:
        return None, None
    if is_with_all:
        return None, None
    if draft.measure in (M.JOBS, M.LAND_AREA):
        return _partner_of_project(draft, memory) or _party_of_paragraph(draft, ground, memory), None
    if draft.measure in (M.PROJECT_VALUE, M.INVESTMENT) and _is_of_own_firm(view):
        return None, None
    if ground.other and ground.other != country:
        return ground.other, None
    guest = ground.guest if _concerns_guest(draft, ground, memory) else None
    return guest or _carried_partner(draft, memory) or _party_of_paragraph(draft, ground, memory), None


def _is_with_all(view: View, quantity: Quantity) -> bool:
    """`ал барлық экспорт – 1,9 млрд`: with every country, whoever was told of before."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    near = any(0 < first - cue.last <= ALL_NEAR for cue in view.with_ids(("total",)))
    return near and not view.sentence.lexicon.is_latin


def _party_of_paragraph(draft: Draft, ground: Ground, memory: Memory) -> str | None:
    """The foreign firm of the sentences before goes on to build: `Жобаның құны – 83 млн доллар`."""
    view, party = draft.view, memory.party
    if party is None or draft.measure not in (M.PROJECT_VALUE, M.JOBS, M.LAND_AREA):
        return None
    is_near = party.paragraph == view.sentence.paragraph and view.index - party.index <= PARTY_NEAR
    is_other = any(p.country != ground.country for p in view.places) or view.has("zone", "pool", "next", "total")
    is_counted = any(d.measure is M.PROJECT_COUNT for d in memory.drafts if d.view is view)
    return party.country if is_near and not is_other and not is_counted and not _is_of_own_firm(view) else None


def _sent_from_home(draft: Draft, ground: Ground) -> tuple[str | None, Place | None]:
    """`Отандық 64 компания`, `из Казахстана 27 компаний`: they came to an event abroad from here."""
    view = draft.view
    clause = view.clause(draft.quantity)
    ours = [p for p in view.places if p.country == ground.country and p.kind != "pair"]
    if len([q for q in view.quantities if q.kind == "count"]) > 1:
        ours = [p for p in ours if view.clauses[p.first] == clause]
    is_own = any("own" in token.word.particles for token in view.tokens)
    if not ours and not is_own and not view.has("went"):
        return None, None
    return ground.country, ours[0] if ours else None


def _is_sender(view: View, quantity: Quantity, place: Place) -> bool:
    """`иранские бизнесмены`, `28 бизнесменов из Ирана`, `две — из Китая`."""
    own = _own_clauses(view, quantity)
    if len(own) > 1 and place.first > quantity.last:
        return view.clauses[place.first] in own
    if place.first <= quantity.last:
        return _is_beside(view, quantity, place)
    if view.sentence.lexicon.has_endings:
        return False
    before = view.matches.particles_before(place.first)
    is_owner = not view.sentence.lexicon.is_latin and not place.is_people and place.first == quantity.last + 1
    return ("out_of" in before and place.first - quantity.last <= 2) or is_owner  # 60 компаний Германии


def _with_listed(view: View, senders: list[Place], parties: list[Place]) -> list[Place]:
    """`из Германии, России и Китая`: each of the list has sent somebody."""
    listed = list(senders)
    for place in parties if senders and not view.sentence.lexicon.is_latin else ():
        before = listed[-1]
        between = view.tokens[before.last + 1 : place.first]
        is_next = len(between) == 1 and (between[0].text == "," or "and" in between[0].word.particles)
        if place not in listed and is_next:
            listed.append(place)
    return listed


def _is_beside(view: View, quantity: Quantity, place: Place) -> bool:
    """In the clause of the number, or right before the dash behind which it stands."""
    crossed = view.clause(quantity) - view.clauses[place.first]
    if crossed == 1 and not view.sentence.lexicon.is_latin and _is_apposed(view, quantity, place):
        return True
    return crossed == 0 or (crossed == 1 and _dash_before(view, quantity))


def _is_apposed(view: View, quantity: Quantity, place: Place) -> bool:
    """`делегация из Кореи, 45 человек,`: the number right behind the comma of those who came."""
    is_behind = view.tokens[quantity.first - 1].text == "," and quantity.first - place.last == 2
    clause = view.clauses[place.first]
    return is_behind and any(
        view.matches.ids("cue", i) & {"event", "participant", "people"}
        for i in range(place.first)
        if view.clauses[i] == clause
    )


def _dash_before(view: View, quantity: Quantity) -> bool:
    first = min(quantity.first, quantity.bound_at if quantity.bound_at is not None else quantity.first)
    return first > 0 and view.tokens[first - 1].text == "–"


def _senders(ground: Ground, memory: Memory) -> list[Place]:
    """`Құрамында 19 компания бар`, told right behind a delegation from somewhere."""
    before = memory.last_view
    return [p for p in before.places if p.country != ground.country] if before and before.has("event") else []


def _partner_of_project(draft: Draft, memory: Memory) -> str | None:
    """Jobs and land are of the project whose cost or start is told beside them."""
    if draft.parent is not None:
        return draft.parent.partner
    view = draft.view
    if draft.measure is M.LAND_AREA and view.has("zone"):
        return None
    told = [d for d in memory.drafts if d.view is view and d.measure in OF_PROJECTS]
    if not told and (view.places or (not view.is_verb_final and (view.has("all") or _is_of_own_firm(view)))):
        return None
    if not told and draft.view.index - (memory.last_told.index if memory.last_told else -9) <= 2:
        told = [
            d for d in memory.drafts if d.view is memory.last_told and d.measure in (*OF_PROJECTS, M.JOBS, M.LAND_AREA)
        ]
    return told[-1].partner if told else None


def _is_of_own_firm(view: View) -> bool:
    """`«Есіл май» серіктестігі`, `местная компания`: a firm at home, if no other country is named beside it."""
    tokens = view.tokens
    if "own" in view.matches.words:
        return True
    for i in [i for i, token in enumerate(tokens) if token.text == "«"]:
        if i + 1 < len(tokens) and not tokens[i + 1].text.isascii():
            end = next((j for j in range(i + 1, len(tokens)) if tokens[j].text == "»"), i)
            if any("firm" in view.matches.particles(j) for j in (i - 1, end + 1)):
                return True
    return False


def _concerns_guest(draft: Draft, ground: Ground, memory: Memory) -> bool:
    """In an article on a region and its guests: trade, papers and what was agreed with them, not the region's own totals."""
    if draft.measure in (*TRADE, *PAPERS) or draft.of in TRADE:
        return True
    if draft.measure in (M.PROJECT_COUNT, M.ENTERPRISE_COUNT, M.INVESTMENT):
        here = draft.view.sentence.paragraph
        is_near = any(ground.guest in memory.named.get(paragraph, ()) for paragraph in (here - 1, here))
        is_hoped = draft.status is Status.PLANNED and draft.stage is not Stage.POOL and is_near
        return draft.view.has("joint") or is_hoped
    return draft.measure is M.PROJECT_VALUE and (draft.parent is None or draft.parent.measure in PAPERS)


def is_party(view: View, place: Place) -> bool:
    if not place.is_people:
        return True
    after = view.tokens[place.last + 1] if place.last + 1 < len(view.tokens) else None
    if after is not None and (after.text == "«" or _is_brand(after, view)):
        return True
    if after is not None and after.text == "–" and any(c.last == place.first - 1 for c in view.with_ids(("part",))):
        return True  # из них российских — 3 218
    lexicon = view.sentence.lexicon
    reach = FAR_PARTY if lexicon.is_latin and lexicon.has_endings else 2
    for i in range(place.last + 1, min(place.last + 1 + reach, len(view.tokens))):
        if i > place.last + 2 and (
            view.tokens[i].kind != "w" or view.tokens[i - 1].case or view.matches.ids("place", i)
        ):
            break  # Alman otomotiv yan sanayi firması
        if view.matches.ids("cue", i) & PARTY_CUES or view.matches.particles(i) & {"party", "firm"}:
            return True
    return False


def _is_brand(token: Token, view: View) -> bool:
    """A name in Latin letters stands out in another script, by its capital letter in its own."""
    if view.sentence.lexicon.is_latin:
        return token.kind == "w" and token.text.isascii() and token.is_capital
    return token.kind == "w" and all(letter < FIRST_NOT_LATIN for letter in token.text)


def _carried_partner(draft: Draft, memory: Memory) -> str | None:
    if draft.parent is not None and draft.parent.partner:
        return draft.parent.partner
    view = draft.view
    if view.sentence.is_item and not view.sentence.lexicon.is_latin:
        return None  # each line of a list has its own
    if draft.parent is not None and draft.parent.view is view and draft.parent.measure is M.PROJECT_COUNT:
        return None  # the cost of the region's 210 projects
    if view.places or draft.measure in (M.JOBS, M.PARTICIPANT_COUNT, M.PROJECT_COUNT, M.ENTERPRISE_COUNT):
        return None
    if draft.measure in TRADE and memory.last_told is not None:  # Экспорт — 3,1 млрд, импорт — 1,1 млрд
        traded = [d for d in memory.drafts if d.view is memory.last_told and (d.of or d.measure) in TRADE]
        is_here = bool(traded) and traded[-1].view.sentence.paragraph == view.sentence.paragraph
        return traded[-1].partner if is_here else None
    same = [d for d in memory.drafts if d.view is view and d.partner]
    last = [d for d in memory.drafts if d.view is memory.last_told and d.partner]
    is_back = any("here" not in cue.ids for cue in view.with_ids(("anaphor",)))  # сюда is no party
    if is_back or draft.measure in (M.LAND_AREA, M.PROJECT_VALUE):
        return (same or last)[-1].partner if same or last else None
    return same[-1].partner if same else None

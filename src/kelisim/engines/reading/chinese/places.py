"""Where: what the article is about, and for each claim its area and the other country."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from kelisim.engines.reading.chinese.anaphors import SHORT
from kelisim.engines.reading.chinese.datelines import CAPITAL
from kelisim.engines.reading.chinese.view import PAIR, in_turn, told_here
from kelisim.engines.reading.drafts import PAPERS, TRADE, Draft, Memory, Party, verbs
from kelisim.engines.reading.places import Ground, note_area, note_partner
from kelisim.engines.reading.view import Place, View
from kelisim.engines.values import Measure, Stage, Status

M = Measure
LEAD, LEAD_WEIGHT = 2, 3
FIRM = 6  # words between a country and the word firm
FIRM_SENTENCES, OPENING = 3, 8
ZONE_NAME = 4  # words between a region and the word zone
FLOW = 8  # words between who gives and who gets
NARROW = 6  # words between a country and a place of it: 吉尔吉斯斯坦南部城市奥什
OFFICE = 6  # words between a country and its office
VOICE, VISIT = 4, 12
ASIDE = 1  # the weight of a venue and of where people are from; a place told of has three, in the lead nine
OF_SIDES = (*TRADE, *PAPERS)
PAPERS_AND_SIGNED = (*PAPERS, M.PROJECT_COUNT)
PLANTS = (M.PROJECT_VALUE, M.JOBS, M.LAND_AREA)
STANDING = (M.PROJECT_COUNT, M.PROJECT_VALUE, M.ENTERPRISE_COUNT, M.JOBS, M.LAND_AREA, M.INVESTMENT)
OWN_NATION = "CN"


def ground_of(views: Sequence[View], sent_from: Place | None = None) -> Ground:
    venue = _venue(views)
    regions: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    named: Counter[str] = Counter()  # countries with those that are told of as the other side
    voices = Counter(place.code for view in views for place in view.places if _speaks(view, place))
    for code, count in voices.items():
        (regions if "-" in code else countries)[code] += VOICE * count
        named[code] += VOICE * count
    for number, view in enumerate(views):
        lead = LEAD_WEIGHT if number < LEAD else 1
        for place in view.places:
            if "-" in place.code:
                is_venue = place.code == venue and (_is_here(view, place) or _is_in_name(view, place))
                regions[place.code] += ASIDE if place.is_people or is_venue else LEAD_WEIGHT * lead
            else:
                weight = ASIDE if place.is_people or _is_in_name(view, place) else LEAD_WEIGHT * lead
                named[place.code] += weight
                countries[place.code] += ASIDE if _is_guest(view, place) else weight
        if view.has("nation"):
            countries[OWN_NATION] += LEAD_WEIGHT * lead
            named[OWN_NATION] += LEAD_WEIGHT * lead
    visit = _visit(views)
    if visit is not None:
        regions[visit[0]] += VISIT
        venue = venue or visit[1]
    if sent_from is not None and _is_of_town(views, sent_from):
        regions[sent_from.code] += LEAD_WEIGHT * LEAD_WEIGHT * LEAD_WEIGHT
        venue = venue or sent_from.code
    return _ground(views, regions, (countries, named), venue, voices, visit)


def _is_of_town(views: Sequence[View], town: Place) -> bool:
    """A report sent from a town that names no other place of its country tells of there: `中国日报乌鲁木齐9月23日电`."""
    if "-" not in town.code or town.code == CAPITAL or town.country != OWN_NATION:
        return False
    if any(place.country == town.country and "-" in place.code for view in views[:LEAD] for place in view.places):
        return False
    return any(view.has("event") for view in views[:LEAD]) and not any(view.has("nation") for view in views)


def _is_in_name(view: View, place: Place) -> bool:
    """`中国—上合组织示范区（青岛）`, `中国（上海）自由贸易试验区`."""
    beside = [view.tokens[i].text for i in (place.last + 1, place.first - 1) if 0 <= i < len(view.tokens)]
    return "–" in beside or beside[:1] == ["("] or beside == [")", "("]


def _is_guest(view: View, place: Place) -> bool:
    """`与印度尼西亚`, `对中国进行了访问`: the other side of whom an article tells; but `对哈直接投资`."""
    if view.matches.ids("cue", place.last + 1) & {"fdi", "investment"}:
        return False
    before = view.matches.particles_before(place.first) | _prefix(view, place)  # 自哈
    return "with_whom" in before


def _speaks(view: View, place: Place) -> bool:
    """`宁波海关`, `乌兹别克斯坦国家统计委员会`, `哈方统计`, `哈通社`: who reports."""
    if "agency" in view.matches.particles(place.last):
        return True
    others = {other.first for other in view.places if other is not place}
    for i in range(place.last + 1, min(place.last + OFFICE, len(view.tokens))):
        if i in others or (view.tokens[i].kind == "s" and view.tokens[i].text not in ("、", "(", ")")):
            return False
        if "office" in view.matches.particles(i):
            return True
    return False


def _visit(views: Sequence[View]) -> tuple[str, str] | None:
    """`宁波代表团赴匈牙利招商`: a region of our country goes abroad, and reports on it."""
    for view in views[: LEAD + 1]:
        if not view.has("delegation"):
            continue
        goer = next((p for p in view.places if "-" in p.code and p.country == OWN_NATION), None)
        host = next((p for p in view.places if p.country != OWN_NATION and _is_here(view, p)), None)
        if goer is not None and host is not None and goer.first < host.first:
            return goer.code, host.code
    return None


def name_counties(views: Sequence[View]) -> None:
    """`浙江安吉县`: the name behind a province and before 县 or 市 is a place of it wherever the article says it again."""
    names = {name: code for view in views for name, code in _counties(view)}
    if not names:
        return
    for view in views:
        taken = {place.first for place in view.places}
        for i, token in enumerate(view.tokens):
            code = next(
                (
                    names[name]
                    for name in names
                    if token.text == name or (len(token.text) <= 6 and token.text.startswith(name))
                ),
                None,
            )
            if code and i not in taken:
                view.places.append(Place(code, False, "city", i, i, ""))
        view.places.sort(key=lambda place: place.first)


def _counties(view: View) -> Iterator[tuple[str, str]]:
    tokens = view.tokens
    for place in view.places:
        i = place.last + 1
        if "-" not in place.code or i + 1 >= len(tokens):
            continue
        name = tokens[i]
        if (
            name.word is view.sentence.lexicon.empty
            and 2 <= len(name.text) <= 4
            and "county" in view.matches.particles(i + 1)
        ):
            yield name.text, place.code


def _ground(
    views: Sequence[View],
    regions: Counter[str],
    of_countries: tuple[Counter[str], Counter[str]],
    venue: str | None,
    voices: Counter[str],
    visit: tuple[str, str] | None,
) -> Ground:
    countries, named = of_countries
    totals = Counter(countries)
    for code, weight in regions.items():
        totals[code[:2]] += weight
    home_country = _home_country(views, totals, voices, (_first_of_most(views, regions) or "")[:2])
    region = _first_of_most(
        views, Counter({code: weight for code, weight in regions.items() if code[:2] == home_country and weight})
    )
    is_regional = (
        region is not None
        and regions[region] >= min(LEAD_WEIGHT * (LEAD_WEIGHT + 1), 2 * named[home_country or ""] + 1)
        and regions[region] * 2 > named[home_country or ""]
    )
    home = region if is_regional else home_country
    host = visit[1][:2] if visit is not None and visit[0][:2] == (home or "")[:2] else None
    return Ground(home, _second(views, totals, home), venue, host, _region_of_zone(views, home))


def _second(views: Sequence[View], countries: Counter[str], home: str | None) -> str | None:
    """The other country of an article about two: both are named in one sentence of its lead."""
    own = (home or "")[:2]
    others = [code for code in countries if code != own]
    other = max(others, key=lambda code: countries[code], default=None)
    if other is None or any(2 * countries[code] > countries[other] for code in others if code != other):
        return None
    is_told = any({own, other} <= {place.country for place in view.places} for view in views[: LEAD + 1])
    return other if is_told else None


def _first_of_most(views: Sequence[View], counts: Counter[str]) -> str | None:
    if not counts:
        return None
    order = [place.code for view in views for place in view.places]
    return max(counts, key=lambda code: (counts[code], -order.index(code) if code in order else 0))


def _home_country(
    views: Sequence[View], totals: Counter[str], voices: Counter[str], of_regions: str | None
) -> str | None:
    """The first country of a pair (`中哈`) where it is told of nearly as much as others and the other does not report; else the one told of most."""
    pair = next(
        ([p.country for p in view.places if p.kind == PAIR] for view in views[: LEAD + 1] if _has_pair(view)), None
    )
    if pair:
        heard: Counter[str] = Counter()
        for code, count in voices.items():
            heard[code[:2]] += count
        in_full = {place.country for view in views for place in view.places if place.kind != PAIR}
        if heard[pair[1]] > heard[pair[0]] or (pair[1] in in_full and pair[0] not in in_full):
            return pair[1]
        if totals[pair[0]] * 4 >= max(totals.values()) * 3:
            return pair[0]
    return max(totals, key=lambda code: (totals[code], code == of_regions), default=None)


def _has_pair(view: View) -> bool:
    return any(place.kind == PAIR for place in view.places)


def _venue(views: Sequence[View]) -> str | None:
    """`在武汉举行`."""
    for view in views:
        for place in view.places:
            if view.has("event") and _is_here(view, place) and _is_held(view, _narrow(view, place)):
                return _narrow(view, place).code
    return None


def _prefix(view: View, place: Place) -> frozenset[str]:
    """The word of grammar with which a short begins: the 在 of `在匈`."""
    text = view.tokens[place.first].text
    is_short = place.kind == SHORT or (place.kind == "country" and len(text) == 2)
    return view.sentence.lexicon.word(text[0]).particles if is_short and len(text) > 1 else frozenset()


def _narrow(view: View, place: Place) -> Place:
    """The region behind its country: `在吉尔吉斯斯坦南部城市奥什`."""
    if "-" in place.code:
        return place
    inner = next((p for p in view.places if p.first > place.last), None)
    is_inside = (
        inner is not None
        and "-" in inner.code
        and inner.country == place.code
        and not inner.is_people
        and inner.first - place.last <= NARROW
        and view.clauses[inner.first] == view.clauses[place.first]
    )
    return inner if inner is not None and is_inside else place


def _is_held(view: View, place: Place) -> bool:
    return any("held" in view.matches.particles(i) for i in range(place.last + 1, place.last + 4))


def _is_here(view: View, place: Place) -> bool:
    if _prefix(view, place) & {"in", "toward"}:
        return True  # 在匈, 赴哈
    if place.first == 0:
        return False
    wider = next((p for p in view.places if p.last == place.first - 1 and p.country == place.country), None)
    if wider is not None:
        return _is_here(view, wider)
    if view.matches.particles_before(place.first) & {"in", "toward"}:
        return True
    is_done = "done" in view.matches.particles_before(place.first)  # 访问了奇姆肯特
    return is_done and "toward" in view.matches.particles_before(place.first - 1)


def set_places(draft: Draft, ground: Ground, memory: Memory) -> None:
    note_area(draft, *_area(draft, ground, memory))
    note_partner(draft, *_partner(draft, ground, memory))


def _area(draft: Draft, ground: Ground, memory: Memory) -> tuple[str | None, Place | None]:
    view = draft.view
    if draft.measure is M.PARTICIPANT_COUNT:
        here = next((_narrow(view, place) for place in view.places if _is_here(view, place)), None)
        return (here.code, here) if here else (ground.venue or ground.home, None)
    if (
        draft.measure is M.GROWTH
        and draft.parent is not None
        and draft.parent.view is view
        and not _places_since(draft)
    ):
        return draft.parent.area, None
    if _is_bilateral(draft) and ground.home:
        return ground.home[:2], None
    if _is_of_sides(draft):
        return _side(draft, ground)
    flow = _flow(draft)
    if flow is not None:
        return flow[1].code, flow[1]
    own = _own_place(draft, ground)
    if own:
        return own.code, own
    if draft.parent is not None and draft.parent.area:
        return draft.parent.area, None
    return _place_before(draft, ground, memory) or _in_zone(draft, ground) or ground.home, None


def _in_zone(draft: Draft, ground: Ground) -> str | None:
    """`产业城`, `园区`: where the article told in which region it lies, what is told of no other place is there."""
    view = draft.view
    if "-" in (ground.home or "") or not ground.guest or view.has("nation", "bloc"):
        return None
    is_standing = draft.measure in (*STANDING, M.LAND_AREA) or draft.measure is M.GROWTH
    is_elsewhere = any(
        "-" not in place.code and not place.is_people and place.kind != PAIR and not _is_here(view, place)
        for place in view.places
    )
    return ground.guest if (is_standing and not is_elsewhere) or (view.has("zone") and not view.places) else None


def _region_of_zone(views: Sequence[View], home: str | None) -> str | None:
    """The one region that stands before the word zone (`沙特吉赞基础产业城`), or the one of a story of a zone."""
    told = [(view, place) for view in views for place in view.places if "-" in place.code and place.country == home]
    found = {
        place.code
        for view, place in told
        if any("zone" in view.matches.ids("cue", i) for i in range(place.last + 1, place.last + ZONE_NAME))
    }
    if len(found) == 1:
        return found.pop()
    is_story = any(view.has("zone") for view in views[:LEAD])
    all_told = {place.code for _, place in told if not place.is_people}
    return all_told.pop() if is_story and len(all_told) == 1 else None


def _flow(draft: Draft) -> tuple[Place, Place] | None:
    """`中国对哈萨克斯坦直接投资`: from the first into the second."""
    view = draft.view
    if not {draft.measure, draft.of} & {M.FDI, M.INVESTMENT}:
        return None
    before = [p for p in view.places if p.first < draft.quantity.first]
    for giver, taker in reversed(list(itertools.pairwise(before))):
        if giver.country == taker.country or taker.first - giver.last > FLOW:
            continue
        is_into = "into" in view.matches.particles(taker.first - 1) | _prefix(view, taker)
        if is_into and view.clauses[giver.first] == view.clauses[taker.first]:
            return giver, taker
    return None


def _place_before(draft: Draft, ground: Ground, memory: Memory) -> str | None:
    """The plant of the sentence before goes on: its place, where the article as a whole knows only the country; or the one region of it."""
    if draft.measure not in (*STANDING, M.LAND_AREA) or draft.view.places or "-" in (ground.home or ""):
        return None
    before = memory.last_view
    if (
        before is not None
        and before.sentence.paragraph == draft.view.sentence.paragraph
        and before is not memory.last_told
    ):
        regions = {place.code for place in before.places if "-" in place.code and not place.is_people}
        if len(regions) == 1 and all(place.country == ground.home for place in before.places):
            return regions.pop()
    last = next((d for d in reversed(memory.paragraph) if d.measure in STANDING), None)
    return last.area if last is not None and last.area and last.area[:2] == ground.home else None


def _side(draft: Draft, ground: Ground) -> tuple[str | None, Place | None]:
    """The side that reports: the article's own, a region of its country, else the first of the sentence."""
    view = draft.view
    codes = {place.code for place in view.places}
    clause = view.clause(draft.quantity)
    pair = next((place for place in view.places if place.kind == PAIR and view.clauses[place.first] == clause), None)
    if pair and (ground.home is None or pair.code == ground.home[:2]):
        return pair.code, pair
    nation = _nation_here(draft, ground.home or "")
    if nation is not None:
        return nation.code, nation
    if ground.home in codes or not codes:
        return ground.home, None
    own = next(
        (
            place
            for place in view.places
            if "-" in place.code and place.country == (ground.home or "")[:2] and place.first < draft.quantity.first
        ),
        None,
    )
    if own and ("-" not in (ground.home or "") or view.clauses[own.first] == clause or _is_held(view, own)):
        return own.code, own
    return ground.home, None


def _nation_here(draft: Draft, home: str) -> Place | None:
    """In an article on a region, `泰国对华出口` is of the country, where no region is named beside it."""
    view = draft.view
    if "-" not in home or any(place.country == home[:2] and "-" in place.code for place in view.places):
        return None
    clause = view.clause(draft.quantity)
    before = [p for p in view.places if p.first < draft.quantity.first and view.clauses[p.first] <= clause]
    return next((p for p in reversed(before) if p.code == home[:2]), None)


def _own_place(draft: Draft, ground: Ground) -> Place | None:
    """The last region before the number; a country where a thing stands (`在乌兹别克斯坦`)."""
    view, quantity = draft.view, draft.quantity
    before = [place for place in view.places if place.first < quantity.first and not place.is_people]
    regions = [place for place in before if "-" in place.code]
    nation = _nation([place for place in before if not _is_in_name(view, place)], ground.home or "")
    if nation:
        return nation
    if any(place.code == ground.home for place in regions):
        clause = [place for place in regions if view.clauses[place.first] == view.clause(quantity)]
        return next(
            (place for place in reversed(clause or regions) if place.code == ground.home or _is_here(view, place)), None
        )
    here = [place for place in before if _is_standing(view, place) and (draft.measure in STANDING or "-" in place.code)]
    if here:
        return _narrow(view, here[-1])
    behind = next(
        (
            _narrow(view, place)
            for place in view.places
            if place.first > quantity.last
            and _is_here(view, place)
            and draft.measure in STANDING
            and view.clauses[place.first] - view.clause(quantity) <= 1
        ),
        None,
    )
    if behind:
        return behind
    if regions and (ground.home is None or regions[-1].country == ground.home[:2]):
        return regions[-1]
    return None


def _nation(before: Sequence[Place], home: str) -> Place | None:
    """In an article on a region, `沙特吸收外国直接投资` is of the country; `沙特吉赞` is of the region."""
    last = before[-1] if before else None
    is_country = last is not None and "-" in home and last.code == home[:2] and last.kind != PAIR
    return last if is_country else None


def _in_turn(draft: Draft, own: str) -> Place | None:
    """`英国、韩国实际对华投资分别增长324.4%、104.3%`: the first country has the first number."""
    view = draft.view
    found = in_turn(view, draft.quantity)
    if found is None:
        return None
    number, size, at = found
    places = [
        place
        for place in view.places
        if place.last < at and view.clauses[place.first] == view.clause(draft.quantity) and place.country != own
    ]
    return places[number] if len(places) == size else None


def _of_both(draft: Draft, ground: Ground) -> bool:
    """`双边贸易额`, or an article about two countries as a whole."""
    return _is_bilateral(draft) or (ground.home is not None and "-" not in ground.home)


def _is_bilateral(draft: Draft) -> bool:
    _, at, _ = draft.rules["measure"]
    return at is not None and "bilateral" in draft.view.matches.ids("cue", at)


def _is_standing(view: View, place: Place) -> bool:
    """`在上海`, but not `赴上海`: where a thing is, not where somebody went."""
    return _is_here(view, place) and "toward" not in view.matches.particles_before(place.first)


def _partner(draft: Draft, ground: Ground, memory: Memory) -> tuple[str | None, Place | None]:
    view, quantity = draft.view, draft.quantity
    own = (draft.area or "")[:2]
    clause = view.clause(quantity)
    listed = _in_turn(draft, own)
    if listed is not None:
        return listed.country, listed
    if (
        draft.measure is M.GROWTH
        and draft.parent is not None
        and draft.parent.view is view
        and not _places_since(draft)
    ):
        return draft.parent.partner, None
    if draft.measure is M.PARTICIPANT_COUNT:
        return _home_of_guests(draft, own, memory)
    if draft.measure is M.FIXED_CAPITAL_INVESTMENT or draft.of is M.FIXED_CAPITAL_INVESTMENT:
        return None, None
    flow = _flow(draft)
    if flow is not None:
        return flow[0].country, flow[0]
    i = quantity.first - 1
    if i > 0 and view.tokens[i].text == "(":  # 美国（242个）
        named = next((place for place in view.places if place.last == i - 1 and place.country != own), None)
        if named is not None:
            return named.country, named
    in_clause = [
        place
        for place in view.places
        if place.country != own and view.clauses[place.first] == clause and not _is_of_zone(view, place)
    ]
    before = [place for place in view.places if place.country != own and place.first < quantity.first]
    if not in_clause and view.in_clause(clause, "bloc"):
        return None, None
    parent = draft.parent
    if not in_clause and parent is not None and parent.view is view and parent.partner and parent.area == draft.area:
        return parent.partner, None
    found = in_clause or before
    if found:
        return _only(found)
    if draft.parent is not None and draft.parent.partner:
        return draft.parent.partner, None
    if _is_of_world(draft):
        return None, None
    carried = _told_before(draft, memory) or _firm_before(draft, memory, own)
    if carried:
        return carried, None
    if ground.home and own and own != ground.home[:2] and draft.measure in STANDING:
        return ground.home[:2], None
    is_mutual = "mutual" in view.matches.all_particles and not view.has(*verbs("talk"))
    is_mutual = is_mutual and draft.measure in (M.PROJECT_COUNT, M.PROJECT_VALUE)
    if is_mutual and ground.other and ground.other != own and own == (ground.home or "")[:2]:
        return ground.other, None
    is_of_both = _is_of_sides(draft) and _of_both(draft, ground) and not _is_of_world(draft)
    if ground.other and ground.other != own and is_of_both:
        return ground.other, None
    venue = (ground.venue or "")[:2]
    if draft.measure in PAPERS and venue and venue != own:
        return venue, None
    return (
        (ground.country, None)
        if ground.country and draft.measure in PAPERS_AND_SIGNED and _is_of_sides(draft)
        else (None, None)
    )


def _is_of_zone(view: View, place: Place) -> bool:
    """`中白工业园`: the name of a zone is no party."""
    return place.kind == PAIR and any("zone" in view.matches.ids("cue", i) for i in (place.last + 1, place.last + 2))


def _is_of_world(draft: Draft) -> bool:
    """`外贸总额为793亿美元，其中出口451亿美元`: trade with all countries."""
    view = draft.view
    is_trade = draft.measure in TRADE or draft.of in TRADE
    return is_trade and view.has("abroad") and all(place.code[:2] == (draft.area or "")[:2] for place in view.places)


def _is_of_sides(draft: Draft) -> bool:
    """Trade and papers, and projects that were signed: who reports is here, the other side the partner."""
    is_signed = draft.measure is M.PROJECT_COUNT and draft.status is Status.ACTUAL and draft.stage is Stage.INTENDED
    return draft.measure in OF_SIDES or draft.of in OF_SIDES or is_signed


def _home_of_guests(draft: Draft, own: str, memory: Memory) -> tuple[str | None, Place | None]:
    """The country of the clause; `60人来自新疆` behind the number; else that of the delegation told of before."""
    view, quantity = draft.view, draft.quantity
    clause = view.clause(quantity)
    others = [place for place in view.places if place.country != own]
    found = [
        place
        for place in others
        if view.clauses[place.first] == clause and (place.first <= quantity.last or place.is_people)
    ]
    if found:
        return _only([*found, *_listed_with(view, found)])
    if not view.in_clause(clause, "delegation"):
        return None, None
    before = [place for place in others if place.is_people and place.first < quantity.first]
    last = memory.last_view
    if not before and not view.places and last is not None and last.has("delegation"):
        before = [place for place in last.places if place.is_people and place.country != own]
    return _only(before) if before else (None, None)


def _listed_with(view: View, found: Sequence[Place]) -> list[Place]:
    """`来自塔吉克斯坦、吉尔吉斯斯坦的客商`: of two countries."""
    return [
        place
        for place in view.places
        for other in found
        if place.first == other.last + 2 and "and" in view.matches.particles(other.last + 1)
    ]


def _places_since(draft: Draft) -> bool:
    """A place between what grew and by how much."""
    assert draft.parent is not None
    return any(draft.parent.quantity.last < place.first < draft.quantity.first for place in draft.view.places)


def remember_firm(view: View, memory: Memory) -> None:
    """The one foreign firm of a sentence; a firm of home ends the talk of it."""
    firms = {place.country for place in view.places if _is_firm(view, place)}
    if len(firms) == 1:
        memory.party = Party(firms.pop(), view.sentence.paragraph, view.index)
    elif firms:
        memory.party = None


def _is_firm(view: View, place: Place) -> bool:
    """`法国企业`, `法国舍弗利项目`; but not `在德国的工厂`."""
    if _is_here(view, place):
        return False
    others = {other.first for other in view.places if other is not place}
    for i in range(place.last + 1, min(place.last + FIRM, len(view.tokens))):
        if i in others or view.tokens[i].kind == "s":
            return False
        ids = view.matches.ids("cue", i)
        is_plant = "-" not in place.code and bool(ids & {"project", "facility"}) and "zone" not in ids
        if "firm" in view.matches.particles(i) or is_plant:
            return place.kind != PAIR
    return False


def _firm_before(draft: Draft, memory: Memory, own: str) -> str | None:
    """`它计划投资48亿泰铢`, `公司打算再投`: the foreign firm of which the paragraph tells."""
    view, party = draft.view, memory.party
    if party is None or draft.measure not in PLANTS or party.country == own or _is_part_of_count(draft):
        return None
    if any(place.country != own or _is_firm(view, place) for place in view.places):
        return None
    is_near = party.paragraph == view.sentence.paragraph and view.index - party.index <= FIRM_SENTENCES
    opening = range(min(OPENING, len(view.tokens)))
    return party.country if is_near and any("it" in view.matches.particles(i) for i in opening) else None


def _is_part_of_count(draft: Draft) -> bool:
    """The sum of several projects is of as many firms."""
    parent = draft.parent
    return parent is not None and parent.measure is M.PROJECT_COUNT and parent.value > 1


def _told_before(draft: Draft, memory: Memory) -> str | None:
    """Trade goes on with the country of the sentence before, papers with that of the papers told of, a plant's land and jobs with its own."""
    kin = next((kin for kin in (TRADE, PAPERS, PLANTS) if draft.measure in kin or draft.of in kin), None)
    if kin is None:
        return None
    here = [d for d in told_here(draft.view) if d.measure in kin]
    before = [d for d in memory.drafts if d.measure in kin and (kin is PAPERS or d.view is memory.last_told)]
    if kin is PAPERS:
        before = [d for d in memory.drafts if d.measure in (*PAPERS, M.PARTICIPANT_COUNT) and d.partner]
    last = (here or before)[-1:]
    is_same_place = last and (last[0].area or "")[:2] == (draft.area or "")[:2]
    return last[0].partner if is_same_place and (kin is not PLANTS or here or last[0] in memory.paragraph) else None


def _only(found: list[Place]) -> tuple[str | None, Place | None]:
    return (found[-1].country, found[-1]) if len({place.country for place in found}) == 1 else (None, None)

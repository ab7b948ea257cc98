"""Quantities: numbers with scale, unit, bound and what they count; periods have taken their digits before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kelisim.engines.reading.lexicon import Lexicon, Match
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numerals import Number, behind_aside, currency_before, number_at
from kelisim.engines.reading.text import Token
from kelisim.engines.values import Bound

COUNTED = ("project", "agreement", "document", "jobs", "staff", "enterprise", "people", "participant", "facility")
FAR_COUNTED = ("project", "jobs", "agreement", "enterprise", "participant")
FAR_NOUN = 14  # words
THEM = 3  # words between `их` and their number
FAR_TIME = 8  # words between a time and its number
FAR_RISE = 8  # words between a verb of change and the number that it reaches
CLAUSE_ENDS = frozenset(",;:–.")
MAX_ADJECTIVES = 5
FAR_PAIR = 9  # words between a counted noun and a second number of it
PREFIXES = frozenset(("unit", "currency"))  # kinds
HELPERS = frozenset(("now", "past", "future"))  # auxiliaries, not adverbs


OF_THINGS = frozenset(
    ("launch", "start", "build", "talk", "exist", "carry")
)  # what is said of projects and enterprises


@dataclass(slots=True, eq=False)
class Quantity:
    """`first` and `last` are the tokens of the quote, `number` the token where the number itself begins."""

    first: int
    last: int
    number: int
    number_end: int
    value: Decimal
    kind: str  # money, percent, times, hectare, count, part, bare, other
    unit: str = ""
    noun: str = ""
    noun_at: int = -1
    bound: Bound = Bound.EXACT
    bound_at: int | None = None
    case: str = ""
    is_scaled: bool = False
    is_subject: bool = False  # `nineteen are under construction`
    is_word: bool = False  # a plain numeral in words, which may be anything: it counts only where a noun is found


def read_quantities(matches: Matches, taken: set[int]) -> list[Quantity]:
    found: list[Quantity] = []
    after = 0
    for i in [i for i, token in enumerate(matches.tokens) if token.may_count]:
        quantity = _quantity_at(matches, taken, i) if i >= after and i not in taken else None
        if quantity is None:
            continue
        if quantity.kind == "bare":
            _find_noun_of_number(quantity, matches)
        if quantity.kind == "bare":
            _find_noun_before(quantity, matches, taken, found)
        if not quantity.is_word or quantity.kind != "bare" or _tells_of_them(quantity, matches):
            found.append(quantity)
        after = max(quantity.last, quantity.number_end - 1, i) + 1
    if not matches.lexicon.is_latin:
        _share_noun(matches, taken, found)
        _share_noun_of_pair(matches, found)
    return found


def _share_noun_of_pair(matches: Matches, found: Sequence[Quantity]) -> None:
    """`1 100 временных и 320 постоянных рабочих мест`, `1 100 уақытша және 320 тұрақты жұмыс орны`: one noun behind both."""
    for quantity, following in pairwise(found):
        between = range(quantity.last + 1, following.first)
        if quantity.kind != "bare" or following.kind != "count" or not 2 <= len(between) <= MAX_ADJECTIVES:
            continue
        is_joined = "and" in matches.particles(between[-1]) and following.noun in FAR_COUNTED
        if is_joined and all(_may_stand_before_noun(matches.tokens[i], matches.lexicon) for i in between[:-1]):
            quantity.kind, quantity.noun, quantity.noun_at = "count", following.noun, following.noun_at


def _share_noun(matches: Matches, taken: set[int], found: Sequence[Quantity]) -> None:
    """`в 2023 году запустили 14 проектов, в 2024-м — 19`: a number with a time of its own, of the one noun named."""
    nouns = {q.noun for q in found if q.kind == "count" and q.noun in FAR_COUNTED}
    for quantity in found if len(nouns) == 1 else ():
        is_plain = quantity.kind == "bare" and not quantity.is_scaled and quantity.value == int(quantity.value)
        if is_plain and _ends_group(matches, quantity) and _has_own_time(matches, taken, quantity):
            quantity.kind, quantity.noun = "count", next(iter(nouns))


def _ends_group(matches: Matches, quantity: Quantity) -> bool:
    after = quantity.last + 1
    if after >= len(matches.tokens):
        return True
    return matches.tokens[after].text in (",", ".", ";", ")") or bool(matches.tokens[after].word.tense)


def _has_own_time(matches: Matches, taken: set[int], quantity: Quantity) -> bool:
    is_apart = is_agreed_on(quantity, matches)
    for i in range(quantity.first - 1, max(-1, quantity.first - (FAR_TIME if is_apart else 5)), -1):
        if i in taken:
            return True
        if matches.tokens[i].kind == "n" or matches.tokens[i].text in (";", ".", ":", "("):
            return False
        if matches.tokens[i].text == "," and not is_apart:
            return False
    return False


def _quantity_at(matches: Matches, taken: set[int], i: int) -> Quantity | None:
    ratio = matches.longest("ratio", i)
    if ratio:
        quantity = Quantity(i, i, i, i + 1, Decimal(ratio.form.value), "times", "times")
        _set_bound(quantity, matches, i)
        return quantity
    prefix = _prefix(matches, i)
    start = prefix.last + 1 if prefix else i
    if start >= len(matches.tokens) or start in taken:
        return None
    number = number_at(matches, taken, start, prefix.form.id if prefix else "")
    if number is None or (_is_name(matches, start) and not _has_unit_behind_dash(matches, start, number)):
        return None
    quantity = Quantity(i, number.end - 1, start, number.end, number.value, "bare", is_scaled=number.is_scaled)
    if "each" in matches.particles_before(i):  # her on firmadan altısı
        quantity.kind = "other"
        return quantity
    quantity.case = matches.tokens[number.end - 1].case
    if prefix:
        quantity.kind = "money" if prefix.form.kind == "currency" else prefix.form.id
        quantity.unit = prefix.form.id
    _set_unit(quantity, matches, taken, number)
    if number.is_range:
        quantity.bound = Bound.OVER
    _set_bound(quantity, matches, i)
    if quantity.bound is Bound.EXACT and number.end == start + 1 and "thousands" in matches.particles(start):
        return None  # даст стране тысячи рабочих мест
    is_word = quantity.kind == "bare" and number.is_spelled and not number.is_scaled and quantity.bound is Bound.EXACT
    if is_word and not _is_behind_part(matches, i):
        after = matches.tokens[number.end] if number.end < len(matches.tokens) else None
        is_free = _is_more_of_them(matches, i, number.end) or _is_reached_in_words(matches, quantity, after)
        is_free = is_free or opens_clause(quantity, matches) or stands_behind_work(quantity, matches)
        if after is not None and after.kind == "w" and not is_free:
            return None
        quantity.is_word = True
    return quantity


def _is_reached_in_words(matches: Matches, quantity: Quantity, after: Token | None) -> bool:
    """`firma sayısı yediye yükseldi`: the noun stands before, the verb behind."""
    lexicon = matches.lexicon
    is_told = lexicon.is_latin and lexicon.has_endings and after is not None and bool(after.word.tense)
    return is_told and quantity.case in ("dative", "accusative")


def _tells_of_them(quantity: Quantity, matches: Matches) -> bool:
    """A number in words without a noun, where its place says that it counts what was told before."""
    return (
        _is_whole_sentence(quantity, matches)
        or opens_part(quantity, matches)
        or _is_more_of_them(matches, quantity.first, quantity.number_end)
        or opens_clause(quantity, matches)
        or stands_behind_work(quantity, matches)
        or is_of_them(quantity, matches)
        or is_agreed_on(quantity, matches)
    )


def _is_whole_sentence(quantity: Quantity, matches: Matches) -> bool:
    """`— Пятьдесят один.`: an answer."""
    others = (*matches.tokens[: quantity.first], *matches.tokens[quantity.last + 1 :])
    return all(token.kind == "s" for token in others)


def _is_more_of_them(matches: Matches, i: int, after: int) -> bool:
    """`Ещё шестнадцать строятся`, `тағы бесеуі`: more of what was counted, with their verb behind."""
    is_verb = any("." in identity for identity in matches.ids("verb", after))
    is_verb = is_verb or after >= len(matches.tokens) or matches.tokens[after].text in (".", ";", ",")
    return not matches.lexicon.is_latin and is_verb and "more" in matches.particles_before(i)


def opens_part(quantity: Quantity, matches: Matches) -> bool:
    """`Три — с китайскими компаниями, два — с турецкими`: what stands before a dash at the head of its clause."""
    tokens, after = matches.tokens, quantity.last + 1
    if after + 1 >= len(tokens) or tokens[after].text != "–" or tokens[after + 1].kind != "w":
        return False
    before = tokens[quantity.first - 1] if quantity.first else None
    return before is None or before.text in (",", ":", ";", "(") or "and" in before.word.particles


def opens_clause(quantity: Quantity, matches: Matches) -> bool:
    """`44 уже работают, а 13 строятся`: a number that opens its clause, with a verb of progress right behind it."""
    if matches.lexicon.is_latin or matches.lexicon.is_unspaced or quantity.first == 0:
        return False
    before = matches.tokens[quantity.first - 1]
    is_open = before.text in (",", ";", ":") or bool({"and", "clause"} & before.word.particles)
    is_open = is_open or noun_at(matches, quantity.first - 1) is not None  # из 58 проектов 41 запущен
    at = quantity.number_end + ("already" in matches.particles(quantity.number_end))  # 12 уже завершены
    told = {identity.partition(".")[0] for identity in matches.ids("verb", at)}
    return is_open and bool(told & OF_THINGS)


def stands_behind_work(quantity: Quantity, matches: Matches) -> bool:
    """`94 проекта. Реализация тридцати пяти уже идёт`: what is done with some of those that were counted."""
    return "work_of" in matches.particles_before(quantity.first) and noun_at(matches, quantity.number_end) is None


def is_of_them(quantity: Quantity, matches: Matches) -> bool:
    """`Сегодня их 90`, `увеличить это число до пятидесяти`: as many there are of what was counted."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    for i in range(first - 1, max(-1, first - 1 - THEM), -1):
        if matches.tokens[i].text in CLAUSE_ENDS:
            return False
        if "them" in matches.particles(i):
            return True
    return False


def is_agreed_on(quantity: Quantity, matches: Matches) -> bool:
    """`27 соглашений; два года назад договорились лишь о девяти`."""
    return "about_it" in matches.particles_before(quantity.first) and _ends_group(matches, quantity)


def _is_behind_part(matches: Matches, i: int) -> bool:
    """`из них семь`."""
    near = (match for j in range(max(0, i - 3), i) for match in matches.all("cue", j))
    return any(match.form.id == "part" and match.last == i - 1 for match in near)


def _prefix(matches: Matches, i: int) -> Match | None:
    """A unit before its number: `$5`, `%5`, `yüzde 5`."""
    if matches.kinds(i).keys().isdisjoint(PREFIXES):
        return None
    unit = matches.longest("unit", i)
    return unit if unit and unit.form.value.get("where") == "before" else currency_before(matches, i)


def _is_name(matches: Matches, i: int) -> bool:
    """№ 5, article 5, an ordinal such as 5-й: no quantity."""
    token = matches.tokens[i]
    before = matches.tokens[i - 1].text if i else ""
    if before in ("№", "#", "/") or (
        before == "-"
        and i > 1
        and matches.line.is_joined(i - 2)
        and matches.line.is_joined(i - 1)
        and matches.tokens[i - 2].kind == "w"
    ):
        return True
    if matches.lexicon.has_ordinal_dot and _has_ordinal_dot(matches, i):
        return True
    return token.suffix in matches.lexicon.endings["ordinal"]


def _has_unit_behind_dash(matches: Matches, i: int, number: Number) -> bool:
    """`во втором-230 гектаров`, `бояу цехы-6,7 млрд теңге`: a dash without its spaces; no name has a unit of measure."""
    if matches.lexicon.is_latin or matches.tokens[i - 1].text != "-" or matches.tokens[i].suffix:
        return False
    unit = matches.longest("unit", number.end)
    is_measured = unit is not None and unit.form.id == "hectare"
    return is_measured or matches.longest("currency", number.end) is not None


def _has_ordinal_dot(matches: Matches, i: int) -> bool:
    """`2. etap`: the dot stands inside the sentence."""
    tokens = matches.tokens
    return (
        i + 2 < len(tokens)
        and tokens[i].kind == "n"
        and tokens[i + 1].text == "."
        and matches.line.is_joined(i)
        and tokens[i + 2].kind == "w"
    )


# -- units and what is counted


def _set_unit(quantity: Quantity, matches: Matches, taken: set[int], number: Number) -> None:
    end = number.end
    if quantity.kind != "bare":
        return
    suffix = matches.tokens[number.end - 1].suffix
    is_bounded = matches.lexicon.is_latin and _bound_after(matches, end - 1) is not None
    if (suffix in matches.lexicon.endings["part"] and not is_bounded) or "collective" in matches.particles_before(
        number.end
    ):
        quantity.kind = "part"
        return
    if _is_number_of_them(quantity, matches, end):
        return
    if _is_subject(quantity, matches, end):
        quantity.kind, quantity.is_subject = "part", True
        return
    bound = _bound_after(matches, end - 1)
    aside = behind_aside(matches, end, quantity.value)
    for start in (end, bound.last + 1) if bound else (end,) if aside == end else (end, aside):
        for kind in ("currency", "unit"):
            unit = matches.longest(kind, start)
            if unit and start in taken:
                continue  # 980 млрд годом ранее
            if unit and not (kind == "unit" and unit.form.id == "other" and noun_at(matches, start)):
                _apply_unit(quantity, unit)
                return
    start = bound.last + 1 if bound else end
    _find_noun(quantity, matches, taken, start)


def _is_number_of_them(quantity: Quantity, matches: Matches, end: int) -> bool:
    """`ten of them` is a part; `fourteen of this year's 46 projects` are projects."""
    if "out_of" not in matches.particles(end):
        return False
    if "part" in matches.ids("cue", end):
        quantity.kind = "part"
        return True
    if not matches.lexicon.is_latin:
        return False
    for i in range(end + 1, min(end + MAX_ADJECTIVES + 1, len(matches.tokens))):
        noun = noun_at(matches, i)
        if noun:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, i
            return True
        if matches.tokens[i].kind == "s":
            break
    if "article" in matches.particles(end + 1) and _is_number_alone(matches, end + 2):
        quantity.kind = "part"  # eleven of the 33
    return quantity.kind == "part"


def _is_number_alone(matches: Matches, i: int) -> bool:
    """A number whose noun was told before: a verb or a mark follows."""
    if i >= len(matches.tokens) or matches.tokens[i].kind != "n":
        return False
    after = i + 1
    return after >= len(matches.tokens) or matches.tokens[after].kind == "s" or _is_helper(matches, after)


def _is_helper(matches: Matches, i: int) -> bool:
    """`are`, `were`, `have`, `will`."""
    return i < len(matches.tokens) and matches.lexicon.auxiliaries.get(matches.tokens[i].text) in HELPERS


def _is_subject(quantity: Quantity, matches: Matches, end: int) -> bool:
    """`nineteen are under construction`: a number that opens its clause, with no noun before its verb."""
    if not _is_helper(matches, end):
        return False
    before = matches.tokens[quantity.first - 1] if quantity.first else None
    is_open = before is None or before.text in (";", ",", "–", ":")
    return is_open or not {"and", "clause"}.isdisjoint(matches.particles_before(quantity.first))


def _apply_unit(quantity: Quantity, unit: Match) -> None:
    quantity.kind = "money" if unit.form.kind == "currency" else unit.form.id
    quantity.unit, quantity.last = unit.form.id, unit.last
    if quantity.kind in ("hectare", "money"):
        quantity.value = quantity.value * Decimal(unit.form.value.get("factor", "1"))
    elif quantity.kind == "times":
        quantity.unit = "times"


def _find_noun(quantity: Quantity, matches: Matches, taken: set[int], start: int) -> None:
    """The counted noun behind the number, over its adjectives."""
    tokens, lexicon = matches.tokens, matches.lexicon
    is_more = "more" in matches.particles_before(quantity.first)
    for i in range(start, min(start + MAX_ADJECTIVES, len(tokens))):
        noun = _last_noun(matches, i)
        if lexicon.is_latin and _is_kept(matches, i, noun):
            quantity.kind = "other"
            return
        if noun:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
            quantity.last = noun.last
            if noun.form.id == "facility" and noun.last > noun.first and not lexicon.is_latin:
                head = noun_at(matches, noun.last)  # молочно-товарных ферм: the farms are what is counted
                quantity.noun = head.form.id if head is not None and head.form.id == "enterprise" else quantity.noun
            return
        token = tokens[i]
        if _joins_adjectives(matches, i):
            continue
        if i in taken or token.kind != "w" or token.text in lexicon.stops or token.word.numeral is not None:
            return
        unit = matches.longest("unit", i)
        if unit is not None or matches.longest("currency", i) is not None:
            quantity.kind = "other" if unit else quantity.kind
            return
        if not _may_stand_before_noun(token, lexicon):
            is_these = "these" in matches.particles_before(quantity.first)
            is_free = is_more or (_is_behind_part(matches, quantity.first) and not is_these)
            is_free = is_free or opens_clause(quantity, matches) or stands_behind_work(quantity, matches)
            is_verb = lexicon.is_latin and lexicon.is_verb_final and bool(token.word.tense)
            quantity.kind = "other" if i == start and not is_free and not is_verb else quantity.kind
            return


def _joins_adjectives(matches: Matches, i: int) -> bool:
    """`150 российских и казахстанских компаний`."""
    tokens = matches.tokens
    if matches.lexicon.has_endings or matches.lexicon.is_latin or i + 1 >= len(tokens):
        return False
    return "and" in matches.particles(i) and tokens[i - 1].word.is_adjective and tokens[i + 1].word.is_adjective


def _is_kept(matches: Matches, i: int, noun: Match | None) -> bool:
    """`164 yatırım teşvik belgesi`: words that a cue `nothing` keeps from being counted."""
    last = max((m.last for m in matches.all("cue", i) if m.form.id == "nothing"), default=-1)
    return last > (noun.last if noun else i)


def _last_noun(matches: Matches, i: int) -> Match | None:
    """`seven greenhouse projects`: of nouns in a row the last is counted."""
    noun = noun_at(matches, i)
    goes_on = matches.lexicon.is_latin and not matches.lexicon.has_endings
    while noun and goes_on and (following := noun_at(matches, noun.last + 1)):
        noun = following
    return noun


def _find_noun_of_number(quantity: Quantity, matches: Matches) -> None:
    """`the number of companies rose to 1,900`, `a workforce of 640`."""
    first = quantity.first if quantity.bound_at is None else min(quantity.first, quantity.bound_at)
    if "out_of" in matches.particles_before(first) and first > 1:
        noun = noun_at(matches, first - 2)
        if noun and noun.form.id == "staff" and noun.last == first - 2:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
            return
    noun = _noun_that_rose(matches, first)
    if noun:
        quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return
    for i in range(first - 1, max(-1, first - FAR_NOUN), -1):
        if matches.tokens[i].kind != "w":
            return
        if "counting" not in matches.particles(i):
            continue
        noun = next((n for j in range(i + 1, first) if (n := noun_at(matches, j))), None)
        if noun:
            quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return


def _noun_that_rose(matches: Matches, first: int) -> Match | None:
    """`Jobs in the zone rose by 12 per cent to 8,400`, `Employment will climb to 900`: the subject is what is counted."""
    lexicon = matches.lexicon
    if not lexicon.is_latin or lexicon.has_endings or "into" not in matches.particles_before(first):
        return None
    begin = next((i + 1 for i in range(first - 1, -1, -1) if matches.tokens[i].text in CLAUSE_ENDS), 0)
    changes = [i for i in range(max(begin, first - FAR_RISE), first) if matches.ids("cue", i) & {"grow", "fall"}]
    if not changes or any(matches.longest("currency", i) for i in range(begin, changes[0])):
        return None
    begin += "article" in matches.particles(begin)
    near = (n for i in range(begin, min(begin + 2, changes[0])) if (n := noun_at(matches, i)))
    return next((n for n in near if n.form.id in ("jobs", "staff", "enterprise", "project", "agreement")), None)


def _find_noun_before(quantity: Quantity, matches: Matches, taken: set[int], found: Sequence[Quantity]) -> None:
    """`рабочих мест — до 20,5 тысячи`, `проектов: 25`; and the second of two numbers of one noun."""
    tokens = matches.tokens
    i = quantity.first - 1
    if quantity.bound_at is not None and quantity.bound_at < quantity.first:
        i = quantity.bound_at - 1
    has_mark = False
    if i > 0 and "until" in tokens[i].word.particles and tokens[i - 1].text == "–":
        i -= 1  # малых предприятий – до 4820
    while i >= 0 and (tokens[i].text in ("–", ":", "-") or i in taken or "link" in tokens[i].word.particles):
        has_mark, i = has_mark or tokens[i].text in ("–", ":"), i - 1
    noun = next((n for back in range(2) if (n := noun_at(matches, i - back)) and n.last == i), None) if i >= 0 else None
    if noun and has_mark and noun.form.id in ("project", "jobs", "agreement", "enterprise", "participant"):
        quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return
    noun = _noun_far_before(quantity, matches, taken, found)
    if noun:
        quantity.kind, quantity.noun, quantity.noun_at = "count", noun.form.id, noun.first
        return
    last = found[-1] if found else None
    if last is not None and _is_second_of_noun(quantity, matches, last):
        quantity.kind, quantity.noun, quantity.noun_at = "count", last.noun, last.noun_at
        return
    is_pair = (
        last is not None
        and last.kind == "count"
        and i >= 0
        and (tokens[i].text == "," or "and" in matches.particles_before(i + 1))
    )
    if (
        last is not None
        and is_pair
        and quantity.is_scaled == last.is_scaled
        and (quantity.is_scaled or quantity.bound is not Bound.EXACT)
        and i - last.last <= 5
    ):
        quantity.kind, quantity.noun, quantity.noun_at = "count", last.noun, last.noun_at


def _is_second_of_noun(quantity: Quantity, matches: Matches, last: Quantity) -> bool:
    """`1,000 jobs during construction and 600 when it is running`, `20 projects in Almaty and 15 in Astana`."""
    tokens, after = matches.tokens, quantity.last + 1
    if not matches.lexicon.is_latin or matches.lexicon.has_endings or last.kind != "count" or after >= len(tokens):
        return False
    is_open = "and" in matches.particles_before(quantity.first) and quantity.first - last.last <= FAR_PAIR
    between = tokens[last.last + 1 : quantity.first - 1]
    is_told = bool(between) and between[0].text in matches.lexicon.stops and all(t.kind == "w" for t in between)
    is_like = tokens[after].text in matches.lexicon.stops and "out_of" not in matches.particles(after)
    return is_open and is_told and is_like and not quantity.is_scaled


def _noun_far_before(quantity: Quantity, matches: Matches, taken: set[int], found: Sequence[Quantity]) -> Match | None:
    """`предприятий в стране насчитывалось 15 642`, `число резидентов выросло до 45`, `компаниялар саны 1 200-ге жетті`."""
    tokens = matches.tokens
    first = quantity.first
    if quantity.bound_at is not None and quantity.bound_at < first:
        first = quantity.bound_at
    if "by" in matches.particles_before(first):
        return None
    is_told = first > 0 and tokens[first - 1].text.endswith(matches.lexicon.endings["impersonal"] or ("\0",))
    changes = [q for q in found if q.kind in ("percent", "times") and not matches.lexicon.is_latin]
    told = [q for q in found if q.kind != "bare" and not 0 <= q.noun_at < q.first and q not in changes]
    low = max((q.last for q in told), default=-1)
    taken = taken | {i for q in changes for i in range(q.first, q.last + 1)}  # выросло на 18% — до 310
    for i in range(first - 1, max(low, first - FAR_NOUN), -1):
        if tokens[i].kind == "s" and i not in taken and tokens[i].text != "–":
            return None
        noun = noun_at(matches, i)
        if noun is None or i in taken:
            continue
        is_number = _is_number_of(matches, noun)
        is_staff = is_number and (noun.form.id == "staff" or (noun.form.id == "people" and matches.lexicon.is_latin))
        if noun.form.id not in FAR_COUNTED and not is_staff:
            continue
        is_genitive = tokens[noun.last].text.endswith(matches.lexicon.endings["counted"] or ("\0",))
        if is_number or (is_told and is_genitive):
            return noun
    return None


def _is_number_of(matches: Matches, noun: Match) -> bool:
    """`количество новых рабочих мест`, `кәсіпорындардың саны`."""
    if "number_of" in matches.particles(noun.last + 1) or "number_of" in matches.particles(noun.first):
        return True  # штат увеличится до 520
    if matches.lexicon.is_latin and matches.lexicon.has_endings and "tally" in matches.particles(noun.first):
        return True  # istihdam 84 bine çıktı
    before = range(max(0, noun.first - 3), noun.first)
    return not matches.lexicon.has_endings and any("number_of" in matches.particles(i) for i in before)


def _may_stand_before_noun(token: Token, lexicon: Lexicon) -> bool:
    if token.word.is_adjective:
        return True
    if not lexicon.has_plain_modifiers:
        return False
    return token.case in ("", "locative", "accusative") and not token.word.tense


def noun_at(matches: Matches, i: int) -> Match | None:
    best = None
    for match in matches.all("cue", i):
        if match.form.id in COUNTED:
            rank = (match.last, -COUNTED.index(match.form.id))
            if best is None or rank > (best.last, -COUNTED.index(best.form.id)):
                best = match
    return best


# -- bounds


def _bound_after(matches: Matches, last: int) -> Match | None:
    """A bound that stands behind its number and asks a case of it: `300-ге жуық`, `теңгеден астам`."""
    free = None
    for match in matches.all("bound", last + 1) if "bound" in matches.all_kinds else ():
        form = match.form
        if form.value["where"] == "after":
            case = form.value.get("case", "")
            if case and case == matches.tokens[last].case:
                return match
            free = free or (match if not case else None)
    return free


def _set_bound(quantity: Quantity, matches: Matches, first: int) -> None:
    match = None
    if "bound" in matches.all_kinds:
        match = _bound_before(matches, first) or _bound_after(matches, quantity.number_end - 1)
        match = match or _bound_after(matches, quantity.last)
    if match is None:
        if quantity.bound is Bound.EXACT and _is_likened(matches, quantity):
            quantity.bound, quantity.bound_at = Bound.ABOUT, quantity.last
        return
    bound = Bound(match.form.id)
    if bound is Bound.UNDER and _is_destination(matches, match, quantity):
        return
    quantity.bound, quantity.bound_at = bound, match.first


def _is_likened(matches: Matches, quantity: Quantity) -> bool:
    """`100-дей`, `40 млн доллардай`: the ending of likeness on the number or its unit."""
    tokens = matches.tokens
    ends = {quantity.number_end - 1, quantity.last if quantity.kind == "money" else quantity.number_end - 1}
    likeness = matches.lexicon.endings["likeness"]
    return bool(likeness) and any((tokens[i].suffix or tokens[i].text).endswith(likeness) for i in ends)


def _bound_before(matches: Matches, first: int) -> Match | None:
    for back in range(min(4, first), 0, -1):
        if "bound" not in matches.kinds(first - back):
            continue
        for match in matches.all("bound", first - back):
            if match.form.value["where"] == "before" and match.last == first - 1:
                return match
    return None


def _is_destination(matches: Matches, match: Match, quantity: Quantity) -> bool:
    """`довести до 10 млрд`, `10 млрд-қа дейін жеткізу`: the number is reached, not a limit."""
    if not match.form.value.get("destination"):
        return False
    if match.form.value["where"] == "before":
        far = 5 if matches.lexicon.is_latin else 8
        return any("destination" in matches.ids("cue", i) for i in range(max(0, match.first - far), match.first))
    return any(
        "destination" in matches.ids("cue", i) for i in range(match.last + 1, min(match.last + 4, len(matches.tokens)))
    )

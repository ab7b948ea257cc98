"""Each sentence's quantities become drafts of claims: measure, then fate, time and place."""

from __future__ import annotations

from collections.abc import Callable

from kelisim.engines.reading import places
from kelisim.engines.reading.drafts import FLOWS, TRADE, Draft, Memory
from kelisim.engines.reading.fates import inherit, set_status
from kelisim.engines.reading.growth import measure_growth
from kelisim.engines.reading.lists import take_unit_of_list
from kelisim.engines.reading.measures import (
    is_left_behind,
    measure_compared,
    measure_counts,
    measure_elided,
    measure_money,
    measure_parts,
)
from kelisim.engines.reading.numbers import FAR_COUNTED, Quantity, noun_at
from kelisim.engines.reading.places import Ground
from kelisim.engines.reading.times import lend_time_of_papers, lend_times_of_contrast, set_when
from kelisim.engines.reading.view import View
from kelisim.engines.values import Measure

MILLION = 1_000_000
SENTENCES = 2  # over which a sum without its currency is of the one told before


def attach(
    view: View,
    ground: Ground,
    memory: Memory,
    set_places: Callable[[Draft, Ground, Memory], None] = places.set_places,
) -> list[Draft]:
    """Counts come first, for sums, parts and changes lean on them."""
    drafts = _measured(view, memory)
    if not drafts:
        return drafts
    for draft in sorted(drafts, key=lambda draft: draft.measure is Measure.LAND_AREA):
        set_status(draft, memory)
        inherit(draft)
        set_when(draft, memory)
        memory.drafts.append(draft)
    lend_time_of_papers(drafts, memory)
    lend_times_of_contrast(drafts, memory)
    for draft in sorted(drafts, key=lambda draft: draft.measure in (Measure.JOBS, Measure.LAND_AREA)):
        set_places(draft, ground, memory)
    return drafts


def _measured(view: View, memory: Memory) -> list[Draft]:
    if not view.quantities:
        return []
    take_unit_of_list(view, memory)
    _share_currency(view, memory)
    _answer(view, memory)
    counts = list(measure_counts(view, memory))
    counts += list(measure_elided(view, counts))
    counts += measure_parts(view, counts, memory)
    counts += list(measure_compared(view, counts))
    drafts = counts + list(measure_money(view, counts, memory))
    return drafts + list(measure_growth(view, drafts, memory))


def _answer(view: View, memory: Memory) -> None:
    """`— Сколько в зоне резидентов? — Пятьдесят один.`: the number that opens an answer is of what was asked for."""
    asked, number = memory.last_view, view.quantities[0]
    if asked is None or view.sentence.lexicon.is_unspaced or asked.tokens[-1].text not in ("?", "–"):
        return
    is_open = all(token.kind == "s" for token in view.tokens[: number.first])
    if number.kind != "bare" or not is_open:
        return
    word = next((i for i in range(len(asked.tokens)) if "how_many" in asked.matches.particles(i)), None)
    if word is None:
        return
    noun = next((m for i in range(word + 1, len(asked.tokens)) if (m := noun_at(asked.matches, i))), None)
    if noun is not None and noun.form.id in FAR_COUNTED:
        number.kind, number.noun = "count", noun.form.id


def _share_currency(view: View, memory: Memory) -> None:
    """`74,6 млрд тенге …, годом ранее 61,2 млрд`: millions without a unit are of the paragraph's last currency."""
    last = memory.last_money
    unit = last.unit if last is not None and _is_near(view, last, memory) else ""
    if not unit and not view.sentence.lexicon.is_latin:  # 610 млн в Россию, 95 млн долларов в Узбекистан
        unit = next((q.unit for q in view.quantities if q.kind == "money"), "")
    for number, quantity in enumerate(view.quantities):
        if quantity.kind == "money":
            unit = quantity.unit
        if not unit and view.sentence.lexicon.is_latin:  # 2024'te 11,3 milyar, 2025'te 13,1 milyar dolarlık
            behind = view.quantities[number + 1 : number + 2]
            unit = next((q.unit for q in behind if q.kind == "money" and q.is_scaled), "")
        if unit and quantity.kind == "bare" and _is_sum_alone(view, quantity) and not is_left_behind(view, quantity):
            quantity.kind, quantity.unit = "money", unit


def _is_near(view: View, last: Draft, memory: Memory) -> bool:
    """In this paragraph, or in the sentence before where a list goes on."""
    if last in memory.paragraph or (view.sentence.is_item and last.view is memory.last_told):
        return True
    is_flow = last.measure in (*FLOWS, *TRADE) and not view.sentence.lexicon.is_latin
    return is_flow and view.index - last.view.index <= SENTENCES


def _is_sum_alone(view: View, quantity: Quantity) -> bool:
    after = quantity.number_end
    if not quantity.is_scaled or quantity.value < MILLION:
        return False
    if after >= len(view.tokens) or view.tokens[after].kind == "s":
        return True
    if any(when.first == after for when in view.whens):
        return True  # против 980 млрд годом ранее
    lexicon = view.sentence.lexicon
    if lexicon.has_plain_modifiers and lexicon.has_endings:
        is_head = bool(quantity.case) or view.tokens[after - 1].text.endswith(lexicon.endings["owned"])
        is_told = bool(view.tokens[after].word.tense) or view.tokens[after].text in lexicon.stops
        return is_head or is_told
    is_told = not lexicon.is_latin and any("." in identity for identity in view.matches.ids("verb", after))
    return view.tokens[after].text in lexicon.stops or is_told  # из них 3 млрд пришлось на экспорт

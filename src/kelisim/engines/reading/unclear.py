"""What was seen but not understood: money of which no measure is told, a number of nothing known, money words without a number, times that have no day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kelisim.engines.reading.claims import Span, Unclear
from kelisim.engines.reading.drafts import Draft, verbs
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.view import View

MATTERS = ("investment", "fdi", "fixed_capital", "project", "agreement", "cost", *verbs("attract"))
WIDER = (*MATTERS, "facility", "enterprise", "anaphor")
FIGURES = frozenset(("investment", "fdi", "fixed_capital", "cost", "trade", "export", "import"))
LEAST = 100  # a smaller number without a unit is a room, a page, an hour
YEARS = range(1900, 2101)
BEFORE = 4  # words between `billions` and `dollars`


def unclear_of(view: View, drafts: Sequence[Draft], text: str) -> Iterator[Unclear]:
    """Times without a day are told where they bear on a claim or on another doubt."""
    found = list(_numbers(view, drafts, text))
    if view.has(*WIDER):
        found += [_entry(view, text, "money_without_number", first, last) for first, last in _money_words(view)]
    yield from found
    for when in view.whens if drafts or found else ():
        if not when.is_known:
            yield _entry(view, text, "time_unknown", when.first, when.last)


def _numbers(view: View, drafts: Sequence[Draft], text: str) -> Iterator[Unclear]:
    used = {id(draft.quantity) for draft in drafts}
    is_near = view.has(*MATTERS)
    for quantity in view.quantities:
        reason = "" if id(quantity) in used else _reason(view, quantity, is_near=is_near)
        if reason:
            value = quantity.value.normalize()
            yield _entry(view, text, reason, quantity.first, quantity.last, value, quantity.unit)


def _entry(
    view: View, text: str, reason: str, first: int, last: int, value: Decimal | None = None, unit: str = ""
) -> Unclear:
    start, end = view.line.starts[first], view.line.end(last)
    end -= text[end - 1] == "." and last == len(view.tokens) - 1
    span = Span(start, end - start)
    sentence = Span(view.sentence.start, view.sentence.end - view.sentence.start)
    return Unclear(text[start:end], reason, span, sentence, view.sentence.lexicon.language, value=value, unit=unit)


def _reason(view: View, quantity: Quantity, *, is_near: bool) -> str:
    if quantity.kind == "money":
        is_clear = (
            view.has("other", "spent", "norm") or _is_second_currency(view, quantity) or _is_of_output(view, quantity)
        )
        return "" if is_clear else "money_without_measure"
    if not is_near or quantity.kind not in ("bare", "other"):
        return ""
    if quantity.is_scaled:
        return "number_without_unit" if quantity.kind == "bare" or _is_of_unknown(view, quantity) else ""
    is_figure = quantity.value >= LEAST and quantity.value not in YEARS
    clause = view.clauses[quantity.number]
    return "number_without_unit" if quantity.kind == "bare" and is_figure and _is_figure(view, clause, quantity) else ""


def _is_second_currency(view: View, quantity: Quantity) -> bool:
    """`50 млрд тенге (около $111 млн)`: a sum told again."""
    before = next((q for q in reversed(view.quantities) if q.number < quantity.number), None)
    if before is None or before.kind != "money" or before.unit == quantity.unit:
        return False
    return any(view.tokens[i].text == "(" for i in range(before.last + 1, quantity.first))


def _is_of_output(view: View, quantity: Quantity) -> bool:
    """`农业总产值提升至1.2万亿坚戈`, `250 млрд теңгеге көп`: what was produced, and by how much something is more."""
    clause = view.clause(quantity)
    words = [cue.ids for cue in view.cues_of_clause(clause)]
    is_output = any("output" in ids for ids in words) and not any(ids & FIGURES for ids in words)
    beside = (cue for cue in view.with_ids(("difference",)) if view.clauses[cue.first] == clause)
    return is_output or any(-BEFORE <= cue.first - quantity.last <= 1 for cue in beside)


def _is_of_unknown(view: View, quantity: Quantity) -> bool:
    """`12 млрд квач`: a unit that no list holds."""
    after = quantity.number_end
    return (
        not (quantity.unit and view.sentence.lexicon.is_unspaced)  # 125万吨聚乙烯
        and after < len(view.tokens)
        and view.tokens[after].kind == "w"
        and not view.tokens[after].word.starts
        and view.matches.longest("unit", after) is None
    )


def _is_figure(view: View, clause: int, quantity: Quantity) -> bool:
    """`инвестиции составили 450`: a figure of ours in the same clause before it."""
    return any(cue.first < quantity.first and cue.ids & FIGURES for cue in view.cues_of_clause(clause))


def _money_words(view: View) -> Iterator[tuple[int, int]]:
    """`миллиарды тенге`, `hundreds of millions of dollars`, `数十亿元`: a currency behind a scale or a vague word, and no number."""
    taken = {i for quantity in view.quantities for i in range(quantity.first, quantity.last + 1)}
    matches = view.matches
    for i in matches.filled:
        currency = matches.longest("currency", i)
        if currency is None or i in taken:
            continue
        near = [j for j in range(max(0, i - BEFORE), i) if j not in taken and _is_some(view, j)]
        if near:
            yield near[0], currency.last


def _is_some(view: View, i: int) -> bool:
    token, lexicon = view.tokens[i], view.sentence.lexicon
    word = lexicon.word(token.text[0]) if lexicon.is_unspaced else token.word  # 数十亿 is one word
    return view.matches.longest("scale", i) is not None or "vague" in word.particles

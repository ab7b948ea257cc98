"""Lists: lines with a mark, or that end with a semicolon, each about one part of what the line above them names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kelisim.engines.reading.drafts import STAGED, Draft, Memory
from kelisim.engines.reading.numbers import FAR_COUNTED, Quantity, noun_at
from kelisim.engines.reading.periods import Role, When
from kelisim.engines.reading.view import View
from kelisim.engines.values import Measure

BULLET = re.compile(r" *(?:[•·▪●◦‣*]|\d{1,2}[.)])(?: +|(?=[^\W\d_]))")
DASH = re.compile(r" *[–-] +")
BARE_LINE = re.compile(r"[^.!?]{1,80}? [–:-] \d[\d ]*(?:,\d+)?[ %]*[;.,]?\s*")
LONGEST = 300  # characters of a line that is no paragraph
NEAR = 3  # sentences between a total and the list of its parts


def items(lower: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """The paragraphs of a text, without the mark of those that are lines of a list, and whether they are."""
    found: list[tuple[int, int, bool]] = []
    for number, (start, end) in enumerate(spans):
        bullet, dash = BULLET.match(lower, start, end), DASH.match(lower, start, end)
        before = lower[found[-1][0] : found[-1][1]].rstrip() if found else ""
        is_next = bool(found) and found[-1][2] and before.endswith((";", ","))
        is_short = end - start <= LONGEST
        is_item = is_short and (
            bullet is not None
            or lower[start:end].rstrip().endswith(";")
            or is_next
            or _opens_list(lower, spans, number)
            or _is_bare_line(lower, (start, end), found)
        )
        mark = (bullet or dash) if is_item else None
        found.append((mark.end() if mark else start, end, is_item))
    return found


def _opens_list(lower: str, spans: Sequence[tuple[int, int]], number: int) -> bool:
    """A dash behind a colon, with another dash below."""
    if number == 0 or number + 1 == len(spans):
        return False
    (first, last), below = spans[number - 1], spans[number + 1]
    return (
        lower[first:last].rstrip().endswith((":", "："))
        and DASH.match(lower, *spans[number]) is not None
        and DASH.match(lower, *below) is not None
    )


def _is_bare_line(lower: str, span: tuple[int, int], found: Sequence[tuple[int, int, bool]]) -> bool:
    """`Металлургия — 120,4` below a line that ends with a colon and names the unit."""
    if not found or BARE_LINE.fullmatch(lower, *span) is None:
        return False
    start, end, is_item = found[-1]
    return lower[start:end].rstrip().endswith(":") or (is_item and BARE_LINE.fullmatch(lower, start, end) is not None)


def take_unit_of_list(view: View, memory: Memory) -> None:
    """`Вложения по отраслям, млрд тенге:` and `Число проектов по районам:` say what the bare numbers below them are."""
    head = memory.head
    bare = [q for q in view.quantities if q.kind in ("bare", "other") and not q.is_scaled and not q.unit]
    if not view.sentence.is_item or head is None or not bare or head.sentence.lexicon.is_unspaced:
        return
    unit = _unit_of(head)
    nouns = {m.form.id for i in range(len(head.tokens)) if (m := noun_at(head.matches, i))} & set(FAR_COUNTED)
    for quantity in bare:
        if quantity.last + 1 < len(view.tokens) and view.tokens[quantity.last + 1].kind == "w":
            continue
        if unit is not None:
            scale, quantity.unit = unit
            quantity.kind, quantity.value, quantity.is_scaled = "money", quantity.value * scale, True
        elif len(nouns) == 1 and not head.quantities:
            quantity.kind, quantity.noun = "count", next(iter(nouns))


def _unit_of(head: View) -> tuple[int, str] | None:
    """A scale and a currency with no number before them."""
    for i in range(1, len(head.tokens)):
        scale = head.matches.longest("scale", i)
        currency = head.matches.longest("currency", scale.last + 1) if scale else None
        if scale and currency and head.tokens[i - 1].kind != "n":
            return scale.form.value, currency.form.id
    return None


def whole_of(view: View, measure: Measure, memory: Memory) -> Draft | None:
    """The total of which the line of a list tells a part."""
    head = memory.head
    if not view.sentence.is_item or head is None:
        return None
    near = [
        draft
        for draft in reversed(memory.drafts)
        if draft.measure is measure and not draft.view.sentence.is_item and head.index - draft.view.index <= NEAR
    ]
    return next((draft for draft in near if draft.partner is None), near[0] if near else None)


def when_of_list(draft: Draft, memory: Memory) -> When | None:
    """The time that the line above a list names for all its lines: in brackets there, for what is in brackets here."""
    head, quantity = memory.head, draft.quantity
    if not draft.view.sentence.is_item or head is None:
        return None
    inside = quantity.first > 0 and draft.view.tokens[quantity.first - 1].text == "("
    for when in head.whens:
        is_aside = any(token.text == "(" for token in head.tokens[: when.first])
        is_main = is_aside or when.role is Role.MAIN
        if when.start and is_main and is_aside == inside:
            return when
    if memory.topic is not None and not inside and draft.measure not in STAGED and draft.of not in STAGED:
        return memory.topic.when
    return None


def is_index_list(view: View, quantity: Quantity, memory: Memory) -> bool:
    """`– Атырауская область — 1 702 млрд тенге, 78,9 %`, where the line above names the index."""
    head = memory.head
    return (
        view.sentence.is_item and head is not None and quantity.kind == "percent" and head.has("grow", "fall", "index")
    )

"""Whether amounts of money and percentages of Kazakh television news are seen: KazNERD, spans compared, values left aside.

The data are no part of this repository: IS2AI/KazNERD (Yeshpanov, Khassanov, Varol: *KazNERD: Kazakh Named Entity
Recognition Dataset*, LREC 2022; Creative Commons Attribution 4.0). An entity is found where one of our quantities of its
kind overlaps it; a quantity that overlaps no entity of its kind is one too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.periods import Calendar
from kelisim.engines.reading.text import Sentence, normal, tokens
from kelisim.engines.reading.view import view_of

SHARED = Path(__file__).resolve().parents[2] / "shared" / "press"
FILE = SHARED / "kaznerd" / "IOB2_valid.txt"
KIND_OF_LABEL = {"MONEY": "money", "PERCENTAGE": "percent"}
Span = tuple[int, int]
Spans = dict[str, list[Span]]


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Each sentence as its words with their labels."""
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            word, label = line.split()
            rows.append((word, label))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def gold(rows: list[tuple[str, str]]) -> tuple[str, Spans]:
    """The text, its words a space apart, and the spans of each kind."""
    text, spans, before = "", {kind: list[Span]() for kind in KIND_OF_LABEL.values()}, "O"
    for word, label in rows:
        text += " " if text else ""
        start, text = len(text), text + word
        mark, _dash, name = label.partition("-")
        own = spans.get(KIND_OF_LABEL.get(name, ""))
        if own is not None and mark == "I" and before.endswith(name):
            own[-1] = (own[-1][0], len(text))
        elif own is not None:
            own.append((start, len(text)))
        before = label
    return text, spans


def ours(text: str) -> Spans:
    lexicon, lower = standard()["kk"], normal(text)
    sentence = Sentence(0, len(text), 0, lexicon, tokens(text, lower, 0, len(text), lexicon))
    view = view_of(sentence, Calendar(None))
    spans: Spans = {kind: [] for kind in KIND_OF_LABEL.values()}
    for quantity in view.quantities:
        if quantity.kind in spans:
            spans[quantity.kind].append((view.line.starts[quantity.first], view.line.end(quantity.last)))
    return spans


def scores(path: Path) -> dict[str, tuple[int, float, float, float]]:
    """For each label: how many there are, precision, recall, F1."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KIND_OF_LABEL.values()}
    for rows in sentences(path):
        text, wanted = gold(rows)
        for kind, found in ours(text).items():
            counts[kind].update(wanted=len(wanted[kind]), found=len(found))
            counts[kind].update(hit=sum(_overlaps(span, found) for span in wanted[kind]))
            counts[kind].update(right=sum(_overlaps(span, wanted[kind]) for span in found))
    return {label: (counts[kind]["wanted"], *_f1(counts[kind])) for label, kind in KIND_OF_LABEL.items()}


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)


def _f1(count: Counter[str]) -> tuple[float, float, float]:
    precision = count["right"] / count["found"] if count["found"] else 0.0
    recall = count["hit"] / count["wanted"] if count["wanted"] else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def measure() -> None:
    """Print precision, recall and F1 of both kinds."""
    if not FILE.is_file():
        print("skipped: ../shared/press/kaznerd/IOB2_valid.txt is not here; README of IS2AI/KazNERD says where it is")
        return
    print(f"{'':12}{'entities':>9}{'precision':>11}{'recall':>8}{'F1':>8}")
    for label, (wanted, precision, recall, f1) in scores(FILE).items():
        print(f"{label:12}{wanted:>9}{precision:>11.4f}{recall:>8.4f}{f1:>8.4f}")

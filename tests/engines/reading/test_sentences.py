"""Short texts in `sentences/`, each with the claims that it gives: a blank line parts them, four spaces open a claim.

A claim is measure (and what grew), value, unit, bound, status, stage, period, area, partner; `-` is none.
"""

from pathlib import Path

import pytest

from kelisim.engines.reading import Article, read

FILES = sorted((Path(__file__).parent / "sentences").glob("*.txt"))
INDENT = "    "


def blocks(path):
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        told = [line for line in lines if not line.startswith(INDENT)]
        yield "\n".join(told), [line.strip() for line in lines if line.startswith(INDENT)]


def line_of(claim):
    measure = f"{claim.measure}:{claim.of}" if claim.of else claim.measure
    days = f"{claim.start or ''}..{claim.end or ''}" if claim.start or claim.end else "-"
    fields = (measure, f"{claim.value:f}", claim.unit, claim.bound, claim.status, claim.stage, days)
    return " ".join(str(field) for field in (*(f or "-" for f in fields), claim.area or "-", claim.partner or "-"))


def lines_of(text):
    return [line_of(claim) for claim in read(Article.from_text(text)).claims]


CASES = [
    pytest.param(text, lines, id=f"{path.stem}-{i}")
    for path in FILES
    for i, (text, lines) in enumerate(blocks(path), 1)
]


@pytest.mark.parametrize(("text", "lines"), CASES)
def test_a_sentence_gives_its_claims(text, lines):
    assert lines_of(text) == lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_text_stands_once(path):
    texts = [text for text, _ in blocks(path)]
    assert sorted(texts) == sorted(set(texts))

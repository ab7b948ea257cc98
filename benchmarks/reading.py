"""How fast press texts are read on one core, and how much money is found, beside peers.

The texts are made from sentences of our own bulletins, about 3,000 characters each, half Kazakh, half Russian. The peers
find amounts of money only; we also say what each amount measures, when, where and of which status.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import kelisim
from kelisim.engines.reading.article import Article
from kelisim.engines.reading.reader import read

LENGTH, TEXTS, SLOW_TEXTS = 3000, 400, 12
BULLETINS = Path(kelisim.__file__).parent / "samples" / "bulletins"


def articles(number: int, seed: int = 1) -> list[str]:
    """Texts of about 3,000 characters in one language each, the same ones for the same seed."""
    rng = random.Random(seed)
    by_language = {code: _sentences(code) for code in ("kk", "ru")}
    return [_article(rng, by_language[("kk", "ru")[i % 2]]) for i in range(number)]


def _sentences(language: str) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(BULLETINS.glob(f"*{language}*.txt"))]
    return [line.strip() for text in texts for line in text.splitlines() if len(line) > 40]


def _article(rng: random.Random, lines: list[str]) -> str:
    text = ""
    while len(text) < LENGTH:
        text += rng.choice(lines) + "\n"
    return text


def _ours(texts: list[str]) -> int:
    day = date(2025, 12, 22)
    readings = [read(Article(text=text, day=day)) for text in texts]
    return sum(len(claim.unit) == 3 and claim.unit.isupper() for reading in readings for claim in reading.claims)


def _natasha(texts: list[str]) -> int:
    from natasha import MoneyExtractor, MorphVocab

    extractor = MoneyExtractor(MorphVocab())
    return sum(1 for text in texts for _match in extractor(text))


def _quantulum(texts: list[str]) -> int:
    from quantulum3 import parser

    return sum(found.unit.entity.name == "currency" for text in texts for found in parser.parse(text))


def measure() -> None:
    """Print articles a second of CPU time and the amounts of money found."""
    print(f"{'':22}{'articles':>9}{'CPU s':>9}{'articles/s':>12}{'money found':>13}")
    _row("kelisim", _ours, articles(TEXTS))
    few = articles(SLOW_TEXTS)
    _row("kelisim, the same few", _ours, few)
    _row("natasha (money)", _natasha, few)
    _row("quantulum3 (money)", _quantulum, few)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _row(name: str, work: Callable[[list[str]], int], texts: list[str]) -> None:
    try:
        work(texts[:1])
        started = time.process_time()
        found = work(texts)
        seconds = time.process_time() - started
    except ImportError as error:
        print(f"{name:22}  not installed ({error}); `make bench` installs it")
        return
    print(f"{name:22}{len(texts):>9}{seconds:>9.2f}{len(texts) / seconds:>12.0f}{found:>13}")

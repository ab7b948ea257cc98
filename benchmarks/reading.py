"""How fast press texts are read on one core, whether memory stays flat, and how much money is found, beside peers.

Articles are made from our own sentences with other numbers in them, in five languages by turns, each of as many
sentences: 3,000 characters in the mean, for Chinese says with a third of them what the others say. The peers find amounts only; we also say what each measures, when, where and how far it has come. Where annotated
articles are at hand (`../shared`), each is asked for the sums in them.

    python -m benchmarks.reading 1000000     # a long run of short articles: is memory flat?
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.lexicon import settle
from kelisim.engines.reading.reader import read

LONG, TEXTS, SLOW_TEXTS, SHORT = 41, 500, 10, 2  # sentences of an article, articles
PARAGRAPH = 4  # sentences
SEVERAL = 20_000  # short articles
STEP = 10_000  # of them between two looks at memory
MEGABYTE = 1024 * 1024
DAY = date(2025, 12, 22)
SENTENCES = Path(__file__).parent / "texts.toml"
DEV = Path(__file__).resolve().parents[2] / "shared" / "press" / "dev"
NUMBER = re.compile(r"(?<![\d.,-])[1-9]\d{1,2}(?![\d.,-])")
LOOP = 2_000_000  # additions: their time tells how busy the machine is, for CPU time grows on a busy one
Found = list[tuple[str, Decimal | None]]  # of each sum its words and, where known, its value
Finder = Callable[[str, str], Found]  # of a text and its language


def articles(number: int, length: int = LONG, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Languages and texts, the same ones for the same seed."""
    rng, sentences = random.Random(seed), tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    languages = list(sentences)
    for index in range(number):
        language, text = languages[index % len(languages)], ""
        for place in range(1, length + 1):
            text += NUMBER.sub(lambda found: str(rng.randrange(2, 999)), rng.choice(sentences[language]))
            text += "\n" if place % PARAGRAPH == 0 else "" if language == "zh" else " "
        yield language, text


def ours(text: str, language: str) -> Found:
    claims = read(Article(text, DAY, language)).claims
    return [(claim.quote, claim.value) for claim in claims if claim.unit.isupper()]


def natasha() -> Finder:
    from natasha import MoneyExtractor, MorphVocab

    extractor = MoneyExtractor(MorphVocab())

    def find(text: str, language: str) -> Found:
        return [(text[match.start : match.stop], Decimal(str(match.fact.amount or 0))) for match in extractor(text)]

    return find


def natasha_dates() -> Finder:
    from natasha import DatesExtractor, MorphVocab

    extractor = DatesExtractor(MorphVocab())
    return lambda text, language: [(text[match.start : match.stop], None) for match in extractor(text)]


def quantulum() -> Finder:
    from quantulum3 import parser

    def find(text: str, language: str) -> Found:
        found = (q for q in parser.parse(text) if q.unit.entity.name == "currency")
        return [(q.surface, Decimal(str(q.value))) for q in found]

    return find


def recognizers() -> Finder:
    from recognizers_number_with_unit import recognize_currency

    cultures = {"en": "en-us", "zh": "zh-cn", "tr": "tr-tr"}

    def find(text: str, language: str) -> Found:
        found = recognize_currency(text, cultures[language]) if language in cultures else []
        return [(f.text, Decimal(f.resolution["value"])) for f in found if (f.resolution or {}).get("value")]

    return find


def spacy_rules() -> Finder:
    import spacy

    money = ["тенге", "теңге", "долларов", "долларын", "доллар", "tenge", "dollars", "dolar", "lira", "евро", "euro"]
    scales = ["млн", "млрд", "трлн", "million", "billion", "milyon", "milyar", "bn"]
    pattern: list[dict[str, Any]] = [{"LIKE_NUM": True}, {"LOWER": {"IN": scales}, "OP": "?"}, {"LOWER": {"IN": money}}]
    blanks = {}
    for language in ("kk", "ru", "en", "tr", "zh"):
        blanks[language] = spacy.blank(language if language in ("ru", "en", "tr", "zh") else "xx")
        ruler: Any = blanks[language].add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "MONEY", "pattern": pattern}])
    return lambda text, language: [(entity.text, None) for entity in blanks[language](text).ents]


PEERS = {
    "natasha (money)": natasha,
    "natasha (dates)": natasha_dates,
    "quantulum3": quantulum,
    "recognizers-text": recognizers,
    "spaCy entity ruler": spacy_rules,
}


def measure() -> None:
    """Print articles a second of CPU time, sums found in annotated articles, and what memory does in a longer run."""
    settle()
    dev = list(annotated())
    asked = f"of {sum(len(sums) for _language, _text, sums in dev)} sums" if dev else "(../shared is not here)"
    print(
        f"{'':24}{'articles':>9}{'CPU s':>8}{'articles/s':>12}{'loop s':>8}   sums {asked}: overlapped, with their value"
    )
    texts = list(articles(TEXTS))
    print(f"articles of {sum(len(text) for _language, text in texts) / len(texts):.0f} characters in the mean")
    _row("kelisim", lambda: ours, texts, dev)
    for language in dict.fromkeys(language for language, _text in texts):
        _row(f"kelisim, {language}", lambda: ours, [row for row in texts if row[0] == language], [])
    few = list(articles(SLOW_TEXTS))
    for name, peer in PEERS.items():
        _row(name, peer, few, dev)
    memory(SEVERAL)


def loop() -> float:
    """Seconds that so many additions take now."""
    started, total = time.process_time(), 0
    for i in range(LOOP):
        total += i
    return time.process_time() - started


def _row(
    name: str, make: Callable[[], Finder], texts: list[tuple[str, str]], dev: list[tuple[str, str, Found]]
) -> None:
    try:
        find = make()
    except (ImportError, OSError) as error:
        print(f"{name:24}  not here ({error}); `make bench` installs it")
        return
    for language, text in texts[:5]:
        find(text, language)
    busy = loop()
    started = time.process_time()
    for language, text in texts:
        find(text, language)
    seconds = time.process_time() - started
    found = "" if not dev or name.endswith("(dates)") else "   {} {}".format(*_found(find, dev))
    print(f"{name:24}{len(texts):>9}{seconds:>8.2f}{len(texts) / seconds:>12.1f}{busy:>8.2f}{found}", flush=True)


# -- sums in annotated articles


def annotated() -> Iterator[tuple[str, str, Found]]:
    for path in sorted(DEV.glob("*.claims.jsonl")):
        text = path.with_name(path.name.replace(".claims.jsonl", ".txt")).read_text(encoding="utf-8")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        sums: Found = [(row["quote"], Decimal(str(row["value"]))) for row in rows if row["unit"].isupper()]
        yield path.name.split("-")[0], text, sums


def _found(find: Finder, dev: list[tuple[str, str, Found]]) -> tuple[int, int]:
    """How many of the annotated sums are overlapped by a found one, and how many of these have the right value."""
    seen = right = 0
    for language, text, sums in dev:
        found = find(text, language)
        for quote, value in sums:
            near = [own for words, own in found if words in quote or quote in words]
            seen, right = seen + bool(near), right + (value in near)
    return seen, right


# -- a long run


def memory(number: int) -> None:
    """Read short articles one after another, each another; the first of them fill the caches, from then on memory is flat."""
    print(f"{number:,} short articles; memory held and its peak so far, MB:", flush=True)
    started, step = time.process_time(), max(1, min(STEP, number // 10))
    for index, (language, text) in enumerate(articles(number, SHORT), 1):
        read(Article(text, DAY, language))
        if index % step == 0:
            print(f"{index:>12,}{_held():>8}{_peak():>8}", flush=True)
    seconds = time.process_time() - started
    print(f"{seconds:.0f} s of CPU time, {number / seconds:.0f} articles/s")


def _held() -> int:
    """Memory of this process now; the peak where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return _peak()
    return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() // MEGABYTE


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    settle()
    memory(int(sys.argv[1]) if len(sys.argv) > 1 else SEVERAL)

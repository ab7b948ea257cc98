"""Whatever comes in: no crash, quotes at their places, the same answer twice, linear time."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.engines.reading import Article, read

WORDS = [
    "5", "432,2", "1 178,4", "2025", "II", "трлн", "млрд", "млн.", "мың", "тыс.", "теңге", "теңгеден", "АҚШ", "долларын", "долларов", "тенге",
    "$", "%", "-ға", "–", "—", ",", ".", ":", ";", "(", ")", "«", "»", "\n", "жоба", "жобаның", "проектов", "проекта", "меморандумға", "қол қойылды",
    "подписано", "жыл", "жылға дейін", "года", "к", "до", "биыл", "в этом году", "тоқсан", "10 ай", "месяцев", "қорытындысымен", "инвестиция",
    "инвестиций", "тартылды", "привлечено", "өсті", "выросли на", "есе", "вдвое", "екі", "бір жарым", "полтора", "жүз", "двадцать", "адам", "человек",
    "жұмыс орны", "рабочих мест", "Түркістан облысы", "Казахстан", "Қытайдан", "Турции", "оның", "из них", "19-ы", "пул", "астам", "более", "шамамен",
    "болды", "салынады", "планируется", "будет", "форум", "қатысты", "гектар", "га", "кәсіпорын", "компаний", "құны", "стоимостью", "құрылысы басталды",
    "қаңтар–сәуір", "миллиард", "тағы", "ещё", "штат", "экспорт", "тауар айналымы", "импорт",
]  # fmt: skip


def check(text, day=None):
    reading = read(Article.from_text(text, day=day))
    for found in (*reading.claims, *reading.unclear):
        assert found.quote == text[found.span.offset : found.span.end]
        assert found.quote
    for claim in reading.claims:
        for evidence in claim.evidence:
            if evidence.span:
                assert 0 <= evidence.span.offset < evidence.span.end <= len(text)
        assert claim.start is None or claim.end is None or claim.start <= claim.end
    assert [c.offset for c in reading.claims] == sorted(c.offset for c in reading.claims)
    return reading


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from([None, date(2025, 3, 1)]))
def test_any_order_of_telling_words_is_read(words, day):
    check(" ".join(words), day)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_reading_is_deterministic(words):
    article = Article.from_text(" ".join(words), day=date(2025, 3, 1))
    assert read(article) == read(article)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "date 2025-01-01",
        "date 20205-01-01\nБиыл 5 жоба",
        "İ" * 50 + " 5 жоба",
        "\ud800 5 жоба",
        "𐐀" * 9,
        "date 2025-13-45\n1",
    ],
)
def test_odd_texts(text):
    check(text)


NASTY = {
    "digits": "1 234 567 " * 100_000,
    "dots": "1.234.567,89." * 80_000,
    "one_word": "а" * 1_000_000,
    "numerals": "жүз мың екі " * 80_000,
    "scales": "5 млн " * 160_000,
    "claims": "432,2 млрд теңге тартатын 7 меморандумға қол қойылды, " * 18_000,
    "spaces": " " * 1_000_000 + "5 жоба",
    "dashes": "2024–2025–" * 100_000,
    "places": "Түркістан Қытай 5 жоба. " * 40_000,
    "quotes": "«" * 1_000_000,
    "cues": "инвестиция жоба құны экспорт " * 34_000,
    "mixed": "aа" * 500_000,
    "lines": "5 жоба\n" * 140_000,
}


@pytest.mark.parametrize("name", NASTY)
def test_time_is_linear_in_nasty_text(name):
    """Four times the text: 4 times the work if linear, 16 if quadratic. The best of three, for machines are shared."""
    long, short = (min(seconds(NASTY[name][:size]) for _try in range(3)) for size in (160_000, 40_000))
    assert long < max(9 * short, 1.0)


def test_a_megabyte_is_read():
    assert seconds(NASTY["lines"]) < 60


def seconds(text):
    begin = time.process_time()
    read(Article.from_text(text))
    return time.process_time() - begin

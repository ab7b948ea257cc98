"""Tokens and rows are shared by the sentences that hold them; each sentence knows only where its tokens stand."""

import pytest

from kelisim.engines.reading import text as reading_text
from kelisim.engines.reading.grammars import grammar_of
from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.text import normal


def line_of(text, language):
    lexicon = standard()[language]
    return grammar_of(lexicon).tokens(text, normal(text), 0, len(text), lexicon)


def words(text, language):
    line = line_of(text, language)
    return [text[start : line.end(i)] for i, start in enumerate(line.starts)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("kk", "  Үш-төрт зауытқа 1 178,4 млрд теңге.", ["Үш", "-", "төрт", "зауытқа", "1 178,4", "млрд", "теңге", "."]),
        ("kk", "5 млн. теңге, IV-тоқсанда 19-ы", ["5", "млн.", "теңге", ",", "IV", "-", "тоқсанда", "19-ы"]),
        ("ru", "в 2025-м — 40 млрд.  рублей", ["в", "2025-м", "—", "40", "млрд.", "рублей"]),
        ("en", "Twenty-five plants, KZT5bn, COVID-19", ["Twenty", "five", "plants", ",", "KZT", "5", "bn", ",", "COVID", "-", "19"]),
        ("tr", "Türkiye'de _ 2. etap", ["Türkiye'de", "2", ".", "etap"]),
        ("zh", "总投资 3400亿坚戈。", ["总投资", "3400", "亿", "坚戈", "。"]),
    ],
)  # fmt: skip
def test_each_token_is_found_at_its_place(language, text, found):
    assert words(text, language) == found


def test_sentences_share_the_tokens_and_rows_of_their_words():
    first, second = line_of("Инвестиции выросли.", "ru"), line_of("Снова инвестиции выросли", "ru")
    capital, small = first.tokens[0], second.tokens[1]
    assert (capital.is_capital, small.is_capital, small.capital) == (True, False, capital)
    rows = [Matches(line, standard()["ru"]).rows for line in (first, second)]
    assert rows[0][0].ids == {"cue": {"investment"}}
    assert rows[0][1].ids["verb"] == {"reach.past"}
    assert (rows[0][0], rows[0][1]) == (rows[1][1], rows[1][2])


def test_long_numbers_are_not_kept():
    pieces = standard()["ru"].pieces
    line_of("вложено 7 млрд", "ru")
    size = len(pieces)
    assert words("вложено 7 118 403,25 млрд", "ru") == ["вложено", "7 118 403,25", "млрд"]
    assert len(pieces) == size


def test_what_is_kept_has_an_end_and_is_found_again(monkeypatch):
    text = "5 млн. теңге, үш-төрт зауыт"
    before = words(text, "kk")
    monkeypatch.setattr(reading_text, "CACHE_SIZE", 3)
    line_of("бір екі үш төрт бес алты", "kk")
    assert words(text, "kk") == before
    assert len(standard()["kk"].pieces) < 12

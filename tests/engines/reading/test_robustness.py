"""Whatever comes in: no crash, quotes at their places, the same answer twice, linear time."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.engines.reading import Article, read
from kelisim.engines.reading.entities import entities_of

MARKS = [
    "5", "432,2", "1 178,4", "1,178.4", "2025", "II", "$", "₸", "%", "–", "—", "-", ",", ".", ":", ";", "(", ")", "«", "»", "“", "”", "\n", "№", "'", "’", "/",
    "\u00a0", "\u200b", "\u202f", "İ", "ß", "ﬁ", "①", "Ⅳ", "5-", "-5", "1.2.3", "0", "00", "9" * 40, "1e9", "٣", "５",
]  # fmt: skip
WORDS = {
    "kk": [
        "трлн", "млрд", "млн.", "мың", "теңге", "теңгеден", "тиын", "АҚШ", "долларын", "-ға", "жоба", "жобаның", "меморандумға", "қол қойылды", "жыл", "жылға дейін", "биыл",
        "тоқсан", "10 ай", "қорытындысымен", "инвестиция", "тартылды", "өсті", "есе", "екі", "бір жарым", "бүтін", "оннан", "үш-төрт", "жүз", "адам", "жұмыс орны", "Түркістан облысы",
        "Қытайдан", "оның", "19-ы", "пул", "астам", "шамамен", "болды", "салынады", "форум", "қатысты", "гектар", "кәсіпорын", "құны", "құрылысы басталды", "қаңтар–сәуір", "тағы",
        "экспорт", "тауар айналымы", "«Тау Бидай» ЖШС", "облысының әкімі Айдос Сейітов", "Сайрам ауданы",
    ],
    "ru": [
        "трлн", "млрд", "млн.", "тыс.", "тенге", "копеек", "долларов США", "проектов", "проекта", "подписано", "года", "к", "до", "в этом году", "месяцев", "инвестиций", "привлечено",
        "выросли на", "вдвое", "полтора", "целых", "десятых", "сотых", "три-четыре", "двадцать", "человек", "рабочих мест", "Казахстан", "Турции", "из них", "более", "планируется", "будет",
        "компаний", "стоимостью", "миллиард", "ещё", "штат", "импорт", "ТОО «Хлеб»", "аким Ерлан Сатбаев", "Сайрамском районе", "IV кв. 2025 г.",
    ],
    "en": [
        "billion", "million", "thousand", "hundred", "and a half", "point", "US$", "KZT5bn", "cents", "projects", "memoranda", "were signed", "in 2025", "by 2030", "this year", "investment",
        "attracted", "rose by", "doubled", "more than", "jobs", "of them", "plant", "will be built", "hectares", "companies", "exports", "turnover", "Turkistan Region", "China", "Northgate LLC",
        "Governor Erlan Satbayev", "first quarter", "twenty-five", "a", "per cent",
    ],
    "tr": [
        "milyar", "milyon", "bin", "binikiyüz", "buçuk", "virgül", "tam", "onda", "yüzde", "dolar", "TL", "proje", "anlaşma", "imzalandı", "yılında", "bu yıl", "yatırım", "çekildi", "arttı",
        "kat", "fazla", "kişi", "istihdam", "bunların", "fabrika", "kurulacak", "hektar", "şirket", "ihracat", "Türkistan Bölgesi", "Çin'den", "Bozkır A.Ş.", "Bakanı Ali Demir", "III. çeyrek",
    ],
    "zh": [
        "万", "亿", "万亿", "百分之", "点", "三四", "几", "半", "个", "美元", "元", "人民币", "项目", "签约", "备忘录", "2025年", "今年", "投资", "增长", "倍", "超过", "家", "企业", "人", "就业岗位", "其中",
        "工厂", "将建", "公顷", "亩", "出口", "贸易额", "突厥斯坦州", "中国", "哈萨克斯坦", "江河有限公司", "市长王建华", "前三季度", "同比", "、", "。", "，", "（", "）", "“", "”",
    ],
}  # fmt: skip


def mixtures(most):
    """Telling words of one language in any order, with marks and oddities between; Chinese without spaces."""

    def of(language):
        words = st.lists(st.sampled_from(WORDS[language] + MARKS), max_size=most)
        return words.map(("" if language == "zh" else " ").join)

    return st.sampled_from(sorted(WORDS)).flatmap(of)


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
@given(mixtures(60), st.sampled_from([None, date(2025, 3, 1), date(1900, 1, 1), date(2200, 12, 31)]))
def test_any_order_of_telling_words_is_read(text, day):
    check(text, day)


@settings(max_examples=200, deadline=None)
@given(mixtures(40))
def test_names_are_at_their_places_in_any_order_of_words(text):
    article = Article.from_text(text)
    found = entities_of(article)
    assert found == entities_of(article)
    for entity in found:
        assert entity.quote == text[entity.span.offset : entity.span.end] != ""
        assert entity.name
        assert 0 < entity.confidence <= 1
        for evidence in entity.evidence:
            assert evidence.span is None or 0 <= evidence.span.offset < evidence.span.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    check(text)
    entities_of(Article.from_text(text))


@settings(max_examples=40, deadline=None)
@given(mixtures(40))
def test_reading_is_deterministic(text):
    article = Article.from_text(text, day=date(2025, 3, 1))
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
    "cut_lines": "слово и ещё\n" * 83_000,
    "brackets": "5 (5 (5 " * 130_000,
    "glosses": "5 (бес) (бес) " * 75_000,
    "hyphens": "үш-төрт-" * 130_000,
    "english": "one hundred and " * 65_000,
    "turkish": "binikiyüz" * 115_000,
    "chinese": "三四亿（三四亿" * 150_000,
    "chinese_names": "有限公司副市长王" * 125_000,
    "quoted_forms": "«Тау» ЖШС «Тау» " * 65_000,
    "capitals": "Ерлан Сатбаев " * 72_000,
    "posts": "аким области " * 80_000,
}


@pytest.mark.parametrize("name", NASTY)
def test_time_is_linear_in_nasty_text(name):
    """Each doubling doubles the work if linear, fourfolds it if quadratic."""
    assert_linear(read, NASTY[name])


@pytest.mark.parametrize("name", NASTY)
def test_time_of_names_is_linear_in_nasty_text(name):
    assert_linear(entities_of, NASTY[name])


HEADLINE = "В области привлечено " + ", ".join(f"{n} млрд тенге инвестиций" for n in range(100, 165)) + ".\n"
REPEATED = {
    "below_a_headline": (HEADLINE, "Привлечено {n},4 млрд тенге прямых инвестиций.\n"),
    "each_of_its_day": ("", "{day} мая {year} года запущено 5 проектов. "),
    "lines_of_a_list": ("Проекты:\n", "• запущено 5 проектов\n"),
}


@pytest.mark.parametrize("name", REPEATED)
def test_time_is_linear_where_numbers_are_told_again_and_again(name):
    first, row = REPEATED[name]
    rows = (row.format(n=1000 + i, day=1 + i % 28, year=1910 + i // 28) for i in range(1200))
    assert_linear(read, first + "".join(rows))


def test_a_number_of_thirty_digits_below_a_headline_is_read():
    reading = check("Область запустила 5 проектов.\nВ области запущено 123456789012345678901234567890 проектов.")
    assert [claim.quote for claim in reading.claims] == ["5 проектов", "123456789012345678901234567890 проектов"]


def assert_linear(work, text):
    """A machine that is shared is asked once more where it was not even at first."""
    times = measured(work, text)
    if not is_linear(*times):
        times = tuple(map(min, times, measured(work, text)))
    assert is_linear(*times), times


def measured(work, text):
    return tuple(seconds(work, text[:size]) for size in (10_000, 20_000, 40_000))


def is_linear(one, two, four):
    return four < max(9 * one, 0.5) and two < max(5 * one, 0.25)


def test_a_megabyte_is_read():
    line = "Ауданда 5 жоба іске қосылып, 120 адам жұмыс істейді, деді әкім.\n"
    assert seconds(read, line * (1_000_000 // len(line))) < 60


def seconds(work, text):
    article, begin = Article.from_text(text), time.process_time()
    work(article)
    return time.process_time() - begin

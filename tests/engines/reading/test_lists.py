"""Lists, topics and what a later sentence owes to an earlier one, in Kazakh and Russian."""

from datetime import date

import pytest

from kelisim.engines.reading import Article, read
from kelisim.engines.reading.lists import items
from kelisim.engines.reading.text import paragraphs


def told(text, *fields):
    found = read(Article.from_text(text)).claims
    return [tuple(claim.as_dict()[field] for field in ("measure", "value", *fields)) for claim in found]


MARKED = [
    ("Итоги:\n• Рудный — 5 млрд;\n• Аркалык — 3 млрд.", [False, True, True]),
    ("Итоги:\n1. Рудный — 5 млрд;\n2. Аркалык — 3 млрд.", [False, True, True]),
    ("Итоги:\n— Рудный, 5 млрд\n— Аркалык, 3 млрд", [False, True, False]),
    ("Итоги:\nРудный — 5 млрд;\nАркалык — 3 млрд.", [False, True, True]),
    ("Он ответил.\n— Привлекли 5 млрд.\n— А сколько проектов?", [False, False, False]),
]


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_lines_of_a_list_are_known_by_their_marks(text, expected):
    lower = text.lower().replace("—", "–")
    assert [is_item for _, _, is_item in items(lower, list(paragraphs(text, 0)))] == expected


def test_the_mark_of_a_line_is_no_number_of_anything():
    text = "Сколько проектов в районах:\n1. Рудный — 5 проектов;\n2. Аркалык — 3 проекта."
    assert told(text) == [("project_count", 5), ("project_count", 3)]


def test_lines_take_measure_and_time_of_the_line_above():
    text = """date 2025-08-01
За первое полугодие 2025 года в основной капитал вложено 900 млрд тенге. По районам (индекс физического объёма — после суммы):
• Бейнеуский район — 120 млрд тенге, 114,5%;
• Каракиянский район — 80 млрд тенге, 93%."""
    assert told(text, "of", "start", "end")[1:] == [
        ("fixed_capital_investment", 120000000000, None, "2025-01-01", "2025-06-30"),
        ("growth", 14.5, "fixed_capital_investment", "2025-01-01", "2025-06-30"),
        ("fixed_capital_investment", 80000000000, None, "2025-01-01", "2025-06-30"),
        ("growth", -7, "fixed_capital_investment", "2025-01-01", "2025-06-30"),
    ]


def test_what_stands_in_brackets_is_of_the_time_named_in_brackets():
    text = """date 2025-11-03
Больше всех за девять месяцев привлекли инвестиций (в скобках — тот же период 2024 года):
1. Кентау — 31 млрд тенге (28 млрд);
2. Арысь — 12 млрд тенге (9 млрд)."""
    assert told(text, "start") == [
        ("investment", 31000000000, "2025-01-01"),
        ("investment", 28000000000, "2024-01-01"),
        ("investment", 12000000000, "2025-01-01"),
        ("investment", 9000000000, "2024-01-01"),
    ]


def test_parts_in_a_list_share_the_fate_of_the_whole():
    text = """date 2025-03-10
Биыл Қостанай облысында 7 жоба іске қосылмақ. Аудандар бойынша:
• Әулиекөл ауданы – 4 жоба;
• Қарабалық ауданы – 3 жоба."""
    assert told(text, "status", "stage", "start") == [
        ("project_count", n, "planned", "intended", "2025-01-01") for n in (7, 4, 3)
    ]


CARRIED = [
    # a sum by the ending of its unit is a part of the one before
    (
        "2024 жылы облыста негізгі капиталға 300 млрд теңге салынды. Қаражаттың 120 миллиард теңгесі – жеке бизнес үлесі емес, өз ақшасы.",
        [("fixed_capital_investment", 300000000000), ("fixed_capital_investment", 120000000000)],
    ),
    # what a sentence without numbers spoke of
    (
        "Статистики назвали данные об инвестициях в основной капитал за 2024 год. По республике набралось 17 трлн тенге.",
        [("fixed_capital_investment", 17000000000000)],
    ),
    # money that goes into a thing told before is its cost
    ("Маслозавод уже открыли. На него ушло и вложено 6 млрд тенге.", [("project_value", 6000000000)]),
    ("Зауыт ашылды. Оған 12 млрд теңге жұмсалды.", [("project_value", 12000000000)]),
    # a region is no plant
    ("Область растёт. В неё вложено 12 млрд тенге инвестиций.", [("investment", 12000000000)]),
    # those with whom one talks are yet to come
    ("Ведутся переговоры с пятью немецкими компаниями.", [("enterprise_count", 5)]),
    ("Алты компаниямен келіссөз жүріп жатыр.", [("enterprise_count", 6)]),
    # millions alone before the currency is named
    ("За 2024 год экспорт в Китай дал 40 млн, в Иран — 15 млн долларов.", [("export", 40000000), ("export", 15000000)]),
    # other things of millions are no money
    ("За 2024 год привлечено 40 млрд тенге. Добыто 3 млн тонн руды.", [("investment", 40000000000)]),
]


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_a_sentence_goes_on_about_what_was_told(text, expected):
    assert told(text) == expected


def test_what_is_expected_behind_the_verb_is_planned():
    text = "Зауыт салынып жатыр, онда 150 адам жұмыс істейді деп күтілуде. Зауытта 150 адам жұмыс істейді."
    assert told(text, "status") == [("jobs", 150, "planned"), ("jobs", 150, "actual")]


def test_a_plan_of_the_paragraph_before_lends_projects_no_time():
    text = "Инвестиции и проекты\nПлан на 2025 год — 690 млрд тенге инвестиций.\nВ отрасли реализуются 14 проектов. Они дадут 5 200 рабочих мест."
    assert told(text, "start")[1:] == [("project_count", 14, None), ("jobs", 5200, None)]


def test_yesterday_is_the_day_before():
    claims = read(Article.from_text("date 2026-03-12\nВчера подписали 4 меморандума.")).claims
    assert [(c.start, c.end) for c in claims] == [(date(2026, 3, 11), date(2026, 3, 11))]

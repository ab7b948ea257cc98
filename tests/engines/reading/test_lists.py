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


ROLES = [
    # the investor of the sentence before goes on to build
    (
        "Шымкентте Кореяның Daehan компаниясы зауыт салмақ. Жобаның құны – 20 млн доллар, онда 90 адам жұмыс істейді деп күтілуде.",
        [("project_value", "KR"), ("jobs", "KR")],
    ),
    # a firm at home does not
    (
        "Шымкентте Кореяның Daehan компаниясы зауыт салмақ. «Сайрам сүт» ЖШС жаңа цехқа 2 млрд теңге құяды.",
        [("project_value", None)],
    ),
    ("В область приехали 28 бизнесменов из Ирана.", [("participant_count", "IR")]),
    (
        "Товарооборот с Китаем составил 5 млрд долларов. Экспорт — 3 млрд, импорт — 2 млрд долларов.",
        [("trade_turnover", "CN"), ("export", "CN"), ("import", "CN")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_the_other_country_is_carried_by_what_is_told_of_it(text, expected):
    assert [(measure, partner) for measure, _, partner in told(text, "partner")] == expected


def test_a_list_of_regions_is_no_article_on_the_first_of_them():
    text = """Инвестиции регионов за 2024 год
Лидируют Атырауская, Карагандинская и Павлодарская области. Всего привлечено 18 трлн тенге."""
    assert told(text, "area")[-1] == ("investment", 18000000000000, "KZ")


def test_participants_are_where_the_event_of_the_country_is_held():
    text = "В Астане завершился отраслевой конгресс. Его посетили 2 300 делегатов из 38 стран. По Казахстану такие съезды редки."
    assert told(text, "area") == [("participant_count", 2300, "KZ-71"), ("participant_count", 38, "KZ-71")]


DESCRIBED = [
    ("Неміс концерні мен «Агромаш» зауыты 24 млн еуроға келісімшарт жасасты.", [("agreement_value", 24000000)]),
    ("Тараптар құны 150 млн доллар болатын меморандумға қол қойды.", [("agreement_value", 150000000)]),
    ("Қонақтар екі зауытты аралады. 40 гектар жер бөлінді.", [("land_area", 40)]),
    ("Делегация посетила два завода.", []),
    (
        "Число компаний с иностранным участием выросло с 410 до 467.",
        [("enterprise_count", 410), ("enterprise_count", 467)],
    ),
    ("В области 50 проектов. Из них 22 уже запущены.", [("project_count", 50), ("project_count", 22)]),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_a_number_is_of_the_noun_that_it_describes(text, expected):
    assert told(text) == expected


def test_the_line_above_names_the_unit_of_bare_numbers():
    text = """date 2025-09-16
Инвестиции в основной капитал за полугодие выросли на 9%.
Вложения по отраслям, млрд тенге:
металлургия — 120,4
энергетика — 56
Остальное пришлось на услуги."""
    assert told(text, "unit", "start")[1:] == [
        ("fixed_capital_investment", 120400000000, "KZT", "2025-01-01"),
        ("fixed_capital_investment", 56000000000, "KZT", "2025-01-01"),
    ]


def test_the_line_above_names_what_is_counted():
    assert told("Жобалар саны аудандар бойынша:\nШиелі ауданы – 14\nАрал ауданы – 3") == [
        ("project_count", 14),
        ("project_count", 3),
    ]


ANSWERS = [
    ("— А сколько всего в зоне резидентов?\n— Пятьдесят один.", [("enterprise_count", 51)]),
    ("Қанша жұмыс орны ашылды? – 1 240.", [("jobs", 1240)]),
    ("— Сколько ему лет?\n— Пятьдесят один.", []),
    ("Гостей из Ташкента на форум приехало шестьдесят.", [("participant_count", 60)]),
    ("Дома их было шестьдесят.", []),
]


@pytest.mark.parametrize(("text", "expected"), ANSWERS)
def test_a_bare_number_is_of_what_was_asked_or_named_before(text, expected):
    assert told(text) == expected


ELLIPSES = [
    ("В 2023 году запустили 14 проектов, в 2024-м — 19.", [("project_count", 14), ("project_count", 19)]),
    ("2023 жылы 14, 2024 жылы 19 жоба іске қосылды.", [("project_count", 14), ("project_count", 19)]),
    ("В 2024 году в школе 14 проектов и 300 учеников.", [("project_count", 14)]),
    (
        "За 2024 год привлекли 1,1 трлн тенге инвестиций против 980 млрд годом ранее.",
        [("investment", 1100000000000), ("investment", 980000000000)],
    ),
    ("Участники форума договорились на полтора миллиарда тенге.", [("agreement_value", 1500000000)]),
    ("Субсидии получили 120 хозяйств на 2,1 млрд тенге.", []),
]


@pytest.mark.parametrize(("text", "expected"), ELLIPSES)
def test_what_is_left_out_is_taken_from_beside(text, expected):
    assert told(text) == expected

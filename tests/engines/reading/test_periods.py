"""Expressions of time and their roles."""

from datetime import date

import pytest

from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.periods import Calendar, read_periods
from kelisim.engines.reading.text import normal, tokens

DAY = date(2025, 11, 20)


def whens(language, text, day=DAY):
    lexicon, lower = standard()[language], normal(text)
    found = read_periods(Matches(tokens(text, lower, 0, len(text), lexicon), lexicon), Calendar(day))
    return [(str(w.role), w.start and w.start.isoformat(), w.end and w.end.isoformat()) for w in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("kk", "2024 жылы", ("main", "2024-01-01", "2024-12-31")),
        ("kk", "биыл 10 айдың қорытындысымен", ("main", "2025-01-01", "2025-10-31")),
        ("kk", "он екі айда", ("main", "2024-01-01", "2024-12-31")),
        ("kk", "II тоқсанның қорытындысымен", ("main", "2025-01-01", "2025-06-30")),
        ("kk", "II тоқсанда", ("main", "2025-04-01", "2025-06-30")),
        ("kk", "2025 жылдың бірінші жартысында", ("main", "2025-01-01", "2025-06-30")),
        ("kk", "қаңтар–сәуірде", ("main", "2025-01-01", "2025-04-30")),
        ("kk", "былтыр", ("main", "2024-01-01", "2024-12-31")),
        ("kk", "2030 жылға дейін", ("deadline", None, "2030-12-31")),
        ("kk", "жыл соңына дейін", ("deadline", None, "2025-12-31")),
        ("kk", "2011 жылдан бері", ("since", "2011-01-01", "2025-11-20")),
        ("kk", "соңғы үш жылда", ("main", "2023-01-01", "2025-12-31")),
        ("kk", "алдағы бес жылда", ("main", "2026-01-01", "2030-12-31")),
        ("kk", "2025–2028 жылдар аралығында", ("main", "2025-01-01", "2028-12-31")),
        ("kk", "бүгінде", ("now", "2025-11-20", "2025-11-20")),
        ("kk", "2019 жылмен салыстырғанда", ("base", "2019-01-01", "2019-12-31")),
        ("kk", "соңғы жылдары", ("vague", None, None)),
        ("ru", "в 2024 году", ("main", "2024-01-01", "2024-12-31")),
        ("ru", "по итогам 10 месяцев текущего года", ("main", "2025-01-01", "2025-10-31")),
        ("ru", "за январь — июль 2025-го", ("main", "2025-01-01", "2025-07-31")),
        ("ru", "в III квартале", ("main", "2025-07-01", "2025-09-30")),
        ("ru", "по итогам II квартала", ("main", "2025-01-01", "2025-06-30")),
        ("ru", "за первое полугодие", ("main", "2025-01-01", "2025-06-30")),
        ("ru", "к 2030 году", ("deadline", None, "2030-12-31")),
        ("ru", "до конца 2027 года", ("deadline", None, "2027-12-31")),
        ("ru", "с 2005 года", ("since", "2005-01-01", "2025-11-20")),
        ("ru", "с начала года", ("since", "2025-01-01", "2025-11-20")),
        ("ru", "по сравнению с 2023 годом", ("base", "2023-01-01", "2023-12-31")),
        ("ru", "за последние три года", ("main", "2023-01-01", "2025-12-31")),
        ("ru", "за ближайшие пять лет", ("main", "2026-01-01", "2030-12-31")),
        ("ru", "на 2026–2032 годы", ("main", "2026-01-01", "2032-12-31")),
        ("ru", "12 марта 2024 года", ("main", "2024-03-12", "2024-03-12")),
        ("ru", "на сегодня", ("now", "2025-11-20", "2025-11-20")),
    ],
)
def test_time_is_read_with_its_role(language, text, expected):
    assert whens(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [("kk", "биыл"), ("kk", "былтыр"), ("ru", "в прошлом году"), ("ru", "за девять месяцев"), ("ru", "на сегодня")],
)
def test_relative_time_without_a_day_gives_no_days(language, text):
    assert [(start, end) for _, start, end in whens(language, text, day=None)] == [(None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("kk", "2000 жұмыс орны"), ("ru", "2000 рабочих мест"), ("ru", "20205 год"), ("ru", "2100 га")],
)
def test_numbers_that_look_like_years(language, text):
    assert whens(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "В январе–мае 2025 года было 5, годом ранее за тот же срок 4", ("main", "2024-01-01", "2024-05-31")),
        ("ru", "В январе–мае 2025 года было 5, годом ранее 4", ("main", "2024-01-01", "2024-05-31")),
        ("ru", "За 2024 год было 5, годом ранее 4", ("main", "2023-01-01", "2023-12-31")),
        (
            "ru",
            "За семь месяцев 2025 года выше аналогичного периода прошлого года",
            ("base", "2024-01-01", "2024-07-31"),
        ),
        ("ru", "За семь месяцев 5, за аналогичный период прошлого года 4", ("main", "2024-01-01", "2024-07-31")),
        (
            "kk",
            "2025 жылдың тоғыз айында 5, бұл 2024 жылдың дәл сол кезеңіндегіден аз",
            ("base", "2024-01-01", "2024-09-30"),
        ),
        ("kk", "2025 жылдың тоғыз айында 5, былтырғы сәйкес кезеңде 4", ("main", "2024-01-01", "2024-09-30")),
    ],
)
def test_the_same_months_of_another_year(language, text, expected):
    assert whens(language, text)[1] == expected


def test_a_year_told_for_comparison_does_not_become_the_main_period():
    found = whens("ru", "За пять месяцев 2025 года 9, годом ранее 7, а за этот же период рост")
    assert found[2] == ("same", "2025-01-01", "2025-05-31")

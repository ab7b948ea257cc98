"""Our own bulletins, each with the claims that it should give: a reader bug arrives here as a text."""

import json
from pathlib import Path

import pytest

from kelisim.engines.reading import Article, read

BULLETINS = sorted((Path(__file__).parent / "bulletins").glob("*.txt"))


def claims(text):
    return [claim.as_dict() for claim in read(Article.from_text(text)).claims]


@pytest.mark.parametrize("path", BULLETINS, ids=lambda path: path.stem)
def test_a_bulletin_gives_its_claims(path):
    expected = path.with_name(f"{path.stem}.claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert claims(path.read_text(encoding="utf-8")) == [json.loads(line) for line in expected]


def row(text):
    return [
        tuple(claim[k] for k in ("measure", "of", "value", "status", "stage", "start", "end")) for claim in claims(text)
    ]


def test_a_count_and_its_sum_are_two_claims():
    assert row("date 2025-05-05\nОбласть за 2024 год запустила 5 проектов на 160 млн долларов.") == [
        ("project_count", None, 5, "actual", "launched", "2024-01-01", "2024-12-31"),
        ("project_value", None, 160000000, "actual", "launched", "2024-01-01", "2024-12-31"),
    ]


def test_a_fall_is_a_negative_growth_and_an_index_is_its_change():
    assert row("За 2023 год экспорт сократился на 7,5%.") == [
        ("growth", "export", -7.5, "actual", None, "2023-01-01", "2023-12-31")
    ]
    assert row("2023 жылы негізгі капиталға инвестиция 104,5%-ға жетіп өсті.")[0][:3] == (
        "growth",
        "fixed_capital_investment",
        4.5,
    )


def test_the_day_of_an_event_is_the_day_of_what_came_of_it():
    text = "date 2025-07-18\nБүгін инвестициялық форум өтті. Оған 140 кәсіпкер қатысты. Форумда сегіз келісімге қол қойылды."
    assert row(text) == [
        ("participant_count", None, 140, "actual", None, "2025-07-18", "2025-07-18"),
        ("agreement_count", None, 8, "actual", None, "2025-07-18", "2025-07-18"),
    ]


def test_millions_without_a_unit_are_of_the_last_currency():
    text = "За 2024 год направили 74,6 млрд тенге инвестиций в основной капитал. В 2023 году набралось 61,2 млрд, сообщили нам."
    assert [(c["value"], c["unit"], c["measure"]) for c in claims(text)] == [
        (74600000000, "KZT", "fixed_capital_investment"),
        (61200000000, "KZT", "fixed_capital_investment"),
    ]
    assert claims("В 2023 году набралось 61,2 млрд, сообщили нам.") == []


def test_a_verb_alone_takes_the_kind_of_investment_from_the_paragraph():
    text = "Прямых иностранных инвестиций в 2025 году поступило на 14,7 млрд долларов. Больше всех вложил Китай: 5,2 млрд долларов."
    assert [(c["value"], c["measure"]) for c in claims(text)] == [(14700000000, "fdi"), (5200000000, "fdi")]


def test_the_year_of_a_comparison_is_not_the_period():
    text = "2024 жылы тауар айналымы 2023 жылмен салыстырғанда 12%-ға артты."
    assert row(text) == [("growth", "trade_turnover", 12, "actual", None, "2024-01-01", "2024-12-31")]


@pytest.mark.parametrize(
    "text",
    [
        "Облыс аумағы 117 мың шаршы шақырымнан асады, халқы – 2 млн адам.",
        "Завод выпустил 12 тысяч тонн продукции на 4 млрд тенге.",
        "Бюджетке 100 млрд теңге салық түсті.",
        "План перевыполнен: 114% от плана.",
        "Инвестиции выросли на 217 млрд тенге больше, чем ожидали.",
        "Один проект и бір жоба туралы айтылды.",
        "ПҮ G2B, № 5, 12-й форум, тел. 8 7172 55 66 77",
    ],
)
def test_what_is_no_claim(text):
    assert [c for c in claims(text) if c["measure"] != "land_area"] == []


def test_a_number_told_twice_is_one_claim():
    text = "В регионе запущено 34 проекта.\nАким подтвердил: запущено 34 проекта."
    assert [claim["value"] for claim in claims(text)] == [34]


def test_relative_time_without_a_date_line_stays_open():
    assert row("Биыл 5 жоба іске қосылды.") == [("project_count", None, 5, "actual", "launched", None, None)]


def test_a_sentence_added_behind_changes_no_claim():
    text = "date 2025-02-03\nЗа 2024 год Костанайская область привлекла 402 млрд тенге инвестиций."
    assert claims(text + "\nПогода была ясной.") == claims(text)


def test_what_is_not_understood_is_said():
    reading = read(Article.from_text("Биыл инвестиция жайлы айтылды: 27 млн. Сомасы белгісіз 15 млн теңге."))
    assert {entry.reason for entry in reading.unclear} >= {"number_without_unit", "time_unknown"}


def test_each_claim_tells_its_evidence_and_doubt():
    text = "date 2025-02-03\nТүркістан облысында 2024 жылы 34 жоба іске қосылды."
    (claim,) = read(Article.from_text(text)).claims
    evidence = {e.field: text[e.span.offset : e.span.end] for e in claim.evidence if e.span}
    assert evidence == {
        "measure": "жоба",
        "status": "іске қосылды",
        "stage": "іске қосылды",
        "period": "2024 жылы",
        "area": "Түркістан",
    }
    assert 0 < claim.confidence <= 1
    assert claim.as_record()["version"] == claim.version


def told(text, *fields):
    return [tuple(claim[field] for field in fields) for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Предприятий с участием иностранного капитала в области насчитывалось 1 564, из них немецких — 32.",
            [1564, 32],
        ),
        ("Число резидентов зоны выросло до 45.", [45]),
        ("Количество созданных рабочих мест превысило 5 тысяч.", [5000]),
        ("Облыста компаниялар саны 1 200-ге жетті.", [1200]),
        ("Аймақта 38 компания тіркелген, солардың он төрті өнім шығарады.", [38, 14]),
        ("В зоне работает 31 предприятие, из них семь — с иностранным участием.", [31, 7]),
        ("Зауыт 12 млрд теңгеге салынады, бір билет құны 6 200 теңге.", [12000000000]),
    ],
)
def test_numbers_far_from_their_noun_and_numbers_that_are_none(text, expected):
    assert [claim["value"] for claim in claims(text)] == expected


def test_jobs_and_land_are_of_the_project_beside_them():
    text = (
        "Немецкая компания Brenner построит в Караганде завод за 40 млн евро. На нём будут работать 120 человек.\n\n"
        "Местная компания «Сарыарка Нан» вложит в пекарню 900 млн тенге и наймёт 60 человек."
    )
    assert told(text, "measure", "value", "partner") == [
        ("project_value", 40000000, "DE"),
        ("jobs", 120, "DE"),
        ("project_value", 900000000, None),
        ("jobs", 60, None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Свыше двух тысяч казахстанцев получат работу.", [("jobs", 2000, "planned")]),
        ("Коллектив фабрики насчитывает 480 человек.", [("jobs", 480, "actual")]),
        ("Полтора миллиарда тенге вложит в мельницу местный фермер.", [("project_value", 1500000000, "planned")]),
        ("Штат завода увеличат на 150 человек.", [("jobs", 150, "planned")]),
    ],
)
def test_people_at_work_and_money_to_be_spent(text, expected):
    assert told(text, "measure", "value", "status") == expected


def test_a_rounded_headline_is_the_exact_figure_of_the_text():
    text = "Торговля превысила 1,4 млрд долларов\nПо итогам 2022 года товарооборот составил 1,42 млрд долларов."
    assert [(c["value"], c["bound"], c["start"]) for c in claims(text)] == [(1420000000, "exact", "2022-01-01")]

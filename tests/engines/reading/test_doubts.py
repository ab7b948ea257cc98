"""What came second, field by field."""

import json
from datetime import date

import pytest

from kelisim.engines.reading import Article, read
from kelisim.engines.reading.explain import explained


def seconds(text, language="ru"):
    (claim,) = read(Article(text, date(2025, 12, 22), language)).claims
    return {one.field: one.value for one in claim.runners_up}, claim


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("В 2023 году и в 2024 году запущено 34 проекта.", "period", "2023-01-01/2023-12-31"),
        ("В Туркестанской области запущено 34 проекта, как и в Жамбылской области.", "area", "KZ-31"),
        ("Планируется запуск, уже введено 34 проекта.", "status", "planned"),
        ("Инвестиции в область составили 1,234 млрд тенге.", "value", "1234000000000"),
    ],
)
def test_the_other_reading_of_a_field_is_kept(text, field, value):
    found, claim = seconds(text)
    assert found[field] == value
    assert claim.confidence < 1


def test_one_time_one_place_and_one_verb_leave_no_doubt():
    found, claim = seconds("В 2024 году в Туркестанской области запущено 34 проекта.")
    assert (found, claim.runner_up, claim.confidence) == ({}, None, 1.0)


def test_runners_up_stand_by_margin_and_are_written_and_told():
    text = "В 2023 году и в 2024 году запущено 34 проекта, ещё планируется запуск."
    reading = read(Article(text, date(2025, 12, 22), "ru"))
    (claim,) = reading.claims
    margins = [one.margin for one in claim.runners_up]
    assert (len(margins), margins) == (3, sorted(margins))
    assert claim.runner_up == claim.runners_up[0]
    record = json.loads(json.dumps(claim.as_record()))
    assert [one["field"] for one in record["runners_up"]] == [one.field for one in claim.runners_up]
    assert record["runner_up"] == record["runners_up"][0]
    lines = list(explained(reading, text))
    assert all(any(f"second: {one.value}, margin {one.margin:g}" in line for line in lines) for one in claim.runners_up)


@pytest.mark.parametrize(
    ("sure", "unsure"),
    [
        ("В 2024 году запущено 34 проекта.", "Запущено 34 проекта."),
        ("В 2024 году привлечено 5 млрд тенге инвестиций.", "Привлечено 5 млрд тенге инвестиций."),
    ],
)
def test_a_claim_without_a_time_of_its_own_is_less_sure(sure, unsure):
    assert seconds(unsure)[1].confidence < seconds(sure)[1].confidence


def test_a_measure_told_by_a_word_near_it_is_less_sure_than_the_noun_that_is_counted():
    counted, told = (
        seconds("В 2024 году запущено 34 проекта."),
        seconds("В 2024 году привлечено 5 млрд тенге инвестиций."),
    )
    assert told[1].confidence < counted[1].confidence


def test_the_review_queue_asks_about_a_count_of_no_known_stage_first():
    known, unknown = seconds("В 2024 году запущено 34 проекта."), seconds("В 2024 году в области было 34 проекта.")
    assert unknown[1].stage is None
    assert unknown[1].confidence < known[1].confidence

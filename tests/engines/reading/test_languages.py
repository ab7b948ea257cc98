"""The language of a paragraph, from its letters."""

import pytest

from kelisim.engines.reading import Article, read, standard
from kelisim.engines.reading.languages_of import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Түркістан облысына инвестиция тартылды, жаңа зауыттар іске қосылды", "kk"),
        ("В область привлечены инвестиции, запущены новые заводы", "ru"),
        ("В СЭЗ «Оңтүстік» в Шымкенте зарегистрированы новые участники из других стран", "ru"),
        ("Кыргызстанга инвестиция тартылды, жаңы ишканалар ачылып, көптөгөн жумуш орундары түзүлдү", None),
        ("Ўзбекистонга янги сармоялар жалб қилинди, кўплаб корхоналар очилди ва иш ўринлари яратилди", None),
        ("Татарстанга яңа инвестицияләр җәлеп ителде, күп кенә заводлар ачылды һәм эш урыннары", None),
    ],
)
def test_a_language_is_told_by_its_letters(text, language):
    assert language_of(text.lower(), standard()) == language


def test_each_paragraph_is_read_in_its_own_language():
    text = "Облыста 5 жоба іске қосылды, жаңа жұмыс орындары ашылды.\nВ области также подписано 7 меморандумов с инвесторами."
    reading = read(Article.from_text(text))
    assert [(claim.language, claim.value) for claim in reading.claims] == [("kk", 5), ("ru", 7)]

"""What an article is about as a whole: its dateline, and regions that it compares."""

import pytest

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.reader import read

TAIL_RU = "Здесь работают 14 предприятий. Турецкая компания Demir наймёт 90 человек, узбекская Pakhta – 60 человек. Узбекские фирмы довольны."
TAIL_KK = "Мұнда 14 кәсіпорын жұмыс істейді. Түркияның Demir компаниясы 90 адам алады, Өзбекстанның Pakhta компаниясы 60 адам алады."


def areas(text):
    return {claim.quote: claim.area for claim in read(Article.from_text(text)).claims}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Зона заполняется\n\nШЫМКЕНТ. " + TAIL_RU, "14 предприятий"),
        ("Аймақ толып келеді\n\nШЫМКЕНТ. " + TAIL_KK, "14 кәсіпорын"),
    ],
)
def test_the_dateline_of_a_region_says_where_an_article_is(text, quote):
    assert areas(text)[quote] == "KZ-79"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Итоги года\n\nАСТАНА. Правительство подвело итоги: в стране запущен 41 завод.", "41 завод"),
        ("Жыл қорытындысы\n\nАСТАНА. Үкімет жылды қорытты: елде 41 зауыт іске қосылды.", "41 зауыт"),
    ],
)
def test_the_dateline_of_the_capital_does_not(text, quote):
    assert areas(text)[quote] == "KZ"


def test_an_article_that_compares_regions_is_about_the_country():
    text = (
        "Как растут инвестиции в регионах\n\nИнвестиции в Атырауской области выросли на 12%, в Павлодарской области – на 9%, в Жамбылской – на 8%. "
        "Атырауская область просит дороги.\n\nВсего за год открыто 190 предприятий."
    )
    found = areas(text)
    assert found["190 предприятий"] == "KZ"
    assert found["12%"] == "KZ-23"

"""What is not understood is said: money words without a number, numbers of an unknown unit, times without a day."""

import pytest

from kelisim.engines.reading import Article, read


def unclear(text, language):
    return [(one.reason, one.quote) for one in read(Article(text, None, language)).unclear]


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("ru", "В проект вложат миллиарды тенге.", "money_without_number"),
        ("ru", "Инвестиции в область исчисляются сотнями миллионов долларов.", "money_without_number"),
        ("ru", "Объём инвестиций составил 450.", "number_without_unit"),
        ("ru", "Инвестор вложит в проект 12 млрд квач.", "number_without_unit"),
        ("ru", "Инвестиции в основной капитал достигли 1 250,4 за полугодие.", "number_without_unit"),
        ("ru", "В прошлом году привлечено 5 млрд тенге инвестиций.", "time_unknown"),
        ("ru", "Стоимость проекта — несколько миллиардов тенге.", "money_without_number"),
        ("kk", "Жобаға миллиардтаған теңге салынады.", "money_without_number"),
        ("kk", "Инвестиция көлемі жүздеген миллион долларға жетті.", "money_without_number"),
        ("kk", "Облысқа тартылған инвестиция 450 болды.", "number_without_unit"),
        ("kk", "Жобаға 12 млрд квача құйылады.", "number_without_unit"),
        ("kk", "Өткен жылы 5 млрд теңге инвестиция тартылды.", "time_unknown"),
        ("kk", "Жобаның құны бірнеше миллиард теңге.", "money_without_number"),
        ("en", "Investment worth hundreds of millions of tenge is expected.", "money_without_number"),
        ("en", "Foreign direct investment reached 450 in the first half of 2024.", "number_without_unit"),
        ("en", "Last year the region attracted 5 billion tenge of investment.", "time_unknown"),
        ("tr", "Projeye milyarlarca lira yatırılacak.", "money_without_number"),
        ("tr", "Bölgeye yüz milyonlarca dolarlık yatırım geldi.", "money_without_number"),
        ("tr", "Projeye 12 milyar kvaça yatırılacak.", "number_without_unit"),
        ("tr", "Geçen yıl 5 milyar lira yatırım yapıldı.", "time_unknown"),
        ("tr", "Yatırımın tutarı birkaç milyar lira.", "money_without_number"),
        ("zh", "该项目将投入数十亿元。", "money_without_number"),
        ("zh", "当地吸引投资几亿美元。", "money_without_number"),
        ("zh", "引进外资总额为450。", "number_without_unit"),
        ("zh", "去年吸引投资5亿元。", "time_unknown"),
        ("zh", "投资额达到数百亿坚戈。", "money_without_number"),
    ],
)
def test_what_is_not_understood_is_said(language, text, reason):
    assert reason in [why for why, _ in unclear(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Курс доллара вырос, инвесторы ждут."),
        ("ru", "Расчёты ведутся в тенге, инвестиции приветствуются."),
        ("ru", "Инвестиционный форум пройдёт в зале 12 гостиницы на улице Абая, 25."),
        ("kk", "Инвестициялар теңгемен есептеледі."),
        ("en", "Investors worry about the dollar."),
        ("en", "Room 12, Investment House, Abay Street 25."),
        ("tr", "Yatırımcılar doların seyrini izliyor."),
        ("zh", "投资者关注美元走势。"),
        ("zh", "投资大厦12层25号。"),
        ("ru", "В 2024 году в область вложено 5 млрд тенге инвестиций."),
        ("en", "In 2024 the region attracted 5 billion tenge of investment."),
    ],
)
def test_talk_of_money_and_rooms_is_not_unclear(language, text):
    assert unclear(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Стоимость проекта составит 40 млрд тенге (около $85 млн)."),
        ("en", "The plant will cost 40 billion tenge (about $85 million)."),
        ("zh", "项目总投资约78亿坚戈(1859万美元)。"),
        ("zh", "该州计划将农业总产值提升至1.2万亿坚戈，吸引更多投资。"),
        ("zh", "2021年实际使用外资首次突破万亿元，达到1.1万亿元。"),
        ("zh", "投资建设的年产125万吨聚乙烯工厂已开工，总投资达74亿美元。"),
    ],
)
def test_a_second_currency_output_and_known_units_are_no_doubt(language, text):
    assert unclear(text, language) == []


def test_a_time_without_a_day_is_told_where_a_claim_lacks_it():
    assert unclear("В прошлом году создано 300 рабочих мест.", "ru") == [("time_unknown", "прошлом году")]
    assert unclear("В прошлом году инвесторы приезжали в область.", "ru") == []


def test_the_quote_holds_the_words_from_how_many_to_the_currency():
    found = unclear("Investment worth hundreds of millions of tenge is expected.", "en")
    assert ("money_without_number", "hundreds of millions of tenge") in found


def test_hundreds_of_millions_are_not_a_hundred_millions():
    text = "Инвестиции в область исчисляются сотнями миллионов долларов."
    assert read(Article(text, None, "ru")).claims == ()

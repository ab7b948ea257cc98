"""The same facts told in each language that the reader knows give the same claims."""

import pytest

from kelisim.engines.reading import Article, read, standard

DAY = "date 2025-02-03\n"
TOLD = {
    "direct investment and its growth": {
        "kk": "2024 жылы Түркістан облысына 543,5 млн АҚШ доллары тікелей шетелдік инвестиция тартылды, бұл 2023 жылмен салыстырғанда 12%-ға артық.",
        "ru": "В 2024 году Туркестанская область привлекла 543,5 млн долларов США прямых иностранных инвестиций, рост на 12% по сравнению с 2023 годом.",
        "en": "In 2024 Turkistan Region attracted $543.5 million of foreign direct investment, up 12% from 2023.",
        "tr": "2024 yılında Türkistan Bölgesi 543,5 milyon dolar doğrudan yabancı yatırım çekti, bu 2023 yılına göre yüzde 12 artış demek.",
        "zh": "2024年，突厥斯坦州吸引外国直接投资5.435亿美元，比2023年增长12%。",
    },
    "projects that were launched, their cost and jobs": {
        "kk": "2024 жылы Түркістан облысында құны 95 млрд теңге болатын 34 жоба іске қосылды, 4 889 жұмыс орны ашылды.",
        "ru": "В 2024 году в Туркестанской области запущено 34 проекта стоимостью 95 млрд тенге, создано 4 889 рабочих мест.",
        "en": "In 2024, 34 projects worth 95 billion tenge were launched in Turkistan Region and 4,889 jobs were created.",
        "tr": "2024 yılında Türkistan Bölgesi'nde değeri 95 milyar tenge olan 34 proje hizmete açıldı, 4.889 kişiye istihdam sağlandı.",
        "zh": "2024年，突厥斯坦州有34个项目投产，总投资950亿坚戈，创造就业岗位4889个。",
    },
    "papers that were signed": {
        "kk": "Форумда жалпы сомасы 432,2 млрд теңге болатын жеті меморандумға қол қойылды.",
        "ru": "На форуме подписано семь меморандумов на общую сумму 432,2 млрд тенге.",
        "en": "Seven memoranda worth a total of 432.2 billion tenge were signed at the forum.",
        "tr": "Forumda toplam 432,2 milyar tenge tutarında yedi mutabakat zaptı imzalandı.",
        "zh": "论坛上签署了七份备忘录，总金额4322亿坚戈。",
    },
    "trade between two countries": {
        "kk": "2024 жылы Қазақстан мен Қытай арасындағы тауар айналымы 43,8 млрд долларды құрады.",
        "ru": "В 2024 году товарооборот между Казахстаном и Китаем составил 43,8 млрд долларов.",
        "en": "In 2024 trade between Kazakhstan and China amounted to $43.8 billion.",
        "tr": "2024 yılında Kazakistan ile Çin arasındaki ticaret hacmi 43,8 milyar dolar oldu.",
        "zh": "2024年，哈萨克斯坦与中国的贸易额为438亿美元。",
    },
    "a plan with a deadline": {
        "kk": "2030 жылға дейін облыста 12 жаңа зауыт салынады.",
        "ru": "К 2030 году в области построят 12 новых заводов.",
        "en": "By 2030, 12 new plants will be built in the region.",
        "tr": "2030 yılına kadar bölgede 12 fabrika kurulacak.",
        "zh": "到2030年，该州将新建12家工厂。",
    },
    "guests of a forum": {
        "kk": "Форумға 200-ден астам компания қатысты.",
        "ru": "В форуме приняли участие более 200 компаний.",
        "en": "More than 200 companies took part in the forum.",
        "tr": "Foruma 200'den fazla şirket katıldı.",
        "zh": "200多家企业参加了论坛。",
    },
}


def facts(text, language):
    """Which numbers, of what, how exactly and how far: all that no language may change."""
    claims = read(Article.from_text(DAY + text, language=language)).claims
    return sorted(
        (str(c.measure), str(c.of), float(c.value), c.unit, str(c.bound), str(c.status), str(c.stage)) for c in claims
    )


@pytest.mark.parametrize("fact", TOLD)
def test_all_languages_tell_the_same(fact):
    told = {language: facts(text, language) for language, text in TOLD[fact].items() if language in standard()}
    assert len(told) >= 4
    expected = told["ru"]
    assert expected
    assert {language: found for language, found in told.items() if found != expected} == {}

"""The part that a place plays: where a thing is, where its investor is from, who speaks."""

import pytest

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.reader import read


def places(text, number=0):
    claims = read(Article(text)).claims
    return [(claim.quote, claim.area, claim.partner) for claim in claims][number]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a firm is of the country that stands beside its name
        (
            "Poland and its new plants\nJapan's Hikari will build a plant in Gliwice for $90 million.",
            ("$90 million", "PL-24", "JP"),
        ),
        (
            "A new plant for Serbia\nThe Serbian government met Veltra, a Czech maker of pumps. "
            "Veltra will spend $12 million on a plant in Nis.",
            ("$12 million", "RS-20", "CZ"),
        ),
        ("Georgia opens its ports\nLanmar of Norway will invest $40 million in Poti.", ("$40 million", "GE-SZ", "NO")),
        # the ministry of a country is no ground
        (
            "Navoi signs\nNavoi region has a new zone. In Navoi region the Ministry of Investment of Uzbekistan counts 40 projects.",
            ("40 projects", "UZ-NW", None),
        ),
        # as many countries as numbers
        (
            "Georgia counts\nIn Georgia $120 million came from Norway, $80 million from Japan and $60 million from Egypt.",
            ("$120 million", "GE", "NO"),
        ),
        # where the reporter sat is no ground of a foreign plant
        ("Sohar\nMUSCAT – A plant for $70 million is being built in Sohar.", ("$70 million", "OM-BS", None)),
        # papers are of the side that reports
        (
            "Delegasyon\nBursa Ticaret Odası'nın heyeti Taşkent'te iş insanlarıyla buluştu. Bursa ile Özbekistan arasında beş sözleşme imzalandı.",
            ("beş sözleşme", "TR-16", "UZ"),
        ),
        # one who comes from a city is no ground
        (
            "Özbekistan'da yeni tesis\nBuhara'da denim fabrikası kurulacak. Denizlili Ova Dokuma bu tesise 30 milyon dolar harcayacak.",
            ("30 milyon dolar", "UZ-BU", "TR"),
        ),
        # a list stands under the sentence above it
        (
            "Kazakistan'da Türk yatırımları\nKazakistan'daki Türk yatırımcıların işleri sayıldı:\n- Taraz'da kurulacak fabrika için 20 milyon dolar harcanacak.",
            ("20 milyon dolar", "KZ-31", "TR"),
        ),
    ],
)
def test_a_place_has_its_part(text, told):
    assert places(text) == told


def test_a_region_stands_for_the_zone_in_it_over_paragraphs():
    text = (
        "Azerbaycan'da yeni park\nAzerbaycan'ın Sumgayıt Kimya Sanayi Parkı yeni komşularını bekliyor.\n"
        "Azerbaycan Ekonomi Bakanlığı açıkladı. Parkta 20 şirket faaliyet gösteriyor."
    )
    assert places(text) == ("20 şirket", "AZ-SM", None)


def test_an_article_that_names_many_countries_and_is_about_none_has_no_area():
    text = (
        "Ucuz kömür\nRaporda 30 proje ertelendi. Uzmanlar şaşırmadı. Bütçeler kesildi. Fiyat düştü.\n"
        "Nijerya, Angola, Norveç ve Kanada listede; Nijerya ve Angola başta."
    )
    assert places(text)[1] is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2025'in ocak-kasım döneminde Türkiye'ye 8 milyar dolar doğrudan yatırım girdi.",
            ("fdi", "2025-01-01", "2025-11-30"),
        ),
        (
            "Antalya'da 2023 yılı sonunda 462 firma faaliyet gösteriyordu.",
            ("enterprise_count", "2023-12-31", "2023-12-31"),
        ),
        (
            "Nahçıvan'da Ekim 2024'te düzenlenen fuara 64 şirket katıldı. Fuarda sekiz sözleşme imzalandı.",
            ("agreement_count", "2024-10-01", "2024-10-31"),
        ),
    ],
)
def test_turkish_times(text, told):
    claim = read(Article(text)).claims[-1]
    assert (claim.measure, str(claim.start), str(claim.end)) == told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Her on firmadan altısını geri çevirdik.", []),
        ("Foruma iki ülkeden 430 iş insanı katıldı.", [("participant_count", 430)]),
        ("Parka 6,3 milyar manat yatırım yapıldı.", [("investment", 6_300_000_000)]),
        ("Adana'da 45 ila 50 milyon avroya bir depo yapılacak.", [("project_value", 45_000_000)]),
        ("İhracat yüzde 6 oranında arttı.", [("growth", 6)]),
        ("Bölgede çalışan sayısının 4.300'e ulaştığını söyledi.", [("jobs", 4300)]),
    ],
)
def test_turkish_numbers_and_what_they_measure(text, found):
    assert [(claim.measure, claim.value) for claim in read(Article(text)).claims] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Turnover between the two countries reached $620 million, having grown 1.7 times.",
            ["trade_turnover", "growth"],
        ),
        ("The port takes part in a terminal near Poti with investments of $95 million.", ["project_value"]),
        ("The firm will spend RO 54 million on a second hall.", ["project_value"]),
        ("Rents have risen by 22 per cent in two years.", []),
        ("The town has budgeted 12 million zlotys for a road.", []),
        (
            "The zones received 46 million euros of private investment, 1.4 times as much as in 2023.",
            ["investment", "growth"],
        ),
    ],
)
def test_english_numbers_and_what_they_measure(text, found):
    assert [claim.measure for claim in read(Article(text)).claims] == found


def test_in_a_chinese_article_on_a_region_the_country_keeps_its_own_figures():
    text = (
        "沙特吉赞来了新邻居\n沙特吉赞基础产业城有企业27家。吉赞的港口正在扩建。\n"
        "吉赞园区投资12亿美元。2024年沙特吸收外国直接投资1190亿里亚尔。"
    )
    assert [claim.area for claim in read(Article(text)).claims][-1] == "SA"

"""Turkish articles: parts by their endings, the time of a plan, sales abroad, the side that reports."""

import pytest

from kelisim.engines.reading import Article, read


def fields(text, *names):
    article = Article.from_text(f"date 2025-09-18\n{text}", language="tr")
    return [tuple(claim.as_dict()[name] for name in names) for claim in read(article).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kayseri'de 23 fabrika açıldı; bu fabrikalara 4,7 milyar lira harcandı.", [("project_value", 4.7e9)]),
        ("Kayseri'de 320 kişiye iş verilecek.", [("jobs", 320)]),
        ("Kayseri'de 1.500 kişi işe girecek.", [("jobs", 1500)]),
        ("Kayseri'deki 11 yeni fabrika üretime geçti.", []),
        ("Kayseri'nin altyapısı için 480 milyon lira yatırım yapıldı.", [("investment", 4.8e8)]),
        ("Kayseri'deki fabrikada çalışanlar ayda 4,5 milyon lira alıyor.", []),
        ("Üniversite Kayseri'de 2,8 milyon liralık bir araştırma yürütüyor.", []),
    ],
)
def test_what_is_counted(text, expected):
    assert [found for found in fields(text, "measure", "value") if found[0] != "enterprise_count"] == expected


def test_new_is_no_yen():
    assert fields("Kayseri'de 11 yeni fabrika üretime geçti.", "measure", "value") == [("enterprise_count", 11)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kayseri'de 58 fabrika var. Bunların 14'ü tamamlandı.", [58, 14]),
        ("Kayseri'de 58 fabrika var. Çalışanların üçte ikisi kadın.", [58]),
        ("Kayseri'de 58 fabrika var. İkisinin ortak derdi genç usta bulamamak.", [58]),
    ],
)
def test_parts_and_fractions(text, expected):
    assert [value for (value,) in fields(text, "value")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kayseri'nin ihracatı 2024'te 390 milyon dolar oldu; bu, 2023'ün yüzde 9,4 altında.", [-9.4]),
        ("Kayseri'nin ihracatı 2024'te 390 milyon dolar oldu; bu, 2023'ün yüzde 96,3'ü.", [-3.7]),
        ("Kayseri'nin ihracatı 2024'te 390 milyon dolar oldu; satılanların yüzde 90'ı mobilya.", []),
    ],
)
def test_changes(text, expected):
    assert [value for measure, value in fields(text, "measure", "value") if measure == "growth"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Odanın 2025 hedefi değişmedi: 4 milyar dolarlık ihracat.", [("target", "2025-01-01", "2025-12-31")]),
        ("2026 için hedef 2 milyar dolarlık yabancı yatırım.", [("target", "2026-01-01", "2026-12-31")]),
        ("2026 yılı planında 50 milyar liralık yatırım var.", [("target", "2026-01-01", "2026-12-31")]),
        ("Şirket, Kayseri'de kuracağı fabrika için 18 milyon avro ayırdı.", [("planned", None, None)]),
        ("Şirket, Kayseri'de kurduğu fabrika için 18 milyon avro ayırdı.", [("actual", None, None)]),
    ],
)
def test_plans_and_their_times(text, expected):
    assert fields(text, "status", "start", "end") == expected


def test_sales_abroad_behind_a_figure_of_trade():
    text = "Kayseri'nin ihracatı ocak-mart döneminde 880 milyon dolar oldu. Almanya'ya satışlar yüzde 11 azalıp 71 milyon dolara indi."
    assert fields(text, "measure", "value", "partner") == [
        ("export", 8.8e8, None),
        ("growth", -11, "DE"),
        ("export", 7.1e7, "DE"),
    ]
    assert fields("Fabrikanın satışları 71 milyon dolara indi.", "measure") == []


def test_the_figure_of_the_year_before():
    text = "Kayseri'nin ihracatı ocak-mart döneminde 880 milyon dolar oldu; 2024'ün aynı döneminde 938 milyon dolardı."
    assert fields(text, "value", "start", "end") == [
        (8.8e8, "2025-01-01", "2025-03-31"),
        (9.38e8, "2024-01-01", "2024-03-31"),
    ]


@pytest.mark.parametrize(("body", "expected"), [("DEİK'in", ("TR", "RS")), ("Odanın", ("RS", "TR"))])
def test_a_body_at_home_reports_for_its_country(body, expected):
    text = (
        f"Sırbistan'da Türk yatırımcılar\n{body} Sırbistan'da düzenlediği forum bitti. Türkiye'den gelen iş insanları Sırbistan'da fabrika gezdi.\n"
        "İkili ticaret hacmi 2,6 milyar avro oldu. Sırbistan'da 2.100 Türk firması çalışıyor.\nTürkiye ile Sırbistan'da ortak liste hazırlanıyor."
    )
    assert fields(text, "measure", "area", "partner")[0] == ("trade_turnover", *expected)


def test_a_time_before_its_base_is_the_main_one():
    text = "Türkiye'ye doğrudan yatırım, yılın ilk 8 ayında geçen yılın aynı dönemine göre yüzde 35 artarak 10,6 milyar dolar oldu."
    assert fields(text, "value", "start", "end") == [
        (35, "2025-01-01", "2025-08-31"),
        (10.6e9, "2025-01-01", "2025-08-31"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foruma 25 ülkeden 600'ü aşkın iş insanı katıldı.", [("participant_count", 25), ("participant_count", 600)]),
        ("Manisa'da 1 milyar dolar yatırımla bir fabrika kuracak.", [("project_value", 1e9)]),
        ("Manisa'ya 1 milyar dolar yatırımla gelecek.", [("investment", 1e9)]),
    ],
)
def test_bounds_behind_endings_and_sums_by_which_something_is_built(text, expected):
    assert fields(text, "measure", "value") == expected


def test_goods_for_abroad_are_told_of_home():
    text = "Almanya'ya ihracat 2,1 milyar dolara, İtalya'ya ihracat 900 milyon dolara çıktı."
    assert fields(text, "area") == [("TR",), ("TR",)]


def test_a_currency_told_once_behind_two_sums():
    text = "Türkiye'ye 2023'te 11,3 milyar, 2024'te 13,1 milyar dolarlık doğrudan yatırım geldi."
    assert fields(text, "measure", "value", "unit") == [("fdi", 11.3e9, "USD"), ("fdi", 13.1e9, "USD")]

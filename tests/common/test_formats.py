"""Numbers, money, days and periods in five languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from kelisim.common import formats
from kelisim.engines.values import Period

LANGUAGES = ("kk", "ru", "en", "tr", "zh-hans")
GAP = "\u00a0"


def in_all_languages(write):
    """What `write` gives in each language, no-break spaces shown as plain ones."""
    return tuple(write(language).replace(GAP, " ") for language in LANGUAGES)


def test_money_is_written_as_each_language_writes_it():
    assert in_all_languages(lambda language: formats.money(Decimal("432200000000"), "KZT", language)) == (
        "432,2 млрд ₸",
        "432,2 млрд ₸",
        "₸432.2bn",
        "432,2 milyar ₸",
        "4322亿坚戈",
    )


def test_money_keeps_every_digit_of_a_published_figure():
    assert in_all_languages(lambda language: formats.money(Decimal("1178400000000"), "KZT", language)) == (
        "1 178,4 млрд ₸",
        "1 178,4 млрд ₸",
        "₸1,178.4bn",
        "1.178,4 milyar ₸",
        "11784亿坚戈",
    )


def test_money_of_ledger_sums_is_rounded_to_one_digit():
    assert formats.money(Decimal("88812345678.12"), "KZT", "en") == "₸88.8bn"


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (0, "KZT", "₸0"),
        (950.5, "EUR", "€950.5"),
        (-3_000_000, "USD", "−$3m"),
        (12_500, "KGS", f"KGS{GAP}12,500"),
        (Decimal("999999999999"), "USD", "$1,000bn"),
        (10**15, "KZT", "₸1,000tn"),
    ],
)
def test_money_small_negative_foreign_and_enormous(amount, currency, written):
    assert formats.money(amount, currency, "en") == written


def test_money_full_writes_all_digits_and_the_minor_unit_only_where_there_is_one():
    assert formats.money(432_200_000_000, "KZT", "ru", full=True).replace(GAP, " ") == "432 200 000 000 ₸"
    assert formats.money(Decimal("1234.50"), "USD", "en", full=True) == "$1,234.50"
    assert formats.money(Decimal("1234.50"), "JPY", "en", full=True).replace(GAP, " ") == "JPY 1,234"


def test_number_and_unit_never_part_at_the_end_of_a_line():
    assert " " not in formats.money(432_200_000_000, "KZT", "kk")
    assert " " not in formats.quantity(34, "project", "ru")


def test_number_groups_thousands():
    assert in_all_languages(lambda language: formats.number(23915, language)) == (
        "23 915",
        "23 915",
        "23,915",
        "23.915",
        "23,915",
    )


def test_percent_stands_where_each_language_puts_it():
    assert in_all_languages(lambda language: formats.percent(114.42, language)) == (
        "114,4%",
        "114,4 %",
        "114.4%",
        "%114,4",
        "114.4%",
    )
    assert formats.percent(1.4, "en", signed=True) == "+1.4%"
    assert formats.share(1, 0, "en") == "–"


@pytest.mark.parametrize(
    ("count", "russian"),
    [
        (1, "1 проект"),
        (2, "2 проекта"),
        (5, "5 проектов"),
        (11, "11 проектов"),
        (21, "21 проект"),
        (34, "34 проекта"),
        (1.5, "1,5 проекта"),
    ],
)
def test_unit_agrees_with_its_number_in_russian(count, russian):
    assert formats.quantity(count, "project", "ru").replace(GAP, " ") == russian


@pytest.mark.parametrize(
    "unit", ["project", "agreement", "job", "participant", "enterprise", "percent", "times", "hectare"]
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 21, 1.5])
def test_every_unit_has_words_in_every_language(unit, language, count):
    assert formats.quantity(count, unit, language)


def test_bound_is_said_in_words():
    assert in_all_languages(lambda language: formats.quantity(300, "participant", language, bound="about")) == (
        "шамамен 300 қатысушы",
        "около 300 участников",
        "about 300 participants",
        "yaklaşık 300 katılımcı",
        "约300个参与者",
    )
    assert in_all_languages(lambda language: formats.money(432_200_000_000, "KZT", language, bound="over")) == (
        "432,2 млрд ₸-ден астам",
        "более 432,2 млрд ₸",
        "over ₸432.2bn",
        "432,2 milyar ₸'den fazla",
        "超过4322亿坚戈",
    )


def test_bound_takes_the_genitive_in_russian():
    assert formats.quantity(21, "project", "ru", bound="over").replace(GAP, " ") == "более 21 проекта"
    assert formats.quantity(34, "project", "ru", bound="under").replace(GAP, " ") == "менее 34 проектов"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (3, "3-тен"), (6, "6-дан"), (10, "10-нан"), (40, "40-тан"), (80, "80-нен"), (100, "100-ден"), (120, "120-дан"), (2000, "2 000-нан"),
        (3_000_000, "3 000 000-нан"), (2.5, "2,5-тен"), (0, "0-ден"),
    ],
)  # fmt: skip
def test_kazakh_ending_leans_on_the_last_word_of_the_number(number, written):
    assert formats.bounded(formats.number(number, "kk"), "over", "kk").replace(GAP, " ") == f"{written} астам"


def test_day_has_four_digits_of_the_year_in_kazakh():
    assert in_all_languages(lambda language: formats.day(date(2026, 11, 22), language)) == (
        "22.11.2026",
        "22.11.2026",
        "22 Nov 2026",
        "22.11.2026",
        "2026年11月22日",
    )
    assert formats.day(date(2026, 11, 22), "kk", style="long").replace(GAP, " ") == "2026 ж. 22 қараша"
    assert formats.day(date(2026, 11, 22), "ru", style="full").replace(GAP, " ") == "воскресенье, 22 ноября 2026 г."


def test_moment_is_told_in_the_zone_asked_for():
    assert formats.moment(datetime(2026, 11, 22, 20, 5, tzinfo=UTC), "en", zone="Asia/Almaty") == "23 Nov 2026, 01:05"


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (Period.year(2025), ("2025 ж.", "2025 г.", "2025", "2025", "2025年")),
        (Period.years(2025, 2028), ("2025–2028 жж.", "2025–2028 гг.", "2025–2028", "2025–2028", "2025–2028年")),
        (
            Period.half(2025, 1),
            ("2025 ж. I жартыжылдық", "I полугодие 2025 г.", "H1 2025", "2025 1. yarıyıl", "2025年上半年"),
        ),
        (
            Period.half(2025, 2),
            ("2025 ж. II жартыжылдық", "II полугодие 2025 г.", "H2 2025", "2025 2. yarıyıl", "2025年下半年"),
        ),
        (
            Period.quarter(2025, 2),
            ("2025 ж. II тоқсан", "II квартал 2025 г.", "Q2 2025", "2025 2. çeyrek", "2025年第二季度"),
        ),
        (
            Period.months_of_year(2025, 1, 10),
            ("2025 ж. I–X", "янв.–окт. 2025 г.", "Jan–Oct 2025", "Oca–Eki 2025", "2025年1–10月"),
        ),
        (
            Period.months_of_year(2025, 10, 10),
            ("2025 ж. қазан", "октябрь 2025 г.", "October 2025", "Ekim 2025", "2025年10月"),
        ),
        (
            Period.day(date(2025, 12, 22)),
            ("2025 ж. 22 желтоқсан", "22 декабря 2025 г.", "22 December 2025", "22 Aralık 2025", "2025年12月22日"),
        ),
        (
            Period.deadline(date(2028, 12, 31)),
            ("2028 жылдың соңына дейін", "до конца 2028 г.", "by the end of 2028", "2028 sonuna kadar", "2028年底前"),
        ),
        (
            Period(date(2026, 2, 17), date(2026, 2, 19)),
            (
                "2026 ж. 17–19 ақпан",
                "17–19 февраля 2026 г.",
                "17–19 February 2026",
                "17–19 Şubat 2026",
                "2026年2月17–19日",
            ),
        ),
    ],
)
def test_period_has_its_plainest_name(period, written):
    assert in_all_languages(lambda language: formats.period(period, language=language)) == written


def test_period_takes_two_days_as_records_keep_them():
    assert formats.period(date(2025, 1, 1), date(2025, 10, 31), "en", style="long") == "January–October 2025"
    assert formats.period(None, None, "en") == "period unknown"


def test_names_that_cldr_has_otherwise():
    assert formats.currency_name("KZT", "ru") == "казахстанский тенге"
    assert formats.territory("KG", "ru") == "Кыргызстан"
    assert formats.territory("HK", "kk") == "Гонконг"
    assert formats.territory("TR", "kk") == "Түркия"


@pytest.mark.parametrize(
    ("asked", "given"), [("zh-cn", "zh-hans"), ("zh", "zh-hans"), ("en-gb", "en"), ("de", "en"), ("KK", "kk")]
)
def test_language_falls_back_to_one_of_the_five(asked, given):
    assert formats.language_of(asked) == given


def test_active_language_is_the_default():
    with override("kk"):
        assert formats.quantity(34, "project").replace(GAP, " ") == "34 жоба"

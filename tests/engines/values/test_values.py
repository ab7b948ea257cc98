"""Money, periods, units, codes, folded text."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kelisim.engines.values import (
    BOUNDS,
    MEASURES,
    CodeError,
    CurrencyError,
    Measure,
    MixedCurrencies,
    Money,
    Period,
    PeriodError,
    check_bin,
    check_iin,
    check_lei,
    fold,
    fold_query,
    iso_of_kato,
    kato_of_iso,
    minor_unit,
    unit_fits,
)
from kelisim.engines.values.codes import check_digit, regions


def test_money_of_one_currency_adds_and_subtracts():
    two, three = Money(Decimal(2), "KZT"), Money(Decimal(3), "KZT")
    assert two + three == Money(Decimal(5), "KZT")
    assert two - three == Money(Decimal(-1), "KZT")
    assert -two < three


def test_money_of_two_currencies_is_never_added():
    with pytest.raises(MixedCurrencies, match="KZT and USD"):
        Money(Decimal(2), "KZT") + Money(Decimal(3), "USD")


@pytest.mark.parametrize("currency", ["", "kzt", "XXY", "TENGE", "₸"])
def test_money_needs_an_iso_currency(currency):
    with pytest.raises(CurrencyError):
        Money(Decimal(1), currency)


def test_money_needs_a_finite_decimal():
    with pytest.raises(TypeError):
        Money(1.5, "KZT")
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("NaN"), "KZT")


def test_money_is_rounded_by_its_minor_unit():
    assert (minor_unit("KZT"), minor_unit("JPY"), minor_unit("KWD")) == (2, 0, 3)
    assert Money(Decimal("2.345"), "KZT").rounded() == Money(Decimal("2.34"), "KZT")
    assert Money(Decimal("2.5"), "JPY").rounded() == Money(Decimal(2), "JPY")


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period.year(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (Period.half(2025, 1), date(2025, 1, 1), date(2025, 6, 30)),
        (Period.quarter(2025, 4), date(2025, 10, 1), date(2025, 12, 31)),
        (Period.months_of_year(2024, 1, 2), date(2024, 1, 1), date(2024, 2, 29)),
        (Period.years(2025, 2028), date(2025, 1, 1), date(2028, 12, 31)),
        (Period.day(date(2025, 3, 4)), date(2025, 3, 4), date(2025, 3, 4)),
        (Period.deadline(date(2030, 12, 31)), None, date(2030, 12, 31)),
    ],
)
def test_periods_include_both_days(period, start, end):
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Period(date(2025, 2, 1), date(2025, 1, 1)), "order"),
        (lambda: Period.year(20205), "years"),
        (lambda: Period.day(date(1899, 12, 31)), "years"),
        (lambda: Period.quarter(2025, 5), "part"),
        (lambda: Period.months_of_year(2025, 0, 3), "part"),
    ],
)
def test_a_wrong_period_says_what_is_wrong(make, code):
    with pytest.raises(PeriodError) as error:
        make()
    assert error.value.code == code


def test_days_are_found_in_open_and_closed_periods():
    assert date(2024, 12, 31) in Period.year(2024)
    assert date(2025, 1, 1) not in Period.year(2024)
    assert date(1950, 1, 1) in Period.deadline(date(2030, 1, 1))


def test_units_fit_their_measures():
    assert (len(MEASURES), len(BOUNDS)) == (15, 4)
    assert unit_fits(Measure.FDI, "USD")
    assert not unit_fits(Measure.FDI, "project")
    assert unit_fits(Measure.GROWTH, "times")
    assert not unit_fits(Measure.JOBS, "KZT")


@pytest.mark.parametrize("number", ["020240000555", "940140000385", "971240001315", "0205 4000 3431"])
def test_right_bins_pass(number):
    assert check_bin(number) == number.replace(" ", "")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("02024000055", "length"),
        ("02024000055A", "digits"),
        ("٠٢٠٢٤٠٠٠٠٥٥٥", "digits"),
        ("021340000555", "month"),
        ("020290000555", "type"),
        ("020240000556", "checksum"),
    ],
)
def test_wrong_bins_say_what_is_wrong(number, code):
    with pytest.raises(CodeError) as error:
        check_bin(number)
    assert (error.value.code, error.value.kind) == (code, "BIN")


def test_iin_holds_a_day_of_birth():
    good = "90022930012"
    with pytest.raises(CodeError) as error:
        check_iin(good + "0")
    assert error.value.code == "date"
    leap = "96022930012"
    assert check_iin(leap + str(check_digit(leap))) == leap + str(check_digit(leap))


def test_lei_is_checked():
    assert check_lei("5493001kjtiigc8y1r12") == "5493001KJTIIGC8Y1R12"
    for number, code in (("5493001KJTIIGC8Y1R13", "checksum"), ("5493", "length"), ("5493001КJTIIGC8Y1R12", "digits")):
        with pytest.raises(CodeError) as error:
            check_lei(number)
        assert error.value.code == code


def test_regions_have_two_codes():
    assert len(regions()) == 20
    assert all(iso_of_kato(region.kato) == region.iso for region in regions())
    assert kato_of_iso("KZ-61") == "610000000"
    assert iso_of_kato("611010000") == "KZ-61"
    for wrong in ("990000000", "61"):
        with pytest.raises(CodeError):
            iso_of_kato(wrong)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Нұралхан Көшеров", "Nūralhan Köşerov"),
        ("Көшеров", "Kösherov"),
        ("Жамбыл", "Zhambyl"),
        ("Қазақстан", "Qazaqstan"),
        ("Шымкент", "Şymkent"),
        ("ПОЛЁТ", "полет"),
        ("İSTANBUL", "istanbul"),
        ("IRMAK", "ırmak"),
        ("Әкімдік", "äkımdık"),
    ],
)
def test_one_name_in_two_scripts_folds_alike(one, other):
    assert fold(one) == fold(other)


def test_chinese_folds_to_bigrams():
    assert fold("土耳其 2025") == "土耳 耳其 其 2025"
    assert fold_query("土耳其") == ("土耳", "耳其")
    assert fold_query("其") == ("其",)


def test_a_query_is_found_in_the_folded_text():
    words = fold("Түркістан облысының әкімі Нұралхан Көшеров").split()
    assert all(any(word.startswith(term) for word in words) for term in fold_query("Turkistan kosherov"))


@given(st.text(alphabet="АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәйёқңіһZzıİIiŞşÇçĞğÜüß'’-–1 東投资", max_size=40))
def test_a_text_folds_alike_in_one_piece_and_taken_apart(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
    assert fold(fold(text)) == " ".join(fold(word) for word in fold(text).split())

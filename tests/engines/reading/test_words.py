"""Numbers in words as journalists write them: fractions, decimals, small coins, said again in brackets, about so many."""

import random
from decimal import Decimal

import pytest
from num2words import num2words

from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numbers import read_quantities
from kelisim.engines.reading.text import normal, tokens


def quantities(text, language):
    lexicon, lower = standard()[language], normal(text)
    return read_quantities(Matches(tokens(text, lower, 0, len(text), lexicon), lexicon), set())


def money(text, language):
    return [(q.value, q.unit, str(q.bound)) for q in quantities(text, language) if q.kind == "money"]


@pytest.mark.parametrize(
    ("language", "text", "value", "bound"),
    [
        ("kk", "екі бүтін оннан тоғыз миллиард теңге", "2900000000", "exact"),
        ("kk", "нөл бүтін оннан бес миллион теңге", "500000", "exact"),
        ("kk", "алпыс сегіз бүтін оннан үш миллиард теңге", "68300000000", "exact"),
        ("kk", "он бір бүтін жүзден жиырма бес миллион теңге", "11250000", "exact"),
        ("kk", "бір бүтін мыңнан бес миллиард теңге", "1005000000", "exact"),
        ("kk", "жарты миллион теңге", "500000", "exact"),
        ("kk", "ширек миллиард теңге", "250000000", "exact"),
        ("kk", "бес жарым мың теңге", "5500", "exact"),
        ("kk", "бір теңге", "1", "exact"),
        ("kk", "үш-төрт миллион теңге", "3000000", "over"),
        ("kk", "отыз-қырық теңге", "30", "over"),
        ("kk", "бес тиын", "0.05", "exact"),
        ("kk", "бір тиын", "0.01", "exact"),
        ("kk", "5 000 000 (бес миллион) теңге", "5000000", "exact"),
        ("kk", "4 500 000 000 (төрт миллиард бес жүз миллион) теңге", "4500000000", "exact"),
        ("ru", "две целых пять десятых миллиарда тенге", "2500000000", "exact"),
        ("ru", "ноль целых пять десятых миллиарда тенге", "500000000", "exact"),
        ("ru", "одна целая две десятых миллиона тенге", "1200000", "exact"),
        ("ru", "три целых и двадцать пять сотых миллиона тенге", "3250000", "exact"),
        ("ru", "сто двадцать целых одна тысячная миллиарда тенге", "120001000000", "exact"),
        ("ru", "пять десятых миллиарда тенге", "500000000", "exact"),
        ("ru", "полторы тысячи тенге", "1500", "exact"),
        ("ru", "полтораста миллионов тенге", "150000000", "exact"),
        ("ru", "полутора миллиардов тенге", "1500000000", "exact"),
        ("ru", "полтысячи тенге", "500", "exact"),
        ("ru", "полтриллиона тенге", "500000000000", "exact"),
        ("ru", "половина миллиарда тенге", "500000000", "exact"),
        ("ru", "половину миллиарда тенге", "500000000", "exact"),
        ("ru", "полумиллиарда тенге", "500000000", "exact"),
        ("ru", "четверть миллиарда тенге", "250000000", "exact"),
        ("ru", "три четверти миллиарда тенге", "750000000", "exact"),
        ("ru", "два с четвертью миллиарда тенге", "2250000000", "exact"),
        ("ru", "два с половиной триллиона тенге", "2500000000000", "exact"),
        ("ru", "двух с половиной миллиардов тенге", "2500000000", "exact"),
        ("ru", "два десятка миллионов тенге", "20000000", "exact"),
        ("ru", "две сотни миллионов тенге", "200000000", "exact"),
        ("ru", "один тенге", "1", "exact"),
        ("ru", "пятьдесят тиынов", "0.5", "exact"),
        ("ru", "три-четыре миллиарда тенге", "3000000000", "over"),
        ("ru", "10 (десять) млн тенге", "10000000", "exact"),
        ("ru", "5 000 000 (пять миллионов) тенге", "5000000", "exact"),
        ("ru", "семнадцать тысяч тенге", "17000", "exact"),
        ("ru", "двадцать один миллион тенге", "21000000", "exact"),
        ("en", "two point five billion tenge", "2500000000", "exact"),
        ("en", "zero point seven five billion tenge", "750000000", "exact"),
        ("en", "two point oh five million tenge", "2050000", "exact"),
        ("en", "half a billion tenge", "500000000", "exact"),
        ("en", "two and a quarter million tenge", "2250000", "exact"),
        ("en", "two and three quarter million tenge", "2750000", "exact"),
        ("en", "three-quarters of a million tenge", "750000", "exact"),
        ("en", "a quarter million tenge", "250000", "exact"),
        ("en", "one tenge", "1", "exact"),
        ("en", "fifty tiyn", "0.5", "exact"),
        ("en", "one hundred and twenty-three thousand, four hundred and fifty-six tenge", "123456", "exact"),
        ("en", "nought point five million tenge", "500000", "exact"),
        ("en", "a thousand and one tenge", "1001", "exact"),
        ("en", "two dozen million tenge", "24000000", "exact"),
        ("en", "5 (five) million tenge", "5000000", "exact"),
        ("en", "twelve hundred tenge", "1200", "exact"),
        ("en", "one point one trillion tenge", "1100000000000", "exact"),
        ("tr", "iki virgül beş milyar tenge", "2500000000", "exact"),
        ("tr", "sıfır virgül yetmiş beş milyar tenge", "750000000", "exact"),
        ("tr", "iki virgül sıfır beş milyon tenge", "2050000", "exact"),
        ("tr", "iki tam onda üç milyon tenge", "2300000", "exact"),
        ("tr", "iki buçuk milyar tenge", "2500000000", "exact"),
        ("tr", "on iki buçuk bin tenge", "12500", "exact"),
        ("tr", "çeyrek milyon tenge", "250000", "exact"),
        ("tr", "yarım milyon tenge", "500000", "exact"),
        ("tr", "yüz elli bin tenge", "150000", "exact"),
        ("tr", "bir tenge", "1", "exact"),
        ("tr", "üç-dört milyar tenge", "3000000000", "over"),
        ("tr", "5 (beş) milyon tenge", "5000000", "exact"),
        ("tr", "bin beş yüz tenge", "1500", "exact"),
        ("tr", "2 buçuk milyar tenge", "2500000000", "exact"),
    ],
)
def test_one_amount_is_read(language, text, value, bound):
    assert [(q.kind, q.unit, q.value, str(q.bound)) for q in quantities(text, language)] == [
        ("money", "KZT", Decimal(value), bound)
    ]


PLACES_RU = {1: ("десятая", "десятых"), 2: ("сотая", "сотых"), 3: ("тысячная", "тысячных")}
PLACES_KK = {1: "оннан", 2: "жүзден", 3: "мыңнан"}
PLACES_TR = {1: "onda", 2: "yüzde", 3: "binde"}


def words(number, language):
    return num2words(number, lang={"kk": "kz"}.get(language, language))


def feminine(number):
    """`двадцать одна целая`: the last word agrees with a feminine noun."""
    text = words(number, "ru")
    return (
        text.removesuffix("один") + "одна"
        if text.endswith("один")
        else text.removesuffix("два") + "две"
        if text.endswith("два")
        else text
    )


def russian(whole, part, places):
    is_one = part % 10 == 1 and part % 100 != 11
    unit = "целая" if whole % 10 == 1 and whole % 100 != 11 else "целых"
    return f"{feminine(whole)} {unit} {feminine(part)} {PLACES_RU[places][not is_one]}"


DECIMALS = {
    "kk": lambda whole, part, places: f"{words(whole, 'kk')} бүтін {PLACES_KK[places]} {words(part, 'kk')}",
    "ru": russian,
    "en": lambda whole, part, places: words(Decimal(f"{whole}.{part:0{places}}"), "en"),
    "tr": lambda whole, part, places: f"{words(whole, 'tr')} tam {PLACES_TR[places]} {words(part, 'tr')}",
}
MILLIONS = {"kk": "миллион теңге", "ru": "миллиона тенге", "en": "million tenge", "tr": "milyon tenge"}


@pytest.mark.parametrize("language", DECIMALS)
def test_decimals_in_words_are_read_back(language):
    chance, wrong = random.Random(7), []
    for _ in range(400):
        whole, places = chance.randrange(0, 10 ** chance.randrange(1, 4)), chance.randrange(1, 4)
        part = chance.randrange(1, 10**places)
        text = f"{DECIMALS[language](whole, part, places)} {MILLIONS[language]}"
        value = (whole + Decimal(part).scaleb(-places)) * 10**6
        if money(text, language) != [(value, "KZT", "exact")]:
            wrong.append((text, value, money(text, language)))
    assert not wrong, (len(wrong), wrong[:5])


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("kk", "бір пайыз", "1"),
        ("kk", "жарты пайыз", "0.5"),
        ("kk", "екі бүтін оннан бес пайыз", "2.5"),
        ("kk", "он төрт-ақ процент", "14"),
        ("kk", "тоғыз проценттейі", "9"),
        ("ru", "один процент", "1"),
        ("ru", "полтора процента", "1.5"),
        ("ru", "ноль целых три десятых процента", "0.3"),
        ("ru", "пять десятых процента", "0.5"),
        ("en", "one percent", "1"),
        ("en", "half a percent", "0.5"),
        ("en", "a quarter of a percent", "0.25"),
        ("en", "zero point three percent", "0.3"),
        ("tr", "yüzde bir", "1"),
        ("tr", "yüzde yarım", "0.5"),
        ("tr", "yüzde iki buçuk", "2.5"),
        ("tr", "yüzde sıfır virgül üç", "0.3"),
    ],
)
def test_small_percentages_are_read(language, text, value):
    assert [(q.kind, q.value) for q in quantities(text, language)] == [("percent", Decimal(value))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "бірнеше миллиард теңге"),
        ("kk", "жүздеген миллион теңге"),
        ("ru", "несколько миллиардов тенге"),
        ("ru", "десятки миллионов тенге"),
        ("ru", "сотни миллионов тенге"),
        ("en", "several million tenge"),
        ("en", "hundreds of millions of tenge"),
        ("tr", "birkaç milyar tenge"),
    ],
)
def test_how_many_is_not_told(language, text):
    assert money(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("ru", "5 (4) млн тенге", []),
        ("en", "5 (six) million tenge", []),
        ("kk", "5 (алты) миллион теңге", []),
        ("ru", "3 (!) млрд тенге", [3_000_000_000]),
        ("kk", "5 (бес) миллион теңге", [5_000_000]),
    ],
)
def test_only_the_same_number_in_brackets_is_passed_over(language, text, values):
    assert [value for value, _unit, _bound in money(text, language)] == values

"""Numbers in digits and words, scales, ranges, bounds, currencies."""

import random
import re
from decimal import Decimal

import pytest
from num2words import num2words

from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.numbers import read_quantities
from kelisim.engines.reading.text import normal, tokens

LANGUAGES = {"kk": ("kz", "теңге"), "ru": ("ru", "тенге"), "en": ("en", "tenge"), "tr": ("tr", "tenge")}


def quantities(text, language):
    lexicon, lower = standard()[language], normal(text)
    return read_quantities(Matches(tokens(text, lower, 0, len(text), lexicon), lexicon), set())


def money(text, language):
    return [(q.value, q.unit, str(q.bound)) for q in quantities(text, language) if q.kind == "money"]


TURKISH = r"sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan|yüz|bin|milyon|milyar"


def spelled(number, name):
    """num2words loses the one of a Turkish 431 thousand."""
    text = num2words(number, lang=name)
    is_lost = name == "tr" and number // 1000 % 10 == 1 and number >= 100_000 and "birbin" not in text
    return text.replace("bin", "birbin", 1) if is_lost else text


def test_turkish_numbers_may_be_written_apart():
    chance = random.Random(12)
    for number in (chance.randrange(2, 10 ** chance.randrange(2, 11)) for _ in range(300)):
        text = " ".join(re.findall(TURKISH, spelled(number, "tr")))
        assert money(f"{text} lira", "tr") == [(Decimal(number), "TRY", "exact")], text


@pytest.mark.parametrize("language", LANGUAGES)
def test_spelled_numbers_are_read_back(language):
    name, currency = LANGUAGES[language]
    chance = random.Random(11)
    numbers = [*range(2, 130), *(chance.randrange(2, 10 ** chance.randrange(2, 11)) for _ in range(1100))]
    wrong = []
    for number in numbers:
        text = f"{spelled(number, name)} {currency}"
        if money(text, language) != [(Decimal(number), "KZT", "exact")]:
            wrong.append((number, text, money(text, language)))
    assert not wrong, (len(wrong), wrong[:5])


@pytest.mark.parametrize("case", "ngdaip")
def test_russian_numbers_count_in_each_case(case):
    chance = random.Random(13)
    numbers = [*range(2, 130), *(chance.randrange(130, 10 ** chance.randrange(3, 8)) for _ in range(200))]
    for number in numbers:
        text = num2words(number, lang="ru", case=case)
        found = [(q.kind, q.value) for q in quantities(f"более {text} предприятий", "ru")]
        assert found == [("count", Decimal(number))], text


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("kk", "жарты миллиард теңге", "500000000"),
        ("kk", "екі жарым миллион теңге", "2500000"),
        ("kk", "бір жарым миллиард теңгеге", "1500000000"),
        ("kk", "1 трлн 178 млрд теңге", "1178000000000"),
        ("kk", "2 мың 300 теңге", "2300"),
        ("ru", "полтора миллиарда тенге", "1500000000"),
        ("ru", "полмиллиона тенге", "500000"),
        ("ru", "два с половиной миллиарда тенге", "2500000000"),
        ("ru", "1 трлн 178,4 млрд тенге", "1178400000000"),
        ("ru", "1\u00a0178,4 млрд тенге", "1178400000000"),
        ("ru", "12\u202f345 тенге", "12345"),
        ("ru", "миллиард тенге", "1000000000"),
        ("en", "half a billion tenge", "500000000"),
        ("en", "half a million tenge", "500000"),
        ("en", "one and a half billion tenge", "1500000000"),
        ("en", "two and a half million tenge", "2500000"),
        ("en", "a billion and a half tenge", "1500000000"),
        ("en", "1.5 billion tenge", "1500000000"),
        ("en", "a quarter of a million tenge", "250000"),
        ("en", "three quarters of a billion tenge", "750000000"),
        ("en", "a hundred million tenge", "100000000"),
        ("en", "3,270 crore tenge", "32700000000"),
        ("en", "1 trillion 178 billion tenge", "1178000000000"),
        ("en", "KZT5.6bn", "5600000000"),
        ("en", "KZT 12,345.5", "12345.5"),
        ("en", "₸40m", "40000000"),
        ("tr", "bir buçuk milyar tenge", "1500000000"),
        ("tr", "yarım milyar tenge", "500000000"),
        ("tr", "2 milyon 700 bin tenge", "2700000"),
        ("tr", "2.500 tenge", "2500"),
        ("tr", "1.178,4 milyar tengelik", "1178400000000"),
        ("tr", "yirmibeş milyon tengeye", "25000000"),
        ("kk", "үштен бір миллиард теңге", "333333333"),
        ("kk", "төрттен үш миллиард теңге", "750000000"),
        ("kk", "бір бүтін оннан бес миллиард теңге", "1500000000"),
        ("kk", "2½ миллиард теңге", "2500000000"),
        ("ru", "треть миллиарда тенге", "333333333"),
        ("ru", "две трети миллиарда тенге", "666666667"),
        ("ru", "три с четвертью миллиарда тенге", "3250000000"),
        ("ru", "полутора миллиардов тенге", "1500000000"),
        ("ru", "одна целая пять десятых миллиарда тенге", "1500000000"),
        ("en", "a third of a billion tenge", "333333333"),
        ("en", "two thirds of a billion tenge", "666666667"),
        ("en", "a dozen million tenge", "12000000"),
        ("en", "2½ billion tenge", "2500000000"),
        ("tr", "üçte bir milyar tenge", "333333333"),
        ("tr", "dörtte üç milyar tenge", "750000000"),
        ("tr", "birbuçuk milyar tenge", "1500000000"),
        ("tr", "bir tam onda beş milyar tenge", "1500000000"),
    ],
)
def test_scales_and_fractions(language, text, value):
    assert money(text, language) == [(Decimal(value), "KZT", "exact")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("kk", "$160 млн", ("160000000", "USD", "exact")),
        ("kk", "шамамен $360 млн", ("360000000", "USD", "about")),
        ("kk", "$200 млн-ға жуық", ("200000000", "USD", "about")),
        ("kk", "301 млрд теңгеден асады", ("301000000000", "KZT", "over")),
        ("kk", "27 млрд. АҚШ долларынан астам", ("27000000000", "USD", "over")),
        ("kk", "кемінде 5 млрд теңге", ("5000000000", "KZT", "over")),
        ("kk", "40 млн доллардай", ("40000000", "USD", "about")),
        ("kk", "800 млн долларға дейін болуы мүмкін", ("800000000", "USD", "under")),
        ("kk", "10 млрд теңгеге дейін жеткізу", ("10000000000", "KZT", "exact")),
        ("kk", "100–150 млн еуро", ("100000000", "EUR", "over")),
        ("ru", "свыше 3 млрд долларов США", ("3000000000", "USD", "over")),
        ("ru", "довести до 10 млрд долларов", ("10000000000", "USD", "exact")),
        ("ru", "до 10 млрд долларов", ("10000000000", "USD", "under")),
        ("ru", "не менее 16 млн евро", ("16000000", "EUR", "over")),
        ("ru", "от 200 до 250 млн юаней", ("200000000", "CNY", "over")),
        ("ru", "порядка 5 млрд рублей", ("5000000000", "RUB", "about")),
        ("tr", "$160 milyon", ("160000000", "USD", "exact")),
        ("tr", "yaklaşık 160 milyon dolarlık", ("160000000", "USD", "about")),
        ("tr", "135 milyon TL civarında", ("135000000", "TRY", "about")),
        ("tr", "300 milyon avroya yakın", ("300000000", "EUR", "about")),
        ("tr", "2 milyar ABD dolarından fazla", ("2000000000", "USD", "over")),
        ("tr", "5 milyar lirayı aşkın", ("5000000000", "TRY", "over")),
        ("tr", "10 milyar doların üzerinde", ("10000000000", "USD", "over")),
        ("tr", "en az 16 milyon avro", ("16000000", "EUR", "over")),
        ("tr", "en fazla 16 milyon avro", ("16000000", "EUR", "under")),
        ("tr", "800 milyon dolara kadar", ("800000000", "USD", "under")),
        ("tr", "200-250 milyon yuan", ("200000000", "CNY", "over")),
        ("tr", "₺40 milyonun altında", ("40000000", "TRY", "under")),
        ("ru", "менее 2 млрд сомов", ("2000000000", "KGS", "under")),
        ("en", "more than U.S. $330 million", ("330000000", "USD", "over")),
        ("en", "some US$5bn", ("5000000000", "USD", "about")),
        ("en", "up to Rs 40 lakh", ("4000000", "INR", "under")),
        ("en", "between $200 million and $250 million", ("200000000", "USD", "over")),
        ("en", "from 200 to 250 million yuan", ("200000000", "CNY", "over")),
        ("en", "£100m-£150m", ("100000000", "GBP", "over")),
        ("en", "$100-150 million", ("100000000", "USD", "over")),
        ("en", "at least Dh210 million", ("210000000", "AED", "over")),
        ("en", "well over 3 billion dollars", ("3000000000", "USD", "over")),
        ("en", "less than HK$2 million", ("2000000", "HKD", "under")),
        ("en", "nearly 16 million euros", ("16000000", "EUR", "about")),
        ("en", "raise it to 10 billion dollars", ("10000000000", "USD", "exact")),
    ],
)
def test_bounds_and_currencies(language, text, expected):
    value, unit, bound = expected
    assert money(text, language) == [(Decimal(value), unit, bound)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "үшін теңге"),
        ("kk", "оны онда бірге бірден"),
        ("kk", "бір компания"),
        ("kk", "жобалардың жартысы"),
        ("ru", "треть предприятий"),
        ("tr", "projelerin üçte biri"),
        ("en", "a third of the projects"),
        ("en", "half the projects"),
        ("kk", "5-ші жоба"),
        ("kk", "№ 5 келісім"),
        ("tr", "bir şirket"),
        ("tr", "5. etap için"),
        ("tr", "onun yüzünden"),
        ("tr", "birlik, ikiz, beşik"),
        ("ru", "один проект"),
        ("ru", "2-й проект"),
        ("ru", "G2B и B2B"),
    ],
)
def test_what_is_no_quantity(language, text):
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "a couple of million tenge"), ("kk", "бес жүзге жуық миллион теңге"), ("ru", "пара миллионов тенге")],
)
def test_how_many_millions_is_not_guessed(language, text):
    assert money(text, language) == []

"""The words around numbers in the five languages: what CLDR lacks or has otherwise than people write it here."""

from __future__ import annotations

from decimal import Decimal

TRILLION, BILLION, MILLION = Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6

SCALES: dict[str, tuple[tuple[Decimal, str], ...]] = {
    "kk": ((TRILLION, "трлн"), (BILLION, "млрд"), (MILLION, "млн")),
    "ru": ((TRILLION, "трлн"), (BILLION, "млрд"), (MILLION, "млн")),
    "en": ((TRILLION, "tn"), (BILLION, "bn"), (MILLION, "m")),
    "tr": ((TRILLION, "trilyon"), (BILLION, "milyar"), (MILLION, "milyon")),
    "zh-hans": ((TRILLION, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
}
# A scale is taken where the figure keeps its digits with so many places after the point and stays below the limit.
SCALE_PLACES = {"kk": 2, "ru": 2, "en": 2, "tr": 2, "zh-hans": 3}
SCALE_LIMIT = {"kk": 10_000, "ru": 10_000, "en": 10_000, "tr": 10_000, "zh-hans": 100_000}

SIGNS = {"KZT": "₸", "USD": "$", "EUR": "€", "CNY": "¥", "TRY": "₺", "RUB": "₽", "GBP": "£"}
CURRENCIES_ZH = {
    "KZT": "坚戈",
    "USD": "美元",
    "EUR": "欧元",
    "CNY": "元",
    "TRY": "里拉",
    "RUB": "卢布",
    "GBP": "英镑",
    "JPY": "日元",
    "KGS": "索姆",
}
# CLDR writes «казахский тенге» and «Киргизия»; official papers do not. Hong Kong is not «Сянган» in Kazakh papers.
CURRENCY_NAMES = {
    ("KZT", "ru"): "казахстанский тенге",
    ("KGS", "ru"): "кыргызский сом",
    ("KZT", "en"): "Kazakhstani tenge",
    ("KGS", "en"): "Kyrgyzstani som",
    ("USD", "en"): "US dollar",
    ("EUR", "en"): "euro",
    ("CNY", "en"): "Chinese yuan",
    ("TRY", "en"): "Turkish lira",
    ("RUB", "en"): "Russian ruble",
}
TERRITORY_NAMES = {("KG", "ru"): "Кыргызстан", ("HK", "kk"): "Гонконг", ("TR", "en"): "Türkiye"}

# `job` counts places of work, `participant` companies or people who take part.
UNITS: dict[str, dict[str, dict[str, str]]] = {
    "kk": {
        "project": {"other": "жоба"},
        "agreement": {"other": "келісім"},
        "job": {"other": "жұмыс орны"},
        "participant": {"other": "қатысушы"},
        "enterprise": {"other": "кәсіпорын"},
        "hectare": {"other": "га"},
        "times": {"other": "есе"},
    },
    "ru": {
        "project": {"one": "проект", "few": "проекта", "many": "проектов", "other": "проекта"},
        "agreement": {"one": "соглашение", "few": "соглашения", "many": "соглашений", "other": "соглашения"},
        "job": {"one": "рабочее место", "few": "рабочих места", "many": "рабочих мест", "other": "рабочего места"},
        "participant": {"one": "участник", "few": "участника", "many": "участников", "other": "участника"},
        "enterprise": {"one": "предприятие", "few": "предприятия", "many": "предприятий", "other": "предприятия"},
        "hectare": {"other": "га"},
        "times": {"one": "раз", "few": "раза", "many": "раз", "other": "раза"},
    },
    "en": {
        "project": {"one": "project", "other": "projects"},
        "agreement": {"one": "agreement", "other": "agreements"},
        "job": {"one": "job", "other": "jobs"},
        "participant": {"one": "participant", "other": "participants"},
        "enterprise": {"one": "enterprise", "other": "enterprises"},
        "hectare": {"other": "ha"},
        "times": {"one": "time", "other": "times"},
    },
    "tr": {
        "project": {"other": "proje"},
        "agreement": {"other": "anlaşma"},
        "job": {"other": "kişilik istihdam"},
        "participant": {"other": "katılımcı"},
        "enterprise": {"other": "işletme"},
        "hectare": {"other": "hektar"},
        "times": {"other": "kat"},
    },
    "zh-hans": {
        "project": {"other": "个项目"},
        "agreement": {"other": "项协议"},
        "job": {"other": "个就业岗位"},
        "participant": {"other": "个参与者"},
        "enterprise": {"other": "家企业"},
        "hectare": {"other": "公顷"},
        "times": {"other": "倍"},
    },
}
_SPACED = "{number}\u00a0{unit}"
QUANTITY = {"kk": _SPACED, "ru": _SPACED, "en": _SPACED, "tr": _SPACED, "zh-hans": "{number}{unit}"}

BOUNDS: dict[str, dict[str, str]] = {
    "kk": {"about": "шамамен {number}", "over": "{number}-{ending} астам", "under": "{number}-{ending} аз"},
    "ru": {"about": "около {number}", "over": "более {number}", "under": "менее {number}"},
    "en": {"about": "about {number}", "over": "over {number}", "under": "under {number}"},
    "tr": {"about": "yaklaşık {number}", "over": "{number}'{ending} fazla", "under": "{number}'{ending} az"},
    "zh-hans": {"about": "约{number}", "over": "超过{number}", "under": "不足{number}"},
}

# The ablative ending agrees with how the last word of the number is spoken: үш-тен, алты-дан, он-нан.
ENDINGS: dict[str, dict[str, str]] = {
    "kk": {
        "0": "ден", "1": "ден", "2": "ден", "3": "тен", "4": "тен", "5": "тен", "6": "дан", "7": "ден", "8": "ден",
        "9": "дан", "10": "нан", "20": "дан", "30": "дан", "40": "тан", "50": "ден", "60": "тан", "70": "тен",
        "80": "нен", "90": "нан", "100": "ден", "1000": "нан", "1000000": "нан",
        "KZT": "ден", "USD": "дан", "EUR": "дан", "CNY": "нан", "TRY": "дан", "RUB": "ден", "GBP": "тан", "%": "дан",
    },
    "tr": {
        "0": "dan", "1": "den", "2": "den", "3": "ten", "4": "ten", "5": "ten", "6": "dan", "7": "den", "8": "den",
        "9": "dan", "10": "dan", "20": "den", "30": "dan", "40": "tan", "50": "den", "60": "tan", "70": "ten",
        "80": "den", "90": "dan", "100": "den", "1000": "den", "1000000": "dan",
        "KZT": "den", "USD": "dan", "EUR": "dan", "CNY": "dan", "TRY": "dan", "RUB": "den", "GBP": "den",
    },
}  # fmt: skip


def ending(text: str, said: str | None, language: str) -> str:
    """The ablative ending of a written number, or of the sign that stands behind it."""
    table = ENDINGS[language]
    if said in table:
        return table[said]
    digits = "".join(character for character in text if character.isdigit())
    after_point = text.rpartition(",")[2] if "," in text else ""
    return table[_last_word("".join(filter(str.isdigit, after_point)) or digits)]


def _last_word(digits: str) -> str:
    """The last number word: 23 915 ends in 5, 120 in 20, 300 in 100, 2 000 000 in a million."""
    stripped = digits.rstrip("0")
    if not stripped:
        return "0"
    zeros = len(digits) - len(stripped)
    if zeros >= 6:
        return "1000000"
    if zeros >= 3:
        return "1000"
    return {0: stripped[-1], 1: f"{stripped[-1]}0", 2: "100"}[zeros]


SHORT_DAY = {"kk": "dd.MM.yyyy", "ru": "dd.MM.yyyy", "en": "d MMM yyyy", "tr": "dd.MM.yyyy", "zh-hans": "yyyy年M月d日"}
FULL_DAY = {"kk": "y 'ж'. d MMMM, EEEE", "en": "EEEE, d MMMM y"}
DAY_OF_MONTH = {"kk": "d MMMM", "ru": "d MMMM", "en": "d MMMM", "tr": "d MMMM", "zh-hans": "M月d日"}
SHORT_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
MONTH = {
    "kk": "{year} ж. {month}",
    "ru": "{month} {year} г.",
    "en": "{month} {year}",
    "tr": "{month} {year}",
    "zh-hans": "{year}年{number}月",
}
HALVES = {"kk": ("I", "II"), "ru": ("I", "II"), "en": ("1", "2"), "tr": ("1", "2"), "zh-hans": ("上", "下")}
QUARTERS = {
    "kk": ("I", "II", "III", "IV"),
    "ru": ("I", "II", "III", "IV"),
    "en": ("1", "2", "3", "4"),
    "tr": ("1", "2", "3", "4"),
    "zh-hans": ("一", "二", "三", "四"),
}
PERIODS: dict[str, dict[str, str]] = {
    "kk": {
        "year": "{year} ж.",
        "years": "{first}–{last} жж.",
        "half": "{year} ж. {number} жартыжылдық",
        "quarter": "{year} ж. {number} тоқсан",
        "months": "{year} ж. {roman_first}–{roman_last}",
        "months_long": "{year} ж. {first}–{last}",
        "days": "{year} ж. {first}–{last} {month}",
        "until": "{day} дейін",
        "until_year": "{year} жылдың соңына дейін",
        "since": "{day} бастап",
    },
    "ru": {
        "year": "{year} г.",
        "years": "{first}–{last} гг.",
        "half": "{number} полугодие {year} г.",
        "quarter": "{number} квартал {year} г.",
        "months": "{first}–{last} {year} г.",
        "months_long": "{first}–{last} {year} г.",
        "days": "{first}–{last} {month} {year} г.",
        "until": "до {day}",
        "until_year": "до конца {year} г.",
        "since": "с {day}",
    },
    "en": {
        "year": "{year}",
        "years": "{first}–{last}",
        "half": "H{number} {year}",
        "quarter": "Q{number} {year}",
        "months": "{first}–{last} {year}",
        "months_long": "{first}–{last} {year}",
        "days": "{first}–{last} {month} {year}",
        "until": "by {day}",
        "until_year": "by the end of {year}",
        "since": "since {day}",
    },
    "tr": {
        "year": "{year}",
        "years": "{first}–{last}",
        "half": "{year} {number}. yarıyıl",
        "quarter": "{year} {number}. çeyrek",
        "months": "{first}–{last} {year}",
        "months_long": "{first}–{last} {year}",
        "days": "{first}–{last} {month} {year}",
        "until": "{day} tarihine kadar",
        "until_year": "{year} sonuna kadar",
        "since": "{day} tarihinden beri",
    },
    "zh-hans": {
        "year": "{year}年",
        "years": "{first}–{last}年",
        "half": "{year}年{number}半年",
        "quarter": "{year}年第{number}季度",
        "months": "{year}年{number_first}–{number_last}月",
        "months_long": "{year}年{number_first}–{number_last}月",
        "days": "{year}年{number}月{first}–{last}日",
        "until": "{day}前",
        "until_year": "{year}年底前",
        "since": "{day}起",
    },
}

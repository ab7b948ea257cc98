"""Numbers, money, days and periods as each of the five languages writes them, through Babel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta, get_month_names
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kelisim.common import words
from kelisim.engines.values import Bound, Period, Unit, minor_unit
from kelisim.engines.values.money import is_currency
from kelisim.engines.values.periods import last_day_of_month

Number = int | float | Decimal
Width = Literal["wide", "abbreviated"]

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
DASH = "\u2013"
MINUS = "\u2212"
# English dates are written the day first, as in the rest of the product.
LOCALES = {"kk": "kk", "ru": "ru", "en": "en", "tr": "tr", "zh-hans": "zh_Hans"}
DATE_LOCALES = LOCALES | {"en": "en_GB"}
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def language_of(language: str | None = None) -> str:
    """One of the five languages: the given one, else the active one, else English."""
    return _language_like(language or get_language() or "en")


@lru_cache(maxsize=256)
def _language_like(code: str) -> str:
    wanted = code.lower()
    if wanted.startswith("zh"):
        return "zh-hans"
    base = wanted.partition("-")[0]
    return base if base in LOCALES else "en"


@cache
def locale_of(language: str, *, for_dates: bool = False) -> Locale:
    return Locale.parse((DATE_LOCALES if for_dates else LOCALES)[language])


# ---------------------------------------------------------------- numbers


def number(value: Number, language: str | None = None, *, decimals: int | None = None) -> str:
    """All digits of a number, at most `decimals` (or six) after the point: `23 915`, `1 178,4`."""
    places = 6 if decimals is None else decimals
    return _signed(
        format_decimal(_round(value, places), format=_pattern(places), locale=locale_of(language_of(language)))
    )


def percent(value: Number, language: str | None = None, *, decimals: int = 1, signed: bool = False) -> str:
    """114.4 → `114,4 %`, `114.4%`, `%114,4`: the value is already in percent."""
    language = language_of(language)
    pattern = locale_of(language).percent_formats[None].pattern.replace("#,##0", _pattern(decimals))
    text = _signed(format_percent(_round(value, decimals) / 100, format=pattern, locale=locale_of(language)))
    return f"+{text}" if signed and value > 0 else text


def share(part: Number, whole: Number, language: str | None = None) -> str:
    """`part` as percent of `whole`; a dash where there is no whole."""
    return percent(_decimal(part) * 100 / _decimal(whole), language) if whole else DASH


def quantity(value: Number, unit: str, language: str | None = None, *, bound: str = Bound.EXACT) -> str:
    """A number with its unit, which agrees with it: `34 проекта`, `более 34 проектов`, `34-тен астам жоба`."""
    language = language_of(language)
    if is_currency(unit):
        return money(value, unit, language, bound=bound)
    if unit == Unit.PERCENT:
        return bounded(percent(value, language, decimals=2), bound, language, said="%" if language == "kk" else None)
    text = number(value, language)
    return words.QUANTITY[language].format(
        number=bounded(text, bound, language), unit=_unit_word(value, unit, language, bound)
    )


def unit_name(unit: str, language: str | None = None, value: Number = 5) -> str:
    """The word alone, as it stands after `value`; a currency gives its sign or code."""
    language = language_of(language)
    if is_currency(unit):
        return sign(unit, language)
    return "%" if unit == Unit.PERCENT else _unit_word(value, unit, language)


def plural(value: Number, language: str | None = None) -> str:
    """The plural category (`one`, `few`, `many`, `other`) that CLDR gives the number."""
    return str(locale_of(language_of(language)).plural_form(_plain(value)))


def choose(value: Number, forms: Mapping[str, str], language: str | None = None) -> str:
    """The form of a word that goes with the number."""
    return forms.get(plural(value, language), forms["other"])


def _unit_word(value: Number, unit: str, language: str, bound: str = Bound.EXACT) -> str:
    forms = words.UNITS[language][unit]
    category = plural(value, language)
    if language == "ru" and bound != Bound.EXACT:
        category = "few" if category == "one" else "many" if category in ("few", "many") else "other"
    return forms.get(category, forms["other"])


def bounded(text: str, bound: str, language: str | None = None, *, said: str | None = None) -> str:
    """A written number with `about`, `over`, `under`; `said` is the sign on which a Kazakh or Turkish ending leans."""
    language = language_of(language)
    if not bound or bound == Bound.EXACT:
        return text
    ending = words.ending(text, said, language) if language in words.ENDINGS else ""
    return words.BOUNDS[language][bound].format(number=text, ending=ending)


# ------------------------------------------------------------------ money


def money(
    amount: Number, currency: str, language: str | None = None, *, bound: str = Bound.EXACT, full: bool = False
) -> str:
    """`432,2 млрд ₸`, `₸432.2bn`, `4322亿坚戈`; `full` writes all digits: `432 200 000 000 ₸`."""
    language = language_of(language)
    digits, scale = _full(amount, currency, language) if full else compact(amount, language)
    text = _join_money(digits, scale, sign(currency, language), language)
    return bounded(text, bound, language, said=currency)


def money_parts(amount: Number, currency: str, language: str | None = None) -> tuple[str, str]:
    """The large figure and the small unit of a headline: (`1 178,4`, `млрд ₸`), (`$28.0`, `bn`)."""
    language = language_of(language)
    digits, scale = compact(amount, language)
    name = sign(currency, language)
    if language == "en":
        return f"{_sign_before(name, digits)}", scale
    return digits, f"{scale}{name}" if language == "zh-hans" else f"{scale}{NO_BREAK}{name}".strip()


def compact(value: Number, language: str | None = None) -> tuple[str, str]:
    """Digits and scale (`432,2`, `млрд`), in the largest scale that drops no digit of a published figure."""
    language = language_of(language)
    exact = _decimal(value)
    size, scale = _scale(exact, language)
    places = words.SCALE_PLACES[language]
    shown = _round(exact / size, places) if _fits(exact / size, places) else _round(exact / size, 1)
    return _signed(
        format_decimal(shown, format=_scaled_pattern(places, language, size), locale=locale_of(language))
    ), scale


def _scale(value: Decimal, language: str) -> tuple[Decimal, str]:
    places, limit = words.SCALE_PLACES[language], words.SCALE_LIMIT[language]
    fitting = [(size, name) for size, name in words.SCALES[language] if abs(value) >= size]
    for size, name in fitting:
        if _fits(value / size, places) and abs(value / size) < limit:
            return size, name
    return fitting[0] if fitting else (Decimal(1), "")


def _fits(value: Decimal, places: int) -> bool:
    return value == _round(value, places)


def sign(currency: str, language: str | None = None) -> str:
    """`₸`, `$`, `坚戈`; the code where the currency has no sign that all readers know."""
    language = language_of(language)
    if language == "zh-hans":
        return words.CURRENCIES_ZH.get(currency) or currency_name(currency, language)
    return words.SIGNS.get(currency, currency)


def currency_name(currency: str, language: str | None = None) -> str:
    """`казахстанский тенге`, `US Dollar`."""
    language = language_of(language)
    own = words.CURRENCY_NAMES.get((currency, language))
    return own or str(locale_of(language).currencies.get(currency, currency))


def language_name(code: str, language: str | None = None) -> str:
    """A language by its code: `kk` is Kazakh."""
    found = locale_of(language_of(language)).languages.get(code.strip().replace("-", "_").lower())
    return found[:1].upper() + found[1:] if found else code


def territory(code: str, language: str | None = None) -> str:
    """The name of a country by its ISO 3166 code."""
    language = language_of(language)
    own = words.TERRITORY_NAMES.get((code, language))
    return own or str(locale_of(language).territories.get(code, code))


def _full(amount: Number, currency: str, language: str) -> tuple[str, str]:
    places = minor_unit(currency)
    exact = _round(amount, places)
    whole = exact == exact.to_integral_value()
    pattern = "#,##0" if whole or not places else f"#,##0.{'0' * places}"
    return _signed(format_decimal(exact, format=pattern, locale=locale_of(language))), ""


def _join_money(digits: str, scale: str, name: str, language: str) -> str:
    if language == "en":
        return f"{_sign_before(name, digits)}{scale}"
    if language == "zh-hans":
        return f"{digits}{scale}{name}"
    return NO_BREAK.join(part for part in (digits, scale, name) if part)


def _sign_before(name: str, digits: str) -> str:
    gap = NO_BREAK if name.isalpha() else ""
    return f"{MINUS}{name}{gap}{digits[1:]}" if digits.startswith(MINUS) else f"{name}{gap}{digits}"


# ------------------------------------------------------- days and periods


def day(value: date, language: str | None = None, *, style: str = "short") -> str:
    """short `22.11.2026`, `22 Nov 2026`; long `2026 ж. 22 қараша`; full with the day of the week."""
    language = language_of(language)
    patterns = {"short": words.SHORT_DAY[language], "full": words.FULL_DAY.get(language, "full")}
    text = format_date(value, format=patterns.get(style, style), locale=locale_of(language, for_dates=True))
    return text.replace(NARROW_NO_BREAK, NO_BREAK)


def day_of_month(value: date, language: str | None = None) -> str:
    """Without the year: `22 қараша`, `22 November`, `11月22日`."""
    language = language_of(language)
    return format_date(value, format=words.DAY_OF_MONTH[language], locale=locale_of(language, for_dates=True))


def moment(value: datetime, language: str | None = None, *, zone: str | ZoneInfo | None = None) -> str:
    """Day and time in the given zone (default: the active one): `22.11.2026, 14:05`."""
    local = timezone.localtime(value, ZoneInfo(zone) if isinstance(zone, str) else zone)
    return f"{day(local.date(), language)}, {clock(local)}"


def clock(value: datetime) -> str:
    """Hours and minutes, 24 a day."""
    return f"{value:%H:%M}"


def until(value: datetime, now: datetime, language: str | None = None) -> str:
    """How long until a moment, in the largest unit that fits: `in 12 minutes`, `12 dakika sonra`."""
    language = language_of(language)
    return format_timedelta(value - now, add_direction=True, locale=locale_of(language, for_dates=True))


def month(value: date, language: str | None = None, *, style: str = "long") -> str:
    """A month with its year: `2025 ж. қазан`, `October 2025`; short `қаз. 2025`."""
    language = language_of(language)
    width: Width = "wide" if style == "long" else "abbreviated"
    return words.MONTH[language].format(
        year=value.year, month=_month_name(value.month, language, width), number=value.month
    )


def period(
    start: date | Period | None, end: date | None = None, language: str | None = None, *, style: str = "short"
) -> str:
    """A period by its plainest name: a year, a half, a quarter, months, a day, a deadline or two days."""
    span = start if isinstance(start, Period) else Period(start, end)
    language = language_of(language)
    if span.is_empty:
        return _("period unknown")
    if span.start is None or span.end is None:
        return _open_period(span, language)
    return _whole_months(span, language, style) or _days(span.start, span.end, language)


def _open_period(span: Period, language: str) -> str:
    if span.end is not None:
        if (span.end.month, span.end.day) == (12, 31):
            return words.PERIODS[language]["until_year"].format(year=span.end.year)
        return words.PERIODS[language]["until"].format(day=day(span.end, language))
    assert span.start is not None
    return words.PERIODS[language]["since"].format(day=day(span.start, language))


def _whole_months(span: Period, language: str, style: str) -> str:
    assert span.start is not None
    assert span.end is not None
    first, last = span.start, span.end
    if first.day != 1 or last != last_day_of_month(last.year, last.month):
        return ""
    if first.year == last.year:
        return _months_of_year(first.year, first.month, last.month, language, style)
    names = words.PERIODS[language]
    if (first.month, last.month) == (1, 12):
        return names["years"].format(first=first.year, last=last.year)
    return f"{month(first, language)}{NO_BREAK}{DASH} {month(last, language)}"


def _months_of_year(year: int, first: int, last: int, language: str, style: str) -> str:
    names = words.PERIODS[language]
    if (first, last) == (1, 12):
        return names["year"].format(year=year)
    if first == last:
        return month(date(year, first, 1), language)
    if last - first == 5 and first in (1, 7):
        return names["half"].format(year=year, number=words.HALVES[language][first // 7])
    if last - first == 2 and first % 3 == 1:
        return quarter(year, last // 3, language)
    pattern = names["months_long"] if style == "long" else names["months"]
    width: Width = "wide" if style == "long" else "abbreviated"
    return pattern.format(
        year=year,
        first=_month_name(first, language, width),
        last=_month_name(last, language, width),
        roman_first=ROMAN[first],
        roman_last=ROMAN[last],
        number_first=first,
        number_last=last,
    )


def quarter(year: int, number_: int, language: str | None = None) -> str:
    """`2025 ж. II тоқсан`, `II квартал 2025 г.`, `Q2 2025`."""
    language = language_of(language)
    return words.PERIODS[language]["quarter"].format(year=year, number=words.QUARTERS[language][number_ - 1])


def _days(first: date, last: date, language: str) -> str:
    if first == last:
        return day(first, language, style="long")
    if (first.year, first.month) == (last.year, last.month):
        return words.PERIODS[language]["days"].format(
            year=first.year, month=_month_of_day(first, language), number=first.month, first=first.day, last=last.day
        )
    return f"{day(first, language)}{NO_BREAK}{DASH} {day(last, language)}"


def _month_of_day(value: date, language: str) -> str:
    return get_month_names("wide", "format", locale=locale_of(language, for_dates=True))[value.month]


def _month_name(number_: int, language: str, width: Width) -> str:
    own = words.SHORT_MONTHS.get(language) if width == "abbreviated" else None
    if own:
        return own[number_ - 1]
    name = get_month_names(width, "stand-alone", locale=locale_of(language, for_dates=True))[number_]
    return name.lower() if language in ("kk", "ru") else name


# ---------------------------------------------------------------- helpers


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _round(value: Number, places: int) -> Decimal:
    return _decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _plain(value: Number) -> Decimal | int:
    exact = _decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def _pattern(places: int) -> str:
    return f"#,##0.{'#' * places}" if places else "#,##0"


def _scaled_pattern(places: int, language: str, size: Decimal) -> str:
    return f"0.{'#' * places}" if language == "zh-hans" and size > 1 else _pattern(places)


def _signed(text: str) -> str:
    return text.replace("-", MINUS)

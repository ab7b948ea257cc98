"""What templates say about values: icons, numbers, money, days, texts in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.fields import Translated
from kelisim.common import formats
from kelisim.common.naming import called
from kelisim.engines.values import Bound, Money, Unit
from kelisim.engines.values.codes import regions

register = template.Library()

SHORT_NAMES = {"kk": "ҚАЗ", "ru": "РУС", "en": "ENG", "tr": "TÜR", "zh-hans": "中文"}
HTML_LANGUAGES = {"zh-hans": "zh-Hans"}
EMPTY = (None, "")
MARKS = {
    "quote": gettext_lazy("(source: a text, quoted)"),
    "rows": gettext_lazy("(source: sum of ledger rows)"),
    "formula": gettext_lazy("(computed)"),
    "hand": gettext_lazy("(entered by a person)"),
    "history": gettext_lazy("(has a history)"),
    "differ": gettext_lazy("(sources differ)"),
}
PARAGRAPH = re.compile(r"[^\n]+")


@register.simple_tag
@cache
def icon(name: str, extra: str = "") -> SafeString:
    """A picture from the sprite; it says nothing to a screen reader, so a word stands beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("kelisim/icons.svg"),
        name,
    )


@register.simple_tag
def sample_tag(words: str = "") -> SafeString:
    """The mark of what is made up."""
    return format_html('<span class="tag tag--sample">{}</span>', words or _("sample"))


@register.filter
def cells(row: Any, of_days: str = "") -> SafeString:
    """The cells of a row of a list but for its head; `of_days` is the class of those that hold a day."""
    return format_html_join(
        "",
        "<td{}>{}</td>",
        ((_class_of(column, of_days), cell) for column, cell in row.cells[1:]),
    )


def _class_of(column: Any, of_days: str) -> SafeString | str:
    name = "num" if column.is_number else of_days if column.kind == "day" else ""
    return format_html(' class="{}"', name) if name else ""


@register.simple_tag
@cache
def mark(name: str) -> SafeString:
    """The small sign of a source, for `<c-figure>`: quote, rows, formula, hand, history, differ."""
    return format_html(
        '<svg class="mk mk--{}" aria-hidden="true"><use href="{}#m-{}"/></svg>', name, static("kelisim/icons.svg"), name
    )


@register.simple_tag
def mark_words(name: str) -> str:
    """What that sign says, for those who hear the page."""
    return str(MARKS.get(name, ""))


def figure_link(href: str, name: str, words: Any) -> SafeString:
    """A figure that leads to its source, as `<c-figure>` writes it."""
    differs = " fig--differ" if name in ("differ", "history") else ""
    parts = (differs, href, words, mark(name), mark_words(name))
    return format_html('<a class="fig{}" href="{}">{}{}<span class="vh"> {}</span></a>', *parts)


@register.simple_tag
def qr(text: str, words: str) -> SafeString:
    """A QR code as a drawing in the page; no image address is needed."""
    drawing = BytesIO()
    segno.make(text, error="m").save(
        drawing, kind="svg", xmldecl=False, svgns=False, svgclass=None, lineclass=None, omitsize=True, border=1
    )
    inner = mark_safe(drawing.getvalue().decode().partition("<svg")[2])  # noqa: S308  # drawn by segno from modules alone
    return format_html('<svg class="qr" role="img" aria-label="{}"{}', words, inner)


# ---------------------------------------------------------------- numbers


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """`{{ 23915|number }}` → 23 915."""
    return "" if value in EMPTY else formats.number(value, decimals=decimals)


@register.filter
def percent(value: Any, decimals: int = 1) -> str:
    """`{{ 114.42|percent }}` → 114,4 %."""
    return "" if value in EMPTY else formats.percent(value, decimals=decimals)


@register.filter
def growth(value: Any, decimals: int = 1) -> str:
    """Percent with its sign: +19 %."""
    return "" if value in EMPTY else formats.percent(value, decimals=decimals, signed=True)


@register.filter
def money(value: Any, currency: str = "") -> str:
    """`{{ agreement.amount|money:agreement.currency }}` → 432,2 млрд ₸; a `Money` needs no currency."""
    if isinstance(value, Money):
        return formats.money(value.amount, value.currency)
    return "" if value in EMPTY or not currency else formats.money(value, currency)


@register.filter
def money_full(value: Any, currency: str = "") -> str:
    """All digits: 432 200 000 000 ₸."""
    if isinstance(value, Money):
        return formats.money(value.amount, value.currency, full=True)
    return "" if value in EMPTY or not currency else formats.money(value, currency, full=True)


@register.filter
def money_figure(value: Any, currency: str) -> SafeString | str:
    """For a headline: a large number and a small unit."""
    if value in EMPTY:
        return ""
    large, small = formats.money_parts(value, currency)
    return _large(large, small, is_close=formats.language_of() in ("en", "zh-hans"))


@register.simple_tag
def quantity_figure(value: Any, unit: str) -> SafeString | str:
    """The same for a count, a share or a currency code: `{% quantity_figure 34 "project" %}`."""
    if value in EMPTY:
        return ""
    if unit.isupper():
        return money_figure(value, unit)
    if unit == Unit.PERCENT:
        return formats.percent(value)
    return _large(formats.number(value), formats.unit_name(unit, value=value), is_close=False)


def _large(number_: str, unit: str, *, is_close: bool) -> SafeString:
    return (
        format_html('{}<span class="unit{}">{}</span>', number_, " unit--on" if is_close else "", unit)
        if unit
        else format_html("{}", number_)
    )


@register.simple_tag
def quantity(value: Any, unit: str, bound: str = Bound.EXACT) -> str:
    """`{% quantity 34 "project" "over" %}` → более 34 проектов; a currency code gives money."""
    return "" if value in EMPTY else formats.quantity(value, unit, bound=bound)


@register.simple_tag
def bound(text: str, kind: str) -> str:
    """A written number with about, over or under."""
    return formats.bounded(text, kind)


@register.filter
def unit_name(unit: str, value: Any = 5) -> str:
    """The word of a unit as it stands after `value`."""
    return formats.unit_name(unit, value=5 if value in EMPTY else value)


@register.filter
def currency_name(currency: str) -> str:
    return formats.currency_name(currency)


# ------------------------------------------------------- days and periods


@register.filter
def day(value: date | datetime | None, style: str = "short") -> str:
    """`{{ d|day }}` 22.11.2026, `{{ d|day:"long" }}`, `{{ d|day:"full" }}`."""
    return "" if value in EMPTY or value is None else formats.day(_date_of(value), style=style)


@register.filter
def day_of_month(value: date | None) -> str:
    """`{{ d|day_of_month }}` 22 November: a day near enough to need no year."""
    return "" if value is None else formats.day_of_month(value)


@register.filter
def moment(value: datetime | None, zone: str | None = None) -> str:
    """Day and time in the active zone."""
    return "" if not value else formats.moment(value, zone=zone)


@register.filter
def clock(value: datetime | None) -> str:
    """Hours and minutes in the active zone."""
    return "" if not value else formats.clock(timezone.localtime(value) if timezone.is_aware(value) else value)


@register.filter
def clock_in(value: datetime | None, zone: str) -> str:
    """Hours and minutes in a named time zone."""
    return "" if not value else formats.clock(value.astimezone(ZoneInfo(zone)))


@register.filter
def day_in(value: datetime | None, zone: str) -> str:
    """The day with its weekday in a named time zone."""
    return "" if not value else formats.day(value.astimezone(ZoneInfo(zone)).date(), style="full")


@register.filter
def until(value: datetime, now: datetime) -> str:
    """How long until a moment: `in 12 minutes`."""
    return formats.until(value, now)


@register.filter
def iso_moment(value: str, zone: str | None = None) -> str:
    """A moment that was kept as text."""
    return moment(datetime.fromisoformat(value), zone) if value else ""


@register.filter
def period(value: Any, style: str = "short") -> str:
    """Of a `Period`, or of whatever has `start` and `end`: `{{ target|period }}`, `{{ target|period:"long" }}`."""
    return "" if value in EMPTY else formats.period(value.start, value.end, style=style)


@register.simple_tag(name="period")
def period_of(start: date | None, end: date | None, style: str = "short") -> str:
    """`{% period record.starts_on record.ends_on %}`."""
    return formats.period(start, end, style=style)


@register.filter
def iso_day(value: date | datetime | None) -> str:
    """For the `datetime` attribute of `<time>`."""
    return value.isoformat() if value else ""


def _date_of(value: date | datetime) -> date:
    return formats.timezone.localtime(value).date() if isinstance(value, datetime) else value


# --------------------------------------------------- texts and languages


@register.filter
def tr(value: Translated | dict[str, str] | None) -> SafeString | str:
    """The text in the page's language, or in one that it has, marked with that language."""
    if not value:
        return ""
    text, language = Translated(value).best(formats.language_of())
    if not text or language == formats.language_of():
        return text
    return format_html('<span lang="{}">{}</span> {}', html_language(language), text, language_mark(language))


@register.filter
def tr_text(value: Translated | dict[str, str] | None) -> str:
    """The same as plain words, for titles and attributes."""
    return Translated(value).best(formats.language_of())[0] if value else ""


@register.filter
def told(words: str | dict[str, str]) -> SafeString | str:
    """What long work told: in each language, or in the one of whoever asked for it."""
    return tr(words) if isinstance(words, dict) else words


@register.filter
def in_this_language(href: str) -> str:
    """An address of ours that was made in another language."""
    return re.sub(r"^/[a-z]{2}/", f"/{formats.language_of().partition('-')[0]}/", href)


@register.filter
def tr_language(value: Translated | dict[str, str] | None) -> str:
    """The language (as HTML writes it) of the text that `tr_text` gives."""
    return html_language(Translated(value or {}).best(formats.language_of())[1])


@register.filter
def html_language(code: str) -> str:
    """`zh-hans` → `zh-Hans`, for `lang`."""
    return HTML_LANGUAGES.get(code, code)


@register.filter
def short_language(code: str) -> str:
    """ҚАЗ, РУС, ENG, TÜR, 中文."""
    return SHORT_NAMES.get(code, code.upper())


@register.filter
def language_mark(code: str) -> SafeString | str:
    """The small sign of a language that is not the page's."""
    if not code or code == formats.language_of():
        return ""
    name = dict(settings.LANGUAGES).get(code, code)
    return format_html(
        '<span class="lang"><span aria-hidden="true">{}</span><span class="vh"> ({})</span></span>',
        short_language(code),
        name,
    )


@register.filter
def area_name(area: Any) -> str:
    """The name of an `Area`, or of an ISO code: `KZ-61`, `TR`."""
    if area in EMPTY:
        return ""
    names = getattr(area, "name", None)
    return tr_text(names) if names is not None else _name_of_code(str(area))


def _name_of_code(code: str) -> str:
    for region in regions():
        if region.iso == code:
            return region.names.get(formats.language_of().split("-")[0], region.iso)
    return formats.territory(code)


# -------------------------------------------------- articles and their quotes


@register.simple_tag
def article_text(body: str, marks: Iterable[Any]) -> SafeString:
    """Paragraphs of a text with its quotes linked: `q1` leads to claim `c1`. Offsets count characters of `body`."""
    return mark_safe("".join(_paragraphs(body, _apart(marks))))  # noqa: S308  # every piece is escaped below


def _apart(marks: Iterable[Any]) -> list[Any]:
    """Marks in the order of the text; one that begins inside another is left to its claim."""
    kept: list[Any] = []
    for mark_ in sorted(marks, key=lambda one: (one.start, -one.length)):
        if not kept or mark_.start >= kept[-1].start + kept[-1].length:
            kept.append(mark_)
    return kept


def _paragraphs(body: str, marks: list[Any]) -> Iterator[str]:
    for found in PARAGRAPH.finditer(body):
        inside = [one for one in marks if found.start() <= one.start < found.end()]
        yield f"<p>{_marked(body, found.start(), found.end(), inside)}</p>"


def _marked(body: str, start: int, end: int, marks: list[Any]) -> str:
    pieces, place = [], start
    for one in marks:
        stop = min(one.start + one.length, end)
        pieces += [escape(body[place : one.start]), _quote(body[one.start : stop], one)]
        place = stop
    return "".join([*pieces, escape(body[place:end])])


def _quote(text: str, mark_: Any) -> str:
    gold = " qt--gold" if getattr(mark_, "differs", False) else ""
    number_ = mark_.number
    return format_html(
        '<a class="qt{}" id="q{}" href="#c{}">{}<sup>{}</sup></a>', gold, number_, number_, text, number_
    )


# ------------------------------------------------------------------ small


register.filter("called", called)


@register.filter
def called_then(kept: list[Any]) -> str:
    """The same of somebody whose names were kept as values: the name, something else, the names by language."""
    names = kept[2] if len(kept) > 2 else {}
    return names.get(formats.language_of()) or kept[0]


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that a person wrote."""
    return [part.strip() for part in str(text).splitlines() if part.strip()]


@register.filter
def corners(outline: list[list[float]]) -> str:
    """An outline as the points of a polygon."""
    return " ".join(f"{x:g},{y:g}" for x, y in outline)


@register.filter
def lowest(stands: Iterable[Any]) -> str:
    """How high a plan must be drawn to hold its stands."""
    return f"{max((corner[1] for stand in stands for corner in stand.outline), default=560) + 40:g}"


@register.filter
def drawn(rows: Iterable[Any]) -> list[Any]:
    """Those that have a place on the plan."""
    return [row for row in rows if row.outline]


@register.filter
def middle(outline: list[list[float]], axis: int) -> str:
    """Where a label stands in an outline: on the axis 0 or 1."""
    return f"{sum(corner[axis] for corner in outline) / len(outline):g}"


@register.filter
def attr(record: Any, name: str) -> Any:
    """`record.name` or `record[name]` for a name that is only known when the page is made."""
    found = record.get(name, "") if isinstance(record, dict) else getattr(record, name, "")
    return found() if callable(found) else found


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a bound field is one box with its label behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """For fields of libraries: their placeholder repeats the label, and not in every language."""
    field.field.widget.attrs.pop("placeholder", None)
    return field

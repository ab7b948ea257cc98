"""Columns of lists and facts of records: one description gives the page, the order and the export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, F, IntegerField, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Lower, NullIf, Replace
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kelisim.accounts.fields import FALLBACK_ORDER
from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.naming import called, read_names
from kelisim.common.reference import sector_label
from kelisim.common.templatetags.kelisim import area_name, tr, tr_text

Getter = str | Callable[[Any], Any]
UNIT_OF = {"money": "currency", "amount": "unit"}
OF_PARTIES = ("link", "party", "parties")

# Letters that stand elsewhere in the alphabet than in Unicode: each is written as the letter before it and a sign that
# sorts after every letter.
LAST = "\uf8ff"
AFTER = {
    "kk": {
        "ә": f"а{LAST}", "ғ": f"г{LAST}", "ё": f"е{LAST}", "қ": f"к{LAST}", "ң": f"н{LAST}", "ө": f"о{LAST}",
        "ұ": f"у{LAST}", "ү": f"у{LAST}{LAST}", "һ": f"х{LAST}", "і": f"ы{LAST}",
    },
    "ru": {"ё": f"е{LAST}"},
    "tr": {"ç": f"c{LAST}", "ğ": f"g{LAST}", "ı": f"h{LAST}", "ö": f"o{LAST}", "ş": f"s{LAST}", "ü": f"u{LAST}"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a row: where it comes from (`get`), how it is written (`kind`), by what it is sorted (`sort`).

    What sorts otherwise in each language is a function of the language.
    """

    name: str
    label: str | Promise
    kind: str = "text"
    get: Getter = ""
    sort: str | Combinable | Callable[[str], Combinable] = ""
    is_shown: bool = True

    @property
    def is_number(self) -> bool:
        return self.kind in ("money", "number", "amount")

    def value(self, row: Any) -> Any:
        if callable(self.get):
            return self.get(row)
        return follow(row, self.get or self.name)

    def shown(self, row: Any, user: User | None = None) -> SafeString | str:
        """The value as HTML in the page's language."""
        return SHOW[self.kind](self.value(row), row)

    def exported(self, row: Any) -> list[Any]:
        """The value as cells of a spreadsheet."""
        value = self.value(row)
        if self.kind == "money":
            return [value, row.currency if value is not None else ""]
        if self.kind == "amount":
            return [value, row.unit]
        if self.kind == "period":
            return [row.start, row.end]
        return [self.plain(row)]

    def plain(self, row: Any) -> Any:
        """The value as one cell."""
        return PLAIN.get(self.kind, _itself)(self.value(row), row)

    @property
    def heads(self) -> list[str]:
        """The heads of those cells."""
        label = str(self.label)
        more = {"money": _("currency"), "amount": _("unit")}.get(self.kind)
        if self.kind == "period":
            return [_("first day"), _("last day")]
        return [label, more] if more else [label]


def read_parties(rows: Iterable[Any], columns: Sequence[Column]) -> None:
    """Read the names of the companies and people that some rows show, before they are shown: one query a kind of party."""
    read_names(
        party for row in rows for column in columns if column.kind in OF_PARTIES for party in _each(column.value(row))
    )


def _each(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else (value,)


def follow(row: Any, path: str) -> Any:
    """The value at the end of a path of attributes, such as `area.code`; None where it breaks off."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row


def key_of(path: str | Combinable | Callable[[str], Combinable], kind: str, language: str) -> Combinable:
    """By what rows are sorted."""
    if not isinstance(path, str):
        return path(language) if callable(path) else path
    if kind in ("translated", "area"):
        return in_alphabet(_best_text(path, language), language)
    if kind in ("name", "party"):
        return in_alphabet(F(path), language)
    return F(path)


def group_of(column: Column) -> Combinable | None:
    """What is never compared with each other stands apart: sums of two currencies, figures of two units."""
    unit = UNIT_OF.get(column.kind)
    if unit is None or not isinstance(column.sort, str):
        return None
    return unit_group(column.sort, f"{column.sort.rpartition('__')[0]}__{unit}".lstrip("_"))


def unit_group(path: str, unit: str) -> Combinable:
    """The unit or currency of a value, nothing where there is none."""
    known = When(**{f"{path}__isnull": False}, then=F(unit))
    return Case(known, default=None, output_field=TextField())


def in_order(path: str, values: Sequence[str]) -> Combinable:
    """Chosen values in the order in which they follow each other, not in that of their letters."""
    cases = (When(**{path: value}, then=Value(place)) for place, value in enumerate(values))
    return Case(*cases, default=Value(len(values)), output_field=IntegerField())


def _best_text(path: str, language: str) -> Combinable:
    texts = [_text(path, code) for code in (language, *(code for code in FALLBACK_ORDER if code != language))]
    return Coalesce(*texts, output_field=TextField())


def _text(path: str, language: str) -> Combinable:
    return NullIf(KeyTextTransform(language, path), Value(""), output_field=TextField())


def in_alphabet(text: Combinable, language: str) -> Combinable:
    """A text as a key that sorts as the alphabet of a language does."""
    key: Combinable = Lower(text, output_field=TextField())
    for letter, place in AFTER.get(language, {}).items():
        key = Replace(key, Value(letter), Value(place), output_field=TextField())
    return key


def alphabet_key(text: str, language: str) -> str:
    """The same for a text that is at hand."""
    return "".join(AFTER.get(language, {}).get(letter, letter) for letter in text.lower())


def _itself(value: Any, row: Any) -> Any:
    return "" if value is None else value


def _text_html(value: Any, row: Any) -> SafeString:
    return escape("" if value is None else value)


def _day(value: Any, row: Any) -> SafeString | str:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.day(value)) if value else ""


def _moment(value: Any, row: Any) -> SafeString | str:
    if not value:
        return ""
    words = formats.moment(value, zone=_zone_of(row))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


def _zone_of(row: Any) -> str | None:
    """The time zone of the event to which a row belongs, where the event is at hand; else the active one."""
    state = getattr(row, "_state", None)
    return getattr(state.fields_cache.get("event"), "time_zone", None) if state else None


def _period(value: Any, row: Any) -> str:
    return formats.period(row.start, row.end) if row.start or row.end else ""


def _number(value: Any, row: Any) -> str:
    return "" if value is None else formats.number(value)


def _money(value: Any, row: Any) -> str:
    return "" if value is None else formats.money(value, row.currency)


def _amount(value: Any, row: Any) -> str:
    return formats.quantity(value, row.unit, bound=row.bound)


def _yes(value: Any, row: Any) -> str:
    return _("yes") if value else _("no")


def _many(value: Any, row: Any) -> SafeString:
    return format_html_join(", ", "{}", ((each,) for each in value or ()))


def _party(value: Any, row: Any) -> SafeString:
    return escape(called(value))


def _parties(value: Any, row: Any) -> SafeString:
    return format_html_join("; ", "{}", ((called(each),) for each in value))


def _web(value: Any, row: Any) -> SafeString | str:
    return format_html('<a href="{0}" rel="noreferrer">{0}</a>', value) if value else ""


SHOW: dict[str, Callable[[Any, Any], SafeString | str]] = {
    "text": _text_html,
    "name": _text_html,
    "long": lambda value, row: format_html('<span class="prose-lines">{}</span>', value) if value else "",
    "translated": lambda value, row: tr(value) if value else "",
    "area": lambda value, row: escape(area_name(value)) if value else "",
    "choice": _text_html,
    "day": _day,
    "moment": _moment,
    "period": _period,
    "number": _number,
    "money": _money,
    "amount": _amount,
    "yes": _yes,
    "many": _many,
    "web": _web,
    "party": _party,
    "parties": _parties,
    "sector": lambda value, row: sector_label(value) if value else "",
    "digest": lambda value, row: format_html('<code class="digest">{}</code>', value) if value else "",
}
PLAIN: dict[str, Callable[[Any, Any], Any]] = {
    "translated": lambda value, row: tr_text(value) if value else "",
    "area": lambda value, row: area_name(value) if value else "",
    "choice": lambda value, row: str(value or ""),
    "yes": _yes,
    "many": lambda value, row: ", ".join(str(each) for each in value or ()),
    "link": lambda value, row: "" if value is None else str(value),
    "party": lambda value, row: "" if value is None else str(value),
    "parties": lambda value, row: "; ".join(str(each) for each in value),
}


def choice(name: str) -> Callable[[Any], str]:
    """A getter for the name of a chosen value."""
    return lambda row: (
        _labels(type(row), name, get_language() or "").get(getattr(row, name)) or str(getattr(row, name) or "")
    )


@cache
def _labels(model: type[Any], name: str, language: str) -> dict[Any, str]:
    """The names of the choices of a field in a language. Django's own way makes all of them anew for each row."""
    return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}

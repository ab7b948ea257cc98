"""What the style guide shows: each component with sample values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kelisim.accounts.fields import Translated, TranslatedFormField
from kelisim.common import drawings, formats
from kelisim.common.charts import Chart, Point, bars, lines
from kelisim.common.context import address_code
from kelisim.common.forms import AmountField, DayField
from kelisim.engines.values import Period

SAMPLE_PERCENT = {
    "KZ-59": 71, "KZ-39": 96, "KZ-11": 88, "KZ-71": 104, "KZ-55": 79, "KZ-27": 63, "KZ-15": 101, "KZ-62": 44,
    "KZ-35": 92, "KZ-10": 58, "KZ-63": 83, "KZ-23": 67, "KZ-43": 90, "KZ-61": 114.4, "KZ-31": 76, "KZ-19": 98,
    "KZ-33": 85, "KZ-79": 106, "KZ-75": 93,
}  # fmt: skip
BANDS = (60, 80, 95, 110)
MARKS = ("quote", "rows", "formula", "hand", "history", "differ")
TEXT = (
    "В Туркестане прошёл форум. На нём подписано семь меморандумов на 432,2 млрд тенге.\nВ регионе запущены 34 проекта."
)


class SampleForm(forms.Form):
    """One field of each kind, two of them refused."""

    title = TranslatedFormField(
        label=gettext_lazy("Subject of the memorandum"), help_text=gettext_lazy("As the parties call it")
    )
    amount = AmountField(label=gettext_lazy("Amount"), min_value=0)
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[(code, code) for code in ("KZT", "USD", "EUR", "CNY", "TRY")]
    )
    start = DayField(label=gettext_lazy("First day"), required=False)
    end = DayField(label=gettext_lazy("Last day"))
    is_binding = forms.BooleanField(label=gettext_lazy("It binds the parties"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class SampleFilters(forms.Form):
    """The toolbar over a table."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[("", gettext_lazy("All")), ("b", gettext_lazy("Building"))],
        required=False,
    )
    year = forms.ChoiceField(
        label=gettext_lazy("Year"), choices=[("", gettext_lazy("All")), ("2026", "2026")], required=False
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote in a text."""

    start: int
    length: int
    number: int
    differs: bool = False


def styleguide_context(request: HttpRequest) -> dict[str, Any]:
    """The context of `/styleguide/`."""
    return {
        "icons": sprite_names(),
        "marks": MARKS,
        "form": SampleForm(
            {
                "title_kk": "Джинс матасы",
                "amount": "432,2 bln",
                "currency": "KZT",
                "end": "2025-02-31",
                "note": _("Kept as typed."),
            }
        ),
        "filters": SampleFilters({}),
        "crumbs": [(_("Home"), f"/{address_code()}/")],
        "written": [_written_in(code) for code in ("kk", "ru", "en", "tr", "zh-hans")],
        "untranslated": _untranslated(),
        "tiles": drawings.tiles(
            SAMPLE_PERCENT, BANDS, _region_href, words=_("% (sample)"), here="KZ-61", none=_(", no report (sample)")
        ),
        "tile_legend": drawings.legend(BANDS, none=_("none")),
        "line_chart": _line_chart(),
        "line_values": [17.2, 23.7, 28.0],
        "bar_chart": _bar_chart(),
        **_plan(),
        "rungs": _rungs(),
        "days": _days(),
        "columns": _columns(),
        "column_choices": [
            {"name": "stage", "label": _("Stage"), "is_shown": True},
            {"name": "place", "label": _("Place"), "is_shown": False},
        ],
        "chips": [{"label": f"{_('Stage')}: {_('Building')}", "href": "?"}],
        "tabs": [
            {"label": _("Board"), "href": "#ta", "icon": "board", "is_current": True},
            {"label": _("Table"), "href": "#ta", "icon": "table", "is_current": False},
        ],
        "history": _history(),
        "differences": [
            {
                "label": _("Amount"),
                "theirs": formats.money(64_000_000, "USD"),
                "yours": formats.money(46_000_000, "USD"),
            }
        ],
        "today": date(2026, 11, 23),
        "article": TEXT,
        "article_marks": [
            Mark(TEXT.index("семь"), len("семь меморандумов"), 1),
            Mark(TEXT.index("432"), len("432,2 млрд тенге"), 2),
            Mark(TEXT.index("34"), len("34 проекта"), 3, differs=True),
        ],
    }


@cache
def sprite_names() -> tuple[str, ...]:
    """The names of all icons."""
    sprite = Path(str(finders.find("kelisim/icons.svg"))).read_text(encoding="utf-8")
    return tuple(re.findall(r'<symbol id="([^"]+)"', sprite))


def _region_href(code: str) -> str:
    return f"/{address_code()}/regions/{code}/"


def _written_in(language: str) -> dict[str, str]:
    with override(language):
        return {
            "language": language,
            "number": formats.number(23915),
            "money": formats.money(432_200_000_000, "KZT"),
            "dollars": formats.money(543_500_000, "USD"),
            "percent": formats.percent(114.4),
            "count": formats.quantity(34, "project", bound="over"),
            "day": formats.day(date(2026, 11, 22), style="long"),
            "period": formats.period(Period.months_of_year(2025, 1, 10)),
            "quarter": formats.period(Period.quarter(2025, 2)),
        }


def _untranslated() -> Translated:
    other = "kk" if formats.language_of() != "kk" else "ru"
    return Translated({other: {"kk": "Түркістан ИА, 14-телім", "ru": "Участок 14, ИЗ «Туркестан»"}[other]})


def _line_chart() -> Chart:
    points = [Point("2020", 17.2), Point("2021", 23.7), Point("2022", 28.0, "28")]
    return lines(
        points,
        caption=_("Gross inflow of foreign direct investment"),
        unit=_("$bn, as first reported"),
        label_head=_("Year"),
    )


def _bar_chart() -> Chart:
    steps = ((_("Pool, 2025–2028"), 111), (_("This year"), 58), (_("Launched"), 34))
    return bars(
        [Point(label, value) for label, value in steps],
        caption=_("From the pool to a launch"),
        unit=_("projects"),
        label_head=_("Stage"),
    )


def _plan() -> dict[str, Any]:
    return {
        "plan_actual": 543_500_000,
        "plan_target": 475_000_000,
        "plan_actual_words": _("%(amount)s actual") % {"amount": formats.money(543_500_000, "USD")},
        "plan_target_words": _("%(amount)s plan of the year") % {"amount": formats.money(475_000_000, "USD")},
        "plan_gap_words": "+" + formats.money(68_500_000, "USD"),
        "behind_actual_words": _("%(amount)s actual") % {"amount": formats.money(120_000_000, "USD")},
        "behind_gap_words": formats.money(-355_000_000, "USD"),
    }


def _rungs() -> list[dict[str, Any]]:
    names = (_("Handed in"), _("Signed"), _("Site given"), _("Permits"), _("Building"), _("Launched"), _("Hiring"))
    counts = (60, 38, 27, 21, 17, 12, 11)
    notes = [
        _("%(share)s of signed") % {"share": formats.percent(count * 100 / 38, decimals=0)} for count in counts[1:]
    ]
    return [
        {"label": name, "count": count, "note": note}
        for name, count, note in zip(names, counts, [_("proposals"), *notes], strict=True)
    ]


def _days() -> list[dict[str, Any]]:
    return [
        {
            "day": date(2025, 12, 22),
            "value": "34",
            "href": "#sm",
            "mark": "quote",
            "words": formats.quantity(4889, "job"),
        },
        {
            "when": _("day unknown"),
            "value": "41",
            "href": "#sm",
            "mark": "quote",
            "words": formats.quantity(5322, "job"),
        },
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Project"), "href": "?sort=name#ta", "direction": ""},
        {"label": _("Stage"), "href": "?sort=stage#ta", "direction": ""},
        {"label": _("Amount"), "href": "?sort=amount#ta", "direction": "descending", "is_number": True},
        {"label": _("Jobs"), "is_number": True},
    ]


def _history() -> list[dict[str, Any]]:
    return [
        {
            "when": datetime(2026, 11, 20, 9, 5, tzinfo=UTC),
            "who": _("Officer 3 (sample)"),
            "what": _("Edited the project"),
            "changes": [
                {
                    "label": _("Amount"),
                    "before": formats.money(46_000_000, "USD"),
                    "after": formats.money(64_000_000, "USD"),
                }
            ],
        },
        {
            "when": datetime(2026, 11, 2, 4, 40, tzinfo=UTC),
            "who": _("Officer 3 (sample)"),
            "what": _("Created the project"),
            "changes": [],
        },
    ]

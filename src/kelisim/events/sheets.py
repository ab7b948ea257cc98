"""Lists of meetings as PDF: somebody's own timetable, and the sheets of a hall."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import typst
from django.utils.translation import gettext as _

from kelisim.accounts.fields import Translated
from kelisim.common import formats
from kelisim.events.diaries import Entry
from kelisim.events.models import Event

PAGE = Path(__file__).with_name("sheets.typ")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one title, each with a text a column."""

    title: str
    lines: list[list[str]]


def sheet_pdf(
    event: Event, title: str, heads: dict[str, float], groups: Iterable[Group], *, is_page_each: bool = False
) -> bytes:
    """A list as PDF. `heads` are the columns with their widths against each other; `is_page_each` gives a group its own page."""
    sample = f" ({_('sample')})" if event.is_sample else ""
    told = {
        "event": Translated(event.title).best()[0] + sample,
        "title": title,
        "foot": event.time_zone,
        "page_each": is_page_each,
        "heads": list(heads),
        "widths": list(heads.values()),
        "groups": [{"title": group.title, "lines": group.lines} for group in groups],
    }
    with tempfile.TemporaryDirectory(prefix="kelisim-sheet-") as folder:
        place = Path(folder)
        (place / PAGE.name).write_bytes(PAGE.read_bytes())
        (place / "sheet.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return typst.compile(str(place / PAGE.name), format="pdf")


def diary_pdf(event: Event, name: str, diary: list[Entry]) -> bytes:
    """Somebody's own timetable, a table a day, in the hours of the place."""
    zone = ZoneInfo(event.time_zone)
    days: dict[str, list[list[str]]] = {}
    for each in diary:
        start, end = each.starts_at.astimezone(zone), each.ends_at.astimezone(zone)
        line = [f"{start:%H:%M}–{end:%H:%M}", each.who, place_of(each), each.interpreter]
        days.setdefault(formats.day(start.date(), style="full"), []).append(line)
    heads = {_("When"): 1.2, _("Who"): 4.0, _("Where"): 1.6, _("Interpreter"): 1.8}
    return sheet_pdf(event, name, heads, [Group(day, lines) for day, lines in days.items()])


def place_of(each: Entry) -> str:
    """Table or stand, and the room."""
    where = _("table %(table)s") % {"table": each.table} if each.table else ""
    stand = _("stand %(stand)s") % {"stand": each.stand} if each.stand else ""
    return ", ".join(part for part in (where, stand, each.room) if part)

"""What will be short at an event, before anything is solved, in words: tables, interpreters, people's own hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.common import formats
from kelisim.engines.planning.forecast import DayForecast, Forecast, Shortage, forecast
from kelisim.events.models import Event
from kelisim.events.naming import name_people, shown
from kelisim.events.planning import Ground, ground_of, is_blocker, key_of, planning_problem

MOST = 10


@dataclass(frozen=True, slots=True)
class Overloaded:
    """Somebody who has more wishes than hours."""

    name: str
    wishes: int
    places: int


@dataclass(frozen=True, slots=True)
class Told:
    """The forecast: a sentence a day that lacks something, the figures by day, and whom more want to meet than can."""

    figures: Forecast
    wishes: int
    meetings: int
    shortages: list[str]
    overloads: list[Overloaded]
    impossible: list[str]
    assumed: int
    is_empty: bool

    @property
    def days(self) -> list[tuple[date, DayForecast]]:
        """The figures by day."""
        return [(date.fromisoformat(each.day), each) for each in self.figures.days]


def forecast_words(event: Event) -> Told:
    """Read the event and say what it will lack."""
    ground = name_people(ground_of(event))
    found = forecast(planning_problem(ground))
    wishes = len(ground.wishes)
    return Told(
        found,
        wishes,
        found.meetings,
        [words for number, day in enumerate(found.days, 1) if (words := _of_day(day, number))],
        [_overloaded(ground, row.who, row.wishes, row.places) for row in found.overloads if row.who[1:].isdigit()][
            :MOST
        ],
        [_pair(ground, name) for name in found.impossible if not is_blocker(name)],
        sum(not row.languages for row in ground.participants),
        not ground.slots or not wishes,
    )


def _of_day(day: DayForecast, number: int) -> str:
    """What a day lacks, in one sentence; nothing where it lacks nothing."""
    parts = []
    if day.tables_missing:
        words = ngettext("%(count)s table", "%(count)s tables", day.tables_missing)
        parts.append(words % {"count": formats.number(day.tables_missing)})
    parts += [_of_interpreters(row) for row in day.shortages]
    if not parts:
        return ""
    what = format_list(parts, locale=formats.locale_of(formats.language_of()))
    gaps = {"number": number, "day": formats.day(date.fromisoformat(day.day)), "what": what}
    return _("On day %(number)s (%(day)s) there are missing: %(what)s.") % gaps


def _of_interpreters(row: Shortage) -> str:
    languages = " – ".join(formats.language_name(code) for code in row.languages)
    words = ngettext(
        "%(count)s interpreter (%(languages)s; meetings: %(meetings)s)",
        "%(count)s interpreters (%(languages)s; meetings: %(meetings)s)",
        row.interpreters,
    )
    return words % {"count": row.interpreters, "languages": languages, "meetings": formats.number(row.meetings)}


def _overloaded(ground: Ground, who: str, wishes: int, places: int) -> Overloaded:
    return Overloaded(shown(ground.people[key_of(who)]), wishes, places)


def _pair(ground: Ground, name: str) -> str:
    row = next(row for row in ground.wishes if row.pk == key_of(name))
    return " – ".join(shown(ground.people[key]) for key in (row.asked_by_id, row.asked_id))

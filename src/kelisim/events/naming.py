"""How participants and meetings are called on pages, in letters and in what the planner says."""

from __future__ import annotations

import re

from kelisim.common import formats
from kelisim.events.models import Participation, ParticipationRole
from kelisim.events.planning import Ground, languages_of

SPOKEN = ("kk", "ru", "en", "tr", "zh", "uz", "ky", "de", "ko", "ar", "fr", "ja", "fa", "it")


def shown(row: Participation) -> str:
    """How a participant is called in a timetable: an official by name, a company by its own."""
    if row.role in (ParticipationRole.OFFICIAL, ParticipationRole.INTERPRETER) and row.person:
        return str(row.person)
    return str(row.organisation or row.person)


def languages_shown(row: Participation) -> str:
    """The languages of a participant in words."""
    return ", ".join(formats.language_name(code) for code in languages_of(row))


def spoken_choices() -> list[tuple[str, str]]:
    """The languages from which one chooses, in the words of the page."""
    return [(code, formats.language_name(code)) for code in SPOKEN]


def named(words: str, ground: Ground) -> str:
    """The planner's words with our names for what it calls `P12`, `R7`, `S3`."""
    people = {str(row.pk): shown(row) for row in ground.people.values()}
    pairs = {
        str(row.pk): f"“{people.get(str(row.asked_by_id), '?')} – {people.get(str(row.asked_id), '?')}”"
        for row in ground.requests
    }
    slots = {str(slot.pk): formats.moment(slot.starts_at, zone=ground.zone) for slot in ground.slots}
    known: dict[str, dict[str, str]] = {"P": people, "I": people, "R": pairs, "S": slots}

    def name(match: re.Match[str]) -> str:
        return known[match[1]].get(match[2], match[0])

    return re.sub(r"\b([PIRS])(\d+)\b", name, words)

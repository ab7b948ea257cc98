"""How participants and meetings are called on pages, in letters and in what the planner says."""

from __future__ import annotations

import functools
import operator
import re

from django.db.models import Prefetch, Q, prefetch_related_objects

from kelisim.common import formats
from kelisim.common.templatetags.kelisim import called
from kelisim.events.models import Meeting, Participation, ParticipationRole
from kelisim.events.planning import Ground, languages_of
from kelisim.parties.models import OrganisationName, PersonName

OF_PEOPLE = (ParticipationRole.OFFICIAL, ParticipationRole.INTERPRETER)
ALL = "*"
PARTIES = ("asked_by__organisation", "asked_by__person", "asked__organisation", "asked__person")
SPOKEN = ("kk", "ru", "en", "tr", "zh", "uz", "ky", "de", "ko", "ar", "fr", "ja", "fa", "it")


def shown(row: Participation) -> str:
    """How a participant is called in a timetable: an official by name, a company by its own, in the page's language.

    The name in a language is told where names were read along (`names_along`); elsewhere the name that the record carries.
    """
    if row.role in OF_PEOPLE and row.person:
        return called(row.person)
    return called(row.organisation or row.person)


def names_along(*paths: str, language: str | None = None) -> list[Prefetch]:
    """The names of parties at the ends of some paths, in one query each; in one language where one is enough."""
    code = language or formats.language_of()
    companies = OrganisationName.objects.filter(is_former=False)
    people = PersonName.objects.all()
    if language != ALL:
        companies, people = companies.filter(language=code), people.filter(language=code)
    rows = ((path, people if path.endswith("person") else companies) for path in paths)
    return [Prefetch(f"{path}__names", queryset, to_attr="names_along") for path, queryset in rows]


def name_people(ground: Ground) -> Ground:
    """The people of a ground with their names in the page's language."""
    prefetch_related_objects(list(ground.people.values()), *names_along("organisation", "person"))
    return ground


def named_like(words: str, path: str = "pk") -> Q:
    """Rows whose participation, at the end of a path, is of a company or a person called so in any language."""
    names = ("organisation__name", "organisation__names__text", "person__name", "person__names__text")
    keys = Participation.everything.filter(
        functools.reduce(operator.or_, (Q(**{f"{name}__icontains": words}) for name in names))
    ).values("pk")
    return Q(**{f"{path}__in": keys})


def pair_of(meeting: Meeting) -> str:
    """The two who met."""
    wish = meeting.request
    return " – ".join(shown(side) for side in (wish.asked_by, wish.asked)) if wish else str(meeting)


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

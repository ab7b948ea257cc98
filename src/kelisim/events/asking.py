"""Who asks whom to meet: under which participation somebody's meetings stand, whom one may ask, how many wishes are used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from kelisim.events.diaries import Wish, names_of_sides, why_not
from kelisim.events.models import (
    Consent,
    MeetingNotice,
    MeetingRequest,
    MeetingRules,
    Participation,
    ParticipationRole,
    ParticipationState,
)
from kelisim.events.naming import languages_shown, named_like, names_along, shown
from kelisim.events.planning import stands_of

OF_THEIR_OWN = (ParticipationRole.OFFICIAL, ParticipationRole.INTERPRETER)
ASKABLE = (ParticipationState.REGISTERED, ParticipationState.CHECKED_IN, ParticipationState.INVITED)


def meets_as(row: Participation) -> Participation:
    """The participation under which somebody's meetings stand: people of one company meet as the first of them."""
    if row.organisation_id is None or row.role in OF_THEIR_OWN:
        return row
    rows = Participation.objects.filter(event=row.event, organisation=row.organisation_id)
    rows = rows.exclude(role__in=OF_THEIR_OWN).exclude(state=ParticipationState.DECLINED)
    first = rows.select_related("event__office", "event__area", "organisation", "person").order_by("pk").first()
    return first or row


def notices_for(row: Participation) -> QuerySet[MeetingNotice]:
    """What somebody was told, the latest first; of the meetings what the one was told under whom they meet."""
    of_meetings = Q(participation=meets_as(row), timetable__isnull=False)
    return MeetingNotice.objects.filter(Q(participation=row) | of_meetings).order_by("-pk")


def may_ask(row: Participation) -> bool:
    """Companies ask; officials and interpreters are asked, or the office asks for them."""
    return row.role not in OF_THEIR_OWN


def is_asking_open(rules: MeetingRules | None) -> bool:
    """Whether the office has opened the asking, and the last day of it is not past."""
    return rules is not None and (rules.asks_until is None or rules.asks_until > timezone.now())


def whom_to_ask(mine: Participation, words: str = "") -> QuerySet[Participation]:
    """Officials first, then companies, each once, found by name."""
    rows = Participation.objects.filter(event=mine.event, state__in=ASKABLE)
    rows = rows.exclude(pk=mine.pk).exclude(role=ParticipationRole.INTERPRETER)
    rows = rows.exclude(organisation=mine.organisation_id, organisation__isnull=False)
    if words:
        rows = rows.filter(named_like(words))
    rows = rows.filter(pk__in=_one_an_organisation(rows)).select_related("organisation__country", "person__country")
    rows = rows.prefetch_related(*names_along("organisation", "person"))
    is_official = Case(When(role=ParticipationRole.OFFICIAL, then=0), default=1)
    return rows.order_by(is_official, "organisation__name", "person__name", "pk")


def _one_an_organisation(rows: QuerySet[Participation]) -> list[int]:
    """Of several people of a company the first; officials each for themselves."""
    seen, found = set(), []
    for key, role, organisation in rows.order_by("pk").values_list("pk", "role", "organisation_id"):
        mark = organisation if organisation and role != ParticipationRole.OFFICIAL else f"p{key}"
        if mark not in seen:
            seen.add(mark)
            found.append(key)
    return found


def asked_by(mine: Participation) -> set[int]:
    """Whom a participant has asked already."""
    return set(MeetingRequest.objects.filter(asked_by=mine).values_list("asked_id", flat=True))


def used_wishes(made: Iterable[Wish]) -> dict[str, int]:
    """How many wishes of a participant count against the quotas."""
    living = [wish for wish in made if wish.request.consent != Consent.VETOED]
    officials = sum(wish.who.role == ParticipationRole.OFFICIAL for wish in living)
    return {"officials": officials, "companies": len(living) - officials}


def candidates(mine: Participation, page: Iterable[Participation]) -> list[dict[str, Any]]:
    """Whom one may ask, with name, languages, stand and whether one has asked them already."""
    stands, asked = stands_of(mine.event), asked_by(mine)
    return [
        {
            "row": row,
            "name": shown(row),
            "languages": languages_shown(row),
            "stand": stands.get(row.pk, ""),
            "is_asked": row.pk in asked,
        }
        for row in page
    ]


def wishes_of(mine: Participation) -> QuerySet[MeetingRequest]:
    """What one asked and was asked."""
    rows = MeetingRequest.objects.filter(Q(asked_by=mine) | Q(asked=mine))
    rows = rows.select_related(
        "event", "asked_by__organisation", "asked_by__person", "asked__organisation", "asked__person"
    )
    return rows.prefetch_related(*names_of_sides())


def why_shown(wish: MeetingRequest, mine: Participation) -> dict[str, Any]:
    """Why a wish was not met and what would help, with the name of the other side."""
    told = why_not(wish)
    other = wish.asked if wish.asked_by_id == mine.pk else wish.asked_by
    return {"name": shown(other), "reason": told[:1], "helps": told[1:]}

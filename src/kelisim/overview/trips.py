"""A trip told from the ledger: who went, what was seen, what was promised, what came of it, what was learnt."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import deals, signed_sums
from kelisim.engines.values.money import Money
from kelisim.events.models import (
    Event,
    Lead,
    Lesson,
    Meeting,
    Participation,
    ParticipationRole,
    ParticipationState,
    ProgrammeItem,
    TripNote,
)
from kelisim.events.naming import names_along
from kelisim.events.queries import participations_of, programme_with_people
from kelisim.projects.models import Proposal

ORDER = (ParticipationRole.LEADER, ParticipationRole.MEMBER, ParticipationRole.COMPANION)


@dataclass(frozen=True, slots=True)
class Trip:
    """All that a trip report tells, as far as its reader may see."""

    people: list[Participation]
    programme: list[ProgrammeItem]
    agreements: list[Agreement]
    sums: list[tuple[Money, int]]
    proposals: list[Proposal]
    leads: list[Lead]
    lessons: list[Lesson]
    meetings: list[Meeting]
    notes: list[TripNote]

    @property
    def visited(self) -> list[ProgrammeItem]:
        """Points at which a zone or an organisation was visited."""
        return [item for item in self.programme if item.zone_id or item.organisation_id]


def trip_of(event: Event, user: User) -> Trip:
    """The trip as staff of the office see it."""
    rows = participations_of(event, user).exclude(state=ParticipationState.DECLINED)
    papers = Agreement.objects.visible_to(user).filter(event=event).prefetch_related("parties__organisation")
    came_of_it = Q(meetings__event=event) | Q(leads__event=event)
    leads = Lead.objects.visible_to(user).filter(event=event).select_related("organisation", "owner", "proposal")
    leads = leads.prefetch_related(*names_along("organisation"))
    return Trip(
        people=sorted(rows, key=lambda row: (_place(row), row.pk)),
        programme=list(programme_with_people(event, user)),
        agreements=list(deals(papers, user).order_by("pk")),
        sums=signed_sums(papers, user),
        proposals=list(
            Proposal.objects.visible_to(user)
            .filter(came_of_it)
            .distinct()
            .select_related("organisation")
            .prefetch_related(*names_along("organisation"))
        ),
        leads=list(leads),
        lessons=list(Lesson.objects.visible_to(user).filter(event=event).select_related("owner")),
        meetings=list(Meeting.objects.visible_to(user).filter(event=event, timetable__isnull=True)),
        notes=list(TripNote.objects.visible_to(user).filter(event=event).select_related("author", "item", "photo")),
    )


def public_trip_of(event: Event) -> Trip:
    """The trip as its published report tells it: no leads, no owners, no people; notes that are marked for it."""
    papers = (
        Agreement.objects.published().filter(event=event).showing("event").prefetch_related("parties__organisation")
    )
    notes = TripNote.objects.filter(event=event, is_public=True).select_related("photo", "item")
    return Trip(
        people=[],
        programme=list(programme_with_people(event, None)),
        agreements=list(deals(papers).order_by("pk")),
        sums=signed_sums(papers),
        proposals=[],
        leads=[],
        lessons=list(Lesson.objects.filter(event=event)),
        meetings=[],
        notes=list(notes),
    )


def _place(row: Participation) -> int:
    return ORDER.index(row.role) if row.role in ORDER else len(ORDER)

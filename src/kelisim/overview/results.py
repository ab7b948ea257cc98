"""What came of an event, in numbers that lead to their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kelisim.agreements.models import SIGNED_STATES, Agreement, AgreementState
from kelisim.agreements.queries import deals, signed_sums
from kelisim.engines.values.money import Money
from kelisim.events.models import CheckIn, Event, Meeting, MeetingState, Participation, ParticipationState
from kelisim.projects.models import Project

ABROAD = Q(organisation__country__isnull=False) & ~Q(organisation__country__code="KZ")


@dataclass(frozen=True, slots=True)
class Results:
    """The results of an event as the public may know them: numbers, papers and projects, no people."""

    registered: int
    came: int
    organisations: int
    abroad: int
    meetings: int
    papers: list[Agreement]
    sums: list[tuple[Money, int]]
    states: list[tuple[str, int]]
    projects: list[Project]


def results_of(event: Event) -> Results:
    """The results of an event."""
    people = Participation.objects.filter(event=event).exclude(state=ParticipationState.DECLINED)
    came = people.filter(Q(pk__in=CheckIn.objects.filter(event=event).values("participation")) | Q(state="checked_in"))
    papers = (
        Agreement.objects.published().filter(event=event).showing("event").select_related("office", "area", "partner")
    )
    signed = list(deals(papers).filter(state__in=SIGNED_STATES).order_by("pk"))
    projects = Project.objects.published().filter(agreementproject__agreement__in=papers.showing("projects")).distinct()
    return Results(
        registered=people.count(),
        came=came.count(),
        organisations=_organisations(came),
        abroad=_organisations(came.filter(ABROAD)),
        meetings=Meeting.objects.filter(event=event, state=MeetingState.HELD).count(),
        papers=signed,
        sums=signed_sums(papers),
        states=_states(signed),
        projects=list(projects.select_related("office", "area").order_by("pk")),
    )


def _organisations(rows: Any) -> int:
    return int(rows.filter(organisation__isnull=False).values("organisation").distinct().count())


def _states(papers: list[Agreement]) -> list[tuple[str, int]]:
    """How many papers stand where, in the order of the states."""
    counted = ((state, sum(paper.state == state for paper in papers)) for state in AgreementState)
    return [(str(state.label), number) for state, number in counted if number]

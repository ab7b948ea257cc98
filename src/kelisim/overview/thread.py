"""One thread: delegation or forum → meeting → proposal → memorandum → plot → project → jobs, from any of them, both ways.

A thread follows what records say of each other. It runs through meetings, proposals, papers and projects; events, plots and
jobs hang on it but do not lead on: an event joins hundreds of deals that have nothing else in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement
from kelisim.common.ledger import LedgerModel
from kelisim.events.models import Event, Meeting
from kelisim.projects.models import Confirmation, Project, Proposal
from kelisim.zones.models import Plot

MOST, ROUNDS = 200, 6
STARTS: dict[str, type[LedgerModel]] = {
    "event": Event, "meeting": Meeting, "proposal": Proposal, "agreement": Agreement, "plot": Plot, "project": Project,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bead:
    """One record on the thread, on its day; `is_start` where the thread was taken up."""

    kind: str
    record: Any
    day: date | None
    is_start: bool = False


@dataclass(slots=True)
class Knots:
    """The keys that the thread has come to, by kind."""

    meetings: set[int] = field(default_factory=set)
    proposals: set[int] = field(default_factory=set)
    agreements: set[int] = field(default_factory=set)
    projects: set[int] = field(default_factory=set)

    @property
    def size(self) -> int:
        return len(self.meetings) + len(self.proposals) + len(self.agreements) + len(self.projects)


def thread_of(start: LedgerModel, user: User) -> dict[str, list[Bead]]:
    """The records on the thread by kind, in the order of the way from the first handshake to the jobs."""
    knots = _first_knots(start, user)
    for _round in range(ROUNDS):
        before = knots.size
        _follow(knots, user)
        if knots.size == before or knots.size > MOST:
            break
    return _beads(knots, start, user)


def _first_knots(start: LedgerModel, user: User) -> Knots:
    knots = Knots()
    if isinstance(start, Event):
        told = Q(proposals__isnull=False) | Q(projects__isnull=False) | Q(agreements__isnull=False)
        knots.meetings = _keys(Meeting.objects.visible_to(user).filter(event=start).filter(told))
        knots.agreements = _keys(Agreement.objects.visible_to(user).filter(event=start))
    elif isinstance(start, Plot):
        knots.projects = _keys(Project.objects.visible_to(user).filter(plot=start))
    else:
        getattr(knots, f"{type(start)._meta.model_name}s").add(start.pk)
    return knots


def _follow(knots: Knots, user: User) -> None:
    """One step further from everything on the thread. What the user may not see is not stepped on."""
    projects = Project.objects.visible_to(user)
    knots.projects |= _keys(
        projects.filter(
            Q(proposal__in=knots.proposals) | Q(agreements__in=knots.agreements) | Q(meetings__in=knots.meetings)
        )
    )
    proposals = Proposal.objects.visible_to(user)
    knots.proposals |= _keys(
        proposals.filter(
            Q(project__in=knots.projects) | Q(agreements__in=knots.agreements) | Q(meetings__in=knots.meetings)
        )
    )
    agreements = Agreement.objects.visible_to(user)
    knots.agreements |= _keys(
        agreements.filter(
            Q(projects__in=knots.projects)
            | Q(proposals__in=knots.proposals)
            | Q(meeting__in=knots.meetings)
            | Q(amends__in=knots.agreements)
            | Q(same_as__in=knots.agreements)
        )
    )
    meetings = Meeting.objects.visible_to(user)
    knots.meetings |= _keys(
        meetings.filter(
            Q(projects__in=knots.projects) | Q(proposals__in=knots.proposals) | Q(agreements__in=knots.agreements)
        )
    )


def _keys(rows: Any) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True)[:MOST])


def _beads(knots: Knots, start: LedgerModel, user: User) -> dict[str, list[Bead]]:
    found: dict[str, list[Bead]] = {}
    for kind, rows, day in _rows(knots, start, user):
        beads = [Bead(kind, row, day(row), is_start=row == start) for row in rows[:MOST]]
        found[kind] = sorted(beads, key=lambda bead: (bead.day is None, bead.day or date.min, bead.record.pk))
    return found


def _rows(knots: Knots, start: LedgerModel, user: User) -> Iterator[tuple[str, Any, Any]]:
    of_deals = Q(meetings__in=knots.meetings) | Q(agreements__in=knots.agreements)
    here = Q(pk=start.pk) if isinstance(start, Event) else of_deals
    yield "event", Event.objects.visible_to(user).filter(here).distinct().select_related("area"), lambda row: row.start
    meetings = Meeting.objects.visible_to(user).filter(pk__in=knots.meetings).select_related("event", "owner")
    yield "meeting", meetings, lambda row: timezone.localdate(row.starts_at)
    proposals = Proposal.objects.visible_to(user).filter(pk__in=knots.proposals).select_related("organisation")
    yield "proposal", proposals, lambda row: row.handed_in_on
    yield "agreement", Agreement.objects.visible_to(user).filter(pk__in=knots.agreements), lambda row: row.signed_on
    on_plots = Q(pk=start.pk) if isinstance(start, Plot) else Q(projects__in=knots.projects)
    plots = Plot.objects.visible_to(user).filter(on_plots).distinct().select_related("zone")
    yield "plot", plots, lambda row: None
    projects = (
        Project.objects.visible_to(user).filter(pk__in=knots.projects).select_related("organisation", "area", "owner")
    )
    yield "project", projects, lambda row: row.stage_since
    claims = Confirmation.objects.visible_to(user).filter(project__in=knots.projects, refused_by=None)
    yield "jobs", claims.select_related("project", "claimed_by", "confirmed_by"), lambda row: row.day

"""What became of the memoranda: published projects counted at every rung of the ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from kelisim.projects.models import Project
from kelisim.projects.stages import RUNGS, STAGES

NAMES = {
    "handed_in": _("Handed in"),
    "signed": _("Signed"),
    "site_given": _("Site given"),
    "permits": _("Permits"),
    "building": _("Building"),
    "launched": _("Launched"),
    "hiring": _("Hiring"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung and how many projects have come at least so far."""

    name: str
    count: int
    of_signed: float | None

    @property
    def label(self) -> str:
        return str(NAMES[self.name])


def ladder_of(projects: QuerySet[Project]) -> list[Rung]:
    """The rungs of `projects`, none where there are none. Never mix samples and real offices in them."""
    return _rungs(dict(_highest_rungs(projects).values_list("rung", "count")))


def ladders_of(projects: QuerySet[Project]) -> tuple[list[Rung], list[Rung]]:
    """The ladder of the real ones among `projects` and that of the samples; one query for both."""
    rows = list(_highest_rungs(projects, "office__is_sample").values_list("office__is_sample", "rung", "count"))
    real, samples = ({rung: count for kind, rung, count in rows if kind == is_sample} for is_sample in (False, True))
    return _rungs(real), _rungs(samples)


def _rungs(reached: dict[str, int]) -> list[Rung]:
    totals = [sum(reached.get(name, 0) for name in RUNGS[place:]) for place in range(len(RUNGS))]
    if not totals[0]:
        return []
    signed = totals[RUNGS.index("signed")]
    return [
        Rung(name, count, count * 100 / signed if signed and place else None)
        for place, (name, count) in enumerate(zip(RUNGS, totals, strict=True))
    ]


def come_to(projects: QuerySet[Project], rung: str) -> QuerySet[Project]:
    """The projects that have come at least to a rung."""
    return projects.annotate(rung=_highest_rung()).filter(rung__in=RUNGS[RUNGS.index(rung) :])


def _highest_rungs(projects: QuerySet[Project], *more: str) -> QuerySet[Project, dict[str, Any]]:
    return projects.order_by().annotate(rung=_highest_rung()).values("rung", *more).annotate(count=Count("pk"))


def _highest_rung() -> Case:
    by_stage = [When(stage=stage, then=Value(facts.rung)) for stage, facts in STAGES.items()]
    return Case(
        When(
            Q(launched_on__isnull=False, jobs_created__gt=0) & ~Q(hidden_fields__contains=["jobs_created"]),
            then=Value("hiring"),
        ),
        When(launched_on__isnull=False, then=Value("launched")),
        *by_stage,
        default=Value(""),
    )

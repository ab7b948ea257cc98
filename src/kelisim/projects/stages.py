"""The stages of a project: what each requires and where it stands on the ladder, the board and among claims."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.common.choices import ClaimStage
from kelisim.projects.models import Project, ProjectStage


@dataclass(frozen=True, slots=True)
class StageFacts:
    """One row of the table.

    `requires` are the fields that must be filled when a project comes to the stage, besides those of the stages before.
    `rung` is the step of the conversion ladder, `column` the column of the board, `claim` the word of a press claim.
    """

    requires: tuple[str, ...]
    rung: str
    column: str
    claim: ClaimStage


STAGES: dict[ProjectStage, StageFacts] = {
    ProjectStage.IDEA: StageFacts(("title", "area"), "", "idea", ClaimStage.INTENDED),
    ProjectStage.PROPOSAL: StageFacts(("organisation",), "handed_in", "idea", ClaimStage.INTENDED),
    ProjectStage.STUDIED: StageFacts(("sector", "amount", "currency"), "handed_in", "idea", ClaimStage.INTENDED),
    ProjectStage.AGREED: StageFacts(("jobs_planned", "planned_launch", "owner"), "signed", "agreed", ClaimStage.POOL),
    ProjectStage.SITE_GIVEN: StageFacts(("site",), "site_given", "site", ClaimStage.POOL),
    ProjectStage.PERMITS: StageFacts((), "permits", "site", ClaimStage.POOL),
    ProjectStage.CONSTRUCTION: StageFacts(("planned_start",), "building", "construction", ClaimStage.UNDER_WAY),
    ProjectStage.COMMISSIONING: StageFacts(("started_on", "product"), "building", "construction", ClaimStage.UNDER_WAY),
    ProjectStage.WORKING: StageFacts(("launched_on", "jobs_created"), "launched", "launched", ClaimStage.LAUNCHED),
}
ORDER = tuple(STAGES)
RUNGS = ("handed_in", "signed", "site_given", "permits", "building", "launched", "hiring")
COLUMNS = ("idea", "agreed", "site", "construction", "launched")
# A field that another one makes up for: who stands on a plot needs no site in words.
INSTEAD = {"site": "plot"}
WORK_STAGES = (ProjectStage.CONSTRUCTION, ProjectStage.COMMISSIONING, ProjectStage.WORKING)


def required_for(stage: str) -> tuple[str, ...]:
    """Fields that a project at this stage has, in the order of the stages."""
    passed = ORDER[: ORDER.index(ProjectStage(stage)) + 1]
    return tuple(name for each in passed for name in STAGES[each].requires)


def missing_for(project: Project, stage: str) -> list[str]:
    """Required fields that the project lacks."""
    return [name for name in required_for(stage) if _is_empty(project, name)]


def _is_empty(project: Project, name: str) -> bool:
    if getattr(project, name) not in (None, "", {}):
        return False
    other = INSTEAD.get(name)
    return other is None or getattr(project, f"{other}_id") is None


def check_stage(project: Project, stage: str) -> None:
    """Raise `ValidationError` beside every field that the project lacks for a stage."""
    if stage not in ProjectStage.values:
        raise ValidationError({"stage": _("There is no such stage.")})
    message = _("Needed for the stage “%(stage)s”.") % {"stage": ProjectStage(stage).label}
    missing = missing_for(project, stage)
    if missing:
        raise ValidationError({name: ValidationError(message, code="required_by_stage") for name in missing})


def rung_of(project: Project) -> str:
    """The highest step of the ladder that the project has reached; what is confirmed counts whatever the stage."""
    if project.launched_on is not None:
        return "hiring" if project.jobs_created else "launched"
    return STAGES[ProjectStage(project.stage)].rung

"""Reads on proposals and projects that assemble something for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from kelisim.accounts.models import User
from kelisim.common.choices import ClaimStage
from kelisim.engines.values.money import Money
from kelisim.projects.models import (
    UNDECIDED_PROPOSALS,
    Confirmation,
    DecisionLetter,
    Project,
    ProjectStage,
    Proposal,
    ProposalFile,
    ProposalStep,
)
from kelisim.projects.stages import STAGES, WORK_STAGES


def projects_for_list(user: User | None) -> QuerySet[Project]:
    """Projects that `user` may see, with what a row of a list shows; archived ones too."""
    return Project.everything.visible_to(user).select_related(
        "office", "organisation", "area", "origin", "zone", "plot", "owner"
    )


def proposals_for_list(user: User | None) -> QuerySet[Proposal]:
    """Proposals that `user` may see, with what a row of a list shows; archived ones too."""
    return Proposal.everything.visible_to(user).select_related("office", "organisation", "area", "owner")


def steps_of(proposal: Proposal, user: User) -> QuerySet[ProposalStep]:
    """The steps in the study of a proposal, in their order."""
    rows = ProposalStep.objects.visible_to(user).filter(proposal=proposal)
    return rows.select_related("owner", "proposal__office")


def files_of(proposal: Proposal, user: User) -> QuerySet[ProposalFile]:
    """The files beside a proposal."""
    rows = ProposalFile.objects.visible_to(user).filter(proposal=proposal)
    return rows.select_related("file", "proposal__office")


def letters_of(proposal: Proposal, user: User) -> QuerySet[DecisionLetter]:
    """The letters with the decision, the newest first."""
    rows = DecisionLetter.objects.visible_to(user).filter(proposal=proposal)
    return rows.select_related("file", "signatory", "proposal__office")


def study_steps_due(owners: Iterable[User], *, until: date) -> QuerySet[ProposalStep]:
    """Steps of studies that `owners` owe, that have begun and are due by a day, the most urgent first."""
    rows = ProposalStep.objects.filter(
        owner__in=owners, done_on__isnull=True, began_on__isnull=False, due__lte=until,
        proposal__state__in=UNDECIDED_PROPOSALS, proposal__archived_at__isnull=True,
    )  # fmt: skip
    return rows.select_related("proposal__organisation").order_by("due", "pk")


def decisions_due(owners: Iterable[User], *, until: date) -> QuerySet[Proposal]:
    """Proposals for which `owners` answer, whose steps are done, and which wait for a decision by a day."""
    waiting = ProposalStep.objects.filter(proposal=OuterRef("pk"), done_on__isnull=True)
    rows = Proposal.objects.filter(~Exists(waiting), owner__in=owners, state__in=UNDECIDED_PROPOSALS, due__lte=until)
    return rows.select_related("organisation", "office").order_by("due", "pk")


@dataclass(frozen=True, slots=True)
class PoolSum:
    """How many projects there are, the jobs that they plan and the jobs that are confirmed."""

    projects: int
    jobs_planned: int
    jobs_created: int


# What an office decided not to show is in no sum of the public.
_SHOWS = {name: ~Q(hidden_fields__contains=[name]) for name in ("amount", "jobs_planned", "jobs_created")}


def _shown_sum(name: str) -> Sum:
    return Sum(name, filter=_SHOWS[name])


def pool_sums(rows: QuerySet[Project]) -> PoolSum:
    """What the projects among `rows` add up to. Never mix samples and real offices in `rows`."""
    return pool_sums_of_each(rows, [Q()])[0]


def pool_sums_of_each(rows: QuerySet[Project], parts: Sequence[Q]) -> list[PoolSum]:
    """What each part of `rows` adds up to, in one reading of them: a row may stand in several parts."""
    marks = {
        f"part_{place}": Case(When(part, then=1), default=0) if part else Value(1) for place, part in enumerate(parts)
    }
    groups = rows.order_by().annotate(**marks).values(*marks).annotate(
        number=Count("*"), planned=_shown_sum("jobs_planned"), created=_shown_sum("jobs_created")
    )  # fmt: skip
    found = list(groups)
    return [_pool_of([group for group in found if group[mark]]) for mark in marks]


def claim_q(word: ClaimStage) -> Q:
    """The projects that a claim means: a pool is every project, a launch is a confirmed one."""
    if word == ClaimStage.POOL:
        return Q()
    if word == ClaimStage.LAUNCHED:
        return Q(launched_on__isnull=False)
    stages = [stage for stage, facts in STAGES.items() if facts.claim == word]
    return Q(stage__in=stages, launched_on__isnull=True)


def under_way_q(start: date, end: date) -> Q:
    """The projects on which work went on in a period: begun by its end, not launched before its start."""
    begun = Q(planned_start__isnull=True) | Q(planned_start__lte=end)
    return Q(stage__in=WORK_STAGES) & begun & (Q(launched_on__isnull=True) | Q(launched_on__gte=start))


def meant_q(word: ClaimStage, start: date | None = None, end: date | None = None) -> Q:
    """The projects that a claim with this word and period means: hold its number against their `pool_sums`.

    A launch counts from the beginning until the last day of the claim, as reports count; work counts in the period.
    """
    if word == ClaimStage.UNDER_WAY and start and end:
        return under_way_q(start, end)
    if word == ClaimStage.LAUNCHED and end:
        return Q(launched_on__lte=end)
    return claim_q(word)


def sums_by_kind(rows: QuerySet[Project]) -> dict[bool, tuple[PoolSum, list[tuple[Money, int]]]]:
    """What real rows add up to, and samples (True) apart from them: the pool and its worth; one query for all."""
    parts = rows.order_by().values("office__is_sample", "currency").annotate(
        number=Count("*"), planned=_shown_sum("jobs_planned"), created=_shown_sum("jobs_created"), total=_shown_sum("amount"),
        priced=Count("amount", filter=_SHOWS["amount"]),
    )  # fmt: skip
    found: dict[bool, list[Any]] = defaultdict(list)
    for part in parts.order_by("currency"):
        found[part["office__is_sample"]].append(part)
    return {is_sample: (_pool_of(own), _worth_of(own)) for is_sample, own in sorted(found.items())}


def _pool_of(parts: list[dict[str, Any]]) -> PoolSum:
    return PoolSum(*(sum(part[name] or 0 for part in parts) for name in ("number", "planned", "created")))


def _worth_of(parts: list[dict[str, Any]]) -> list[tuple[Money, int]]:
    return [(Money(Decimal(part["total"]), part["currency"]), part["priced"]) for part in parts if part["priced"]]


def board_columns(rows: QuerySet[Project]) -> dict[str, list[Project]]:
    """`rows` by the columns of the board, in their own order."""
    columns: dict[str, list[Project]] = {facts.column: [] for facts in STAGES.values()}
    for project in rows:
        columns[STAGES[ProjectStage(project.stage)].column].append(project)
    return columns


def confirmations_open(user: User) -> QuerySet[Confirmation]:
    """Claims of launches and jobs that `user` could confirm as the second person."""
    rows = Confirmation.objects.filter(
        confirmed_by__isnull=True, refused_by__isnull=True, project__office_id=user.office_id
    )
    return rows.exclude(claimed_by=user).select_related("project", "claimed_by", "evidence")


def steps_due(owners: Iterable[User], *, until: date) -> QuerySet[Project]:
    """Projects of `owners` whose next step is due by a day, the most urgent first."""
    rows = Project.objects.filter(owner__in=owners, next_step_due__lte=until)
    return rows.select_related("office", "area", "organisation").order_by("next_step_due", "pk")

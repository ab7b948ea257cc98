"""How long past projects stayed in each stage: survival curves, read from the days of the stages and kept.

Of a small pool they are read anew after every change, at once. Of a large one that takes a second or two, so there they are
those of last night (`tasks.py`), and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Lead, TruncDate

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.common.asking import Table, ask
from kelisim.common.queries import history_model, last_change
from kelisim.engines.measures.waiting import Curve, curve_of
from kelisim.projects.models import PastStays, Project, ProjectStage, ProjectStatus, StageDate
from kelisim.projects.stages import ORDER

WAITING = (ProjectStatus.MOVING, ProjectStatus.DELAYED, ProjectStatus.DORMANT)
NOT_LAUNCHED = Q(launched_on__isnull=True) & ~Q(stage=ProjectStage.WORKING)
GOING_ON = Q(status__in=WAITING) & NOT_LAUNCHED
"""Neither launched nor at work, nor ended in another way."""
GIVEN_UP = Q(status__in=(ProjectStatus.LOST, ProjectStatus.STOPPED)) & NOT_LAUNCHED
MANY = 20_000
EVERYBODY, PUBLIC = "everybody", "public"
# The way to the launch: a launch ends the stay in which it came, and what came after it is no part of the way.
COUNTED = """
SELECT stage, LEAST(after, launched) - reached, count(*) FROM stays
WHERE LEAST(after, launched) >= reached AND stage <> %(end)s GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Past:
    """By stage: how long past projects stayed; when that was read, where something has changed since."""

    curves: dict[str, Curve]
    read_at: datetime | None


def past_of(user: User, *, today: date, is_sample: bool) -> Past:
    """The past as `user` may know it: of the own office all, of others what is published."""
    audience, change = _audience(user), last_change(Project, StageDate)
    kept = PastStays.objects.filter(audience=audience, is_sample=is_sample).first()
    is_exact = kept is not None and (kept.change, kept.read_on) == (change, today)
    if kept is None or _is_old(kept, today, is_exact=is_exact):
        kept, is_exact = _read(audience, today, is_sample), True
    curves = {stage: Curve(tuple(one["days"]), tuple(one["left"]), one["ended"]) for stage, one in kept.curves.items()}
    return Past(curves, None if is_exact else kept.read_at)


def read_all(today: date) -> int:
    """Read the past anew for every audience that has asked for it; how many there are."""
    asked = list(PastStays.objects.values_list("audience", "is_sample"))
    for audience, is_sample in asked:
        _read(audience, today, is_sample)
    return len(asked)


def _is_old(kept: PastStays, today: date, *, is_exact: bool) -> bool:
    if kept.stays < MANY:
        return not is_exact
    return not today - timedelta(days=1) <= kept.read_on <= today


def _audience(user: User) -> str:
    if user.role == Role.ADMINISTRATOR:
        return EVERYBODY
    return str(user.office.public_id) if user.role in OFFICE_ROLES and user.office else PUBLIC


def _seen(audience: str) -> QuerySet[Project]:
    """The projects of which an audience knows; for staff the same as `visible_to`."""
    if audience == EVERYBODY:
        return Project.objects.all()
    own = Q(pk__in=[]) if audience == PUBLIC else Q(office__in=Office.objects.filter(public_id=audience))
    return Project.objects.filter(Project.published_q() | own)


def _read(audience: str, today: date, is_sample: bool) -> PastStays:
    change = last_change(Project, StageDate) or ""
    seen = _seen(audience).filter(office__is_sample=is_sample).order_by()
    ended, going_on, given_up = _ended(seen), _going_on(seen, today), _given_up(seen)
    curves = {str(stage): asdict(curve_of(ended[stage], going_on[stage] + given_up[stage])) for stage in ORDER}
    stays = sum(times for pairs in ended.values() for _days, times in pairs)
    kept, _is_new = PastStays.objects.update_or_create(
        audience=audience,
        is_sample=is_sample,
        defaults={"curves": curves, "stays": stays, "change": change, "read_on": today},
    )
    return kept


def _ended(seen: QuerySet[Project]) -> dict[str, list[tuple[int, int]]]:
    """By stage: so many days from the day on which it was reached to the stage after it or to the launch, so many times."""
    days = StageDate.objects.filter(project__in=seen, reached__isnull=False).order_by()
    after = Window(Lead("reached"), partition_by=F("project"), order_by=[F("reached").asc(), F("pk").asc()])
    columns = ("stage", "reached", "after", "launched")
    stays = Table(days.annotate(after=after).values_list(*columns[:3], "project__launched_on"), columns)
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for stage, waited, times in ask(COUNTED, {"stays": stays}, end=ProjectStage.WORKING):
        found[stage].append((waited, times))
    return found


def _going_on(seen: QuerySet[Project], today: date) -> dict[str, list[tuple[int, int]]]:
    """By stage: how long those that are still there and not launched have been, so many times."""
    waiting = seen.filter(GOING_ON, stage_since__lte=today).values("stage", "stage_since")
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for stage, since, times in waiting.annotate(times=Count("pk")).values_list("stage", "stage_since", "times"):
        found[stage].append(((today - since).days, times))
    return found


def _given_up(seen: QuerySet[Project]) -> dict[str, list[tuple[int, int]]]:
    """By stage: how long those that were lost or stopped in it had been there by then, so many times.

    The day of that is the one on which the history says so first after the project last went on; one that came into the ledger
    as lost says nothing. Left out altogether, the past would look quicker than it was.
    """
    history = history_model(Project)._default_manager.filter(pgh_obj=OuterRef("pk"))
    last = history.filter(status__in=WAITING).order_by("-pgh_id").values("pgh_id")[:1]
    lost = seen.filter(GIVEN_UP, stage_since__isnull=False).annotate(last=Subquery(last)).filter(last__isnull=False)
    after = history.filter(pgh_id__gt=OuterRef("last")).order_by("pgh_id").values("pgh_created_at")[:1]
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for stage, since, day in lost.annotate(day=TruncDate(Subquery(after))).values_list("stage", "stage_since", "day"):
        if day is not None:
            found[stage].append((max(0, (day - since).days), 1))
    return found

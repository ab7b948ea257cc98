"""What a head decides by: plan against actual, who answers for how much, what waits; and the regions side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, Sum

from kelisim.accounts.models import OFFICE_ROLES, Office, User
from kelisim.agreements.models import SIGNED_STATES, Agreement
from kelisim.common.models import Area, AreaKind
from kelisim.overview.contradictions import contradictions
from kelisim.overview.day import rows_due
from kelisim.overview.figures import Fulfilment, compared, fulfilments, published_figures
from kelisim.overview.regions import regions
from kelisim.projects.models import Project
from kelisim.projects.queries import PoolSum
from kelisim.projects.waits import GOING_ON


@dataclass(frozen=True, slots=True)
class Load:
    """What one person of an office answers for: projects that wait or move, what is late, since when."""

    person: User
    projects: int
    late: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region as the national agency sees it; a deal that was announced twice is counted once."""

    area: Area
    plan: Fulfilment | None
    pool: PoolSum
    launched: int
    agreements: int
    contradictions: int


def plans_of(office: Office) -> list[Fulfilment]:
    """Plan against actual of the office's areas; of a sample office samples only."""
    where = Q(area__code__in=office.area_codes)
    return fulfilments(compared(published_figures(where, is_sample=office.is_sample)))


def loads_of(office: Office, today: date) -> list[Load]:
    """Everybody who works in an office, whoever is late with most first; a fixed number of queries."""
    people = list(User.objects.filter(office=office, role__in=OFFICE_ROLES, is_active=True).order_by("name", "pk"))
    late: Counter[int] = Counter()
    oldest: dict[int, date] = {}
    for rows, day in rows_due(people, today - timedelta(days=1)).values():
        for row in rows.order_by().values("owner").annotate(number=Count("pk"), first=Min(day)):
            late[row["owner"]] += row["number"]
            oldest[row["owner"]] = min(row["first"], oldest.get(row["owner"], row["first"]))
    going_on = Project.objects.filter(GOING_ON, owner__in=people).order_by().values("owner")
    projects = dict(going_on.annotate(number=Count("pk")).values_list("owner", "number"))
    loads = [Load(one, projects.get(one.pk, 0), late[one.pk], oldest.get(one.pk)) for one in people]
    return sorted(loads, key=lambda load: (-load.late, -load.projects))


def region_rows(user: User) -> list[RegionRow]:
    """The regions side by side, samples last; a fixed number of queries."""
    areas = list(regions())
    region_of = _region_of(areas)
    plans, disputed = _plans(), Counter(one.area.pk for one in contradictions() if one.area)
    pools, launched = _pools(user, region_of)
    papers = _papers(user, region_of)
    return [
        RegionRow(area, plans.get(area.pk), pools[area.pk], launched[area.pk], papers[area.pk], disputed[area.pk])
        for area in areas
    ]


def _region_of(areas: list[Area]) -> dict[int, int]:
    """By area: the region in which it lies, of the regions themselves and of their districts."""
    parts = Area.objects.filter(parent__in=areas).values_list("pk", "parent")
    return {area.pk: area.pk for area in areas} | dict(parts)


def _plans() -> dict[int, Fulfilment]:
    """By region: the first of its plans of which something is known."""
    found: dict[int, Fulfilment] = {}
    for is_sample in (False, True):
        for one in fulfilments(compared(published_figures(Q(area__kind=AreaKind.REGION), is_sample=is_sample))):
            found.setdefault(one.target.record.area_id, one)
    return found


def _pools(user: User, region_of: dict[int, int]) -> tuple[dict[int, PoolSum], Counter[int]]:
    rows = Project.objects.visible_to(user).filter(area__in=region_of).order_by().values("area").annotate(
        number=Count("pk"), planned=Sum("jobs_planned"), created=Sum("jobs_created"), launched=Count("launched_on")
    )  # fmt: skip
    parts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    launched: Counter[int] = Counter()
    for row in rows:
        region = region_of[row["area"]]
        parts[region] = [
            one + (row[name] or 0) for one, name in zip(parts[region], ("number", "planned", "created"), strict=True)
        ]
        launched[region] += row["launched"]
    return defaultdict(lambda: PoolSum(0, 0, 0), {key: PoolSum(*own) for key, own in parts.items()}), launched


def _papers(user: User, region_of: dict[int, int]) -> Counter[int]:
    signed = Agreement.objects.visible_to(user).filter(state__in=SIGNED_STATES, same_as__isnull=True)
    rows = signed.filter(area__in=region_of).order_by().values("area").annotate(number=Count("pk"))
    found: Counter[int] = Counter()
    for row in rows:
        found[region_of[row["area"]]] += row["number"]
    return found

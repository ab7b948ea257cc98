"""What stands on the first page beside one's own duties: for an office its plans, its people and what is stuck; for the agency the regions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from kelisim.accounts.models import Role, User
from kelisim.cases.models import Case, CaseState
from kelisim.common import formats
from kelisim.common.templatetags.kelisim import area_name
from kelisim.overview.figures import Fulfilment
from kelisim.overview.naming import thing_name
from kelisim.overview.office import loads_of, plans_of, region_rows
from kelisim.projects.models import Project
from kelisim.projects.queries import confirmations_open
from kelisim.projects.stall import missed_of
from kelisim.workspace.records import address_of
from kelisim.workspace.views.stall import reasons_of

DECIDE = (Role.HEAD, Role.ANALYST)
COMPARE = (Role.AGENCY, Role.ADMINISTRATOR)
WORST = 5


def glance_of(user: User, today: date) -> dict[str, Any]:
    """The context of the sections below one's own duties, by role."""
    if user.role in COMPARE:
        return {"regions": [_region(row) for row in region_rows(user)]}
    found: dict[str, Any] = {"stuck": _stuck(user, today)}
    if user.role in DECIDE and user.office:
        found |= {"plans": [plan_shown(one) for one in plans_of(user.office)], "loads": loads_of(user.office, today)}
    return found


def confirmations_count(user: User) -> int:
    """How many launches and jobs wait for a second person in the user's office."""
    return confirmations_open(user).count() if user.office_id else 0


def open_cases(user: User) -> int:
    """How many questions and problems are open: of the user, for a head of the whole office."""
    rows = Case.objects.filter(state=CaseState.OPEN, office=user.office_id)
    return (rows if user.role in DECIDE else rows.filter(owner=user)).count()


def open_cases_href(user: User) -> str:
    """The list of just those."""
    own = "" if user.role in DECIDE else f"&owner={user.public_id}"
    return f"{reverse('workspace:case_list')}?state={CaseState.OPEN}{own}"


def _stuck(user: User, today: date) -> list[dict[str, Any]]:
    """The projects of the office, for an officer the own ones, whose dates are longest past."""
    if not user.office:
        return []
    rows = Project.objects.filter(office=user.office)
    rows = rows if user.role in DECIDE else rows.filter(owner=user)
    worst = missed_of(rows, today=today, most=WORST)
    return [{"project": one.project, "href": address_of(one.project), "reasons": reasons_of(one)} for one in worst]


def plan_shown(plan: Fulfilment) -> dict[str, Any]:
    """A plan with what was reached of it, each figure with the address of its record."""
    target, actual = plan.target.record, plan.actual.record
    return {
        "what": thing_name(target),
        "where": area_name(target.area) if target.area else "",
        "period": formats.period(target.start, target.end),
        "target": formats.quantity(target.value, target.unit),
        "target_href": address_of(target),
        "actual": formats.quantity(actual.value, actual.unit),
        "actual_href": address_of(actual),
        "actual_period": formats.period(actual.start, actual.end),
        "percent": plan.percent,
        "share": plan.percent / 100,
    }


def _region(row: Any) -> dict[str, Any]:
    query = f"?area={row.area.code}"
    return {
        "row": row,
        "href": reverse("portal:region", args=[row.area.code]),
        "plan": plan_shown(row.plan) if row.plan else None,
        "projects_href": reverse("workspace:project_list") + query,
        "launched_href": reverse("workspace:project_list") + query + "&launched=yes",
        "agreements_href": reverse("workspace:agreement_list") + query,
        "contradictions_href": reverse("portal:contradictions"),
    }

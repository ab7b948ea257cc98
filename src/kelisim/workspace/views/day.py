"""My day: what I owe, what waits for a decision; for investors and zone managers, what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.accounts.models import OFFICE_ROLES, User
from kelisim.cases.models import Case
from kelisim.common import formats
from kelisim.common.calendars import working_calendar
from kelisim.common.templatetags.kelisim import tr_text
from kelisim.engines.values.working_days import WorkingCalendar
from kelisim.events.queries import events_coming
from kelisim.overview.day import COMING, LATE, NOW, Duty, duties_of, late_of, own_of, told
from kelisim.press.queries import open_claims
from kelisim.workspace.records import Count, address_of
from kelisim.workspace.views.deeds import deed_of
from kelisim.workspace.views.glance import DECIDE, confirmations_count, glance_of, open_cases, open_cases_href
from kelisim.workspace.views.steps import SOON, due_words

FEW, FIRST, MOST = 5, 8, 200
KINDS = {
    "commitment": gettext_lazy("Commitment"),
    "dialogue": gettext_lazy("Next step of a talk"),
    "lesson": gettext_lazy("Lesson"),
    "lead": gettext_lazy("Next step with a lead"),
    "aftercare": gettext_lazy("Visit due"),
    "silence": gettext_lazy("Nobody has talked with them for two months"),
    "meeting": gettext_lazy("Next step of a meeting"),
    "project": gettext_lazy("Next step of a project"),
    "study": gettext_lazy("Step of a study"),
    "decision": gettext_lazy("Decision on a proposal"),
    "case": gettext_lazy("Case"),
    "escalation": gettext_lazy("Carried up to you"),
    "unowned": gettext_lazy("Nobody answers for this case"),
    "confirmation": gettext_lazy("Waits for a second person"),
}


GROUPS = {
    LATE: gettext_lazy("Late"),
    NOW: gettext_lazy("Today and tomorrow"),
    COMING: gettext_lazy("Later"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Duties of one urgency; a long one shows its first rows and the address that shows all."""

    name: str
    title: str
    rows: list[dict[str, Any]]
    total: int

    is_whole: bool = False

    @property
    def more(self) -> str:
        """How many more there are, in words; nothing where all are shown."""
        if self.total == len(self.rows) or self.is_whole:
            return ""
        return _("Show all %(count)s") % {"count": formats.number(self.total)}

    @property
    def note(self) -> str:
        """How many are shown of a group that is too long for a page even where all were asked for."""
        if self.total == len(self.rows) or not self.is_whole:
            return ""
        return _note(len(self.rows), self.total)


@require_safe
@login_required
def my_day(request: HttpRequest) -> HttpResponse:
    """What I owe today."""
    user = request.user
    if not user.is_staff_member:
        return render(request, "workspace/own.html", {"own": own_of(user)})
    today = timezone.localdate()
    claims = open_claims(user)
    context: dict[str, Any] = {
        "today": today,
        "groups": groups_of(user, today, whole=request.GET.get("all", "")),
        "claims": claims[:FEW],
        "claims_total": claims.count(),
        "events": events_coming(user, today)[:FEW],
        **glance_of(user, today),
    }
    return render(request, "workspace/day.html", {**context, "pulse": pulse_of(user, context)})


@require_safe
@login_required
def late_duties(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What somebody of the office is late with, for those who lead it."""
    user, today = request.user, timezone.localdate()
    if user.role not in DECIDE or not user.office_id:
        raise PermissionDenied
    person = get_object_or_404(User, office=user.office_id, role__in=OFFICE_ROLES, public_id=public_id)
    late = late_of(person, today)
    known = told(late[:MOST], person, today)
    duties = [_shown(each, today, working_calendar()) | {"deed": ""} for each in known]
    note = _note(len(duties), len(late)) if len(late) > MOST else ""
    return render(request, "workspace/late.html", {"person": person, "duties": duties, "note": note})


def _note(shown: int, total: int) -> str:
    return _("%(shown)s of %(total)s") % {"shown": formats.number(shown), "total": formats.number(total)}


def pulse_of(user: User, context: dict[str, Any]) -> list[Count]:
    """The first line: how much is late, near, open and waiting. Nothing where nobody of an office looks."""
    if not user.office_id:
        return []
    totals = {group.name: group.total for group in context["groups"]}
    found = [
        _late_of(context, totals.get("late", 0)),
        Count(near, _("today and tomorrow"), "#now", "soon") if (near := totals.get("now", 0)) else None,
        Count(open_cases(user), _("open cases"), open_cases_href(user)),
        Count(waiting, _("to confirm"), "#soon", "soon") if (waiting := confirmations_count(user)) else None,
        Count(context["claims_total"], _("claims to review"), reverse("workspace:article_list")),
    ]
    return [one for one in found if one]


def _late_of(context: dict[str, Any], own: int) -> Count:
    """Who leads an office sees what is late in all of it, by people; everybody else the own duties."""
    if "loads" not in context:
        return Count(own, _("late"), "#late", "late" if own else "")
    whole = sum(load.late for load in context["loads"])
    return Count(whole, _("late in the office"), "#people", "late" if whole else "")


def groups_of(user: User, today: date, *, whole: str) -> list[Group]:
    """The duties by urgency; `whole` names the group that is shown whole."""
    parts = duties_of(user, today, few=FIRST, whole=whole, most=MOST)
    calendar = working_calendar()
    known = {id(duty) for duty in told([duty for part in parts.values() for duty in part.rows], user, today)}
    return [
        Group(
            name,
            str(GROUPS[name]),
            [_shown(each, today, calendar) for each in part.rows if id(each) in known],
            part.total,
            name == whole,
        )
        for name, part in parts.items()
        if part.total
    ]


def _shown(duty: Duty, today: date, calendar: WorkingCalendar) -> dict[str, Any]:
    words, kind = due_words(duty.due, today)
    deed, deed_href = deed_of(duty)
    return {
        "title": duty.text,
        "about": duty.about,
        "what": KINDS[duty.kind],
        "words": words,
        "kind": kind,
        "due": duty.due,
        "href": address_of(duty.record),
        "named": tr_text(duty.text) if isinstance(duty.text, dict) else str(duty.text),
        "deed": deed,
        "deed_href": deed_href,
        "clock": clock_of(duty.record, today, calendar) if isinstance(duty.record, Case) else None,
    }


def clock_of(case: Case, today: date, calendar: WorkingCalendar) -> dict[str, Any] | None:
    """How much of the term is gone, as a ring draws it, and the working days that are left."""
    if case.due is None:
        return None
    left = calendar.between(today, case.due)
    kind = "late" if case.due < today else "soon" if left <= SOON else ""
    return {"gone": 1 - left / max(case.term, 1), "left": "!" if kind == "late" else formats.number(left), "kind": kind}

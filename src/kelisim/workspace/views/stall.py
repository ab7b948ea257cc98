"""What is stuck, by the person who answers for it, with the reasons in words and a range for the launch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kelisim.common import formats
from kelisim.common.lists import PAGE
from kelisim.engines.measures.waiting import FEWEST
from kelisim.projects.stall import SILENT_DAYS, SLOW, Stalled, stalled_of
from kelisim.workspace.parts import ShownPart, start_of
from kelisim.workspace.views.pool import of_staff, shown, unmixed


@require_safe
@login_required
def stalled(request: HttpRequest) -> HttpResponse:
    """The worst first, grouped by responsible person; whoever has the worst case comes first."""
    page, today, user = of_staff(request), timezone.localdate(), request.user
    is_sample = bool(user.office and user.office.is_sample) or page.values.get("sample") == "yes"
    rows = unmixed(page)
    if user.office_id and not page.values.get("office"):
        rows = rows.filter(office_id=user.office_id)
    start = start_of(request)
    stuck = stalled_of(user, rows, today=today, is_sample=is_sample, start=start, most=PAGE)
    people: dict[str, list[dict[str, Any]]] = {}
    for each in stuck.rows:
        people.setdefault(str(each.project.owner or ""), []).append(_shown(each, today))
    end = start + len(stuck.rows)
    context = {
        "people": list(people.items()), "fewest": FEWEST, "silent": SILENT_DAYS, "slow": round(SLOW * 100),
        "part": ShownPart("", "", stuck.rows, start, stuck.total, page.address(start=str(end))), "read_at": stuck.read_at,
    }  # fmt: skip
    return shown(request, "stalled", "project_stalled", page, **context)


def _shown(each: Stalled, today: date) -> dict[str, Any]:
    words = {"reasons": reasons_of(each), "range": words_of_range(each, today)}
    return {"project": each.project, "planned": each.project.planned_launch, **words}


def reasons_of(each: Stalled) -> list[str]:
    """Why a project is in the list, in words."""
    found = []
    stage = each.project.get_stage_display()
    if each.share_before is not None and each.share_before >= SLOW:
        words = ngettext(
            "%(days)s day in “%(stage)s”: %(share)s of past projects had moved on by then (%(past)s are known).",
            "%(days)s days in “%(stage)s”: %(share)s of past projects had moved on by then (%(past)s are known).",
            each.waited,
        )
        found.append(
            words % {
                "days": formats.number(each.waited), "stage": stage, "share": formats.percent(100 * each.share_before, decimals=0),
                "past": formats.number(each.past),
            }
        )  # fmt: skip
    if each.launch_late:
        words = ngettext(
            "The planned launch is %(days)s day past.", "The planned launch is %(days)s days past.", each.launch_late
        )
        found.append(words % {"days": formats.number(each.launch_late)})
    if each.step_late:
        words = ngettext(
            "The next step is %(days)s day overdue.", "The next step is %(days)s days overdue.", each.step_late
        )
        found.append(words % {"days": formats.number(each.step_late)})
    if each.silent > SILENT_DAYS:
        words = ngettext(
            "Nothing was written down for %(days)s day.", "Nothing was written down for %(days)s days.", each.silent
        )
        found.append(words % {"days": formats.number(each.silent)})
    return found


def words_of_range(each: Stalled, today: date) -> str:
    """When the launch is likely, or why nothing can be said."""
    if each.project.stage_since is None:
        return _("No month can be told: it is not known since when it is in its stage.")
    if each.range is None:
        words = _(
            "No month can be told: of one stage ahead only %(known)s past stays are known, at least %(fewest)s are needed."
        )
        return words % {"known": formats.number(each.fewest_past), "fewest": FEWEST}
    early, late = each.range.early, each.range.late
    if early is None:
        return _("No month can be told: too few past projects that had waited so long came to a launch.")
    first = formats.month(today + timedelta(days=early))
    if late is None:
        words = _(
            "Launch not before %(first)s. A last month cannot be told: too many past projects still wait or were given up."
        )
        return words % {"first": first}
    last = formats.month(today + timedelta(days=late))
    if first == last:
        return _("Launch in %(first)s, if it is not given up and goes on as eight of ten past projects.") % {
            "first": first
        }
    words = _("Launch between %(first)s and %(last)s, if it is not given up and goes on as eight of ten past projects.")
    return words % {"first": first, "last": last}

"""The thread of a deal on one page, from whichever of its records one comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.common import formats
from kelisim.overview.thread import STARTS, Bead, thread_of
from kelisim.workspace.records import address_of

TITLES = {
    "event": (gettext_lazy("Delegation, forum or visit"), "calendar"),
    "meeting": (gettext_lazy("Meeting"), "talk"),
    "proposal": (gettext_lazy("Proposal"), "doc"),
    "agreement": (gettext_lazy("Memorandum or agreement"), "hands"),
    "plot": (gettext_lazy("Plot"), "pin"),
    "project": (gettext_lazy("Project"), "factory"),
    "jobs": (gettext_lazy("Launch and jobs"), "users"),
}


@require_safe
@login_required
def thread(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Everything that hangs together with a record, in the order of the way."""
    if not request.user.is_staff_member:
        raise PermissionDenied
    if kind not in STARTS:
        raise Http404
    start = get_object_or_404(STARTS[kind].objects.visible_to(request.user), public_id=public_id)
    stops = [
        {"kind": name, "title": TITLES[name][0], "icon": TITLES[name][1], "beads": [_shown(bead) for bead in beads]}
        for name, beads in thread_of(start, request.user).items()
    ]
    last = max((place for place, stop in enumerate(stops) if stop["beads"]), default=-1)
    for place, stop in enumerate(stops):
        stop["is_passed"] = place < last  # the deal went on without it, or nobody wrote it down
    return render(request, "workspace/pool/thread.html", {"start": start, "stops": stops, "title": _name(start)})


def _shown(bead: Bead) -> dict[str, Any]:
    return {
        "name": _name(bead.record), "href": _address(bead), "meta": _meta(bead), "is_start": bead.is_start,
        "day": formats.day(bead.day) if bead.day else "",
    }  # fmt: skip


def _name(record: Any) -> str:
    return str(getattr(record, "title", None) or record)


def _address(bead: Bead) -> str:
    if bead.kind == "meeting":
        return reverse("workspace:meeting", args=[bead.record.public_id])
    if bead.kind == "jobs":
        return address_of(bead.record.project)
    return address_of(bead.record)


def _meta(bead: Bead) -> str:
    record = bead.record
    if bead.kind == "jobs":
        counted = (
            _("confirmed by %(who)s") % {"who": record.confirmed_by} if record.confirmed_by else _("not confirmed yet")
        )
        jobs = _("%(count)s jobs") % {"count": formats.number(record.jobs)} if record.jobs else ""
        return " · ".join(filter(None, [jobs, counted]))
    if bead.kind == "plot":
        return str(record.zone)
    state = record.get_kind_display() if bead.kind == "event" else ""
    if bead.kind in ("meeting", "proposal", "agreement"):
        state = record.get_state_display()
    if bead.kind == "project":
        state = record.get_stage_display()
    amount = getattr(record, "amount", None)
    money = formats.money(amount, record.currency) if amount is not None else ""
    said = str(getattr(record, "outcome", "") or "")
    return " · ".join(filter(None, [str(state), money, said[:200]]))

"""My day: what I owe, what waits for a decision; for investors and zone managers, what is theirs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.overview.day import Duty, duties_of, own_of
from kelisim.press.queries import open_claims
from kelisim.workspace.records import address_of
from kelisim.workspace.views.steps import due_words

FEW = 5
KINDS = {
    "commitment": gettext_lazy("Commitment"),
    "dialogue": gettext_lazy("Next step of a talk"),
    "lesson": gettext_lazy("Lesson"),
    "project": gettext_lazy("Next step of a project"),
    "case": gettext_lazy("Case"),
    "confirmation": gettext_lazy("Waits for a second person"),
}


@require_safe
@login_required
def my_day(request: HttpRequest) -> HttpResponse:
    """What I owe today."""
    user = request.user
    if not user.is_staff_member:
        return render(request, "workspace/own.html", {"own": own_of(user)})
    today = timezone.localdate()
    duties = [_shown(duty, today) for duty in duties_of(user, today)]
    claims = open_claims(user)
    context = {
        "today": today,
        "duties": duties,
        "late": sum(duty["kind"] == "late" for duty in duties),
        "claims": claims[:FEW],
        "claims_total": claims.count(),
    }
    return render(request, "workspace/day.html", context)


def _shown(duty: Duty, today: Any) -> dict[str, Any]:
    words, kind = due_words(duty.due, today)
    return {
        "title": duty.text,
        "about": duty.about,
        "what": KINDS[duty.kind],
        "words": words,
        "kind": kind,
        "due": duty.due,
        "href": address_of(duty.record),
    }

"""Suggestions while one types the name of a record."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kelisim.agreements.models import Agreement
from kelisim.common.queries import search_in
from kelisim.events.models import Event, Meeting
from kelisim.parties.models import Organisation, Person
from kelisim.projects.models import Project, Proposal
from kelisim.workspace.forms.fields import SHOWN, with_tail
from kelisim.workspace.forms.meetings_of_papers import meeting_label, meetings_by
from kelisim.zones.models import Plot

SUGGESTED = {
    model._meta.model_name: model
    for model in (Agreement, Event, Meeting, Organisation, Person, Plot, Project, Proposal)
}


@require_safe
@login_required
def suggest(request: HttpRequest, name: str) -> HttpResponse:
    """The first records that fit what is typed; without words, the newest."""
    model = SUGGESTED.get(name)
    if model is None:
        raise Http404
    words = " ".join(request.GET.values())[:200].replace("\x00", "")
    rows = model.objects.visible_to(request.user)
    if model is Meeting:
        options = [meeting_label(each) for each in meetings_by(rows, words)[:SHOWN]]
        return render(request, "workspace/parts/options.html", {"options": options})
    found = list((search_in(rows, words) if words.strip() else rows.order_by("-pk"))[:SHOWN])
    times = Counter(str(each) for each in found)
    options = [str(each) if times[str(each)] == 1 else with_tail(each) for each in found]
    return render(request, "workspace/parts/options.html", {"options": options})

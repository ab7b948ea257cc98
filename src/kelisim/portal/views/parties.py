"""An organisation's public page: no contacts, no people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kelisim.agreements.models import Agreement, AgreementParty
from kelisim.agreements.queries import deals
from kelisim.parties.models import Organisation
from kelisim.portal.visits import visits_to
from kelisim.projects.models import Project
from kelisim.zones.models import Resident

SHOWN = 20


def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    rows = Organisation.objects.published().select_related("country").prefetch_related("names")
    found = get_object_or_404(rows, public_id=public_id)
    signed = AgreementParty.objects.published().filter(organisation=found)
    papers = Agreement.objects.published().filter(office__is_sample=found.is_sample, pk__in=signed.values("agreement"))
    projects = (
        Project.objects.published()
        .filter(organisation=found, office__is_sample=found.is_sample)
        .showing("organisation")
    )
    residences = Resident.objects.published().filter(organisation=found, zone__office__is_sample=found.is_sample)
    context = {
        "organisation": found,
        "names": [name for name in found.names.all() if not name.is_archived],
        "papers": deals(papers).select_related("office", "area")[:SHOWN],
        "projects": projects.select_related("office", "area")[:SHOWN],
        "visits": visits_to(found)[:SHOWN],
        "residences": residences.select_related("zone")[:SHOWN],
    }
    return render(request, "portal/organisation.html", context)

"""About the numbers, open data, search, the style guide."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kelisim.common.choices import Bound, ClaimStage, FactStatus, Measure
from kelisim.common.models import SourceKind
from kelisim.overview.search import Hit, public_hits
from kelisim.portal.styleguide import styleguide_context

KINDS = {
    "common.area": _("Regions and countries"),
    "projects.project": _("Projects"),
    "agreements.agreement": _("Agreements"),
    "events.event": _("Events"),
    "zones.zone": _("Zones"),
    "parties.organisation": _("Organisations"),
    "indicators.indicator": _("Indicators"),
    "press.article": _("Press"),
}
TABLES = ("regions", "countries", "projects", "agreements", "events", "zones", "indicators", "articles")


def numbers(request: HttpRequest) -> HttpResponse:
    context = {
        "kinds": SourceKind.choices,
        "bounds": Bound.choices,
        "statuses": FactStatus.choices,
        "stages": ClaimStage.choices,
        "measures": Measure.choices,
    }
    return render(request, "portal/numbers.html", context)


def data(request: HttpRequest) -> HttpResponse:
    more = {"projects": [("OC4IDS", reverse("portal:projects_oc4ids"))]}
    tables = [(name, label, more.get(name, [])) for name, label in _table_names().items()]
    return render(request, "portal/data.html", {"tables": tables})


def _table_names() -> dict[str, Any]:
    named = {kind.split(".")[1] + "s": label for kind, label in KINDS.items()}
    return {
        name: named.get(name) or {"regions": _("Regions"), "countries": _("Partner countries")}[name] for name in TABLES
    }


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    hits = public_hits(words) if words else []
    groups = [(KINDS[kind], list(own)) for kind, own in groupby(sorted(hits, key=_rank), key=lambda hit: hit.kind)]
    return render(request, "portal/search.html", {"words": words, "groups": groups, "total": len(hits)})


def _rank(hit: Hit) -> int:
    return list(KINDS).index(hit.kind)


def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/styleguide.html", styleguide_context(request))

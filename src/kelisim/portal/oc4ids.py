"""Projects as the Open Contracting for Infrastructure Data Standard tells them (OC4IDS 0.9): one package, published fields only.

The standard speaks of public works; a pool of investments has what both know: the project, its place, sector, budget, the investor who pays,
and the office that accompanies it. Stages become statuses of the standard by `STATUS`. What the standard has no word for is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from kelisim.accounts.fields import Translated
from kelisim.common.models import Area
from kelisim.projects.models import Project, ProjectStage, ProjectStatus

VERSION = "0.9"
# The standard's closed list projectStatus, by how far a project has come; what was lost or stopped is cancelled.
STATUS: dict[str, str] = {
    ProjectStage.IDEA: "identification",
    ProjectStage.PROPOSAL: "identification",
    ProjectStage.STUDIED: "preparation",
    ProjectStage.AGREED: "preparation",
    ProjectStage.SITE_GIVEN: "preparation",
    ProjectStage.PERMITS: "preparation",
    ProjectStage.CONSTRUCTION: "implementation",
    ProjectStage.COMMISSIONING: "implementation",
    ProjectStage.WORKING: "completed",
}
ENDED = (ProjectStatus.LOST, ProjectStatus.STOPPED)


def package(projects: Iterable[Project], *, uri: str, language: str) -> Iterator[str]:
    """A package of projects, written while it is read. They must have been read as the public sees them."""
    head = {
        "uri": uri,
        "version": VERSION,
        "publishedDate": timezone.now().isoformat(timespec="seconds"),
        "publisher": {"name": "Kelisim", "uri": uri.partition("/projects/")[0]},
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "projects": ['
    for number, project in enumerate(projects):
        yield (",\n" if number else "\n") + json.dumps(project_of(project, language=language), ensure_ascii=False)
    yield "\n]}\n"


def project_of(project: Project, *, language: str) -> dict[str, Any]:
    """A project in the words of the standard; what is not known, or not shown, has no key."""
    found = {
        "id": f"{settings.KELISIM_OC4IDS_PREFIX}-{project.public_id}",
        "title": _text(project.title, language),
        "description": _text(project.about, language),
        "purpose": _text(project.product, language),
        "status": "cancelled" if project.status in ENDED else STATUS[project.stage],
        "period": _period(project),
        "additionalClassifications": _sector(project),
        "locations": [_location(project, language)],
        "budget": _budget(project),
        "parties": list(_parties(project, language)),
        "publicAuthority": {
            "id": f"kelisim-office-{project.office.slug}",
            "name": _text(project.office.name, language),
        },
        "identifiers": [{"id": project.number, "scheme": f"kelisim-{project.office.slug}"}] if project.number else None,
        "completion": {"endDate": _moment(project.launched_on)} if project.launched_on else None,
    }
    return {name: value for name, value in found.items() if value}


def _text(words: Translated, language: str) -> str:
    return words.best(language)[0] if words else ""


def _period(project: Project) -> dict[str, str]:
    """Until the launch, planned or real; `planned_start` and `started_on` are never public."""
    end = project.launched_on or project.planned_launch
    return {"endDate": _moment(end)} if end else {}


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _sector(project: Project) -> list[dict[str, str]]:
    return [{"scheme": "ISIC", "id": project.sector}] if project.sector else []


def _location(project: Project, language: str) -> dict[str, Any]:
    area: Area = project.area
    return {
        "id": area.code,
        "description": _text(area.name, language),
        "gazetteer": {"scheme": "ISO3166-2" if "-" in area.code else "ISO3166-1", "identifiers": [area.code]},
    }


def _budget(project: Project) -> dict[str, Any]:
    if project.amount is None:
        return {}
    return {"amount": {"amount": _number(project.amount), "currency": project.currency}}


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _parties(project: Project, language: str) -> Iterator[dict[str, Any]]:
    yield {
        "id": f"kelisim-office-{project.office.slug}",
        "name": _text(project.office.name, language),
        "roles": ["publicAuthority"],
    }
    investor = project.organisation
    if investor is not None and investor.is_published and not investor.is_archived:
        yield {"id": f"kelisim-{investor.public_id}", "name": investor.name, "roles": ["funder"]}

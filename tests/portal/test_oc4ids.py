"""Projects in OC4IDS 0.9, checked with the standard's own library (`libcoveoc4ids`) and against what the standard asks of each field.

The library fetches the schema from the standard's site. Tests do not ask the web, so that its own checks run here (empty values, amounts
without a currency, references to organisations that are no parties, ids without a registered prefix), and `SCHEMA` tells the fields that we
write, their types and closed lists, as the reference of the standard has them.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from urllib.parse import urljoin

import jsonschema
import pytest
from libcoveoc4ids.additional_checks import ADDITIONAL_CHECKS, CONFORMANCE_CHECKS
from libcoveocds.lib.additional_checks import flatten_dict

from kelisim.projects.models import ProjectStage, ProjectStatus
from tests.factories import PUBLISHED, make_area, make_office, make_organisation, make_project

pytestmark = pytest.mark.django_db
TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
ORGANISATION = {"id": TEXT, "name": TEXT}


def closed(properties: dict, *required: str) -> dict:
    """An object that has these fields and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        "minProperties": 1,
    }


def many(items: dict) -> dict:
    return {"type": "array", "items": items, "minItems": 1}


SCHEMA = closed(
    {
        "uri": {"type": "string", "pattern": "^https?://"},
        "version": {"const": "0.9"},
        "publishedDate": MOMENT,
        "publisher": closed({"name": TEXT, "uri": TEXT}, "name"),
        "projects": {
            "type": "array",
            "items": closed(
                {
                    "id": TEXT,
                    "title": TEXT,
                    "description": TEXT,
                    "purpose": TEXT,
                    "status": {
                        "enum": ["identification", "preparation", "implementation", "completion", "completed", "cancelled"]
                    },
                    "period": closed({"startDate": MOMENT, "endDate": MOMENT}),
                    "additionalClassifications": many(closed({"scheme": TEXT, "id": TEXT}, "scheme", "id")),
                    "locations": many(
                        closed(
                            {
                                "id": TEXT,
                                "description": TEXT,
                                "gazetteer": closed({"scheme": TEXT, "identifiers": many(TEXT)}, "scheme", "identifiers"),
                            },
                            "id",
                        )
                    ),
                    "budget": closed(
                        {
                            "amount": closed(
                                {"amount": {"type": "number"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
                                "amount",
                                "currency",
                            )
                        }
                    ),
                    "parties": many(
                        closed({**ORGANISATION, "roles": many({"enum": ["publicAuthority", "funder"]})}, "id", "name")
                    ),
                    "publicAuthority": closed(ORGANISATION, "id", "name"),
                    "identifiers": many(closed({"id": TEXT, "scheme": TEXT}, "id", "scheme")),
                    "completion": closed({"endDate": MOMENT}),
                },
                "id",
            ),
        },
    },
    "uri", "version", "publishedDate", "publisher", "projects",
)  # fmt: skip


def package(client, query: str = "") -> dict:
    return json.loads(b"".join(client.get(f"/en/projects/oc4ids.json{query}")))


def findings(data: dict) -> list[str]:
    """What the standard's library finds wrong."""
    flat = dict(flatten_dict(data))
    return [found["check_id"] for check in (*ADDITIONAL_CHECKS, *CONFORMANCE_CHECKS) for found in check(data, flat)]


def test_every_stage_and_status_is_sound_in_the_standard(client, settings):
    settings.KELISIM_OC4IDS_PREFIX = "oc4ids-abc123"
    investor = make_organisation(name="Sample Glass", published_at=PUBLISHED)
    for stage in ProjectStage:
        make_project(stage=stage, published_at=PUBLISHED)
    for status in ProjectStatus:
        make_project(
            status=status, number=f"P-{status}", about={"en": "Float glass"}, product={"en": "Glass"}, sector="C23",
            organisation=investor, amount=Decimal("1178.4"), currency="USD", planned_launch=date(2027, 5, 1),
            launched_on=date(2027, 6, 1), published_at=PUBLISHED,
        )  # fmt: skip
    data = package(client)
    jsonschema.validate(data, SCHEMA)
    assert findings(data) == []
    assert len(data["projects"]) == len(ProjectStage) + len(ProjectStatus)
    one = data["projects"][-1]
    assert (one["budget"], one["period"], one["completion"]) == (
        {"amount": {"amount": 1178.4, "currency": "USD"}},
        {"endDate": "2027-06-01T00:00:00Z"},
        {"endDate": "2027-06-01T00:00:00Z"},
    )


def test_an_unregistered_prefix_is_the_one_thing_that_the_library_finds(client):
    make_project(published_at=PUBLISHED)
    assert findings(package(client)) == ["invalid-project-ids"]


def test_what_is_hidden_or_a_draft_is_not_in_it_and_samples_are_apart(client):
    facts = {"amount": Decimal(5), "currency": "KZT", "number": "P-1", "published_at": PUBLISHED}
    make_project(**facts, hidden_fields=["amount", "number"])
    make_project(title={"en": "Draft"})
    make_project(title={"en": "Made up"}, office=make_office("sample", is_sample=True), published_at=PUBLISHED)
    (only,) = package(client)["projects"]
    assert set(only) == {"id", "title", "status", "locations", "parties", "publicAuthority"}
    assert [one["title"] for one in package(client, "?kind_of_rows=sample")["projects"]] == ["Made up"]


def test_the_page_of_open_data_leads_to_it_and_to_the_files_of_each_table(client):
    page = client.get("/en/data/").text
    found = set(re.findall(r'href="([^"]+)" download', page))
    assert {"/en/projects/oc4ids.json", "../projects/export.json", "../agreements/export.csv"} <= found
    answers = [client.get(urljoin("/en/data/", href)) for href in sorted(found)]
    assert [answer.status_code for answer in answers] == [200] * (8 * 3 + 1)


def test_filters_narrow_the_package(client):
    make_project(published_at=PUBLISHED)
    there = make_project(area=make_area("KZ-31"), published_at=PUBLISHED)
    (only,) = package(client, "?area=KZ-31")["projects"]
    assert only["id"].endswith(str(there.public_id))
    assert package(client, "?area=KZ-10&q=nothing")["projects"] == []

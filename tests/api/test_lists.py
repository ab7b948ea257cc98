"""Lists: pages, filters, who sees what, how many queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kelisim.accounts.models import Role, User
from kelisim.accounts.services import create_token
from tests.api import rows
from tests.factories import make_area, make_office, make_user

pytestmark = pytest.mark.django_db
DRAFTS = ("organisations", "events", "agreements", "projects", "zones", "observations", "targets", "articles")


@pytest.fixture(autouse=True)
def _no_limit(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that nobody reaches, in a minute that does not end: the first request of a new one makes other queries."""
    settings.KELISIM_API_RATE = 1_000_000
    monkeypatch.setattr("kelisim.api.limits.now", lambda: 1_800_000_000.0)


def read(address: str, user: User | None = None, **query: Any) -> Any:
    """The JSON at an address below /api/v1/, as the public or with a token of the user."""
    headers = {"Authorization": f"Bearer {create_token(user, name='t', by=user)}"} if user else {}
    response = Client().get(f"/api/v1/{address}", query, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def ids(page: Any) -> list[str]:
    """Public ids of the rows of a page."""
    return [row["public_id"] for row in page["items"]]


@pytest.mark.parametrize("kind", rows.LISTS)
def test_a_list_makes_as_many_queries_for_three_rows_as_for_one(kind: str) -> None:
    counts = []
    for number in (1, 2):
        for _each in range(number):
            rows.LISTS[kind]()
        Client().get(f"/api/v1/{kind}")  # the limit's row is there before we count
        with CaptureQueriesContext(connection) as queries:
            page = Client().get(f"/api/v1/{kind}").json()
        counts.append(len(queries))
    assert len(page["items"]) >= 3
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", rows.LISTS)
def test_pages_follow_each_other_without_gap_or_repetition(kind: str) -> None:
    made = [rows.LISTS[kind]() for _each in range(3)]
    address, found = f"/api/v1/{kind}?limit=1", []
    while address:
        page = Client().get(address).json()
        found += ids(page)
        address = page["next"]
    assert found == sorted(set(found))
    assert {str(row.public_id) for row in made} <= set(found)
    assert ids(read(kind, order="newest", limit=200)) == found[::-1]


@pytest.mark.parametrize("kind", DRAFTS)
def test_drafts_are_seen_by_their_own_office_alone(kind: str) -> None:
    other = make_user(Role.OFFICER, office=make_office("taraz", area_codes=["KZ-31"]))
    draft = rows.LISTS[kind](published_at=None)
    seen_by = {
        role: str(draft.public_id) in ids(read(kind, user, limit=200))
        for role, user in {
            "public": None,
            "own": make_user(Role.OFFICER),
            "other": other,
            "all": make_user(Role.ADMINISTRATOR),
        }.items()
    }
    is_global = kind == "organisations"
    assert seen_by == {"public": False, "own": True, "other": is_global, "all": True}


def test_claims_are_public_once_accepted_in_a_public_article() -> None:
    accepted = rows.make_claim()
    pending = rows.make_claim(state="pending", decided_by=None, decided_at=None)
    hidden = rows.make_claim(article=rows.make_article(published_at=None))
    assert ids(read("claims")) == [str(accepted.public_id)]
    assert set(ids(read("claims", make_user(Role.OFFICER)))) == {
        str(row.public_id) for row in (accepted, pending, hidden)
    }


def test_archived_rows_are_in_no_list() -> None:
    rows.make_project(archived_at=rows.PUBLISHED)
    assert read("projects", make_user(Role.ADMINISTRATOR))["items"] == []


def test_what_is_not_public_does_not_show_through_a_relation() -> None:
    agreement = rows.make_agreement(event=rows.make_event(published_at=None, slug="secret-forum"))
    secret = agreement.parties.first().organisation
    type(secret).objects.filter(pk=secret.pk).update(published_at=None)
    shown = read(f"agreements/{agreement.public_id}")
    assert shown["event"] is None
    assert [party["organisation"] is None for party in shown["parties"]] == [True, False]
    whole = read(f"agreements/{agreement.public_id}", make_user(Role.OFFICER))
    assert whole["event"]["slug"] == "secret-forum"


def test_public_rows_have_public_fields_and_nothing_else() -> None:
    own = {"public_id", "is_sample", "is_published", "updated"}
    for kind in DRAFTS:
        made = rows.LISTS[kind]()
        shown = set(read(kind)["items"][0]) - own
        assert shown <= set(type(made).public_fields), kind


def test_observation_leads_to_its_quote() -> None:
    row = rows.make_observation()
    claim = row.claims.first()
    shown = read(f"observations/{row.public_id}")
    assert (shown["value"], shown["unit"], shown["start"], shown["end"]) == (
        "543500000",
        "USD",
        "2025-01-01",
        "2025-06-30",
    )
    assert shown["sources"] == [
        {
            "kind": "article",
            "title": "Инвестиция",
            "publisher": "",
            "url": "https://news.example/1",
            "quote": "543,5 млн доллар",
            "day": None,
            "article": claim.version_of.article.slug,
            "claim": str(claim.public_id),
        }
    ]


def test_claim_shows_what_was_read_apart_from_what_was_corrected() -> None:
    claim = rows.make_claim(state="corrected", decision={"value": "475000000", "secret": "x"})
    shown = read(f"claims/{claim.public_id}")
    assert (shown["read"]["value"], shown["state"], shown["corrected"]) == (
        "543500000",
        "corrected",
        {"value": "475000000"},
    )
    assert (shown["offset"], shown["quote"], shown["article"]) == (8, "543,5 млн доллар", claim.version_of.article.slug)


def test_offsets_count_the_characters_of_the_articles_text() -> None:
    claim = rows.make_claim()
    text = read(f"articles/{claim.version_of.article.slug}")["text"]
    assert text[claim.offset : claim.offset + claim.length] == claim.quote


def test_filters_find_by_place_partner_kind_and_state() -> None:
    rows.make_agreement(kind="contract", state="draft", signed_on=None, partner=None)
    wanted = rows.make_agreement(area=make_area("KZ-31"))
    for query in (
        {"area": "KZ-31"},
        {"partner": "TR"},
        {"kind": "memorandum"},
        {"state": "signed"},
        {"event": wanted.event.slug},
        {"from": "2026-05-13", "to": "2026-05-13"},
    ):
        assert ids(read("agreements", **query)) == [str(wanted.public_id)], query
    assert len(read("agreements", within="KZ")["items"]) == 2
    assert read("agreements", area="KZ")["items"] == []


def test_filters_of_figures() -> None:
    half = rows.make_observation()
    year = rows.make_observation(
        start=date(2024, 1, 1),
        end=date(2024, 12, 31),
        stage="launched",
        status="planned",
        unit="project",
        indicator=rows.make_indicator("project_count"),
    )
    timeless = rows.make_observation(start=None, end=None, indicator=rows.make_indicator("jobs"), unit="job")
    assert ids(read("observations", **{"from": "2025-06-30"})) == [str(half.public_id)]
    assert ids(read("observations", to="2024-12-31")) == [str(year.public_id)]
    assert (
        ids(read("observations", status="planned"))
        == ids(read("observations", stage="launched"))
        == [str(year.public_id)]
    )
    assert ids(read("observations", indicator="jobs")) == [str(timeless.public_id)]


def test_deadline_counts_on_its_day() -> None:
    target = rows.make_target(end=date(2025, 12, 31))
    assert ids(read("targets", **{"from": "2025-12-01", "to": "2025-12-31"})) == [str(target.public_id)]
    assert read("targets", to="2025-11-30")["items"] == []


def test_samples_and_real_rows_can_be_kept_apart() -> None:
    real = rows.make_project()
    sample = rows.make_project(
        office=make_office("sample-office", is_sample=True, area_codes=["XA-01"]), area=make_area("XA-01")
    )
    assert ids(read("projects", sample="true")) == [str(sample.public_id)]
    assert ids(read("projects", sample="false")) == [str(real.public_id)]
    assert [row["is_sample"] for row in read("projects")["items"]] == [False, True]


def test_search_finds_words_in_any_language() -> None:
    wanted = rows.indexed(rows.make_project(title={"kk": "Жылыжай кешені", "en": "Greenhouse"}))
    rows.indexed(rows.make_project())
    assert ids(read("projects", q="жылыжай")) == ids(read("projects", q="greenh")) == [str(wanted.public_id)]


def test_updated_since_gives_rows_entered_or_changed_since() -> None:
    first, _second = rows.make_project(), rows.make_project()
    latest = max(row["updated"] for row in read("projects")["items"])
    assert read("projects", updated_since="2200-01-01T00:00:00Z")["items"] == []
    assert len(read("projects", updated_since="1999-01-01T00:00:00Z")["items"]) == 2
    for edge in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "0185-07-03T13:38:02+17:26"):
        assert Client().get("/api/v1/projects", {"updated_since": edge}).status_code == 200
    assert latest is not None
    assert read(f"projects/{first.public_id}")["updated"] is not None


def test_figures_as_a_table() -> None:
    row = rows.make_observation()
    rows.make_observation()
    response = Client().get("/api/v1/observations?format=csv&limit=1")
    head, line, *rest = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert rest == []
    assert head.startswith("public_id,indicator,area,")
    assert line.startswith(f"{row.public_id},fdi,KZ-61,,,2025-01-01,2025-06-30,543500000,USD,exact,actual,,")
    assert 'rel="next"' in response["Link"]


def test_plots_of_a_zone_are_public_with_it() -> None:
    zone, draft = rows.make_zone(), rows.make_zone(published_at=None)
    assert [plot["state"] for plot in read(f"zones/{zone.slug}/plots")["items"]] == ["open"]
    assert Client().get(f"/api/v1/zones/{draft.slug}/plots").status_code == 404


def test_areas_and_indicators_are_found_by_code() -> None:
    make_area("KZ-61", name={"kk": "Түркістан облысы", "en": "Turkistan region"})
    shown = read("areas/KZ-61")
    assert (shown["name"]["kk"], shown["parent"], shown["kind"]) == ("Түркістан облысы", "KZ", "region")
    rows.make_indicator("fdi")
    assert read("indicators/fdi")["code"] == "fdi"


def test_letters_are_sent_as_they_are() -> None:
    make_area("KZ-61", name={"kk": "Түркістан облысы"})
    assert "Түркістан облысы" in Client().get("/api/v1/areas/KZ-61").content.decode()


def test_cache_of_the_limit_is_the_databases() -> None:
    cache.set("api-test", 1)
    assert cache.get("api-test") == 1

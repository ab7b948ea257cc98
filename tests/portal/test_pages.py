"""The pages of the portal, through the client."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.portal.conftest import Story, make_story, publish

LANGUAGES = ("kk", "ru", "en", "tr", "zh")
LISTS = ("regions", "countries", "projects", "agreements", "events", "zones", "indicators", "articles")
PLAIN = ("", "contradictions/", "numbers/", "data/", "search/", "styleguide/", *(f"{name}/" for name in LISTS))


def page(client: Client, path: str, status: int = 200, language: str = "en") -> str:
    response = client.get(f"/{language}/{path}")
    assert response.status_code == status, path
    return response.content.decode().replace("\u00a0", " ")


def queries(client: Client, path: str) -> int:
    client.get(f"/en/{path}")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/en/{path}").status_code == 200
    return len(captured)


def make_everything(number: int) -> dict[str, Any]:
    """So many published rows of each kind, all of one region and one event."""
    event = publish(make.make_event(slug=f"forum-of-{number}"))
    zone = publish(make.make_zone(slug=f"zone-of-{number}"))
    firm = publish(make.make_organisation())
    for _each in range(number):
        make.make_plot(zone)
        project = publish(
            make.make_project(
                zone=zone, organisation=firm, amount=Decimal(5), currency="USD", origin=make.make_area("TR")
            )
        )
        paper = publish(make.make_agreement(parties=2, event=event, amount=Decimal(7), currency="KZT", state="signed",
                                            signed_on=date(2026, 5, 12), partner=make.make_area("TR")))  # fmt: skip
    return {"event": event, "zone": zone, "firm": firm, "project": project, "paper": paper}


def test_every_page_answers_in_every_language(client: Client, story: Story):
    for language in LANGUAGES:
        head = f'<html lang="{ {"zh": "zh-Hans"}.get(language, language) }"'
        for path in (*PLAIN, "regions/KZ-61/", "countries/KZ/"):
            assert head in page(client, path, language=language), (language, path)


@pytest.mark.parametrize("path", PLAIN)
def test_pages_answer_where_nothing_is_published(client: Client, db: None, path: str):
    assert "</html>" in page(client, path)


def test_record_pages_answer(client: Client, story: Story):
    rows = make_everything(1)
    assert "Investment forum" in page(client, f"events/{rows['event'].slug}/")
    assert "Industrial zone" in page(client, f"zones/{rows['zone'].slug}/")
    assert rows["project"].title["en"] in page(client, f"projects/{rows['project'].public_id}/")
    assert rows["paper"].title["en"] in page(client, f"agreements/{rows['paper'].public_id}/")
    assert rows["firm"].name in page(client, f"organisations/{rows['firm'].public_id}/")
    assert "$475" in page(client, "indicators/fdi/")
    assert "475 млн" in page(client, f"articles/{story.article.slug}/")


def test_drafts_are_not_found(client: Client, db: None):
    project, paper, zone, event, firm = (
        make.make_project(), make.make_agreement(), make.make_zone(), make.make_event(), make.make_organisation(),
    )  # fmt: skip
    article = make.make_article()
    for path in (f"projects/{project.public_id}/", f"agreements/{paper.public_id}/", f"zones/{zone.slug}/",
                 f"events/{event.slug}/", f"organisations/{firm.public_id}/", f"articles/{article.slug}/",
                 f"articles/{article.slug}/claims.csv"):  # fmt: skip
        page(client, path, 404)
    for name, title in (
        ("projects", project.title["en"]),
        ("agreements", paper.title["en"]),
        ("articles", article.title),
    ):
        assert title not in page(client, f"{name}/")


def test_draft_figures_stay_off_the_region(client: Client, story: Story):
    make.make_observation("investment", value=Decimal("987000000"))
    assert "$987m" not in page(client, "regions/KZ-61/")


def test_a_draft_organisation_is_named_in_its_papers_without_a_link(client: Client, db: None):
    paper = publish(make.make_agreement(parties=1))
    firm = paper.parties.get().organisation
    html = page(client, f"agreements/{paper.public_id}/")
    assert firm.name in html
    assert str(firm.public_id) not in html


def test_unknown_codes_are_not_found_and_wrong_case_is_led_right(client: Client, story: Story):
    page(client, "regions/KZ-99/", 404)
    page(client, "countries/QQ/", 404)
    page(client, "regions/KZ/", 404)
    response = client.get("/en/regions/kz-61/")
    assert (response.status_code, response["Location"]) == (302, "/en/regions/KZ-61/")


def test_region_computes_the_plan_from_the_ledger(client: Client, story: Story):
    html = page(client, "regions/KZ-61/")
    assert "114.4%" in html
    assert "$475m" in html
    assert "$543.5m" in html
    assert 'href="#plan-1"' in html
    assert 'id="plan-1"' in html


def test_a_figure_leads_to_its_quote(client: Client, story: Story):
    html = page(client, "regions/KZ-61/")
    links = re.findall(rf"/en/articles/{story.article.slug}/#q(\d)", html)
    assert {"1", "2", "3"} <= set(links)
    article = page(client, f"articles/{story.article.slug}/")
    assert '<a class="qt" id="q1" href="#c1">$475 млн<sup>1</sup></a>' in article
    assert 'id="c1"' in article


def test_figures_of_two_days_are_told_apart_and_marked(client: Client, story: Story):
    html = page(client, "regions/KZ-61/")
    assert "34 projects or 41 projects?" in html
    assert f'id="f{story.launched.public_id}"' in html
    assert "34 projects or 41 projects?" in page(client, "contradictions/")
    assert "qt--gold" in page(client, f"articles/{story.article.slug}/")


def test_samples_stay_in_their_region(client: Client, sample_story: Story):
    real = publish(make.make_observation(value=Decimal("1000000"), area=make.make_area("KZ-61")))
    assert "$543.5m" not in page(client, "regions/KZ-61/")
    assert "$543.5m" not in page(client, "")
    assert "$543.5m" not in page(client, "indicators/fdi/")
    assert "$1m" in page(client, "indicators/fdi/")
    sample = page(client, "regions/XA-01/")
    assert "$543.5m" in sample
    assert "tag--sample" in sample
    assert real.area.code == "KZ-61"


def test_sums_of_projects_are_told_real_and_sample_apart(client: Client, db: None):
    office = make.make_office("sample-office", is_sample=True)
    publish(make.make_project(amount=Decimal(5_000_000), currency="USD", jobs_planned=100))
    publish(make.make_project(office=office, amount=Decimal(7_000_000), currency="USD", jobs_planned=200))
    html = page(client, "projects/")
    assert "$5m" in html
    assert "$7m" in html
    assert "$12m" not in html
    assert ">300<" not in html


def test_pages_with_several_lists_ask_as_much_for_three_rows_as_for_one(client: Client, db: None):
    """The lists by themselves are measured in `tests/test_list_queries.py`."""
    paths = ("regions/KZ-61/", "countries/TR/", "")
    make_everything(1)
    few = [queries(client, path) for path in paths]
    make_everything(3)
    assert [queries(client, path) for path in paths] == few


def test_pages_of_figures_ask_as_much_for_three_articles_as_for_one(client: Client, story: Story):
    paths = ("regions/KZ-61/", "articles/", "contradictions/", "indicators/", "indicators/project-count/")
    few = [queries(client, path) for path in paths]
    for day in (1, 2, 3):
        article = publish(make.make_article(day=date(2025, 1, day)))
        publish(make.make_observation("project_count", value=Decimal(40 + day), unit="project", stage="launched",
                                      start=date(2026, 1, day), end=date(2026, 1, day)))  # fmt: skip
        assert article.is_published
    assert [queries(client, path) for path in paths] == few


def test_markup_in_texts_is_shown_as_text(client: Client, story: Story):
    script = "<script>alert(1)</script>"
    article = publish(make.make_article(f"{script} 34 жоба", title=script))
    project = publish(make.make_project(title={"en": script}, about={"en": script}))
    for path in (
        f"articles/{article.slug}/",
        "articles/",
        "",
        f"projects/{project.public_id}/",
        "projects/",
        f"search/?q={script}",
    ):
        assert "<script>alert" not in page(client, path)


def test_pages_by_key_show_each_row_once(client: Client, db: None):
    for number in range(57):
        publish(make.make_project(title={"en": f"Plant {number:03}"}))
    first = page(client, "projects/?sort=title")
    after = re.search(r'rel="next" href="\?([^"]+)"', first)
    second = page(client, f"projects/?{after[1].replace('&amp;', '&')}")
    found = [re.findall(r"Plant \d{3}", html) for html in (first, second)]
    assert (len(found[0]), len(found[1])) == (50, 7)
    assert found[0] + found[1] == sorted(found[0] + found[1])
    back = re.search(r'rel="prev" href="\?([^"]+)"', second)
    assert re.findall(r"Plant \d{3}", page(client, f"projects/?{back[1].replace('&amp;', '&')}")) == found[0]


@pytest.mark.parametrize(
    "query", ["after=nonsense", "sort=nonsense", "stage=nonsense", "after=WyJ4IiwgIngiXQ", "year=20205", "q=%00"]
)
def test_a_bad_address_is_no_error(client: Client, db: None, query: str):
    make_everything(1)
    for name in LISTS:
        page(client, f"{name}/?{query}")


def test_downloads_say_what_is_a_sample_and_hold_no_formula(client: Client, db: None):
    publish(make.make_project(title={"en": "=1+1"}))
    publish(make.make_project(office=make.make_office("sample-office", is_sample=True), title={"en": "Mill"}))
    rows = b"".join(client.get("/en/projects/export.csv").streaming_content).decode()
    assert "'=1+1" in rows
    assert [line.rsplit(",", 1)[-1].strip() for line in rows.splitlines()] == ["sample", "0", "1"]
    assert client.get("/en/projects/export.xlsx").getvalue()[:2] == b"PK"
    assert client.get("/en/projects/export.pdf").status_code == 404


def test_series_is_there_as_csv_and_json(client: Client, story: Story):
    rows = client.get("/en/indicators/fdi/series.json").json()["rows"]
    assert [(row["value"], row["status"]) for row in rows] == [("543500000", "actual"), ("475000000", "target")]
    assert rows[0]["sources"].endswith(f"/en/articles/{story.article.slug}/#q2")
    assert b"543500000" in b"".join(client.get("/en/indicators/fdi/series.csv").streaming_content)


def test_claims_are_there_as_json(client: Client, story: Story):
    claims = client.get(f"/en/articles/{story.article.slug}/claims.json").json()["claims"]
    assert [claim["quote"] for claim in claims] == [
        "$475 млн",
        "$543,5 млн",
        "111 проектов",
        "34 проекта",
        "4889 граждан",
    ]


def test_feed_and_calendar(client: Client, story: Story):
    make_everything(1)
    assert story.article.title in client.get("/en/articles/feed.atom").content.decode()
    calendar = client.get("/en/events/calendar.ics")
    assert b"DTSTART;VALUE=DATE:20260512" in calendar.content


def test_no_people_on_an_event(client: Client, db: None):
    event = publish(make.make_event())
    person = make.make_person(name="Aigerim Example")
    make.make_participation(event, person=person, state="registered")
    html = page(client, f"events/{event.slug}/")
    assert "Aigerim" not in html
    assert "Registered or present: 1" in html


def test_search_finds_what_is_public(client: Client, db: None):
    from kelisim.common.services import index

    shown, hidden = (
        publish(make.make_project(title={"en": "Yarn mill"})),
        make.make_project(title={"en": "Yarn secret"}),
    )
    for row in (shown, hidden):
        index(row)
    html = page(client, "search/?q=yarn")
    assert "Yarn mill" in html
    assert "Yarn secret" not in html


def test_home_map_shows_published_values_only(client: Client, story: Story):
    make_story(make.make_office("sample-office", is_sample=True), "XA-01", is_sample=True)
    html = page(client, "")
    assert html.count("(published)") == 1
    assert "114.4" in html


def test_an_empty_page_of_a_place_says_what_will_stand_there_and_gives_staff_the_next_step(client: Client, db, as_user):
    for area, path in ((make.make_area("KZ-10"), "regions/KZ-10/"), (make.make_area("CN"), "countries/CN/")):
        publish(area)
        for_guests = page(client, path)
        assert "Nothing is published here yet" in for_guests
        assert "/en/numbers/" in for_guests
        assert "/en/workspace/press/new/" not in for_guests
        assert "/en/workspace/press/new/" in page(as_user(make.make_user()), path)

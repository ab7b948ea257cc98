"""What programs that read the portal find, and what search engines and messengers show of a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from kelisim.portal.views import crawlers
from tests import factories as make
from tests.portal.conftest import Story, publish

LANGUAGES = {"kk": "kk", "ru": "ru", "en": "en", "tr": "tr", "zh": "zh-Hans"}
HOST = "http://testserver"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


def places(client: Client) -> list[str]:
    """Every page that the sitemap names."""
    parts = [node.text for node in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOC)]
    pages = [ElementTree.fromstring(client.get(part.removeprefix(HOST)).content) for part in parts]
    return [node.text for page in pages for node in page.iter(LOC)]


def test_robots_names_the_sitemap_and_closes_what_is_no_page(client: Client, db: None) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert {"Disallow: /kk/workspace/", "Disallow: /zh/accounts/", "Disallow: /api/"} <= set(lines)


def test_sitemap_names_every_published_page_in_every_language(client: Client, story: Story) -> None:
    project, draft = publish(make.make_project()), make.make_project()
    found = places(client)
    assert len(found) == len(set(found))
    for code in LANGUAGES:
        assert f"{HOST}/{code}/articles/{story.article.slug}/" in found
        assert f"{HOST}/{code}/projects/{project.public_id}/" in found
    assert not any(str(draft.public_id) in place for place in found)
    for place in found:
        assert client.get(place.removeprefix(HOST)).status_code == 200, place


def test_sitemap_leaves_samples_out(client: Client, sample_story: Story) -> None:
    project = publish(make.make_project(office=sample_story.article.office))
    found = "\n".join(places(client))
    assert "XA-01" not in found
    assert sample_story.article.slug not in found
    assert str(project.public_id) not in found


def test_sitemap_comes_in_parts(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "PART", 2)
    projects = {str(publish(make.make_project()).public_id) for _number in range(5)}
    found = [place for place in places(client) if place.startswith(f"{HOST}/en/projects/0")]
    assert {place.rstrip("/").rpartition("/")[2] for place in found} == projects
    assert client.get("/sitemap-projects-3.xml").status_code == 200
    for wrong in ("projects-4", "projects-0", "nothing-1"):
        assert client.get(f"/sitemap-{wrong}.xml").status_code == 404


def test_an_entry_names_its_languages(client: Client, db: None) -> None:
    page = ElementTree.fromstring(client.get("/sitemap-pages-1.xml").content)
    links = {link.get("hreflang"): link.get("href") for link in page[0].iter(LINK)}
    expected = {language: f"{HOST}/{code}/" for code, language in LANGUAGES.items()}
    assert links == expected | {"x-default": f"{HOST}/en/"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_says_its_own_address_and_those_of_its_languages(client: Client, story: Story, code: str) -> None:
    html = client.get(f"/{code}/regions/KZ-61/?sort=x").content.decode()
    assert f'<link rel="canonical" href="{HOST}/{code}/regions/KZ-61/">' in html
    links = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))
    assert links == {language: f"{HOST}/{other}/regions/KZ-61/" for other, language in LANGUAGES.items()}


def test_a_page_says_what_a_messenger_shows(client: Client, story: Story) -> None:
    html = client.get(f"/ru/articles/{story.article.slug}/").content.decode()
    told = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))
    assert told["og:title"] == "Форум · Kelisim"
    assert told["og:url"] == f"{HOST}/ru/articles/{story.article.slug}/"
    assert told["og:locale"] == "ru_RU"
    assert told["description"] == told["og:description"] != ""
    assert told["og:image"].startswith(HOST)
    assert "robots" not in told


def test_samples_searches_and_the_workspace_are_kept_out_of_search_engines(client: Client, sample_story: Story) -> None:
    for path in (
        f"articles/{sample_story.article.slug}/",
        "regions/XA-01/",
        "search/",
        "styleguide/",
        "accounts/login/code/",
        "nothing/",
    ):
        assert '<meta name="robots" content="noindex">' in client.get(f"/en/{path}").content.decode(), path

"""Every number leads to its source: on the pages of the sample each figure is a link to a place that is there."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from kelisim.agreements.models import Agreement
from kelisim.events.models import Event
from kelisim.overview.home import home_page
from kelisim.press.models import Article
from kelisim.projects.models import Project
from kelisim.zones.models import Zone

pytestmark = pytest.mark.django_db
LISTS = ("regions", "projects", "agreements", "events", "zones", "indicators", "articles")


class Figures(HTMLParser):
    """Of a page: where its figures lead, its ids, figures without a link, and cells with a number and no link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: set[str] = set()
        self.ids: set[str] = set()
        self.plain = 0
        self.bare: list[str] = []
        self._cell: str | None = None
        self._has_link = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        classes = (facts.get("class") or "").split()
        if facts.get("id"):
            self.ids.add(str(facts["id"]))
        if "fig" in classes and tag == "a":
            self.hrefs.add(facts.get("href") or "")
        self.plain += "fig--plain" in classes
        if tag == "td" and "num" in classes:
            self._cell, self._has_link = "", False
        self._has_link = self._has_link or tag == "a"

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td" and self._cell is not None:
            if any(letter in "123456789" for letter in self._cell) and not self._has_link:
                self.bare.append(" ".join(self._cell.split()))
            self._cell = None


def pages() -> list[str]:
    """Every kind of page, with its real records."""
    projects = [*Project.objects.order_by("pk")[:3], *Project.objects.filter(launched_on__isnull=False)[:1]]
    return [
        "", "contradictions/", "regions/XA-01/", "projects/?kind_of_rows=sample",
        *(f"{name}/" for name in LISTS),
        *(f"projects/{one.public_id}/" for one in projects),
        *(f"agreements/{one.public_id}/" for one in Agreement.objects.published()[:2]),
        *(f"events/{one.slug}/" for one in Event.objects.published()),
        *(f"zones/{one.slug}/" for one in Zone.objects.published()),
        *(f"articles/{one.slug}/" for one in Article.objects.published()),
    ]  # fmt: skip


def test_each_figure_leads_to_a_place_that_is_there(client: Client):
    read: dict[str, Figures] = {}

    def page(address: str) -> Figures:
        if address not in read:
            response = client.get(address)
            assert response.status_code == 200, address
            read[address] = Figures(response.content.decode())
        return read[address]

    faults, followed = [], 0
    for path in pages():
        here = f"/en/{path}"
        found = page(here)
        faults += [f"{here}: a figure without a link"] * found.plain
        faults += [f"{here}: no link at {cell}" for cell in found.bare]
        for href in sorted(found.hrefs):
            address, _sign, anchor = urljoin(here, href).partition("#")
            if urlsplit(address).netloc:
                continue
            followed += 1
            if not href or (anchor and anchor not in page(address).ids):
                faults.append(f"{here}: {href} leads nowhere")
            elif not anchor:
                page(address)
    assert faults == []
    assert followed > 100


def test_a_rung_of_the_ladder_leads_to_as_many_projects(client: Client):
    page = Figures(client.get("/en/").content.decode())
    rungs = sorted(href for href in page.hrefs if "rung=" in href)
    shown = {href: client.get(href) for href in rungs}
    totals = {
        href.partition("rung=")[2].partition("&")[0]: answer.context["list"].total for href, answer in shown.items()
    }
    assert totals == {rung.name: rung.count for rung in home_page().ladder if rung.count}
    assert totals["launched"] == 34
    assert all("Step:" in answer.content.decode() for answer in shown.values())

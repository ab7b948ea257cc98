"""What programs that read the whole portal ask first: what they may read, and where everything is. Samples are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kelisim.agreements.models import Agreement
from kelisim.common.context import address_code, path_after_language
from kelisim.common.models import Area, AreaKind
from kelisim.common.templatetags.kelisim import html_language
from kelisim.events.models import Event
from kelisim.overview.countries import countries
from kelisim.overview.series import indicators_with_figures
from kelisim.parties.models import Organisation
from kelisim.portal.templatetags.portal import page_of
from kelisim.press.models import Article
from kelisim.projects.models import Project
from kelisim.zones.models import Zone

PART = 500
XML = "application/xml; charset=utf-8"
CLOSED = ("workspace", "accounts", "search", "styleguide")
PAGES = (
    "home", "regions", "countries", "projects", "agreements", "events", "zones", "indicators", "articles", "contradictions",
    "numbers", "data",
)  # fmt: skip
REAL = Q(office__is_sample=False)


def _published(model: Any, key: str) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.published().filter(REAL).only(key).order_by("pk")


SECTIONS: dict[str, Callable[[], Any]] = {
    "pages": lambda: [reverse(f"portal:{name}") for name in PAGES],
    "regions": lambda: Area.objects.published().filter(kind=AreaKind.REGION, is_sample=False).order_by("code"),
    "countries": lambda: countries().filter(is_known=True).order_by("code"),
    "indicators": lambda: indicators_with_figures().order_by("code"),
    "articles": _published(Article, "slug"),
    "events": _published(Event, "slug"),
    "zones": _published(Zone, "slug"),
    "agreements": _published(Agreement, "public_id"),
    "projects": _published(Project, "public_id"),
    "organisations": lambda: Organisation.objects.published().filter(is_sample=False).only("public_id").order_by("pk"),
}


def robots(request: HttpRequest) -> HttpResponse:
    """What programs may read, and where the list of pages is."""
    closed = [f"Disallow: /{code}/{name}/" for code in _codes() for name in CLOSED]
    lines = ["User-agent: *", *closed, "Disallow: /api/", "", f"Sitemap: {_whole(request, reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the lists of pages."""
    places = [
        _whole(request, reverse("sitemap_part", args=[section, number]))
        for section, rows in SECTIONS.items()
        for number in range(1, _parts(rows()) + 1)
    ]
    inner = "".join(f"<sitemap><loc>{place}</loc></sitemap>\n" for place in places)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inner}</sitemapindex>\n')


def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """Pages of one kind, each in every language with the others beside it."""
    rows = SECTIONS[section]() if section in SECTIONS else []
    if not 1 <= number <= _parts(rows):
        raise Http404
    found = rows[(number - 1) * PART : number * PART]
    inner = "".join(_entries(request, row if isinstance(row, str) else page_of(row)) for row in found)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml(f"<urlset {spaces}>\n{inner}</urlset>\n")


def _parts(rows: Any) -> int:
    count = len(rows) if isinstance(rows, list) else rows.count()
    return -(-count // PART)


def _entries(request: HttpRequest, path: str) -> str:
    rest = path_after_language(path)
    places = {
        html_language(code): _whole(request, f"/{address_code(code)}/{rest}") for code, _name in settings.LANGUAGES
    }
    links = "".join(_link(language, place) for language, place in [*places.items(), ("x-default", places["en"])])
    return "".join(f"<url><loc>{place}</loc>{links}</url>\n" for place in places.values())


def _link(language: str, place: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href="{place}"/>'


def _codes() -> Iterator[str]:
    return (address_code(code) for code, _name in settings.LANGUAGES)


def _whole(request: HttpRequest, path: str) -> str:
    """The address with its host. Django escapes what a key may hold, and a host holds no sign of XML."""
    return f"{request.scheme}://{request.get_host()}{path}"


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', content_type=XML)

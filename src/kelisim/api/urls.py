"""Addresses of the API, each in its frame."""

from django.urls import URLPattern, path, re_path

from kelisim.api import pages
from kelisim.api.app import api
from kelisim.api.frame import framed
from kelisim.api.openapi import parameters_of

app_name = "api"


def endpoint(pattern: URLPattern) -> URLPattern:
    """An endpoint of ninja in our frame."""
    route = str(pattern.pattern)
    address = f"/api/v1/{route}".replace("<", "{").replace(">", "}")
    known = [parameter["name"] for parameter in parameters_of(address) if parameter["in"] == "query"]
    return path(route, framed(pattern.callback, known=known), name=pattern.name)


urlpatterns = [
    path("openapi.json", framed(pages.openapi, is_limited=False), name="openapi"),
    path("docs", framed(pages.docs, is_limited=False), name="docs"),
    *(endpoint(each) for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"),
    re_path(r"^(?P<rest>.*)$", framed(pages.nothing), name="nothing"),
]

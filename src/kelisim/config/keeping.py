"""What browsers and caches may keep: the public's pages until they change, nobody's own pages without asking."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag

Answer = Callable[[HttpRequest], HttpResponse]
PERSONAL = ("invitation", "participant", "personal_")
ROOT_FILES = ("robots", "sitemap", "sitemap_part")


def kept_pages(get_response: Answer) -> Answer:
    """Tag the pages of guests, so that a second visit brings only what changed; pages of people signed in are kept by nobody."""
    gzip = GZipMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/api/"):
            return gzip.process_response(request, response)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
            return response
        return gzip.process_response(request, _tagged(request, response)) if _is_public(request) else response

    return answer


def _is_public(request: HttpRequest) -> bool:
    """Whether the page holds no secret of a form: compressed, such a secret could be guessed from the length."""
    found = request.resolver_match
    if not found or (found.url_name or "").startswith(PERSONAL):
        return False
    return bool(found.namespace == "portal" or found.url_name in ROOT_FILES)


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.streaming:
        return response
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response

"""What browsers and caches may keep: the public's pages until they change, nobody's own pages without asking."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag

Answer = Callable[[HttpRequest], HttpResponse]
PERSONAL = ("invitation", "participant", "personal_")
SECRET = ("token", "user", "invitation", "file")
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
            return gzip.process_response(request, response) if _is_desk(request) else response
        return gzip.process_response(request, _tagged(request, response)) if _is_public(request) else response

    return answer


def _is_public(request: HttpRequest) -> bool:
    """Whether the page holds no secret of a form: compressed, such a secret could be guessed from the length."""
    found = request.resolver_match
    if not found or (found.url_name or "").startswith(PERSONAL):
        return False
    return bool(found.namespace == "portal" or found.url_name in ROOT_FILES)


def _is_desk(request: HttpRequest) -> bool:
    """Whether it is a page of the workspace that tells no secret.

    What is compressed could be guessed from its length by whoever makes a browser ask again and again with other words
    (BREACH). Cookies go with no request that another site makes but for a click (SameSite=Lax), the token of a form is
    another one each time, and Django adds a random length; where a secret is told, the page stays as it is all the same.
    """
    found = request.resolver_match
    return bool(found and found.namespace == "workspace" and not (found.url_name or "").startswith(SECRET))


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.streaming:
        return response
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response

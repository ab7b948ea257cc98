"""The frame around every answer of the API: token, limit, methods, known parameters, ETag, errors."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from kelisim.accounts.models import User
from kelisim.accounts.services import user_of_token
from kelisim.api.limits import seconds_to_wait
from kelisim.api.problems import Fault, problem

View = Callable[..., HttpResponse]
ALLOWED = "GET, HEAD, OPTIONS"
logger = logging.getLogger(__name__)


def framed(view: View, *, known: Collection[str] = (), is_limited: bool = True) -> View:
    """The view for reading clients: `known` are the parameters that it takes in the query."""

    @csrf_exempt
    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **places: Any) -> HttpResponse:
        with translation.override("en"):
            response = _refused(request, known, is_limited=is_limited) or _read(view, request, *args, **places)
        return _finished(request, response)

    return answer


def _refused(request: HttpRequest, known: Collection[str], *, is_limited: bool) -> HttpResponse | None:
    header = request.headers.get("Authorization", "")
    reader = _user_of(header)
    request.reader = reader  # type: ignore[attr-defined]  # read by `listing.reader_of`
    if is_limited and (wait := seconds_to_wait(request, reader)):
        return problem(429, f"Ask again in {wait} seconds.", headers={"Retry-After": str(wait)})
    if header and reader is None:
        return problem(
            401,
            "The header Authorization must be “Bearer” and a living token. Leave it out to read what is public.",
            headers={"WWW-Authenticate": 'Bearer realm="Kelisim"'},
        )
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        return problem(405, f"The API is read only; allowed are {ALLOWED}.", headers={"Allow": ALLOWED})
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ALLOWED})
    return _strange_parameters(request, known)


def _user_of(header: str) -> User | None:
    scheme, _space, secret = header.partition(" ")
    return user_of_token(secret.strip()) if scheme.lower() == "bearer" else None


def _strange_parameters(request: HttpRequest, known: Collection[str]) -> HttpResponse | None:
    """A filter that is misspelt or doubled would silently give other rows than wanted."""
    words = f"One of: {', '.join(known)}." if known else "No parameters."
    try:
        unknown = [
            Fault("query", name[:60], "There is no such parameter.", words) for name in request.GET if name not in known
        ]
        doubled = [
            Fault("query", name, "It is given more than once.", "One value.")
            for name in request.GET
            if name in known and len(request.GET.getlist(name)) > 1
        ]
    except (SuspiciousOperation, RequestDataTooBig):
        return problem(400, "The request has too many parameters.")
    faults = unknown + doubled
    return problem(422, "Some parameters were not understood.", faults=faults) if faults else None


def _read(view: View, request: HttpRequest, *args: Any, **places: Any) -> HttpResponse:
    is_head = request.method == "HEAD"
    request.method = "GET"
    try:
        return view(request, *args, **places)
    except Exception as error:
        return answer_to(error)
    finally:
        request.method = "HEAD" if is_head else "GET"


def answer_to(error: Exception) -> HttpResponse:
    """The problem that an exception amounts to."""
    if isinstance(error, Http404):
        return problem(404, str(error) or "There is nothing at this address.")
    if isinstance(error, PermissionDenied):
        return problem(403, "You may not read this.")
    if isinstance(error, BadRequest | SuspiciousOperation):
        return problem(400, "The request is not sound.")
    logger.error("The API failed", exc_info=error)
    return problem(500, "Something failed here; it was written down. Try again later.")


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache" if getattr(request, "reader", None) else "no-cache"
    patch_vary_headers(response, ["Authorization"])
    if response.status_code == 200:
        set_response_etag(response)
        response = get_conditional_response(request, etag=response["ETag"], response=response) or response
    if request.method == "HEAD":
        response.content = b""
    return response

"""The API: its endpoints gathered, its errors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from kelisim.api.frame import answer_to
from kelisim.api.problems import Fault, problem
from kelisim.api.views import agreements, common, events, indicators, parties, press, projects, zones

WORDS = """The public ledger of an investment promotion office, as JSON. Read only.

Without a token you read what is public; a bearer token adds what its user may see. Lists come in pages: follow `next` until it is
null. Amounts and values are decimal strings, days are ISO 8601, texts are objects by language. Rows with `is_sample` are made up;
never add them to real ones. The guide is `docs/how-to-use-the-api.md`."""


class Readable(JSONRenderer):
    """JSON with letters as they are: a third of the size in Kazakh, and one can read it."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Kelisim",
    version="1",
    description=WORDS,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-ninja",
    renderer=Readable(),
)
for module in (common, parties, events, agreements, projects, zones, indicators, press):
    api.add_router("", module.router)


@api.exception_handler(Exception)
@api.exception_handler(PermissionDenied)
@api.exception_handler(Http404)
def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Any failure is a problem."""
    return answer_to(error)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    """Parameters that do not fit: each with its place and what would be right."""
    faults = [_fault(request, dict(found)) for found in error.errors]
    return problem(422, "Some parameters were not understood.", faults=faults)


def _fault(request: HttpRequest, found: dict[str, Any]) -> Fault:
    place, name = str(found["loc"][0]), str(found["loc"][-1])
    return Fault(place, name, found["msg"].removeprefix("Value error, "), _expected(request, name))


def _expected(request: HttpRequest, name: str) -> str:
    from kelisim.api.openapi import parameters_of  # it reads the finished API

    path = f"/{request.resolver_match.route}".replace("<", "{").replace(">", "}")  # type: ignore[union-attr]  # a view is running
    words = {parameter["name"]: parameter for parameter in parameters_of(path)}
    parameter = words.get(name, {})
    return (
        parameter.get("description") or f"A value of the form {parameter.get('schema', {}).get('pattern', 'described')}"
    )

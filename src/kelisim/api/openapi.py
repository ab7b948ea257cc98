"""The description of the API, as `/api/v1/openapi.json`, its page and the snapshot in `docs/api/` have it."""

from __future__ import annotations

from functools import cache
from typing import Any

from kelisim.api.frame import ALLOWED
from kelisim.api.problems import MEDIA_TYPE, Place, Problem

ANSWERS = {
    "304": "Not changed: the tag in If-None-Match is still right.",
    "400": "The request is not sound.",
    "401": "The token is unknown, ended or not a bearer token.",
    "404": "There is no such row, or the reader may not see it.",
    "405": "Another method than GET, HEAD, OPTIONS.",
    "422": "Parameters that were not understood; `errors` names each and what would be right.",
    "429": "Too many requests in this minute.",
    "500": "Something failed here.",
}
WITHOUT_BODY = ("304",)
HEADERS = {
    "200": {"ETag": "Tag of this very answer; send it back in If-None-Match."},
    "304": {"ETag": "The tag that is still right."},
    "401": {"WWW-Authenticate": "Bearer."},
    "405": {"Allow": ALLOWED},
    "429": {"Retry-After": "Seconds to wait."},
}
REFERENCE = "#/components/schemas/"


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1, with every answer that an address can give."""
    from kelisim.api.app import api  # the views that it gathers need this module's neighbours first

    found = dict(api.get_openapi_schema(path_prefix="/api/v1"))
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of a user, for rows that are not public."}
    }
    shown = {name: schema for name, schema in found["components"]["schemas"].items() if not name.endswith("Filters")}
    found["components"]["schemas"] = dict(sorted((shown | _schemas()).items()))
    for path, methods in found["paths"].items():
        for operation in methods.values():
            _complete(operation, has_key="{" in path)
    return found


def _schemas() -> dict[str, Any]:
    model = Problem.model_json_schema(ref_template=f"{REFERENCE}{{model}}")
    model.pop("$defs", None)
    return {"Problem": model, "Place": Place.model_json_schema()}


def _complete(operation: dict[str, Any], *, has_key: bool) -> None:
    operation["security"] = [{}, {"token": []}]
    for parameter in operation.get("parameters", []):
        _without_null(parameter)
    answers = operation["responses"]
    operation["responses"] = {
        "200": answers[200],
        **{status: _answer(status, words) for status, words in ANSWERS.items()},
    }
    if not has_key:
        del operation["responses"]["404"]
    operation["responses"]["200"]["headers"] = _headers("200")
    if any(parameter["name"] == "format" for parameter in operation["parameters"]):
        operation["responses"]["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}


def _answer(status: str, words: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": words}
    if status in HEADERS:
        answer["headers"] = _headers(status)
    if status not in WITHOUT_BODY:
        answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": f"{REFERENCE}Problem"}}}
    return answer


def _headers(status: str) -> dict[str, Any]:
    kind = {"Retry-After": "integer"}
    return {
        name: {"description": words, "required": True, "schema": {"type": kind.get(name, "string")}}
        for name, words in HEADERS[status].items()
    }


def _without_null(parameter: dict[str, Any]) -> None:
    """A parameter in an address is left out, never null."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.get("anyOf", []) if kind.get("type") != "null"]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema.update(kinds[0])
    if schema.get("default", ...) is None:
        del schema["default"]
    schema.pop("description", None)


def parameters_of(path: str) -> list[dict[str, Any]]:
    """What an address takes."""
    return document()["paths"][path]["get"]["parameters"]

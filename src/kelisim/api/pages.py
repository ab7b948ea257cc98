"""The description of the API as JSON and as a page of ours, without anything from elsewhere."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from kelisim.api.openapi import ANSWERS, REFERENCE, document


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json")


def docs(request: HttpRequest) -> HttpResponse:
    """The reference of the API, for people."""
    found = document()
    info = found["info"] | {"description": marked(found["info"]["description"])}
    context = {
        "info": info,
        "groups": groups(found),
        "rows": rows(found),
        "answers": [(status, marked(words)) for status, words in ANSWERS.items()],
    }
    return render(request, "api/docs.html", context)


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have."""
    raise Http404("There is nothing at this address; /api/v1/docs lists what there is.")


def groups(found: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The operations by tag, in the order of the document."""
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, methods in found["paths"].items():
        operation = methods["get"]
        row = reference_of(operation["responses"]["200"]["content"]["application/json"]["schema"])
        parameters = [described(parameter) for parameter in operation["parameters"]]
        by_tag.setdefault(operation["tags"][0], []).append(
            operation | {"path": path, "answer": row, "parameters": parameters}
        )
    return list(by_tag.items())


def described(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter with its form and its words."""
    return parameter | {
        "form": form_of(parameter["schema"]),
        "description": marked(parameter.get("description", "The key in the address.")),
    }


def marked(words: str) -> SafeString:
    """Words in which what stands between backticks is code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", conditional_escape(words)))  # noqa: S308 - escaped first


def rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The schemas that are objects, each with its fields."""
    return [
        {"name": name, "words": schema.get("description", ""), "fields": fields_of(schema)}
        for name, schema in sorted(found["components"]["schemas"].items())
        if schema.get("type") == "object"
    ]


def fields_of(schema: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, form and words of each field."""
    return [
        (name, form_of(field), marked(field.get("description", "")))
        for name, field in schema.get("properties", {}).items()
    ]


def form_of(schema: dict[str, Any]) -> str:
    """The type of a value in words."""
    if kinds := schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(form_of(kind) for kind in kinds)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "$ref" in schema:
        name = reference_of(schema)
        target = document()["components"]["schemas"][name]
        return form_of(target) if "enum" in target else name
    if schema.get("type") == "array":
        return f"list of {form_of(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or schema.get("const") or "any")


def reference_of(schema: dict[str, Any]) -> str:
    """The name of the schema to which a reference points."""
    return str(schema.get("$ref", "")).removeprefix(REFERENCE)

"""Errors as `application/problem+json` (RFC 9457): what is wrong, where, and what would be right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.http import HttpResponse
from ninja import Field, Schema

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Unknown token",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    422: "Parameters not understood",
    429: "Too many requests",
    500: "Internal error",
}


class Place(Schema):
    """A parameter that was not understood."""

    place: str = Field(description="Where it stands: `query` or `path`.")
    name: str = Field(description="Name of the parameter.")
    detail: str = Field(description="What is wrong with it.")
    expected: str = Field(description="What would be right.")


class Problem(Schema):
    """An error (RFC 9457)."""

    type: str = Field(description="Address of the explanation of this kind of error.")
    title: str = Field(description="The kind of error in words.")
    status: int = Field(description="The HTTP status, again.")
    detail: str = Field(description="What happened this time.")
    errors: list[Place] = Field(default=[], description="Parameters that were not understood, with status 422.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One parameter that was not understood."""

    place: str
    name: str
    detail: str
    expected: str


def problem(
    status: int, detail: str, *, faults: Iterable[Fault] = (), headers: dict[str, str] | None = None
) -> HttpResponse:
    """An error as the answer to a request."""
    body = {
        "type": f"/api/v1/docs#problem-{status}",
        "title": TITLES[status],
        "status": status,
        "detail": detail,
        "errors": [asdict(fault) for fault in faults],
    }
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, content_type=MEDIA_TYPE, status=status, headers=headers)

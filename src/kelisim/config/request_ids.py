"""Each request has a number, in the answer and in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")
UNUSED_BY_US = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def request_ids(get_response: Answer) -> Answer:
    """Number each request, in the answer and in the log; close to the page what browsers offer and nobody here uses."""

    def answer(request: HttpRequest) -> HttpResponse:
        mark = REQUEST_ID.set(secrets.token_hex(6))
        try:
            response = get_response(request)
            response["X-Request-ID"] = REQUEST_ID.get()
            response.setdefault("Permissions-Policy", UNUSED_BY_US)
            return response
        finally:
            REQUEST_ID.reset(mark)

    return answer


class RequestIdFilter(logging.Filter):
    """Gives each line of the log the number of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = REQUEST_ID.get()
        return True

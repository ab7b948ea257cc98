"""The service worker that lets a few pages open without a connection."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

NAME = "kelisim/worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's own address lies in the workspace, so that it may serve pages of the workspace and no others."""
    try:
        with staticfiles_storage.open(NAME) as file:
            content = file.read()
    except FileNotFoundError:
        found = finders.find(NAME)
        if not found:
            raise Http404 from None
        with open(found, "rb") as file:
            content = file.read()
    answer = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer

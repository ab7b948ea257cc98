"""What stands between the server and the pages: health, the second factor, errors in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import resolve
from django.urls.exceptions import Resolver404

Answer = Callable[[HttpRequest], HttpResponse]
WITHOUT_SECOND_FACTOR = ("account_", "mfa_", "set_theme", "sign_in_link")
LINK_SIGN_IN = "signed_in_by_link"


def health(get_response: Answer) -> Answer:
    """Answer `/healthz` before anything else is asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        return _health() if request.path == "/healthz" else get_response(request)

    return answer


def _health() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def second_factor(get_response: Answer) -> Answer:
    """Staff pages open only to staff who enrolled a second factor; others are led to enrol one."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _owes_second_factor(request):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return answer


def _owes_second_factor(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.is_staff_member or "/workspace/" not in request.path:
        return False
    if settings.DEMO and request.session.get(LINK_SIGN_IN):
        return False
    return not _is_exempt(request.path) and not is_mfa_enabled(user)


def _is_exempt(path: str) -> bool:
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return True
    return name.startswith(WITHOUT_SECOND_FACTOR)


def plain_errors(get_response: Answer) -> Answer:
    """Give "method not allowed" and "too many requests" a page of ours, but not in the API, which has its own answers."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/api/") or (
            response.get("Content-Type", "").startswith("text/html") and response.content
        ):
            return response
        if isinstance(response, HttpResponseNotAllowed):
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return render(request, "429.html", status=429) if response.status_code == 429 else response

    return answer
